"""What the columns of a table mean: keys, notes, contexts, limits, and the locale of each column of texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from locakit.formats._table_flags import Flags, is_flag
from locakit.formats._table_names import full, locale_of
from locakit.locales import normalize

HEAD = 20
"""Among how many first rows the header is looked for: titles stand above it."""
KEYS = frozenset({"key", "keys", "id", "ids", "identifier", "name", "string id", "resource id", "msgctxt"})
CHANNEL = ("channel", "field")
MORE_KEYS = frozenset({*CHANNEL, "variant"})
SOURCE = "source"
VALUES = ("value", "text", "translation", "target", "string", "message", "content", SOURCE)
NOTES = frozenset({"note", "notes", "comment", "comments", "description", "developer note", "developer comment"})
CONTEXTS = frozenset({"context", "screen", "location", *CHANNEL})
LIMITS = frozenset({
    "limit", "max", "maxlength", "max length", "maxlen", "max len", "char limit", "character limit", "length limit",
    "max chars", "max characters", "maximum length", "maximum characters",
})  # fmt: skip
_SAME = {"source text": SOURCE, "source string": SOURCE}
_GAPS = re.compile(r"[\s_.:-]+")
_NUMBER = re.compile(r"[^\d]*([0-9]{1,9})[^\d]*")
NO_KEY = "the row has a text, but no key: it is not translated"
_NONE = frozenset[str]()
_STARTERS = "=+-@\t\r"
_SIGNED = re.compile(r"[+-][\d\s.,%]*")
Read = Callable[[int], str]
"""A row's cell by its column, decoded; empty where the row has no such cell."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a header says, or what two columns without a header are."""

    names: tuple[str, ...] = ()
    """In small letters; empty where there is no header."""
    locales: dict[str, int] | None = None
    """Locale to its column."""
    keys: tuple[int, ...] = (0,)
    """The columns that make the key."""

    def value(self, locale: str, source: str = "") -> int | None:
        """The column of a locale's text; None where other locales have columns and this one has none.

        A column that is only called ``source`` is in the locale ``source``; in English, if that is not said.
        With ``source`` the table is known to hold every locale, so a column without a language is the source's.
        """
        own = self._own(locale)
        if own is not None:
            return own
        mine = full(locale) == full(source or "en")
        if SOURCE in self.names and mine:
            return self.names.index(SOURCE)
        if (self.locales or source) and not mine:
            return None
        if not self.names:
            return 1
        found = next((self.names.index(n) for n in VALUES if n in self.names), None)
        if found is not None or self.locales:
            return found if found is None or self.names[found] != SOURCE else None
        return next((i for i, n in enumerate(self.names) if n and not _told(n) and i not in self.keys), None)

    def _own(self, locale: str) -> int | None:
        tags, tag = self.locales or {}, normalize(locale)
        same = [i for t, i in tags.items() if full(t) == full(tag)] if tags and tag not in tags else []
        return tags.get(tag, same[0] if len(same) == 1 else None)

    def texts(self) -> frozenset[int]:
        """The columns that hold texts in some language."""
        return frozenset({*(self.locales or {}).values(), *(i for i, n in enumerate(self.names) if n in VALUES)})

    def all(self, names: frozenset[str]) -> list[int]:
        """The columns with one of the names that hold no texts."""
        taken = set((self.locales or {}).values())
        return [i for i, n in enumerate(self.names) if n in names and i not in taken]


_TOLD = NOTES | CONTEXTS | LIMITS | MORE_KEYS | {SOURCE, ""}


def _told(name: str) -> bool:
    return name in _TOLD or is_flag(name)


def columns(cells: Sequence[str]) -> Columns | None:
    """What a header of these cells says; None where it is none: nothing in it is known, or no column is left for keys.

    A second column ``id`` behind columns of texts is Indonesian.
    """
    names = tuple(_SAME.get(n, n) for n in (_GAPS.sub(" ", c).strip().lower() for c in cells))
    first = next((i for i, n in enumerate(names) if n in KEYS), None)
    found: dict[str, int] = {}
    for i, cell in enumerate(cells):
        tag = "" if i == first or (names[i] in _MEANT and not (names[i] == "id" and found)) else locale_of(cell)
        if tag:
            found.setdefault(tag, i)
    others = any(n in _MEANT for i, n in enumerate(names) if i != first)
    if not (found or others) or (first is None and 0 in found.values()):
        return None
    return Columns(names, found, (first or 0, *(i for i, n in enumerate(names) if n in MORE_KEYS)))


_MEANT = KEYS | frozenset(VALUES) | _TOLD - {""}


def key_of(made: Columns, read: Read) -> str:
    """The row's key: its key cells that are not empty, joined with dots."""
    if len(made.keys) == 1:
        return read(made.keys[0]).strip()
    return ".".join(_filled(list(made.keys), read))


class Details:
    """What stands beside the texts of a row."""

    def __init__(self, made: Columns, locale: str, source: str = "") -> None:
        """``locale`` is that of the texts, ``source`` that of the table's sources: English, if it is not said."""
        self._notes, self._contexts, self._limits = made.all(NOTES), made.all(CONTEXTS), made.all(LIMITS)
        texts = made.texts()
        self.flags = Flags({i: n for i, n in enumerate(made.names) if i not in texts}, locale, source or "en")
        self._flagged = bool(self.flags)

    def beside(self, rows: Iterable[tuple[str, Read]]) -> dict[str, frozenset[str]]:
        """By key: the market's own keywords, also of rows that have no text for it."""
        if not self.flags.own:
            return {}
        return {key: said for key, read in rows if key and (said := self.flags.keywords(read))}

    def of(self, read: Read) -> tuple[str, str, int | None, frozenset[str]]:
        """All notes, one a line; screen, channel and field; the first number of a limit column; what the row is for."""
        note = "\n".join(_filled(self._notes, read)) if self._notes else ""
        context = " / ".join(_filled(self._contexts, read)) if self._contexts else ""
        limits = (_NUMBER.fullmatch(read(i)) for i in self._limits) if self._limits else ()
        flags = self.flags.of(read) if self._flagged else _NONE
        return note, context, next((int(m[1]) for m in limits if m and m[1] != "0"), None), flags


def _filled(places: list[int], read: Read) -> list[str]:
    return [text for i in places if (text := read(i).strip())]


def starts_formula(text: str) -> bool:
    """True where a spreadsheet that opens the CSV file would compute the cell (OWASP, CSV Injection)."""
    first = unicodedata.normalize("NFKC", text[:1])
    return bool(first) and first in _STARTERS and not _SIGNED.fullmatch(text)


def refuse_formula(text: str, *known: str) -> None:
    """Raise ValueError where ``text`` starts a formula and none of the ``known`` texts begins with the same character.

    Other programs read the cell as it stands, so it can be neither quoted away nor altered.
    """
    if starts_formula(text) and not any(k[:1] and k[:1] == text[:1] for k in known):
        raise ValueError(f"a spreadsheet would compute a cell that begins with {text[:1]!r}")
