"""Single characters that do not belong: zero-width ones, kashida, look-alike letters, what a project does not allow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from locakit import locales
from locakit.rules._kit import Hit, Pair, ex, rule

_INVISIBLE = "\u200b\u2060\ufeff\u00ad\u180e\u200c\u200d\u2061\u2062\u2063\u2064\u034f"
_JOINERS = "\u200c\u200d"
_INVISIBLE_RUN = re.compile(f"([{_INVISIBLE}])\\1*")
_JOINING = frozenset({
    "Arab", "Syrc", "Mand", "Mong", "Nkoo", "Adlm", "Rohg", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu",
    "Knda", "Mlym", "Sinh", "Mymr", "Khmr", "Mtei", "Olck", "Tibt", "Bali", "Java",
})  # fmt: skip
"""Scripts that shape letters by the joiners U+200C and U+200D."""

_TATWEEL = "\u0640\ufe71\ufe77\ufe79\ufe7b\ufe7d\ufe7f\ufcf2\ufcf3\ufcf4"
_ARABIC = "[\u0620-\u063f\u0641-\u064a\u066e-\u06d3]"
_STRETCHED = re.compile(f"(?<={_ARABIC})[{_TATWEEL}]+(?={_ARABIC})")
_KABYLE = {"γ": "ɣ", "Γ": "Ɣ", "ε": "ɛ", "Ε": "Ɛ", "Σ": "Ɛ", "ğ": "ǧ", "Ğ": "Ǧ", "ģ": "ǧ", "đ": "ḍ", "ț": "ṭ"}
_FLAG = "valid-characters:"


@rule(
    "text.zero-width", "warning", "design-and-markup", branches=True, grep=f"[{_INVISIBLE}]",
    quiet="ignore-zero-width-space",
    never="km th lo my bo dz shn",
    bad=[ex("Save file", "Salvar\u200barquivo"), ex("Save", "\ufeffSpeichern", "de"),
         ex("Save", "Сохра\u200dнить", "ru"),
         ex("Save file", "保存\u2060文件", "zh-CN"), ex("Save", "حف\u200bظ", "ar")],
    good=[ex("Books", "کتاب\u200cها", "fa"), ex("a\u200bb", "c\u200bd"), ex("Family", "Família 👨\u200d👩\u200d👧"),
          ex("Save", "ក្សា\u200bទុក", "km"), ex("Kerala", "കേര\u200dളം", "ml"),
          ex("Cooperation", "Zusammen\u00adarbeit", "de")],
)  # fmt: skip
def zero_width(pair: Pair) -> Iterator[Hit]:
    """A character without width stands in the target and not in the source.

    Why: nobody sees it, yet search, sorting and comparing fail, and a line may break there. Scripts that shape letters
    with joiners keep theirs, so do emoji and soft hyphens inside words.

    Source: Weblate's check "Zero-width space"; Unicode Standard, 23.2.
    """
    target, shaping = pair.target, _shapes(pair.unit.market)
    for found in _INVISIBLE_RUN.finditer(target):
        mark, at = found[1], found.start()
        if mark in pair.source or (mark in _JOINERS and (shaping or _beside_symbol(target, at))):
            continue
        if mark == "\u00ad" and target[at - 1 : at].isalpha() and target[at + 1 : at + 2].isalpha():
            continue
        yield Hit(f"U+{ord(mark):04X} is invisible", found.span(), fix="")


@lru_cache(maxsize=256)
def _shapes(market: str) -> bool:
    return locales.script(market) in _JOINING


def _beside_symbol(text: str, at: int) -> bool:
    """Emoji are joined to one picture."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return any(unicodedata.category(c) in ("So", "Sk", "Mn") for c in around)


@rule(
    "text.kashida", "info", "linguistic-conventions", signs=_TATWEEL, quiet="ignore-kashida",
    only="fa ur ps ckb ug sd ks azb pnb glk mzn bal",
    bad=[ex("Hello", "ســلام", "fa"), ex("Book", "کتـاب", "ur"), ex("Hello", "سـڵاو", "ckb")],
    good=[ex("Hello", "سلام", "fa"), ex("{name}'s file", "فایلـ{name}", "fa"), ex("1403 AH", "۱۴۰۳ هـ", "fa")],
)  # fmt: skip
def kashida(pair: Pair) -> Iterator[Hit]:
    """A letter is stretched by a kashida in the middle of a word.

    Why: the stroke is decoration that belongs to layout; search does not find the word. Arabic has this rule in its
    market pack.

    Source: Weblate's check "Kashida letter used"; Unicode Standard, 9.2 (tatweel).
    """
    for found in _STRETCHED.finditer(pair.target):
        if found[0] not in pair.source:
            yield Hit("a kashida stands inside a word", found.span(), fix="")


@rule(
    "text.kabyle", "warning", "linguistic-conventions", signs="".join(_KABYLE), only="kab",
    quiet="ignore-kabyle-characters",
    bad=[ex("Open", "Sekcem aγawas", "kab"), ex("Time", "Akud n tεeğğal", "kab")],
    good=[ex("Open", "Sekcem aɣawas", "kab"), ex("The letter γ", "Isekkil γ", "kab"), ex("Gamma", "γ", "el")],
)  # fmt: skip
def kabyle(pair: Pair) -> Iterator[Hit]:
    """A Greek or Turkish letter stands for one of the Kabyle alphabet.

    Why: it looks alike and sorts, searches and hyphenates wrongly.

    Source: Weblate's check "Kabyle characters"; Unicode CLDR, exemplar characters of kab.
    """
    for at, c in enumerate(pair.target):
        if c in _KABYLE and c not in pair.source:
            yield Hit(f"{c!r} is not a Kabyle letter", (at, at + 1), fix=_KABYLE[c])


@rule(
    "text.valid-characters", "warning", "linguistic-conventions", needs="valid-characters:",
    bad=[ex("Save", "Salvår", "pt-BR", f"{_FLAG}A-Za-zàãçéó .,"), ex("Save", "حفظ", "ar", f"{_FLAG}A-Z")],
    good=[ex("Save", "Já", "pt-BR", f"{_FLAG}A-Za-zà-ü"), ex("{n} €", "{n} €", "de", f"{_FLAG}a-z"),
          ex("Save", "Salvår", "pt-BR"), ex("Save", "保存", "ja", f"{_FLAG}㐀-鿿")],
)  # fmt: skip
def valid(pair: Pair) -> Iterator[Hit]:
    """The target has a character that is not in the list of its flag ``valid-characters:``.

    Why: a font, a terminal or a printer of the product has only these. The list holds characters and ranges
    (``A-Za-zà-ü .,``); spaces and what the source has are always allowed.

    Source: pofilter's test "validchars".
    """
    allowed = _allowed(pair.unit.flags)
    if allowed is None:
        return
    for at, c in enumerate(pair.masked()[1]):
        if c != "\ufffc" and not c.isspace() and c not in pair.source and not allowed.match(c):
            yield Hit(f"{c!r} (U+{ord(c):04X}) is not among the valid characters", (at, at + 1))


@lru_cache(maxsize=64)
def _allowed(flags: frozenset[str]) -> re.Pattern[str] | None:
    """The flag's list as a pattern of one character; None without the flag."""
    listed = "".join(f[len(_FLAG) :] for f in sorted(flags) if f.startswith(_FLAG))
    ranges = re.findall(r"(.)-(.)|(.)", listed, re.DOTALL)
    parts = [f"{re.escape(a)}-{re.escape(b)}" if a and a <= b else re.escape(a + b + c) for a, b, c in ranges]
    return re.compile("[" + "".join(parts) + "]") if parts else None
