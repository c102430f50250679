"""What a measurement of precision looks at: whose packs, under which flags, and the kinds of text told apart."""

from __future__ import annotations

import argparse
import fnmatch
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from benchmarks._human import Body
from locakit import locales
from locakit.market import resolve
from locakit.rules import registry as rules
from locakit.shell import packs

REST = "other texts"
"""The kind of what no pattern names."""


@dataclass(frozen=True)
class Scope:
    """As what the texts are checked."""

    tone: bool = False
    """With the packs of the markets."""
    likely: bool = False
    """A language's text as that of its most likely market: ``es`` as ``es-ES``."""
    stands: Mapping[str, str] = field(default_factory=dict)
    """Locales whose text is checked as another market's."""
    flags: frozenset[str] = frozenset()
    """What every unit is for, whatever its file says."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Kinds of text by their pattern over ``project/file``; the first that fits."""

    def taken(self, body: Body) -> Body:
        """The body as the market it stands for, with the flags."""
        market = self.stands.get(body.market) or (locales.likely(body.market) if self.likely else body.market)
        if market == body.market and not self.flags:
            return body
        units = [replace(unit, market=market, flags=unit.flags | self.flags) for unit in body.units]
        return Body(body.project, market, units)

    def part(self, project: str, resource: str) -> str:
        """The kind of text that a file of a project holds."""
        path = f"{project}/{resource}"
        return next((name for pattern, name in self.parts.items() if fnmatch.fnmatchcase(path, pattern)), REST)


def legal(markets: Iterable[str]) -> set[str]:
    """The rules of these markets' packs that name a law."""
    return {rule.id for market in markets for rule in resolve(packs.packs(market), market).rules if rule.law}


def of_packs(rule: str) -> bool:
    """Whether a rule comes from a pack."""
    return rule not in rules.builtin() and rule not in rules.wide()


def _pairs(given: Sequence[str]) -> dict[str, str]:
    cut = [one.partition("=") for one in given]
    return {name: value for name, _, value in cut}


def options(parser: argparse.ArgumentParser) -> None:
    """The options that make a scope."""
    parser.add_argument("--tone", action="store_true", help="with the packs of the markets")
    parser.add_argument("--likely", action="store_true", help="a language's text as that of its likely market")
    parser.add_argument(
        "--as", dest="stands", action="append", default=[], metavar="es=es-MX", help="as another market"
    )
    parser.add_argument("--flags", default="", help="comma-separated: flags that every unit is given")
    parser.add_argument("--part", action="append", default=[], metavar="NAME=PATTERN", help="a kind of text, by path")


def scope(given: argparse.Namespace) -> Scope:
    """What the options say."""
    flags = frozenset(filter(None, given.flags.split(",")))
    parts = {pattern: name for name, pattern in (one.split("=", 1) for one in given.part)}
    return Scope(given.tone, given.likely, _pairs(given.stands), flags, parts)
