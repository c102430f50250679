"""What a phrase is in existing translations: the words that stand where it stands, and seldom elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from locakit.glossary.common import function_words
from locakit.glossary.phrases import EDGES
from locakit.terms.words import NO_SPACES, fold, words

_LONGEST = 6
_MOST = 200
"""Texts looked at for one phrase: more tell nothing new."""
_SHARE, _DICE = 0.55, 0.5
_WIDER = 0.6
"""Words that hold the best match and are this often there instead of it are the term."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """The words that stand for a phrase in one market."""

    text: str
    count: int
    """Texts in which they stand for it."""
    of: int
    """Texts with the phrase that are translated."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase and the texts it stands in."""

    name: str
    at: Sequence[int]
    whole: Sequence[int]


def find(asked: Sequence[Asked], targets: Mapping[int, str], language: str) -> dict[str, Partner]:
    """For each phrase whose translation is consistent, what it is; ``targets`` are the translations by text number.

    Time is linear in the targets and in the phrases' texts.
    """
    near: dict[str, list[tuple[Key, int]]] = {}
    spellings: dict[Key, Counter[str]] = defaultdict(Counter)
    for one in asked:
        counts: Counter[Key] = Counter()
        for number in [n for n in one.at if n in targets][:_MOST]:
            seen = dict(_grams(targets[number], language))
            counts.update(seen.keys())
            for key, said in seen.items():
                spellings[key][said] += 1
        near[one.name] = counts.most_common(200)
    wanted = {key for found in near.values() for key, count in found if count > 1}
    everywhere: Counter[Key] = Counter()
    for text in targets.values():
        everywhere.update(k for k, _ in _grams(text, language) if k in wanted)
    out = ((one, _best(one, near[one.name], everywhere, spellings, targets)) for one in asked)
    return {one.name: best for one, best in out if best is not None}


def _best(
    one: Asked, near: Sequence[tuple[Key, int]], everywhere: Counter[Key], spellings: Mapping[Key, Counter[str]],
    targets: Mapping[int, str],
) -> Partner | None:  # fmt: skip
    total = min(sum(n in targets for n in one.at), _MOST)
    alone = Counter(said for n in one.whole if (said := targets.get(n, "").strip(EDGES)))
    if alone:
        said, count = alone.most_common(1)[0]
        if count >= 0.6 * sum(alone.values()):
            return Partner(said, max(count, _holding(one, said, targets)), total)
    scored = [
        (2 * count / (total + max(everywhere[key], count)), len(key), count, key)
        for key, count in near
        if count > 1 and count >= _SHARE * total
    ]
    dice, _, count, key = max(scored, default=(0.0, 0, 0, ()))
    if dice < _DICE:
        return None
    for _, size, more, wider in sorted(scored, key=lambda s: -s[1]):
        if more >= _WIDER * count and size > len(key) and _within(key, wider):
            key, count = wider, more
            break
    return Partner(spellings[key].most_common(1)[0][0], count, total)


def _within(key: Key, wider: Key) -> bool:
    return any(wider[n : n + len(key)] == key for n in range(len(wider) - len(key) + 1))


def _holding(one: Asked, said: str, targets: Mapping[int, str]) -> int:
    wanted = fold(said)
    return sum(wanted in fold(targets[n]) for n in list(one.at)[:_MOST] if n in targets)


def _grams(text: str, language: str) -> Iterator[tuple[Key, str]]:
    """Stretches of a target that may be a term: the folded stems of their words, and as written."""
    if language in NO_SPACES:
        yield from _pieces(text)
        return
    have, stops = words(text), function_words(language)
    stems = [_stem(w.fold) for w in have]
    for first, word in enumerate(have):
        if word.fold in stops:
            continue
        for last in range(first, min(first + _LONGEST, len(have))):
            if last > first and not _touch(text[have[last - 1].end : have[last].start]):
                break
            if have[last].fold in stops:
                continue
            yield tuple(stems[first : last + 1]), text[word.start : have[last].end]


def _touch(gap: str) -> bool:
    return len(gap) == 1 and gap in " \u00a0-\u2011'’"


def _stem(word: str) -> str:
    """Inflected forms of one word mostly share it."""
    return word if len(word) < 5 else word[: max(4, len(word) - (2 if len(word) < 8 else 3))]


def _pieces(text: str) -> Iterator[tuple[Key, str]]:
    """Runs of 2 to 8 letters where words are not parted by spaces."""
    for word in words(text):
        run = text[word.start : word.end]
        for start in range(len(run) - 1):
            for size in range(2, min(9, len(run) - start + 1)):
                yield tuple(run[start : start + size]), run[start : start + size]
