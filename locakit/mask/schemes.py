"""The ways to write a mark: what the engine sees in the place of a placeable, and how it is recognised again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import count
from typing import NamedTuple

from locakit.mask.units import Unit

_QUOTES = re.compile('["“”„‟«»]')
_PARENTHESES = re.compile("[()（）]")
_KINDS = {'""': _QUOTES, "()": _PARENTHESES, "**": re.compile(r"\*")}
DELIMITERS = frozenset('"()*')
"""Marks of pairs that stand close to their words, as in prose."""
_NUMBER = re.compile(r"(?<![\d.,])\d+(?!\d|[.,]\d)")
_BRACKET = re.compile(r"\[{1,2}\s?[xX]\s?(\d+)\s?\]{1,2}")
_STRICT = re.compile(r"\[\s?[xX]\s?(\d+)\s?\]")
"""Where the text has brackets of its own: a second one beside a mark is not the mark's."""
_LOOSE = re.compile(r"\[\s*[xX]?\s*\d")
_VAR = re.compile(r"(?i:var)\s?_\s?(\d+)(?!\d)")
_XML = re.compile(r"<\s*(/?)\s*([xg])\s*(?:id\s*=\s*[\"']?(\d+)[\"']?)?\s*/?\s*>", re.IGNORECASE)
_LLM = re.compile(r"@{1,2}\s?(?i:ph)\s?(\d+)\s?@{1,2}")
_HEADS = ("Zorb", "Vint", "Quor", "Bexn", "Drav", "Melq", "Torv", "Yast", "Korb", "Fenw", "Jorp", "Wexl")
_TAILS = ("lax", "rek", "lim", "ar", "ok", "uin", "ane", "rid")


class Hit(NamedTuple):
    """A mark found in an answer."""

    start: int
    end: int
    unit: int
    """Its place among the units, or -1."""


class Marks(NamedTuple):
    """A scheme applied to the units of one text."""

    marks: tuple[str, ...]
    search: Callable[[str], list[Hit]]


Make = Callable[[str, Sequence[Unit], Mapping[str, int]], "Marks | None"]
"""Free text, units, example numbers -> marks, or None where the text already looks like them."""


def _indexed(pattern: re.Pattern[str], first: int) -> Callable[[str], list[Hit]]:
    return lambda answer: [Hit(m.start(), m.end(), int(m[1]) - first) for m in pattern.finditer(answer)]


def bracket(free: str, units: Sequence[Unit], numbers: Mapping[str, int]) -> Marks | None:
    """``[X1]``."""
    if _LOOSE.search(free):
        return None
    return Marks(tuple(f"[X{i + 1}]" for i in range(len(units))), _bracketed(free))


def _bracketed(free: str) -> Callable[[str], list[Hit]]:
    return _indexed(_STRICT if "[" in free or "]" in free else _BRACKET, 1)


def var(free: str, units: Sequence[Unit], numbers: Mapping[str, int]) -> Marks | None:
    """``VAR_0``."""
    if "var_" in free.lower():
        return None
    return Marks(tuple(f"VAR_{i}" for i in range(len(units))), _indexed(_VAR, 0))


def llm(free: str, units: Sequence[Unit], numbers: Mapping[str, int]) -> Marks | None:
    """``@@PH1@@``."""
    if "@@" in free:
        return None
    return Marks(tuple(f"@@PH{i + 1}@@" for i in range(len(units))), _indexed(_LLM, 1))


def name(free: str, units: Sequence[Unit], numbers: Mapping[str, int]) -> Marks | None:
    """Invented names, which engines leave alone: Zorblax, Vintrek …"""
    if len(units) > len(_HEADS) * len(_TAILS):
        return None
    marks = _names()[: len(units)]
    low = free.lower()
    if any(m.lower() in low for m in marks):
        return None
    found = {m.lower(): i for i, m in enumerate(marks)}

    def search(answer: str) -> list[Hit]:
        hits = _any_name().finditer(answer)
        return [Hit(m.start(), m.end(), found.get(m[0].lower(), -1)) for m in hits]

    return Marks(marks, search)


@cache
def _names() -> tuple[str, ...]:
    size = len(_HEADS)
    return tuple(
        _HEADS[i % size] + _TAILS[(i + i // size) % len(_TAILS)] for i in range(size * len(_TAILS))
    )  # fmt: skip


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(_names())})(?![^\W_])", re.IGNORECASE)


