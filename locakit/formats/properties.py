"""Java ``.properties``: keys and values with escapes and continued lines, in UTF-8, ASCII or Latin-1.

Source: ``java.util.Properties.load`` (Java SE 17 API). In a file that is not UTF-8 the other bytes arrive as surrogate
escapes; they are read as Latin-1 and new text is written as ``\\uXXXX``, which every reader understands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from locakit.doors import Format
from locakit.formats._line_format import LineFormat
from locakit.formats._line_notes import note_of
from locakit.formats._line_scan import Entry, Scan, beginning, line_end, whole_of
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice

_END = r"(?:\r\n|[\n\r])"
_GAP = rf"(?:[ \t\f]|\\{_END})"
_ENTRY = re.compile(
    rf"[ \t\f]*+(?P<key>(?:[^\\ \t\f=:\r\n]|\\(?:{_END}[ \t\f]*|[^\r\n]|\Z))*+)"
    rf"(?P<sep>{_GAP}*+(?:[=:]{_GAP}*+)?)(?P<value>(?:[^\\\r\n]++|\\(?:{_END}|[^\r\n]|\Z))*+)"
)
_PLAIN = re.compile(r"([\w.\-]++)[ \t]*+[=:][ \t]*+(?!\f)([^\\\r\n]*+)(?:\r?\n|\Z)")
"""What nearly all entries are: on one line, without escapes."""
_COMMENT = re.compile(r"[ \t\f]*+[#!](?P<text>[^\r\n]*+)")
_COMMENTED = re.compile(r"[\w.\-]+(?: ?= ?|=|:(?=\S))")
_BLANK = re.compile(rf"[ \t\f]*+(?={_END}|\Z)")
_NEXT = re.compile(rf"{_END}|\Z")
_ESCAPE = re.compile(rf"\\(?:{_END}[ \t\f]*|u([0-9a-fA-F]{{4}})|(.)|\Z)", re.DOTALL)
_MALFORMED = re.compile(r"(?<!\\)(?:\\\\)*\\u(?![0-9a-fA-F]{4})")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LATIN = re.compile("[\udc80-\udcff]")
_NAMED = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}
_SPECIAL = re.compile(r"[\\\x00-\x1f\x7f\ud800-\udfff]")
_WIDE = re.compile(r"[^\x00-\x7e]")
_BROKEN_LINE = re.compile(rf"\\n\\({_END}[ \t\f]*)")


class Properties(LineFormat):
    """Entries are lines; a comment right above one is its note."""

    name = "properties"
    suffixes: tuple[str, ...] = (".properties",)
    layout = "src/main/resources/messages_{posix}.properties"
    example = (
        "# Texts of the shop.\n"
        "\n"
        "# The button below the list.\n"
        "cart.order = Order now\n"
        "cart.greeting = Hello {0}, it''s \\\n"
        "    good to see you\n"
        "caf\\u00e9 = Coffee\n"
    )

    def scan(self, text: str) -> Scan:
        """Every line is an entry, a comment or empty: all texts can be read; entries with broken escapes are junk."""
        out = Scan()
        notes: list[str] = []
        at = top = beginning(text)
        head = at
        while at < len(text):
            plain = _PLAIN.match(text, at)
            if plain:
                key, value = plain.groups()
                whole = (top if head < top < at else at, plain.end())
                note = note_of(notes, _COMMENTED) if notes else ""
                out.entries.append(Entry((key,), decode(value), plain.span(2), whole, note))
                notes, top = [], plain.end()
                at = top
                continue
            comment = _COMMENT.match(text, at)
            blank = None if comment else _BLANK.match(text, at)
            found = comment or blank or _ENTRY.match(text, at)
            assert found, "every line matches"
            following = _after(text, found.end())
            if comment:
                notes.append(comment["text"].strip())
            else:
                if not blank:
                    _take(out, found, text, top, notes)
                notes, top = [], following
            at = following
        return out

    def encode(self, value: str, raw: str, text: str) -> str:
        """Lines that the old value breaks after ``\\n`` are broken there again; ASCII files stay ASCII."""
        lines = [self._escaped_line(line, raw, text) for line in value.split("\n")]
        broken = _BROKEN_LINE.search(raw)
        out = ("\\n\\" + broken[1]).join(map(_guarded, lines)) if broken else "\\n".join(lines)
        out = "\\" + out if out.startswith((" ", "=", ":")) else out
        return out[:-1] + "\\u0020" if out.endswith(" ") and not out.endswith("\\ ") else out

    def _escaped_line(self, line: str, raw: str, text: str) -> str:
        out = _SPECIAL.sub(lambda m: _WRITTEN.get(m[0]) or _hex(m[0], raw, text), line)
        for mark in ":=#!":
            if "\\" + mark in raw:
                out = out.replace(mark, "\\" + mark)
        return _WIDE.sub(lambda m: _hex(m[0], raw, text), out) if _narrow(text) or _escaped(raw) else out

    def model_of(self, text: str, source: str) -> str:
        """A file that is plain ASCII does not tell how it writes other characters; then its source may."""
        return source if _plain(text) else text

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the old value's style; a key that stands alone gets its ``=``."""
        ((start, end, value),) = super().replace(resource, message, forms)
        return [(start, end, "=" + value if start in self.scanned(resource.text).bare else value)]

    def fresh(self, name: str, value: str) -> str:
        """``key=value``."""
        return f"{re.sub(r'([ :=#!])', _backslashed, self.encode(name, '', ''))}={value}"


