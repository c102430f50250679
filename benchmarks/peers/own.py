"""locakit's own reading and writing, as its commands do it."""

from __future__ import annotations

from typing import Any

from benchmarks.peers import Work
from locakit.catalog import render, source_view
from locakit.formats.registry import by_name
from locakit.model import Message, Resource
from locakit.shell import disk
from locakit.trial import WORD, read


def locakit_work(fmt: str) -> Work:
    """Bytes decoded and parsed into messages; one value written through ``catalog.render``."""
    format_ = by_name(fmt)

    def load(data: bytes) -> Resource:
        text = data.decode("utf-8", "surrogateescape") if format_.binary else disk.decode(data).text
        return read(format_, f"a{format_.suffixes[0]}", text)

    def edit(resource: Resource) -> tuple[Resource, Message]:
        later = resource.messages[len(resource.messages) // 2 :]
        return resource, next((m for m in later if not m.plural and "verbatim" not in m.flags), later[0])

    def save(work: Any) -> bytes:
        resource, message = work if isinstance(work, tuple) else (work, None)
        values = {message.key: {c: f"{t} {WORD}" for c, t in message.forms.items()}} if message else {}
        text = render(format_, source_view(resource, format_), resource, resource.path, resource.locale, values)
        return text.encode("utf-8", "surrogateescape")

    return Work(load, edit, save)
