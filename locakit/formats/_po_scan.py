"""PO text into entries with spans: one regular expression an entry, linear in the text's length.

Grammar: GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from locakit.model import Junk, Span

_WS = r"[ \t\r\n\f\v]*+"
_STRING = r'"(?:[^"\\\n]++|\\[^\n])*+"'
_STRINGS = rf"{_STRING}(?:{_WS}{_STRING})*+"
_INDEXED = rf"msgstr\[[0-9]{{1,4}}\]{_WS}{_STRINGS}"
_COMMENTS = r"(?:#(?!~)[^\n]*+\n)*+"
_END = r"[ \t]*+\r?+(?:\n|\Z)"

ENTRY = re.compile(
    rf"\ufeff?+{_WS}({_COMMENTS})(?:msgctxt{_WS}({_STRINGS}){_WS})?+msgid{_WS}({_STRINGS}){_WS}"
    rf"(?:msgid_plural{_WS}({_STRINGS}){_WS}({_INDEXED}(?:{_WS}{_INDEXED})*+)|msgstr{_WS}({_STRINGS})){_END}"
)
"""Groups: comments, msgctxt, msgid, msgid_plural, all the msgstr[N], msgstr."""

LONGEST = 80
"""The most characters of a msgid that is its own key."""

_INNER = r'((?:[^"\\\n]++|\\[^\n])*+(?:"\n"(?:[^"\\\n]++|\\[^\n])*+)*+)'
PLAIN = re.compile(
    rf'\n*+(?:#:[^\n]*+\n)*+((?:#(?!~)[^\n]*+\n)*+)(?:msgctxt "{_INNER}"\n)?+'
    rf'msgid "{_INNER}"\nmsgstr "{_INNER}"\n(?![ \t\r\n\f\v]*+")'
)
"""What most entries are: no plural, no blanks but one after a keyword. Groups: comments from the first on that is no
reference, msgctxt, msgid, msgstr, each without the outer quotes: ``unescaped(joined(…))`` gives the text."""

_ADJACENT = re.compile(_STRINGS)
_FORM = re.compile(rf"msgstr\[([0-9]{{1,4}})\]{_WS}({_STRINGS})")
_OBSOLETE = re.compile(rf"\ufeff?+{_WS}({_COMMENTS})((?:#~[^\n]*+(?:\n|\Z))++)")
_REMARK = re.compile(rf"\ufeff?+{_WS}(?:#(?!~)[^\n]*+(?:\n|\Z))*+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_OBSOLETE_START = re.compile(r"#~[ \t]*(?:msgctxt|msgid(?!_)|\|)")
_SPACE = re.compile(rf"\ufeff?+{_WS}")
_RESUME = re.compile(r"^(?:msgctxt|msgid[ \t\"]|#|[ \t]*\r?$)", re.MULTILINE)
_PIECE = re.compile(r'"((?:[^"\\\n]++|\\[^\n])*+)"')
_ESCAPE = re.compile(r"\\(?:((?:x[0-9a-fA-F]+|[0-7]{1,3})(?:\\x[0-9a-fA-F]+|\\[0-7]{1,3})*)|(.))")
_CONTROL = re.compile(r'[\\"\n\t\r\a\b\f\v\udc80-\udcff]')
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_BLAKE = blake2b(digest_size=4)
_ESCAPED = {"\\": "\\\\", '"': '\\"', **{char: f"\\{name}" for name, char in _NAMED.items()}}


def _unescape(found: re.Match[str]) -> str:
    if found[2] is not None:
        return _NAMED.get(found[2], found[2])
    codes = (int(c[-2:].lstrip("x"), 16) if c[0] == "x" else int(c, 8) & 255 for c in found[1].split("\\"))
    return bytes(codes).decode("utf-8", "surrogateescape")


def decode(raw: str) -> str:
    """The text of one or several adjacent quoted strings."""
    inner = raw[1:-1]
    if '"' in inner:
        inner = joined(inner)
        if '"' in inner.replace('\\"', ""):
            inner = "".join(_PIECE.findall(raw))
    return unescaped(inner)


def joined(inner: str) -> str:
    """Strings on lines of their own as one, their outer quotes taken off before."""
    return inner.replace('"\n"', "")


def unescaped(inner: str) -> str:
    """The text of what stands between the quotes of one string."""
    if "\\" not in inner:
        return inner
    if "\\\\" not in inner:
        plain = inner.replace("\\n", "\n").replace('\\"', '"')
        if "\\" not in plain:
            return plain
    return _ESCAPE.sub(_unescape, inner)


def escape(text: str) -> str:
    """``text`` as it stands between the quotes of a PO string; a byte that is no UTF-8 becomes an octal escape."""
    return _CONTROL.sub(lambda found: _ESCAPED.get(found[0]) or f"\\{ord(found[0]) - 0xDC00:o}", text)


def strings_at(text: str, start: int) -> str:
    """The text of the strings whose first quote stands at ``start``."""
    found = _ADJACENT.match(text, start)
    raw = found[0] if found else '""'
    inner = raw[1:-1]
    return decode(raw) if "\\" in inner or '"' in inner else inner


def forms_in(text: str, span: Span) -> list[tuple[int, Span]]:
    """The index and raw value's place of each ``msgstr[N]`` in a stretch of text."""
    return [(int(m[1]), m.span(2)) for m in _FORM.finditer(text, *span)]


