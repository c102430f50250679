"""What a release file holds, unit by unit, as it stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from locakit import catalog, plan
from locakit.emit import Choice, Edition
from locakit.errors import BrokenText
from locakit.manifest import Line
from locakit.model import Forms, Message, Resource
from locakit.shell.workspace import Pair, Workspace


def forms_of(messages: Mapping[str, Message], key: str) -> Forms:
    """The forms of a message, none where it is not there."""
    return messages[key].forms if key in messages else {}


def beside(space: Workspace, pair: Pair, market: str, source: Resource, there: Iterable[str]) -> list[str]:
    """Keys of a target that are none of the source, without those that the project skips."""
    wanted, skip = {m.key for m in source.messages}, space.skip(pair, market)
    return [key for key in there if key not in wanted and not plan.skipped(key, skip)]


def goes(pair: Pair, own: Edition, key: str) -> bool:
    """True for the translation of a text that is gone; a document may have paragraphs of its own, which stay."""
    return pair.format.keyed or key in own.records


@dataclass(frozen=True)
class Audit:
    """One file of a release."""

    space: Workspace
    pair: Pair
    source: Resource
    own: Edition
    """Of the file's market."""
    text: str
    """As written."""

    def lines(self, choices: Sequence[Choice], lost: Collection[str], *, omit: bool) -> Iterator[Line]:
        """A line for each unit that is there; ``lost`` are keys that stayed as they were, ``omit`` as in a release."""
        market, path, sources = self.own.market, self.pair.target(self.own.market), self.source.by_key()
        for choice in choices:
            key = choice.key
            if key in lost:
                choice = self._stayed(choice)
            mine = choice.origin == market
            if any(choice.forms.values()) and (mine or not omit):
                forms, origin = forms_of(self._held, key) or choice.forms, "" if mine else choice.origin
                yield Line(market, path, key, sources[key].forms, forms, origin, choice.record, choice.reached)
        for key in beside(self.space, self.pair, market, self.source, self._there):
            if not goes(self.pair, self.own, key) and any(self._there[key].forms.values()):
                yield Line(market, path, key, {}, self._there[key].forms)

    @cached_property
    def _there(self) -> Mapping[str, Message]:
        """The market's target as the project has it."""
        return self.own.target.by_key() if self.own.target else {}

    @cached_property
    def _held(self) -> Mapping[str, Message]:
        """What the file says, read back: a format may need more plural forms than a stand-in has.

        Nothing for a document, whose blocks have no keys of their own, and for a file that could hold no unit at all.
        """
        if not self.pair.format.keyed:
            return {}
        try:
            found = self.pair.format.parse(self.pair.target(self.own.market), self.text, self.own.market)
        except BrokenText:
            return {}
        return catalog.aligned(self.source, found).by_key()

    def _stayed(self, choice: Choice) -> Choice:
        """The choice for a unit that its file could not take: what the market has, whatever its state."""
        record, forms = self.own.records.get(choice.key), forms_of(self._there, choice.key)
        return replace(choice, forms=forms, origin=self.own.market, record=record, reached=choice.state)
