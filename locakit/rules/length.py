"""Texts that are longer than their place allows, and texts that are far longer or shorter than they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from locakit import locales
from locakit.rules._calm import LONG, RATIOS
from locakit.rules._kit import Hit, Pair, ex, rule
from locakit.rules._limits import BYTES, LENGTH, LINES, WIDTH, limits


def limit_of(pair: Pair) -> int | None:
    """The unit's limit in characters: its own, or the smallest ``max-length:N`` flag."""
    named = limits(pair.unit.flags).named.get(LENGTH)
    both = [n for n in (named, pair.unit.limit) if n is not None]
    return min(both, default=None)


@rule(
    "length.max", "error", "design-and-markup", quiet="ignore-max-length", limited=True,
    bad=[
        ex("Save", "Guardar cambios", "es", limit=10), ex("Save", "Enregistrer", "fr", "max-length:8"),
        ex("Hi %s", "Olá, %s", "pt-BR", "max-length:10", 'replacements:%s:"Ana Maria"'),
        ex("Save", "حفظ", "ar", limit=2),
        ex({"one": "{n} day", "other": "{n} days"}, {"one": "{n} Tag", "other": "{n} Kalendertage"}, "de", limit=10),
    ],
    good=[
        ex("Save", "Guardar", "es", limit=10), ex("Save", "Enregistrer", "fr"), ex("Save", "保存", "ja", limit=2),
        ex("<b>Save</b>", "<b>Salvar</b>", "pt-BR", "max-length:6", "xml-text"),
        ex("Hi %(name)s", "Olá %(name)s", "pt-BR", "max-length:8", "replacements:%(name)s:Ana"),
    ],
)  # fmt: skip
def longest(pair: Pair) -> Iterable[Hit]:
    """The target has more characters than its place allows.

    Why: stores and ad systems refuse it; a screen cuts it off. Characters are code points, which is what stores count;
    ``replacements:`` says what stands for placeholders, ``xml-text`` leaves tags out.

    Source: the limit in the file (XLIFF ``maxwidth``, a ``max-length`` flag as in Weblate) or in ``locakit.yaml``.
    """
    limit = limit_of(pair)
    shown = limits(pair.unit.flags).shown(pair.target)
    if limit is None or len(shown) <= limit:
        return ()
    span = (limit, len(shown)) if shown == pair.target else None
    return (Hit(f"{len(shown)} characters where {limit} are allowed", span),)


@rule(
    "length.lines", "error", "design-and-markup", quiet="ignore-max-lines", needs=LINES,
    bad=[ex("a\nb", "a\nb\nc", "de", "max-lines:2"), ex("一", "一\n二", "zh-CN", "max-lines:1")],
    good=[ex("a\nb", "a\nb", "de", "max-lines:2"), ex("a", "a\n", "ar", "max-lines:1")],
)  # fmt: skip
def lines(pair: Pair) -> Iterator[Hit]:
    """The target has more lines than its place allows.

    Why: the last lines are cut off, or push the rest of the screen down.

    Source: a ``max-lines`` flag in the file or in ``locakit.yaml``.
    """
    limit = limits(pair.unit.flags).named.get(LINES)
    if limit is not None:
        count = len(pair.target.splitlines())
        if count > limit:
            start = len("".join(pair.target.splitlines(keepends=True)[:limit]))
            yield Hit(f"{count} lines where {limit} are allowed", (start, len(pair.target)))


@rule(
    "length.bytes", "error", "design-and-markup", quiet="ignore-max-bytes", needs=BYTES,
    bad=[ex("photo", "фото", "ru", "max-bytes:7"), ex("photo", "写真", "ja", "max-bytes:5")],
    good=[ex("photo", "фото", "ru", "max-bytes:8"), ex("photo", "Foto", "de", "max-bytes:5")],
)  # fmt: skip
def size_in_bytes(pair: Pair) -> Iterator[Hit]:
    """The target takes more bytes in UTF-8 than its place allows.

    Why: databases, SMS gateways and App Store keywords count bytes, and cut in the middle of a letter.

    Source: a ``max-bytes`` flag; App Store Connect Help, keywords: 100 bytes.
    """
    limit = limits(pair.unit.flags).named.get(BYTES)
    if limit is not None:
        count = len(limits(pair.unit.flags).shown(pair.target).encode(errors="surrogatepass"))
        if count > limit:
            yield Hit(f"{count} bytes where {limit} are allowed")


