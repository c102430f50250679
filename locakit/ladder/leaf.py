"""The way of one line through an engine: peeled, made plain, masked, translated, verified, repaired.

Each line is a generator that yields the segments it needs and is sent their answers, so that the ladder can ask for
many lines in one call.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from locakit.ladder import case, frames, junk
from locakit.ladder.edges import between, peel, rebuilt, tail_in
from locakit.ladder.plain import fancy, guard, named, plain
from locakit.locales import language
from locakit.mask import Masked, mask, unmask
from locakit.placeables import Placeable, compare, find

_DOUBTFUL = frozenset({"same-as-source", "repeated-words", "digits-changed", "name-changed"})
"""Worth another try."""
_STAND_IN = " ¤ "
"""What is judged in the place of a placeable."""
_MOST_JUDGED = 300
"""Texts with more placeables are lists of them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all lines of one call."""

    source: str
    market: str
    schemes: tuple[str, ...]
    """In the order they are tried."""
    alphabet: frozenset[str] | None = None
    simple: bool = True
    """The engine is a small one: it needs plain typography and sentence case."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to translate."""

    text: str
    flags: frozenset[str]
    numbers: tuple[tuple[str, int], ...] = ()
    """Examples for counts, by variable."""
    quoted: tuple[str, ...] = ()
    """Stretches that ICU quotes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line."""

    text: str | None
    """None where no way kept the placeables."""
    notes: tuple[str, ...] = ()

    @property
    def doubts(self) -> int:
        """How bad it is: 100 for nothing at all."""
        return 100 if self.text is None else len(_DOUBTFUL.intersection(self.notes)) * 10 + len(self.notes)


@dataclass(frozen=True, slots=True)
class Core:
    """The words of a line as they go to the engine."""

    text: str
    placeables: list[Placeable]
    shape: case.Shape
    spoken: str
    """The words as they stood, without placeables."""
    body: str
    """The whole as it stood: what an answer is compared with."""
    flags: frozenset[str]
    numbers: Mapping[str, int]


Asking = Generator[list[str], list[str], Outcome]


def translate(line: Line, setting: Setting) -> Asking:
    """Translate one line; its edges stay, a line without letters is copied."""
    found = _placeables(line)
    head, body, tail, inner = peel(line.text, found)
    if not any(c.isalpha() for gap in between(body, inner) for c in gap):
        return Outcome(line.text)
    outcome = yield from _words(_core(body, inner, line, setting), setting)
    if outcome.text is None:
        return outcome
    whole = head + outcome.text + tail_in(tail, setting.market)
    broken = (head or tail) and compare(line.text, whole, line.flags)
    return Outcome(None) if broken else Outcome(whole, outcome.notes)


def _placeables(line: Line) -> list[Placeable]:
    found = find(line.text, line.flags)
    at = 0
    for stretch in line.quoted:
        start = line.text.find(stretch, at)
        at = start + len(stretch)
        found = [p for p in found if p.end <= start or p.start >= at]
        found.append(Placeable("quoted", start, at, stretch))
    return sorted(found, key=lambda p: p.start) if line.quoted else found


def _core(body: str, inner: list[Placeable], line: Line, setting: Setting) -> Core:
    text, placeables = body, inner
    shape: case.Shape = ""
    spoken = " ".join(between(body, inner))
    if setting.simple:
        text, placeables = plain(text, placeables)
        shape = case.shape(spoken, setting.source)
        placeables = named(text, placeables)
        if setting.alphabet:
            placeables = guard(text, placeables, setting.alphabet)
        if shape:
            begins = not (placeables and placeables[0].start == 0 and not placeables[0].role)
            text, placeables = rebuilt(text, placeables, case.Sentence(shape, setting.source, begins))
    return Core(text, placeables, shape, spoken, body, line.flags, dict(line.numbers))


def _words(core: Core, setting: Setting) -> Asking:
    """Down the ladder until the placeables are whole, then again while the words are doubtful."""
    best = Outcome(None)
    for scheme in setting.schemes if core.placeables else ("",):
        best = yield from (_split(core, setting) if scheme == "split" else _attempt(core, scheme, setting))
        if best.text is not None:
            break
    if setting.simple and (best.text is None or _DOUBTFUL.intersection(best.notes)):
        for attempt in _retries(core, best, setting):
            other = yield from attempt
            best = min(best, other, key=lambda o: o.doubts)
            if not _DOUBTFUL.intersection(best.notes):
                break
    return (yield from _inner(core, best, setting)) if setting.simple and best.text is not None else best


