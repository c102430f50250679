"""What the consumer tests have in common: new markets, texts that are hard to write, and numbers that pick a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locakit.catalog import render
from locakit.doors import Format
from locakit.locales import category, plural_categories
from locakit.model import Forms, Resource

MARKETS = ("ar", "fr", "pl", "ru", "ja", "pt-BR")
NUMBERS = (*range(0, 26), 99, 100, 101, 102, 103, 111, 121, 122, 125, 200, 1000, 1001, 1_000_000, 2_000_000)
HARD = (
    "plain words", "12", "1_000", "1,5", "0x1F", "1:30", "2024-01-01", "yes", "no", "off", "~", "null", "true", ".5",
    ":symbol", "*star", "&amp;", "!bang", "- dash", "a: b", "a #b", "# hash", " edges ", "tab\tand\nline\n", "\n\n x",
    "quote ' and \" both", "\\n is no line break", "back\\slash\\", "é 😀 שלום مرحبا", "a\u2028b\x85c\xa0d", "'", '"',
    "|", ">", "{a}", "[b]", "=", "<<", "@at", "`tick`", "trailing\n\n", "100 %", "$name {$x} ${y} \\$z", "%{count}",
    "a=b:c#d!e", "; x", "one|two", "{0} a|[1,*] b", "?>", "EOT", "<b>x</b>", "long " * 400 + "end",
)  # fmt: skip


def forms_of(market: str, word: str) -> dict[str, str]:
    """A text for each category that the market has; each says which one it is."""
    return {c: f"{word} {c} {market} é" for c in plural_categories(market)}


def chosen(market: str, forms: Forms) -> dict[str, str]:
    """The text for each of ``NUMBERS``, by CLDR."""
    return {str(n): forms[category(market, n)] for n in NUMBERS}


def turned(market: str, keys: Sequence[str], step: int = 0) -> dict[str, Forms]:
    """A hard text for each key, another one for each market and ``step``."""
    shift = 7 * MARKETS.index(market) + step
    return {key: {"other": HARD[(i + shift) % len(HARD)]} for i, key in enumerate(keys)}


def made_and_edited(
    fmt: Format, source: Resource, path: str, market: str, first: Mapping[str, Forms], second: Mapping[str, Forms]
) -> tuple[str, str]:
    """A new market's file, and the same file after all of its entries were changed."""
    made = render(fmt, source, None, path, market, first)
    return made, render(fmt, source, fmt.parse(path, made, market), path, market, second)
