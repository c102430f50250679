"""A board without a network: requests made as ASGI messages, so that every header is the test's own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from locakit.board.app import made
from locakit.board.guard import Guard
from locakit.board.worker import Worker
from locakit.queue import Answer, Ask
from locakit.shell.boardroom import Room
from locakit.shell.boardroom.shelf import Scope
from locakit.shell.workspace import open_workspace

PORT, TOKEN = 8100, "the-key"
HOST = f"127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Reply:
    """What the board answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Client:
    """A browser that has opened the board: it has the cookie and the page's token."""

    def __init__(self, guard: Guard, loop: asyncio.AbstractEventLoop) -> None:
        self._guard, self._loop = guard, loop
        self.cookie = self.ask("GET", f"/?token={TOKEN}", cookie="").headers["set-cookie"].partition(";")[0]
        self.csrf = self.get("start").json["csrf"]

    def ask(self, method: str, path: str, body: bytes = b"", cookie: str | None = None, **headers: str) -> Reply:
        """One request; a header that is empty is left out, ``_`` in its name stands for ``-``."""
        found = {"host": HOST, "cookie": self.cookie if cookie is None else cookie, "content-length": str(len(body))}
        found |= {name.replace("_", "-"): value for name, value in headers.items()}
        where, _, query = path.partition("?")
        scope = {
            "type": "http", "method": method, "path": where, "raw_path": where.encode(), "query_string": query.encode(),
            "headers": [(n.encode(), v.encode()) for n, v in found.items() if v], "scheme": "http",
            "http_version": "1.1", "server": ("127.0.0.1", PORT), "client": ("127.0.0.1", 1), "root_path": "",
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        self._loop.run_until_complete(self._guard(scope, receive, send))
        parts = b"".join(m.get("body", b"") for m in sent[1:])
        return Reply(sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, parts)

    def get(self, name: str, **query: object) -> Reply:
        """A call that reads."""
        return self.ask("GET", f"/api/{name}?" + "&".join(f"{k}={v}" for k, v in query.items()))

    def post(self, name: str, body: object, **headers: str) -> Reply:
        """A call that changes, as the page makes it; ``headers`` go before the page's own."""
        own = {"origin": f"http://{HOST}", "x_locakit": self.csrf, "content_type": "application/json"}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask("POST", f"/api/{name}", data, **{**own, **headers})

    def decide(self, *asks: Mapping[str, object]) -> list[Any]:
        """The answers to verdicts."""
        return list(self.post("decide", {"asks": list(asks)}).json["answers"])


def room(root: Path, by: str = "Ana <ana@example.org>") -> Room:
    """The room of a project, all markets."""
    return Room(root, Scope(open_workspace(str(root)).markets(None)), "reviewed", by)


@contextmanager
def board(root: Path) -> Iterator[Client]:
    """A board over the project, as an open browser sees it."""
    loop, worker = asyncio.new_event_loop(), Worker(room(root))
    try:
        yield Client(made(worker, PORT, TOKEN), loop)
    finally:
        worker.close()
        loop.close()


def find(where: Room, key: str, market: str = "") -> int:
    """The id of a unit."""
    return next(r.id for r in where.rows() if r.key == key and market in ("", r.market))


def approve(where: Room, key: str, market: str = "") -> Answer:
    """Approve a unit as it stands now."""
    id = find(where, key, market)
    return where.decide([[Ask(id, "approve", {}, where.seen(id) or ("", ""))]])[0][0]


def save(where: Room, key: str, text: str, seen: tuple[str, str] | None = None) -> Answer:
    """Write a text, having seen the unit as it stands now, or as ``seen``."""
    id = find(where, key)
    return where.decide([[Ask(id, "save", {"other": text}, seen or where.seen(id) or ("", ""))]])[0][0]


@contextmanager
def running(root: Path, by: str = "Ana <ana@example.org>") -> Iterator[str]:
    """The address, key included, of a board that is served to a real browser from this process."""
    import socket
    from threading import Thread

    import uvicorn

    worker = Worker(room(root, by))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        config = uvicorn.Config(made(worker, port, TOKEN), lifespan="off", ws="none", log_level="critical")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/?token={TOKEN}"
        finally:
            server.should_exit = True
            thread.join()
            worker.close()
