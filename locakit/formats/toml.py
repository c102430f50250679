"""TOML: string values of keys in tables and arrays of tables, in the quotes they have.

A table of CLDR plural categories (``one``, ``other``, with a ``description``) is one message, as go-i18n and Hugo read
it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from locakit.doors import Format
from locakit.formats._line_format import LineFormat
from locakit.formats._line_scan import Home, Scan
from locakit.formats._toml_plural import added, grouped, lines, other_only, places
from locakit.formats._toml_scan import decode, scan
from locakit.locales import CATEGORIES
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, newline_of

_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')
_WITHIN = re.compile(r'[\x00-\x08\x0b-\x1f\x7f\\]|"""|"\Z')
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Toml(LineFormat):
    """The key of a message is its tables' and its own, joined with dots; an array's table counts from 0."""

    name = "toml"
    suffixes: tuple[str, ...] = (".toml",)
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
        shown = tuple(other_only(m) if m.plural else m for m in source.messages)
        return super().template(replace(source, messages=shown), path, locale, keys)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the old value's style; a plural's new forms on lines of their own, in CLDR's order."""
        text = resource.text
        out: list[Splice] = []
        for category, (start, end) in message.spans.items():
            if forms.get(category, message.forms[category]) != message.forms[category]:
                out.append((start, end, self.encode(forms[category], text[start:end], text)))
        return out + (added(self.encode, text, message, forms) if message.plural else [])

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
