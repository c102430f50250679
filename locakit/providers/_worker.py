"""The embedded engine's own process: takes models and texts on standard input, answers on standard output.

It runs as a plain script beside the program, so that it imports neither locakit nor the caller's main module.
A frame is eight bytes of length (big endian) and the payload; a request is a frame of JSON:
``{"load": name}`` followed by four raw frames, ``{"drop": name}``, or ``{"through": [names], "texts": [...]}``.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from typing import IO, Any

SIZE = struct.Struct(">Q")


def write(stream: IO[bytes], payload: bytes) -> None:
    """One frame; raises OSError when nobody reads."""
    stream.write(SIZE.pack(len(payload)))
    stream.write(payload)


def read(stream: IO[bytes]) -> bytes:
    """One frame; raises EOFError when the other side is gone."""
    (size,) = SIZE.unpack(_exactly(stream, SIZE.size))
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


class Engines:
    """The translators this process holds."""

    def __init__(self) -> None:
        self._held: dict[str, Any] = {}

    def answer(self, request: dict[str, Any], stream: IO[bytes]) -> dict[str, Any]:
        """The reply to one request; a load reads its four frames from ``stream``."""
        if "load" in request:
            return self._load(request["load"], [read(stream) for _ in range(4)])
        if "drop" in request:
            self._held.pop(request["drop"], None)
            return {}
        texts = request["texts"]
        for name in request["through"]:
            texts = [_translate(self._held[name], text) for text in texts]
        return {"texts": texts}

    def _load(self, name: str, parts: list[bytes]) -> dict[str, Any]:
        from fxtranslate import Translator

        try:
            self._held[name] = Translator(parts[0], parts[1], parts[2], parts[3] or None)
        except BaseException as fault:  # the engine's panics are no Exception
            return {"error": str(fault)}
        return {}


def _translate(engine: Any, text: str) -> str:
    try:
        return str(engine.translate(text)) if text else ""
    except BaseException as fault:  # a panic on one text must not cost the others
        if type(fault).__name__ != "PanicException":
            raise
        return ""


def serve(stream: IO[bytes], out: IO[bytes]) -> None:
    """Answer until the parent is gone, however it went."""
    engines = Engines()
    while True:
        try:
            request = json.loads(read(stream))
            reply = engines.answer(request, stream)
        except EOFError:
            return
        except Exception as fault:
            reply = {"error": f"{type(fault).__name__}: {fault}"}
        try:
            write(out, json.dumps(reply).encode())
            out.flush()
        except OSError:
            return


def main() -> None:
    """Set the process up so that nothing else can write into the channel; ^C is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path.append(sys.argv[1])
    stream, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(quiet, number)
    serve(stream, out)


if __name__ == "__main__":
    main()
