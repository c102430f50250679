"""Findings as one HTML file that needs no script and no network; for a browser, a mail or paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from locakit import locales
from locakit.model import SEVERITIES, Finding
from locakit.reports._order import counted, ordered, units
from locakit.reports._sheet import sheet
from locakit.reports._text import brief, escaped

_AROUND = 600
"""Characters shown on either side of a fault."""


class Html:
    """``locakit check --format html``: the counts, the scores, and every finding under its file."""

    name = "html"

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; ``summary`` may hold ``project``, ``units`` and ``mqm``."""
        found = ordered(findings)
        project = escaped(str(summary.get("project", "")))
        said = f"{', '.join(counted(found)) or 'no findings'} in {units(summary)}"
        files = [_file(name, list(of_it)) for name, of_it in groupby(found, lambda f: f.resource)]
        head = f'<h1><bdi dir="auto">{project or "locakit"}</bdi></h1>\n<p>{said}</p>'
        return sheet(project, [head, *_scores(summary), *_rules(found), *files])


def _scores(summary: Mapping[str, object]) -> list[str]:
    scores = summary.get("mqm")
    if not isinstance(scores, Mapping) or not scores:
        return []
    rows = [f'<tr><td>{escaped(str(m))}</td><td class="n">{score}</td></tr>' for m, score in scores.items()]
    return ["<table><tr><th>market</th><th>MQM score</th></tr>", *rows, "</table>"]


def _rules(findings: Sequence[Finding]) -> list[str]:
    """How often each rule found something, the worst and most frequent first."""
    times = Counter((f.severity, f.rule) for f in findings)
    rows = [
        f'<tr><td class="{level}">{level}</td><td>{escaped(rule)}</td><td class="n">{n}</td></tr>'
        for (level, rule), n in sorted(times.items(), key=lambda i: (SEVERITIES.index(i[0][0]), -i[1], i[0][1]))
    ]
    return ["<table><tr><th>severity</th><th>rule</th><th>findings</th></tr>", *rows, "</table>"] if rows else []


def _file(name: str, findings: Sequence[Finding]) -> str:
    head = f'<details open><summary><bdi dir="auto">{escaped(name)}</bdi> <small>{", ".join(counted(findings))}</small>'
    return "\n".join([f"{head}</summary>", *map(_finding, findings), "</details>"])


def _finding(f: Finding) -> str:
    place = ":".join(str(n) for n in (f.line, f.column) if n)
    market = f" <small>{escaped(f.market)}</small>" if f.market else ""
    texts = [("key", f'<code><bdi dir="auto">{escaped(brief(f.key))}</bdi></code>', "")] if f.key else []
    texts += [("source", escaped(brief(f.source, 2 * _AROUND)), "")] if f.source else []
    texts += [("target", _marked(f), f.market)] if f.target else []
    told = "".join(f"<dt>{word}</dt>{_text(text, lang)}" for word, text, lang in texts)
    return (
        f'<article><p><span class="at">{place}</span> <b class="{f.severity}">{f.severity}</b> <b>{escaped(f.rule)}</b>'
        f'{market}</p>\n<p dir="ltr">{escaped(brief(f.message, 2 * _AROUND))}</p>\n<dl>{told}</dl></article>'
    )


def _text(text: str, lang: str) -> str:
    """A text; where its language is known its direction does not hang on how it begins."""
    if not lang:
        return f'<dd dir="auto">{text}</dd>'
    return f'<dd dir="{locales.direction(lang)}" lang="{escaped(lang)}">{text}</dd>'


def _marked(f: Finding) -> str:
    """The target around the fault, the fault marked; one that has no width is a bar."""
    start, end = (min(max(n, 0), len(f.target)) for n in (f.span if f.key else (0, len(f.target))))
    end = max(start, end)
    first, last = max(start - _AROUND, 0), min(end, start + _AROUND)
    before = ("…" if first else "") + escaped(f.target[first:start])
    after = escaped(f.target[last : last + _AROUND]) + ("…" if last + _AROUND < len(f.target) else "")
    return f"{before}<mark>{escaped(f.target[start:last])}</mark>{after}"
