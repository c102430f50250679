"""What is to be known of a pack's rule before one obeys or overrides it: where it stands, when and where it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from locakit.market import Market, Override, Pack, ToneRule, resolve


def facts(rule: ToneRule) -> dict[str, object]:
    """The rule's scope, time and law, for machines; lists and texts, empty where it says nothing."""
    return {
        "law": rule.law, "approve_with": list(rule.approve_with), "since": rule.since, "until": rule.until,
        "channels": list(rule.channels), "fields": list(rule.fields), "when": list(rule.when), "opt_in": rule.opt_in,
    }  # fmt: skip


def scope(rule: ToneRule) -> str:
    """Which units the rule is for: ``channel: sms; flag: ad``; empty for all."""
    asked = (("channel", rule.channels), ("field", rule.fields), ("flag", rule.when))
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in asked if names)


def force(rule: ToneRule) -> str:
    """When the rule holds: ``from 2026-09-27``; empty for always."""
    return " ".join(f"{word} {day}" for word, day in (("from", rule.since), ("until", rule.until)) if day)


def whole(packs: Iterable[Pack], locale: str, override: Override | None = None) -> Market:
    """The market with the rules that are of taste, and those whose time has not come or is over."""
    return resolve(packs, locale, replace(override or Override(), every=True))


def silent(every: Market, market: Market, today: str) -> list[tuple[ToneRule, str]]:
    """The rules of ``every`` (see ``whole``) that do not hold in ``market``, each with why."""
    held = {rule.id for rule in market.rules}
    return [(rule, _why(rule, today)) for rule in every.rules if rule.id not in held]


def _why(rule: ToneRule, today: str) -> str:
    if rule.since and rule.since > today:
        return f"holds from {rule.since}"
    if rule.until and rule.until < today:
        return f"held until {rule.until}"
    return "taste: on by its own name" if rule.opt_in else "off in this project"
