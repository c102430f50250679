"""The ledger: one line a unit, whatever the text, and two lines after a merge settled by what stands in the file."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from locakit.ledger import Ledger, digest, escape, format_record, parse_record, unescape
from locakit.model import ORIGINS, STATES, Record

BASE = Record("locales/en.json", "cart.total", "s1", "t1", "translated", "machine", "firefox", at="2026-01-01")
texts = st.text(st.characters(codec="utf-8"), max_size=40)


@given(texts)
def test_any_text_survives_a_cell(text: str) -> None:
    cell = escape(text)
    assert unescape(cell) == text
    assert len(cell.splitlines()) <= 1 or not {"\n", "\r", "\x85", "\u2028", "\u2029"} & set(cell)
    assert "\t" not in cell


@given(texts.filter(bool), texts, st.sampled_from(STATES), st.sampled_from(ORIGINS), texts)
def test_a_record_survives_its_line(key: str, by: str, state: str, origin: str, note: str) -> None:
    record = replace(BASE, key=key, by=by, state=state, origin=origin, note=note)
    line = format_record(record)
    assert "\n" not in line
    assert parse_record(line) == record


def test_lines_are_sorted_and_the_text_is_stable() -> None:
    records = [replace(BASE, key=k) for k in ("b", "a", "c")]
    text = Ledger(records).render()
    assert [line.split("\t")[1] for line in text.splitlines()[1:]] == ["a", "b", "c"]
    assert Ledger.parse(text).render() == text
    assert Ledger(reversed(records)).render() == text


def test_two_lines_for_one_unit_are_settled_by_the_text_in_the_file_then_by_time() -> None:
    old = replace(BASE, target_hash="t-old", at="2026-01-01T00:00:00Z")
    new = replace(BASE, target_hash="t-new", at="2026-02-01T00:00:00Z", origin="human")
    text = "\n".join([format_record(old), "<<<<<<< ours", format_record(new), "garbage\tline", ""])
    assert Ledger.parse(text).get("locales/en.json", "cart.total") == new
    ledger = Ledger.parse(text)
    assert ledger.settle("locales/en.json", "cart.total", "t-old") == old
    assert ledger.render().count("cart.total") == 1
    assert ledger.get("locales/en.json", "cart.total") == old


def test_unknown_states_and_origins_are_no_records() -> None:
    line = format_record(BASE)
    assert parse_record(line.replace("translated", "sparkling")) is None
    assert parse_record(line.replace("machine", "alien")) is None
    assert parse_record("") is None


def test_rename_and_drop() -> None:
    ledger = Ledger([BASE])
    ledger.rename("locales/en.json", {"cart.total": "cart.sum"})
    assert set(ledger.of("locales/en.json")) == {"cart.sum"}
    other = replace(BASE, key="x", target_hash="t2")
    swapped = Ledger([BASE, other])
    swapped.rename("locales/en.json", {"cart.total": "x", "x": "cart.total"})
    assert {k: r.target_hash for k, r in swapped.of("locales/en.json").items()} == {"x": "t1", "cart.total": "t2"}
    ledger.drop("locales/en.json", "cart.sum")
    assert ledger.of("locales/en.json") == {}
    assert ledger.render() == "#locakit-ledger 1\n"


def test_digest_tells_forms_apart_and_empty_from_text() -> None:
    assert digest({}) == digest({"other": ""}) == ""
    assert digest({"other": "a"}) != digest({"one": "a"})
    assert digest({"one": "a", "other": "b"}) == digest({"other": "b", "one": "a"})
    assert digest({"other": "\ud800"}), "a lone surrogate of a damaged file has a hash too"
