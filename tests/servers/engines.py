"""Translation servers on 127.0.0.1, shaped like real ones, with the faults that real ones have."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Handler = Callable[["Request"], Any]


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in small letters."""
    body: Any
    """JSON decoded, or the fields of a form."""
    at: float
    """``time.monotonic()`` when it came."""


@dataclass
class EngineServer:
    """What the server answers and how it misbehaves."""

    routes: dict[str, Handler] = field(default_factory=dict)
    """``POST /translate`` to what gives the answer's JSON value, or ``(status, value)``."""
    faults: list[str] = field(default_factory=list)
    """Taken from the front, one a request to a POST route (``ok`` is none): ``429``, ``429:2`` with Retry-After,
    ``500`` and other statuses, ``cut``, ``truncated``, ``page``, ``latin1``, ``slow``, ``empty``."""
    seen: list[Request] = field(default_factory=list)
    latency: float = 0.0
    limit: float = 0.0
    """More requests in one second than this get a 429; 0: no limit."""
    refused: int = 0
    """How many got one."""
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    awake: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The server's root."""
        return f"http://127.0.0.1:{self.port}"

    def texts(self) -> str:
        """All that was ever sent, for what must not be in it."""
        return "\n".join(f"{r.path} {json.dumps(dict(r.headers))} {json.dumps(r.body)}" for r in self.seen)


