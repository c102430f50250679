"""A table's texts as a file of another format would hold them: what new entries are modelled on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from locakit.doors import Format
from locakit.errors import ProviderError
from locakit.model import Message, Resource

TREES = frozenset({"json", "yaml", "php", "toml", "ini"})
"""Formats whose entries may stand in one another: a dot in a key then means that."""
PLAIN = frozenset({*TREES, "webext", "properties", "strings", "fluent", "csv", "xlsx"})
"""Formats that take entries of whatever source; the others copy an entry of their own kind."""
_BLANKS = {"json": "{}\n", "webext": "{}\n", "php": "<?php\n\nreturn [\n];\n"}
_RESHEADERS = (
    ("resmimetype", "text/microsoft-resx"), ("version", "2.0"),
    ("reader", "System.Resources.ResXResourceReader, System.Windows.Forms"),
    ("writer", "System.Resources.ResXResourceWriter, System.Windows.Forms"),
)  # fmt: skip
_ANDROID_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Seed:
    """What a table gives for one target file."""

    source: Resource
    """Its entries, in the target's format where that format needs it."""
    keys: tuple[str, ...]
    """The key that each of the table's messages has in the target, in the table's order."""
    deep: bool = False
    """Dots in keys mean nesting."""

    def shape(self, known: Iterable[str]) -> Resource:
        """The source, and the entries that the table had before: what the target's keys are understood by."""
        here = {m.key for m in self.source.messages}
        more = (
            Message(k, {"other": k}, path=tuple(k.split(".")) if self.deep else (k,)) for k in known if k not in here
        )
        return replace(self.source, messages=(*self.source.messages, *more))


def blank(fmt: Format, path: str, locale: str) -> str | None:
    """The text of a file without entries; None where the format makes its own from a source."""
    if path.lower().endswith(".arb"):
        return f'{{\n  "@@locale": "{locale.replace("-", "_")}"\n}}\n'
    return None if fmt.name in ("csv", "xlsx") or fmt.name not in PLAIN else _BLANKS.get(fmt.name, "")


def seed(fmt: Format, table: Resource, path: str, old: Resource | None) -> Seed:
    """The table as a source of ``fmt``; raises ProviderError for formats that a table cannot become."""
    if fmt.name == table.format:
        return Seed(table, tuple(m.key for m in table.messages))
    if fmt.name in PLAIN:
        deep = fmt.name in TREES and _deep(fmt, table.messages, old)
        plain = (replace(m, path=tuple(m.key.split(".")) if deep else (m.key,)) for m in table.messages)
        messages = tuple(replace(m, spans={}, whole=(0, 0)) for m in plain)
        return Seed(replace(table, text="", format="table", messages=messages), tuple(m.key for m in messages), deep)
    write = _WRITERS.get(fmt.name)
    if write is None:
        known = ", ".join(sorted({*PLAIN, *_WRITERS}))
        raise ProviderError(f"a table cannot become {path} ({fmt.name})", hint=f"it can become: {known}")
    keyed = old is not None and fmt.name == "po" and any(m.key in old.by_key() for m in table.messages)
    source = fmt.parse(path, write(table.messages, keyed), table.locale)
    if len(source.messages) != len(table.messages):
        raise ProviderError(f"two texts of the table would be one entry of {path}")
    return Seed(source, tuple(m.key for m in source.messages))


def _deep(fmt: Format, messages: Sequence[Message], old: Resource | None) -> bool:
    """New entries are nested where the file's are; in a new YAML file, where no key is also a key's beginning."""
    if old and old.messages:
        return any(len(m.path) > 1 for m in old.messages)
    keys = {m.key for m in messages}
    above = {".".join(parts[:i]) for parts in (k.split(".") for k in keys) for i in range(1, len(parts))}
    return fmt.name == "yaml" and not above & keys and all(all(k.split(".")) for k in keys)


def _po(messages: Sequence[Message], keyed: bool) -> str:
    out = ['msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n']
    for m in messages:
        note = "".join(f"#. {line}\n" for line in m.note.split("\n") if m.note)
        names = f"msgid {_quoted(m.key)}" if keyed else f"msgctxt {_quoted(m.key)}\nmsgid {_quoted(m.text)}"
        out.append(f'{note}{names}\nmsgstr ""\n')
    return "\n".join(out)


def _quoted(text: str) -> str:
    for old, new in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(old, new)
    return f'"{text}"'


def _android(messages: Sequence[Message], _: bool) -> str:
    wrong = next((m.key for m in messages if not _ANDROID_NAME.fullmatch(m.key)), None)
    if wrong is not None:
        raise ProviderError(f"{wrong!r} cannot be the name of an Android string", hint="letters, digits, _ and . can")
    lines = (f'{_comment(m.note)}    <string name="{m.key}">x</string>\n' for m in messages)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<resources>\n{"".join(lines)}</resources>\n'


def _comment(note: str) -> str:
    said = " ".join(note.replace("--", "—").split())
    return f"    <!-- {escape(said)} -->\n" if said else ""


def _resx(messages: Sequence[Message], _: bool) -> str:
    heads = "".join(f'  <resheader name="{n}">\n    <value>{v}</value>\n  </resheader>\n' for n, v in _RESHEADERS)
    rows = (
        f'  <data name={quoteattr(m.key)} xml:space="preserve">\n    <value>x</value>\n'
        + (f"    <comment>{escape(m.note)}</comment>\n" if m.note else "")
        + "  </data>\n"
        for m in messages
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<root>\n{heads}{"".join(rows)}</root>\n'


_WRITERS: dict[str, Callable[[Sequence[Message], bool], str]] = {"po": _po, "android": _android, "resx": _resx}
