"""Letters of another script or alphabet than the market's, and letters that only look right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from locakit import locales
from locakit.rules import _scripts
from locakit.rules._kit import Hit, Pair, ex, rule

_BESIDE_HAN = {
    "ja": (re.compile("[\u3041-\u30ff\uff66-\uff9d]"), "kana"),
    "ko": (re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7af]"), "Hangul"),
}
"""What no longer text of the language does without, and Chinese has not."""
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_BEYOND_ASCII, _NOTHING = re.compile("[^\\x00-\\x7f]"), re.compile(r"(?!)")
_HAN = re.compile("[\u3400-\u9fff]")
_HAN_ONLY = 20
_ALIEN = {
    "ru": "іїєґў", "uk": "ыэёъў", "be": "ищъїє", "bg": "ыэёіїєґ", "sr": "йщъыэюяьіїєґ", "mk": "йщъыэюяьіїєґ",
}  # fmt: skip
"""Letters of the script that the language does not have."""

_USUAL = {"uk": re.compile("[іїєІЇЄ]"), "be": re.compile("[іўІЎ]")}
"""Letters without which no longer text of the language is written."""

_LONG = 100
_RUSSIAN = re.compile(
    r"(?<!\w)(?:и|с|к|что|это|этот|как|если|или|только|после|из|от|чтобы|быть|нельзя|можно|нужно|была|были|их|он|может"
    r"|пожалуйста|\w+ени[еяю]|\w+ани[еяю]|\w+ци[ияю]|\w+ии|\w+ная)(?!\w)",
    re.IGNORECASE,
)
"""Words and endings that no Ukrainian text has; one of them may be a name."""


def _not_ascii(source: str, target: str) -> bool:
    return not target.isascii()


def _may_be_strange(market: str) -> re.Pattern[str]:
    both = _scripts.strange(market)
    return _BEYOND_ASCII if market[:2] in _BESIDE_HAN else both[0] if both else _NOTHING


@rule(
    "letters.script", "warning", "linguistic-conventions", quiet="ignore-same verbatim", when=_not_ascii,
    word=_may_be_strange,
    bad=[
        ex("Save the file", "Сохранить файл", "fr"), ex("Save the file", "Guardar 文件", "es"),
        ex("Save the file", "ここに保存", "zh-CN"), ex("Save", "Сохранить", "el"),
        ex("You can do this later in your settings", "您可以稍后在您的账户设置中随时更改此选项并保存", "ja"),
        ex("You can do this later in your settings", "您可以稍后在您的账户设置中随时更改此选项并保存", "ko"),
    ],
    good=[
        ex("Save the file", "Сохранить файл", "ru"), ex("Japanese (日本語)", "Japonais (日本語)", "fr"),
        ex("Save the file", "ファイルを保存", "ja"), ex("Save", "Sačuvaj", "sr"), ex("Save", "Сачувај", "sr"),
        ex("Angle", "Angle α", "fr"), ex("Save the file", "保存文件", "zh-CN"), ex("Save", "حفظ", "ar"),
    ],
)  # fmt: skip
def script(pair: Pair) -> Iterable[Hit]:
    """The target has letters of a script that the market does not use.

    Why: they come from another language's file, from an engine that lost its way, or from a keyboard left in the wrong
    layout; many readers cannot read them. Latin names are fine everywhere, and so is what stands in the source.

    Source: Unicode Standard Annex 24; Unicode CLDR, likely subtags.
    """
    market = pair.unit.market
    both = _scripts.strange(market)
    if both is not None and (both[0].search(pair.target) or market[:2] in _BESIDE_HAN):
        return _strange(pair, both[1])
    return ()


def _strange(pair: Pair, strange: re.Pattern[str]) -> Iterator[Hit]:
    for found in strange.finditer(pair.target):
        run = found[0]
        if (len(run) == 1 and run < "\u1000") or _in_word(pair.target, *found.span()):
            continue
        if run not in pair.source:
            yield Hit(f"{run!r} is {_scripts.name(run)}, which is not written here", found.span())
        elif _scripts.letters(pair.unit.source_locale):
            yield Hit(f"{run!r} is left in {_scripts.name(run)}", found.span(), severity="info")
    own = _BESIDE_HAN.get(pair.unit.market[:2])
    if own and not own[0].search(pair.target) and len(_HAN.findall(pair.target)) >= _HAN_ONLY:
        yield Hit(f"a text of this length has {own[1]}; this one has none")


def _in_word(text: str, start: int, end: int) -> bool:
    """The letters are part of a word that mixes scripts, which is another rule's matter."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return text[start] < "\u0530" and any(c.isalpha() for c in around)


