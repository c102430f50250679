"""A market: one locale, how it is addressed, and every rule that holds there with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from locakit import locales
from locakit.errors import UsageError
from locakit.market.channels import Channels
from locakit.market.pack import Example, Pack, ToneRule, inherited
from locakit.market.pack import parse as parse_pack
from locakit.model import SEVERITIES

__all__ = [
    "Example", "Market", "Override", "Pack", "ToneRule", "describe", "extending", "layers", "parse_pack", "resolve",
]  # fmt: skip


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
    channels: Channels | None = field(default=None, hash=False, repr=False)
    """The project's channels over those that ship; None where it has none."""


@dataclass(frozen=True, slots=True)
class Override:
    """What a project says over the packs."""

    register: str | None = None
    extends: str | None = None
    """The locale whose packs apply instead of the CLDR parents'."""
    levels: Mapping[str, str] = field(default_factory=dict)
    """Rule id or pattern (``es.*``) to a severity or ``off``; an opt-in rule is turned on by its own id."""
    every: bool = False
    """Opt-in rules are on, too."""


def layers(locale: str, extends: str | None = None, said: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The locales whose packs apply, the most general first: ``root, es, es-419, es-MX``.

    The language's own pack holds for its other scripts too (``root, zh, zh-Hant, zh-TW``): words differ, marks do not.
    ``said`` is what packs extend by their locale; ``extends`` comes before what they say of ``locale``.
    """
    own = locales.normalize(locale)
    parents = {**(said or {}), **({own: extends} if extends else {})}
    chain = [tag for tag in _ancestry(own, parents, ()) if tag != "root"]
    return ("root", *reversed(dict.fromkeys(chain)))


def _ancestry(locale: str, parents: Mapping[str, str], seen: tuple[str, ...]) -> list[str]:
    """The locale and those it inherits from, nearest first; a circle ends where it closes."""
    chain = list(dict.fromkeys((*locales.chain(locale), locales.language(locale)))) if locale != "root" else []
    for number, tag in enumerate(chain):
        if tag in parents and tag not in seen:
            return [*chain[: number + 1], *_ancestry(parents[tag], parents, (*seen, tag))]
    return chain


def extending(packs: Iterable[Pack]) -> dict[str, str]:
    """What the packs extend, by their locale; of two packs for one locale the later one wins."""
    return {pack.locale: pack.extends for pack in packs if pack.extends}


def resolve(packs: Iterable[Pack], locale: str, override: Override | None = None, today: str = "") -> Market:
    """The market of a locale under the given packs; of two packs for one locale the later one wins.

    ``today`` (ISO date) silences rules that are not yet or no longer in force; empty: none is silenced.
    Raises UsageError where the chosen register is none of the market's, or a rule is like one that is not there.
    """
    override = override or Override()
    given = list(packs)
    wanted = layers(locale, override.extends, extending(given))
    found = [pack for tag in wanted for pack in given if pack.locale == tag]
    rules: dict[str, ToneRule] = {}
    # A rule may be like one of a layer that ``extends`` leaves out.
    stated: dict[str, ToneRule] = {r.id: r for pack in given if pack.locale not in wanted for r in pack.rules}
    for pack in found:
        own = {rule.id: _whole(rule, stated) for rule in pack.rules}
        stated |= own
        rules = {id: rule for id, rule in rules.items() if id not in pack.disable}
        rules |= {id: rule for id, rule in own.items() if not rule.template}
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


def _whole(rule: ToneRule, stated: Mapping[str, ToneRule]) -> ToneRule:
    """The rule with what the one that it is like says of it."""
    if not rule.like:
        return rule
    base = stated.get(rule.like)
    if base is None or base.kind != rule.kind:
        fault = f"the rule {rule.id} is like {rule.like}, which no more general pack states as of kind {rule.kind}"
        raise UsageError(f"{rule.path}: {fault}")
    return inherited(rule, base)


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
    if rule.opt_in and not override.every and rule.id not in override.levels:
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
