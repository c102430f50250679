"""Parity: promo codes, handles, hashtags, prices and addresses are the same on both sides."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from locakit import heads
from locakit.market import Market, ToneRule, patterns
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, texts
from locakit.rules._tone_text import Piece, flat

_SIGNS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "円": "¥", "元": "¥", "KRW": "₩", "원": "₩", "INR": "₹",
    "RUB": "₽", "руб": "₽", "TRY": "₺", "TL": "₺", "ILS": "₪", "THB": "฿", "VND": "₫", "PLN": "zł", "BRL": "R$",
}  # fmt: skip
"""Other ways to write the sign of a currency."""
_SIGN = r"(?:R\$|[€$£¥₩₹₽₺₪฿₫]|zł|[元円원]|руб|\b(?:EUR|USD|GBP|JPY|CNY|KRW|INR|RUB|TRY|TL|ILS|THB|VND|PLN|BRL)\b)"
_AMOUNT = r"\d(?:\d|[.,'’٫٬]\d|[\u00a0\u202f ]\d{3}(?!\d)){0,18}"
"""A space only parts groups of three: ``SAVE20, 5 $`` is a code and a price."""
_NUMBER = re.compile(_AMOUNT)
_PRICE = re.compile(rf"({_SIGN})[ \u00a0\u202f]?({_AMOUNT})|(?<![A-Za-z\d])({_AMOUNT})[ \u00a0\u202f]?({_SIGN})")
_URL = re.compile(r"https?://[^\s<>\"'{}|\\^`]+(?<![.,;:!?)])")
_UTM = re.compile(r"[?&;](utm_\w+=[^&#\s\"'<>]*)")
_CODE = re.compile(r"(?<![\w./:#@%$&=\-])(?=[A-Z0-9\-]*\d)[A-Z]{3}[A-Z0-9]*(?:-[A-Z0-9]+)*(?![\w/@=-])")
_TAG = re.compile(r"(?<![\w&#/])#(?=\w*[^\W\d_])\w+")
_HANDLE = re.compile(r"(?<![\w.@/+\-])@[A-Za-z_](?:[\w.]*\w)?")

Found = Callable[[str], Iterator[str]]


def _all(pattern: re.Pattern[str], group: int = 0) -> Found:
    return lambda text: (m[group] for m in patterns.finditer(pattern, text))


def _numbers(text: str) -> Iterator[str]:
    return (_digits(m[0]) for m in patterns.finditer(_NUMBER, text))


def _prices(text: str) -> Iterator[str]:
    for m in patterns.finditer(_PRICE, text):
        sign, amount = (m[1], m[2]) if m[1] else (m[4], m[3])
        yield f"{_SIGNS.get(sign, sign)} {_digits(amount)}"


def _digits(amount: str) -> str:
    digits = "".join(str(unicodedata.digit(c)) for c in amount if c.isdecimal())
    whole = digits[:-2] if re.search(r"[.,٫](?:00|٠٠)$", amount) else digits
    return whole.lstrip("0") or "0"


_KINDS: Mapping[str, tuple[str, bool, Found, str]] = {
    "numbers": ("number", False, _numbers, r"\d"),
    "prices": ("price", False, _prices, r"\d"),
    "urls": ("address", True, _all(_URL), "://"),
    "utm": ("parameter", True, _all(_UTM, 1), "utm_"),
    "codes": ("code", False, _all(_CODE), r"[A-Z]{3}[A-Z0-9-]{0,20}\d"),
    "handles": ("handle", False, _all(_HANDLE), "@"),
}  # fmt: skip
"""By thing: its name in a message, whether it is looked for in addresses too, how it is found, what it must hold."""


def make(rule: ToneRule, market: Market) -> Kind:
    """``of``: the things that must stand in the target as in the source; of hashtags only as many."""
    wanted = texts(rule, "of")
    kinds = [_KINDS[name] for name in wanted if name in _KINDS]
    tags = "hashtags" in wanted
    aside = _disclosing(market) if tags else frozenset()
    held = re.compile("|".join([*(held for *_, held in kinds), *(["#"] if tags else [])]) or r"\Z\w")

    def look(piece: Piece) -> Iterator[Hit]:
        if piece.start or not piece.text.strip():
            return
        here = piece.text if piece.alone else flat(piece.raw, piece.flags)
        for name, whole, find, _ in kinds:
            yield from _compared(name, *((piece.said, piece.raw) if whole else (piece.source, here)), find)
        if tags:
            source, target = (sum(t.casefold() not in aside for t in _TAG.findall(x)) for x in (piece.source, here))
            if source > target:
                noun = "hashtag" if source == 1 else "hashtags"
                yield Hit(f"{source} {noun} in the source, {target} here", (0, len(piece.text)))

    return Kind(look, mends=False, grep=held, grep_source=held, folded=False)


def _disclosing(market: Market) -> frozenset[str]:
    """The hashtags that say that a text is paid for, here or where it comes from: each market has its own."""
    names = ("tags", "bad_tags", "source_tags")
    said = [tag for rule in market.rules if rule.kind == "disclosure" for name in names for tag in texts(rule, name)]
    found = (tag.casefold() for text in said for tag in _TAG.findall(text))
    return frozenset((*found, *(f"#{name}" for name in heads.DISCLOSURES)))


def _compared(name: str, source: str, target: str, find: Found) -> Iterator[Hit]:
    wanted, there = Counter(find(source)), Counter(find(target))
    if wanted == there:
        return
    lost, new = [*(wanted - there)], [*(there - wanted)]
    for number, thing in enumerate(lost):
        if thing not in target or not _whole(thing, target):
            yield Hit(f"the {name} {thing} is not here" + (f"; {new[number]} is" if number < len(new) else ""))
    for thing in new[len(lost) :]:
        if not _whole(thing, source):
            yield Hit(f"the {name} {thing} is not in the source")


def _whole(thing: str, text: str) -> bool:
    """The thing stands in a text, whatever letters of another script touch it; ``@a`` not in ``@a_b``, ``@a.b``."""
    longer = "[_.]" if thing.startswith("@") else "_"
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(thing)}(?!{longer}?[A-Za-z0-9])", text) is not None
