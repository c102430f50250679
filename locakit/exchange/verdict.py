"""What came back from a vendor held against what stands there now: taken, or refused with the reason, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from locakit.exchange.row import LOCKED, OURS, Answer, Outgoing, Ref, mark, rows_of
from locakit.ledger import persons
from locakit.locales import CATEGORIES
from locakit.model import STATES, Forms, State

REJECTED = "rejected"
"""A person says that the words must not stay."""
AGAIN = "needs-translation"
"""A tool's word for it, which it also leaves beside a text that somebody has just typed."""
APPROVED = "approved"
"""A tool's mark that says so of the words that it got, and of those that it was given."""
_SETTLED = ("reviewed", "final")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken."""

    answer: Answer
    reason: str
    unit: Outgoing | None = None
    """What the row is about, where that is known."""

    @property
    def key(self) -> str:
        """The unit's key; empty where nobody knows which one it is."""
        return self.unit.source.key if self.unit else ""


@dataclass(frozen=True, slots=True)
class Good:
    """A verdict on a unit that may be carried out, as far as the file tells; the rules have not been asked yet."""

    unit: Outgoing
    forms: Forms
    state: State
    """``initial`` rejects what stands there."""
    comment: str
    answers: tuple[Answer, ...]

    @property
    def changed(self) -> bool:
        """The words are others than those that stand there."""
        return self.state != "initial" and dict(self.forms) != _said(self.unit)

    @property
    def settles(self) -> bool:
        """The verdict says more than a remark."""
        return self.changed or self.state != self.unit.state


def judged(answers: Sequence[Answer], units: Iterable[Outgoing], least: State) -> tuple[list[Good], list[Refused]]:
    """The verdicts that may be carried out and the rows that may not.

    ``least`` is the state of a text that was changed and of which the file says no more than it did when it went out.
    A row that says what stands there already, or that nobody touched, is neither.
    """
    known = {u.name: u for u in units}
    groups: dict[str, list[tuple[Answer, Ref]]] = {}
    refused: list[Refused] = []
    for answer in answers:
        ref = Ref.parse(answer.ref)
        unit = known.get(ref.unit) if ref else None
        reason = answer.fault or _unknown(answer, ref, unit)
        if ref is None or reason:
            refused.append(Refused(answer, reason, unit))
        else:
            groups.setdefault(ref.unit, []).append((answer, ref))
    torn = {r.unit.name for r in refused if r.unit}
    good: list[Good] = []
    for name, group in groups.items():
        made = "another form of this unit is refused" if name in torn else _Group(known[name], group, least).judged()
        if isinstance(made, Good):
            good.append(made)
        elif made:
            refused += [Refused(answer, made, known[name]) for answer, _ in group]
    return good, refused


def _unknown(answer: Answer, ref: Ref | None, unit: Outgoing | None) -> str:
    if ref is None:
        return "the reference was changed: nobody knows which unit this is" if answer.ref else "there is no reference"
    return "" if unit else "the project has no such unit in this market (any more)"


def remark(unit: Outgoing, comments: Iterable[str]) -> str:
    """What a person wrote, without the notes that went out and came back as if somebody had."""
    ours = {line.strip() for row in rows_of(unit) for line in row.note.split("\n")}
    lines = (line.strip() for comment in comments for line in comment.split("\n"))
    return "\n".join(dict.fromkeys(line for line in lines if line and line not in ours and not line.startswith(OURS)))


def _said(unit: Outgoing) -> dict[str, str]:
    return {form: text for form, text in unit.target.items() if text}


