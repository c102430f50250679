"""Translation by an engine that may mangle anything: every job comes back whole or not at all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from locakit import icu
from locakit.doors import Provider, Segment
from locakit.errors import ProviderError
from locakit.ladder.forms import Form, opened
from locakit.ladder.leaf import Asking, Line, Outcome, Setting
from locakit.ladder.leaf import translate as translate_line
from locakit.model import Forms, Term
from locakit.placeables import find

VERBATIM = "verbatim"
_LARGE = ("llm", "xml")
"""Schemes of engines that need no plain typography and use notes and context."""


@dataclass(frozen=True, slots=True)
class Job:
    """One message to translate."""

    forms: Forms
    plural: bool = False
    flags: frozenset[str] = frozenset()
    note: str = ""
    limit: int | None = None
    context: str = ""
    terms: tuple[Term, ...] = ()
    """Terms that occur in the source, for engines that take them."""
    register: str = ""
    near: tuple[str, ...] = ()
    """The source texts before and after it."""
    room: str = ""
    """See ``Segment.room``; ``limit`` is then a hint, too."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job."""

    forms: Forms | None
    """None: nothing kept the placeables (``mt.unprotected``), so nothing may be written."""
    notes: tuple[str, ...] = ()
    """Why a person should look: ``same-as-source``, ``digits-changed``, ``added-parenthesis`` …"""
    reason: str = ""
    """For None: the finding's id and a sentence."""


def translate(provider: Provider, jobs: Sequence[Job], source: str, market: str) -> list[Result]:
    """Translate ``jobs`` from ``source`` for ``market``, in their order.

    Plural jobs get the market's categories, ICU messages its branches. Placeables are hidden behind marks in the order
    of ``provider.can.schemes`` and verified; only what broke is asked again. Equal texts are asked once. A provider
    may have ``alphabet`` (the characters its model knows) or ``alphabet_for(source, market)``. Raises ProviderError.
    """
    setting = _setting(provider, source, market)
    books = [[] if VERBATIM in j.flags else opened(j.forms, j.plural, j.flags, source, market) for j in jobs]
    pool = _Pool(provider, setting)
    for job, forms in zip(jobs, books, strict=True):
        pool.add(job, (p for f in forms for leaf in f.leaves for p in leaf.pieces if isinstance(p, Line)))
    pool.run()
    return [_result(job, forms, pool, market) for job, forms in zip(jobs, books, strict=True)]


def _setting(provider: Provider, source: str, market: str) -> Setting:
    schemes = provider.can.schemes
    simple = not schemes or schemes[0] not in _LARGE
    asked = getattr(provider, "alphabet_for", None)
    alphabet = asked(source, market) if asked else getattr(provider, "alphabet", None)
    order = tuple(dict.fromkeys((*(("natural",) if simple else ()), *schemes, "split")))
    return Setting(source, market, order, alphabet or None, simple)


def _result(job: Job, forms: Sequence[Form], pool: _Pool, market: str) -> Result:
    if VERBATIM in job.flags:
        return Result(dict(job.forms))
    fault = _broken_source(job)
    if fault:
        return Result(None, (), fault)
    out: dict[str, str] = {}
    notes: list[str] = []
    outcomes = pool.outcomes(job)
    for form in forms:
        text, told = form.close(outcomes, market)
        if text is None:
            return Result(None, (), _reason(form, job))
        out[form.category] = text
        notes += told
        if job.limit and not job.room and len(text) > job.limit:
            notes.append("over-limit")
    return Result(out, tuple(dict.fromkeys(notes)))


def _broken_source(job: Job) -> str:
    """Why the source cannot be translated: it is an ICU message that does not parse. Empty where it can."""
    for text in job.forms.values():
        if "md-text" not in job.flags and icu.is_complex(text):
            try:
                icu.parse(text)
            except icu.IcuError as error:
                return f"the source is not a valid ICU message: {error.message}"
    return ""


def _reason(form: Form, job: Job) -> str:
    lost = ", ".join(list(dict.fromkeys(p.text for p in find(form.source, job.flags)))[:3])
    return f"mt.unprotected: {lost or 'the text'} did not survive translation"


class _Pool:
    """All lines of one call, each once, asked together round by round."""

    def __init__(self, provider: Provider, setting: Setting) -> None:
        self._provider = provider
        self._setting = setting
        self._lines: dict[tuple[Line, Hashable], Job] = {}
        self._done: dict[Hashable, dict[Line, Outcome]] = {}

    def _extra(self, job: Job) -> Hashable:
        """What else an answer depends on: small engines see the text alone."""
        return () if self._setting.simple else (job.note, job.limit, job.context, job.register, job.terms, job.room)

    def add(self, job: Job, lines: Iterable[Line]) -> None:
        """Take lines of a job in."""
        extra = self._extra(job)
        for line in lines:
            self._lines.setdefault((line, extra), job)

    def outcomes(self, job: Job) -> Mapping[Line, Outcome]:
        """What became of the lines of jobs like this one."""
        return self._done.get(self._extra(job), {})

    def run(self) -> None:
        """Ask until every line is done."""
        live: list[tuple[tuple[Line, Hashable], Asking, list[str]]] = []
        for name in self._lines:
            self._step(name, translate_line(name[0], self._setting), None, live)
        while live:
            wanted = {(text, name[1]): self._lines[name] for name, _, asked in live for text in asked}
            answers = dict(zip(wanted, self._ask([_segment(t, j) for (t, _), j in wanted.items()]), strict=True))
            now, live = live, []
            for name, asking, asked in now:
                self._step(name, asking, [answers[text, name[1]] for text in asked], live)

    def _step(
        self, name: tuple[Line, Hashable], asking: Asking, answers: list[str] | None,
        live: list[tuple[tuple[Line, Hashable], Asking, list[str]]],
    ) -> None:  # fmt: skip
        """Let one line go on; it is in ``live`` again if it asks for more."""
        try:
            asked = next(asking) if answers is None else asking.send(answers)
            live.append((name, asking, asked))
        except StopIteration as done:
            self._done.setdefault(name[1], {})[name[0]] = done.value

    def _ask(self, segments: list[Segment]) -> list[str]:
        if not segments:
            return []
        answers = self._provider.translate(segments, self._setting.source, self._setting.market)
        if len(answers) != len(segments):
            message = f"{self._provider.name} gave {len(answers)} texts for {len(segments)}"
            raise ProviderError(message)
        return [answer or "" for answer in answers]


def _segment(text: str, job: Job) -> Segment:
    terms = tuple(t for t in job.terms if t.source.casefold() in text.casefold())
    return Segment(text, job.note, job.limit, terms, job.context, job.register, job.near, job.room)
