"""One file in one market, examined: its targets beside their sources, and what is missing, stale or broken."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from locakit import check, heads, plan, splice
from locakit.errors import BrokenText, DiskError, Fault
from locakit.formats import registry
from locakit.model import Finding, Junk, Message, Resource, Unit
from locakit.plan import Facts
from locakit.rules import files, keys
from locakit.rules._page import Stated
from locakit.shell import views
from locakit.shell.approvals import sift
from locakit.shell.desk import Office
from locakit.shell.part import Part
from locakit.shell.settling import Past, settle_pair
from locakit.shell.workspace import Pair, Workspace

_AGAIN = re.compile(r"(.+)~\d+$", re.DOTALL)
"""The key that a format gives to a second entry of one name."""
_CONFLICT = re.compile(r"^<{7} .*$(?=(?s:.)*?^={7}\r?$(?s:.)*?^>{7} )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be examined, and how."""

    pair: Pair
    market: str
    past: Past
    only: Collection[str] | None = None
    """The keys to look at; None is all of them."""


def present(space: Workspace, office: Office, pair: Pair, market: str) -> list[Unit]:
    """The units of one source file that have a translation in one market; none where a file cannot be read."""
    facts = space.facts(pair, market)
    return office.links(market).units(u for u, due in _units(facts, office.locale, None) if not due) if facts else []


def examine(space: Workspace, office: Office, job: Job, watch: check.Watch | None = None) -> Part:
    """The findings of one source file in one market; what cannot be read is a finding, too.

    The units that have a translation are shown to ``watch``.
    """
    pair, market = job.pair, job.market
    levels = office.levels(market, pair.content.rules)
    out = Part()
    settle_pair(space, pair, market, job.past)
    facts = _facts(space, pair, market, levels, out)
    if facts is None:
        return out
    target = facts.target
    units = _units(facts, office.locale, job.only)
    if target:
        file_faults(target, market, levels, out)
    there = office.links(market).units(u for u, due in units if not due)
    if watch:
        watch.see(there)
    out.units, out.words = len(units), check.words_in(u for u, _ in units)
    found = check.run(there, office.rules(market), severities=levels)
    found = office.links(market).written(found, (u for u, _ in units))
    found += check.weigh(_states(facts, units, office.locale, job.only), levels)
    if target and pair.format.binary:
        found = _placed(found, pair.format.cells(target, {f.key for f in found}))
    elif target:
        found = [check.locate(f, target) if f.key and not f.line else f for f in found]
    sifted = sift(office, found)
    out.dismissed, out.approved = sifted.dismissed, sifted.approved
    out.findings += sifted.heard
    return out


def _placed(found: Sequence[Finding], places: Mapping[str, str]) -> list[Finding]:
    """Findings that say where their text stands in a file without lines."""
    return [replace(f, message=f"{f.message} ({places[f.key]})") if f.key in places else f for f in found]


def _facts(space: Workspace, pair: Pair, market: str, levels: Mapping[str, str], out: Part) -> Facts | None:
    try:
        space.target(pair, market)
    except BrokenText as error:
        text = ""
        with suppress(DiskError):
            text = space.read(pair.target(market)) or ""
        out.findings += _conflict(text, pair.target(market), market, levels) or broken(error.fault, market, levels)
        return None
    source = space.source(pair)
    facts = space.facts(pair, market) if source is not None else None
    # A file that holds every market is told of once, as the target that it is.
    there = facts.target if facts and facts.target_path == pair.source else None
    told = {junk.message for junk in there.junk} if there else set()
    twice = {junk.message for junk in source.junk if junk.duplicate} if source else set()
    for fault in space.broken:
        if fault.path == pair.source and fault.message not in told:
            out.findings += broken(fault, market, levels, keys.DUPLICATE if fault.message in twice else keys.UNREADABLE)
    return facts


