"""A PO file's text into the MO that ``msgfmt`` would make of it."""

from __future__ import annotations

import re

from locakit.errors import BrokenText, Fault
from locakit.formats import _mo_bytes
from locakit.formats._po_charset import strange_bytes
from locakit.formats._po_edit import Entry, header_text, is_fuzzy
from locakit.formats._po_scan import Rest, decode, forms_in, header_of, junk_of, scan, start_of
from locakit.splice import place

_POT_DATE = re.compile(r"^POT-Creation-Date:[^\n]*\n?", re.MULTILINE)
_MACHINE = re.compile(r"<PRI[diouxX]")


def compile_po(text: str, path: str) -> bytes:
    """The MO of a PO's ``text``, equal to ``msgfmt``'s byte for byte: no fuzzy entries, none without a translation.

    The header stays without its POT-Creation-Date; where there is no entry at all ``msgfmt`` writes no file, this
    an empty catalog. Raises BrokenText, with the place, for what makes ``msgfmt`` refuse the file (entries that
    cannot be read, a msgid that stands twice, bytes that are not UTF-8, forms out of order), for a charset other
    than UTF-8 and for strings with C99 macros (``<PRId64>``).
    """
    rest = Rest()
    entries = list(scan(text, rest))
    for junk in (*strange_bytes(path, text, header_text(text)), *junk_of(text, rest)):
        raise _broken(path, text, junk.span[0], junk.message)
    pairs: dict[bytes, bytes] = {}
    head = header_of(text)
    if head and decode(head[6]):
        pairs[b""] = _bytes(_POT_DATE.sub("", decode(head[6]), count=1))
    seen: set[bytes] = set()
    for entry in entries:
        key, value = _pair(entry, path)
        name = key.split(b"\0", 1)[0]
        if name in seen:
            raise _broken(path, text, start_of(entry), "this msgid stands twice")
        seen.add(name)
        if value.split(b"\0", 1)[0] and not is_fuzzy(entry):
            pairs[key] = value
    return _mo_bytes.write(_mo_bytes.Table(pairs))


def _pair(entry: Entry, path: str) -> tuple[bytes, bytes]:
    try:
        key = _bytes(decode(entry[3]))
        if entry[2] is not None:
            key = _bytes(decode(entry[2])) + b"\4" + key
        if entry[4] is None:
            value = _bytes(decode(entry[6]))
        else:
            key += b"\0" + _bytes(decode(entry[4]))
            value = _forms(entry, path)
    except UnicodeEncodeError:
        raise _broken(path, entry.string, start_of(entry), "this entry holds half a character") from None
    if "<PRI" in entry[0] and _MACHINE.search(entry[0]) and "c-format" in entry[1]:
        raise _broken(path, entry.string, start_of(entry), "strings with <PRI…> macros are compiled by msgfmt only")
    return key, value


def _forms(entry: Entry, path: str) -> bytes:
    forms = forms_in(entry.string, entry.span(5))
    if [index for index, _ in forms] != list(range(len(forms))):
        raise _broken(path, entry.string, entry.start(5), "the plural forms are not numbered 0, 1, 2 …")
    return b"\0".join(_bytes(decode(entry.string[start:end])) for _, (start, end) in forms)


def _bytes(text: str) -> bytes:
    """The bytes of a string, cut at a NUL, where C sees its end."""
    return text.encode("utf-8", "surrogateescape").split(b"\0", 1)[0]


def _broken(path: str, text: str, at: int, told: str) -> BrokenText:
    return BrokenText(Fault(f"no MO can be made: {told}", path, *place(text, at)))
