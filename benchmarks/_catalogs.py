"""People's translations of one language, joined from the PO and MO catalogs below a folder into one PO file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.files.text import field
from locakit.errors import LocakitError
from locakit.formats import registry
from locakit.model import Message
from locakit.shell import disk, views

_HEAD = """msgid ""
msgstr ""
"Language: {market}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plurals}\\n"
"""
_PLURALS = "nplurals=2; plural=(n != 1);"


def catalogs(folder: Path, market: str) -> Iterator[Path]:
    """The catalogs of a language, each once: ``de/LC_MESSAGES/app.mo``, ``de.po``."""
    seen: set[Path] = set()
    for path in sorted(p for end in ("po", "mo") for p in folder.rglob(f"*.{end}")):
        if (path.stem == market or market in path.parent.parts[-2:]) and path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def joined(folder: Path, market: str, most: int) -> tuple[str, int]:
    """One PO file of up to ``most`` translated entries of two plural forms at most, and how many they are.

    An entry's context is the catalog that it is from, so that texts of several catalogs stay apart.
    """
    out = [_HEAD.format(market=market, plurals=_PLURALS)]
    for path in catalogs(folder, market):
        for message in _messages(path, market):
            if len(out) > most:
                break
            out.append("\n".join(_entry(path.stem, message)))
    return "\n".join(out), len(out) - 1


def _messages(path: Path, market: str) -> list[Message]:
    try:
        text = disk.read_text(str(path)).text
        fmt = registry.detect(str(path), text)
        found = views.parse(fmt, str(path), text, market, False)[0].messages if fmt else ()
    except LocakitError:
        return []  # MO files of several systems, other encodings
    return [m for m in found if all(m.forms.values()) and m.forms and "fuzzy" not in m.flags]


def _entry(name: str, message: Message) -> list[str]:
    format_flags = sorted(flag for flag in message.flags if flag.endswith("-format"))
    context = f"{name}|{message.context}" if message.context else name
    out = [f"#, {', '.join(format_flags)}"] if format_flags else []
    out += field("msgctxt", context)
    source, target = list(message.source.values()), list(message.forms.values())
    if not message.plural:
        return [*out, *field("msgid", source[0]), *field("msgstr", target[0]), ""]
    out += [*field("msgid", source[0]), *field("msgid_plural", source[-1])]
    return [*out, *field("msgstr[0]", target[0]), *field("msgstr[1]", target[-1]), ""]
