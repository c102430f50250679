"""The columns of a copy sheet that say what a row is for: channel, field, variant, keywords, evidence, disclosure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from locakit import heads
from locakit.formats._table_names import full, locale_of

Read = Callable[[int], str]

_HEADS = {
    "channel": heads.CHANNEL, "field": heads.FIELD, "variant": heads.VARIANT, "evidence": heads.EVIDENCE,
    "proof": heads.EVIDENCE, "keyword": heads.SOURCE_KEYWORD, "keywords": heads.SOURCE_KEYWORD,
    "source keyword": heads.SOURCE_KEYWORD, "source keywords": heads.SOURCE_KEYWORD,
    "search keyword": heads.SOURCE_KEYWORD, "search keywords": heads.SOURCE_KEYWORD,
}  # fmt: skip
"""Column to the head of its flags."""
_SAID = {
    "ad": heads.AD, "ads": heads.AD, "advertisement": heads.AD, "advertising": heads.AD, "sponsored": heads.SPONSORED,
    "paid": heads.SPONSORED, "paid partnership": heads.SPONSORED, "ai": heads.AI_MADE, "ai made": heads.AI_MADE,
    "ai generated": heads.AI_MADE, "made with ai": heads.AI_MADE,
}  # fmt: skip
"""What a cell under ``disclosure`` says, and a column of its own may be called."""
_DISCLOSURE = frozenset({"disclosure", "disclose"})
_NONE = frozenset({"no", "n", "none", "false", "0", "-", "–", "—", "n/a", "na"})
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔"})
_LISTS = frozenset({heads.SOURCE_KEYWORD, heads.KEYWORD})
_LIST = re.compile(r"[,;|\n、，；]+")
_WORDS = re.compile(r"[\s_-]+")
_KEYWORD = re.compile(
    r"(?:(?:search )?keywords?[ (\[]+(?P<after>[^()\[\]]+(?:\([^()]*\))?)[)\]]*|(?P<before>.+) keywords?)"
)


def is_flag(name: str) -> bool:
    """True for a column, named in small letters, that holds no text of its own."""
    return name in _HEADS or name in _DISCLOSURE or bool(keyword_of(name)) or name in _SAID


@lru_cache(maxsize=1024)
def keyword_of(name: str) -> str:
    """The locale whose search keywords a column holds: ``keyword es mx``, ``keywords (german)``; empty for others."""
    found = _KEYWORD.fullmatch(name) if "keyword" in name and name not in _HEADS else None
    said = (found["after"] or found["before"]).strip() if found else ""
    return locale_of(said) or locale_of(said.replace(" ", "-")) if said else ""


class Flags:
    """What the flag columns say of each row."""

    def __init__(self, names: Mapping[int, str], locale: str, source: str) -> None:
        """``names``: column to its name in small letters; ``source`` is the locale of the table's sources."""
        mine, first = full(locale), full(source)
        self._columns = [(i, head) for i, name in names.items() if (head := _HEADS.get(name))]
        self._columns += [(i, "") for i, name in names.items() if name in _DISCLOSURE]
        self._columns += [(i, _SAID[name]) for i, name in names.items() if name in _SAID]
        own = [(i, full(tag)) for i, name in names.items() if (tag := keyword_of(name))]
        self._columns += [(i, heads.SOURCE_KEYWORD) for i, tag in own if tag == first]
        self.own = [i for i, tag in own if tag == mine != first]
        self._known: dict[tuple[str, ...], frozenset[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._columns or self.own)

    def of(self, read: Read) -> frozenset[str]:
        """The row's flags; rows that say the same share one set."""
        cells = tuple(read(i).strip() for i, _ in self._columns) + tuple(read(i).strip() for i in self.own)
        if cells not in self._known:
            said = zip([head for _, head in self._columns] + [heads.KEYWORD] * len(self.own), cells, strict=True)
            self._known[cells] = frozenset(flag for head, cell in said if cell for flag in _flags(head, cell))
        return self._known[cells]

    def keywords(self, read: Read) -> frozenset[str]:
        """The market's own keywords of a row, whether or not it has a text there."""
        return frozenset(flag for i in self.own for flag in _flags(heads.KEYWORD, read(i).strip()))


def _flags(head: str, cell: str) -> list[str]:
    if head.endswith(":"):
        parts = _LIST.split(cell) if head in _LISTS else [" ".join(cell.split())]
        return [head + part.strip() for part in parts if part.strip()]
    if not head:
        each = (part.strip().lower() for part in _LIST.split(cell))
        told = (_WORDS.sub(" ", part).strip() for part in each if part not in _NONE)
        return [_SAID.get(word, heads.DISCLOSURE + word) for word in told if word]
    return [head] if cell.lower() in _YES else []