FORMAT: Format = Properties()


def _backslashed(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _take(out: Scan, found: re.Match[str], text: str, top: int, notes: list[str]) -> None:
    start, end = found.start("key"), found.end()
    if _MALFORMED.search(found[0]):
        out.fault("a \\u escape without four hexadecimal digits", start, end)
    elif not decode(found["key"]):
        out.fault("an entry without a key", start, end)
    else:
        whole = (whole_of(text, start, end, top)[0], _after(text, end))
        span = found.span("value")
        if not found["sep"]:
            out.bare.add(end)
        value = decode(found["value"])
        out.entries.append(Entry((decode(found["key"]),), value, span, whole, note_of(notes, _COMMENTED)))


def _after(text: str, end: int) -> int:
    """Behind the line ending at ``end``."""
    found = _NEXT.match(text, end)
    return found.end() if found else line_end(text, end)


def decode(raw: str) -> str:
    """What Java reads: escapes resolved, continued lines joined, surrogate pairs made one character."""
    if "\\" in raw:
        raw = _ESCAPE.sub(_resolved, raw)
        raw = _PAIR.sub(lambda m: m[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), raw)
    return raw if raw.isascii() else _LATIN.sub(lambda m: chr(ord(m[0]) - 0xDC00), raw)


def _resolved(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return _NAMED.get(found[2], found[2]) if found[2] else ""


def _hex(char: str, raw: str, text: str) -> str:
    data = char.encode("utf-16-be", "surrogatepass")
    form = "\\u%02x%02x" if _small(raw) or (not _escaped(raw) and _small(text)) else "\\u%02X%02X"
    return "".join(form % (data[i], data[i + 1]) for i in range(0, len(data), 2))


@lru_cache(maxsize=4)
def _small(text: str) -> bool:
    """The file writes its hexadecimal digits in small letters, as ``native2ascii`` does."""
    return bool(re.search(r"\\u[0-9]*[a-f]", text))


@lru_cache(maxsize=4)
def _narrow(text: str) -> bool:
    """The file cannot or does not hold characters beyond ASCII as UTF-8."""
    return text.isascii() or bool(_LATIN.search(text))


@lru_cache(maxsize=4)
def _plain(text: str) -> bool:
    """The file shows no character beyond ASCII, neither as it is nor as an escape."""
    return text.isascii() and "\\u" not in text


def _escaped(raw: str) -> bool:
    """The value has an escape for a character beyond ASCII."""
    return bool(re.search(r"\\u(?!00[0-7])", raw))


def _guarded(line: str) -> str:
    """Blanks at the beginning would be skipped."""
    return "\\" + line if line.startswith(" ") else line
