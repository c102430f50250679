"""Brackets and quotation marks: as many as the source has, and none left open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from locakit.rules._kit import Hit, Pair, ex, rule

_ROUND = "()[]{}"
_WIDE = dict(zip("（）［］｛｝【】〔〕﴾﴿", "()[]{}[][])(", strict=True))
_ALL = _ROUND + "".join(_WIDE)
_BRACKET = re.compile("[" + re.escape(_ALL) + "]")
_FACE = re.compile(r"(?:^|(?<=\s))(?:[:;=8xX][-'^]?[()\[\]]+|[()]-?[:;])(?=$|[\s.,!])|¯|\^[_.]?\^")
_LISTED = re.compile(r"(?:^|(?<=[\n,;،؛、:.。] ))[^\W_]{1,2}[)）]\s|(?:^|\s)[^\W_][)）]\s", re.MULTILINE)
"""``a)`` and ``1)`` of a list."""

_MAYBE = re.compile(r"\((?:e?s|n|d)\)")
"""``file(s)``: other languages say it in another way."""

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))

_DOUBLE = '"“”„‟«»「」『』《》〝〞〟＂❝❞'
_SINGLE = "'‘’‚‛‹›＇"
_QUOTE = re.compile(f"[{_DOUBLE}{_SINGLE}]+")
_OTHER, _WRITTEN = re.compile("['`‘’]").search, re.compile("&(?:quot|#3[49]);").search
_HEBREW = re.compile("[\u0591-\u05f4]").match
"""Between Hebrew letters a quote marks an abbreviation."""


def _unlike(source: str, target: str) -> bool:
    """A cheap look: something is quoted, and not by as many straight quotes on both sides."""
    if source.count('"') != target.count('"') or "“" in source or " '" in source or source[:1] == "'" or "„" in source:
        return True
    return not target.isascii() and ("“" in target or "«" in target or "「" in target or "„" in target or "”" in target)


def _tally(text: str) -> Counter[str]:
    return Counter(_WIDE.get(c, c) for c in _BRACKET.findall(text))


def _uneven(source: str, target: str) -> bool:
    """A cheap look: in plain brackets nothing is open and nothing is gone."""
    return (
        target.count("(") != target.count(")") or source.count("(") != target.count("(")
        or target.count("[") != target.count("]") or source.count("[") != target.count("[")
        or target.count("{") != target.count("}") or ("（" in target) != ("）" in target)
    )  # fmt: skip


@rule(
    "punctuation.brackets", "warning", "linguistic-conventions", signs=_ALL, quiet="ignore-brackets", when=_uneven,
    calm="even",
    bad=[
        ex("Size (in MB)", "Tamanho (em MB"), ex("Size [MB]", "الحجم MB]", "ar"),
        ex("Size (in MB)", "大小（MB", "zh-CN"),
        ex("Size (in MB)", "Tamanho em MB"), ex("{n} files", "{n}} fichiers", "fr"),
    ],
    good=[
        ex("Size (in MB)", "大小（MB）", "zh-CN"), ex("a) first", "أ) الأول", "ar"), ex("Nice :)", "Schön ☺", "de"),
        ex("{n} files (all)", "({n}) todos"), ex("[Help](/a) me", "me [ajude](/a)"), ex("&File", "文件(&F)", "zh-CN"),
        ex("1) one", "1. um"), ex("Color", "اللون (color)", "ar"), ex("file(s)", "fichiers", "fr"),
    ],
)  # fmt: skip
def brackets(pair: Pair) -> Iterator[Hit]:
    """A bracket of the target is not closed, or there are more or fewer than in the source.

    Why: a bracket that is left open swallows what follows; one that is gone may have held a unit or a condition.

    Source: pofilter's test "brackets"; Unicode Standard, Bidi_Paired_Bracket.
    """
    source, target = pair.masked()
    want, have = _tally(_MAYBE.sub("", source)), _tally(target)
    for first, last in _PAIRS:
        if (want[first], want[last]) != (have[first], have[last]):
            yield from _odd(pair, (first, last), (want, have), (source, target))


def _odd(
    pair: Pair, names: tuple[str, str], counts: tuple[Counter[str], Counter[str]], texts: tuple[str, str]
) -> Iterator[Hit]:
    (first, last), (want, have) = names, counts
    lost = want[first] - have[first]
    if have[first] != have[last] and have[first] - have[last] != want[first] - want[last]:
        if want[first] == want[last] and not _explained(texts, have[last] > have[first]):
            mark = first if have[first] > have[last] else last
            yield Hit(f"{have[first]} {first!r} but {have[last]} {last!r}", _place(texts[1], mark))
    elif lost > 0 and have[first] == have[last] and want[first] == want[last]:
        yield Hit(f"the source has {want[first]} of {first!r}, the target {have[first]}", severity="info")


def _explained(texts: tuple[str, str], closed: bool) -> bool:
    """A smiling face, or the closing bracket of ``a)`` in a list."""
    return any(map(_FACE.search, texts)) or (closed and _LISTED.search(texts[1]) is not None)


def _place(target: str, mark: str) -> tuple[int, int] | None:
    """The first opening or the last closing bracket of the odd kind."""
    spots = [m.start() for m in _BRACKET.finditer(target) if _WIDE.get(m[0], m[0]) == mark]
    if not spots:
        return None
    at = spots[0] if mark in "([{" else spots[-1]
    return at, at + 1


@rule(
    "punctuation.quotes", "warning", "linguistic-conventions", signs=_DOUBLE + _SINGLE, quiet="ignore-quotes",
    when=_unlike, calm="even",
    bad=[
        ex('Open "Settings"', 'Abra "Configurações'), ex('Open "Settings"', "افتح الإعدادات", "ar"),
        ex("The file “%s” is gone", "ファイル「%sがありません", "ja"),
        ex("Open 'Settings'", "Ouvrir Paramètres", "fr"),
        ex("Say “yes”", "说“是", "zh-CN"),
    ],
    good=[
        ex('Open "Settings"', "افتح «الإعدادات»", "ar"), ex('Open "Settings"', "「設定」を開く", "ja"),
        ex("Open 'Settings'", "Ouvrir «\u00a0Paramètres\u00a0»", "fr"), ex("Don't stop", "Ne t'arrête pas", "fr"),
        ex('Open "Settings"', "Öffnen Sie „Einstellungen“", "de"), ex('A 5" screen', "Une écran de 5 pouces", "fr"),
        ex('<a href="/x">It\'s</a>', '<a href="/x">C\'est</a>', "fr"), ex("Army HQ", 'מטכ"ל', "he"),
        ex("the users' files", "os arquivos dos usuários"),
        ex("Open Settings", "Abra «Ajustes»", "es"), ex("&laquo; Back", "« Voltar"),
        ex('Kept in ("user://").', "Se guarda en («user://»).", "es"), ex("Got '%s'", "'%s'를 받음", "ko"),
        ex("Press “Save”", "انقر &quot;حفظ&quot;", "ar"),
    ],
)  # fmt: skip
def quotes(pair: Pair) -> Iterator[Hit]:
    """A quotation mark of the target has no other half, or what the source quotes is not quoted.

    Why: quotes tell a name of the program from the sentence around it. Every language's marks count; apostrophes and
    inches do not.

    Source: pofilter's tests "doublequoting" and "singlequoting"; Unicode CLDR, delimiters.
    """
    source, target = pair.masked()
    (wanted, odd), (have, open_) = _quoted(source), _quoted(target)
    if odd or "quo;" in pair.source or not any(map(str.isalnum, source)):
        return
    if open_:
        at = next((m.start() for m in reversed(list(_QUOTE.finditer(target)))), 0)
        yield Hit("a quotation mark has no other half", (at, at + 1))
    elif wanted and not have and not _OTHER(target) and not _WRITTEN(pair.target):
        yield Hit("the target quotes nothing, the source does", severity="info")


def _quoted(text: str) -> tuple[int, bool]:
    """How many stretches are quoted, and whether a double quote that is no inch is left over."""
    double = inches = opened = closed = 0
    for found in _QUOTE.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        run = found[0]
        if (len(run) > 1 and not run.strip("'")) or (_HEBREW(before) and _HEBREW(after)):
            continue
        marks = sum(c in _DOUBLE for c in run)
        double += marks
        inches += run == '"' and before.isdigit()
        if marks < len(run) and not (before.isalnum() and after.isalnum() and before < "\u0250" > after):
            opened += bool(after) and not after.isspace() and not before.isalnum()
            closed += bool(before) and not before.isspace()
    return double // 2 + min(opened, closed), bool(double % 2) and not inches
