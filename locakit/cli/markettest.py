"""market test: every rule of a pack held against its own examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from locakit.cli import say
from locakit.cli.say import content, some

if TYPE_CHECKING:
    from locakit.market import Pack

_SUFFIXES = (".yaml", ".yml")


def market_test(project: str, wanted: str) -> int:
    """``locakit market test``: a bad example must be found and mended as it says, a good one must not be found."""
    from locakit.cli.marketing import office_of
    from locakit.shell import packs

    office = office_of(project)
    own = list(office.own) if office else []
    file = _file(wanted, own) if wanted.endswith(_SUFFIXES) else None
    if file and file not in own:
        own.append(file)
    theirs = [pack.locale for pack in ([file] if file else own)]
    home = office.space.project.markets[0] if office else "en"
    names = [home if name == "root" else name for name in theirs]
    if not file:
        names = [_known(wanted, own)] if wanted else [*packs.markets(), *names]
    wrong, count = [], 0
    for name in dict.fromkeys(names):
        for rule, text, said in _tried(name, own, file.path if file else ""):
            count += 1
            if said:
                wrong.append(f"{name}  {rule}  {said}: {content(text)}")
    for line in wrong:
        say.line(line)
    say.line(f"{some(count, 'example')}, {len(wrong)} wrong")
    rules = [rule for pack in ([file] if file else own) for rule in pack.rules if not (rule.like or rule.template)]
    bare = [rule.id for rule in rules if not (rule.bad and rule.good)]
    if bare:
        say.line(f"{some(len(bare), 'rule')} without a bad or a good example: {', '.join(bare)}")
    return 1 if wrong else 0


def _known(locale: str, own: Sequence[Pack]) -> str:
    """The locale, canonical. Raises UsageError where no pack is its own, nor its parents'."""
    from locakit import locales
    from locakit.errors import UsageError
    from locakit.shell import ownpacks, packs

    found = [p for p in ownpacks.layered(own, locale) if p.locale != "root"] if locales.is_tag(locale) else []
    if not found:
        raise UsageError(f"{locale} has no pack", hint=f"packs: {', '.join(packs.markets())}")
    return locales.normalize(locale)


def _file(path: str, own: Sequence[Pack]) -> Pack:
    """The pack in a file, which may be one of the project's. Raises ConfigError with its faults, DiskError."""
    import os

    from locakit.errors import UsageError
    from locakit.market import parse_pack
    from locakit.shell import disk

    if not os.path.isfile(path):
        raise UsageError(f"there is no file {path}")
    text = disk.read_text(path).text
    made = parse_pack(path, text)
    return next((p for p in own if p.path == path or (p.locale, p.rules) == (made.locale, made.rules)), made)


def _tried(locale: str, own: Sequence[Pack], path: str) -> Iterator[tuple[str, str, str]]:
    """``(rule, example, what is wrong with it)`` for every example that holds in a market, opt-in rules too."""
    from locakit.market.facts import whole
    from locakit.rules import tone
    from locakit.shell import ownpacks

    market = whole(ownpacks.applying(own, locale), locale)
    for rule in market.rules:
        if path in ("", rule.path):
            for bad, examples in ((True, rule.bad), (False, rule.good)):
                for example in examples:
                    yield rule.id, example.target, tone.wrong(rule, example, bad, market)
