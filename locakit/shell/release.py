"""Release files: rendered from the market's own file, with only what has reached the required state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from locakit import catalog, emit, locales, splice
from locakit.emit import Choice, Edition
from locakit.errors import BrokenText, UsageError
from locakit.links import Links
from locakit.manifest import File, Line, render
from locakit.model import Forms, Record, Resource, State
from locakit.shell import disk, store
from locakit.shell.audit import Audit, beside, forms_of, goes
from locakit.shell.ownfiles import Guard
from locakit.shell.workspace import Pair, Workspace


@dataclass(slots=True)
class Released:
    """What was written for one market."""

    market: str
    files: list[str] = field(default_factory=list)
    units: int = 0
    below: list[tuple[str, str]] = field(default_factory=list)
    """(target path, key) of units that fell short of the required state."""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """(target path, key) of units that the file cannot hold as they should be: there it stays as it was."""
    lines: list[Line] = field(default_factory=list)
    """What the files hold, unit by unit."""
    borrowed: dict[str, int] = field(default_factory=dict)
    """Where the stand-ins came from: a parent market or ``source``."""
    left_out: int = 0
    """How many of those that fell short have no stand-in either."""

    def short(self) -> frozenset[str]:
        """The target paths that do not hold all their units as they should."""
        return frozenset(path for path, _ in (*self.below, *self.lost))


def refuse_own_files(
    space: Workspace, markets: Sequence[str], out: Path, sitemap: str = "", manifest: str = ""
) -> None:  # fmt: skip
    """Raise UsageError where a release below ``out`` would be written over files of the project.

    So it is where ``sitemap`` (below ``out``) or ``manifest`` would be written over those, over what is released, or
    over each other.
    """
    own, released = Guard(space), list(_released(space, markets))
    for path in released:
        if own.has(disk.confined(out, path)):
            hint = "choose a folder of its own, such as --out dist"
            raise UsageError(f"{out}: the release would be written over {path}", hint=hint)
    map_file = out / (sitemap if "." in Path(sitemap).name else f"{sitemap}.xml")
    for guard in (own, Guard(others=[out / path for path in released], whose="the release")):
        guard.refuse("--manifest", manifest)
        if sitemap:
            guard.refuse_kin("--hreflang", map_file)
    if sitemap and manifest:
        Guard(others=[manifest], whose="the release").refuse_kin("--hreflang", map_file)


def _released(space: Workspace, markets: Sequence[str]) -> Iterator[str]:
    """The paths of all that a release may hold, with what programs read in place of a file."""
    for pair in space.pairs:
        for path in {pair.target(m): m for m in markets if not pair.unlisted(m)}:
            yield path
            yield from pair.format.built(path, "")


def release(
    space: Workspace, markets: Sequence[str], require: State, out: Path, *, omit: bool = False
) -> list[Released]:
    """Write the markets' release files below ``out``.

    With ``omit``, units that fall short are left out; in a document, which is not one without its paragraphs, the
    source's words stand in. A file that holds every locale is released for all markets, so that none of its words is
    below ``require``.
    """
    way = _Way(out, omit, {})
    made = [_release(space, market, require, way) for market in markets]
    others = [market for market in space.project.markets if market not in markets]
    along = [_release(space, market, require, replace(way, shared_only=True)) for market in others]
    return [*made, *(one for one in along if one.files)]


@dataclass(frozen=True, slots=True)
class _Way:
    """How and where to."""

    out: Path
    omit: bool
    drafts: dict[str, str]
    """By path: the text of files that hold every locale, as the markets before this one left it."""
    shared_only: bool = False
    """Only such files are written."""


def _release(space: Workspace, market: str, require: State, way: _Way) -> Released:
    made = Released(market)
    links = Links(space.project.links, market, space.project.source)
    for pair in space.pairs:
        passed = pair.unlisted(market) or (way.shared_only and pair.target(market) not in way.drafts)
        source = None if passed else space.source(pair)
        if source is None:
            continue
        chain = _chain(space, market)[: 1 if way.omit else None]
        editions = [_edition(space, pair, m) for m in chain]
        choices = emit.choose(source, editions, require, links)
        here = replace(way, omit=way.omit and pair.format.keyed)
        text = _write(space, pair, source, editions[0], choices, made, here)
        lost = {key for path, key in made.lost if path == pair.target(market)}
        made.lines += Audit(space, pair, source, editions[0], text).lines(choices, lost, omit=here.omit)
    return made


def _chain(space: Workspace, market: str) -> list[str]:
    parents = [m for m in locales.chain(market)[1:] if m in space.project.markets]
    return [market, *parents]


def _edition(space: Workspace, pair: Pair, market: str) -> Edition:
    try:
        target = space.target(pair, market)
    except BrokenText:
        target = None
    return Edition(market, target, space.ledger(market).of(pair.source))


def _in_all(forms: Forms, there: Forms) -> Forms:
    """A stand-in's forms, and its ``other`` in every form that the file has besides: none of the old words may stay."""
    spare = forms.get("other", next(iter(forms.values()), ""))
    return {**dict.fromkeys(there, spare), **forms}


