"""HTML and XML tags of a text: names, roles, attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from locakit.model import Span
from locakit.rules._kit import spans

_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w:.\-]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?")
_START = re.compile(r"</?\s*+[\w:.\-]++")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag."""

    name: str
    """In lower case."""
    role: str
    """open, close or void."""
    span: Span
    text: str

    def attributes(self) -> dict[str, str]:
        """Name, in lower case, to value without quotes."""
        head = _START.match(self.text)
        body = self.text[head.end() : -1].rstrip("/") if head else ""
        return {n.lower(): v.strip("\"'") for n, v in _ATTRIBUTE.findall(body)}


@lru_cache(maxsize=1024)
def tags(text: str, flags: frozenset[str]) -> tuple[Tag, ...]:
    """The tags of ``text`` in their order."""
    if "<" not in text:
        return ()
    out: list[Tag] = []
    for p in spans(text, flags):
        if p.kind == "tag":
            out.append(Tag(p.name, p.role, (p.start, p.end), p.text))
        elif p.kind == "icu" and "<" in p.text:
            # Without braces the branches are plain text, and every tag stands where it stood.
            inner = spans(p.text.translate(_NO_BRACES), flags - {"icu-message-format"})
            out += [Tag(q.name, q.role, (p.start + q.start, p.start + q.end), q.text) for q in inner if q.kind == "tag"]
    return tuple(out)


_NO_BRACES = str.maketrans("{}", "()")
