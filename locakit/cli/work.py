"""plan and translate, as the terminal shows them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from locakit.cli.say import Voice, clip, content, some, table
from locakit.errors import DiskError
from locakit.model import Entry
from locakit.shell import deriving
from locakit.shell.desk import Office, open_office
from locakit.shell.forecast import Forecast, forecast, leaves_machine
from locakit.shell.runner import Result, Survey, run
from locakit.shell.workspace import open_workspace

if TYPE_CHECKING:
    from rich.progress import Progress

    from locakit.shell.workspace import Workspace


Learn = Callable[[list[Entry]], None]
_OTHERS = (("propose", "propose"), ("drop", "drop"), ("keep", "kept"))


def plan(project: str, markets: Sequence[str] | None, format: str, voice: Voice) -> int:
    """``locakit plan``."""
    from locakit.cli.options import choice

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    with open_office(space) as office:
        office.deriving.sketched = True
        surveys = _surveys(space, office, markets, lambda _: None)
        forecasts = {s.market: _forecast(s, office) for s in surveys}
    if format == "json":
        voice.json({"version": 1, "markets": {m: f.as_json() for m, f in forecasts.items()}})
        return faults(space, voice)
    _heading(space, list(forecasts.values()), voice)
    _plan_rows(list(forecasts.values()), voice)
    _tight(list(forecasts.values()), voice)
    if not voice.quiet or voice.verbose:
        _steps(surveys, voice)
    return faults(space, voice)


def _forecast(found: Survey, office: Office) -> Forecast:
    project = office.space.project
    market = office.market(found.market)
    return forecast(found, office.providers(found.market), office.locale, market, project.budget.currency)


def _surveys(space: Workspace, office: Office, markets: Sequence[str] | None, learn: Learn) -> list[Survey]:
    return deriving.surveys(office, space.markets(markets), learn)


def _heading(space: Workspace, forecasts: Sequence[Forecast], voice: Voice) -> None:
    units = max((f.units for f in forecasts), default=0)
    words = max((f.source_words for f in forecasts), default=0)
    names = ", ".join(f.market for f in forecasts)
    where = leaves_machine(forecasts)
    voice.out(f"{space.project.source} → {names} · {some(units, 'unit')} · {some(words, 'word')} · {where}")
    voice.out()


def _plan_rows(forecasts: Sequence[Forecast], voice: Voice) -> None:
    rows = [
        [
            f"  {f.market}", f"{f.acts['translate']:,} translate", f.provider if f.characters else "",
            _recalled(f), *(f"{f.acts[a]:,} {said}" for a, said in _OTHERS),
            f"{f.characters:,} characters", f"{f.requests:,} requests", f.price(), f.time(),
        ]
        for f in forecasts
    ]  # fmt: skip
    for line in table(rows, frozenset({1, 3, 4, 5, 6, 7, 8})):
        voice.out(line)


def _tight(forecasts: Sequence[Forecast], voice: Voice) -> None:
    """The units whose translations are unlikely to fit their channel, by how such texts usually grow."""
    for found in (f for f in forecasts if f.tight):
        few = len(found.tight) if voice.verbose else 3
        voice.out(f"\n{found.market}: {some(len(found.tight), 'unit is', 'units are')} unlikely to fit")
        rows = [
            [f"  {content(path)}", clip(key, 44), f"about {o.expected} of {o.allowed} ({o.unit})"]
            for path, key, o in found.tight[:few]
        ]
        for line in table(rows):
            voice.out(line)
        if len(found.tight) > few:
            voice.out(f"  … and {len(found.tight) - few} more: locakit plan --verbose")


def _recalled(found: Forecast) -> str:
    known = found.acts["recall"] - found.derived
    parts = [f"{known:,} memory"] if known or not found.derived else []
    return " + ".join([*parts, *([f"{found.derived:,} derived"] if found.derived else [])])


def _steps(surveys: Sequence[Survey], voice: Voice) -> None:
    """Every step with --verbose; the first few otherwise, with the number of the others."""
    room = 10**9 if voice.verbose else 8
    for found in surveys:
        steps = [(p, s) for _, p in found.plans for s in p.steps if s.act != "keep" or voice.verbose]
        if not steps:
            continue
        voice.out(f"\n{found.market}")
        rows = [
            [
                f"  {s.act}",
                p.target,
                clip(s.key, 44),
                s.why,
                clip(s.source.text if s.source else "", 48),
            ]
            for p, s in steps[:room]
        ]
        for line in table(rows):
            voice.out(line)
        if len(steps) > room:
            voice.out(f"  … and {len(steps) - room} more: locakit plan --verbose")


def faults(space: Workspace, voice: Voice) -> int:
    """Say what could not be read or found, each thing once in a command; the exit code that follows."""
    for sentence in (*space.unmatched, *(fault.render() for fault in space.broken)):
        name = sentence.partition("\n")[0]
        if name not in voice.told:
            voice.told.add(name)
            voice.fault(sentence)
    return DiskError.exit_code if space.unread else 1 if space.broken or space.unmatched else 0


def translate(project: str, markets: Sequence[str] | None, format: str, voice: Voice, *, prune: bool = False) -> int:
    """``locakit translate``."""
    from locakit.cli.options import choice
    from locakit.cli.results import as_json, report

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    with open_office(space, write=True) as office:
        results = translate_all(space, office, markets, voice if format == "text" else Voice(quiet=True), prune)
    if format == "json":
        voice.json({"version": 1, "markets": {r.market: as_json(r) for r in results}})
    else:
        report(results, voice, whole=not (space.broken or space.unmatched))
    return _exit(space, results, voice)


def _exit(space: Workspace, results: Sequence[Result], voice: Voice) -> int:
    broken = faults(space, voice)
    if any(r.outcome.due for r in results):
        return DiskError.exit_code
    held = any(r.outcome.held or r.stored.findings for r in results)
    return broken or int(held)


def translate_all(
    space: Workspace, office: Office, markets: Sequence[str] | None, voice: Voice, prune: bool = False
) -> list[Result]:
    """Survey and run the markets one after the other; a market that fails leaves the others alone."""
    surveys = _surveys(space, office, markets, office.learn)
    if not voice.quiet:
        forecasts = [_forecast(s, office) for s in surveys]
        _heading(space, forecasts, voice)
        _plan_rows(forecasts, voice)
        voice.out()
    results: list[Result] = []
    failed: DiskError | None = None
    for found in (deriving.renewed(office, one) for one in surveys):
        with _progress(found, voice) as desk_progress:
            desk = office.desk(found.market)
            desk.on_progress = desk_progress
            try:
                results.append(run(space, found, desk, prune=prune))
            except DiskError as error:
                failed = failed or error
                voice.note(f"{found.market}: {error.message}")
    if failed:
        raise failed
    return results


def _progress(found: Survey, voice: Voice) -> _Bar:
    total = sum(1 for w in found.work())
    return _Bar(found.market, total, sys.stderr.isatty() and not voice.quiet and total > 0)


class _Bar:
    """A progress bar on stderr, on a terminal only; rich is imported for it alone."""

    def __init__(self, name: str, total: int, wanted: bool) -> None:
        self._name, self._total, self._wanted = name, total, wanted
        self._progress: Progress | None = None

    def __enter__(self) -> _Bar:
        if self._wanted:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            name, rate = TextColumn("{task.description}"), TextColumn("{task.fields[rate]}")
            columns = (name, BarColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn())
            self._progress = Progress(*columns, console=Console(stderr=True))
            self._progress.start()
            self._progress.add_task(self._name, total=self._total, rate="")
        return self

    def __call__(self, count: int) -> None:
        """``count`` more units are finished."""
        if self._progress is not None:
            task = self._progress.tasks[0]
            self._progress.advance(task.id, count)
            rate = f"{task.completed / task.elapsed:,.0f}/s" if task.elapsed else ""
            self._progress.update(task.id, rate=rate)

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()
