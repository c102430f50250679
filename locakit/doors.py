"""The doors (Protocols) of formats, rules, engines and reports, and what goes through them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from locakit.model import Category, Finding, Forms, Message, Record, Resource, Severity, Splice, Term, Unit


@dataclass(frozen=True, slots=True)
class Segment:
    """What a provider gets: one text, already masked."""

    text: str
    note: str = ""
    """What the author tells the translator."""
    limit: int | None = None
    """The most characters the answer may have."""
    terms: tuple[Term, ...] = ()
    """Those that occur in the text; only for engines with ``Can.glossary``."""
    context: str = ""
    """Where the text is used."""
    register: str = ""
    """How the market's people are addressed: ``formal``, ``informal`` …"""
    near: tuple[str, ...] = ()
    """The source texts before and after it."""
    room: str = ""
    """How much room there is and how it is counted, in words. Who says so counts the answer and asks again."""


@dataclass(frozen=True, slots=True)
class Can:
    """What a provider is able to do."""

    batch: int = 50
    """Segments in one request."""
    remote: bool = False
    """Text leaves this machine."""
    region: str = "local"
    """``local``, or company and region."""
    glossary: bool = False
    formality: bool = False
    markup: bool = False
    price: str | None = "0"
    """Per million characters in USD as a decimal string; None where it is not known."""
    pace: float = 0.0
    """Texts a second that it is likely to do; 0 where nobody knows."""
    parallel: int = 1
    """Calls of ``translate`` at the same time, each from a thread of its own."""
    shorten: bool = False
    """It reads ``Segment.room``, so a text that is too long may be asked for again."""
    schemes: tuple[str, ...] = ("bracket", "name", "var", "number", "split")
    """Masking schemes in the order that suits the engine."""


class Format(Protocol):
    """One file format: found by content and name, read into spans, written by swapping slices."""

    name: str
    suffixes: tuple[str, ...]
    layout: str = ""
    """Where such files usually lie, as a project's ``path`` says it."""
    example: str = ""
    """A short file in the source language; of a binary format, what a person sees of it."""
    bilingual: bool = False
    """The file holds source and target side by side."""
    keyed: bool = True
    """Entries are found by key; otherwise by their order."""
    multilingual: bool = False
    """One file holds every locale: source and target may be the same file, and ``locale`` tells the texts apart."""
    binary: bool = False
    """The bytes are no text: ``text`` holds them as UTF-8 with surrogate escapes (PEP 383)."""

    def cells(self, resource: Resource, keys: Collection[str]) -> Mapping[str, str]:
        """Where the texts of some keys stand in a file without lines, by key: ``Sheet!B7``."""
        return {}

    def sourced(self, source: str) -> Format:
        """The format for files that hold every locale, told which one is the source."""
        return self

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Read ``text``; raises BrokenText where nothing of it can be read."""
        ...

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The first text of a target file that will hold the entries ``keys``."""
        ...

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """Splices that give an existing entry new forms; forms only the target has stay."""
        ...

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """Splices that add entries in the source's order and the file's own style."""
        ...

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Splices that take whole entries out."""
        ...

    def retired(self, resource: Resource) -> Sequence[Message]:
        """Entries that the file keeps out of use (PO's ``#~``)."""
        return ()

    def arrange(self, target: Resource, source: Resource) -> list[Splice]:
        """Splices that bring a document's blocks into the source's order."""
        return []

    def told(self, text: str, source: str, locale: str) -> list[Splice]:
        """Splices by which a document says that it is in ``locale`` and not in ``source``, where it says any."""
        return []

    def built(self, path: str, text: str) -> Mapping[str, bytes]:
        """Path to content of what programs read in place of this file (``.mo`` beside ``.po``), for a release."""
        return {}

    def mark(self, resource: Resource, message: Message, record: Record, stale: bool) -> list[Splice]:
        """Splices that make the entry's own state (PO's fuzzy, XLIFF's ``state``) say what the ledger says.

        ``record`` is the ledger's; ``stale``: the source changed since the target was made. Empty where the file says
        so already. A state that means both "out of date" and "not judged" is read as ``fuzzy`` and ``unreviewed``.
        """
        return []


class Rule(Protocol):
    """One thing that can be wrong with a target."""

    id: str
    severity: Severity
    category: Category

    @property
    def page(self) -> str:
        """What ``locakit explain`` shows."""
        ...

    def check(self, units: Iterable[Unit]) -> Iterable[Finding]:
        """The findings in ``units``, in their order."""
        ...


class Provider(Protocol):
    """One translation engine behind one narrow method."""

    name: str
    can: Can

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One text for each segment, in order.

        Raises ProviderError (ModelMissing where only a model is wanting); never returns None or
        fewer texts than it got segments.
        """
        ...

    def close(self) -> None:
        """Give back processes and connections."""
        ...


class Report(Protocol):
    """One way to show findings."""

    name: str

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report's whole text, ending in a newline."""
        ...
