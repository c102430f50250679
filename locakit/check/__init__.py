"""Run rules over units: severities applied, the findings that must stop a target told apart, and counted."""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, islice

from locakit.check.bench import bench
from locakit.check.locate import excerpt, locate
from locakit.doors import Rule
from locakit.fingerprint import fingerprint
from locakit.model import SEVERITIES, Finding, Severity, Unit
from locakit.rules import registry
from locakit.rules._kit import PageRule
from locakit.rules._wide import WideRule

__all__ = [
    "Tally", "Watch", "active", "blocking", "chosen", "excerpt", "fingerprint", "known_rules", "locate", "run",
    "summary", "unknown", "unknown_flag", "weigh", "words_in", "words_of",
]  # fmt: skip

_CHUNK = 2048
_UNSPACED = re.compile("[\u3040-\u9fff]")
"""Letters of scripts without spaces."""
_WEIGHTS: Mapping[Severity, int] = {"error": 25, "warning": 5, "info": 1}
"""MQM's severity weights; a rule that is off weighs nothing."""


def run(
    units: Iterable[Unit],
    rules: Sequence[Rule],
    *,
    severities: Mapping[str, str] | None = None,
    disable: Sequence[str] = (),
) -> list[Finding]:
    """All findings, unit by unit in the given order.

    ``severities`` maps a rule's id, or a pattern (``numbers.*``), to ``error``, ``warning``, ``info`` or ``off``;
    ``disable`` names rules the same way. Names are not checked here: see ``unknown``.
    """
    levels = {**(severities or {}), **dict.fromkeys(disable, "off")}
    on = active(rules, levels)
    looker = bench(tuple(r for r in on if isinstance(r, PageRule)))
    others = [r for r in on if not isinstance(r, PageRule | WideRule)]
    out: list[Finding] = []
    stream = iter(units)
    while chunk := list(islice(stream, _CHUNK)):
        found = looker.findings(chunk)
        place = {(u.resource, u.key, u.market): n for n, u in enumerate(chunk)} if others else {}
        for other in others:
            for finding in other.check(chunk):
                found[place.get((finding.resource, finding.key, finding.market), -1)].append(finding)
        out += chain.from_iterable(found)
    return weigh(out, levels)


def active(rules: Iterable[Rule], levels: Mapping[str, str]) -> list[Rule]:
    """The rules that are on: not ``off``, and those of taste only where their own name has a level."""
    return [r for r in rules if _level(r.id, levels) != "off" and (levels.get(r.id) or not _opt_in(r))]


class Watch:
    """The rules over a whole market, which are shown one unit after the other."""

    def __init__(self, rules: Iterable[Rule], severities: Mapping[str, str]) -> None:
        self._levels = severities
        self._watches = [r.watch() for r in active(rules, severities) if isinstance(r, WideRule)]
        self._found: list[Finding] = []

    def see(self, units: Iterable[Unit]) -> None:
        """Take in units that have a translation."""
        for unit in units:
            for watch in self._watches:
                if found := watch(unit):
                    self._found += found

    def findings(self) -> list[Finding]:
        """What was found so far, with the project's severities."""
        return weigh(self._found, self._levels)


def _opt_in(rule: Rule) -> bool:
    return isinstance(rule, PageRule | WideRule) and rule.opt_in


def weigh(findings: Iterable[Finding], severities: Mapping[str, str]) -> list[Finding]:
    """The findings with the project's severities, without those of rules that are ``off``."""
    if not severities:
        return list(findings)
    return [replace(f, severity=level) for f in findings for level in _severities(f, severities)]


def _severities(finding: Finding, severities: Mapping[str, str]) -> list[Severity]:
    """The finding's one severity, or none."""
    level = _level(finding.rule, severities)
    if level == "off":
        return []
    return [next((s for s in SEVERITIES if s == level), finding.severity)]


def _level(id: str, severities: Mapping[str, str]) -> str:
    """What a project says of a rule: its name beats a pattern, a later pattern an earlier one; empty for nothing."""
    if id in severities:
        return severities[id]
    said = [level for name, level in severities.items() if fnmatch.fnmatchcase(id, name)]
    return said[-1] if said else ""


