"""What a page says about itself: language, direction and encoding, brought up to date for another market.

Source: HTML Living Standard, 3.2.6 (``lang``, ``dir``), 4.2.5.4 (encoding); The Open Graph protocol (``og:locale``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from locakit.formats._html_scan import Attribute, Token, attributes
from locakit.formats._html_tree import tree
from locakit.locales import direction, is_tag, language, spell
from locakit.model import Span
from locakit.splice import Splice

_CHARSET = re.compile(r"(charset\s*=\s*)[\w.:-]+", re.IGNORECASE)
_PROLOG = re.compile(r"\A\ufeff?<\?xml[^>]*?\sencoding\s*=\s*([\"'][^\"'>]*[\"'])")


def headed(text: str, source: str, locale: str) -> Iterator[Splice]:
    """``lang`` and ``dir`` of the ``html`` tag, and what metas of the same language and of the encoding say.

    ``dir`` is added for right-to-left locales only; a new file is UTF-8.
    """
    found = tree(text)
    yield from spoken(text, locale)
    yield from _inner(text, source, locale)
    prolog = _PROLOG.match(text)
    if prolog and prolog[1][1:-1].lower() != "utf-8":
        yield _valued(text, prolog.span(1), "utf-8")
    for token in found.metas:
        yield from _meta(text, attributes(text, token), source, locale)


def spoken(text: str, locale: str) -> Iterator[Splice]:
    """``lang`` and ``dir`` of the ``html`` tag: changed where they say something else, added where they are needed."""
    html = tree(text).html
    if html is None:
        return
    found = attributes(text, html)
    yield from _changed(text, found, locale)
    wanted = {"lang": locale, "dir": direction(locale)}
    added = "".join(f' {n}="{v}"' for n, v in wanted.items() if n not in found and v != "ltr")
    at = html.start + 1 + len(html.name)
    if added:
        yield at, at, added


def _changed(text: str, found: Mapping[str, Attribute], locale: str) -> Iterator[Splice]:
    """The attributes of a tag that say another language or direction than the locale's."""
    for name, value in {"lang": locale, "dir": direction(locale), "xml:lang": locale}.items():
        if name in found and found[name].value != value:
            yield (*found[name].whole, f'{text[slice(*found[name].whole)][: len(name)]}="{value}"')


def _inner(text: str, source: str, locale: str) -> Iterator[Splice]:
    """Blocks inside the page that say the source's language again; what is not translated keeps its own."""
    for element in tree(text).elements:
        tag = text[element.start : element.inner]
        if element.muted or element.name in ("", "html", "pre", "listing") or "lang" not in tag.lower():
            continue
        found = attributes(text, Token("open", element.start, element.inner, element.name))
        said = found["lang"].value.strip() if "lang" in found else ""
        if is_tag(said) and language(said) == language(source):
            yield from _changed(text, {n: a for n, a in found.items() if a.value.lower() != "auto"}, locale)


def _meta(text: str, found: Mapping[str, Attribute], source: str, locale: str) -> Iterator[Splice]:
    """An encoding, a ``Content-Language`` or an ``og:locale``."""
    charset, content = found.get("charset"), found.get("content")
    kind = next((found[n].value.strip().lower() for n in ("http-equiv", "property", "name") if n in found), "")
    if charset and charset.value.strip().lower() not in ("", "utf-8", "utf8"):
        yield _valued(text, charset.span, "utf-8")
    elif content and kind == "content-type" and "utf-8" not in content.value.lower():
        yield _valued(text, content.span, _CHARSET.sub(r"\1utf-8", content.value))
    elif content and kind in ("content-language", "og:locale"):
        said = content.value.strip()
        if is_tag(said) and language(said) == language(source):
            yield _valued(text, content.span, spell(locale, "posix" if kind == "og:locale" else "locale"))


def _valued(text: str, span: Span, value: str) -> Splice:
    """A value in the quotes that stand there."""
    quote = "'" if text[span[0]] == "'" else '"'
    return (*span, f"{quote}{value}{quote}")
