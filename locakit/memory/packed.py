"""Forms as one text, and as one number: how the memory keeps and finds them."""

from __future__ import annotations

import json

from locakit.ledger import digest
from locakit.model import Forms


def pack(forms: Forms) -> str:
    """Forms as one text: a plain text stays itself, plural forms become JSON behind U+0001."""
    if set(forms) == {"other"}:
        return forms["other"]
    return "\x01" + json.dumps(dict(forms), ensure_ascii=False, sort_keys=True)


def unpack(text: str) -> dict[str, str]:
    """The inverse of ``pack``."""
    return dict(json.loads(text[1:])) if text.startswith("\x01") else {"other": text}


def hashed(forms: Forms) -> int | None:
    """The ledger's hash as SQLite's signed integer; None for empty text."""
    found = digest(forms)
    return int.from_bytes(bytes.fromhex(found), "big", signed=True) if found else None
