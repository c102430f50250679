"""Web addresses inside a text: found as the placeables find them, taken apart and put together byte for byte."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from locakit import placeables

_BREAK = "\\s<>\"'`{}|\\\\^\\[\\]「」（）。，“”…،؛؟۔、！？；：«»‹›।\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_URL = re.compile(
    rf"(?:(?<![A-Za-z0-9+.\-])https?://|(?<![\w.@/\-])www\.)(?:[^{_BREAK}]++|\{{\{{?+[^{{}}\s]*+\}}\}}?+)++",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:quot|[lg]t|apos|nbsp|[lr][sd]quo|[lr]aquo|#(?:34|39|160));", re.IGNORECASE)
"""An entity that ends an address as its character does."""
_WORDS = re.compile("(?<=[A-Za-z0-9])[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Where words of a script without spaces follow an address."""
_ROUND = re.compile(r"[()]")
_MORE = re.compile(r"[/?&=#]")
_CUT = frozenset("{|\\^[")
"""What an address may go on with that this pattern does not read."""
_PARTS = re.compile(
    r"(?P<scheme>https?://|(?=www\.))(?P<user>[^/?#@]*@)?(?P<host>[\w.\-]+)(?P<port>:\d+)?"
    r"(?P<path>(?:/[^?#]*)?)(?P<query>(?:\?(?:[^#]|(?<=&)#)*)?)(?P<fragment>(?:#.*)?)",
    re.IGNORECASE | re.DOTALL,
)
_MEDIA = re.compile(
    r"!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+\]\(\s*+<?(?P<image>)"
    r"|<(?:img|image|picture|video|audio|source|track|embed|object|script|use)\b[^<>]*+"
    r"|<link\b(?![^<>]*\brel=[\"']?(?:canonical|alternate)\b)[^<>]*+"
    r"|\burl\([\"']?(?P<style>)",
    re.IGNORECASE | re.DOTALL,
)
"""What shows a file of its own instead of leading to a page: images, films, scripts and styles."""
_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|mp[34]|m4[av]|webm|mov|og[gv]|wav|css|js|woff2?)\Z", re.IGNORECASE
)
_SHOWS = re.compile(r"!\[|<[a-z]|\burl\(", re.IGNORECASE)
_SEPARATOR = re.compile(r"(&amp;|&#38;|&#x26;|&)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """The part behind ``?``: parameters as they are written, and what parts them."""

    pieces: tuple[str, ...]
    """Parameters and separators in turn, beginning and ending with a parameter."""

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Name and value of each, in their order, undecoded."""
        return [(name, value) for name, _, value in (p.partition("=") for p in self.pieces[::2])]


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a text."""

    start: int
    end: int
    text: str
    scheme: str
    """``https://``, or empty where it begins with ``www.``."""
    user: str
    host: str
    port: str
    path: str
    query: str
    """With its question mark; empty where there is none."""
    fragment: str
    quoted: bool
    """It is the value of a tag's attribute, where ``&`` is written ``&amp;``."""

    def parsed(self) -> Query:
        """The query's parameters."""
        return Query(tuple(_SEPARATOR.split(self.query[1:])) if len(self.query) > 1 else ())


def may_hold(text: str) -> bool:
    """False where no address can stand in the text."""
    return "://" in text or "www." in text.lower()


def find(text: str, flags: frozenset[str] = frozenset()) -> Iterator[Address]:
    """The addresses of ``text`` in their order: with ``http(s)://`` or ``www.``, in prose, links and attributes.

    A sentence's own marks behind one are no part of it; addresses in code, and those that go on with something that
    cannot be read (``https://example.com/{a b}``), are left out, and so are those of images, films and other files
    that a page shows: they are where they are. Time is linear in the text's length.
    """
    if not may_hold(text):
        return
    code = _code(text, flags) if "`" in text else []
    media = _media(text)
    at = 0
    for found in _URL.finditer(text):
        start, end = found.start(), _end(text, *found.span())
        while at < len(code) and code[at][1] <= start:
            at += 1
        if end == found.end() and text[end : end + 1] in _CUT and end < len(text):
            continue
        if at < len(code) and code[at][0] <= start:
            continue
        parts = _PARTS.fullmatch(text, start, end)
        if parts and not _FILE.search(parts["path"]) and not _within(media, start):
            yield Address(start, end, text[start:end], **_texts(parts), quoted=_quoted(text, start))


def stands(address: str, after: str) -> bool:
    """An address that is followed by this text is found, whole and without any of the text."""
    found = next(find(address + after), None)
    return found is not None and found.text == address


def _media(text: str) -> list[tuple[int, int]]:
    """Where an address is that of a file: the places at which it begins."""
    if not _SHOWS.search(text):
        return []
    return [(m.end(), m.end() + 1) if m.lastgroup else m.span() for m in _MEDIA.finditer(text)]


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    place = bisect_right(spans, at, key=itemgetter(0)) - 1
    return place >= 0 and spans[place][0] <= at < spans[place][1]


def _texts(parts: re.Match[str]) -> dict[str, str]:
    return {name: value or "" for name, value in parts.groupdict().items()}


def _quoted(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] in "\"'" and text[start - 2] == "="


def _code(text: str, flags: frozenset[str]) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in placeables.found(text, flags) if p.kind == "code"]


def _end(text: str, start: int, end: int) -> int:
    """``end`` without what belongs to the sentence; a closing bracket stays if the address opened it."""
    entity = _ENTITY.search(text, start, end)
    end = entity.start() if entity else end
    words = _WORDS.search(text, start, end)
    if words and not _MORE.search(text, words.start(), end):
        end = words.start()
    bold = text.find("**", start, end)
    end = _closed(text, start, end if bold < 0 else bold)
    while end > start and text[end - 1] in ".,;:!?*_~»”’":
        end -= 1
    return end


def _closed(text: str, start: int, end: int) -> int:
    """The bracket that the address did not open, or ``end``: in ``[a](https://example.com)b`` it closes the link."""
    depth = 0
    for found in _ROUND.finditer(text, start, end):
        depth += 1 if found[0] == "(" else -1
        if depth < 0:
            return found.start()
    return end
