"""YAML catalogs: Rails (a locale as root key), Hugo, plain nested; comments, quoting, anchors and folding are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats._bulk import bulk
from locakit.formats._edits import Addition, Clash, Fresh, additions, clash, free, grow, plural_additions
from locakit.formats._messages import flagger, read
from locakit.formats._removals import removals
from locakit.formats._tree import Member, Node, leaves
from locakit.formats._yaml import quote_scalar, scan
from locakit.formats._yaml_edit import Writer
from locakit.formats._yaml_notes import comments_of, noted
from locakit.formats._yaml_quote import quote_key
from locakit.formats._yaml_style import Style, raw_key, style_of
from locakit.locales import is_tag, language, spell
from locakit.model import Forms, Junk, Message, Resource
from locakit.splice import Splice, apply, newline_of

_SYMBOL = re.compile(r":[A-Za-z_]\w*")
"""Plain, and under a locale as root key (Rails), it is a Ruby symbol."""
_ANY_SYMBOL = re.compile(r"[ ,\[]:[A-Za-z_]")
_NULLS = ("", "~", "null", "Null", "NULL")
_OBJECT = re.compile(r"!<?(?:ruby|php|java|perl|!python|tag:ruby|tag:yaml\.org,2002:python)[/:\w.,-]*")
"""Tags that make loaders without a safe mode build a program's objects."""
_ANCHOR = re.compile(r"(?<![^\s,\[{])&([^\s,\[\]{}]+)")


