"""PHP files that return one array of texts, read into a tree of spans without running anything.

Source: PHP manual, "Strings" and "Arrays". Texts are literal strings and literal strings joined by dots; what is
computed (calls, constants, variables, heredocs) is no text and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from locakit.errors import BrokenText, Fault
from locakit.formats._tree import MAX_DEPTH, Member, Node
from locakit.model import Junk, Span
from locakit.splice import place

_GAP = re.compile(r"(?:\s++|//[^\n]*+|#(?!\[)[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))*+")
_STRING = re.compile(r"""'(?:[^'\\]++|\\.)*+'|"(?:[^"\\]++|\\.)*+\"""", re.DOTALL)
_HEREDOC = r"<<<[ \t]*+(?P<quote>[\"']?)(?P<mark>\w++)(?P=quote)\r?\n(?:[^\n]*+\n){0,2000}?[ \t]*+(?P=mark)\b"
_TOKEN = re.compile(rf"{_STRING.pattern}|{_HEREDOC}|\w++|=>|.", re.DOTALL)
_OPEN = re.compile(r"\[|array\s*+\(", re.IGNORECASE)
_COMMENT = re.compile(r"//(?P<line>[^\n]*+)|#(?P<hash>[^\n]*+)|/\*(?P<block>(?:[^*]++|\*(?!/))*+)\*/")
_COMPUTED = re.compile(r"(?<!\\)(?:\\\\)*+(?:\$(?=[A-Za-z_{\x80-\U0010ffff])|\{(?=\$))")
_NAME = re.compile(r"-?[\w\\]+(?:::\w+)?")
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f", "\\": "\\", "$": "$", '"': '"'}


@dataclass(slots=True)
class Found:
    """A file's array."""

    root: Node
    notes: dict[int, str] = field(default_factory=dict)
    """By the start of an entry, the comment right above it."""
    starts: dict[int, int] = field(default_factory=dict)
    """By the start of a value, the start of its entry."""
    junk: list[Junk] = field(default_factory=list)


@lru_cache(maxsize=4)
def scan(text: str) -> Found:
    """The array that the file returns; raises BrokenText (without a path) where there is none."""
    at = _returned(text)
    opening = _OPEN.match(text, at)
    if not opening:
        raise _broken(text, min(at, len(text)), "the file does not return an array: `return [ … ];` is expected")
    reader = _Reader(text)
    reader.found.root, _ = reader.array(opening, 0)
    return reader.found


def _broken(text: str, at: int, message: str) -> BrokenText:
    return BrokenText(Fault(message, "", *place(text, at)))


def _returned(text: str) -> int:
    """Where the value of the first ``return`` begins; the text's length where there is none."""
    tag = re.search(r"<\?php\b", text, re.IGNORECASE)
    at = tag.end() if tag else len(text)
    while at < len(text):
        at = _skip(text, at)
        token = _TOKEN.match(text, at)
        if token and token[0].lower() == "return":
            return _skip(text, token.end())
        at = token.end() if token else len(text)
    return at


