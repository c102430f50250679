"""What rules are made with: one function over a pair of texts, its page, and the examples that are its tests."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from locakit import icu, locales, placeables
from locakit.model import Category, Finding, Fix, Forms, Severity, Span, Unit
from locakit.rules._calm import Word, facts_of
from locakit.rules._page import paged

ICU = "icu-message-format"
_BLANK = "\ufffc"
MOST = 50
"""The most findings of one rule in one text: a text with more has shown its point."""
_LONG = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule function says of a pair; the kit makes a finding of it."""

    message: str
    """A sentence that names the fault, not the cure."""
    span: Span | None = None
    """Where in the target form; None is all of it."""
    fix: str | None = None
    """What may safely stand at ``span`` instead."""
    severity: Severity | None = None
    """Where it differs from the rule's own."""
    form: str = ""
    """The plural category, where it is not the pair's."""


class Pair:
    """One target form beside the source form it is to say."""

    __slots__ = ("_complex", "form", "source", "target", "unit")

    def __init__(self, unit: Unit, form: str, source: str, target: str) -> None:
        self.unit = unit
        self.form = form
        self.source = source
        self.target = target
        self._complex: bool | None = None

    @property
    def is_icu(self) -> bool:
        """Either side is an ICU message with branches: its text cannot be read from left to right."""
        if self._complex is None:
            self._complex = ICU in self.unit.flags and (icu.is_complex(self.source) or icu.is_complex(self.target))
        return self._complex

    @property
    def covers_one_number(self) -> bool:
        """The form stands for exactly one number, so the number may go unsaid.

        A ``zero`` that the language does not have is the 0 of Rails and i18next.
        """
        if not varies(self.unit):
            return False
        numbers = locales.numbers_of(self.unit.market, self.form)
        return len(numbers) == 1 or (self.form == "zero" and not numbers)

    def masked(self) -> tuple[str, str]:
        """Source and target with every placeable blanked out by U+FFFC; offsets stay."""
        return masked(self.source, self.unit.flags), masked(self.target, self.unit.flags)


def pairs(unit: Unit) -> list[Pair]:
    """The unit's pairs, one for each target form."""
    return [Pair(unit, *three) for three in unit.pairs()]


spans = placeables.found
"""The placeables of a text for its flags, remembered: several rules ask for the same texts one after the other."""


@lru_cache(maxsize=4096)
def masked(text: str, flags: frozenset[str]) -> str:
    """``text`` with its placeables blanked out, as long as before."""
    found = spans(text, flags)
    if not found:
        return text
    out: list[str] = []
    at = 0
    for p in found:
        out += (text[at : p.start], _BLANK * (p.end - p.start))
        at = p.end
    return "".join((*out, text[at:]))


def flagged(names: frozenset[str], flags: frozenset[str]) -> bool:
    heads = tuple(n for n in names if n.endswith(":"))
    return not names.isdisjoint(flags) or any(f.startswith(heads) for f in flags)


def lowered(text: str) -> str:
    """``text`` in lower case, as long as before."""
    low = text.lower()
    return low if len(low) == len(text) else text.replace("\u0130", "i").lower()


def varies(unit: Unit) -> bool:
    """True for a unit that varies by number, or whose target has several forms."""
    return unit.plural or len(unit.target) > 1


def limited(unit: Unit) -> bool:
    """True for a unit whose length has a limit."""
    return unit.limit is not None or any(flag.startswith("max-") for flag in unit.flags)


Look = Callable[[Pair], Iterable[Hit]]
When = Callable[[str, str], bool]


