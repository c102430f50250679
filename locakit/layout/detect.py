"""Which files of a folder are localized content, guessed from names: ``locakit init`` starts from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from locakit import locales, paths
from locakit.layout.fold import Found, fold
from locakit.layout.groups import HINTS, MARK, Group, groups_of, most, without
from locakit.layout.spots import ignored


@dataclass(frozen=True, slots=True)
class Guess:
    """What a folder seems to hold."""

    source: str
    """The source locale."""
    content: tuple[Found, ...]
    """In the order of their paths."""

    @property
    def markets(self) -> tuple[str, ...]:
        """The locales that have files, without the source, sorted."""
        return tuple(sorted({loc for found in self.content for loc in found.locales} - {self.source}))


@dataclass(frozen=True, slots=True)
class _Folder:
    """The files that may be content."""

    there: frozenset[str]
    pots: tuple[str, ...]
    """The gettext templates among them, sorted."""

    def matching(self, pattern: str) -> set[str]:
        if not paths.wildcards(pattern):
            return {pattern}
        below = paths.base(pattern)
        return {p for p in self.there if p.startswith(below) and paths.locate(pattern, p)}


def detect(files: Sequence[str], read: Callable[[str], str], formats: Mapping[str, str], source: str = "") -> Guess:
    """The localized content among ``files`` (relative, forward slashes).

    ``formats`` is file suffix (``.json``) to format name: other files are passed over. ``source`` is the source
    locale where it is known. ``read`` gives a file's text; it is asked only where no locale is plainly the source.
    A group of files counts where its source is there and its folder says so, or several locales stand side by side:
    ``is``, ``no`` and ``to`` are words, too.
    """
    there = frozenset(path for path in files if not ignored(path))
    folder = _Folder(there, tuple(sorted(p for p in there if p.endswith(".pot"))))
    groups = groups_of(sorted(there), formats)
    source = locales.normalize(source) if source else _source_locale(groups, folder, read)
    taken = {name for g in groups if source not in g.files and (name := _named_default(g, source, folder))}
    out: list[Found] = []
    for group in sorted(groups, key=lambda g: (-len(g.files), -sum(map(len, g.files.values())), g.marked)):
        free = without(group, taken)
        found = _accept(free, source, folder) if free else None
        if free and found:
            out.append(found)
            taken |= {path for mapped in free.files.values() for path in mapped.values()}
            taken |= folder.matching(found.source) if found.source else set()
    return Guess(source, tuple(fold(out, HINTS, there)))


def _source_locale(groups: Iterable[Group], folder: _Folder, read: Callable[[str], str]) -> str:
    sure = [g for g in groups if len(g.files) > 1 or g.hinted()]
    seen = Counter(locale for g in sure for locale in g.files)
    english = {loc: 1000 * count - len(loc) for loc, count in seen.items() if locales.language(loc) == "en"}
    said = [g for g in sure if g.suffix != ".po"]
    if english or not said or any(_unsuffixed(g, folder) for g in said):
        return most(english) or "en"
    seen = Counter(locale for g in said for locale in g.files)
    common = [loc for loc in seen if seen[loc] == max(seen.values())]
    return most({loc: sum(len(read(p)) for g in said for p in g.files.get(loc, {}).values()) for loc in common})


def _accept(group: Group, source: str, folder: _Folder) -> Found | None:
    where, spoken = _source_of(group, source, folder)
    if spoken is None or not _plain(group, where):
        return None
    own = group.files.get(spoken, {}).values()
    if where is None and not any(paths.match(group.pattern(), path) == spoken for path in own):
        return None
    found = sorted({source if loc == spoken else loc for loc in group.files})
    return Found(group.pattern(), where, group.format, tuple(found))


def _plain(group: Group, where: str | None) -> bool:
    """The group is content: its names say so, or enough locales stand side by side."""
    if group.hinted() or (len(group.files) > 1 and group.alike()):
        return True
    return bool(where) and (f".{MARK}" in group.marked or any("-" in loc for loc in group.files))


def _source_of(group: Group, source: str, folder: _Folder) -> tuple[str | None, str | None]:
    """``(the source's pattern if it needs one, the locale of the group that is the source)``; no locale: none is."""
    pot = _pot(group, folder)
    if pot or (source in group.files and (group.suffix != ".po" or locales.language(source) == "en")):
        return pot, source
    if group.suffix == ".po":
        return None, None
    beside = _unsuffixed(group, folder) or _named_default(group, source, folder)
    if beside:
        return beside, source
    spoken = next((loc for loc in sorted(group.files) if locales.language(loc) == locales.language(source)), None)
    return (paths.fill(group.pattern(), spoken), spoken) if spoken else (None, None)


def _unsuffixed(group: Group, folder: _Folder) -> str | None:
    """The pattern of a source that is named like the targets, without the locale.

    Half of the targets must have one; a folder beside (``pages`` of ``pages.fr``) says enough by being there.
    """
    bare = _bare(group.marked)
    if bare is None:
        return None
    rests = group.rests()
    have = [rest for rest in rests if (bare + rest).removeprefix("/") in folder.there]
    beside = f".{MARK}" in group.marked and "" not in rests and folder.matching(bare + group.rest())
    return (bare + group.rest()).removeprefix("/") if beside or (have and 2 * len(have) >= len(rests)) else None


def _bare(marked: str) -> str | None:
    head, _, tail = marked.partition(MARK)
    if MARK in tail:
        return None
    if tail.startswith(".lproj"):
        return f"{head}Base{tail}"
    if head.endswith((".", "_", "-")):
        return head[:-1] + tail
    return head.removesuffix("/") if not tail and (head.endswith("/") or not head) else None


def _named_default(group: Group, source: str, folder: _Folder) -> str | None:
    """``en.default.json`` beside ``fr.json``, as Shopify's themes have it."""
    name = group.marked.replace(MARK, f"{source}.default", 1)
    return name if name in folder.there else None


def _pot(group: Group, folder: _Folder) -> str | None:
    """The gettext template of a group of PO files: below its folder, or just above."""
    if group.suffix != ".po":
        return None
    root = group.marked.partition(MARK)[0].rpartition("/")[0]
    below = [p for p in folder.pots if p.startswith(root + "/") or not root]
    pots = below or [p for p in folder.pots if p.rpartition("/")[0] == root.rpartition("/")[0]]
    name = group.pattern().rpartition("/")[2]
    if "*" in name:
        folders = {p.rpartition("/")[0] for p in pots}
        return f"{min(folders)}/*.pot".removeprefix("/") if len(folders) == 1 and "**" not in group.rest() else None
    same = [p for p in pots if p.rpartition("/")[2] == name + "t"]
    return next(iter(same if len(pots) > 1 else pots), None)
