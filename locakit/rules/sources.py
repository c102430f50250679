"""Source texts that are hard to translate well; asked once for each key of a market, on request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit import locales
from locakit.rules._kit import Hit, Pair, ex, rule, spans

_DOTS = re.compile(r"(?<![./\\])\.\.\.(?![./\\])")
_MAYBE = re.compile(r"[^\W\d_]\((?:s|es|n|en|e|er|x|ies)\)(?!\w)")
_UNNAMED = re.compile(
    r"%(?!\d+\$)[-+ 0#']*\d*(?:\.\d+)?(?:hh|h|ll|l|q|z|t|j|L)?[sdiuxXofFeEgGc@]|\{\}|\{!\w\}|\{:[^{}]*\}"
)
_WORDS = 150
_FULL = 0.85


def _source(pair: Pair) -> str:
    """The form of the source that says most."""
    return max(pair.unit.source.values(), key=len, default="")


@rule(
    "source.ellipsis", "info", "style", signs=".", quiet="ignore-ellipsis", opt_in=True, whole=True,
    when=lambda source, target: "..." in source,
    bad=[ex("Loading...", "Carregando…"), ex("Save as...", "حفظ باسم…", "ar"), ex("Loading...", "読み込み中…", "ja")],
    good=[ex("Loading…", "Carregando…"), ex("cd ../../..", "cd ../../.."), ex("Done.", "Feito.")],
)  # fmt: skip
def dots(pair: Pair) -> Iterator[Hit]:
    """The source has three full stops where the ellipsis is one character.

    Why: lines break between the dots, screen readers say "dot dot dot", and every translator must guess.

    Source: Weblate's check "Ellipsis"; Unicode CLDR, characters/ellipsis.
    """
    if _DOTS.search(_source(pair)):
        yield Hit("the source has ... for …")


@rule(
    "source.optional-plural", "info", "style", signs="(", quiet="ignore-optional-plural", opt_in=True, whole=True,
    when=lambda source, target: "(" in source,
    bad=[ex("{n} file(s) deleted", "{n} arquivo(s) excluído(s)"), ex("%d match(es)", "%d Treffer", "de"),
         ex("{n} file(s)", "{n} ملف", "ar")],
    good=[ex({"one": "{n} file", "other": "{n} files"}, {"one": "{n} Datei", "other": "{n} Dateien"}, "de"),
          ex("Call f(s) now", "Rufe f(s) auf", "de"), ex("Size (small)", "Größe (klein)", "de")],
)  # fmt: skip
def optional_plural(pair: Pair) -> Iterator[Hit]:
    """The source says ``file(s)`` where the format could hold plural forms.

    Why: most languages cannot bracket an ending, and some have six forms.

    Source: Weblate's check "Unpluralised"; GNU gettext manual, 11.2.6 (plural forms).
    """
    found = _MAYBE.search(_source(pair))
    if found and not pair.unit.plural and len(_before(pair, found)) > len("f(s)"):
        yield Hit(f"the source says {_before(pair, found)}")


def _before(pair: Pair, found: re.Match[str]) -> str:
    text = _source(pair)
    return text[max(0, found.start() - 40) : found.end()].split()[-1]


@rule(
    "source.unnamed-placeholders", "info", "style", signs="%{", quiet="ignore-unnamed-format", opt_in=True, whole=True,
    when=lambda source, target: source.count("%") > 1 or source.count("{") > 1,
    bad=[ex("%s of %s", "%s de %s", "pt-BR", "c-format"), ex("{} by {}", "{} de {}", "fr", "python-brace-format"),
         ex("%d of %d", "%d من %d", "ar", "c-format")],
    good=[ex("%1$s of %2$s", "%2$s の %1$s", "ja", "c-format"), ex("{a} of {b}", "{b} の {a}", "ja"),
          ex("%d%% done", "%d%% fait", "fr", "c-format")],
)  # fmt: skip
def unnamed(pair: Pair) -> Iterator[Hit]:
    """The source has two or more placeholders without name or number.

    Why: their order cannot be changed, and many languages need another one.

    Source: Weblate's check "Multiple unnamed variables"; GNU gettext manual, 4.3 (preparing strings).
    """
    text = _source(pair)
    found = [p.text for p in spans(text, pair.unit.flags) if _UNNAMED.fullmatch(p.text)]
    if len(found) > 1:
        yield Hit(f"the source has {len(found)} unnamed placeholders: {', '.join(found)}")


@rule(
    "source.long", "info", "style", opt_in=True, whole=True, quiet="ignore-long-source",
    when=lambda source, target: len(source) > 2 * _WORDS,
    bad=[ex("This text never ends. " * 50, "Este texto não termina. " * 50), ex("Word " * 200, "كلمة " * 200, "ar")],
    good=[ex("A short text.", "Um texto curto."), ex("An end.\n\n" * 60, "Um fim.\n\n" * 60)],
)  # fmt: skip
def long(pair: Pair) -> Iterator[Hit]:
    """One paragraph of the source has more than 150 words.

    Why: it is translated, reviewed and reused as a whole; any change of a word makes all of it stale.

    Source: W3C, Internationalization best practices (working with text segments); TAUS, source quality.
    """
    longest = max((len(part.split()) for part in _source(pair).split("\n\n")), default=0)
    if longest > _WORDS:
        yield Hit(f"a paragraph of the source has {longest} words")


@rule(
    "source.fills-limit", "info", "style", opt_in=True, whole=True, quiet="ignore-source-max-length",
    limited=True,
    bad=[ex("Add to basket", "Ao carrinho", limit=14), ex("Add to basket", "أضف", "ar", limit=13)],
    good=[ex("Add to basket", "Ao carrinho", limit=30), ex("Add to basket", "Ao carrinho")],
)  # fmt: skip
def fills(pair: Pair) -> Iterator[Hit]:
    """The English source fills more than 85 % of the length that the target may have.

    Why: most languages need more room than English, short labels often twice as much.

    Source: Weblate's check "Source too long"; W3C, Text size in translation.
    """
    limit, text = pair.unit.limit, _source(pair)
    if limit and locales.language(pair.unit.source_locale) == "en" and len(text) > _FULL * limit:
        yield Hit(f"the source has {len(text)} of {limit} characters")