class _Group:
    """All rows of one unit."""

    def __init__(self, unit: Outgoing, rows: list[tuple[Answer, Ref]], least: State) -> None:
        self._unit = unit
        self._refs = [ref for _, ref in rows]
        self._least = least
        self._answers = tuple(answer for answer, _ in rows)
        self._comment = remark(unit, [answer.comment for answer in self._answers])
        self._states = {answer.state for answer in self._answers if answer.state}
        self._was = _said(unit)
        self._texts: list[tuple[str, str]] = [self._texts_of(answer, ref) for answer, ref in rows]
        """For each row its source and target."""

    def judged(self) -> Good | str:
        """The verdict, why there is none, or nothing where the file says what stands there or nobody touched it."""
        unknown = sorted(self._states - {*STATES, REJECTED, AGAIN, APPROVED})
        if unknown:
            return f"{unknown[0]!r} is no state; it can be {', '.join(STATES)} or {REJECTED}"
        forms: dict[str, str] = {}
        for ref, (_, target) in zip(self._refs, self._texts, strict=True):
            if forms.setdefault(ref.form, target) != target:
                return "the unit stands in the file twice, with two texts"
        if self._untouched(forms) and not self._states & {*_SETTLED, REJECTED, AGAIN, APPROVED}:
            return self._remarked()
        if reason := self._drifted(forms):
            return reason
        if REJECTED in self._states or (AGAIN in self._states and self._agrees(forms)):
            return self._rejected(forms)
        return self._worded(forms)

    def _texts_of(self, answer: Answer, ref: Ref) -> tuple[str, str]:
        """Source and target as somebody meant them: without what tools do to texts on their way."""
        source, target = answer.source, answer.target
        wanted = self._unit.says(ref.form)
        if answer.unspread and _plain(source) != _plain(wanted) == _plain(answer.unspread[0]):
            source, target = answer.unspread
        there = self._was.get(ref.form, "")
        if _plain(target) == _plain(there):
            target = there
        return source, target if "\r" in wanted else target.replace("\r\n", "\n").replace("\r", "\n")

    def _agrees(self, forms: Mapping[str, str]) -> bool:
        """All texts of the file stand there."""
        return all(self._was.get(form, "") == text for form, text in forms.items())

    def _untouched(self, forms: Mapping[str, str]) -> bool:
        """The texts are those that went out."""
        gone_out = mark({form: text for form, text in forms.items() if text})
        return gone_out == self._refs[0].target or (
            self._refs[0].target == mark(self._unit.target) and self._agrees(forms)
        )

    def _remarked(self) -> Good | str:
        """The unit as it stands, where somebody has said something about it."""
        return Good(self._unit, self._was, self._unit.state, self._comment, self._answers) if self._comment else ""

    def _drifted(self, forms: Mapping[str, str]) -> str:
        """Why the file is about other texts than those that stand there now; empty where it is not."""
        unit, ref = self._unit, self._refs[0]
        if ref.source != mark(unit.source.forms):
            return "the source has changed since the export"
        for own, (source, _) in zip(self._refs, self._texts, strict=True):
            if source and _plain(source) != _plain(unit.says(own.form)):
                return "the source was changed in the file: nobody can tell what was translated"
        if ref.target != mark(unit.target) and not self._agrees(forms):
            return "the target has changed in the project since the export"
        return ""

    def _rejected(self, forms: Mapping[str, str]) -> Good | str:
        unit = self._unit
        if len(self._states) > 1:
            return "one form is rejected and another is not"
        if not self._agrees(forms):
            return "it is rejected and has a new text: one of the two"
        if not self._was:
            return "there is nothing to reject"
        if unit.proposal:
            return "a proposal waits beside it: somebody has to choose on the board"
        if unit.record is None or persons(unit.record):
            return "a person stands for these words: they stay until somebody writes others"
        return Good(unit, {}, "initial", self._comment, self._answers)

    def _worded(self, forms: Mapping[str, str]) -> Good | str:
        """The verdict on texts that were not rejected."""
        unit = self._unit
        if not any(forms.values()):
            if self._was:
                return "the target was emptied"
            return "it is approved and has no text" if self._states & set(_SETTLED) else self._remarked()
        now = {form: text for form, text in {**self._was, **forms}.items() if text}
        if missing := [row.ref.form for row in rows_of(unit) if row.ref.form not in now]:
            return f"the plural form {missing[0]!r} has no text"
        strange = [form for form in now if form not in CATEGORIES and form not in self._was]
        if strange:
            return f"the language has no plural form {strange[0]!r}"
        named = self._named()
        if now == self._was:
            better = STATES.index(named) > STATES.index(unit.state)
            return Good(unit, now, named, self._comment, self._answers) if better else self._remarked()
        if unit.state in LOCKED:
            return f"the unit is {unit.state}: it was sent to be read, not to be changed"
        state = STATES[max(STATES.index(self._least), STATES.index(named if named != unit.state else "initial"))]
        if APPROVED in self._states:
            state = self._least
        return Good(unit, now, state, self._comment, self._answers)

    def _named(self) -> State:
        """The state that all rows name; ``initial`` where they do not."""
        if self._states == {APPROVED}:
            return "reviewed"
        rows = {answer.state for answer in self._answers}
        return next((s for s in STATES if rows == {s}), "initial")


def _plain(text: str) -> str:
    """A text without what tools change on their way: kinds of line ends, and tabs, which LibreOffice's cells lose."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "")
