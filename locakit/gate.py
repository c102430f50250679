"""What stands between a project's texts and an engine on another machine: policy, personal data, a fuse, a log."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import blake2b

from locakit.doors import Provider, Segment
from locakit.errors import ProviderError
from locakit.placeables.personal import FLAG, spans
from locakit.settings import Budget, Policy

PERSONAL = frozenset({FLAG})
"""The flag with which placeables are found that tell who a person is."""
HIDDEN = "…"
"""Stands for personal data in a note."""


class OverBudget(ProviderError):
    """The next request would cost more than the project allows: it was not sent."""


class NotAllowed(ProviderError):
    """The project's policy keeps its texts from this engine: nothing was sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One call that left this machine: how much, where to, never what."""

    engine: str
    region: str
    market: str
    segments: int
    characters: int
    cost: Decimal | None
    """In the budget's currency; None where the price is not known."""
    digest: str
    """Of the texts that left, in order: who has a text can prove that it was, or was not, among them."""


class Purse:
    """What one run and this month may still cost. Safe for threads."""

    def __init__(self, budget: Budget, month: Decimal = Decimal(0)) -> None:
        """``month`` is what earlier runs have spent this month, in the budget's currency."""
        self._budget = budget
        self._run, self._month = Decimal(0), month
        self._lock = threading.Lock()

    def take(self, engine: str, cost: Decimal | None) -> None:
        """Count ``cost`` as spent; raises OverBudget where a bound would be crossed, and then nothing is counted."""
        bounds = (("run", self._budget.run), ("month", self._budget.month))
        if cost is None:
            if any(bound is not None for _, bound in bounds):
                hint = f"prices: {{{engine}: 20.00}}   # for a million characters"
                raise OverBudget(f"there is a budget, but the price of {engine} is not known", hint=hint)
            return
        with self._lock:
            for name, bound in bounds:
                spent = self._run if name == "run" else self._month
                if bound is not None and spent + cost > bound:
                    money = self._budget.currency
                    told = f"{spent:.2f} of {bound:.2f} {money} are spent, the next request costs {cost:.4f}"
                    raise OverBudget(f"the budget of this {name} would be crossed: {told}", hint=f"budget: {name}")
            self._run += cost
            self._month += cost


def allowed(policy: Policy, engine: Provider) -> None:
    """Raises NotAllowed where the policy keeps texts from an engine on another machine."""
    region = engine.can.region
    kind = engine.name.partition(":")[0]
    if policy.remote == "refuse":
        raise NotAllowed(f"{engine.name} is not asked: `policy: remote: refuse` lets no text leave this machine")
    if policy.providers and not {engine.name, kind} & set(policy.providers):
        raise NotAllowed(f"{engine.name} is not asked: `policy: providers` names {', '.join(policy.providers)}")
    places = {region.casefold(), region.rpartition(",")[2].strip().casefold()}
    if policy.regions and not places & {r.casefold() for r in policy.regions}:
        allowed = ", ".join(policy.regions)
        raise NotAllowed(f"{engine.name} is not asked: it works in {region}, `policy: regions` names {allowed}")


class Gate:
    """A remote engine behind its project's policy. What is not allowed, or costs too much, is never sent."""

    def __init__(
        self, inner: Provider, policy: Callable[[str], Policy], purse: Purse, price: Decimal | None,
        log: Callable[[Sent], None] = lambda sent: None, hide: frozenset[str] = PERSONAL,
    ) -> None:  # fmt: skip
        """``policy`` by market; ``price`` for a million characters in the budget's currency, None if nobody knows it;
        ``hide``: the flags of what nobody there may see.
        """
        self.name, self.can = inner.name, inner.can
        self.price, self._hide = price, hide
        self._inner, self._policies, self._purse, self._log = inner, policy, purse, log

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def route(self, source: str, market: str) -> object:
        """Raises NotAllowed where the policy forbids the engine, ProviderError where it cannot do the pair."""
        allowed(self._policies(market), self)
        return getattr(self._inner, "route", lambda *_: None)(source, market)

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """As the engine; a text that still shows personal data is not sent and comes back empty."""
        policy = self._policies(market)
        allowed(policy, self)
        masked = policy.remote == "mask"
        sent = [n for n, s in enumerate(segments) if not (masked and spans(s.text, self._hide))]
        if not sent:
            return [""] * len(segments)
        texts = [self._hidden(segments[n]) if masked else segments[n] for n in sent]
        characters = sum(len(t.text) for t in texts)
        cost = None if self.price is None else self.price * characters / 1_000_000
        self._purse.take(self.name, cost)
        told = blake2b("\0".join(t.text for t in texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._log(Sent(self.name, self.can.region, market, len(texts), characters, cost, told))
        answers = dict(zip(sent, self._inner.translate(texts, source, market), strict=True))
        return [answers.get(n, "") for n in range(len(segments))]

    def _hidden(self, segment: Segment) -> Segment:
        """The segment with nobody in its notes and neighbours."""
        near = tuple(self._without(text) for text in segment.near)
        return replace(segment, note=self._without(segment.note), context=self._without(segment.context), near=near)

    def _without(self, text: str) -> str:
        out, at = [], 0
        for start, end in spans(text, self._hide):
            out += [text[at:start], HIDDEN]
            at = end
        return "".join((*out, text[at:]))

    def close(self) -> None:
        """Close the engine."""
        self._inner.close()
