"""A market: one locale, how it is addressed, and every rule that holds there with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from locakit import locales
from locakit.errors import UsageError
from locakit.market.pack import Example, Pack, ToneRule
from locakit.market.pack import parse as parse_pack
from locakit.model import SEVERITIES

__all__ = ["Example", "Market", "Override", "Pack", "ToneRule", "describe", "layers", "parse_pack", "resolve"]


@dataclass(frozen=True, slots=True)
class Market:
    """A locale with its register and rules, after inheritance."""

    locale: str
    """BCP 47."""
    name: str = ""
    """The locale's English name."""
    register: str = ""
    """How people are addressed; empty where no pack says."""
    registers: tuple[str, ...] = ()
    """The registers a project may choose here."""
    direction: str = "ltr"
    rules: tuple[ToneRule, ...] = field(default=(), hash=False)
    """From the most general layer to the nearest."""
    packs: tuple[str, ...] = ()
    """The paths of the packs that apply, the nearest last; only ``root``'s where the locale has none of its own."""


@dataclass(frozen=True, slots=True)
class Override:
    """What a project says over the packs."""

    register: str | None = None
    extends: str | None = None
    """The locale whose packs apply instead of the CLDR parents'."""
    levels: Mapping[str, str] = field(default_factory=dict)
    """Rule id or pattern (``es.*``) to a severity or ``off``; an opt-in rule is turned on by its own id."""


def layers(locale: str, extends: str | None = None) -> tuple[str, ...]:
    """The locales whose packs apply, the most general first: ``root, es, es-419, es-MX``.

    The language's own pack holds for its other scripts too (``root, zh, zh-Hant, zh-TW``): words differ, marks do not.
    """
    chain = tuple(dict.fromkeys((*locales.chain(locale), locales.language(locale))))
    if extends:
        own = locales.normalize(locale)
        chain = (own, *(tag for tag in locales.chain(extends) if tag != own))
    return ("root", *reversed(chain))


def resolve(packs: Iterable[Pack], locale: str, override: Override | None = None, today: str = "") -> Market:
    """The market of a locale under the given packs; of two packs for one locale the later one wins.

    ``today`` (ISO date) silences rules that are not yet or no longer in force; empty: none is silenced.
    Raises UsageError where the chosen register is none of the market's.
    """
    override = override or Override()
    given = list(packs)
    wanted = layers(locale, override.extends)
    found = [pack for tag in wanted for pack in given if pack.locale == tag]
    rules: dict[str, ToneRule] = {}
    for pack in found:
        rules = {id: rule for id, rule in rules.items() if id not in pack.disable}
        rules |= {rule.id: rule for rule in pack.rules}
        rules = _weighed(rules, pack.severity)
    rules = _weighed(rules, _levels(rules, override.levels))
    chosen = [r for r in rules.values() if _applies(r, override, today)]
    registers = next((p.registers for p in reversed(found) if p.registers), ())
    register = override.register or next((p.register for p in reversed(found) if p.register), "")
    if override.register and registers and override.register not in registers:
        raise UsageError(f"{locale}: register must be one of {', '.join(registers)}, not {override.register!r}")
    return Market(
        locales.normalize(locale), locales.name(locale), register, registers, locales.direction(locale),
        tuple(chosen), tuple(p.path for p in found),
    )  # fmt: skip


def _levels(rules: Iterable[str], levels: Mapping[str, str]) -> dict[str, str]:
    """What the project says of each rule: its own id counts before a pattern, later ones before earlier."""
    loose = {id: level for name, level in levels.items() for id in rules if fnmatchcase(id, name)}
    return loose | {id: levels[id] for id in rules if id in levels}


def _weighed(rules: Mapping[str, ToneRule], levels: Mapping[str, str]) -> dict[str, ToneRule]:
    out = dict(rules)
    for id, level in levels.items():
        if level == "off":
            out.pop(id, None)
        elif id in out:
            out[id] = replace(out[id], severity=next(s for s in SEVERITIES if s == level))
    return out


def _applies(rule: ToneRule, override: Override, today: str) -> bool:
    if rule.opt_in and rule.id not in override.levels:
        return False
    return not today or ((not rule.since or rule.since <= today) and (not rule.until or today <= rule.until))


def describe(market: Market) -> list[dict[str, str]]:
    """A row for each rule: id, kind, severity, layer, path, why, source and confidence, as text."""
    return [
        {
            "id": r.id, "kind": r.kind, "severity": r.severity, "layer": r.layer, "path": r.path, "why": r.why,
            "source": "; ".join(r.source), "confidence": r.confidence,
        }
        for r in market.rules
    ]  # fmt: skip
