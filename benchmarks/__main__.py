"""All benchmarks, or those named: ``python -m benchmarks start_up pipeline``, ``python -m benchmarks proof --help``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ALL = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))
WITH_ARGUMENTS = ("check", "derive", "formats", "memory", "mutation", "precision", "proof", "quality")
"""Benchmarks whose ``main`` takes what stands behind their name, and returns an exit code."""


def main(arguments: list[str]) -> int:
    """Run them one after the other; the first exit code that is not 0."""
    if arguments[:1] and arguments[0] in WITH_ARGUMENTS:
        return int(import_module(f"benchmarks.{arguments[0]}").main(arguments[1:]))
    codes = []
    for name in arguments or ALL:
        print(f"\n== {name}", flush=True)
        codes.append(import_module(f"benchmarks.{name}").main() or 0)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
