"""Typography in text messages: what a market writes well elsewhere makes an SMS UCS-2, which holds half as much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from locakit import heads
from locakit.market import ToneRule
from locakit.market.counting import plain_sms

_SMS = frozenset({heads.SMS})


def silent(rule: ToneRule) -> frozenset[str]:
    """The flag of units that the rule is not for: SMS, where the rule wants signs that GSM 03.38 does not have."""
    return _SMS if any(plain_sms(c) is not None and not c.isascii() for c in _wanted(rule)) else frozenset()


def _wanted(rule: ToneRule) -> Iterator[str]:
    """The characters that the rule's repairs put."""
    data = rule.data
    if rule.kind == "quotes":
        yield from str(data.get("primary", ""))
    elif rule.kind == "spacing" and any(data.get(side) for side in ("before", "after")):
        yield "\u00a0"
    elif rule.kind == "forbid" and isinstance(patterns := data.get("patterns"), list):
        for one in patterns:
            yield from str(one.get("fix", "")) if isinstance(one, Mapping) else ""
