"""Where localized files lie: path patterns filled and read back, source files paired with their targets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from locakit import tags
from locakit.paths import Part, base, concrete, fill, join, locate, match
from locakit.settings import Content

__all__ = ["Pair", "base", "expand", "fill", "folders", "lists", "match"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One source file and where its targets lie."""

    source: str
    """The source file's path."""
    pieces: tuple[Part, ...]
    """The target's path, its wildcards filled in."""
    existing: Mapping[str, str] = field(default_factory=dict)
    """Locale to the path of a target that is there, however its name is spelled."""

    def target(self, market: str) -> str:
        """The target file's path for a market: the one that is there, or the pattern's."""
        return self.existing.get(market) or join(self.pieces, market)


def expand(content: Content, source_locale: str, files: Iterable[str], markets: Collection[str] = ()) -> list[Pair]:
    """The source files of one content entry with their targets, in the order of their paths.

    A path without a placeholder names files that hold every locale: source and target are one.
    ``files`` are all paths of the project, with forward slashes. A file that a ``source`` pattern and the target
    pattern both match (``README.md`` and ``README.fr.md``) is a target if its locale is one of ``markets``; without
    ``markets``, if CLDR knows its locale. A market's catalog that ``source`` names (``po/de.po``) is both: it lists
    the source messages beside its own. Raises ValueError for an unknown placeholder or too few wildcards.
    """
    listed = bool(content.source) and lists(content.path, fill(content.source or "", source_locale), content.format)
    below = base(content.path) + "/" if base(content.path) else ""
    targets: dict[tuple[str, ...], dict[str, str]] = {}
    sources: dict[str, tuple[str, ...]] = {}
    others: list[str] = []
    for path in sorted(files):
        found = locate(content.path, path) if path.startswith(below) else None
        if found and _is_target(found[0], source_locale, markets):
            known = targets.setdefault(found[1], {})
            if found[0] not in known or path == join(concrete(content.path, found[1]), found[0]):
                known[found[0]] = path
            if listed:
                others.append(path)
        elif found and not content.source and _is_source(content.path, path, found, source_locale):
            sources[path] = found[1]
        else:
            others.append(path)
    if content.source:
        sources = _sources(fill(content.source, source_locale), others)
    return [Pair(path, concrete(content.path, wild), targets.get(wild, {})) for path, wild in sources.items()]


def lists(path: str, source: str, name: str | None = None) -> str:
    """The locale whose own catalog ``source`` (filled) names; empty where it is a file beside all targets.

    Only catalogs that hold the source's text beside their own can be both; ``name`` is the format's, if it is said.
    """
    locale = match(path, source)
    if not locale:
        return ""
    from locakit.formats import registry

    name = name or registry.name_of(path)
    return locale if name in registry.FORMATS and registry.by_name(name).bilingual else ""


def orphans(
    content: Content, source_locale: str, files: Iterable[str], markets: Collection[str]
) -> list[tuple[str, str]]:
    """``(locale, path)`` of the targets of one content entry whose source is not there, in the order of their paths."""
    there = sorted(files)
    paired = {path for pair in expand(content, source_locale, there, markets) for path in pair.existing.values()}
    found = ((locate(content.path, path), path) for path in there if path not in paired)
    return [(hit[0], path) for hit, path in found if hit and hit[0] in markets]


def folders(content: Iterable[Content]) -> list[str]:
    """The folders that hold all files of the content, sorted: an empty name is the whole project.

    Folders inside another one are left out, unless a walk would pass them over (see ``ignored``).
    """
    found = sorted({base(p) for entry in content for p in (entry.path, entry.source or entry.path)})
    return [f for f in found if not any(_covers(other, f) for other in found if other != f)]


def _covers(outer: str, inner: str) -> bool:
    from locakit.layout.spots import ignored

    below = f"{outer}/" if outer else ""
    return inner.startswith(below) and not ignored(inner.removeprefix(below) + "/")


def _is_source(pattern: str, path: str, found: tuple[str, tuple[str, ...]], locale: str) -> bool:
    """It is written for the locale, by its tag or by what a store calls it."""
    return found[0] in ("", locale) or path == join(concrete(pattern, found[1]), locale)


def _is_target(locale: str, source_locale: str, markets: Collection[str]) -> bool:
    return locale in markets if markets else locale != source_locale and tags.known(locale)


def _sources(pattern: str, files: list[str]) -> dict[str, tuple[str, ...]]:
    below = base(pattern) + "/" if base(pattern) else ""
    found = ((path, locate(pattern, path)) for path in files if path.startswith(below))
    return {path: hit[1] for path, hit in found if hit}
