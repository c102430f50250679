"""Fill a plan: memory first, then the engines, masked, polished, checked and handed over batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from locakit import check, enforce, fitting, ladder, leaves
from locakit.doors import Provider, Rule
from locakit.errors import ProviderError
from locakit.fan import fan
from locakit.gate import PERSONAL
from locakit.ledger import lineage, marks, persons
from locakit.market import Market
from locakit.memory import pack
from locakit.model import Finding, Forms, Origin, Term, Unit
from locakit.rules import tone
from locakit.rules.mt import unprotected
from locakit.terms import Termbase
from locakit.work import Done as Done
from locakit.work import Outcome as Outcome
from locakit.work import Work as Work

KEPT = "personal-data"
"""The flag of messages that are about a person as a whole: they go to no other machine unless the policy allows all."""
BATCH = 96
"""Units in one batch: what a killed run may lose at most."""


@dataclass(slots=True)
class Desk:
    """All that translating into one market needs."""

    market: Market
    locale: str
    """BCP 47 of the source."""
    providers: Sequence[Provider]
    """In the order of preference."""
    termbase: Termbase
    rules: Sequence[Rule]
    severities: dict[str, str] = field(default_factory=dict)
    hide: frozenset[str] = PERSONAL
    """Flags that make placeables of what engines on other machines must not see; empty: they may see all."""
    allows: Callable[[str, Provider], bool] = lambda resource, provider: True
    """False where a source file's own policy keeps its texts from an engine on another machine."""
    on_done: Callable[[Sequence[Done]], None] = lambda done: None
    """Called with each finished batch, before the next one is begun."""
    on_progress: Callable[[int], None] = lambda count: None
    """Called with the number of units that were just finished, whatever came of them."""


def fill(work: Sequence[Work], desk: Desk) -> Outcome:
    """Do the work; every unit ends in exactly one of done, held and due.

    Raises nothing for a failing engine (see ``Outcome.errors``); ^C passes through, and batches that were
    handed to ``on_done`` are finished.
    """
    outcome = Outcome()
    rest = _recall([w for w in work if w.step.text and w.step.act != "translate"], desk, outcome)
    rest += [w for w in work if w.step.act == "translate" or not w.step.text]
    left = _alike(rest)
    for provider in desk.providers:
        if left:
            left = _through(provider, left, desk, outcome)
    outcome.due += [w for group in left for w in group]
    return outcome


Group = list[Work]
"""Units with equal text in equal context."""


def _through(provider: Provider, groups: list[Group], desk: Desk, outcome: Outcome) -> list[Group]:
    """Let one engine do the groups; those it failed at, or did not come to, are returned for the next one."""
    size = provider.can.batch if provider.can.parallel > 1 else BATCH
    kept = [provider.can.remote and _stays(group, provider, desk) for group in groups]
    left = [group for group, stays in zip(groups, kept, strict=True) if stays]
    groups = [group for group, stays in zip(groups, kept, strict=True) if not stays]
    batches = [groups[at : at + size] for at in range(0, len(groups), size)]
    for batch, answer in fan(partial(_do, provider, desk), batches, provider.can.parallel, ProviderError):
        if isinstance(answer, Outcome):
            outcome.take(answer)
            if answer.done:
                desk.on_done(answer.done)
            desk.on_progress(sum(len(group) for group in batch))
            continue
        left += batch
        if answer and answer.message not in [e.message for e in outcome.errors]:
            outcome.errors.append(answer)
    return left


def _stays(group: Group, provider: Provider, desk: Desk) -> bool:
    """True where a text may not go to this engine on another machine: one unit that forbids it is enough."""
    about = bool(desk.hide) and KEPT in group[0].flags
    return about or not all(desk.allows(work.resource, provider) for work in group)


def _do(provider: Provider, desk: Desk, batch: Sequence[Group]) -> Outcome:
    """One batch through one engine; raises ProviderError. Touches nothing that other batches see."""
    extra = _hiding(provider, desk)
    jobs = [_job(group[0], extra, desk, provider) for group in batch]
    results = ladder.translate(provider, jobs, desk.locale, desk.market.locale)
    return _finish(batch, results, desk, provider)


