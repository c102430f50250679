"""Where new lines go: behind the entry that comes before them in the source, in a section of the same name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from locakit.formats._line_scan import Home, Scan, blank_at, blank_before
from locakit.model import Message, Resource
from locakit.splice import Splice, newline_of


class _Known(NamedTuple):
    """An entry that the file has: its section and its place."""

    home: Home
    start: int
    end: int


class Insertion:
    """New entries for one file, collected, then turned into splices."""

    def __init__(self, resource: Resource, target: Scan, source: Resource, model: Scan, spaced: bool) -> None:
        self.text = resource.text
        self.newline = newline_of(resource.text or source.text)
        self.target = target
        self.source = source
        self.model = model
        self.spaced = spaced
        self._entries = {e.whole[0]: e for e in model.entries}
        homes = {e.whole[0]: e.home for e in target.entries}
        self._known = {m.key: _Known(homes[m.whole[0]], *m.whole) for m in resource.messages if m.whole[0] in homes}
        self._ends = {e.home: e.whole[1] for e in target.entries}
        self._before, self._first = self._anchors()
        self._after = {} if spaced else self._followers()
        self._spots: list[tuple[int, str, bool, bool]] = []
        self._fresh: dict[Home, list[tuple[str, bool]]] = {}

    def raw(self, message: Message) -> str:
        """The raw value of the source entry, whose style is copied."""
        entry = self._entries.get(message.whole[0])
        return self.source.text[entry.span[0] : entry.span[1]] if entry else ""

    def _home(self, message: Message) -> Home:
        entry = self._entries.get(message.whole[0])
        return entry.home if entry else message.path if message.plural else message.path[:-1]

    def _anchors(self) -> tuple[dict[str, _Known], dict[Home, _Known]]:
        """For each source key the known entry before it in its section, and each section's first known entry."""
        before: dict[str, _Known] = {}
        first: dict[Home, _Known] = {}
        last: dict[Home, _Known] = {}
        for message in self.source.messages:
            home = self._home(message)
            known = self._known.get(message.key)
            if known and known.home == home:
                last[home] = known
                first.setdefault(home, known)
            elif home in last:
                before[message.key] = last[home]
        return before, first

    def _followers(self) -> dict[str, tuple[_Known, bool]]:
        """Source keys whose lines touch those of a known entry below them, but of none above: its group is theirs.

        True for the first of several.
        """
        out: dict[str, tuple[_Known, bool]] = {}
        below: _Known | None = None
        group: list[str] = []
        for message, above in pairwise([*reversed(self.source.messages), None]):
            assert message, "only the last one is None"
            known = self._known.get(message.key)
            below, group = (known, []) if known else (below, [*group, message.key])
            touching = above is not None and self._touch(above, message)
            if below and not touching:
                out |= {key: (below, key == group[-1]) for key in group if below.home == self._home(message)}
            if not touching:
                below, group = None, []
        return out

    def _touch(self, above: Message, below: Message) -> bool:
        """No empty line stands between two entries of the source's section, nor a comment of its own."""
        return self._home(above) == self._home(below) and above.whole[1] >= below.whole[0]

    def add(self, message: Message, block: str) -> None:
        """Take up an entry; ``block`` is its lines without the last line ending."""
        home = self._home(message)
        blank = self.spaced or (bool(self.model.entries) and blank_before(self.source.text, message.whole[0]))
        anchor, first = self._before.get(message.key), self._first.get(home)
        follower, leads = self._after.get(message.key, (None, False)) if anchor else (None, False)
        if follower:
            self._spots.append((follower.start, block, leads and not blank_before(self.text, follower.start), False))
        elif anchor:
            self._spots.append((anchor.end, block, blank, False))
        elif first:
            end = message.whole[1]
            self._spots.append((first.start, block, False, blank_at(self.source.text, end) > end))
        elif home in self._ends:
            self._spots.append((self._ends[home], block, blank, False))
        elif home in self.target.homes:
            self._spots.append((self.target.homes[home].body, block, False, False))
        else:
            self._fresh.setdefault(home, []).append((block, blank))

    def splices(self, header: Callable[[Home], str]) -> list[Splice]:
        """All insertions; new sections come behind what is added to old ones."""
        out = [(at, at, self._lines(at, block, blank, after)) for at, block, blank, after in self._spots]
        for home, blocks in self._fresh.items():
            out.append(self._section(home, blocks, header))
        return out

    def _lines(self, at: int, block: str, blank: bool, after: bool) -> str:
        """``block`` as whole lines at ``at``, with an empty line before or behind it."""
        before = self.text[:at].lstrip("\ufeff") if at < 2 else self.text[at - 1]
        open_line = bool(before) and not before.endswith("\n")
        lead = self.newline if open_line else ""
        tail = "" if open_line and at == len(self.text) else self.newline
        gap = self.newline if blank and before and not (self.spaced and blank_before(self.text, at)) else ""
        after = after or (self.spaced and at < len(self.text) and blank_at(self.text, at) == at)
        return lead + gap + block + tail + (self.newline if after else "")

    def _section(self, home: Home, blocks: list[tuple[str, bool]], header: Callable[[Home], str]) -> Splice:
        at = self._place(home)
        lines = self.newline.join(
            (self.newline if blank and i else "") + block for i, (block, blank) in enumerate(blocks)
        )
        inner = at < len(self.text)
        section = self.model.homes.get(home)
        if home:
            top = self.source.text[section.start : section.body].rstrip("\r\n") if section else header(home)
            lines = top.replace("\r\n", "\n").replace("\n", self.newline) + self.newline + lines
        spaced = bool(home) and (not section or blank_before(self.source.text, section.start))
        gap = spaced and not inner and bool(self.text.strip("\ufeff \t\r\n")) and not blank_before(self.text, at)
        return at, at, self._lines(at, lines, gap or self.spaced, inner and (spaced or not home))

    def _place(self, home: Home) -> int:
        """Where a new section begins: before the nearest later section of the source that the file has."""
        names = list(self.model.homes)
        homes = self.target.homes
        if not home:
            return min((s.start for s in homes.values()), default=len(self.text))
        later = names[names.index(home) + 1 :] if home in names else []
        earlier = reversed(names[: names.index(home)]) if home in names else ()
        previous = next((h for h in earlier if h in homes), None)
        if previous is not None:
            return homes[previous].end
        return next((homes[h].start for h in later if h in homes), len(self.text))


def close_sections(scan: Scan, length: int) -> None:
    """Let each section end where the next one begins, the last at ``length``."""
    sections = sorted(scan.homes.values(), key=lambda s: s.start)
    for section, following in pairwise(sections):
        section.end = following.start
    if sections:
        sections[-1].end = length
