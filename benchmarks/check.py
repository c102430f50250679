"""``locakit check`` beside translate-toolkit's pofilter on one catalog, in a small project, and on a million units.

    python -m benchmarks check [FILE.po] [--real FOLDER] [--units N] [--no-peer] [--no-million]

CPU seconds of whole processes, the best of some runs. pofilter (GPL) runs from the environment of its own that
``python -m benchmarks formats`` makes. ``--real`` joins the German catalogs (PO, MO) below a folder, such as
``/usr/share/locale``, into one file of people's translations, and measures that too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks._catalogs import joined
from benchmarks._german import german
from benchmarks.files import mixed
from benchmarks.files.text import field
from benchmarks.formats import environment

_ROOT = Path(__file__).resolve().parent.parent
_BOUND = 0.05
_WARM, _SMALL = 0.25, 10
_MILLION, _FILES = 1_000_000, 20


def catalog(texts: Sequence[str]) -> str:
    """A German catalog: references, notes, formats and plurals as in real ones."""
    out = ['msgid ""', 'msgstr ""', '"Language: de\\n"', '"Content-Type: text/plain; charset=UTF-8\\n"']
    out += ['"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', ""]
    for i, text in enumerate(texts):
        out += [f"#: src/app/screen{i // 50}.py:{i % 50 * 7 + 3}", *field("msgid", text)]
        if i % 20 == 3:
            out += [*field("msgid_plural", text), *field("msgstr[0]", german(text)), *field("msgstr[1]", german(text))]
        else:
            out += field("msgstr", german(text))
        out.append("")
    return "\n".join(out)


def _run(command: Sequence[str], folder: Path) -> tuple[float, float, int]:
    """CPU seconds, wall seconds and the peak of memory in MB of a command and its children."""
    variables = {**os.environ, "PYTHONPATH": str(_ROOT), "XDG_CACHE_HOME": str(folder / ".cache")}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command, cwd=folder, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, after.ru_maxrss // 1024


def _check(*more: str) -> list[str]:
    return [sys.executable, "-m", "locakit", "check", "--format", "json", *more]


def _beside(what: str, file: Path, units: int, runs: int, peer: bool) -> None:
    own = min(_run(_check(file.name, "--jobs", "1", "--target-locale", "de"), file.parent)[0] for _ in range(runs))
    print(f"\n{what}: {units:,} units, one core, all default rules, from the file to the report")
    print(f"  locakit check   {own:7.2f} s CPU   {own / units * 1e6:5.1f} µs a unit")
    python = environment() if peer else None
    if python:
        command = [str(python.parent / "pofilter"), "--language=de", file.name, "out.po"]
        other = min(_run(command, file.parent)[0] for _ in range(max(1, runs // 2)))
        met = "met" if own / other <= _BOUND else "MISSED"
        print(f"  pofilter        {other:7.2f} s CPU   {other / units * 1e6:5.1f} µs a unit")
        print(f"  ratio           1/{other / own:.1f}   bound 1/{1 / _BOUND:.0f}: {met}")


def _project(folder: Path, files: int, texts: Sequence[str]) -> None:
    """A project of JSON files in one market."""
    size = len(texts) // files
    for n in range(files):
        part = texts[n * size : (n + 1) * size]
        for locale, make in (("en", str), ("de", german)):
            path = folder / f"app{n}/{locale}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps({f"key{i}": make(t) for i, t in enumerate(part)}, indent=1), encoding="utf-8")
    config = "source: en\nmarkets: [de]\ncontent:\n  - path: '*/{locale}.json'\n"
    (folder / "locakit.yaml").write_text(config)


def _small(folder: Path) -> None:
    _project(folder, _SMALL, mixed(2_000))
    cold = min(_run(_check("--no-cache"), folder)[1] for _ in range(7))
    _run(_check(), folder)
    time.sleep(2.5)  # a file is trusted by its time only when that is older than the cache
    _run(_check(), folder)
    warm = min(_run(_check(), folder)[1] for _ in range(7))
    print("\n10 files, 2,000 units, wall seconds of the whole command")
    print(f"  cold {cold:.2f}   bound {_WARM}   warm {warm:.2f}")


def _million(folder: Path) -> None:
    texts = mixed(_MILLION // _FILES)
    _project(folder, _FILES, list(texts) * _FILES)
    one = _run(_check("--no-cache", "--jobs", "1"), folder)
    two = _run(_check("--no-cache"), folder)
    print(f"\n1,000,000 units in {_FILES} files")
    print(f"  one process    {one[1]:6.1f} s wall   {one[2]:6,} MB")
    print(f"  all cores      {two[1]:6.1f} s wall   {two[2]:6,} MB a process   {two[1] / one[1]:.2f} x the time")


def main(arguments: Sequence[str] = ()) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks check", description=__doc__)
    parser.add_argument("file", nargs="?")
    parser.add_argument("--real", type=Path, metavar="FOLDER")
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--no-million", action="store_true")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if wish.file:
            file = Path(shutil.copy(wish.file, folder))
            units, what = file.read_text(encoding="utf-8").count("\nmsgid ") - 1, file.name
        else:
            file, units, what = folder / "de.po", wish.units, "a made catalog"
            file.write_text(catalog(mixed(units)), encoding="utf-8")
        _beside(what, file, units, wish.runs, not wish.no_peer)
        if wish.real:
            text, units = joined(wish.real, "de", wish.units)
            (folder / "real.po").write_text(text, encoding="utf-8")
            _beside(f"people's catalogs of {wish.real}", folder / "real.po", units, wish.runs, not wish.no_peer)
    with tempfile.TemporaryDirectory() as name:
        _small(Path(name))
    if not wish.no_million:
        with tempfile.TemporaryDirectory() as name:
            _million(Path(name))
    return 0
