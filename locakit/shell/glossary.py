"""A project's glossaries on disk: opened with their texts, imported, exported, and as they stood at a revision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from locakit import locales
from locakit.errors import BrokenText, ConfigError, Fault, UsageError
from locakit.glossary import absorb, entries, table, tableread, tbx, tbxread, yamltext
from locakit.glossary.absorb import Absorbed
from locakit.glossary.books import Book
from locakit.ledger import persons
from locakit.model import Finding, Message
from locakit.shell import disk, packs
from locakit.shell.workspace import CONFIG, Pair, Workspace
from locakit.terms import parse_glossary
from locakit.terms.glossary import Entry

FORMATS = ("tbx", "tbx-dct", "tbx2", "csv", "tsv", "yaml")
_SUFFIXES = {".tbx": "tbx", ".xml": "tbx", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".yaml": "yaml", ".yml": "yaml"}


@dataclass(slots=True)
class Library:
    """A project's glossaries in the order in which they count."""

    books: list[Book] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    """What cannot be read; the other files go on."""


def library(space: Workspace) -> Library:
    """The project's glossaries and the packs it names."""
    out = Library()
    for name in space.project.glossaries:
        try:
            out.books.append(_book(space, name))
        except ConfigError as error:
            out.faults += error.faults
    return out


def books(space: Workspace) -> list[Book]:
    """The same, where every one must be readable. Raises ConfigError with all faults."""
    found = library(space)
    if found.faults:
        raise ConfigError(found.faults)
    return found.books


def is_file(name: str) -> bool:
    """True for a name that means a file of the project, not a pack."""
    return name.endswith((".yaml", ".yml"))


def _book(space: Workspace, name: str) -> Book:
    text = space.read(name) if is_file(name) else None
    if text is not None:
        return Book(parse_glossary(name, text), text)
    if name in packs.domains():
        path = packs.folder() / "terms" / f"{name}.yaml"
        return Book(packs.glossary(name), disk.read_text(path).text, own=False)
    raise packs.no_glossary(space.root, name)


def texts(space: Workspace) -> list[tuple[str, Message]]:
    """Every source message that is translated, with its file."""
    found = ((pair.source, space.source(pair)) for pair in space.pairs)
    return [
        (path, m)
        for path, source in found
        if source is not None
        for m in source.messages
        if any(m.forms.values()) and "verbatim" not in m.flags
    ]


def rows(space: Workspace, wanted: Sequence[str]) -> Iterator[tuple[str, bool, Message, dict[str, Message]]]:
    """``(file, is it a program's, source message, market to target)`` with the targets that people stand for."""
    for pair in space.pairs:
        source = space.source(pair)
        there = {m: dict(_peoples(space, pair, m)) for m in wanted}
        for message in source.messages if source else ():
            if any(message.forms.values()) and "verbatim" not in message.flags:
                found = {m: t[message.key] for m, t in there.items() if message.key in t}
                yield pair.source, pair.format.keyed, message, found


def _peoples(space: Workspace, pair: Pair, market: str) -> Iterator[tuple[str, Message]]:
    try:
        target = space.target(pair, market)
    except BrokenText:
        return
    records = space.ledger(market).of(pair.source)
    for message in target.messages if target else ():
        record = records.get(message.key)
        if (record is None or persons(record)) and any(message.forms.values()):
            yield message.key, message


def unreadable(faults: Sequence[Fault]) -> list[Finding]:
    """Faults of files as findings."""
    return [
        Finding(
            "glossary.unreadable", f.path, "", f.message, "error", "terminology", (0, len(f.text)), target=f.text,
            line=f.line, column=f.column,
        )
        for f in faults
    ]  # fmt: skip


def format_of(path: str, format: str) -> str:
    """A format's name from what was said and the file's name. Raises UsageError where neither tells."""
    found = format or _SUFFIXES.get(Path(path).suffix.lower(), "")
    if found not in FORMATS:
        raise UsageError(f"{path}: which format? --format can be {', '.join(FORMATS)}")
    return found


