"""HTML and XML tags and their attributes: the same in source and target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from locakit import locales
from locakit.model import Severity, Span
from locakit.rules._alike import other_tags
from locakit.rules._kit import Hit, Pair, ex, rule, words
from locakit.rules._tags import Tag, tags

_QUIET = "ignore-xml-tags ignore-safe-html"
_LAYOUT = words("br wbr nobr sup sub bdi bdo ruby rt rp rb small hr")
"""Tags that a language may need where another does not."""

_FORMATTING = words("b i em strong u s code kbd samp var mark q cite tt big font span abbr")
"""Tags whose loss or addition is seen, but breaks nothing while they are in pairs."""

_FREE = words("lang dir translate xml:lang hreflang target rel")
"""Attributes that a translation may add."""

_ITALIC = words("i em")
_UPRIGHT = ("zh", "ja", "ko", "yue")
"""Languages that have no italics and quote instead."""

_KNOWN = words(
    "a abbr address article aside audio b blockquote body button caption cite code dd del details div dl dt em "
    "figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header html i iframe img input ins kbd label "
    "legend li link main mark math menu meta meter nav object ol option p picture pre q s samp script section "
    "select source span strong style summary svg table tbody td template textarea tfoot th thead time title tr tt "
    "u ul var video x g"
)  # fmt: skip


def _real(all_: tuple[Tag, ...], other: tuple[Tag, ...]) -> list[Tag]:
    """Tags, not words in angle brackets such as ``<file>``: HTML's own, or closed somewhere on either side."""
    closed = {t.name for t in (*all_, *other) if t.role == "close" or t.text.endswith("/>")}
    return [t for t in all_ if t.name not in _LAYOUT and (t.name in _KNOWN or t.name in closed)]


@rule(
    "markup.tags", "error", "design-and-markup", signs="<", quiet=_QUIET, blocks=True, branches=True, when=other_tags,
    calm="held",
    bad=[
        ex("Read the <a href='/t'>terms</a>", "Leia os termos"), ex("<b>New</b>", "<b>Novo<b>"),
        ex("<0>Sign in</0> now", "<1>Entrar</1> agora"), ex("New", "<i>Novo</i>"),
    ],
    good=[
        ex({"one": "this", "other": "<b>{n}</b> of these"}, {"one": "<b>{n}</b> этот", "few": "<b>{n}</b>",
           "many": "<b>{n}</b> этих", "other": "<b>{n}</b>"}, "ru"),
        ex("<b>New</b> and <i>hot</i>", "<i>Quente</i> e <b>novo</b>"), ex("2nd<br>line", "2<sup>e</sup> ligne", "fr"),
        ex("locakit <file>", "locakit <arquivo>"), ex("a < b", "a < b"),
    ],
)  # fmt: skip
def tags_differ(pair: Pair) -> Iterator[Hit]:
    """The target has other tags than the source, or does not close them.

    Why: links are lost, component libraries fail, and a tag that is not closed spoils what follows. Emphasis that is
    lost or added in whole pairs is a warning; italics that Chinese, Japanese and Korean do without are for information.
    Line breaks, ``sup`` and other tags that depend on the language are free.

    Source: HTML Living Standard, 13.1.2; MQM 2, design and markup: markup.
    """
    left, right = (tags(t, pair.unit.flags) for t in (pair.source, pair.target))
    source, target = _real(left, right), _real(right, left)
    if pair.is_icu:
        yield from _kinds(source, target)
        return
    wanted, there = _counted(source), _counted(target)
    if wanted != there and pair.unit.plural and _of_another_form(pair, target, there):
        return
    for name in dict.fromkeys((*wanted, *there)):
        (opened, closed), (opened_there, closed_there) = wanted.get(name, (0, 0)), there.get(name, (0, 0))
        lost, unclosed = opened - opened_there, closed - closed_there
        if lost != unclosed and (closed or closed_there):
            yield Hit(f"<{name}> and </{name}> do not stand as often as in the source", _last(target, name))
        elif lost > 0:
            yield Hit(f"<{name}> is lost", severity=_weight(pair, name))
        elif lost < 0:
            yield Hit(f"<{name}> is not in the source", _last(target, name),
                      severity="warning" if name in _FORMATTING else None)  # fmt: skip
    if wanted == there and _nested(source) and not _nested(target):
        yield Hit("the tags are not nested as in the source", (target[0].span[0], target[-1].span[1]))


def _weight(pair: Pair, name: str) -> Severity | None:
    """How grave the loss of a tag is, where it is not an error."""
    if name in _ITALIC and locales.language(pair.unit.market) in _UPRIGHT:
        return "info"
    return "warning" if name in _FORMATTING else None


def _of_another_form(pair: Pair, target: list[Tag], there: Mapping[str, tuple[int, int]]) -> bool:
    """The target has the tags of the source's ``other``: it stands for numbers that its namesake does not."""
    other = pair.unit.source.get("other", pair.source)
    return _counted(_real(tags(other, pair.unit.flags), tuple(target))) == there


