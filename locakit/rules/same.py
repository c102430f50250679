"""Targets that are only a copy of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit import locales
from locakit.rules._kit import Hit, Pair, ex, rule, words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMON = words(
    "the a an of and or to in on at for with from by is are was were be been has have had do does did not no can "
    "cannot will would should must may this that these those it its you your we our us they their he she his her "
    "my me if when then than as but so all any each more most please there here what which who how why where into "
    "out up about after before over under between also only just already yet still"
)  # fmt: skip
"""English words that no name consists of."""

_ENOUGH = 2


@rule(
    "text.same-as-source", "warning", "accuracy", quiet="ignore-same verbatim", whole=True,
    bad=[ex("Your cart is empty", "Your cart is empty"), ex("Delete this file", "Delete this file", "ar")],
    good=[
        ex("Save", "Save", "de"), ex("Google Analytics", "Google Analytics"),
        ex("{count} / {total}", "{count} / {total}"),
        ex("OK", "OK"), ex("Step Over", "Step Over", "es"), ex("https://shop.example/a", "https://shop.example/a"),
        ex("Colour of it", "Colour of it", "en-GB"),
        ex("Version 1.2 beta", "Version 1.2 beta", "de"), ex("git commit --amend", "git commit --amend"),
    ],
)  # fmt: skip
def same(pair: Pair) -> Iterator[Hit]:
    """The target is the source text, which reads as a sentence of the source language.

    Why: often the translation was forgotten, or an engine gave the text back. Names, single words, codes, placeholders
    and addresses are rightly the same and are not counted.

    Source: Weblate's check "Unchanged translation"; MQM 2, accuracy: untranslated.
    """
    unit = pair.unit
    if set(unit.source.values()).isdisjoint(unit.target.values()) or "not translate" in unit.note.lower():
        return
    if locales.language(unit.market) == locales.language(unit.source_locale):
        return
    for form, text in unit.target.items():
        if text.strip() and text in unit.source.values() and _reads_as_language(Pair(unit, form, text, text)):
            yield Hit("the target is the same as the source", (0, len(text)), form=form)
            return


def _reads_as_language(pair: Pair) -> bool:
    """Two words or more, one in lower case and one that no name consists of; without that list, three plain words."""
    text = pair.masked()[0]
    found = [w[0] for w in _WORD.finditer(text) if not _coded(text, *w.span())]
    plain = [w for w in found if w.islower()]
    if locales.language(pair.unit.source_locale) == "en" and any(w.lower() in _COMMON for w in found):
        return len(found) >= _ENOUGH and bool(plain)
    return len(plain) > _ENOUGH and 2 * len(plain) > len(found)


_BEFORE = frozenset("-/\\._@#$=<0123456789")
_AFTER = frozenset("/\\_=@0123456789")


def _coded(text: str, start: int, end: int) -> bool:
    """The word is part of something that is not prose: an option, a path, a name with a dot, a digit beside it."""
    after = text[end : end + 2]
    dotted = after[:1] == "." and after[1:].isalnum()
    return text[start - 1 : start] in _BEFORE or after[:1] in _AFTER or dotted
