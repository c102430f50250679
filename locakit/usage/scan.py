"""Code without its comments and strings, and the strings by their place: one pass, each character read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from locakit.model import Span
from locakit.usage.languages import Language, Quote, named

FILL = "\x01"
"""Stands for each character of a string in ``Scan.code``; of a comment a space does."""
_REGION = re.compile(r"<(script|style)\b[^>]{0,500}>|\A\ufeff?---\r?\n(?=(?:[^\n]*+\n)*?---\r?\n)", re.IGNORECASE)
_PARTS = re.compile(r"[$#]\{[^{}]{0,500}\}|\\\([^()]{0,500}\)")
_INLINE = re.compile(r"\"((?:[^\"\\\n]|\\.){0,2000}+)\"|'((?:[^'\\\n]|\\.){0,2000}+)'|`((?:[^`\\]|\\.){0,2000}+)`")
_LOOSE = tuple(re.compile(f"{q}([^{q}\n\x01]{{1,200}}){q}") for q in "\"'`")
_SYMBOL = re.compile(r":(\w{1,200}[?!]?)")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Literal:
    """A string as it stands in the code."""

    end: int
    """The offset behind it."""
    pieces: tuple[Span, ...]
    """Its fixed text; between two pieces lies code, so one piece is a string that is known."""
    raw: bool = False
    """A backslash is a backslash."""


@dataclass(slots=True)
class Scan:
    """A file with comments and strings told from code."""

    text: str
    language: Language
    code: str = ""
    """As long as ``text``: comments are spaces, strings are ``FILL``."""
    literals: dict[int, Literal] = field(default_factory=dict)
    """By the offset of the opening quote."""

    def literal(self, at: int) -> Literal | None:
        """The string that begins at an offset; in markup and for Ruby's symbols it is read here and now."""
        found = self.literals.get(at)
        if found is None and self.language.prefix:
            letters = self.text[at : at + 3]
            found = self.literals.get(at + len(letters) - len(letters.lstrip(self.language.prefix)))
        if found is None and self.language.markup:
            found = _inline(self.text, at)
        if found is None and self.language.symbols and self.text[at : at + 1] == ":":
            symbol = _SYMBOL.match(self.text, at)
            return Literal(symbol.end(), (symbol.span(1),)) if symbol else self.literal(at + 1)
        return found

    def says(self, literal: Literal) -> tuple[str, ...]:
        """The string's fixed pieces, escapes read."""
        return tuple(_said(self.text[a:b], literal.raw) for a, b in literal.pieces)

    def words(self) -> Iterator[str]:
        """All texts that stand in quotes, at most 200 characters long; in markup more than are strings."""
        for found in self.literals.values():
            (a, b), *more = found.pieces
            if not more and b - a <= 200:
                yield _said(self.text[a:b], found.raw)
        if self.language.markup:
            for pattern in _LOOSE:
                yield from pattern.findall(self.code)


def scan(text: str, language: Language) -> Scan:
    """Tell code from comments and strings; scripts and style sheets in markup by their own rules. Linear time."""
    out = Scan(text, language)
    if not language.markup:
        head = re.compile(language.head).match(text) if language.head else None
        at = head.end() if head else 0
        out.code = " " * at + _code(text, language, at, len(text), out.literals)
        return out
    pieces: list[str] = []
    at = 0
    while found := _REGION.search(text, at):
        start = found.end()
        end = _region_end(text, found)
        pieces.append(_code(text, language, at, start, out.literals))
        script = (found[1] or "script").lower() == "script"
        pieces.append(_code(text, named("js"), start, end, out.literals) if script else " " * (end - start))
        at = end
    pieces.append(_code(text, language, at, len(text), out.literals))
    out.code = "".join(pieces)
    return out


def _region_end(text: str, found: re.Match[str]) -> int:
    if not found[1]:
        return text.index("\n---", found.end() - 1)
    close = re.compile(rf"</{found[1]}", re.IGNORECASE).search(text, found.end())
    return close.start() if close else len(text)


