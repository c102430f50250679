"""check, as the terminal shows it."""

from __future__ import annotations

import fnmatch
import os
import shutil
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from locakit.cli.asked import Wish, consistent, covered, kept, sound, spared
from locakit.cli.options import FORMATS, choice
from locakit.cli.say import Voice, some
from locakit.model import SEVERITIES, Finding

if TYPE_CHECKING:
    from collections import Counter

    from locakit.doors import Rule
    from locakit.shell.checker import Checked
    from locakit.shell.desk import Office
    from locakit.shell.workspace import Workspace

    Known = Counter[tuple[str, str, str]]


def check(wish: Wish, voice: Voice) -> int:
    """``locakit check``."""
    from locakit import check as checks
    from locakit.shell import disk

    choice("--fail-on", wish.fail_on, (*SEVERITIES, "never"))
    choice("--format", wish.format, FORMATS)
    consistent(wish)
    began = time.perf_counter()
    known = _baseline(wish)
    name, root, found = _found(wish, voice, known)
    findings = _fresh(found.findings, known)
    summary: dict[str, object] = {"project": name, **checks.summary(found.tally, findings)}
    summary |= {"dismissed": found.dismissed, "approved": found.approved, "seconds": time.perf_counter() - began}
    if wish.write_baseline:
        from locakit.check import baseline

        disk.write_text(wish.write_baseline, baseline.render(found.findings, kept(wish, found.tally.words)))
        voice.note(f"{wish.write_baseline}: {some(len(found.findings), 'finding')} on record")
        return 0
    _report(wish, voice, root, findings, summary, found)
    if known is not None and len(findings) < len(found.findings):
        voice.note(f"{some(len(found.findings) - len(findings), 'finding')} more, on record in {wish.baseline}")
    if found.dismissed:
        approved = f" ({found.approved} approved by name)" if found.approved else ""
        how = ": locakit dismiss --list" if voice.verbose else ""
        voice.note(f"{some(found.dismissed, 'finding')} more, dismissed with a reason{approved}{how}")
    return _exit(findings, wish.fail_on)


def _baseline(wish: Wish) -> Known | None:
    from locakit.check import baseline
    from locakit.errors import UsageError
    from locakit.shell import disk

    if wish.baseline and not Path(wish.baseline).is_file():
        raise UsageError(f"there is no baseline {wish.baseline}", hint="locakit check --write-baseline FILE makes one")
    return baseline.parse(wish.baseline, disk.read_text(wish.baseline).text) if wish.baseline else None


def _fresh(findings: Sequence[Finding], known: Known | None) -> Sequence[Finding]:
    from locakit.check import baseline

    return findings if known is None else baseline.new(findings, known)


def _found(wish: Wish, voice: Voice, known: Known | None) -> tuple[str, Path, Checked]:
    """The project's name, the folder that paths are relative to, and what was found."""
    from locakit.errors import UsageError
    from locakit.shell.workspace import find_root, open_workspace

    try:
        root = find_root(wish.project)
    except UsageError:
        if not wish.files or wish.project:
            raise
        spared(wish, None)
        return Path.cwd().name, Path.cwd(), _alone(wish, voice)
    space = open_workspace(str(root))
    spared(wish, space)
    only, strange = _named(space, wish.files)
    name = space.project.name or root.name
    if wish.files and not only:
        return name, Path.cwd(), _alone(wish, voice)
    if strange:
        raise UsageError(f"{', '.join(strange)}: no file of this project; check such files by themselves")
    return name, root, _project(wish, voice, space, only, known)


def _alone(wish: Wish, voice: Voice) -> Checked:
    """Bilingual files by themselves."""
    from locakit.errors import UsageError
    from locakit.shell.bilingual import check_files
    from locakit.shell.checker import Checked

    for option in ("changed", "fix", "markets"):
        if getattr(wish, option):
            raise UsageError(f"--{option.removesuffix('s')} needs a project; these files belong to none")
    out = Checked(fixable=False)
    _able(voice, wish.rules, [wish.target_locale] if wish.target_locale else [])
    for market, part in check_files(wish.files, wish.source_locale, wish.target_locale, wish.rules):
        out.take(market, part)
    return out


def _named(space: Workspace, files: Sequence[str]) -> tuple[set[tuple[str, str]], list[str]]:
    """By market and source file: the project's files among those of the command line; and those that are none."""
    out: set[tuple[str, str]] = set()
    strange: list[str] = []
    places = [(pair.source, pair.target(m), m) for pair in space.pairs for m in space.project.markets]
    for file in files:
        asked = os.path.relpath(os.path.abspath(file), space.root).replace(os.sep, "/")
        folder = (space.root / asked).is_dir()
        below = "" if asked == "." else f"{asked}/"
        found = {
            (market, source) for source, target, market in places for path in (source, target)
            if path == asked or (folder and path.startswith(below))
        }  # fmt: skip
        out |= found
        strange += [] if found else [file]
    return out, strange


