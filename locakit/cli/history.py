"""diff, as the terminal shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from locakit.changes import Change, compare, marked
from locakit.cli.options import choice
from locakit.cli.say import Voice, content, some

_WORDS = {
    "added": "new", "removed": "gone", "source-changed": "the source changed", "retranslated": "translated again",
    "edited": "edited by hand", "state": "state", "moved": "moved", "formatting": "only formatting",
}  # fmt: skip


def diff(project: str, markets: Sequence[str] | None, before: str, after: str, format: str, voice: Voice) -> int:
    """``locakit diff``."""
    from locakit.shell.snapshots import at, sides
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    wanted = space.markets(markets)
    with at(space, before) as old, at(space, after) as new:
        changes = compare(sides(old, wanted), sides(new, wanted))
    if format == "json":
        voice.json({"version": 1, "changes": [c.as_json() for c in changes]})
        return 0
    for change in changes:
        _show(change, voice)
    counts = Counter(c.kind for c in changes)
    told = ", ".join(f"{n} {_WORDS[kind]}" for kind, n in counts.most_common())
    voice.out(some(len(changes), "unit differs", "units differ") + (f": {told}" if told else ""))
    return 0


def _show(change: Change, voice: Voice) -> None:
    head = f"{change.market}  {change.resource}  {content(change.key)}  {_WORDS[change.kind]}"
    if change.state_before != change.state_after:
        head += f"  {change.state_before or '–'} → {change.state_after or '–'}"
    voice.out(voice.paint(head, "bold"))
    for name, before, after in (
        ("source", change.source_before, change.source_after),
        ("target", change.target_before, change.target_after),
    ):
        if before or after:
            voice.out(f"  {name}  {inline(before, after, voice)}")
    voice.out()


def inline(before: str, after: str, voice: Voice) -> str:
    """One text with the changed words marked: ``[-gone-]`` and ``{+come+}``, coloured where that is possible.

    The whole line is isolated, so marks stand beside the words they mark in right-to-left text too.
    """
    if before == after:
        return content(after)
    if not before or not after:
        sign = ("[-", "-]", "red") if before else ("{+", "+}", "green")
        return voice.paint(f"{sign[0]}{content(before or after)}{sign[1]}", sign[2])
    out = []
    for kind, text in marked(before, after):
        if kind == "same":
            out.append(content(text))
        elif kind == "gone":
            out.append(voice.paint(f"[-{content(text)}-]", "red"))
        else:
            out.append(voice.paint(f"{{+{content(text)}+}}", "green"))
    return "".join(out)
