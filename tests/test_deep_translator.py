"""deep-translator's engines against servers shaped like theirs: what it does wrong never reaches a text."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("deep_translator", reason="needs the extra: pip install 'locakit[deep-translator]'")

from locakit.doors import Segment
from locakit.errors import ProviderError, UsageError
from locakit.providers import _secrets, registry
from locakit.providers._limits import Limits
from locakit.providers._patience import Refused, TooLarge
from locakit.providers.deep_translator import SERVICES, DeepTranslator
from tests.servers.engines import EngineServer, Request, engine_server

Translate = Callable[[str], Any]


class Page(str):
    """A text that is sent as it is."""


def routes(translate: Translate = str.upper) -> dict[str, Callable[[Request], Any]]:
    def mymemory(request: Request) -> Any:
        return {"responseData": {"translatedText": translate(request.query["q"])}, "matches": []}

    def microsoft(request: Request) -> Any:
        if request.headers.get("ocp-apim-subscription-key") != "ms-key":
            return {"error": {"code": 401000, "message": "wrong key ms-other"}}
        return [{"translations": [{"text": translate(row["text"]), "to": "x"}]} for row in request.body]

    def baidu(request: Request) -> Any:
        return {"trans_result": [{"dst": translate(request.query["q"])}]}

    return {"GET /mymemory": mymemory, "POST /microsoft": microsoft, "POST /baidu": baidu}


def engine(server: EngineServer, service: str, **more: Any) -> DeepTranslator:
    secrets = {"microsoft": {"api_key": "ms-key"}, "baidu": {"appid": "a", "appkey": "b"}}.get(service, {})
    limits = Limits(rate=0, parallel=4, timeout=0.5, tries=3)
    return DeepTranslator(
        service, more.pop("secrets", secrets), url=f"{server.url}/{service}", limits=limits, sleep=lambda _: None
    )


@pytest.mark.parametrize("service", ["mymemory", "microsoft", "baidu"])
def test_texts_come_back_in_order(service: str) -> None:
    with engine_server(routes()) as server:
        made = engine(server, service).translate([Segment("one"), Segment("2 + 2"), Segment("three")], "en", "es-MX")
    assert made == ["ONE", "2 + 2", "THREE"]


def test_google_is_read_from_its_page() -> None:
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from urllib.parse import parse_qs, urlsplit

    class Google(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            page = f'<html><div class="result-container">{asked["q"][0].upper()} {asked["tl"][0]}</div></html>'.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

    with ThreadingHTTPServer(("127.0.0.1", 0), Google) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/m"
        made = DeepTranslator("google", url=url, limits=Limits(0)).translate([Segment("one")], "en", "he-IL")
        server.shutdown()
    assert made == ["ONE iw"]


@pytest.mark.parametrize(
    ("service", "market", "code"),
    [
        ("google", "pt-BR", "pt"), ("google", "zh-TW", "zh-TW"), ("google", "zh-CN", "zh-CN"),
        ("google", "nb-NO", "no"),
        ("google", "fil", "tl"), ("mymemory", "es-MX", "es-MX"), ("mymemory", "pt-BR", "pt-BR"),
        ("mymemory", "zh-CN", "zh-CN"), ("baidu", "ar-SA", "ara"), ("baidu", "ja-JP", "jp"), ("baidu", "zh-TW", "cht"),
        ("microsoft", "fr-CA", "fr"),
    ],
)  # fmt: skip
def test_codes_are_the_services_own(service: str, market: str, code: str) -> None:
    assert DeepTranslator(service).route("en", market)[1] == code


@pytest.mark.parametrize(
    "said",
    [None, "", "  ", "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", "<html><title>Sorry</title>", 5],
)
def test_what_is_no_translation_is_refused(said: Any) -> None:
    with engine_server(routes(lambda text: said)) as server, pytest.raises(ProviderError):
        engine(server, "mymemory").translate([Segment("one")], "en", "es")


def test_a_used_up_quota_is_not_asked_again() -> None:
    said = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    with engine_server(routes(lambda text: said)) as server:
        with pytest.raises(Refused, match="quota"):
            engine(server, "mymemory").translate([Segment("one")], "en", "es")
        assert len(server.seen) == 1


@pytest.mark.parametrize("fault", ["429", "500", "cut", "truncated", "page", "slow"])
def test_faults_that_pass_are_waited_out_and_others_told(fault: str) -> None:
    with engine_server(routes(), faults=[fault]) as server:
        assert engine(server, "microsoft").translate([Segment("one")], "en", "es") == ["ONE"]
        server.faults += [fault] * 9
        with pytest.raises(ProviderError, match="microsoft"):
            engine(server, "microsoft").translate([Segment("one")], "en", "es")


def test_threads_never_get_each_others_texts() -> None:
    with engine_server(routes(), latency=0.01) as server:
        asked, wrong = engine(server, "mymemory"), []

        def ask(name: str) -> None:
            texts = [f"{name} {n}" for n in range(15)]
            if asked.translate([Segment(t) for t in texts], "en", "es") != [t.upper() for t in texts]:
                wrong.append(name)

        crew = [threading.Thread(target=ask, args=(f"crew {n}",)) for n in range(6)]
        for one in crew:
            one.start()
        for one in crew:
            one.join()
    assert wrong == []


def test_texts_beyond_the_services_bound_and_secrets() -> None:
    with engine_server(routes()) as server:
        with pytest.raises(TooLarge):
            engine(server, "mymemory").translate([Segment("ä" * 300)], "en", "es")
        assert server.seen == []
        with pytest.raises(ProviderError) as told:
            engine(server, "microsoft", secrets={"api_key": "ms-other"}).translate([Segment("a")], "en", "es")
        assert "ms-other" not in str(told.value)


def test_what_has_ended_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_secrets, "_kept", lambda engine: "")
    for service in ("deepl", "yandex", "papago", "qcri"):
        with pytest.raises(UsageError, match="of no use"):
            registry.make("deep-translator", options={"service": service})
    with pytest.raises(UsageError, match="needs the option service"):
        registry.make("deep-translator")
    monkeypatch.delenv("MICROSOFT_API_KEY", raising=False)
    with pytest.raises(ProviderError, match="needs a key"):
        registry.make("deep-translator", options={"service": "microsoft"})
    made = registry.make("deep-translator", options={"service": "google"})
    assert made.can.remote and made.can.region == "Google, US" and set(SERVICES) >= {"google", "mymemory"}
