"""How an engine reads its options: each once, with its type, nothing left over."""

from __future__ import annotations

from typing import TypeVar

from locakit.errors import UsageError

T = TypeVar("T")


def take(options: dict[str, object], key: str, kind: type[T], default: T | None, *, engine: str) -> T | None:
    """The option ``key``, removed from ``options``; raises UsageError when it is not of ``kind``."""
    if key not in options:
        return default
    value = options.pop(key)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise UsageError(f"the option {key} of the engine {engine} must be of type {kind.__name__}, not {value!r}")
    return value


def nothing_left(options: dict[str, object], known: tuple[str, ...], *, engine: str) -> None:
    """Raises UsageError when ``options`` still holds one that nobody took."""
    if options:
        rest = ", ".join(sorted(options))
        raise UsageError(f"the engine {engine} has no option {rest}", hint=f"its options: {', '.join(known) or 'none'}")
