"""What the memory can give for a message: the very words, words repaired for a number or name, or words alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from locakit import locales, placeables
from locakit.memory import Match, Memory
from locakit.model import Forms, Message, Record

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


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


@dataclass(slots=True)
class Recall:
    """Asks one memory for one market, from one source locale."""

    memory: Memory
    locale: str
    market: str

    def find(self, message: Message, resource: str) -> Recalled | None:
        """The best the memory has for ``message``: exact before repaired before alike; None below the threshold.

        A sibling market's words (es-ES for es-MX) are offered, not taken.
        """
        exact = self.memory.exact(message.forms, self.locale, self.market, resource, message.key)
        if exact:
            return Recalled(exact.entry.target, exact.score, exact.score >= 100, f"memory {exact.score}")
        composed = self._compose(message) if message.plural else None
        if composed or message.plural:
            return composed
        return self._alike(message)

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
        forms = {c: m.entry.target["other"] for c, m in found.items()}
        return Recalled(forms, score, True, f"memory {score}, form by form")

    def _alike(self, message: Message) -> Recalled | None:
        matches = self.memory.fuzzy(message.text, self.locale, self.market)
        for match in matches:
            target = repair(message.text, match.entry.source["other"], match.entry.target["other"], message.flags)
            if target is not None:
                return Recalled({"other": target}, match.score, True, f"memory {match.score}, repaired")
        if not matches:
            return None
        best = matches[0]
        return Recalled(best.entry.target, best.score, False, f"memory {best.score}")


def _parts(text: str, flags: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """``(the text with U+FFFC for each number and placeable, those in order)``."""
    spans = [(p.start, p.end) for p in placeables.find(text, flags)]
    taken = [False] * (len(text) + 1)
    for start, end in spans:
        taken[start:end] = [True] * (end - start)
    spans += [m.span() for m in _NUMBER.finditer(text) if not any(taken[m.start() : m.end()])]
    spans.sort()
    out, at = [], 0
    for start, end in spans:
        out += [text[at:start], "\ufffc"]
        at = end
    return "".join([*out, text[at:]]), tuple(text[a:b] for a, b in spans)


def repair(wanted: str, source: str, target: str, flags: frozenset[str]) -> str | None:
    """``target`` changed as ``source`` must be changed to become ``wanted``; None unless that is certain.

    Certain means: the two sources differ in numbers and placeables alone, and each changed one stands in the
    target exactly as often as in the source.
    """
    (frame, new), (known, old) = _parts(wanted, flags), _parts(source, flags)
    if frame != known or len(new) != len(old):
        return None
    changes = {a: b for a, b in zip(old, new, strict=True) if a != b}
    if any((a in changes) != (a != b) or changes.get(a, a) != b for a, b in zip(old, new, strict=True)):
        return None
    frame, parts = _parts(target, flags)
    if any(parts.count(a) != old.count(a) for a in changes):
        return None
    pieces = frame.split("\ufffc")
    if len(pieces) != len(parts) + 1:
        return None
    filled = "".join(piece + changes.get(part, part) for piece, part in zip(pieces, parts, strict=False))
    return filled + pieces[-1]
