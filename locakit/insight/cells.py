"""Pieces of a report's page: every text from outside goes through here, so that none has an effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from locakit.reports._text import brief, escaped

_NAME = 90
"""Columns that a name may have; a longer one is cut."""
_SHORT = 22
"""Letters that stand on one line."""


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is HTML already."""

    text: str
    long: bool = False
    """It may have to be broken into several lines."""


Cell = str | int | float | Html | None
"""What stands in a table: a name, a number, nothing known, or HTML."""


def name(text: str, lang: str = "") -> Html:
    """A name or content from outside, in its own direction whatever stands around it."""
    said = f' lang="{escaped(lang)}"' if lang else ""
    return Html(f'<bdi dir="auto"{said}>{escaped(brief(text, _NAME))}</bdi>', len(text) > _SHORT)


def number(value: float, digits: int = 0) -> str:
    """``1,234`` or ``98.2``."""
    return f"{value:,.{digits}f}"


def some(count: int, one: str) -> str:
    """``1 market``, ``1,234 markets``."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def percent(part: int, whole: int) -> str:
    """``82 %``, rounded down: 100 % is said of nothing less; an en dash where there is nothing."""
    return f"{100 * part // whole} %" if whole else "–"


def minute(at: str) -> str:
    """``2026-11-23 00:14 UTC``."""
    return f"{at[:10]} {at[11:16]} UTC"


def day(at: str) -> str:
    """The day of a time; an en dash where it is not known."""
    return at[:10] if at[:4].isdigit() else "–"


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table whose first column names its rows; columns of numbers stand at the right; empty without rows."""
    made = [list(row) for row in rows]
    if not made:
        return ""
    numeric = [all(isinstance(row[n], int | float | None) for row in made) for n in range(len(head))]
    numeric[0] = False
    top = "".join(_head(text, numeric[n]) for n, text in enumerate(head))
    body = "\n".join(f"<tr>{_first(row[0])}{''.join(map(_cell, row[1:], numeric[1:]))}</tr>" for row in made)
    said = escaped(caption)
    title = f"<caption><span>{said}</span></caption>"
    return (
        f'<div class="wide" role="group" tabindex="0" aria-label="{said}"><table>{title}\n'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _head(text: str, numeric: bool) -> str:
    kind = ' class="n"' if numeric else ""
    return f'<th scope="col"{kind}>{escaped(text)}</th>'


def _first(cell: Cell) -> str:
    return f'<th scope="row"{_kind(cell, False)}>{_said(cell)}</th>'


def _cell(cell: Cell, numeric: bool) -> str:
    return f"<td{_kind(cell, numeric)}>{_said(cell)}</td>"


def _kind(cell: Cell, numeric: bool) -> str:
    long = cell.long if isinstance(cell, Html) else isinstance(cell, str) and len(cell) > _SHORT
    return ' class="n"' if numeric else ' class="long"' if long else ""


def _said(cell: Cell) -> str:
    if isinstance(cell, Html):
        return cell.text
    if isinstance(cell, str):
        return escaped(cell)
    return "–" if cell is None else number(cell, 1 if isinstance(cell, float) else 0)


def figure(svg: str) -> str:
    """A drawing; empty without one."""
    return f'<figure tabindex="0">{svg}</figure>' if svg else ""


def paragraph(text: str, quiet: bool = False) -> str:
    """A sentence of our own."""
    kind = ' class="quiet"' if quiet else ""
    return f"<p{kind}>{escaped(text)}</p>" if text else ""


def section(id: str, title: str, *parts: str) -> str:
    """A part of the page under its heading."""
    inner = "\n".join(filter(None, parts))
    return f'<section aria-labelledby="{id}">\n<h2 id="{id}">{escaped(title)}</h2>\n{inner}\n</section>'
