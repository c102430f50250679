"""Line ends, tabs and backslash escapes: as many as the source has, and none that no program reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from locakit.rules._kit import Hit, Pair, ex, rule

_ESCAPE = re.compile(r"\\(?:[ntr]|\\|[\"']|u[0-9a-fA-F]{4})")
_PATH = re.compile(r"(?:\b[A-Za-z]:|\\)\\[^\s\"'<>|]*")
"""A Windows path, whose backslashes are no escapes."""

_ODD = re.compile(r"\\(?:[ \u00a0]+[ntr\"'](?![a-z\u00df-\uffff])|[NTR](?![A-Za-z:\\])|(?=[^\x00-\x7f])[^\W\d_])")

_CONTINUED = re.compile(r"\w,?\n[^\S\n]*[a-z]")
"""A line that goes on in the next one."""

_WRAPPED = 50
"""Longer lines may have been broken only to fit a page."""


def _lines_differ(source: str, target: str) -> bool:
    return source.count("\n") != target.count("\n")


@rule(
    "whitespace.lines", "info", "design-and-markup", signs="\n",
    quiet="ignore-newline-count md-text rst-text asciidoc-text",
    when=_lines_differ,
    bad=[ex("Name\nAddress", "Nome Endereço"), ex("Hello!\n\nThe team", "مرحبا! الفريق", "ar"),
         ex("One line", "Zwei\nZeilen", "de"), ex("Name\nAddress", "名前、住所", "ja")],
    good=[ex("Name\nAddress", "Nome\nEndereço"), ex("Name\r\nAddress", "Nom\nAdresse", "fr"),
          ex("A title\n", "Um título\n"), ex("# A\nb", "# A b", "pt-BR", "md-text")],
)  # fmt: skip
def lines(pair: Pair) -> Iterator[Hit]:
    """The target has another number of lines than the source.

    Why: a list becomes one sentence, or a label becomes two lines where there is room for one. Paragraphs
    that became one, and three and more short lines, are a warning; two lines that were joined, or long ones that are
    wrapped in another way, are for a person to weigh.

    Source: Weblate's check "Mismatching line breaks"; pofilter's test "newlines".
    """
    source, target = (t.replace("\r\n", "\n").strip() for t in (pair.source, pair.target))
    want, have = source.count("\n"), target.count("\n")
    if want == have or not source:
        return
    paragraphs_lost = "\n\n" in source and not have
    wrapped = _CONTINUED.search(source) is not None
    lines_lost = want > 1 and not have and not wrapped and min(map(len, source.split("\n")[:-1])) < _WRAPPED
    label_broken = not want and len(source) < _WRAPPED
    grave = paragraphs_lost or lines_lost or label_broken
    yield Hit(f"the source has {want + 1} lines, the target {have + 1}", severity="warning" if grave else None)


@rule(
    "whitespace.tabs", "warning", "design-and-markup", signs="\t", quiet="ignore-tabs",
    when=lambda source, target: source.count("\t") != target.count("\t"),
    bad=[ex("Name\tAge", "Nome Idade"), ex("Name\tAge", "الاسم العمر", "ar"), ex("Name", "Na\tme", "de")],
    good=[ex("Name\tAge", "Nome\tIdade"), ex("Name Age", "Nome Idade")],
)  # fmt: skip
def tabs(pair: Pair) -> Iterator[Hit]:
    """The target has another number of tabs than the source.

    Why: tabs line up columns, or part a menu's text from its shortcut. In texts of several lines they are often only
    an indent, so there it is for a person to weigh.

    Source: pofilter's test "tabs".
    """
    want, have = pair.source.count("\t"), pair.target.count("\t")
    at = pair.target.find("\t")
    several = "\n" in pair.source.strip()
    span = (at, at + 1) if have > want else None
    yield Hit(f"{have} tabs, the source has {want}", span, severity="info" if several else None)


@rule(
    "escapes.count", "warning", "design-and-markup", signs="\\", quiet="ignore-escaped-newline ignore-escapes",
    when=lambda source, target: source.count("\\") != target.count("\\"),
    bad=[
        ex("Name\nAge", "Nome\\nIdade"), ex("Name\\nAge", "Nome Idade"), ex('Say "yes"', 'Diga \\"sim\\"'),
        ex("Name\\tAge", "الاسم العمر", "ar"), ex("Coffee", "Caf\\u00e9"), ex("Name\nAge", "名前\\n年齢", "ja"),
    ],
    good=[
        ex("Name\\nAge", "Nome\\nIdade"), ex("In C:\\new\\tools", "Em C:\\novo"),
        ex("1\\. one", "1. um", "pt-BR", "md-text"),
        ex("Name\\nAge", "الاسم\\nالعمر", "ar"),
    ],
)  # fmt: skip
def count(pair: Pair) -> Iterator[Hit]:
    r"""An escape such as ``\n`` or ``\"`` stands in one text more often than in the other.

    Why: one too many is shown to the reader as a backslash and a letter; one too few joins two lines. Windows paths
    are not counted.

    Source: Weblate's check "Mismatched \n"; pofilter's test "escapes".
    """
    source, target = (_PATH.sub(lambda m: "\ufffc" * len(m[0]), text) for text in pair.masked())
    want, have = Counter(_ESCAPE.findall(source)), Counter(_ESCAPE.findall(target))
    for what in dict.fromkeys((*want, *have)):
        if want[what] != have[what]:
            more = have[what] > want[what]
            span = next((m.span() for m in _ESCAPE.finditer(target) if more and m[0] == what), None)
            yield Hit(f"{have[what]} times {what}, the source has {want[what]}", span)


@rule(
    "escapes.broken", "warning", "design-and-markup", signs="\\", quiet="ignore-escapes",
    when=lambda source, target: "\\" in target,
    bad=[ex("Name\\nAge", "Nome\\ nIdade é"), ex("Name\\nAge", "NOME\\N IDADE"),
         ex("Name\\nAge", "الاسم\\ن العمر", "ar"),
         ex("Name\\nAge", "名前\\名 年齢", "ja")],
    good=[ex("Name\\nAge", "Nome\\nIdade"), ex("A \\ b", "A \\ b"), ex("C:\\Users", "C:\\Users"),
          ex("C:\\Users\\você", "C:\\Users\\você")],
)  # fmt: skip
def broken(pair: Pair) -> Iterator[Hit]:
    r"""A backslash escape was taken apart or translated (``\ n``, ``\N``).

    Why: no program reads it, so the reader sees the backslash. Engines do this to escapes that were not masked.

    Source: pofilter's test "escapes"; ISO/IEC 9899, 5.2.2 (escape sequences).
    """
    for found in _ODD.finditer(_PATH.sub(lambda m: "\ufffc" * len(m[0]), pair.masked()[1])):
        if found[0] not in pair.source:
            yield Hit(f"{found[0]!r} is no escape", found.span())
