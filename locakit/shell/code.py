"""The project's code files, read for the keys they use: undefined and unused keys as findings."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from locakit import check, paths, splice
from locakit.errors import DiskError
from locakit.model import Finding, Message, Resource, Unit
from locakit.rules import keys
from locakit.settings import Code
from locakit.shell import disk, git
from locakit.shell.workspace import Pair, Workspace
from locakit.usage import matching, reading
from locakit.usage.languages import language_of
from locakit.usage.matching import Shelf
from locakit.usage.uses import CodeFile, Use

MOST_BYTES = 2_000_000
"""A larger file was not written by hand."""
_MADE = re.compile(r"GENERATED CODE|GENERATED FILE|@generated\b|\bDO NOT (?:EDIT|MODIFY)\b")
_MADE_NAMES = (".min.js", ".min.mjs", ".bundle.js", ".d.ts", ".g.dart", ".freezed.dart")
_DEFINED = re.compile(r"<(?:string|plurals|string-array)\b[^<>]{0,300}?\bname=\"([\w.]{1,200})\"")


def usage_findings(space: Workspace, levels: Mapping[str, str] | None = None) -> list[Finding]:
    """``keys.undefined`` in the files that ``code:`` names, then ``keys.unused`` in the source files.

    ``levels`` are severities as ``check.weigh`` takes them; the project's ``rules`` where they are not given. Empty
    without ``code:``, and where both rules are off. Nothing is written; files that cannot be read are passed over.
    """
    wanted = space.project.rules if levels is None else levels
    both = [keys.undefined_at("", "", 0, 0), keys.unused(Unit("", "", {}, {}, ""))]
    if not space.project.code or not check.weigh(both, wanted):
        return []
    desk = _Desk(space)
    verdict = matching.compare(desk.files, list(desk.shelves))
    found = [desk.undefined(file, use) for file, use in verdict.undefined]
    found += [f for shelf, key in verdict.unused for f in desk.unused(shelf, key)]
    return check.weigh(found, wanted)


class _Desk:
    """A project's code and source catalogues, each read once."""

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self._last: tuple[str, str] = ("", "")

    @cached_property
    def shelves(self) -> dict[Shelf, tuple[Pair, Resource]]:
        """The source files whose messages are found by key."""
        pairs = ((pair, self.space.source(pair)) for pair in self.space.pairs if pair.format.keyed)
        return {self._shelf(pair, source): (pair, source) for pair, source in pairs if source}

    def _shelf(self, pair: Pair, source: Resource) -> Shelf:
        more: set[str] = set()
        if pair.content.skip:
            more |= {m.key for m in pair.format.parse(source.path, source.text, source.locale).messages}
        if pair.format.name == "android":
            more |= {name.replace(".", "_") for name in _DEFINED.findall(source.text)}
        texts = tuple(t for m in source.messages for t in m.forms.values() if "@" in t or "$t(" in t)
        names = {m.key: _said(m, pair.format.name) for m in source.messages}
        return Shelf(source.path, pair.format.name, names, catalogue_name(source.path, source.locale), texts,
                     frozenset(more))  # fmt: skip

    @cached_property
    def files(self) -> list[CodeFile]:
        """What the code says, file by file."""
        formats = {shelf.format for shelf in self.shelves}
        out = []
        for path, code in code_files(self.space):
            by = reading.readers(path, formats, code.framework, code.function)
            text = self._text(path) if by else None
            if text is not None and not _MADE.search(text, 0, 600):
                out.append(reading.read(path, text, by))
        return out

    def _text(self, path: str) -> str | None:
        """A code file's text; None for what nobody writes by hand: too large, binary, a link, or not readable."""
        if self._last[0] == path:
            return self._last[1]
        try:
            full = os.path.join(self.space.root, path)
            seen = os.lstat(full)
            if not stat.S_ISREG(seen.st_mode) or seen.st_size > MOST_BYTES:
                return None
            read = disk.read_text(full).text
        except (OSError, DiskError):
            return None
        if "\0" in read[:8000]:
            return None
        self._last = (path, read if read.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", read))
        return self._last[1]

    def undefined(self, file: CodeFile, use: Use) -> Finding:
        """The finding in the code file."""
        line, column, _ = splice.place(self._text(file.path) or "", use.at)
        found = keys.undefined_at(file.path, matching.candidates(use)[0], line, column)
        return replace(found, severity=matching.severity(use))

    def unused(self, shelf: Shelf, key: str) -> Iterator[Finding]:
        """The finding in the source file; none where the message's flags silence it."""
        _, source = self.shelves[shelf]
        message = self._messages(source).get(key)
        if message and not {"ignore-keys.unused", "ignore-all-checks"} & message.flags:
            unit = Unit(source.path, key, message.forms, {}, "", source.locale, message.plural)
            yield check.locate(keys.unused(unit), source)

    def _messages(self, source: Resource) -> Mapping[str, Message]:
        if source.path not in self._known:
            self._known[source.path] = source.by_key()
        return self._known[source.path]

    @cached_property
    def _known(self) -> dict[str, Mapping[str, Message]]:
        return {}


def _said(message: Message, format: str) -> str:
    """What code says to get a message."""
    if format not in ("po", "mo") or not message.source:
        return message.key
    text = message.source.get("one") or next(iter(message.source.values()))
    return f"{message.context}|{text}" if message.context else text


def catalogue_name(path: str, locale: str) -> str:
    """A source file's name as code calls it: what follows the locale in its path, without the suffix.

    ``locales/en/common.json`` is ``common``; empty where the locale is the file's whole name (``locales/en.json``).
    """
    folder, _, name = path.rpartition("/")
    spelled = {paths.spell(locale, style).lower() for style in paths.STYLES}
    stem = ".".join(part for part in name.split(".")[:-1] if part.lower() not in spelled)
    parts = folder.split("/") if folder else []
    last = max((n for n, part in enumerate(parts) if part.lower() in spelled), default=len(parts) - 1)
    return "/".join([*parts[last + 1 :], stem]) if stem else ""


def code_files(space: Workspace) -> Iterator[tuple[str, Code]]:
    """The code files in the order of their names, each with the first entry of ``code:`` that names it.

    In a git repository what ``.gitignore`` names is left out; so are folders of made or fetched files that no entry
    names, the project's own catalogues, and files of languages that are not known.
    """
    entries = space.project.code
    bases = [_base(code.path) for code in entries]
    listed = git.worked(space.root)
    names = disk.list_files(space.root, bases) if listed is None else listed
    taken = {path for pair in space.pairs for path in (pair.source, *map(pair.target, space.project.markets))}
    for path in names:
        if path in taken or language_of(path) is None or path.endswith(_MADE_NAMES):
            continue
        fitting = (c for c, base in zip(entries, bases, strict=True) if _names(c.path, path) and _ours(path, base))
        if (code := next(fitting, None)) is not None:
            yield path, code


def _base(pattern: str) -> str:
    return paths.base(pattern) if paths.wildcards(pattern) or "." in pattern.rpartition("/")[2] else pattern


def _names(pattern: str, path: str) -> bool:
    return path == pattern or path.startswith(f"{pattern}/") or paths.locate(pattern, path) is not None


def _ours(path: str, base: str) -> bool:
    below: Iterable[str] = path.removeprefix(base).split("/")[:-1]
    return paths.IGNORED.isdisjoint(below)


def unread(space: Workspace) -> list[str]:
    """A sentence for each ``code:`` entry that names no file of code."""
    used = {code for _, code in code_files(space)}
    return [f"code: {code.path}: no file of code is there" for code in space.project.code if code not in used]
