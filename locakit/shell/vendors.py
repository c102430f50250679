"""Units written to a vendor's file and taken back from one: everything is looked at before anything is written."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from locakit import check, exchange
from locakit.comments import Comment
from locakit.errors import BrokenText, Fault, UsageError
from locakit.exchange import Answer, Good, Refused, Row, rows_of
from locakit.exchange.row import Outgoing
from locakit.ledger import digest
from locakit.model import Finding, Forms, State
from locakit.shell import _atomic, disk, native, store, verdicts
from locakit.shell.desk import Office
from locakit.shell.settling import settle
from locakit.shell.verdicts import Case
from locakit.shell.workspace import Workspace, now

KINDS: Mapping[str, str] = {"xlsx": ".xlsx", "xliff": ".xlf", "xliff2": ".xlf", "po": ".po"}
"""What can be written, with the suffix of its files."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which units go out."""

    resource: str = ""
    key: str = ""
    states: Sequence[str] = ("initial", "translated")
    """Stale units and those with a proposal go out whatever their state."""


@dataclass(slots=True)
class Sent:
    """What an export of one market came to."""

    market: str
    data: bytes = b""
    units: int = 0
    left: list[tuple[str, str, str]] = field(default_factory=list)
    """(source file, key, why) of units that the file cannot hold."""


def export(space: Workspace, office: Office, market: str, kind: str, wish: Wish) -> Sent:
    """The file for one market; nothing in the project is changed."""
    settle(space, market)
    rows: list[Row] = []
    sent = Sent(market)
    for case in _cases(space, market, wish):
        asked = verdicts.unit(case.pair, case.source, case.target, market, office.locale)
        mine = rows_of(_outgoing(case, office.check(asked) if case.target else []))
        why = _unfit(kind, mine)
        if why:
            sent.left.append((case.pair.source, case.source.key, why))
            continue
        rows += mine
        sent.units += 1
    sent.data = _written(kind, rows, office.locale, market, space.project.name)
    return sent


def _cases(space: Workspace, market: str, wish: Wish) -> list[Case]:
    out: list[Case] = []
    for pair in space.pairs:
        facts = space.facts(pair, market)
        if facts is not None and (not wish.resource or fnmatch.fnmatchcase(pair.source, wish.resource)):
            out += [c for c in verdicts.every(pair, facts, wish.key) if _wanted(c, wish.states)]
    return out


def _wanted(case: Case, states: Sequence[str]) -> bool:
    if not any(case.source.forms.values()):
        return False
    state = case.record.state if case.record else "initial"
    return state in states or case.stale or case.proposal is not None


def _outgoing(case: Case, found: Sequence[Finding] = ()) -> Outgoing:
    waiting = case.proposal.forms if case.proposal else {}
    return Outgoing(
        case.pair.source,
        case.market,
        case.source,
        case.target,
        case.record,
        found,
        case.stale or case.elsewhere,
        waiting,
    )


def _unfit(kind: str, rows: Sequence[Row]) -> str:
    """Why the unit cannot go out in such a file; empty where it can."""
    from locakit.exchange import sheet, xliff

    if kind.startswith("xliff"):
        return "" if all(map(xliff.writable, rows)) else "XML cannot hold one of its characters"
    if kind == "xlsx" and not all(map(sheet.fits, rows)):
        return "a cell cannot hold so long a text"
    return ""


def _written(kind: str, rows: Sequence[Row], source: str, market: str, name: str) -> bytes:
    from locakit.exchange import po, sheet, xliff

    if kind == "xlsx":
        return sheet.write(rows, source, market, name)
    if kind == "po":
        return po.write(rows, source, market).encode("utf-8", "replace")
    return xliff.write(rows, source, market, "1.2" if kind == "xliff" else "2.0").encode()


def load(path: str, market: str) -> list[Answer]:
    """The rows of a file that came back; raises UsageError for a kind of file that nobody exports, BrokenText for a
    broken one."""
    from locakit.exchange import po, sheet, xliff

    suffix = Path(path).suffix.lower()
    if not Path(path).is_file():
        raise UsageError(f"{path}: there is no such file")
    if suffix == ".xlsx":
        return sheet.read(_atomic.load(path), path)
    if suffix not in (".xlf", ".xliff", ".po"):
        told = ", ".join(sorted(set(KINDS.values())))
        raise UsageError(f"{path}: what locakit exports ends in {told}")
    text = disk.read_text(path)
    if text.damaged:
        raise BrokenText(Fault("the file is not UTF-8", path, 1, 1))
    return po.read(text.text, market, path) if suffix == ".po" else xliff.read(text.text, path)


