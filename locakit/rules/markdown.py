"""Markdown's inline syntax: emphasis, code, links and footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from locakit.rules._kit import Hit, Pair, ex, rule
from locakit.rules.placeables import differences

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
    found = [(d, kind) for d, kind in differences(pair) if kind in kinds]
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
