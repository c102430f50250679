"""A vendor's PO file: one entry a unit, its reference as the context, plural forms in gettext's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import polib

from locakit.errors import BrokenText, Fault
from locakit.exchange.row import OURS, Answer, Ref, Row
from locakit.exchange.verdict import APPROVED
from locakit.formats import _po_plural as plurals
from locakit.locales import CATEGORIES

_SETTLED = ("reviewed", "final")


_HIDDEN = {ord(c): 0xF0000 + ord(c) for c in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
_SEEN = {hidden: char for char, hidden in _HIDDEN.items()}
"""polib takes these for line ends; they go through it as private characters."""


def write(rows: Sequence[Row], source: str, market: str) -> str:
    """The file; what nobody has approved yet is fuzzy. Rows of one unit stand together."""
    book = polib.POFile(wrapwidth=0)
    header = plurals.usual(market)
    book.metadata = {
        "Language": market.replace("-", "_"), "X-Source-Language": source, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Plural-Forms": header,
    }  # fmt: skip
    forms = plurals.plurals_of(header, market)
    for _, group in groupby(rows, lambda row: row.ref.unit):
        book.append(_entry(list(group), forms))
    return f"{book}\n".translate(_SEEN)


def _entry(rows: Sequence[Row], forms: plurals.Plurals) -> polib.POEntry:
    first = rows[0]
    told = [first.resource, first.key, *dict.fromkeys(row.note for row in rows)]
    told += [OURS + f for f in dict.fromkeys(f for row in rows for f in row.findings)]
    told += [f"{OURS}at most {first.limit} characters"] if first.limit is not None else []
    fuzzy = first.state not in _SETTLED and any(row.target for row in rows)
    entry = polib.POEntry(
        msgctxt=str(Ref(first.ref.unit, first.ref.source, first.ref.target)), msgid=_hidden(first.source),
        comment=_hidden("\n".join(filter(None, told))), flags=["fuzzy"] if fuzzy else [],
    )  # fmt: skip
    if len(rows) == 1 and first.ref.form == "other":
        entry.msgstr = _hidden(first.target)
        return entry
    sources = {row.ref.form: _hidden(row.source) for row in rows}
    entry.msgid, entry.msgid_plural = sources.get("one", entry.msgid), sources.get("other", _hidden(rows[-1].source))
    entry.msgstr_plural = forms.write({row.ref.form: _hidden(row.target) for row in rows}, {})
    return entry


def _hidden(text: str) -> str:
    return text.translate(_HIDDEN)


def _seen(text: str) -> str:
    return text.translate(_SEEN)


def read(text: str, market: str, path: str = "") -> list[Answer]:
    """The entries of a file that came back; one that is no longer fuzzy was approved.

    Raises BrokenText for what is no PO file.
    """
    try:
        # With one line end at least it is never taken for a file's name.
        book = polib.pofile(f"{text.replace(chr(13), '')}\n".translate(_HIDDEN))
    except (OSError, ValueError, UnicodeError) as error:
        raise BrokenText(Fault(f"the PO file cannot be read: {error}", path, 1, 1)) from error
    if not book.metadata and not len(book):
        raise BrokenText(Fault("the file has no entry", path, 1, 1))
    header = str(book.metadata.get("Plural-Forms", "")) or plurals.usual(market)
    forms = plurals.plurals_of(header, market)
    return [answer for entry in book if not entry.obsolete for answer in _answers(entry, forms)]


def _answers(entry: polib.POEntry, forms: plurals.Plurals) -> Iterator[Answer]:
    ref, name = Ref.parse(entry.msgctxt or ""), entry.msgctxt or ""
    where, comment = f"line {entry.linenum}", _seen(entry.tcomment or "")
    state = "" if entry.fuzzy else APPROVED
    if not entry.msgid_plural or ref is None:
        text = _seen(entry.msgstr)
        yield Answer(name, _seen(entry.msgid), text, state if text else "", comment, where)
        return
    texts = forms.read({int(n): _seen(t) for n, t in entry.msgstr_plural.items()})
    for form, text in texts.items():
        fault = "" if form in CATEGORIES else "the language has no such plural form"
        own = Ref(ref.unit, ref.source, ref.target, form if not fault else "other")
        said = entry.msgid if form == "one" else entry.msgid_plural
        yield Answer(str(own), _seen(said), text, state if text else "", comment, where, fault)
