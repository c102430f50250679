"""YAML scalars written so that they read back as exactly the same text, in the style the author used."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What may stand in no scalar but a double-quoted one, as an escape."""
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=<")
_NUMBER = re.compile(
    r"[-+]?(?:\.?\d[\d_.,:]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|\.(?:inf|nan))|\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?|[yn]|\.\.\.(?:\s.*)?",
    re.IGNORECASE,
)
"""What some reader (YAML 1.1, 1.2, Psych, Go) takes for a number, a date or a truth value."""
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x00": "\\0", "\x1b": "\\e", "\x07": "\\a"}
_HEADER = re.compile(r"([|>])([-+\d]*)(.*)")
_BREAK = re.compile(r"(?<=\S) (?=\S)")


@cache
def _resolvers() -> dict[str, list[re.Pattern[str]]]:
    from yaml.resolver import Resolver

    table: dict[str, list[tuple[str, re.Pattern[str]]]] = Resolver.yaml_implicit_resolvers
    return {first: [pattern for _, pattern in rows] for first, rows in table.items()}


def is_text(plain: str) -> bool:
    """True if a plain scalar is a string in YAML 1.1: no number, date, truth value, null or merge key."""
    for pattern in _resolvers().get(plain[:1], ()):  # noqa: SIM110  # any() with a generator takes three times as long
        if pattern.match(plain):
            return False
    return True


def plain_safe(value: str, flow: bool = False) -> bool:
    """True if ``value`` can stand without quotes and every YAML reader takes it for this very text."""
    if not value or value[0] in _FIRST or value[0].isspace() or value[-1].isspace() or value[-1] == ":":
        return False
    if ": " in value or " #" in value or "\n" in value or "\t" in value or HOSTILE.search(value):
        return False
    if flow and any(c in value for c in ",[]{}?:"):
        return False
    return is_text(value) and not _NUMBER.fullmatch(value)


def quote_key(name: str, old_raw: str = "", *, flow: bool = False) -> str:
    """A mapping key, quoted like ``old_raw`` (a neighbour's key) or where it must be."""
    if old_raw[:1] in ("'", '"') and old_raw[:1]:
        return quote_scalar(name, old_raw, flow=flow)
    return name if plain_safe(name, flow) else _double(name, "")


def quote_scalar(
    value: str, old_raw: str, *, indent: str | None = None, newline: str = "\n", flow: bool = False
) -> str:
    """``value`` as a YAML scalar in the style of ``old_raw``: plain, ``'``, ``"``, ``|`` or ``>``.

    ``old_raw`` is the text of the scalar that stands there now (indicators included, anchors and tags not), or of one
    whose style is to be copied. ``indent`` is for the further lines of the scalar (as in ``old_raw`` if None),
    ``newline`` stands between lines, ``flow`` is for inside ``[]`` and ``{}``. A style that cannot hold ``value`` gives
    way to the nearest one that can; the result has no final line break, and reads back as ``value`` (lone surrogates,
    which YAML cannot hold, become U+FFFD).
    """
    first = old_raw[:1]
    if first in ("|", ">") and first and not flow:
        return _block(value, old_raw, indent, newline) or _double(value, old_raw)
    if first == '"':
        return _spread(value, old_raw, '"', indent, newline) or _double(value, old_raw)
    if first == "'":
        if HOSTILE.search(value):
            return _double(value, "")
        return _spread(value, old_raw, "'", indent, newline) or _single(value)
    if plain_safe(value, flow):
        return _spread(value, old_raw, "", indent, newline) or value
    return _single(value) if '"' in value or "\\" in value else _double(value, "")


def _single(value: str) -> str:
    if "\n" in value or HOSTILE.search(value):
        return _double(value, "")
    return "'" + value.replace("'", "''") + "'"


def _escape(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    wide = f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
    return _NAMED.get(char) or (f"\\x{code:02X}" if code < 0x100 else wide)


def _double(value: str, old_raw: str) -> str:
    """Double-quoted on one line; characters that ``old_raw`` wrote as escapes stay escapes."""
    wide = "|\u00a0" if re.search(r"\\(?:_|u00a0|xa0)", old_raw, re.IGNORECASE) else ""
    if old_raw.isascii() and re.search(r"\\[uUx_N]", old_raw):
        wide = "|[^\x20-\x7e]"
    return '"' + re.sub(f'[\\\\"\n\t]|{HOSTILE.pattern}{wide}', lambda m: _escape(m[0]), value) + '"'


def _wrap(line: str, width: int, first: int) -> list[str]:
    """``line`` cut at single spaces so that no piece is longer than ``width`` where that is possible."""
    out: list[str] = []
    start = last = 0
    room = first
    for m in _BREAK.finditer(line):
        if last and m.start() - start > room:
            out.append(line[start:last])
            start, room = last + 1, width
            last = 0
        if m.start() - start <= room or not last:
            last = m.start()
    if last and len(line) - start > room:
        out.append(line[start:last])
        start = last + 1
    return [*out, line[start:]]


def _spread(value: str, old_raw: str, mark: str, indent: str | None, newline: str) -> str | None:
    """A flow scalar over several lines as ``old_raw`` was; None where one line is right or the only way."""
    old = old_raw.split("\n")
    if len(old) < 2 or (mark != '"' and re.search(r"[\n\t]|^\s|\s$", value)):
        return None
    one = _double(value, old_raw) if mark == '"' else _single(value) if mark else value
    if re.search(r"^.\s|\s.$", one):
        return None
    inner = next((line for line in old[1:] if line.strip()), "")
    indent = inner[: len(inner) - len(inner.lstrip(" \t"))] or " " if indent is None else indent
    width = max(len(line.strip()) for line in old)
    return (newline + indent).join(_wrap(one, width, width))


def _block(value: str, old_raw: str, indent: str | None, newline: str) -> str | None:
    """A literal or folded block with the header of ``old_raw``; None where none can hold ``value``."""
    body = value.rstrip("\n")
    lines = body.split("\n")
    leading = next((line for line in lines if line), "")
    if not leading or leading[0] in " \t" or not leading.strip() or HOSTILE.search(value):
        return None
    old = [line.rstrip("\r") for line in old_raw.split("\n")]
    match = _HEADER.match(old[0])
    mark, signs, rest = match.groups() if match else (old_raw[0], "", "")
    content = [line for line in old[1:] if line.strip()]
    depth = min((len(line) - len(line.lstrip(" ")) for line in content), default=0)
    if indent is None and not depth:
        return None
    indent = " " * depth if indent is None else indent
    if mark == ">":
        folds = any(a.strip() and b.strip() for a, b in pairwise(old[1:]))
        width = max((len(line) for line in content), default=80) - depth if folds else 0
        if any(line[:1] in (" ", "\t") for line in lines):
            mark = "|"
        else:
            lines = _fold(body, width)
    trailing = len(value) - len(body)
    chomp = "-" if not trailing else "+" if trailing > 1 or "+" in signs else ""
    written = [indent + line if line else "" for line in lines] + [""] * (trailing - 1)
    return newline.join([mark + chomp + rest, *written])


def _fold(body: str, width: int) -> list[str]:
    """The lines of a folded block: ``n`` line breaks of the text are ``n + 1`` line ends of the file."""
    lead = len(body) - len(body.lstrip("\n"))
    out = [""] * lead
    for i, part in enumerate(re.split(r"(\n+)", body[lead:])):
        if i % 2:
            out += [""] * len(part)
        else:
            out += _wrap(part, width, width) if width > 0 else [part]
    return out
