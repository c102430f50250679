"""The bench asks every rule that could find something: never fewer than asking each rule of each unit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import check, placeables
from locakit.market import resolve
from locakit.market.needles import needles
from locakit.model import Unit
from locakit.rules import registry
from locakit.rules._alike import other_tags, same_marks
from locakit.rules._kit import PageRule, Pair, ex, rule
from locakit.shell import packs

RULES = [r for r in registry.rules() if isinstance(r, PageRule)]
EXAMPLES = [unit for r in RULES for unit in (*r.bad, *r.good)]


def plainly(units: list[Unit], rules: list[PageRule]) -> list[tuple[str, str, str]]:
    """What the rules find one by one."""
    return [(u.key, f.rule, f.message) for u in units for r in rules if not r.opt_in for f in r.check([u])]


def benched(units: list[Unit], rules: list[PageRule]) -> list[tuple[str, str, str]]:
    """What the bench finds."""
    return [(f.key, f.rule, f.message) for f in check.run(units, rules)]


def test_all_examples_at_once_come_to_what_each_comes_to() -> None:
    units = [replace(u, key=str(n)) for n, u in enumerate(EXAMPLES)]
    assert sorted(benched(units, RULES)) == sorted(plainly(units, RULES))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EXAMPLES), st.sampled_from(EXAMPLES)), min_size=1, max_size=6))
def test_texts_side_by_side_do_not_hide_each_other(drawn: list[tuple[Unit, Unit]]) -> None:
    units = [replace(a, target=b.target, key=str(n)) for n, (a, b) in enumerate(drawn) if a.plural == b.plural]
    assert sorted(benched(units, RULES)) == sorted(plainly(units, RULES))


@pytest.mark.parametrize("locale", packs.markets())
def test_the_tone_rules_of_a_market_too(locale: str) -> None:
    market = resolve(packs.packs(locale), locale)
    rules = [r for r in registry.rules(market) if isinstance(r, PageRule) and r.id not in registry.builtin()]
    units = [replace(u, key=str(n), market=locale) for n, u in enumerate(u for r in rules for u in (*r.bad, *r.good))]
    assert units and sorted(benched(units, rules)) == sorted(plainly(units, rules))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"(?<![.…])\.\.\.(?![.…])", {"..."}), (r"([,،])\1", {",,", ",،", "،,", "،،"}),
        (r"\b(?:vous|votre)\b", {"vous", "votre"}), (r", {0,2}\.(?=\s|$)", {",.", ", .", ",  ."}),
        (r"\bE(?=tat\b|cran\b)", {"Etat", "Ecran"}), (r"x(?:ab)?y", {"xy", "xaby"}), (r"a+b", {"a"}), (r"\d+", set()),
        (r"foo|\d", set()), (r"(?=bar)\w+", {"bar"}), (r"(?!bar)\w+", set()), ("[a-z]", set()),
        ("(?<=[a-z] )Mit(?= [A-Z])", {" Mit "}), (r"(?<=\w)\d", set()), (r"(?<!x)foo", {"foo"}), ("[!！]", {"!", "！"}),
    ],
)  # fmt: skip
def test_what_a_pattern_needs(pattern: str, found: set[str]) -> None:
    assert needles(pattern) == found


def _look(pair: object) -> list[object]:
    """Nothing."""
    return []


def test_words_of_many_units_are_those_of_each() -> None:
    assert check.words_in(EXAMPLES) == sum(map(check.words_of, EXAMPLES))
    latin = [unit for unit in EXAMPLES if all(text.isascii() for text in unit.source.values())]
    assert check.words_in(latin) == sum(map(check.words_of, latin)) > 0


def test_a_pattern_is_searched_once_for_all_units_and_never_across_two() -> None:
    two = rule("own.two", "info", bad=[ex("a", "xx")], good=[ex("a", "x")], grep="xx")
    asked: list[str] = []
    made = two(lambda pair: asked.append(pair.target) or ())
    units = [ex("a", text) for text in ("x", "x", "axxb", "", "xxxx", "x")]
    check.run(units, [made])
    assert asked == ["axxb", "xxxx"]


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("ab {}<>/%s&:.,'éا日＄%_-\"()n"), max_size=24),
    st.text(st.sampled_from("ab {}<>/%s&:.,'éا日＄%_-\"()n"), max_size=24),
)
def test_pairs_that_look_alike_are_alike(source: str, target: str) -> None:
    for one, other in (
        (source, target),
        (source, source),
        (source + "{n}", target + "{n}"),
        (f"<b>{source}", f"<b>{target}"),
    ):
        if same_marks(one, other):
            assert placeables.compare(one, other, frozenset()) == []
        if not other_tags(one, other):
            unit = ex(one, other)
            for name in ("markup.tags", "markup.attributes", "markup.unsafe"):
                assert list(registry.builtin()[name].look(Pair(unit, "other", one, other))) == []
