"""What a change of terms touches: units whose source has a changed term, and whether their target fits the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from locakit.ledger import persons
from locakit.model import Forms, Message, Record
from locakit.rules._tone_text import flat
from locakit.terms import Concept, Termbase

Act = Literal["requeue", "person", "fits", "due"]
"""Redone by the next translate; a person's to look at; right already; without a target, so due anyway."""
ICU = "icu-message-format"


@dataclass(frozen=True, slots=True)
class Change:
    """One term that is not what it was."""

    source: str
    before: tuple[str, ...]
    """The permitted targets; empty where the term is new."""
    after: tuple[str, ...]
    """Empty where the term is gone."""

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """What happened to it."""
        return "added" if not self.before else "removed" if not self.after else "changed"


@dataclass(frozen=True, slots=True)
class Touched:
    """One unit that a change touches."""

    market: str
    resource: str
    """The source file's path."""
    target_path: str
    key: str
    terms: tuple[str, ...]
    """The changed terms in its source."""
    act: Act
    why: str
    source: Forms
    target: Forms


def changes(old: Termbase, new: Termbase) -> list[Change]:
    """The terms that differ, by source term: other targets, forms, forbidden words, or another set of forms to find."""
    before = {c.source: c for c in old.concepts}
    after = {c.source: c for c in new.concepts}
    names = sorted({*before, *after})
    return [
        Change(name, _targets(before.get(name)), _targets(after.get(name)))
        for name in names
        if _told(before.get(name)) != _told(after.get(name))
    ]


def _targets(concept: Concept | None) -> tuple[str, ...]:
    return tuple(t.target for t in concept.permitted) if concept else ()


def _told(concept: Concept | None) -> object:
    """All of a concept that a target can fit or not; notes are for people."""
    if concept is None:
        return None
    terms = [(t.target, t.status, t.forms, t.case_sensitive) for t in (*concept.permitted, *concept.deprecated)]
    return terms, concept.plural, concept.inflect, concept.many, concept.source_forms


@dataclass(frozen=True, slots=True)
class Look:
    """The terms of one market before and after."""

    old: Termbase
    new: Termbase
    changed: frozenset[str]
    """Source terms."""

    def touched(self, source: Message, target: Message | None, record: Record | None) -> tuple[Act, str, list[str]]:
        """What becomes of a unit, why, and the changed terms in its source; no terms where none of them is there."""
        names: dict[str, None] = {}
        why: list[str] = []
        for form, text in source.forms.items():
            found = list(dict.fromkeys(self._names(text, source.flags)))
            names |= dict.fromkeys(found)
            said = (target.forms.get(form) or target.text) if target else ""
            why += self._wrong(found, flat(said, source.flags) if ICU in source.flags else said)
        if not names or target is None or not any(target.forms.values()):
            return "due", "no target yet", list(names)
        if not why:
            return "fits", "the target fits", list(names)
        return "person" if record is None or persons(record) else "requeue", "; ".join(dict.fromkeys(why)), list(names)

    def _names(self, text: str, flags: frozenset[str]) -> Iterator[str]:
        plain, left = (flat(text, flags), frozenset[str]()) if ICU in flags else (text, flags)
        for base in (self.new, self.old):
            yield from (h.term.source for h in base.hits(plain, left) if h.term.source in self.changed)

    def _wrong(self, names: Iterable[str], target: str) -> Iterator[str]:
        old = {c.source: c for c in self.old.concepts} if names else {}
        new = {c.source: c for c in self.new.concepts} if names else {}
        for name in names:
            if name in new:
                yield from (fault.message for fault in self.new.faults_of(new[name], target))
            elif name in old and self.old.present(old[name].term, target) and not _same(old[name]):
                yield f"{old[name].term.target!r} was asked for by a term that is gone"


def _same(concept: Concept) -> bool:
    """A name that stayed as it was: without the entry it may stay so."""
    return concept.term.target == concept.source and concept.term.status != "dnt"
