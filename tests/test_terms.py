"""The termbase: glossaries read, terms found in the source in any form, and looked for in the target."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import placeables
from locakit.errors import ConfigError
from locakit.shell import lemmas, packs
from locakit.terms import Termbase, inflect, parse_glossary
from locakit.terms.finder import Finder, Form
from locakit.terms.inflect import plural
from locakit.terms.search import excluded, plainly, search

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


INFLECTED = [
    ("ru", "корзина", "Добавить в корзину"), ("ru", "корзина", "в вашей корзине"),
    ("ru", "корзина", "корзинами"), ("ru", "подарочная карта", "купить подарочную карту"),
    ("ru", "подарочная карта", "подарочных карт"), ("ru", "заказ", "заказов нет"),
    ("ru", "устройство", "устройствами"), ("ru", "пароль", "паролем"), ("pl", "koszyk", "w koszyku"),
    ("pl", "koszyk", "koszyków"), ("pl", "karta podarunkowa", "kartę podarunkową"),
    ("pl", "zamówienie", "zamówień"), ("pl", "konto", "kont"), ("pl", "plik", "plików"),
    ("tr", "sepet", "sepetinize ekleyin"), ("tr", "sepet", "sepete ekle"), ("tr", "sepet", "sepetler"),
    ("tr", "hediye kartı", "hediye kartınızı kullanın"), ("tr", "hesap", "hesabınız"),
    ("tr", "sipariş", "siparişlerim"), ("tr", "kitap", "kitabı"), ("tr", "dosya", "dosyalarınızdan"),
    ("fi", "ostoskori", "ostoskoriin"), ("fi", "ostoskori", "ostoskorissa"),
    ("fi", "lahjakortti", "lahjakortin"), ("fi", "lahjakortti", "lahjakortteja"), ("fi", "tili", "tilisi"),
    ("fi", "tilaus", "tilauksesi"), ("fi", "salasana", "salasanan"), ("fi", "laite", "laitteet"),
    ("fi", "tili", "tilinne"), ("de", "Warenkorb", "des Warenkorbs"), ("de", "Warenkorb", "Warenkörbe"),
    ("de", "Gutschein", "Gutscheine"), ("de", "Geschenkkarte", "Geschenkkarten"),
    ("de", "Passwort", "Passwörter"), ("de", "Datei", "Dateien"), ("de", "Konto", "Konten"),
    ("de", "Konto", "Ihr Konto"), ("de", "gespeicherte Datei", "gespeicherten Dateien"),
    ("hi", "कार्ट", "कार्ट में"), ("hi", "आदेश", "आदेशों"), ("hi", "खाता", "खाते में"),
    ("hi", "फ़ाइल", "फ़ाइलें"), ("hi", "फ़ाइल", "फ़ाइलों"), ("hi", "फ़ाइल", "फ़ाइल"),
    ("hi", "उपहार कार्ड", "उपहार कार्डों"), ("ja", "カート", "ショッピングカートに"),
    ("ja", "設定", "設定を開く"), ("ja", "削除する", "削除しました"), ("ja", "ファイル", "ファイルを"),
    ("zh", "购物车", "加入购物车"), ("zh-Hant", "購物車", "購物車"), ("th", "ตะกร้า", "ในตะกร้าของคุณ"),
    ("ko", "장바구니", "장바구니에"), ("ko", "주문", "주문이"), ("ko", "기프트 카드", "기프트 카드를"),
    ("ko", "계정", "계정으로"), ("ko", "기프트 카드", "기프트카드를"), ("ar", "سلة التسوق", "إلى سلة التسوق"),
    ("ar", "طلب", "طلبك"), ("ar", "طلب", "والطلبات"), ("ar", "بطاقة هدية", "بطاقة الهدية"),
    ("ar", "حساب", "حسابك"), ("ar", "ملف", "الملفات"), ("ar", "ملف", "ملفين"),
    ("ar", "كلمة مرور", "كلمة المرور"), ("ar", "كتاب", "الكتاب"), ("ar", "سلة", "سلتك"),
    ("he", "עגלה", "לעגלה"), ("he", "עגלה", "העגלות"), ("he", "הזמנה", "ההזמנות"), ("he", "חשבון", "בחשבונך"),
    ("cs", "košík", "v košíku"), ("cs", "objednávka", "objednávky"), ("uk", "кошик", "у кошику"),
    ("uk", "замовлення", "замовлень"), ("el", "καλάθι", "στο καλάθι"), ("el", "παραγγελία", "παραγγελίες"),
    ("hu", "kosár", "kosárba"), ("hu", "kosár", "kosaram"), ("hu", "rendelés", "rendeléseid"),
    ("sv", "kundvagn", "kundvagnen"), ("sv", "presentkort", "presentkortet"),
    ("nb", "handlekurv", "handlekurven"), ("da", "kurv", "kurven"), ("nl", "winkelwagen", "winkelwagens"),
    ("nl", "bestand", "bestanden"), ("it", "carrello", "carrelli"), ("it", "ordine", "ordini"),
    ("ro", "coș", "coșul"), ("ro", "comandă", "comenzile"), ("fa", "سبد خرید", "سبد خریدتان"),
    ("fa", "فایل", "فایل‌ها"), ("fa", "فایل", "فایل‌های"), ("ur", "فائل", "فائلیں"),
    ("id", "pesanan", "pesananmu"), ("vi", "giỏ hàng", "giỏ hàng"), ("bn", "ফাইল", "ফাইলগুলি"),
    ("ta", "கோப்பு", "கோப்புகள்"), ("et", "ostukorv", "ostukorvi"), ("lt", "krepšelis", "krepšelyje"),
    ("lv", "grozs", "grozā"), ("es", "carrito", "carritos"), ("fr", "panier", "paniers"),
    ("pt", "carrinho", "carrinhos"),
]  # fmt: skip
"""Language, term, and a text that has it in another form."""
OTHER_WORDS = [
    ("ru", "заказ", "заказчик"), ("pl", "plik", "plikowy"), ("tr", "dil", "dilek"),
    ("de", "Gutschein", "Gutscheincode"), ("ar", "بطاقة هدية", "ببطاقتك"), ("ar", "سلة", "سلال"),
    ("de", "Karte", "Karton"), ("de", "Konto", "Kontrolle"), ("de", "Bild", "Bildung"),
    ("de", "Ordner", "Ordnung"), ("de", "Datei", "Datum"), ("de", "Bestellung", "bestellen"),
    ("de", "Kunde", "Kundin"), ("de", "Test", "Text"), ("de", "Seite", "Saite"), ("ru", "карта", "картина"),
    ("ru", "заказ", "закат"), ("ru", "счет", "счетчик"), ("ru", "цена", "ценник"), ("ru", "файл", "фал"),
    ("ru", "имя", "имидж"), ("ru", "папка", "папа"), ("ru", "сеть", "сетка"), ("pl", "plik", "plaża"),
    ("pl", "cena", "ceramika"), ("pl", "konto", "kontakt"), ("pl", "karta", "kartka"),
    ("tr", "hesap", "hesaplama"), ("tr", "kart", "kartal"), ("tr", "dosya", "dost"), ("tr", "ad", "adres"),
    ("fi", "tili", "tila"), ("fi", "kortti", "kortteli"), ("fi", "sivu", "sivusto"), ("fi", "kuva", "kuvaus"),
    ("hu", "kosár", "kosárlabda"), ("hu", "kép", "képes"), ("ko", "계정", "계절"), ("ko", "주문", "주문서"),
    ("ko", "카드", "카드뉴스"), ("ja", "AI", "Email"), ("zh", "IP", "这是SHIP"), ("th", "กา", "กาี"),
    ("zh", "5", "15"), ("he", "עגלה", "עגלון"), ("he", "הזמנה", "זמן"), ("ar", "كتاب", "كتب"),
    ("ar", "ملف", "ملفوف"), ("ar", "طلب", "طالب"), ("fa", "فایل", "فامیل"), ("sv", "bild", "bil"),
    ("nb", "kort", "korn"), ("cs", "karta", "kartáč"), ("uk", "кошик", "кошти"), ("el", "καλάθι", "κάλαντα"),
    ("hi", "फ़ाइल", "फ़ाइबर"), ("ta", "கோப்பு", "கோபம்"), ("nl", "bestel", "bestek"),
]  # fmt: skip
"""Language, term, and a text that has a word that only looks like it."""


@pytest.mark.parametrize(("language", "term", "text"), INFLECTED)
def test_a_term_is_seen_in_any_inflection(language: str, term: str, text: str) -> None:
    spans = search(text, term, (), language.split("-")[0])
    assert spans and all(0 <= a < b <= len(text) for a, b in spans)


@pytest.mark.parametrize(("language", "term", "text"), OTHER_WORDS)
def test_a_word_that_looks_like_the_term_is_none(language: str, term: str, text: str) -> None:
    assert search(text, term, (), language) == []


def found_in(text: str, forms: list[str], language: str = "en", inflected: bool = False) -> list[str]:
    finder = Finder([Form(f, "one", f, False) for f in forms], language, inflected)
    return [text[a:b] for a, b, _ in finder.candidates(text)]


@pytest.mark.parametrize(
    ("text", "forms", "found"),
    [
        ("Use C++, .NET or AT&T", ["c++", ".net", "AT&T", "net"], ["C++", ".NET", "NET", "AT&T"]),
        ("C+ and C+++ and ..NET", ["C++", ".NET"], []),
        ("gift\u00a0card, gift  card, gift-card", ["gift card"], ["gift\u00a0card", "gift  card", "gift-card"]),
        ("gift, card; gift. Card", ["gift card"], []),
        ("The wi-fi and Wi Fi", ["Wi-Fi"], ["wi-fi"]),
        ("order order of merit order", ["order", "order of merit"], ["order", "order of merit", "order", "order"]),
        ("reorder orders_x ordered order.", ["order"], ["order"]),
        ("Größe STRASSE straße", ["größe", "straße"], ["Größe", "STRASSE", "straße"]),
        ("I\u0307stanbul e\u0301te\u0301", ["été"], ["e\u0301te\u0301"]),
    ],
)
def test_source_terms_are_found_whole(text: str, forms: list[str], found: list[str]) -> None:
    assert found_in(text, forms) == found


@pytest.mark.parametrize(
    ("language", "term", "text", "found"),
    [
        ("ru", "подарочная карта", "Купите подарочную карту.", ["подарочную карту"]),
        ("de", "gespeicherte Datei", "Die gespeicherten Dateien", ["gespeicherten Dateien"]),
        ("tr", "hediye kartı", "Hediye kartınızı kullanın", ["Hediye kartınızı"]),
        ("ar", "بطاقة هدية", "استخدم بطاقة الهدية", ["بطاقة الهدية"]),
        ("he", "הזמנה", "ההזמנות שלך", ["ההזמנות"]),
        ("ko", "장바구니", "장바구니에 담기", ["장바구니에"]),
    ],
)
def test_a_source_of_any_language_is_read_in_any_inflection(
    language: str, term: str, text: str, found: list[str]
) -> None:
    base_ = base("en", f"terms: [{{source: {term}, en: x}}]", language)
    assert [text[h.start : h.end] for h in base_.hits(text)] == found


WORDS = st.sampled_from(
    ["gift", "card", "gift card", "card reader", "Gift", "a", "é", "the", "reader,", "x-card", "{n}"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=9).map(" ".join), st.lists(WORDS, min_size=1, max_size=5, unique=True))
def test_the_quick_way_finds_what_the_thorough_way_finds(text: str, terms: list[str]) -> None:
    forms = [Form(t, "one", t, False) for t in terms if any(c.isalnum() for c in t)]
    finder = Finder(forms, "en")
    slow = sorted(finder._by_words(text), key=lambda h: (h[0], -h[1], h[2].text))
    assert sorted(finder.candidates(text), key=lambda h: (h[0], -h[1], h[2].text)) == slow
    assert slow == [] or [n for n, _ in finder.each(["no", text, ""])] == [1]


MANY = """
terms:
  - {source: gift, es: a}
  - {source: gift card, es: b, except: [gift card reader]}
  - {source: Wi-Fi, dnt: true}
  - {source: card, es: c}
  - {source: été, es: d}
  - {source: Acme, dnt: true}
  - {source: .net, es: e}