@dataclass(slots=True)
class Taken:
    """What came back, and what may become of it."""

    market: str
    good: list[tuple[Case, Good]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[Comment] = field(default_factory=list)
    """What the vendor wrote of units, also of refused ones, and nobody has kept yet."""
    same: int = 0
    """Rows that say what stands there already, or that nobody touched."""
    written: dict[str, int] = field(default_factory=dict)
    """Target file to the number of texts that were written into it."""


def look(space: Workspace, office: Office, market: str, answers: Sequence[Answer], least: State, by: str) -> Taken:
    """Hold the rows against the project and its rules; nothing is written."""
    office.learn(settle(space, market)[0].learned)
    cases: dict[str, Case] = {}
    units: list[Outgoing] = []
    for pair in space.pairs:
        facts = space.facts(pair, market)
        for case in verdicts.every(pair, facts) if facts else ():
            units.append(_outgoing(case))
            cases[units[-1].name] = case
    good, refused = exchange.judged(answers, units, least)
    taken = Taken(market, refused=refused)
    for one in good:
        case = cases[one.unit.name]
        why = _broken(office, case, one)
        if why:
            taken.refused += [Refused(a, why, one.unit) for a in one.answers]
        elif one.settles:
            taken.good.append((case, one))
    taken.remarks = _remarks(space, taken.refused, good, by)
    taken.same = len(answers) - len(taken.refused) - sum(len(one.answers) for _, one in taken.good)
    return taken


def _broken(office: Office, case: Case, one: Good) -> str:
    """Why the rules do not let the text be written; empty where they do, and for what is not written.

    A fault of integrity that the words had before is not the vendor's.
    """
    if not one.changed:
        return ""
    new, old = (
        office.check(verdicts.unit(case.pair, case.source, forms, case.market, office.locale))
        for forms in (one.forms, case.target)
    )
    had = {f.rule for f in old}
    found = check.blocking(new) or [f for f in new if _harms(f) and f.rule not in had]
    return f"{found[0].rule}: {found[0].message}" if found else ""


def _harms(finding: Finding) -> bool:
    return finding.severity == "error" and finding.category == "integrity"


def _remarks(space: Workspace, refused: Sequence[Refused], good: Sequence[Good], by: str) -> list[Comment]:
    """The vendor's remarks that the project does not have yet."""
    from locakit.shell.boardroom import talk

    said = {one.unit.name: (one.unit, one.comment) for one in good if one.comment}
    for row in refused:
        text = exchange.remark(row.unit, [row.answer.comment]) if row.unit else ""
        if row.unit and text:
            said.setdefault(row.unit.name, (row.unit, text))
    known = talk.read(space.root)
    out: list[Comment] = []
    for unit, text in said.values():
        place = (unit.market, unit.resource, unit.source.key)
        if not any(c.text == text and c.by == by for c in known.of(place)):
            out.append(Comment(*place, now(), by, digest(unit.target) if any(unit.target.values()) else "", text))
    return out


def apply(space: Workspace, office: Office, taken: Taken, by: str) -> None:
    """Carry out what ``look`` found good: all of it, or nothing where a file cannot be written or the work is stopped.

    A text that its file cannot hold moves to the refused ones. Raises DiskError where a file was changed meanwhile.
    """
    from locakit.shell.boardroom import talk

    groups: dict[str, list[tuple[Case, Good]]] = {}
    for case, one in taken.good:
        groups.setdefault(case.pair.source, []).append((case, one))
    paths = [disk.confined(space.root, group[0][0].pair.target(taken.market)) for group in groups.values()]
    before = {path: _atomic.load(path) if path.is_file() else None for path in paths}
    taken.good = []
    with office.lessons(whole=True):
        try:
            for group in groups.values():
                _apply(space, office, taken, group, by)
            native.follow(space, taken.market)
            store.save_ledger(space, taken.market)
        except BaseException:
            _restore(before)
            raise
        if taken.remarks:
            talk.add(space.root, *taken.remarks)


def _restore(before: Mapping[Path, bytes | None]) -> None:
    """Give the files the bytes that they had."""
    for path, data in before.items():
        if data is None:
            path.unlink(missing_ok=True)
        else:
            _atomic.save(path, data)


def _apply(space: Workspace, office: Office, taken: Taken, group: Sequence[tuple[Case, Good]], by: str) -> None:
    """One file: all new texts at once, then each verdict; the ledger is not saved yet."""
    stored = store.Stored()
    pair = group[0][0].pair
    new: dict[str, Forms | None] = {case.source.key: one.forms for case, one in group if one.changed}
    new |= {c.source.key: store.emptied(pair.format, c.source, c.target) for c, one in group if one.state == "initial"}
    hashes = store.write_values(space, pair, taken.market, new, stored) if new else {}
    taken.written |= stored.written
    target = space.target(pair, taken.market)
    there = target.by_key() if target else {}
    for case, one in group:
        key = case.source.key
        if key in new and key not in hashes:
            why = next((f.message for f in stored.findings if f.key == key), "the file cannot hold the text")
            taken.refused += [Refused(a, why, one.unit) for a in one.answers]
            continue
        if one.state == "initial":
            space.ledger(taken.market).drop(pair.source, key)
        else:
            verdicts.record(space, office, case, there[key].forms, one.state, by)
        taken.good.append((case, one))
