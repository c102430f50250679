"""One text, one translation: what a market's units say differently, and what they say alike that differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from locakit import heads, locales
from locakit.model import Unit
from locakit.rules._kit import Hit, Pair, ex
from locakit.rules._wide import See, wide

_SENTENCE = 4
_REMEMBERED = 200_000
"""Texts kept so that a message can show them; of what comes after only hashes are kept, 100 bytes each."""

_EDGES = " \t\r\n.:!?…。：！？"
_PLACES = (heads.CHANNEL, heads.FIELD, heads.VARIANT)
"""A headline may say it shorter than an e-mail, a variant otherwise."""
_CONTEXT = "\x04"
"""What parts the context from the text in the keys of gettext."""


def _said(text: str) -> str:
    """The text without case, spacing and end marks, which the place in a sentence decides."""
    return " ".join(text.casefold().split()).strip(_EDGES)


_last: list[tuple[Unit | None, int]] = [(None, 0)]
"""The last unit and its key: several rules ask for it one after the other."""


def _source_key(unit: Unit) -> int:
    """A hash of the source with what tells its meaning: context (``month|May``), note, plural, the place it is for."""
    last, known = _last[0]
    if last is unit:
        return known
    key = unit.key
    if not (unit.flags or unit.plural or unit.note or _CONTEXT in key or "|" in key):
        made = hash(_text(unit.source))
        _last[0] = unit, made
        return made
    context = key.partition(_CONTEXT)[0] if _CONTEXT in key else ""
    if not context and "|" in key:
        context = key.removesuffix("|" + next(iter(unit.source.values()), ""))
        context = "" if context == key else context
    place = sorted(flag for flag in unit.flags if flag.startswith(_PLACES)) if unit.flags else ()
    made = hash((*unit.source.values(), unit.plural, unit.note, context, *place))
    _last[0] = unit, made
    return made


def _text(forms: Mapping[str, str]) -> str:
    """All forms as one text."""
    return next(iter(forms.values())) if len(forms) == 1 else "\n".join(forms.values())


def _pair(unit: Unit) -> Pair:
    return Pair(unit, *unit.pairs()[0])


class _Seen:
    """What stood first beside each key: the text for as many as memory allows, then a hash of it."""

    def __init__(self) -> None:
        self._first: dict[int, str | int] = {}

    def other(self, key: int, text: str) -> str | None:
        """What stood there before where it differs (empty if it is not remembered); None if it does not."""
        first = self._first.get(key)
        if first is None:
            self.note(key, text)
            return None
        if isinstance(first, str):
            return None if first == text or _said(first) == _said(text) else first
        return None if first == hash(_said(text)) else ""

    def note(self, key: int, text: str) -> None:
        """Keep a text that is the first beside its key."""
        if key not in self._first:
            self._first[key] = text if len(self._first) < _REMEMBERED else hash(_said(text))

    def shown(self, key: int) -> str | None:
        """What stood there first, empty if it is not remembered; None for nothing."""
        first = self._first.get(key)
        return first if first is None or isinstance(first, str) else ""


def _differing(sentences: bool) -> See:
    seen = _Seen()

    def see(unit: Unit) -> Iterable[tuple[Pair, Hit]]:
        source, target = _text(unit.source), _text(unit.target) if unit.target else ""
        if (source.count(" ") >= _SENTENCE - 1) != sentences or source == target or not target or target.isspace():
            return ()
        before = seen.other(_source_key(unit), target)
        if before is None:
            return ()
        said = f"as {before!r}" if before else "otherwise"
        return [(_pair(unit), Hit(f"the same source is also translated {said}"))]

    return see


_FIELD = "This field must be filled in."


_INITIALS = 2
"""Letters of a text that more than one language abbreviates alike."""


@wide(
    "consistency.sentence", "info", "terminology", quiet="ignore-inconsistent",
    bad=[
        [ex(_FIELD, "Ce champ est requis.", "fr"), ex(_FIELD, "Champ obligatoire.", "fr")],
        [ex(_FIELD, "この項目は必須です。", "ja"), ex(_FIELD, "入力してください。", "ja")],
    ],
    good=[
        [ex(_FIELD, "Ce champ est requis.", "fr"), ex(_FIELD, "Ce champ est requis", "fr")],
        [ex("Open", "Ouvrir", "fr"), ex("Open", "Ouvert", "fr")],
        [ex(_FIELD, "هذا الحقل مطلوب", "ar"), ex(_FIELD, "", "ar")],
    ],
)  # fmt: skip
def sentence() -> See:
    """A source of four words or more is translated in two ways.

    Why: readers wonder what the difference means, and the memory offers both. Sources with different contexts or notes
    are different sources; case, spacing and end marks do not count.

    Source: Weblate's documentation, "Inconsistent"; MQM 2, terminology: inconsistent use.
    """
    return _differing(sentences=True)


@wide(
    "consistency.words", "info", "terminology", quiet="ignore-inconsistent", opt_in=True,
    bad=[
        [ex("Delete", "Borrar", "es"), ex("Delete", "Eliminar", "es")],
        [ex("Settings", "إعدادات", "ar"), ex("Settings", "ضبط", "ar")],
        [ex({"one": "{n} day", "other": "{n} days"}, {"other": "{n}日"}, "ja"),
         ex({"one": "{n} day", "other": "{n} days"}, {"other": "{n}日間"}, "ja")],
    ],
    good=[[ex("Delete", "Borrar", "es"), ex("Delete", "borrar", "es")], [ex("Delete", "削除", "ja")]],
)  # fmt: skip
def short() -> See:
    """A source of up to three words is translated in two ways.

    Why: a button that is called one thing here and another there cannot be found by what the manual says. Short texts
    often have two meanings ("Open"), so this is for projects that give their texts contexts or notes.

    Source: Weblate's documentation, "Inconsistent"; MQM 2, terminology: inconsistent use.
    """
    return _differing(sentences=False)


@wide(
    "consistency.untranslated", "warning", "accuracy", quiet="ignore-same ignore-inconsistent",
    bad=[
        [ex("Show widgets", "Show widgets", "de"), ex("Show widgets", "Widgets anzeigen", "de")],
        [ex("Circular", "圆形", "zh-CN"), ex("Circular", "Circular", "zh-CN")],
    ],
    good=[
        [ex("Widgets", "Widgets", "de"), ex("Widgets", "Widgets", "de")],
        [ex("Circular", "圆形", "zh-CN"), ex("Square", "Square", "zh-CN")],
    ],
)  # fmt: skip
def untranslated() -> See:
    """A unit copies its source, which another unit of the market translates.

    Why: it was forgotten; the words are there.

    Source: Weblate's documentation, "Inconsistent" and "Unchanged translation".
    """
    seen = _Seen()
    waiting: dict[int, list[Unit]] = {}

    def see(unit: Unit) -> Iterable[tuple[Pair, Hit]]:
        source, target = _text(unit.source), _text(unit.target) if unit.target else ""
        if not target or target.isspace():
            return ()
        key = _source_key(unit)
        if source != target:
            seen.note(key, target)
            return [(_pair(copy), _copied(target)) for copy in waiting.pop(key)] if key in waiting else ()
        if sum(map(str.isalpha, target)) < _INITIALS or (target.isupper() and target.isalpha()):
            return ()
        before = seen.shown(key)
        if before is not None:
            return [(_pair(unit), _copied(before))]
        waiting.setdefault(key, []).append(unit)
        return ()

    return see


def _copied(text: str) -> Hit:
    return Hit("the target is a copy of the source, which is translated elsewhere" + (f" as {text!r}" if text else ""))


@wide(
    "consistency.source", "info", "accuracy", quiet="ignore-reused", opt_in=True,
    bad=[[ex("Sign-in failed", "Échec de la connexion", "fr"), ex("Connection failed", "Échec de la connexion", "fr")]],
    good=[
        [ex("Sign in", "Connexion", "fr"), ex("sign in.", "connexion", "fr")],
        [ex("{n} day", "{n}日", "ja"), ex("{n} days", "{n}日", "ja")],
    ],
)  # fmt: skip
def reused() -> See:
    """Two different sources have one translation.

    Why: what the source tells apart, the reader cannot. Languages without plurals say many things alike and are not
    looked at.

    Source: Weblate's documentation, "Reused translation".
    """
    seen = _Seen()

    def see(unit: Unit) -> Iterable[tuple[Pair, Hit]]:
        if unit.plural or not unit.source or len(locales.plural_categories(unit.market)) == 1:
            return ()
        source, target = _text(unit.source), _text(unit.target) if unit.target else ""
        if source == target or not target.strip():
            return ()
        before = seen.other(hash(_said(target)), source)
        if before is None:
            return ()
        said = f"also stands for {before!r}" if before else "stands for two sources"
        return [(_pair(unit), Hit(f"the target {said}"))]

    return see
