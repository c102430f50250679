"""The whole pipeline against the bare engine: strings a second, one process each, the same strings in one run."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from benchmarks._corpus import strings

COUNT = 1500
_CONFIG = """\
source: en
markets: [pt-BR]
content:
  - path: locales/{locale}.json
glossaries: [ecommerce]
"""


def _bare(texts: list[str]) -> float:
    """Seconds of the engine alone: its own ``translate`` on each string, as it is, in this process."""
    from fxtranslate import Translator

    from locakit.providers._models import LocalModels, route

    model = route(LocalModels(), "en", "pt")[0]
    weights = model.read()
    translator = Translator(
        weights.model, weights.source_vocabulary, weights.target_vocabulary, weights.shortlist or None
    )
    translator.translate(texts[0])
    began = time.perf_counter()
    for text in texts:
        translator.translate(text)
    return time.perf_counter() - began


def _pipeline(texts: list[str], workers: int) -> float:
    """Seconds of ``translate`` from reading the source to the closed ledger, masks, terms, tone and checks included."""
    from locakit.cli.say import Voice
    from locakit.cli.work import translate_all
    from locakit.providers import registry
    from locakit.shell.desk import open_office
    from locakit.shell.workspace import open_workspace

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "locales").mkdir()
        (folder / "locales/en.json").write_text(json.dumps({f"k{n}": t for n, t in enumerate(texts)}, indent=1))
        (folder / "locakit.yaml").write_text(_CONFIG)
        space = open_workspace(str(folder))
        with open_office(space, write=True) as office:
            office._providers["firefox"] = registry.make("firefox", options={"workers": workers})
            began = time.perf_counter()
            results = translate_all(space, office, None, Voice(quiet=True))
            seconds = time.perf_counter() - began
        assert sum(results[0].stored.written.values()) == len(texts)
        return seconds


def main() -> None:
    """Print the table."""
    texts = strings(COUNT)
    bare = _bare(texts)
    print(f"{COUNT} strings, {sum(map(len, texts)) / COUNT:.0f} characters on average")
    print(f"{'bare engine, 1 process':<34}{COUNT / bare:8.0f} strings/s")
    for workers in (1, 2):
        seconds = _pipeline(texts, workers)
        name = f"whole pipeline, {workers} process{'es' if workers > 1 else ''}"
        print(f"{name:<34}{COUNT / seconds:8.0f} strings/s   {seconds / bare:.2f} x the bare engine's time")


if __name__ == "__main__":
    main()
