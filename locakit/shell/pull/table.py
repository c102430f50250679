"""A content team's table into a file of another format: its texts spliced in, everything else there untouched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from locakit.catalog import aligned, render, source_view
from locakit.doors import Format
from locakit.errors import BrokenText, ProviderError, UsageError
from locakit.formats import registry
from locakit.formats.csv import Csv
from locakit.formats.xlsx import Xlsx
from locakit.ledger import digest
from locakit.model import Forms, Message, Resource
from locakit.shell import disk
from locakit.shell.pull import _seeds
from locakit.shell.pull._kit import Item, Job
from locakit.shell.pull.record import name_of

_TABLES = ("csv", "xlsx")
_KINDS = {"text/csv": "csv", "text/tab-separated-values": "csv", "application/csv": "csv",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx"}  # fmt: skip
_TOLD = 3
"""How many keys a sentence names."""


@dataclass(slots=True)
class Made:
    """What a table comes to in its target."""

    data: bytes
    entries: dict[str, str]
    """Key to the digest of the table's text, for the next time."""
    notes: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    """Keys that changed in the table and here: the words here stay."""


def kind(job: Job, item: Item) -> str:
    """``csv`` or ``xlsx`` where the item is a table and its target of a known format; else empty.

    By the file's name, by what the address asks for (``format=csv``), by what the server says, or by its bytes.
    """
    if registry.name_of(item.target) in ("", "plain"):
        return ""
    parts = urlsplit(job.pull.origin) if "://" in job.pull.origin else None
    asked = parse_qs(parts.query) if parts else {}
    names = [item.inside or (parts.path if parts else job.pull.origin)]
    names += [f".{value}" for name in ("format", "output") for value in asked.get(name, [])]
    by_name = next((n for n in map(registry.name_of, names) if n), "")
    if by_name in _TABLES:
        return by_name
    return _KINDS.get(item.kind, "" if by_name or not (item.data or b"").startswith(b"PK\x03\x04") else "xlsx")


def foreign(item: Item, name: str) -> bool:
    """True where the target is of another format than the table."""
    return registry.name_of(item.target) != name


def entries_of(job: Job, item: Item, name: str) -> dict[str, str]:
    """Key to the digest of each text of a table that is filed as it is; none where it cannot be read."""
    try:
        return {m.key: _mark(m) for m in _read(job, item, name).messages}
    except (ProviderError, UsageError):
        return {}


def convert(job: Job, item: Item, name: str, known: Mapping[str, str]) -> Made:
    """The target's new bytes, the texts of the project's source locale spliced into the file that stands there.

    Raises ProviderError where the table cannot be read or taken, BrokenText where the file here cannot.
    """
    table = _read(job, item, name)
    place = disk.confined(job.root, item.target)
    there = disk.read_text(place) if place.is_file() else None
    fmt = registry.detect(item.target, there.text if there else '{"x": {"message": ""}}')
    if fmt is None:
        raise UsageError(f"{item.target}: no format has such files")
    fmt = fmt.sourced(job.locale) if isinstance(fmt, Csv | Xlsx) else fmt
    old = fmt.parse(item.target, there.text, job.locale) if there and there.text else None
    seed = _seeds.seed(fmt, table, item.target, old)
    old = aligned(seed.shape(known), old) if old else None
    made = Made(b"", {})
    values = _values(fmt, table, seed, old, known, made)
    text = _rendered(fmt, seed, old, item.target, job.locale, values)
    made.data = disk.encode(text, there.encoding if there else "utf-8")
    return made


def _read(job: Job, item: Item, name: str) -> Resource:
    shown = item.inside or name_of(job.pull.origin).partition("?")[0]
    fmt = registry.by_name(name)
    data = item.data or b""
    text = data.decode("utf-8", "surrogateescape") if fmt.binary else disk.decode(data).text
    try:
        reader = fmt.sourced(job.locale) if isinstance(fmt, Csv | Xlsx) else fmt
        table = reader.parse(shown, text, job.locale)
    except BrokenText as error:
        raise ProviderError(f"{shown} is not the table it should be: {error.fault.message}") from error
    if not table.messages:
        hint = f"a column of texts must be named {job.locale}, or in English, or `source`; is it the right sheet?"
        raise ProviderError(f"{shown} has no texts in {job.locale}; nothing of it is taken", hint=hint)
    job.notes.extend(f"{shown}: {j.message}" for j in table.junk[:_TOLD])
    return table


def _values(
    fmt: Format, table: Resource, seed: _seeds.Seed, old: Resource | None, known: Mapping[str, str], made: Made
) -> dict[str, Forms | None]:
    """What is to change in the target; what a person changed there stays, and is told."""
    there = source_view(old, fmt).by_key() if old else {}
    out: dict[str, Forms | None] = {}
    kept: list[str] = []
    bilingual = fmt.bilingual and any(m.source for m in seed.source.messages) and not _keyed(table, seed)
    for message, key in zip(table.messages, seed.keys, strict=True):
        now, mark = there.get(key), digest({"other": message.text})
        made.entries[key] = mark
        if now is None or now.text == message.text:
            out |= {} if now else {key: {"other": "" if bilingual else message.text}}
        elif key in known and known[key] != digest({"other": now.text}):
            (kept if known[key] == mark else made.conflicts).append(key)
            made.entries[key] = known[key]
        elif not bilingual:
            out[key] = {"other": message.text}
    gone = [k for k in known if k not in made.entries and k in there] if not table.junk else []
    edited = [k for k in gone if known[k] != _mark(there[k])]
    out |= dict.fromkeys(k for k in gone if k not in edited)
    if table.junk:
        made.entries = {**known, **made.entries}
    _tell(made, "was edited here and stays", kept)
    _tell(made, "is no longer in the table, but was edited here and stays", edited)
    return out


def _keyed(table: Resource, seed: _seeds.Seed) -> bool:
    return all(m.key == k for m, k in zip(table.messages, seed.keys, strict=True))


def _mark(message: Message) -> str:
    return digest({"other": message.text})


def _tell(made: Made, what: str, keys: list[str]) -> None:
    if keys:
        more = f" and {len(keys) - _TOLD} more" if len(keys) > _TOLD else ""
        made.notes.append(f"{', '.join(keys[:_TOLD])}{more} {what}")


def _rendered(
    fmt: Format, seed: _seeds.Seed, old: Resource | None, path: str, locale: str, values: Mapping[str, Forms | None]
) -> str:
    """The new text, read back: it must say what was meant, and all else as before."""
    start = old
    if start is None:
        empty = _seeds.blank(fmt, path, locale)
        start = fmt.parse(path, empty, locale) if empty is not None else None
    try:
        text = render(fmt, seed.source, start, path, locale, values)
    except (ValueError, BrokenText) as error:
        told = error.fault.message if isinstance(error, BrokenText) else str(error)
        raise ProviderError(f"the table's texts cannot be written to {path}: {told}") from error
    seen = aligned(seed.source, fmt.parse(path, text, locale)).by_key()
    meant = {k: forms["other"] for k, forms in values.items() if forms}
    wrong = [k for k, told in meant.items() if k not in seen or seen[k].forms.get("other", "") != told]
    before = old.by_key() if old else {}
    wrong += [k for k, m in before.items() if k not in values and (k not in seen or seen[k].forms != m.forms)]
    if wrong:
        raise ProviderError(f"{path} cannot hold the table's text of {wrong[0]}; nothing of it is taken")
    return text
