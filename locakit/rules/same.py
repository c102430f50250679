"""Targets that are only a copy of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit import locales
from locakit.model import Severity
from locakit.rules import _language
from locakit.rules._kit import Hit, Pair, ex, rule, words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMON = words(
    "the a an of and or to in on at for with from by is are was were be been has have had do does did not no can "
    "cannot will would should must may this that these those it its you your we our us they their he she his her "
    "my me if when then than as but so all any each more most please there here what which who how why where into "
    "out up about after before over under between also only just already yet still"
)  # fmt: skip
"""English words that no name consists of."""

_ENGLISH = words(
    "add added remove removed delete deleted cancel cancelled save saved edit edited close closed show shown hide "
    "hidden search settings enter choose chosen change changes changed create created send sent receive received "
    "share shared allow allowed enable enabled disable disabled yes back next previous skip retry try again done "
    "finished loading loaded failed unknown missing required empty wrong left bottom down old first last less other "
    "others own same different large small short long high low fast slow quick quickly sign signed log logged account "
    "accounts password username users address number numbers order orders basket shipping delivery price prices free "
    "buy pay payment paid customer customers tomorrow today yesterday day days week weeks month months year years hour "
    "hours seconds morning evening night time now later soon ago files folder folders picture pictures screen window "
    "windows button buttons keyboard click tap swipe drag press hold turn switch rename paste undo redo move moved "
    "select selected read write learn language languages country street room rooms weather warning warnings enough "
    "without welcome thank thanks sorry hello name names clear choose view shows network connected connection colour "
    "refresh refreshing updated updating available unavailable"
)  # fmt: skip
"""English words of programs that other languages do not write so, and that names seldom consist of."""

_KEYS = words("delete enter")
"""Names of keys, which many scripts keep in Latin letters."""
_TELLING = _ENGLISH - _KEYS

_ENOUGH = 2
_RIGHTS = ("©", "(c) ", "(C) ", "copyright", "Copyright")
_LITERAL = re.compile(r"^Tag: (?:screen|programlisting|indexterm|literal|command)\b", re.MULTILINE)
"""What DocBook's notes call text that is not translated."""


@rule(
    "text.same-as-source", "warning", "accuracy", quiet="ignore-same verbatim read-only", calm="other",
    when=lambda source, target: source == target,
    bad=[
        ex("Your cart is empty", "Your cart is empty"), ex("Delete this file", "Delete this file", "ar"),
        ex("Save changes", "Save changes", "fr"), ex("Cancel", "Cancel", "ja"),
        ex("Welcome back, {name}", "Welcome back, {name}", "ru"),
        ex("Foo", "Foo", "de", "strict-same"), ex("Show Password Settings", "Show Password Settings", "es"),
    ],
    good=[
        ex("Save", "Save", "de"), ex("Google Analytics", "Google Analytics"),
        ex("{count} / {total}", "{count} / {total}"),
        ex("OK", "OK"), ex("Step Over", "Step Over", "es"), ex("https://shop.example/a", "https://shop.example/a"),
        ex("Colour of it", "Colour of it", "en-GB"), ex("GNU GPL", "GNU GPL", "ar"), ex("SAVE AS", "SAVE AS"),
        ex("Version 1.2 beta", "Version 1.2 beta", "de"), ex("git commit --amend", "git commit --amend"),
        ex("Copyright 2026 by the authors", "Copyright 2026 by the authors", "de"), ex("Hotel", "Hotel", "de"),
        ex("Portuguese", "Portuguese", "fr"), ex("/usr/share/name", "/usr/share/name", "ru"),
        ex("Time Machine", "Time Machine", "ru"),
    ],
)  # fmt: skip
def same(pair: Pair) -> Iterator[Hit]:
    """The target is the source text, which reads as a phrase of the source language.

    Why: often the translation was forgotten, or an engine gave the text back. Names, most single words, codes,
    placeholders, addresses, capitals, and what close relatives write alike are rightly the same and are not counted;
    with the flag ``strict-same`` everything is.

    Source: Weblate's check "Unchanged translation"; MQM 2, accuracy: untranslated.
    """
    unit, text = pair.unit, pair.target
    if "not translate" in unit.note.lower() or _LITERAL.search(unit.note) or not any(map(str.isalpha, text)):
        return
    if "strict-same" in unit.flags:
        if unit.market != unit.source_locale:
            yield Hit("the target is the same as the source")
        return
    if _language.near(unit.market, unit.source_locale) or text.isupper() or any(r in text for r in _RIGHTS):
        return
    severity = _forgotten(pair)
    if severity:
        yield Hit("the target is the same as the source", severity=severity)


def _forgotten(pair: Pair) -> Severity | None:
    """How sure it is that the text is a phrase of the source language; None where it may be a name."""
    if pair.source.isalpha():
        english = _language.language(pair.unit.source_locale) == "en"
        return "info" if english and pair.source.lower() in _TELLING and not _latin(pair.unit.market) else None
    text = pair.masked()[0]
    found = [w[0] for w in _WORD.finditer(text) if not _coded(text, *w.span())]
    plain = [w for w in found if w.islower()]
    if _language.language(pair.unit.source_locale) != "en":
        return "warning" if len(plain) > _ENOUGH and 2 * len(plain) > len(found) else None
    if len(found) == 1 and len(_WORD.findall(text)) == 1:
        known_word = found[0].lower() in _TELLING
        return "info" if known_word and not _latin(pair.unit.market) else None
    known = [w for w in found if w.lower() in _COMMON]
    told = [w for w in found if w.lower() in _ENGLISH]
    if len(found) < _ENOUGH:
        return None
    if (known and plain) or len(told) + len(known) >= _ENOUGH or any(map(str.islower, told)):
        return "warning" if plain or len(told) >= _ENOUGH else None
    return None


def _latin(market: str) -> bool:
    return locales.script(market) == "Latn"


_BEFORE = frozenset("-/\\._@#$=<0123456789")
_AFTER = frozenset("/\\_=@0123456789")


def _coded(text: str, start: int, end: int) -> bool:
    """The word is part of something that is not prose: an option, a path, a name with a dot, a digit beside it."""
    after = text[end : end + 2]
    dotted = after[:1] == "." and after[1:].isalnum()
    return text[start - 1 : start] in _BEFORE or after[:1] in _AFTER or dotted
