"""One unit as the page shows it: texts with chips, findings, terms, plural forms, counters, neighbours, comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from locakit import locales
from locakit.comments import Comment
from locakit.ledger import digest
from locakit.model import Finding, Forms
from locakit.shell.boardroom.counters import counters
from locakit.shell.boardroom.pieces import Pieces, cut, cut_forms, finding, links, marked
from locakit.shell.boardroom.shelf import Place, Shelf
from locakit.shell.verdicts import Case

_SAMPLES = 4
_NEAR = 2


def unit(shelf: Shelf, case: Case, talk: Sequence[Comment], id: int) -> dict[str, Any]:
    """All that the page shows of a unit, but for what takes time (see ``aids``)."""
    source, record, market = case.source, case.record, case.market
    return {
        "id": id, "market": market, "resource": case.pair.target(market), "key": source.key,
        "lang": market, "dir": locales.direction(market), "sourceLang": shelf.office.locale,
        "sourceDir": locales.direction(shelf.office.locale), "marketName": locales.name(market),
        "state": record.state if record else "initial", "origin": record.origin if record else "",
        "engine": record.engine if record else "", "by": record.by if record else "", "at": record.at if record else "",
        "why": [w for w in (record.note if record else "").split(",") if w],
        "stale": case.stale, "waits": case.waits, "clean": case.clean, "note": source.note, "context": source.context,
        "about": case.pair.content.context, "links": links((source.note, source.context, case.pair.content.context)),
        "flags": sorted(source.flags), "seen": seen(case),
        "source": cut_forms(source.forms, source.flags), "forms": _forms(case), "target": dict(case.target),
        "proposal": _proposal(case), "comments": [_comment(c, case) for c in talk],
        "terms": _terms(shelf, case), **checked(shelf, case, case.target, case.findings),
    }  # fmt: skip


def seen(case: Case) -> tuple[str, str]:
    """What a verdict must name so that it is not given on other texts: the hashes of source and target."""
    return digest(case.source.forms), digest(case.target)


def checked(shelf: Shelf, case: Case, forms: Forms, findings: Sequence[Finding]) -> dict[str, Any]:
    """What changes while somebody types: chips, findings, counters, and which terms are there."""
    flags = case.source.flags
    return {
        "pieces": cut_forms(forms, flags), "findings": [finding(f) for f in findings],
        "counters": counters(case, forms, shelf.space.project.channels), "present": _present(shelf, case, forms),
    }  # fmt: skip


def _forms(case: Case) -> list[dict[str, Any]]:
    """The target's forms in CLDR's order, each with numbers that take it, and the source form it is made from."""
    plural, flags = case.source.plural, case.source.flags
    names = set(case.target) | set(locales.needed(case.market, flags) if plural else case.source.forms)
    order = [c for c in locales.CATEGORIES if c in names] + sorted(names - set(locales.CATEGORIES))
    ordinal = "ordinal" in flags
    return [
        {"name": name, "samples": [] if not plural or ordinal else _samples(case.market, name)} for name in order
    ]  # fmt: skip


def _samples(market: str, category: str) -> list[str]:
    numbers = locales.numbers_of(market, category)
    return [*map(str, numbers[:_SAMPLES]), *(["…"] if len(numbers) > _SAMPLES else [])] if numbers else ["1.5"]


def _proposal(case: Case) -> dict[str, Any] | None:
    if case.proposal is None:
        return None
    forms = case.proposal.forms
    return {"engine": case.proposal.engine, "at": case.proposal.at, "forms": dict(forms),
            "pieces": cut_forms(forms, case.source.flags), "marked": marked(case.target, forms)}  # fmt: skip


def _comment(comment: Comment, case: Case) -> dict[str, Any]:
    earlier = comment.target_hash != digest(case.target)
    return {"at": comment.at, "by": comment.by, "text": comment.text, "earlier": earlier}


def _terms(shelf: Shelf, case: Case) -> list[dict[str, Any]]:
    """The terms of the source, each once, with what they are to be."""
    if not shelf.space.project.glossaries:
        return []
    base, out = shelf.office.termbase(case.market), dict[str, dict[str, Any]]()
    for text in case.source.forms.values():
        for hit in base.hits(text, case.source.flags):
            concept = base.concept(hit.term)
            out[hit.term.source] = {
                "source": hit.term.source, "status": hit.term.status, "note": hit.term.note,
                "use": [t.target for t in concept.permitted], "avoid": [t.target for t in concept.deprecated],
            }  # fmt: skip
    return list(out.values())


def _present(shelf: Shelf, case: Case, forms: Forms) -> dict[str, bool]:
    """For each term of the source, whether a permitted target stands in some form."""
    if not shelf.space.project.glossaries:
        return {}
    base = shelf.office.termbase(case.market)
    terms = {h.term.source: h.term for text in case.source.forms.values() for h in base.hits(text, case.source.flags)}
    return {name: any(base.present(term, text) for text in forms.values()) for name, term in terms.items()}


def neighbours(shelf: Shelf, place: Place) -> list[dict[str, Any]]:
    """The units before and behind this one in its file."""
    before, behind = shelf.around(place, _NEAR)
    return [
        {"key": c.source.key[:200], "before": n < len(before), "source": _short(c, c.source.forms),
         "target": _short(c, c.target)}
        for n, c in enumerate((*before, *behind))
    ]  # fmt: skip


def _short(case: Case, forms: Forms) -> Pieces:
    text = next(iter(forms.values()), "") if "other" not in forms else forms["other"]
    return cut(text[:400], case.source.flags)
