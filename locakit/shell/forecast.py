"""What a surveyed market will cost: units by act, words, characters, requests, money, and what leaves the machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from locakit.doors import Provider
from locakit.errors import ModelMissing, ProviderError
from locakit.fitting import Outlook, outlook
from locakit.gate import Gate
from locakit.ledger import lineage
from locakit.locales import message_categories
from locakit.market import Market
from locakit.model import ACTS, Act, Step
from locakit.shell.runner import Survey
from locakit.stats import message_words

_ASKED: frozenset[Act] = frozenset({"translate", "propose"})


@dataclass(slots=True)
class Forecast:
    """The plan of one market in figures."""

    market: str
    provider: str
    remote: bool
    region: str
    units: int = 0
    source_words: int = 0
    acts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACTS, 0))
    derived: int = 0
    """Of those recalled: made from another market's texts."""
    characters: int = 0
    requests: int = 0
    amount: Decimal | None = Decimal(0)
    """In ``currency``; None where the provider's price is not known."""
    currency: str = "USD"
    seconds: float | None = None
    """About how long the engine will take; None where nobody knows."""
    steps: list[tuple[str, Step]] = field(default_factory=list)
    """(target path, step)."""
    tight: list[tuple[str, str, Outlook]] = field(default_factory=list)
    """(target path, key) of the units whose translation is unlikely to fit, and by how much."""

    def price(self) -> str:
        """The cost as a person reads it."""
        if self.amount is None:
            return "price unknown"
        return "free" if not self.amount else f"{self.amount:.2f} {self.currency}"

    def time(self) -> str:
        """The time as a person reads it; empty where nobody knows, or where it is none."""
        if not self.seconds:
            return ""
        minutes = round(self.seconds / 60)
        return f"about {max(round(self.seconds), 1)} s" if self.seconds < 90 else f"about {minutes} min"

    def as_json(self) -> dict[str, object]:
        """The members that ``plan --format json`` promises."""
        cost = None if self.amount is None else {"amount": f"{self.amount:.2f}", "currency": self.currency}
        steps = [{"resource": path, "key": s.key, "act": s.act, "why": s.why} for path, s in self.steps]
        return {
            **self.acts, "derived": self.derived, "units": self.units, "source_words": self.source_words,
            "characters": self.characters,
            "requests": self.requests, "cost": cost, "provider": self.provider, "region": self.region,
            "seconds": None if self.seconds is None else round(self.seconds, 1),
            "leaves_machine": self.remote and self.characters > 0, "steps": steps,
            "unlikely_to_fit": [{"resource": path, "key": key, **o._asdict()} for path, key, o in self.tight],
        }  # fmt: skip


def _ready(providers: Sequence[Provider], source: str, market: str) -> tuple[Provider, str]:
    """The first engine that can and may translate the pair, and its name; the first one and why where none can."""
    why = "no engine"
    for provider in providers:
        try:
            getattr(provider, "route", lambda *_: None)(source, market)
        except ProviderError as error:
            why = "no model" if isinstance(error, ModelMissing) else "not ready"
            continue
        return provider, provider.name
    return providers[0], why


def forecast(
    survey: Survey, providers: Sequence[Provider], source: str, market: Market, currency: str = "USD"
) -> Forecast:
    """The figures of a surveyed market, for the first of its engines that is ready; equal texts are sent once."""
    texts = {
        text
        for _, plan in survey.plans
        for step in plan.steps
        if _is_asked(step)
        for text in _sent(step, survey.market)
    }
    # Asking a server whether it is ready takes time: not where nothing will be sent.
    first, name = _ready(providers, source, survey.market) if texts else (providers[0], providers[0].name)
    out = Forecast(survey.market, name, first.can.remote, first.can.region, currency=currency)
    for _, plan in survey.plans:
        for step in plan.steps:
            out.steps.append((plan.target, step))
            out.acts[step.act] += 1
            out.derived += step.act == "recall" and bool(step.carried and lineage(step.carried.engine))
            if step.source is None or "verbatim" in step.source.flags:
                continue
            out.units += 1
            out.source_words += message_words(step.source)
            said = step.source
            if _is_asked(step) and (tight := outlook(said.flags, said.limit, said.forms, source, market)):
                out.tight.append((plan.target, step.key, tight))
    out.characters = sum(map(len, texts))
    out.requests = -(-len(texts) // first.can.batch)
    out.seconds = len(texts) / first.can.pace if first.can.pace else None
    price = first.price if isinstance(first, Gate) else Decimal(first.can.price or 0)
    out.amount = None if price is None else price * out.characters / 1_000_000
    return out


def _is_asked(step: Step) -> bool:
    verbatim = step.source is not None and "verbatim" in step.source.flags
    return step.act in _ASKED and not verbatim and not (step.act == "propose" and step.text)


def _sent(step: Step, market: str) -> set[str]:
    """The texts an engine gets for a step: a plural is asked form by form."""
    message = step.source
    if message is None:
        return set()
    if not message.plural:
        return {message.text}
    spare = message.forms.get("other", message.text)
    return {message.forms.get(c, spare) for c in message_categories(market, message.flags)}


def leaves_machine(forecasts: Sequence[Forecast]) -> str:
    """One phrase: how many characters go where, or that nothing leaves this machine."""
    away: dict[str, int] = {}
    for f in forecasts:
        if f.remote and f.characters:
            away[f"{f.provider} ({f.region})"] = away.get(f"{f.provider} ({f.region})", 0) + f.characters
    if not away:
        return "nothing leaves this machine"
    return ", ".join(f"{count:,} characters go to {where}" for where, count in away.items())