def _alike(work: Sequence[Work]) -> list[Group]:
    """Units with equal text in equal context together: they are translated once."""
    groups: dict[tuple[object, ...], list[Work]] = {}
    for one in work:
        message = one.message
        key = (pack(one.forms), message.plural, one.flags, message.limit, message.context)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _recall(work: Sequence[Work], desk: Desk, outcome: Outcome) -> list[Work]:
    """Take what the memory gave; what is not whole goes to an engine instead (returned).

    A person's words that come back into use and are not whole are held: an engine's would take their place.
    """
    found = {id(w): check.blocking(_check(w, w.step.text, desk)) for w in work}
    good = [w for w in work if not found[id(w)]]
    done = [_recalled(w, desk) for w in good]
    if done:
        outcome.done += done
        desk.on_done(done)
        desk.on_progress(len(done))
    rest: list[Work] = []
    for one in work:
        if found[id(one)] and (old := one.step.carried) and not (old.target_hash or lineage(old.engine)):
            outcome.held.append((one, found[id(one)][0]))
        elif found[id(one)]:
            rest.append(replace(one, step=replace(one.step, text={}, engine="", carried=None)))
    return rest


def _recalled(work: Work, desk: Desk) -> Done:
    """The memory's words, those derived from another market, or an author's that only move here."""
    text, carried = work.step.text, work.step.carried
    moves = carried is not None and (persons(carried) or not lineage(carried.engine))
    over = "" if moves else fitting.told(work.flags, work.message.limit, text, desk.market)
    notes = dict.fromkeys((*marks(carried), *([fitting.NOTE] if over else [])))
    return Done(work, text, _origin(work), work.step.engine, tuple(notes), over)


def _origin(work: Work) -> Origin:
    """The memory, or the author of words that only move here."""
    return work.step.carried.origin if work.step.carried else "memory"


def _hiding(provider: Provider, desk: Desk) -> frozenset[str]:
    """The flag that makes placeables of what tells who a person is, where the text leaves this machine."""
    return desk.hide if provider.can.remote else frozenset()


def _job(work: Work, extra: frozenset[str], desk: Desk, provider: Provider) -> ladder.Job:
    message, terms = work.message, tuple[Term, ...]()
    if provider.can.glossary:
        hits = (hit for text in work.forms.values() for hit in desk.termbase.hits(text, work.flags))
        terms = tuple(dict.fromkeys(hit.term for hit in hits))
    room = fitting.room(work.flags, message.limit, work.forms, desk.market)
    return ladder.Job(
        work.forms, message.plural, work.flags | extra, message.note, room.limit, message.context,
        terms, desk.market.register, work.near, room.said,
    )  # fmt: skip


def _finish(batch: Sequence[Group], results: Sequence[ladder.Result], desk: Desk, provider: Provider) -> Outcome:
    outcome = Outcome()
    whole = [(group, r) for group, r in zip(batch, results, strict=True) if r.forms is not None]
    for group, result in zip(batch, results, strict=True):
        if result.forms is None:
            outcome.held += [(w, _unprotected(w, result.reason, desk)) for w in group]
    texts = _polished([(group[0], r.forms or {}) for group, r in whole], desk, provider)
    drafts = [
        _draft(group[0], forms, (*result.notes, *notes), desk)
        for (group, result), (forms, notes) in zip(whole, texts, strict=True)
    ]
    if provider.can.shorten:
        drafts, outcome.errors = fitting.fitted(drafts, desk.market, _again([g for g, _ in whole], desk, provider))
    for (group, _), draft in zip(whole, drafts, strict=True):
        over = fitting.told(draft.flags, draft.limit, draft.forms, desk.market)
        for work in group:
            forms = draft.forms
            found = _check(work, forms, desk)
            broken = check.blocking(found)
            outcome.findings += found
            if broken:
                outcome.held.append((work, broken[0]))
            else:
                outcome.done.append(
                    Done(work, forms, "machine", provider.name, fitting.notes(draft, found, over), over)
                )
    return outcome