@contextmanager
def engine_server(routes: Mapping[str, Handler], **more: Any) -> Iterator[EngineServer]:
    """A running server."""
    state = EngineServer(dict(routes), **more)

    class Answering(_Answering):
        server_state = state

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            state.awake.set()
            server.shutdown()
            thread.join()


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_state: EngineServer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        state, request = self.server_state, self._read()
        with state.lock:
            state.seen.append(request)
            busy = state.limit and sum(r.at > request.at - 1 for r in state.seen) > state.limit
            state.refused += bool(busy)
            fault = state.faults.pop(0) if state.faults and request.method == "POST" else "ok"
        if state.latency:
            time.sleep(state.latency)
        if busy:
            return self._send(429, b'{"error": "too many requests"}', {"Retry-After": "1"})
        handler = state.routes.get(f"{request.method} {request.path}", lambda _: (404, {"error": "no such path"}))
        made = {} if fault.partition(":")[0].isdecimal() else handler(request)
        status, value = made if isinstance(made, tuple) else (200, made)
        self._misbehave(fault, status, json.dumps(value, ensure_ascii=False).encode())

    def _read(self) -> Request:
        parts = urlsplit(self.path)
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        body: Any = None
        if kind.startswith("application/json"):
            body = json.loads(data)
        elif kind.startswith("application/x-www-form-urlencoded"):
            body = {k: v[0] for k, v in parse_qs(data.decode(), keep_blank_values=True).items()}
        elif kind.startswith("multipart/form-data"):
            body = _multipart(data, kind)
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        headers = {k.lower(): v for k, v in self.headers.items()}
        return Request(self.command, parts.path, query, headers, body, time.monotonic())

    def _misbehave(self, fault: str, status: int, data: bytes) -> None:
        kind, _, wait = fault.partition(":")
        if kind == "slow":
            self.server_state.awake.wait(10)
        if kind.isdecimal():
            self._send(
                int(kind), b'{"error": {"message": "a fault on purpose"}}', {"Retry-After": wait} if wait else {}
            )
        elif kind == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif kind == "truncated":
            self._send(status, data[: len(data) // 2])
        elif kind == "page":
            self._send(200, b"<!doctype html><title>Sign in</title>", kind="text/html")
        elif kind == "latin1":
            self._send(status, data.decode().encode("latin-1", "replace") + b"\xe9")
        elif kind == "empty":
            self._send(200, b"")
        else:
            self._send(status, data)

    def _send(
        self, status: int, data: bytes, more: Mapping[str, str] | None = None, kind: str = "application/json"
    ) -> None:
        try:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(more or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True


def _multipart(data: bytes, kind: str) -> dict[str, str]:
    mark = kind.partition("boundary=")[2].strip('"').encode()
    out = {}
    for part in data.split(b"--" + mark):
        head, _, value = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        if name:
            out[name] = value.removesuffix(b"\r\n").decode()
    return out


def libretranslate(translate: Callable[[str], str] = str.upper, key: str = "") -> dict[str, Handler]:
    """The routes of a LibreTranslate server that knows English and a few others."""
    codes = ["en", "es", "fr", "ar", "pb", "zh"]

    def answer(request: Request) -> Any:
        if key and request.body.get("api_key") != key:
            return 403, {"error": "Invalid API key"}
        texts = request.body["q"]
        if request.body["target"] not in codes:
            return 400, {"error": f"{request.body['target']} is not supported"}
        if sum(map(len, texts)) > 5000:
            return 413, {"error": "Invalid request: request exceeds text limit"}
        return {"translatedText": [translate(t) for t in texts]}

    languages = [{"code": c, "name": c, "targets": [d for d in codes if d != c]} for c in codes]
    return {"GET /languages": lambda _: languages, "POST /translate": answer}


def apertium(translate: Callable[[str], str] = str.upper) -> dict[str, Handler]:
    """The routes of an Apertium APY server with two pairs."""
    pairs = [{"sourceLanguage": "eng", "targetLanguage": t} for t in ("spa", "por_BR")]

    def answer(request: Request) -> Any:
        if request.body["langpair"] not in ("eng|spa", "eng|por_BR"):
            return 400, {"status": "error", "code": 400, "message": "That pair is not installed"}
        text = translate(request.body["q"])
        return {"responseData": {"translatedText": text}, "responseDetails": None, "responseStatus": 200}

    return {"GET /listPairs": lambda _: {"responseData": pairs, "responseStatus": 200}, "POST /translate": answer}


@dataclass
class DeepLAccount:
    """What a DeepL account keeps."""

    key: str = "deepl-secret-key"
    glossaries: list[dict[str, Any]] = field(default_factory=list)
    most: int = 10
    """Glossaries the account has room for."""
    used: int = 100
    limit: int = 500_000


def deepl(account: DeepLAccount, translate: Callable[[str], str] = str.upper) -> dict[str, Handler]:
    """The routes of a DeepL server: ``/v2/translate``, ``/v2/languages``, ``/v2/usage``, ``/v3/glossaries``."""
    languages = {"EN-US": False, "PT-BR": True, "ES": True, "ES-419": True, "FR": True, "ZH-HANS": False, "JA": True}

    def known(handler: Handler) -> Handler:
        def checked(request: Request) -> Any:
            if request.headers.get("authorization") != f"DeepL-Auth-Key {account.key}":
                return 403, {"message": f"wrong key {request.headers.get('authorization')}"}
            return handler(request)

        return checked

    def answer(request: Request) -> Any:
        texts = request.body["text"]
        if len(texts) > 50 or len(json.dumps(request.body)) > 128 * 1024:
            return 413, {"message": "Request too large"}
        if account.used + sum(map(len, texts)) > account.limit:
            return 456, {"message": "Quota Exceeded"}
        if request.body.get("formality") and not languages.get(request.body["target_lang"]):
            return 400, {"message": "formality is not supported"}
        account.used += sum(map(len, texts))
        rows = [{"detected_source_language": "EN", "text": translate(t), "billed_characters": len(t)} for t in texts]
        return {"translations": rows}

    def listed(_: Request) -> Any:
        return {"glossaries": account.glossaries}

    def made(request: Request) -> Any:
        if len(account.glossaries) >= account.most:
            return 456, {"message": "Too many glossaries"} if account.most < 0 else {"message": "Quota Exceeded"}
        row = {
            "glossary_id": f"g{len(account.glossaries) + 1}", "name": request.body["name"],
            "creation_time": "2026-01-01T00:00:00.000000+00:00", "entries": request.body["dictionaries"],
            "dictionaries": [
                {"source_lang": d["source_lang"], "target_lang": d["target_lang"], "entry_count": 1}
                for d in request.body["dictionaries"]
            ],
        }  # fmt: skip
        account.glossaries.append(row)
        return 201, row

    rows = [{"language": c, "name": c, "supports_formality": f} for c, f in languages.items()]
    return {
        "POST /v2/translate": known(answer),
        "GET /v2/languages": known(lambda _: rows),
        "GET /v2/usage": known(lambda _: {"character_count": account.used, "character_limit": account.limit}),
        "GET /v3/glossaries": known(listed),
        "POST /v3/glossaries": known(made),
    }
