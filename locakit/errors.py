"""Every way locakit says no; each class knows its exit code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file a person wrote, with its place."""

    message: str
    """A sentence that names the fault and what to do."""
    path: str = ""
    """The file, as the user would type it; empty when the fault has no file."""
    line: int = 0
    """1-based line; 0 when unknown."""
    column: int = 0
    """1-based column in characters; 0 when unknown."""
    text: str = ""
    """The line itself, without its line ending."""

    def render(self) -> str:
        """The fault as ``file:line:column  message`` with the line and a caret below."""
        place = ":".join(str(p) for p in (self.path, self.line, self.column) if p)
        head = f"{place}  {self.message}" if place else self.message
        if not (self.text and self.line):
            return head
        gutter = f"{self.line:>5} │ "
        caret = " " * (len(gutter) + max(self.column - 1, 0)) + "^"
        return f"{head}\n{gutter}{self.text}\n{caret if self.column else ''}".rstrip("\n")


class LocakitError(Exception):
    """An expected fault: shown as a plain sentence, never as a traceback."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(LocakitError):
    """The command was called wrongly; nothing was written."""


class ConfigError(LocakitError):
    """A configuration file is wrong; all its faults come at once; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(f.render() for f in faults))


class DiskError(LocakitError):
    """A file could not be read or written; what finished is kept."""

    exit_code = 3


class ProviderError(LocakitError):
    """An engine failed; what finished is kept and the same command continues."""

    exit_code = 3


class ModelMissing(ProviderError):
    """The embedded engine has no model for this pair on this machine."""

    def __init__(self, source: str, target: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.source = source
        self.target = target


class BrokenText(LocakitError):
    """A resource cannot be read at all; its place is in ``fault``."""

    exit_code = 1

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.render())
