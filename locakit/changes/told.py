"""Changes in words: what happened to a unit, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from locakit import locales
from locakit.changes import Change, Kind

_WORDS: Mapping[Kind, str] = {
    "added": "new", "removed": "gone", "source-changed": "the source changed", "retranslated": "translated again",
    "edited": "edited by hand", "state": "state", "moved": "moved", "formatting": "only formatting",
}  # fmt: skip
_JUDGED: frozenset[Kind] = frozenset({"added", "retranslated", "edited", "state"})
"""What happens to a target itself."""


def direction(locale: str) -> str:
    """HTML's ``dir`` of a text: where its language is known it does not hang on how the text begins."""
    return locales.direction(locale) if locale else "auto"


def headline(change: Change) -> str:
    """What happened to the unit: ``edited by hand, approved by Ana  translated → reviewed``.

    The ledger names who approved the target, so nobody is named where only the source or the place changed.
    """
    told = _WORDS[change.kind]
    if change.kind == "moved":
        there = "" if change.resource_before == change.resource else f"{change.resource_before} "
        told += f" from {there}{change.key_before}"
    if change.by and change.kind in _JUDGED and change.state_after in ("reviewed", "final"):
        told += f", approved by {change.by}"
    if change.state_before != change.state_after:
        told += f"  {change.state_before or '–'} → {change.state_after or '–'}"
    return told


def counted(changes: Sequence[Change]) -> str:
    """``3 units differ: 2 new, 1 edited by hand``."""
    counts = Counter(c.kind for c in changes)
    told = ", ".join(f"{n:,} {_WORDS[kind]}" for kind, n in counts.most_common())
    units = f"{len(changes):,} unit differs" if len(changes) == 1 else f"{len(changes):,} units differ"
    return units + (f": {told}" if told else "")


def sides(change: Change, source: str = "") -> Iterator[tuple[str, str, str, str]]:
    """What is shown of a change: a word for it, the text before and after, and the language; ``source`` is one, too."""
    if change.source_before or change.source_after:
        yield "source", change.source_before, change.source_after, source
    if change.target_before or change.target_after:
        yield "target", change.target_before, change.target_after, change.market
    if change.proposal:
        yield "proposal", change.target_after, change.proposal, change.market
