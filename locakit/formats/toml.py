"""TOML: string values of keys in tables and arrays of tables, and in arrays and inline tables, in their own quotes.

A table of CLDR plural categories (``one``, ``other``, with a ``description``) is one message, as go-i18n and Hugo read
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from locakit.doors import Format
from locakit.formats._line_format import LineFormat, cuts
from locakit.formats._line_scan import Home, Scan
from locakit.formats._toml_inline import Writer, home_of, pruned, tree_of
from locakit.formats._toml_plural import added, grouped, lines, other_only, places
from locakit.formats._toml_scan import scan
from locakit.formats._toml_text import decode
from locakit.locales import CATEGORIES
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, apply, newline_of

_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')
_WITHIN = re.compile(r'[\x00-\x08\x0b-\x1f\x7f\\]|"""|"\Z')
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Toml(LineFormat):
    """The key of a message is its tables' and its own, joined with dots; an array's table counts from 0."""

    name = "toml"
    suffixes: tuple[str, ...] = (".toml",)
    layout = "i18n/{locale}.toml"
    example = """\
title = "Shop"
sizes = ["small", "large"]

[cart]
# The button below the list.
order = "Order now"
greeting = "Hello {{ .name }}" # above the list

[items]
description = "What is in the cart."
one = "one item"
other = "{{ .Count }} items"
"""
    headed = True

    def scan(self, text: str) -> Scan:
        """See ``_toml_scan.scan``."""
        return scan(text)

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """As ``LineFormat.parse``, with plural tables as one message each."""
        resource = super().parse(path, text, locale)
        return replace(resource, messages=tuple(grouped(resource.messages)))

    def places(self, resource: Resource, message: Message) -> list[Span]:
        """The message's line; of a plural's lines those of its forms and its description."""
        return places(self.scanned(resource.text), message)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone; of a plural only ``other``."""
        text, found = source.text, self.scanned(source.text)
        shown = [other_only(m) if m.plural else m for m in source.messages if m.key in keys]
        kept = {place for m in shown for place in self.places(source, m)}
        gone = [e.whole for e in found.entries if e.whole not in kept]
        held = {span for m in shown for span in m.spans.values()}
        inner = [e.span for e in found.entries if e.whole in found.trees and e.whole in kept and e.span not in held]
        return apply(text, [*cuts(text, gone), *pruned(text, found, inner)[1]])

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the old value's style; a plural's new forms on lines of their own, in CLDR's order."""
        text = resource.text
        out: list[Splice] = []
        for category, (start, end) in message.spans.items():
            if forms.get(category, message.forms[category]) != message.forms[category]:
                out.append((start, end, self.encode(forms[category], text[start:end], text)))
        if not message.plural:
            return out
        tree = tree_of(self.scanned(text), message)
        more = self._writer(text).forms(tree, message, forms) if tree else added(self.encode, text, message, forms)
        return [*out, *more]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries with the comments right above them; strings inside a value leave the rest of it."""
        text, found = resource.text, self.scanned(resource.text)
        inside = [m for m in gone if m.whole in found.trees]
        wholes, out = pruned(text, found, [span for m in inside for span in m.spans.values()])
        lines = [place for m in gone if m.whole not in found.trees for place in self.places(resource, m)]
        return [*cuts(text, [*lines, *wholes]), *out]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """As ``LineFormat.insert``; strings inside a value beside their neighbours, or with a whole new statement."""
        here = self.scanned(resource.text)
        there = self.scanned(source.text) if source.format == self.name else Scan()
        known: dict[tuple[str, ...], list[tuple[Message, Forms]]] = {}
        lines: list[tuple[Message, Forms]] = []
        for message, forms in new:
            home = home_of(here, message.path or (message.key,))
            (known.setdefault(home[0], []) if home else lines).append((message, forms))
        out = super().insert(resource, source, lines) if lines else []
        writer = self._writer(resource.text)
        for path, added_here in known.items():
            tree = next(t for t in here.trees.values() if t[0] == path)
            model = next((t for t in there.trees.values() if t[0] == path), None)
            out += writer.insert(resource, tree, source, model, added_here)
        return out

    def blocks(
        self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]], raw: Callable[[Message], str]
    ) -> Iterator[tuple[Message, str]]:
        """As ``LineFormat.blocks``; entries that share a statement come with it."""
        found = self.scanned(source.text) if source.format == self.name else Scan()
        shared: dict[Span, list[tuple[Message, Forms]]] = {}
        for message, forms in new:
            if message.whole in found.trees:
                shared.setdefault(message.whole, []).append((message, forms))
        for message, forms in new:
            if message.whole not in found.trees:
                yield message, self.block(resource, source, message, forms, raw(message))
            elif group := shared.pop(message.whole, None):
                yield message, self._statement(resource, source, found, group)

    def _statement(
        self, resource: Resource, source: Resource, found: Scan, group: Sequence[tuple[Message, Forms]]
    ) -> str:
        """The source's statement with the entries of ``group`` alone."""
        start, end = group[0][0].whole
        inside = [e for e in found.entries if e.whole == (start, end)]
        held = {s for m, _ in group for c, s in m.spans.items() if not m.plural or c == "other"}
        cut = pruned(source.text, found, [e.span for e in inside if e.span not in held])[1]
        own = [(a - start, b - start, new) for a, b, new in cut if start <= a < end]
        bare = self.parse(resource.path, apply(source.text[start:end], own), resource.locale)
        known = {m.path: m for m in bare.messages}
        home = len(inside[0].home)
        splices = [s for m, forms in group for s in self.replace(bare, known[m.path[home:]], forms)]
        lines = apply(bare.text, splices).rstrip("\r\n").replace("\r\n", "\n")
        return lines.replace("\n", newline_of(resource.text or source.text))

    def _writer(self, text: str) -> Writer:
        return Writer(text, self.encode, _named)

    def block(self, resource: Resource, source: Resource, message: Message, forms: Forms, raw: str) -> str:
        """A line; for a plural one for each form, as the source writes it."""
        if not message.plural:
            return super().block(resource, source, message, forms, raw)
        newline = newline_of(resource.text or source.text)
        if source.format != self.name:
            return newline.join(f"{c} = {self.encode(forms[c], '', '')}" for c in CATEGORIES if c in forms)
        return lines(self.encode, source.text, message, forms, newline)

    def encode(self, value: str, raw: str, text: str) -> str:
        """The old quotes, as far as they can hold the text; else basic ones."""
        quotes = raw[:3] if raw[:3] in ('"""', "'''") else raw[:1] or '"'
        if quotes[0] == "'" and not _literal(value, quotes):
            quotes = '"' * len(quotes)
        if quotes == '"':
            return f'"{_SPECIAL.sub(_escaped, value)}"'
        newline = newline_of(text)
        lead = newline if re.match(r"...\r?\n", raw, re.DOTALL) or value.startswith("\n") else ""
        body = value if quotes[0] == "'" else _WITHIN.sub(_escaped, value)
        return quotes + lead + body.replace("\n", newline) + quotes

    def fresh(self, name: str, value: str) -> str:
        """``key = "value"``."""
        return f"{_named(name)} = {value}"

    def header(self, home: Home) -> str:
        """``[a."b c"]``."""
        return f"[{'.'.join(map(_named, home))}]"


FORMAT: Format = Toml()


def _literal(value: str, quotes: str) -> bool:
    """True where a literal string can hold the text."""
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", value) or (len(quotes) == 1 and ("\n" in value or "'" in value)):
        return False
    return "'''" not in value and not value.endswith("'") and decode(f"'''{value}'''") == value


def _named(name: str) -> str:
    return name if _BARE.fullmatch(name) else f'"{_SPECIAL.sub(_escaped, name)}"'


def _escaped(found: re.Match[str]) -> str:
    return "".join(_NAMED.get(c) or f"\\u{ord(c):04X}" for c in found[0])