def _rendered(
    pair: Pair, source: Resource, target: Resource | None, market: str, values: Mapping[str, Forms | None]
) -> tuple[str, list[str]]:
    """The release file's text, and the keys that had to be left as they are for it to be written."""
    path = pair.target(market)

    def text(keys: Sequence[str]) -> str | None:
        try:
            return catalog.render(pair.format, source, target, path, market, {k: values[k] for k in keys})
        except (BrokenText, ValueError):
            return None

    made = text(list(values))
    if made is not None:
        return made, []
    lost = store.culprits(list(values), lambda keys: text(keys) is not None)
    made = text([k for k in values if k not in lost])
    return (made, lost) if made is not None else (target.text if target else "", list(values))


def _spoken(space: Workspace, choices: Sequence[Choice], market: str) -> str:
    """The language that a page says it is in: that of the stand-in where all its words are of one."""
    found = {c.origin for c in choices if any(c.forms.values())}
    only = found.pop() if len(found) == 1 else market
    return space.project.source if only == "source" else only


def _write(
    space: Workspace, pair: Pair, source: Resource, own: Edition, choices: list[Choice], made: Released, way: _Way
) -> str:
    """The text of the file that was written."""
    path = pair.target(made.market)
    values: dict[str, Forms | None] = {}
    target = space.in_file(pair, made.market)[0] if own.target else None
    if path in way.drafts:
        source, target = (pair.format.parse(path, way.drafts[path], loc) for loc in (source.locale, made.market))
        target = catalog.aligned(source, target)
    there = target.by_key() if target else {}
    sources = source.by_key()
    for choice in choices:
        if not any(choice.forms.values()):
            continue
        made.units += 1
        mine = choice.origin == made.market
        if not mine:
            made.below.append((path, choice.key))
        if way.omit and not mine:
            made.left_out += 1
            values[choice.key] = store.emptied(pair.format, sources[choice.key], forms_of(there, choice.key))
            continue
        if not mine:
            made.borrowed[choice.origin] = made.borrowed.get(choice.origin, 0) + 1
        if choice.key not in there or dict(there[choice.key].forms) != dict(choice.forms):
            values[choice.key] = choice.forms if mine else _in_all(choice.forms, forms_of(there, choice.key))
    values |= {key: None for key in beside(space, pair, made.market, source, there) if goes(pair, own, key)}
    if target is None:
        values = {k: v for k, v in values.items() if v is not None}
    full = source if path in way.drafts else space.full(pair, source)
    text, lost = _rendered(pair, full, target, made.market, values)
    made.lost += [(path, key) for key in lost]
    if pair.shared(made.market):
        way.drafts[path] = text
    text = splice.apply(text, pair.format.told(text, space.project.source, _spoken(space, choices, made.market)))
    text = _usable(pair, path, text, {c.key: c.record for c in choices if c.origin == made.market})
    disk.write_text(disk.confined(way.out, path), text, space.encoding(path))
    made.files.append(path)
    for name, data in pair.format.built(path, text).items():
        disk.write_bytes(disk.confined(way.out, name), data)
        made.files.append(name)
    return text


def _usable(pair: Pair, path: str, text: str, taken: Mapping[str, Record | None]) -> str:
    """The text without a mark on entries of the release that would keep them from programs.

    gettext leaves fuzzy entries out of an ``.mo``: they may be in the file, yet nobody sees them.
    """
    if not pair.format.built(path, ""):
        return text
    seen = pair.format.parse(path, text, "")
    marked = [(m, taken[m.key]) for m in seen.messages if "fuzzy" in m.flags and m.key in taken]
    return splice.apply(text, [s for m, r in marked if r for s in pair.format.mark(seen, m, r, stale=False)])


def manifest(space: Workspace, made: Sequence[Released], require: State, out: Path, name: str) -> None:
    """Write what the release holds, for audits, to the file ``name``; the same release gives the same bytes."""
    files = {}
    for one in made:
        for path in one.files:
            data = disk.confined(out, path).read_bytes()
            files[path] = File("" if path in files else one.market, path, sha256(data).hexdigest(), len(data))
    lines = [line for one in made for line in one.lines]
    disk.write_text(Path(name), render(space.project.name, space.project.source, require, files.values(), lines))