def number(free: str, units: Sequence[Unit], numbers: Mapping[str, int]) -> Marks | None:
    """Plain numbers: examples for counts, 7001 and on for the rest."""
    values = _values(free, units, numbers, every=True)
    return Marks(tuple(str(v) for v in values.values()), lambda answer: _numbers(answer, values))


def natural(free: str, units: Sequence[Unit], numbers: Mapping[str, int]) -> Marks | None:
    """As prose has it: counts as plain numbers, up to three pairs in delimiters of their own, else ``[X1]``."""
    values = _values(free, units, numbers, every=False)
    delimited = _delimited(free, units)
    others = len(units) - len(values) - len(delimited)
    if (others and _LOOSE.search(free)) or others == len(units):
        return None
    marks = [delimited.get(i) or (str(values[i]) if i in values else f"[X{i + 1}]") for i in range(len(units))]

    def search(answer: str) -> list[Hit]:
        hits = _bracketed(free)(answer) if others else []
        hits += _numbers(answer, values, hits)
        for pattern in _KINDS.values():
            mine = [i for i, mark in delimited.items() if pattern.match(mark)]
            if not mine:
                continue
            found = list(pattern.finditer(answer))
            places = mine if len(found) == 2 else [-1] * len(found)
            hits += [Hit(m.start(), m.end(), i) for m, i in zip(found, places, strict=True)]
        return sorted(hits)

    return Marks(tuple(marks), search)


def _delimited(free: str, units: Sequence[Unit]) -> dict[int, str]:
    """Delimiters for all pairs of the text, each pair another kind; none if there are too many pairs."""
    pairs = [(i, u.partner) for i, u in enumerate(units) if u.role == "open"]
    kinds = [kind for kind, pattern in _KINDS.items() if not pattern.search(free)]
    if len(pairs) > len(kinds):
        return {}
    return {i: mark for pair, kind in zip(pairs, kinds, strict=False) for i, mark in zip(pair, kind, strict=True)}


def _values(free: str, units: Sequence[Unit], numbers: Mapping[str, int], every: bool) -> dict[int, int]:
    """A number of its own for each unit that shows one."""
    taken = {int(m) for m in re.findall(r"\d{1,9}", free)}
    out: dict[int, int] = {}
    plain, large = count(41), count(7001)
    for i, unit in enumerate(units):
        if not (unit.number or every):
            continue
        wanted = numbers.get(unit.number, -1)
        if wanted < 0 or wanted in taken:
            wanted = next(n for n in (plain if unit.number else large) if n not in taken)
        taken.add(wanted)
        out[i] = wanted
    return out


def _numbers(answer: str, values: Mapping[int, int], not_in: Sequence[Hit] = ()) -> list[Hit]:
    """The marks among the answer's numbers, in any script's digits."""
    if not values:
        return []
    index = {v: i for i, v in values.items()}
    inside = {i for h in not_in for i in range(h.start, h.end)}
    hits = (m for m in _NUMBER.finditer(answer) if m.start() not in inside and len(m[0]) < 9)
    return [Hit(m.start(), m.end(), index[int(m[0])]) for m in hits if int(m[0]) in index]


def xml(free: str, units: Sequence[Unit], numbers: Mapping[str, int]) -> Marks | None:
    """``<x id="1"/>`` and, for pairs, ``<g id="2">…</g>`` (XLIFF 1.2's inline codes)."""
    if re.search(r"</?[xg]\b", free, re.IGNORECASE):
        return None
    marks = [
        f'<g id="{i + 1}">' if u.role == "open" else "</g>" if u.role == "close" else f'<x id="{i + 1}"/>'
        for i, u in enumerate(units)
    ]
    return Marks(tuple(marks), lambda answer: _tags(answer, units))


def _tags(answer: str, units: Sequence[Unit]) -> list[Hit]:
    hits: list[Hit] = []
    stack: list[int] = []
    for m in _XML.finditer(answer):
        if m[1]:
            index = units[stack.pop()].partner if stack else -1
        else:
            index = int(m[3]) - 1 if m[3] else -1
            if m[2] in "gG" and 0 <= index < len(units) and units[index].partner >= 0:
                stack.append(index)
        hits.append(Hit(m.start(), m.end(), index))
    return hits


SCHEMES: dict[str, Make] = {
    "natural": natural, "bracket": bracket, "name": name, "var": var, "number": number, "xml": xml, "llm": llm,
}  # fmt: skip
