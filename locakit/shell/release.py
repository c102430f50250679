"""Release files: rendered from the market's own file, with only what has reached the required state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from locakit import catalog, emit, locales, plan, splice
from locakit.emit import Choice, Edition
from locakit.errors import BrokenText, UsageError
from locakit.links import Links
from locakit.manifest import File, Line, render
from locakit.model import Forms, Message, Resource, State
from locakit.shell import disk, store
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

    def short(self) -> frozenset[str]:
        """The target paths that do not hold all their units as they should."""
        return frozenset(path for path, _ in (*self.below, *self.lost))


def refuse_own_files(space: Workspace, markets: Sequence[str], out: Path) -> None:
    """Raise UsageError where a release below ``out`` would be written over a source or a target of the project."""
    own = {disk.confined(space.root, pair.source) for pair in space.pairs}
    own |= {disk.confined(space.root, pair.target(m)) for pair in space.pairs for m in space.project.markets}
    for pair in space.pairs:
        for market in markets:
            if disk.confined(out, pair.target(market)) in own:
                raise UsageError(
                    f"{out}: the release would be written over {pair.target(market)}",
                    hint="choose a folder of its own, such as --out dist",
                )


def release(
    space: Workspace, markets: Sequence[str], require: State, out: Path, *, omit: bool = False
) -> list[Released]:
    """Write the markets' release files below ``out``; with ``omit``, units that fall short are left out."""
    drafts: dict[str, str] = {}
    return [_release(space, market, require, _Way(out, omit, drafts)) for market in markets]


@dataclass(frozen=True, slots=True)
class _Way:
    """How and where to."""

    out: Path
    omit: bool
    drafts: dict[str, str]
    """By path: the text of files that hold every locale, as the markets before this one left it."""


def _release(space: Workspace, market: str, require: State, way: _Way) -> Released:
    made = Released(market)
    links = Links(space.project.links, market, space.project.source)
    for pair in space.pairs:
        source = None if pair.unlisted(market) else space.source(pair)
        if source is None:
            continue
        editions = [_edition(space, pair, m) for m in _chain(space, market)]
        choices = emit.choose(source, editions, require, links)
        _write(space, pair, source, editions[0], choices, made, way)
        made.lines += _lines(pair.target(market), source, choices, made, way)
    return made


def _lines(path: str, source: Resource, choices: Sequence[Choice], made: Released, way: _Way) -> Iterator[Line]:
    """What a file holds now; units that were left out, and those it could not take, are none."""
    lost = {key for where, key in made.lost if where == path}
    sources = source.by_key()
    for choice in choices:
        mine = choice.origin == made.market
        if not any(choice.forms.values()) or choice.key in lost or (way.omit and not mine):
            continue
        yield Line(
            made.market, path, choice.key, sources[choice.key].forms, choice.forms, "" if mine else choice.origin,
            choice.record, choice.reached,
        )  # fmt: skip


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


def _forms(messages: Mapping[str, Message], key: str) -> Forms:
    return messages[key].forms if key in messages else {}


def _write(
    space: Workspace, pair: Pair, source: Resource, own: Edition, choices: list[Choice], made: Released, way: _Way
) -> None:
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
            made.borrowed[choice.origin] = made.borrowed.get(choice.origin, 0) + 1
        if way.omit and not mine:
            values[choice.key] = store.emptied(pair.format, sources[choice.key], _forms(there, choice.key))
        elif choice.key not in there or dict(there[choice.key].forms) != dict(choice.forms):
            values[choice.key] = choice.forms if mine else _in_all(choice.forms, _forms(there, choice.key))
    wanted = {c.key for c in choices}
    if pair.format.keyed:
        skip = space.skip(pair, made.market)
        values |= {key: None for key in there if key not in wanted and not plan.skipped(key, skip)}
    if target is None:
        values = {k: v for k, v in values.items() if v is not None}
    full = source if path in way.drafts else space.full(pair, source)
    text, lost = _rendered(pair, full, target, made.market, values)
    made.lost += [(path, key) for key in lost]
    if pair.shared(made.market):
        way.drafts[path] = text
    text = splice.apply(text, pair.format.told(text, space.project.source, made.market))
    disk.write_text(disk.confined(way.out, path), text, space.encoding(path))
    made.files.append(path)
    for name, data in pair.format.built(path, text).items():
        disk.write_bytes(disk.confined(way.out, name), data)
        made.files.append(name)


def manifest(space: Workspace, made: Sequence[Released], require: State, out: Path, name: str) -> None:
    """Write what the release holds, for audits, to the file ``name``; the same release gives the same bytes."""
    files = {}
    for one in made:
        for path in one.files:
            data = disk.confined(out, path).read_bytes()
            files[path] = File("" if path in files else one.market, path, sha256(data).hexdigest(), len(data))
    lines = [line for one in made for line in one.lines]
    disk.write_text(Path(name), render(space.project.name, space.project.source, require, files.values(), lines))
