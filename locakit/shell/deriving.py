"""Markets made from a sibling's translation: which texts can be taken, what becomes of them, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from locakit import check, locales, plan
from locakit.derive import Derived, Route, derive, glossary
from locakit.derive.chinese import converter
from locakit.derive.conditions import prepared
from locakit.errors import UsageError
from locakit.ledger import DERIVED, digest
from locakit.market import Market, Override, Pack, parse_pack, resolve
from locakit.model import Entry, Finding, Forms, Message, Record, Unit
from locakit.numerals import rewritten
from locakit.recall import Recall, Recalled
from locakit.shell import packs
from locakit.shell.settling import settle

if TYPE_CHECKING:
    from locakit.shell.desk import Office
    from locakit.shell.runner import Survey
    from locakit.shell.workspace import Pair, Workspace

_JOIN = "--"


def contrasts(base: str, market: str) -> list[Pack]:
    """The contrast tables from one locale to another, the most general first: ``es-ES--es-419``, ``es-ES--es-MX``."""
    bases = list(dict.fromkeys((locales.likely(base), *locales.chain(base))))
    pairs = [(a, b) for b in reversed(locales.chain(market)) for a in reversed(bases)]
    return [pack for pair in pairs if pair[0] != pair[1] and (pack := _table(_JOIN.join(pair))) is not None]


@cache
def _table(name: str) -> Pack | None:
    path = packs.folder() / "contrasts" / f"{name}.yaml"
    return parse_pack(f"glossaries/contrasts/{name}.yaml", path.read_text(encoding="utf-8")) if path.is_file() else None


class Deriving:
    """What an office knows of the markets that are made from others."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._routes: dict[tuple[str, str], Route] = {}
        self._settled: set[str] = set()
        self.planned: dict[str, set[tuple[str, str]]] = {}
        """By market: source file and key of what this run is still to do there."""
        self.sketched = False
        """Nothing is written: where a text can be derived the base's own stands for it."""

    def base(self, market: str) -> str:
        """The market, or the source locale, that a market is made from; empty where it is translated."""
        return base_of(self._office.space, market)

    def route(self, base: str, market: str) -> Route:
        """How the texts of one market become another's. Raises UsageError where a package for it is missing."""
        if (base, market) not in self._routes:
            script = converter(base, market)
            made = prepared(self._market(base, market), self._office.locale)
            if self._office.space.project.glossaries and base != self._office.locale:
                bases, own = self._office.termbase(base), self._office.termbase(market)
                made = replace(made, rules=(*glossary.rules(bases, own, script), *made.rules))
            self._routes[base, market] = Route(self._office.locale, base, made, script, rewritten)
        return self._routes[base, market]

    def _market(self, base: str, market: str) -> Market:
        """The market with the contrast tables over its packs; what the project says of rules comes last."""
        office, tables = self._office, contrasts(base, market)
        options, levels = office.space.project.options(market), dict(office.space.project.levels(market))
        loud = {id: level for table in tables for id, level in table.severity.items()}
        override = Override(options.register, options.extends, {**loud, **levels})
        return resolve([*office.packs(market), *tables], market, override, office.today)

    def asker(self, market: str, pair: Pair, asked: Recall) -> plan.Recall:
        """What a plan asks: a person's words for this very source, then the base, then whatever the memory has."""
        if not self.base(market):
            return lambda message: asked.find(message, pair.source)
        bases = _Bases(self._office, self, market, pair)

        def ask(message: Message) -> Recalled | None:
            own = asked.own(message, pair.source)
            return own or bases.made(message) or asked.find(message, pair.source)

        return ask

    def texts(self, market: str, pair: Pair) -> plan.Base | None:
        """The base's texts of one source file; None where the market is translated."""
        return _Bases(self._office, self, market, pair) if self.base(market) else None

    def look(self, base: str) -> None:
        """Bring what is known of the base in agreement with its files, where this run has not done so."""
        if base != self._office.locale and base not in self._settled and base not in self.planned:
            self._settled.add(base)
            settle(self._office.space, base)

    def sibling(self, entry: Entry, message: Message, market: str) -> Forms:
        """The memory's words of another market of the language, as this one would say them."""
        try:
            route = self.route(entry.market, market)
        except UsageError:
            return entry.target
        plural = message.plural and len(entry.target) > 1
        return derive(entry.target, entry.source, route, message.flags, plural=plural).forms


