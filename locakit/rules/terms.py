"""Term rules: names that must stay, terms that are wanting, words that are not used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from locakit.doors import Rule
from locakit.model import Severity, Unit
from locakit.rules._kit import Hit, PageRule, Pair, When, ex
from locakit.rules._page import paged
from locakit.rules._tone_text import flat

if TYPE_CHECKING:
    from locakit.terms import Termbase, TermFault

_PAGES: dict[str, tuple[Severity, str]] = {
    "dnt": (
        "error",
        "A name that is not to be translated is missing or written otherwise.\n\n"
        "Why: a product that is called differently is not found, and trademarks are protected as they are written.",
    ),
    "deprecated": (
        "warning",
        "The target uses a word that the glossary deprecates for a term of the source.\n\n"
        "Why: the reader meets two words for one thing.",
    ),
    "missing": (
        "warning",
        "A term of the source is not given by any of the words that the glossary permits.\n\n"
        "Why: the reader meets two words for one thing. Any inflection of a permitted word counts.",
    ),
}  # fmt: skip
_SOURCE = "\n\nSource: the project's glossaries; ISO 30042 (TBX) for preferred, admitted and deprecated terms."


def rules(termbase: Termbase) -> list[Rule]:
    """``terms.dnt``, ``terms.deprecated`` and ``terms.missing`` for a market's termbase; none for an empty one."""
    if not termbase.terms:
        return []
    faults = _remembered(termbase)

    def when(source: str, target: str) -> bool:
        # The text of an ICU message is laid together from its branches: words meet that stand apart in the message.
        return "{" in source or termbase.may_hit(source)

    return [_rule(kind, severity, text, faults, termbase, when) for kind, (severity, text) in _PAGES.items()]


Faults = Callable[[str, str, frozenset[str]], Sequence["TermFault"]]


def _remembered(termbase: Termbase) -> Faults:
    """The three rules ask for the same pair one after the other; it is looked at once."""

    @lru_cache(maxsize=256)
    def faults(source: str, target: str, flags: frozenset[str]) -> Sequence[TermFault]:
        return tuple(termbase.faults(source, target, flags))

    return faults


def _rule(kind: str, severity: Severity, text: str, faults: Faults, termbase: Termbase, when: When) -> PageRule:
    def look(pair: Pair) -> Iterator[Hit]:
        source, target, flags = pair.source, pair.target, pair.unit.flags
        if pair.is_icu:
            source, target, flags = flat(source, flags), flat(target, flags), frozenset()
        for fault in faults(source, target, flags):
            if fault.kind == kind:
                span = fault.span if fault.span != (0, 0) else None
                yield Hit(fault.message, span, fault.term.target if kind == "dnt" and span else None)

    bad, good = _examples(kind, termbase)
    quiet = frozenset({f"ignore-terms.{kind}", "ignore-check-glossary"})
    page = text + _SOURCE
    return PageRule(
        f"terms.{kind}", severity, "terminology", look, page, bad, good, quiet=quiet, branches=True, when=when
    )  # fmt: skip


def _examples(kind: str, termbase: Termbase) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """An example from the termbase itself, where it has such a term."""
    for concept in termbase.concepts:
        term = concept.term
        wrong = {
            "dnt": term.target[1:] if term.status == "dnt" else "",
            "missing": "…" if term.status == "preferred" else "",
            "deprecated": next((t.target for t in concept.deprecated), ""),
        }[kind]
        if wrong:
            return _units(termbase, [(term.source, wrong)]), _units(termbase, [(term.source, term.target)])
    return (), ()


def _units(termbase: Termbase, pairs: Iterable[tuple[str, str]]) -> tuple[Unit, ...]:
    return tuple(Unit("example", "example", {"other": s}, {"other": t}, termbase.market) for s, t in pairs)


_SHOWN = {
    "dnt": (("Welcome to Marula", "Bem-vindo à Marúla"), ("Welcome to Marula", "Bem-vindo à Marula")),
    "deprecated": (("Your cart", "Seu carro"), ("Your cart", "Seu carrinho")),
    "missing": (("Your cart", "Sua sacola"), ("Your carts", "Seus carrinhos")),
}
"""A bad and a good target for a glossary in which Marula is not translated and cart is carrinho, never carro."""


def pages() -> dict[str, str]:
    """The page of each term rule, for a project without terms."""
    out: dict[str, str] = {}
    for kind, (_, text) in _PAGES.items():
        bad, good = ([[ex(*pair)]] for pair in _SHOWN[kind])
        out[f"terms.{kind}"] = paged(text + _SOURCE, bad, good)
    return out