def chosen(rules: Iterable[Rule], levels: Mapping[str, str], patterns: Sequence[str]) -> dict[str, str]:
    """Levels under which only the rules run that ``patterns`` name: opt-in ones too, those that are ``off`` not."""
    severities: dict[str, str] = {r.id: r.severity for r in rules}
    severities |= {s.id: s.severity for s in registry.stated().values()}
    out: dict[str, str] = {}
    for id, severity in severities.items():
        named = any(fnmatch.fnmatchcase(id, pattern) for pattern in patterns)
        out[id] = (_level(id, levels) or severity) if named else "off"
    return out


def known_rules(*lists: Iterable[Rule]) -> frozenset[str]:
    """The ids a project may name: the built-in rules, the faults others state, and those of ``lists``."""
    more = (rule.id for rules in lists for rule in rules)
    return frozenset((*registry.builtin(), *registry.wide(), *registry.stated(), *more))


def unknown(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """A sentence for each name or pattern that no known rule has, with the nearest one."""
    ids = sorted(known)
    out: list[str] = []
    for name in names:
        if not any(id == name or fnmatch.fnmatchcase(id, name) for id in ids):
            near = difflib.get_close_matches(name, ids, 1, 0.5)
            out.append(f"there is no rule {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return out


def unknown_flag(flag: str, known: Iterable[str]) -> list[str]:
    """A sentence for an ``ignore-…`` flag that silences nothing; other flags have meanings of their own."""
    if not flag.startswith("ignore-"):
        return []
    quiet = [*(r.quiet for r in registry.builtin().values()), *(r.quiet for r in registry.wide().values())]
    names = {name for some in quiet for name in some} | {f"ignore-{id}" for id in known}
    near = difflib.get_close_matches(flag, sorted(names), 1, 0.6)
    said = f"; did you mean {near[0]!r}?" if near else ""
    return [] if flag in names else [f"the flag {flag!r} silences no rule{said}"]


@cache
def _blockers() -> frozenset[str]:
    return frozenset(r.id for r in registry.builtin().values() if r.blocks)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The errors that must keep a target from being written: it would break the program or harm its reader."""
    return [f for f in findings if f.severity == "error" and f.rule in _blockers()]


@dataclass(slots=True)
class Tally:
    """What was looked at."""

    units: int = 0
    words: dict[str, int] = field(default_factory=dict)
    """Source words by market."""

    def add(self, market: str, units: int, words: int) -> None:
        """Count a file, or a unit."""
        self.units += units
        self.words[market] = self.words.get(market, 0) + words


def summary(tally: Tally, findings: Sequence[Finding]) -> dict[str, object]:
    """``units``, ``errors``, ``warnings``, ``infos`` and ``mqm``: a score per market, 100 without faults.

    The score is 100 x (1 - penalty / source words), never below 0, with MQM's weights 25, 5 and 1.
    """
    penalty = dict.fromkeys(tally.words, 0)
    for f in findings:
        penalty[f.market] = penalty.get(f.market, 0) + _WEIGHTS[f.severity]
    levels = {f"{s}s": sum(f.severity == s for f in findings) for s in SEVERITIES}
    scores = {m: _score(penalty[m], tally.words.get(m, 0)) for m in sorted(penalty) if m}
    return {"units": tally.units, **levels, "mqm": scores}


def _score(penalty: int, words: int) -> float:
    return round(max(0.0, 100 * (1 - penalty / max(words, 1))), 1)


def words_of(unit: Unit) -> int:
    """The source's words, parted by space; half the characters in scripts without spaces; of a plural the most."""
    forms = unit.source
    return max(map(_words, forms.values()), default=0) if len(forms) != 1 else _words(next(iter(forms.values())))


def words_in(units: Iterable[Unit]) -> int:
    """``words_of`` for all of the units together."""
    plain: list[str] = []
    rest = 0
    for unit in units:
        if len(unit.source) == 1:
            plain += unit.source.values()
        else:
            rest += words_of(unit)
    dense = _UNSPACED.search("\n".join(plain)) is not None
    return rest + sum(map(_words, plain) if dense else map(len, map(str.split, plain)))


def _words(text: str) -> int:
    if text.isascii():
        return len(text.split())
    return len(text.split()) + sum("\u3040" <= c <= "\u9fff" for c in text) // 2
