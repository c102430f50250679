"""New Markdown messages into a target: the source's own lines with the new texts in them, after their predecessor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from locakit.formats._md_blocks import Block
from locakit.formats._md_chunks import Chunk, chunks, gap, keys_of, longest, numbers_of, place_of, places, relined, tail
from locakit.formats._md_front import end_of
from locakit.formats._md_holes import added
from locakit.formats._md_sound import Change, sound
from locakit.formats._md_write import cell_of, rewritten
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, apply, newline_of

_BORDER = re.compile(r"[ \t]*(\|?)")
_EMPTY_CELL = re.compile(r"([ \t]*)\|")


def insert(resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
    """Splices that add the messages' chunks in the source's order; a cell goes into its row where the file has it."""
    desk = _Desk(resource, source, {place_of(m): single(forms) for m, forms in new})
    names, known = desk.names, numbers_of(resource)
    out: list[Splice] = []
    groups: dict[int, list[int]] = {}
    anchor, before = -1, {-1: -1}
    for number, chunk in enumerate(desk.chunks):
        found = places(known, chunk, names)
        wanted = any(block.span[0] in desk.new for block in chunk.blocks)
        if found:
            anchor = max(found)
            before[anchor] = number
            out += desk.cells(chunk) if wanted else []
        elif wanted:
            groups.setdefault(anchor, []).append(number)
    added_chunks = [desk.after(at, before[at], groups[at]) for at in sorted(groups)]
    return out + sound(resource.text, resource.format, added_chunks)


def single(forms: Forms) -> str:
    """The text of forms; Markdown has no plurals."""
    return forms.get("other") or next(iter(forms.values()), "")


def deepened(target: Resource, source: Resource, rank: Mapping[int, int]) -> dict[int, str]:
    """By number, the target's chunks that stand in other containers than in the source, with the source's marks.

    ``rank`` has the source's chunk for each of the target's.
    """
    keys, names = keys_of(target), {key: place for place, key in keys_of(source).items()}
    found = chunks(target.text, target.format)
    texts = {names[key]: b.text for c in found for b in c.blocks if (key := keys.get(b.span[0], "")) in names}
    desk = _Desk(target, source, texts)
    deeper = (n for n, r in rank.items() if desk.chunks[r].blocks[0].inside != found[n].blocks[0].inside)
    whole = (n for n in deeper if len(desk.chunks[rank[n]].blocks) == len(found[n].blocks))
    return {n: desk.lines(rank[n]) for n in whole}


class _Desk:
    """Source and target side by side."""

    def __init__(self, resource: Resource, source: Resource, new: Mapping[int, str]) -> None:
        self.text, self.original, self.new = resource.text, source.text, new
        self.chunks = chunks(source.text, source.format)
        self.targets = chunks(resource.text, resource.format)
        self.newline = newline_of(resource.text or source.text)
        keys = keys_of(resource)
        self.names = keys_of(source)
        self.blocks = {keys[b.span[0]]: b for chunk in self.targets for b in chunk.blocks if b.span[0] in keys}

    def lines(self, number: int) -> str:
        """A source chunk's own lines with the new texts, ending in a line break."""
        chunk = self.chunks[number]
        changes = [
            (a - chunk.start, b - chunk.start, text)
            for block in chunk.blocks
            for a, b, text in rewritten(self.original, block, self.new.get(block.span[0], ""))
        ]
        body = relined(apply(self.original[chunk.start : chunk.body], changes), self.newline)
        return body if body.endswith("\n") else body + self.newline

    def after(self, anchor: int, before: int, numbers: Sequence[int]) -> Change:
        """The change that adds chunks after the target's chunk ``anchor`` (-1: before its first one)."""
        target = self.targets[anchor] if anchor >= 0 else None
        place = target.body if target else self.targets[0].start if self.targets else len(self.text)
        out = [] if not place or self.text[:place].endswith(("\n", "\ufeff")) else [self.newline]
        if not self.targets:
            first = self.original[end_of(self.original) : self.chunks[0].start]
            out.append(relined(first, self.newline) if end_of(self.text) == place else "")
        previous = target
        for number in numbers:
            out += [self._gap(before, number, previous), self.lines(number)]
            before, previous = number, None
        closing, end = self._closing(anchor, numbers[-1], place)
        kinds = [block.kind for number in numbers for block in self.chunks[number].blocks]
        number_before = sum(len(chunk.blocks) for chunk in self.targets[: anchor + 1])
        return Change([(place, end, "".join(out) + closing)], number_before, 0, kinds)

    def _gap(self, before: int, number: int, target: Chunk | None) -> str:
        """The empty lines that the source has between two chunks, or those that the target needs."""
        if before < 0:
            return ""
        own = longest(relined(tail(self.original, chunk), self.newline) for chunk in self.chunks[before:number])
        direct = number == before + 1
        return own if own or direct else gap(target or self.chunks[before], self.chunks[number], self.newline)

    def _closing(self, anchor: int, last: int, place: int) -> tuple[str, int]:
        """The empty lines between the last new chunk and what follows it, and where the target goes on."""
        if anchor + 1 >= len(self.targets):
            return "", place
        own = relined(tail(self.original, self.chunks[last]), self.newline)
        there = self.targets[anchor].end if anchor >= 0 else place
        if there == place:
            return own or gap(self.chunks[last], self.targets[anchor + 1], self.newline), place
        follower = self.chunks[last + 1].blocks[0].span[0] if last + 1 < len(self.chunks) else -1
        successor = self.blocks.get(self.names.get(follower, ""))
        direct = successor is not None and successor.row == self.targets[anchor + 1].start
        return (own, there) if direct else ("", place)

    def cells(self, chunk: Chunk) -> list[Splice]:
        """Splices that add cells to a row that the target has: into an empty cell, or as a new one."""
        if any(block.frame for block in chunk.blocks):
            return self._words(chunk)
        out: list[Splice] = []
        at = -1
        for block in chunk.blocks:
            present = self.blocks.get(self.names.get(block.span[0], ""))
            if present:
                border = _BORDER.match(self.text, present.span[1])
                at = border.end() if border else present.span[1]
            elif block.span[0] in self.new and block.kind != "rule":
                text = cell_of(self.new[block.span[0]])
                splice = self._cell(at, text, next(b for b in self.blocks.values() if b.row == self._row(chunk)))
                at = splice[1] + 1 if splice[0] < splice[1] else splice[0]
                out.append(splice)
        return out

    def _words(self, chunk: Chunk) -> list[Splice]:
        """Splices that add attributes and titles to a frame that the target has."""
        frame = chunk.blocks[0]
        there = self.blocks.get(self.names.get(frame.span[0], ""))
        new = [(b, self.new[b.span[0]]) for b in chunk.blocks[1:] if b.span[0] in self.new] if there else []
        return [s for b, text in new if there for s in added(frame, there, self.original, b, text)]

    def _row(self, chunk: Chunk) -> int:
        keys = (self.names.get(block.span[0], "") for block in chunk.blocks)
        return next(self.blocks[key].row for key in keys if key in self.blocks)

    def _cell(self, at: int, text: str, first: Block) -> Splice:
        if at < 0:
            return first.span[0], first.span[0], f"{text} | "
        empty = _EMPTY_CELL.match(self.text, at)
        if empty:
            return at, empty.end(1), f" {text} "
        closed = self.text[at - 1] == "|"
        return at, at, f" {text} |" if closed else f" | {text}"
