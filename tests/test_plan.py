"""The plan: every unit gets one act with a reason, and a person's words are never among the overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locakit.ledger import digest, persons
from locakit.model import Message, Record, Resource, Step
from locakit.plan import Facts, make
from locakit.proposals import Proposal, parse, render
from locakit.recall import Recalled

PATH = "locales/en.json"


def resource(locale: str, **texts: str) -> Resource:
    return Resource(PATH, locale, "", tuple(Message(k, {"other": v}) for k, v in texts.items()))


def record(key: str, source: str, target: str, **more: str) -> Record:
    base = Record(PATH, key, digest({"other": source}), digest({"other": target}), "translated", "machine", "firefox")
    return replace(base, **more)


def one(source: str, target: str | None, known: Record | None, **more: object) -> Step:
    there = resource("pt-BR", k=target) if target is not None else None
    facts = Facts("pt-BR", resource("en", k=source), there, "t", {"k": known} if known else {})
    return make(replace(facts, **more)).steps[0]  # type: ignore[arg-type]  # keyword names are checked by replace


def test_new_kept_and_missing_units() -> None:
    assert (one("Hi", None, None).act, one("Hi", None, None).why) == ("translate", "new")
    assert one("Hi", "Oi", record("k", "Hi", "Oi")).act == "keep"
    assert one("Hi", "", record("k", "Hi", "Oi")).why == "not in the file"
    assert one("", None, None).act == "keep"


@pytest.mark.parametrize(
    ("origin", "state", "act"),
    [
        ("machine", "translated", "translate"),
        ("memory", "translated", "translate"),
        ("machine", "reviewed", "propose"),
        ("memory", "final", "propose"),
        ("human", "translated", "propose"),
        ("imported", "translated", "propose"),
    ],
)
def test_a_changed_source_replaces_machines_and_only_proposes_to_people(origin: str, state: str, act: str) -> None:
    known = record("k", "Hi", "Oi", origin=origin, state=state)
    assert one("Hello", "Oi", known).act == act
    assert persons(known) == (act == "propose")


def test_a_waiting_proposal_is_not_made_again_until_the_source_changes_once_more() -> None:
    known = record("k", "Hi", "Oi", origin="human")
    waiting = Proposal(PATH, "k", digest({"other": "Hello"}), "firefox", "", {"other": "Olá"}, {"other": "Hello"})
    assert one("Hello", "Oi", known, proposals={"k": waiting}).act == "keep"
    assert one("Hello!", "Oi", known, proposals={"k": waiting}).act == "propose"


def test_sure_memory_is_recalled_and_alike_memory_only_goes_along() -> None:
    sure = one("Hi", None, None, recall=lambda m: Recalled({"other": "Oi"}, 100, True, "memory 100"))
    assert (sure.act, sure.text, sure.engine) == ("recall", {"other": "Oi"}, "100")
    alike = one("Hi", None, None, recall=lambda m: Recalled({"other": "Oi"}, 80, False, "memory 80"))
    assert (alike.act, alike.text) == ("translate", {"other": "Oi"})


def test_units_gone_from_the_source_are_dropped_unless_a_person_wrote_them() -> None:
    target = resource("pt-BR", machine="a", human="b", unknown="c")
    records = {"machine": record("machine", "x", "a"), "human": record("human", "x", "b", origin="human")}
    plan = make(Facts("pt-BR", resource("en"), target, "t", records))
    assert [(s.key, s.act) for s in plan.steps] == [("machine", "drop"), ("human", "keep")]


def test_skip_patterns_take_units_out_of_the_plan() -> None:
    source = Resource(PATH, "en", "", (Message("internal.a", {"other": "x"}), Message("cart", {"other": "y"})))
    plan = make(Facts("pt-BR", source, None, "t", {}, skip=("internal.*",)))
    assert [s.key for s in plan.steps] == ["cart"]
    there = Resource(PATH, "pt-BR", "", source.messages)
    known = {"internal.a": record("internal.a", "x", "x")}
    plan = make(Facts("pt-BR", resource("en"), there, "t", known, skip=("internal.*",)))
    assert [s.key for s in plan.steps if s.act == "drop"] == [], "a key that is skipped stays as it is"


def test_code_is_copied_and_a_persons_code_is_kept() -> None:
    code = Message("code-1", {"other": "x = 1"}, flags=frozenset({"verbatim"}))
    source = Resource("docs/en/a.md", "en", "", (code,))

    def step(target: str | None, known: Record | None = None) -> Step:
        there = Resource("t", "pt-BR", "", (Message("code-1", {"other": target}),)) if target else None
        return make(Facts("pt-BR", source, there, "t", {"code-1": known} if known else {}, keyed=False)).steps[0]

    assert (step(None).act, step(None).text) == ("recall", {"other": "x = 1"})
    assert step("x = 1").act == "keep"
    assert step("x = 2").act == "keep"
    assert step("x = 0", record("code-1", "x = 0", "x = 0", origin="memory")).act == "recall"


def test_an_untranslated_block_of_a_document_is_new() -> None:
    assert one("Hi", "Hi", None, keyed=False).act == "translate"
    assert one("OK", "OK", None, keyed=True).act == "keep"


def test_proposals_survive_their_file_and_the_later_of_two_counts() -> None:
    old = Proposal("r\t", "k\n", "h", "firefox", "2026-01-01", {"other": "a\tb"}, {"other": "s"})
    new = replace(old, at="2026-01-02", forms={"one": "ü", "other": "\\n"})
    assert parse(render([old])) == {("r\t", "k\n"): old}
    assert parse(render([new]) + render([old])) == {("r\t", "k\n"): new}
    assert render([]) == "" and parse("a\tb\n{}\t") == {}
