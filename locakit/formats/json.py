"""JSON catalogs: nested and flat, i18next plurals, ICU messages, ARB; comments and trailing commas tolerated."""

from __future__ import annotations

from collections.abc import Sequence

from locakit.doors import Format
from locakit.formats import _json_fast
from locakit.formats._bulk import bulk
from locakit.formats._json_notes import told
from locakit.formats._json_scan import scan_file
from locakit.formats._messages import flagger, read
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice


class Json(Format):
    """Entries are found by key path; a list item's place is its key. What only writing needs is imported then."""

    name = "json"
    suffixes: tuple[str, ...] = (".json", ".arb", ".jsonc")
    layout = "locales/{locale}.json"
    example = """\
{
  "title": "Welcome, {{name}}",
  "cart": {
    // The button below the list.
    "order": "Order now",
    "item_one": "{{count}} item",
    "item_other": "{{count}} items"
  }
}
"""
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Read ``text``; raises BrokenText at the first place that is not JSON. An empty file has no messages."""
        with bulk():
            plain = _json_fast.messages(text)
            if plain is not None:
                return Resource(path, locale, text, tuple(plain), self.name)
            found = scan_file(text, path)
            if found.root is None:
                return Resource(path, locale, text, (), self.name)
            messages, junk = read(found.root, text, flagger(found.root, text, i18next=True))
            messages = told(messages, found.root, text, found.comments)
        return Resource(path, locale, text, tuple(messages), self.name, (*found.junk, *junk))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone; of a plural only ``other``, of metadata only ``@@``."""
        from locakit.formats import _json_write

        return _json_write.template(source, path, locale, keys)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New text in the old string's escapes; categories the file lacks are added beside their neighbours."""
        from locakit.formats import _json_write

        return _json_write.replace(resource, message, forms)

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """New entries beside their neighbours in the source; missing parents are made. Raises BrokenText on a clash."""
        from locakit.formats import _json_write

        return _json_write.insert(resource, source, new)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries with their commas and ARB metadata; parents they leave empty go too."""
        from locakit.formats import _json_write

        return _json_write.remove(resource, gone)


FORMAT: Format = Json()
