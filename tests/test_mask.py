"""Masks: every scheme there and back, lenient in spelling, strict in what comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.mask import NAMES, Masked, mask, unmask
from locakit.placeables import compare, find

BOTH = 'Hi {name}, you have {count} files in <a href="/x">your folder</a>.'


def masked(text: str, scheme: str, **numbers: int) -> Masked:
    found = mask(text, find(text), scheme, numbers)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("natural", 'Hi [X1], you have 41 files in "your folder".'),
        ("bracket", "Hi [X1], you have [X2] files in [X3] your folder [X4]."),
        ("name", "Hi Zorblax, you have Vintrek files in Quorlim your folder Bexnar."),
        ("var", "Hi VAR_0, you have VAR_1 files in VAR_2 your folder VAR_3."),
        ("number", "Hi 7001, you have 41 files in 7002 your folder 7003."),
        ("xml", 'Hi <x id="1"/>, you have <x id="2"/> files in <g id="3">your folder</g>.'),
        ("llm", "Hi @@PH1@@, you have @@PH2@@ files in @@PH3@@your folder@@PH4@@."),
        ("split", "Hi \n, you have \n files in \nyour folder\n."),
    ],
)
def test_schemes(scheme: str, expected: str) -> None:
    found = masked(BOTH, scheme)
    assert found.text == expected
    assert unmask(found, found.text) == BOTH


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Rent {KeyWord:Cheap Boats} now", "Rent @@PH1@@Cheap Boats@@PH2@@ now"),
        ("Hi {{ name | default: 'you' | upcase }}!", "Hi @@PH1@@you@@PH2@@!"),
        ("استأجر {LOCATION(City):مدينتك}", "استأجر @@PH1@@مدينتك@@PH2@@"),
        ("%%First Name%% *|FNAME|*: 5%", "@@PH1@@ @@PH2@@: 5%"),
    ],
)
def test_an_insertions_default_is_text(text: str, seen: str) -> None:
    found = masked(text, "llm")
    assert found.text == seen
    assert unmask(found, found.text) == text


@pytest.mark.parametrize(
    ("text", "scheme"),
    [("{a} in [X1]", "bracket"), ("{a} or [1]", "bracket"), ("{a} Zorblax", "name"), ("{a} var_1", "var"),
     ("{a} <x id='1'/>x", "llm@@"), ("{a} @@", "llm"), ("{a}\n", "split"), ("{name} only", "natural")],
)  # fmt: skip
def test_a_scheme_the_text_looks_like_is_skipped(text: str, scheme: str) -> None:
    if scheme == "llm@@":
        assert mask("a &lt;x id=1 {a} <x id", find("{a}")[:0], "xml") is None
    else:
        assert mask(text, find(text), scheme) is None


def test_numbers_are_examples_and_never_the_texts_own() -> None:
    assert masked("{count} of 41 in {total}", "natural", count=5).text == "5 of 41 in 42"
    assert masked("{count} of 5", "natural", count=5).text == "41 of 5"
    assert masked("%s of {n}", "natural", n=2).text == "[X1] of 2"
    assert masked("%s files", "natural", **{"%s": 21}).text == "21 files"


@pytest.mark.parametrize(
    ("scheme", "answer", "expected"),
    [
        ("bracket", "[ x2 ] de [[X1]]", "{b} de {a}"),
        ("name", "VINTREK de zorblax", "{b} de {a}"),
        ("var", "var_1 de VAR _0", "{b} de {a}"),
        ("number", "7002 de 7001", "{b} de {a}"),
        ("xml", "<X ID='2' /> de <x id=1>", "{b} de {a}"),
        ("llm", "@PH2@ de @@ph1@@", "{b} de {a}"),
        ("bracket", "[X1] de [X1]", None),
        ("bracket", "[X1] de", None),
        ("bracket", "[X1] de [X2] [X3]", None),
        ("number", "70010 de 7002", None),
        ("name", "Zorblaxes de Vintrek", None),
    ],
)
def test_lenient_and_strict(scheme: str, answer: str, expected: str | None) -> None:
    assert unmask(masked("{a} of {b}", scheme), answer) == expected


def test_native_digits_are_numbers_too() -> None:
    assert unmask(masked("{count} files", "natural", count=5), "٥ ملفات") == "{count} ملفات"


def test_pairs_must_nest_and_keep_words() -> None:
    one = masked("See <b>all of it</b> now", "bracket")
    assert unmask(one, "Veja [X1] tudo [X2] agora") == "Veja <b>tudo</b> agora"
    assert unmask(one, "Veja tudo [X1] [X2] agora") is None
    assert unmask(one, "Veja [X2] tudo [X1] agora") is None
    two = masked("<b>a b</b> and <i>c d</i> x", "bracket")
    assert unmask(two, "[X1] a [X3] b [X2] c [X4]") is None


def test_a_quoted_pair_keeps_its_case() -> None:
    one = masked("Click <b>here</b> now", "natural")
    assert one.text == 'Click "here" now'
    assert unmask(one, "Clique em “Aqui” já") == "Clique em <b>aqui</b> já"
    assert unmask(one, 'Clique em "a" e "b"') is None


def test_unnumbered_sequences_keep_their_order() -> None:
    one = masked("%s in %s", "bracket")
    assert unmask(one, "[X2] em [X1]") is None
    assert unmask(one, "em [X1] [X2]") == "em %s %s"


def test_neighbours_are_one_mark() -> None:
    assert masked("Go <b>{name}</b><br>on", "bracket").text == "Go [X1]on"
    assert masked("A <b><i>c d</i></b> e", "bracket").text == "A [X1] c d [X2] e"


def test_xml_escapes_the_free_text() -> None:
    one = masked("a < b & {c}", "xml")
    assert one.text == 'a &lt; b &amp; <x id="1"/>'
    assert unmask(one, 'x &lt; y &amp; <x id="1"/>') == "x < y & {c}"


def test_an_unknown_scheme_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        mask("{a}", find("{a}"), "rot13")


WORDS = st.sampled_from(
    [
        "word",
        "{a}",
        "%s",
        "%d",
        "<b>",
        "</b>",
        "<br>",
        "{count}",
        "`c`",
        "[t](u)",
        "12",
        "[X1]",
        '"',
        "\n",
        "é",
        "😀",
        "(",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.sampled_from(NAMES), st.text(max_size=30))
def test_the_own_text_comes_back_and_nothing_broken(text: str, scheme: str, noise: str) -> None:
    one = mask(text, find(text), scheme)
    if one is None:
        return
    again = unmask(one, one.text)
    assert again is None or (again == text and compare(text, again) == [])
    assert again is not None or "<b>" in text
    other = unmask(one, noise)
    assert other is None or all(p.text in other for p in find(text))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Index [%d] out of range", "Índice [[X1]] fora do intervalo"),
        ("Index [%d..%d] out", "Índice [[X1]..[X2]] fora"),
        ("[{a} reference]", "[[X1] referência]"),
    ],
)
def test_the_texts_own_brackets_stay(text: str, answer: str) -> None:
    found = find(text, frozenset({"c-format"}))
    masked = mask(text, found, "bracket")
    assert masked is not None
    back = unmask(masked, answer)
    assert back is not None
    assert (back.count("["), back.count("]")) == (text.count("["), text.count("]"))
    assert all(back.count(p.text) == text.count(p.text) for p in found)
