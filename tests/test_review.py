"""Hand edits and verdicts: what a person wrote is seen by its hash, kept, taught to the memory and named."""

from __future__ import annotations

from dataclasses import replace

from locakit.ledger import Ledger, digest
from locakit.model import Message, Record, Resource
from locakit.review import UNKNOWN_SOURCE, Finished, Place, Verdict, judge, settle

PATH, NOW = "locales/en.json", "2026-05-01T00:00:00Z"


def resource(path: str, locale: str, **texts: str) -> Resource:
    return Resource(path, locale, "", tuple(Message(k, {"other": v}) for k, v in texts.items()))


def place(target: Resource, **sources: str) -> Place:
    return Place(resource(PATH, "en", **sources), target, "pt-BR")


def machine(key: str, source: str, target: str) -> Record:
    return Record(PATH, key, digest({"other": source}), digest({"other": target}), "translated", "machine", "firefox")


def test_what_stands_there_at_the_first_look_is_imported_and_learned() -> None:
    ledger = Ledger()
    seen = settle(place(resource("t", "pt-BR", a="Oi", gone="x"), a="Hi"), ledger, NOW)
    known = ledger.get(PATH, "a")
    assert known and (known.origin, known.state, known.at) == ("imported", "translated", NOW)
    assert seen.adopted == ["a"] and [e.target for e in seen.learned] == [{"other": "Oi"}]
    assert ledger.get(PATH, "gone") is None


def test_a_hand_edit_becomes_human_and_keeps_the_source_it_was_made_from() -> None:
    ledger = Ledger([machine("a", "Hi", "Oi")])
    seen = settle(place(resource("t", "pt-BR", a="Olá"), a="Hi"), ledger, NOW)
    known = ledger.get(PATH, "a")
    assert known and (known.origin, known.engine, known.source_hash) == ("human", "", digest({"other": "Hi"}))
    assert seen.edited == ["a"] and len(seen.learned) == 1
    ledger = Ledger([machine("a", "Hi", "Oi")])
    seen = settle(place(resource("t", "pt-BR", a="Olá"), a="Hello"), ledger, NOW)
    known = ledger.get(PATH, "a")
    assert known and known.source_hash == digest({"other": "Hi"}), "stale: the person may have seen the old source"
    assert seen.learned == [], "words for a source that is no longer known are not taught"


def test_a_hand_edit_is_seen_even_where_the_source_went_at_the_same_time() -> None:
    ledger = Ledger([machine("a", "Hi", "Oi"), machine("b", "Bye", "Tchau")])
    settle(place(resource("t", "pt-BR", a="Olá", b="Tchau")), ledger, NOW)
    origins = {k: r.origin for k, r in ledger.of(PATH).items()}
    assert origins == {"a": "human", "b": "machine"}


def test_a_person_who_adds_an_entry_later_is_human_not_imported() -> None:
    ledger = Ledger([machine("a", "Hi", "Oi")])
    settle(place(resource("t", "pt-BR", a="Oi", b="Tchau"), a="Hi", b="Bye"), ledger, NOW)
    known = ledger.get(PATH, "b")
    assert known and known.origin == "human"


def test_a_text_that_an_interrupted_run_wrote_is_not_mistaken_for_a_persons() -> None:
    done = {"a": Finished(digest({"other": "Hi"}), {"other": "Oi"}, "machine", "firefox", ("x",), "2026-04-30")}
    ledger = Ledger([machine("z", "s", "t")])
    seen = settle(replace(place(resource("t", "pt-BR", a="Oi"), a="Hi"), finished=done), ledger, NOW)
    known = ledger.get(PATH, "a")
    assert known and (known.origin, known.engine, known.note) == ("machine", "firefox", "x")
    assert not seen.edited and not seen.adopted


def test_a_fuzzy_entry_is_a_persons_but_stale() -> None:
    target = Resource("t", "pt-BR", "", (Message("a", {"other": "Oi"}, flags=frozenset({"fuzzy"})),))
    ledger = Ledger()
    seen = settle(place(target, a="Hi"), ledger, NOW)
    known = ledger.get(PATH, "a")
    assert known and known.source_hash == UNKNOWN_SOURCE and seen.learned == []


def test_an_untranslated_block_of_a_document_is_nobodys_words() -> None:
    ledger = Ledger()
    settle(replace(place(resource("t", "pt-BR", a="Hi"), a="Hi"), keyed=False), ledger, NOW)
    assert ledger.get(PATH, "a") is None


def test_verdicts() -> None:
    known = machine("a", "Hi", "Oi")
    now_unit = replace(known, source_hash=digest({"other": "Hi!"}))
    yes = judge(known, now_unit, Verdict("a", {"other": "Oi"}, "reviewed"), "Ana <ana@example.org>", NOW)
    assert yes and (yes.state, yes.origin, yes.engine, yes.by, yes.source_hash) == (
        "reviewed", "machine", "firefox", "Ana <ana@example.org>", now_unit.source_hash,
    )  # fmt: skip
    edit = judge(known, now_unit, Verdict("a", {"other": "Olá"}, "reviewed"), "Ana", NOW)
    assert edit and (edit.origin, edit.engine, edit.target_hash) == ("human", "", digest({"other": "Olá"}))
    assert judge(known, now_unit, Verdict("a", {}, "initial"), "Ana", NOW) is None
