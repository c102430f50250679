"""Apple ``.strings``: quoted or bare keys and values, comments as notes, values with real line breaks.

Source: the old-style property list of Core Foundation (``CFOldStylePList.c``) and ``genstrings``' comments. Real files
have ``\\u203A`` where ``\\U203A`` is meant: both are read as the character.
"""

from __future__ import annotations

import re
from functools import lru_cache

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats._line_format import LineFormat, cuts
from locakit.formats._line_scan import Entry, Scan, beginning, line_end, line_start, whole_of
from locakit.model import Resource, Span
from locakit.splice import apply, place

_TOKEN = r"""(?:"(?:[^"\\]++|\\.)*+"|'(?:[^'\\]++|\\.)*+'|[A-Za-z0-9_$:./-]++)"""
_GAP = r"(?:\s++|/\*(?:[^*\n]++|\*(?!/))*+\*/|//[^\n]*+)*+"
_ENTRY = re.compile(rf"(?P<key>{_TOKEN}){_GAP}(?:=(?P<lead>{_GAP})(?P<value>{_TOKEN}){_GAP})?;", re.DOTALL)
_OPEN_ENDED = re.compile(
    rf"(?P<key>{_TOKEN}){_GAP}=(?P<lead>{_GAP})(?P<value>{_TOKEN})(?=[ \t\r]*+(?:\n|\Z|//|/\*))", re.DOTALL
)
"""An entry that no semicolon ends, but the line does."""
_COMMENT = re.compile(r"/\*(?P<block>(?:[^*]++|\*(?!/))*+)\*/|//(?P<line>[^\n]*+)")
_BLANKS = re.compile(r"\s*+")
_BEHIND = re.compile(r"[ \t]*+(?:/\*(?P<block>(?:[^*\n]++|\*(?!/))*+)\*/|//(?P<line>[^\n]*+))[ \t\r]*+(?=\n|\Z)")
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|[Uu]([0-9a-fA-F]{4})|(.))", re.DOTALL)
_BREAK = re.compile(r"\\?\r?\n")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\"}


_UNCLOSED = "a comment that is never closed"
_NO_ENTRY = 'no entry: `"key" = "value";` is expected'


class Strings(LineFormat):
    """``"key" = "value";`` and ``key = value;``; a lone ``"key";`` is its own value and no message."""

    name = "strings"
    suffixes: tuple[str, ...] = (".strings",)
    layout = "App/{apple}.lproj/Localizable.strings"
    example = """\
/* A button in the cart */
"cart.pay" = "Pay %@ now";

// Shown when nothing is in it
"cart.empty" = "Nothing here yet.\\nLook around!";
"""

    def scan(self, text: str) -> Scan:
        """What is no entry and no comment is junk to the end of its line."""
        out = Scan()
        at, top, junk = beginning(text), -1, 0
        notes: list[str] = []
        _refuse_plist(text)
        while at < len(text):
            at, end = _skipped(text, at), at
            if at == len(text):
                break
            if text.count("\n", end, at) > 1:
                top, notes = -1, []
            comment = _COMMENT.match(text, at)
            entry = None if comment else _ENTRY.match(text, at) or _open_ended(out, text, at)
            if comment:
                top = at if top < 0 else top
                notes.append(_said(comment))
                at = comment.end()
                continue
            if entry:
                at = _take(out, entry, text, line_start(text, top) if top >= 0 else at, notes)
            elif text.startswith("/*", at):
                out.fault(_UNCLOSED, at, len(text))
                break
            else:
                junk, at = at, line_end(text, at)
                out.fault(_NO_ENTRY, junk, at)
            top, notes = -1, []
        return out

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """See ``LineFormat``; what Apple's tools refuse a whole file for is not copied."""
        text = super().template(source, path, locale, keys)
        gone = (j.span for j in self.scan(text).junk if j.message in (_UNCLOSED, _NO_ENTRY))
        return apply(text, cuts(text, [_lines(text, *span) for span in gone]))

    def encode(self, value: str, raw: str, text: str) -> str:
        """The old value's quotes; line breaks and tabs stay real where the old value has real ones."""
        quote = "'" if raw[:1] == "'" else '"'
        real = _real(raw)
        out = re.sub(r"[\\\n\t\r]", lambda m: real.get(m[0]) or _WRITTEN[m[0]], value)
        out = out.replace(quote, "\\" + quote)
        if _narrow(text):
            out = re.sub(r"[^\x00-\x7f]", _hex, out)
        return quote + out + quote

    def fresh(self, name: str, value: str) -> str:
        """``"key" = "value";``."""
        return f"{self.encode(name, '', '')} = {value};"


FORMAT: Format = Strings()


def _lines(text: str, start: int, end: int) -> Span:
    """The lines of a stretch; where something else begins the first one, the stretch without its last line ending."""
    begin, _ = whole_of(text, start, end, -1)
    return (begin, end) if begin == line_start(text, start) else (begin, len(text[:end].rstrip("\r\n")))


def _open_ended(out: Scan, text: str, at: int) -> re.Match[str] | None:
    """An entry without its semicolon: people see what it says, and that Apple's tools refuse the file for it."""
    entry = _OPEN_ENDED.match(text, at)
    if entry:
        out.fault("no semicolon ends this entry: the whole file is refused", entry.end() - 1, entry.end())
    return entry


def _refuse_plist(text: str) -> None:
    """Raise BrokenText for the other two shapes that a property list can have."""
    if text.lstrip("\ufeff \t\r\n").startswith(("<?xml", "<!DOCTYPE", "<plist", "bplist")):
        message = "a property list in XML or binary form, not a text of keys and values"
        raise BrokenText(Fault(message, "", *place(text, beginning(text))))


def _skipped(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _real(raw: str) -> dict[str, str]:
    """The line breaks and tabs that the raw value has without escape, or, line breaks only, behind a backslash."""
    found = {c: c for c in "\n\t" if c in raw and _WRITTEN[c] not in raw}
    if "\n" in found:
        found["\n"] = _BREAK.findall(raw)[0]
    return found


def _said(comment: re.Match[str]) -> str:
    said = comment["block"] if comment["block"] is not None else comment["line"]
    return "\n".join(line.strip() for line in said.strip("*/ \t\r\n").split("\n"))


def _take(out: Scan, entry: re.Match[str], text: str, top: int, notes: list[str]) -> int:
    """Add the entry; where what follows it begins."""
    behind = _BEHIND.match(text, entry.end())
    end = behind.end() if behind else entry.end()
    if entry["value"] is not None:
        said = "\n".join([*notes, *([_said(behind)] if behind else [])])
        whole = whole_of(text, entry.start(), end, top)
        value = decode(entry["value"])
        out.entries.append(Entry((decode(entry["key"]),), value, entry.span("value"), whole, said))
    return end


def decode(raw: str) -> str:
    """What Core Foundation reads: quotes off, escapes resolved; line breaks are LF."""
    if raw[:1] not in "\"'":
        return raw
    raw = raw[1:-1]
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n")
    if "\\" not in raw:
        return raw
    raw = _ESCAPE.sub(_resolved, raw)
    return _PAIR.sub(lambda m: m[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), raw)


def _resolved(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 8))
    return chr(int(found[2], 16)) if found[2] else _NAMED.get(found[3], found[3])


def _hex(found: re.Match[str]) -> str:
    data = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\U{data[i]:02x}{data[i + 1]:02x}" for i in range(0, len(data), 2))


@lru_cache(maxsize=4)
def _narrow(text: str) -> bool:
    """The file writes everything beyond ASCII as an escape."""
    return text.isascii() and "\\U" in text
