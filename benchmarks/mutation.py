"""Good translations broken in many ways: which rule finds each fault.

    python -m benchmarks mutation FOLDER [--kinds NAME…] [--per-kind N] [--seed S] [--show N]

FOLDER holds projects, each a folder as ``locakit init`` reads it. A translation is good where no rule has a warning or
an error for it. Exit code 1 where fewer than 98 in 100 faults are found by the right rule.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks import _dialect_texts, _file_faults, _market_faults, _markup_faults, _text_faults, _word_faults
from benchmarks._fault import Kind, on_text
from benchmarks._human import active, bodies, checked
from locakit import check
from locakit.doors import Rule
from locakit.model import Finding, Unit
from locakit.rules._kit import ICU

_BOUND = 0.98


def _texts(fault: _text_faults.Fault) -> Kind:
    """Plain texts only: in a message with branches, or in code, the first word is not for readers."""

    def broken(source: str, target: str, unit: Unit, pick: random.Random) -> str | None:
        plain = not unit.flags & {ICU, "fluent"} and "`" not in target
        return fault.broken(source, target, unit.market) if plain else None

    return on_text(fault.rule, broken=broken)


def kinds() -> dict[str, Kind]:
    """All kinds of faults by name."""
    return {
        **_markup_faults.FAULTS,
        **_word_faults.FAULTS,
        **_market_faults.FAULTS,
        **{name: _texts(fault) for name, fault in _text_faults.FAULTS.items()},
    }


@dataclass
class Tally:
    """What became of one kind."""

    seeded: int = 0
    right: int = 0
    """Found by a rule that is for it."""
    loud: int = 0
    """Of these, as a warning or an error."""
    either: int = 0
    """Found by any rule."""
    missed: list[tuple[Unit, Unit]] = field(default_factory=list)
    """Good and broken, where the right rule is silent."""

    def add(self, other: Tally) -> None:
        """Count another kind with it."""
        self.seeded += other.seeded
        self.right += other.right
        self.loud += other.loud
        self.either += other.either


def good(folder: Path) -> list[Unit]:
    """The units of all projects that no rule warns of, and those of rare dialects."""
    out: list[Unit] = []
    for body in bodies(folder):
        odd = {(f.resource, f.key) for f in checked(body, active(body.market, tone=False)) if f.severity != "info"}
        out += (u for u in body.units if (u.resource, u.key) not in odd)
    return out


def tried(kind: Kind, units: Iterable[Unit], most: int, pick: random.Random) -> Tally:
    """Seed the kind into up to ``most`` of the units and ask the rules."""
    out = Tally()
    for unit in units:
        broken = kind.seed(unit, pick)
        rules = [*active(unit.market, tone=kind.tone), *(kind.terms(unit) if kind.terms and broken else ())]
        if broken is None or any(f.rule.startswith(kind.rules) for f in check.run([unit], rules)):
            continue
        found = _beside(rules, unit, broken) if kind.beside else check.run([broken], rules)
        right = [f for f in found if f.rule.startswith(kind.rules)]
        out.seeded += 1
        out.right += bool(right)
        out.loud += any(f.severity != "info" for f in right)
        out.either += bool(found)
        if not right:
            out.missed.append((unit, broken))
        if out.seeded == most:
            break
    return out


def _beside(rules: Sequence[Rule], *units: Unit) -> list[Finding]:
    watch = check.Watch(rules, {})
    watch.see(units)
    return watch.findings()


def _order(units: Sequence[Unit], seed: int) -> list[Unit]:
    """The rare dialects first, then all in an order that the seed decides."""
    rare = [replace(u, key=str(n)) for n, u in enumerate(_dialect_texts.UNITS)]
    return [*rare, *random.Random(seed).sample(units, len(units))]


def _line(name: str, one: Tally, rules: str) -> str:
    mark = "" if one.right == one.seeded else "  <"
    return f"{name:38} {one.seeded:7} {one.right:7} {one.loud:7} {one.either:7}  {rules}{mark}"


def main(arguments: Sequence[str]) -> int:
    """Print a line for each kind and the sum of all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks mutation")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", nargs="*", default=[], help="names, or parts of names; without, all")
    parser.add_argument("--per-kind", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="so many faults of each kind that were not found")
    options = parser.parse_args(arguments)
    units = _order(good(options.folder), options.seed)
    print(f"{'kind':38} {'seeded':>7} {'right':>7} {'loud':>7} {'any':>7}  rules")
    total, count = Tally(), 0
    for name, rules, one in _results(units, options.kinds, options.per_kind, options.seed):
        print(_line(name, one, ", ".join(rules)), flush=True)
        for before, after in one.missed[: options.show]:
            print(f"    {before.market}: {_text(before)}\n     -> {_text(after)} {sorted(after.flags)}")
        total.add(one)
        count += 1
    print(_line(f"all {count} kinds", total, f"{total.right / max(total.seeded, 1):.2%} by the right rule"))
    return 0 if total.right >= _BOUND * total.seeded else 1


def _results(
    units: Sequence[Unit], names: Sequence[str], most: int, seed: int
) -> Iterator[tuple[str, tuple[str, ...], Tally]]:
    for name, kind in kinds().items():
        if not names or any(part in name for part in names):
            yield name, kind.rules, tried(kind, units, most, random.Random(f"{seed} {name}"))
    for name, fault in _file_faults.FAULTS.items():
        if not names or any(part in name for part in names):
            yield name, fault.rules, _file_tally(fault)


def _text(unit: Unit) -> str:
    return f"{dict(unit.target)!r:.300}"


def _file_tally(fault: _file_faults.FileFault) -> Tally:
    found = fault.found()
    right = any(rule.startswith(fault.rules) for rule in found)
    return Tally(1, right, right, bool(found))
