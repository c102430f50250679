"""The charset a catalog's header declares, and what may be done with it."""

from __future__ import annotations

import codecs
import re

from locakit.errors import BrokenText, Fault
from locakit.model import Junk
from locakit.splice import place

_DECLARED = re.compile(r"^Content-Type:[^\n]*charset=([^\s;]+)", re.IGNORECASE | re.MULTILINE)
_UTF8 = frozenset({"utf8", "ascii", "usascii", "ansix3.41968", "charset"})
"""Charsets that UTF-8 may be written under: ASCII is a part of it, CHARSET is xgettext's blank."""
_KNOWN = re.compile(
    r"iso[-_]?8859[-_]\d{1,2}|koi8[-_][rtu]|cp\d{3,4}|windows-125\d|gb2312|gbk|gb18030|big5(-hkscs)?|euc-(jp|kr)|"
    r"shift[-_]jis|johab|tis-620",
    re.IGNORECASE,
)
"""What gettext knows beside UTF-8 and Python can decode; codecs that are no charset (``idna``) are not tried."""


def declared(header: str) -> str:
    """The charset in a header's ``Content-Type``; empty where there is none."""
    found = _DECLARED.search(header)
    return found[1] if found else ""


def is_utf8(charset: str) -> bool:
    """True where UTF-8 may stand under this name."""
    return not charset or charset.lower().replace("-", "").replace("_", "") in _UTF8


def codec(charset: str) -> str:
    """The name of Python's codec. Raises ValueError for a charset that gettext or Python does not know."""
    if is_utf8(charset):
        return "utf-8"
    if not _KNOWN.fullmatch(charset):
        raise ValueError(f"the catalog declares charset {charset[:40]}, which is not known")
    try:
        return codecs.lookup(charset).name
    except LookupError:
        raise ValueError(f"the catalog declares charset {charset}, which is not known") from None


_NOT_UTF8 = re.compile("[\udc80-\udcff]+")
_PART = 1 << 18
"""Characters encoded at once: the whole of a large file would be there twice."""


def strange_bytes(path: str, text: str, header: str) -> list[Junk]:
    """What stands in a file that is not UTF-8, as one fault at its first place.

    Raises BrokenText where the catalog says that it is in another charset, or leaves it open and is in another one:
    the UTF-8 that is written into it would break it.
    """
    charset = declared(header)
    if not is_utf8(charset):
        told = f"the catalog declares charset {charset}"
        raise _foreign(path, text, max(text.find(f"charset={charset}"), 0), told)
    found = _first(text)
    if found is None:
        return []
    if not charset:
        raise _foreign(path, text, found.start(), "the catalog declares no charset and is not in UTF-8")
    more = sum(1 for _ in _NOT_UTF8.finditer(text, found.end()))
    also = f", and {more} more such places follow" if more else ""
    return [Junk(f"bytes that are not UTF-8{also}; gettext refuses the catalog", found.span())]


def _first(text: str) -> re.Match[str] | None:
    for at in range(0, len(text), _PART):
        try:
            text[at : at + _PART].encode()  # many times faster than to search
        except UnicodeEncodeError:
            return _NOT_UTF8.search(text, at)
    return None


def _foreign(path: str, text: str, at: int, told: str) -> BrokenText:
    cure = "convert it first: msgconv --to-code=UTF-8 -o FILE FILE"
    return BrokenText(Fault(f"{told}; {cure}", path, *place(text, at)))
