"""Files grouped by what they have in common beside their locale."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from locakit import locales
from locakit.formats import registry
from locakit.layout.spots import Spot, spots

MARK = "\0"
HINTS = frozenset({
    "locales", "locale", "_locales", "i18n", "l10n", "intl", "lang", "langs", "language", "languages", "translations",
    "translation", "messages", "strings", "po", "nls", "LC_MESSAGES",
})  # fmt: skip
"""Folder and file names that say what lies there."""
_DEEP = frozenset({"markdown", "mdx"})
"""Formats whose folders are trees by custom."""
_SURE = (".po", ".txt")
"""Suffixes that say enough: of text files only a store's come this far."""
_TIMED = (".srt", ".vtt")
"""Subtitles say their language even where there is only one."""
STORED = ("android", "apple", "play", "appstore")
"""Styles that no other folders have."""


@dataclass(slots=True)
class Group:
    """Files that differ only in their locale, or lie in folders that differ only in it."""

    marked: str
    """The path with MARK for the locale; of a folder group only as far as the folder."""
    suffix: str
    format: str
    files: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Locale to rest of the path (empty for file groups) to path."""
    styles: Counter[str] = field(default_factory=Counter)
    bare: str = "locale"
    """The style where only bare languages stand, which all styles spell alike."""

    def rests(self) -> set[str]:
        """What follows the locale's folder in any of the files."""
        return {rest for found in self.files.values() for rest in found}

    def alike(self) -> bool:
        """Two locales have the same file: folders named by ordinary words do not."""
        return sum(map(len, self.files.values())) > len(self.rests())

    def pattern(self) -> str:
        """The path pattern of all the group's files."""
        style = most({name: count for name, count in self.styles.items() if name}) or self.bare
        return self.marked.replace(MARK, f"{{{style}}}") + self.rest()

    def rest(self) -> str:
        """The rest of the path as one name or a wildcard."""
        rests = sorted(self.rests())
        named = self.suffix == ".po" or not self.suffix.startswith(".")
        if rests == [""] or (named and len(rests) == 1):
            return rests[0]
        folders = {rest.rpartition("/")[0] for rest in rests}
        if len(folders) == 1 and self.format not in _DEEP:
            return f"{min(folders)}/*{self.suffix}"
        return f"/**/*{self.suffix}"

    def hinted(self) -> bool:
        """Names around the locale say that these are localized files; ``en`` by itself does, for it is no word."""
        words = {word for part in (self.marked + min(self.rests())).split("/") for word in (part, part.split(".")[0])}
        before, _, after = self.marked.rpartition("/")[2].partition(MARK)
        whole = before == "" and after in ("", self.suffix)
        english = whole and any(locales.language(loc) == "en" for loc in self.files)
        return (
            english
            or self.suffix in _SURE
            or (self.suffix in _TIMED and before.endswith("."))
            or bool(HINTS & {*words, before.rstrip("._-")} or set(STORED) & set(self.styles))
        )


def most(counts: Mapping[str, int]) -> str:
    """The name with the highest count, or an empty string."""
    return max(counts, key=lambda name: (counts[name], name), default="")


def groups_of(files: Iterable[str], formats: Mapping[str, str]) -> list[Group]:
    """The groups of all files that have a locale in their path and a suffix of ``formats`` (suffix to name)."""
    groups: dict[tuple[str, str], Group] = {}
    for path in files:
        lower = path.lower()
        known = max((s for s in formats if lower.endswith(s)), key=len, default="")
        suffix = path[len(path) - len(known) :]
        for locale, places in _by_locale(spots(path, suffix) if known else []).items():
            marked, rest = _mark(path, places)
            group = groups.setdefault((marked, suffix), Group(marked, suffix, formats[known]))
            group.files[locale][rest] = path
            group.styles.update(p.style for p in places)
    _agree(groups.values())
    return list(groups.values())


def _agree(groups: Iterable[Group]) -> None:
    """Bare languages are spelled as the project spells the others in files of this kind, else as programs that read
    such files look for them: gettext, Qt, Java and browsers for ``pt_BR``.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        seen[group.suffix].update(s for s in group.styles.elements() if s and s not in STORED)
    for group in groups:
        usual = "posix" if "{posix}" in registry.by_name(group.format).layout else "locale"
        group.bare = "posix" if group.suffix == ".po" else most(seen[group.suffix]) or usual
    folders = {group.marked: group.bare for group in groups if group.marked.endswith(MARK)}
    for group in groups:  # Laravel's lang/pt_BR.json beside lang/pt_BR/auth.php
        group.bare = folders.get(group.marked.removesuffix(group.suffix), group.bare)


def _by_locale(found: Iterable[Spot]) -> dict[str, list[Spot]]:
    out: dict[str, list[Spot]] = defaultdict(list)
    for spot in found:
        out[spot.locale].append(spot)
    return out


def _mark(path: str, places: list[Spot]) -> tuple[str, str]:
    """``(marked, rest)``: a folder's rest is free, except where each file has a meaning of its own by its name."""
    end = len(path)
    if places[-1].folder and places[-1].style not in STORED[:2]:
        end = path.index("/", places[-1].end)
    marked = path[:end]
    for place in reversed(places):
        marked = marked[: place.start] + MARK + marked[place.end :]
    return marked, path[end:]


def without(group: Group, taken: set[str]) -> Group | None:
    """The group without files that belong to another; None when nothing is left."""
    left = Group(group.marked, group.suffix, group.format, styles=group.styles, bare=group.bare)
    for locale, found in group.files.items():
        free = {rest: path for rest, path in found.items() if path not in taken}
        if free:
            left.files[locale] = free
    return left if left.files else None
