"""Each format beside the usual libraries: MB/s, strings/s, one edit saved, what an unchanged copy changes.

    python -m benchmarks formats [FORMAT…] [--strings N] [--runs N] [--skip LIBRARY] [--no-peers] [--room]

CPU seconds, medians, a process for each library. translate-toolkit (GPL) and moz.l10n are put into an environment of
their own below ``build/``, made with pip on the first run; without it they are left out, and that is said.

``--room`` measures memory alone: the process of a library holds the file's bytes, its copy and two trees at times, a
command does not. One emoji makes Python hold a whole text in four bytes a character: both kinds are measured.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.files import make
from benchmarks.peers import APART, PEERS
from locakit.formats.registry import FORMATS

_ROOT = Path(__file__).resolve().parent.parent
_APART = _ROOT / "build/peers"
_WANTED = ("translate-toolkit[php,fluent,yaml,toml,ini,markdown]", "moz.l10n", "ruamel.yaml", "tomlkit", "lxml")
_PATIENCE = 600
"""Seconds for one library's process."""

BOUNDS = {
    ("po", "polib"): ("whole", 0.2), ("po", "babel"): ("whole", 0.2), ("po", "msgcat"): ("whole", 0.5),
    ("json", "moz.l10n"): ("read", 0.333), ("yaml", "PyYAML C"): ("read", 1.0), ("android", "lxml"): ("read", 1.2),
}  # fmt: skip
"""What share of a library's time locakit may take, and of which time."""
MILLION = {("po", "polib"): ("whole", 0.125)}
"""The same in files of a million strings."""

Found = dict[str, float]


def environment() -> Path | None:
    """The Python of the peers' own environment; None where it cannot be made."""
    python = _APART / "bin/python"
    if not python.exists():
        print(f"making {_APART.relative_to(_ROOT)} with {', '.join(_WANTED)} …", flush=True)
        venv.create(_APART, with_pip=True)
    done = subprocess.run([str(python), "-c", "import translate.storage, moz.l10n, ruamel.yaml, tomlkit"], check=False)
    if done.returncode:
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *_WANTED]
        done = subprocess.run(command, check=False)
    if done.returncode:
        print("pip failed: translate-toolkit, moz.l10n, ruamel.yaml and tomlkit are left out")
    return None if done.returncode else python


def _measured(python: str | Path, place: str, fmt: str, file: Path, runs: int) -> Found | str:
    """One library's figures, or in a few words why there are none."""
    command = [str(python), "-m", "benchmarks.peers", place, fmt, str(file), str(runs)]
    try:
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"gave up after {_PATIENCE} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1][:90]
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def _line(name: str, found: Found | str, own: Found, size: float, strings: int, bound: tuple[str, float] | None) -> str:
    if isinstance(found, str):
        return f"  {name:<26}{found}"
    read_, whole = found["read"], found["whole"]
    read_of, whole_of = own["read"] / max(read_, 1e-9), own["whole"] / max(whole, 1e-9)
    speed = f"{size / read_:>8.1f}{strings / read_ / 1000:>9.0f}k" if read_ > 0.005 else f"{'':>18}"
    ratios = f"{read_of if read_ > 0.005 else 0:>8.2f}{whole_of if found['writes'] else 0:>8.2f}"
    saved = f"{found['lines']:>9.0f}" if found["writes"] else f"{'-':>9}"
    written = f"{whole:>9.2f}" if found["writes"] else f"{'-':>9}"
    met = ""
    if bound:
        share = read_of if bound[0] == "read" else whole_of
        met = f"   {bound[0]} {share:.2f}, bound {bound[1]:.2f}: {'met' if share <= bound[1] else 'MISSED'}"
    memory = f"{found['memory'] / 1024:>8.0f}"
    return f"  {name:<26}{read_:>8.2f}{speed}{written}{memory}{ratios}{saved}{met}"


def _compare(fmt: str, options: argparse.Namespace, apart: Path | None, folder: Path) -> None:
    name, data = make(fmt, options.strings)
    file = folder / name
    file.write_bytes(data)
    own = _measured(sys.executable, "own:locakit_work", fmt, file, options.runs)
    size = len(data) / 1e6
    if isinstance(own, str):
        print(f"\n{fmt}, {size:.1f} MB\n  {'locakit':<26}{own}")
        return
    messages = int(own["strings"])
    print(f"\n{fmt}: {messages:,} messages, {size:.1f} MB", flush=True)
    print(_line("locakit", own, own, size, messages, None), flush=True)
    bounds = BOUNDS if options.strings < 1_000_000 else BOUNDS | MILLION
    for library, place in PEERS.get(fmt, {}).items() if not options.no_peers else ():
        python = apart if library in APART else sys.executable
        if python and library not in options.skip:
            found = _measured(python, place, fmt, file, options.runs)
            print(_line(library, found, own, size, messages, bounds.get((fmt, library))), flush=True)


def _room(fmt: str, count: int, folder: Path) -> None:
    """Print what one file takes, as it is made and without what stands beyond U+FFFF."""
    name, data = make(fmt, count)
    narrow = re.sub("[\U00010000-\U0010ffff]", "\u2605", data.decode()).encode()
    for told, whole in (("with emoji", data), ("without", narrow)):
        (folder / name).write_bytes(whole)
        command = [sys.executable, "-m", "benchmarks._room", fmt, str(folder / name)]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
        print(f"{fmt}, {count:,} strings, {len(whole) / 1e6:.0f} MB, {told}: MB {done.stdout.strip()}", flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks formats")
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--strings", type=int, default=100_000, help="in one file (default: 100000)")
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts (default: 3)")
    parser.add_argument("--skip", action="append", default=[], metavar="LIBRARY", help="may be repeated")
    parser.add_argument("--no-peers", action="store_true", help="locakit alone")
    parser.add_argument("--room", action="store_true", help="measure memory alone, locakit's")
    return parser.parse_args(arguments)


def makeable(fmt: str) -> bool:
    """There is a generator of such files."""
    try:
        return bool(make(fmt, 1))
    except KeyError:
        return False


def main(arguments: Sequence[str] = ()) -> int:
    """Print a table for each format."""
    options = _options(arguments)
    if options.room:
        with tempfile.TemporaryDirectory() as made:
            for fmt in options.formats:
                _room(fmt, options.strings, Path(made))
        return 0
    apart = None if options.no_peers else environment()
    heads = f"{'read s':>8}{'MB/s':>8}{'str/s':>10}{'whole s':>9}{'MB RAM':>8}{'ratio':>8}{'ratio':>8}{'lines':>9}"
    print(f"\n{'':<28}{heads}")
    print("read: bytes to messages; whole: read, one edit, write; ratios: locakit's time / the library's;")
    print("lines: how many an unchanged copy changes")
    with tempfile.TemporaryDirectory() as made:
        for fmt in options.formats or [f for f in FORMATS if makeable(f)]:
            _compare(fmt, options, apart, Path(made))
    return 0
