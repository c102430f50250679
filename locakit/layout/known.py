"""Layouts that names alone do not tell: Docusaurus' mirror folders, and sources that wait for their first target."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from locakit import paths, stores, tags
from locakit.layout.fold import Found
from locakit.paths import unspell

_PAGES = {".md": "markdown", ".mdx": "mdx"}
_SITE = re.compile(r"(?:(?P<root>.*)/)?(?:docusaurus\.config\.[cm]?[jt]s|i18n/[^/]+/docusaurus-plugin-content-.*)")
_PLUGIN = re.compile(
    r"(?P<folder>docusaurus-plugin-content-(?P<kind>docs|blog|pages)(?:-(?P<id>[\w-]+))?(?:/(?P<version>[\w.-]+))?)"
)
_LONELY = (
    (
        re.compile(r"((?:.*/)?(?:res|composeResources)/)values/((?:strings|plurals|arrays)\.xml)"),
        r"\1values-{android}/\2",
        "android",
    ),
    (re.compile(r"((?:.*/)?)Base\.lproj/([^/]+\.strings)"), r"\1{apple}.lproj/\2", "strings"),
    (re.compile(r"((?:.*/)?)Base\.lproj/([^/]+\.stringsdict)"), r"\1{apple}.lproj/\2", "stringsdict"),
)
"""A source, its targets' pattern, and the format."""


def sites(there: Collection[str]) -> list[tuple[Found, set[str]]]:
    """The pages of Docusaurus sites with the files they take; the source's folders may have no mirror yet."""
    roots = sorted({m["root"] or "" for path in there if (m := _SITE.fullmatch(path))})
    return [one for root in roots for one in _site(f"{root}/" if root else "", there)]


def _site(root: str, there: Collection[str]) -> Iterator[tuple[Found, set[str]]]:
    mirrors: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in there:
        locale, _, rest = path.removeprefix(f"{root}i18n/").partition("/")
        plugin = _PLUGIN.match(rest) if path.startswith(f"{root}i18n/") and tags.known(locale) else None
        suffix = next((s for s in _PAGES if path.endswith(s)), "")
        if plugin and suffix:
            folder = _folder_of(plugin, rest)
            mirrors[folder, suffix][unspell(locale, "locale") or locale].add(path)
    for folder, suffix in [("docusaurus-plugin-content-docs/current", s) for s in _PAGES]:
        mirrors.setdefault((folder, suffix), defaultdict(set))
    for (folder, suffix), found in sorted(mirrors.items()):
        own = f"{root}{_source_folder(folder)}"
        pages = {p for p in there if p.startswith(f"{own}/") and p.endswith(suffix)}
        if pages:
            mirror = f"{root}i18n/{{locale}}/{folder}/**/*{suffix}"
            yield (
                Found(mirror, f"{own}/**/*{suffix}", _PAGES[suffix], tuple(sorted(found))),
                pages.union(*found.values()),
            )


def _folder_of(plugin: re.Match[str], rest: str) -> str:
    """The folder below the locale's that mirrors one folder of the source: of documents, one version's."""
    if plugin["kind"] == "docs":
        return plugin["folder"]
    return rest.split("/", 1)[0]


def _source_folder(folder: str) -> str:
    """Where Docusaurus keeps what a mirror folder translates (its i18n tutorial, "Translate your React code")."""
    name, _, version = folder.partition("/")
    kind, _, own = name.removeprefix("docusaurus-plugin-content-").partition("-")
    if kind == "docs" and version not in ("current", ""):
        return f"{own}_versioned_docs/{version}" if own else f"versioned_docs/{version}"
    return own or {"docs": "docs", "blog": "blog", "pages": "src/pages"}[kind]


def settled(content: Sequence[Found], source: str) -> tuple[Found, ...]:
    """Stores' codes read as the locales that the project's other files are in: ``de-DE`` is ``de`` where that is one.

    Where two locales have one code there, the pattern spells them by their tags.
    """
    known = {source, *(loc for found in content if not _style(found) for loc in found.locales)}
    stored = {}
    for found in sorted((f for f in content if _style(f)), key=lambda f: (_style(f), f.path)):
        style = _style(found)
        codes = {paths.spell(loc, style): loc for loc in sorted(known, reverse=True)}
        mine = sorted({codes.get(paths.spell(loc, style), loc) for loc in found.locales})
        known |= set(mine)
        stored[found.path] = replace(found, locales=tuple(mine))
    return tuple(_distinct(stored.get(f.path, f), known) for f in content)


def _style(found: Found) -> str:
    return next((style for style in stores.STYLES if f"{{{style}}}" in found.path), "")


def _distinct(found: Found, known: Collection[str]) -> Found:
    style = _style(found)
    shared = style and len({paths.spell(loc, style) for loc in known}) < len(known)
    return replace(found, path=found.path.replace(f"{{{style}}}", "{locale}")) if shared else found


def lonely(there: Iterable[str], taken: Collection[str], source: str) -> list[Found]:
    """Sources that are told by their own names and have no target yet."""
    out = []
    for path in sorted(there):
        for look, pattern, name in _LONELY if path not in taken else ():
            found = look.fullmatch(path)
            if found:
                out.append(Found(found.expand(pattern), path, name, (source,)))
    return out
