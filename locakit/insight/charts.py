"""Charts drawn by matplotlib (the extra ``report``): the same values give the same bytes; colours are the page's.

The library is only loaded where something is drawn. Nothing of its user's settings has an effect.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from locakit.insight.svg import inline
from locakit.reports._text import brief
from locakit.screen import width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MISSING = "The charts are drawn by matplotlib, which is not installed: pip install 'locakit[report]'"
NAMES = (
    "ink", "quiet", "grid", "final", "reviewed", "translated", "initial", "error", "warning", "info",
    "l1", "l2", "l3", "l4", "l5", "l6",
)  # fmt: skip
"""The page's colours."""
_COLOURS: Mapping[str, str] = {name: f"#0107{n:02x}" for n, name in enumerate(NAMES)}
"""What the library is told in their place; the page's own are put in afterwards."""
_PAGES: Mapping[str, str] = {told: f"var(--{name})" for name, told in _COLOURS.items()}
LINES = ("l1", "l2", "l3", "l4", "l5", "l6")
_DASHES = ("-", "--", "-.", ":")
_MARKERS = ("o", "s", "^", "D", "v", "P")
_INCHES, _TALL, _ROW = 6.2, 2.9, 0.26
_LETTERS = 30
"""Columns that a label may have."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from left to right, each made of parts."""

    name: str
    title: str
    labels: Sequence[str]
    parts: Mapping[str, Sequence[float]]
    """What a part is called, and its length in each bar."""
    colours: Sequence[str]
    """Of each part, by its name in the page."""
    ends: Sequence[str] = ()
    """What stands behind each bar."""
    most: float = 0.0
    """The scale's end; 0 is that of the longest bar."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over time."""

    name: str
    title: str
    moments: Sequence[tuple[float, str]]
    """Seconds since 1970, and how the moment is called."""
    lines: Mapping[str, Sequence[float | None]]
    """What a line is called, and its value at each moment."""


def available() -> bool:
    """True where the library is installed."""
    return find_spec("matplotlib") is not None


def bars(chart: Bars) -> str:
    """The chart as SVG for an HTML page; empty without bars."""
    if not chart.labels:
        return ""
    labels = [brief(text, _LETTERS) for text in chart.labels]
    parts = {part: lengths for part, lengths in chart.parts.items() if any(lengths)}
    colours = [c for c, part in zip(chart.colours, chart.parts, strict=True) if part in parts]
    top = 0.4 if len(parts) > 1 else 0.1
    height = _ROW * len(labels) + 0.3 + top
    margins = _room(labels), _room(chart.ends), top
    with _canvas(chart.name, height, margins) as (figure, axes):
        start = [0.0] * len(labels)
        for (part, lengths), colour in zip(parts.items(), colours, strict=True):
            axes.barh(range(len(labels)), lengths, 0.66, start, color=_COLOURS[colour], label=_named(part), linewidth=0)
            start = [a + b for a, b in zip(start, lengths, strict=True)]
        limit = chart.most or max(start) or 1.0
        for row, text in enumerate(chart.ends):
            axes.text(limit * 1.015, row, text, va="center", ha="left", color=_COLOURS["ink"])
        axes.set(xlim=(0, limit), ylim=(len(labels) - 0.5, -0.5))
        axes.set_yticks(range(len(labels)), labels)
        axes.grid(axis="x", color=_COLOURS["grid"], linewidth=0.5)
        axes.xaxis.set_major_locator(_whole(limit))
        _legend(figure, axes)
        return _drawn(figure, chart.name, chart.title)


