"""market list and market show, and what explain says of a pack's rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from locakit.cli import say
from locakit.cli.options import choice
from locakit.cli.say import Voice, harmless, table
from locakit.model import Term

if TYPE_CHECKING:
    from locakit.market import Market, ToneRule
    from locakit.shell.desk import Office


def office_of(project: str) -> Office | None:
    """The office of the project that one stands in; None outside of one. Raises ConfigError where it is wrong."""
    from locakit.errors import UsageError
    from locakit.shell.desk import Office
    from locakit.shell.workspace import find_root, open_workspace

    try:
        find_root(project)
    except UsageError:
        if project:
            raise
        return None
    return Office(open_workspace(project))


def market_list(project: str, format: str) -> int:
    """``locakit market list``: the shipped packs, and those of the project."""
    from locakit import locales
    from locakit.market import resolve
    from locakit.shell import ownpacks, packs

    choice("--format", format, ("text", "json"))
    office = office_of(project)
    own = office.own if office else []
    names = sorted({*packs.markets(), *(pack.locale for pack in own)} - {"root"})
    found = [resolve(ownpacks.applying(own, name), name) for name in names]
    theirs = {pack.locale for pack in own}
    if format == "json":
        rows = [
            {"market": m.locale, "name": m.name, "register": m.register, "rules": len(m.rules),
             "own": m.locale in theirs}
            for m in found
        ]  # fmt: skip
        Voice().json({"version": 1, "markets": rows})
        return 0
    cells = [
        [m.locale, m.name, m.register, f"{len(m.rules)} rules", locales.direction(m.locale),
         "with the project's own pack" if m.locale in theirs else ""]
        for m in found
    ]  # fmt: skip
    for line in table(cells):
        say.line(line)
    return 0


def market_show(project: str, locale: str, format: str) -> int:
    """``locakit market show``: what applies, after the project's own words where there is a project."""
    from locakit import locales
    from locakit.errors import UsageError
    from locakit.market.draft import complaint

    choice("--format", format, ("text", "json"))
    office = office_of(project)
    ours = {*office.space.project.markets, *(p.locale for p in office.own)} if office else set()
    if locales.normalize(locale) not in ours and (wrong := complaint(locale)):
        raise UsageError(wrong, hint="such as pt-BR, es-419 or zh-Hant-HK")
    market, off, terms, approvers = _market(office, locales.normalize(locale))
    if format == "json":
        _json(market, off, terms)
    else:
        _text(market, off, terms, approvers)
    return 0


_Off = Sequence[tuple["ToneRule", str]]


def _market(office: Office | None, locale: str) -> tuple[Market, _Off, Sequence[Term], Mapping[str, tuple[str, ...]]]:
    """The market, what is silent in it, its terms, and who may approve."""
    from locakit.market import Override, resolve
    from locakit.market.facts import silent, whole
    from locakit.shell import packs

    if office is None:
        found = packs.packs(locale)
        market = resolve(found, locale)
        return market, silent(whole(found, locale), market, ""), (), {}
    market, given = office.market(locale), office.packs(locale)
    levels = {id: level for id, level in office.space.project.levels(locale).items() if level != "off"}
    every = whole(given, locale, Override(extends=office.space.project.options(locale).extends, levels=levels))
    off = silent(every, market, office.today)
    return market, off, office.termbase(locale).terms, office.space.project.approvers


def _json(market: Market, off: _Off, terms: Sequence[Term]) -> None:
    from locakit.market import describe
    from locakit.market.facts import facts

    head = {"market": market.locale, "name": market.name, "register": market.register, "packs": market.packs}
    rows = [{**row, **facts(rule)} for row, rule in zip(describe(market), market.rules, strict=True)]
    silent = [{"id": rule.id, "path": rule.path, "why": why, **facts(rule)} for rule, why in off]
    told = [{"source": t.source, "target": t.target, "status": t.status, "note": t.note} for t in terms]
    Voice().json({"version": 1, **head, "rules": rows, "silent": silent, "terms": told})


def _text(market: Market, off: _Off, terms: Sequence[Term], approvers: Mapping[str, tuple[str, ...]]) -> None:
    from locakit import locales

    say.line(
        f"{market.locale}  {market.name}  {market.direction}  register: {market.register or 'the pack names none'}"
    )
    say.line(f"plural forms: {', '.join(locales.plural_categories(market.locale))}")
    say.line(f"packs: {', '.join(market.packs) or 'none; CLDR facts only'}\n")
    rows = [[f"  {r.id}", r.severity, r.confidence or "-", r.path, r.why] for r in market.rules]
    head, *lines = table([["  rule", "severity", "confidence", "pack", "why"], *rows])
    say.line(head)
    for line, rule in zip(lines, market.rules, strict=True):
        say.line(harmless(line))
        for said in _asked(rule, approvers):
            say.line(harmless(f"      {said}"))
    if off:
        say.line(f"\n{len(off)} silent")
        for line in table([[f"  {rule.id}", why, rule.path, rule.law] for rule, why in off]):
            say.line(harmless(line))
    if terms:
        say.line(f"\n{len(terms)} terms")
        for line in table([[f"  {t.source}", t.target, t.status, t.note] for t in terms]):
            say.line(harmless(line))


def _asked(rule: ToneRule, approvers: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What is behind a rule that is a question, or that is not for every unit at all times."""
    from locakit.market.facts import force, scope

    law = f"law: {rule.law}" if rule.law else ""
    if said := " · ".join(filter(None, (law, force(rule), scope(rule)))):
        yield said
    if rule.approve_with:
        yield "approval: " + _roles(rule, approvers)


def _roles(rule: ToneRule, approvers: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(
        f"{role} ({', '.join(approvers[role])})" if approvers.get(role) else f"{role} (anybody with a name)"
        for role in rule.approve_with
    )


def pages(project: str) -> dict[str, str]:
    """The page of every rule of a pack, opt-in ones too: the project's markets first, then the shipped packs."""
    from locakit.market.facts import whole
    from locakit.rules import terms, tone
    from locakit.shell import ownpacks, packs

    office = office_of(project)
    own, approvers = (office.own, office.space.project.approvers) if office else ([], {})
    markets = office.space.project.markets if office else ()
    out = terms.pages()
    for locale in dict.fromkeys((*markets, *(p.locale for p in own if p.locale != "root"), *packs.markets())):
        market = whole(ownpacks.applying(own, locale), locale)
        made = {rule.id: rule.page for rule in tone.rules(market)}
        for rule in market.rules:
            if rule.id not in out and rule.id in made:
                out[rule.id] = f"{made[rule.id]}\n\n{_more(rule, approvers)}"
    return out


def _more(rule: ToneRule, approvers: Mapping[str, tuple[str, ...]]) -> str:
    """What a page of a pack's rule says below the page that every rule has."""
    from locakit.market.facts import force, scope

    taste = "; off until a project gives it a severity" if rule.opt_in else ""
    rows = [
        ("Pack", f"{rule.path} (layer {rule.layer})"), ("Severity", rule.severity + taste),
        ("Confidence", rule.confidence or "not stated"),
        ("Law", rule.law and f"{rule.law}. A prompt for a person; this is not legal advice."),
        ("In force", force(rule)), ("Holds for", scope(rule)),
    ]  # fmt: skip
    if rule.approve_with:
        rows.append(("Approval", f"{_roles(rule, approvers)}; it lapses when source or target changes"))
    return "\n".join(table([[f"{name}:", said] for name, said in rows if said]))
