"""TOML's keys and strings: where they end, and what they say. Source: TOML 1.0.0."""

from __future__ import annotations

import re

_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_LONG = r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
_LONG_LITERAL = r"'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
STRING = re.compile(rf"{_LONG}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}", re.DOTALL)
_PART = rf"(?:{_BASIC}|{_LITERAL}|[A-Za-z0-9_-]++)"
KEY = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_PARTS = re.compile(_PART)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([ \t]*\r?\n\s*)|(.))", re.DOTALL)
_NAMED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def names(key: str) -> list[str]:
    """The segments of a dotted key, quotes off."""
    return [_unquoted(m[0]) for m in _PARTS.finditer(key)]


def _unquoted(part: str) -> str:
    if part[0] not in "\"'":
        return part
    try:
        return decode(part)
    except ValueError:
        return part


def decode(raw: str) -> str:
    """The text of a TOML string; raises ValueError for an unknown escape."""
    size = 3 if raw.startswith(('"""', "'''")) else 1
    inner = raw[size:-size].replace("\r\n", "\n")
    if size == 3:
        inner = inner.removeprefix("\n")
    return inner if raw[0] == "'" or "\\" not in inner else _ESCAPE.sub(_resolved, inner)


def _resolved(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        number = int(code, 16)
        if 0xD800 <= number <= 0xDFFF:
            raise ValueError(code)
        return chr(number)
    if found[3]:
        return ""
    if found[4] not in _NAMED:
        raise ValueError(found[4])
    return _NAMED[found[4]]
