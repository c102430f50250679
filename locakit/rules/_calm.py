"""What a cheap look at a pair can show, so that rules which it keeps silent are not asked.

A rule names in ``calm`` the facts that together keep it silent, and in ``word`` what a run of characters without a
space must be like to trouble it. ``check.bench`` finds the facts, ``tests/test_innocent.py`` proves the rules' claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final

from locakit import locales
from locakit.market.needles import finder, needles

Word = Callable[[str], re.Pattern[str] | Callable[[str], object]]
"""For a market: what finds in a word, with a space before and after it, that it may trouble a rule.

Many words are searched at once by a pattern, between NUL characters that it must not match.
"""

OTHER: Final = 1
"""Source and target are not the same."""
ENDS: Final = 2
"""Both end with one character, or both with a letter or digit."""
BEGINS: Final = 4
"""Both begin with one character, or both with a letter or digit."""
CASED: Final = 8
"""Both begin with a capital, or neither."""
SIZED: Final = 16
"""The source is shorter than ``LONG``, or the target's length is within ``RATIOS`` of it."""
WORDED: Final = 32
"""Both hold a word of nothing but letters."""
ONCE: Final = 64
"""No word of the target begins with all of the word before it, and none has marks inside that may part words."""
EVEN: Final = 128
"""Beside words of letters, both hold simple words of the same shapes (``{name},`` ``%s`` ``(12)``) in one order."""
HELD: Final = 256
"""The same without the quotes, brackets and sentence marks around them."""
ALL: Final = 511

NAMES = {
    "other": OTHER, "ends": ENDS, "begins": BEGINS, "cased": CASED, "sized": SIZED, "worded": WORDED, "once": ONCE,
    "even": EVEN, "held": HELD,
}  # fmt: skip
LONG, RATIOS = 40, (0.7, 1.4)

PLAIN_FLAGS = frozenset({"python-format", "python-brace-format", "c-format", "fuzzy", "unreviewed"})
"""Flags under which simple words are what they are without."""

ASCII_WORD = re.compile(r"[A-Za-z]+").fullmatch
"""The plainest words."""
PLAIN_WORD = re.compile(r"[^\W\d_]+(?:(?:-|(?<=[a-zA-ZÀ-ɏ])['’](?=[a-zA-ZÀ-ɏ]))[^\W\d_]+)*[.,:;!?…]*").fullmatch
"""Words of letters, with the sentence marks that follow them."""
_CONVERSION = r"%(?:\d\$)?[-+#0]?\d*+(?:\.\d++)?[a-z]{1,3}+(?![\w$%])"
_QUOTES = "\"“”„»«'‘’"
_PART = (
    rf"(?!\((?:e?s|n|d)\))[({_QUOTES}]?+(?:\{{\w++\}}|(?<!\d){_CONVERSION}|</?[a-z]\w*+>|(?<!\w)\d++(?![{{<%\w])"
    rf"|[^\W\d_]++(?:-(?=[^\W\d_])[^\W\d_]++)*+(?![\d{{<%_]))++[.,:;!?…){_QUOTES}]*+"
)
SIMPLE_WORD = re.compile(rf"\n*+{_PART}(?:\n++{_PART})*+\n*+|[—–\U0001f300-\U0001faff]").fullmatch
"""Words whose marks say nothing beyond the word: those of one shape on both sides are no matter for rules of marks."""

DOUBLED = re.compile(r"[ \n]([^ \n]++) \1").search
"""A word of a text with a space before it, with which the next word begins."""

_AROUND = f"(){_QUOTES}.,:;!?…"
_SPACE, _TELLING = 0x20, 4
_SAID = re.compile(rf"(<[^<>]*>|\{{\w*\}}|{_CONVERSION})|[^\W\d_]+")
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "yue", "dz", "lzh"})


def spaced(market: str) -> bool:
    """True for languages that part words by spaces."""
    return locales.language(market) not in _UNSPACED


def shape(word: str) -> str:
    """A simple word with ``w`` for its letters."""
    return _SAID.sub(_blank, word)


def _blank(found: re.Match[str]) -> str:
    return found[1] or "w"


def core(made: str) -> str:
    """A word's ``shape`` without the marks around it, line by line; empty where only letters are left."""
    inner = (line.strip(_AROUND) for line in made.split("\n"))
    return "\n".join(line for line in inner if line not in ("", "w"))


def beside(pattern: str) -> Word:
    """A test of words by a pattern, for every market."""
    made = re.compile(pattern)
    return lambda market: made


def facts_of(names: str) -> int:
    """The facts of a rule's ``calm``; raises KeyError for an unknown name."""
    return sum(NAMES[name] for name in names.split())


def within_words(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """A pattern that finds in a word with a space before and after it what ``pattern`` may find in a text.

    None where a match may need more than one word.
    """
    parse = import_module("re._parser").parse
    parsed, strings = parse(pattern.pattern, pattern.flags), needles(pattern.pattern)
    if strings and str(parse(finder(strings).pattern, pattern.flags)) == str(parsed):
        return finder(map(_longest_part, strings))
    return pattern if not any(_takes_space(str(node[0]), node[1]) for node in parsed) else None


def _longest_part(text: str) -> str:
    """One word of a text, with the spaces that stand around it there: the first if it is long, else the longest."""
    parts = text.split(" ")
    if not any(parts):
        return "  "
    at = 0 if len(parts[0]) >= _TELLING else max(range(len(parts)), key=lambda n: (len(parts[n]), n))
    return " " * (at > 0) + parts[at] + " " * (at + 1 < len(parts))


def _takes_space(name: str, argument: Any) -> bool:
    """A part of a parsed pattern may match a space, or asks where the text begins or ends."""
    if name in ("LITERAL", "NOT_LITERAL"):
        return bool((argument == _SPACE) == (name == "LITERAL"))
    if name == "AT":
        return "BOUNDARY" not in str(argument)
    if name == "IN":
        return _class_takes_space(argument)
    if name == "GROUPREF":
        return False
    return name == "ANY" or any(_takes_space(str(node[0]), node[1]) for node in _nodes(argument))


def _class_takes_space(items: Any) -> bool:
    negated = str(items[0][0]) == "NEGATE"
    return negated != any(_item_takes_space(str(name), argument) for name, argument in items[negated:])


def _item_takes_space(name: str, argument: Any) -> bool:
    if name == "LITERAL":
        return bool(argument == _SPACE)
    if name == "RANGE":
        return bool(argument[0] <= _SPACE <= argument[1])
    return str(argument).endswith(("_SPACE", "NOT_WORD", "NOT_DIGIT")) and "NOT_SPACE" not in str(argument)


def _nodes(argument: Any) -> Iterator[Any]:
    """The parts of a part, however deep in lists and tuples they lie."""
    parts = argument if isinstance(argument, list | tuple) or hasattr(argument, "data") else ()
    for part in parts:
        if isinstance(part, tuple) and len(part) == 2 and str(part[0]).isupper():
            yield part
        else:
            yield from _nodes(part)
