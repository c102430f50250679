"""The translation memory: exact before alike, people's newest words, TMX in and out, damaged files put aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import tmx
from locakit.errors import BrokenText
from locakit.memory import Memory, pack, unpack
from locakit.model import Entry, Message
from locakit.recall import Recall, repair

NONE: frozenset[str] = frozenset()


def entry(source: str, target: str, market: str = "pt-BR", **more: str) -> Entry:
    return Entry({"other": source}, {"other": target}, "en", market, "human", **more)


@pytest.fixture
def memory() -> Memory:
    return Memory(":memory:")


def test_exact_knows_the_place_the_market_and_its_sibling(memory: Memory) -> None:
    memory.add([entry("Save", "Salvar", resource="a.json", key="save"), entry("Save", "Guardar", "es-ES")])
    here = memory.exact({"other": "Save"}, "en", "pt-BR", "a.json", "save")
    assert here and (here.score, here.entry.target) == (101, {"other": "Salvar"})
    other = memory.exact({"other": "Save"}, "en", "pt-BR", "b.json", "save")
    assert other and other.score == 100
    sibling = memory.exact({"other": "Save"}, "en", "es-MX")
    assert sibling and sibling.score == 97
    assert memory.exact({"other": "Save"}, "en", "fr-FR") is None
    assert memory.exact({"other": "save"}, "en", "pt-BR") is None


def test_a_sibling_markets_words_are_offered_not_taken(memory: Memory) -> None:
    memory.add([entry("Save", "Guardar", "es-ES")])
    found = Recall(memory, "en", "es-MX").find(Message("k", {"other": "Save"}), "a")
    assert found and (found.score, found.sure) == (97, False)


def test_a_parent_market_counts_as_the_market_itself(memory: Memory) -> None:
    memory.add([entry("Cart", "Carrito", "es")])
    found = memory.exact({"other": "Cart"}, "en", "es-MX")
    assert found and found.score == 100


def test_newer_words_for_the_same_unit_replace_older_ones(memory: Memory) -> None:
    memory.add([entry("Save", "Gravar", resource="a", key="k"), entry("Save", "Salvar", resource="a", key="k")])
    found = memory.exact({"other": "Save"}, "en", "pt-BR")
    assert found and found.entry.target == {"other": "Salvar"}
    assert memory.stats() == {"pt-BR": 1}


def test_fuzzy_offers_alike_sources_best_first_and_never_exact_ones(memory: Memory) -> None:
    memory.add(
        [entry("Your cart is empty", "Vazio"), entry("Your cart is empty again", "Cheio"), entry("Goodbye", "Tchau")]
    )
    found = memory.fuzzy("Your cart is empty", "en", "pt-BR")
    assert [m.entry.target["other"] for m in found] == ["Cheio"]
    assert 75 <= found[0].score <= 99


def test_recall_repairs_numbers_and_placeables_and_says_so(memory: Memory) -> None:
    memory.add([entry("Free shipping over $50 for {name}", "Frete grátis acima de $50 para {name}")])
    found = Recall(memory, "en", "pt-BR").find(Message("k", {"other": "Free shipping over $75 for {user}"}), "a")
    assert found and found.sure
    assert found.forms == {"other": "Frete grátis acima de $75 para {user}"}
    assert found.why.startswith("memory ") and found.why.endswith("repaired")


@pytest.mark.parametrize(
    ("wanted", "source", "target"),
    [
        ("Buy 2 get 3", "Buy 2 get 2", "Compre 2 leve 2"),
        ("3 of 3", "3 of 4", "3 de 4, 4"),
        ("Pay 5", "Pay 6", "Pague seis"),
        ("Pay five", "Pay six", "Pague seis"),
        ("{a} and {b}", "{a} and {a}", "{a} e {a}"),
    ],
)
def test_repair_is_certain_or_silent(wanted: str, source: str, target: str) -> None:
    assert repair(wanted, source, target, NONE) is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_repair_swaps_the_number_alone(new: int, old: int) -> None:
    assert repair(f"{new} left!", f"{old} left!", f"Restam {old}!", NONE) == f"Restam {new}!"


def test_plural_forms_are_composed_where_the_market_needs_no_more(memory: Memory) -> None:
    memory.add([entry("{n} item", "{n} item"), entry("{n} items", "{n} itens")])
    memory.add([entry("{n} item", "عنصر", "ar-SA"), entry("{n} items", "عناصر", "ar-SA")])
    message = Message("k", {"one": "{n} item", "other": "{n} items"}, plural=True)
    found = Recall(memory, "en", "pt-BR").find(message, "a")
    assert found and found.forms == {"one": "{n} item", "many": "{n} itens", "other": "{n} itens"}
    assert Recall(memory, "en", "ar-SA").find(message, "a") is None, "Arabic needs six forms; two are not enough"


@given(st.dictionaries(st.sampled_from(["zero", "one", "two", "few", "many", "other"]), st.text(), min_size=1))
def test_forms_survive_packing(forms: dict[str, str]) -> None:
    if not (set(forms) == {"other"} and forms["other"].startswith("\x01")):
        assert unpack(pack(forms)) == forms


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="en-US" creationtool="t" creationtoolversion="1" segtype="sentence"
 o-tmf="x" adminlang="en" datatype="plaintext"/><body>
<tu tuid="1"><tuv xml:lang="en-US"><seg>Save &amp; <ph x="1">{name}</ph></seg></tuv>
<tuv xml:lang="PT-br" changedate="20260301T101500Z"><seg>Salvar e {name}</seg></tuv>
<tuv lang="fr"><seg>Enr.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Nur deutsch</seg></tuv></tu>
</body></tmx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_tmx_is_read_in_its_own_encoding(encoding: str) -> None:
    text = TMX if encoding != "utf-16" else TMX.replace("UTF-8", "UTF-16")
    found = tmx.parse("m.tmx", text.encode(encoding), "en")
    assert [(e.source["other"], e.target["other"], e.market) for e in found] == [
        ("Save & {name}", "Salvar e {name}", "pt-BR"),
        ("Save & {name}", "Enr.", "fr"),
    ]
    assert found[0].at == "2026-03-01T10:15:00Z"


def test_tmx_round_trip_keeps_plural_forms() -> None:
    forms = {"one": "<1>", "few": "«2»", "other": 'a & "b"'}
    entries = [Entry({"one": "x", "other": "y"}, forms, "en", "pl-PL", "human", "po/x.pot", "key")]
    back = tmx.parse("m.tmx", tmx.render(entries, "en", "1").encode(), "en")
    assert [(e.source, e.target, e.market) for e in back] == [({"one": "x", "other": "y"}, forms, "pl-PL")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<tmx><body>", "m.tmx:1:12"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>&a;</tmx>', "entity declarations are refused"),
        ("<tmx>" + "<a>" * 100, "nested more than 64 deep"),
    ],
)
def test_a_hostile_or_broken_tmx_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BrokenText) as caught:
        tmx.parse("m.tmx", text.encode(), "en")
    assert said in str(caught.value)


def test_a_damaged_database_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    path.write_bytes(b"this is no database" * 100)
    memory = Memory(str(path))
    memory.add([entry("a", "b")])
    memory.close()
    assert (tmp_path / "memory.db.broken").read_bytes().startswith(b"this is no")
    again = Memory(str(path)).exact({"other": "a"}, "en", "pt-BR")
    assert again and again.entry.target == {"other": "b"}


def test_an_import_replaces_what_the_file_gave_before(memory: Memory) -> None:
    memory.replace_import("m.tmx", "h1", [entry("a", "1"), entry("a", "2"), entry("b", "3")])
    assert memory.stats() == {"pt-BR": 3}
    memory.replace_import("m.tmx", "h2", [entry("a", "4")])
    assert memory.stats() == {"pt-BR": 1}
    assert memory.imported("m.tmx") == "h2" and memory.imported("other.tmx") == ""
