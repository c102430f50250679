"""Random edits of one value, and whether an independent parser sees that edit and nothing else."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import islice

from benchmarks.references import Leaf, Reference
from locakit.model import Forms, Message, Resource, Span
from locakit.trial import WORD

_MARKUP = frozenset("{}<>[]()|`*_&\\%@$#!:'\"~^")


@dataclass(frozen=True, slots=True)
class Edit:
    """One value to be changed."""

    message: Message
    category: str
    inserted: str
    """What is put into the old text."""
    text: str
    """The whole new text."""

    @property
    def forms(self) -> Forms:
        """All forms of the message, one of them new."""
        return {**self.message.forms, self.category: self.text}

    def fresh(self, before: list[Leaf], reference: Reference) -> bool:
        """The text stands nowhere as a value yet: the entry is untranslated, or its key is its text."""
        old = self.message.forms.get(self.category)
        return not old or (reference.exact and all(_plain(value) != _bytes_read(old) for _, value in before))


def random_edit(resource: Resource, reference: Reference, seed: str) -> Edit | None:
    """An edit of some settled value; of an untranslated one where there is no other; None where there is nothing."""
    pick = random.Random(seed)
    settled = [m for m in resource.messages if any(m.forms.values()) and "verbatim" not in m.flags]
    if settled:
        message = pick.choice(settled)
        category = pick.choice(sorted(c for c, text in message.forms.items() if text))
        kind = pick.choice(["end", "start", "middle", "special"] + (["line"] if reference.lines else []))
        special = _fitting(reference.special, resource.text, message.spans.get(category, (0, 0)))
        inserted, text = _inserted(message.forms[category], kind, special, pick)
        return Edit(message, category, inserted, text)
    blank = [m for m in resource.messages if m.source and not m.plural]
    if not blank:
        return None
    message = pick.choice(blank)
    return Edit(message, "other", WORD, f"{message.source['other'].rstrip()} {WORD}")


def _fitting(special: str, text: str, span: Span) -> str:
    """ASCII for files that are not UTF-8; no quotes for CDATA, which lxml does not tell from text (aapt2 does)."""
    special = special.replace('"', "") if "<![CDATA[" in text[slice(*span)] else special
    return special.encode("ascii", "ignore").decode() if _damaged(text) else special


def _damaged(text: str) -> bool:
    """The file is not UTF-8: its other bytes are surrogate escapes."""
    return any("\udc80" <= char <= "\udcff" for char in text)


def _inserted(text: str, kind: str, special: str, pick: random.Random) -> tuple[str, str]:
    """``(what is inserted, the new text)``."""
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    gaps = [i for i, char in enumerate(text[start:end], start) if char == " "]
    at, new = end, f" {WORD}"
    if kind == "start" and text[start : start + 1] not in _MARKUP:
        at, new = start, f"{WORD} "
    elif kind == "middle" and gaps and not _MARKUP & set(text):
        at = pick.choice(gaps)
    elif kind == "special":
        new = special.rstrip()
    elif kind == "line":
        new = f"\n{WORD}"
    return new, text[:at] + new + text[at:]


def fault(before: list[Leaf], after: list[Leaf], edit: Edit, reference: Reference) -> str:
    """What the reference parser sees otherwise than it should; empty where it sees exactly the edit."""
    a, b = (_without(leaves, reference.state) for leaves in (before, after))
    if edit.fresh(before, reference):
        return _fault_of_fresh(a, b)
    if len(a) != len(b):
        return f"{len(a)} values became {len(b)}: {_first_difference(a, b)}"
    changed = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(changed) != 1:
        return f"{len(changed)} values changed: {[y for _, y in changed[:3]]}"
    (old_place, old), (new_place, new) = changed[0]
    if old_place != new_place:
        return f"{old_place} became {new_place}"
    strange = _strange_states(before, after, old_place, reference.state)
    return f"another entry's state changed: {strange}" if strange else _fault_of_value(old, new, edit, reference)


def _without(leaves: list[Leaf], state: tuple[str, ...]) -> list[Leaf]:
    return [leaf for leaf in leaves if not leaf[0].endswith(state)] if state else leaves


def _strange_states(before: list[Leaf], after: list[Leaf], place: str, state: tuple[str, ...]) -> set[Leaf]:
    """States that changed, but do not stand on the changed entry or the elements it is in."""
    if not state:
        return set()
    changed = {leaf for leaf in before if leaf[0].endswith(state)} ^ {leaf for leaf in after if leaf[0].endswith(state)}
    return {leaf for leaf in changed if not place.startswith(leaf[0].rpartition(" ")[0])}


def _fault_of_value(old: str, new: str, edit: Edit, reference: Reference) -> str:
    if reference.exact and _plain(new) != _bytes_read(edit.text):
        return f"written {edit.text!r}, read {new!r}"
    old, new, word = (" ".join(text.split()) for text in (old, new, edit.inserted))
    same = any(new.replace(part, "", 1) == old for part in (f"{word} ", f" {word}", word) if part in new)
    return "" if same else f"{old!r} became {new!r}, wished was {edit.text!r}"


def _plain(value: str) -> str:
    return value.replace("\r\n", "\n")


def _bytes_read(text: str) -> str:
    """The text with line ends as LF; one with bytes that are not UTF-8, as Latin-1."""
    text = _plain(text)
    return text.encode("utf-8", "surrogateescape").decode("latin-1") if _damaged(text) else text


def _fault_of_fresh(before: list[Leaf], after: list[Leaf]) -> str:
    """An entry gets its first text: values appear (an element, its attributes), none that said something goes."""
    a, b = [value for _, value in before], [value for _, value in after]
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest = min(len(a), len(b)) - start
    same = next((i for i in range(rest) if a[-1 - i] != b[-1 - i]), rest)
    gone = [value for value in a[start : len(a) - same] if value.strip()]
    come = b[start : len(b) - same]
    return "" if not gone and any(WORD in value for value in come) else f"{gone[:3]} became {come[:3]}"


def _first_difference(before: list[Leaf], after: list[Leaf]) -> str:
    pairs = ((a, b) for a, b in zip(before, after, strict=False) if a != b)
    return str(next(islice(pairs, 1), "at the end"))