@rule(
    "length.width", "error", "design-and-markup", quiet="ignore-max-width", needs=WIDTH,
    bad=[ex("Save now", "今すぐ保存する", "ja", "max-width:12"), ex("Save", "Speichern", "de", "max-width:8")],
    good=[ex("Save now", "今すぐ保存", "ja", "max-width:12"), ex("Save", "Enregistré", "fr", "max-width:10")],
)  # fmt: skip
def columns(pair: Pair) -> Iterator[Hit]:
    """The target is wider than its place allows; East Asian letters count twice.

    Why: ad systems and terminals count so: ten Chinese characters fill the room of twenty Latin letters.

    Source: a ``max-width`` flag; Unicode Standard Annex 11; Google Ads Help, double-width characters.
    """
    from locakit import screen

    limit = limits(pair.unit.flags).named.get(WIDTH)
    if limit is not None:
        count = screen.width(limits(pair.unit.flags).shown(pair.target))
        if count > limit:
            yield Hit(f"{count} columns where {limit} are allowed")


@rule(
    "length.flag", "error", needs=f"{LENGTH} {LINES} {BYTES} {WIDTH} max-size: replacements: font-size: font-family: "
    "font-spacing: font-weight:", whole=True, branches=True,
    bad=[ex("a", "b", "fr", "max-length:x"), ex("a", "b", "ar", "max-size:0"), ex("a", "b", "ja", "replacements:%s"),
         ex("a", "b", "de", "max-lines:")],
    good=[ex("a", "b", "fr", "max-length:8"), ex("a", "b", "ar", "max-size:500:2", "font-size:12"),
          ex("a", "b", "ja", "replacements:%s:Ana:%d:12")],
)  # fmt: skip
def unreadable(pair: Pair) -> Iterator[Hit]:
    """A flag that sets a limit cannot be read.

    Why: the limit is not checked, and nobody would know.

    Source: Weblate's documentation, "Customizing behavior using flags".
    """
    for fault in limits(pair.unit.flags).faults:
        yield Hit(fault)


_USUAL = {
    "ar": 0.93, "bn": 1.0, "ca": 1.2, "de": 1.2, "el": 1.24, "es": 1.17, "fa": 0.96, "fr": 1.27, "ga": 1.13, "gd": 1.26,
    "gu": 0.97, "he": 0.88, "hi": 1.05, "it": 1.21, "ja": 0.58, "ko": 0.58, "lg": 1.5, "ml": 1.2, "nso": 1.35,
    "oc": 1.2, "pt": 1.15, "ro": 1.16, "ru": 1.14, "th": 0.99, "yue": 0.33, "zh": 0.33,
}  # fmt: skip
"""Characters of a translation for one of English, measured; other languages are near ``_OTHER``."""

_OTHER = 1.08
_MOST, _LEAST = 2.2, 0.3


def _odd(source: str, target: str) -> bool:
    least, most = RATIOS
    return len(source) >= LONG and not least * len(source) < len(target) < most * len(source)


@rule(
    "length.ratio", "warning", "accuracy", when=_odd, calm="sized",
    bad=[
        ex("Active (uses more battery, fastest updates, best for testing)", "activo", "es"),
        ex("Allow this app to send you notifications about your orders", "許可", "ja"),
        ex("Your parcel has left our warehouse in Berlin today", "Dein Paket hat unser Lager heute verlassen. " * 4,
           "de"),
    ],
    good=[
        ex("Allow this app to send you notifications about your orders", "允许此应用向您发送订单通知", "zh-CN"),
        ex("Your parcel has left our warehouse in Berlin today", "Ваша посылка сегодня покинула наш склад", "ru"),
        ex("Save", "Salvar todas as alterações que fiz neste documento"),
    ],
)  # fmt: skip
def ratio(pair: Pair) -> Iterator[Hit]:
    """The target is far longer or far shorter than translations of such sources are.

    Why: a sentence was left out, or text of another entry slipped in. What is usual depends on the two languages:
    Chinese needs a third of the characters of English, French a quarter more.

    Source: W3C, Text size in translation; medians of published translations, measured.
    """
    unit = pair.unit
    usual = _usual(unit.market) / _usual(unit.source_locale)
    source, target = (sum(c != "\ufffc" for c in text) for text in pair.masked())
    if source < LONG or "|" in pair.source or "\n" in pair.source.strip():
        return
    if target > _MOST * usual * source:
        yield Hit(f"{target} characters for {source}: far longer than usual")
    elif target < _LEAST * usual * source:
        yield Hit(f"{target} characters for {source}: far shorter than usual")


def _usual(locale: str) -> float:
    language = locales.language(locale)
    return 1.0 if language == "en" else _USUAL.get(language, _OTHER)
