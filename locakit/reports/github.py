"""Findings as workflow commands, which GitHub shows as annotations beside the lines of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from locakit.model import Finding
from locakit.reports._order import counted, many, ordered, placed_first, together, units
from locakit.reports._place import Excerpt, region, within
from locakit.reports._text import brief

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_SHOWN = 10
"""Annotations of a kind that GitHub shows of one step; the others stand in the log alone."""


class GitHub:
    """``locakit check --format github``: one command a line; the runner reads them from the output of a step."""

    name = "github"

    def __init__(self, *, excerpt: Excerpt | None = None, prefix: str = "") -> None:
        self._excerpt = excerpt
        self._prefix = prefix

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; ``summary`` may hold ``units``. The last line counts; the first says what will not be shown."""
        groups = placed_first(together(ordered(findings)))
        told = f"locakit: {', '.join(counted(findings)) or 'no findings'} in {units(summary)}"
        return "\n".join([*_unseen(groups), *map(self._command, groups), told, ""])

    def _command(self, group: Sequence[Finding]) -> str:
        f = group[0]
        lines = [f.message if not group[1:] else f"{f.message}: {len(group)} keys"]
        if f.key:
            lines.append(f"key: {brief(', '.join(g.key for g in group))}")
        if f.source and not group[1:]:
            lines.append(f"source: {brief(f.source)}")
        title = f.rule + (f" [{f.market}]" if f.market else "")
        properties = {"file": within(self._prefix, f.resource), **self._region(f), "title": title}
        said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        return f"::{_COMMANDS[f.severity]} {said}::" + "%0A".join(_data(brief(line, 1000)) for line in lines)

    def _region(self, f: Finding) -> dict[str, int]:
        place = region(f, self._excerpt)
        if place is None:
            return {}
        columns = {"col": place.start, "endColumn": max(place.start, place.end - 1)} if place.start else {}
        return {"line": place.line, "endLine": place.line, **columns}


def _unseen(groups: Sequence[Sequence[Finding]]) -> list[str]:
    """A notice of what GitHub drops; it comes first and takes the place of one other notice."""
    kinds = Counter(_COMMANDS[g[0].severity] for g in groups)
    if max(kinds.values(), default=0) <= _SHOWN:
        return []
    kinds["notice"] += 1
    over = [f"{kinds[k] - _SHOWN} of {many(kinds[k], k)}" for k in _COMMANDS.values() if kinds[k] > _SHOWN]
    return [
        f"::notice title=locakit::{' and '.join(over)} stand in this step's log only: GitHub shows {_SHOWN} of a kind"
    ]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(brief(text, 1000)).replace(":", "%3A").replace(",", "%2C")
