"""A resource as lines that a person can read and compare: the golden form of what a parser found."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from locakit.doors import Format
from locakit.model import Forms, Message, Resource
from locakit.splice import apply

CASES = Path(__file__).parent / "cases"


def read(path: Path) -> str:
    """A case's text with its line endings and byte order mark."""
    return path.read_bytes().decode("utf-8")


def listing(resource: Resource) -> str:
    """Each message with all its fields that say something, then the junk."""
    lines = [_message(m, resource.text) for m in resource.messages]
    lines += [f"JUNK {junk.message}: {resource.text[slice(*junk.span)]!r}" for junk in resource.junk]
    return "\n".join([*lines, ""])


def _message(message: Message, text: str) -> str:
    fields = [f"  {name}: {value!r}  <- {_raw(message, name, text)}" for name, value in message.forms.items()]
    source = [f"  source {name}: {value!r}" for name, value in message.source.items()]
    told = {"note": message.note, "context": message.context, "limit": message.limit, "flags": sorted(message.flags)}
    about = [f"  {name}: {value!r}" for name, value in told.items() if value]
    return "\n".join([message.key + (" (plural)" if message.plural else ""), *fields, *source, *about])


def _raw(message: Message, name: str, text: str) -> str:
    return repr(text[slice(*message.spans[name])])


def edited(fmt: Format, resource: Resource) -> str:
    """The text after every message got new forms."""
    splices = [s for m in resource.messages if "verbatim" not in m.flags for s in fmt.replace(resource, m, louder(m))]
    return apply(resource.text, splices)


def louder(message: Message) -> Forms:
    """New forms for a message, made of the text it has."""
    forms = message.forms or message.source
    return {name: text.rstrip("\n") + " — ¡más!" + "\n" * text.endswith("\n") for name, text in forms.items()}


def golden(path: Path, text: str) -> None:
    """Hold ``text`` against the file; with LOCAKIT_GOLDEN=write it is written instead, to be read by a person."""
    if os.environ.get("LOCAKIT_GOLDEN") == "write":
        path.write_bytes(text.encode("utf-8"))
    assert text == read(path), path.name


def rekeyed(resource: Resource, keys: dict[str, str]) -> Resource:
    """The resource with keys by text, as an alignment would give them."""
    messages = (replace(m, key=keys.get(m.text, f"extra-{m.key}")) for m in resource.messages)
    return replace(resource, messages=tuple(messages))
