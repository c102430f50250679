"""Where a finding stands in its file: the decoded text walked beside the raw value it was read from."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from locakit.model import Finding, Resource, Span

_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})"
    r"|U([0-9a-fA-F]{4,8})|x([0-9a-fA-F]{2})|(\r?\n)[ \t]*|(.))",
    re.DOTALL,
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "a": "\a", "v": "\v", "0": "\0", "e": "\x1b",
            "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_LOOSE = frozenset(" \t\r\n\"'`|>-+#")
"""Characters of a raw value that need not stand for a character of the text: quotes, indents, joints."""


class _Index:
    """Keys and line starts of one resource, so that a file with many findings is read once."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self.messages = resource.by_key()
        self._lines = [0, *(found.end() for found in re.finditer("\n", resource.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line(self, number: int) -> str:
        """The line's text without its ending; empty where there is none."""
        if not 0 < number <= len(self._lines):
            return ""
        end = self._lines[number] if number < len(self._lines) else len(self.resource.text)
        return self.resource.text[self._lines[number - 1] : end].rstrip("\r\n")


_LAST: list[_Index] = []


def _index(resource: Resource) -> _Index:
    if not (_LAST and _LAST[0].resource is resource):
        _LAST[:] = [_Index(resource)]
    return _LAST[0]


def locate(finding: Finding, resource: Resource) -> Finding:
    """``finding`` with line and columns, if ``resource`` has its place."""
    span = raw_span(finding, resource)
    if span is None:
        return finding
    index = _index(resource)
    line, column = index.place(span[0])
    until = min(column + span[1] - span[0], len(index.line(line)) + 1)
    return replace(finding, line=line, column=column, until=max(until, column))


def excerpt(finding: Finding, line: str) -> tuple[str, int, int]:
    """The line the finding begins in and the columns at fault there, from 0, half open."""
    start = min(max(finding.column - 1, 0), len(line))
    return line, start, min(finding.until - 1, len(line)) if finding.until else len(line)


def raw_span(finding: Finding, resource: Resource) -> Span | None:
    """The place of the fault in the resource's text; the whole value where the way into it is not clear."""
    if not finding.key:
        return finding.span
    message = _index(resource).messages.get(finding.key)
    if message is None:
        return None
    span = message.spans.get(finding.form) or next(iter(message.spans.values()), None)
    if span is None:
        return message.whole if message.whole != (0, 0) else None
    text = message.forms.get(finding.form, "")
    found = _inside(resource.text[slice(*span)], text, finding.span) if finding.target == text else None
    return (span[0] + found[0], span[0] + found[1]) if found else span


def _inside(raw: str, text: str, span: Span) -> Span | None:
    """The part of the raw value that says ``text[span]``."""
    ways = _ways(raw, text)
    start, end = span
    if not ways or not 0 <= start <= end <= len(ways):
        return None
    if start == end:
        return (ways[start][0] if start < len(ways) else ways[-1][1],) * 2
    return ways[start][0], ways[end - 1][1]


@lru_cache(maxsize=8)
def _ways(raw: str, text: str) -> tuple[Span, ...]:
    """The place in ``raw`` of each character of ``text``; empty where they cannot be matched.

    Readings with and without backslash escapes, entities and delimiters are tried; the one that leaves the fewest
    characters of ``raw`` unexplained is the true one.
    """
    quote = raw[:1] if raw[:1] in ('"', "'", "`") and raw[-1:] == raw[:1] and len(raw) > 1 else ""
    thrice = quote * 3 if quote and raw.startswith(quote * 3) and len(raw) > 5 else ""
    best: tuple[int, tuple[Span, ...]] = (len(raw) + 1, ())
    there = [c for c in "\\&" if c in raw]
    # A reading of signs that are not there is one of those without them.
    specials = dict.fromkeys("".join(c for c in signs if c in there) for signs in ("\\", "\\&", "", "&"))
    for mark in dict.fromkeys((thrice, quote, "")):
        for special in specials:
            tried = _walk(raw, text, len(mark), special)
            if tried and tried[0] < best[0]:
                best = tried
    return best[1]


def _walk(raw: str, text: str, start: int, special: str) -> tuple[int, tuple[Span, ...]] | None:
    """One reading: its cost (characters not explained) and the places; None where it does not fit."""
    out: list[Span] = []
    at, cost, end = start, 0, len(raw) - start
    for c in text:
        while at < end:
            said, length = _read(raw, at, special)
            at += length
            if said == c:
                out.append((at - length, at))
                break
            if said and raw[at - length] not in _LOOSE:
                return None
            cost += bool(said)
        else:
            if c != "\n":
                return None
            out.append((at, at))
    return cost + end - at, tuple(out)


def _read(raw: str, at: int, special: str) -> tuple[str, int]:
    """The character that ``raw`` says at ``at`` and how long it is written; empty for a joint that says none."""
    c = raw[at]
    if c == "\r" and raw[at : at + 2] == "\r\n":
        return "\n", 2
    if c not in special:
        return c, 1
    if c == "&":
        entity = _ENTITY.match(raw, at)
        return (html.unescape(entity[0])[:1], len(entity[0])) if entity else (c, 1)
    escape = _ESCAPE.match(raw, at)
    return _escaped(escape) if escape else (c, 1)


def _escaped(found: re.Match[str]) -> tuple[str, int]:
    high, low, *codes, joint, plain = found.groups()
    if high:
        return chr(0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00), len(found[0])
    code = next((x for x in codes if x), None)
    if code:
        return chr(min(int(code, 16), 0x10FFFF)), len(found[0])
    return ("", len(found[0])) if joint else (_LETTERS.get(plain, plain), 2)
