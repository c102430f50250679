"""Recall: whose words are taken and whose only offered, and repair: certain, marked, or not done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from locakit import placeables
from locakit.memory import Memory
from locakit.memory.frames import between, frame_hash, parts
from locakit.model import Entry, Message
from locakit.recall import Recall, mend, renamed, repair

NONE: frozenset[str] = frozenset()


def entry(source: str, target: str, market: str = "pt-BR", **more: str) -> Entry:
    return Entry({"other": source}, {"other": target}, "en", market, **more)  # type: ignore[arg-type] # origin is a word


def asked(memory: Memory, text: str, market: str = "pt-BR", flags: frozenset[str] = NONE):  # type: ignore[no-untyped-def]
    return Recall(memory, "en", market).find(Message("k", {"other": text}, flags=flags), "a.json")


@pytest.fixture
def memory() -> Memory:
    return Memory(":memory:")


def test_a_machine_s_words_are_offered_never_taken(memory: Memory) -> None:
    memory.add([entry("Save", "Salvar", origin="machine", resource="a.json", key="k")])
    found = asked(memory, "Save")
    assert found and (found.forms, found.score, found.sure) == ({"other": "Salvar"}, 96, False)
    memory.add([entry("Save", "Guardar", "pt-PT", resource="b.json", key="k")])
    found = asked(memory, "Save")
    assert found and (found.forms, found.score, found.sure) == ({"other": "Guardar"}, 97, False), (
        "a person's come first"
    )
    memory.add([entry("Save", "Gravar", resource="c.json", key="k")])
    found = asked(memory, "Save")
    assert found and (found.forms, found.score, found.sure) == ({"other": "Gravar"}, 100, True)


def test_a_machine_s_words_are_not_repaired_in_silence(memory: Memory) -> None:
    memory.add([entry("{n} of 3", "{n} de 3", origin="machine")])
    found = asked(memory, "{n} of 4")
    assert found and (found.forms, found.sure) == ({"other": "{n} de 4"}, False)
    memory.add([entry("{n} of 5", "{n} de 5")])
    found = asked(memory, "{n} of 4")
    assert found and (found.forms, found.score, found.sure) == ({"other": "{n} de 4"}, 99, True)


def test_another_project_s_words_are_taken_but_score_less(tmp_path: Path) -> None:
    path = str(tmp_path / "shared.db")
    one, two = Memory(path, "one"), Memory(path, "two")
    one.add([entry("Save", "Salvar", resource="a.json", key="k")])
    found = asked(two, "Save")
    assert found and (found.score, found.sure) == (99, True)
    two.add([entry("Save", "Gravar", resource="z.json", key="z")])
    found = asked(two, "Save")
    assert found and (found.forms, found.score) == ({"other": "Gravar"}, 100)
    exact = one.exact({"other": "Save"}, "en", "pt-BR", "a.json", "k")
    assert exact and (exact.score, exact.project) == (101, "one")
    exact = two.exact({"other": "Save"}, "en", "pt-BR", "a.json", "k")
    assert exact and exact.score == 100, "the same place in another project is another place"


def test_alike_words_are_offered(memory: Memory) -> None:
    memory.add([entry("Your cart is empty", "Seu carrinho está vazio")])
    found = asked(memory, "Your cart is empty!")
    assert found and not found.sure and 90 < found.score < 100 and found.why == f"memory {found.score}"
    assert asked(memory, "Quite another sentence") is None


def test_repair_finds_sources_that_are_hardly_alike(memory: Memory) -> None:
    old, new = "https://shop.example/help/returns", "https://a.example/b"
    memory.add([entry(f"See {old}", f"Veja {old}")])
    found = asked(memory, f"See {new}")
    assert found and found.sure and found.forms == {"other": f"Veja {new}"} and found.score == 99


def test_repair_knows_the_message_s_dialect(memory: Memory) -> None:
    memory.add([entry("Welcome back, :name!", "Olá de novo, :name!")])
    found = asked(memory, "Welcome back, :user!", flags=frozenset({"laravel-format"}))
    assert found and found.sure and found.forms == {"other": "Olá de novo, :user!"}


@pytest.mark.parametrize(
    ("wanted", "source", "target", "market", "expected"),
    [
        ("5 files", "7 files", "7 файлов", "ru", ("5 файлов", "sure")),
        ("3 files", "7 files", "7 файлов", "ru", ("3 файлов", "grammar")),
        ("2 files", "11 files", "11 ملفًا", "ar", ("2 ملفًا", "grammar")),
        ("Page 3", "Page 7", "Página 7", "pt-BR", ("Página 3", "sure")),
        ("The 22nd time", "The 12nd time", "12 時", "ja", ("22 時", "grammar")),
        ("1.5 GB", "2 GB", "2 Go", "fr", None),
        ("1.5 GB", "2.5 GB", "2,5 Go", "fr", None),
        ("1.5 GB", "2.5 GB", "2.5 GB", "de", ("1.5 GB", "grammar")),
        ("Version 2.0.1", "Version 1.9.7", "Version 1.9.7", "", ("Version 2.0.1", "sure")),
        ("5 files", "7 files", "٧ ملفات", "ar", None),
        ("<b>Go</b> now", "<i>Go</i> now", "<i>Vá</i> agora", "pt", ("<b>Vá</b> agora", "sure")),
        ("<b>Go</b> now", "<i>Go</i> now", "Vá agora", "pt", None),
        ("Hi {user}", "Hi {name}", "Oi {name}", "pt", ("Oi {user}", "sure")),
        ("Hi {user}", "Hi <br>", "Oi <br>", "pt", None),
        ("Hi 5", "Hi {name}", "Oi {name}", "pt", None),
        ("%s of %d", "%d of %d", "%d de %d", "pt", None),
        ("{a} to {b}", "{b} to {a}", "de {a} para {b}", "pt", ("de {b} para {a}", "sure")),
        ("\ufffc 5", "\ufffc 6", "\ufffc 6", "pt", None),
        ("{n, plural, other {# a}} 1", "{n, plural, other {# b}} 1", "{n, plural, other {# b}} 1", "", None),
        ("v2", "v10", "v10", "pt", ("v2", "sure")),
        ("Over $2,000", "Over $1,000", "Acima de $1,000", "pt", ("Acima de $2,000", "sure")),
        ("At 10:30", "At 09:15", "Às 09:15", "pt", ("Às 10:30", "sure")),
    ],
)  # fmt: skip
def test_repair_is_certain_marked_or_not_done(
    wanted: str, source: str, target: str, market: str, expected: tuple[str, str] | None
) -> None:
    assert mend(wanted, source, target, NONE, market) == expected


PLACED = st.sampled_from([
    "{name}", "{0}", "{{count}}", "%s", "%d", "%1$s", "%(user)s", "<b>", "</b>", "<a href=\"x\">", "</a>", "<br/>",
    "&amp;", "https://a.example/x", "me@a.example", "12", "1,000", "2.5", "10:30", "7", "`code`", "${x}",
])  # fmt: skip
WORDS = st.text(st.sampled_from("abcdé ¿،שעب漢。 "), max_size=6)


def _numbers(text: str) -> list[str]:
    return sorted(p.text for p in parts(text) if p.kind == "number")


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
@settings(max_examples=300, deadline=None)
def test_a_repaired_target_has_the_new_source_s_placeables(words: list[str], data: st.DataObject) -> None:
    def joined(pieces: list[str], between_: list[str]) -> str:
        return " ".join(f"{w} {p}" for w, p in zip(pieces, [*between_, ""], strict=True))

    holes = len(words) - 1
    old = data.draw(st.lists(PLACED, min_size=holes, max_size=holes))
    new = data.draw(st.lists(PLACED, min_size=holes, max_size=holes))
    other = data.draw(st.permutations(old))
    source, wanted, target = joined(words, old), joined(words, new), joined(list(reversed(words)), list(other))
    for market in ("", "ru"):
        fixed = mend(wanted, source, target, NONE, market)
        if fixed:
            assert placeables.compare(wanted, fixed[0]) == []
            assert _numbers(fixed[0]) == _numbers(wanted)
    if wanted == source:
        again = repair(wanted, source, target, NONE)
        assert again in (target, None)


@given(st.text(max_size=40), st.integers(0, 10**9), st.integers(0, 10**9))
@settings(max_examples=200, deadline=None)
def test_frames_forget_numbers_alone(text: str, a: int, b: int) -> None:
    assume(not re.search(r"[\d.,:]$", text))
    one, two = f"{text} {a}", f"{text} {b}"
    assert frame_hash(one) == frame_hash(two) is not None
    found = parts(one)
    assert (
        "".join(t + p.text for t, p in zip(between(one, found), found, strict=False)) + between(one, found)[-1] == one
    )


@pytest.mark.parametrize("piece", ["1,", "{", "<b>", "9" * 50 + " ", "%s 1 ", "a1"])
def test_huge_texts_are_linear(memory: Memory, piece: str) -> None:
    text = piece * (100_000 // len(piece))
    memory.add([entry(text + "x", text + "x")])
    assert asked(memory, text + "x").score == 100
    asked(memory, text + "y")


@pytest.mark.parametrize(
    ("wanted", "source", "target", "expected"),
    [
        ("Sign in to Marula", "Sign in to Baobab", "Entrar no Baobab", "Entrar no Marula"),
        ("Ana, Rui and Eva", "Ana, Leo and Ida", "Ana, Leo e Ida", "Ana, Rui e Eva"),
        ("Ask Eva. Eva knows.", "Ask Ida. Ida knows.", "Pergunte a Ida. Ida sabe.", None),
        ("Meet on Tuesday", "Meet on Monday", "Reunir na segunda", None),
        ("Close it now", "Open it now", "Abra agora", None),
        ("Send to Ana and Ana", "Send to Leo and Ana", "Enviar a Leo e Ana", "Enviar a Ana e Ana"),
        ("Send to Rui and Leo", "Send to Leo and Leo", "Enviar a Leo e Leo", None),
        ("Call Eva now", "Call Ida", "Ligue para Ida", None), ("Call Eva!", "Call Ida", "Ligue para Ida", None),
        ("Call Ida", "Call Ida", "Ligue para Ida", None), ("", "", "", None),
    ],
)  # fmt: skip
def test_a_name_is_put_in_the_place_of_another(wanted: str, source: str, target: str, expected: str | None) -> None:
    assert renamed(wanted, source, target) == expected


def test_a_renamed_match_is_offered_not_taken(memory: Memory) -> None:
    memory.add([Entry({"other": "Sign in to Baobab now"}, {"other": "Entre no Baobab agora"}, "en", "pt-BR")])
    found = Recall(memory, "en", "pt-BR").find(Message("k", {"other": "Sign in to Marula now"}), "a.json")
    assert found and found.forms == {"other": "Entre no Marula agora"} and not found.sure
    assert found.why.endswith("repaired")