@rule(
    "letters.mixed", "warning", "linguistic-conventions", quiet="verbatim", signs=_scripts.CONFUSING,
    never="ce av ady kbd inh lez dar",
    bad=[
        ex("Discount", "D\u0435scuento", "es"), ex("Save", "\u0421ancel", "de"), ex("Copy", "Cохранить", "ru"),
        ex("Plain text", "Aπλό κείμενο", "el"),
    ],
    good=[
        ex("The SQL query", "SQL-запрос", "ru"), ex("URLs", "URLы", "ru"), ex("Discount", "Descuento", "es"),
        ex("The letters αβγ", "Las letras αβγ", "es"), ex("10 µm", "10 µm", "de"), ex("p\u0430ypal", "p\u0430ypal"),
    ],
)  # fmt: skip
def mixed(pair: Pair) -> Iterator[Hit]:
    """A word has letters of another alphabet that look like its own.

    Why: it looks right and breaks search, sorting, spelling and speech; in an address or a name it may be a fraud.

    Languages of the Caucasus that write the letter palochka as a Latin I are left alone.

    Source: Unicode Technical Standard 39, mixed-script confusables.
    """
    text = pair.masked()[1]
    for name in _scripts.CONFUSED:
        for found in _scripts.mixed(name).finditer(text):
            meant = None if found[0] in pair.source else _scripts.repaired(found[0], name, pair.unit.market)
            if meant is not None:
                odd = next(c for c, d in zip(found[0], meant, strict=True) if c != d)
                yield Hit(f"the {odd} in {found[0]!r} is {_scripts.name(odd)}", found.span(), fix=meant)


@rule(
    "letters.alphabet", "warning", "linguistic-conventions", quiet="ignore-same verbatim", when=_not_ascii,
    only=" ".join(_ALIEN),
    bad=[ex("Choose a file", "Выберите файл", "uk"), ex("Settings", "Настройки", "sr"), ex("Yes", "Так, і", "ru")],
    good=[ex("Choose a file", "Виберіть файл", "uk"), ex("Settings", "Настройки", "ru"),
          ex("Settings", "Подешавања", "sr"), ex("Settings", "Настройки", "bg")],
)  # fmt: skip
def alphabet(pair: Pair) -> Iterator[Hit]:
    """A word has a letter of the script that the language does not have.

    Why: the word, and often the whole text, is of a related language: Russian in a Ukrainian file.

    Source: the alphabets as in Unicode CLDR, exemplar characters.
    """
    language = locales.language(pair.unit.market)
    name = locales.name(language)
    for found in _alien(language).finditer(pair.target):
        if found[0] not in pair.source:
            yield Hit(f"{found[0]!r} has a letter that {name} does not have", found.span())
            return
    if language == "uk" and len({w.lower() for w in _RUSSIAN.findall(pair.masked()[1])}) > 1:
        yield Hit("the text is in Russian, not in Ukrainian")
        return
    usual = _USUAL.get(language)
    if usual and not usual.search(pair.target) and len(_CYRILLIC.findall(pair.masked()[1])) >= _LONG:
        yield Hit(f"a text of this length has letters in {name} that this one does not have")


@cache
def _alien(language: str) -> re.Pattern[str]:
    letters = _ALIEN[language]
    return re.compile(f"(?<![^\\W\\d_])[^\\W\\d_{letters}{letters.upper()}]*+[{letters}{letters.upper()}][^\\W\\d_]*+")
