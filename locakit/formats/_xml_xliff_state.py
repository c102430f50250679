"""How far a target is, in the words of XLIFF 1.2 and of 2.x: read as flags, brought in line with the ledger.

Source: OASIS XLIFF 1.2, ``state`` and ``approved``; OASIS XLIFF 2.1, ``state`` and ``subState``. A target without a
state counts as translated: most files have none, and none is added to them until there is something to say.
"""

from __future__ import annotations

from locakit.formats import _xml_place as places
from locakit.formats._xml_scan import Document, Element
from locakit.ledger import persons
from locakit.model import Record, State
from locakit.splice import Splice

_OPEN = ("new", "initial")
_CLOSED = ("final", "signed-off")
_SAID = {"initial": "needs-review-translation", "reviewed": "signed-off"}
"""What 1.2 calls a state of 2.x and of the ledger, where the names differ."""
_FUZZY, _APPROVED, _NONE = frozenset({"fuzzy"}), frozenset({"approved"}), frozenset[str]()
_DONE = ("reviewed", "final")
_REVIEWED = ("reviewed", "signed-off")


def states_of(unit: Element, holder: Element, target: Element) -> frozenset[str]:
    """``fuzzy`` for a target that its file calls unfinished, ``approved`` for one that it calls final."""
    state = (holder if holder.name == "segment" else target).attrs.get("state")
    if state and _is_open(state):
        return _FUZZY
    return _APPROVED if state in _CLOSED or unit.attrs.get("approved") == "yes" else _NONE


def _is_open(state: str) -> bool:
    return state.startswith("needs-") or state in _OPEN


def marked(doc: Document, holder: Element, target: Element, record: Record, stale: bool) -> list[Splice]:
    """Splices that make the state say what the ledger says; empty where it does.

    What a file calls final stays so while the words are a person's: the ledger may never have heard of the verdict.
    A note asks a person to look again, whatever was said before.
    """
    wanted: State = "initial" if stale else record.state
    said = wanted == "translated" and persons(record) and not record.note
    if said and "approved" in states_of(holder, holder, target):
        return []
    if holder.name == "segment":
        return _state(doc, holder, wanted, "subState")
    approved = "yes" if wanted in _DONE else "no" if holder.attrs.get("approved") == "yes" else None
    out = places.attribute(doc.text, holder, "approved", approved) if approved else []
    return out + _state(doc, target, _SAID.get(wanted, wanted), "state-qualifier")


def _state(doc: Document, element: Element, wanted: str, detail: str) -> list[Splice]:
    """Splices for ``state``; the ``detail`` that an old state had goes with it. Tools' own states stay translated."""
    old = element.attrs.get("state", "")
    same = _is_open(old) if _is_open(wanted) else wanted == "translated" and (not old or old.startswith("x-"))
    # An editor's "final" is more than a review; nobody takes it back.
    if same or (old == "final" and wanted in _REVIEWED):
        return []
    out = places.attribute(doc.text, element, "state", wanted)
    return out + places.attribute(doc.text, element, detail, None) if out else []