def _project(
    wish: Wish, voice: Voice, space: Workspace, named: Collection[tuple[str, str]], on_record: Known | None
) -> Checked:  # fmt: skip
    from locakit.shell.checker import check_markets
    from locakit.shell.findings import Cache

    markets = space.markets(wish.markets)
    with ExitStack() as stack:

        @cache
        def office() -> Office:
            from locakit.shell.desk import open_office

            made = stack.enter_context(open_office(space, write=wish.fix))
            made.chosen = tuple(wish.rules)
            return made

        sound(space, wish.rules)
        covered(space, voice)
        _able(voice, {*wish.rules, *(id for market in markets for id in space.project.levels(market))}, markets)
        only = _only(wish, space, markets, named)
        remembered = not (wish.no_cache or wish.fix or wish.rules)
        known = Cache(space) if remembered else None
        found = check_markets(space, office, markets, only=only, jobs=1 if wish.fix else wish.jobs, cache=known)
        if wish.format == "sarif":
            found.rules = {rule.id: rule for market in markets for rule in office().rules(market)}
        return _fixed(voice, space, office(), markets, found, on_record) if wish.fix else found


def _able(voice: Voice, named: Collection[str], markets: Sequence[str]) -> None:
    """Give the rules what they need of this machine; a rule that cannot run says so, it does not pass."""
    missing = []
    if any(fnmatch.fnmatchcase("spelling.word", name) for name in named):
        from locakit.rules import spelling
        from locakit.shell import dictionaries

        spelling.use(dictionaries.find)
        missing.append(spelling.unavailable(markets))
    if voice.verbose:
        from locakit.rules import language, sizes

        missing += [language.unavailable(markets), sizes.unavailable(markets)]
    for sentence in filter(None, missing):
        voice.note(sentence)


def _fixed(
    voice: Voice, space: Workspace, office: Office, markets: Sequence[str], found: Checked, on_record: Known | None
) -> Checked:  # fmt: skip
    """What is left after the fixes; findings that are on record in a baseline stay as they are."""
    from locakit.shell.checker import check_markets
    from locakit.shell.fixer import apply_fixes
    from locakit.shell.workspace import open_workspace

    fixed = apply_fixes(space, markets, _fresh(found.findings, on_record))
    for line in fixed:
        voice.note(f"fixed  {line}")
    space = open_workspace(str(space.root)) if fixed else space
    return check_markets(space, lambda: office.again(space), markets) if fixed else found


def _only(
    wish: Wish, space: Workspace, markets: Sequence[str], named: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], Collection[str] | None] | None:
    """What to look at: None is everything, None for a file is all of it."""
    from locakit.errors import UsageError

    only: dict[tuple[str, str], Collection[str] | None] | None = None
    if wish.changed:
        from locakit.shell.since import changed

        only = {**changed(space, wish.changed, markets)}
    if named:
        if not any(market in markets for market, _ in named):
            raise UsageError("the files and --market have nothing in common")
        only = dict.fromkeys(named) if only is None else {place: only[place] for place in named if place in only}
    return only


def _report(
    wish: Wish, voice: Voice, root: Path, findings: Sequence[Finding], summary: Mapping[str, object], found: Checked
) -> None:  # fmt: skip
    from locakit.reports import registry
    from locakit.shell import disk

    report = registry.make(
        "terminal" if wish.format == "text" else wish.format,
        verbose=voice.verbose, colour=not wish.output and voice.colour_on(sys.stdout), excerpt=_Lines(root).excerpt,
        columns=min(shutil.get_terminal_size((100, 20)).columns, 160), prefix=_prefix(root), fail_on=wish.fail_on,
        fixes=found.fixable, rules=_pages(found.rules) if wish.format == "sarif" else (),
    )  # fmt: skip
    text = report.render(findings, summary)
    if wish.output:
        disk.write_text(wish.output, text)
        voice.note(registry.make("terminal").render((), summary).strip() if not findings else _count(summary))
    else:
        sys.stdout.write(text)


def _pages(rules: Mapping[str, Rule]) -> list[object]:
    """The rules whose pages go along with a report: all that everybody has, and the markets' own."""
    from locakit.rules import registry

    return list({**rules, **registry.builtin(), **registry.wide(), **registry.stated()}.values())


def _count(summary: Mapping[str, object]) -> str:
    counts = [some(n, s) for s in SEVERITIES if isinstance(n := summary[f"{s}s"], int) and n]
    return f"{', '.join(counts)} in {summary['units']} units"


def _prefix(root: Path) -> str:
    """The project's folder as CI names it: from the top of the repository, with a slash; empty where it is the top."""
    from locakit.shell import git

    top = git.root(root)
    inside = os.path.relpath(os.path.realpath(root), os.path.realpath(top)).replace(os.sep, "/") if top else "."
    return "" if inside == "." else f"{inside}/"


class _Lines:
    """The line that a finding is in, read from its file when it is to be shown."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._last: tuple[str, list[str]] = ("", [])

    def excerpt(self, finding: Finding) -> tuple[str, int, int] | None:
        """The line and the columns at fault; None where the finding has no place, or the file is gone."""
        from locakit import check as checks

        if not finding.line:
            return None
        if self._last[0] != finding.resource:
            self._last = finding.resource, self._read(finding.resource)
        lines = self._last[1]
        return checks.excerpt(finding, lines[finding.line - 1]) if finding.line <= len(lines) else None

    def _read(self, path: str) -> list[str]:
        from locakit.errors import LocakitError
        from locakit.shell import disk

        try:
            return [line.rstrip("\r") for line in disk.read_text(self._root / path).text.split("\n")]
        except LocakitError:
            return []


def _exit(findings: Sequence[Finding], fail_on: str) -> int:
    if fail_on == "never":
        return 0
    worst = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return 1 if any(f.severity in worst for f in findings) else 0
