"""PHP files that return one array of texts, read into a tree of spans without running anything.

Source: PHP manual, "Strings" and "Arrays". Texts are literal strings and literal strings joined by dots; what is
computed (calls, constants, variables) is no text and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from locakit.errors import BrokenText, Fault
from locakit.formats._line_notes import note_of
from locakit.formats._php_text import LITERAL, decode
from locakit.formats._tree import MAX_DEPTH, Member, Node
from locakit.model import Junk, Span
from locakit.splice import place

_GAP = re.compile(r"(?:\s++|//[^\n]*+|#(?!\[)[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))*+")
_TOKEN = re.compile(rf"{LITERAL.pattern}|\w++|=>|.", re.DOTALL)
_PLAIN = re.compile(r"""'([^'\\\d-][^'\\\r]*+)'\s*+=>\s*+('[^'\\\r]*+'|"[^"\\$\r]*+"),\s*+(?=['"\])])""")
"""What nearly all entries are: two literals without escapes, no comment behind them."""
_OPEN = re.compile(r"\[|array\s*+\(", re.IGNORECASE)
_COMMENT = re.compile(r"//(?P<line>[^\n]*+)|#(?P<hash>[^\n]*+)|/\*(?P<block>(?:[^*]++|\*(?!/))*+)\*/")
COMMENTED = re.compile(r"['\"].*['\"]\s*=>|\$\w+\s*\[|define\s*\(|const\s+\w+\s*=|return\b")
_NAME = re.compile(r"-?[\w\\]+(?:::\w+)?")
_ASSIGNED = re.compile(r"\$\w+\s*+=\s*+(?=\[|array\s*+\()", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """A file's array."""

    root: Node
    notes: dict[int, str] = field(default_factory=dict)
    """By the start of an entry, the comment right above it."""
    starts: dict[int, int] = field(default_factory=dict)
    """By the start of a value, the start of its entry."""
    junk: list[Junk] = field(default_factory=list)


@lru_cache(maxsize=4)
def scan(text: str) -> Found:
    """The array that the file returns; raises BrokenText (without a path) where there is none."""
    at = _returned(text)
    opening = _OPEN.match(text, at)
    if not opening:
        raise _broken(text, min(at, len(text)), "the file does not return an array: `return [ … ];` is expected")
    reader = _Reader(text)
    reader.found.root, _ = reader.array(opening, 0)
    return reader.found


def _broken(text: str, at: int, message: str) -> BrokenText:
    return BrokenText(Fault(message, "", *place(text, at)))


def _returned(text: str) -> int:
    """Where the file's array begins, returned or given to a variable; behind the opening tag where there is none.

    What stands inside functions and classes is code.
    """
    tag = re.search(r"<\?php\b", text, re.IGNORECASE)
    at = first = _skip(text, tag.end()) if tag else 0
    depth, assigned = 0, -1
    while tag and at < len(text):
        token = _TOKEN.match(text, at)
        if not token:
            break
        depth += (token[0] in "({") - (token[0] in ")}")
        if not depth and token[0].lower() == "return":
            value = _skip(text, token.end())
            return value if assigned < 0 or _OPEN.match(text, value) else assigned
        if not depth and assigned < 0 and token[0] == "$":
            known = _ASSIGNED.match(text, at)
            assigned = known.end() if known else -1
        at = _skip(text, token.end())
    return first if assigned < 0 else assigned


def _skip(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Found(Node("map", 0))
        self.counts: dict[int, int] = {}
        """By array, the number that its next entry without a key gets."""

    def array(self, opening: re.Match[str], depth: int) -> tuple[Node, int]:
        """The array that ``opening`` begins, and where it ends. Raises BrokenText for one that never closes."""
        if depth > MAX_DEPTH:
            raise _broken(self.text, opening.start(), f"arrays are nested deeper than {MAX_DEPTH}")
        node = Node("list", opening.end() - 1)
        closing = "]" if opening[0] == "[" else ")"
        at = self._next(opening.end())
        while not self.text.startswith(closing, at):
            plain = _PLAIN.match(self.text, at)
            if plain:
                node.kind = "map"
                node.members.append(Member(plain[1], at, *plain.span(2), plain[2][1:-1]))
                self.found.starts[plain.start(2)] = at
                at = plain.end()
                continue
            at = self._member(node, at, depth)
            if at >= len(self.text):
                raise _broken(self.text, opening.start(), "an array that never closes")
        node.close(at + 1)
        return node, at + 1

    def _next(self, at: int) -> int:
        """Where the next entry begins; the comment right above it is remembered."""
        start = _skip(self.text, at)
        lines = re.split(r"\n[ \t\r]*\n", self.text[at:start])
        said = [m["line"] or m["hash"] or m["block"] or "" for m in _COMMENT.finditer(lines[-1])]
        beside = len(lines) == 1 and "\n" not in lines[0].partition("/")[0].partition("#")[0]
        told = (line for comment in said[bool(beside and said) :] for line in comment.split("\n"))
        note = note_of((line.strip("*| \t\r") for line in told), COMMENTED) if said else ""
        if note:
            self.found.notes[start] = note
        return start

    def _member(self, node: Node, at: int, depth: int) -> int:
        """Read one entry and the comma behind it; where the next one, or the closing bracket, stands."""
        value, (start, end) = self._expression(at, depth)
        name, broken, after = str(self.counts.get(id(node), 0)), start == end, _skip(self.text, end)
        explicit = False
        if self.text.startswith("=>", after):
            literal = isinstance(value, str)
            name = value if isinstance(value, str) else self.text[start:end]
            node.kind, explicit = "map", True
            value, (start, end) = self._expression(_skip(self.text, after + 2), depth, arrow=True)
            broken, after = broken or start == end, _skip(self.text, end)
            value = value if literal or _NAME.fullmatch(name) else None
        if broken or self.text[after : after + 1] not in (",", "]", ")"):
            end = max(self._computed(after, True, 2), at + 1)
            after = _skip(self.text, end)
            self.found.junk.append(Junk("an entry that cannot be read", (at, end)))
            node.members.append(Member(f"\0{at}", at, at, end, None))
        else:
            node.members.append(Member(name, at, start, end, value))
            if not explicit or (name.isascii() and name.isdecimal() and len(name) < 10):
                self.counts[id(node)] = max(self.counts.get(id(node), 0), int(name) + 1)
            self.found.starts[start] = at
        return self._next(after + 1) if self.text.startswith(",", after) else after

    def _expression(self, at: int, depth: int, arrow: bool = False) -> tuple[Node | str | None, Span]:
        """The value at ``at``: an array, a text, or None for what is computed; with its span.

        ``arrow`` tells that an arrow belongs to the value, as in ``fn () => 1``, and not to a key.
        """
        opening = _OPEN.match(self.text, at)
        if opening:
            node, end = self.array(opening, depth + 1)
            rest = self._computed(end, arrow)
            return (node, (at, end)) if rest == end else (None, (at, rest))
        texts: list[str | None] = []
        end = last = at
        while string := LITERAL.match(self.text, end if not texts else _skip(self.text, end)):
            texts.append(decode(string[0]))
            end = last = string.end()
            dot = _skip(self.text, end)
            if not self.text.startswith(".", dot):
                break
            end = dot + 1
        rest = self._computed(end, arrow)
        known = [t for t in texts if t is not None]
        whole = bool(texts) and rest == last and len(known) == len(texts)
        return ("".join(known) if whole else None), (at, rest)

    def _computed(self, at: int, arrow: bool, literals: int = 1) -> int:
        """The end of what goes on at ``at`` up to a comma or a closing bracket of the outer array.

        An arrow ends it too unless ``arrow``; so does a second literal right behind a first, unless two are allowed.
        """
        depth, end = 0, at
        while True:
            token = _TOKEN.match(self.text, _skip(self.text, end))
            if not token or (not depth and (token[0] in ",]);" or (token[0] == "=>" and not arrow))):
                return end
            if literals == 1 and not depth and token[0][0] in "'\"" and self.text[end - 1] in "'\"":
                return end
            depth += (token[0] in "([{") - (token[0] in ")]}")
            end = token.end()
