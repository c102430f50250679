"""The uses of one file: each framework's table row laid over the file's code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from locakit.usage import arguments
from locakit.usage.frameworks import Framework
from locakit.usage.scan import Scan
from locakit.usage.uses import Use

_GENERIC = r"(?:<[^()<>\n]{0,60}>)?"
_WORD = re.compile(r"[\w$]")
_ID = re.compile(r"(?<![\w$.\x01-])(?:id|\x01\x01\x01\x01)\s*:\s*")
_END = re.compile(r"\}\s*[,;)\]}]|/>|(?<!=)>|\bid\b")
_DEFAULTS = ("defaultMessage", "defaults=")
"""What brings the text along with the key."""
_NEAR = 600
_PARTED = re.compile(r"\w[._:/-]\w|\s")
"""A key that no other ``id`` looks like."""
_REACH = 60_000
"""How far the descriptors of one call may go, in characters."""
_OPTIONS = 400
"""How far behind its key a call's options are looked for."""


_HEAD = re.compile(
    r"\((?=\s*+@?(?:[rRbBuUfF]{0,2}+\x01|[\[:\"'`]|[\w$.!?]{1,80}+(?:\([^()\x01]{0,80}\))?\s*+\+))\s*+@?"
)
"""The bracket of a call whose first argument may be a text, up to that argument."""
_BARE = re.compile(r"(?<=[\w!?])[ \t]++(?=[\"':\x01])")
_CHAIN = re.compile(r"[\w$@.:?!>-]*[\w$@]")
"""A function's name with its owners, read backwards."""
_PART = re.compile(r"\?\.|!?\.|::|->")
_FAR = 90
"""The longest name of a function with its owners, in characters."""


def heads(scan: Scan, bare: bool) -> list[tuple[tuple[str, ...], int]]:
    """Calls that may get a text: the ways to name the function (``a.b.t``: ``t``, ``b.t``), and where it begins."""
    places = [(found.start(), found.end()) for found in _HEAD.finditer(scan.code)]
    if bare:
        places += [found.span() for found in _BARE.finditer(scan.code)]
    return [(_names(scan.code[max(0, start - _FAR) : start]), at) for start, at in places]


def _names(before: str) -> tuple[str, ...]:
    before = before.rstrip()
    if before.endswith(">"):
        before = before[: before.rfind("<")].rstrip()
    found = _CHAIN.match(before[::-1])
    if not found:
        return ()
    chain = found[0][::-1].lstrip(".:?!>-")
    starts = [0, *(part.end() for part in _PART.finditer(chain))][-3:]
    return tuple(chain[start:].replace("?.", ".").replace("!.", ".") for start in starts)


Heads = Sequence[tuple[tuple[str, ...], int]]


def find(scan: Scan, row: Framework, called: Heads, own: tuple[str, ...] = ()) -> Iterator[Use]:
    """The uses of one framework in a file, without scopes; ``own`` are the project's own functions."""
    known = {**row.calls, **dict.fromkeys(own, "k")}
    for names, at in called:
        for name in names:
            if name in known:
                yield from _arguments(scan, row, known[name], at)
                break
    for place in _placed(row):
        for found in place.finditer(scan.code):
            yield from _of(scan, row, arguments.read(scan, found.end()))
    for element, attribute in row.elements.items():
        for found in _element(element, attribute).finditer(scan.code) if f"<{element}" in scan.code else ():
            yield from _of(scan, row, arguments.read(scan, found.end()))
    yield from _described(scan, row)
    yield from _loose(scan, row)
    yield from _followed(scan, row)


def _of(scan: Scan, row: Framework, found: arguments.Argument | None) -> Iterator[Use]:
    if found:
        around = scan.code[found.end : found.end + _NEAR]
        default = any(word in around[: _ends(around)] for word in _DEFAULTS)
        yield Use(row.name, found.pieces, found.at, default=default)


def _ends(code: str) -> int:
    """Where the descriptor or element ends."""
    found = _END.search(code)
    return found.start() if found else len(code)


def _arguments(scan: Scan, row: Framework, roles: str, at: int) -> Iterator[Use]:
    context, keys = "", []
    for n, role in enumerate(roles):
        found = arguments.listed(scan, at) if role == "k" else [f for f in (arguments.read(scan, at),) if f]
        if role == "k":
            keys = found
        elif role == "c" and found:
            context = found[0].pieces[0] if len(found[0].pieces) == 1 else "*"
        elif role == "c" and n < roles.find("k"):
            context = "*"
        if n + 1 < len(roles):
            whole = found[0] if len(found) == 1 else None
            at = arguments.behind(scan, whole, at)
            if at < 0:
                break
    for key in keys:
        prefixes, default = _optional(scan, row, key)
        pieces = key.pieces if context != "*" else (*key.pieces, "")
        # Of several keys the first that is defined counts, so none of them alone is a fault.
        yield Use(row.name, pieces, key.at, "" if context == "*" else context, prefixes,
                  default=default or len(keys) > 1)  # fmt: skip


