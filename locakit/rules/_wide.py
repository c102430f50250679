"""Rules over all units of a market at once: what one unit alone does not show."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from locakit.model import Category, Finding, Severity, Unit
from locakit.rules._kit import Hit, PageRule, Pair, paged

WideLook = Callable[[Iterable[Unit]], Iterable[tuple[Pair, Hit]]]
Group = Sequence[Unit]


@dataclass(slots=True, eq=False)
class WideRule:
    """A rule with its page (``model.Rule``) that is given a market's units as one stream, once.

    It may keep little of each unit: a project has a million of them.
    """

    id: str
    severity: Severity
    category: Category
    look: WideLook
    text: str
    """The docstring: what, ``Why:`` and ``Source:``."""
    bad: tuple[Group, ...]
    """Groups of units that stand together."""
    good: tuple[Group, ...]
    quiet: frozenset[str] = frozenset()
    """Unit flags that silence the rule."""
    opt_in: bool = False
    """Taste: runs only where a project or ``--rules`` names it."""

    page: str = field(init=False)
    """What ``locakit explain`` shows: the docstring and the examples."""
    _kit: PageRule = field(init=False)

    def __post_init__(self) -> None:
        self.page = paged(self.text, self.bad, self.good)
        self._kit = PageRule(self.id, self.severity, self.category, lambda pair: (), self.text, (), ())

    def check(self, units: Iterable[Unit]) -> Iterator[Finding]:
        """The findings among ``units``, which are of one market."""
        heard = (u for u in units if self.quiet.isdisjoint(u.flags))
        for pair, hit in self.look(heard):
            yield self._kit.finding(pair, hit)


def wide(
    id: str,
    severity: Severity,
    category: Category,
    *,
    bad: Sequence[Group],
    good: Sequence[Group],
    quiet: str = "",
    opt_in: bool = False,
) -> Callable[[WideLook], WideRule]:
    """Make a rule over a market's units of the function below: its docstring is the page."""

    def made(look: WideLook) -> WideRule:
        text = inspect.getdoc(look) or ""
        silent = frozenset({f"ignore-{id}", *quiet.split()})
        return WideRule(id, severity, category, look, text, tuple(bad), tuple(good), silent, opt_in)

    return made
