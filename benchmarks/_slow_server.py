"""A LibreTranslate-shaped server in a process of its own: 150 ms for each answer, a hard limit of requests a second."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import deque

LATENCY = 0.15
RATE = 50


class Server:
    """Counts what it answers and what it turns away."""

    def __init__(self) -> None:
        self.times: deque[float] = deque()
        self.answered = self.refused = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept alive."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next(
                    (int(h[15:]) for h in head.decode().split("\r\n") if h[:15].lower() == "content-length:"), 0
                )
                body = await reader.readexactly(length) if length else b""
                status, value = await self.answer(head.split(b" ", 2)[1].decode().partition("?")[0], body)
                data = json.dumps(value).encode()
                top = f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
                writer.write(top.encode() + data)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def answer(self, path: str, body: bytes) -> tuple[int, object]:
        """``(status, JSON value)``."""
        if path == "/count":
            return 200, {"answered": self.answered, "refused": self.refused}
        if path == "/languages":
            return 200, [{"code": "en", "targets": ["es"]}, {"code": "es", "targets": ["en"]}]
        now = time.monotonic()
        while self.times and self.times[0] <= now - 1:
            self.times.popleft()
        if len(self.times) >= RATE:
            self.refused += 1
            return 429, {"error": "too many requests"}
        self.times.append(now)
        self.answered += 1
        await asyncio.sleep(LATENCY)
        if path == "/one":
            return 200, {"responseData": {"translatedText": "palabra"}, "matches": []}
        return 200, {"translatedText": [f"{text}o" for text in json.loads(body)["q"]]}


async def main() -> None:
    """Serve until the input ends."""
    server = await asyncio.start_server(Server().serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
