"""The formats by name; a member is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

from locakit.doors import Format
from locakit.errors import UsageError


class _Row(NamedTuple):
    module: str
    suffixes: tuple[str, ...]
    otherwise: str | None = ""
    """The format of such a file where the module's ``claims(path, text)`` says no; None: it is no content."""


_TABLE = {
    "json": _Row("json", (".json", ".arb", ".jsonc")),
    "webext": _Row("webext", ("messages.json",), "json"),
    "xcstrings": _Row("xcstrings", (".xcstrings",)),
    "yaml": _Row("yaml", (".yaml", ".yml")),
    "po": _Row("po", (".po", ".pot")),
    "mo": _Row("mo", (".mo", ".gmo")),
    "markdown": _Row("markdown", (".md", ".markdown")),
    "mdx": _Row("mdx", (".mdx",)),
    "html": _Row("html", (".html", ".htm")),
    "properties": _Row("properties", (".properties",)),
    "strings": _Row("strings", (".strings",)),
    "php": _Row("php", (".php",)),
    "csv": _Row("csv", (".csv", ".tsv")),
    "xlsx": _Row("xlsx", (".xlsx",)),
    "toml": _Row("toml", (".toml",)),
    "ini": _Row("ini", (".ini",)),
    "plain": _Row("plain", (".text", ".txt"), None),
    "vtt": _Row("vtt", (".vtt",)),
    "fluent": _Row("fluent", (".ftl",)),
    "srt": _Row("srt", (".srt",)),
    "android": _Row("android", ("strings.xml", "plurals.xml", "arrays.xml")),
    "xliff": _Row("xliff", (".xliff", ".xlf")),
    "tmx": _Row("tmx", (".tmx",)),
    "tbx": _Row("tbx", (".tbx",)),
    "resx": _Row("resx", (".resx", ".resw")),
    "qt": _Row("qt", (".ts",)),
    "stringsdict": _Row("stringsdict", (".stringsdict",)),
}

FORMATS: tuple[str, ...] = tuple(_TABLE)
"""The names of all formats."""


def by_name(name: str) -> Format:
    """The format of that name (its module's ``FORMAT``); raises UsageError for a name that is not registered."""
    row = _TABLE.get(name)
    if row is None:
        raise UsageError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
    return cast(Format, import_module(f"locakit.formats.{row.module}").FORMAT)


def name_of(path: str) -> str:
    """The name of the format that a file's suffix tells, the longest one; empty for none. Imports nothing."""
    lower = path.lower()
    fits = [(len(s), name) for name, row in _TABLE.items() for s in row.suffixes if lower.endswith(s)]
    return max(fits, default=(0, ""))[1]


def detect(path: str, text: str = "") -> Format | None:
    """The format of a file; None where no format claims it. ``text`` is for suffixes that several formats share."""
    name = name_of(path)
    row = _TABLE.get(name)
    if row and row.otherwise != "" and not import_module(f"locakit.formats.{row.module}").claims(path, text):
        name = row.otherwise or ""
    return by_name(name) if name else None


def suffixes() -> dict[str, str]:
    """File suffix to format name, for those who look through a folder."""
    return {suffix: name for name, row in _TABLE.items() for suffix in row.suffixes}
