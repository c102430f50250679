"""A web server of content with validators, ranges and faults on demand, and git's own HTTP server, on 127.0.0.1."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class File:
    """One file on the server."""

    data: bytes
    etag: str = ""
    modified: str = ""
    kind: str = "application/octet-stream"


@dataclass
class ContentServer:
    """What the server holds and how it misbehaves."""

    files: dict[str, File] = field(default_factory=dict)
    repositories: Path | None = None
    """A folder of bare repositories, served below ``/git/``."""
    faults: dict[str, str] = field(default_factory=dict)
    """Path to ``cut``, ``page``, ``disguised``, ``broken``, ``busy``, ``loop``, ``away``, ``huge``, ``endless``,
    ``slow``, ``deaf`` (it cuts and knows no ranges), ``packed``, ``elsewhere``, ``forbidden``, ``odd``."""
    times: int = 10**6
    """How many requests the faults hit; after that the server is well."""
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """``(path, headers)`` of every request."""
    awake: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: slow answers wait for it."""
    port: int = 0

    @property
    def url(self) -> str:
        """The server's root, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def fault(self, path: str) -> str:
        """The fault that hits this request."""
        found = self.faults.get(path, "")
        self.times -= bool(found)
        return found if self.times >= 0 else ""

    def sent(self, name: str) -> list[str]:
        """A header's values, request by request."""
        return [headers.get(name.lower(), "") for _, headers in self.seen]


@contextmanager
def serving(server: ContentServer) -> Iterator[ContentServer]:
    """The server, answering on a free port of 127.0.0.1."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"content": server}))
    http.daemon_threads = True
    server.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.awake.set()
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    content: ContentServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""

    def do_POST(self) -> None:
        """git's half of a fetch."""
        self._git(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def do_GET(self) -> None:
        """A file, a fault, or git."""
        self.content.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        if self.path.startswith("/git/"):
            return self._git(b"")
        file, fault = self.content.files.get(self.path), self.content.fault(self.path)
        if fault in _ANSWERS:
            code, body, more = _ANSWERS[fault]
            self._send(code, body, more)
        elif fault == "loop":
            self._send(302, b"", {"Location": self.path})
        elif file is None:
            self._send(404, b"<!doctype html>no")
        elif self._known(file):
            self._send(304, None, {"ETag": file.etag})
        else:
            self._file(file, fault)

    def _known(self, file: File) -> bool:
        tag, date = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        return tag == file.etag if tag and file.etag else bool(date) and date == file.modified

    def _file(self, file: File, fault: str) -> None:
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        fresh = self.headers.get("If-Range", "") not in (file.etag, file.modified)
        if start and (fault == "deaf" or fresh):
            start = 0
        more = {"Content-Type": file.kind, "ETag": file.etag, "Last-Modified": file.modified}
        more = {name: value for name, value in more.items() if value}
        if start >= len(file.data) > 0:
            return self._send(416, b"")
        if start:
            more["Content-Range"] = f"bytes {start}-{len(file.data) - 1}/{len(file.data)}"
        body = file.data[start:]
        if fault in ("cut", "deaf"):
            self._head(206 if start else 200, len(body), more)
            self.wfile.write(body[: (len(body) + 1) // 2])
            self.close_connection = True
        elif fault == "slow":
            self._head(200, len(body), more)
            self.wfile.write(body[:1])
            self.wfile.flush()
            self.content.awake.wait(30)
            self.close_connection = True
        elif fault == "endless":
            self._endless(more)
        elif fault == "packed":
            self._send(200, body, {**more, "Content-Encoding": "gzip"})
        else:
            self._send(206 if start else 200, body, more)

    def _endless(self, more: Mapping[str, str]) -> None:
        """Chunked, without a length, until the other side has had enough."""
        self._head(200, None, {**more, "Transfer-Encoding": "chunked"})
        try:
            for _ in range(10_000):
                self.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
        except OSError:
            pass
        self.close_connection = True

    def _git(self, body: bytes) -> None:
        """git-http-backend as the CGI program that it is (RFC 3875)."""
        path, _, query = self.path.partition("?")
        named = {"Content-Type": "CONTENT_TYPE", "Content-Encoding": "HTTP_CONTENT_ENCODING",
                 "Git-Protocol": "GIT_PROTOCOL"}  # fmt: skip
        given = {variable: self.headers[name] for name, variable in named.items() if name in self.headers}
        environment = {**os.environ, **given, "GIT_PROJECT_ROOT": str(self.content.repositories),
                       "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path.removeprefix("/git"), "QUERY_STRING": query,
                       "REQUEST_METHOD": self.command, "CONTENT_LENGTH": str(len(body))}  # fmt: skip
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=False)
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if ": " in line)
        self._send(int(headers.pop("Status", "200")[:3]), answer, headers)

    def _send(self, code: int, body: bytes | None, more: Mapping[str, str] = {}) -> None:
        self._head(code, None if body is None else len(body), more)
        self.wfile.write(body or b"")

    def _head(self, code: int, size: int | None, more: Mapping[str, str]) -> None:
        self.send_response(code)
        for name, value in more.items():
            self.send_header(name, value)
        if size is not None:
            self.send_header("Content-Length", str(size))
        self.end_headers()


_ANSWERS: Mapping[str, tuple[int, bytes, Mapping[str, str]]] = {
    "page": (200, b"<!doctype html><title>Log in</title>", {"Content-Type": "text/html; charset=utf-8"}),
    "disguised": (200, b"\n <!-- hi --> <!DOCTYPE html><title>Log in</title>", {"Content-Type": "application/json"}),
    "broken": (500, b"", {}),
    "busy": (503, b"", {"Retry-After": "7"}),
    "away": (302, b"", {"Location": "http://example.invalid/x"}),
    "elsewhere": (301, b"", {"Location": "/moved.json"}),
    "forbidden": (403, b"", {}),
    "odd": (304, b"", {}),
}
"""Faults that are one whole answer."""
