"""Units that a change of rules touches, sent to review: their words stay, their state and note say who should look.

What was sent stands in ``.locakit/referred.tsv``, so that a finding which a reviewer lets pass is not sent again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from locakit.check import dismissed
from locakit.check.dismissed import Dismissal
from locakit.errors import UsageError
from locakit.fingerprint import fingerprint
from locakit.ledger import digest
from locakit.model import Finding, Record
from locakit.shell import disk, native, store
from locakit.shell.policy import Affected
from locakit.shell.settling import settle
from locakit.shell.workspace import Workspace, now

REFERRED = ".locakit/referred.tsv"
HEADER = "#locakit-referred 1"
NOTE = "policy:"
"""How the note begins that names the rule."""


class Referred:
    """What was sent to review before."""

    def __init__(self, space: Workspace) -> None:
        path = space.root / REFERRED
        text = disk.read_text(path).text if path.is_file() else ""
        self.all, wrong = dismissed.parse(text, HEADER)
        if wrong:
            raise UsageError(
                f"{REFERRED}:{wrong[0]} cannot be read; it would be lost", hint="mend or take out the line"
            )
        self._marks = {(one.market, one.mark) for one in self.all}

    def has(self, finding: Finding) -> bool:
        """True where the finding was sent, and neither text has changed since."""
        return (finding.market, _mark(finding)) in self._marks

    def done(self, unit: Affected) -> bool:
        """True where all of a unit's findings were sent."""
        return all(map(self.has, unit.findings))


def send(space: Workspace, units: Iterable[Affected], by: str, why: str) -> dict[str, int]:
    """Put units up for review; the number of them by market. Whoever was sent before is left as a reviewer left it.

    State and note of the record change, and its time; the words, their author and their origin stay.
    """
    known = Referred(space)
    fresh = [unit for unit in units if not known.done(unit)]
    out: dict[str, int] = {}
    for market in dict.fromkeys(unit.market for unit in fresh):
        mine = [unit for unit in fresh if unit.market == market]
        settle(space, market)
        sent = [unit for unit in mine if _referred(space, unit, known)]
        out[market] = len(sent)
        if sent:
            native.follow(space, market)
            store.save_ledger(space, market)
            known.all += [_line(f, by, why) for unit in sent for f in unit.findings]
            disk.write_text(space.root / REFERRED, dismissed.render(known.all, HEADER))
    return out


def _line(finding: Finding, by: str, why: str) -> Dismissal:
    return replace(dismissed.of(finding, by, now(), why), mark=_mark(finding))


def _mark(finding: Finding) -> str:
    """Of the finding and its file: two files may say the same under one key, and both are to be looked at."""
    return digest({"finding": fingerprint(finding), "resource": finding.resource})


def _referred(space: Workspace, unit: Affected, known: Referred) -> bool:
    """False for a unit that has no record: nobody has translated it."""
    ledger = space.ledger(unit.market)
    record = ledger.get(unit.source, unit.key)
    if record is None:
        return False
    rules = dict.fromkeys(f.rule for f in unit.findings if not known.has(f))
    ledger.put(replace(record, state="translated", note=_note(record, list(rules)), at=now()))
    return True


def _note(record: Record, rules: Sequence[str]) -> str:
    said = record.note.split(",") if record.note else []
    return ",".join(dict.fromkeys([*said, *(NOTE + rule for rule in rules)]))
