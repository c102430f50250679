"""Hunspell dictionaries: whether a word is in one, by its affix rules and compounds.

Read are the parts of the format that decide whether a word exists; suggestions and the finer bans on compounds are
not. What is not read makes more words known, never fewer.

Source: the manual page hunspell(5).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

Flags = frozenset[str]
_NONE: Flags = frozenset()
_PARTS = 4
_LONGEST = 64
_NAMED = (
    "NEEDAFFIX", "PSEUDOROOT", "FORBIDDENWORD", "ONLYINCOMPOUND", "COMPOUNDFLAG", "COMPOUNDBEGIN", "COMPOUNDMIDDLE",
    "COMPOUNDEND", "COMPOUNDLAST",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Affix:
    flag: str
    strip: str
    condition: re.Pattern[str]
    flags: Flags
    """What the form may take on or be part of, beside what its stem says."""
    crosses: bool
    """It may stand together with an affix at the other end."""


@dataclass(slots=True)
class _Rules:
    kind: str = "short"
    aliases: list[Flags] = field(default_factory=list)
    prefixes: dict[str, list[_Affix]] = field(default_factory=lambda: defaultdict(list))
    suffixes: dict[str, list[_Affix]] = field(default_factory=lambda: defaultdict(list))
    named: dict[str, str] = field(default_factory=dict)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    smallest: int = 3

    def flags(self, text: str) -> Flags:
        """The flags of a word or an affix, as its file writes them."""
        if not text:
            return _NONE
        if self.aliases:
            return self.aliases[int(text) - 1] if text.isdigit() and 0 < int(text) <= len(self.aliases) else _NONE
        return self.plain(text)

    def plain(self, text: str) -> Flags:
        """The flags that a text lists."""
        if self.kind == "num":
            return frozenset(text.split(","))
        if self.kind == "long":
            return frozenset(text[at : at + 2] for at in range(0, len(text), 2))
        return frozenset(text)


class Dictionary:
    """The words of a dictionary; ``aff`` and ``dic`` are the texts of its two files."""

    def __init__(self, aff: str, dic: str) -> None:
        self._rules = _read_rules(aff)
        self._words: dict[str, list[Flags]] = {}
        flags = lru_cache(maxsize=None)(self._rules.flags)
        for line in dic.splitlines()[1:]:
            entry = line.split("\t", 1)[0].split(" ", 1)[0] if "\t" in line or " " in line else line
            word, slash, listed = entry.partition("/")
            if word and not word.startswith("#"):
                self._words.setdefault(word, []).append(flags(listed) if slash else _NONE)
        named = self._rules.named
        self._unfit = frozenset(named[n] for n in ("NEEDAFFIX", "PSEUDOROOT", "ONLYINCOMPOUND") if n in named)
        self._forbidden = named.get("FORBIDDENWORD", "")
        whole = named.get("COMPOUNDFLAG", "")
        last = named.get("COMPOUNDEND") or named.get("COMPOUNDLAST", "")
        self._ends = frozenset(f for f in (whole, last) if f)
        self._starts = frozenset(f for f in (whole, named.get("COMPOUNDBEGIN", "")) if f)
        self._middles = frozenset(f for f in (whole, named.get("COMPOUNDMIDDLE", "")) if f)

    def known(self, word: str) -> bool:
        """True if the word is there, with or without its capitals; one of more than 64 letters is taken for known."""
        for old, new in self._rules.replaced:
            word = word.replace(old, new)
        if len(word) > _LONGEST:
            return True
        lower = word.lower()
        tried = [word, lower] if word[1:].islower() or len(word) == 1 else [word, lower, lower.capitalize()]
        return any(self._whole(one) or self._compound(one, 0, _PARTS) for one in dict.fromkeys(tried))

    def _whole(self, word: str) -> bool:
        return any(self._unfit.isdisjoint(f) and self._forbidden not in f for f in self._forms(word))

    def _compound(self, word: str, at: int, left: int) -> bool:
        """The rest of the word from ``at`` is made of parts."""
        wanted = self._middles if at else self._starts
        if not wanted or left == 1:
            return False
        for cut in range(at + self._rules.smallest, len(word) - self._rules.smallest + 1):
            if any(not wanted.isdisjoint(f) for f in self._forms(word[at:cut])) and (
                any(not self._ends.isdisjoint(f) for f in self._forms(word[cut:]))
                or self._compound(word, cut, left - 1)
            ):
                return True
        return False

    def _forms(self, word: str) -> Iterator[Flags]:
        """For each way to read the word as a stem with affixes, the flags that the whole has."""
        yield from self._words.get(word, ())
        yield from self._suffixed(word, None)
        for size in range(len(word)):
            for prefix in self._rules.prefixes.get(word[:size], ()):
                stem = prefix.strip + word[size:]
                if prefix.condition.match(stem):
                    for flags in self._words.get(stem, ()):
                        if prefix.flag in flags:
                            yield flags - self._unfit | prefix.flags
                    if prefix.crosses:
                        yield from self._suffixed(stem, prefix)

    def _suffixed(self, word: str, prefix: _Affix | None) -> Iterator[Flags]:
        for suffix, stem in self._stems(word):
            if prefix is not None and not suffix.crosses:
                continue
            for flags in self._words.get(stem, ()):
                if suffix.flag in flags and (prefix is None or prefix.flag in flags | suffix.flags):
                    more = prefix.flags if prefix else _NONE
                    yield flags - self._unfit | suffix.flags | more
            for inner, root in self._stems(stem):
                if suffix.flag in inner.flags:
                    for flags in self._words.get(root, ()):
                        if inner.flag in flags and (prefix is None or prefix.flag in flags | inner.flags):
                            yield flags - self._unfit | suffix.flags

    def _stems(self, word: str) -> Iterator[tuple[_Affix, str]]:
        for start in range(len(word), -1, -1):
            for suffix in self._rules.suffixes.get(word[start:], ()):
                stem = word[:start] + suffix.strip
                if suffix.condition.search(stem):
                    yield suffix, stem


def _read_rules(aff: str) -> _Rules:
    rules = _Rules()
    crossing: dict[tuple[str, str], bool] = {}
    counted = False
    for line in aff.lstrip("\ufeff").splitlines():
        parts = line.split()
        if len(parts) < 2 or parts[0].startswith("#"):
            continue
        name = parts[0]
        if name == "FLAG":
            rules.kind = parts[1].lower()
        elif name == "AF":
            rules.aliases += [rules.plain(parts[1])] if counted else []
            counted = True
        elif name in _NAMED:
            rules.named[name] = parts[1]
        elif name == "COMPOUNDMIN" and parts[1].isdigit():
            rules.smallest = max(1, int(parts[1]))
        elif name == "ICONV" and len(parts) > 2:
            rules.replaced.append((parts[1], parts[2]))
        elif name in ("PFX", "SFX") and len(parts) >= 4:
            _read_affix(rules, parts, crossing)
    return rules


def _read_affix(rules: _Rules, parts: list[str], crossing: dict[tuple[str, str], bool]) -> None:
    kind, flag, strip, added = parts[:4]
    if (kind, flag) not in crossing:
        crossing[kind, flag] = strip == "Y"
        return
    text, _, more = added.partition("/")
    condition = parts[4] if len(parts) > 4 and parts[4] != "." else ""
    pattern = _condition(condition, kind)
    affix = _Affix(flag, "" if strip == "0" else strip, pattern, rules.flags(more), crossing[kind, flag])
    (rules.prefixes if kind == "PFX" else rules.suffixes)["" if text == "0" else text].append(affix)


@lru_cache(maxsize=4096)
def _condition(text: str, kind: str) -> re.Pattern[str]:
    """A condition as a pattern: letters, dots and classes, nothing else has a meaning."""
    out: list[str] = []
    for piece in re.findall(r"\[\^?[^\]]*\]|.", text):
        inside = piece[1:-1]
        if len(piece) > 1:
            out.append(f"[^{re.escape(inside[1:])}]" if inside.startswith("^") else f"[{re.escape(inside)}]")
        else:
            out.append("." if piece == "." else re.escape(piece))
    joined = "".join(out)
    try:
        return re.compile(joined if kind == "PFX" else f"(?:{joined})$", re.DOTALL)
    except re.error:
        return re.compile("")