def broken(fault: Fault, market: str, levels: Mapping[str, str], page: Stated = keys.UNREADABLE) -> list[Finding]:
    """The finding for a file, or a stretch of it, that cannot be read, with the project's severity."""
    found = Finding(
        page.id, fault.path, "", fault.message, page.severity, page.category,
        target=fault.text, market=market, line=fault.line, column=fault.column,
    )  # fmt: skip
    return check.weigh([found], levels)


def file_faults(target: Resource, market: str, levels: Mapping[str, str], out: Part) -> None:
    """What is wrong with the file as a whole, and the stretches of it that cannot be read."""
    for junk in target.junk:
        out.findings += broken(
            _fault(target, junk), market, levels, keys.DUPLICATE if junk.duplicate else keys.UNREADABLE
        )
    out.findings += _conflict(target.text, target.path, market, levels)


def _conflict(text: str, path: str, market: str, levels: Mapping[str, str]) -> list[Finding]:
    """The marks of an unfinished merge, once."""
    found = _CONFLICT.search(text) if "<<<<<<< " in text else None
    if found is None:
        return []
    line, column, shown = splice.place(text, found.start())
    told = files.CONFLICT.of(Unit(path, "", {}, {}, market), "the marks of an unfinished merge stand here")
    return check.weigh([replace(told, target=shown, line=line, column=column)], levels)


def _units(facts: Facts, locale: str, only: Collection[str] | None) -> list[tuple[Unit, bool]]:
    """Each unit of the file, and whether its translation is still due."""
    there = facts.target.by_key() if facts.target else {}
    path, market, keyed, records = facts.target_path, facts.market, facts.keyed, facts.records
    out: list[tuple[Unit, bool]] = []
    for m in facts.source.messages:
        forms, flags, key = m.forms, m.flags, m.key
        if not any(forms.values()) or "verbatim" in flags or (facts.skip and plan.skipped(key, facts.skip)):
            continue
        if only is not None and key not in only:
            continue
        found, record = there.get(key), records.get(key)
        target = found.forms if found else {}
        more = found.flags if found else flags
        unit = Unit(
            path, key, forms, target, market, locale, m.plural, m.note, m.limit,
            record.state if record else "initial", flags if flags == more else heads.joined(flags, more),
        )  # fmt: skip
        # A block of a document that still has the source's words: nobody has written it yet.
        copied = not keyed and record is None and target == forms
        out.append((unit, copied or not any(target.values())))
    return out


def _states(
    facts: Facts, units: Sequence[tuple[Unit, bool]], locale: str, only: Collection[str] | None
) -> list[Finding]:
    found: list[Finding] = []
    by_key = facts.source.by_key() if facts.records else {}
    for unit, due in units:
        if due:
            found.append(keys.missing(unit))
        elif (record := facts.records.get(unit.key)) and plan.stale(record, by_key[unit.key]):
            waiting = facts.proposals.get(unit.key)
            what = "the glossary" if record.source_hash == plan.TERMS else "the source"
            found.append(keys.stale(unit, "a proposal waits" if waiting else "", what))
        elif record is None and "fuzzy" in unit.flags:
            found.append(keys.stale(unit, "the file calls it fuzzy"))
    if facts.target is None or not facts.keyed or only is not None:
        return found
    wanted = {m.key for m in facts.source.messages}
    for message in facts.target.messages:
        if message.key not in wanted and any(message.forms.values()) and not plan.skipped(message.key, facts.skip):
            again = _AGAIN.match(message.key)
            tell = keys.duplicate if again and again[1] in wanted else keys.obsolete
            found.append(tell(_left_over(facts, message, locale)))
    return found


def _left_over(facts: Facts, message: Message, locale: str) -> Unit:
    return Unit(facts.target_path, message.key, {}, message.forms, facts.market, locale, message.plural)


def _fault(resource: Resource, junk: Junk) -> Fault:
    binary = resource.format in registry.FORMATS and registry.by_name(resource.format).binary
    return views.fault(resource.path, resource.text, junk, binary=binary)
