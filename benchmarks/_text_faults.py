"""Faults of text, seeded into good translations: for each kind, which rule must find it and how it is made."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from locakit import locales
from locakit.rules import _language

Break = Callable[[str, str, str], str | None]
"""Source, target and market to the broken target; None where the pair has nothing to break."""


@dataclass(frozen=True)
class Fault:
    """One kind of fault."""

    rule: str
    """The rule that must find it."""
    broken: Break


def _last(kind: str) -> Break:
    """Take the final mark of a kind away."""

    def broken(source: str, target: str, market: str) -> str | None:
        ours, theirs = _language.marks("en"), _language.marks(market)
        if not source or ours.get(source[-1]) != kind or theirs.get(target[-1:]) != kind or len(target) < 6:
            return None
        if kind == "stop" and (source.endswith("...") or locales.language(market) in _language.NO_STOP.split()):
            return None
        cut = target.rstrip("".join(c for c, k in theirs.items() if k == kind) + " \u00a0\u202f")
        return cut if cut and cut[-1].isalnum() and " " in source else None

    return broken


def _ellipsis(source: str, target: str, market: str) -> str | None:
    if not source.endswith(("...", "…")) or not target.endswith(("...", "…")):
        return None
    cut = target.rstrip(".…。 ")
    return cut if cut and cut[-1].isalnum() else None


def _unclosed(source: str, target: str, market: str) -> str | None:
    if any(source.count(c) != 1 for c in "()") or "%(" in source:
        return None
    closing = [c for c in target if c in ")）"]
    return target.replace(closing[0], "") if len(closing) == 1 and len(re.findall("[(（]", target)) == 1 else None


def _unquoted(source: str, target: str, market: str) -> str | None:
    marks = re.findall('["“”„«»「」]', target)
    if source.count('"') != 2 or len(marks) != 2 or re.search(r"[\d<&\\]", target):
        return None
    return target[: target.rindex(marks[1])] + target[target.rindex(marks[1]) + 1 :]


def _spaced(source: str, target: str, market: str) -> str | None:
    words = re.search(r"(?<=[^\W\d_]) (?=[^\W\d_])", target)
    plain = words and "  " not in source and "<" not in target
    return target[: words.start()] + " " + target[words.start() :] if words and plain else None


def _after(text: str) -> Break:
    return lambda source, target, market: target + text if source[-1:].isalnum() and target[-1:].isalnum() else None


def _swapped(there: str, instead: str) -> Break:
    """Every ``there`` of the target becomes ``instead``; both texts have the same number of them inside."""

    def broken(source: str, target: str, market: str) -> str | None:
        same = 0 < source.strip().count(there) == target.strip().count(there) and (
            instead == " " or instead not in source
        )
        head, core = target[: len(target) - len(target.lstrip())], target.strip()
        return head + core.replace(there, instead) + target[len(target.rstrip()) :] if same else None

    return broken


def _inside(mark: str) -> Break:
    def broken(source: str, target: str, market: str) -> str | None:
        word = re.search(r"[^\W\d_]{4,}", target)
        if locales.language(market) in ("th", "lo", "km", "my"):
            return None
        return target[: word.start() + 2] + mark + target[word.start() + 2 :] if word else None

    return broken


def _mojibake(codec: str) -> Break:
    def broken(source: str, target: str, market: str) -> str | None:
        if target.isascii() or (codec == "cp1251") != (locales.script(market) == "Cyrl"):
            return None
        try:
            return target.encode("utf-8").decode(codec)
        except UnicodeDecodeError:
            return None

    return broken


def _asked(source: str, target: str, market: str) -> str | None:
    cut = re.sub(r"[^\x00-\x7f]", "?", target)
    return cut if re.search(r"[^\W\d_][?]{3}|^[?]{3,}[ ?]*$", cut) and "?" not in source and "?" not in target else None


def _twice(source: str, target: str, market: str) -> str | None:
    never = f" {_language.REDUPLICATING} ja zh yue ".split()
    lang = locales.language(market)
    words = re.findall(r"(?<!\S)[^\W\d_]{3,}(?= [^\W\d_])", target)
    usual = _language.DOUBLED.get(lang, frozenset())
    if lang in never or not words or words[-1].lower() in usual or re.search(r"\b(\w+)\W+\1\b", source, re.I):
        return None
    return re.sub(rf"(?<!\S){words[-1]}(?= [^\W\d_])", f"{words[-1]} {words[-1]}", target, count=1)


def _small(source: str, target: str, market: str) -> str | None:
    sentence = (
        "..." not in source
        and source[:1].isupper()
        and source[-1:] in ".?!"
        and source.count(" ") > 2
        and source[:2] != source[:2].upper()
    )
    word = target.split(" ")[0]
    fits = (
        sentence
        and target[:1].isupper()
        and word[1:].islower()
        and target[-1:] in ".?!;"
        and word.lower() not in source.lower()
        and "'" not in word
    )
    return target[:1].lower() + target[1:] if fits else None


def _shifted(source: str, target: str, market: str) -> str | None:
    word = re.match(r"([^\W\d_])([^\W\d_])([^\W\d_]{3,})(?=\s|$)", target)
    if not word or not word[1].isupper() or not (word[2] + word[3]).islower() or word[0] in source:
        return None
    return target[0] + target[1].upper() + target[2:] if len(target[1].upper()) == 1 else None


def _loud(source: str, target: str, market: str) -> str | None:
    cased = _language.has_case(market) and locales.script(market) != "Hang" and market != "lo"
    plain = cased and not re.search(r"[{%<&@$:/\\]", target) and source.count(" ") > 2 and target.count(" ") > 2
    upper = target.upper()
    return upper if plain and upper != target and sum(w not in source for w in upper.split()) > 3 else None


def _copied(source: str, target: str, market: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", source)
    near = locales.language(market) in ("en", "ia", "sco")
    return source if not near and len(words) > 4 and source[-1:] in ".?!" and source != target else None


def _glued(source: str, target: str, market: str) -> str | None:
    found = re.search(r"(?<=[^\W\d_]{4}[.!?]) (?=[A-ZÀ-ÞА-ЯΑ-Ω][^\W\d_]{3})", target)
    if not found or locales.language(market) in ("zh", "ja", "th", "lo", "km", "my"):
        return None
    word = target[: found.start()].split()[-1]
    return target[: found.start()] + target[found.end() :] if word.rstrip(".!?").islower() else None


def _lead(source: str, target: str, market: str) -> str | None:
    both = re.match(r"[-–—•] \w", source) and re.match(r"[-–—•] \w", target)
    return target[2:] if both else None


def _renamed(names: str) -> Break:
    """A name that programs read is changed by one letter."""

    def broken(source: str, target: str, market: str) -> str | None:
        known = re.findall(names, source) if "`" not in source else []
        found = next((m for m in known if source.count(m) == 1 and target.count(m) == 1), None)
        return target.replace(found, found[:3] + "é" + found[3:]) if found else None

    return broken


def _key(source: str, target: str, market: str) -> str | None:
    found = _language.has_case(market) and re.match(r"&[A-Z]", source) and re.match(r"&[^\W\d_]", target)
    return target[1:] if found else None


FAULTS: dict[str, Fault] = {
    "stop lost": Fault("punctuation.stop", _last("stop")),
    "question mark lost": Fault("punctuation.question", _last("question")),
    "colon lost": Fault("punctuation.colon", _last("colon")),
    "exclamation mark lost": Fault("punctuation.exclamation", _last("exclamation")),
    "ellipsis lost": Fault("punctuation.ellipsis", _ellipsis),
    "bracket open": Fault("punctuation.brackets", _unclosed),
    "quote open": Fault("punctuation.quotes", _unquoted),
    "double space": Fault("whitespace.double", _spaced),
    "space at the end": Fault("whitespace.edges", _after(" ")),
    "line end added": Fault("whitespace.edges", _after("\n")),
    "line ends lost": Fault("whitespace.lines", _swapped("\n", " ")),
    "tabs lost": Fault("whitespace.tabs", _swapped("\t", " ")),
    "line end escaped": Fault("escapes.count", _swapped("\n", "\\n")),
    "escape broken": Fault("escapes.broken", _swapped("\\n", "\\ n ")),
    "invisible space": Fault("text.zero-width", _inside("\u200b")),
    "direction turned": Fault("text.bidi", _inside("\u202e")),
    "replacement character": Fault("text.encoding", _inside("\ufffd")),
    "wrongly decoded": Fault("text.encoding", _mojibake("cp1252")),
    "wrongly decoded Cyrillic": Fault("text.encoding", _mojibake("cp1251")),
    "letters lost": Fault("text.lost-letters", _asked),
    "entity escaped twice": Fault("text.double-escaped", _swapped("&amp;", "&amp;amp;")),
    "word twice": Fault("text.duplicate-words", _twice),
    "small letter": Fault("case.start", _small),
    "two capitals": Fault("case.mixed", _shifted),
    "capitals only": Fault("case.shouting", _loud),
    "not translated": Fault("text.same-as-source", _copied),
    "sentences glued": Fault("punctuation.glued", _glued),
    "dash lost": Fault("punctuation.begin", _lead),
    "option translated": Fault("code.options", _renamed(r"(?<![\w-])--[a-z][a-z-]+[a-z]")),
    "function translated": Fault("code.functions", _renamed(r"(?<![\w.:>])[a-z]\w{3,}\(\)")),
    "path translated": Fault("code.paths", _renamed(r"(?<![\w:/.<])/(?:etc|usr|var|home)/[a-z/]+")),
    "access key lost": Fault("accelerators.marker", _key),
}


def seeded(name: str, source: str, target: str, market: str) -> str | None:
    """The target with the fault; None where this pair cannot have it, or already did."""
    if not target.strip() or not source.strip():
        return None
    out = FAULTS[name].broken(source, target, market)
    return out if out and out != target else None


def sample(pairs: list[tuple[str, str, str]], name: str, most: int, seed: int = 1) -> list[tuple[str, str, str, str]]:
    """Up to ``most`` pairs that take the fault: source, good target, broken target, market."""
    order = random.Random(seed).sample(pairs, len(pairs))
    out: list[tuple[str, str, str, str]] = []
    for source, target, market in order:
        bad = seeded(name, source, target, market)
        if bad:
            out.append((source, target, bad, market))
        if len(out) == most:
            break
    return out
