"""Segments of a translation memory by the million: real ones where LOCAKIT_CORPUS names some, and more like them."""

from __future__ import annotations

import os
import random
from itertools import accumulate
from pathlib import Path

_COMMON = [
    "the", "to", "of", "a", "and", "in", "is", "for", "you", "your", "this", "on", "be", "with", "that", "are",
    "it", "can", "or", "not", "from", "will", "by", "as", "if", "an", "at", "have", "all", "has", "new", "no",
    "when", "was", "more", "add", "use", "file", "set", "one", "only", "please", "open", "save", "name", "user",
    "page", "data", "time", "select", "show",
]  # fmt: skip
_FIRST = [
    "",
    *"bcdfghjklmnprstvwxyz",
    "br",
    "ch",
    "cl",
    "dr",
    "fl",
    "gr",
    "ph",
    "pl",
    "qu",
    "sc",
    "sh",
    "sp",
    "st",
    "th",
    "tr",
]
_VOWELS = [*"aeiouaeioy", "ai", "ea", "ee", "ie", "oo", "ou", "ow"]
_LAST = ["", "", "", *"bcdgklmnnprstxt", "ck", "ct", "ld", "ll", "ng", "nt", "ps", "rd", "ss", "st", "th"]
_ENDINGS = ["", "", "", "s", "ed", "er", "ing", "ion", "ly", "le", "ment", "al", "able", "ous", "ity"]
_HELD = ["{name}", "{count}", "%s", "%d", "<b>", "</b>", "12", "30", "2024", "10%", "{0}", "https://shop.example/help"]


def real(folder: str) -> list[str]:
    """The different source texts of the files below a folder that locakit can read, in a stable order."""
    from locakit.formats import registry

    out: dict[str, None] = {}
    for path in sorted(Path(folder).rglob("*")):
        try:
            text = path.read_bytes().decode() if path.is_file() and path.stat().st_size < 3_000_000 else ""
            found = registry.detect(path.name, text) if text else None
            messages = found.parse(path.name, text, "en").messages if found and not found.binary else ()
        except Exception:  # a folder of real files holds anything; what cannot be read is no segment
            continue
        texts = (t for m in messages for t in (m.source or m.forms).values())
        out |= dict.fromkeys(t for t in texts if t and len(t) < 1_500 and sum(c < "\x80" for c in t) > len(t) * 0.98)
    return list(out)


def made(count: int, pick: random.Random) -> list[str]:
    """Texts of words by Zipf's law: a few common ones often, thousands of rare ones; one in six holds a placeable."""
    words = [*_COMMON]
    while len(words) < 12_000:
        syllables = pick.choice((1, 1, 2, 2, 3))
        parts = (pick.choice(sounds) for _ in range(syllables) for sounds in (_FIRST, _VOWELS, _LAST))
        word = "".join(parts) + pick.choice(_ENDINGS)
        words.append(word.title() if pick.random() < 0.04 else word)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    out: dict[str, None] = {}
    while len(out) < count:
        size = min(40, max(1, int(pick.lognormvariate(1.7, 0.75))))
        text = pick.choices(words, cum_weights=weights, k=size)
        if pick.random() < 0.17:
            text.insert(pick.randrange(size + 1), pick.choice(_HELD))
        sentence = " ".join(text)
        out[sentence[0].upper() + sentence[1:] + pick.choice((".", ".", "", "", "!", "?", ":"))] = None
    return list(out)


def changed(text: str, pick: random.Random, words: list[str]) -> str:
    """``text`` as a later version may have it: a word other, more or less, or a letter, up to three times."""
    out = text.split(" ")
    for _ in range(pick.choice((1, 1, 1, 2, 3))):
        at, kind = pick.randrange(len(out)), pick.random()
        if kind < 0.5:
            out[at] = pick.choice(words)
        elif kind < 0.7:
            out.insert(at, pick.choice(words))
        elif kind < 0.85 and len(out) > 2:
            del out[at]
        else:
            letter = pick.randrange(len(out[at]) + 1)
            out[at] = out[at][:letter] + pick.choice("abcdefghij ") + out[at][letter + 1 :]
    return " ".join(out)


def segments(count: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """``(count different segments, the words they are made of)``; three in ten are later versions of others.

    Where there are too few real ones, more are made by a walk from word to word as the real ones have them.
    """
    pick, folder = random.Random(seed), os.environ.get("LOCAKIT_CORPUS", "")
    base = real(folder) if folder else made(min(count, 60_000), pick)
    pick.shuffle(base)
    after: dict[str, list[str]] = {}
    words: list[str] = []
    for text in base:
        split = text.split(" ")
        words += split
        for one, two in zip(split, [*split[1:], ""], strict=True):
            after.setdefault(one, []).append(two)
    out = dict.fromkeys(base[:count])
    known = list(out)
    while len(out) < count:
        text = changed(pick.choice(known), pick, words) if pick.random() < 0.3 else _walk(base, after, pick)
        if text.strip() and text not in out:
            out[text] = None
            known.append(text)
    return known, words


def _walk(base: list[str], after: dict[str, list[str]], pick: random.Random) -> str:
    out = [pick.choice(base).split(" ", 1)[0]]
    while len(out) < 40:
        found = pick.choice(after.get(out[-1]) or [""])
        if not found:
            break
        out.append(found)
    return " ".join(out)


def queries(known: list[str], words: list[str], count: int, seed: int = 2) -> list[str]:
    """Texts that are not in the memory: later versions of some that are."""
    pick, there = random.Random(seed), set(known)
    out: list[str] = []
    while len(out) < count:
        text = changed(pick.choice(known), pick, words)
        if text not in there:
            out.append(text)
    return out
