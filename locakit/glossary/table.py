"""Glossaries as CSV and TSV: one row a term, one column a locale, further columns only for what is told.

A list in a cell is parted by `` | ``. A cell that a spreadsheet would run as a formula gets an apostrophe before it,
and loses it again when it is read. Source: RFC 4180; OWASP, CSV Injection.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from locakit.glossary.tbx import packed
from locakit.terms.glossary import Entry, Use

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
DNT = "do-not-translate"
COLUMNS: dict[str, Callable[[Entry], str]] = {
    "source": lambda e: e.source,
    "part of speech": lambda e: e.pos,
    "status": lambda e: DNT if e.dnt else "",
    "case sensitive": lambda e: "" if e.case_sensitive == e.dnt else "yes" if e.case_sensitive else "no",
    "source forms": lambda e: packed(e.forms),
    "except": lambda e: packed(e.exceptions),
    "note": lambda e: e.note,
}
"""What a row says of the source term."""
TARGET: dict[str, Callable[[Use], str]] = {
    "": lambda u: u.use,
    "also": lambda u: packed(u.also),
    "not": lambda u: packed(u.avoid),
    "plural": lambda u: u.plural,
    "forms": lambda u: packed(u.forms),
    "gender": lambda u: u.gender,
    "number": lambda u: u.number,
    "note": lambda u: u.note,
    "inflect": lambda u: "" if u.inflect else "no",
}
"""What the columns ``pt-BR``, ``pt-BR also`` … say of a target."""


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of ``guarded``."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell


def render(entries: Sequence[Entry], delimiter: str = ",") -> str:
    """The table, with CRLF line ends."""
    tags = sorted({tag for e in entries for tag in e.uses})
    head: list[str] = []
    columns: list[list[str]] = []
    for name, said in COLUMNS.items():
        _add(head, columns, name, [said(e) for e in entries], name == "source")
    for tag in tags:
        for name, told in TARGET.items():
            cells = [told(e.uses[tag]) if tag in e.uses else "" for e in entries]
            _add(head, columns, f"{tag} {name}".rstrip(), cells, not name)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(map(guarded, row) for row in zip(*columns, strict=True))
    return out.getvalue()


def _add(head: list[str], columns: list[list[str]], name: str, cells: list[str], always: bool) -> None:
    if always or any(cells):
        head.append(name)
        columns.append(cells)
