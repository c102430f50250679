"""Rules over all units of a market at once: what one unit alone does not show."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from locakit.model import Category, Finding, Severity, Unit
from locakit.rules._kit import Hit, PageRule, Pair
from locakit.rules._page import paged

See = Callable[[Unit], Iterable[tuple[Pair, Hit]]]
"""Takes in one unit after the other, and says what is wrong with it, or with one before it."""
Begin = Callable[[], See]
Group = Sequence[Unit]


@dataclass(slots=True, eq=False)
class WideRule:
    """A rule with its page (``model.Rule``) that is given a market's units one after the other, once.

    It may keep little of each unit: a project has a million of them.
    """

    id: str
    severity: Severity
    category: Category
    begin: Begin
    text: str
    """The docstring: what, ``Why:`` and ``Source:``."""
    bad: tuple[Group, ...]
    """Groups of units that stand together."""
    good: tuple[Group, ...]
    quiet: frozenset[str] = frozenset()
    """Unit flags that silence the rule."""
    opt_in: bool = False
    """Taste: runs only where a project or ``--rules`` names it."""

    _kit: PageRule = field(init=False)

    def __post_init__(self) -> None:
        self._kit = PageRule(self.id, self.severity, self.category, lambda pair: (), self.text, (), ())

    @property
    def page(self) -> str:
        """What ``locakit explain`` shows: the docstring and the examples."""
        return paged(self.text, self.bad, self.good)

    def watch(self) -> Callable[[Unit], Iterable[Finding]]:
        """A fresh watch over one market: it is shown each unit once and says what it finds."""
        see, quiet = self.begin(), self.quiet

        def shown(unit: Unit) -> Iterable[Finding]:
            found = see(unit) if not unit.flags or quiet.isdisjoint(unit.flags) else ()
            return [self._kit.finding(pair, hit) for pair, hit in found] if found else ()

        return shown

    def check(self, units: Iterable[Unit]) -> Iterator[Finding]:
        """The findings among ``units``, which are of one market."""
        watch = self.watch()
        for unit in units:
            yield from watch(unit)


def wide(
    id: str,
    severity: Severity,
    category: Category,
    *,
    bad: Sequence[Group],
    good: Sequence[Group],
    quiet: str = "",
    opt_in: bool = False,
) -> Callable[[Begin], WideRule]:
    """Make a rule over a market's units of the function below, which begins a watch: its docstring is the page."""

    def made(look: Begin) -> WideRule:
        text = inspect.getdoc(look) or ""
        silent = frozenset({f"ignore-{id}", *quiet.split()})
        return WideRule(id, severity, category, look, text, tuple(bad), tuple(good), silent, opt_in)

    return made
