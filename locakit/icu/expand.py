"""ICU messages opened into whole sentences for a market's plural categories, and closed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from locakit import locales
from locakit.icu.plurals import ordinal_sample, sample, source_category
from locakit.icu.text import Spelling, read, write
from locakit.icu.tree import PLURAL, Argument, Branch, Choice, Text, Tree, parse, walk

MOST = 24
"""So many branches a message may have before its outer text is left outside."""
_TRIED = 64
"""So many paths of the source are tried at all."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text of a message without choices in it, apostrophes read."""

    text: str
    """Arguments stand as ``{name}``; in a plural branch ``#`` is the number."""
    category: str
    """The market's plural category (or ``=N``) of the innermost plural; empty outside of plurals."""
    number: int | None
    """A number of that category, to show in the place of the count."""
    plural: bool
    """It stands directly in a plural branch."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """An example number for each plural argument around it, ``#`` included."""
    quoted: tuple[str, ...] = ()
    """Literal stretches that ICU quotes, as they stand in the text."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A message's leaves, and the way back."""

    leaves: tuple[Leaf, ...]
    pieces: tuple[str | int, ...]
    """The message's syntax, and the leaves' places in it."""
    spellings: tuple[Spelling, ...]

    def build(self, texts: Sequence[str]) -> str:
        """The message with ``texts`` in the place of the leaves; raises ValueError for a wrong number of them."""
        if len(texts) != len(self.leaves):
            raise ValueError(f"{len(self.leaves)} texts are needed, {len(texts)} were given")
        return "".join(p if isinstance(p, str) else write(texts[p], self.spellings[p]) for p in self.pieces)


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds a leaf."""

    category: str = ""
    hash: str | None = None
    """The argument of the plural whose direct branch this is."""
    numbers: Mapping[str, int] = field(default_factory=dict)


def expand(text: str, source_locale: str, market: str) -> Expansion:
    """Open a message for a market; raises IcuError.

    Text around a choice goes into its branches, so that every leaf is a whole sentence, while that makes at most
    ``MOST`` of them; selects come to stand outside of plurals. Plurals get the market's CLDR categories beside their
    ``=N`` branches; select keys, offsets and nesting stay.
    """
    tree = parse(text)
    pulled = _pull(tree, {})
    opener = _Opener(text, tree, source_locale, market)
    opener.open(pulled, _Place())
    if len(opener.leaves) > MOST and pulled != tree:
        opener = _Opener(text, tree, source_locale, market)
        opener.open(tree, _Place())
    return Expansion(tuple(opener.leaves), tuple(opener.pieces), tuple(opener.spellings))


class _Opener:
    """Collects leaves and syntax on a walk over the tree."""

    def __init__(self, text: str, tree: Tree, source: str, market: str) -> None:
        self.source, self.market = source, market
        self.leaves: list[Leaf] = []
        self.pieces: list[str | int] = []
        self.spellings: list[Spelling] = []
        found = {n.raw for n in walk(tree) if isinstance(n, Argument) and n.type != "hash"}
        counts = {f"{{{n.name}, number}}" for n in walk(tree) if isinstance(n, Choice) and n.type in PLURAL}
        self.base = Spelling(tuple(sorted(found | counts)), (), False, "''" in text)

    def open(self, nodes: Tree, place: _Place) -> None:
        """One message: whole if it has no choice, else around its choices."""
        words: list[Text | Argument] = []
        for node in nodes:
            if isinstance(node, Choice):
                self.leaf(words, place)
                words = []
                self.choice(node, place)
            else:
                words.append(node)
        if words or not nodes:
            self.leaf(words, place)

    def leaf(self, words: Sequence[Text | Argument], place: _Place) -> None:
        if not words:
            return
        raw = "".join(w.raw for w in words)
        if raw.isspace():
            self.pieces.append(raw)
            return
        counted = place.hash is not None
        quoted: list[str] = []
        out: list[str] = []
        for word in words:
            if isinstance(word, Argument):
                moved = word.type == "hash" and place.hash != word.name
                out.append(f"{{{word.name}, number}}" if moved else word.raw)
            else:
                said, kept = read(word.raw, word.counted, counted)
                out.append(said)
                quoted += kept
        number = place.numbers.get("#")
        self.pieces.append(len(self.leaves))
        self.leaves.append(Leaf("".join(out), place.category, number, counted, place.numbers, tuple(quoted)))
        self.spellings.append(replace(self.base, quoted=tuple(quoted), counted=counted))

    def choice(self, node: Choice, place: _Place) -> None:
        chosen = self.plural(node, place) if node.type in PLURAL else self.select(node, place)
        self.pieces.append(node.head)
        for i, (selector, branch, inner) in enumerate(chosen):
            style = node.branches[min(i, len(node.branches) - 1)]
            self.pieces.append(f"{style.lead or ('' if i == 0 else ' ')}{selector}{style.gap}{{")
            self.open(branch.body, inner)
            self.pieces.append("}")
        self.pieces.append(node.tail + "}")

    def select(self, node: Choice, place: _Place) -> list[tuple[str, Branch, _Place]]:
        return [(b.selector, b, replace(place, hash=None)) for b in node.branches]

    def plural(self, node: Choice, place: _Place) -> list[tuple[str, Branch, _Place]]:
        """The branches the market needs: ``=N`` by value, then its categories in CLDR's order."""
        named = {b.selector: b for b in node.branches}
        out: list[tuple[str, Branch, _Place]] = []
        for selector in sorted((s for s in named if s.startswith("=")), key=_value):
            inner = self.inner(node, place, selector, _value(selector) - node.offset)
            out.append((selector, named.pop(selector), inner))
        if not named:
            return out
        ordinal = node.type == "selectordinal"
        for category in (locales.ordinal_categories if ordinal else locales.plural_categories)(self.market):
            branch = named[self.serves(node, category, named)]
            if ordinal:
                number = ordinal_sample(self.source, self.market, category, branch.selector) or 5
            else:
                number = sample(self.market, category, frozenset(n - node.offset for n in node.explicit))
            out.append((category, branch, self.inner(node, place, category, number)))
        return out

    def serves(self, node: Choice, category: str, named: Mapping[str, Branch]) -> str:
        if node.type == "selectordinal":
            return category if category in named else "other" if "other" in named else next(iter(named))
        counted = [s for s, b in named.items() if _shows(b.body, node.name)]
        return source_category(self.market, category, named, counted)

    def inner(self, node: Choice, place: _Place, category: str, number: int) -> _Place:
        numbers = {**place.numbers, node.name: number + node.offset, "#": number}
        return _Place(category, node.name, numbers)


