"""One text that goes to a vendor, one that comes back, and the name by which it is known again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from locakit import locales
from locakit.ledger import digest
from locakit.model import Finding, Forms, Message, Record, State

_REF = re.compile(r"u([0-9a-f]{16})-([0-9a-f]{8})-([0-9a-f]{8})(?:\.(zero|one|two|few|many|other))?")
_SAMPLES = 3
OURS = "locakit: "
"""What our own notes begin with: tools may lose who a note is from."""
LOCKED: tuple[State, ...] = ("final",)
"""Units in these states go out to be read, not to be changed."""


@dataclass(frozen=True, slots=True)
class Ref:
    """What stands in a vendor's file to know a unit again: every format has room for it and no tool changes it."""

    unit: str
    """Of resource and key."""
    source: str
    """Of the source as it went out."""
    target: str
    """Of the target as it went out."""
    form: str = "other"

    def __str__(self) -> str:
        """``u<unit>-<source>-<target>``, and ``.few`` for a plural form: a valid NMTOKEN, as XLIFF 2 asks for."""
        return f"u{self.unit}-{self.source}-{self.target}" + ("" if self.form == "other" else f".{self.form}")

    @classmethod
    def parse(cls, text: str) -> Ref | None:
        """The reverse of ``str``; None for anything else."""
        found = _REF.fullmatch(text.strip())
        return cls(found[1], found[2], found[3], found[4] or "other") if found else None


@dataclass(frozen=True, slots=True)
class Row:
    """One text of one unit as it goes out."""

    ref: Ref
    resource: str
    """The source file's path."""
    key: str
    source: str
    target: str
    state: State
    origin: str = ""
    """Who wrote the target, with the engine: ``machine firefox``; empty without a target."""
    note: str = ""
    """What the author tells, where it is used, which numbers a plural form is for."""
    limit: int | None = None
    flags: frozenset[str] = frozenset()
    findings: tuple[str, ...] = ()
    """What the rules say of the target."""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One text as it came back."""

    ref: str
    """As it stands in the file: it may be anything."""
    source: str
    target: str
    state: str = ""
    """One of the four states, a word of ``verdict``, or empty where the file has nothing to say."""
    comment: str = ""
    where: str = ""
    """A person's way to it: ``row 12``, ``unit u1…``."""
    fault: str = ""
    """Why it cannot be taken, where reading it showed that already."""
    unspread: tuple[str, str] | None = None
    """Source and target without the lines that a tool may have put its inline codes on."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that is known of a unit that goes out."""

    resource: str
    market: str
    source: Message
    target: Forms
    record: Record | None
    findings: Sequence[Finding] = ()
    stale: bool = False
    """The target was made from another source text."""
    proposal: Forms = field(default_factory=dict)
    """What waits beside it."""

    @property
    def state(self) -> State:
        """As far as the words are for the source as it is now: an approval of a stale one has to be given anew."""
        if self.record is None or not any(self.target.values()):
            return "initial"
        return "translated" if self.stale else self.record.state

    def says(self, form: str) -> str:
        """The source text that a form of the target is to say."""
        return self.source.forms.get(form) or self.source.text

    @property
    def name(self) -> str:
        """The part of a ref that says which unit it is."""
        return unit_name(self.market, self.resource, self.source.key)


def unit_name(market: str, resource: str, key: str) -> str:
    """The part of a ref that says which unit of which market it is."""
    return blake2b(f"{market}\0{resource}\0{key}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def mark(forms: Forms) -> str:
    """The part of a ref that says what a source or target was; an empty one is all zeros."""
    return digest(forms)[:8] if any(forms.values()) else "0" * 8


def rows_of(one: Outgoing) -> list[Row]:
    """A row for each form that the market needs; of an entry without plurals, one."""
    source, target = one.source, one.target
    forms: tuple[str, ...] = ("other",)
    if source.plural:
        wanted = locales.needed(one.market, source.flags)
        forms = tuple(dict.fromkeys((*(c for c in wanted), *(c for c in target if target[c])))) or forms
    return [_row(one, form, source.plural) for form in forms]


def _row(one: Outgoing, form: str, plural: bool) -> Row:
    source, record, state = one.source, one.record, one.state
    ref = Ref(one.name, mark(source.forms), mark(one.target), form)
    text = one.says(form)
    origin = f"{record.origin} {record.engine}".strip() if record and state != "initial" else ""
    found = tuple(f"{f.rule}: {f.message}" for f in one.findings if f.form == form or not plural)
    return Row(
        ref, one.resource, source.key, text, one.target.get(form, ""), state, origin, _note(one, form, plural),
        source.limit, source.flags, found, state in LOCKED,
    )  # fmt: skip


def _note(one: Outgoing, form: str, plural: bool) -> str:
    numbers = locales.numbers_of(one.market, form)[:_SAMPLES] if plural else ()
    told = f"plural form {form!r}" + (f", as for {', '.join(map(str, numbers))}" if numbers else "") if plural else ""
    waits = one.proposal.get(form) or ("" if plural else one.proposal.get("other", ""))
    more = ["the source has changed since this was translated"] if one.stale else []
    more += [f"proposal: {waits}"] if waits else []
    return "\n".join(filter(None, (one.source.note, one.source.context, told, *(OURS + line for line in more))))