def lines(chart: Lines) -> str:
    """The chart as SVG for an HTML page; empty with fewer than two moments."""
    if len(chart.moments) < 2:
        return ""
    times = [when for when, _ in chart.moments]
    times = times if times[-1] > times[0] else [float(n) for n in range(len(times))]
    with _canvas(chart.name, _TALL, (0.5, 0.25, 0.6 if len(chart.lines) > 4 else 0.4)) as (figure, axes):
        for n, (name, values) in enumerate(chart.lines.items()):
            there = [(x, y) for x, y in zip(times, values, strict=True) if y is not None]
            axes.plot(
                [x for x, _ in there], [y for _, y in there], label=_named(name), linewidth=1.6, markersize=4,
                color=_COLOURS[LINES[n % len(LINES)]], linestyle=_DASHES[n % len(_DASHES)],
                marker=_MARKERS[n % len(_MARKERS)],
            )  # fmt: skip
        lowest = min((y for values in chart.lines.values() for y in values if y is not None), default=0.0)
        axes.margins(x=0.07)
        axes.set(ylim=(max(0.0, lowest - max(1.0, (100 - lowest) * 0.15)), 100.8))
        ticks = _apart(times)
        axes.set_xticks([times[n] for n in ticks], [chart.moments[n][1] for n in ticks])
        axes.grid(axis="y", color=_COLOURS["grid"], linewidth=0.5)
        _legend(figure, axes)
        return _drawn(figure, chart.name, chart.title)


def _named(text: str) -> str:
    """A name for the legend, which passes over those that begin with an underscore."""
    name = brief(text, _LETTERS)
    return f" {name}" if name.startswith("_") else name


def _apart(times: Sequence[float]) -> list[int]:
    """The moments whose names have room: the last one, and those before it that are far enough from their neighbour."""
    room = (times[-1] - times[0]) / 5.5
    out = [len(times) - 1]
    for n in range(len(times) - 2, -1, -1):
        if times[out[-1]] - times[n] >= room:
            out.append(n)
    return out[::-1]


@contextmanager
def _canvas(name: str, height: float, margins: tuple[float, float, float]) -> Iterator[tuple[Figure, Axes]]:
    """An empty figure, ``height`` inches high, with margins in inches: left, right, top."""
    import matplotlib
    from matplotlib.figure import Figure

    ink = _COLOURS["ink"]
    settings: Any = matplotlib.rcParams
    own = {
        "svg.fonttype": "none", "svg.hashsalt": f"locakit-{name}", "text.parse_math": False, "font.size": 8.5,
        "font.family": ["DejaVu Sans"], "text.color": ink, "axes.labelcolor": ink, "xtick.color": ink,
        "ytick.color": ink, "axes.edgecolor": _COLOURS["quiet"], "figure.facecolor": "none", "axes.facecolor": "none",
        "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "legend.frameon": False,
        "xtick.major.size": 0, "ytick.major.size": 0, "axes.unicode_minus": False,
    }  # fmt: skip
    with warnings.catch_warnings(), matplotlib.rc_context():
        warnings.simplefilter("ignore")  # a glyph that its own font lacks is drawn by the browser's
        matplotlib.rcdefaults()
        settings.update(own)
        figure = Figure(figsize=(_INCHES, height))
        left, right, top = margins
        box = (left / _INCHES, 0.25 / height, 1 - (left + right) / _INCHES, 1 - (0.25 + top) / height)
        yield figure, figure.add_axes(box)


def _room(labels: Sequence[str]) -> float:
    """Inches that the longest label needs."""
    return 0.2 + max(map(width, labels), default=0) * 0.075


def _whole(limit: float) -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=5, integer=limit >= 5)


def _legend(figure: Figure, axes: Axes) -> None:
    handles, labels = axes.get_legend_handles_labels()
    if len(labels) > 1:
        figure.legend(
            handles, labels, loc="upper left", bbox_to_anchor=(0, 1), ncols=min(len(labels), 4), handlelength=1.6,
            columnspacing=1.2, borderaxespad=0.2,
        )  # fmt: skip


def _drawn(figure: Figure, name: str, title: str) -> str:
    out = io.StringIO()
    nothing: dict[str, Any] = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(out, format="svg", metadata=nothing)
    return inline(out.getvalue(), name, title, _PAGES)
