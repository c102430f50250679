"""A project's glossaries with their texts: where each word stands, and what holds in a market after inheritance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from locakit import locales, splice
from locakit.glossary import spots
from locakit.glossary.entries import name_of
from locakit.glossary.spots import Spot
from locakit.terms.glossary import Entry, Glossary, Use


@dataclass
class Book:
    """One glossary file."""

    glossary: Glossary
    text: str
    own: bool = True
    """The project's, not a shipped pack."""

    @property
    def path(self) -> str:
        """The file's path."""
        return self.glossary.path

    @cached_property
    def _items(self) -> list[Spot]:
        root = spots.read(self.text)
        terms = root.get("terms") if root else None
        return terms.children if terms and terms.kind == "list" else [terms] if terms else []

    def spot(self, number: int, *way: str) -> Spot | None:
        """Where entry ``number`` stands, or the value of a key in it: ``("pt-BR", "also", "carro")``.

        A way that is not there ends at the nearest place above it.
        """
        if number >= len(self._items):
            return None
        here = self._items[number]
        for step in way:
            found = next((v for k, v in here.pairs() if step in (k.text, locales.normalize(k.text))), None)
            found = found or next((c for c in here.children if here.kind == "list" and c.text == step), None)
            if found is None:
                break
            here = found
        return here

    def place(self, number: int, *way: str) -> tuple[int, int]:
        """``(line, column)`` of a ``spot``, from 1; zeros where the file shows none."""
        found = self.spot(number, *way)
        return splice.place(self.text, found.start)[:2] if found else (0, 0)


@dataclass(frozen=True, slots=True)
class Stated:
    """What one entry says in one market."""

    market: str
    book: Book
    number: int
    """The entry's, within its book."""
    entry: Entry
    use: Use
    locale: str
    """Whose words these are: the market or one it inherits from; empty where do-not-translate alone says so."""

    def as_json(self) -> dict[str, object]:
        """The term for machines."""
        line, column = self.book.place(self.number, *([self.locale] if self.locale else []))
        use = self.use
        return {
            "source": self.entry.source, "target": use.use, "status": "dnt" if self.is_name else "preferred",
            "also": list(use.also), "not": list(use.avoid), "plural": use.plural, "forms": list(use.forms),
            "gender": use.gender, "pos": self.entry.pos, "note": use.note or self.entry.note,
            "locale": self.locale, "path": self.book.path, "line": line, "column": column,
        }  # fmt: skip

    @property
    def is_name(self) -> bool:
        """Do not translate."""
        return self.entry.dnt and self.use.use == self.entry.source


def fitting(books: Iterable[Book], source: str) -> list[Book]:
    """The glossaries for a source language."""
    return [b for b in books if not b.glossary.source or _language(b.glossary.source) == _language(source)]


def _language(tag: str) -> str:
    return locales.language(tag)


def stated(books: Sequence[Book], source: str, market: str) -> Iterator[Stated]:
    """What holds in a market, term by term: of two statements of one name the earlier glossary's counts."""
    taken: set[tuple[str, str]] = set()
    for one in statements(books, source, market):
        if name_of(one.entry) not in taken:
            taken.add(name_of(one.entry))
            yield one


def statements(books: Sequence[Book], source: str, market: str) -> Iterator[Stated]:
    """All that the glossaries say in a market, also what an earlier one overrules."""
    chain = locales.chain(market)
    for book in fitting(books, source):
        for number, entry in enumerate(book.glossary.entries):
            use = entry.use_in(chain)
            if use is not None:
                tag = next((t for t in chain if t in entry.uses), "")
                yield Stated(market, book, number, entry, use, tag)
