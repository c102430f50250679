"""PHP arrays (``return [ … ];``), as Laravel and others keep their texts; nothing of the file is run.

Laravel's choices (``one|many``) are plural forms; with conditions (``{0} none|[1,19] some``) they are one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats._edits import Addition, Clash, additions, clash, grow
from locakit.formats._json_style import style_of
from locakit.formats._line_format import single
from locakit.formats._line_scan import marks
from locakit.formats._messages import NONE
from locakit.formats._php_choice import forms_in, text_of, unheld_in
from locakit.formats._php_edit import Writer
from locakit.formats._php_lines import PhpLines
from locakit.formats._php_scan import Found, scan
from locakit.formats._php_text import quote
from locakit.formats._removals import removals
from locakit.formats._tree import Member, Node, walk
from locakit.model import Forms, Junk, Message, Resource
from locakit.splice import Splice, apply

_STATEMENT = re.compile(r"\bdefine\s*\(|\bconst\s|\$\w+\s*\[", re.IGNORECASE)
_LARAVEL = re.compile(r"(?<![\w:]):[A-Za-z_]|\||^[{\[]\d")
_FLAGS = frozenset({"laravel-format"})
_LINES = PhpLines()
_NOTHING = re.compile(r"\ufeff?\s*+(?:<\?php\b)?\s*+(?:\?>)?\s*+", re.IGNORECASE)


class Php(Format):
    """Entries are found by key path; an entry without a key has its place as key."""

    name = "php"
    suffixes: tuple[str, ...] = (".php",)
    layout = "lang/{posix}/shop.php"
    example = """\
<?php

