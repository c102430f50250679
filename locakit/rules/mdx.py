"""MDX: JavaScript expressions in braces, each in its place among the elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from locakit.placeables.braces import closing
from locakit.rules._kit import Hit, Pair, ex, rule
from locakit.rules._tokens import Mark, compared

_MDX = "safe-mdx"
_NEXT = re.compile(r"`++|<(?P<close>/)?(?P<name>[A-Za-z][\w.:-]*+)?|(?P<end>/?>)|[{}]|\\.")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*+=\s*+$")


@lru_cache(maxsize=512)
def _marks(text: str) -> tuple[Mark, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Mark]:
    """The expressions, each with the elements around it or the attribute that it is the value of."""
    open_: list[str] = []
    tag, at, named = "", 0, 0
    braces = closing(text)
    while (hit := _NEXT.search(text, at)) is not None:
        at = hit.end()
        if hit[0] == "{":
            at = braces.get(hit.start(), hit.start()) + 1
            place = _attribute(text, named, hit.start(), tag) if tag else " in ".join(["text", *reversed(open_)])
            yield Mark("the expression", f"{''.join(text[hit.start() : at].split())} ({place})", (hit.start(), at))
        elif hit[0][0] == "`" and not tag:
            close = text.find(hit[0], at)
            at = close + len(hit[0]) if close >= 0 else at
        elif hit["close"]:
            if open_ and open_[-1] == (hit["name"] or ""):
                open_.pop()
        elif hit[0][0] == "<" and hit["name"]:
            tag, named = hit["name"], at
        elif hit["end"] and tag:
            if hit["end"] == ">" and len(open_) < 50:
                open_.append(tag)
            tag = ""


def _attribute(text: str, start: int, end: int, tag: str) -> str:
    found = _ATTRIBUTE.search(text, max(start, end - 60), end)
    return f"{tag}'s {found[1]}" if found else f"{tag}'s attributes"


@rule(
    "markup.mdx", "error", "design-and-markup", signs="{", needs=_MDX, quiet="ignore-safe-mdx", blocks=True,
    bad=[
        ex("Hi <b>{user.name}</b>", "Oi <b>você</b> {user.name}", "pt-BR", _MDX),
        ex("<Price of={item} /> now", "<Price of={artigo} /> agora", "pt-BR", _MDX),
        ex("In {new Date().getFullYear()}", "في {السنة}", "ar", _MDX),
    ],
    good=[
        ex("Hi <b>{user.name}</b>", "<b>{user.name}</b>さん", "ja", _MDX),
        ex("<Price of={ item } /> now", "Agora <Price of={item} />", "pt-BR", _MDX),
        ex("Write `{x}` or \\{y}", "Schreibe `{x}` oder \\{y}", "de", _MDX),
    ],
)  # fmt: skip
def mdx(pair: Pair) -> Iterable[Hit]:
    """A JavaScript expression of MDX is lost, changed, or stands in another element than in the source.

    Why: the page is not built, or the value appears where it makes no sense.

    Source: MDX, "What is MDX?": expressions, JSX.
    """
    return compared(_marks(pair.source), _marks(pair.target))
