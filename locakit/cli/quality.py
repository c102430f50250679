"""explain and market, as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, table
from locakit.model import Term, Unit

if TYPE_CHECKING:
    from locakit.market import Market


def explain(project: str, rule: str) -> int:
    """``locakit explain``: the built-in rules, and the rules of every market that has a pack."""
    import difflib

    from locakit.errors import UsageError
    from locakit.rules import registry

    found = registry.page(rule)
    pages = {} if found else _market_pages(project)
    if not found and rule not in pages:
        known = [*registry.builtin(), *registry.stated(), *pages]
        near = difflib.get_close_matches(rule.lower(), known, 3, 0.4)
        raise UsageError(f"there is no rule {rule!r}", hint=f"did you mean {', '.join(near)}?" if near else "")
    print(f"{rule}\n\n{found or pages[rule]}")
    return 0


def _market_pages(project: str) -> dict[str, str]:
    from locakit.market import resolve
    from locakit.rules import terms, tone
    from locakit.shell import packs

    pages = terms.pages()
    for locale in packs.markets():
        pages |= {r.id: r.page for r in tone.rules(resolve(packs.packs(locale), locale))}
    return pages


def market_list(format: str) -> int:
    """``locakit market list``."""
    from locakit import locales
    from locakit.market import resolve
    from locakit.shell import packs

    choice("--format", format, ("text", "json"))
    found = [resolve(packs.packs(m), m) for m in packs.markets()]
    if format == "json":
        rows = [{"market": m.locale, "name": m.name, "register": m.register, "rules": len(m.rules)} for m in found]
        Voice().json({"version": 1, "markets": rows})
        return 0
    cells = [[m.locale, m.name, m.register, f"{len(m.rules)} rules", locales.direction(m.locale)] for m in found]
    for line in table(cells):
        print(line)
    return 0


def market_show(project: str, locale: str, format: str) -> int:
    """``locakit market show``: what applies, after the project's own words where there is a project."""
    from locakit import locales
    from locakit.errors import UsageError
    from locakit.market import describe

    choice("--format", format, ("text", "json"))
    if not locales.is_tag(locale):
        raise UsageError(f"{locale!r} is no BCP 47 locale", hint="such as pt-BR, es-419 or zh-Hant-HK")
    market, terms = _market(project, locales.normalize(locale))
    if format == "json":
        head = {"market": market.locale, "name": market.name, "register": market.register, "packs": market.packs}
        Voice().json({"version": 1, **head, "rules": describe(market), "terms": [_term(t) for t in terms]})
        return 0
    print(f"{market.locale}  {market.name}  {market.direction}  register: {market.register or 'the pack names none'}")
    print(f"plural forms: {', '.join(locales.plural_categories(market.locale))}")
    print(f"packs: {', '.join(market.packs) or 'none; CLDR facts only'}\n")
    for line in table([[f"  {r['id']}", r["severity"], r["path"], r["why"]] for r in describe(market)]):
        print(line)
    if terms:
        print(f"\n{len(terms)} terms")
        for line in table([[f"  {t.source}", t.target, t.status, t.note] for t in terms]):
            print(line)
    return 0


def _market(project: str, locale: str) -> tuple[Market, Sequence[Term]]:
    from locakit.errors import UsageError
    from locakit.market import resolve
    from locakit.shell import packs
    from locakit.shell.desk import Office
    from locakit.shell.workspace import find_root, open_workspace

    try:
        find_root(project)
    except UsageError:
        return resolve(packs.packs(locale), locale), ()
    office = Office(open_workspace(project))
    return office.market(locale), office.termbase(locale).terms


def _term(term: Term) -> dict[str, object]:
    return {"source": term.source, "target": term.target, "status": term.status, "note": term.note}


def market_test(locale: str) -> int:
    """``locakit market test``: each bad example must be found by its rule, each good one must not."""
    from locakit.errors import UsageError
    from locakit.shell import packs

    if locale and not packs.packs(locale):
        raise UsageError(f"{locale} has no pack", hint=f"packs: {', '.join(packs.markets())}")
    wrong, count = [], 0
    for name in [locale] if locale else packs.markets():
        for rule, text, said in _tried(name):
            count += 1
            if said:
                wrong.append(f"{name}  {rule}  {said}: {text}")
    for line in wrong:
        print(line)
    print(f"{count} examples, {len(wrong)} wrong")
    return 1 if wrong else 0


def _tried(locale: str) -> Iterator[tuple[str, str, str]]:
    """``(rule, example, what is wrong with it)`` for every example that holds in a market, opt-in rules too."""
    from locakit.market import Override, resolve
    from locakit.rules import tone
    from locakit.shell import packs

    found = packs.packs(locale)
    levels = {rule.id: rule.severity for pack in found for rule in pack.rules if rule.opt_in}
    for rule in resolve(found, locale, Override(levels=levels)).rules:
        for example, expected in [*((e, True) for e in rule.bad), *((e, False) for e in rule.good)]:
            market = resolve(found, locale, Override(example.register or None, levels=levels))
            tested = next(r for r in tone.rules(market) if r.id == rule.id)
            unit = Unit("example", "example", {"other": example.source}, {"other": example.target}, locale)
            seen = any(True for _ in tested.check([unit]))
            yield rule.id, example.target, "" if seen == expected else "not found" if expected else "found"
