"""Safe fixes applied to target files at a person's command: whole targets only, the ledger knows the new hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from locakit import icu, placeables, splice
from locakit.model import Finding, Forms, Message
from locakit.rules._kit import ICU
from locakit.rules.links import strays
from locakit.shell import native, store
from locakit.shell.workspace import Pair, Workspace


def apply_fixes(space: Workspace, markets: Sequence[str], findings: Sequence[Finding]) -> list[str]:
    """Apply the findings' fixes; a line for each one that was written.

    The author stays; an approval does not: the reviewer has not seen the text as it is now. The ledger is saved after
    each file.
    """
    said: list[str] = []
    for market in markets:
        for pair in space.pairs:
            mine = [f for f in findings if f.market == market and f.resource == pair.target(market) and f.fix]
            if mine:
                said += _fix_file(space, pair, market, mine)
                native.follow(space, market)
                store.save_ledger(space, market)
    return said


def _fix_file(space: Workspace, pair: Pair, market: str, findings: Sequence[Finding]) -> list[str]:
    target, source = space.target(pair, market), space.source(pair)
    if target is None or source is None:
        return []
    found, sources = target.by_key(), source.by_key()
    by_key: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_key[finding.key].append(finding)
    values: dict[str, Forms | None] = {}
    said: dict[str, list[str]] = {}
    for key, mine in by_key.items():
        forms, done = _fixed(found[key], mine, sources[key].flags if key in sources else frozenset())
        if done:
            values[key], said[key] = forms, done
    hashes = store.write_values(space, pair, market, values, store.Stored()) if values else {}
    ledger = space.ledger(market)
    for key, hashed in hashes.items():
        record = ledger.get(pair.source, key)
        if record:
            ledger.put(replace(record, target_hash=hashed, state="translated", by=""))
    return [f"{target.path}  {key}  {rule}" for key in hashes for rule in said[key]]


def _fixed(message: Message, findings: Sequence[Finding], flags: frozenset[str]) -> tuple[dict[str, str], list[str]]:
    """The forms after all fixes that do not overlap and leave every placeable whole, and their rules."""
    forms, done = dict(message.forms), []
    for form in {f.form for f in findings} & set(forms):
        text, taken = forms[form], []
        end = len(text) + 1
        for finding in sorted((f for f in findings if f.form == form and f.fix), key=lambda f: f.span, reverse=True):
            fix = finding.fix
            if fix is not None and fix.span[1] <= end and fix.span[0] < end:
                changed = splice.apply(text, [(*fix.span, fix.text)])
                same = _alike if finding.rule == strays.id else _whole
                if same(text, changed, flags, finding.market):
                    text, end = changed, fix.span[0]
                    taken.append(finding.rule)
        forms[form] = text
        done += taken
    return forms, done


def _alike(before: str, after: str, flags: frozenset[str], market: str) -> bool:
    """The same kinds of placeables stand in the same order: an address has changed and nothing around it."""
    return [p.kind for p in placeables.found(before, flags)] == [p.kind for p in placeables.found(after, flags)]


def _whole(before: str, after: str, flags: frozenset[str], market: str) -> bool:
    """No placeable is another one, and the branches of an ICU message are the same branches."""
    if ICU in flags and icu.is_complex(before):
        return not icu.faults(before, after, market)
    return not placeables.compare(before, after, flags)