"""
PIECES = st.sampled_from(
    [
        "gift", "card", "cards", "reader", "Wi-Fi", "wi fi", "Acme", "acme", "ÉTÉ", "{gift}", "<b>", "-", ".net", "x",
        "\u00a0",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=8), st.sampled_from([" ", "", "-"]))
def test_the_pattern_of_all_forms_tells_the_same_hits(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    slow, quick = base("es", MANY), base("es", MANY)
    quick._finder._asked = 10_000
    assert quick.hits(text) == slow.hits(text)
    assert quick.sift([text]) >= ({0} if slow.hits(text) else frozenset())


@given(st.lists(st.text(alphabet="abc dé\n,-\x00", max_size=12), max_size=6))
def test_sifting_loses_no_text(texts: list[str]) -> None:
    finder = Finder([Form(t, "one", t, False) for t in ("a", "b c", "a-b", "dé")], "en")
    likely = {n for n, _ in finder.each(texts)}
    assert all(n in likely for n, text in enumerate(texts) if finder.candidates(text))


def test_a_huge_text_takes_linear_time() -> None:
    text = "order of the gift card " * 20_000
    assert len(base().hits(text)) == 40_000


def test_the_benchmark_prints_a_row_for_each_size(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from benchmarks import terms

    monkeypatch.setattr(terms, "_COUNT", 200)
    monkeypatch.setattr(terms, "_SIZES", (50, 300))
    assert terms.main() == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows[2:4]] == ["50", "300"]


ODD = st.sampled_from(["カード", "\0", "İ", "—", "gift.card", "card\0gift"])
MIXED = st.lists(st.lists(st.one_of(PIECES, ODD), max_size=6), max_size=5)


@given(MIXED, st.sampled_from([" ", "", "-"]))
def test_many_texts_at_once_tell_what_each_tells_alone(pieces: list[list[str]], between: str) -> None:
    texts = [between.join(text) for text in pieces]
    slow, quick = base("es", MANY), base("es", MANY)
    assert dict(quick.hits_in(texts)) == {n: hits for n, text in enumerate(texts) if (hits := slow.hits(text))}


@given(st.lists(st.text(alphabet="カード番a \0-新", max_size=8), max_size=5))
def test_many_texts_without_spaces_tell_what_each_tells_alone(texts: list[str]) -> None:
    text = "terms: [{source: カート, en: x}, {source: カード番, en: y}, {source: a番, en: z}, {source: 番, en: w}]"
    slow, quick = base("en", text, "ja"), base("en", text, "ja")
    assert dict(quick.hits_in(texts)) == {n: hits for n, text in enumerate(texts) if (hits := slow.hits(text))}


@pytest.mark.parametrize("source", ["en", "ja", "de", "ar", "ko"])
def test_no_term_stands_in_no_text(source: str) -> None:
    assert list(base("es", "terms: []", source).hits_in(["", "a", "カ", "\0"])) == []


WORDS_OF_TARGETS = ["carrinho", "carrinhos", "Carro", "carros", "cesta", "cartão", "cartões-presente", "de", "compras,"]
TARGETS = st.lists(st.sampled_from([*WORDS_OF_TARGETS, "é"]), max_size=6)


@settings(deadline=None)
@given(TARGETS.map(" ".join))
def test_quick_answers_about_a_target_are_those_of_the_search(target: str) -> None:
    for term in ("carrinho", "carrinho de compras", "carro", "cesta", "cartão-presente", "é"):
        there = bool(search(target, term, (), "pt"))
        assert there or not plainly(target, term, "pt")
        assert not there or not excluded(target, term, "pt")


def test_a_dictionary_is_not_loaded_for_words_that_were_looked_up_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".locakit").mkdir()
    lemmas.keep(tmp_path)
    assert inflect.related("agregar", "agrega", "es")
    file = tmp_path / ".locakit/lemmas.tsv"
    whole = file.read_bytes()
    file.write_bytes(whole + b"es\tpagar\tpa")
    monkeypatch.setattr(inflect, "_lemmatizer", lambda: pytest.fail("a dictionary was loaded"))
    lemmas.keep(tmp_path)
    assert inflect.related("agregar", "agrega", "es")
    with pytest.raises(pytest.fail.Exception):
        inflect.related("pagar", "pague", "es")
    file.write_bytes(whole.replace(b"\tagregar", b"\tborrar", 1))
    lemmas.keep(tmp_path)
    with pytest.raises(pytest.fail.Exception):
        inflect.related("agregar", "agrega", "es")
    inflect.keep(None)


def test_dictionary_forms_of_another_dictionary_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / ".locakit").mkdir()
    file = tmp_path / ".locakit/lemmas.tsv"
    file.write_text("locakit lemmas 1 0 0\nes\tagrega\tx\t00000000\n")
    kept = lemmas.Kept(file)
    assert kept.get("es", "agrega") is None and not file.exists()
    kept.put("es", "odd\tword", "odd")
    kept.put("es", "agrega", "agregar")
    kept.close()
    assert lemmas.Kept(file).get("es", "agrega") == "agregar" and lemmas.Kept(file).get("es", "odd\tword") is None


def test_dictionary_forms_live_as_long_as_the_process_where_nothing_may_be_written(tmp_path: Path) -> None:
    kept = lemmas.Kept(tmp_path / "no folder" / "lemmas.tsv")
    kept.put("es", "agrega", "agregar")
    assert kept.get("es", "agrega") == "agregar" and list(tmp_path.iterdir()) == []
