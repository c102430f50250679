"""The work of one market: steps that need words, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from locakit.errors import ProviderError
from locakit.model import Finding, Forms, Message, Origin, Step


@dataclass(frozen=True, slots=True)
class Work:
    """One step and where its target goes."""

    resource: str
    """The source file's path."""
    target: str
    """The target file's path."""
    step: Step
    flags: frozenset[str] = frozenset()
    """The message's flags and those the project adds."""
    near: tuple[str, ...] = ()
    """The source texts before and after it."""
    seen: Forms | None = None
    """The source with its addresses as the market is to see them; None where they stay."""

    @property
    def forms(self) -> Forms:
        """The source's texts as the market is to see them; the ledger knows the message's own."""
        return self.message.forms if self.seen is None else self.seen

    @property
    def message(self) -> Message:
        """The source message; drops are no work."""
        if self.step.source is None:
            raise ValueError(f"{self.step.key}: a step without a source is no work")
        return self.step.source


@dataclass(frozen=True, slots=True)
class Done:
    """A finished target, checked and whole."""

    work: Work
    forms: Forms
    origin: Origin
    engine: str
    notes: tuple[str, ...] = ()
    over: str = ""
    """How it is longer than its channel or file allows, in words; empty where it fits."""


@dataclass(slots=True)
class Outcome:
    """What came of the work."""

    done: list[Done] = field(default_factory=list)
    held: list[tuple[Work, Finding]] = field(default_factory=list)
    """Came back broken and are not written, with why."""
    due: list[Work] = field(default_factory=list)
    """No engine could do them: still to do."""
    findings: list[Finding] = field(default_factory=list)
    """What the rules say of the texts that came, whether they were written or held."""
    errors: list[ProviderError] = field(default_factory=list)

    def take(self, other: Outcome) -> None:
        """Take in what came of a part of the work."""
        self.done += other.done
        self.held += other.held
        self.findings += other.findings
        known = {error.message for error in self.errors}
        self.errors += [error for error in other.errors if error.message not in known]
