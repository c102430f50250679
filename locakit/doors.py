"""The doors (Protocols) of rules, engines and reports, and what goes through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from locakit.model import Category, Finding, Severity, Term, Unit


@dataclass(frozen=True, slots=True)
class Segment:
    """What a provider gets: one text, already masked."""

    text: str
    note: str = ""
    limit: int | None = None
    terms: tuple[Term, ...] = ()
    context: str = ""


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
    schemes: tuple[str, ...] = ("bracket", "name", "var", "number", "split")
    """Masking schemes in the order that suits the engine."""


class Rule(Protocol):
    """One thing that can be wrong with a target."""

    id: str
    severity: Severity
    category: Category
    page: str

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