def key_of(context: str | None, msgid: str) -> str:
    """The entry's key: the msgid itself, or a readable start and a hash where it is long."""
    key = msgid
    if len(msgid) > LONGEST or "\n" in msgid or "\r" in msgid:
        hashed = _BLAKE.copy()  # sooner done than to make one
        hashed.update(msgid.encode("utf-8", "surrogatepass"))
        key = f"{_start(msgid)}…{hashed.hexdigest()}"
    return key if context is None else f"{' '.join(context.split())}|{key}"


def _start(msgid: str) -> str:
    """The first sixty characters with single blanks; most have no others."""
    head = msgid[:61]
    if len(head) == 61 and head[0] != " " and "  " not in head and head.isprintable():
        return head[:60]
    return " ".join(msgid[:300].split())[:60]


@dataclass(slots=True)
class Rest:
    """What a file holds beside its live entries."""

    obsolete: list[Span] = field(default_factory=list)
    """Where the ``#~`` blocks stand, their comments included."""
    junk: list[Span] = field(default_factory=list)
    """What cannot be read."""
    headers: int = 0
    """How many entries have the empty msgid; the first is the header."""


def scan(text: str, rest: Rest) -> Iterator[re.Match[str]]:
    """The live entries without the header; ``rest`` fills meanwhile. A broken entry costs that entry only."""
    at, end = 0, len(text)
    while at < end:
        found, at = step(text, at, rest)
        if found is not None:
            yield found


def step(text: str, at: int, rest: Rest) -> tuple[re.Match[str] | None, int]:
    """The live entry at ``at``, or None where something else stands there, and where to go on."""
    found = ENTRY.match(text, at)
    if found is None:
        return None, _other(text, at, rest)
    if found[3] != '""' or not _is_header(found):
        return found, found.end()
    if rest.headers:
        rest.junk.append((start_of(found), found.end()))
    rest.headers += 1
    return None, found.end()


def junk_of(text: str, rest: Rest) -> tuple[Junk, ...]:
    """What could not be read, each with its reason."""
    return tuple(Junk(_reason(text[start:end]), (start, end)) for start, end in rest.junk)


def start_of(entry: re.Match[str]) -> int:
    """Where an entry begins: its comments, or its first keyword."""
    if entry[1]:
        return entry.start(1)
    return entry.string.index("msg", entry.start())


def entry_at(text: str, start: int) -> re.Match[str]:
    """The entry that begins at ``start``; raises ValueError where none does."""
    found = ENTRY.match(text, start)
    if found is None:
        raise ValueError(f"no entry begins at {start}")
    return found


def obsolete_entries(text: str, block: Span) -> Iterator[tuple[Span, str]]:
    """The place and key of each readable entry of an obsolete block."""
    start, told = block[0], False
    for line in [*_LINE.finditer(text, *block), None]:
        if line is None or (told and _OBSOLETE_START.match(line[0])):
            end = block[1] if line is None else line.start()
            found = ENTRY.match(re.sub(r"^#~[ \t]?", "", text[start:end], flags=re.MULTILINE))
            if found:
                yield (start, end), key_of(decode(found[2]) if found[2] else None, decode(found[3]))
            start, told = end, False
        told = told or (line is not None and line[0].startswith("msgstr", 3))


def header_of(text: str) -> re.Match[str] | None:
    """The header entry; found at once where it is the first entry, as gettext asks."""
    at = 0
    while at < len(text):
        found = ENTRY.match(text, at)
        if found and _is_header(found):
            return found
        at = found.end() if found else _other(text, at, Rest())
    return None


def _is_header(entry: re.Match[str]) -> bool:
    return entry[3] == '""' and entry[2] is None and entry[4] is None


def _other(text: str, at: int, rest: Rest) -> int:
    """Step over what is not a live entry; returns where to go on."""
    found = _OBSOLETE.match(text, at)
    if found:
        rest.obsolete.append((found.start(1) if found[1] else found.start(2), found.end()))
        return found.end()
    found = _REMARK.match(text, at)
    begin = found.end() if found else at
    if begin >= len(text) or text[begin] in "\r\n":
        return begin + 1
    line = text.find("\n", begin) + 1
    after = _RESUME.search(text, line) if line else None
    stop = after.start() if after else len(text)
    first = _SPACE.match(text, at)
    start = first.end() if first else at
    if rest.junk and rest.junk[-1][1] == start:
        start = rest.junk.pop()[0]
    rest.junk.append((start, stop))
    return stop


def _reason(raw: str) -> str:
    body = "\n".join(line for line in raw.split("\n") if not line.startswith("#"))
    if "msgid" not in body:
        return "text that belongs to no entry"
    if "msgstr" not in body:
        return "an entry without msgstr"
    if body.strip().startswith('msgid ""'):
        return "a second header"
    return "an entry that is not a string in quotes or lacks a keyword"
