"""What the memory can give for a message: the very words, words repaired for a number or placeable, or words alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from locakit import locales, placeables
from locakit.memory.frames import HOLE, Part, between, parts
from locakit.model import Entry, Forms, Message, Record

if TYPE_CHECKING:
    from locakit.memory import Match, Memory

_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_OPENS = re.compile(r"(?:^|[.!?…:]\s)\W*$")
"""A word that follows begins a sentence, and has its capital from that."""
_NAMES = 3
_TRIED = 10
"""So many entries that differ in numbers and placeables alone are tried."""
SIBLING = "memory:"
"""How the origin of words begins that are another market's of the language."""
_HOLDS_PROSE = ("icu", "quoted", "comment")
"""Kinds of placeables that may hold words of the source's language."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A target from the memory."""

    forms: Forms
    score: int
    sure: bool
    """True where the words fit the source as they are; false where they are only alike."""
    why: str
    carried: Record | None = None
    """The record of the unit that had these words and is gone, where that is known."""
    origin: str = ""
    """``memory:es-ES 97`` where the words are a sibling market's, made this one's."""

    @property
    def rate(self) -> str:
        """What the words are known by where they are offered."""
        return self.origin or str(self.score)


@dataclass(slots=True)
class Recall:
    """Asks one memory for one market, from one source locale."""

    memory: Memory
    locale: str
    market: str
    seen: Callable[[str, frozenset[str]], str] = lambda text, flags: text  # a field's default, not a name
    """A source text as the market is to see it."""
    sibling: Callable[[Entry, Message, str], Forms] | None = None
    """Makes the words of another market of the language the market's; None takes them as they are."""

    def find(self, message: Message, resource: str) -> Recalled | None:
        """The best the memory has for ``message``: exact before repaired before alike; None below the threshold.

        A sibling market's words (es-ES for es-MX) and a machine's are offered, not taken.
        """
        exact = self._exact(message, resource)
        if exact and (exact.sure or not exact.origin):
            return exact
        other = self._compose(message) if message.plural else self._alike(message)
        return other if other and (other.sure or not exact) else exact

    def _exact(self, message: Message, resource: str) -> Recalled | None:
        match = self.memory.exact(message.forms, self.locale, self.market, resource, message.key)
        return self._recalled(match, message, match.fits(self.market)) if match else None

    def own(self, message: Message, resource: str) -> Recalled | None:
        """People's words for the very source that are meant for this market; None where the memory has none."""
        match = self.memory.exact(message.forms, self.locale, self.market, resource, message.key)
        return self._recalled(match, message, True) if match and match.fits(self.market) else None

    def _recalled(self, match: Match, message: Message, sure: bool, text: str = "", how: str = "") -> Recalled:
        """A match, or ``text`` that was made of it; a sibling market's words made the market's own."""
        known = replace(match.entry, target={"other": text}) if text else match.entry
        if self.sibling is None or known.market in locales.chain(self.market):
            return Recalled(known.target, match.score, sure, f"memory {match.score}{how}")
        origin = f"{SIBLING}{known.market} {match.score}"
        return Recalled(self.sibling(known, message, self.market), match.score, False, origin + how, origin=origin)

    def _compose(self, message: Message) -> Recalled | None:
        """Plural forms from entries of single texts, where the market needs no more than one, many and other."""
        wanted = locales.message_categories(self.market, message.flags)
        if not set(wanted) <= {"one", "many", "other"}:
            return None
        found: dict[str, Match] = {}
        for category in wanted:
            text = message.forms.get(category, message.forms.get("other", ""))
            match = self.memory.exact({"other": text}, self.locale, self.market)
            if not match or set(match.entry.target) != {"other"}:
                return None
            found[category] = match
        score = min(m.score for m in found.values())
        sure = all(m.fits(self.market) for m in found.values())
        made = {c: self._recalled(m, message, sure) for c, m in found.items()}
        origin = next((one.origin for one in made.values() if one.origin), "")
        forms = {c: one.forms["other"] for c, one in made.items()}
        return Recalled(forms, score, sure, f"{origin or f'memory {score}'}, form by form", origin=origin)

    def _alike(self, message: Message) -> Recalled | None:
        """Words that can be repaired for certain, else those that are repaired but may be wrong, else those alike."""
        framed = self.memory.framed(message.text, self.locale, self.market)[:_TRIED]
        found = self._repaired(message, framed)
        if found and found.sure:
            return found
        near = self.memory.fuzzy(message.text, self.locale, self.market)
        other = self._repaired(message, near)
        if (other and other.sure) or (other and not found):
            return other
        alike = (self._recalled(m, message, False) for m in near)
        return found or next(alike, None)

    def _repaired(self, message: Message, matches: Iterable[Match]) -> Recalled | None:
        """The words of a source that differs in numbers and placeables alone, with those of the message put in."""
        unsure: Recalled | None = None
        wanted = self.seen(message.text, message.flags)
        for match in matches:
            known = match.entry
            if set(known.target) != {"other"}:
                continue
            source, target = self.seen(known.source["other"], message.flags), known.target["other"]
            fixed = mend(wanted, source, target, message.flags, self.market)
            if fixed is None and (named := renamed(wanted, source, target)):
                whole = not placeables.compare(wanted, named, message.flags)
                fixed = (named, "grammar") if whole else None
            if fixed:
                sure = fixed[1] == "sure" and match.fits(self.market)
                found = self._recalled(match, message, sure, fixed[0], ", repaired")
                if sure:
                    return found
                unsure = unsure or found
        return unsure