def _shows(nodes: Tree, name: str) -> bool:
    return any(isinstance(n, Argument) and n.name == name for n in walk(nodes))


def _value(selector: str) -> int:
    return int(selector[1:]) if selector[1:].isdecimal() else -1


Bound = dict[tuple[str, str, int, tuple[str, ...]], str]
"""The selector already chosen for an equal choice further out."""


def _identity(node: Choice) -> tuple[str, str, int, tuple[str, ...]]:
    return node.name, node.type, node.offset, tuple(sorted(b.selector for b in node.branches))


def _pull(nodes: Tree, bound: Bound) -> Tree:
    """The same message with text only in the innermost branches; as it is where that would be too many or say less."""
    flat = _settle(nodes, bound)
    choices = [n for n in flat if isinstance(n, Choice)]
    if not choices or _paths(flat) > _TRIED:
        return flat
    first = next((c for c in choices if c.type == "select"), choices[0])
    at = flat.index(first)
    before, after = flat[:at], flat[at + 1 :]
    blank = all(isinstance(n, Text) and n.raw.isspace() for n in (*before, *after))
    if not blank and _shifted((*before, *after)):
        return flat
    branches: list[Branch] = []
    for branch in first.branches:
        inner = {**bound, _identity(first): branch.selector}
        body = branch.body if blank else (*before, *branch.body, *after)
        branches.append(replace(branch, body=_pull(body, inner)))
    pulled = replace(first, branches=tuple(branches))
    return (*before, pulled, *after) if blank else (pulled,)


def _paths(nodes: Tree) -> int:
    """How many ways there are through the message's branches."""
    ways = 1
    for node in nodes:
        if isinstance(node, Choice):
            ways *= sum(_paths(b.body) for b in node.branches)
    return ways


def _shifted(moved: Tree) -> bool:
    """Whether a ``#`` with an offset would move into another choice, where nothing says the same."""
    return any(isinstance(n, Argument) and n.type == "hash" and n.offset for n in moved)


def _settle(nodes: Tree, bound: Bound) -> Tree:
    """Choices that were already made are replaced by the branch that holds."""
    out: list[Text | Argument | Choice] = []
    for node in nodes:
        chosen = bound.get(_identity(node)) if isinstance(node, Choice) else None
        if isinstance(node, Choice) and chosen is not None:
            out += _settle(next(b.body for b in node.branches if b.selector == chosen), bound)
        else:
            out.append(node)
    return tuple(out)
