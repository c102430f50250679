"""Sentence marks at the end of a text: stop, colon, question and exclamation mark, ellipsis, semicolon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from locakit.rules import _endings, _language
from locakit.rules._kit import Hit, Pair, When, ex, rule

_NAMES = {
    "stop": "a full stop", "colon": "a colon", "question": "a question mark", "exclamation": "an exclamation mark",
    "ellipsis": "an ellipsis", "semicolon": "a semicolon",
}  # fmt: skip
_ORDER = tuple(_NAMES)
_STOPS = _language.MARKS["stop"] + "|৷"
_MORE = {"stop": "|৷:", "colon": "՝`", "ellipsis": ".。"}
"""Characters that are of the kind in one language only, or are part of such a mark."""

_ASKING = ("What", "How", "Why", "Where", "When", "Who", "Which")
_UNMARKED = ("th", "lo")
_TITLE = 5
"""Words of a heading."""

_SHORT = 4
_LABEL = 3
_ITEMS = ("fr", "pt", "es", "it", "ru", "uk")
"""Languages that close each item of a list with a semicolon, where English has no mark or a full stop."""
_AND = ("; and", "; or")


def _watch(kind: str) -> When:
    """A cheap look for one kind of mark: the last characters differ, and one of them is of the kind or closes."""
    told, open_ = frozenset(_language.MARKS[kind] + _MORE.get(kind, "")), _endings.CLOSERS | {">", ";"}

    def looks(source: str, target: str) -> bool:
        one, other = source[-1:], target[-1:]
        if one == other:
            return False
        here, there = one in told, other in told
        return here != there or (not here and (one in open_ or other in open_))

    return looks


def _hits(pair: Pair, kind: str) -> Iterator[Hit]:
    """The hit where the source ends with ``kind`` and the target does not, or only the target does."""
    unit = pair.unit
    found = _endings.differs(pair.source, pair.target, unit.source_locale, unit.market)
    if found is None or not any(map(str.isalnum, pair.source[-200:])):
        return
    want, have = found
    if not want.kinds and kind == "stop" and ". " in pair.source:
        return
    if "semicolon" in have.kinds and (_language.language(unit.market) in _ITEMS or pair.source.endswith(_AND)):
        return
    told = want.kinds or have.kinds
    if next((k for k in _ORDER if k in told), "") != kind:
        return
    at = have.end if have.start < have.end else min(have.end, len(pair.target))
    span = (have.start, have.end) if have.start < have.end else (max(0, at - 1), at)
    yield Hit(_said(want.kinds, have.kinds), span)


def _said(want: frozenset[str], have: frozenset[str]) -> str:
    source = next((_NAMES[k] for k in _ORDER if k in want), "")
    target = next((_NAMES[k] for k in _ORDER if k in have), "")
    if not target:
        return f"the source ends with {source}, the target without one"
    if not source:
        return f"the target ends with {target}, the source without one"
    return f"the source ends with {source}, the target with {target}"


@rule(
    "punctuation.stop", "info", "linguistic-conventions", signs=_STOPS, quiet="ignore-end-stop",
    never=_language.NO_STOP, when=_watch("stop"), calm="ends",
    bad=[
        ex("Your order was sent.", "Seu pedido foi enviado"), ex("Add to basket", "Ajouter au panier.", "fr"),
        ex("The file was saved.", "تم حفظ الملف", "ar"), ex("The file was saved.", "ファイルを保存しました", "ja"),
        ex("The file was saved.", "फ़ाइल सहेजी गई", "hi"),
    ],
    good=[
        ex("Your order was sent.", "Seu pedido foi enviado."), ex("The file was saved.", "फ़ाइल सहेजी गई।", "hi"),
        ex("The file was saved.", "ファイルを保存しました。", "ja"),
        ex("The file was saved.", "ဖိုင်ကို သိမ်းပြီးပါပြီ။", "my"),
        ex("The file was saved.", "บันทึกไฟล์แล้ว", "th"), ex("Paper, ink, etc.", "Papier, encre, etc", "fr"),
        ex("The file was saved.", "Ֆայլը պահպանվեց։", "hy"), ex("See <b>this.</b>", "Veja <b>isto.</b>"),
        ex("The width. Zero if none", "A largura. Zero se nenhuma."),
        ex("{n, plural, one {# day.} other {# days.}}", "{n, plural, one {# dia} other {# dias}}", "pt",
           "icu-message-format"),
    ],
)  # fmt: skip
def stop(pair: Pair) -> Iterator[Hit]:
    """The source ends with a full stop and the target does not, or only the target does.

    Why: labels and sentences stand beside others of their kind; one with another ending is seen. Every script's stop
    counts, and languages that end sentences without one are not asked.

    Source: Weblate's check "Mismatched full stop"; Unicode Standard, Sentence_Terminal.
    """
    if len(pair.source) > _SHORT and len(pair.target) > _LABEL - 1:
        yield from _hits(pair, "stop")


@rule(
    "punctuation.colon", "warning", "linguistic-conventions", signs=_language.MARKS["colon"] + "՝",
    quiet="ignore-end-colon", never="jbo my", when=_watch("colon"), calm="ends",
    bad=[
        ex("Name:", "Nome"), ex("Name", "Nom\u00a0:", "fr"), ex("Password:", "كلمة المرور", "ar"),
        ex("Name:", "名称", "zh-CN"),
    ],
    good=[
        ex("Name:", "Nom\u00a0:", "fr"), ex("Name:", "名前：", "ja"), ex("As follows:", "以下のとおりです。", "ja"),
        ex("Name:", "Անուն՝", "hy"), ex("Name:", "ឈ្មោះ៖", "km"), ex("<b>Name:</b>", "<b>الاسم:</b>", "ar"),
    ],
)  # fmt: skip
def colon(pair: Pair) -> Iterator[Hit]:
    """The source ends with a colon and the target does not, or only the target does.

    Why: a colon joins a label to what the program puts after it.

    Source: Weblate's check "Mismatched colon"; Unicode CLDR, exemplar punctuation.
    """
    yield from _hits(pair, "colon")


@rule(
    "punctuation.question", "warning", "linguistic-conventions", signs=_language.MARKS["question"],
    quiet="ignore-end-question", never="jbo", when=_watch("question"), calm="ends",
    bad=[
        ex("Delete the file?", "Excluir o arquivo"), ex("Delete the file?", "Διαγραφή του αρχείου", "el"),
        ex("Delete the file", "Supprimer le fichier ?", "fr"), ex("Really delete?", "هل تريد الحذف", "ar"),
    ],
    good=[
        ex("Delete the file?", "Διαγραφή του αρχείου;", "el"), ex("Delete the file?", "هل تريد حذف الملف؟", "ar"),
        ex("Delete the file?", "ファイルを削除しますか。", "ja"), ex("Delete the file?", "Ջնջե՞լ ֆայլը", "hy"),
        ex("Delete the file?", "¿Eliminar el archivo?", "es"), ex("Delete the file?", "ፋይሉ ይሰረዝ፧", "am"),
    ],
)  # fmt: skip
def question(pair: Pair) -> Iterator[Hit]:
    """The source ends with a question mark and the target does not, or only the target does.

    Why: a question that reads as a statement is answered wrongly. Short headings that ask what or how are named in many
    languages, so there it is for information.

    Source: Weblate's check "Mismatched question mark"; Unicode CLDR, exemplar punctuation.
    """
    for hit in _hits(pair, "question"):
        yield replace(hit, severity="info") if _is_title(pair) else hit


def _is_title(pair: Pair) -> bool:
    """English asks in headings ("What's new?") where others name the thing, and guesses ("Perhaps …?") aloud.

    Thai and Lao ask with a word, and may leave the mark out.
    """
    if pair.unit.market in _UNMARKED or "Perhaps" in pair.source or "Maybe" in pair.source:
        return True
    return pair.source.startswith(_ASKING) and pair.source.count(" ") < _TITLE


@rule(
    "punctuation.exclamation", "info", "linguistic-conventions", signs=_language.MARKS["exclamation"],
    quiet="ignore-end-exclamation", never="jbo", when=_watch("exclamation"), calm="ends",
    bad=[ex("Well done!", "Muito bem"), ex("Done", "Fertig!", "de"), ex("Welcome!", "مرحبا", "ar")],
    good=[
        ex("Welcome!", "¡Te damos la bienvenida!", "es"), ex("Welcome!", "ようこそ！", "ja"),
        ex("Welcome!", "Բարի՛ գալուստ։", "hy"), ex("Watch out!", "¡Kontuz! ibili", "eu"),
    ],
)  # fmt: skip
def exclamation(pair: Pair) -> Iterator[Hit]:
    """The source ends with an exclamation mark and the target does not, or only the target does.

    Why: the tone changes. Languages differ in how loud they are, so this is for a person to weigh.

    Source: Weblate's check "Mismatched exclamation mark".
    """
    yield from _hits(pair, "exclamation")


@rule(
    "punctuation.ellipsis", "info", "linguistic-conventions", signs=".…⋯。", quiet="ignore-end-ellipsis",
    never="jbo", when=_watch("ellipsis"), calm="ends",
    bad=[ex("Save as…", "Salvar como"), ex("Loading...", "Laden", "de"), ex("Open", "Ouvrir…", "fr"),
         ex("Loading…", "読み込み中", "ja")],
    good=[ex("Loading...", "Laden…", "de"), ex("Loading…", "加载中……", "zh-CN"), ex("Save as…", "حفظ باسم...", "ar")],
)  # fmt: skip
def ellipsis(pair: Pair) -> Iterator[Hit]:
    """The source ends with an ellipsis and the target does not, or only the target does.

    Why: in menus an ellipsis says that a dialogue follows, in a message that work goes on. Many people leave it out
    where their language says the same in words, so this is for a person to weigh.

    Source: Weblate's check "Mismatched ellipsis"; human interface guidelines of Apple and GNOME (menus).
    """
    yield from _hits(pair, "ellipsis")


@rule(
    "punctuation.semicolon", "info", "linguistic-conventions", signs=_language.MARKS["semicolon"],
    quiet="ignore-end-semicolon", never="jbo el", when=_watch("semicolon"), calm="ends",
    bad=[ex("red, green;", "vermelho, verde"), ex("first item;", "العنصر الأول", "ar")],
    good=[ex("first item;", "العنصر الأول؛", "ar"), ex("Fish &amp;", "Peixe &"),
          ex("first item;", "第一项；", "zh-CN"), ex("your age", "votre âge\u00a0;", "fr"),
          ex("be proud; and", "فخورون؛", "ar")],
)  # fmt: skip
def semicolon(pair: Pair) -> Iterator[Hit]:
    """The source ends with a semicolon and the target does not, or only the target does.

    Why: it is a part of a list that is put together elsewhere. French, Portuguese, Spanish, Italian, Russian and
    Ukrainian close each item of a list with one where English has none; that is let alone.

    Source: Weblate's check "Mismatched semicolon".
    """
    yield from _hits(pair, "semicolon")
