"""What rules must know of a language: its sentence marks, letter case, repeated words and near relatives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from locakit import locales
from locakit.rules._kit import words

MARKS: Mapping[str, str] = {
    "stop": ".。．｡।॥۔։።෴။།༎។៕᠃꘎꯫᱾᱿⳹߸",
    "colon": ":：︰៖፦",
    "question": "?？؟՞\u037e⸮፧꘏⳺᥅⁇⁈⁉‽",
    "exclamation": "!！՜᥄߹႟‼⁈⁉‽",
    "ellipsis": "…⋯",
    "semicolon": ";；؛፤⁏",
}
"""The marks that end a sentence or a label, by what they say, in every script (Unicode, Sentence_Terminal)."""

_OWN: Mapping[str, Mapping[str, str]] = {
    "hy": {":": "stop", "․": "stop", "՝": "colon", "`": "colon"},
    "el": {";": "question"},
    "hi": {"|": "stop"},
    "bn": {"|": "stop", "৷": "stop"},
    "or": {"|": "stop"},
    "as": {"|": "stop", "৷": "stop"},
    "nqo": {"⸮": "question", "؟": "question"},
    "cu": {"·": "stop"},
}
"""Where a character says another thing in one language: the Greek question mark is typed as a semicolon."""

INSTEAD: Mapping[str, Mapping[str, str]] = {
    "ja": {"colon": "stop", "semicolon": "stop", "question": "stop", "exclamation": "stop"},
    "zh": {"colon": "stop", "semicolon": "stop"},
    "yue": {"colon": "stop", "semicolon": "stop"},
    "ko": {"colon": "stop", "question": "stop"},
    "hy": {"colon": "stop", "question": "stop", "exclamation": "stop"},
    "am": {"exclamation": "stop"},
    "my": {"question": "stop", "exclamation": "stop", "colon": "stop"},
}
"""What a language may say in place of a source's mark."""

INSIDE: Mapping[str, Mapping[str, str]] = {
    "hy": {"question": "՞", "exclamation": "՜"},
    "eu": {"exclamation": "!", "question": "?"},
    "es": {"exclamation": "!", "question": "?"},
    "ast": {"exclamation": "!", "question": "?"},
}
"""Marks that may stand inside the sentence instead of at its end: Armenian's on the word, Spanish and Basque pairs."""

NO_STOP = "th lo jbo km my bo dz shn lzh"
"""Languages whose sentences need no mark at their end."""

CASELESS = frozenset({
    "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym",
    "Sinh", "Thai", "Laoo", "Tibt", "Mymr", "Khmr", "Ethi", "Hang", "Kore", "Jpan", "Hans", "Hant", "Hira", "Geor",
    "Mong", "Mtei", "Olck", "Tfng", "Cans", "Yiii", "Shaw",
})  # fmt: skip
"""Scripts without capitals, or where capitals do not begin sentences (Georgian)."""

CASELESS_ALWAYS = (
    "ar fa ur ps he yi ug hi bn ta te mr ne gu pa kn ml or as si th lo km my bo dz ja zh ko yue ka am ti mni sat nqo dv"
)
"""Languages that are never written in a script with capitals."""

REDUPLICATING = (
    "hi bn ta te ur tok mr ne gu pa kn ml or as si sd ks mai bho kok sat mni brx doi sa id ms jv su min ban tl fil ceb "
    "ilo war vi th lo km my shn tr az uz kk ky tk tt ug ba cv crh sah mn mg haw mi sm to ty fj ht zu xh sw ny rw lg ln "
    "yo ig ee ak ha so hy eu fa ps ckb ku st tn nso wo am ti ko"
)
"""Languages in which the same word twice is ordinary grammar (Unicode CLDR has no such list; Stolz et al., 2011)."""

DOUBLED: Mapping[str, frozenset[str]] = {
    "fr": words("vous nous"),
    "de": words("sie die der das ihr ihnen"),
    "nl": words("je u ze die dat hun haar"),
    "fy": words("jo dy dat"),
    "sq": words("të e"),
    "en": words("had that"),
    "it": words("vi ci si se via man piano"),
    "pt": words("nos se"),
    "gl": words("se nos"),
    "nds": words("de das dat se"),
    "hu": words("az egy"),
    "da": words("det den der"),
    "nb": words("det den der"),
    "nn": words("det den der"),
    "sv": words("det den som"),
    "he": words("את לאט"),
    "ru": words("еле чуть вот"),
    "cy": words("yn"),
    "gd": words("an"),
    "ga": words("do"),
    "ca": words("us nos"),
}
"""Words that may stand twice in a row: a subject and its object pronoun, a relative pronoun after its like."""

UNSPACED_DOUBLES: Mapping[str, tuple[str, ...]] = {
    "ja": ("をを", "がが", "ですです", "ますます。", "してして", "のの", "にに"),
    "zh": ("的的", "是是", "和和", "在在", "我们我们", "您您"),
}
"""Words that are wrong twice, in languages that do not part words by spaces."""

_NEAR = ("en sco ia", "hr sr bs sh cnr", "nb nn no da", "id ms", "cs sk", "pt gl", "es ast gl", "zh yue lzh", "be uk")
"""Groups of languages that often say the same in the same letters."""


@cache
def language(tag: str) -> str:
    """The tag's primary language, remembered: rules ask for every pair."""
    return locales.language(tag)


@cache
def marks(tag: str) -> Mapping[str, str]:
    """Each mark of the locale's language to what it says; the last of two meanings wins."""
    out = {char: meaning for meaning, chars in MARKS.items() for char in chars}
    return {**out, **_OWN.get(language(tag), {})}


@cache
def has_case(tag: str) -> bool:
    """True if the locale's sentences begin with capitals."""
    return locales.script(tag) not in CASELESS


@cache
def near(one: str, other: str) -> bool:
    """True for two locales whose texts are often rightly the same: one language, or close relatives."""
    pair = {language(one), language(other)}
    return len(pair) == 1 or any(pair <= words(group) for group in _NEAR)
