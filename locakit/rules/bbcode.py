"""BBCode: pairs of tags in square brackets."""

from __future__ import annotations

from collections.abc import Iterable

from locakit.rules._differences import differences
from locakit.rules._kit import Hit, Pair, ex, rule

_SAID = {
    "missing": "{} is lost", "extra": "{} is not in the source", "order": "{} stands in another order",
    "unbalanced": "{} has no partner", "type": "{} is another in the source",
}  # fmt: skip


def _bracketed(source: str, target: str) -> bool:
    return "[/" in source or "[/" in target


@rule(
    "markup.bbcode", "warning", "design-and-markup", signs="[", when=_bracketed, quiet="ignore-bbcode-text",
    blocks=True,
    bad=[
        ex("Read [b]this[/b]", "Leia [b]isto[b]", "pt-BR", "bbcode-text"), ex("Read [b]this[/b]", "これを読む", "ja"),
        ex("[b]a[/b] [i]c[/i]", "[b]а [i]в[/b][/i]", "ru"), ex("[url=/a]x[/url]", "[url=/b]س[/url]", "ar"),
    ],
    good=[
        ex("Read [b]this[/b]", "Leia [b]isto[/b]", "pt-BR", "bbcode-text"),
        ex("[b]a[/b] [i]c[/i]", "[i]в[/i] [b]а[/b]", "ru"),
        ex("[hint=Line 1]x[/hint]", "[hint=Zeile 1]x[/hint]", "de"), ex("Pick [one]", "Wähle [eins]", "de"),
    ],
)  # fmt: skip
def bbcode(pair: Pair) -> Iterable[Hit]:
    """BBCode tags of the source are lost, added, or not in pairs.

    Why: readers see the brackets, or what follows is formatted too.

    Source: Weblate's documentation, check "BBCode markup"; MQM 2, design and markup: markup.
    """
    return [
        Hit(_SAID[odd.what].format(odd.one.text), odd.one.span_in_target)
        for odd in differences(pair) if odd.kind == "bbcode"
    ]  # fmt: skip
