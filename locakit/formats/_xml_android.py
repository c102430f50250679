"""Android's own escapes inside of XML text: backslashes, quoted runs, collapsed white space.

Source: Android developer documentation, "String resources"; AAPT2's reading of character data. More lenient than
AAPT2 where a person's meaning is plain: an unescaped apostrophe is an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.formats import _xml_text as xml

_TOKEN = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.|\Z))|[ \t\r\n]+|\"", re.DOTALL)
_BACKSLASH = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.|\Z))", re.DOTALL)
_BARE = re.compile(r"</?[A-Za-z_][\w:.-]*+/?>")
"""A tag without attributes."""
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = " \t\r\n"
_SIMPLE = {"n": "\n", "t": "\t"}
_REFERENCE = re.compile(r"[@?](?:\+?[\w.]+:)?(?:[\w]+/)[\w.]+|@null|@empty|\?[\w.:]*attr/\w+")
MAY_REFER = frozenset("@? \t\r\n")
"""What the content may begin with that names another resource."""
_STYLE = re.compile(r"<(?!xliff:)[A-Za-z]")
_SPECIAL = re.compile("[\\\\'\"\n\t\x00-\x08\x0b-\x1f]")
_NAMES = {"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def is_reference(raw: str) -> bool:
    """True where the content names another resource (``@string/app``, ``?attr/title``)."""
    return raw[:1] in MAY_REFER and bool(_REFERENCE.fullmatch(raw.strip(" \t\r\n")))


class _Reader:
    """The state that goes on from one run of text to the next across inline tags."""

    def __init__(self) -> None:
        self.quoted = False
        self.spaced = False
        """The last character is a collapsed space: white space that follows is dropped."""

    def read(self, run: str) -> str:
        out: list[str] = []
        at = 0
        for found in _TOKEN.finditer(run):
            if found.start() > at:
                self._put(out, run[at : found.start()])
            at = found.end()
            token = found[0]
            if token == '"':
                self.quoted = not self.quoted
                self.spaced = False
            elif token[0] == "\\":
                self._put(out, _escape(found))
            elif self.quoted:
                self._put(out, token)
            elif not self.spaced:
                out.append(" ")
                self.spaced = True
        if at < len(run):
            self._put(out, run[at:])
        return "".join(out)

    def in_cdata(self, run: str) -> str:
        """White space and quotes in CDATA are mostly HTML's: only backslashes are escapes."""
        self.spaced = False
        return _BACKSLASH.sub(_escape, run) if "\\" in run else run

    def _put(self, out: list[str], text: str) -> None:
        out.append(text)
        self.spaced = False


def decode(raw: str) -> str:
    """A ``<string>``'s content as the device shows it; inline elements stay as markup."""
    if "<" not in raw:
        easy = _eased(xml.unescape(raw).strip(_SPACE))
    else:
        easy = _eased(raw) if "&" not in raw and "xliff:" not in raw and "<" not in _BARE.sub("", raw) else None
    return _long(raw) if easy is None else easy


def _eased(text: str) -> str | None:
    """A text that has nothing but escapes to undo; None for any other."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        return None
    if "\\" not in text:
        return None if '"' in text else text
    if "\\\\" in text or "\\ " in text or "\\<" in text or text[-1] == "\\" or text.count('"') != text.count('\\"'):
        return None
    text = text.replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n")
    return _joined(_BACKSLASH.sub(_escape, text)) if "\\" in text else text


def _long(raw: str) -> str:
    raw = xml.lines(raw)
    reader = _Reader()
    if xml.has_markup(raw):
        return _joined("".join(_marked(raw, reader)))
    if "<" not in raw:
        return _joined(reader.read(xml.unescape(raw).strip(_SPACE)))
    return _joined(xml.cdata_pieces(raw.strip(_SPACE), lambda run: reader.read(xml.unescape(run)), reader.in_cdata))


def _marked(raw: str, reader: _Reader) -> Iterator[str]:
    """The parts of a content with elements: each style's tag ends a stretch of white space, and nothing is trimmed.

    Where there are no styles, only ``<xliff:g>`` and comments, the ends are trimmed.
    """
    parts = [(part, tag) if tag else (xml.shielded(part), tag) for part, tag in xml.pieces(raw)]
    texts = [i for i, (part, tag) in enumerate(parts) if part and not tag]
    styled = any(tag and _is_style(part) for part, tag in parts)
    for i, (part, tag) in enumerate(parts):
        if tag:
            reader.spaced = reader.spaced and not _is_style(part)
            yield part
        elif styled or not texts:
            yield reader.read(part)
        else:
            part = part.lstrip(_SPACE) if i == texts[0] else part
            yield reader.read(part.rstrip(_SPACE) if i == texts[-1] else part)


def _is_style(tag: str) -> bool:
    return not tag.startswith(("<xliff:", "</xliff:", "<!"))


def _joined(text: str) -> str:
    """Pairs of escaped surrogates as the one character they stand for."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _escape(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return _SIMPLE.get(found[2], found[2])


def encode(text: str, like: str, style: frozenset[str]) -> str:
    """A text as content of a ``<string>``, in the manner of the raw content ``like``.

    Quoted as a whole if ``like`` is; characters that ``like`` writes as ``\\uXXXX`` are written so again. Inline
    elements are written as such where they are balanced, unless ``like`` writes them as entities.
    """
    codes = {chr(int(code, 16)) for code in _ESCAPED.findall(like)} - {" ", "\n", "\t"}
    if xml.in_cdata(like) and (text.isascii() or xml.NARROW not in style):
        return _cdata(text, like, codes)
    quoted = not xml.has_markup(like) and _is_quoted(like)
    writer = _Writer(codes, quoted)
    wrap = '"' if quoted else ""
    if xml.has_markup(like) or "&lt;" not in like:
        known = xml.prefixes(like) | {"xliff"}
        writer.styled = bool(_STYLE.search(text)) and "xliff:" not in text
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
        self.styled = False
        """The text has styles: spaces at their tags and at both ends count."""
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
        if self._space and not self.styled and out.startswith(" "):
            out = "\\u0020" + out[1:]
        while "  " in out:
            out = out.replace("  ", " \\u0020")
        self._space = out.endswith(" ")
        self.ends_in_space = self._space and not self.styled
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
    text = "\\" + text if text[:1] in ("@", "?") else text
    for char in "'\"":
        if "\\" + char in like or char not in like:
            text = text.replace(char, "\\" + char)
    text = text.replace("\t", "\\t")
    if "\n" not in like[start:end]:
        text = text.replace("\n", "\\n")
    for char in codes:
        text = text.replace(char, _code(char))
    return like[:start] + xml.cdata(text) + like[end:]
