"""What helps with a unit and takes time to find: words alike from the memory, and the source as it was."""

from __future__ import annotations

from typing import Any

from locakit import catalog
from locakit.changes import flat
from locakit.errors import BrokenText, LocakitError
from locakit.ledger import digest
from locakit.model import Forms
from locakit.shell import git, views
from locakit.shell.boardroom.pieces import HUGE, cut, marked
from locakit.shell.boardroom.shelf import Shelf
from locakit.shell.verdicts import Case

_MOST = 5
_REVISIONS = 25
"""So many of a source file's last revisions are read for a text that was translated."""


def matches(shelf: Shelf, case: Case) -> list[dict[str, Any]]:
    """Words from the memory for this very source or one alike, best first, each with how its source differs."""
    source, locale, market = case.source, shelf.office.locale, case.market
    if sum(map(len, source.forms.values())) > HUGE:
        return []
    memory, at = shelf.office.memory, (case.pair.source, source.key)
    exact = memory.exact(source.forms, locale, market, *at)
    alike = [] if source.plural else memory.fuzzy(source.text, locale, market, _MOST)
    found = [m for m in (*([exact] if exact else []), *alike) if m.entry.target != case.target or m.score < 101]
    own = [m for m in found if (m.entry.resource, m.entry.key, m.entry.market) != (*at, market)]
    return [
        {"score": m.score, "market": m.entry.market, "origin": m.entry.origin, "at": m.entry.at,
         "forms": dict(m.entry.target), "pieces": cut(flat(m.entry.target), source.flags),
         "marked": marked(m.entry.source, source.forms)}
        for m in own[:_MOST]
    ]  # fmt: skip


def before(shelf: Shelf, case: Case) -> dict[str, Any] | None:
    """The source from which a stale target was made, and what has changed in it; None where nobody knows it."""
    if not case.stale or case.record is None:
        return None
    old = _from_git(shelf, case, case.record.source_hash) or _from_memory(shelf, case, case.record.source_hash)
    return {"forms": dict(old), "marked": marked(old, case.source.forms)} if old else None


def _from_git(shelf: Shelf, case: Case, wanted: str) -> Forms | None:
    """The text among the last committed versions of the source file."""
    pair, root = case.pair, shelf.space.root
    seen = ""
    for revision in git.touching(root, pair.source, _REVISIONS):
        try:
            text = git.show(root, revision, pair.source) or ""
            if text == seen:
                continue
            seen = text
            found, _ = views.parse(pair.format, pair.source, text, shelf.office.locale, True)
            message = catalog.source_view(found, pair.format).by_key().get(case.source.key)
        except (BrokenText, LocakitError, ValueError):
            continue
        if message and digest(message.forms) == wanted:
            return message.forms
    return None


def _from_memory(shelf: Shelf, case: Case, wanted: str) -> Forms | None:
    """The text beside which the memory learned the words that stand there."""
    found = shelf.office.memory.search(flat(case.target)[:200], [case.market], 20)
    return next((m.entry.source for m in found if digest(m.entry.source) == wanted), None)
