"""How near to a market's own people the texts come that are derived from its sibling, beside those merely copied.

    python -m benchmarks derive FOLDER [--pair es-ES:es-MX] [--sample N] [--seed S]

FOLDER holds projects, each a folder as ``locakit init`` reads it. Where a project has human texts of both markets, chrF
(sacrebleu) tells how near copied and derived ones are to them. Where it has the base alone, the figures say how many
texts are changed and how many are marked for a person; ``--sample`` shows changed and marked ones to be read.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._human import Body, bodies, opened
from locakit import locales
from locakit.derive import Derived, Route, derive
from locakit.model import Forms, Unit
from locakit.shell.desk import Office

PAIRS = (
    "es-ES:es-MX", "es-ES:es-419", "pt-BR:pt-PT", "fr-FR:fr-CA", "zh-CN:zh-TW", "zh-CN:zh-HK", "en-US:en-GB",
)  # fmt: skip


@dataclass
class Told:
    """What came of one pair of markets."""

    units: int = 0
    changed: int = 0
    marked: int = 0
    shown: list[tuple[Unit, Derived]] = field(default_factory=list)
    copied: list[tuple[str, str]] = field(default_factory=list)
    """Base and the sibling's own people, text by text."""
    made: list[tuple[str, str]] = field(default_factory=list)


def routes(folder: Path, base: str, market: str) -> Route | None:
    """A route, made in the office of any project below the folder."""
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        space = opened(place)
        if space is not None:
            return Office(space).deriving.route(base, market)
    return None


def look(folder: Path, base: str, market: str) -> Told:
    """Derive every text of the base that stands in a project below ``folder``."""
    out, route = Told(), routes(folder, base, market)
    found: list[Body] = list(bodies(folder)) if locales.language(base) != "en" else []
    people = (b for b in found if b.market == market)
    theirs = {(b.project, _place(u.resource, market), u.key): u.target for b in people for u in b.units}
    for unit, project, target in _texts(folder, found, base):
        if route is None or not any(target.values()):
            continue
        made = derive(target, unit.source, route, unit.flags, plural=unit.plural)
        out.units += 1
        out.changed += made.forms != target
        out.marked += bool(made.notes)
        if made.forms != target or made.notes:
            out.shown.append((unit, made))
        own = theirs.get((project, _place(unit.resource, unit.market), unit.key), {})
        for category, text in own.items():
            if category in target and category in made.forms:
                out.copied.append((target[category], text))
                out.made.append((made.forms[category], text))
    return out


def _place(path: str, market: str) -> str:
    """A target's path without its locale."""
    spelled = {locales.spell(market, style) for style in ("locale", "posix", "android", "apple", "language")}
    for tag in sorted(spelled, key=len, reverse=True):
        path = re.sub(rf"(?<![A-Za-z]){re.escape(tag)}(?![A-Za-z])", "*", path)
    return path


def _texts(folder: Path, found: Sequence[Body], base: str) -> Iterator[tuple[Unit, str, Forms]]:
    """Each unit with its project and its text in the base: the source's own where the base is English."""
    if locales.language(base) != "en":
        for body in found:
            if locales.likely(body.market) == base:
                yield from ((unit, body.project, unit.target) for unit in body.units)
        return
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        space = opened(place)
        for pair in space.pairs if space else ():
            source = space.source(pair) if space else None
            for m in source.messages if source else ():
                if "verbatim" not in m.flags:
                    unit = Unit(pair.source, m.key, m.forms, m.forms, base, base, m.plural, flags=m.flags)
                    yield unit, place.name, m.forms


def chrf(pairs: Sequence[tuple[str, str]]) -> float:
    """chrF of first texts against second ones."""
    from sacrebleu.metrics import CHRF

    return float(CHRF().corpus_score([a for a, _ in pairs], [[b for _, b in pairs]]).score)


def main(arguments: list[str]) -> int:
    """A line for each pair, and the sample; 0."""
    parser = argparse.ArgumentParser(prog="benchmarks derive")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pair", action="append", default=[])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    print(f"{'pair':14} {'texts':>7} {'changed':>8} {'marked':>7} {'people':>7} {'copied':>7} {'derived':>8}  (chrF)")
    for pair in asked.pair or PAIRS:
        base, _, market = pair.partition(":")
        told = look(asked.folder, base, market)
        near = [f"{chrf(p):.1f}" if p else "-" for p in (told.copied, told.made)]
        print(f"{pair:14} {told.units:7} {told.changed:8} {told.marked:7} {len(told.made):7} {near[0]:>7} {near[1]:>8}")
        pick = random.Random(asked.seed)
        for unit, made in pick.sample(told.shown, min(asked.sample, len(told.shown))):
            for category, text in made.forms.items():
                before = unit.target.get(category, next(iter(unit.target.values())))
                print(
                    f"  {unit.key[:60]}\n    en {unit.source.get(category, '')!r}\n    -  {before!r}\n    +  {text!r}"
                )
            print(*(f"    ?  {note}" for note in made.notes), sep="\n")
    return 0
