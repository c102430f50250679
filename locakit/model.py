"""The nouns of localization as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(**_: Any) -> Any:
        """A dataclass that the type checker knows as frozen; made in a quarter of a frozen one's time."""
        return dataclass(slots=True, unsafe_hash=True)


Span = tuple[int, int]
"""A half-open range of character offsets into a text."""

Splice = tuple[int, int, str]
"""Replace ``text[start:end]`` by the third item; ``start == end`` inserts."""

Forms = Mapping[str, str]
"""CLDR plural category to text; a message without plurals is ``{"other": text}``."""
State = Literal["initial", "translated", "reviewed", "final"]
Origin = Literal["human", "imported", "memory", "machine"]
Act = Literal["keep", "recall", "translate", "propose", "drop"]
Severity = Literal["error", "warning", "info"]
TermStatus = Literal["preferred", "admitted", "deprecated", "dnt"]
Category = Literal[
    "accuracy", "terminology", "linguistic-conventions", "style",
    "locale-conventions", "audience", "design-and-markup", "integrity",
]  # fmt: skip
STATES: tuple[State, ...] = ("initial", "translated", "reviewed", "final")
ORIGINS: tuple[Origin, ...] = ("machine", "memory", "human", "imported")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
ACTS: tuple[Act, ...] = ("keep", "recall", "translate", "propose", "drop")


@value(frozen=True, slots=True)
class Message:
    """One entry of a resource."""

    key: str
    """Unique within the resource; nested keys are joined with a dot."""
    forms: Forms
    """The decoded text (or plural forms), as a person would read it."""
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """For each form, the raw value's place in the resource's text, delimiters included."""
    whole: Span = field(default=(0, 0), compare=False)
    """The place of the whole entry, so that it can be removed."""
    path: tuple[str, ...] = field(default=(), compare=False)
    """The key's segments in tree formats."""
    plural: bool = False
    """True where the entry varies by number, even if only one form stands there."""
    source: Forms = field(default_factory=dict)
    """The source text that a bilingual format (PO, XLIFF) carries beside the target."""
    note: str = ""
    """What the author tells the translator."""
    context: str = ""
    """Where the text is used: msgctxt, the heading above, a screen."""
    limit: int | None = None
    """The most characters the target may have."""
    flags: frozenset[str] = frozenset()
    """Format flags in the field's names: ``python-format``, ``icu-message-format``, ``verbatim``; ``fuzzy`` where the
    file calls the target out of date, ``unreviewed`` beside it where that may only mean that nobody has judged it."""

    @property
    def text(self) -> str:
        """The ``other`` form, or the only one there is."""
        return self.forms.get("other") or next(iter(self.forms.values()), "")

    @property
    def blank(self) -> bool:
        """None of the forms has a text."""
        return not any(self.forms.values())


