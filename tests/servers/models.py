"""A server of models as Remote Settings and its CDN are: root, records, zstd attachments, and faults on demand."""

from __future__ import annotations

import hashlib
import json
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

RECORDS = "/v1/buckets/main/collections/translations-models-v2/records"


def zstd(data: bytes) -> bytes:
    """``data`` as a zstd frame of raw blocks (RFC 8878, 3.1.1): valid, not smaller, no compressor needed."""
    blocks = [data[at : at + (1 << 17)] for at in range(0, len(data), 1 << 17)] or [b""]
    heads = [(len(block) << 3 | (n == len(blocks) - 1)).to_bytes(3, "little") for n, block in enumerate(blocks)]
    frame = b"\x28\xb5\x2f\xfd\xe0" + struct.pack("<Q", len(data))
    return frame + b"".join(part for pair in zip(heads, blocks, strict=True) for part in pair)


def record(kind: str, name: str, data: bytes, pair: tuple[str, str], version: str = "3.0") -> dict[str, Any]:
    """One record as the collection translations-models-v2 has it."""
    packed = zstd(data)
    return {
        "name": name,
        "fileType": kind,
        "sourceLanguage": pair[0],
        "targetLanguage": pair[1],
        "architecture": "tiny",
        "version": version,
        "filter_expression": "",
        "decompressedSize": len(data),
        "decompressedHash": hashlib.sha256(data).hexdigest(),
        "attachment": {
            "filename": f"{name}.zst",
            "location": f"main-workspace/translations-models-v2/{hashlib.md5(packed).hexdigest()}.zst",
            "hash": hashlib.sha256(packed).hexdigest(),
            "mimetype": "application/zstd",
            "size": len(packed),
        },
    }


@dataclass
class ModelServer:
    """What the server holds and how it misbehaves."""

    records: list[dict[str, Any]] = field(default_factory=list)
    attachments: dict[str, bytes] = field(default_factory=dict)
    fault: str = ""
    """``cut``, ``page``, ``missing``, ``altered``, ``endless``, ``loop``, ``away``, ``busy``, ``deaf``, or empty."""
    times: int = 10**6
    """How many attachments the fault hits; after that the server is well."""
    seen: list[tuple[str, str]] = field(default_factory=list)
    """``(path, Range header)`` of every request."""
    port: int = 0

    def add(self, pair: tuple[str, str], files: Mapping[str, bytes], version: str = "3.0") -> None:
        """Offer a model; ``files`` is name to content, the name's first part is the file type."""
        for name, data in files.items():
            entry = record(name.partition(".")[0], name, data, pair, version)
            self.records.append(entry)
            self.attachments[f"/cdn/{entry['attachment']['location']}"] = zstd(data)

    @property
    def url(self) -> str:
        """The records endpoint."""
        return f"http://127.0.0.1:{self.port}{RECORDS}"

    def strikes(self) -> bool:
        """True if the fault hits this time."""
        self.times -= bool(self.fault)
        return bool(self.fault) and self.times >= 0


@contextmanager
def serving(server: ModelServer) -> Iterator[ModelServer]:
    """The server, answering on a free port of 127.0.0.1."""
    handler = type("Bound", (_Handler,), {"model": server})
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    http.daemon_threads = True
    server.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    model: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""

    def do_GET(self) -> None:
        """Serve root, records or an attachment."""
        self.model.seen.append((self.path, self.headers.get("Range", "")))
        if self.path == "/v1/":
            base = {"base_url": f"http://127.0.0.1:{self.model.port}/cdn/"}
            self._send(200, json.dumps({"capabilities": {"attachments": base}}).encode())
        elif self.path == RECORDS:
            self._send(200, json.dumps({"data": self.model.records}).encode())
        elif self.path in self.model.attachments:
            self._attachment(self.model.attachments[self.path])
        else:
            self._send(404, b"{}")

    def _attachment(self, data: bytes) -> None:
        fault = self.model.fault if self.model.strikes() else ""
        start = int(self.headers.get("Range", "bytes=0-")[6:-1])
        more = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if start and fault != "deaf" else {}
        body = data if fault == "deaf" else data[start:]
        if fault == "page":
            self._send(200, b"<!doctype html><title>Log in</title>", {"Content-Type": "text/html"})
        elif fault in ("missing", "busy"):
            self._send(404 if fault == "missing" else 503, b"", {"Retry-After": "7"})
        elif fault in ("loop", "away"):
            self._send(302, b"", {"Location": self.path if fault == "loop" else "http://example.invalid/x"})
        elif fault == "altered":
            self._send(206 if start else 200, body[:-1] + bytes([body[-1] ^ 1]), more)
        elif fault == "endless":
            self._send(200, body + b"x" * 1000, more)
        elif fault == "cut":
            self._cut(body, more)
        else:
            self._send(206 if more else 200, body, more)

    def _cut(self, body: bytes, more: Mapping[str, str]) -> None:
        self._head(206 if more else 200, len(body), more)
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _send(self, code: int, body: bytes, more: Mapping[str, str] = {}) -> None:
        self._head(code, len(body), more)
        self.wfile.write(body)

    def _head(self, code: int, size: int, more: Mapping[str, str]) -> None:
        self.send_response(code)
        for name, value in ({"Content-Type": "application/zstd"} | dict(more)).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(size))
        self.end_headers()
