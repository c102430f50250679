"""Terms enforced after translation: only what failed is touched, by the mildest step that helps.

The steps (each asks the engine once for all texts together): *posed* translates the source with a plain noun in the
term's place, so that the engine orders and inflects around it, and puts the term where that noun stands; *own* replaces
the engine's own rendering of the term; *diff* replaces what stands where a masked run has the mask; *mask* takes the
masked run itself; *switch* puts the target term into the source and translates again. In which order they come closest
to human translations is measured by ``benchmarks/quality.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from locakit import locales
from locakit.enforce import edit, standin
from locakit.model import Term
from locakit.terms import Termbase

Ask = Callable[[Sequence[str]], list[str | None]]
"""Translates source texts, placeables kept; None where that failed."""

FORCED = "term-forced"


@dataclass(frozen=True, slots=True)
class Item:
    """One source text and its fresh translation."""

    source: str
    target: str
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Enforced:
    """The translation with its terms."""

    text: str
    notes: tuple[str, ...] = ()
    """``term-forced`` where the text was changed: a person should look."""
    unmet: tuple[Term, ...] = ()
    """Terms that no step could bring in without breaking something."""


@dataclass(slots=True)
class _Work:
    item: Item
    text: str
    base: Termbase
    wrong: list[edit.Wrong] = field(default_factory=list)
    forced: bool = False
    masked: str = ""
    """The source with holes, as the engine was asked it."""

    def check(self, text: str) -> list[edit.Wrong]:
        return edit.wrongs(self.base, self.item.source, text, self.item.flags)

    def offer(self, candidate: str | None) -> None:
        """Take the candidate if it is whole and mends at least one term without harming another."""
        item = self.item
        if not candidate or candidate == self.text or not edit.is_whole(item.source, self.text, candidate, item.flags):
            return
        left = self.check(candidate)
        before = {w.term.source for w in self.wrong}
        if {w.term.source for w in left} < before:
            self.text, self.wrong, self.forced = candidate, left, True

    def fill(self, answer: str, holes: Mapping[str, edit.Place], tongue: edit.Tongue) -> None:
        """Take the terms in where an answer has holes: into the text as it is, or else into the answer."""
        self.offer(edit.aligned(self.text, answer, holes, tongue))
        if self.wrong:
            self.offer(edit.filled(answer, holes, tongue))


def enforce(items: Sequence[Item], termbase: Termbase, market: str, ask: Ask) -> list[Enforced]:
    """Bring the termbase's terms into fresh translations; ``market`` is a BCP 47 tag.

    A text whose placeables would suffer keeps its earlier wording, and the term is ``unmet``.
    """
    work = [_Work(item, item.target, termbase) for item in items]
    for one in work:
        one.wrong = one.check(one.text)
    for step in (_spelled, _posed, _own, _mask, _switch, _mask):
        due = [w for w in work if w.wrong]
        if due:
            step(due, edit.Tongue.of(market), ask)
    return [Enforced(w.text, (FORCED,) if w.forced else (), tuple(_terms(w.wrong))) for w in work]


def _terms(wrong: Iterable[edit.Wrong]) -> list[Term]:
    return [w.term for w in wrong]


def _spelled(work: Sequence[_Work], tongue: edit.Tongue, ask: Ask) -> None:
    """What needs no engine: a source that is nothing but the term, deprecated words, names in other letters."""
    for one in work:
        one.offer(edit.alone(one.item.source, one.wrong))
        for wrong in list(one.wrong):
            if wrong.span != (0, 0) and wrong.kind == "dnt":
                one.offer(one.text[: wrong.span[0]] + wrong.term.target + one.text[wrong.span[1] :])
            elif wrong.kind == "deprecated":
                one.offer(edit.replaced(one.text, wrong, [], tongue))


def _posed(work: Sequence[_Work], tongue: edit.Tongue, ask: Ask) -> None:
    """The nouns are English; sources in other languages go on to the next step."""
    due = [w for w in work if locales.language(w.base.source_locale) == "en"]
    own = dict(zip(standin.WORDS, ask(standin.WORDS), strict=True)) if due else {}
    posed = [(w, p) for w in due if (p := standin.posed(w.item.source, w.wrong, own, tongue))]
    for (one, there), answer in zip(posed, ask([p.text for _, p in posed]) if posed else [], strict=True):
        found = standin.with_holes(answer, there, tongue) if answer else None
        if answer and found and not edit.is_copied(there.text, answer, one.text):
            one.fill(found, there.holes, tongue)


def _switch(work: Sequence[_Work], tongue: edit.Tongue, ask: Ask) -> None:
    due = [w for w in work if any(x.kind != "dnt" for x in w.wrong)]
    sources = [edit.switched(w.item.source, w.wrong) for w in due]
    for one, source, answer in zip(due, sources, ask(sources) if due else [], strict=True):
        if answer and not edit.is_copied(source, answer, one.text):
            one.offer(edit.settled(answer, one.wrong, tongue))


def _own(work: Sequence[_Work], tongue: edit.Tongue, ask: Ask) -> None:
    names = list(dict.fromkeys(h.said.lower() for w in work for x in w.wrong if x.kind != "dnt" for h in x.hits))
    own = dict(zip(names, ask(names) if names else [], strict=True))
    for one in work:
        for wrong in list(one.wrong):
            if wrong.kind != "dnt":
                one.offer(edit.replaced(one.text, wrong, [own.get(h.said.lower()) or "" for h in wrong.hits], tongue))


def _mask(work: Sequence[_Work], tongue: edit.Tongue, ask: Ask) -> None:
    """Asked again where another step left other terms open."""
    made = [(w, *edit.masked(w.item.source, w.wrong)) for w in work]
    due = [(w, text, holes) for w, text, holes in made if text != w.masked]
    for (one, text, holes), answer in zip(due, ask([text for _, text, _ in due]) if due else [], strict=True):
        one.masked = text
        if answer:
            one.fill(answer, holes, tongue)
