"""A job opened into lines (plural categories, ICU branches, line breaks) and closed again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from locakit import icu, locales
from locakit.icu.plurals import sample, source_category
from locakit.ladder.leaf import Line, Outcome
from locakit.model import Forms
from locakit.placeables import Placeable, compare, find, is_count

ICU = "icu-message-format"
_BREAK = re.compile(r"[\r\n]+[^\S\r\n]*|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text without choices: lines, and what stands between them."""

    text: str
    flags: frozenset[str]
    pieces: tuple[Line | str, ...]

    def close(self, outcomes: Mapping[Line, Outcome]) -> tuple[str | None, list[str]]:
        """The target, or None where a line is lost or the whole does not compare; and the notes."""
        out: list[str] = []
        notes: list[str] = []
        for piece in self.pieces:
            done = Outcome(piece) if isinstance(piece, str) else outcomes[piece]
            if done.text is None:
                return None, notes
            out.append(done.text)
            notes += done.notes
        target = "".join(out)
        return (None if len(out) > 1 and compare(self.text, target, self.flags) else target), notes


@dataclass(frozen=True, slots=True)
class Form:
    """One plural form (or the only text) of a job."""

    category: str
    source: str
    leaves: tuple[Leaf, ...]
    expansion: icu.Expansion | None = None

    def close(self, outcomes: Mapping[Line, Outcome], market: str) -> tuple[str | None, list[str]]:
        """The target form, or None; and the notes."""
        texts: list[str] = []
        notes: list[str] = []
        for leaf in self.leaves:
            text, told = leaf.close(outcomes)
            notes += told
            if text is None:
                return None, notes
            texts.append(text)
        if self.expansion is None:
            return texts[0], notes
        built = self.expansion.build(texts)
        return (None if icu.faults(self.source, built, market) else built), notes


def opened(forms: Forms, plural: bool, flags: frozenset[str], source: str, market: str) -> list[Form]:
    """The forms a market needs, each with its leaves.

    A plural message gets the market's categories, each made from its source namesake or from ``other``; ``zero`` of
    the source stays, because runtimes take it for the number 0 in every language.
    """
    if not plural or not forms:
        return [_form(c, text, flags, None, source, market) for c, text in forms.items()]
    counted = [c for c, text in forms.items() if _counts(find(text, flags))]
    wanted = locales.message_categories(market, flags)
    extra = ("zero",) if "zero" in forms and "zero" not in wanted else ()
    out: list[Form] = []
    for category in (*extra, *wanted):
        text = forms[source_category(market, category, tuple(forms), counted)]
        number = 0 if category in extra else sample(market, category)
        out.append(_form(category, text, flags, number, source, market))
    return out


def _form(category: str, text: str, flags: frozenset[str], number: int | None, source: str, market: str) -> Form:
    if ICU in flags and text.strip():
        try:
            expansion = icu.expand(text, source, market)
        except icu.IcuError:
            pass
        else:
            leaves = tuple(_branch(leaf, flags) for leaf in expansion.leaves)
            return Form(category, text, leaves, expansion)
    numbers = tuple((name, number) for name in _counts(find(text, flags))) if number is not None else ()
    return Form(category, text, (_leaf(text, flags, numbers),))


def _branch(leaf: icu.Leaf, flags: frozenset[str]) -> Leaf:
    mine = (flags - {ICU}) | ({"icu-plural"} if leaf.plural else frozenset())
    return _leaf(leaf.text, mine, tuple(leaf.numbers.items()), leaf.quoted)


def _counts(found: Sequence[Placeable]) -> list[str]:
    """The variables that show the number: those that look like counts, or the only one there is."""
    names = [p.name or p.text for p in found if is_count(p)]
    values = [p for p in found if not p.role and p.kind not in ("url", "email", "code", "entity", "percent")]
    return list(dict.fromkeys(names)) or ([values[0].name or values[0].text] if len(values) == 1 else [])


def _leaf(
    text: str, flags: frozenset[str], numbers: tuple[tuple[str, int], ...] = (), quoted: tuple[str, ...] = ()
) -> Leaf:
    inside = [(p.start, p.end) for p in find(text, flags)] if _BREAK.search(text) and not quoted else None
    if inside is None:
        return Leaf(text, flags, (Line(text, flags, numbers, quoted),) if text.strip() else (text,))
    pieces: list[Line | str] = []
    line: list[str] = []
    at = place = 0
    for hit in _BREAK.finditer(text):
        while place < len(inside) and inside[place][1] <= hit.start():
            place += 1
        if place < len(inside) and inside[place][0] < hit.end():
            continue
        line.append(text[at : hit.start()])
        at = hit.end()
        pieces += (_line("".join(line), flags, numbers), hit[0])
        line = []
    pieces.append(_line("".join((*line, text[at:])), flags, numbers))
    return Leaf(text, flags, tuple(pieces))


def _line(text: str, flags: frozenset[str], numbers: tuple[tuple[str, int], ...]) -> Line | str:
    return Line(text, flags, numbers) if text.strip() else text
