"""Many alike patterns of detected content folded into few with wildcards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, replace

from locakit import paths

_JOINTS = (".", "_", "-")
_PAGES = frozenset({"markdown", "mdx", "html"})
"""Formats whose files beside translated ones wait to be translated, too."""


@dataclass(frozen=True, slots=True)
class Found:
    """One pattern of localized files that seem to be there."""

    path: str
    """The pattern, as ``locakit.yaml`` writes it."""
    source: str | None
    """The source's pattern, where it is not ``path`` filled with the source locale."""
    format: str
    """The format's registered name."""
    locales: tuple[str, ...]
    """The locales that have files, the source included, sorted."""


def fold(found: Iterable[Found], hints: Collection[str], there: Collection[str]) -> list[Found]:
    """The patterns by path, alike ones as one; a fold that would match another pattern's files is not made."""
    every = list(found)
    whole = [f for f in every if "{" not in f.path]
    pages = _by([f for f in every if "{" in f.path], _page_key, 2, _fold_pages, there)
    by_stem = _by(pages, _stem_key, 2, _fold_stems, there)
    folders = _by(by_stem, _folder_key, 3, lambda alike: _fold_folders(alike, hints), there)
    return sorted([*whole, *folders], key=lambda f: f.path)


def _by(
    found: list[Found], key: Callable[[Found], Hashable], least: int, make: Callable[[list[Found]], str | None],
    there: Collection[str],
) -> list[Found]:  # fmt: skip
    alike: dict[Hashable, list[Found]] = defaultdict(list)
    for one in found:
        alike[key(one)].append(one)
    out: list[Found] = []
    for name, group in alike.items():
        path = make(group) if name and len(group) >= least else None
        others = [f.path for f in found if f not in group]
        if path and not _touches(path, others, there):
            every = sorted({loc for f in group for loc in f.locales})
            listed = _listed(group[0])
            source = paths.fill(path, listed) if listed else paths.beside(path) if group[0].source else None
            out.append(replace(group[0], path=path, source=source, locales=tuple(every)))
        else:
            out += group
    return out


def _touches(path: str, others: Iterable[str], there: Collection[str]) -> bool:
    mine = [p for p in there if paths.locate(path, p)]
    return any(paths.locate(other, p) for other in others for p in mine)


def _page_key(found: Found) -> Hashable:
    """``docs/a/b.{locale}.md``, its source ``docs/a/b.md`` or ``docs/a/b.en.md``: alike are those below one folder."""
    top, slash, rest = found.path.partition("/")
    stem, brace, tail = rest.partition("{")
    alone = "{" not in tail and "*" not in rest and "/" not in tail
    paged = found.format in _PAGES and found.source == paths.beside(found.path)
    usual = found.source is None or paged
    return (top, stem[-1:], tail, found.format, found.source is None) if slash and brace and alone and usual else None


def _fold_pages(alike: list[Found]) -> str | None:
    """One pattern for pages of several folders; those of one folder are folded by their stems."""
    folders = [f.path.split("/")[:-1] for f in alike]
    if len(set(map(tuple, folders))) == 1 and alike[0].source is None:
        return None
    name = alike[0].path.rpartition("/")[2]
    head, brace, tail = name.partition("{")
    return "/".join([*_common(folders), "**", f"*{head[-1:]}{brace}{tail}"]) if head[-1:] in _JOINTS else None


def _stem_key(found: Found) -> Hashable:
    """``config/devise.{locale}.yml``: alike are files of one folder that differ before the joint."""
    folder, _, name = found.path.rpartition("/")
    head, brace, tail = name.partition("{")
    own = not found.source or _listed(found)
    return (folder, head[-1:], tail, found.format, _listed(found)) if head and brace and own else None


def _fold_stems(alike: list[Found]) -> str | None:
    folder, slash, name = alike[0].path.rpartition("/")
    head, brace, tail = name.partition("{")
    return f"{folder}{slash}*{head[-1]}{brace}{tail}"


def _parts(found: Found) -> tuple[list[str], list[str]]:
    """The folders before the placeholder's, and the rest; the last name without its stem where it is a plain one."""
    segments = found.path.split("/")
    at = next(i for i, s in enumerate(segments) if "{" in s)
    return segments[:at], segments[at:]


def _folder_key(found: Found) -> Hashable:
    head, tail = _parts(found)
    if not head or (found.source and not _listed(found)):
        return None
    plain = len(tail) > 1 and "{" not in tail[-1]
    return (*tail[:-1], "." + tail[-1].rpartition(".")[2] if plain else tail[-1], _listed(found))


def _fold_folders(alike: list[Found], hints: Collection[str]) -> str | None:
    heads = [_parts(f)[0] for f in alike]
    tails = [_parts(f)[1] for f in alike]
    first = _common(heads)
    last = _common([list(reversed(h[len(first) :])) for h in heads])[::-1]
    name = tails[0][-1] if len({t[-1] for t in tails}) == 1 else "*." + tails[0][-1].rpartition(".")[2]
    if not first and not set(last) & set(hints):
        return None
    return "/".join([*first, "**", *last, *tails[0][:-1], name])


def _listed(found: Found) -> str:
    """The locale whose catalogs list the source's messages; empty where the source has files of its own."""
    locale = paths.match(found.path, found.source) if found.source else None
    return locale if locale and paths.fill(found.path, locale) == found.source else ""


def _common(lists: list[list[str]]) -> list[str]:
    out: list[str] = []
    for items in zip(*lists, strict=False):
        if len(set(items)) > 1:
            break
        out.append(items[0])
    return out
