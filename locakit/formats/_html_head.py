"""What a page says about itself: language, direction and encoding, brought up to date for another market.

Source: HTML Living Standard, 3.2.6 (``lang``, ``dir``), 4.2.5.4 (encoding); The Open Graph protocol (``og:locale``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from locakit.formats._html_scan import Attribute, attributes
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
    prolog = _PROLOG.match(text)
    if prolog and prolog[1][1:-1].lower() != "utf-8":
        yield _valued(text, prolog.span(1), "utf-8")
    if found.html is not None:
        at = found.html.start + 1 + len(found.html.name)
        yield from _tag(text, at, attributes(text, found.html), locale)
    for token in found.metas:
        yield from _meta(text, attributes(text, token), source, locale)


def _tag(text: str, at: int, found: Mapping[str, Attribute], locale: str) -> Iterator[Splice]:
    wanted = {"lang": locale, "dir": direction(locale)}
    added = ""
    for name, value in wanted.items():
        if name in found:
            yield (*found[name].whole, f'{text[slice(*found[name].whole)][: len(name)]}="{value}"')
        elif name == "lang" or value == "rtl":
            added += f' {name}="{value}"'
    if "xml:lang" in found:
        yield (*found["xml:lang"].whole, f'xml:lang="{locale}"')
    yield at, at, added


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
