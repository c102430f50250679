"""Faults of whole files: a small project is begun, its files are broken, and ``locakit check`` is run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_TEXTS = {
    "save": ("Save the file", "Datei speichern"),
    "open": ("Open the file", "Datei öffnen"),
    "close": ("Close the window", "Fenster schließen"),
}
_MORE = "more", ("Show more", "Mehr anzeigen")
_CONFLICT = "<<<<<<< HEAD\n{0}=======\n{0}>>>>>>> other\n"
Lines = dict[str, str]
"""Key to its line or lines in the file."""


def _quoted(key: str, text: str) -> str:
    return f"  {json.dumps(key)}: {json.dumps(text, ensure_ascii=False)}"


@dataclass(frozen=True)
class Style:
    """How a format writes a text, and the file around its entries."""

    path: str
    entry: Callable[[str, str], str]
    head: str = ""
    joint: str = ""
    tail: str = ""

    def file(self, *entries: str) -> str:
        """The text of a file."""
        return self.head + self.joint.join(entries) + self.tail


STYLES: Mapping[str, Style] = {
    "JSON": Style("locales/{0}.json", _quoted, "{\n", ",\n", "\n}\n"),
    "properties": Style("app_{0}.properties", lambda key, text: f"{key}={text}\n"),
    "Android": Style(
        "res/values{0}/strings.xml", lambda key, text: f'  <string name="{key}">{text}</string>\n',
        "<resources>\n", "", "</resources>\n",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class FileFault:
    """One fault of a file in one format."""

    rules: tuple[str, ...]
    style: Style
    broken: Callable[[Style, list[str]], str]
    """The entries of the target to the broken file."""
    source_changed: bool = False

    def found(self) -> list[str]:
        """The rules that ``locakit check`` names in a project with the fault."""
        with tempfile.TemporaryDirectory() as folder:
            root, style = Path(folder), self.style
            names = ("", "-de") if "values" in style.path else ("en", "de")
            paths = [root / style.path.format(name) for name in names]
            entries = [[style.entry(key, two[n]) for key, two in _TEXTS.items()] for n in (0, 1)]
            for path, there in zip(paths, entries, strict=True):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(style.file(*there), encoding="utf-8")
            _run(root, "init", "--source", "en", "--market", "de")
            if self.source_changed:
                paths[0].write_text(style.file(*entries[0]).replace("Open the", "Open another"), encoding="utf-8")
            paths[1].write_text(self.broken(style, entries[1]), encoding="utf-8")
            out = _run(root, "check", "--format", "json", "--fail-on", "never", "--no-cache")
        return [finding["rule"] for finding in json.loads(out)["findings"]]


def _run(root: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "locakit", *arguments]
    done = subprocess.run(command, cwd=root, env=_variables(root), capture_output=True, text=True, check=True)
    return done.stdout


def _variables(root: Path) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(_ROOT), "XDG_CACHE_HOME": str(root / ".cache")}


def _merged(style: Style, entries: list[str]) -> str:
    whole = style.file(*entries)
    return whole.replace(entries[1], _CONFLICT.format(entries[1].rstrip("\n") + "\n").rstrip("\n"), 1)


def _cut(style: Style, entries: list[str]) -> str:
    whole = style.file(*entries)
    return whole[: whole.index("öffnen")]


_KINDS: dict[str, tuple[str, Callable[[Style, list[str]], str], bool]] = {
    "key missing": ("keys.missing", lambda style, entries: style.file(*entries[1:]), False),
    "key left over": (
        "keys.obsolete", lambda style, entries: style.file(*entries, style.entry(_MORE[0], _MORE[1][1])), False,
    ),
    "key twice": ("keys.duplicate", lambda style, entries: style.file(*entries, entries[0]), False),
    "source changed": ("keys.stale", lambda style, entries: style.file(*entries), True),
    "merge not finished": ("files.merge-conflict", _merged, False),
    "file cut off": ("keys.unreadable", _cut, False),
}  # fmt: skip
FAULTS: dict[str, FileFault] = {
    f"{name} ({format})": FileFault((rule,), style, broken, changed)
    for name, (rule, broken, changed) in _KINDS.items()
    for format, style in STYLES.items()
    if not (name == "file cut off" and format == "properties")
}
"""A properties file has no end that could be missing."""