def _inner(core: Core, best: Outcome, setting: Setting) -> Asking:
    """Words in a pair that the engine left as they are, translated for themselves."""
    text = best.text or ""
    left: list[tuple[Placeable, str, Placeable]] = []
    for a, b in pairwise(core.placeables):
        words = core.text[a.end : b.start]
        pair = a.role == "open" and b.role == "close" and a.text + words + b.text in text
        if pair and junk.copied(words, words, words):
            left.append((a, words, b))
    if not left:
        return best
    answers = yield [words for _, words, _ in left]
    for (a, words, b), answer in zip(left, answers, strict=True):
        said = frames.bare(junk.tidy(answer, words, setting.market)[0], words, setting.market)
        said = case.initial(said, words, setting.market)
        better = text.replace(a.text + words + b.text, a.text + said + b.text, 1)
        if said and not compare(core.body, better, core.flags):
            text = better
    return replace(best, text=text)


def _retries(core: Core, best: Outcome, setting: Setting) -> Iterator[Asking]:
    """Other ways to ask for a text whose first answer was doubtful."""
    scheme = setting.schemes[0] if core.placeables else ""
    if "digits-changed" in best.notes:
        guarded = junk.guarded_digits(core.text, core.placeables)
        yield _attempt(replace(core, placeables=guarded), "bracket", setting)
        return
    if "name-changed" in best.notes:
        yield _attempt(replace(core, placeables=junk.guarded_names(core.text, core.placeables)), "bracket", setting)
        return
    text, placeables = rebuilt(core.text, core.placeables, case.Small(setting.source))
    small = replace(core, text=text, placeables=placeables, shape=core.shape or "title")
    if text != core.text:
        yield _attempt(small, scheme, setting)
    if not core.placeables:
        yield _framed(small, setting)


def _attempt(core: Core, scheme: str, setting: Setting) -> Asking:
    """One scheme, one segment."""
    masked = mask(core.text, core.placeables, scheme, core.numbers) if core.placeables else None
    if core.placeables and masked is None:
        return Outcome(None)
    asked = masked.text if masked else core.text
    (answer,) = yield [asked]
    return _finished(core, masked, *junk.tidy(answer, asked, setting.market), setting)


def _finished(core: Core, masked: Masked | None, answer: str, notes: Sequence[str], setting: Setting) -> Outcome:
    """An answer dressed as its source was, unmasked, verified and judged."""
    if setting.simple:
        answer = _dressed(frames.bare(answer, core.text, setting.market), core, setting)
    text = unmask(masked, answer) if masked else answer
    if not text or not text.strip():
        return Outcome(None)
    text = case.initial(text, core.body, setting.market)
    if compare(core.body, text, core.flags):
        return Outcome(None)
    if text.casefold() == core.text.casefold():
        notes = ()
    return Outcome(text, (*notes, *_doubts(core, text, setting)))


def _dressed(answer: str, core: Core, setting: Setting) -> str:
    if core.shape == "upper":
        answer = case.upper(answer, setting.market)
    elif core.shape == "title":
        answer = case.restore(answer, core.spoken)
    return fancy(answer, core.spoken)


def _doubts(core: Core, text: str, setting: Setting) -> list[str]:
    if len(core.placeables) > _MOST_JUDGED:
        return []
    said, words = text, _STAND_IN.join(between(core.text, core.placeables))
    for placeable in core.placeables:
        said = said.replace(placeable.text, _STAND_IN, 1)
    notes = junk.suspicions(said, words)
    if language(setting.source) != language(setting.market) and junk.copied(said, words, core.spoken):
        notes.append("same-as-source")
    return notes


def _framed(core: Core, setting: Setting) -> Asking:
    """A short text inside a sentence."""
    asked = frames.frame(core.text.rstrip(".!?"), setting.source, setting.market)
    if asked is None or len(core.text) > frames.LONGEST:
        return Outcome(None)
    (answer,) = yield [asked]
    inner = frames.unframe(junk.tidy(answer, asked, setting.market)[0], setting.market)
    if not inner:
        return Outcome(None)
    return _finished(core, None, junk.final_mark(inner, core.text, setting.market), (), setting)


def _split(core: Core, setting: Setting) -> Asking:
    """The last rung: the pieces between the placeables, each for itself."""
    masked = mask(core.text, core.placeables, "split")
    if masked is None:
        return Outcome(None)
    pieces = [peel(piece, ()) for piece in masked.text.split("\n")]
    asked = [p.core for p in pieces if any(c.isalpha() for c in p.core)]
    answers = iter((yield asked))
    out: list[str] = []
    for piece in pieces:
        core_text = piece.core
        if any(c.isalpha() for c in core_text):
            said = junk.tidy(next(answers), core_text, setting.market)[0]
            if not said:
                return Outcome(None)
            core_text = case.initial(said, core_text, setting.market)
        out.append(piece.head + core_text + piece.tail)
    return _finished(core, masked, "\n".join(out), ("split",), setting)
