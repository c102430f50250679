"""Every format's case folders: what is read, what an edit gives byte for byte, and that nothing else moves.

``tests/cases/<format>/<case>/`` holds ``input.<ext>``; ``messages.json``, the messages expected of it in order (a dict
each, compared on the fields it gives); ``edits.json`` with ``values`` (key to text, to plural forms, or to null for
"take out") and optionally ``locale`` and ``source_locale``; ``output.<ext>``, the golden text after the edits. With a
``source.<ext>`` beside it the input is that source's target; without an input the target is made from the template,
and ``messages.json`` describes the source. Files that a format's own tests lay out otherwise are read here too, and
must come back unchanged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from locakit.catalog import aligned, render, source_view
from locakit.doors import Format
from locakit.errors import BrokenText, UsageError
from locakit.formats.registry import FORMATS, by_name, detect, name_of
from locakit.model import Forms, Message, Resource

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One folder."""

    format: str
    folder: Path

    @cached_property
    def fmt(self) -> Format:
        return by_name(self.format)

    @cached_property
    def edits(self) -> dict[str, Any]:
        path = self.folder / "edits.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else {"values": {}}

    @property
    def locale(self) -> str:
        return str(self.edits.get("locale", "pt-BR"))

    @property
    def source_locale(self) -> str:
        return str(self.edits.get("source_locale", "en"))

    @property
    def values(self) -> dict[str, Forms | None]:
        return {k: {"other": v} if isinstance(v, str) else v for k, v in self.edits["values"].items()}

    def text(self, stem: str) -> str | None:
        """A file's text with its own line endings; None where there is none."""
        path = next(iter(self.folder.glob(f"{stem}.*")), None)
        return path.read_bytes().decode("utf-8", "surrogateescape") if path else None

    def name(self, stem: str) -> str:
        return next(self.folder.glob("input.*"), next(self.folder.glob("source.*"), Path(stem))).name

    def source(self) -> Resource:
        text = self.text("source")
        if text is None:
            text = self.text("input") or ""
            return source_view(self.fmt.parse(self.name("input"), text, self.locale), self.fmt)
        return source_view(self.fmt.parse(self.name("source"), text, self.source_locale), self.fmt)

    def target(self, text: str | None) -> Resource | None:
        if text is None:
            return None
        target = self.fmt.parse(self.name("input"), text, self.locale)
        return aligned(self.source(), target) if self.fmt.keyed else target


def _cases() -> Iterator[Any]:
    for name in FORMATS:
        for folder in sorted((CASES / name).glob("*/")):
            if any(folder.glob("input.*")) or any(folder.glob("source.*")):
                yield pytest.param(Case(name, folder), id=f"{name}/{folder.name}")


def _files(name: str) -> list[Path]:
    """Every file of a format below its case folder, in whatever way its own tests lay them out."""
    return [p for p in sorted((CASES / name).rglob("*")) if p.is_file() and name_of(p.name) == name]


cases = pytest.mark.parametrize("case", list(_cases()))
edited = pytest.mark.parametrize("case", [c for c in _cases() if c.values[0].text("output") is not None])
"""Without the cases that are for reading only."""


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_keeps_its_contract(name: str) -> None:
    fmt = by_name(name)
    assert fmt.name == name
    assert fmt.suffixes and all(name_of("dir/File" + s.upper()) == name for s in fmt.suffixes)
    assert detect("a/b" + fmt.suffixes[0], "") is fmt
    assert any(_files(name)), "no format without its example"


def test_unknown_names() -> None:
    assert detect("picture.png") is None
    with pytest.raises(UsageError, match="known: json"):
        by_name("docx")


@cases
def test_reads(case: Case) -> None:
    expected = json.loads((case.folder / "messages.json").read_text("utf-8"))
    resource = case.target(case.text("input")) or case.source()
    assert [m.key for m in resource.messages] == [e["key"] for e in expected]
    for message, wanted in zip(resource.messages, expected, strict=True):
        shown = {name: _plain(getattr(message, name)) for name in wanted}
        assert shown == wanted


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


@cases
@pytest.mark.parametrize("stem", ["source", "input", "output"])
def test_untouched_stays_byte_identical(case: Case, stem: str) -> None:
    text = case.text(stem)
    if text is not None:
        target = case.target(text)
        assert render(case.fmt, case.source(), target, case.name("input"), case.locale, {}) == text
        known = {m.key for m in case.source().messages}
        same = {k: f for k, f in _settled(target).items() if k in known} if target else {}
        assert render(case.fmt, case.source(), target, case.name("input"), case.locale, same) == text


@pytest.mark.parametrize("path", [pytest.param(p, id=f"{n}/{p.name}") for n in FORMATS for p in _files(n)])
def test_every_example_stays_byte_identical(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    fmt = by_name(name_of(path.name))
    resource = fmt.parse(path.name, text, "en")
    for values in ({}, _settled(resource)):
        assert render(fmt, resource, resource, path.name, "en", values) == text
    for message in resource.messages:
        places = (message.whole, *message.spans.values())
        assert all(0 <= start <= end <= len(text) for start, end in places)


def _settled(resource: Resource) -> dict[str, Forms | None]:
    """What stands in a file and is not in doubt: writing it again must change nothing."""
    return {m.key: m.forms for m in resource.messages if any(m.forms.values()) and "fuzzy" not in m.flags}


@edited
def test_edits_give_the_golden_text(case: Case) -> None:
    expected = case.text("output")
    target = case.target(case.text("input"))
    got = render(case.fmt, case.source(), target, case.name("input"), case.locale, case.values)
    assert got == expected
    again = case.target(got)
    assert render(case.fmt, case.source(), again, case.name("input"), case.locale, case.values) == expected


@edited
def test_edits_are_what_stands_there_after(case: Case) -> None:
    text = case.text("output")
    after = (case.target(text) or case.source()).by_key()
    before = case.target(case.text("input"))
    for key, forms in case.values.items():
        assert _forms(after.get(key), forms) == forms
    for message in before.messages if before else ():
        if message.key not in case.values:
            assert after[message.key] == message


def _forms(message: Message | None, wanted: Forms | None) -> Forms | None:
    """The forms of the entry that were wished for; others that only the target has may stay."""
    if message is None or wanted is None:
        return message.forms if message else None
    return {c: t for c, t in message.forms.items() if c in wanted}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", ["", "\ufeff", "\n", "\r\n\r\n", "{", "\x00", "\ud800", "a" * 100_000, "[" * 5_000])
def test_odd_files_are_read_or_refused(name: str, text: str) -> None:
    fmt = by_name(name)
    try:
        resource = fmt.parse("odd" + fmt.suffixes[0], text, "en")
    except BrokenText as error:
        assert error.fault.path == "odd" + fmt.suffixes[0] and error.fault.line >= 1
    else:
        assert resource.text == text


CORPUS = os.environ.get("LOCAKIT_CORPUS", "")


@pytest.mark.heavy
@pytest.mark.skipif(not CORPUS, reason="LOCAKIT_CORPUS names no folder of real files")
@pytest.mark.parametrize("name", FORMATS)
def test_real_files_stay_identical(name: str) -> None:
    fmt = by_name(name)
    for path in (p for p in Path(CORPUS).rglob("*") if name_of(p.name) == name and p.is_file()):
        try:
            text = path.read_bytes().decode("utf-8")
            resource = fmt.parse(path.name, text, "en")
        except (UnicodeDecodeError, BrokenText):
            continue
        assert render(fmt, resource, resource, path.name, "en", _settled(resource)) == text, path
