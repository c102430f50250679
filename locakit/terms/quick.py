"""All forms as one pattern over texts laid end to end: what C finds in many texts at once, Python only puts in place.

A text is laid out with a space for every character that is in no word, so that a form can only begin behind a space:
the pattern engine runs from space to space as fast as memory gives them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from locakit.terms.pattern import GAP, compiled
from locakit.terms.words import LETTERS, ends_inside, fold, words

if TYPE_CHECKING:
    from locakit.terms.finder import Form

Found = tuple[int, int, "Form"]
_Placed = list[tuple[int, list[Found] | None]]
_LONG = 200
"""Characters of a form that a pattern holds."""
_BATCH = 512
"""Texts laid end to end: so many stay in a processor's cache."""
_SEAM = " \0 "
"""Between two texts: no gap of a form holds it."""
_PLAIN = {n: chr(n).lower() if chr(n).isalnum() or chr(n) == "_" else " " for n in range(1, 128)}
_ALONE = {**_PLAIN, 0: " "}
_OUTSIDE = re.compile(f"[^{LETTERS} \0]")
_SPACE, _GAPS = re.compile(r"\s+"), re.compile(GAP)


def folded(text: str) -> str | None:
    """The text folded, where that moves no character; None where it does."""
    if text.isascii():
        return text.lower()
    low = text.casefold()
    return low if len(low) == len(text) and unicodedata.is_normalized("NFC", low) else None


def laid_out(low: str) -> str:
    """A folded text (ASCII need not be) with a space for each character that is in no word; offsets stay."""
    return low.translate(_PLAIN) if low.isascii() else _OUTSIDE.sub(" ", low)


class Quick:
    """The leftmost matches that do not overlap, of those at one place the longest, where that is plain."""

    def __init__(self, forms: Iterable[Form], *, spaced: bool) -> None:
        """``spaced``: the language writes spaces between words."""
        self._spaced, self._lead = spaced, int(spaced)
        self._forms, odd = _by_words(forms) if spaced else _by_letters(forms)
        self._pattern = compiled((*self._forms, *odd), spaced=spaced)
        self._sure = {f" {t}": f for t, f in self._forms.items() if spaced and " " not in t and not f.exact}
        """What needs no second look: one word, in any case."""
        self._several = {t: f for t, f in self._forms.items() if spaced and " " in t and not f.exact}

    def one(self, text: str) -> list[Found] | None:
        """A text's matches; None where only the thorough way tells."""
        if not self._spaced or not text.isascii():
            found = self._batch([text], 0)
            return found[0][1] if found else []
        out: list[Found] = []
        sure = self._sure.get
        for match in self._pattern.finditer(f" {text.translate(_ALONE)} ") if self._pattern else ():
            start, end = match.span()
            form = sure(match[0]) or self._looked_at(text, start, end - 1)
            if form is None:
                return None
            out.append((start, end - 1, form))
        return out

    def each(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Found] | None]]:
        """``(number, one(text))`` of the texts where that is not empty, in their order."""
        for first in range(0, len(texts), _BATCH):
            yield from self._batch(texts[first : first + _BATCH], first)

    def _batch(self, texts: Sequence[str], first: int) -> _Placed:
        """What stands in texts, the number of whose first one is ``first``."""
        end_to_end = _SEAM.join(texts)
        if end_to_end.count("\0") >= len(texts):
            return self._batch([text.replace("\0", "\1") for text in texts], first)
        if not end_to_end.isascii():
            return self._mixed(texts, first)
        low = end_to_end if self._spaced else end_to_end.lower()
        return self._placed(texts, self._laid(low), range(first, first + len(texts)))

    def _mixed(self, texts: Sequence[str], first: int) -> _Placed:
        """The texts that are ASCII, which is quick, and the others by themselves."""
        others = [n for n, text in enumerate(texts) if not text.isascii()]
        out = self._batch([t if t.isascii() else "" for t in texts], first) if len(others) < len(texts) else []
        low = [(n, same) for n in others if (same := folded(texts[n])) is not None]
        plain = {n for n, _ in low}
        out += [(first + n, None) for n in others if n not in plain]
        laid = self._laid(_SEAM.join(same for _, same in low))
        out += self._placed([texts[n] for n, _ in low], laid, [first + n for n, _ in low])
        return sorted(out, key=lambda pair: pair[0])

    def _laid(self, low: str) -> str:
        """Folded texts end to end as the pattern reads them."""
        return f" {laid_out(low) if self._spaced else low} "

    def _placed(self, texts: Sequence[str], laid: str, numbers: Sequence[int]) -> _Placed:
        """Each text's number with its matches; those without any are left out."""
        out: _Placed = []
        lead, sure, several, here = self._lead, self._sure.get, self._several.get, list[Found]()
        at, begin, stop, unsure = -1, 0, 1 - len(_SEAM), -1
        for match in self._pattern.finditer(laid) if self._pattern else ():
            start, end = match.span()
            if start >= stop:
                while start >= stop:
                    at += 1
                    begin = stop + len(_SEAM)
                    stop = begin + len(texts[at])
                begin -= lead
                here = []
                out.append((numbers[at], here))
            elif at == unsure:
                continue
            start -= begin
            end -= begin + lead
            form = sure(match[0]) or several(texts[at][start:end].lower()) or self._looked_at(texts[at], start, end)
            if form is None:
                unsure, out[-1] = at, (numbers[at], None)
            else:
                here.append((start, end, form))
        return out

    def _looked_at(self, text: str, start: int, end: int) -> Form | None:
        """The form that stands there; None where the pattern alone cannot tell."""
        said = text[start:end]
        low = said.casefold()
        form = self._forms.get(low) or (self._forms.get(_GAPS.sub(" ", low)) if self._spaced else None)
        if form is None or (form.exact and (" ".join(said.split()) if self._spaced else said) != form.text):
            return None
        return None if not self._spaced and ends_inside(text, start, end) else form


def _put(table: dict[str, Form], plain: str, form: Form) -> None:
    if plain not in table or (form.exact and not table[plain].exact):
        table[plain] = form


def _by_words(forms: Iterable[Form]) -> tuple[dict[str, Form], set[str]]:
    """The form of each text; the first words of forms with marks, and of long ones: the pattern cannot tell these."""
    table: dict[str, Form] = {}
    odd: set[str] = set()
    for form in forms:
        parts = words(form.text)
        plain = " ".join(p.fold for p in parts)
        if parts and (plain != _SPACE.sub(" ", fold(form.text)) or len(plain) > _LONG):
            odd.add(parts[0].fold)
        elif parts:
            _put(table, plain, form)
    return {plain: form for plain, form in table.items() if plain.split(" ", 1)[0] not in odd}, odd


def _by_letters(forms: Iterable[Form]) -> tuple[dict[str, Form], set[str]]:
    table: dict[str, Form] = {}
    for form in forms:
        if low := fold(form.text):
            _put(table, low, form)
    return {low: form for low, form in table.items() if len(low) <= _LONG}, {low for low in table if len(low) > _LONG}
