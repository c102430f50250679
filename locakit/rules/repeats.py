"""Words that stand twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from locakit.rules import _language
from locakit.rules._kit import Hit, Pair, ex, rule

_TWICE = re.compile(r"(?<![\w'’.\-/])([^\W\d_]{2,}+)[ \u00a0\u202f]\1(?![\w'’\-/])", re.IGNORECASE)
_NEIGHBOURS = re.compile(r"(?:^|[\s,])([^\s,]++)[\s,]+\1").search
_ENDS = " .!?:;…)»”\"'"
_SAME = re.compile(r"(?<![\w'’])([^\W\d_]+)[^\w\n]+\1(?![\w'’])", re.IGNORECASE)


def _has_double(source: str, target: str) -> bool:
    """A cheap look: two neighbouring words of the target are the same."""
    if _NEIGHBOURS(target) is None:
        return False
    words = target.split()
    if "," not in target and len(words) == len(set(words)):
        return len(words) > 1 and words[-1].rstrip(_ENDS) == words[-2]
    words = target.rstrip(_ENDS).replace(",", " ").split()
    return len(words) != len(set(words)) and any(map(eq, words, words[1:]))


@rule(
    "text.duplicate-words", "warning", "linguistic-conventions", quiet="ignore-duplicate",
    never=_language.REDUPLICATING + " ja zh yue", when=_has_double, calm="once",
    bad=[ex("Save the file", "Salvar o arquivo arquivo"), ex("In the list", "In der der Liste", "sv"),
         ex("Save the file", "احفظ الملف الملف", "ar"), ex("Open the file", "Открыть файл файл", "ru")],
    good=[ex("Save the file", "Salvar o arquivo"), ex("You are", "Vous vous êtes", "fr"), ex("Bla bla", "Bla bla"),
          ex("Slowly", "pelan pelan", "id"), ex("When they see them", "Wenn sie sie sehen", "de"),
          ex("Very slowly", "धीरे धीरे", "hi"),
          ex("Ha ha", "Jo jo", "sv"), ex("2 2", "2 2"), ex("An {n} {n}", "Um {n} {n}")],
)  # fmt: skip
def twice(pair: Pair) -> Iterator[Hit]:
    """The same word stands twice in a row in the target, and nothing in the source is said twice.

    Why: it is left over from an edit. Languages in which repeating is grammar are not asked, and pairs such as the
    French ``vous vous`` are known.

    Source: Weblate's check "Consecutive duplicated words"; pofilter's test "doublewords".
    """
    usual = _language.DOUBLED.get(_language.language(pair.unit.market), frozenset())
    for found in _TWICE.finditer(pair.masked()[1]):
        if found[1].lower() not in usual and not _SAME.search(pair.source):
            yield Hit(f"{found[1]!r} stands twice", found.span())


_CJK = tuple(dict.fromkeys(d for doubles in _language.UNSPACED_DOUBLES.values() for d in doubles))


@rule(
    "text.duplicate-characters", "warning", "linguistic-conventions", quiet="ignore-duplicate", only="ja zh yue",
    grep="|".join(_CJK),
    bad=[ex("Save the file", "ファイルをを保存", "ja"), ex("Your file", "您的的文件", "zh-CN")],
    good=[ex("Purpose", "最终目的的说明", "zh-CN"), ex("Save the file", "ファイルを保存", "ja"),
          ex("Thing", "もののけ", "ja")],
)  # fmt: skip
def twice_unspaced(pair: Pair) -> Iterator[Hit]:
    """A particle stands twice in a row in a language without spaces between words.

    Why: it is left over from an edit.

    Source: MQM 2, linguistic conventions: grammar, duplication.
    """
    for double in _language.UNSPACED_DOUBLES.get(_language.language(pair.unit.market), ()):
        at = pair.target.find(double)
        if at >= 0 and pair.target[at - 1 : at] not in ("目", "标", "も", "こ", "そ", "あ"):
            yield Hit(f"{double!r} says one word twice", (at, at + len(double)))
