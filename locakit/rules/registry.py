"""The families of rules, and the rules that apply to a market."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from locakit.doors import Rule
from locakit.rules._kit import PageRule
from locakit.rules._page import Stated
from locakit.rules._wide import WideRule

if TYPE_CHECKING:
    from locakit.market import Market
    from locakit.terms import Termbase

FAMILIES = (
    "placeables", "insertions", "directives", "custom", "icu", "fluent", "plurals", "text", "markup", "xml", "unsafe",
    "markdown", "rst", "asciidoc", "mdx", "bbcode", "css",
    "numbers", "number_format", "urls", "links", "whitespace", "length", "sizes", "same", "language", "letters",
    "spelling", "punctuation", "edges", "brackets", "characters", "case", "escapes", "accelerators", "repeats",
    "copied", "sources", "channels",
)  # fmt: skip
"""Modules of rules over every unit, integrity first."""

WIDE: tuple[str, ...] = ("consistency", "variants")
"""Modules of rules over all units of a market."""

STATED = ("keys", "files", "mt", "glossary")
"""Modules of faults that the plan or the pipeline states."""


@cache
def builtin() -> Mapping[str, PageRule]:
    """The rules that apply in every market, by id, in the order they are run."""
    found = (value for family in FAMILIES for value in vars(_module(family)).values())
    return {r.id: r for r in found if isinstance(r, PageRule)}


@cache
def stated() -> Mapping[str, Stated]:
    """The faults that others state, by id."""
    found = (value for family in STATED for value in vars(_module(family)).values())
    return {s.id: s for s in found if isinstance(s, Stated)}


@cache
def wide() -> Mapping[str, WideRule]:
    """The rules over all units of a market, by id."""
    found = (value for family in WIDE for value in vars(_module(family)).values())
    return {r.id: r for r in found if isinstance(r, WideRule)}


def rules(market: Market | None = None, termbase: Termbase | None = None) -> list[Rule]:
    """All rules for a market: the built-in ones, its tone rules, and its terms."""
    out: list[Rule] = [*builtin().values(), *wide().values()]
    if market is not None and market.channels is not None:
        from locakit.rules import channels

        out = channels.bound(out, market.channels)
    if market is not None:
        from locakit.rules import tone

        out += tone.rules(market)
    if termbase is not None:
        from locakit.rules import terms

        out += terms.rules(termbase)
    return out


def page(id: str, more: list[Rule] | None = None) -> str | None:
    """The page of a rule, for ``locakit explain``; None for an unknown one. ``more`` are a market's own rules."""
    known: dict[str, str] = {
        r.id: r.page for r in (*builtin().values(), *wide().values(), *stated().values(), *(more or ()))
    }
    return known.get(id)


def _module(family: str) -> object:
    return import_module(f"locakit.rules.{family}")
