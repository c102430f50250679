"""Findings for a person at a terminal: the place, the rule, the line, and a mark under what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locakit.model import Finding
from locakit.reports._order import FEW, counted, many, ordered, together, units
from locakit.reports._place import Excerpt
from locakit.screen import cut, has_right, isolated, shown, window

_COLOURS = {"error": "1;31", "warning": "33", "info": "36", "rule": "1", "quiet": "2"}
_GUTTER = 5


class Terminal:
    """``locakit check``: four lines a finding and one line that counts them."""

    name = "terminal"

    def __init__(
        self, *, colour: bool = False, columns: int = 100, excerpt: Excerpt | None = None, verbose: bool = False,
        fixes: bool = True,
    ) -> None:  # fmt: skip
        self._fixes = fixes
        self._colour = colour
        self._verbose = verbose
        self._columns = max(columns, 40)
        self._excerpt = excerpt or (lambda finding: None)

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; ``summary`` may hold ``units`` and ``seconds``.

        What a whole file lacks is one line for the file, unless the report is verbose.
        """
        groups = together(ordered(findings), 1 if self._verbose else FEW)
        blocks = [line for group in groups for line in (self._fold(group) if group[1:] else self._block(group[0]))]
        return "\n".join([*blocks, *([""] if blocks else []), self._count(findings, summary), ""])

    def _block(self, f: Finding) -> list[str]:
        place = ":".join((shown(f.resource), *(str(n) for n in (f.line, f.column) if n)))
        market = f" [{shown(f.market)}]" if f.market and not f.line else ""
        rule = self._paint("rule", isolated(shown(f.rule)))
        message = isolated(shown(f.message), line=True)
        head = [isolated(place) + market, self._paint(f.severity, f.severity), rule, message]
        if f.fix and self._fixes:
            head.append(self._paint("quiet", "(fixable)"))
        return ["  ".join(head), *self._lines(f)]

    def _fold(self, group: Sequence[Finding]) -> list[str]:
        first = group[0]
        place = isolated(shown(first.resource)) + (f" [{shown(first.market)}]" if first.market else "")
        message = f"{first.message}: {len(group)} keys"
        head = [place, self._paint(first.severity, first.severity), self._paint("rule", first.rule), message]
        keys = isolated(cut(", ".join(f.key for f in group), self._columns - _GUTTER - 5))
        return ["  ".join(head), self._row("", keys), self._row("", "(--verbose and --format json list them all)")]

    def _lines(self, f: Finding) -> list[str]:
        found = self._excerpt(f)
        room = self._columns - _GUTTER - 5
        number = str(f.line) if found else ""
        line, start, end = found or _own(f)
        out: list[str] = []
        if not found and f.key:
            out.append(self._row("", f"key: {isolated(cut(f.key, room - 5))}"))
        if line:
            text, column, size = window(line, start, end, room)
            out.append(self._row(number, isolated(text, line=True)))
            out.append(self._row("", " " * column + self._paint(f.severity, "^" * max(size, 1))))
            if has_right(text) and f.span != (0, len(f.target)) and f.span[0] < f.span[1]:
                out.append(self._row("", f"here: {isolated(cut(f.target[slice(*f.span)], room - 6))}"))
        if f.source:
            out.append(self._row("", "source: " + isolated(f'"{cut(f.source, room - 10)}"')))
        return out

    def _row(self, number: str, text: str) -> str:
        return f"{self._paint('quiet', f'{number:>{_GUTTER}} │')}   {text}".rstrip()

    def _paint(self, kind: str, text: str) -> str:
        return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m" if self._colour else text

    def _count(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        seconds = summary.get("seconds")
        time = f" · {seconds:.2f} s" if isinstance(seconds, float) else ""
        where = units(summary)
        if not findings:
            return f"no findings in {where}{time}"
        parts = counted(findings)
        fixable = sum(f.fix is not None for f in findings) if self._fixes else 0
        if fixable:
            parts.append(f"{fixable} fixable: locakit check --fix")
        return f"{many(len(findings), 'finding')} in {where} ({', '.join(parts)}){time}"


def _own(f: Finding) -> tuple[str, int, int]:
    """Where the file is not at hand: the target itself, or for a fault of the file the line that came with it."""
    return (f.target, *f.span) if f.key else (f.target, max(f.column - 1, 0), len(f.target))
