"""DeepL's own SDK against a server shaped like DeepL's: codes, formality, marks as tags, glossaries, faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("deepl", reason="needs the deepl extra: pip install 'locakit[deepl]'")

from locakit import ladder
from locakit.doors import Segment
from locakit.errors import ProviderError
from locakit.model import Term
from locakit.providers import _secrets, registry
from locakit.providers._limits import Limits
from locakit.providers._patience import Refused
from locakit.providers.deepl import DeepL
from tests.servers.engines import DeepLAccount, EngineServer, deepl, engine_server


@pytest.fixture
def account() -> DeepLAccount:
    return DeepLAccount()


@pytest.fixture
def server(account: DeepLAccount) -> Iterator[EngineServer]:
    with engine_server(deepl(account)) as running:
        yield running


def engine(server: EngineServer, key: str = "deepl-secret-key", **more: Any) -> DeepL:
    limits = Limits(rate=0, parallel=2, timeout=5, tries=3)
    return DeepL(key, url=server.url, limits=limits, how="set DEEPL_API_KEY", sleep=lambda _: None, **more)


def sent(server: EngineServer) -> list[Any]:
    return [r.body for r in server.seen if r.path == "/v2/translate"]


def test_texts_formality_context_and_codes(server: EngineServer) -> None:
    asked = engine(server)
    rows = [Segment("Buy", "a button", register="informal"), Segment("Pay", register="informal"), Segment("a < b")]
    assert asked.translate(rows, "en", "es-MX") == ["BUY", "PAY", "A < B"]
    first, second, third = sent(server)
    assert first["target_lang"] == "ES-419" and first["source_lang"] == "EN" and first["formality"] == "prefer_less"
    assert first["context"] == "a button" and "context" not in second and "formality" not in third
    assert "tag_handling" not in third
    assert asked.route("en", "pt") == "PT-BR" and asked.route("en", "zh-CN") == "ZH-HANS"
    assert asked.route("en", "fr-CA") == "FR" and asked.route("en", "en-GB") == "EN-US"
    with pytest.raises(ProviderError, match="does not translate en into sw"):
        asked.route("en", "sw")
    asked.translate([Segment("x", register="formal")], "en", "en-US")
    assert "formality" not in sent(server)[-1], "a market without it must not be asked for it"


def test_placeables_go_as_tags_and_come_back(server: EngineServer) -> None:
    with engine_server(deepl(DeepLAccount(), lambda t: t.replace("Hi", "Oi"))) as other:
        jobs = [ladder.Job({"other": "Hi {name} & <b>you</b>"}), ladder.Job({"other": "Hi & bye"})]
        made = [r.forms for r in ladder.translate(engine(other), jobs, "en", "pt-BR")]
        assert made == [{"other": "Oi {name} & <b>you</b>"}, {"other": "Oi & bye"}]
        marked = [b for b in sent(other) if b.get("tag_handling") == "xml"]
        assert len(marked) == 1 and "{name}" not in other.texts() and "&amp;" in marked[0]["text"][0]


def test_many_texts_are_sent_fifty_at_a_time(server: EngineServer) -> None:
    rows = [Segment(f"text {n}") for n in range(120)]
    assert engine(server).translate(rows, "en", "fr") == [f"TEXT {n}" for n in range(120)]
    assert [len(b["text"]) for b in sent(server)] == [50, 50, 20]


def test_a_glossary_is_made_once_and_found_again(server: EngineServer, account: DeepLAccount) -> None:
    terms = [Term("cart", "carrinho"), Term("cart", "carreta", "deprecated"), Term("Locakit", "Locakit", "dnt")]
    for _ in range(2):
        asked = engine(server)
        asked.prepare("en", "pt-BR", terms)
        for _ in range(2):
            asked.translate([Segment("Your cart")], "en", "pt-BR")
    assert len(account.glossaries) == 1
    (made,) = account.glossaries
    assert made["entries"][0]["entries"] == "Locakit\tLocakit\ncart\tcarrinho"
    assert all(b["glossary_id"] == "g1" for b in sent(server))
    changed = engine(server)
    changed.prepare("en", "pt-BR", [*terms, Term("size", "tamanho")])
    changed.translate([Segment("Your size")], "en", "pt-BR")
    assert len(account.glossaries) == 2 and sent(server)[-1]["glossary_id"] == "g2"
    plain = engine(server)
    plain.prepare("en", "pt-BR", [])
    plain.translate([Segment("x")], "en", "pt-BR")
    assert "glossary_id" not in sent(server)[-1]


def test_without_a_glossary_the_texts_still_come(account: DeepLAccount) -> None:
    routes = deepl(account) | {"POST /v3/glossaries": lambda _: (400, {"message": "unsupported language pair"})}
    with engine_server(routes) as server:
        asked = engine(server)
        asked.prepare("en", "pt-BR", [Term("cart", "carrinho")])
        assert asked.translate([Segment("cart")], "en", "pt-BR") == ["CART"]
        assert "glossary_id" not in sent(server)[-1]


@pytest.mark.parametrize("fault", ["429", "500", "503", "cut", "truncated", "page", "empty"])
def test_faults_that_pass_are_waited_out(fault: str, server: EngineServer) -> None:
    server.faults += [fault, fault]
    assert engine(server).translate([Segment("One")], "en", "es") == ["ONE"]


@pytest.mark.parametrize("fault", ["429", "500", "cut", "page"])
def test_faults_that_stay_are_told(fault: str, server: EngineServer) -> None:
    server.faults += [fault] * 20
    with pytest.raises(ProviderError, match="deepl"):
        engine(server).translate([Segment("One")], "en", "es")


def test_a_wrong_key_and_a_used_up_quota(server: EngineServer, account: DeepLAccount) -> None:
    with pytest.raises(Refused) as told:
        engine(server, "another-secret").translate([Segment("One")], "en", "es")
    assert "another-secret" not in str(told.value) and told.value.hint == "set DEEPL_API_KEY"
    asked = engine(server)
    assert asked.usage() == (100, 500_000)
    account.used = account.limit
    with pytest.raises(Refused) as told:
        asked.translate([Segment("One")], "en", "es")
    assert "quota" in told.value.hint
    assert len([r for r in server.seen if r.path == "/v2/translate"]) == 1, "what is used up is not asked again"


def test_without_a_key_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_secrets, "_kept", lambda engine: "")
    monkeypatch.delenv("DEEPL_API_KEY", raising=False)
    with pytest.raises(ProviderError, match="deepl needs a key") as told:
        registry.make("deepl")
    assert "export DEEPL_API_KEY" in told.value.hint
    monkeypatch.setenv("DEEPL_API_KEY", "k:fx")
    made = registry.make("deepl")
    assert made.can.remote and made.can.region == "DeepL SE, EU" and made.can.price == "25"
