"""Markdown: CommonMark, GFM tables, YAML front matter; a message a block, its markup in its text.

Blocks have no keys of their own: a key is the block's kind and a hash of its text, so a new paragraph shifts none. A
target is paired with its source by ``locakit.align``. Source: CommonMark 0.31.2; GitHub Flavored Markdown 0.29, tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from locakit.doors import Format
from locakit.formats import _md_front, _md_insert, _md_order, _md_read, _md_refs, _md_remove
from locakit.formats._md_blocks import block_at
from locakit.formats._md_chunks import place_of
from locakit.formats._md_write import rewritten
from locakit.model import Forms, Junk, Message, Resource
from locakit.splice import Splice, apply


class Markdown(Format):
    """See ``locakit.doors.Format``; ``arrange`` is its own."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")
    layout = "docs/{locale}/**/*.md"
    example = """\
---
title: Returns
weight: 3
---

# Send it back

You have **30 days**. See [the form](form.md "Our form").

- Keep the `order` number.
- Pack it well.

| Country | Days |
| ------- | ---- |
| Norway  | 30   |

:::note[Before you ship]
Take a picture.
:::
"""
    bilingual = False
    keyed = False

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The chosen front matter fields and all blocks; any text is Markdown, so nothing is raised.

        ``flags`` tell ``md-text`` (inline markup is in the text) from ``verbatim`` (code, HTML, rules, link
        definitions, and prose without a word). ``context`` is the heading above.
        """
        found = _md_front.front(text, path, locale)
        fields = _md_front.messages(found) if isinstance(found, _md_front.Front) else []
        junk = (found,) if isinstance(found, Junk) else ()
        body = _md_refs.protected(_md_read.messages(text, self.name, _md_front.end_of(text)))
        return Resource(path, locale, text, (*fields, *body), self.name, junk)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the target's language in its front matter: what is not translated yet stands there."""
        return apply(source.text, self.told(source.text, source.locale, locale))

    def told(self, text: str, source: str, locale: str) -> list[Splice]:
        """Language and direction in the front matter, where they are the source's."""
        return list(_md_front.spoken(text, source, locale))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New text in the block's place, broken over lines as the old one was; an empty text changes nothing."""
        place = place_of(message)
        if place < _md_front.end_of(resource.text):
            return _md_front.replaced(resource, message, forms)
        return rewritten(resource.text, block_at(resource.text, self.name, place), _md_insert.single(forms))

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The source's lines with the new texts, each after the nearest source message before it that the file has."""
        start = _md_front.end_of(source.text)
        fields = [(m, forms) for m, forms in new if place_of(m) < start]
        rest = [(m, forms) for m, forms in new if place_of(m) >= start]
        return _md_front.inserted(resource, source, fields) + _md_insert.insert(resource, source, rest)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """The lines of the messages with the empty ones after them; a table's row goes when all its cells go."""
        start = _md_front.end_of(resource.text)
        fields = [m for m in gone if place_of(m) < start]
        return _md_front.removed(resource, fields) + _md_remove.remove(resource, [m for m in gone if m not in fields])

    def arrange(self, target: Resource, source: Resource) -> list[Splice]:
        """Splices that bring the blocks of ``target`` (keyed as ``source``) into the source's order, or None."""
        return _md_order.arrange(target, source)


FORMAT = Markdown()
