"""PHP files of statements: ``define('KEY', 'text');``, ``const KEY = 'text';`` and ``$lang['key'] = 'text';``.

Everything else in such a file is code; it is skipped and stays. Nothing is run.
"""

from __future__ import annotations

import re

from locakit.formats._line_format import LineFormat
from locakit.formats._line_notes import note_of
from locakit.formats._line_scan import Entry, Scan, beginning, whole_of
from locakit.formats._php_scan import COMMENTED
from locakit.formats._php_text import LITERAL, decode, quote

_GAP = r"(?:\s++|/\*(?:[^*]++|\*(?!/))*+\*/)*+"
_KEY = r"""(?:'(?:[^'\\]++|\\.)*+'|"(?:[^"\\$]++|\\.)*+"|-?\w++)"""
_HEAD = re.compile(
    rf"(?:define{_GAP}\({_GAP}(?P<define>{_KEY}){_GAP},|const\s+(?P<const>\w+){_GAP}="
    rf"|\$\w+(?P<keys>(?:{_GAP}\[{_GAP}{_KEY}{_GAP}\])++){_GAP}=(?![=>])){_GAP}",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(rf"{_GAP}\)?{_GAP};[ \t]*(?:(?://|#)(?P<said>[^\n]*+))?")
_DOT = re.compile(rf"{_GAP}\.{_GAP}")
_COMMENT = re.compile(r"//(?P<line>[^\n]*+)|#(?!\[)(?P<hash>[^\n]*+)|/\*(?P<block>(?:[^*]++|\*(?!/))*+)(?:\*/|\Z)")
_BLANKS = re.compile(r"\s*+")
_CODE = re.compile(rf"{LITERAL.pattern}|\w++|.", re.DOTALL)
_OPENING = re.compile(r"<\?php\b", re.IGNORECASE)


class PhpLines(LineFormat):
    """Entries are statements; a comment right above one is its note."""

    name = "php"
    suffixes: tuple[str, ...] = (".php",)
    headed = True

    def scan(self, text: str) -> Scan:
        """The statements that stand outside of all braces; nothing is raised."""
        out, depth, top = Scan(), 0, -1
        notes: list[str] = []
        tag = _OPENING.search(text)
        at = tag.end() if tag else len(text)
        while at < len(text):
            start, at = at, _blank(text, at)
            if text.count("\n", start, at) > 1:
                notes, top = [], -1
            comment = _COMMENT.match(text, at)
            if comment:
                top = at if top < 0 else top
                notes += (comment["line"] or comment["hash"] or comment["block"] or "").split("\n")
                at = comment.end()
                continue
            end = 0 if depth else _take(out, text, at, top, notes)
            token = None if end else _CODE.match(text, at)
            depth += (token[0] in "{(") - (token[0] in "})") if token else 0
            at = end or (token.end() if token else len(text))
            notes, top = [], -1
        return out

    def encode(self, value: str, raw: str, text: str) -> str:
        """The text in the old quotes."""
        return quote(value, raw)

    def fresh(self, name: str, value: str) -> str:
        """A constant."""
        return f"define({quote(name)}, {value});"


def _blank(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _take(out: Scan, text: str, at: int, top: int, notes: list[str]) -> int:
    """Take up the statement at ``at``; where it ends, 0 where it is none or computes its value."""
    head = _HEAD.match(text, at)
    if not head:
        return 0
    end, words = head.end(), []
    while literal := LITERAL.match(text, end):
        words.append(decode(literal[0]))
        end = literal.end()
        dot = _DOT.match(text, end)
        if not dot:
            break
        end = dot.end()
    tail = _TAIL.match(text, end)
    known = [w for w in words if w is not None]
    if not tail or not words or len(known) < len(words) or text[head.end() : end].endswith("."):
        return 0
    span = (head.end(), end)
    whole = whole_of(text, at, tail.end(), max(top, beginning(text)) if top >= 0 else at)
    out.entries.append(
        Entry(_path(head), "".join(known), span, whole, note_of([*notes, tail["said"] or ""], COMMENTED))
    )
    return tail.end()


def _path(head: re.Match[str]) -> tuple[str, ...]:
    if not head["keys"]:
        return (_name(head["define"] or head["const"]),)
    return tuple(_name(m[0]) for m in re.finditer(_KEY, head["keys"], re.DOTALL))


def _name(raw: str) -> str:
    return decode(raw) or "" if raw[0] in "'\"" else raw
