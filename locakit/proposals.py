"""Texts that wait beside a person's words: what a machine or memory would say now that the source has changed.

One TSV file a market, committed, one line a proposal, mergeable like the ledger: of two lines for one unit
the later one counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from locakit.ledger import escape, unescape
from locakit.model import Forms

HEADER = "#locakit-proposals 1"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target that a person may take in place of the one that stands in the file."""

    resource: str
    """The source file's path."""
    key: str
    source_hash: str
    """Of the source it was made from; it lapses when the source changes again."""
    engine: str
    """The provider's name, or ``memory 87``."""
    at: str
    """UTC, ISO 8601."""
    forms: Forms
    source: Forms
    """The source it was made from, so that the change can be shown later."""


def parse(text: str) -> dict[tuple[str, str], Proposal]:
    """The proposals of a file by (resource, key); damaged lines are passed over."""
    out: dict[tuple[str, str], Proposal] = {}
    for line in text.split("\n"):
        cells = [unescape(c) for c in line.rstrip("\r").split("\t")]
        if line.startswith("#") or len(cells) != 7:
            continue
        try:
            forms, source = json.loads(cells[5]), json.loads(cells[6])
        except ValueError:
            continue
        if not (isinstance(forms, dict) and isinstance(source, dict)):
            continue
        found = Proposal(cells[0], cells[1], cells[2], cells[3], cells[4], forms, source)
        known = out.get((found.resource, found.key))
        if known is None or known.at <= found.at:
            out[found.resource, found.key] = found
    return out


def render(proposals: Iterable[Proposal]) -> str:
    """The file's text, sorted; empty where there is no proposal."""
    rows = sorted(proposals, key=lambda p: (p.resource, p.key))
    if not rows:
        return ""
    return "\n".join([HEADER, *(_line(p) for p in rows), ""])


def _line(proposal: Proposal) -> str:
    forms = (json.dumps(dict(f), ensure_ascii=False) for f in (proposal.forms, proposal.source))
    cells = (proposal.resource, proposal.key, proposal.source_hash, proposal.engine, proposal.at, *forms)
    return "\t".join(escape(c) for c in cells)
