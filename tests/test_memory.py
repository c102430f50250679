"""The translation memory: exact before alike, people's newest words, TMX in and out, damaged files put aside."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import tmx
from locakit.errors import BrokenText, DiskError
from locakit.ledger import digest
from locakit.memory import Match, Memory, open_memory, pack, unpack
from locakit.memory.grams import Grams
from locakit.memory.scores import Asked
from locakit.model import Entry, Message
from locakit.recall import Recall, repair
from tests.conftest import Cli, write

ROOT = Path(__file__).resolve().parent.parent
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


def test_the_same_text_a_thousand_times_still_knows_the_place(memory: Memory) -> None:
    memory.add(
        [entry("OK", f"OK{n}", resource="a.json", key=f"k{n}", at=f"2026-01-{n % 28 + 1:02}") for n in range(999)]
    )
    found = memory.exact({"other": "OK"}, "en", "pt-BR", "a.json", "k7")
    assert found and (found.score, found.entry.target) == (101, {"other": "OK7"})
    assert len(memory.fuzzy("OKA", "en", "pt-BR")) == 1


ENTRIES = st.tuples(
    st.sampled_from(["es-MX", "es-ES", "es", "es-419"]), st.sampled_from(["human", "imported", "machine"]),
    st.sampled_from(["one", "two"]), st.sampled_from(["a", "b"]), st.integers(0, 40), st.integers(1, 9),
)  # fmt: skip


@given(st.lists(ENTRIES, min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_the_best_of_many_is_the_best_of_all(rows: list[tuple[str, str, str, str, int, int]]) -> None:
    memory = Memory(":memory:", "one")
    known: dict[tuple[object, ...], Match] = {}
    asked = Asked("es-MX", "one", ("a", "k1"))
    for market, origin, project, resource, key, day in rows:
        memory.project = project
        at = f"2026-01-0{day}"
        one = entry("Save", f"{market} {key} {at}", market, resource=resource, key=f"k{key}", at=at)
        one = replace(one, origin=origin)  # type: ignore[arg-type] # it is one of the origins
        memory.add([one])
        place = (market, project, resource, key)
        if place not in known or at >= known[place].entry.at:
            known[place] = asked.match(one, project, 100)
    memory.project = "one"
    best = memory.exact({"other": "Save"}, "en", "es-MX", "a", "k1")
    assert best and best.order == max(m.order for m in known.values())


def test_older_words_do_not_replace_newer_ones(memory: Memory) -> None:
    memory.add([entry("Save", "Salvar", resource="a", key="k", at="2026-02-01T00:00:00Z")])
    memory.replace_import("m.tmx", "h", [entry("Save", "Gravar", resource="a", key="k", at="2020-01-01T00:00:00Z")])
    found = memory.exact({"other": "Save"}, "en", "pt-BR", "a", "k")
    assert found and (found.score, found.entry.target) == (101, {"other": "Salvar"})


def test_an_import_that_fails_leaves_everything_as_it_was(memory: Memory) -> None:
    memory.replace_import("m.tmx", "h1", [entry("a", "1")])
    for broken in (TMX[:-40].encode(), TMX.replace("</body>", "</bod>").encode()):
        with pytest.raises(BrokenText):
            memory.replace_import("m.tmx", "h2", tmx.read("m.tmx", [broken[:300], broken[300:]], "en"))
    assert memory.stats() == {"pt-BR": 1} and memory.imported("m.tmx") == "h1"
    assert memory.add([entry("b", "2")]) == 1


def test_words_in_source_and_target_are_searched_in_any_case(memory: Memory) -> None:
    memory.add([entry("Straße sperren", "Fechar RUA"), entry("Rua", "Street"), entry("x", "y", "fr-FR")])
    assert [m.entry.source["other"] for m in memory.search("rua", [], 9)] == ["Rua", "Straße sperren"]
    assert [m.entry.source["other"] for m in memory.search("rua", [], 9, source_only=True)] == ["Rua"]
    assert [m.entry.source["other"] for m in memory.search("STRASSE", ["pt"], 9)] == ["Straße sperren"]
    assert memory.search("rua", ["fr-FR"], 9) == [] and len(memory.search("r", [], 1)) == 1


def grown(count: int, seed: int = 5) -> list[str]:
    pick = random.Random(seed)
    words = ["".join(pick.choice("aeioubcdlmnprst") for _ in range(pick.randint(2, 8))) for _ in range(600)]
    return list(dict.fromkeys(" ".join(pick.choice(words) for _ in range(pick.randint(2, 9))) for _ in range(count)))


def changed(text: str, pick: random.Random) -> str:
    words = text.split(" ")
    words[pick.randrange(len(words))] = pick.choice(["new", "old", "x"])
    return " ".join(words)


def test_the_index_finds_what_brute_force_finds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from rapidfuzz import fuzz, process

    monkeypatch.setattr("locakit.memory.alike.FEW", 300)
    texts, pick = grown(4_000), random.Random(1)
    path = tmp_path / "memory.db"
    memory = Memory(str(path))
    memory.add([entry(t, t.upper(), resource="r", key=str(n)) for n, t in enumerate(texts[:3_000])])
    memory.fuzzy("anything at all", "en", "pt-BR")
    index = tmp_path / "memory.db.en-pt.index"
    assert index.is_file()
    for n in range(3_000, len(texts), 200):
        memory.add([entry(t, t.upper(), resource="s", key=str(n + i)) for i, t in enumerate(texts[n : n + 200])])
        memory.fuzzy("anything at all", "en", "pt-BR")
    wanted = [changed(pick.choice(texts), pick) for _ in range(150)]
    same = total = 0
    for text in wanted:
        best = process.extractOne(text, [t for t in texts if t != text], scorer=fuzz.ratio, score_cutoff=75)
        found = memory.fuzzy(text, "en", "pt-BR")
        assert all(m.entry.target["other"] == m.entry.source["other"].upper() for m in found)
        total += best is not None
        same += bool(best and found and found[0].score == min(99, int(best[1])))
    assert total > 50 and same >= total * 0.98
    again = Memory(str(path))
    assert [m.entry for m in again.fuzzy(wanted[0], "en", "pt-BR")] == [
        m.entry for m in memory.fuzzy(wanted[0], "en", "pt-BR")
    ]


@pytest.mark.parametrize("damage", [b"", b"rotten", b"locakit-grams 3 little\n", b"x" * 5_000, None])
def test_a_stale_or_damaged_index_is_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes | None
) -> None:
    monkeypatch.setattr("locakit.memory.alike.FEW", 100)
    texts = grown(400)
    path, index = tmp_path / "memory.db", tmp_path / "memory.db.en-pt.index"
    memory = Memory(str(path))
    memory.add([entry(t, "T", resource="r", key=t) for t in texts])
    assert memory.fuzzy(texts[0] + " x", "en", "pt-BR")
    memory.close()
    if damage is None:
        path.unlink()
        memory = Memory(str(path))
        memory.add([entry("z" + t, "T", resource="r", key=t) for t in texts])
    else:
        whole = index.read_bytes()
        rotten = whole[:-8_000] + b"\xff" * 8_000
        index.write_bytes({b"": whole[:-9], b"rotten": rotten}.get(damage, damage))
        memory = Memory(str(path))
    found = memory.fuzzy(("z" if damage is None else "") + texts[0] + "y", "en", "pt-BR")
    assert found and found[0].entry.source["other"].endswith(texts[0])


def test_no_flipped_byte_of_the_index_is_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("locakit.memory.alike.FEW", 100)
    monkeypatch.setattr("locakit.memory.grams._SLOTS", 1 << 10)
    texts, pick = grown(200), random.Random(4)
    path, index = tmp_path / "memory.db", tmp_path / "memory.db.en-pt.index"
    memory = Memory(str(path))
    memory.add([entry(t, "T", resource="r", key=t) for t in texts])
    asked = [changed(pick.choice(texts), pick) for _ in range(3)]
    right = [memory.fuzzy(text, "en", "pt-BR") for text in asked]
    memory.close()
    whole = index.read_bytes()
    for at in [*range(0, 600, 40), *(pick.randrange(len(whole)) for _ in range(25)), len(whole) - 1]:
        index.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << pick.randrange(8)]) + whole[at + 1 :])
        memory = Memory(str(path))
        assert [memory.fuzzy(text, "en", "pt-BR") for text in asked] == right, at
        memory.close()
        assert index.read_bytes() == whole, "made anew"


def test_the_index_of_another_memory_or_pair_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("locakit.memory.alike.FEW", 100)
    texts = grown(200)
    for name, mark in (("a", "T"), ("b", "z")):
        memory = Memory(str(tmp_path / name))
        memory.add([entry(mark + t, "T", market, resource="r", key=t) for t in texts for market in ("pt-BR", "es-MX")])
        assert all(memory.fuzzy(mark + texts[0] + "y", "en", market) for market in ("pt-BR", "es-MX"))
        memory.add([entry("only Spanish has this one", "T", "es-MX")])
        memory.close()
    mine, other, spanish = (tmp_path / f"{n}.index" for n in ("a.en-pt", "b.en-pt", "a.en-es"))
    for foreign in (other, spanish):
        head = Grams(mine.read_bytes()).head
        mine.write_bytes(foreign.read_bytes())
        memory = Memory(str(tmp_path / "a"))
        found = memory.fuzzy("T" + texts[0] + "y", "en", "pt-BR")
        assert found and found[0].entry.source["other"] == "T" + texts[0]
        memory.close()
        now = Grams(mine.read_bytes()).head
        assert (now["id"], now["pair"]) == (head["id"], ["en", "pt"])


def test_forgotten_words_are_not_offered_and_the_index_follows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("locakit.memory.alike.FEW", 100)
    texts = grown(400)
    memory = Memory(str(tmp_path / "m.db"))
    memory.replace_import("m.tmx", "1", [entry(t, "T") for t in texts])
    assert memory.fuzzy(texts[5] + "x", "en", "pt-BR")[0].entry.source["other"] == texts[5]
    memory.replace_import("m.tmx", "2", [entry(t, "T") for t in texts[200:]])
    assert not any(m.entry.source["other"] in texts[:200] for m in memory.fuzzy(texts[5] + "x", "en", "pt-BR"))
    assert memory.fuzzy(texts[300] + "x", "en", "pt-BR")[0].entry.source["other"] == texts[300]
    assert memory.forget() == len(texts) - 200 and memory.fuzzy(texts[300] + "x", "en", "pt-BR") == []


_PROCESS = """
import sys
from locakit.memory import Memory, alike
from locakit.model import Entry
alike.FEW = 40
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
memory = Memory(path, name)
for n in range(count):
    text = f"{name} says number {n} and a few words more"
    assert memory.add([Entry({"other": text}, {"other": text.upper()}, "en", "pt-BR", "human", name, str(n))]) == 1
    assert memory.exact({"other": text}, "en", "pt-BR", name, str(n)).score == 101
    found = memory.fuzzy(text + "!", "en", "pt-BR")
    assert found and found[0].score > 90, (text, found)
    if n % 20 == 0:
        imported = Entry({"other": f"{name} {n} imported"}, {"other": "x"}, "en", "pt-BR")
        memory.replace_import(f"{name}.tmx", str(n), [imported])
