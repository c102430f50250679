"""Candidates for a glossary: what recurs, what it is in translations, and what is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.glossary import extract, partners, phrases, yamltext
from locakit.glossary.common import function_words, generic_words
from locakit.glossary.partners import Asked
from locakit.glossary.phrases import Text
from locakit.model import Message
from locakit.terms import parse_glossary


def found(*texts: str, language: str = "en", least: int = 3) -> dict[str, str]:
    return {c.text: c.kind for c in phrases.find([Text(t, f"f{n}") for n, t in enumerate(texts)], language, least)}


def test_a_phrase_is_no_part_of_a_longer_one_that_is_always_there() -> None:
    assert found("Read the voice assistant log", "No voice assistant log", "A voice assistant log here") == {
        "voice assistant log": "phrase"
    }


@pytest.mark.parametrize(
    "texts",
    [
        ("There was an error", "It was an error again", "This was an error"),
        ("Text to display", "The text to display now", "No text to display"),
        ("An error occurred", "One error occurred", "The error occurred"),
        ("{a b} it", "{a b} that", "{a b} this"),
    ],
)
def test_what_is_no_term(texts: tuple[str, ...]) -> None:
    assert all(" " not in text or kind != "phrase" or text == "Text to display" for text, kind in found(*texts).items())


def test_casing_tells_names() -> None:
    texts = ("We use GitHub here", "Ask GitHub about it", "Your Acme account", "The Acme shop", "An Acme bag", "GitHub")
    assert found(*texts, "the order", "one order", "this order") == {"GitHub": "name", "Acme": "name"}


def test_a_label_that_other_texts_mention() -> None:
    texts = ("Settings", "Open the Settings page now", "You find this in Settings under your name")
    assert found(*texts) == {"Settings": "label"}


def test_plurals_count_with_their_singular() -> None:
    rows = phrases.find([Text(t, "f") for t in ("A gift card", "Two gift cards", "This gift card")], "en", 3)
    assert [(c.text, len(c.at)) for c in rows] == [("gift card", 3)]


@pytest.mark.parametrize(
    ("language", "targets", "wanted"),
    [
        ("pt", ["Compre o cartão-presente", "Dois cartões-presente", "Seu cartão-presente aqui"], "cartão-presente"),
        ("ja", ["ギフトカードを買う", "このギフトカード", "ギフトカードは二枚"], "ギフトカード"),
        ("de", ["Die Geschenkkarte kaufen", "Zwei Geschenkkarten", "Ihre Geschenkkarte"], "Geschenkkarte"),
        ("ru", ["Купить подарочную карту", "Две подарочные карты", "Ваша подарочная карта"], "подарочную карту"),
    ],
)
def test_the_words_that_stand_for_a_phrase(language: str, targets: list[str], wanted: str) -> None:
    others = {n: t for n, t in enumerate(["x", "y z", "w"], 10)}
    there = partners.find([Asked("gift card", [0, 1, 2], [])], {**dict(enumerate(targets)), **others}, language)
    assert there["gift card"].text.lower() == wanted.lower() and there["gift card"].of == 3


def test_translations_that_agree_on_nothing_give_no_target() -> None:
    assert partners.find([Asked("a", [0, 1, 2], [])], {0: "uno dos", 1: "tres cuatro", 2: "cinco seis"}, "es") == {}


def test_equal_texts_count_once_and_terms_are_not_proposed() -> None:
    rows = [("f", True, Message(str(n), {"other": "The gift card"}), {}) for n in range(9)]
    assert extract.propose(extract.content(rows), "en", frozenset()) == []
    texts = ["A gift card", "Two gift cards", "This gift card"]
    many = [("f", True, Message(t, {"other": t}), {}) for t in texts]
    assert len(extract.propose(extract.content(many), "en", frozenset())) == 1
    assert extract.propose(extract.content(many), "en", frozenset({"gift cards"})) == []


def test_yaml_without_a_target_is_a_comment() -> None:
    texts = ["A gift card", "Two gift cards", "This gift card"]
    made = extract.as_yaml(extract.propose(extract.content([("f", True, Message(t, {"other": t}), {}) for t in texts]),
                                           "en", frozenset()))  # fmt: skip
    assert "# - source: gift card" in made and parse_glossary("g", made).entries == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="Ab cé-.{}<>&カ\u0301\u200d'\n", max_size=40), max_size=8))
def test_any_text_is_survived(texts: list[str]) -> None:
    there = [{"es": Message("k", {"other": t[::-1]})} for t in texts]
    rows = [("f", True, Message(str(n), {"other": t}), there[n]) for n, t in enumerate(texts)]
    proposals = extract.propose(extract.content(rows), "en", frozenset(), least=2)
    entries = [e for p in proposals if (e := p.entry)]
    assert len(parse_glossary("g", yamltext.render(entries)).entries) == len(entries)


def test_a_huge_text_takes_linear_time() -> None:
    text = "The gift card of the shop. " * 4_000
    assert phrases.find([Text(text, "f"), Text(text + "x", "f"), Text("gift card", "f")], "en", 3)


def test_every_list_of_words_is_folded_and_has_no_double() -> None:
    for language in ("en", "de", "es", "fr", "it", "nl", "pt", "ru"):
        assert function_words(language) and function_words(language) <= generic_words(language)
        assert all(w == w.casefold() for w in generic_words(language))


def test_the_page_shows_glossaries_that_parse() -> None:
    page = (Path(__file__).parent.parent / "docs/glossary.md").read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "terms:" in b)
    assert [e.source for e in parse_glossary("page", block).entries] == ["cart", "Marula Box"]
