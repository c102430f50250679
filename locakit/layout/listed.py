"""Catalogs that hold the source's text beside their own and have no source file: the fullest one lists the messages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from locakit import locales
from locakit.catalog import symbolic
from locakit.errors import BrokenText
from locakit.formats import registry
from locakit.layout.groups import Group, most
from locakit.model import Message

_HEAD = 10_000
_SOURCE = re.compile(r"(?:^\"X-Source-Language:[ \t]*|\s(?:source-?language|srcLang)=\")([\w-]+)", re.MULTILINE)
"""What a catalog's head says of its source: XLIFF 1.2 and 2.x, Qt, and the field that platforms put into PO."""


def bilingual(group: Group) -> bool:
    """Files of this kind hold source and target side by side."""
    return registry.by_name(group.format).bilingual


@dataclass
class Catalogs:
    """A folder's bilingual files; each is read once, and none before it is asked for."""

    groups: tuple[Group, ...]
    read: Callable[[str], str]

    def source_locale(self) -> str:
        """The locale that most files name as their source's; empty where none does."""
        texts = (self.read(p)[:_HEAD] for g in self.groups for files in g.files.values() for p in files.values())
        found = (match[1] for text in texts if (match := _SOURCE.search(text)))
        return most(Counter(locales.normalize(tag) for tag in found if locales.is_tag(tag)))

    def fullest(self, group: Group) -> str | None:
        """The source pattern: the files of the locale with the most messages, as they are spelled.

        None where there are no messages, or where their ids are names, which nobody can translate.
        """
        sizes = {locale: len(self._messages(files.values())) for locale, files in group.files.items()}
        tied = {loc: self._translated[loc] for loc, size in sizes.items() if size and size == max(sizes.values())}
        if not tied:
            return None
        files = group.files[min(tied, key=lambda loc: (-tied[loc], loc))]
        if symbolic(m.source for m in self._messages(files.values())):
            return None
        rest, path = min(files.items())
        return path.removesuffix(rest) + group.rest()

    @cached_property
    def _translated(self) -> Counter[str]:
        """The number of translated messages by locale: apps with equally full catalogs are to agree on one."""
        out: Counter[str] = Counter()
        for group in self.groups:
            for locale, files in group.files.items():
                out[locale] += sum(1 for m in self._messages(files.values()) if any(m.forms.values()))
        return out

    @cached_property
    def _known(self) -> dict[str, tuple[Message, ...]]:
        return {}

    def _messages(self, files: Iterable[str]) -> list[Message]:
        return [message for path in files for message in self._of(path)]

    def _of(self, path: str) -> tuple[Message, ...]:
        if path not in self._known:
            text = self.read(path)
            fmt = registry.detect(path, text)
            try:
                found = fmt.parse(path, text, "en").messages if fmt and fmt.bilingual else ()
            except BrokenText:
                found = ()
            self._known[path] = found
        return self._known[path]