class _Bases:
    """The base's texts of one source file."""

    def __init__(self, office: Office, deriving: Deriving, market: str, pair: Pair) -> None:
        self._office, self._deriving, self._market, self._pair = office, deriving, market, pair
        self._base = deriving.base(market)
        self._facts: plan.Facts | None = None
        self._broken: set[str] | None = None
        self._there: dict[str, Message] | None = None

    def name(self, message: Message) -> str:
        """``derive:es-ES@`` and the hash of the base's text; empty where that cannot be taken."""
        found = self.text(message)
        return f"{DERIVED}{self._base}@{digest(found)}" if found else ""

    def text(self, message: Message) -> Forms:
        """The base's text, if it is one of this source as it is now."""
        if self._base == self._office.locale:
            return message.forms
        found = self._found(message.key)
        record = self._facts.records.get(message.key) if self._facts else None
        if found is None or found.blank or plan.stale(record, message) or "fuzzy" in found.flags:
            return {}
        if record is None and not self._pair.format.keyed and found.forms == message.forms:
            return {}
        return found.forms

    def _sound(self, key: str) -> bool:
        """The base's text has no fault that would keep it from being written; all of the file's are held at once."""
        if self._base == self._office.locale:
            return True
        if self._broken is None:
            messages = self._facts.source.messages if self._facts else ()
            found = self._checked([self._unit(m, forms) for m in messages if (forms := self.text(m))])
            self._broken = {finding.key for finding in check.blocking(found)}
        return key not in self._broken

    def _checked(self, units: list[Unit]) -> list[Finding]:
        seen = map(self._office.seen, units)
        return check.run(seen, self._office.rules(self._base), severities=self._office.levels(self._base))

    def _unit(self, message: Message, forms: Forms) -> Unit:
        return Unit(
            self._pair.target(self._base), message.key, message.forms, forms, self._base, self._office.locale,
            message.plural, message.note, message.limit, "translated", message.flags,
        )  # fmt: skip

    def _found(self, key: str) -> Message | None:
        if self._there is None:
            self._deriving.look(self._base)
            self._facts = self._office.space.facts(self._pair, self._base)
            target = self._facts.target if self._facts else None
            self._there = target.by_key() if target else {}
        return self._there.get(key)

    def made(self, message: Message) -> Recalled | None:
        """The message for the market; without words where the base is done before it in this very run."""
        why = f"derived from {self._base}"
        blank = Record(self._pair.source, message.key, "", "", "translated", "machine", DERIVED + self._base)
        if (self._pair.source, message.key) in self._deriving.planned.get(self._base, ()):
            return Recalled({}, 0, True, why, blank)
        base = self.text(message)
        if not base or not self._sound(message.key):
            return None
        made = Derived(base) if self._deriving.sketched else self._derived(base, message)
        record = replace(blank, engine=f"{DERIVED}{self._base}@{digest(base)}", note=",".join(made.notes))
        return Recalled(made.forms, 0, True, why, record)

    def _derived(self, base: Forms, message: Message) -> Derived:
        market = self._market
        terms = self._office.termbase(market) if self._office.space.project.glossaries else None
        hits = (h.term for text in message.forms.values() for h in terms.hits(text, message.flags)) if terms else ()
        keep = tuple(dict.fromkeys(term.target for term in hits if term.status == "dnt"))
        return derive(base, message.forms, self._deriving.route(self._base, market), message.flags, keep,
                      plural=message.plural)  # fmt: skip


def base_of(space: Workspace, market: str) -> str:
    """The market, or the source locale, that a market is made from; empty where it is translated."""
    base = space.project.options(market).derive or ""
    return "" if base == market else base


def ordered(space: Workspace, markets: Sequence[str]) -> list[str]:
    """The markets with every base before what is made from it, else in their order."""
    out: list[str] = []

    def put(market: str) -> None:
        base = base_of(space, market)
        if base in markets:
            put(base)
        if market not in out:
            out.append(market)

    for market in markets:
        put(market)
    return out


def surveys(office: Office, markets: Sequence[str], learn: Callable[[list[Entry]], None]) -> list[Survey]:
    """Every market surveyed, bases first: what is made from a base counts on what the run will do there."""
    out: list[Survey] = []
    for market in ordered(office.space, markets):
        found = surveyed(office, market, learn)
        out.append(found)
        office.deriving.planned[market] = {(work.resource, work.step.key) for work in found.work()}
    return out


def surveyed(office: Office, market: str, learn: Callable[[list[Entry]], None]) -> Survey:
    """One market surveyed."""
    from locakit.shell.runner import survey

    texts = office.deriving.texts
    return survey(office.space, market, lambda pair: office.recall(market, pair), learn, lambda p: texts(market, p))


def renewed(office: Office, found: Survey) -> Survey:
    """The survey of a market made from another, made anew when the run has done with its base."""
    base = office.deriving.base(found.market)
    if not office.deriving.planned.get(base):
        return found
    office.deriving.planned[base] = set()
    return surveyed(office, found.market, office.learn)
