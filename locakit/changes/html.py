"""Changes as one HTML page: a table for each file, the words that differ marked inside the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from locakit.changes import Change
from locakit.changes.told import counted, direction, headline, sides
from locakit.changes.words import tagged
from locakit.reports._sheet import sheet
from locakit.reports._text import escaped


def html(changes: Sequence[Change], project: str = "", source: str = "") -> str:
    """The page, ``source`` being the source's language; it holds no script and asks for nothing from the network."""
    head = f'<h1><bdi dir="auto">{escaped(project) or "locakit diff"}</bdi></h1>\n<p>{escaped(counted(changes))}</p>'
    files = groupby(changes, lambda c: (c.market, c.resource))
    return sheet(escaped(project), [head, *(_file(*place, list(of_it), source) for place, of_it in files)])


def _file(market: str, resource: str, changes: Sequence[Change], source: str) -> str:
    head = (
        f'<details open><summary><bdi dir="auto">{escaped(resource)}</bdi> <small>{escaped(market)}</small></summary>'
    )
    return "\n".join([head, *(_change(c, source) for c in changes), "</details>"])


def _change(change: Change, source: str) -> str:
    key = f'<code><bdi dir="auto">{escaped(change.key)}</bdi></code>'
    texts = "".join(
        f'<dt>{name}</dt><dd dir="{direction(lang)}"{_lang(lang)}>{inline(old, new)}</dd>'
        for name, old, new, lang in sides(change, source)
    )
    return f"<article><p>{key} <b>{escaped(headline(change))}</b></p>\n<dl>{texts}</dl></article>"


def _lang(tag: str) -> str:
    return f' lang="{escaped(tag)}"' if tag else ""


def inline(before: str, after: str) -> str:
    """HTML of ``after`` against ``before``; what is gone in ``<del>``, what is new in ``<ins>``."""
    return tagged(before, after, lambda kind, text: escaped(text))
