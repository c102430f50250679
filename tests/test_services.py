"""Engines behind HTTP: right texts, patience with faults, no secret in a word, policy and budget before a request."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from locakit.doors import Provider, Segment
from locakit.errors import ProviderError, UsageError
from locakit.gate import Gate, NotAllowed, OverBudget, Purse, Sent
from locakit.providers import _secrets, registry
from locakit.providers._limits import Limits
from locakit.providers._pace import COOL_DOWN, MARGIN, Breaker, Pacer
from locakit.providers._patience import FAULTS, Refused
from locakit.providers._service import Service, _retry_after, region_of
from locakit.providers._spread import parts
from locakit.providers.apertium import Apertium
from locakit.providers.libretranslate import LibreTranslate
from locakit.settings import Budget, Policy
from tests.servers.engines import EngineServer, apertium, engine_server, libretranslate

KEY = "sk-very-secret-0123456789"


def segments(*texts: str) -> list[Segment]:
    return [Segment(t) for t in texts]


def service(server: EngineServer, slept: list[float] | None = None, **limits: Any) -> Service:
    sleep: Callable[[float], None] = (slept if slept is not None else []).append
    known = {"rate": 0, "parallel": 4, "timeout": 5, **limits}
    return Service("engine", server.url, limits=Limits(**known), secrets=[KEY], key_hint="set the key", sleep=sleep)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


def test_requests_are_spread_evenly_and_a_hold_holds_everybody() -> None:
    clock = Clock()
    pacer = Pacer(10, clock=clock, sleep=clock.sleep)
    for _ in range(4):
        pacer.wait()
    assert clock.slept == pytest.approx([0.1] * 3)
    for _ in range(40):
        pacer.wait()
    assert clock.now - 100 == pytest.approx(4.3, rel=2 * MARGIN)
    pacer.hold(5)
    pacer.wait()
    assert clock.slept[-1] == 5
    free = Pacer(0, clock=clock, sleep=clock.sleep)
    before = list(clock.slept)
    free.wait()
    free.wait()
    assert clock.slept == before


def test_the_circuit_opens_after_faults_in_a_row_and_closes_again() -> None:
    clock = Clock()
    breaker = Breaker(3, clock=clock)
    for _ in range(2):
        breaker.bad()
    breaker.good()
    for _ in range(2):
        breaker.bad()
    assert not breaker.open
    breaker.bad()
    assert breaker.open
    clock.now += COOL_DOWN
    assert not breaker.open


@pytest.mark.parametrize("fault", ["429", "500", "503", "cut", "truncated", "page", "latin1", "empty"])
def test_a_fault_that_passes_is_waited_out(fault: str) -> None:
    with engine_server(libretranslate(), faults=[fault, fault]) as server:
        slept: list[float] = []
        engine = LibreTranslate(service(server, slept))
        assert engine.translate(segments("One", "Two"), "en", "es-MX") == ["ONE", "TWO"]
        assert len(slept) == 2 and len([r for r in server.seen if r.method == "POST"]) == 3


def test_retry_after_is_honoured_by_all_and_too_long_a_wait_is_a_failure() -> None:
    with engine_server(libretranslate(), faults=["429:7", "ok", "429:3600"]) as server:
        slept: list[float] = []
        engine = LibreTranslate(service(server, slept))
        assert engine.translate(segments("One"), "en", "es") == ["ONE"]
        assert slept[0] == 7
        with pytest.raises(ProviderError, match="429"):
            engine.translate(segments("One"), "en", "es")
    assert _retry_after("12") == 12 and _retry_after("soon") == 0
    assert _retry_after("Fri, 01 Jan 1999 00:00:00 GMT") == 0
    assert _retry_after("Fri, 01 Jan 2999 00:00:00 GMT") > 1e6


def test_what_never_passes_is_told_and_then_left_alone() -> None:
    with engine_server(libretranslate(), faults=["500"] * 100) as server:
        asked = service(server, tries=2)
        for _ in range(FAULTS):
            with pytest.raises(ProviderError, match="answers 500: a fault on purpose"):
                asked.json("POST", "/translate", body={})
        count = len(server.seen)
        with pytest.raises(ProviderError, match="left alone"):
            asked.json("POST", "/translate", body={})
        assert len(server.seen) == count == 2 * FAULTS


def test_a_slow_server_and_one_that_is_not_there() -> None:
    with engine_server(libretranslate(), faults=["slow"]) as server:
        asked = service(server, timeout=0.2)
        assert asked.json("POST", "/translate", body={"q": ["a"], "target": "es"}) == {"translatedText": ["A"]}
        url = server.url
    with pytest.raises(ProviderError, match="nobody listens there"):
        Service("engine", url, limits=Limits(0, tries=2), sleep=lambda _: None).json("GET", "/languages")


@pytest.mark.parametrize(("status", "word"), [("401", "set the key"), ("403", "set the key"), ("456", "quota")])
def test_a_refusal_is_not_tried_again(status: str, word: str) -> None:
    with engine_server(libretranslate(), faults=[status]) as server:
        with pytest.raises(Refused) as told:
            service(server).json("POST", "/translate", body={})
        assert word in told.value.hint and len(server.seen) == 1


def test_no_secret_and_no_escape_reaches_a_message() -> None:
    routes = {"POST /x": lambda _: (400, {"error": {"message": f"\x1b[31mkey {KEY} is\nwrong"}})}
    with engine_server(routes) as server, pytest.raises(ProviderError) as told:
        service(server).json("POST", "/x", body={})
    assert KEY not in str(told.value) and "\x1b" not in str(told.value) and "is wrong" in str(told.value)


@pytest.mark.parametrize("url", ["localhost:5000", "ftp://x", "http://", "https://user:pw@host/", ""])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        Service("engine", url)


def test_a_redirect_is_told_and_not_followed() -> None:
    with engine_server({}, faults=["302"]) as server, pytest.raises(Refused, match="has moved"):
        service(server).json("POST", "/translate", body={})


def test_texts_too_large_for_one_request_are_halved() -> None:
    with engine_server(libretranslate()) as server:
        engine = LibreTranslate(service(server))
        texts = [f"{n} " + "a" * 1500 for n in range(7)]
        assert engine.translate(segments(*texts), "en", "fr-FR") == [t.upper() for t in texts]
        with pytest.raises(ProviderError, match="413"):
            engine.translate(segments("a" * 6000), "en", "fr")
        assert [len(p) for p in parts(segments("aa", "b", "cccc", "d"), 2, 4)] == [2, 1, 1]


def test_codes_are_the_servers_own() -> None:
    with engine_server(libretranslate()) as server:
        engine = LibreTranslate(service(server))
        assert engine.route("en", "pt-BR") == ("en", "pb") and engine.route("en-US", "ar-SA") == ("en", "ar")
        assert engine.route("en", "zh-CN")[1] == "zh"
        with pytest.raises(ProviderError, match="does not translate en into de-DE"):
            engine.route("en", "de-DE")
    with engine_server(apertium()) as server:
        other = Apertium(service(server))
        assert other.route("en", "pt-BR") == ("eng", "por_BR") and other.route("en-GB", "es-MX") == ("eng", "spa")
        assert other.translate(segments("one", "two\n"), "en", "es") == ["ONE", "TWO\n"]
        with pytest.raises(ProviderError, match="has no pair"):
            other.translate(segments("one"), "en", "fi")


@pytest.mark.parametrize(
    "value", [{}, [], {"translatedText": "one"}, {"translatedText": ["A"]}, {"translatedText": [1, 2]}, "x", None]
)
def test_answers_that_are_none_are_refused(value: Any) -> None:
    routes = {**libretranslate(), "POST /translate": lambda _: value}
    with engine_server(routes) as server, pytest.raises(ProviderError):
        LibreTranslate(service(server)).translate(segments("One", "Two"), "en", "es")


def test_regions() -> None:
    assert [region_of(u) for u in ("http://127.0.0.1:5000", "http://localhost", "https://lt.example.org/api")] == [
        "local", "local", "lt.example.org",
    ]  # fmt: skip


def test_keys_come_from_the_environment_and_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_secrets, "_kept", lambda engine: "")
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", KEY)
    with engine_server(libretranslate(key=KEY)) as server:
        engine = registry.make("libretranslate:mine", options={"url": server.url, "rate": 0})
        assert engine.name == "libretranslate:mine" and engine.can.region == "local" and not engine.can.remote
        assert engine.translate(segments("One"), "en", "es") == ["ONE"]
        assert KEY not in repr(engine.can)
        monkeypatch.setenv("LIBRETRANSLATE_API_KEY", "wrong")
        other = registry.make("libretranslate", options={"url": server.url})
        with pytest.raises(ProviderError, match="403: Invalid API key") as told:
            other.translate(segments("One"), "en", "es")
        assert "export LIBRETRANSLATE_API_KEY" in told.value.hint
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY")
    with pytest.raises(ProviderError, match="needs a key"):
        _secrets.require("engine", "LIBRETRANSLATE_API_KEY")


@pytest.mark.parametrize("options", [{"url": 5}, {"rate": "fast"}, {"speed": 1}, {"parallel": 1.5}])
def test_options_that_are_none(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        registry.make("libretranslate", options=options)


class Remote:
    """An engine that counts as far away."""

    name = "far"

    def __init__(self, region: str = "Example Inc, EU") -> None:
        from locakit.doors import Can

        self.can = Can(remote=True, region=region)
        self.got: list[Segment] = []

    def translate(self, segments: list[Segment], source: str, market: str) -> list[str]:
        self.got += segments
        return [s.text.upper() for s in segments]

    def close(self) -> None:
        pass


def gate(inner: Provider, policy: Policy | None = None, budget: Budget | None = None, price: str | None = "20") -> Gate:
    return Gate(inner, lambda _: policy or Policy(), Purse(budget or Budget()), Decimal(price) if price else None)


@pytest.mark.parametrize(
    ("policy", "word"),
    [
        (Policy(remote="refuse"), "remote: refuse"),
        (Policy(providers=("deepl",)), "providers"),
        (Policy(regions=("US",)), "it works in Example Inc, EU"),
    ],
)
def test_what_the_policy_forbids_is_never_sent(policy: Policy, word: str) -> None:
    far = Remote()
    for act in (lambda g: g.translate(segments("x"), "en", "es"), lambda g: g.route("en", "es")):
        with pytest.raises(NotAllowed, match=word):
            act(gate(far, policy))
    assert far.got == []
    good = Policy(providers=("far",), regions=("eu",))
    assert gate(far, good).translate(segments("x"), "en", "es") == ["X"]


def test_the_fuse_stops_before_a_bound_is_crossed() -> None:
    far = Remote()
    purse = Purse(Budget(run=Decimal("0.0005"), month=Decimal("1")))
    guarded = Gate(far, lambda _: Policy(), purse, Decimal("20"))
    guarded.translate(segments("a" * 20), "en", "es")
    with pytest.raises(OverBudget, match="budget of this run would be crossed"):
        guarded.translate(segments("b" * 10), "en", "es")
    assert len(far.got) == 1
    guarded.translate(segments("c" * 5), "en", "es")
    month = Gate(far, lambda _: Policy(), Purse(Budget(month=Decimal("1")), Decimal("0.9999")), Decimal("20"))
    with pytest.raises(OverBudget, match="of this month"):
        month.translate(segments("d" * 10), "en", "es")
    with pytest.raises(OverBudget, match="price of far is not known"):
        gate(far, budget=Budget(run=Decimal(5)), price=None).translate(segments("e"), "en", "es")
    assert gate(far, price=None).translate(segments("e"), "en", "es") == ["E"]


def test_every_call_is_logged_before_it_is_made_and_without_its_text() -> None:
    log: list[Sent] = []
    far = Remote()
    Gate(far, lambda _: Policy(), Purse(Budget()), Decimal("20"), log.append).translate(
        segments("ab", "cde"), "en", "es-MX"
    )
    (line,) = log
    assert (line.engine, line.market, line.segments, line.characters) == ("far", "es-MX", 2, 5)
    assert line.cost == Decimal("0.0001") and "ab" not in repr(line)
