"""The review diff and the release choice, as values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locakit.changes import Side, compare
from locakit.emit import Edition, choose
from locakit.ledger import digest
from locakit.model import Message, Record, Resource
from locakit.stats import words


def side(source: str, target: str, origin: str = "machine", state: str = "translated", raw: str = "") -> Side:
    record = Record("s", "k", digest({"other": source}), digest({"other": target}), state, origin)
    return Side({"other": source}, {"other": target}, record, raw or target)


def kinds(before: dict[str, Side], after: dict[str, Side]) -> dict[str, str]:
    changes = compare({("fr", "t", k): s for k, s in before.items()}, {("fr", "t", k): s for k, s in after.items()})
    return {c.key: c.kind for c in changes}


def test_each_kind_of_change_is_told_apart() -> None:
    before = {
        "same": side("a", "A"), "source": side("a", "A"), "again": side("a", "A"), "hand": side("a", "A"),
        "state": side("a", "A"), "old": side("m", "M"), "gone": side("g", "G"), "form": side("f", "F"),
        "first": side("x", ""), "last": side("y", "Y"),
    }  # fmt: skip
    after = {
        "same": side("a", "A"), "source": side("b", "A"), "again": side("b", "B"), "hand": side("a", "H", "human"),
        "state": side("a", "A", state="reviewed"), "new": side("m", "M"), "come": side("c", "C"),
        "form": side("f", "F", raw='"F"'), "first": side("x", "X"), "last": side("y", ""),
    }  # fmt: skip
    assert kinds(before, after) == {
        "source": "source-changed", "again": "retranslated", "hand": "edited", "state": "state",
        "new": "moved", "gone": "removed", "come": "added", "form": "formatting", "first": "added", "last": "removed",
    }  # fmt: skip


def test_an_edit_that_the_ledger_has_not_seen_yet_is_an_edit() -> None:
    unseen = Side({"other": "a"}, {"other": "Z"}, side("a", "A").record)
    assert kinds({"k": side("a", "A")}, {"k": unseen}) == {"k": "edited"}


def test_a_state_is_of_the_words_that_stand_there() -> None:
    reviewed, machine = side("a", "A", "human", "reviewed"), side("a", "A")
    assert reviewed.state == "reviewed"
    assert replace(reviewed, target={"other": "B"}).state == "translated", "the record is of other words"
    assert replace(reviewed, target={}).state == "initial"
    assert replace(reviewed, flags=frozenset({"fuzzy"})).state == "fuzzy"
    assert replace(reviewed, flags=frozenset({"approved"})).state == "reviewed"
    assert replace(machine, flags=frozenset({"approved"})).state == "approved"
    unjudged = frozenset({"fuzzy", "unreviewed"})
    assert replace(machine, flags=unjudged).state == "translated"
    assert replace(machine, flags=unjudged, record=None).state == "fuzzy"


def test_units_of_equal_texts_are_not_paired_crosswise() -> None:
    before = {("fr", "a", k): side("OK", "D'accord") for k in ("x", "y", "z")}
    after = {("fr", "b", "y"): side("OK", "D'accord"), ("fr", "a", "n"): side("OK", "D'accord"),
             ("fr", "b", "m"): side("OK", "D'accord"), ("de", "a", "x"): side("OK", "D'accord")}  # fmt: skip
    found = {(c.market, c.resource, c.key): (c.kind, c.resource_before, c.key_before) for c in compare(before, after)}
    assert found == {
        ("fr", "b", "y"): ("moved", "a", "y"), ("fr", "a", "n"): ("moved", "a", "x"),
        ("fr", "b", "m"): ("moved", "a", "z"), ("de", "a", "x"): ("added", "", ""),
    }  # fmt: skip


@pytest.mark.parametrize("count", [3, 400])
def test_loose_units_are_paired_once_each_and_by_their_kind(count: int) -> None:
    words = [f"Paragraph number {n} tells of things." for n in range(count)]
    before = {("fr", "t", f"p-{n}"): Side({"other": w}, {}, loose="p") for n, w in enumerate(words)}
    after = {("fr", "t", f"q-{n}"): Side({"other": w + " More."}, {}, loose="p") for n, w in enumerate(words)}
    changes = compare(before, after)
    assert [c.kind for c in changes] == ["source-changed"] * count
    assert all(c.source_after == c.source_before + " More." for c in changes)
    heads = {("fr", "t", f"h-{n}"): Side({"other": w + " More."}, {}, loose="h1") for n, w in enumerate(words)}
    assert {c.kind for c in compare(before, heads)} == {"added", "removed"}


def edition(market: str, target: str, state: str, source: str = "Hi") -> Edition:
    record = Record("s", "k", digest({"other": source}), digest({"other": target}), state, "human")
    return Edition(market, Resource("t", market, "", (Message("k", {"other": target}),)), {"k": record})


def test_a_release_takes_the_nearest_reviewed_words() -> None:
    source = Resource("s", "en", "", (Message("k", {"other": "Hi"}),))
    mexico, latin, spain = edition("es-MX", "Qué onda", "translated"), edition("es-419", "Hola", "reviewed"), None
    assert spain is None
    pick = choose(source, [mexico, latin], "reviewed")[0]
    assert (pick.forms["other"], pick.origin, pick.state) == ("Hola", "es-419", "translated")
    assert choose(source, [mexico, latin], "translated")[0].forms["other"] == "Qué onda"
    assert choose(source, [mexico, latin], "final")[0].origin == "source"
    stale = edition("es", "Hola", "final", source="Old")
    assert choose(source, [stale], "reviewed")[0].origin == "source", "it was approved for another source"
    assert choose(source, [stale], "translated")[0].forms["other"] == "Hola"


def test_words_are_counted_as_people_do() -> None:
    assert words("Don't stop, it's 1,299.00 well-known") == 5
    assert words("購入する") == 4
    assert words("") == 0
