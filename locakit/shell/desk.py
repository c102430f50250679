"""What work in a project needs besides its files: engines, market packs, terms, memory, opened once and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from locakit import check
from locakit.doors import Provider, Rule
from locakit.links import Links
from locakit.market import Market, Override, Pack, resolve
from locakit.model import Entry, Finding, Message, Unit
from locakit.providers import registry as engines
from locakit.rules import registry as rules
from locakit.settings import Leaving, Policy
from locakit.shell import approvers, ownpacks, packs, published, registers
from locakit.shell.lock import project_lock

if TYPE_CHECKING:
    from locakit.gate import Purse
    from locakit.memory import Memory
    from locakit.recall import Recalled
    from locakit.shell.deriving import Deriving
    from locakit.shell.outbox import Outbox
    from locakit.shell.workspace import Pair, Workspace
    from locakit.terms import Glossary, Termbase
    from locakit.translate import Desk


class Office:
    """Everything a project's work needs, made when it is first asked for."""

    def __init__(self, space: Workspace, *, write: bool = False) -> None:
        self.space = space
        self._write = write
        self.locale = space.project.source
        self._providers: dict[str, Provider] = {}
        self._markets: dict[str, Market] = {}
        self._termbases: dict[str, Termbase] = {}
        self._rules: dict[str, list[Rule]] = {}
        self._links: dict[str, Links] = {}
        self._memory: Memory | None = None
        self._lessons: list[Entry] | None = None
        self.chosen: tuple[str, ...] = ()
        """Patterns of the only rules that are run; empty is all that are on."""
        self.today = datetime.now(UTC).strftime("%Y-%m-%d")
        """The day whose laws hold."""

    def again(self, space: Workspace) -> Office:
        """The same office for the project read anew: packs, terms and memory stay."""
        self.space = space
        return self

    def providers(self, market: str) -> list[Provider]:
        """The market's engines in the order of preference."""
        names = self.space.project.options(market).engines
        return [self._provider(name) for name in names]

    def _provider(self, name: str) -> Provider:
        if name not in self._providers:
            made = engines.make(name, options=self._options(name))
            self._providers[name] = self._guarded(made) if made.can.remote else made
        return self._providers[name]

    def _guarded(self, made: Provider) -> Provider:
        from locakit.gate import Gate

        hide = _hidden(self.space.project.policy)
        return Gate(made, self.policy, self._purse, self._price(made), self._outbox.add, hide)

    def _price(self, made: Provider) -> Decimal | None:
        """For a million characters in the budget's currency."""
        prices = self.space.project.prices
        kind = made.name.partition(":")[0]
        if own := prices.get(made.name, prices.get(kind)):
            return own
        known = made.can.price is not None and (
            self.space.project.budget.currency == "USD" or not Decimal(made.can.price)
        )
        return Decimal(made.can.price) if made.can.price is not None and known else None

    @cached_property
    def _outbox(self) -> Outbox:
        from locakit.shell.outbox import Outbox

        return Outbox(self.space.root / ".locakit", self.space.project.budget.currency)

    @cached_property
    def _purse(self) -> Purse:
        from locakit.gate import Purse

        return Purse(self.space.project.budget, self._outbox.spent(f"{datetime.now(UTC):%Y-%m}"))

    def _options(self, name: str) -> dict[str, object]:
        """The engine's options; files are meant from the project's folder."""
        options = dict(self.space.project.engine.get(name, {}))
        for key in ("file", "models"):
            if isinstance(options.get(key), str):
                options[key] = str(self.space.root / Path(str(options[key])).expanduser())
        return options

    def market(self, locale: str) -> Market:
        """The market after inheritance and the project's own words."""
        if locale not in self._markets:
            options = self.space.project.options(locale)
            registers.check(self.space, locale, self.packs(locale))
            levels = {**ownpacks.tastes(self.packs(locale), self.chosen), **self.space.project.levels(locale)}
            override = Override(options.register, options.extends, levels)
            found = resolve(self.packs(locale), locale, override, self.today)
            self._markets[locale] = published.known(found, self.space.project.channels)
        return self._markets[locale]

    @cached_property
    def own(self) -> list[Pack]:
        """The project's market packs."""
        found = ownpacks.own(self.space)
        approvers.check(self.space, found)
        return found

    def packs(self, locale: str) -> list[Pack]:
        """The packs of a market's layers, shipped ones and the project's."""
        return ownpacks.applying(self.own, locale, self.space.project.options(locale).extends)

    def termbase(self, locale: str) -> Termbase:
        """The market's terms from the project's glossaries and the shipped packs it names."""
        if locale not in self._termbases:
            from locakit.terms import Termbase

            self._termbases[locale] = Termbase(self._glossaries, self.locale, locale)
        return self._termbases[locale]

    @cached_property
    def _glossaries(self) -> list[Glossary]:
        from locakit.shell import lemmas

        lemmas.keep(self.space.root)
        return [self._glossary(name) for name in self.space.project.glossaries]

    def _glossary(self, name: str) -> Glossary:
        """A glossary file of the project, or a shipped pack by its name."""
        text = self.space.read(name) if name.endswith((".yaml", ".yml")) else None
        if text is not None:
            from locakit.terms import parse_glossary

            return parse_glossary(name, text)
        if name in packs.domains():
            return packs.glossary(name)
        raise packs.no_glossary(self.space.root, name)

    def rules(self, locale: str) -> list[Rule]:
        """All rules that hold in the market."""
        if locale not in self._rules:
            termbase = self.termbase(locale) if self.space.project.glossaries else None
            self._rules[locale] = rules.rules(self.market(locale), termbase)
        return self._rules[locale]

    def levels(self, locale: str, own: Mapping[str, str] | None = None) -> dict[str, str]:
        """Rule to severity or ``off``, as the project says; ``own`` is what it says of some files."""
        levels = {**self.space.project.levels(locale), **(own or {})}
        return check.chosen(self.rules(locale), levels, self.chosen) if self.chosen else levels

    def links(self, locale: str) -> Links:
        """How addresses are written in the market."""
        if locale not in self._links:
            self._links[locale] = Links(self.space.project.links, locale, self.locale)
        return self._links[locale]

    def seen(self, unit: Unit) -> Unit:
        """The unit as its market sees it: its source's addresses are the market's."""
        links = self.links(unit.market)
        return links.unit(unit) if links else unit

    def check(self, unit: Unit) -> list[Finding]:
        """The findings of one unit."""
        found = check.run([self.seen(unit)], self.rules(unit.market), severities=self.levels(unit.market))
        return self.links(unit.market).written(found, [unit])

    def desk(self, locale: str) -> Desk:
        """All that translating into the market needs."""
        for provider in (providers := self.providers(locale)):
            # Only engines with glossaries of their own want to know all terms beforehand.
            if provider.can.glossary and (prepare := getattr(provider, "prepare", None)):
                prepare(self.locale, locale, self.termbase(locale).terms)
        from locakit.translate import Desk

        return Desk(
            self.market(locale), self.locale, providers, self.termbase(locale), self.rules(locale),
            self.levels(locale), hide=self._hidden(locale), allows=partial(self._allows, self.policy(locale)),
        )  # fmt: skip

    def policy(self, market: str) -> Policy:
        """What may leave this machine for a market."""
        project = self.space.project
        return project.policy.over(project.options(market).policy)

    def _hidden(self, market: str) -> frozenset[str]:
        policy = self.policy(market)
        return frozenset() if policy.remote == "allow" else _hidden(policy)

    def _allows(self, policy: Policy, resource: str, provider: Provider) -> bool:
        """True where the file's own policy lets its texts go to a remote engine; the gate asks the market's."""
        from locakit.gate import NotAllowed, allowed

        part = self._parts.get(resource)
        try:
            allowed(policy.over(part), provider)
        except NotAllowed:
            return part is None
        return True

    @cached_property
    def _parts(self) -> dict[str, Leaving]:
        """By source file: the policies of ``content:`` entries."""
        return {pair.source: pair.content.policy for pair in self.space.pairs if pair.content.policy}

    @property
    def memory(self) -> Memory:
        """The translation memory, with the project's TMX files taken in."""
        if self._memory is None:
            from locakit.shell import memories

            self._memory = memories.opened(self.space, write=self._write)
        return self._memory

    def learn(self, entries: Iterable[Entry]) -> None:
        """Teach the memory; nothing is opened for nothing."""
        found = list(entries)
        if self._lessons is not None:
            self._lessons += found
        elif found:
            self.memory.add(found)

    @contextmanager
    def lessons(self, *, whole: bool = False) -> Iterator[None]:
        """What is taught inside the block is learned at its end, in one transaction; ``whole``: not where it fails."""
        self._lessons = kept = list[Entry]()
        done = not whole
        try:
            yield
            done = True
        finally:
            self._lessons = None
            self.learn(kept if done else [])

    def recall(self, market: str, pair: Pair) -> Callable[[Message], Recalled | None]:
        """What a plan asks the memory with."""
        from locakit.recall import Recall

        asked = Recall(self.memory, self.locale, market, self.links(market).text, self.deriving.sibling)
        return self.deriving.asker(market, pair, asked)

    @cached_property
    def deriving(self) -> Deriving:
        """The markets that are made from others."""
        from locakit.shell.deriving import Deriving

        return Deriving(self)

    def close(self) -> None:
        """Stop engines and close the memory."""
        for provider in self._providers.values():
            provider.close()
        if self._memory is not None:
            self._memory.close()


def _hidden(policy: Policy) -> frozenset[str]:
    """The flags that make personal data, and the project's names, placeables."""
    from locakit.gate import PERSONAL
    from locakit.placeables.personal import NAMED

    return PERSONAL | {NAMED + name for name in policy.names}


@contextmanager
def open_office(space: Workspace, *, write: bool = False) -> Iterator[Office]:
    """The project's office; with ``write``, only one at a time may be open (see ``lock``)."""
    office = Office(space, write=write)
    try:
        if write:
            with project_lock(space.root):
                from locakit.shell.git import ensure_attributes

                ensure_attributes(space.root)
                yield office
        else:
            yield office
    finally:
        office.close()


def known_rules(space: Workspace, markets: Sequence[str]) -> frozenset[str]:
    """The rule ids a project may name."""
    office = Office(space)
    return check.known_rules(*(office.rules(m) for m in markets))
