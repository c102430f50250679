"""XML: a target is well-formed where its source is, and words keep their distance from tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from locakit.rules._alike import other_tags
from locakit.rules._kit import Hit, Pair, ex, rule, spans

_BARE = re.compile(r"&(?!#\d++;|#[xX][0-9A-Fa-f]++;|[A-Za-z][\w.-]*+;)|<(?![/A-Za-z!?])")
_ENTITY = re.compile(r"&[#A-Za-z][\w.#-]*+;")
_DECLARED = re.compile(r"<\?xml|<!DOCTYPE")
_OF_TAGS = frozenset({2, 3, 7})
"""Expat's faults of tags that do not match or are not closed (``markup.tags`` speaks of these)."""
_XML = "xml-text"


def _marked(source: str, target: str) -> bool:
    if "<" not in target or not ("</" in source or "/>" in source):
        return False
    return "&" in target or "]]>" in target or other_tags(source, target)


@rule(
    "markup.xml", "error", "design-and-markup", signs="<", when=_marked, blocks=True, calm="held",
    quiet="ignore-xml-invalid ignore-safe-html",
    bad=[
        ex('<a href="/t">Terms</a>', '<a href="/t>Termos</a>'), ex("<b>New</b> item", "<b>Новый</b товар", "ru"),
        ex('<img src="a.png"/>', '<img src="a.png" src="b.png"/>'), ex("<b>Hi</b>", "<b>مرحبا</b><", "ar", _XML),
    ],
    good=[
        ex('<a href="/t">Terms</a>', '<a href="/t">利用規約</a>', "ja"), ex("<b>a</b> & b", "<b>a</b> & b < c"),
        ex("<br>New <b>x</b>", "<br>Novo <b>x</b>"),
        ex("<x:g id='1'>A</x:g>&nbsp;b", "<x:g id='1'>А</x:g>&nbsp;б", "ru"),
    ],
)  # fmt: skip
def well_formed(pair: Pair) -> Iterable[Hit]:
    """The target is no well-formed XML although its source is.

    Why: what reads it as XML fails on the whole file or shows nothing. Entities may be any; signs that XML wants
    escaped are only told of with the flag ``xml-text``. Tags in wrong pairs are for ``markup.tags``.

    Source: XML 1.0, 2.1 (well-formed XML documents).
    """
    strict = _XML in pair.unit.flags
    if pair.unit.plural and not all(_fault(text, strict) is None for text in pair.unit.source.values()):
        return ()
    if _fault(pair.source, strict) is not None:
        return ()
    fault = _fault(pair.target, strict)
    if fault is None or (fault[0] in _OF_TAGS and not strict):
        return ()
    at = min(fault[2], max(len(pair.target) - 1, 0))
    return [Hit(f"not well-formed XML: {fault[1]}", (at, len(pair.target)))]


@lru_cache(maxsize=512)
def _fault(text: str, strict: bool) -> tuple[int, str, int] | None:
    """Expat's code, what it says, and where; None for well-formed text."""
    from xml.parsers import expat

    plain = _ENTITY.sub(lambda hit: "x" * len(hit[0]), text)
    if not strict:
        plain = _BARE.sub("x", plain)
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(f"<x>{_DECLARED.sub('     ', plain)}</x>".encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        line = plain.split("\n")[: error.lineno - 1]
        at = sum(len(one) + 1 for one in line) + error.offset - (3 if error.lineno == 1 else 0)
        return error.code, expat.ErrorString(error.code) or "fault", max(at, 0)
    return None


_NO_SPACES = "zh ja th km lo my bo yue dz ar he fa ur ckb"


def _tagged(source: str, target: str) -> bool:
    return " <" in source and "<" in target


@rule(
    "markup.spacing", "info", "design-and-markup", signs="<", when=_tagged, never=_NO_SPACES, calm="held",
    quiet="ignore-xml-chars-around-tags ignore-safe-html",
    bad=[ex("Press <b>Save</b> now", "Pressione<b>Salvar</b> agora"), ex("Go <a>on</a>", "Weiter<a>gehen</a>", "de")],
    good=[
        ex("Press <b>Save</b> now", "Pressione <b>Salvar</b> agora"), ex("the <b>end</b>", "l'<b>end</b>", "fr"),
        ex("Press <b>Save</b> now", "今<b>保存</b>する", "ja"),
    ],
)  # fmt: skip
def spacing(pair: Pair) -> Iterable[Hit]:
    """A word stands right before a tag that has a space before it in the source.

    Why: readers see two words as one. Some compounds are meant so, hence for information.

    Source: Weblate's documentation, check "XML characters around tags"; MQM 2, design and markup: markup.
    """
    left, right = (
        [p for p in spans(text, pair.unit.flags) if p.kind == "tag" and p.role == "open"]
        for text in (pair.source, pair.target)
    )
    if [p.name for p in left] != [p.name for p in right]:
        return ()
    source, target = pair.source, pair.target
    return [
        Hit(f"{there.text} has no space before it", (there.start - 1, there.end))
        for here, there in zip(left, right, strict=True)
        if here.start and there.start and source[here.start - 1] == " " and target[there.start - 1].isalnum()
    ]
