"""The text of a code file into the keys that it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from locakit.usage import calls, scopes
from locakit.usage.frameworks import TABLE, Framework, by_name
from locakit.usage.languages import language_of, suffix_of
from locakit.usage.scan import Scan, scan
from locakit.usage.uses import CodeFile, Use

_DEFINED = re.compile(r"<(?:string|plurals|string-array|item)\b[^<>]{0,300}?\bname=\"([\w.]{1,200})\"")
_MADE = re.compile(r"\bresValue\s*\(?\s*[\"']string[\"']\s*,\s*[\"'](\w{1,200})[\"']")
_BUILDS, _BUILT = re.compile(r"\w[._:/-]$"), re.compile(r"[._:/-]\w")
"""How text ends, or goes on, where a part of a key is put beside it."""
_TEST = re.compile(
    r"(?:^|/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|androidTest|\w{1,60}Tests)/"
    r"|[._-](?:test|spec|stories)\.\w{1,10}$|(?:^|/)test_\w{1,100}\.py$"
)
"""Tests, where keys are made up."""
_LOCAL = re.compile(r"<i18n[\s>]|\bmessages\s*:\s*\{")
"""A Vue component with messages of its own."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A framework as one entry of ``code:`` wants it."""

    row: Framework
    functions: tuple[str, ...] = ()
    """The project's own functions that take a key first."""
    stated: bool = False
    """The project names the framework: no file need show a sign of it."""


def readers(path: str, formats: Iterable[str], framework: str = "", functions: Sequence[str] = ()) -> list[Reader]:
    """Who reads a code file: the framework that is named, else all for its suffix and the project's formats."""
    if framework:
        return [Reader(by_name(framework), tuple(functions), True)]
    suffix, there = suffix_of(path), frozenset(formats)
    rows = [row for row in TABLE if suffix in row.suffixes and row.formats & there]
    return [Reader(row, tuple(functions)) for row in rows]


def read(path: str, text: str, by: Sequence[Reader]) -> CodeFile:
    """What a code file uses, in its order; a file in a language that no table row knows uses nothing.

    ``path`` is relative to the project, with forward slashes. Linear time in the length of ``text``.
    """
    out = CodeFile(path)
    language = language_of(path)
    if language is None or not by:
        return out
    seen = scan(text, language)
    called = calls.heads(seen, any(reader.row.bare for reader in by))
    for reader in by:
        out.uses += _uses(path, seen, called, reader)
    out.uses.sort(key=lambda use: use.at)
    out.words = set(seen.words())
    out.joins = _joined(seen)
    if any(reader.row.name == "android" for reader in by):
        out.definitions = {m[1].replace(".", "_") for m in _DEFINED.finditer(text)} | set(_MADE.findall(text))
    return out


def _uses(path: str, seen: Scan, called: calls.Heads, reader: Reader) -> list[Use]:
    row = reader.row
    found = list(calls.find(seen, row, called, reader.functions))
    found += calls.named(seen, _patterns(row), row)
    if row.name == "rails":
        found = list(scopes.lazy(path, seen, found))
    elif row.name == "flutter":
        found += scopes.held(seen, row)
    elif row.name == "gettext" and seen.language.markup:
        found += scopes.blocks(seen, row)
    elif row.name in ("android", "apple"):
        found = [_generated(seen, use) for use in found]
    unsure = _TEST.search(path) or _unsigned(seen, reader) or (path.endswith(".vue") and _LOCAL.search(seen.text))
    if found and unsure:
        found = [replace(use, sure=False) for use in found]
    around = scopes.prefixes(seen, row) if found else ()
    return [replace(use, prefixes=(*use.prefixes, *around)) for use in found] if around else found


def _unsigned(seen: Scan, reader: Reader) -> bool:
    """Nothing in the file tells that its calls are the framework's."""
    signs = reader.row.signs
    return bool(signs) and not reader.stated and not any(sign in seen.text for sign in signs)


def _generated(seen: Scan, use: Use) -> Use:
    """Names that a generator makes of keys: SwiftGen's ``L10n.cart.total``, Android's ``R.string``."""
    if use.framework == "apple":
        name = use.pieces[0]
        return replace(use, loose=True, sure=False) if name.startswith(".") and seen.code[use.at] == "." else use
    before = seen.code[max(use.at - 40, 0) : use.at]
    if re.search(r"(?:\.|\bandroid\.)(?:R|Res)\.\w+\.$", before):
        ours = not re.search(r"\bandroid\.R\.\w+\.$", before)
        return replace(use, sure=False, pieces=use.pieces if ours else ("\0",))
    return replace(use, pieces=(use.pieces[0].replace(".", "_"),))


@cache
def _patterns(row: Framework) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(name) for name in row.names)


def _joined(seen: Scan) -> set[tuple[str, ...]]:
    """Texts with holes, and texts that ``+`` joins to something: keys may be put together before they are used."""
    out: set[tuple[str, ...]] = set()
    for start, literal in seen.literals.items():
        if len(literal.pieces) > 1:
            out.add(seen.says(literal))
            continue
        after = seen.code[literal.end : literal.end + 3].lstrip()[:1]
        before = seen.code[max(start - 3, 0) : start].rstrip()[-1:]
        join = seen.language.joins
        if join in (after, before):
            said = seen.says(literal)[0]
            out.add((said, "") if after == join and before != join else ("", said) if after != join else ("", said, ""))
    return {pieces for pieces in out if _BUILDS.search(pieces[0]) or _BUILT.match(pieces[-1])}