return [
    'cart' => [
        // The button below the list.
        'order' => 'Order now',
        'greeting' => "Hello :name",
        'items' => 'one item|:count items',
        'ranges' => '{0} nothing|[1,19] some|[20,*] a lot',
    ],
];
"""
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Read ``text``; raises BrokenText where it returns no array. An empty file has no messages."""
        if _NOTHING.fullmatch(text):
            return Resource(path, locale, text, (), self.name)
        if _has_lines(text):
            return _LINES.parse(path, text, locale)
        found = _scanned(path, text)
        read = tuple(_messages(found, found.root, (), locale))
        return Resource(path, locale, text, read, self.name, tuple(sorted(found.junk + _hidden(found.root), key=_span)))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone."""
        if source.format != self.name:
            return "<?php\n\nreturn [\n];\n"
        if _has_lines(source.text):
            return _LINES.template(source, path, locale, keys)
        return apply(source.text, self._removed(source, {m.key for m in source.messages} - keys))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the old quotes; strings joined by dots become one. A choice with a bar in a form stays."""
        start, end = next(iter(message.spans.values()))
        text: str | None = single(forms)
        if message.plural:
            node, i = _scanned(resource.path, resource.text).root.locate(start)
            text = text_of(forms, resource.locale, str(node.members[i].value))
        return [] if text is None else [(start, end, quote(text, resource.text[start:end]))]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """New entries beside their neighbours in the source; what is computed in the file is never overwritten."""
        text = resource.text
        if _has_lines(text) or (source.format == self.name and _has_lines(source.text) and not _returns(text)):
            return _LINES.insert(resource, source, new)
        if _NOTHING.fullmatch(text):
            base = self.template(source, resource.path, resource.locale, frozenset())
            made = apply(base, self.insert(replace(resource, text=base), source, new))
            return [(0, len(text), made)]
        root = _scanned(resource.path, text).root
        model = _scanned(source.path, source.text).root if source.format == self.name else None
        free = [
            (
                replace(m, plural=False, spans=dict.fromkeys(["other"], next(iter(m.spans.values()), (0, 0)))),
                {"other": t},
            )
            for m, f in new
            if not _computed(root, m.path or (m.key,), text) and (t := _text(m, f, resource.locale)) is not None
        ]
        raw = (lambda m: _key_of(source.text, m)) if model else None
        fresh = grow(free, model, source.text, nested=False, raw=raw)
        writer = Writer(text, style_of(root, text, style_of(model, source.text) if model else None), root)
        top = Member("root", root.start, root.start, root.end, root)
        if not root.members:
            begin = root.start - (5 if writer.brackets[0] == "array(" else 0)
            top = Member("root", begin, begin, root.end, root)
        try:
            changes = list(additions(top, fresh, model)) if free else []
        except Clash as error:
            raise clash(resource.path, text, error.args[0].start, error.args[0].name) from None
        return [s for c in changes for s in (writer.add(c) if isinstance(c, Addition) else writer.fill(c))]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries with their commas; arrays they leave empty go too."""
        if _has_lines(resource.text):
            return _LINES.remove(resource, gone)
        return self._removed(resource, {m.key for m in gone})

    def _removed(self, resource: Resource, keys: set[str]) -> list[Splice]:
        root = _scanned(resource.path, resource.text).root
        starts = {span[0] for m in resource.messages if m.key in keys for span in m.spans.values()}
        writer = Writer(resource.text, style_of(root, resource.text), root)
        return [s for r in removals(root, starts) for s in writer.remove(r)]


FORMAT: Format = Php()


def _scanned(path: str, text: str) -> Found:
    try:
        return scan(text)
    except BrokenText as error:
        raise BrokenText(replace(error.fault, path=path)) from None


@lru_cache(maxsize=8)
def _has_lines(text: str) -> bool:
    """The file keeps its texts in statements of their own, and returns no array."""
    low = text.lower()
    if not any(sign in low for sign in ("define", "const", "$")) or not _STATEMENT.search(text) or _returns(text):
        return False
    return bool(_LINES.scanned(text).entries)


def _returns(text: str) -> bool:
    try:
        return bool(scan(text))
    except BrokenText:
        return False


def _text(message: Message, forms: Forms, locale: str) -> str | None:
    """The one text of an entry; None where a form cannot be told apart from the next."""
    return text_of(forms, locale) if message.plural and len(forms) > 1 else single(forms)


def _messages(found: Found, node: Node, path: tuple[str, ...], locale: str) -> Iterator[Message]:
    for member in node.members:
        here = (*path, member.name)
        if node.get(member.name) is not member:
            continue
        if isinstance(member.value, Node):
            yield from _messages(found, member.value, here, locale)
        elif isinstance(member.value, str):
            text, start = member.value, found.starts[member.vstart]
            flags = _FLAGS if (":" in text or "|" in text or text[:1] in "{[") and _LARAVEL.search(text) else NONE
            flags = flags | marks(text) if "%" in text else flags
            span, whole = (member.vstart, member.vend), (start, member.vend)
            note = found.notes.get(start, "")
            forms = forms_in(text, locale) if "|" in text else None
            spans = dict.fromkeys(forms or ("other",), span)
            flags = flags | unheld_in(locale) if forms else flags
            forms, plural = forms or {"other": text}, bool(forms)
            yield Message(".".join(here), forms, spans, whole, here, plural, {}, note, "", None, flags)


def _hidden(root: Node) -> list[Junk]:
    """The entries that a later one of the same key hides."""
    gone = [m for node in walk(root) for m in node.members if node.get(m.name) is not m]
    return [
        Junk(f"the key {m.name!r} stands again below, which hides this entry", (m.start, m.vend), True) for m in gone
    ]


def _span(junk: Junk) -> tuple[int, int]:
    return junk.span


def _computed(node: Node, path: tuple[str, ...], text: str) -> bool:
    """True where the file has an expression in the place of the entry or of an array above it."""
    for name in path:
        member = node.get(name)
        if member is None or isinstance(member.value, str):
            return False
        if member.value is None:
            return text[member.vstart : member.vend].lower() != "null"
        node = member.value
    return False


def _key_of(text: str, member: Member) -> str:
    """The member's key as it is written."""
    return re.split(r"\s*=>", text[member.start : member.vstart])[0]
