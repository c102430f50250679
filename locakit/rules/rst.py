"""reStructuredText's inline markup: roles, references, literals, and the space that it needs around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from locakit.rules._kit import Hit, Pair, ex, rule, words
from locakit.rules._tokens import Mark, compared

_RST = "rst-text"
_FREE_ROLES = words(
    "abbr guilabel menuselection kbd sub sup subscript superscript emphasis strong title title-reference term dfn "
    "literal samp index t"
)
"""Roles whose text is for readers."""

_INLINE = re.compile(
    r"\\.|(?P<literal>``(?:[^`]|`(?!`))++``)"
    r"|:(?P<role>[A-Za-z][\w+.:-]{0,60}):`(?P<inside>[^`\n]++)`"
    r"|`(?P<text>[^`\n]++)`(?P<under>__?|:[A-Za-z][\w+.:-]{0,60}:)?"
    r"|(?P<note>\[(?:\d++|[#*][\w.-]*+|[A-Za-z][\w.-]*+)\]_)(?!\w)"
    r"|(?<![\w`])(?P<name>[A-Za-z][A-Za-z0-9.-]{0,60}_)(?![\w_`])",
    re.ASCII,
)
_TITLE = re.compile(r".*<([^<>]++)>\s*+$", re.DOTALL)
_BEFORE, _AFTER = (
    re.compile(r"[\s'\"(\[{<\-/:\u2010-\u201f«»\\]|^"),
    re.compile(r"[\s'\")\]}>\-/:.,;!?\u2010-\u201f«»\\]|$"),
)


@lru_cache(maxsize=512)
def _marks(text: str) -> tuple[Mark, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Mark]:
    for hit in _INLINE.finditer(text):
        if hit["literal"]:
            yield Mark("the literal", hit["literal"], hit.span())
        elif hit["role"]:
            yield _role(hit["role"], hit["inside"], hit.span())
        elif hit["text"]:
            yield _interpreted(hit["text"], hit["under"] or "", hit.span())
        elif hit["note"]:
            yield Mark("the footnote", hit["note"], hit.span())
        elif hit["name"]:
            yield Mark("the reference", hit["name"], hit.span())


def _role(name: str, inside: str, span: tuple[int, int]) -> Mark:
    title = _TITLE.match(inside)
    if title:
        return Mark("the role", f":{name}:`…<{title[1]}>`", span)
    return Mark("the role", f":{name}:" if name.split(":")[-1] in _FREE_ROLES else f":{name}:`{inside}`", span)


def _interpreted(inside: str, under: str, span: tuple[int, int]) -> Mark:
    if under[:1] == ":":
        return _role(under[1:-1], inside, span)
    title = _TITLE.match(inside)
    if under and title:
        return Mark("the link", f"`…<{title[1]}>`{under}", span)
    return Mark("the reference", f"`…`{under}", span) if under else Mark("the interpreted text", "`…`", span)


@rule(
    "markup.rst", "error", "design-and-markup", signs="`_:[", needs=_RST,
    quiet="ignore-rst-syntax ignore-rst-references", blocks=True,
    bad=[
        ex("See :ref:`install`", "Veja :ref:`instalar`", "pt-BR", _RST),
        ex("Run ``make``", "Führe ``machen`` aus", "de", _RST),
        ex("See `the site <https://a.example>`_", "サイト", "ja", _RST),
        ex("As in [1]_ and `Guide`_", "Как в [1] и `Руководство`_", "ru", _RST),
        ex("Press :kbd:`Ctrl`", "Drücke :tast:`Strg`", "de", _RST),
    ],
    good=[
        ex("See :ref:`the guide <install>`", "Veja :ref:`o guia <install>`", "pt-BR", _RST),
        ex("Press :kbd:`Ctrl` in :guilabel:`File`", "Drücke :kbd:`Strg` in :guilabel:`Datei`", "de", _RST),
        ex("See `the site <https://a.example>`_ now", "今 `サイト <https://a.example>`_ を", "ja", _RST),
        ex("Use \\`x\\` and ``y``", "استخدم \\`x\\` و ``y``", "ar", _RST),
    ],
)  # fmt: skip
def rst(pair: Pair) -> Iterable[Hit]:
    """Roles, references, footnotes or literals of reStructuredText are lost, added or changed.

    Why: the document is not built, or links lead nowhere. What a role such as ``:kbd:`` or ``:guilabel:`` holds is
    translated, and so is the title of a link; names and addresses are not.

    Source: Docutils, "reStructuredText Markup Specification": inline markup; Sphinx, "Roles".
    """
    return compared(_marks(pair.source), _marks(pair.target))


@rule(
    "markup.rst-syntax", "warning", "design-and-markup", signs="`*", needs=_RST, quiet="ignore-rst-syntax",
    bad=[
        ex("Run ``make`` now", "今``make``を", "ja", _RST),
        ex("Run ``make`` now", "Execute ``make`agora", "pt-BR", _RST),
        ex("See :ref:`a`", "见:ref:`a`。", "zh-CN", _RST),
    ],
    good=[
        ex("Run ``make`` now", "今 ``make`` を", "ja", _RST), ex("Run ``make`` now", "今\\ ``make``\\ を", "ja", _RST),
        ex("Run ``make``s", "Execute ``make``s", "pt-BR", _RST),
        ex("Run (``make``).", "Execute (``make``).", "pt-BR", _RST),
    ],
)  # fmt: skip
def boundaries(pair: Pair) -> Iterable[Hit]:
    r"""Inline markup of reStructuredText is not closed, or stands right beside a letter.

    Why: Docutils reads neither as markup: readers see the backticks. Where a language writes no spaces, ``\ `` parts
    the markup from the words.

    Source: Docutils, "reStructuredText Markup Specification": inline markup recognition rules.
    """
    if any(True for _ in _loose(pair.source)):
        return ()
    return [Hit(message, span) for message, span in _loose(pair.target)]


def _loose(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    rest = list(text)
    for hit in _INLINE.finditer(text):
        start, end = hit.span()
        rest[start:end] = " " * (end - start)
        if hit["literal"] or hit["role"] or hit["text"]:
            if start and not _BEFORE.match(text[start - 1]):
                yield "markup needs a space or a sign before it", (start, end)
            elif end < len(text) and not _AFTER.match(text[end]):
                yield "markup needs a space or a sign behind it", (start, end)
    at = "".join(rest).find("`")
    if at >= 0:
        yield "a backtick has no partner", (at, at + 1)
