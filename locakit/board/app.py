"""The board as a web application: its page and files, and the calls behind a guard."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from locakit.board.calls import Calls, reply
from locakit.board.guard import Guard
from locakit.board.worker import Worker

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_READ = ("start", "queue", "rows", "unit", "units", "aids", "changes")
_CHANGE = ("check", "decide", "approve", "undo", "comment")


def made(worker: Worker, port: int, token: str) -> Guard:
    """The application for a board on ``port`` of this machine, opened with ``token``."""
    app = Starlette(exception_handlers={HTTPException: _told, Exception: _failed})
    guard = Guard(app, port, token)
    calls = Calls(worker, guard.csrf)
    routes = [Route(f"/api/{name}", getattr(calls, name), methods=["GET"]) for name in _READ]
    routes += [Route(f"/api/{name}", getattr(calls, name), methods=["POST"]) for name in _CHANGE]
    routes += [Route(path, _served(data, kind), methods=["GET"]) for path, (data, kind) in _files().items()]
    app.router.routes.extend(routes)
    return guard


def _files() -> dict[str, tuple[bytes, str]]:
    """The page's own files by path, each with its media type."""
    out: dict[str, tuple[bytes, str]] = {}
    for file in files("locakit.board").joinpath("static").iterdir():
        kind = _TYPES.get(file.name.rpartition(".")[2])
        if kind:
            out["/" if file.name == "index.html" else f"/static/{file.name}"] = (file.read_bytes(), kind)
    return out


def _served(data: bytes, kind: str) -> Callable[[Request], Response]:
    def serve(request: Request) -> Response:
        return Response(data, media_type=kind)

    return serve


def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return reply({"fault": "asked", "message": str(getattr(error, "detail", error))}, status)


def _failed(request: Request, error: Exception) -> Response:
    return reply({"fault": "failed", "message": f"{type(error).__name__}: {error}"}, 500)