print(sum(memory.stats().values()))
"""


def test_several_processes_share_one_memory(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    names = ["one", "two", "three", "four"]
    started = [
        subprocess.Popen([sys.executable, "-c", _PROCESS, str(path), name, "60"], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True, cwd=ROOT)
        for name in names
    ]  # fmt: skip
    said = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0] * 4, said
    memory = Memory(str(path), "one")
    assert memory.stats() == {"pt-BR": 4 * 61}
    assert {project for _, _, project, _ in memory.tally()} == set(names)
    assert not list(tmp_path.glob("*.broken")) and not list(tmp_path.glob("*.tmp"))


def test_a_killed_writer_leaves_a_sound_memory(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    for _ in range(3):
        command = [sys.executable, "-c", _PROCESS, str(path), "one", "100000"]
        writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        while not path.is_file() or (path.stat().st_size < 60_000 and writer.poll() is None):
            time.sleep(0.01)
        writer.kill()
        writer.wait()
        memory = Memory(str(path))
        assert memory.add([entry("a", "b")]) == 1
        assert memory._db.execute("pragma integrity_check").fetchone() == ("ok",)
        memory.close()


def test_a_locked_memory_is_not_taken_for_a_broken_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    Memory(str(path)).add([entry("a", "b")])
    monkeypatch.setattr("locakit.memory.schema.PATIENCE", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(DiskError, match="another process"):
        open_memory(str(path))
    other.execute("rollback")
    memory = open_memory(str(path))
    other.execute("begin immediate")
    with pytest.raises(DiskError, match="another process"):
        memory.add([entry("c", "d")])
    other.execute("rollback")
    assert memory.stats() == {"pt-BR": 1} and not list(tmp_path.glob("*.broken"))


def test_a_memory_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    Memory(str(path)).add([entry("a", "b")])
    memory = Memory(str(path))
    memory._db.execute("pragma query_only = 1")
    assert memory.add([entry("c", "d")]) == 0 and not memory.writable
    assert memory.exact({"other": "a"}, "en", "pt-BR")


def test_a_newer_locakit_s_memory_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 99")
    with pytest.raises(DiskError, match="newer locakit"):
        open_memory(str(path))
    assert path.is_file() and not list(tmp_path.glob("*.broken"))


def test_the_first_version_s_memory_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with sqlite3.connect(path) as db:
        db.executescript(
            "create table entry (hash text, market text, locale text, resource text, key text, language text,"
            " source text, target text, origin text, at text, primary key (hash, market, resource, key)) without rowid;"
            "create table imported (name text primary key, hash text not null) without rowid;"
            f"insert into entry values ('{digest({'other': 'Save'})}', 'pt-BR', 'en', 'a', 'k', 'pt', 'Save', 'Salvar',"
            " 'human', '2026-01-01T00:00:00Z');"
            f"insert into entry values ('{digest({'other': 'x'})}', 'pt-BR', 'en', 'm.tmx', 'k', 'pt', 'x', 'y',"
            " 'human', '');"
            "insert into imported values ('m.tmx', 'h')"
        )
    memory = Memory(str(path))
    found = memory.exact({"other": "Save"}, "en", "pt-BR", "a", "k")
    assert found and found.score == 101 and memory.imported("m.tmx") == "" and memory.stats() == {"pt-BR": 1}


SHOP = {
    "locakit.yaml": "source: en\nname: shop\nmarkets: [pt-BR, fr-FR]\nengines: [pseudo]\n"
    "content:\n  - path: locales/{locale}.json\n",
    "locales/en.json": {"save": "Save", "cart": "Add to cart", "left": "5 left"},
    "locales/pt-BR.json": {"save": "Salvar", "cart": "Adicionar ao carrinho", "left": "Restam 5"},
    "locales/fr-FR.json": {"save": "Enregistrer"},
}


def test_the_command_searches_counts_and_rebuilds(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path, SHOP)
    said = cli("memory", "search", "add to", "--format", "json", cwd=tmp_path)
    assert said.code == 0 and [m["target"] for m in said.json["matches"]] == [{"other": "Adicionar ao carrinho"}]
    assert not (tmp_path / ".locakit").exists(), "nothing is written by looking"
    assert cli("memory", "rebuild", cwd=tmp_path).out.startswith("4 entries from ledger and files")
    found = cli("memory", "stats", "--format", "json", cwd=tmp_path).json
    assert (found["entries"], found["sources"], found["shared"]) == (4, 3, False)
    assert found["markets"]["pt-BR"] == {
        "entries": 3, "by_origin": {"machine": 0, "memory": 0, "human": 3, "imported": 0}
    }  # fmt: skip
    assert "pt-BR" in cli("memory", "stats", cwd=tmp_path).out
    said = cli("memory", "search", "Save", "--market", "fr-*", cwd=tmp_path)
    assert said.out.startswith("100  fr-FR   Save\n") and "Enregistrer" in said.out and "Salvar" not in said.out
    assert cli("memory", "search", "carrinho", "--source", cwd=tmp_path).out == ""
    assert cli("memory", "search", "x", "--market", "ja", cwd=tmp_path).code == 2
    (tmp_path / ".locakit/memory.db").write_bytes(b"broken" * 99)
    assert cli("memory", "rebuild", cwd=tmp_path).code == 0
    assert cli("memory", "stats", "--format", "json", cwd=tmp_path).json["entries"] == 4


def test_the_command_s_tmx_comes_back(cli: Cli, tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", SHOP), write(tmp_path / "two", SHOP | {"locales/pt-BR.json": {}})
    said = cli("memory", "export", str(tmp_path / "all.tmx"), "--format", "json", cwd=one)
    assert said.json == {"version": 1, "file": str(tmp_path / "all.tmx"), "entries": 4, "left_out": 0}
    said = cli("memory", "import", str(tmp_path / "all.tmx"), "--format", "json", cwd=two)
    assert said.json["files"] == {(tmp_path / "all.tmx").as_posix(): 4}
    assert cli("memory", "import", str(tmp_path / "all.tmx"), cwd=two).out.endswith("nothing new\n")
    memory = Memory(str(two / ".locakit/memory.db"))
    found = memory.exact({"other": "5 left"}, "en", "pt-BR", "locales/en.json", "left")
    assert found and (found.score, found.entry.origin) == (101, "human")
    (tmp_path / "all.tmx").unlink()
    said = cli("memory", "rebuild", "--format", "json", cwd=two)
    assert said.json["kept"] == [(tmp_path / "all.tmx").as_posix()]
    assert memory.exact({"other": "5 left"}, "en", "pt-BR", "locales/en.json", "left") == found
    assert cli("memory", "export", "pt.tmx", "--market", "pt-BR", cwd=two).code == 0
    assert "fr-FR" not in (two / "pt.tmx").read_text(encoding="utf-8")
    (two / "bad.tmx").write_text("<tmx><body>", encoding="utf-8")
    said = cli("memory", "import", "bad.tmx", cwd=two)
    assert said.code == 1 and "bad.tmx:1:12" in said.err
    assert cli("memory", "import", "no.tmx", cwd=two).code == 2
    assert cli("memory", "export", "no/such/folder/x.tmx", cwd=two).code == 3


def test_a_shared_memory_keeps_projects_apart(cli: Cli, tmp_path: Path) -> None:
    config = str(SHOP["locakit.yaml"]) + "memory: ../shared/tm.db\n"
    one = write(tmp_path / "one", SHOP | {"locakit.yaml": config})
    two = write(
        tmp_path / "two",
        SHOP | {"locakit.yaml": config.replace("shop", "desk"), "locales/pt-BR.json": {"save": "Gravar"}},
    )
    for folder in (one, two):
        assert cli("memory", "rebuild", cwd=folder).code == 0
    found = cli("memory", "stats", "--format", "json", cwd=two).json
    assert (found["shared"], found["project"], found["projects"]) == (True, "desk", {"desk": 2, "shop": 4})
    matches = cli("memory", "search", "Save", "--market", "pt-BR", "--format", "json", cwd=two).json["matches"]
    assert [(m["score"], m["project"], m["target"]["other"]) for m in matches] == [
        (100, "desk", "Gravar"), (99, "shop", "Salvar"),
    ]  # fmt: skip
    assert cli("memory", "rebuild", cwd=one).code == 0
    assert cli("memory", "stats", "--format", "json", cwd=one).json["projects"] == {"desk": 2, "shop": 4}


@pytest.mark.parametrize("command", [["--help"], ["memory", "--help"], ["status"]])
def test_sqlite_is_loaded_only_where_it_is_needed(command: list[str], tmp_path: Path) -> None:
    write(tmp_path, SHOP)
    code = (
        f"import sys\nfrom locakit.__main__ import main\nsys.argv = ['locakit', *{command!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('HEAVY', [m for m in ('sqlite3', 'numpy', 'rapidfuzz') if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    assert done.stdout.rstrip().endswith("HEAVY []"), done.stdout


def test_half_a_character_in_source_or_key_is_neither_found_nor_learned(memory: Memory) -> None:
    assert memory.exact({"other": "half \ud800"}, "en", "es-ES", "l/en.json", "k") is None
    assert memory.exact({"other": "Whole"}, "en", "es-ES", "l/en.json", "half \ud800") is None
    broken = Entry({"other": "Whole"}, {"other": "Entero"}, "en", "es-ES", "human", "l/en.json", "half \ud800", "2026")
    assert memory.add([broken]) == 0
