"""Addresses as a market is to see them: hosts, paths and campaign parameters rewritten as ``links:`` says.

The ledger, the memory and the plan keep the author's own text; what is masked, translated and checked has the market's
addresses in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from locakit import heads
from locakit.links.address import Address, find, may_hold, stands
from locakit.links.entry import Entry
from locakit.model import Finding, Forms, Message, Unit
from locakit.settings import Link
from locakit.splice import apply

__all__ = ["MARKED", "Links", "localized"]

MARKED = "market-links"
"""The flag of a unit whose target has addresses that are not as the market is to see them."""
T = TypeVar("T")
_LINKED = frozenset({"def", "html", "p", "li", "bq", "th", "td"})
"""Kinds of a document's blocks that are copied and may hold links to follow."""
_MORE = -1
"""The place of an address that the target has besides those of the source."""
_AFTER = 200
"""So much of what follows an address is looked at."""
_MOST = 50
"""So many strays of one text are told."""


class _Place(NamedTuple):
    """An address of the source with what becomes of it."""

    one: Address
    entry: Entry | None
    want: str

    def kin(self, have: Address) -> bool:
        """Another address is this one for another market, or with its campaign lost."""
        want = next(find(self.want), None) if self.entry else None
        return self.entry is not None and want is not None and self.entry.kin(self.one, want, have)


class Stray(NamedTuple):
    """An address of a target that is not as the market is to see it."""

    have: str
    want: str


class Links:
    """The entries of ``links:`` in one market."""

    def __init__(self, rules: Sequence[Link], market: str, source: str = "en") -> None:
        mine = [rule for rule in rules if rule.holds(market)]
        self._entries = [Entry(rule, market, source) for rule in mine]
        self._asks = any(entry.asks for entry in self._entries)
        self._seen: tuple[tuple[str, frozenset[str], str], list[_Place]] = (("", frozenset(), ""), [])
        """The text that was asked for last: one unit's source is asked for several times in a row."""

    def __bool__(self) -> bool:
        """False where no entry is for the market."""
        return bool(self._entries)

    def text(self, text: str, flags: frozenset[str] = frozenset(), key: str = "") -> str:
        """The text with its addresses as the market is to see them; doing it twice changes nothing more."""
        places = self._places(text, flags, key) if self._entries and may_hold(text) else []
        return apply(text, [(p.one.start, p.one.end, p.want) for p in places if p.want != p.one.text])

    def forms(self, forms: Forms, flags: frozenset[str] = frozenset(), key: str = "") -> Forms:
        """``text`` for each plural form; the very same forms where nothing changes."""
        made = {c: self.text(t, flags, key) for c, t in forms.items()}
        return forms if made == forms else made

    def copied(self, message: Message) -> Forms:
        """A message's texts; of those that are copied only links and bare addresses change, and no code."""
        copied = "verbatim" in message.flags and message.key.partition("-")[0] not in _LINKED
        return message.forms if copied else self.forms(message.forms, message.flags, message.key)

    def unit(self, unit: Unit) -> Unit:
        """The unit with its source as the market is to see it, and the target's addresses that are not so.

        Such an address stands in the source as the target has it: it is a fault of its own, and not a lost one.
        """
        if not any(map(may_hold, unit.source.values())):
            return unit
        source = self.forms(unit.source, unit.flags, unit.key)
        strays = {c: self._strays(raw, text, unit) for c, raw, text in unit.pairs()}
        found = tuple(dict.fromkeys(stray for some in strays.values() for _, stray in some))
        if not found:
            return unit if source is unit.source else replace(unit, source=source)
        seen = {c: self._as_in(raw, unit, [strays[t] for t in unit.target if _against(unit, t) == c])
                for c, raw in unit.source.items()}  # fmt: skip
        return replace(unit, source=seen, links=found, flags=unit.flags | {MARKED})

    def units(self, units: Iterable[Unit]) -> list[Unit]:
        """``unit`` for each of them."""
        return [*map(self.unit, units)] if self._entries else [*units]

    def written(self, found: list[Finding], units: Iterable[Unit]) -> list[Finding]:
        """Findings in units that the rules saw as the market does, with the source as its author wrote it."""
        keys = {f.key for f in found if may_hold(f.source)} if self._entries else set()
        raw = {u.key: u for u in units if u.key in keys} if keys else {}
        return [replace(f, source=raw[f.key].source[_against(raw[f.key], f.form)]) if f.key in raw and f.source else f
                for f in found] if raw else found  # fmt: skip

    def repaired(self, source: Forms, target: Forms, flags: frozenset[str], key: str) -> Forms:
        """Words that were made for another market or before ``links:`` changed, with this market's addresses."""
        unit = Unit("", key, source, target, "", flags=flags)
        made = {c: _mended(text, flags, self._strays(raw, text, unit)) for c, raw, text in unit.pairs()}
        return target if made == target else made

    def _places(self, text: str, flags: frozenset[str], key: str) -> list[_Place]:
        asked, seen = (text, flags, key), self._seen
        if seen[0] != asked:
            unit = _unit_words(flags, key) if self._asks else {}
            seen = self._seen = (asked, [self._place(one, unit, text) for one in find(text, flags)])
        return seen[1]

    def _place(self, one: Address, unit: Mapping[str, str], text: str) -> _Place:
        mine = next((e for e in self._entries if e.takes(one)), None)
        if any(e is not mine and e.image(one, unit) for e in self._entries):
            return _Place(one, None, one.text)
        made = mine.made(one, unit) if mine else one.text
        # Where words follow without a space, nobody could tell where an address ends that ends in a slash.
        fits = made == one.text or stands(made, text[one.end : one.end + _AFTER])
        return _Place(one, mine if fits else None, made if fits else one.text)

    def _strays(self, raw: str, text: str, unit: Unit) -> list[tuple[int, Stray]]:
        """The target's addresses that are of kin to a lost one of the source, by its place there."""
        wanted = self._places(raw, unit.flags, unit.key) if text else []
        if not any(p.entry for p in wanted):
            return []
        have = list(find(text, unit.flags))
        right = {p.want for p in wanted}
        spare = _spare([(one.text, one) for one in have], Counter(p.want for p in wanted))
        # An address that is right for one place is a repeated one: this language has more branches than the source.
        left = [one for one in spare if one.text not in right][:_MOST]
        out: list[tuple[int, Stray]] = []
        numbered = [(p.want, (n, p)) for n, p in enumerate(wanted)]
        for number, place in _spare(numbered, Counter(one.text for one in have))[:_MOST]:
            kin = next((one for one in left if place.kin(one)), None)
            if kin:
                left.remove(kin)
                out.append((number, Stray(kin.text, place.want)))
        # A message with branches may have more of them in this language, each with the address.
        others = ((one, next((p for p in wanted[:_MOST] if p.kin(one)), None)) for one in left)
        return out + [(_MORE, Stray(one.text, place.want)) for one, place in others if place]

    def _as_in(self, raw: str, unit: Unit, strays: Sequence[list[tuple[int, Stray]]]) -> str:
        """The source with the market's addresses, but the strays as the targets have them if all agree."""
        same = dict(strays[0]) if strays and all(one == strays[0] for one in strays) else {}
        places = enumerate(self._places(raw, unit.flags, unit.key))
        return apply(raw, [(p.one.start, p.one.end, same[n].have if n in same else p.want) for n, p in places])