def repair(wanted: str, source: str, target: str, flags: frozenset[str], market: str = "") -> str | None:
    """``target`` changed as ``source`` must be changed to become ``wanted``; None unless that is certain.

    Certain means: the two sources differ in numbers and placeables alone, each changed one stands in the target
    exactly as often as in the source, and a changed number asks for no other words in the language of ``market``.
    """
    fixed = mend(wanted, source, target, flags, market)
    return fixed[0] if fixed and fixed[1] == "sure" else None


def mend(
    wanted: str, source: str, target: str, flags: frozenset[str], market: str
) -> tuple[str, Literal["sure", "grammar"]] | None:
    """As ``repair``, but also what may be wrong in its grammar, and is marked so: the new number is of another kind."""
    if HOLE in wanted or HOLE in source or HOLE in target:
        return None
    new, old, there = parts(wanted, flags), parts(source, flags), parts(target, flags)
    if between(wanted, new) != between(source, old) or [p.kind for p in new] != [p.kind for p in old]:
        return None
    changes = _changes(old, new)
    if changes is None or any(_count(there, a) != _count(old, a) for a in changes):
        return None
    texts = between(target, there)
    filled = "".join(t + changes.get(p.text, p.text) for t, p in zip(texts, there, strict=False)) + texts[-1]
    if placeables.compare(wanted, filled, flags):
        return None
    return filled, "sure" if _agrees(wanted, old, new, market) else "grammar"


def renamed(wanted: str, source: str, target: str) -> str | None:
    """``target`` with the names of ``wanted`` for those of ``source``, where the two differ in names alone.

    A name is a word with a capital inside a sentence, which stands in the target as it does in the source, and as
    often. Whether the words around it agree with the new one nobody can tell from here.
    """
    old, new = list(_WORD.finditer(source)), list(_WORD.finditer(wanted))
    if len(old) != len(new) or not old or _WORD.sub("", source) != _WORD.sub("", wanted):
        return None
    unlike = [(a, b) for a, b in zip(old, new, strict=True) if a[0] != b[0]]
    if not unlike or len(unlike) > _NAMES or not all(_is_name(a, source) and _is_name(b, wanted) for a, b in unlike):
        return None
    changes = {a[0]: b[0] for a, b in unlike}
    said, there = Counter(m[0] for m in old), Counter(m[0] for m in _WORD.finditer(target))
    one_way = all(changes[a[0]] == b[0] for a, b in unlike) and sum(map(said.__getitem__, changes)) == len(unlike)
    if not one_way or any(there[name] != said[name] for name in changes):
        return None
    return _WORD.sub(lambda found: changes.get(found[0], found[0]), target)


def _is_name(word: re.Match[str], text: str) -> bool:
    return word[0][0].isupper() and not _OPENS.search(text[: word.start()])


def _count(found: list[Part], text: str) -> int:
    return sum(p.text == text for p in found)


def _changes(old: list[Part], new: list[Part]) -> Mapping[str, str] | None:
    """What becomes what; None where one text would become two, or where that cannot be done by writing it anew."""
    changes: dict[str, str] = {}
    for a, b in zip(old, new, strict=True):
        if changes.setdefault(a.text, b.text) != b.text:
            return None
        if a.text != b.text and (a.kind.split()[0] in _HOLDS_PROSE or (a.kind == "number" and not _like(a, b))):
            return None
    return {a: b for a, b in changes.items() if a != b}


def _like(a: Part, b: Part) -> bool:
    """Two numbers with the same marks in them: how a market writes those is then seen in the target."""
    return _DIGITS.sub("0", a.text) == _DIGITS.sub("0", b.text) or not (set(a.text + b.text) & set(".,:"))


def _agrees(wanted: str, old: list[Part], new: list[Part], market: str) -> bool:
    """True where each changed number has the plural category of the old one in the market, and is no ordinal."""
    for a, b in zip(old, new, strict=True):
        if a.kind == "number" and a.text != b.text:
            if _ORDINAL.match(wanted, b.end):
                return False
            if market and _categories(a.text, market) != _categories(b.text, market):
                return False
    return True


def _categories(number: str, market: str) -> list[str]:
    """The plural categories of an amount's parts: whole and fraction; none for a time, a date or a version."""
    runs = _DIGITS.findall(number)
    if all(len(run) == 3 for run in runs[1:]) and ":" not in number:
        runs = ["".join(runs)]
    return [locales.category(market, int(run[-18:])) for run in runs] if len(runs) <= 2 and ":" not in number else []
