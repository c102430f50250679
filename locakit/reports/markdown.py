"""Findings as a comment on a pull or merge request: HTML tables in Markdown, which no text can break out of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from locakit.model import SEVERITIES, Finding
from locakit.reports._order import counted, many, ordered, placed_first, together, units
from locakit.reports._place import utf16, within
from locakit.reports._text import brief, escaped

MOST = 65_536
"""Characters that GitHub takes in a comment."""

_ROOM = 600
"""What the last lines and a table's head and end may need."""

_MARK = "<!-- locakit -->"
_CALLS = re.compile(r"@(?=\w)|#(?=\d)|GH-(?=\d)|:(?=//|[\w+-]+:)|www(?=\.)|[0-9a-f](?=[0-9a-f]{6})", re.IGNORECASE)
_HEAD = "<table><thead><tr><th>place</th><th>rule</th><th>fault</th></tr></thead><tbody>"


class Markdown:
    """``locakit check --format markdown``: one table for each severity; what does not fit is counted."""

    name = "markdown"

    def __init__(self, *, prefix: str = "", most: int = MOST) -> None:
        self._prefix = prefix
        self._most = most

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; ``summary`` may hold ``units`` and ``mqm``. Its first line is a mark to find the comment by."""
        told = f"### locakit: {', '.join(counted(findings)) or 'no findings'} in {units(summary)}"
        out = [_MARK, told, *_scores(summary)]
        groups = placed_first(together(ordered(findings)))
        cut = 0
        for severity in SEVERITIES:
            of_it = [g for g in groups if g[0].severity == severity]
            shown = list(self._fitting(of_it, self._most - _ROOM - sum(utf16(line) + 1 for line in out)))
            if shown:
                out += ["", *_table(many(sum(map(len, of_it)), severity), shown, opened=severity == "error")]
            cut += sum(map(len, of_it[len(shown) :]))
        if cut:
            out += ["", f"{many(cut, 'finding')} more: there is no room for them here; the job's log has them all."]
        return "\n".join([*out, ""])

    def _fitting(self, groups: Sequence[Sequence[Finding]], room: int) -> Iterator[str]:
        for row in map(self._row, groups):
            room -= utf16(row) + 1
            if room < 0:
                return
            yield row

    def _row(self, group: Sequence[Finding]) -> str:
        f = group[0]
        place = ":".join((within(self._prefix, f.resource), *(str(n) for n in (f.line, f.column) if n)))
        more = f": {len(group)} keys" if group[1:] else ""
        named = {"key": ", ".join(g.key for g in group), **({} if more else {"source": f.source, "target": f.target})}
        texts = [f"{name} {code(text)}" for name, text in named.items() if text]
        market = f" {code(f.market)}" if f.market else ""
        cells = (f"{code(place)}{market}", code(f.rule), "<br>".join([quiet(f.message) + more, *texts]))
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _scores(summary: Mapping[str, object]) -> list[str]:
    scores = summary.get("mqm")
    if not isinstance(scores, Mapping) or not scores:
        return []
    return ["", "MQM score: " + " · ".join(f"{code(str(m))} {score}" for m, score in scores.items())]


def _table(title: str, rows: Sequence[str], *, opened: bool) -> list[str]:
    """No empty line may stand in the HTML: Markdown would take over there."""
    return [
        f"<details{' open' if opened else ''}><summary>{title}</summary>",
        _HEAD,
        *rows,
        "</tbody></table>",
        "</details>",
    ]


def code(text: str) -> str:
    """In ``<code>`` nobody is called (``@name``) and nothing becomes a link."""
    return f'<code dir="auto">{escaped(brief(text))}</code>'


def quiet(text: str) -> str:
    """Prose in which nobody is called and nothing becomes a link or a picture: a mark of no width parts the sign."""
    return _CALLS.sub("\\g<0>&#8288;", escaped(brief(text, 600)))
