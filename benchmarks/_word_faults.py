"""Faults of language, letters, numbers, addresses, length, plurals and of texts beside each other."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from benchmarks._fault import Kind, Seed, Turn, of_kinds, on_text, sides
from benchmarks._sentences import TEXTS
from locakit import locales
from locakit.model import Unit
from locakit.rules import _function_words

_LOOK = {"Cyrl": str.maketrans("аеорсх", "aeopcx"), "Grek": str.maketrans("οανρ", "oavp")}
_FROM_LATIN = str.maketrans("aeopcx", "аеорсх")
_PLAIN = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"(?<![\w.,:/%$#-])[2-9]\d{1,3}(?![\w.,:/%-])")
_CJK = ("ja", "zh", "yue", "ko")
_FOREIGN = {"Cyrl": "ταμα", "Grek": "тема", "Latn": "тема"}


def _alone(unit: Unit) -> bool:
    return len(unit.target) == 1 and not unit.plural and not {"icu-message-format", "fluent"} & unit.flags


def _other_language(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    mine = locales.language(unit.market)
    by_language = {locales.language(m): text for m, text in TEXTS.items()}
    others = [text for lang, text in by_language.items() if not _function_words.related(lang, mine)]
    known = mine in by_language
    return pick.choice(others) if known and len(target) > 40 and _alone(unit) else None


def _look_alike(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    table = _LOOK.get(locales.script(unit.market), _FROM_LATIN if locales.script(unit.market) == "Latn" else None)
    if table is None:
        return None
    words = [m for m in re.finditer(r"(?<![\w{%$<&/@.-])[^\W\d_]{5,}(?![\w}>/@.-])", target) if m[0] not in source]
    for word in words if _alone(unit) and not of_kinds(target, unit, "tag code brace mustache") else ():
        at = next((n for n, c in enumerate(word[0]) if c.translate(table) != c), None)
        if at is not None:
            spot = word.start() + at
            return target[:spot] + target[spot].translate(table) + target[spot + 1 :]
    return None


def _foreign_word(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    word = _FOREIGN.get(locales.script(unit.market), "тема")
    gap = re.search(r"(?<=[^\W\d_]) (?=[^\W\d_])", target)
    return f"{target[: gap.start()]} {word}{target[gap.start() :]}" if gap and _alone(unit) else None


def _number(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    for found in _DIGITS.finditer(target):
        text = found[0]
        if len(re.findall(rf"(?<!\d){text}(?!\d)", source)) == 1 == len(re.findall(rf"(?<!\d){text}(?!\d)", target)):
            return target[: found.start()] + str(int(text) + 11) + target[found.end() :]
    return None


def _more_numbers(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    plain = not any(map(str.isdigit, source + target)) and not of_kinds(target, unit, "printf numbered brace mustache")
    return f"{target} 4711" if plain and target[-1:].isalpha() and _alone(unit) else None


def _address(old: str, new: str) -> Turn:
    def broken(source: str, target: str, unit: Unit, pick: Random) -> str | None:
        both = re.search(r"https?://[a-z]+\.[a-z.]+/?\w", source) and re.search(r"https?://[a-z]+\.[a-z.]+/?\w", target)
        plain = not re.search(r"example\.(?:com|org|net)|\*|res://", source) and target.count("://") == 1
        return re.sub(old, new, target, count=1) if both and plain and _alone(unit) else None

    return broken


def _resized(factor: float) -> Turn:
    def broken(source: str, target: str, unit: Unit, pick: Random) -> str | None:
        plain = 60 < len(source) < 400 and len(target) > 45 and not re.search(r"[<{%&`$:\n]", source + target)
        size = len(target)
        return (f"{target} " * 5).strip() if plain and factor > 1 else target[: int(size * factor)] if plain else None

    return broken


def _limited(flag: str) -> Seed:
    """The text stands as it is; the limit is one smaller than it needs."""

    def seed(unit: Unit, pick: Random) -> Unit | None:
        _, source, target = sides(unit)
        plain = target.isprintable() and len(target) > 6 and not re.search(r"[<&%{\u0300-\u036f]", target)
        size = len(target.encode()) if flag == "max-bytes:" else len(target)
        wide = flag == "max-width:" and not target.isascii()
        fits = plain and _alone(unit) and len(source) < size and not wide and unit.limit is None
        return replace(unit, flags=unit.flags | {f"{flag}{size - 1}"}) if fits else None

    return seed


def _lined(unit: Unit, pick: Random) -> Unit | None:
    target = sides(unit)[2]
    lines = target.strip().count("\n")
    return replace(unit, flags=unit.flags | {f"max-lines:{lines}"}) if lines and _alone(unit) else None


def _flagged(*flags: str, end: str = "") -> Seed:
    def seed(unit: Unit, pick: Random) -> Unit | None:
        form, _, target = sides(unit)
        out = replace(unit, flags=unit.flags | set(flags), target={**unit.target, form: target + end})
        return out if _alone(unit) and target[-1:].isalnum() else None

    return seed


def _name_lost(unit: Unit, pick: Random) -> Unit | None:
    form, source, target = sides(unit)
    names = [w for w in re.findall(r"(?<!\w)[A-Z][a-z]{4,}(?!\w)", source) if source.count(w) == target.count(w) == 1]
    if not names or not _alone(unit) or not target.replace(names[0], "").strip():
        return None
    flags = unit.flags | {f"placeholders:{names[0]}"}
    return replace(unit, flags=flags, target={**unit.target, form: target.replace(names[0], "")})


def _form(gone: bool) -> Seed:
    """A form that the language needs is emptied, or is not there."""

    def seed(unit: Unit, pick: Random) -> Unit | None:
        forms = [c for c in locales.needed(unit.market, unit.flags) if unit.target.get(c)]
        if not unit.plural or len(forms) < 2:
            return None
        form = pick.choice(forms)
        kept = {c: t for c, t in unit.target.items() if c != form}
        return replace(unit, target=kept if gone else {**unit.target, form: ""})

    return seed


def _emptied(unit: Unit, pick: Random) -> Unit | None:
    form, source, _ = sides(unit)
    named = any(map(str.isalnum, source)) and _alone(unit)
    return replace(unit, target={form: " "}) if named else None


def _again(copied: bool) -> Seed:
    """The same source once more: with another translation, or with none but itself."""

    def seed(unit: Unit, pick: Random) -> Unit | None:
        form, source, target = sides(unit)
        words = _PLAIN.findall(source)
        long = len(words) > 5 and source[-1:] == "." and not of_kinds(source, unit, "tag code")
        short = 1 <= len(words) <= 3 and source.isalpha() and len(source) > 3 and source[1:].islower()
        if not _alone(unit) or source == target or not (short if copied else long):
            return None
        key = f"{unit.key}-again" if "\x04" not in unit.key else unit.key
        return replace(unit, key=key, target={form: source if copied else target[::-1]})

    return seed


def _doubled(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    particles = {"ja": "をにが", "zh": "的"}.get(locales.language(unit.market), "")
    found = next((c for c in particles if target.count(c) == 1 and f"目{c}" not in target), "")
    return target.replace(found, found * 2) if found and _alone(unit) else None


FAULTS: dict[str, Kind] = {
    "another language": on_text("language.wrong", "letters.script", "letters.alphabet", broken=_other_language),
    "look-alike letter": on_text("letters.mixed", broken=_look_alike),
    "word in another script": on_text("letters.script", broken=_foreign_word),
    "character twice": on_text("text.duplicate-characters", broken=_doubled),
    "number changed": on_text("numbers.missing", "numbers.extra", broken=_number),
    "number added": on_text("numbers.extra", broken=_more_numbers),
    "address changed": on_text("urls.changed", broken=_address(r"(https?://\w)", r"\1x")),
    "address with a space": on_text("urls.damaged", broken=_address(r"(https?:)//", r"\1 //")),
    "cut off": on_text("length.ratio", broken=_resized(0.1)),
    "five times as long": on_text("length.ratio", broken=_resized(5)),
    "too many characters": Kind(("length.max",), _limited("max-length:")),
    "too many bytes": Kind(("length.bytes",), _limited("max-bytes:")),
    "too wide": Kind(("length.width",), _limited("max-width:")),
    "too many lines": Kind(("length.lines",), _lined),
    "limit that is none": Kind(("length.flag",), _flagged("max-length:x")),
    "not as its pattern says": Kind(("placeables.regex",), _flagged("regex:^[^!]*$", end="!")),
    "address wanted": Kind(("urls.url",), _flagged("url")),
    "character that is not allowed": Kind(("text.valid-characters",), _flagged(r"valid-characters:a-z", end="§")),
    "protected word lost": Kind(("placeables.custom",), _name_lost),
    "plural form empty": Kind(("plurals.missing", "text.empty"), _form(gone=False)),
    "plural form gone": Kind(("plurals.missing",), _form(gone=True)),
    "text emptied": Kind(("text.empty",), _emptied),
    "translated in two ways": Kind(("consistency.sentence",), _again(copied=False), beside=True),
    "translated elsewhere": Kind(("consistency.untranslated",), _again(copied=True), beside=True),
}