def rendered(found: Sequence[Book], source: str, format: str, market: str, name: str) -> tuple[str, int]:
    """A file's text and the number of its entries; with ``market`` what holds there, under its tag."""
    every = entries.merged([b.glossary for b in found], source)
    chosen = entries.for_market(every, market) if market else every
    if format == "yaml":
        return yamltext.render(chosen, source, name), len(chosen)
    if format in ("csv", "tsv"):
        return table.render(chosen, "\t" if format == "tsv" else ","), len(chosen)
    return tbx.render(chosen, source, format), len(chosen)


def save(path: str, text: str, bom: bool = False) -> bool:
    """Write a file that the user named, atomically; False where it says that already."""
    return disk.write_text(path, ("\ufeff" if bom else "") + text)


def read_entries(path: str, format: str, source: str, market: str) -> tuple[list[Entry], list[str]]:
    """The entries of a file of any format, and what was left out. Raises BrokenText, ConfigError, DiskError."""
    found = disk.read_text(path)
    kind = format_of(path, format)
    if found.damaged:
        raise BrokenText(Fault("the file is not UTF-8; save it as UTF-8", path))
    if kind == "yaml":
        return list(parse_glossary(path, found.text).entries), []
    if kind in ("csv", "tsv"):
        return tableread.parse(path, found.text, source, market)
    return tbxread.parse(path, found.text, source)


def home(space: Workspace, into: str, path: str) -> str:
    """The glossary file that an import goes to, relative to the project."""
    if into and not is_file(into):
        raise UsageError(f"--into {into}: a glossary is a .yaml file")
    own = [name for name in space.project.glossaries if is_file(name) and space.read(name) is not None]
    return into or (own[0] if own else f"glossaries/{Path(path).stem}.yaml")


def take_in(space: Workspace, name: str, incoming: Sequence[Entry]) -> Absorbed:
    """The file with the entries in it, not written yet."""
    return absorb.absorb(name, space.read(name) or "", incoming, space.project.source)


def old_books(space: Workspace, since: str) -> list[Book]:
    """The project's glossaries as they stood at a git revision, in a folder, or in one file.

    Raises UsageError where ``since`` is none of these.
    """
    from locakit.shell import git

    place = Path(since)
    if place.is_file():
        text = disk.read_text(place).text
        return [Book(parse_glossary(since, text), text), *(b for b in books(space) if not b.own)]
    if place.is_dir():
        from locakit.shell.workspace import open_workspace

        return books(open_workspace(since))
    if not git.is_repo(space.root):
        raise UsageError(f"{since!r} is no file, and this project is in no git repository")
    return _at_revision(space, git.resolve(space.root, since))


def _at_revision(space: Workspace, commit: str) -> list[Book]:
    from locakit.formats import registry as formats
    from locakit.project import parse
    from locakit.providers import registry as engines
    from locakit.shell import git

    config = git.show(space.root, commit, CONFIG)
    if config is None:
        raise UsageError(f"{commit[:12]} has no {CONFIG}")
    out: list[Book] = []
    for name in parse(CONFIG, config, formats=formats.FORMATS, engines=engines.NAMES).glossaries:
        text = git.show(space.root, commit, name) if is_file(name) else None
        if text is not None:
            out.append(Book(parse_glossary(name, text), text))
        elif not is_file(name):
            out.append(_book(space, name))
    return out


def listed(space: Workspace, name: str) -> bool:
    """True where ``locakit.yaml`` names the glossary."""
    return name in space.project.glossaries


def one_market(space: Workspace, patterns: Sequence[str] | None) -> str:
    """The one market that was named, which need not be the project's; empty where none was."""
    wanted = list(patterns or ())
    if len(wanted) > 1:
        raise UsageError("one --market at a time here")
    if wanted and not locales.is_tag(wanted[0]):
        raise UsageError(f"{wanted[0]!r} is no BCP 47 locale")
    return locales.normalize(wanted[0]) if wanted else ""