@dataclass(slots=True)
class _Open:
    """A string with code in it, not yet at its end."""

    start: int
    quote: int
    pieces: list[Span]
    depth: int = 0


def _code(text: str, language: Language, at: int, end: int, literals: dict[int, Literal]) -> str:
    """The code of a stretch, as long as it; its strings are added to ``literals``."""
    plain, holed, bodies = _tables(language)
    quotes = language.quotes
    out: list[str] = []
    waiting: list[_Open] = []
    done = at
    while at < end and (found := (holed if waiting else plain).match(text, at, end)):
        group = found.lastindex
        if group is None:
            at = found.end() + 1
            continue
        start, at = found.start(group), found.end()
        if group == 1:
            out += (text[done:start], " " * (at - start))
        elif group < _FIRST + 2 * len(quotes):
            kind, closed = divmod(group - _FIRST, 2)
            quote = quotes[kind]
            start = found.start(group - closed) - len(quote.close)
            if closed:
                literals[start] = Literal(at, (found.span(group - 1),), quote.raw)
            elif _hole(text, at, end, quote):
                waiting.append(_Open(start, kind, [found.span(group)]))
                at += len(quote.hole)
            else:
                at = start + len(quote.close)
                continue
            out += (text[done:start], FILL * (at - start))
        elif (at := _brace(text, end, language, found.end() - 1, waiting, bodies, literals)) > found.end():
            out += (text[done:start], FILL * (at - start))
        else:
            continue
        done = at
    out.append(text[done:end])
    return "".join(out)


def _hole(text: str, at: int, end: int, quote: Quote) -> bool:
    return bool(quote.hole) and at < end and text.startswith(quote.hole, at)


def _brace(
    text: str, end: int, language: Language, place: int, waiting: list[_Open],
    bodies: tuple[re.Pattern[str], ...], literals: dict[int, Literal],
) -> int:  # fmt: skip
    """Behind the bracket at a place inside of a hole: where it ends the hole, behind the next piece of its string."""
    top, at = waiting[-1], place + 1
    quote = language.quotes[top.quote]
    if text[place] in "({[":
        top.depth += 1
    elif top.depth:
        top.depth -= 1
    elif text[place] == quote.shut:
        body = bodies[top.quote].match(text, at, end)
        at = body.end() if body else at
        top.pieces.append((place + 1, at))
        if _hole(text, at, end, quote):
            return at + len(quote.hole)
        waiting.pop()
        at += len(quote.close) if text.startswith(quote.close, at, end) else 0
        literals[top.start] = Literal(at, tuple(top.pieces), quote.raw)
    return at


_FIRST = 2
"""The first group of the first kind of string: its text, and behind it its end."""
_BRACKETS = "(){}[]"


@cache
def _tables(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """The next comment or string in code, the same or a bracket inside of holes, and how each kind of string goes on.

    What can begin none of them is skipped first: that is what makes the pass fast.
    """
    quotes = [f"{q.open}({q.body()})({re.escape(q.close)})?" for q in language.quotes]
    every = "|".join([f"({'|'.join(language.comments)})", *quotes])
    signs = {*language.signs, *(q.close[0] for q in language.quotes)}
    bodies = tuple(re.compile(q.body(), re.DOTALL) for q in language.quotes)
    return _next(signs, every), _next({*signs, *_BRACKETS}, every + r"|([(){}\[\]])"), bodies


def _next(signs: set[str], every: str) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(''.join(sorted(signs)))}]*+(?:{every})?", re.DOTALL)


def _inline(text: str, at: int) -> Literal | None:
    """A string in markup."""
    found = _INLINE.match(text, at)
    if not found:
        return None
    start, end = found.span(found.lastindex or 1)
    pieces = []
    for hole in _PARTS.finditer(text, start, end):
        pieces.append((start, hole.start()))
        start = hole.end()
    return Literal(found.end(), (*pieces, (start, end)))


def _said(raw: str, plain: bool) -> str:
    return raw if plain or "\\" not in raw else _ESCAPE.sub(_character, raw)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    if found[4]:
        return ""
    return _LETTERS.get(found[5]) or (found[0] if found[5].isalnum() else found[5])
