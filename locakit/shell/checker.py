"""All rules over a project: every target beside its source, and what is missing, stale, left over or broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from locakit import check, layout, plan, splice
from locakit.errors import BrokenText, Fault
from locakit.model import Finding, Junk, Message, Resource, Unit
from locakit.plan import Facts
from locakit.rules import keys
from locakit.shell.desk import Office
from locakit.shell.settling import settle
from locakit.shell.workspace import Pair, Workspace


@dataclass(slots=True)
class Checked:
    """What a check saw."""

    units: list[Unit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    resources: dict[tuple[str, str], Resource] = field(default_factory=dict)
    """The files with findings, by market and path, with the source's keys; none whose bytes are no text."""
    told: list[Fault] = field(default_factory=list)
    """Faults of source files that are findings already: each market has the same."""

    def file(self, finding: Finding) -> Resource | None:
        """The file a finding is in, where it can be shown."""
        return self.resources.get((finding.market, finding.resource))


def check_markets(space: Workspace, office: Office, markets: Sequence[str]) -> Checked:
    """Check the markets; files that cannot be read are findings of their own."""
    out = Checked()
    for market in markets:
        settle(space, market)
        for pair in space.pairs:
            facts = _facts(space, pair, market, office.levels(market), out)
            if facts is not None:
                _resource(office, pair, facts, out)
                if facts.target and not pair.format.binary:
                    out.resources[market, facts.target.path] = facts.target
    out.findings += _orphans(space, office, markets)
    out.findings = [_placed(f, out) for f in out.findings]
    return out


def _orphans(space: Workspace, office: Office, markets: Sequence[str]) -> list[Finding]:
    """Target files whose source is gone: nothing keeps them up to date."""
    out: list[Finding] = []
    for content in space.project.content:
        for market, path in layout.orphans(content, space.project.source, space.files, space.project.markets):
            if market in markets:
                unit = Unit(path, "", {}, {}, market)
                found = replace(keys.obsolete(unit), message="the source of this file is gone")
                out += check.weigh([found], office.levels(market))
    return out


def _facts(space: Workspace, pair: Pair, market: str, levels: Mapping[str, str], out: Checked) -> Facts | None:
    try:
        space.target(pair, market)
    except BrokenText as error:
        out.findings += _broken(error.fault, market, levels)
        return None
    source = space.source(pair)
    faults = (f for f in space.broken if f.path == pair.source and f not in out.told)
    for fault in list(faults):
        out.told.append(fault)
        out.findings += _broken(fault, market, levels)
    if source is None:
        return None
    return space.facts(pair, market)


def _broken(fault: Fault, market: str, levels: Mapping[str, str]) -> list[Finding]:
    found = Finding(
        keys.UNREADABLE.id, fault.path, "", fault.message, keys.UNREADABLE.severity, keys.UNREADABLE.category,
        target=fault.text, market=market, line=fault.line, column=fault.column,
    )  # fmt: skip
    return check.weigh([found], levels)


def _resource(office: Office, pair: Pair, facts: Facts, out: Checked) -> None:
    target = facts.target
    there = target.by_key() if target else {}
    if target:
        faults = (_fault(target, junk) for junk in target.junk)
        out.findings += [f for fault in faults for f in _broken(fault, facts.market, office.levels(facts.market))]
    units = [
        _unit(facts, m, there.get(m.key), office.locale)
        for m in facts.source.messages
        if any(m.forms.values()) and "verbatim" not in m.flags and not plan.skipped(m.key, facts.skip)
    ]
    office_rules = office.rules(facts.market)
    present = [u for u in units if any(u.target.values()) and not _untranslated(facts, u)]
    out.units += units
    out.findings += check.run(present, office_rules, severities=office.levels(facts.market))
    out.findings += _states(facts, units, office)


def _unit(facts: Facts, source: Message, target: Message | None, locale: str) -> Unit:
    record = facts.records.get(source.key)
    return Unit(
        facts.target_path, source.key, source.forms, target.forms if target else {}, facts.market, locale,
        source.plural, source.note, source.limit, record.state if record else "initial",
        source.flags | (target.flags if target else frozenset()),
    )  # fmt: skip


def _untranslated(facts: Facts, unit: Unit) -> bool:
    """A block of a document that still has the source's words: nobody has written it yet."""
    return not facts.keyed and unit.key not in facts.records and unit.target == unit.source


def _states(facts: Facts, units: Sequence[Unit], office: Office) -> list[Finding]:
    found: list[Finding] = []
    by_key = facts.source.by_key()
    for unit in units:
        if not any(unit.target.values()) or _untranslated(facts, unit):
            found.append(keys.missing(unit))
        elif plan.stale(facts.records.get(unit.key), by_key[unit.key]):
            waiting = facts.proposals.get(unit.key)
            found.append(keys.stale(unit, "a proposal waits" if waiting else ""))
    wanted = set(by_key)
    for message in facts.target.messages if facts.target and facts.keyed else ():
        gone = message.key not in wanted and not plan.skipped(message.key, facts.skip)
        if gone and any(message.forms.values()):
            found.append(keys.obsolete(_unit(facts, replace(message, forms={}), message, office.locale)))
    return check.weigh(found, office.levels(facts.market))


def _fault(resource: Resource, junk: Junk) -> Fault:
    line, column, text = splice.place(resource.text, junk.span[0])
    return Fault(junk.message, resource.path, line, column, text)


def _placed(finding: Finding, out: Checked) -> Finding:
    resource = out.file(finding)
    return check.locate(finding, resource) if resource and finding.key and not finding.line else finding
