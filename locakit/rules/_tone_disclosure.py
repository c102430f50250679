"""Disclosure: a text that somebody is paid for, or that a machine made, says so in the market's words, where seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from locakit.market import Market, ToneRule, patterns
from locakit.rules._kit import Hit, flagged
from locakit.rules._tone_kit import Kind, holding, number, text, texts
from locakit.rules._tone_text import BLANK, Piece, flat

_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Letters of scripts in which a word may follow another, or a particle a word, without a space."""
_SAID = re.compile(r"[^\W_]|" + BLANK)
_LETTER = re.compile(r"[^\W\d_]")


def make(rule: ToneRule, market: Market) -> Kind:
    """One of ``tags`` must stand at ``place`` (start, end, anywhere, or within so many characters).

    ``bad_tags`` are named where they stand instead. ``source_tags``: where the source has one, the target must say so
    too, whatever flags its unit has.
    """
    tags, bad, told = (_tags(texts(rule, name)) for name in ("tags", "bad_tags", "source_tags"))
    asked = frozenset(rule.when)
    is_there, where = _place(text(rule, "place", "start"), int(number(rule, "within", 0)))

    def look(piece: Piece) -> Iterator[Hit]:
        if piece.start or tags is None or not piece.text.strip():
            return
        said = piece.text if piece.alone else flat(piece.raw, piece.flags)
        found = list(_found(tags, said))
        if not any(is_there(said, match) for match in found):
            wrong = next(_found(bad, said), None)
            yield _hit(texts(rule, "tags")[0], where, found, wrong, len(piece.text))

    def echo(piece: Piece) -> Iterator[Hit]:
        if any(_found(told, piece.source)):
            yield from look(piece)

    if told is None or not asked:
        return Kind(look, mends=False)
    others = Kind(
        echo, mends=False, grep_source=holding([told]), holds=lambda flags: not flagged(asked, flags)
    )  # fmt: skip
    return Kind(look, mends=False, aside=others)


def _hit(wanted: str, where: str, found: Sequence[re.Match[str]], wrong: re.Match[str] | None, length: int) -> Hit:
    if found:
        return Hit(f"{found[0].group()!r} does not stand {where}", found[0].span())
    if wrong is not None:
        return Hit(f"{wrong.group()!r} does not say that this is {wanted!r}", wrong.span())
    return Hit(f"nothing says {where} that this is {wanted!r}", (0, length))


def _tags(tags: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern for any of the tags, longest first."""
    parts = [r"\s+".join(map(re.escape, tag.split())) for tag in sorted(set(tags), key=lambda t: (-len(t), t))]
    return patterns.compiled("|".join(parts), False) if parts else None


def _found(tags: re.Pattern[str] | None, said: str) -> Iterator[re.Match[str]]:
    """The tags that stand as words of their own. Case does not count."""
    for match in patterns.finditer(tags, said) if tags is not None else ():
        start, end = match.span()
        if not (_joined(said[start - 1 : start], said[start]) or _joined(said[end : end + 1], said[end - 1])):
            yield match


def _joined(beside: str, edge: str) -> bool:
    """A letter beside a tag belongs to the same word as the tag's letter at the edge."""
    if not edge.isalnum():
        return edge == "#" and (beside.isalnum() or beside in ("&", "_"))
    return (beside.isalnum() or beside == "_") and not _UNSPACED.match(beside) and not _UNSPACED.match(edge)


def _place(place: str, within: int) -> tuple[Callable[[str, re.Match[str]], bool], str]:
    """Whether a tag stands where it must, and how a message calls that place."""
    if place == "within":
        return (lambda said, match: len(said[: match.end()].lstrip()) <= within), f"in the first {within} characters"
    if place == "end":
        return (lambda said, match: not _LETTER.search(said, match.end())), "at the end"
    if place == "anywhere":
        return (lambda said, match: True), "anywhere"
    return (lambda said, match: not _SAID.search(said, 0, match.start())), "at the start"