def _optional(scan: Scan, row: Framework, key: arguments.Argument) -> tuple[tuple[str, ...], bool]:
    """The prefix that a call's options give its key, and whether they give a text of its own."""
    if not row.options:
        return (), False
    at = arguments.behind(scan, key, key.at)
    if at < 0:
        return (), False
    stop = scan.code.find(")", at, at + _OPTIONS)
    stop = stop if stop >= 0 else at + _OPTIONS
    prefixes: tuple[str, ...] = ()
    default = scan.code[at : at + 1] == "\x01"
    for found in _option(row).finditer(scan.code, at, stop):
        kind = row.options[found[1]]
        if kind == "default":
            default = True
        else:
            parts = [a.pieces for a in arguments.listed(scan, found.end())]
            known = bool(parts) and all(len(p) == 1 for p in parts)
            mark = ":" if kind == "ns" else "."
            prefixes = (".".join(p[0] for p in parts) + mark,) if known else ("*" + mark,)
    return prefixes, default


@cache
def _option(row: Framework) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$])({'|'.join(row.options)})\s*(?::|=>)\s*")


@cache
def _placed(row: Framework) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in row.places)


@cache
def _element(element: str, attribute: str) -> re.Pattern[str]:
    return re.compile(rf"<{re.escape(element)}\b[^<]{{0,2000}}?(?<![\w:-]){attribute}\s*=\s*\{{?\s*")


@cache
def _functions(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})\s*{_GENERIC}\(\s*(?=[{{\[])")


def _described(scan: Scan, row: Framework) -> Iterator[Use]:
    """Keys in descriptors: ``defineMessages({a: {id: 'x'}})``."""
    at = 0
    if not any(name in scan.code for name in row.objects):
        return
    while found := _functions(row.objects).search(scan.code, at):
        at = _closing(scan.code, found.end())
        if not _WORD.match(scan.code[found.start() - 1 : found.start()]):
            for place in _ids(scan, found.end(), at):
                yield from _of(scan, row, arguments.read(scan, place))


def _loose(scan: Scan, row: Framework) -> Iterator[Use]:
    """Descriptors outside of calls, which are handed to one later: an ``id`` beside a ``defaultMessage``."""
    if "formatMessage" not in row.objects or "defaultMessage" not in scan.code:
        return
    for place in _ids(scan, 0, len(scan.code)):
        found = _of(scan, row, arguments.read(scan, place))
        yield from (use for use in found if use.default and _PARTED.search(use.key))


def _ids(scan: Scan, at: int, end: int) -> Iterator[int]:
    """Where the values of ``id:`` and ``'id':`` begin."""
    for found in _ID.finditer(scan.code, at, end):
        if found[0].startswith("id") or scan.text[found.start() + 1 : found.start() + 3] == "id":
            yield found.end()


def _closing(code: str, at: int) -> int:
    """Behind the bracket that closes what opens at an offset; a bound where it is not closed."""
    depth = 0
    for found in re.compile(r"[(){}\[\]]").finditer(code, at, at + _REACH):
        depth += 1 if found[0] in "({[" else -1
        if depth <= 0:
            return found.end()
    return min(len(code), at + _REACH)


def _followed(scan: Scan, row: Framework) -> Iterator[Use]:
    """Keys in quotes that something stands behind: ``'key'.tr()``, ``{{ 'key' | translate }}``."""
    if not row.after:
        return
    pattern = _behind(row)
    if scan.language.markup:
        for found in _behind_inline(row).finditer(scan.text):
            if scan.code[found.start()] == " ":
                continue
            yield Use(row.name, (found[1] or found[2],), found.start())
        return
    ends: dict[int, int] = {}
    for found in pattern.finditer(scan.code):
        ends = ends or {literal.end: start for start, literal in scan.literals.items()}
        if found.start() + 1 in ends:
            start = ends[found.start() + 1]
            yield Use(row.name, scan.says(scan.literals[start]), start)


@cache
def _behind(row: Framework) -> re.Pattern[str]:
    return re.compile(f"\x01(?:{'|'.join(row.after)})")


@cache
def _behind_inline(row: Framework) -> re.Pattern[str]:
    return re.compile(rf"(?:'([^'\n]{{1,300}})'|\"([^\"\n]{{1,300}})\")(?:{'|'.join(row.after)})")


def named(scan: Scan, patterns: Iterable[re.Pattern[str]], row: Framework) -> Iterator[Use]:
    """Keys that are names in code: ``R.string.x``, ``AppLocalizations.of(context)!.x``."""
    for pattern in patterns:
        for found in pattern.finditer(scan.code):
            group = found.lastindex or 0
            yield Use(row.name, (found[group],), found.start(group))