def _counted(all_: list[Tag]) -> dict[str, tuple[int, int]]:
    """For each name, how many tags open (or stand alone) and how many close."""
    out: dict[str, tuple[int, int]] = {}
    for tag in all_:
        opened, closed = out.get(tag.name, (0, 0))
        out[tag.name] = (opened, closed + 1) if tag.role == "close" else (opened + 1, closed)
    return out


def _last(all_: list[Tag], name: str) -> tuple[int, int] | None:
    return next((t.span for t in reversed(all_) if t.name == name), None)


def _kinds(source: list[Tag], target: list[Tag]) -> Iterator[Hit]:
    """In a message with branches, tags may be repeated as the branches are."""
    for name in sorted({t.name for t in source} - {t.name for t in target}):
        yield Hit(f"<{name}> is lost")
    names = {t.name for t in source}
    for tag in target:
        if tag.name not in names and tag.role != "close":
            yield Hit(f"{_short(tag)} is not in the source", tag.span)


def _short(tag: Tag) -> str:
    return tag.text if len(tag.text) < 40 else f"<{tag.name} …>"


def _nested(all_: list[Tag]) -> bool:
    open_: list[str] = []
    for tag in all_:
        if tag.role == "open":
            open_.append(tag.name)
        elif tag.role == "close" and (not open_ or open_.pop() != tag.name):
            return False
    return not open_


@rule(
    "markup.attributes", "warning", "design-and-markup", signs="<", quiet=_QUIET, when=other_tags, calm="held",
    bad=[ex('<a href="/t" class="x">Terms</a>', '<a href="/t">Termos</a>'), ex('<img id="a">', '<img id="b">')],
    good=[
        ex('<img alt="Cat" src="c.png">', '<img src="c.png" alt="Gato">'),
        ex('<a href="/en/t">Terms</a>', '<a href="/pt/t" lang="pt">Termos</a>'),
    ],
)  # fmt: skip
def attributes(pair: Pair) -> Iterator[Hit]:
    """A tag of the target has other attributes, or other values in attributes that are not for readers.

    Why: styles and scripts find elements by class and id. ``alt``, ``title``, ``aria-label`` and the like are
    translated, addresses belong to ``urls.changed``.

    Source: HTML Living Standard, 3.2.6 (global attributes); 15.3.1 of its list of attributes that hold text.
    """
    left, right = (tags(t, pair.unit.flags) for t in (pair.source, pair.target))
    source, target = ([t for t in ts if t.role != "close"] for ts in (left, right))
    if Counter(t.name for t in source) != Counter(t.name for t in target):
        return
    shapes = Counter(_shape(t) for t in source)
    odd: list[Tag] = []
    for tag in target:
        shape = _shape(tag)
        if shapes[shape] > 0:
            shapes[shape] -= 1
        else:
            odd.append(tag)
    for tag in odd:
        yield Hit(f"the attributes of <{tag.name}> are not those of the source", tag.span)


_TEXT = words("alt title placeholder summary content label value aria-label aria-description data-title style")
_ADDRESS = words("href src srcset action cite poster data formaction")


def _shape(tag: Tag) -> tuple[str, frozenset[tuple[str, str]]]:
    """The tag's name and the attributes that must not change; those with text or an address count by name only."""
    kept = ((n, "" if n in _TEXT or n in _ADDRESS else v) for n, v in tag.attributes().items() if n not in _FREE)
    return tag.name, frozenset(kept)


@rule(
    "markup.empty", "warning", "design-and-markup", signs="<", quiet=_QUIET, branches=True, calm="held",
    when=lambda source, target: "></" in target,
    bad=[
        ex("See <link>the guide</link>", "Siehe die Anleitung <link></link>", "de"),
        ex("<b>New</b> item", "<b></b>新しい", "ja"), ex("Go <0>back</0>", "ارجع<0></0>", "ar"),
    ],
    good=[
        ex("See <link>the guide</link>", "Siehe <link>die Anleitung</link>", "de"),
        ex("<i class='x'></i> New", "<i class='x'></i> Neu", "de"), ex("a <b>{x}</b>", "<b>{x}</b>の", "ja"),
    ],
)  # fmt: skip
def empty(pair: Pair) -> Iterator[Hit]:
    """A tag holds nothing in the target although it holds words in the source.

    Why: a link or a button without words cannot be seen or pressed.

    Source: HTML Living Standard, 4.5.1 (the a element); WCAG 2.2, 2.4.4 (link purpose).
    """
    usual = {tag.name for tag, _ in _hollow(tags(pair.source, pair.unit.flags))}
    for tag, span in _hollow(tags(pair.target, pair.unit.flags)):
        if tag.name not in usual and f"</{tag.name}" in pair.source.lower():
            yield Hit(f"<{tag.name}> holds nothing", span)


def _hollow(all_: tuple[Tag, ...]) -> Iterator[tuple[Tag, Span]]:
    for before, after in pairwise(all_):
        if before.role == "open" and after.role == "close" and before.span[1] == after.span[0]:
            yield before, (before.span[0], after.span[1])
