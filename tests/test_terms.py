"""The termbase: glossaries read, terms found in the source in any form, and looked for in the target."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import placeables
from locakit.errors import ConfigError
from locakit.shell import packs
from locakit.terms import Termbase, parse_glossary
from locakit.terms.inflect import plural

BRAND = """
name: Brand
terms:
  - source: cart
    pos: noun
    pt-BR: {use: carrinho, also: [carrinho de compras], not: [carro, cesta], gender: m}
    es: carrito
    ar: سلة التسوق
    ja: カート
  - source: gift card
    pt-BR: {use: cartão-presente, also: [vale-presente], plural: cartões-presente}
  - {source: card, pt-BR: cartão}
  - {source: ship, pos: verb, pt-BR: enviar}
  - {source: order, pos: noun, except: [in order to], pt-BR: pedido, es: pedido, es-MX: {use: orden, note: local}}
  - {source: account, pt: {use: conta, gender: f}}
  - {source: mouse, pos: noun, forms: [mice], pt-BR: mouse}
  - {source: Locakit Pay, dnt: true, ja: ロカキットペイ}
  - {source: Wi-Fi, dnt: true}
"""


def base(market: str = "pt-BR", text: str = BRAND, source: str = "en") -> Termbase:
    return Termbase([parse_glossary("brand.yaml", text)], source, market)


def said(text: str, market: str = "pt-BR") -> list[str]:
    return [text[h.start : h.end] for h in base(market).hits(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your carts", ["carts"]),
        ("CART", ["CART"]),
        ("The cart's total", ["cart"]),
        ("cartoon, cart_id and à la carte", []),
        ("Two gift cards and a card", ["gift cards", "card"]),
        ("gift\u00a0card, gift-card", ["gift\u00a0card", "gift-card"]),
        ("We shipped it, shipping now", ["shipped", "shipping"]),
        ("In order to order", ["order"]),
        ("three blind mice", ["mice"]),
        ("locakit pay, Locakit  Pay", ["Locakit  Pay"]),
        ("Wi-Fi or WiFi", ["Wi-Fi"]),
        ("{cart} <a id='card'>%(cart)s</a> cart", ["cart"]),
        ("", []),
    ],
)
def test_hits(text: str, found: list[str]) -> None:
    assert said(text) == found


def test_hits_tell_the_number() -> None:
    assert [h.number for h in base().hits("a cart, two carts, shipped")] == ["one", "many", ""]


@pytest.mark.parametrize(
    ("market", "source", "target"),
    [
        ("pt-BR", "cart", "Seus carrinhos"),
        ("pt-BR", "cart", "CARRINHO DE COMPRAS"),
        ("pt-BR", "gift card", "Cartões-presente"),
        ("pt-BR", "gift card", "um vale presente"),
        ("pt-BR", "ship", "Enviamos hoje"),
        ("pt-BR", "account", "Suas contas"),
        ("es-MX", "cart", "Tus carritos"),
        ("ar", "cart", "وسلة التسوّق"),
        ("ar", "cart", "بسلة التسوق"),
        ("ja", "cart", "ショッピングカートを見る"),
        ("ja", "Locakit Pay", "ロカキットペイで払う"),
        ("pt-BR", "Locakit Pay", "com o Locakit Pay"),
        ("ar", "Locakit Pay", "ادفع بـLocakit Pay"),
    ],
)
def test_present_in_any_inflection(market: str, source: str, target: str) -> None:
    terms = base(market)
    concept = next(c for c in terms.concepts if c.source == source)
    span = terms.present(concept.term, target)
    assert span is not None
    assert 0 <= span[0] < span[1] <= len(target)


@pytest.mark.parametrize(
    ("source", "target", "kinds"),
    [
        ("Add to cart", "Adicionar ao carrinho", []),
        ("Add to cart", "Adicionar ao carro", ["deprecated"]),
        ("Add to cart", "Adicionar à bolsa", ["missing"]),
        ("Add to cart", "Adicionar ao carrinho, não ao carro", ["deprecated"]),
        ("My car", "Meu carro", []),
        ("Pay with Locakit Pay", "Pague com Locakit Pay", []),
        ("Pay with Locakit Pay", "Pague com locakit pay", ["dnt"]),
        ("Pay with Locakit Pay", "Pague com o Locakit Paga", ["dnt"]),
        ("A gift card", "Um cartão-presente", []),
        ("cart cart cart", "nada", ["missing"]),
    ],
)
def test_faults(source: str, target: str, kinds: list[str]) -> None:
    assert [f.kind for f in base().faults(source, target)] == kinds


def test_fault_spans_point_at_the_wrong_word() -> None:
    target = "Pague com locakit pay no carro"
    spans = {f.kind: target[slice(*f.span)] for f in base().faults("Pay with Locakit Pay in the cart", target)}
    assert spans == {"dnt": "locakit pay", "deprecated": "carro"}


@pytest.mark.parametrize(("market", "target"), [("es-MX", "orden"), ("es-AR", "pedido"), ("es-ES", "pedido")])
def test_the_nearest_locale_counts_alone(market: str, target: str) -> None:
    assert next(t for t in base(market).terms if t.source == "order").target == target


def test_a_market_may_write_a_name_otherwise() -> None:
    assert next(t for t in base("ja").terms if t.source == "Locakit Pay").status == "preferred"
    assert next(t for t in base("fr").terms if t.source == "Locakit Pay").status == "dnt"


def test_case_tells_two_terms_apart() -> None:
    text = "terms: [{source: Visa, dnt: true}, {source: visa, pt: visto}, {source: Apple, case_sensitive: true, pt: X}]"
    terms = base("pt-BR", text)
    assert [h.term.status for h in terms.hits("Visa visa VISA")] == ["dnt", "preferred", "preferred"]
    assert [h.term.source for h in terms.hits("Apple apple")] == ["Apple"]


def test_earlier_glossaries_win() -> None:
    first = parse_glossary("a.yaml", "terms: [{source: cart, pt-BR: sacola}]")
    both = Termbase([first, parse_glossary("b.yaml", "terms: [{source: Cart, pt-BR: carrinho}]")], "en", "pt-BR")
    assert [t.target for t in both.terms] == ["sacola"]


def test_two_parts_of_speech_are_both_permitted() -> None:
    text = "terms: [{source: order, pos: noun, pt: pedido}, {source: order, pos: verb, pt: pedir}]"
    terms = base("pt-BR", text)
    assert terms.faults("Order", "Pedir") == []
    assert terms.faults("Orders", "Pedidos") == []
    assert [f.kind for f in terms.faults("Order", "Ordem")] == ["missing"]


def test_a_source_without_spaces() -> None:
    terms = base("en", "terms: [{source: カート, en: cart}, {source: カート番号, en: cart number}]", "ja")
    assert [h.term.source for h in terms.hits("新しいカート番号とカート")] == ["カート番号", "カート"]


def test_all_faults_of_a_glossary_come_at_once() -> None:
    text = (
        "terms:\n"
        "  - {sorce: a}\n"
        "  - {source: a, dnt: maybe, es: b}\n"
        "  - {source: b, es: {use: x, not: [X], foo: 1}}\n"
        "  - {source: B, es: y}\n"
        "  - {source: c}\n"
        "  - {source: '!', es: y}\n"
        "  - {source: d, es: {also: [z]}}\n"
        "  - {source: e, spanish: z}\n"
        "  - {source: f, es: y, use: z}\n"
    )
    with pytest.raises(ConfigError) as raised:
        parse_glossary("g.yaml", text)
    places = [(f.line, f.column) for f in raised.value.faults]
    assert places == [(2, 5), (3, 22), (4, 36), (4, 40), (5, 5), (6, 5), (7, 14), (8, 21), (9, 26), (10, 29)]
    shown = raised.value.message
    for piece in (
        "needs source:", "true or false", "both wanted and forbidden", "no key 'foo'", "twice", "neither a target",
        "no letter", "needs use:", "no key 'spanish'", "no key 'use'",
    ):  # fmt: skip
        assert piece in shown, piece
    assert "g.yaml:2:5" in shown


@pytest.mark.parametrize("text", ["", "terms: []", "name: x"])
def test_an_empty_glossary_has_no_terms(text: str) -> None:
    assert base(text=text).terms == ()
    assert base(text=text).hits("cart") == []


def test_the_no_of_norwegian_is_a_locale() -> None:
    assert base("no", "terms: [{source: cart, no: handlekurv}]").terms[0].target == "handlekurv"


MARKETS = ("pt-BR", "es-MX", "es-ES", "fr-FR", "ar-SA")


@pytest.mark.parametrize("market", MARKETS)
def test_the_shipped_glossary_agrees_with_itself(market: str) -> None:
    terms = Termbase([packs.glossary("ecommerce")], "en", market)
    assert len([c for c in terms.concepts if c.term.status != "dnt"]) >= 40
    for concept in terms.concepts:
        assert [h.term.source for h in terms.hits(concept.source)] == [concept.source]
        for good in (*(t.target for t in concept.permitted), concept.plural):
            assert terms.faults(concept.source, good.capitalize() if concept.term.status != "dnt" else good) == [], good
        for old in concept.deprecated:
            assert [f.kind for f in terms.faults(concept.source, old.target)] == ["deprecated"], old.target
        if concept.term.status == "preferred" and concept.term.pos == "noun" and not market.startswith("ar"):
            assert concept.term.gender in ("m", "f"), concept.source


@given(st.text(alphabet="cart gifdCAR{}<>&;éل ال-'’_\n\u0301\u200d%s", max_size=60))
def test_hits_never_overlap_nor_touch_placeables(text: str) -> None:
    hits = base().hits(text)
    last = 0
    for hit in hits:
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
        assert not any(p.start < hit.end and hit.start < p.end for p in placeables.find(text))


@given(st.text(max_size=40), st.text(max_size=40))
def test_faults_have_spans_in_the_target(source: str, target: str) -> None:
    for fault in base().faults(source + " cart Locakit Pay", target):
        assert 0 <= fault.span[0] <= fault.span[1] <= len(target)


@pytest.mark.parametrize(
    ("language", "word", "many"),
    [
        ("en", "gift card", "gift cards"), ("en", "category", "categories"), ("en", "box", "boxes"),
        ("en", "shelf", "shelves"), ("pt", "cartão de crédito", "cartões de crédito"), ("pt", "papel", "papéis"),
        ("pt", "cupom", "cupons"), ("pt", "preço promocional", "preços promocionais"), ("es", "boletín", "boletines"),
        ("es", "dirección de envío", "direcciones de envío"), ("es", "vez", "veces"),
        ("fr", "prix réduit", "prix réduits"), ("fr", "code promo", "codes promos"),
        ("fr", "bureau", "bureaux"), ("ja", "カート", "カート"),
    ],
)  # fmt: skip
def test_regular_plurals(language: str, word: str, many: str) -> None:
    assert plural(word, language) == many
