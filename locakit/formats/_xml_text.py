"""XML character data as people read it and as files write it: entities, CDATA, inline elements kept as markup.

A content without inline elements is read fully decoded. A content with inline elements keeps them, and keeps ``&lt;``
and ``&amp;`` only where decoding them would look like a tag or an entity; so both ways lead back to the same bytes'
meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

TAG = re.compile(
    r"<(?:(?P<end>/)(?P<closed>[A-Za-z_][\w:.-]*)\s*"
    r"|(?P<name>[A-Za-z_][\w:.-]*)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*(?P<void>/)?)>"
    r"|<!--(?:(?!--).)*-->"
    r"|<!\[CDATA\[(?:(?!\]\]>|<!\[CDATA\[).)*\]\]>",
    re.DOTALL,
)
"""An inline element's tag, a comment or a CDATA section."""
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][\w.-]*);")
_LIKE_ENTITY = re.compile(r"&(?=#?[\w.-]+;)")
_PREFIX = re.compile(r"[<\s]([A-Za-z_][\w.-]*):(?=[\w.-]+[\s=/>])")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITTEN = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;", "\r": "&#13;"}

NARROW = "\x80"
"""Among the characters of a style: everything beyond ASCII is written as a reference."""
_FOREIGN = re.compile(r"\A\ufeff?<\?xml[^>]*?\sencoding\s*=\s*[\"'](?!utf-?\d)", re.IGNORECASE)

Runs = Callable[[str], str]
"""What a dialect does to a run of text between tags."""


def unescape(raw: str) -> str:
    """Character and predefined entity references decoded; others stay as they are (XML 1.0, 4.6)."""
    return _ENTITY.sub(_decoded, raw) if "&" in raw else raw


def _decoded(found: re.Match[str]) -> str:
    name = found[1]
    if name[0] != "#":
        return _NAMED.get(name) or found[0]
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]


def lines(raw: str) -> str:
    """Line endings as XML reads them: LF (XML 1.0, 2.11)."""
    return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw


def in_cdata(raw: str) -> bool:
    """True where the content is CDATA and nothing else but white space around it."""
    return "<![CDATA[" in raw and not _CDATA.sub("", raw).strip(" \t\r\n")


def has_markup(raw: str) -> bool:
    """True where elements or comments stand in the content."""
    return "<" in (_CDATA.sub("", raw) if "<![CDATA[" in raw else raw)


def decode(raw: str) -> str:
    """A content as a person reads it."""
    if "&" not in raw and "<" not in raw:
        return lines(raw)
    raw = lines(raw)
    if not has_markup(raw):
        return cdata_pieces(raw, unescape, str)
    return "".join(part if tag else shielded(part) for part, tag in pieces(raw))


def cdata_pieces(raw: str, outside: Runs, inside: Runs) -> str:
    """The content with each piece outside and inside of CDATA sections put through its function."""
    if "<![CDATA[" not in raw:
        return outside(raw)
    parts = _CDATA.split(raw)
    if in_cdata(raw):
        return "".join(inside(part) for part in parts[1::2])
    return "".join((inside if i % 2 else outside)(part) for i, part in enumerate(parts) if part)


def pieces(raw: str) -> list[tuple[str, bool]]:
    """The content cut into texts (False) and tags, comments and CDATA sections (True)."""
    out: list[tuple[str, bool]] = []
    at = 0
    for found in TAG.finditer(raw):
        out += [(raw[at : found.start()], False), (found[0], True)]
        at = found.end()
    return [*out, (raw[at:], False)]


def shielded(run: str) -> str:
    """A run between tags decoded, but for what would then look like a tag or an entity."""
    if "&" not in run:
        return run
    text = _ENTITY.sub(_unless_entity, run).replace("<!", "&lt;!")
    return TAG.sub(lambda tag: "&lt;" + tag[0][1:], text)


def _unless_entity(found: re.Match[str]) -> str:
    new = _decoded(found)
    rest = found.string[found.end() : found.end() + 64]
    return "&amp;" if new == "&" and _LIKE_ENTITY.match(new + rest) else new


def unshielded(run: str) -> str:
    """A run between tags with its kept ``&lt;`` and ``&amp;`` decoded: the inverse of ``shielded``."""
    return run.replace("&lt;", "<").replace("&amp;", "&") if "&" in run else run


def prefixes(raw: str) -> frozenset[str]:
    """The namespace prefixes of tags and attributes."""
    tags = (found[0] for found in TAG.finditer(raw) if found["name"])
    return frozenset(prefix for tag in tags for prefix in _PREFIX.findall(tag)) - {"xml"}


def inline(text: str, run: Runs, known: frozenset[str]) -> str | None:
    """Text with inline elements as content: tags as they are, each run between them through ``run``.

    None where there are no tags, where they are not well-formed, or where they use other prefixes than ``known``.
    """
    if not TAG.search(text) or not prefixes(text) <= known:
        return None
    raw = "".join(part if tag else run(part) for part, tag in pieces(text))
    try:
        expat.ParserCreate("utf-8").Parse(f"<r>{raw}</r>".encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError:
        return None
    return raw


@lru_cache(maxsize=16)
def style_of(text: str) -> frozenset[str]:
    """The characters beyond ``<`` and ``&`` that a file writes as entities; NARROW where it declares no Unicode."""
    found = frozenset(c for c in ">\"'" if _WRITTEN[c] in text)
    return found | {NARROW} if _FOREIGN.match(text) else found


def escape(text: str, style: frozenset[str]) -> str:
    """Character data for an element; characters that XML cannot hold are left out (XML 1.0, 2.2)."""
    text = _NOT_XML.sub("", text).replace("&", "&amp;").replace("<", "&lt;")
    text = text.replace("]]>", "]]&gt;").replace("\r", "&#13;")
    for char in ">\"'":
        if char in style:
            text = text.replace(char, _WRITTEN[char])
    return text if NARROW not in style else text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def cdata(text: str) -> str:
    """The text as a CDATA section, or several where it holds ``]]>``."""
    return "<![CDATA[" + _NOT_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def encode(text: str, like: str, style: frozenset[str], newline: str = "\n") -> str:
    """A text as content, in the manner (CDATA, inline elements or entities) of the raw content ``like``."""
    if like and in_cdata(like) and (text.isascii() or NARROW not in style):
        start = like.index("<![CDATA[")
        end = like.rindex("]]>") + 3
        new = like[:start] + cdata(text) + like[end:]
    else:
        marked = inline(text, lambda run: escape(unshielded(run), style), prefixes(like)) if has_markup(like) else None
        new = escape(text, style) if marked is None else marked
    return new.replace("\n", newline) if newline != "\n" else new
