"""What the command line asks of ``check``, and whether it can be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from locakit.cli.say import Voice
    from locakit.shell.workspace import Workspace

_FEW = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks of ``check``."""

    files: Sequence[str] = ()
    markets: Sequence[str] | None = None
    rules: Sequence[str] = ()
    fail_on: str = "error"
    changed: str | None = None
    baseline: str = ""
    write_baseline: str = ""
    fix: bool = False
    source_locale: str = ""
    target_locale: str = ""
    format: str = "text"
    output: str = ""
    jobs: int = 0
    no_cache: bool = False
    project: str = ""


def consistent(wish: Wish) -> None:
    """Raises UsageError for options that contradict each other."""
    from locakit.errors import UsageError

    if wish.changed is not None and not wish.changed.strip():
        raise UsageError(
            "--changed is empty", hint="it needs a git revision or a folder; is a variable of the job not set?"
        )
    part = [
        name for name, value in (("--changed", wish.changed), ("--rules", wish.rules), ("FILE", wish.files)) if value
    ]
    if wish.write_baseline and part:
        raise UsageError(f"--write-baseline records a whole project or market; {part[0]} looks at a part of it")
    if wish.write_baseline and (wish.baseline or wish.fix):
        raise UsageError("--write-baseline stands alone; --baseline and --fix are for other runs")


def spared(wish: Wish, space: Workspace | None) -> None:
    """Raises UsageError where a report or a baseline would be written over a file that is neither."""
    from locakit.check import baseline
    from locakit.shell import disk
    from locakit.shell.ownfiles import Guard

    guard = Guard(*([space] if space else []), others=wish.files)
    guard.refuse("--output", wish.output)
    guard.refuse("--write-baseline", wish.write_baseline)
    if wish.write_baseline and Path(wish.write_baseline).is_file():
        baseline.parse(wish.write_baseline, disk.read_text(wish.write_baseline).text)


def kept(wish: Wish, looked_at: Collection[str]) -> list[tuple[str, ...]]:
    """The rows of a baseline that is written anew for the markets that this run did not look at."""
    from locakit.check import baseline
    from locakit.shell import disk

    if not (wish.markets and Path(wish.write_baseline).is_file()):
        return []
    rows = baseline.rows(wish.write_baseline, disk.read_text(wish.write_baseline).text)
    return [row for row in rows if row[0] not in looked_at]


def sound(space: Workspace, wanted: Sequence[str]) -> None:
    """Raises UsageError for a rule that the command line names and nobody has, ConfigError for the project's."""
    from locakit import check
    from locakit.errors import ConfigError, Fault, UsageError
    from locakit.rules import terms
    from locakit.shell import ownpacks
    from locakit.shell.workspace import CONFIG
    from locakit.splice import place

    project = space.project
    named = {name for content in project.content for name in content.rules}
    named |= {name for market in project.markets for name in project.levels(market)}
    flags = {flag for content in project.content for some in content.flags.values() for flag in some}
    if not (wanted or named or flags):
        return
    known = check.known_rules() | {*terms.pages()}
    own = ownpacks.own(space)
    known |= {id for m in project.markets for id in ownpacks.rule_ids(own, m, project.options(m).extends)}
    if faults := check.unknown(wanted, known):
        raise UsageError("; ".join(faults), hint="locakit explain RULE    # shows one; docs/rules.md lists them all")
    wrong = [(name, told) for name in sorted(named) for told in check.unknown([name], known)]
    wrong += [(flag, told) for flag in sorted(flags) for told in check.unknown_flag(flag, known)]
    if wrong:
        text = space.config_text
        raise ConfigError([Fault(told, CONFIG, *place(text, max(text.find(name), 0))) for name, told in wrong])


def covered(space: Workspace, voice: Voice) -> None:
    """Say what is passed over, and why; raises UsageError where there is nothing at all to check."""
    from locakit.errors import UsageError
    from locakit.shell.state import DISMISSED

    if not space.pairs:
        raise UsageError("; ".join(space.unmatched) or "the project has no content")
    for sentence in space.unmatched:
        voice.note(sentence)
    if space.project.code:
        from locakit.shell.code import unread

        for sentence in unread(space):
            voice.note(sentence)
    for number in space.state.dismissed.wrong[:_FEW]:
        voice.note(f"{DISMISSED}:{number}  this line cannot be read and dismisses nothing")
