"""glossary, as the terminal shows it and as JSON: list, lint, export, import."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, content, some, table
from locakit.errors import UsageError
from locakit.model import SEVERITIES, Finding

if TYPE_CHECKING:
    from locakit.glossary.absorb import Absorbed
    from locakit.glossary.books import Stated
    from locakit.shell.workspace import Workspace


def listing(project: str, markets: Sequence[str] | None, format: str, voice: Voice) -> int:
    """``locakit glossary list``."""
    from locakit.glossary.books import stated
    from locakit.shell import glossary
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    books, source = glossary.books(space), space.project.source
    found = {m: list(stated(books, source, m)) for m in space.markets(markets)}
    if format == "json":
        voice.json({"version": 1, "markets": {m: [s.as_json() for s in rows] for m, rows in found.items()}})
        return 0
    for market, rows in found.items():
        voice.out(voice.paint(f"{market}  {some(len(rows), 'term')}", "bold"))
        for line in table([_cells(s) for s in rows]):
            voice.out(f"  {line}")
    return 0


def _cells(one: Stated) -> list[str]:
    use = one.use
    told = [content(use.use) if not one.is_name else "(stays as it is)"]
    told += [f"also {', '.join(map(content, use.also))}"] if use.also else []
    told += [f"not {', '.join(map(content, use.avoid))}"] if use.avoid else []
    place = one.book.place(one.number)[0]
    where = f"{one.locale or 'any'}  {one.book.path}:{place}"
    return [content(one.entry.source), "; ".join(told), where]


def lint(project: str, markets: Sequence[str] | None, fail_on: str, format: str, voice: Voice) -> int:
    """``locakit glossary lint``."""
    from locakit import check
    from locakit.glossary.lint import Room
    from locakit.glossary.lint import lint as judged
    from locakit.shell import glossary
    from locakit.shell.desk import open_office
    from locakit.shell.workspace import open_workspace

    choice("--fail-on", fail_on, (*SEVERITIES, "never"))
    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    found = glossary.library(space)
    findings = glossary.unreadable(found.faults)
    with open_office(space) as office:
        if not found.faults:
            room = Room(
                found.books, space.project.source, space.markets(markets), glossary.texts(space), office.check
            )  # fmt: skip
            findings += check.weigh(judged(room), space.project.rules)
    texts = {b.path: b.text for b in found.books}
    _report(space, findings, sum(len(b.glossary.entries) for b in found.books if b.own), texts, format, voice)
    worst = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
    return 1 if any(f.severity in worst for f in findings) else 0


def _report(
    space: Workspace, findings: Sequence[Finding], terms: int, texts: Mapping[str, str], format: str, voice: Voice
) -> None:
    from locakit.reports import registry

    def excerpt(finding: Finding) -> tuple[str, int, int] | None:
        lines = texts.get(finding.resource, "").split("\n")
        if not 0 < finding.line <= len(lines):
            return None
        start = finding.column - 1
        return lines[finding.line - 1].rstrip("\r"), start, start + max(finding.span[1], 1)

    if format == "json":
        counts = Counter(f.severity for f in findings)
        summary = {f"{s}s": counts[s] for s in SEVERITIES} | {"units": terms}
        name = space.project.name or space.root.name
        sys.stdout.write(registry.make("json").render(findings, {"project": name, **summary}))
        return
    columns = min(shutil.get_terminal_size((100, 20)).columns, 160)
    report = registry.make(
        "terminal", verbose=True, colour=voice.colour_on(sys.stdout), columns=columns, excerpt=excerpt
    )  # fmt: skip
    text = report.render(findings, {"units": terms})
    sys.stdout.write(text.replace(f"in {terms} units", f"in {some(terms, 'term')}"))


def export(project: str, markets: Sequence[str] | None, file: str, format: str, own: bool, voice: Voice) -> int:
    """``locakit glossary export``."""
    from locakit.shell import glossary
    from locakit.shell.ownfiles import Guard
    from locakit.shell.workspace import open_workspace

    space = open_workspace(project)
    market, kind = glossary.one_market(space, markets), glossary.format_of(file, format)
    books = [b for b in glossary.books(space) if b.own or not own]
    name = space.project.name or space.root.name
    text, count = glossary.rendered(books, space.project.source, kind, market, name)
    if file == "-":
        sys.stdout.write(text)
        return 0
    Guard(space).refuse("glossary export", file)
    changed = glossary.save(file, text, bom=kind in ("csv", "tsv"))
    voice.note(f"{some(count, 'term')} in {file}{'' if changed else ', which said so already'}")
    return 0


def take(
    project: str, markets: Sequence[str] | None, file: str, into: str, format: str, dry: bool, voice: Voice
) -> int:
    """``locakit glossary import``."""
    from locakit.shell import glossary
    from locakit.shell.workspace import open_workspace

    space = open_workspace(project)
    entries, left = glossary.read_entries(file, format, space.project.source, glossary.one_market(space, markets))
    name = glossary.home(space, into, file)
    if not entries:
        raise UsageError(f"{file} has no term that a glossary could hold", hint=left[0] if left else "")
    done = glossary.take_in(space, name, entries)
    if not dry:
        space.write(name, done.text)
    _told(done, left, name, dry, voice)
    if not glossary.listed(space, name):
        voice.note(f"\nNext: add {name} to `glossaries:` in locakit.yaml")
    return 0


def _told(done: Absorbed, left: Sequence[str], name: str, dry: bool, voice: Voice) -> None:
    counts = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.same)} as they were"
    voice.out(f"{name}: {counts}{' (nothing written)' if dry else ''}")
    if voice.verbose:
        for word, terms in (("added", done.added), ("changed", done.changed)):
            if terms:
                voice.out(f"  {word}: {', '.join(map(content, terms))}")
    if left:
        voice.out(f"  {some(len(left), 'term')} left out:")
        for said in left if voice.verbose else left[:3]:
            voice.out(f"    {content(said)}")
        if len(left) > 3 and not voice.verbose:
            voice.out(f"    … and {len(left) - 3} more: --verbose")