def localized(
    text: str, market: str, rules: Sequence[Link], flags: frozenset[str] = frozenset(), source: str = "en"
) -> str:
    """``text`` with its addresses as ``rules`` want them in a market; the rest stays byte for byte."""
    return Links(rules, market, source).text(text, flags)


def _against(unit: Unit, form: str) -> str:
    """The source's form that a target's form is held against (see ``Unit.pairs``)."""
    return form if form in unit.source else "other" if "other" in unit.source else next(iter(unit.source), "")


def _mended(text: str, flags: frozenset[str], strays: Sequence[tuple[int, Stray]]) -> str:
    wants = {stray.have: stray.want for _, stray in strays}
    return apply(text, [(a.start, a.end, wants[a.text]) for a in find(text, flags) if a.text in wants])


def _spare(those: Iterable[tuple[str, T]], others: Counter[str]) -> list[T]:
    """Of those, named by their texts, the ones that the others have not, however often."""
    out: list[T] = []
    for text, one in those:
        others[text] -= 1
        if others[text] < 0:
            out.append(one)
    return out


@lru_cache(maxsize=1024)
def _unit_words(flags: frozenset[str], key: str) -> dict[str, str]:
    """What the placeholders of a unit stand for, as a parameter may hold it."""
    said = {"channel": heads.CHANNEL, "field": heads.FIELD, "variant": heads.VARIANT}
    return {"key": _encoded(key), **{name: _encoded(heads.value(flags, head)) for name, head in said.items()}}


def _encoded(value: str) -> str:
    """Percent-encoded; so is a mark at the end, which would be taken for the sentence's own."""
    from urllib.parse import quote

    made = quote(value, safe="")
    return f"{made[:-1]}%{ord(made[-1]):02X}" if made.endswith((".", "_", "~")) else made
