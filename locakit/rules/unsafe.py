"""Markup that would run code in the reader's browser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from locakit.rules._alike import other_tags
from locakit.rules._kit import Hit, Pair, ex, rule, words

_ACTIVE = words("script iframe object embed applet base meta link form style svg math frame frameset template")
_TAG = re.compile(r"<([A-Za-z][^\s/>]*+)((?:\"[^\"]*+\"|'[^']*+'|[^>\"'])*+)")
"""A start tag as browsers read it: attributes may follow a slash, and nothing need close it."""

_ATTRIBUTE = re.compile(r"(?<![^\s\"'<>/=])([^\s\"'<>/=]++)\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)")
_HANDLER = re.compile(r"on[a-z]{3,}", re.IGNORECASE)
_SCHEME = re.compile(r"(?:javascript|vbscript|livescript):|data:(?:text/html|image/svg)", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200d\u2028\u2029\ufeff]+")
_TARGET = re.compile(r"\]\(\s*+<?([^\s()<>]++)")


def _may_run(source: str, target: str) -> bool:
    """A cheap look: there is a link, or a tag that the source does not have."""
    return "](" in target or ("<" in target and other_tags(source, target))


@rule(
    "markup.unsafe", "error", signs="<(", quiet="ignore-safe-html", blocks=True, branches=True, when=_may_run,
    calm="held",
    bad=[
        ex("Hello", "Olá<script>alert(1)</script>"), ex("<b>Hi</b>", '<b onclick="steal()">Oi</b>'),
        ex('<a href="/a">Go</a>', '<a href="java&#115;cript:alert(1)">Ir</a>'),
        ex("[Go](/a)", "[Ir](javascript:alert%281%29)", "pt-BR", "md-text"),
        ex("Hi", "Oi <script src=//x.example "),
    ],
    good=[
        ex('<a href="/a">Go</a>', '<a href="/a">Ir</a>'), ex("Learn JavaScript (fast)", "Aprenda JavaScript (rápido)"),
        ex("<script>x</script>", "<script>x</script>"), ex("on = 1", "on = 1"),
    ],
)  # fmt: skip
def unsafe(pair: Pair) -> Iterable[Hit]:
    """The target holds markup that runs code or loads foreign content, and the source does not.

    Why: a text that is shown as HTML would run it in the reader's browser (cross-site scripting).

    Source: OWASP, Cross Site Scripting Prevention Cheat Sheet; HTML Living Standard, 8.1.8 (event handlers).
    """
    usual = {what for what, _ in _dangers(pair.source)}
    for what, span in _dangers(pair.target):
        if what not in usual:
            yield Hit(f"{what} is not in the source", span)


def _dangers(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for tag in _TAG.finditer(text):
        for what in _of_tag(tag[1].lower(), tag[2]):
            yield what, tag.span()
    for link in _TARGET.finditer(text):
        if _runs(link[1]):
            yield "an address that runs code", link.span(1)


def _of_tag(name: str, rest: str) -> Iterator[str]:
    if name in _ACTIVE:
        yield f"<{name}>"
    for found in _ATTRIBUTE.finditer(rest):
        attribute, value = found[1].lower(), found[2].strip("\"'")
        if _HANDLER.fullmatch(attribute) or attribute == "srcdoc":
            yield f"the event handler {attribute}"
        elif _runs(value):
            yield "an address that runs code"


def _runs(address: str) -> bool:
    return bool(_SCHEME.match(_IGNORED.sub("", html.unescape(address))))
