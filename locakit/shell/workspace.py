"""A project on disk, read into values: resources, ledgers, proposals, memory; each file is read once."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from pathlib import Path

from locakit import catalog, layout, locales, paths
from locakit.doors import Format
from locakit.errors import BrokenText, DiskError, Fault, UsageError
from locakit.formats import registry
from locakit.ledger import Ledger
from locakit.links import Links
from locakit.model import Message, Resource
from locakit.plan import Facts
from locakit.project import Content, Project, parse
from locakit.proposals import Proposal
from locakit.providers import registry as engines
from locakit.shell import disk, views
from locakit.shell.pairs import Pair as Pair
from locakit.shell.state import State
from locakit.shell.texts import Texts

CONFIG = "locakit.yaml"


def now() -> str:
    """The time in UTC, ISO 8601, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Workspace:
    """An open project. Nothing is written by reading it."""

    root: Path
    project: Project
    config_text: str = ""
    broken: list[Fault] = field(default_factory=list)
    """Files that could not be read; the others go on."""
    unread: bool = False
    """The disk would not give one of them."""

    @cached_property
    def files(self) -> list[str]:
        """The project's files, relative, sorted: also those below ``build`` and the like where content lies there."""
        return disk.list_files(self.root, layout.folders(self.project.content))

    @cached_property
    def pairs(self) -> list[Pair]:
        """The source files in the order of ``content:``; a file that two entries name belongs to the first."""
        out: dict[str, Pair] = {}
        for content in self.project.content:
            for where in layout.expand(content, self.project.source, self.files, self.project.markets):
                if where.source not in out:
                    load = cache(partial(self._format, content, where.source))
                    if not (content.format or registry.name_of(where.source)):
                        load()
                    out[where.source] = Pair(content, where, load)
        return list(out.values())

    def _format(self, content: Content, path: str) -> Format:
        found = registry.by_name(content.format) if content.format else registry.detect(path, self.read(path) or "")
        if found is None:
            known = ", ".join(registry.FORMATS)
            raise UsageError(f"{path}: the format is not known; say `format:` in {CONFIG} (one of {known})")
        alone = not any(part.kind == "style" for part in paths.parts(content.path))
        return found.sourced(self.project.source) if alone else found

    def read(self, path: str) -> str | None:
        """A file's text; None where it does not exist."""
        return self._texts.read(path)

    def write(self, path: str, text: str) -> bool:
        """Write a file of the project in the encoding it had when it was read; False where nothing changed.

        Raises DiskError where somebody else changed the file since it was read: their words come first.
        """
        return self._texts.write(path, text)

    def encoding(self, path: str) -> str:
        """The encoding of a file that was read; UTF-8 for one that is not there."""
        return self._texts.encoding(path)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.root)

    @cached_property
    def unmatched(self) -> list[str]:
        """A sentence for each ``content:`` entry that names no source file."""
        source, files = self.project.source, self.files
        return [
            f"{content.path}: no source file is there ({layout.fill(content.source or content.path, source)})"
            for content in self.project.content
            if not layout.expand(content, source, files, self.project.markets)
        ]

    def _parse(self, pair: Pair, path: str, locale: str) -> Resource | None:
        try:
            text = self.read(path)
            if text is None:
                return None
            source = locale == self.project.source
            found, self._lost[path, locale] = views.parse(pair.format, path, text, locale, source)
            for junk in found.junk if source else ():
                self._note(views.fault(path, text, junk, binary=pair.format.binary))
            return found
        except BrokenText as error:
            self._note(error.fault)
            raise
        except DiskError as error:
            self.unread = True
            self._note(Fault(error.message, path))
            raise BrokenText(Fault(error.message, path)) from error

    def _note(self, fault: Fault) -> None:
        if fault not in self.broken:
            self.broken.append(fault)

    @cached_property
    def _lost(self) -> dict[tuple[str, str], frozenset[str]]:
        """By path and locale: the keys of entries that cannot be read and are left alone."""
        return {}

    def source(self, pair: Pair) -> Resource | None:
        """The source resource with the project's flags on its messages; None where it is broken."""
        if pair.source not in self._sources:
            try:
                found = self._parse(pair, pair.source, self.project.source)
                if found is not None:
                    views.refuse_empty(found, any(self.ledger(m).of(pair.source) for m in self.project.markets))
                    self._full[pair.source] = found = views.as_source(found, pair, self.project.channels)
                    if lost := self._lost[pair.source, self.project.source]:
                        found = replace(found, messages=tuple(m for m in found.messages if m.key not in lost))
            except BrokenText as error:
                self._note(error.fault)
                found = None
            self._sources[pair.source] = found
        return self._sources[pair.source]

    def full(self, pair: Pair, source: Resource) -> Resource:
        """``source`` with the entries that cannot be read, too: a new file is made of its text without them."""
        return self._full.get(pair.source, source)

    @cached_property
    def _full(self) -> dict[str, Resource]:
        return {}

    @cached_property
    def _sources(self) -> dict[str, Resource | None]:
        return {}

    def target(self, pair: Pair, market: str) -> Resource | None:
        """The target resource with the source's keys; None where the file does not exist.

        Raises BrokenText where it cannot be read: such a file is never written to.
        """
        place = (pair.source, market)
        if place not in self._targets:
            self._targets[place] = self._aligned(pair, market)
        return self._targets[place]

    @cached_property
    def _targets(self) -> dict[tuple[str, str], Resource | None]:
        return {}

    def _aligned(self, pair: Pair, market: str) -> Resource | None:
        found, source = self._parse(pair, pair.target(market), market), self.source(pair)
        if found is None or source is None:
            return found
        if pair.format.keyed:
            found = catalog.aligned(source, found)
            return self._with_moved(pair, market, source, found) if pair.format.bilingual else found
        from locakit import align

        ledger = self.ledger(market)
        alignment = align.align(source, found, ledger.of(pair.source))
        ledger.rename(pair.source, alignment.renamed)
        return align.rekey(found, alignment)

    def _with_moved(self, pair: Pair, market: str, source: Resource, found: Resource) -> Resource:
        from locakit.align import catalogs

        ledger = self.ledger(market)
        keys = catalogs.moved(source, found, ledger.of(pair.source))
        ledger.rename(pair.source, keys)
        self._moved[pair.source, market] = keys
        return catalogs.rekeyed(found, keys)

    @cached_property
    def _moved(self) -> dict[tuple[str, str], dict[str, str]]:
        """Old key to new key of entries whose key is their source text, and that text changed."""
        return {}

    def in_file(self, pair: Pair, market: str) -> tuple[Resource | None, dict[str, str]]:
        """The target as its file has it, and for each new key the key under which the file still has the words."""
        target = self.target(pair, market)
        back = {new: old for old, new in self._moved.get((pair.source, market), {}).items()}
        if target is None or not back:
            return target, {}
        messages = tuple(replace(m, key=back.get(m.key, m.key)) for m in target.messages)
        return replace(target, messages=messages), back

    def refresh(self, pair: Pair, market: str, seen: Resource) -> None:
        """Take in a target that was just written, with the source's keys."""
        there = {m.key for m in seen.messages}
        keys = {old: new for old, new in self._moved.get((pair.source, market), {}).items() if new not in there}
        if keys:
            from locakit.align import catalogs

            seen = catalogs.rekeyed(seen, keys)
        self._moved[pair.source, market] = keys
        if pair.shared(market):
            self._sources.pop(pair.source, None)
            for place in [p for p in self._targets if p[0] == pair.source]:
                del self._targets[place]
        self._targets[pair.source, market] = seen

    def forget(self, pair: Pair) -> None:
        """Let go of a file and its targets: a project may have more text than the memory holds."""
        self._sources.pop(pair.source, None)
        self._full.pop(pair.source, None)
        for place in [p for p in self._targets if p[0] == pair.source]:
            del self._targets[place]
        self._texts.forget([pair.source, *(pair.target(m) for m in self.project.markets)])

    @cached_property
    def state(self) -> State:
        """What locakit keeps of the project."""
        return State(self.root)

    def state_path(self, kind: str, name: str) -> Path:
        """A file below ``.locakit``."""
        return self.state.path(kind, name)

    def ledger(self, market: str) -> Ledger:
        """The market's ledger."""
        return self.state.ledger(market)

    def proposals(self, market: str) -> dict[tuple[str, str], Proposal]:
        """The market's proposals by (source file, key)."""
        return self.state.proposals(market)

    def facts(self, pair: Pair, market: str) -> Facts | None:
        """What a plan is made from; None where the source or the target is broken."""
        source = self.source(pair)
        try:
            target = self.target(pair, market)
        except BrokenText:
            return None
        if source is None or pair.unlisted(market):
            return None
        waiting = {key: p for (name, key), p in self.proposals(market).items() if name == pair.source}
        return Facts(
            market, source, target, pair.target(market), self.ledger(market).of(pair.source), waiting,
            skip=self.skip(pair, market), keyed=pair.format.keyed, retired=self._retired(pair, target),
            copied=Links(self.project.links, market, self.project.source).copied,
        )  # fmt: skip

    def skip(self, pair: Pair, market: str) -> tuple[str, ...]:
        """Patterns of the keys that nobody touches: those the project names, and entries that cannot be read."""
        places = ((pair.source, self.project.source), (pair.target(market), market))
        lost = (glob.escape(key) for place in places for key in self._lost.get(place, ()))
        return (*pair.content.skip, *lost)

    @staticmethod
    def _retired(pair: Pair, target: Resource | None) -> dict[str, Message]:
        """Entries that the file keeps out of use, where its format has such."""
        return {m.key: m for m in pair.format.retired(target)} if target else {}

    def markets(self, patterns: Iterable[str] | None) -> list[str]:
        """The markets that the patterns name; raises UsageError where a pattern names none."""
        wanted = list(patterns or ())
        for pattern in wanted:
            if not locales.select([pattern], list(self.project.markets)):
                known = ", ".join(self.project.markets)
                raise UsageError(f"no market of this project is named {pattern!r}", hint=f"its markets: {known}")
        return locales.select(wanted, list(self.project.markets))


def find_root(start: str) -> Path:
    """The nearest folder upward that holds ``locakit.yaml``; raises UsageError where there is none."""
    here = Path(start or ".").resolve()
    for folder in (here, *here.parents) if not start else (here,):
        if (folder / CONFIG).is_file():
            return folder
    raise UsageError(f"no {CONFIG} in {here}{'' if start else ' or above'}", hint="locakit init    # writes one")


def open_workspace(start: str = "") -> Workspace:
    """Open the project of a folder; raises ConfigError with every fault of its configuration."""
    root = find_root(start)
    found = disk.read_text(root / CONFIG)
    project = parse(CONFIG, found.text, formats=registry.FORMATS, engines=engines.NAMES)
    return Workspace(root, project, found.text)
