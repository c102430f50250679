"""PHP arrays (``return [ … ];``), as Laravel and others keep their texts; nothing of the file is run.

Laravel's plurals (``one|many``, ``{0} none|[1,19] some``) are one text, as the framework reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from locakit.errors import BrokenText
from locakit.formats._edits import Addition, Clash, additions, clash, grow
from locakit.formats._json_style import style_of
from locakit.formats._line_format import single
from locakit.formats._line_scan import marks
from locakit.formats._php_edit import Writer, quote
from locakit.formats._php_scan import Found, scan
from locakit.formats._removals import removals
from locakit.formats._tree import Member, Node, leaves
from locakit.model import Format, Forms, Junk, Message, Resource
from locakit.splice import Splice, apply

_LARAVEL = re.compile(r"(?<![\w:]):[A-Za-z_]|\||^[{\[]\d")
_FLAGS = frozenset({"laravel-format"})


class Php:
    """Entries are found by key path; an entry without a key has its place as key."""

    name = "php"
    suffixes: tuple[str, ...] = (".php",)
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Read ``text``; raises BrokenText where it returns no array. An empty file has no messages."""
        if not text.strip("\ufeff \t\r\n"):
            return Resource(path, locale, text, (), self.name)
        found = _scanned(path, text)
        out: dict[str, Message] = {}
        junk = list(found.junk)
        for message in _messages(found):
            hidden = out.pop(message.key, None)
            if hidden:
                junk.append(Junk(f"the key {message.key!r} stands again below, which hides this entry", hidden.whole))
            out[message.key] = message
        return Resource(path, locale, text, tuple(out.values()), self.name, tuple(sorted(junk, key=lambda j: j.span)))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone."""
        if source.format != self.name:
            return "<?php\n\nreturn [\n];\n"
        return apply(source.text, self._removed(source, {m.key for m in source.messages} - keys))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the old quotes; strings joined by dots become one."""
        ((start, end),) = message.spans.values()
        return [(start, end, quote(single(forms), resource.text[start:end]))]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """New entries beside their neighbours in the source; what is computed in the file is never overwritten."""
        text = resource.text
        if not text.strip("\ufeff \t\r\n"):
            base = self.template(source, resource.path, resource.locale, frozenset())
            made = apply(base, self.insert(replace(resource, text=base), source, new))
            return [(0, len(text), made)]
        root = _scanned(resource.path, text).root
        model = _scanned(source.path, source.text).root if source.format == self.name else None
        free = [(m, {"other": single(f)}) for m, f in new if not _computed(root, m.path or (m.key,), text)]
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


def _messages(found: Found) -> Iterator[Message]:
    for path, member in leaves(found.root):
        if isinstance(member.value, str):
            text, start = member.value, found.starts[member.vstart]
            flags = marks(text) | (_FLAGS if _LARAVEL.search(text) else frozenset())
            span = (member.vstart, member.vend)
            note = found.notes.get(start, "")
            whole = (start, member.vend)
            yield Message(".".join(path), {"other": text}, {"other": span}, whole, path, note=note, flags=flags)


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