class Yaml(Format):
    """Entries are found by key path, without the root key where that is the file's locale."""

    name = "yaml"
    suffixes: tuple[str, ...] = (".yaml", ".yml")
    layout = "config/locales/{locale}.yml"
    example = """\
# Texts of the shop.
en:
  cart:
    # The button below the list.
    order: Order now
    greeting: 'Hello %{name}'
    items:
      one: one item
      other: "%{count} items"
  terms: |
    First line.
    Second line.
"""
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Read ``text``; raises BrokenText at the first place that is not YAML. Only strings are messages."""
        with bulk():
            member, parent = _top(_scan(text, path), locale, text)
            top = member.value
            if not isinstance(top, Node):
                return Resource(path, locale, text, (), self.name)
            messages, junk = read(top, text, flagger(top, text, i18next=False))
            junk += _objects(top, text) if "!" in text else []
        if "#" in text:
            messages = noted(messages, text)
        if parent is not None and _ANY_SYMBOL.search(text):
            messages = [m for m in messages if not _SYMBOL.fullmatch(text, *next(iter(m.spans.values())))]
        return Resource(path, locale, text, tuple(messages), self.name, tuple(junk))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone, under the target's locale; of a plural only ``other``."""
        text, root = source.text, _scan(source.text, source.path)
        top, parent = _top(root, source.locale, text)
        gone = {
            span[0]
            for m in source.messages
            for c, span in m.spans.items()
            if m.key not in keys or (m.plural and c != "other")
        }
        splices = _cut(root, top, text, gone)
        if parent is not None:
            raw = raw_key(text, top)
            name = spell(locale, "posix" if "_" in top.name else "locale")
            splices.append((top.start, top.start + len(raw), quote_key(name, raw)))
        return apply(text, splices)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New text in the old scalar's style; categories the file lacks are added beside their neighbours."""
        text, root = resource.text, _scan(resource.text, resource.path)
        out: list[Splice] = []
        for category, (start, end) in message.spans.items():
            new = forms.get(category)
            if new is not None and new != message.forms.get(category):
                flow = root.locate(start)[0].flow
                written = quote_scalar(new, text[start:end], newline=newline_of(text, start), flow=flow)
                unended = end == len(text) and written[:1] in ("|", ">") and new.endswith("\n")
                out.append((start, end, written + newline_of(text, start) if unended else written))
        if message.plural and not message.spans.keys() >= forms.keys():
            writer = Writer(text, _style(text))
            out += [s for a in plural_additions(root, message, forms) for s in writer.add(a)]
        return out

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """New entries beside their neighbours in the source; missing parents are made. Raises BrokenText on a clash."""
        text, root = resource.text, _scan(resource.text, resource.path)
        model = _scan(source.text, source.path) if source.format == self.name else None
        model_top, model_parent = _top(model, source.locale, source.text) if model else (None, None)
        shape = model_top.value if model_top and isinstance(model_top.value, Node) else None
        said = partial(comments_of, source.text) if "#" in source.text else None
        fresh = grow(new, shape, source.text, nested=True, raw=partial(raw_key, source.text), comments=said)
        writer = Writer(text, style_of(root, text, _style(source.text) if model else None))
        top, parent = _top(root, resource.locale, text)
        if parent is None and top.value is None:
            if top.vend > top.vstart:
                raise clash(resource.path, text, top.start, "root")
            if model_top is not None and model_parent is not None:
                fresh = _wrapped(fresh, model_top.name, resource.locale)
            return _first(text, fresh, writer)
        try:
            changes = free(additions(top, fresh, shape, parent), resource.text)
        except Clash as error:
            raise clash(resource.path, text, error.args[0].start, error.args[0].name) from None
        if any(isinstance(c, Addition) and c.node.kind == "docs" for c in changes):
            raise clash(resource.path, text, 0, "document")
        return [s for c in changes for s in (writer.add(c) if isinstance(c, Addition) else writer.fill(c))]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries with their lines, and aliases of what goes; parents they leave empty go too."""
        root = _scan(resource.text, resource.path)
        top = _top(root, resource.locale, resource.text)[0]
        return _cut(root, top, resource.text, {span[0] for m in gone for span in m.spans.values()})


FORMAT: Format = Yaml()


@lru_cache(maxsize=4)
def _tree(text: str) -> Node:
    return scan(text)


@lru_cache(maxsize=4)
def _style(text: str) -> Style:
    return style_of(_tree(text), text)


def _scan(text: str, path: str) -> Node:
    try:
        return _tree(text)
    except BrokenText as error:
        raise BrokenText(replace(error.fault, path=path)) from None


def _top(root: Node, locale: str, text: str) -> tuple[Member, Node | None]:
    """The member that holds the entries, and the container it stands in (None for a document's own root).

    It is the only document's root, or the value of that root's only key where this is the file's locale or its
    language; with several documents it is the whole, and the documents are named by their number.
    """
    if len(root.members) != 1:
        return Member("", root.start, root.start, root.start, root if root.members else None), None
    only = root.members[0]
    node = only.value
    if isinstance(node, Node) and node.kind == "map" and len(node.members) == 1:
        member = node.members[0]
        holds = isinstance(member.value, Node) or text[member.vstart : member.vend] in _NULLS
        if holds and is_tag(member.name) and language(member.name) == language(locale):
            return member, node
    return only, None


def _objects(top: Node, text: str) -> list[Junk]:
    """The entries that ask a program to build an object: they stay as they are, and nothing in them is read."""
    told = "This entry asks the program that reads it to build an object ({}); it is no text and stays as it is."
    empty = (m for _, m in leaves(top) if m.value is None)
    found = ((m, _OBJECT.search(text, m.start, m.vend)) for m in empty)
    return [Junk(told.format(tag[0]), (m.start, m.vend)) for m, tag in found if tag]


def _cut(root: Node, top: Member, text: str, gone: set[int]) -> list[Splice]:
    """Splices without the values at ``gone`` and without aliases of anchors that go with them."""
    if not isinstance(top.value, Node):
        return []
    writer = Writer(text, _style(text))
    empty = (m for _, m in leaves(root) if m.value is None) if "*" in text else ()
    aliases = {m.vstart: text[m.vstart + 1 : m.vend] for m in empty if text[m.vstart : m.vstart + 1] == "*"}
    while True:
        splices = [s for r in removals(top.value, gone) for s in writer.remove(r)]
        lost = {name for start, end, _ in splices for name in _ANCHOR.findall(text, start, end)} if aliases else set()
        orphans = {at for at, name in aliases.items() if name in lost and not any(s <= at < e for s, e, _ in splices)}
        if not orphans:
            return splices
        gone = gone | orphans


def _wrapped(fresh: Fresh, name: str, locale: str) -> Fresh:
    root = Fresh()
    root.members[spell(locale, "posix" if "_" in name else "locale")] = fresh
    return root


def _first(text: str, fresh: Fresh, writer: Writer) -> list[Splice]:
    """The entries of a file that has none yet, below its comments."""
    newline = writer.style.newline
    gap = newline if text.lstrip("\ufeff") and not text.endswith("\n") else ""
    return [(len(text), len(text), gap + writer.document(fresh) + newline)]