def _skip(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Found(Node("map", 0))
        self.counts: dict[int, int] = {}
        """By array, the number that its next entry without a key gets."""

    def array(self, opening: re.Match[str], depth: int) -> tuple[Node, int]:
        """The array that ``opening`` begins, and where it ends. Raises BrokenText for one that never closes."""
        if depth > MAX_DEPTH:
            raise _broken(self.text, opening.start(), f"arrays are nested deeper than {MAX_DEPTH}")
        node = Node("list", opening.end() - 1)
        closing = "]" if opening[0] == "[" else ")"
        at = self._next(opening.end())
        while not self.text.startswith(closing, at):
            at = self._member(node, at, depth)
            if at >= len(self.text):
                raise _broken(self.text, opening.start(), "an array that never closes")
        node.close(at + 1)
        return node, at + 1

    def _next(self, at: int) -> int:
        """Where the next entry begins; the comment right above it is remembered."""
        start = _skip(self.text, at)
        lines = re.split(r"\n[ \t\r]*\n", self.text[at:start])
        said = [m["line"] or m["hash"] or m["block"] or "" for m in _COMMENT.finditer(lines[-1])]
        beside = len(lines) == 1 and "\n" not in lines[0].partition("/")[0].partition("#")[0]
        note = "\n".join(s.strip("* \t\r\n") for s in said[bool(beside and said) :]).strip()
        if note:
            self.found.notes[start] = note
        return start

    def _member(self, node: Node, at: int, depth: int) -> int:
        """Read one entry and the comma behind it; where the next one, or the closing bracket, stands."""
        value, (start, end) = self._expression(at, depth)
        name, broken, after = str(self.counts.get(id(node), 0)), start == end, _skip(self.text, end)
        explicit = False
        if self.text.startswith("=>", after):
            literal = isinstance(value, str)
            name = value if isinstance(value, str) else self.text[start:end]
            node.kind, explicit = "map", True
            value, (start, end) = self._expression(_skip(self.text, after + 2), depth, arrow=True)
            broken, after = broken or start == end, _skip(self.text, end)
            value = value if literal or _NAME.fullmatch(name) else None
        if broken or self.text[after : after + 1] not in (",", "]", ")"):
            end = max(self._computed(after, True, 2), at + 1)
            after = _skip(self.text, end)
            self.found.junk.append(Junk("an entry that cannot be read", (at, end)))
            node.members.append(Member(f"\0{at}", at, at, end, None))
        else:
            node.members.append(Member(name, at, start, end, value))
            if not explicit or (name.isascii() and name.isdecimal() and len(name) < 10):
                self.counts[id(node)] = max(self.counts.get(id(node), 0), int(name) + 1)
            self.found.starts[start] = at
        return self._next(after + 1) if self.text.startswith(",", after) else after

    def _expression(self, at: int, depth: int, arrow: bool = False) -> tuple[Node | str | None, Span]:
        """The value at ``at``: an array, a text, or None for what is computed; with its span.

        ``arrow`` tells that an arrow belongs to the value, as in ``fn () => 1``, and not to a key.
        """
        opening = _OPEN.match(self.text, at)
        if opening:
            node, end = self.array(opening, depth + 1)
            rest = self._computed(end, arrow)
            return (node, (at, end)) if rest == end else (None, (at, rest))
        texts: list[str | None] = []
        end = at
        while string := _STRING.match(self.text, end if not texts else _skip(self.text, end)):
            texts.append(decode(string[0]))
            end = string.end()
            dot = _skip(self.text, end)
            if not self.text.startswith(".", dot):
                break
            end = dot + 1
        rest = self._computed(end, arrow)
        known = [t for t in texts if t is not None]
        whole = rest == end and len(known) == len(texts) and bool(texts) and self.text[end - 1] in "'\""
        return ("".join(known) if whole else None), (at, rest)

    def _computed(self, at: int, arrow: bool, literals: int = 1) -> int:
        """The end of what goes on at ``at`` up to a comma or a closing bracket of the outer array.

        An arrow ends it too unless ``arrow``; so does a second literal right behind a first, unless two are allowed.
        """
        depth, end = 0, at
        while True:
            token = _TOKEN.match(self.text, _skip(self.text, end))
            if not token or (not depth and (token[0] in ",]);" or (token[0] == "=>" and not arrow))):
                return end
            if literals == 1 and not depth and token[0][0] in "'\"" and self.text[end - 1] in "'\"":
                return end
            depth += (token[0] in "([{") - (token[0] in ")]}")
            end = token.end()


def decode(raw: str) -> str | None:
    """The text of a literal; None where variables stand in it."""
    inner = raw[1:-1]
    if raw[0] == "'":
        return re.sub(r"\\([\\'])", r"\1", inner)
    if _COMPUTED.search(inner):
        return None
    return _ESCAPE.sub(_resolved, inner) if "\\" in inner else inner


def _resolved(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 8) & 0xFF)
    code = found[2] or found[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return _NAMED.get(found[4], found[0])
