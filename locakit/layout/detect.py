"""Which files of a folder are localized content, guessed from names: ``locakit init`` starts from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from locakit import locales, paths
from locakit.layout.fold import Found, fold
from locakit.layout.groups import HINTS, MARK, Group, groups_of, most, without
from locakit.layout.known import lonely, settled, sites
from locakit.layout.listed import Catalogs, bilingual
from locakit.layout.spots import ignored

_MADE = (".mo", ".qm")
"""Suffixes of files that are made from others."""
_USUAL = re.compile(r"(?:readme|_?index|changelog|license)\b.*", re.IGNORECASE)
"""Names of files that many folders have."""


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
    catalogs: Catalogs

    def matching(self, pattern: str) -> set[str]:
        if not paths.wildcards(pattern):
            return {pattern}
        below = paths.base(pattern)
        return {p for p in self.there if p.startswith(below) and paths.locate(pattern, p)}


def detect(
    files: Sequence[str], read: Callable[[str], str], formats: Mapping[str, str], source: str = "",
    held: Mapping[str, Sequence[str]] | None = None,
) -> Guess:  # fmt: skip
    """The localized content among ``files`` (relative, forward slashes).

    ``formats`` is file suffix (``.json``) to format name: other files are passed over. ``source`` is the source
    locale where it is known. ``read`` gives a file's text; it is asked only where no locale is plainly the source.
    ``held`` has, by path, the locales of the files that hold several, their source's first (empty if nobody knows it).
    A group of files counts where its source is there and its folder says so, or several locales stand side by side:
    ``is``, ``no`` and ``to`` are words, too.
    """
    there = frozenset(path for path in files if not ignored(path))
    several = {p: tuple(s and locales.normalize(s) for s in said) for p, said in (held or {}).items() if p in there}
    mirrors = sites(there)
    taken = {path for _, pages in mirrors for path in pages}
    groups = groups_of(sorted(p for p in there - several.keys() - taken if not p.endswith(_MADE)), formats)
    catalogs = Catalogs(tuple(filter(bilingual, groups)), read)
    folder = _Folder(there, tuple(sorted(p for p in there if p.endswith(".pot"))), catalogs)
    source = locales.normalize(source) if source else _source_locale(groups, folder, read, several)
    taken |= {name for g in groups if source not in g.files and (name := _named_default(g, source, folder))}
    out = [
        Found(path, None, _format(path, formats), tuple(dict.fromkeys(tag or source for tag in said)))
        for path, said in sorted(several.items())
        if _speaks(said, source)
    ]
    out += (replace(site, locales=tuple(sorted({source, *site.locales}))) for site, _ in mirrors)
    for group in sorted(groups, key=lambda g: (-len(g.files), -sum(map(len, g.files.values())), g.marked)):
        free = without(group, taken)
        found = _accept(free, source, folder, out) if free else None
        if free and found:
            out.append(found)
            taken |= {path for mapped in free.files.values() for path in mapped.values()}
            taken |= folder.matching(found.source) if found.source else set()
    known = {found.path for found in out}
    out += (found for found in lonely(there, taken, source) if found.path not in known)
    return Guess(source, settled(fold(out, HINTS, there), source))


def _speaks(said: Iterable[str], source: str) -> bool:
    """An empty locale is the project's source, whichever that is."""
    return any(not locale or locales.language(locale) == locales.language(source) for locale in said)


def _format(path: str, formats: Mapping[str, str]) -> str:
    return formats[max((s for s in formats if path.lower().endswith(s)), key=len)]


def _source_locale(
    groups: Iterable[Group], folder: _Folder, read: Callable[[str], str], several: Mapping[str, Sequence[str]]
) -> str:
    sure = [g for g in groups if len(g.files) > 1 or g.hinted()]
    seen = Counter(locale for g in sure for locale in g.files)
    english = {loc: 1000 * count - len(loc) for loc, count in seen.items() if locales.language(loc) == "en"}
    said = [g for g in sure if not bilingual(g)]
    named = [locs[0] for locs in several.values() if locs[0]]
    firsts = Counter(loc for loc in named if not sure or locales.language(loc) == "en")
    if firsts and (english or not sure):  # such a file says what its source is; others can be told
        return most(firsts)
    if english or not said or any(_unsuffixed(g, folder) for g in said):
        return most(english) or ("" if said else folder.catalogs.source_locale()) or "en"
    seen = Counter(locale for g in said for locale in g.files)
    common = [loc for loc in seen if seen[loc] == max(seen.values())]
    return most({loc: sum(len(read(p)) for g in said for p in g.files.get(loc, {}).values()) for loc in common})


def _accept(group: Group, source: str, folder: _Folder, others: Iterable[Found]) -> Found | None:
    where, spoken = _source_of(group, source, folder)
    listed = where is not None and bilingual(group) and paths.match(group.pattern(), where) is not None
    if spoken is None or not (listed or _plain(group, where) or _mirrored(group, folder) or _like(group, others)):
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


def _like(group: Group, others: Iterable[Found]) -> bool:
    """Files of the same top folder are named in the same way, and have several locales."""
    own = _manner(group.pattern())
    return own is not None and any(_manner(f.path) == own for f in others if f.source is None and len(f.locales) > 1)


def _manner(pattern: str) -> tuple[str, str, str] | None:
    top, slash, rest = pattern.partition("/")
    stem, _, tail = rest.rpartition("/")[2].partition("{")
    return (top, stem[-1:], tail.partition("}")[2]) if slash and stem else None


def _mirrored(group: Group, folder: _Folder) -> bool:
    """A folder named by a locale holds files of the folder above it, and not only such as many folders have."""
    bare = _bare(group.marked)
    names = [rest for rest in group.rests() if not _USUAL.fullmatch(rest.rpartition("/")[2])]
    return bare is not None and any((bare + rest).removeprefix("/") in folder.there for rest in names if rest)


def _source_of(group: Group, source: str, folder: _Folder) -> tuple[str | None, str | None]:
    """``(the source's pattern if it needs one, the locale of the group that is the source)``; no locale: none is."""
    pot = _pot(group, folder)
    if pot or source in group.files:
        return pot, source
    beside = _unsuffixed(group, folder) or _named_default(group, source, folder)
    if not beside and bilingual(group):
        beside = folder.catalogs.fullest(group)
    if beside or bilingual(group):
        return beside, source if beside else None
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
