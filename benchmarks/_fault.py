"""One kind of fault, seeded into a good translation, and the rules of which one must find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from locakit.doors import Rule
from locakit.model import Unit
from locakit.placeables import Placeable, find

Seed = Callable[[Unit, Random], Unit | None]
"""A good unit to the broken one; None where it has nothing to break."""
Turn = Callable[[str, str, Unit, Random], str | None]
"""Source text, target text and their unit to the broken target; None where there is nothing to break."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault."""

    rules: tuple[str, ...]
    """How the names of the rules begin of which one must find it."""
    seed: Seed
    beside: bool = False
    """The good unit stands beside the broken one: rules over a whole market are asked."""
    tone: bool = False
    """The rules of the market's pack are asked, too."""
    terms: Callable[[Unit], list[Rule]] | None = None
    """The rules of a glossary that the good unit keeps to."""


def on_text(*rules: str, broken: Turn, tone: bool = False) -> Kind:
    """A kind that breaks one text, of a plural the form ``other``."""

    def seed(unit: Unit, pick: Random) -> Unit | None:
        form, source, target = sides(unit)
        if not source.strip() or not target.strip():
            return None
        out = broken(source, target, unit, pick)
        changed = out is not None and out != target and out.strip()
        return replace(unit, target={**unit.target, form: out}) if changed and out is not None else None

    return Kind(rules, seed, tone=tone)


def sides(unit: Unit) -> tuple[str, str, str]:
    """Form, source and target of the unit's last form, which is ``other`` where there is one."""
    pairs = unit.pairs()
    return next((p for p in pairs if p[0] == "other"), pairs[-1])


def of_kinds(text: str, unit: Unit, kinds: str) -> list[Placeable]:
    """The placeables of a text that are of one of the kinds."""
    return [p for p in find(text, unit.flags) if p.kind in kinds.split()]


def instead(text: str, placeable: Placeable, new: str = "") -> str:
    """The text with something else where the placeable stands."""
    return text[: placeable.start] + new + text[placeable.end :]
