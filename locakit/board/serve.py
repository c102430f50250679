"""The board on a port of this machine, until it is stopped."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from locakit.board.app import made
from locakit.board.door import Room
from locakit.board.worker import Worker
from locakit.errors import UsageError

_HOST = "127.0.0.1"


def serve(room: Room, port: int, opened: Callable[[str, str], None]) -> int:
    """Serve until ^C. The number of verdicts that were carried out.

    ``opened`` is told two addresses, keys included: one for people, and one that works a single time, for a browser.

    ``port`` 0 takes a free one. Raises UsageError where the port is taken.
    """
    worker = Worker(room)
    try:
        with _listening(port) as listener:
            taken, token = listener.getsockname()[1], secrets.token_urlsafe(24)
            guard = made(worker, taken, token)
            config = uvicorn.Config(
                guard, lifespan="off", ws="none", http="h11", loop="asyncio", log_level="critical",
                access_log=False, proxy_headers=False, server_header=False, timeout_graceful_shutdown=2,
            )  # fmt: skip
            server = uvicorn.Server(config)
            with suppress(KeyboardInterrupt):
                page = f"http://{_HOST}:{taken}/?token="
                opened(page + token, page + guard.once)
                server.run(sockets=[listener])
    finally:
        worker.close()
    return worker.decided


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}", hint="--port 0 takes a free one") from error
    except OverflowError:
        raise UsageError(f"{port} is no port", hint="--port 0 takes a free one") from None
