"""What came back from a vendor held against what stands there now: taken, or refused with the reason, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from locakit.exchange.row import LOCKED, OURS, Answer, Outgoing, Ref, mark, rows_of, unit_name
from locakit.model import STATES, Forms, State

REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken."""

    answer: Answer
    reason: str
    key: str = ""


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
        return dict(self.forms) != {k: v for k, v in self.unit.target.items() if v}


def judged(answers: Sequence[Answer], units: Iterable[Outgoing], least: State) -> tuple[list[Good], list[Refused]]:
    """The verdicts that may be carried out and the rows that may not, in the order of the file.

    ``least`` is the state of a text that came back as translated, or without a state and changed. A row that says what
    stands there already is neither.
    """
    known = {unit_name(u.resource, u.source.key): u for u in units}
    groups: dict[str, list[tuple[Answer, Ref]]] = {}
    refused: list[Refused] = []
    for answer in answers:
        ref = Ref.parse(answer.ref)
        reason = answer.fault or (_unknown(answer, ref, known))
        if ref is None or reason:
            refused.append(Refused(answer, reason, _key(ref, known)))
        else:
            groups.setdefault(ref.unit, []).append((answer, ref))
    lost = {r.unit for r in (Ref.parse(f.answer.ref) for f in refused) if r}
    good: list[Good] = []
    for name, group in groups.items():
        made = _judged(known[name], group, least, name in lost)
        if isinstance(made, Good):
            good.append(made)
        elif made:
            refused += [Refused(answer, made, known[name].source.key) for answer, _ in group]
    return good, refused


def _key(ref: Ref | None, known: Mapping[str, Outgoing]) -> str:
    return known[ref.unit].source.key if ref and ref.unit in known else ""


def _unknown(answer: Answer, ref: Ref | None, known: Mapping[str, Outgoing]) -> str:
    if ref is None:
        return "the reference was changed: nobody knows which unit this is" if answer.ref else "there is no reference"
    return "" if ref.unit in known else "the project has no such unit (any more)"


def _judged(unit: Outgoing, group: list[tuple[Answer, Ref]], least: State, torn: bool) -> Good | str:
    """The verdict on a unit, why it is refused, or nothing where the file says what stands there."""
    if torn:
        return "another form of this unit is refused"
    forms: dict[str, str] = {}
    for answer, ref in group:
        if ref.form in forms and forms[ref.form] != answer.target:
            return "the unit stands in the file twice, with two texts"
        there = unit.target.get(ref.form, "")
        forms[ref.form] = there if _plain(answer.target) == _plain(there) else answer.target
    states = {answer.state for answer, _ in group if answer.state}
    comment = _remark(unit, [answer.comment for answer, _ in group])
    state, told = _state(states, least)
    answers = tuple(answer for answer, _ in group)
    if told:
        return told
    if reason := _drifted(unit, group):
        return reason
    if state == "initial" and REJECTED in states:
        return Good(unit, {}, "initial", comment, answers)
    return _worded(unit, forms, state, comment, answers)


def _remark(unit: Outgoing, comments: Iterable[str]) -> str:
    """What a person wrote, without the notes that went out and came back as if somebody had."""
    ours = {line.strip() for row in rows_of(unit) for line in row.note.split("\n")}
    lines = (line.strip() for comment in comments for line in comment.split("\n"))
    return "\n".join(dict.fromkeys(line for line in lines if line and line not in ours and not line.startswith(OURS)))


def _worded(
    unit: Outgoing, forms: dict[str, str], state: State, comment: str, answers: tuple[Answer, ...]
) -> Good | str:
    """The verdict on texts that were not rejected; ``state`` is what the file says, or what changed texts count as."""
    was = {form: text for form, text in unit.target.items() if text}
    reached = unit.record.state if unit.record and was else "initial"
    nothing = Good(unit, was, reached, comment, answers) if comment else ""
    if not any(forms.values()):
        return "the target was emptied" if was else nothing
    now = {form: text for form, text in {**was, **forms}.items() if text}
    if missing := sorted({row.ref.form for row in rows_of(unit)} - now.keys()):
        return f"the plural form {missing[0]!r} has no text"
    if now == was:
        return Good(unit, was, state, comment, answers) if _above(answers, state, reached) else nothing
    if reached in LOCKED:
        return f"the unit is {reached}: it was sent to be read, not to be changed"
    return Good(unit, now, state, comment, answers)


def _above(answers: tuple[Answer, ...], state: State, reached: State) -> bool:
    """The file itself says of unchanged words that they are further than the project knows."""
    return all(a.state == state for a in answers) and STATES.index(state) > STATES.index(reached)


def _state(states: set[str], least: State) -> tuple[State, str]:
    """The state that the rows of a unit agree on, or why there is none; ``least`` where they say nothing above it."""
    unknown = sorted(states - {*STATES, REJECTED})
    if unknown:
        return "initial", f"{unknown[0]!r} is no state; it can be {', '.join(STATES)} or {REJECTED}"
    if REJECTED in states:
        return "initial", "" if len(states) == 1 else "one form is rejected and another is not"
    named: State = next((s for s in STATES if states == {s}), "initial")
    return STATES[max(STATES.index(named), STATES.index(least))], ""


def _drifted(unit: Outgoing, group: list[tuple[Answer, Ref]]) -> str:
    """Why the file is about other texts than those that stand there now; empty where it is not."""
    ref = group[0][1]
    if ref.source != mark(unit.source.forms):
        return "the source has changed since the export"
    for answer, own in group:
        expected = unit.source.forms.get(own.form) or unit.source.text
        if answer.source and _plain(answer.source) != _plain(expected):
            return "the source was changed in the file: nobody can tell what was translated"
    if ref.target != mark(unit.target):
        now = {form: text for form, text in unit.target.items() if text}
        if any(_plain(now.get(own.form, "")) != _plain(answer.target) for answer, own in group):
            return "the target has changed in the project since the export"
    return ""


def _plain(text: str) -> str:
    """A text without what tools change on their way: kinds of line ends, and tabs, which LibreOffice's cells lose."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "")
