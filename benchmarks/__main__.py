"""All benchmarks, or those named: ``python -m benchmarks start_up pipeline``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ALL = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))


def main() -> None:
    """Run them one after the other."""
    for name in sys.argv[1:] or ALL:
        print(f"\n== {name}")
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
