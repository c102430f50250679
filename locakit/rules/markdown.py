"""Markdown's inline syntax: emphasis, code, links and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from locakit.rules._differences import differences
from locakit.rules._kit import Hit, Pair, ex, rule, spans

_KINDS = {"emphasis": "the emphasis mark", "code": "the code", "link": "the link", "footnote": "the footnote"}


@rule(
    "markup.markdown", "warning", "design-and-markup", signs="*_~`[", quiet="ignore-md-syntax ignore-md-link",
    bad=[
        ex("Press **Save** now", "Pressione Salvar agora", "pt-BR", "md-text"),
        ex("Run `make demo`", "Execute make demo", "pt-BR", "md-text"),
        ex("See [the guide](guide.md)", "Veja o guia", "pt-BR", "md-text"),
    ],
    good=[
        ex("Press **Save** now", "Pressione **Salvar** agora", "pt-BR", "md-text"),
        ex("See [the guide](guide.md)", "Veja [o guia](guia.md)", "pt-BR", "md-text"),
        ex("2 * 3 * 4", "2 * 3 * 4 = 24", "pt-BR", "md-text"),
    ],
)  # fmt: skip
def markdown(pair: Pair) -> Iterator[Hit]:
    """Markdown marks of the source are not in the target, or the other way round.

    Why: a link or a command is lost, or readers see the bare marks. Where a link leads is for ``urls.changed``.

    Source: CommonMark 0.31, 6 (inlines); Weblate's checks of Markdown syntax.
    """
    kinds = _KINDS if "md-text" in pair.unit.flags else ("link",)
    found = [(odd.one, odd.kind) for odd in differences(pair) if odd.kind in kinds]
    links = sum(1 if d.kind == "extra" else -1 for d, kind in found if kind == "link")
    for one, kind in found:
        if kind == "link" and (links == 0 or one.text[:1] not in "![" or one.text.startswith("](")):
            continue
        if one.kind == "missing":
            yield Hit(f"{_KINDS[kind]} {one.text} is lost", one.span_in_target)
        elif one.kind == "extra":
            yield Hit(f"{_KINDS[kind]} {one.text} is not in the source", one.span_in_target)
        else:
            yield Hit(f"{_KINDS[kind]} {one.text} has no partner", one.span_in_target)


_APART = re.compile(r"\](?P<gap>[ \t\u3000]+\(|[ \t\u3000]*（)(?=[^\s()（）]+[)）])")


@rule(
    "markup.link-space", "warning", "design-and-markup", signs="]", quiet="ignore-md-link",
    when=lambda source, target: "](" in source and ("] " in target or "（" in target or "\u3000" in target),
    bad=[
        ex("See [the guide](/a)", "Veja [o guia] (/a)"), ex("See [the guide](/a)", "[案内]（/a）を見る", "ja"),
        ex("See [the guide](/a)", "انظر [الدليل] (/a)", "ar", "md-text"),
    ],
    good=[
        ex("See [the guide](/a)", "Veja [o guia](/a) (aqui)"), ex("[a](/a) and [b] (c)", "[a](/a) e [b] (c)"),
    ],
)  # fmt: skip
def link_space(pair: Pair) -> Iterable[Hit]:
    """A link's text and its address stand apart, or the address is in full-width brackets.

    Why: it is no link then, and readers see the brackets.

    Source: CommonMark 0.31, 6.3 (links): the address follows at once; Weblate's check of Markdown links.
    """
    if _APART.search(pair.source):
        return ()
    return [
        Hit("the link's text and address stand apart", (hit.start(), hit.end()), fix=_closer(hit))
        for hit in _APART.finditer(pair.target)
    ]


def _closer(hit: re.Match[str]) -> str | None:
    return "](" if hit["gap"].endswith("(") else None


@rule(
    "markup.references", "warning", "design-and-markup", signs="]", needs="md-text", quiet="ignore-md-reflink",
    when=lambda source, target: "][" in source or "](" in source,
    bad=[
        ex("See [the guide][guide]", "Veja [o guia][guia]", "pt-BR", "md-text"),
        ex('See [a](/a "The guide")', "См. [a](/a)", "ru", "md-text"),
    ],
    good=[
        ex("See [the guide][guide]", "[案内][guide]を見る", "ja", "md-text"),
        ex('See [a](/a "The guide")', 'См. [a](/a "Руководство")', "ru", "md-text"),
    ],
)  # fmt: skip
def references(pair: Pair) -> Iterable[Hit]:
    """A reference link names another definition than in the source, or a link has lost its title.

    Why: a link whose definition is not there is shown with its brackets; a title is read out and shown at the pointer.

    Source: CommonMark 0.31, 6.3 (links): full reference links, link titles.
    """
    left, right = ([p for p in spans(text, pair.unit.flags) if p.kind == "link" and p.text[0] == "]"]
                   for text in (pair.source, pair.target))  # fmt: skip
    if len(left) != len(right):
        return ()
    named = Counter(p.text for p in left if p.text[:2] == "][")
    out = [Hit(f"the reference {p.text[1:]} is not in the source", (p.start, p.end))
           for p in right if p.text[:2] == "][" and p.text not in named]  # fmt: skip
    titled, there = (sum(p.text[-1] in "\"'" and p.text[1] == "(" for p in side) for side in (left, right))
    return [*out, Hit("a link has lost its title")] if there < titled else out
