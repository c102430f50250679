"""Faults that the packs of the markets and glossaries speak of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random

from benchmarks._fault import Kind, Turn, of_kinds, on_text, sides
from locakit import locales
from locakit.doors import Rule
from locakit.model import Unit
from locakit.rules import terms
from locakit.terms import Termbase, parse_glossary

_NAME = re.compile(r"(?<![\w'-])[A-Z][a-z]{4,}(?![\w'-])")
_WORD = re.compile(r"(?<![\w'-])[a-z]{5,}(?![\w'-])")
_OTHER = "Zyxwv"


def _in(languages: str, pattern: str, new: str) -> Turn:
    """In markets of some languages, the first place that a pattern fits is written anew."""
    compiled = re.compile(pattern)

    def broken(source: str, target: str, unit: Unit, pick: Random) -> str | None:
        mine = unit.market in languages.split() or locales.language(unit.market) in languages.split()
        plain = mine and not of_kinds(target, unit, "tag code url icu") and "->" not in target
        return compiled.sub(new, target, count=1) if plain else None

    return broken


def _words(unit: Unit, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """A word of the source and the target's word that is taken to be its translation."""
    _, source, target = sides(unit)
    plain = len(unit.target) == 1 and not re.search(r"[<{%&`$:/@]", source + target)
    here, there = (pattern.findall(text) if plain else [] for text in (source, target))
    once = [w for w in here if source.lower().count(w.lower()) == 1]
    same = [w for w in there if target.lower().count(w.lower()) == 1]
    return (once[0], same[-1]) if once and same else None


def _kept(unit: Unit) -> str | None:
    """A name of the source that the target has, too."""
    _, source, target = sides(unit)
    names = [w for w in _NAME.findall(source) if source.count(w) == target.count(w) == 1]
    plain = names and len(unit.target) == 1 and not re.search(r"[<{%&`$:/@]", source + target)
    return names[0] if plain else None


def _renamed(unit: Unit, pick: Random) -> Unit | None:
    form, _, target = sides(unit)
    name = _kept(unit)
    return replace(unit, target={form: target.replace(name, _OTHER)}) if name else None


def _another_word(unit: Unit, pick: Random) -> Unit | None:
    form, _, target = sides(unit)
    two = _words(unit, _WORD)
    return replace(unit, target={form: target.replace(two[1], _OTHER.lower())}) if two else None


def _number_marks(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = re.search(r"(?<![\d.,])\d+,\d+(?=[ \u00a0\u202f]?(?:%|[kкcс][gгmм]\b|[MGМГ]i?[BБ]\b))", target)
    same = found and found[0].replace(",", ".") in source
    sure = locales.language(unit.market) != "es"
    return target.replace(found[0], found[0].replace(",", ".")) if found and same and sure else None


@cache
def _made(entry: str, market: str) -> tuple[Rule, ...]:
    return tuple(terms.rules(Termbase([parse_glossary("made.yaml", f"terms: [{entry}]")], "en", market)))


def _names(unit: Unit) -> list[Rule]:
    return list(_made(f"{{source: {_kept(unit)}, dnt: true}}", unit.market))


def _glossary(unit: Unit) -> list[Rule]:
    two = _words(unit, _WORD) or ("", "")
    return list(_made(f"{{source: {two[0]!r}, {unit.market}: {two[1]!r}}}", unit.market))


FAULTS: dict[str, Kind] = {
    "name translated": Kind(("terms.dnt",), _renamed, terms=_names),
    "term not used": Kind(("terms.missing",), _another_word, terms=_glossary),
    "French: space before a mark lost": on_text(
        "fr.spacing", broken=_in("fr", "(?<=\\w)[ \u00a0\u202f](?=[;!?])", ""), tone=True
    ),
    "Spanish: opening mark lost": on_text("es.paired", broken=_in("es", "^[¿¡](?=[^¿¡]*$)", ""), tone=True),
    "Arabic: comma of the Latin script": on_text("ar.punctuation", broken=_in("ar", "(?<=\\w)، ", ", "), tone=True),
    "Chinese: comma of the Latin script": on_text("zh.punctuation", broken=_in("zh", "(?<=\\w)，", ","), tone=True),
    "Chinese: traditional character": on_text("zh-CN.traditional", broken=_in("zh-CN", "设", "設"), tone=True),
    "number with another market's marks": on_text("root.numbers", broken=_number_marks, tone=True),
    "mark twice": on_text(
        "root.repeated-mark", broken=_in("pt es ru fr de uk el it", r"(?<=\w), (?=\w)", ",, "), tone=True
    ),
}
