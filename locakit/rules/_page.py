"""The page of a rule: what, why, good and bad examples, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from json import dumps

from locakit.model import Category, Finding, Severity, Unit


def paged(text: str, bad: Iterable[Iterable[Unit]], good: Iterable[Iterable[Unit]]) -> str:
    """A rule's page: its docstring, with a line for each example before ``Source:``."""
    both = [("Bad", units) for units in bad] + [("Good", units) for units in good]
    return _page(text, [f"{word}: " + "  +  ".join(map(_show, units)) for word, units in both])


def _page(text: str, examples: Sequence[str]) -> str:
    """The docstring with the examples before its ``Source:``."""
    what, word, source = text.partition("\n\nSource:")
    return "\n\n".join(filter(None, (what, "\n".join(examples), (word + source).strip())))


def _show(unit: Unit) -> str:
    said = [dumps(next(iter(f.values())) if not unit.plural and f else dict(f), ensure_ascii=False)
            for f in (unit.source, unit.target)]  # fmt: skip
    extra = [unit.market, *sorted(unit.flags), *([f"limit {unit.limit}"] if unit.limit else [])]
    return f"{said[0]} → {said[1]}  ({', '.join(extra)})"


@dataclass(frozen=True, slots=True)
class Stated:
    """A fault that the plan or the pipeline knows of; only its page and its finding are made here."""

    id: str
    severity: Severity
    category: Category
    text: str
    bad: str
    good: str

    @property
    def page(self) -> str:
        """What ``locakit explain`` shows."""
        return _page(self.text, [f"Bad: {self.bad}", f"Good: {self.good}"])

    def of(self, unit: Unit, message: str) -> Finding:
        """The finding for a unit."""
        form = "other" if "other" in unit.target else next(iter(unit.target), "other")
        text = unit.target.get(form, "")
        source = unit.source.get(form) or next(iter(unit.source.values()), "")
        return Finding(
            self.id, unit.resource, unit.key, message, self.severity, self.category, (0, len(text)),
            form=form, source=source, target=text, market=unit.market,
        )  # fmt: skip
