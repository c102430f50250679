"""Texts cut up for the page: placeables told apart, places counted as JavaScript counts, changes marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from locakit import changes, icu, placeables
from locakit.model import Finding, Forms, Span

Pieces = list[tuple[str, str]]
"""Kind and text in reading order; plain text has an empty kind."""
HUGE = 20_000
"""Characters from which on a text is shown as it is, without chips and marks."""
_LINK = re.compile(r"https?://[^\s<>\"'`]{1,2000}", re.IGNORECASE)


def cut(text: str, flags: frozenset[str]) -> Pieces:
    """A text with its placeables told apart; a very long one as a whole."""
    if len(text) > HUGE:
        return [("", text)]
    if icu.is_complex(text):
        with suppress(icu.IcuError):
            return _branches(text, flags)
    return _chips(text, flags)


def _chips(text: str, flags: frozenset[str]) -> Pieces:
    out: Pieces = []
    at = 0
    for found in placeables.found(text, flags):
        if found.start > at:
            out.append(("", text[at : found.start]))
        out.append((found.kind, text[found.start : found.end]))
        at = found.end
    return [*out, ("", text[at:])] if at < len(text) else out


def _branches(text: str, flags: frozenset[str]) -> Pieces:
    """An ICU message: the words of its branches as text, all that holds them together as chips."""
    out: Pieces = []
    at = 0
    for node in icu.walk(icu.parse(text)):
        if isinstance(node, icu.Choice):
            continue
        if node.start > at:
            out.append(("icu", text[at : node.start]))
        raw = node.raw
        out += _chips(raw, flags) if isinstance(node, icu.Text) else [("icu" if raw == "#" else "brace", raw)]
        at = node.start + len(raw)
    return [*out, ("icu", text[at:])] if at < len(text) else out


def cut_forms(forms: Forms, flags: frozenset[str]) -> dict[str, Pieces]:
    """``cut`` for each form."""
    return {name: cut(text, flags) for name, text in forms.items()}


def marked(before: Forms, after: Forms) -> Pieces:
    """``after`` against ``before``, word by word: ``same``, ``gone`` and ``come``."""
    return changes.marked(changes.flat(before), changes.flat(after))


def utf16(text: str, span: Span) -> Span:
    """A span of characters as a span of UTF-16 code units, which is what a browser counts."""
    if text.isascii():
        return span
    head = _units(text[: span[0]])
    return head, head + _units(text[span[0] : span[1]])


def _units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def finding(found: Finding) -> dict[str, object]:
    """A finding as the page shows it."""
    place = utf16(found.target, found.span)
    fix = {"span": utf16(found.target, found.fix.span), "text": found.fix.text} if found.fix else None
    return {
        "rule": found.rule, "severity": found.severity, "category": found.category, "message": found.message,
        "form": found.form, "span": place, "fix": fix, "target": found.target if len(found.target) <= HUGE else "",
    }  # fmt: skip


def links(texts: Iterable[str]) -> list[str]:
    """The web addresses in notes and contexts, each once: nothing but http and https."""
    found = (hit[0].rstrip(".,;:!?)]}") for text in texts for hit in _LINK.finditer(text))
    return list(dict.fromkeys(found))[:10]
