"""Punctuation that begins a text, that is all of it, or that glues two sentences together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locakit.rules._kit import Hit, Pair, ex, rule

_LEADS = {
    **dict.fromkeys("-–—−－•*·‣", "dash"), **dict.fromkeys("#＃", "hash"), **dict.fromkeys("+＋", "plus"),
    **dict.fromkeys("→←⇒", "arrow"), **dict.fromkeys("…⋯", "ellipsis"),
}  # fmt: skip
_SKIP = " \t\n\r\u00a0\u202f\u200e\u200f\u061c\u202a\u202b\u2066\u2067\u2068\ufeff"
_GLUE = r"([.!?؟,،;])(?<=[^\W\d_A-Z]{3}[.!?؟,،;])([^\W\d_]{3,})"
_GLUED = re.compile(_GLUE)
_TIGHT = re.compile(r"\w[,،;]\w")


def _begins_otherwise(source: str, target: str) -> bool:
    """A cheap look: the first characters differ, and one of them is no letter."""
    one, other = source[:1], target[:1]
    return one != other and not (one.isalnum() and other.isalnum())


@rule(
    "punctuation.begin", "warning", "linguistic-conventions", signs="".join(_LEADS) + ".",
    quiet="ignore-begin-punctuation", when=_begins_otherwise, calm="begins",
    bad=[ex("- Fixed a crash", "Corrigida uma falha"), ex("Fixed a crash", "• إصلاح عطل", "ar"),
         ex("…or sign in", "ou connectez-vous", "fr"), ex("# Heading", "标题", "zh-CN")],
    good=[ex("- Fixed a crash", "– Absturz behoben", "de"), ex("-{n} days", "{n} يوم", "ar"),
          ex("-l needs a file", "Datei fehlt für -l", "de"),
          ex("...or sign in", "…ou connectez-vous", "fr"), ex("<b>More</b>", "** المزيد", "ar", "md-text"),
          ex("• 2 files", "• ファイル2個", "ja")],
)  # fmt: skip
def begin(pair: Pair) -> Iterator[Hit]:
    """The source begins with a dash, bullet, hash or ellipsis and the target does not, or only the target does.

    Why: lists lose an item, tags stop being tags.

    Source: pofilter's test "startpunc"; MQM 2, design and markup.
    """
    source, target = pair.masked()
    want, have = _lead(source), _lead(target)
    if want[0] == have[0] or not any(map(str.isalnum, pair.source[:200])):
        return
    if {want[0], have[0]} <= {"", "ellipsis"} and "…" in target and "..." in source:
        return
    start = have[1]
    yield Hit(
        f"the target begins with {target[start]!r}, the source does not" if have[0]
        else f"the source begins with {source[want[1]]!r}, the target does not",
        (start, start + 1) if start < len(target) else None,
    )  # fmt: skip


def _lead(text: str) -> tuple[str, int]:
    """What the text begins with, and where: only a mark before a space counts."""
    at = 0
    while at < len(text) and text[at] in _SKIP:
        at += 1
    mark = text[at : at + 1]
    if text.startswith("...", at):
        return "ellipsis", at
    following = text[at + 1 : at + 2]
    counts = following and (following in _SKIP or mark in "…⋯")
    return (_LEADS.get(mark, "") if counts else ""), at


@rule(
    "punctuation.only", "warning", "accuracy", quiet="ignore-pure-punctuation", calm="worded",
    when=lambda source, target: source != target and (len(source) < 5 or len(target) < 3),
    bad=[ex("—", "Nenhum"), ex("Not available", "-"), ex("+", "و", "ar"), ex("Nothing found", "…", "ja")],
    good=[ex(", ", "، ", "ar"), ex("—", "–", "de"), ex("?", "؟", "ar"), ex("N/A", "—"), ex("%s, %s", "%s、%s", "ja"),
          ex("/", "／", "ja"), ex("None", "—", "fr"), ex("&", "e"), ex("{a}", "x {a}")],
)  # fmt: skip
def only(pair: Pair) -> Iterator[Hit]:
    """The source is a mark and the target says words, or the other way round.

    Why: a sign such as + or a dash is understood everywhere; a text of words that became a sign is lost.

    Source: pofilter's test "purepunc".
    """
    source, target = (t.strip() for t in pair.masked())
    if "\ufffc" in source + target or not source or not target:
        return
    if not any(map(str.isalnum, source)):
        if any(map(str.isalnum, target)) and not _said(source):
            yield Hit(f"the source is only {source!r}, the target says words")
    elif sum(map(str.isalpha, source.split())) > 1 and not any(map(str.isalnum, target)):
        yield Hit(f"the target is only {target!r}")


def _said(sign: str) -> bool:
    """A sign that languages say in words: a currency, and, per cent; or what nobody sees."""
    return sign in "&＆@%#№,/" or unicodedata.category(sign[0]) == "Sc" or not sign.isprintable()


@rule(
    "punctuation.glued", "warning", "linguistic-conventions", grep=_GLUE,
    never="zh ja th lo km my",
    bad=[ex("Saved. Open it now.", "Salvo com sucesso.Abra agora."), ex("Paper, ink", "papel,tinta azul"),
         ex("Done! Go on", "تم بنجاح!تابع القراءة", "ar"), ex("Sent. Thank you", "Отправлено сейчас.Спасибо", "ru")],
    good=[ex("See example.com now", "Veja example.com agora"), ex("Use Node.js here", "Utilice Node.js aquí", "es"),
          ex("Save a.b.c now", "Salve a.b.c agora"), ex("1,5 liters", "1,5 litros aqui"),
          ex("key=abc,def,ghi is valid", "key=abc,def,ghi é válido")],
)  # fmt: skip
def glued(pair: Pair) -> Iterator[Hit]:
    """A comma or the end of a sentence is followed by the next word without a space.

    Why: it is a visible slip, and line breaks and speech lose the pause.

    Source: Unicode Standard Annex 14 (line breaking opportunities stand at spaces); pofilter's test "puncspacing".
    """
    target, tight = pair.target, _TIGHT.search(pair.source) is not None
    if " " not in target:
        return
    for found in _GLUED.finditer(pair.masked()[1]):
        mark, word = found[1], found[2]
        sentence = mark in ".!?؟"
        if (sentence and word[0].islower()) or (tight and not sentence):
            continue
        run = _named(target, *found.span()).rstrip(mark)
        if run.count(mark) > 1 or run in pair.source or mark + word in pair.source:
            continue
        yield Hit(f"no space after {mark!r}", found.span(1), fix=mark + " ")


def _named(text: str, start: int, end: int) -> str:
    """The run without spaces around a place: a file name, a domain, a list of keys."""
    low = max(0, start - 60)
    head = text[low:start].split()[-1:] if not text[low:start][-1:].isspace() else [""]
    return (head[0] if head else "") + text[start : end + 60].split()[0]
