"""One large file of each format, all made from the same strings."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from benchmarks._corpus import strings

_ODD = {7: ' "now"', 11: " — é ü ñ", 13: " 🎉", 17: "\nSecond line", 19: " & more", 23: " it's"}
"""What every n-th string has besides: quotes, accents, an emoji, a line break, an ampersand."""

_NAMES = {"android": "strings.xml", "webext": "messages.json", "markdown": "a.md", "xliff": "a.xlf", "qt": "a.ts"}
_NAMES |= {"fluent": "a.ftl"}


@lru_cache(maxsize=1)
def mixed(count: int) -> list[str]:
    return [text + next((add for n, add in _ODD.items() if i % n == 0), "") for i, text in enumerate(strings(count))]


def make(fmt: str, count: int) -> tuple[str, bytes]:
    """A file name and the bytes of a file of ``count`` strings. Raises KeyError for a format that is not made here."""
    modules = [vars(import_module(f"benchmarks.files.{name}")) for name in ("text", "xml")]
    maker: Callable[[list[str]], str | bytes] = {**modules[0], **modules[1]}[f"made_{fmt}"]
    whole = maker(mixed(count))
    return _NAMES.get(fmt, f"a.{fmt}"), whole if isinstance(whole, bytes) else whole.encode("utf-8")
