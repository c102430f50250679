"""Hostile texts through the ladder with an engine that mangles: whole or nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import icu
from locakit.doors import Can
from locakit.ladder import Job, translate
from locakit.placeables import compare
from tests.test_ladder import ICU, Engine, other


class Mangler(Engine):
    """Drops, doubles, reorders, translates, changes case, adds junk, or answers nothing: as its seed says."""

    def __init__(self, seed: int, schemes: tuple[str, ...]) -> None:
        super().__init__(self.mangle, Can(schemes=schemes))
        self.random = random.Random(seed)

    def mangle(self, text: str) -> str:
        words = text.split(" ")
        for _ in range(self.random.choice((0, 0, 1, 2))):
            at = self.random.randrange(len(words))
            do = self.random.randrange(8)
            if do == 0:
                del words[at]
                words = words or [""]
            elif do == 1:
                words.insert(at, words[at])
            elif do == 2:
                self.random.shuffle(words)
            elif do == 3:
                words[at] = words[at].swapcase()
            elif do == 4:
                words.insert(
                    at, self.random.choice(("{x}", "%s", "</b>", "(em", "'", "{", "}", "#", "[X1]", "1", '"', "<!--"))
                )
            elif do == 5:
                return self.random.choice(("", " ", "\n", "x"))
            elif do == 6:
                words[at] = words[at].replace("[", "").replace("]", "").replace("0", "o")
            else:
                words[at] = "".join(reversed(words[at]))
        return " ".join(words)


SIGNS = """\
Hello world {name} {count} %s %d %1$s %B %Y <b> </b> <br/> <a> </a> {{x}} l' &amp; &lt; `code` [text](http://u) ** * _
مرحبا שלום 😀 '{' '' 5 1,000 . ! : [X1] Zorblax VAR_0 7001 " ( ) # % { } < http://x.org/{id} $t(a) %{a} SALE
— … “ ” ’ \\ \u200f
<x> [b] [/b] :name PDF (s)"""
PIECES = st.sampled_from(
    [*SIGNS.split(), "\n", "\r\n", "\u00a0", "word " * 40, '<a href="x">', "Add To Cart", "the the"]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", ""])), max_size=14).map(
    lambda pieces: "".join(a + b for a, b in pieces)
)
CHOICES = st.sampled_from(
    ["{g, select, m {%s} other {%s}}", "{n, plural, one {# %s} other {%s #}}", "{n,plural,=0{%s}other{%s}}"]
)
WORDS = ["Hello ", "{name} ", "it's ", "<b>x</b> ", "'{' ", "%s ", "مرحبا ", "😀", "{d, date} ", "l''", "SALE "]
SAFE = st.lists(st.sampled_from(WORDS), max_size=4).map("".join)
MESSAGES = st.recursive(
    SAFE,
    lambda inner: st.tuples(SAFE, CHOICES, inner, inner, SAFE).map(lambda t: t[0] + t[1] % (t[2], t[3]) + t[4]),
    max_leaves=4,
)
SCHEMES = st.sampled_from(
    [("bracket", "name", "var", "number", "split"), ("xml",), ("llm",), ("number", "split"), ("name",)]
)
MARKETS = st.sampled_from(["pt-BR", "fr-FR", "ar-SA", "ru", "ja", "tr"])
FLAGS = st.sampled_from([frozenset(), frozenset({"md-text"}), frozenset({"c-format"})])


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), SCHEMES, MARKETS, FLAGS, st.integers(0, 10**6), st.booleans())
def test_nothing_broken_is_ever_given(
    texts: list[str], schemes: tuple[str, ...], market: str, flags: frozenset[str], seed: int, plural: bool
) -> None:
    forms = [{"one": t, "other": t} if plural else {"other": t} for t in texts]
    results = translate(Mangler(seed, schemes), [Job(f, plural, flags) for f in forms], "en", market)
    for text, result in zip(texts, results, strict=True):
        if result.forms is None:
            assert result.reason.startswith("mt.unprotected: ")
            continue
        for target in result.forms.values():
            assert compare(text, target, flags) == []
            assert len(text) - len(text.lstrip()) == len(target) - len(target.lstrip())
            assert len(text) - len(text.rstrip()) == len(target) - len(target.rstrip())


@settings(max_examples=80, deadline=None)
@given(MESSAGES, SCHEMES, MARKETS, st.integers(0, 10**6))
def test_no_broken_icu_is_ever_given(message: str, schemes: tuple[str, ...], market: str, seed: int) -> None:
    (result,) = translate(Mangler(seed, schemes), [Job({"other": message}, flags=ICU)], "en", market)
    if result.forms is not None:
        assert icu.faults(message, result.forms["other"], market) == []


@pytest.mark.parametrize(
    "piece", ["{a} ", "<b>", "word ", "`", "{", "{n, plural, other {", "%s", "(", "— ", "'", "*a", "aA", "[X1]", "\n"]
)
def test_long_hostile_texts(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    for flags in (frozenset[str](), ICU, frozenset({"md-text"})):
        for engine in (Engine(lambda t: t), Mangler(1, ("bracket", "split"))):
            (result,) = translate(engine, [Job({"other": text}, flags=flags)], "en", "pt-BR")
            assert result.forms is None or compare(text, other(result), flags) == []