@dataclass(slots=True, eq=False)
class PageRule:
    """A rule with its page (``model.Rule``)."""

    id: str
    severity: Severity
    category: Category
    look: Look
    text: str
    """The docstring: what, ``Why:`` and ``Source:``."""
    bad: tuple[Unit, ...]
    good: tuple[Unit, ...]
    signs: frozenset[str] = frozenset()
    """The rule can only fire where one of these characters stands in source or target; empty is anywhere."""
    blocks: bool = False
    """An error of this rule must keep a machine's target from being written."""
    quiet: frozenset[str] = frozenset()
    """Unit flags that silence the rule (Weblate's ``ignore-…`` names)."""
    branches: bool = False
    """The rule reads ICU messages with branches too."""
    whole: bool = False
    """The function looks at the unit; it is called once, with the first pair."""
    blank: bool = False
    """The rule also looks at empty targets."""
    only: frozenset[str] = frozenset()
    """The target languages that the rule is for (``fr``; ``fr-CA`` for one locale); empty is all."""
    never: frozenset[str] = frozenset()
    """The target languages and locales that the rule is not for."""
    needs: frozenset[str] = frozenset()
    """Unit flags, one of which must be there (``placeholders:`` is any that begins so); empty is none."""
    when: When | None = None
    """What source and target must show before anything dearer is done; asked after ``signs``."""
    opt_in: bool = False
    """Taste: runs only where a project, ``--rules`` or a market names it."""
    grep: re.Pattern[str] | None = None
    """What the target must hold; searched in many targets at once, between NUL characters that it must not match."""
    grep_source: re.Pattern[str] | None = None
    """The same for the source; where both are given, one of them is enough."""
    folded: bool = False
    """Both patterns are of lower-case letters, and are held against the texts as lowered."""
    plural: bool = False
    """Only units that vary by number, or whose target has several forms."""
    limited: bool = False
    """Only units with a limit, or a flag that sets one (``max-…``)."""
    full: bool = True
    """The rule looks at targets that are not empty."""
    holds: Callable[[frozenset[str]], bool] | None = None
    """Asked with a unit's flags where ``needs`` cannot say it; once for all units that share them."""
    calm: int = 0
    """Facts of a pair (``rules/_calm.py``) that together keep the rule silent."""
    word: Word | None = None
    """The rule can only fire where a word of the target passes this: what stands between two spaces."""
    word_source: Word | None = None
    """The same for the source; where both are given, one of them is enough."""

    @property
    def page(self) -> str:
        """What ``locakit explain`` shows: the docstring and the examples."""
        return paged(self.text, [[u] for u in self.bad], [[u] for u in self.good])

    def for_units(self, flags: frozenset[str], market: str) -> bool:
        """True if the rule holds for units with these flags in this market."""
        if not self.quiet.isdisjoint(flags) or (self.needs and not flagged(self.needs, flags)):
            return False
        if self.holds is not None and not self.holds(flags):
            return False
        tags = {locales.language(market), market}
        return (not self.only or not self.only.isdisjoint(tags)) and self.never.isdisjoint(tags)

    def for_shape(self, plural: bool, limited: bool) -> bool:
        """True if the rule holds for units that vary by number, or do not, with or without a limit."""
        return (plural or not self.plural) and (limited or not self.limited)

    def fits(self, pair: Pair) -> bool:
        """True if the rule, which holds for the pair's unit, may look at the pair."""
        if (self.grep or self.grep_source) and not self.grepped(pair):
            return False
        if self.when is not None and not self.when(pair.source, pair.target):
            return False
        return (self.full if pair.target.strip() else self.blank) and (self.branches or not pair.is_icu)

    def grepped(self, pair: Pair) -> bool:
        """True if a pattern of the rule is found on its side."""
        if self.grep and self.grep.search(lowered(pair.target) if self.folded else pair.target):
            return True
        where = self.grep_source
        return where is not None and where.search(lowered(pair.source) if self.folded else pair.source) is not None

    def findings(self, pair: Pair) -> Iterator[Finding]:
        """The pair's findings, at most ``MOST``."""
        for hit in islice(self.look(pair), MOST):
            yield self.finding(pair, hit)

    def finding(self, pair: Pair, hit: Hit) -> Finding:
        """The hit as a finding."""
        unit, form = pair.unit, hit.form or pair.form
        target = pair.target if form == pair.form else unit.target.get(form, "")
        span = (0, len(target)) if hit.span is None else hit.span
        message = hit.message if len(hit.message) <= _LONG else hit.message[: _LONG - 1] + "…"
        return Finding(
            rule=self.id, resource=unit.resource, key=unit.key, message=message,
            severity=hit.severity or self.severity, category=self.category, span=span,
            fix=None if hit.fix is None else Fix(span, hit.fix),
            form=form, source=pair.source, target=target, market=unit.market,
        )  # fmt: skip

    def check(self, units: Iterable[Unit]) -> Iterable[Finding]:
        """The findings in ``units``, in their order."""
        for unit in units:
            if self.for_units(unit.flags, unit.market) and self.for_shape(varies(unit), limited(unit)):
                for pair in pairs(unit)[: 1 if self.whole else None]:
                    if self.fits(pair):
                        yield from self.findings(pair)


def rule(
    id: str,
    severity: Severity,
    category: Category = "integrity",
    *,
    bad: Sequence[Unit],
    good: Sequence[Unit],
    signs: str = "",
    quiet: str = "",
    blocks: bool = False,
    branches: bool = False,
    whole: bool = False,
    blank: bool = False,
    only: str = "",
    never: str = "",
    needs: str = "",
    when: When | None = None,
    opt_in: bool = False,
    grep: str = "",
    grep_source: str = "",
    plural: bool = False,
    limited: bool = False,
    full: bool = True,
    calm: str = "",
    word: Word | None = None,
    word_source: Word | None = None,
) -> Callable[[Look], PageRule]:
    """Make a rule of the function below: its docstring is the page, ``bad`` and ``good`` are its tests.

    ``quiet``, ``only``, ``never``, ``needs`` and ``calm`` are names parted by spaces; see ``PageRule``.
    """

    def made(look: Look) -> PageRule:
        return PageRule(
            id, severity, category, look, inspect.getdoc(look) or "", tuple(bad), tuple(good), frozenset(signs),
            blocks, frozenset({f"ignore-{id}", *quiet.split()}), branches, whole, blank,
            words(only), words(never), words(needs), when, opt_in,
            re.compile(grep) if grep else None, re.compile(grep_source) if grep_source else None, False,
            plural, limited, full, None, facts_of(calm), word, word_source,
        )  # fmt: skip

    return made


def ex(
    source: str | Forms, target: str | Forms, market: str = "pt-BR", *flags: str,
    limit: int | None = None, resource: str = "locales/app.json",
) -> Unit:  # fmt: skip
    """An example: plural where the source is given by forms."""
    return Unit(
        resource=resource, key="example", market=market, flags=frozenset(flags), limit=limit,
        source={"other": source} if isinstance(source, str) else source,
        target={"other": target} if isinstance(target, str) else target,
        plural=isinstance(source, Mapping),
    )  # fmt: skip


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())
