"""Glossary entries as YAML: a whole file, one entry in the block style, one value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from locakit.terms.glossary import Entry, Use

_UNPLAIN = re.compile(r"[,\[\]{}:#\"\\`]")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def scalar(text: str) -> str:
    """A text as YAML, plain where that is safe in lists and mappings too."""
    plain = text[:1].isalnum() and text.isprintable() and text == text.strip() and not _UNPLAIN.search(text)
    if plain and text.lower() not in _WORDS:
        return text
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def listed(texts: Iterable[str]) -> str:
    """A list in one line."""
    return f"[{', '.join(map(scalar, texts))}]"


def fields(entry: Entry) -> dict[str, str]:
    """The keys of an entry with their values as YAML, in the order of a file; what is as by default left out."""
    out = {"source": scalar(entry.source)}
    if entry.dnt:
        out["dnt"] = "true"
    out |= {key: scalar(text) for key, text in (("pos", entry.pos), ("note", entry.note)) if text}
    if entry.case_sensitive != entry.dnt:
        out["case_sensitive"] = str(entry.case_sensitive).lower()
    out |= {key: listed(texts) for key, texts in (("forms", entry.forms), ("except", entry.exceptions)) if texts}
    return out | {tag: _use(use) for tag, use in entry.uses.items()}


def _use(use: Use) -> str:
    told = [("also", use.also), ("not", use.avoid), ("plural", use.plural), ("forms", use.forms)]
    told += [("gender", use.gender), ("number", use.number), ("note", use.note)]
    parts = [f"{key}: {scalar(v) if isinstance(v, str) else listed(v)}" for key, v in told if v]
    parts += [] if use.inflect else ["inflect: false"]
    return f"{{use: {scalar(use.use)}, {', '.join(parts)}}}" if parts else scalar(use.use)


def item(entry: Entry, indent: str, newline: str) -> str:
    """The entry as a list item in the block style, without a line end behind it."""
    lines = [f"{key}: {value}" for key, value in fields(entry).items()]
    return f"{indent}- " + f"{newline}{indent}  ".join(lines)


def render(entries: Iterable[Entry], source: str = "", name: str = "") -> str:
    """A glossary file; ``source`` is its source locale."""
    head = [f"{key}: {scalar(text)}" for key, text in (("name", name), ("source", source)) if text]
    items = [item(entry, "  ", "\n") for entry in entries]
    return "\n".join([*head, "terms:" if items else "terms: []", *items, ""])
