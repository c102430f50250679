"""What code says of keys: one use is one call, attribute or name, with its key as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Use:
    """One place in code that names a message."""

    framework: str
    pieces: tuple[str, ...]
    """The key's fixed text; between two pieces stands what only the running program knows."""
    at: int
    """Offset in the file."""
    context: str = ""
    """gettext's msgctxt."""
    prefixes: tuple[str, ...] = ()
    """Scopes that may stand before the key, each with its separator."""
    sure: bool = True
    """The code surely means a message: a key that is not defined is a fault."""
    default: bool = False
    """The code brings a text for the case that the key is not defined."""
    loose: bool = False
    """The name is made from the key by a generator: case and separators do not count."""

    @property
    def exact(self) -> bool:
        """The whole key stands in the code."""
        return len(self.pieces) == 1

    @property
    def key(self) -> str:
        """The key; ``*`` for what is not known."""
        return "*".join(self.pieces)


@dataclass(slots=True)
class CodeFile:
    """What one code file says."""

    path: str
    uses: list[Use] = field(default_factory=list)
    """In the order of the file."""
    words: set[str] = field(default_factory=set)
    """Texts in quotes: a key that stands in a table is used by a call with a variable."""
    joins: set[tuple[str, ...]] = field(default_factory=set)
    """Pieces of texts that are put together outside of calls: what they give may be handed to a call later."""
    definitions: set[str] = field(default_factory=set)
    """Keys that the file itself defines, such as Android resources outside of the catalogues."""
