"""ICU messages: opened for a market, closed without loss, and faults of targets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import icu


def texts(message: str, market: str, source: str = "en") -> list[str]:
    return [leaf.text for leaf in icu.expand(message, source, market).leaves]


def closed(message: str, market: str) -> str:
    opened = icu.expand(message, "en", market)
    return opened.build([leaf.text for leaf in opened.leaves])


def test_what_is_complex() -> None:
    assert icu.is_complex("{n, plural, one {a} other {b}}") and icu.is_complex("x {g,select,other{}}")
    assert not icu.is_complex("{n, number}") and not icu.is_complex("plural, select") and not icu.is_complex("")


def test_outer_text_goes_into_the_branches() -> None:
    message = "You have {count, plural, one {# file} other {# files}} left."
    assert texts(message, "pt-BR") == ["You have # file left.", "You have # files left.", "You have # files left."]
    assert closed(message, "en") == "{count, plural, one {You have # file left.} other {You have # files left.}}"


def test_branches_are_the_markets() -> None:
    message = "{n, plural, =0 {none} one {# day} other {# days}}"
    assert [leaf.category for leaf in icu.expand(message, "en", "ar").leaves] == [
        "=0",
        "zero",
        "one",
        "two",
        "few",
        "many",
        "other",
    ]
    assert [leaf.category for leaf in icu.expand(message, "en", "ja").leaves] == ["=0", "other"]
    assert [leaf.number for leaf in icu.expand(message, "en", "ar").leaves] == [0, 100, 1, 2, 5, 11, 100]
    assert closed(message, "ja") == "{n, plural, =0 {none} other {# days}}"


def test_numbers_are_of_the_category_and_not_taken() -> None:
    leaves = icu.expand("{n, plural, =1 {one day} other {# days}}", "en", "ru").leaves
    numbers = {leaf.category: leaf.number for leaf in leaves}
    assert numbers["=1"] == 1 and numbers["one"] == 21 and numbers["few"] == 2
    assert all(leaf.numbers["n"] == leaf.number for leaf in leaves)


def test_a_form_without_the_number_does_not_serve_several_numbers() -> None:
    message = "{n, plural, one {Delete this file?} other {Delete # files?}}"
    assert texts(message, "ru")[0] == "Delete # files?"
    assert texts(message, "fr")[0] == "Delete this file?"


def test_rare_many_reads_as_other() -> None:
    leaves = icu.expand("{n, plural, one {# day} other {# days}}", "en", "fr").leaves
    many, other = leaves[1], leaves[2]
    assert (many.category, many.text, many.number) == ("many", other.text, other.number)


def test_selects_come_outside_and_a_moved_number_is_spelled_out() -> None:
    message = "{n, plural, one {# file} other {# files}} of {g, select, f {hers} other {theirs}}"
    assert closed(message, "en") == (
        "{g, select, f {{n, plural, one {# file of hers} other {# files of hers}}}"
        " other {{n, plural, one {# file of theirs} other {# files of theirs}}}}"
    )
    two = "{n, plural, one {# file} other {# files}} in {m, plural, one {# folder} other {# folders}}"
    assert texts(two, "en")[0] == "{n, number} file in # folder"


def test_an_equal_choice_is_made_once() -> None:
    message = "{n, plural, one {# file} other {# files}} {n, plural, one {is} other {are}} new"
    assert texts(message, "en") == ["# file is new", "# files are new"]


def test_too_many_branches_stay_inside() -> None:
    choice = "{%s, select, a {a} b {b} c {c} other {d}}"
    message = "Go " + " to ".join(choice % name for name in "xyz")
    assert closed(message, "pt-BR") == message


def test_offsets_and_their_numbers() -> None:
    message = "{n, plural, offset:1 =0 {nobody} one {you and # other} other {you and # others}}"
    leaves = icu.expand(message, "en", "en").leaves
    assert leaves[1].numbers == {"n": 2, "#": 1}
    assert closed(message, "en") == message
    kept = "{n, plural, offset:1 one {# {g, select, a {x} other {y}}} other {# z}}"
    assert closed(kept, "en") == kept
    assert icu.parse("{n, plural, offset:0 one {#} other {#}}")


def test_ordinals() -> None:
    leaves = icu.expand("{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} place", "en", "fr").leaves
    assert [(leaf.text, leaf.category, leaf.number) for leaf in leaves] == [
        ("#st place", "one", 1),
        ("#th place", "other", 5),
    ]


@pytest.mark.parametrize(
    ("message", "said", "expected"),
    [
        ("{n, plural, other {x {a}}}", "l'{a} d'été", "{n, plural, other {l''{a} d'été}}"),
        ("{n, plural, other {it''s # {a}}}", "l'# {a}", "{n, plural, other {l''# {a}}}"),
        ("{n, plural, other {x}}", "fin d'", "{n, plural, other {fin d''}}"),
        ("Hello {a}", "{a} {b} }", "{a} '{'b'}' '}'"),
        ("Use '{'a'}' {b}", "Use '{'a'}' l'{b}", "Use '{'a'}' l''{b}"),
        ("it''s {a}", "c'est {a}", "c''est {a}"),
        ("it's {a}", "c'est {a}", "c'est {a}"),
    ],
)
def test_apostrophes_and_braces_are_escaped(message: str, said: str, expected: str) -> None:
    opened = icu.expand(message, "en", "ja")
    built = opened.build([said])
    assert built == expected
    assert icu.parse(built)


def test_quoted_text_is_read_and_kept() -> None:
    (leaf,) = icu.expand("It''s '{'name'}' for {a}", "en", "fr").leaves
    assert leaf.text == "It's '{'name'}' for {a}" and leaf.quoted == ("'{'", "'}'")
    pulled = icu.expand("#1: {n, plural, one {# x} other {# y}}", "en", "en")
    assert pulled.leaves[0].text == "'#'1: # x"
    assert pulled.build(["'#'1 é # x", "b"]) == "{n, plural, one {'#'1 é # x} other {b}}"


def test_a_wrong_number_of_leaves_is_told() -> None:
    with pytest.raises(ValueError, match="2 texts are needed"):
        icu.expand("{n, plural, one {a} other {b}}", "en", "en").build(["a"])


@pytest.mark.parametrize(
    ("message", "position"), [("{n", 2), ("a } b", 2), ("{n, plural}", 10), ("{a,select,other{" * 60, 799)]
)
def test_broken_messages_have_a_place(message: str, position: int) -> None:
    with pytest.raises(icu.IcuError) as caught:
        icu.parse(message)
    assert caught.value.position == position


ONE = "{n, plural, one {# a} other {# b}}"
FAULTS = [
    (ONE, ONE, "es", []),
    ("{a}", "{a", "pt", ["not ICU MessageFormat"]),
    (ONE, "{n, plural, one {# a}}", "pt", ["no branch other"]),
    (ONE, ONE, "ru", ["few", "many"]),
    ("{n, plural, =1 {a} other {# b}}", "{n, plural, =1 {a} other {# b}}", "en", []),
    (ONE, "{n, plural, one {# a} uno {#} other {# b}}", "es", ["unknown plural selector uno"]),
    (ONE, "{n, plural, one {a} other {# b}}", "es", []),
    (ONE, "{n, plural, one {# a} other {b}}", "es", ["{n} is missing where n other"]),
    (ONE, "{n, plural, one {a} few {# b} many {# b} other {# b}}", "ru", ["where n one"]),
    ("{g, select, m {a} other {b}}", "{g, select, homem {a} other {b}}", "pt", ["key homem", "key m"]),
    ("{a} {b, number}", "{b}", "pt", ["{a} is missing"]),
    ("{a}", "{a} {c}", "pt", ["{c} is not in the source"]),
    ("{a}", "{a, number}", "pt", ["is plain in the source, number here"]),
    ("{a, date}", "{a, time}", "pt", ["is date in the source"]),
    ("{n, plural, other {x}}", "{n, plural, other {a} other {b}}", "ja", ["other stands twice"]),
    ("{a", "{b}", "pt", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "market", "expected"), FAULTS)
def test_faults(source: str, target: str, market: str, expected: list[str]) -> None:
    found = icu.faults(source, target, market)
    assert len(found) == len(expected), found
    for (message, (start, end)), part in zip(found, expected, strict=True):
        assert part in message and 0 <= start <= end <= len(target)


def test_unreachable_branches() -> None:
    assert [m for m, _ in icu.unreachable("{n, plural, one {a} other {b}}", "ja")] == ["no number of ja is one"]
    assert icu.unreachable("{n", "ja") == []


WORDS = st.sampled_from(
    ["word ", "{a} ", "l''x ", "it's ", "'{'q'}' ", "é ", "{d, date, short} ", "שלום ", "😀 ", "100 ", ""]
)
CHOICES = st.sampled_from(
    [
        "{g, select, m {%s} other {%s}}",
        "{n, plural, one {%s #} other {# %s}}",
        "{n,plural,=0{%s}other{%s}}",
        "{m, plural, offset:1 one {#%s} other {#%s}}",
        "{k, selectordinal, one {%s} other {#%s}}",
    ]
)
MESSAGES = st.recursive(
    st.lists(WORDS, max_size=3).map("".join),
    lambda inner: st.tuples(WORDS, CHOICES, inner, inner, WORDS).map(lambda t: t[0] + t[1] % (t[2], t[3]) + t[4]),
    max_leaves=4,
)


@given(MESSAGES, st.sampled_from(["en", "pt-BR", "ar", "ru", "ja", "cy"]))
def test_every_message_opens_and_closes(message: str, market: str) -> None:
    opened = icu.expand(message, "en", market)
    built = opened.build([leaf.text for leaf in opened.leaves])
    assert icu.faults(message, built, market) == []
    again = icu.expand(built, market, market)
    assert again.build([leaf.text for leaf in again.leaves]) == built


@given(MESSAGES, st.lists(st.text(alphabet="'{}#aé \n", max_size=8), min_size=30, max_size=30))
def test_no_translation_breaks_the_syntax(message: str, said: list[str]) -> None:
    opened = icu.expand(message, "en", "pt-BR")
    built = opened.build([said[i % len(said)] for i in range(len(opened.leaves))])
    assert isinstance(icu.parse(built), tuple)
