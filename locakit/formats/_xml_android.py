"""Android's own escapes inside of XML text: backslashes, quoted runs, collapsed white space.

Source: Android developer documentation, "String resources"; AAPT2's reading of character data. More lenient than
AAPT2 where a person's meaning is plain: an unescaped apostrophe is an apostrophe.
"""

from __future__ import annotations

import re

from locakit.formats import _xml_text as xml

_TOKEN = re.compile(r"\\u([0-9A-Fa-f]{4})|\\(.)|[ \t\r\n]+|\"", re.DOTALL)
_NOT_PLAIN = re.compile(r"[\\\"\n<&\r\t]|^ | \Z|  ")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")
_SIMPLE = {"n": "\n", "t": "\t"}
_REFERENCE = re.compile(r"[@?](?:\+?[\w.]+:)?(?:[\w]+/)[\w.]+|@null|@empty|\?[\w.:]*attr/\w+")
_MAY_REFER = frozenset("@? \t\r\n")
_SPECIAL = re.compile("[\\\\'\"\n\t\x00-\x08\x0b-\x1f]")
_NAMES = {"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def is_reference(raw: str) -> bool:
    """True where the content names another resource (``@string/app``, ``?attr/title``)."""
    return raw[:1] in _MAY_REFER and bool(_REFERENCE.fullmatch(raw.strip(" \t\r\n")))


class _Reader:
    """The state that goes on from one run of text to the next across inline tags."""

    def __init__(self) -> None:
        self.quoted = False
        self.spaced = True
        """The last character was a space (or nothing): the next ones are dropped."""
        self.soft = False
        """The last character is a collapsed space, to be dropped at the end."""

    def read(self, run: str) -> str:
        if self.quoted or '"' in run or "\\" in run or run != " ".join(run.split()) or self.spaced:
            return self._walk(run)
        self.spaced = self.soft = False if run else self.spaced
        return run

    def in_cdata(self, run: str) -> str:
        """White space and quotes in CDATA are mostly HTML's: only backslashes are escapes."""
        self.spaced = self.soft = False
        return _TOKEN.sub(_cdata_token, run) if "\\" in run else run

    def _walk(self, run: str) -> str:
        out: list[str] = []
        at = 0
        for found in _TOKEN.finditer(run):
            if found.start() > at:
                self._put(out, run[at : found.start()])
            at = found.end()
            token = found[0]
            if token == '"':
                self.quoted = not self.quoted
            elif found[1]:
                self._put(out, chr(int(found[1], 16)))
            elif found[2]:
                self._put(out, _SIMPLE.get(found[2], found[2]))
            elif self.quoted:
                self._put(out, token)
            elif not self.spaced:
                out.append(" ")
                self.spaced = self.soft = True
        if at < len(run):
            self._put(out, run[at:])
        return "".join(out)

    def _put(self, out: list[str], text: str) -> None:
        out.append(text)
        self.spaced = self.soft = False


def decode(raw: str) -> str:
    """A ``<string>``'s content as the device shows it; inline elements stay as markup."""
    if not _NOT_PLAIN.search(raw):
        return raw
    raw = xml.lines(raw)
    reader = _Reader()
    if not xml.has_markup(raw):
        text = xml.cdata_pieces(raw, lambda run: reader.read(xml.unescape(run)), reader.in_cdata)
        return _joined(text[:-1] if reader.soft else text)
    parts = [(part if tag else reader.read(xml.shielded(part)), tag) for part, tag in xml.pieces(raw)]
    return _joined("".join(_without_last_space(parts) if reader.soft else (p for p, _ in parts)))


def _joined(text: str) -> str:
    """Pairs of escaped surrogates as the one character they stand for."""
    if not any("\ud800" <= c < "\ue000" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_last_space(parts: list[tuple[str, bool]]) -> list[str]:
    """The collapsed space at the end of all text goes, even if tags follow it."""
    out = [part for part, _ in parts]
    for i in range(len(parts) - 1, -1, -1):
        part, tag = parts[i]
        if not tag and part:
            out[i] = part.removesuffix(" ")
            break
    return out


def _cdata_token(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return _SIMPLE.get(found[2], found[2]) if found[2] else found[0]


def encode(text: str, like: str, style: frozenset[str]) -> str:
    """A text as content of a ``<string>``, in the manner of the raw content ``like``.

    Quoted as a whole if ``like`` is; characters that ``like`` writes as ``\\uXXXX`` are written so again. Inline
    elements are written as such where they are balanced, unless ``like`` writes them as entities.
    """
    codes = {chr(int(code, 16)) for code in _ESCAPED.findall(like)} - {" ", "\n", "\t"}
    if xml.in_cdata(like):
        return _cdata(text, like, codes)
    quoted = not xml.has_markup(like) and _is_quoted(like)
    writer = _Writer(codes, quoted)
    wrap = '"' if quoted else ""
    if xml.has_markup(like) or "&lt;" not in like:
        known = xml.prefixes(like) | {"xliff"}
        marked = xml.inline(text, lambda run: xml.escape(writer.write(xml.unshielded(run)), style), known)
        if marked is not None:
            return wrap + _last_space(marked, writer) + wrap
        writer = _Writer(codes, quoted)
    return wrap + _last_space(xml.escape(writer.write(text), style - {'"', "'"} if quoted else style), writer) + wrap


def _is_quoted(raw: str) -> bool:
    raw = raw.strip(" \t\r\n")
    return len(raw) > 1 and raw[0] == raw[-1] == '"' and '"' not in re.sub(r"\\.", "", raw[1:-1], flags=re.DOTALL)


class _Writer:
    """Escapes runs of one text; knows what came before them."""

    def __init__(self, codes: set[str], quoted: bool) -> None:
        self._codes, self._quoted = codes, quoted
        self._begun = False
        self._space = True
        self.ends_in_space = False

    def write(self, run: str) -> str:
        if not run:
            return run
        out = _SPECIAL.sub(self._special, run)
        for char in self._codes:
            out = out.replace(char, _code(char))
        if not self._begun and out[0] in "@?" and not self._quoted:
            out = "\\" + out
        self._begun = True
        if self._quoted:
            return out
        if self._space and out.startswith(" "):
            out = "\\u0020" + out[1:]
        while "  " in out:
            out = out.replace("  ", " \\u0020")
        self._space = self.ends_in_space = out.endswith(" ")
        return out

    def _special(self, found: re.Match[str]) -> str:
        char = found[0]
        if char == "'" and self._quoted:
            return char
        return _NAMES.get(char) or _code(char)


def _code(char: str) -> str:
    return "".join(f"\\u{ord(c):04x}" for c in char)


def _last_space(text: str, writer: _Writer) -> str:
    """A space at the very end of all runs would be dropped: it is written as a code."""
    if not writer.ends_in_space:
        return text
    parts = [part for part, _ in xml.pieces(text)]
    last = max(i for i, (part, tag) in enumerate(xml.pieces(text)) if part and not tag)
    return "".join([*parts[:last], parts[last][:-1] + "\\u0020", *parts[last + 1 :]])


def _cdata(text: str, like: str, codes: set[str]) -> str:
    """A CDATA section; apostrophes and quotes get a backslash if ``like``'s have one."""
    start, end = like.index("<![CDATA["), like.rindex("]]>") + 3
    text = text.replace("\\", "\\\\")
    for char in "'\"":
        if "\\" + char in like or (char == "'" and char not in like):
            text = text.replace(char, "\\" + char)
    text = text.replace("\t", "\\t")
    if "\n" not in like[start:end]:
        text = text.replace("\n", "\\n")
    for char in codes:
        text = text.replace(char, _code(char))
    return like[:start] + xml.cdata(text) + like[end:]
