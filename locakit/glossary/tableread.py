"""CSV and TSV of terms into glossary entries: our own columns, those of other tools, and two columns without a head."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from locakit import locales
from locakit.errors import BrokenText, Fault
from locakit.glossary.entries import GENDERS, POS, joined, one_line
from locakit.glossary.table import TARGET, unguarded
from locakit.glossary.tbx import unpacked
from locakit.terms.glossary import Entry, Use
from locakit.terms.words import fold

_NAMES = {
    "source": ("source", "term", "source term", "concept"),
    "target": ("target", "translation", "target term"),
    "pos": ("part of speech", "pos", "partofspeech", "word class"),
    "status": ("status", "usage", "usage status", "term status"),
    "case": ("case sensitive", "case", "casesensitive", "case_sensitive"),
    "forms": ("source forms", "forms", "inflections"),
    "except": ("except", "exceptions"),
    "note": ("note", "notes", "comment", "comments", "description", "definition", "explanation", "context"),
    "gender": ("gender",),
    "plural": ("plural",),
}
_DNT = ("do-not-translate", "do not translate", "dnt", "untranslatable", "non-translatable", "read-only")
_BAD = ("deprecated", "forbidden", "obsolete", "not recommended", "rejected", "superseded")
_YES = ("yes", "true", "1", "x")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[tuple[str, str], str]
    """By (locale or empty, what is told)."""

    def get(self, what: str, tag: str = "") -> str:
        return self.cells.get((tag, what), "")


def parse(path: str, text: str, source: str, market: str = "") -> tuple[list[Entry], list[str]]:
    """``(entries, what was left out and why)``; ``market`` is the locale of a column that does not name its own.

    Raises BrokenText where no column holds the source terms, or the table cannot be read.
    """
    rows = _rows(path, text.removeprefix("\ufeff"))
    if not rows or rows == [["source"]]:
        return [], []
    head, body = _head(rows[0], source, market), rows[1:]
    if head is None and market and len(rows[0]) >= 2:
        head, body = [("", "source"), (locales.normalize(market), "")], rows
    if head is None:
        told = "no column is called `source`, `term` or after the source locale, or none names a target locale"
        line = text.removeprefix("\ufeff").split("\n", 1)[0].rstrip("\r")[:200]
        raise BrokenText(Fault(f"{told}; --market says of which locale the targets are", path, 1, 1, line))
    out: list[Entry] = []
    left: list[str] = []
    for number, cells in enumerate(body, len(rows) - len(body) + 1):
        row = _Row({key: one_line(unguarded(cell.strip())) for key, cell in zip(head, cells, strict=False) if key})
        entry = _entry(row, [tag for tag, what in filter(None, head) if tag and not what])
        if entry:
            out.append(entry)
        elif any(row.cells.values()):
            left.append(f"row {number} has no source term")
    return list(_whole(joined(out), left)), left


def _rows(path: str, text: str) -> list[list[str]]:
    csv.field_size_limit(_LARGEST)
    first = text.split("\n", 1)[0]
    comma = max(",;\t", key=lambda c: (first.count(c), c == ","))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    except csv.Error as error:
        raise BrokenText(Fault(f"this is no table that can be read: {error}", path)) from error
    return [row for row in rows if any(cell.strip() for cell in row)]


def _head(cells: Sequence[str], source: str, market: str) -> list[tuple[str, str] | None] | None:
    """What each column holds; None where it is no head."""
    out = [_column(cell.strip(), source, market) for cell in cells]
    if ("", "source") not in out or not any(key and key[0] and not key[1] for key in out):
        only_dnt = ("", "source") in out and ("", "status") in out
        return out if only_dnt else None
    return out


def _column(name: str, source: str, market: str) -> tuple[str, str] | None:
    low = name.lower()
    known = next((what for what, names in _NAMES.items() if low in names), "")
    if known in ("target", "gender", "plural"):
        return (locales.normalize(market), "" if known == "target" else known) if market else None
    if known:
        return "", known
    tag, _, what = name.partition(" ")
    if what in TARGET and locales.is_tag(tag) and locales.script(tag):
        wanted = locales.normalize(tag)
        if not what and wanted in (locales.normalize(source), locales.language(source)):
            return "", "source"
        return wanted, what
    return None


def _entry(row: _Row, tags: Sequence[str]) -> Entry | None:
    term, status = row.get("source"), row.get("status").lower()
    if not any(c.isalnum() for c in term):
        return None
    dnt, pos, case = status in _DNT, row.get("pos").lower(), row.get("case").lower()
    bad, also = status in _BAD, status in ("admitted", "alternative")
    uses = {tag: _use(row, tag, bad, also) for tag in tags if row.get("", tag) or row.get("not", tag)}
    return Entry(
        term, dnt, pos if pos in POS else "", row.get("note"), case in _YES if case else dnt,
        unpacked(row.get("forms")), unpacked(row.get("except")), uses,
    )  # fmt: skip


def _use(row: _Row, tag: str, bad: bool, also: bool) -> Use:
    word, gender = row.get("", tag), row.get("gender", tag).lower()
    use = Use(
        word, unpacked(row.get("also", tag)), unpacked(row.get("not", tag)), row.get("plural", tag),
        unpacked(row.get("forms", tag)), GENDERS.get(gender, gender if gender in GENDERS.values() else ""),
        "plural" if row.get("number", tag) == "plural" else "", row.get("note", tag),
        row.get("inflect", tag).lower() not in ("no", "false", "0"),
    )  # fmt: skip
    if bad and word:
        return replace(use, use="", avoid=(word, *use.avoid))
    return replace(use, use="", also=(word, *use.also)) if also else use


def _whole(entries: Sequence[Entry], left: list[str]) -> Iterator[Entry]:
    """The entries whose every target can stand: a preferred word first, none both wanted and forbidden."""
    for entry in entries:
        uses: dict[str, Use] = {}
        for tag, use in entry.uses.items():
            use = use if use.use or not use.also else replace(use, use=use.also[0], also=use.also[1:])
            if not use.use and entry.dnt:
                use = replace(use, use=entry.source, inflect=False)
            wanted = {fold(t) for t in (use.use, *use.also, use.plural, *use.forms)}
            if use.use:
                uses[tag] = replace(use, avoid=tuple(t for t in use.avoid if fold(t) not in wanted))
            else:
                left.append(f"{entry.source!r} has only words for {tag} that must not be used")
        if uses or entry.dnt:
            yield replace(entry, uses=uses)
        else:
            left.append(f"{entry.source!r} has no target and is not marked as do-not-translate")
