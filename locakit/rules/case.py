"""Capital letters: how a text begins, words that begin with two, shouting, acronyms that got lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.rules import _endings, _language
from locakit.rules._kit import Hit, Pair, ex, rule, words

_WORDS = re.compile(r"[^\W_]+(?:['’·.-][^\W_]+)*")
_ALPHABETS = [*map(chr, range(0x41, 0x588))]
"""Latin, Greek, Cyrillic and Armenian, each letter with its case."""

_UPPER, _LOWER = ("".join(filter(case, _ALPHABETS)) for case in (str.isupper, str.islower))
_EDGE = r"(?<![^\W_])(?<![.'’@/-])"
_TWO = re.compile(f"{_EDGE}([{_UPPER}]{{2}})([{_LOWER}]{{3,}})(?![\\w@./])")
_FLIPPED = re.compile(f"{_EDGE}([{_LOWER}])([{_UPPER}]{{3,}})(?![\\w@./])")
_ODD = f"[{_UPPER}]{{2}}(?:[{_LOWER}]{{3}}|(?<=[{_LOWER}][{_UPPER}]{{2}})[{_UPPER}])"
_ODD_THERE = re.compile(_ODD).search
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,5}(?![\w-])")
_COMMON = words("OK AND OR NOT YES NO ON OFF AM PM US UK UN EU ID IN IT")
"""What is in capitals and no acronym, or one that languages have their own for."""

_HEADS = words("ID IP TV PC CD HD OS UI AI IT IJ")
"""Acronyms that take endings, and a letter that is two in capitals (the Dutch IJ)."""

_CLITICS = ("'n ", "’n ", "'t ", "’t ", "'s ", "’s ", "'k ", "’k ")
_OPENERS = "\"'“„«¿¡(*_-–—•\u200e\u200f\u2066\u2067\u2068"
_FAR = 4
_ENDS = frozenset({"stop", "question", "exclamation"})
_SENTENCE = 4
_LOUD = 12


def _first(text: str) -> int:
    """Where the first letter stands; -1 where something else must be read before it."""
    for at, c in enumerate(text[:_FAR]):
        if c.isalpha():
            return at
        if not c.isspace() and c not in _OPENERS:
            return -1
    return -1


def _begins_otherwise(source: str, target: str) -> bool:
    return source[:1].isupper() and not target[:1].isupper() and source.count(" ") >= _SENTENCE - 1


@rule(
    "case.start", "warning", "linguistic-conventions", quiet="ignore-capital-start", never=_language.CASELESS_ALWAYS,
    when=_begins_otherwise, calm="cased",
    bad=[
        ex("The file was saved.", "o arquivo foi salvo."),
        ex("Delete this message now?", "удалить это сообщение?", "ru"),
        ex("The file was saved.", "το αρχείο αποθηκεύτηκε.", "el"),
    ],
    good=[
        ex("The file was saved.", "O arquivo foi salvo."), ex("Monday", "lundi", "fr"), ex("Saved", "تم الحفظ", "ar"),
        ex("Allow iPhone to connect.", "iPhone verbinden.", "de"), ex("{n} Files", "{n} fichiers", "fr"),
        ex("The cow moos.", "'n Koei bulk.", "af"), ex("the file was saved", "Datei wurde gespeichert", "de"),
        ex("Edit your profile now.", "プロフィールを編集", "ja"), ex("The city.", "'s Avonds is de stad.", "nl"),
    ],
)  # fmt: skip
def start(pair: Pair) -> Iterator[Hit]:
    """A sentence of the source begins with a capital, the target's with a small letter.

    Why: it reads as a fragment. Single words (names of days, languages) and scripts without capitals are not asked.

    Source: pofilter's test "startcaps"; Unicode Standard, 5.18 (case).
    """
    if not _language.has_case(pair.unit.market) or not _language.has_case(pair.unit.source_locale):
        return
    source, target = pair.masked()
    here, there = _first(source), _first(target)
    if here < 0 or there < 0 or not source[here].isupper() or not target[there].islower():
        return
    if source[here : here + 2].isupper() or not _is_sentence(pair) or target.lstrip("\"'«“ ").startswith(_CLITICS):
        return
    word = _WORDS.match(target, there)
    if word and (word[0] in pair.source or not word[0].islower()):
        return
    yield Hit("the target begins with a small letter", (there, there + 1), fix=_raised(pair, target[there]))


def _is_sentence(pair: Pair) -> bool:
    if pair.source.count(" ") < _SENTENCE - 1 or pair.source.rstrip().endswith(")"):
        return False
    source = _endings.ending(pair.source, pair.unit.source_locale).kinds
    target = _endings.ending(pair.target, pair.unit.market).kinds
    return not _ENDS.isdisjoint(source) and not _ENDS.isdisjoint(target)


def _raised(pair: Pair, letter: str) -> str | None:
    """The capital, where it is one letter and the same in every language with the alphabet (Turkish i is not)."""
    upper = letter.upper()
    turkic = _language.language(pair.unit.market) in ("tr", "az", "crh", "tt", "ga", "gd")
    return upper if len(upper) == 1 and not turkic else None


@rule(
    "case.mixed", "warning", "linguistic-conventions", quiet="ignore-multiple-capital", never="ga gd",
    grep=_ODD,
    bad=[ex("Hello there", "OLhem para cá"), ex("Save the file", "SAlvar o arquivo"),
         ex("Save it", "СОхранить это", "ru"),
         ex("Save it", "sALVAR isto")],
    good=[ex("Two PCs", "Dois PCs"), ex("Use OAuth", "Use OAuth"), ex("Two IDs", "Zwei IDs", "de"),
          ex("Open the PDFs", "Abrir os PDFs"), ex("McDonald", "McDonald"), ex("iOS app", "app iOS"),
          ex("URLs", "URLer", "sv"), ex("All CDs", "Az összes CDket", "hu")],
)  # fmt: skip
def mixed(pair: Pair) -> Iterator[Hit]:
    """A word begins with two capitals, or has a small letter before its capitals.

    Why: it is a slip of the shift or caps-lock key.

    Source: pofilter's test "simplecaps"; Weblate's check "Multiple capitals".
    """
    target = pair.target
    if not _language.has_case(pair.unit.market) or _ODD_THERE(pair.source):
        return
    text = pair.masked()[1]
    found = next((m for p in (_TWO, _FLIPPED) for m in p.finditer(text) if not _known(pair, m)), None)
    if found:
        yield Hit(f"odd capitals in {target[slice(*found.span())]!r}", found.span())


def _known(pair: Pair, found: re.Match[str]) -> bool:
    """An acronym with an ending, or a word that the source writes so."""
    head = found[1]
    return head in _HEADS or head in pair.source or found[0] in pair.source


@rule(
    "case.shouting", "warning", "linguistic-conventions", quiet="ignore-all-capitals", word=lambda market: str.isupper,
    when=lambda source, target: target.isupper() and not source.isupper(),
    bad=[ex("Save all the files", "SALVAR TODOS OS ARQUIVOS"), ex("Save all files", "СОХРАНИТЬ ВСЕ ФАЙЛЫ", "ru")],
    good=[ex("SAVE ALL FILES", "SALVAR TODOS OS ARQUIVOS"), ex("Save as PDF", "PDF"), ex("Save", "保存 PDF", "ja"),
          ex("Save all", "HTTP API", "fr"), ex("USB DVD RAID", "USB DVD RAID")],
)  # fmt: skip
def shouting(pair: Pair) -> Iterator[Hit]:
    """The target is in capitals only, the source is not.

    Why: capitals read as shouting and are harder to read; where a design wants them, the style sheet makes them.

    Source: pofilter's test "simplecaps"; WCAG 2.2, understanding readable text.
    """
    source, target = pair.masked()
    found = _WORDS.findall(target)
    letters = [w for w in found if w.isupper() and w not in source]
    if (
        not _language.has_case(pair.unit.market)
        or " " not in source.strip()
        or len(letters) < 2
        or sum(map(len, letters)) < _LOUD
    ):
        return
    if not any(map(str.islower, found)):
        yield Hit("the target is in capitals only")


@rule(
    "case.acronym", "info", "terminology", quiet="ignore-acronyms", never="ar ca he nqo ug fa ur", opt_in=True,
    when=lambda source, target: not source.islower() and source[1:] != target[1:],
    bad=[ex("Send an SMS now", "Enviar uma mensagem"), ex("Export as CSV", "Экспорт", "ru"),
         ex("Use HTTP", "使用协议", "zh-CN")],
    good=[ex("Send an SMS now", "Enviar um SMS"), ex("I am OK", "Estou bem"), ex("HELLO WORLD", "OLÁ MUNDO"),
          ex("Export as CSV", "CSVでエクスポート", "ja")],
)  # fmt: skip
def acronym(pair: Pair) -> Iterator[Hit]:
    """An acronym of the source is not in the target.

    Why: technical ones (SMS, CSV, HTTP) are the same everywhere, and readers look for them. Others are translated, so
    this is asked only on request.

    Source: pofilter's test "acronyms".
    """
    if pair.source.isupper():
        return
    source, target = pair.masked()
    for name in dict.fromkeys(_ACRONYM.findall(source)):
        if name not in _COMMON and name not in target.upper():
            yield Hit(f"the acronym {name} is not in the target")
