"""gettext MO, the compiled catalog: read in either byte order, rebuilt as ``msgfmt`` would where something changes.

Source: GNU gettext manual, "The Format of GNU MO Files".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats import _mo_bytes
from locakit.formats._bulk import bulk
from locakit.formats._by_text import by_text
from locakit.formats._mo_compile import compile_po
from locakit.formats._po_charset import codec, declared
from locakit.formats._po_edit import single
from locakit.formats._po_header import fields_for
from locakit.formats._po_plural import Plurals, plurals_of
from locakit.formats._po_scan import key_of
from locakit.locales import unheld
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice

__all__ = ["FORMAT", "Mo", "compile_po"]


class _Catalog(NamedTuple):
    """A read file."""

    table: _mo_bytes.Table
    header: str
    codec: str
    keys: Mapping[str, bytes]
    """The raw original of each message's key, in the file's order."""


class Mo(Format):
    """See ``locakit.doors.Format``. Every change is one splice over the whole file."""

    name = "mo"
    suffixes: tuple[str, ...] = (".mo", ".gmo")
    layout = "locale/{posix}/LC_MESSAGES/messages.mo"
    example = (
        "Pairs of texts such as: cart|Pay %(total)s = Pay %(total)s; %d item, %d items = %d item, %d items;\n"
        "before them the header: charset and plural rule. msgfmt makes such a file of a PO file.\n"
    )
    bilingual = True
    keyed = True
    binary = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The entries under the keys that a PO file would give them; the header is none.

        Raises BrokenText for what is no MO file, points outside itself, or is not in the charset it declares.
        """
        try:
            catalog = _catalog(text)
            with bulk():
                messages = tuple(_messages(catalog, locale))
        except ValueError as error:
            raise BrokenText(Fault(_sentence(error), path, 1, 1)) from None
        return Resource(path, locale, text, messages, self.name)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """A catalog of nothing but the header for ``locale``: an MO has no entries without a translation."""
        header = fields_for(_catalog(source.text).header, locale)
        return _text(_mo_bytes.write(_mo_bytes.Table({b"": header.encode()})))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The file with one entry changed; several at once are ``insert``'s, which writes one time for all."""
        return self.insert(resource, resource, [(message, forms)])

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The file with these entries, new ones or known ones, in its own byte order and charset.

        Raises BrokenText for a text that the file's charset does not have.
        """
        catalog = _catalog(resource.text)
        plurals = plurals_of(catalog.header, resource.locale)
        pairs = dict(catalog.table.pairs)
        try:
            for message, forms in new:
                original = catalog.keys.get(message.key) or _original(message, catalog.codec)
                old = pairs.get(original, b"").decode(catalog.codec)
                pairs[original] = _translation(original, forms, plurals, old).encode(catalog.codec)
        except UnicodeEncodeError as error:
            lacking = error.object[error.start : error.end]
            told = f"{lacking!r} cannot be written in {catalog.codec}, the MO file's charset"
            raise BrokenText(Fault(told, resource.path, 1, 1)) from None
        return _splices(resource, catalog.table, pairs)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """The file without these entries."""
        catalog = _catalog(resource.text)
        names = {catalog.keys[m.key] for m in gone}
        return _splices(resource, catalog.table, {k: v for k, v in catalog.table.pairs.items() if k not in names})


FORMAT = Mo()


@by_text
def _catalog(text: str) -> _Catalog:
    table = _mo_bytes.read(text.encode("utf-8", "surrogateescape"))
    raw = table.pairs.get(b"", b"")
    used = codec(declared(raw.decode("latin-1")))
    keys: dict[str, bytes] = {}
    for original in table.pairs:
        if original:
            context, msgid, _ = _parts(original.decode(used))
            keys[_unique(key_of(context, msgid), keys)] = original
    return _Catalog(table, raw.decode(used), used, keys)


def _unique(key: str, known: Mapping[str, bytes]) -> str:
    number, first = 1, key
    while key in known:
        number += 1
        key = f"{first}~{number}"
    return key


def _parts(original: str) -> tuple[str | None, str, str | None]:
    """Context, msgid and msgid_plural."""
    name, nul, plural = original.partition("\0")
    context, mark, msgid = name.partition("\4")
    return (context if mark else None), (msgid if mark else name), (plural if nul else None)


def _messages(catalog: _Catalog, locale: str) -> Iterator[Message]:
    for key, original in catalog.keys.items():
        context, msgid, plural = _parts(original.decode(catalog.codec))
        flags: frozenset[str] = frozenset()
        target = catalog.table.pairs[original].decode(catalog.codec)
        if plural is None:
            forms, source = ({"other": target} if target else {}), {"other": msgid}
        else:
            rule = plurals_of(catalog.header, locale)
            forms, flags = rule.read(dict(enumerate(target.split("\0")))), unheld(locale, rule.names)
            source = {"one": msgid, "other": plural}
        yield Message(key, forms, plural=plural is not None, source=source, context=context or "", flags=flags)


def _original(message: Message, charset: str) -> bytes:
    """The original of an entry that the file does not have yet."""
    msgid = message.source.get("one") if message.plural else message.source.get("other")
    name = msgid if msgid is not None else message.text
    if message.context or message.key.startswith(f"|{key_of(None, name)}"):
        name = f"{message.context}\4{name}"
    plural = "\0" + message.source.get("other", name) if message.plural else ""
    return (name + plural).encode(charset)


def _translation(original: bytes, forms: Forms, plurals: Plurals, old: str) -> str:
    if b"\0" not in original:
        return single(forms)
    texts = plurals.write(forms, dict(enumerate(old.split("\0"))) if old else {})
    return "\0".join(texts[index] for index in sorted(texts))


def _splices(resource: Resource, table: _mo_bytes.Table, pairs: Mapping[bytes, bytes]) -> list[Splice]:
    if pairs == table.pairs:
        return []
    return [(0, len(resource.text), _text(_mo_bytes.write(table._replace(pairs=pairs))))]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _sentence(error: ValueError) -> str:
    """What is wrong, for a person."""
    if isinstance(error, UnicodeEncodeError):
        return "not an MO file: it holds half a character"
    if isinstance(error, UnicodeDecodeError):
        return f"the MO file's texts are not in {error.encoding}, the charset that its header declares"
    return str(error)
