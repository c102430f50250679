"""AsciiDoc's inline macros, cross references, anchors and passthroughs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from locakit.rules._kit import Hit, Pair, ex, rule
from locakit.rules._tokens import Mark, compared

_ASCIIDOC = "asciidoc-text"
_INLINE = re.compile(
    r"\\(?:<<|\[\[|[a-z]+::?|[^\s])"
    r"|(?P<pass>\+\+\+(?:[^+]|\+(?!\+\+))++\+\+\+|\bpass:[a-z,]*+\[[^\]\n]*+\])"
    r"|<<(?P<xref>[^<>,\n]++)(?:,[^<>\n]*+)?>>"
    r"|\[\[(?P<anchor>[^\[\]\n,]++)(?:,[^\[\]\n]*+)?\]\]"
    r"|(?<![\w:])(?P<macro>[a-z][a-z0-9]{1,20})(?P<colons>::?)(?!//)(?P<target>[^\s\[\]:]*+(?::(?!:)[^\s\[\]:]*+)*+)\[[^\]\n]*+\]"
    r"|(?<![\w:])(?P<address>(?:https?|ftp|irc)://[^\s\[\]]++)\[[^\]\n]*+\]"
)
_FREE_TARGETS = frozenset({"kbd", "btn", "menu", "footnote", "indexterm", "stem", "latexmath", "asciimath"})


@lru_cache(maxsize=512)
def _marks(text: str) -> tuple[Mark, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Mark]:
    for hit in _INLINE.finditer(text):
        if hit["pass"]:
            yield Mark("the passthrough", hit["pass"], hit.span())
        elif hit["xref"]:
            yield Mark("the cross reference", f"<<{hit['xref']}>>", hit.span())
        elif hit["anchor"]:
            yield Mark("the anchor", f"[[{hit['anchor']}]]", hit.span())
        elif hit["address"]:
            yield Mark("the link", hit["address"], hit.span())
        elif hit["macro"]:
            target = "" if hit["macro"] in _FREE_TARGETS else hit["target"]
            yield Mark("the macro", f"{hit['macro']}{hit['colons']}{target}[]", hit.span())


@rule(
    "markup.asciidoc", "error", "design-and-markup", signs="[<+", needs=_ASCIIDOC, quiet="ignore-asciidoc-text",
    blocks=True,
    bad=[
        ex("See <<install,the guide>>", "Veja <<instalar,o guia>>", "pt-BR", _ASCIIDOC),
        ex("Open link:a.html[this]", "これを開く", "ja", _ASCIIDOC),
        ex("image:logo.png[Logo] here", "imagem:logo.png[Logo] aqui", "pt-BR", _ASCIIDOC),
        ex("[[top]]Start +++<b>+++", "[[oben]]Anfang +++<b>+++", "de", _ASCIIDOC),
    ],
    good=[
        ex("See <<install,the guide>>", "Veja <<install,o guia>>", "pt-BR", _ASCIIDOC),
        ex("Open link:a.html[this]", "link:a.html[これ]を開く", "ja", _ASCIIDOC),
        ex("Press kbd:[Ctrl+C]", "Drücke kbd:[Strg+C]", "de", _ASCIIDOC),
        ex("At https://a.example (now) [x]", "Bei https://a.example) [y]", "de", _ASCIIDOC),
        ex("Write \\<<x>>", "اكتب \\<<س>>", "ar", _ASCIIDOC),
    ],
)  # fmt: skip
def asciidoc(pair: Pair) -> Iterable[Hit]:
    """Macros, cross references, anchors or passthroughs of AsciiDoc are lost, added or changed.

    Why: links and images are lost, or readers see the markup. What stands in the brackets of a macro is for readers;
    its name and target are not. Escaped markup is text.

    Source: AsciiDoc Language Documentation: "Macros", "Cross References", "Passthroughs".
    """
    return compared(_marks(pair.source), _marks(pair.target))
