"""The memory that a large file takes, as a command reads and writes it: ``python -m benchmarks._room FORMAT FILE``."""

from __future__ import annotations

import json
import sys

from benchmarks.peers.__main__ import _memory
from locakit.catalog import render, source_view
from locakit.formats.registry import by_name
from locakit.shell import disk


def room(fmt: str, path: str) -> dict[str, int]:
    """MB: of the text alone, the most while it was read, and the most until its unchanged copy was encoded."""
    format_ = by_name(fmt)
    text = disk.read_text(path).text
    found = {"text": sys.getsizeof(text) // 1_000_000}
    resource = format_.parse(f"a{format_.suffixes[0]}", text, "de")
    found["read"] = _memory() // 1024
    disk.encode(render(format_, source_view(resource, format_), resource, resource.path, resource.locale, {}))
    found["unchanged"] = _memory() // 1024
    return found


if __name__ == "__main__":
    print(json.dumps(room(sys.argv[1], sys.argv[2])))
