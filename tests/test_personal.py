"""What tells who a person is: found by shape and check digit, hidden from engines far away, back in its place after."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.doors import Segment
from locakit.gate import Gate, Purse
from locakit.placeables import checkdigits, compare, find
from locakit.placeables.personal import spans
from locakit.settings import Budget, Policy
from tests.conftest import Cli, read, write
from tests.servers.engines import Request, engine_server
from tests.test_services import Remote

FOUND = [
    "4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005", "DE89 3704 0044 0532 0130 00",
    "GB29NWBK60161331926819", "+44 20 7946 0958", "+1 (202) 555-0143", "(11) 98765-4321", "030 901820 00",
    "202-555-0143", "529.982.247-25", "11.222.333/0001-81", "12345678Z", "X1234567L", "2 55 08 14 168 025 38",
    "RSSMRA85T10A562S", "86 095 742 719", "AB 12 34 56 C", "078-05-1120", "44051401359", "10000000146",
    "11010519491231002X", "2345 6789 0124", "900101-1234567", "192.0.2.17", "2001:db8::8a2e:370:7334",
    "sk-abcdefghijklmnop1234", "AKIAIOSFODNN7EXAMPLE", "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSM", "password: hunter2hunter2",
]  # fmt: skip
FREE = [
    "Save 20 % on 3 items", "Version 3.14.15", "1234 5678 9012 3456", "ISO 9001:2015", "at 12:30:45", "2026-11-22",
    "1,234,567.89 USD", "call us", "A4 297 x 210", "Order 12345678", "GB29 NWBK 6016 1331 9268 18", "127.0.0.1",
    "password: {value}", "Enter your password", "#FF00AA", "0-100", "abc::def", "::", "+20 points", "999.999.999.999",
]  # fmt: skip


@pytest.mark.parametrize("text", FOUND)
def test_it_is_found_whole_and_alone(text: str) -> None:
    for before, after in (("", ""), ("Write to ", " today."), ("(", ")"), ("¿", "?")):
        whole = before + text + after
        assert [whole[a:b] for a, b in spans(whole)] == [text]


@pytest.mark.parametrize("text", FREE)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert spans(text) == []


def test_names_are_those_that_the_project_gives() -> None:
    flags = frozenset({"personal", "personal:Ana Souza", "personal:Ana"})
    assert [p.text for p in find("Ask Ana Souza or ANA, not Banana", flags)] == ["Ana Souza", "ANA"]
    assert find("Ask Ana Souza", frozenset({"personal"})) == []


def test_what_is_a_placeable_already_stays_one() -> None:
    found = find(
        "Mail ana@example.org, see https://x.example/?u=+442079460958 or +44 20 7946 0958", frozenset({"personal"})
    )
    assert [p.kind for p in found] == ["email", "url", "personal"]
    assert compare("Call +44 20 7946 0958", "Llame al +44 20 7946 0959", frozenset({"personal"}))


@pytest.mark.parametrize("name", ["luhn", "iban"])
def test_check_digits_see_each_changed_digit(name: str) -> None:
    good = {"luhn": "4111111111111111", "iban": "GB29NWBK60161331926819"}[name]
    check = getattr(checkdigits, name)
    assert check(good)
    for at, c in enumerate(good):
        if c.isdecimal():
            assert not check(good[:at] + str((int(c) + 1) % 10) + good[at + 1 :])


@given(st.text(max_size=200))
def test_spans_are_in_order_inside_and_apart(text: str) -> None:
    last = 0
    for start, end in spans(text):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize("piece", ["1", "1 ", "+1", "A", ":", "0:", "eyJ", "a.", "(1", "token=", "-----BEGIN "])
def test_it_is_linear(piece: str) -> None:
    def took(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.perf_counter()
        spans(text)
        return time.perf_counter() - began

    small, large = min(took(20_000) for _ in range(3)), took(200_000)
    assert large < 60 * small + 0.05


def test_the_gate_lets_nothing_personal_through() -> None:
    far = Remote()
    guarded = Gate(far, lambda _: Policy(remote="mask"), Purse(Budget()), None)
    rows = [
        Segment("Hello"),
        Segment("Call +44 20 7946 0958"),
        Segment("Bye", note="ask ana@example.org, 192.0.2.17", near=("+44 20 7946 0958",)),
    ]
    assert guarded.translate(rows, "en", "es") == ["HELLO", "", "BYE"]
    assert [s.text for s in far.got] == ["Hello", "Bye"] and far.got[1].note == "ask …, …" and far.got[1].near == ("…",)
    far.got.clear()
    Gate(far, lambda _: Policy(remote="allow"), Purse(Budget()), None).translate(rows, "en", "es")
    assert [s.text for s in far.got] == [r.text for r in rows]


EN = {
    "help": "Call +44 20 7946 0958 or write to help@example.org",
    "card": "Card 4111 1111 1111 1111 was declined for {name}",
    "boss": "Ask Ana Souza about it",
    "note": "A text about somebody",
    "many": "{count, plural, one {Ask 192.0.2.17 once} other {Ask 192.0.2.17 # times}}",
}
CONFIG = """\
source: en
markets: [es-MX]
content:
  - path: locales/{locale}.json
    flags: {"note": [personal-data]}
policy: {names: [Ana Souza]}
engines: [openai, pseudo]
engine:
  openai: {url: "URL", model: tiny, rate: 0, region: "Example, EU", key_env: TEST_KEY}
"""


def chat(request: Request) -> Any:
    asked = json.loads(request.body["messages"][1]["content"])["texts"]
    made = {id: re.sub(r"(?<![@\w])[a-z]+(?![@\w])", lambda m: m[0] + "o", row["text"]) for id, row in asked.items()}
    return {"choices": [{"message": {"content": json.dumps(made)}, "finish_reason": "stop"}]}


def test_on_the_whole_way_persons_stay_here_and_come_back(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_KEY", "sk-test")
    with engine_server({"POST /chat/completions": chat}) as server:
        write(tmp_path, {"locakit.yaml": CONFIG.replace("URL", server.url), "locales/en.json": EN})
        assert cli("translate", cwd=tmp_path).code == 0
        made = read(tmp_path / "locales/es-MX.json")
        assert "+44 20 7946 0958" in made["help"] and "help@example.org" in made["help"] and "oro" in made["help"]
        assert "4111 1111 1111 1111" in made["card"] and "{name}" in made["card"]
        assert made["many"].count("192.0.2.17") >= 2
        assert made["boss"] == "Asko Ana Souza abouto ito" or "Ana Souza" in made["boss"]
        assert "⟦" in made["note"] and "⟦" not in made["boss"]
        for secret in ("7946", "Ana Souza", "about somebody", "help@example.org", "4111", "192.0.2.17"):
            assert secret not in server.texts()
