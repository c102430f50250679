"""How an engine reads its options: each once, with its type, nothing left over."""

from __future__ import annotations

from typing import TypeVar

from locakit.errors import UsageError
from locakit.providers._limits import Limits

T = TypeVar("T")


def take(
    options: dict[str, object], key: str, kind: type[T] | tuple[type[T], ...], default: T | None, *, engine: str
) -> T | None:
    """The option ``key``, removed from ``options``; raises UsageError when it is not of ``kind``."""
    if key not in options:
        return default
    value = options.pop(key)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        wanted = " or ".join(k.__name__ for k in (kind if isinstance(kind, tuple) else (kind,)))
        raise UsageError(f"the option {key} of the engine {engine} must be of type {wanted}, not {value!r}")
    return value


def nothing_left(options: dict[str, object], known: tuple[str, ...], *, engine: str) -> None:
    """Raises UsageError when ``options`` still holds one that nobody took."""
    if options:
        rest = ", ".join(sorted(options))
        raise UsageError(f"the engine {engine} has no option {rest}", hint=f"its options: {', '.join(known) or 'none'}")


def limits_of(options: dict[str, object], default: Limits, *, engine: str) -> Limits:
    """The options ``rate``, ``parallel`` and ``timeout``, which all engines behind a service have."""
    rate = take(options, "rate", (int, float), default.rate, engine=engine)
    parallel = take(options, "parallel", int, default.parallel, engine=engine)
    timeout = take(options, "timeout", (int, float), default.timeout, engine=engine)
    return Limits(float(rate or 0), max(parallel or 1, 1), float(timeout or default.timeout), default.tries)
