"""10,000 strings through a server with 150 ms latency and 50 requests a second, against the bound that these allow."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks._slow_server import LATENCY, RATE

COUNT = 10_000
PEER_COUNT = 40
"""Strings that deep-translator's own loop is measured on; its time grows with their number."""
_CONFIG = """\
source: en
markets: [es-MX]
content:
  - path: locales/{locale}.json
engines: [libretranslate]
engine:
  libretranslate: {url: "URL", rate: 50, parallel: 16}
"""


@contextmanager
def _server() -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks._slow_server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


def _count(url: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{url}/count") as answer:
        return dict(json.load(answer))


def _texts() -> list[str]:
    letters = "abcdefghij"
    return [f"Text {''.join(letters[int(d)] for d in str(n))} of the catalog" for n in range(COUNT)]


def _engine(texts: list[str]) -> tuple[float, dict[str, int], int]:
    """Seconds of the engine alone, what the server counted, texts in a request."""
    from locakit.doors import Segment
    from locakit.errors import ProviderError
    from locakit.fan import fan
    from locakit.providers import registry

    with _server() as url:
        engine = registry.make("libretranslate", options={"url": url, "rate": RATE, "parallel": 16})
        engine.route("en", "es")  # type: ignore[attr-defined]
        size = engine.can.batch
        batches = [[Segment(t) for t in texts[at : at + size]] for at in range(0, len(texts), size)]
        began = time.perf_counter()
        done = list(fan(lambda b: engine.translate(b, "en", "es"), batches, engine.can.parallel, ProviderError))
        seconds = time.perf_counter() - began
        assert all(isinstance(answer, list) for _, answer in done)
        engine.close()
        return seconds, _count(url), size


def _whole(texts: list[str]) -> tuple[float, dict[str, int]]:
    """Seconds of ``locakit translate`` in a process of its own, start to end."""
    with _server() as url, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "locales").mkdir()
        (folder / "locales/en.json").write_text(json.dumps({f"k{n}": t for n, t in enumerate(texts)}, indent=1))
        (folder / "locakit.yaml").write_text(_CONFIG.replace("URL", url))
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "locakit", "translate", "--project", str(folder)], check=True, capture_output=True
        )
        seconds = time.perf_counter() - began
        assert len(json.loads((folder / "locales/es-MX.json").read_text())) == len(texts)
        return seconds, _count(url)


def _peer() -> float | None:
    """Seconds a string of deep-translator's own ``translate_batch``; None where it is not installed."""
    try:
        from deep_translator import MyMemoryTranslator
    except ImportError:
        return None
    with _server() as url:
        translator = MyMemoryTranslator(source="en-GB", target="es-ES")
        translator._base_url = f"{url}/one"
        began = time.perf_counter()
        translator.translate_batch([f"word {n}" for n in range(PEER_COUNT)])
        return (time.perf_counter() - began) / PEER_COUNT


def main() -> None:
    """Print the table."""
    texts = _texts()
    seconds, counted, size = _engine(texts)
    bound = -(-COUNT // size) / RATE + LATENCY
    whole, counted_whole = _whole(texts)
    print(f"{COUNT:,} strings, {size} in a request, {RATE} requests a second, {LATENCY * 1000:.0f} ms each")
    print(f"{'':28}{'seconds':>10}{'x bound':>10}{'429s':>8}")
    print(f"{'the bound':28}{bound:>10.2f}{1:>10.2f}{'':>8}")
    print(f"{'the engine':28}{seconds:>10.2f}{seconds / bound:>10.2f}{counted['refused']:>8}   (bound 1.05)")
    print(f"{'locakit translate, all in all':28}{whole:>9.2f}{whole / bound:>10.2f}{counted_whole['refused']:>8}")
    each = _peer()
    if each is not None:
        told = f"(measured on {PEER_COUNT}, one request a string)"
        print(f"{'deep-translator, its batch':28}{each * COUNT:>10.0f}{each * COUNT / bound:>10.0f}{'':>8}   {told}")
