"""The door: ``locakit`` and ``python -m locakit``."""

from __future__ import annotations


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from locakit.cli.door import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
