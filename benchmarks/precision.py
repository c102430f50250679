"""How often each rule speaks of what people translated, and a sample to be read.

    python -m benchmarks precision FOLDER [--tone] [--market M] [--sample N] [--seed S] [--markdown]

FOLDER holds projects, each a folder as ``locakit init`` reads it. All rules run as they are by default; ``--tone`` adds
the packs of the markets. The sample is of errors and warnings, drawn with the seed: the same one every time.
``--rule PATTERN`` draws from some rules only, ``--info`` also from what is for information, ``--packs`` from the rules
of packs, and ``--without SEED:N`` leaves out what another such sample shows. ``--law`` counts rules alone that name a
law. ``--likely`` checks a language's text as that of its most likely market, ``--as`` as that of another one,
``--flags`` as if it were an advertisement, say. ``--part`` tells kinds of text apart.
"""

from __future__ import annotations

import argparse
import fnmatch
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from benchmarks._human import active, bodies, checked
from benchmarks._precision_scope import Scope, legal, of_packs, options, scope
from benchmarks._precision_tables import rate, table
from locakit.model import SEVERITIES, Finding, Severity

_LOUD: tuple[Severity, ...] = ("error", "warning")
_WIDTH = 160


@dataclass
class Seen:
    """What was checked, and what was said of it."""

    units: Counter[str] = field(default_factory=Counter)
    """By market."""
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    """With the project."""
    parts: dict[str, Counter[str]] = field(default_factory=dict)
    """Units by market, for each kind of text."""


def look(folder: Path, market: str = "", asked: Scope | None = None) -> Seen:
    """Check every project below ``folder`` with the default profile."""
    out, asked = Seen(), asked or Scope()
    for body in map(asked.taken, bodies(folder, market)):
        out.units[body.market] += len(body.units)
        for unit in body.units:
            out.parts.setdefault(asked.part(body.project, unit.resource), Counter())[body.market] += 1
        out.findings += ((body.project, f) for f in checked(body, active(body.market, tone=asked.tone)))
    return out


def by_rule(seen: Seen) -> list[str]:
    """A line for each rule that spoke: findings, per 1,000 units, by severity."""
    told: dict[str, Counter[str]] = {}
    for _, f in seen.findings:
        told.setdefault(f.rule, Counter())[f.severity] += 1
    total: Counter[str] = sum(told.values(), Counter())
    out = [f"{'rule':28} {'found':>7} {'per 1,000':>9}" + "".join(f" {s:>8}" for s in SEVERITIES)]
    for name, counts in [*sorted(told.items(), key=lambda item: -item[1].total()), ("all", total)]:
        row = f"{name:28} {counts.total():7} {rate(counts.total(), seen.units.total()):>9}"
        out.append(row + "".join(f" {counts[s]:8}" for s in SEVERITIES))
    return out


def by_market(seen: Seen, severities: Sequence[Severity] = _LOUD) -> list[str]:
    """A line for each market: units, errors and warnings per 1,000 units, and the rules that speak most."""
    out = [f"{'market':10} {'units':>7}" + "".join(f" {s + 's':>9}" for s in severities) + "   most, per 1,000 units"]
    for market, units in sorted(seen.units.items()):
        mine = [f for _, f in seen.findings if f.market == market]
        levels, names = Counter(f.severity for f in mine), Counter(f.rule for f in mine if f.severity in severities)
        most = ", ".join(f"{name} {rate(count, units)}" for name, count in names.most_common(4))
        row = f"{market:10} {units:7}" + "".join(f" {rate(levels[s], units):>9}" for s in severities)
        out.append(f"{row}   {most}")
    return out


def by_part(seen: Seen, asked: Scope) -> list[str]:
    """A Markdown table for each kind of text."""
    out: list[str] = []
    for name, units in sorted(seen.parts.items(), key=lambda item: [*asked.parts.values(), item[0]].index(item[0])):
        mine = [f for project, f in seen.findings if asked.part(project, f.resource) == name]
        out += [f"### {name[0].upper()}{name[1:]}", "", *table(units, mine), ""]
    return out


def sample(
    found: Sequence[tuple[str, Finding]], most: int, seed: int, pattern: str = "*", of: Sequence[Severity] = _LOUD
) -> list[tuple[str, Finding]]:
    """So many findings, errors and warnings unless told otherwise, whatever the order they were found in.

    The rules are asked in turn, each for one drawn at random: one that speaks often does not hide the others.
    """
    loud = [(p, f) for p, f in found if f.severity in of and fnmatch.fnmatchcase(f.rule, pattern)]
    loud.sort(key=_place)
    queues: dict[str, list[tuple[str, Finding]]] = {}
    for item in loud:
        queues.setdefault(item[1].rule, []).append(item)
    pick = random.Random(seed)
    turns = (pick.sample(queue, len(queue)) for queue in queues.values())
    drawn = [item for turn in zip_longest(*turns) for item in turn if item is not None][:most]
    return sorted(drawn, key=_place)


def _place(item: tuple[str, Finding]) -> tuple[object, ...]:
    project, f = item
    return f.rule, f.market, project, f.resource, f.key, f.form, f.span


def shown(number: int, project: str, f: Finding) -> str:
    """A finding to be read: its place, what it says, source and target with the span between marks."""
    start, end = f.span
    marked = f.target[max(0, start - _WIDTH) : start] + "⟦" + f.target[start:end] + "⟧" + f.target[end : end + _WIDTH]
    texts: Mapping[str, str] = {"source": f.source[:_WIDTH], "target": marked[: 2 * _WIDTH]}
    lines = [f"{number}. {f.rule} {f.severity} {f.market} {project} {f.key[:60]!r}", f"   {f.message}"]
    return "\n".join([*lines, *(f"   {name}: {text!r}" for name, text in texts.items())])


def main(arguments: Sequence[str]) -> int:
    """Print the tables, and the sample where one is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks precision")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--market", default="", help="only this one")
    parser.add_argument("--rule", default="*", help="the sample is of rules whose name fits")
    parser.add_argument("--info", action="store_true", help="the sample is of infos, too")
    parser.add_argument("--law", action="store_true", help="only rules that name a law")
    parser.add_argument("--packs", action="store_true", help="the sample is of the packs' rules")
    parser.add_argument("--markdown", action="store_true", help="a table of markets for each kind of text")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", default="", metavar="SEED:N", help="none of that sample")
    options(parser)
    given = parser.parse_args(arguments)
    asked = scope(given)
    seen = look(given.folder, given.market, asked)
    if given.law:
        laws = legal(seen.units)
        seen.findings = [item for item in seen.findings if item[1].rule in laws]
    print(f"{seen.units.total():,} units in {len(seen.units)} markets\n")
    print("\n".join(by_part(seen, asked) if given.markdown else [*by_rule(seen), "", *by_market(seen)]))
    before, _, many = given.without.partition(":")
    levels = SEVERITIES if given.info else _LOUD
    found = [item for item in seen.findings if not given.packs or of_packs(item[1].rule)]
    read = sample(found, int(many), int(before), given.rule, levels) if many else []
    fresh = [item for item in found if item not in read]
    for number, (project, f) in enumerate(sample(fresh, given.sample, given.seed, given.rule, levels), 1):
        print("\n" + shown(number, project, f))
    return 0
