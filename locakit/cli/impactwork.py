"""market impact, as the terminal shows it and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, clip, content, some
from locakit.errors import UsageError

if TYPE_CHECKING:
    from locakit.shell.desk import Office
    from locakit.shell.policy import Affected, Change
    from locakit.shell.referral import Referred
    from locakit.shell.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks of ``market impact``."""

    markets: Sequence[str] | None = None
    since: str = ""
    rules: Sequence[str] = ()
    on: str = ""
    send: bool = False
    by: str = ""
    format: str = "text"
    project: str = ""

    @property
    def words(self) -> str:
        """What was compared, for people and for the record."""
        said = [f"--from {self.since}"] if self.since else []
        return " ".join([*said, *(f"--rule {rule}" for rule in self.rules), *([f"--on {self.on}"] if self.on else [])])


def impact(wish: Wish, voice: Voice) -> int:
    """``locakit market impact``."""
    from dataclasses import replace

    from locakit.shell import git, policy
    from locakit.shell.desk import Office, open_office
    from locakit.shell.referral import Referred, send
    from locakit.shell.workspace import open_workspace

    choice("--format", wish.format, ("text", "json"))
    if not (wish.since or wish.rules or wish.on):
        wish = replace(wish, since="HEAD")
    space = open_workspace(wish.project)
    markets = space.markets(wish.markets)
    changes = _changes(Office(space), markets, wish)
    known = Referred(space)
    with open_office(space, write=wish.send):
        found = list(policy.impact(space, changes))
        sent = send(space, found, wish.by or git.user(space.root), _reason(space, wish)) if wish.send else {}
    by_market = {m: [unit for unit in found if unit.market == m] for m in markets}
    if wish.format == "json":
        rows = {c.market: _as_json(space, c, by_market[c.market], known, sent) for c in changes}
        voice.json({"version": 1, "from": wish.since, "on": wish.on, "markets": rows})
    else:
        for change in changes:
            _show(space, change, by_market[change.market], known, voice)
        _next(found, known, sent, wish, voice)
    for fault in space.broken:
        voice.fault(fault.render())
    return 1 if space.broken else 0


def _reason(space: Workspace, wish: Wish) -> str:
    """What was compared, for who reads the record later: a commit stands still, where a branch moves on."""
    from dataclasses import replace

    from locakit.shell import git

    try:
        commit = git.resolve(space.root, wish.since)[:12] if wish.since else ""
    except UsageError:
        commit = ""
    return replace(wish, since=commit or wish.since).words


def _changes(office: Office, markets: Sequence[str], wish: Wish) -> list[Change]:
    from locakit.shell import policypast
    from locakit.shell.policy import Change

    if wish.on:
        office.today = _day(wish.on)
    if wish.since:
        before: Office | None = policypast.before(office, wish.since)
    elif wish.rules:
        before, office.chosen = None, tuple(wish.rules)
    else:
        before = policypast.same(office)
    _sound(office, before, wish.rules)
    return [Change(office, before, market, wish.rules) for market in markets]


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"--on {text!r} is no date such as 2026-09-27") from None


def _sound(office: Office, before: Office | None, rules: Sequence[str]) -> None:
    """Raises UsageError for a rule that nobody has, ConfigError for the project's own faults."""
    from locakit.cli.asked import sound

    sound(office.space, rules)
    if before is not None:
        for market in office.space.project.markets:
            before.packs(market)


def _as_json(
    space: Workspace, change: Change, units: Sequence[Affected], known: Referred, sent: Mapping[str, int]
) -> dict[str, object]:
    from locakit.shell.policy import changed

    return {
        "rules": changed(change, space.pairs),
        "units": len(units),
        "counts": dict(_counts(units)),
        "sent": sent.get(change.market, 0),
        "affected": [_unit(unit, known) for unit in units],
    }


def _unit(unit: Affected, known: Referred) -> dict[str, object]:
    first = unit.findings[0]
    return {
        "resource": first.resource, "key": unit.key, "line": first.line, "column": first.column,
        "rules": list(dict.fromkeys(f.rule for f in unit.findings)), "source": first.source, "target": first.target,
        "sent_before": known.done(unit),
        "findings": [
            {"rule": f.rule, "severity": f.severity, "message": f.message, "form": f.form, "span": list(f.span)}
            for f in unit.findings
        ],
    }  # fmt: skip


def _counts(units: Sequence[Affected]) -> Counter[str]:
    return Counter(rule for unit in units for rule in dict.fromkeys(f.rule for f in unit.findings))


def _show(space: Workspace, change: Change, units: Sequence[Affected], known: Referred, voice: Voice) -> None:
    from locakit.shell.policy import changed

    rules = changed(change, space.pairs)
    if not rules:
        voice.out(f"{change.market}  no rule finds more than before")
        return
    told = ", ".join(f"{rule} {count}" for rule, count in _counts(units).most_common())
    voice.out(voice.paint(f"{change.market}  {some(len(units), 'unit')}", "bold") + (f"  ({told})" if told else ""))
    for unit in () if voice.quiet else units:
        first = unit.findings[0]
        place = ":".join(map(str, filter(None, (first.resource, first.line, first.column))))
        names = ", ".join(dict.fromkeys(f.rule for f in unit.findings))
        mark = "  (sent before)" if known.done(unit) else ""
        voice.out(f"  {content(place)}  {content(unit.key)}  {names}  {clip(first.target, 60)}{mark}")


def _next(found: Sequence[Affected], known: Referred, sent: Mapping[str, int], wish: Wish, voice: Voice) -> None:
    markets = len({unit.market for unit in found})
    told = "found" if wish.rules and not (wish.since or wish.on) else "found now and not before"
    voice.note(f"\n{some(len(found), 'unit')} in {some(markets, 'market')} {told} ({wish.words})")
    waiting = [unit for unit in found if not known.done(unit)]
    if wish.send:
        voice.note(f"{some(sum(sent.values()), 'unit')} sent to review")
        left = len(waiting) - sum(sent.values())
        if left:
            voice.note(f"{some(left, 'unit has', 'units have')} no translation on record")
        if any(sent.values()):
            voice.note(f"Next: locakit review --market {next(m for m, n in sent.items() if n)}")
    elif waiting:
        voice.note("Next: the same with --send puts them up for review")