def _again(groups: Sequence[Group], desk: Desk, provider: Provider) -> fitting.Again:
    """What asks the engine for drafts that fit; what comes back broken is no draft."""

    def ask(wanted: Sequence[tuple[int, fitting.Room]]) -> list[fitting.Draft | None]:
        works, extra = [groups[n][0] for n, _ in wanted], _hiding(provider, desk)
        jobs = [
            replace(_job(work, extra, desk, provider), limit=room.limit, room=room.said)
            for work, (_, room) in zip(works, wanted, strict=True)
        ]
        results = ladder.translate(provider, jobs, desk.locale, desk.market.locale)
        whole = [(work, r.forms) for work, r in zip(works, results, strict=True) if r.forms is not None]
        texts = iter(_polished(whole, desk, provider))
        return [
            _whole(work, *next(texts), result, desk) if result.forms is not None else None
            for work, result in zip(works, results, strict=True)
        ]

    return ask


def _draft(work: Work, forms: Forms, notes: tuple[str, ...], desk: Desk) -> fitting.Draft:
    return fitting.sendable(fitting.Draft(work.flags, work.message.limit, forms, notes), desk.market)


def _whole(work: Work, forms: Forms, notes: tuple[str, ...], result: ladder.Result, desk: Desk) -> fitting.Draft | None:
    """A draft that may be written; None where it is broken."""
    broken = check.blocking(_check(work, forms, desk))
    return None if broken else _draft(work, forms, (*result.notes, *notes), desk)


def _polished(
    texts: Sequence[tuple[Work, Forms]], desk: Desk, provider: Provider
) -> list[tuple[dict[str, str], tuple[str, ...]]]:
    """Terms enforced and safe tone fixes applied, form by form and ICU branch by ICU branch."""
    own, market = desk.locale, desk.market
    opened = [leaves.spread(w.forms, forms, w.flags, own, market.locale) for w, forms in texts]
    flat = [
        enforce.Item(leaf.source, tone.polish(leaf.target, leaf.source, market, work.flags, own)[0], work.flags)
        for (work, _), book in zip(texts, opened, strict=True)
        for leaf in book.leaves
    ]
    enforced = iter(_enforced(flat, desk, provider))
    out = []
    for (work, _), book in zip(texts, opened, strict=True):
        marks: list[str] = []
        new: list[str] = []
        for leaf in book.leaves:
            item = next(enforced)
            text = tone.polish(item.text, leaf.source, market, work.flags, own)[0] if item.notes else item.text
            marks += [*item.notes, *(f"term-unmet:{t.source}" for t in item.unmet)]
            new.append(text)
        out.append((book.close(new), tuple(marks)))
    return out


def _enforced(items: Sequence[enforce.Item], desk: Desk, provider: Provider) -> list[enforce.Enforced]:
    """The items with their terms, in order; those with equal flags are asked for together."""
    out: dict[int, enforce.Enforced] = {}
    for flags in dict.fromkeys(item.flags for item in items):
        mine = [n for n, item in enumerate(items) if item.flags == flags]
        ask = _asker(desk, provider, flags - {leaves.ICU} | _hiding(provider, desk))
        found = enforce.enforce([items[n] for n in mine], desk.termbase, desk.market.locale, ask)
        out |= dict(zip(mine, found, strict=True))
    return [out[n] for n in range(len(items))]


def _asker(desk: Desk, provider: Provider, flags: frozenset[str]) -> Callable[[Sequence[str]], list[str | None]]:
    def ask(texts: Sequence[str]) -> list[str | None]:
        jobs = [ladder.Job({"other": text}, False, flags, "", None, "") for text in texts]
        results = ladder.translate(provider, jobs, desk.locale, desk.market.locale)
        told = [r.forms.get("other") if r.forms else None for r in results]
        return [t and tone.polish(t, s, desk.market, flags, desk.locale)[0] for s, t in zip(texts, told, strict=True)]

    return ask


def _unit(work: Work, forms: Forms, desk: Desk) -> Unit:
    message = work.message
    return Unit(
        work.target, message.key, work.forms, forms, desk.market.locale, desk.locale,
        message.plural, message.note, message.limit, "translated", work.flags,
    )  # fmt: skip


def _check(work: Work, forms: Forms, desk: Desk) -> list[Finding]:
    return check.run([_unit(work, forms, desk)], desk.rules, severities=desk.severities)


def _unprotected(work: Work, reason: str, desk: Desk) -> Finding:
    return unprotected(_unit(work, {}, desk), reason)