@dataclass(frozen=True, slots=True)
class Junk:
    """A stretch of a resource that cannot be read; the entries around it can."""

    message: str
    """What is wrong, in a sentence."""
    span: Span
    """Where, in the resource's text."""
    duplicate: bool = False
    """It can be read, but another entry has the same key."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of content in one language: the author's text and the entries found in it."""

    path: str
    """Relative to the project, with forward slashes."""
    locale: str
    """BCP 47."""
    text: str
    """The whole file, decoded, a byte order mark included as U+FEFF."""
    messages: tuple[Message, ...]
    """In the order of the file."""
    format: str = ""
    """The format's registered name."""
    junk: tuple[Junk, ...] = ()
    """What could not be read."""
    beside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Key to the flags that the file gives its entry in this language, also where the entry has no text yet."""

    def by_key(self) -> dict[str, Message]:
        """The messages by key; the last one wins, as runtimes do."""
        return {m.key: m for m in self.messages}


@value(frozen=True, slots=True)
class Unit:
    """A source message and its target for one market: all that a rule sees."""

    resource: str
    """The target file's path."""
    key: str
    """The message's key."""
    source: Forms
    """The source forms."""
    target: Forms
    """The target forms; empty when the target is missing."""
    market: str
    """BCP 47 locale of the target."""
    source_locale: str = "en"
    """BCP 47 locale of the source."""
    plural: bool = False
    """The entry varies by number."""
    note: str = ""
    """What the author tells the translator."""
    limit: int | None = None
    """The most characters the target may have."""
    state: State = "initial"
    """How far a person has gone with it."""
    flags: frozenset[str] = frozenset()
    """Format flags and the flags that ``locakit.yaml`` adds."""
    links: tuple[tuple[str, str], ...] = ()
    """Addresses in the target that are not as ``links:`` writes them for the market, each with how it does."""

    def pairs(self) -> list[tuple[str, str, str]]:
        """``(category, source text, target text)`` for each target form.

        A target category the source does not have is compared with the source's ``other``.
        """
        spare = self.source.get("other", next(iter(self.source.values()), ""))
        return [(c, self.source.get(c, spare), t) for c, t in self.target.items()]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a termbase for one market, after inheritance."""

    source: str
    """The source term."""
    target: str
    """What it is to be in the market; equal to ``source`` for do-not-translate."""
    status: TermStatus = "preferred"
    """``deprecated`` targets must not be used where the source term occurs."""
    note: str = ""
    """Why, or how to use it."""
    forms: tuple[str, ...] = ()
    """Inflected targets that are accepted too."""
    case_sensitive: bool = False
    """Brand names are; ordinary words are not."""
    pos: str = ""
    """Part of speech: noun, verb, adjective, or empty."""
    gender: str = ""
    """Grammatical gender of the target: m, f, n, or empty."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe repair: replace ``span`` of the target form by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault a rule sees."""

    rule: str
    """``family.rule``."""
    resource: str
    """The file's path."""
    key: str
    """The message's key; empty for a fault of the file."""
    message: str
    """A sentence that names the fault, not the cure."""
    severity: Severity = "error"
    """By consequence: would break or harm, visible defect, taste."""
    category: Category = "integrity"
    """The MQM dimension."""
    span: Span = (0, 0)
    """Where in the target form's text (in the file's text when ``key`` is empty)."""
    fix: Fix | None = None
    """A repair that is safe to apply, if there is one."""
    form: str = "other"
    """The plural category the fault is in."""
    source: str = ""
    """The source text compared."""
    target: str = ""
    """The target text at fault."""
    market: str = ""
    """BCP 47."""
    line: int = 0
    """1-based line in the file; filled in where the file is known."""
    column: int = 0
    """1-based column."""
    until: int = 0
    """1-based column behind the fault's last character in that line; 0 where it is not known."""


@value(frozen=True, slots=True)
class Record:
    """What the ledger knows of one target."""

    resource: str
    """The source file's path: it names the unit in every market."""
    key: str
    """The message's key."""
    source_hash: str
    """Of the source forms the target was made from."""
    target_hash: str
    """Of the target forms as they were written."""
    state: State
    """``initial`` is never recorded: it is the absence of a record."""
    origin: Origin
    """Who wrote the target."""
    engine: str = ""
    """The provider's name for machine targets, the match rate for memory ones."""
    by: str = ""
    """The reviewer."""
    at: str = ""
    """UTC, ISO 8601, seconds."""
    note: str = ""
    """Why a person should look: ``term-forced``, ``same-as-source`` …"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation in the memory: words that a person stands for."""

    source: Forms
    target: Forms
    locale: str
    """BCP 47 of the source."""
    market: str
    """BCP 47 of the target."""
    origin: Origin = "human"
    resource: str = ""
    key: str = ""
    at: str = ""


@value(frozen=True, slots=True)
class Step:
    """What will be done with one unit, and why."""

    key: str
    act: Act
    why: str
    """In a few words, for a person."""
    source: Message | None = None
    """The source message; None for a drop."""
    target: Forms = field(default_factory=dict)
    """What stands in the target file now."""
    text: Forms = field(default_factory=dict)
    """What will be written, where that is known before the work (recall); for a translate step, the memory's
    words that are only alike: offered to a person where no engine can do the step."""
    engine: str = ""
    """The match rate of ``text``."""
    carried: Record | None = None
    """The record of words that move here from another key: their author, state and reviewer stay."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps for one resource in one market."""

    market: str
    resource: str
    """The source file's path."""
    target: str
    """The target file's path."""
    steps: tuple[Step, ...]
    """In the order of the source; drops last."""
