"""What is wrong with glossaries themselves: each finding with its place in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from locakit import locales
from locakit.glossary.books import Book, Stated, fitting, stated, statements
from locakit.glossary.entries import NOUNS_WITH_CAPITALS, name_of
from locakit.model import Finding, Message, Unit
from locakit.rules.registry import stated as stated_faults
from locakit.terms import Termbase
from locakit.terms.glossary import Entry
from locakit.terms.inflect import source_forms
from locakit.terms.words import fold

RULES = {id.partition(".")[2]: fault.severity for id, fault in stated_faults().items() if id.startswith("glossary.")}
"""What lint looks for, with its severity; a finding's rule is ``glossary.NAME``."""

Check = Callable[[Unit], Sequence[Finding]]
"""The findings of one unit under its market's rules."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is judged, and by what."""

    books: Sequence[Book]
    source: str
    """The source locale."""
    markets: Sequence[str]
    texts: Sequence[tuple[str, Message]]
    """The project's source messages with their files."""
    check: Check

    def base(self, market: str) -> Termbase:
        """The termbase of a market."""
        return Termbase([b.glossary for b in self.books], self.source, market)


def lint(room: Room) -> list[Finding]:
    """All findings, by file and line; packs are judged only where a project's entry meets one."""
    own = [b for b in fitting(room.books, room.source) if b.own]
    bases = {market: room.base(market) for market in room.markets}
    names = {m: {fold(s.entry.source) for s in stated(room.books, room.source, m)} for m in room.markets}
    out = [f for b in own for n, e in enumerate(b.glossary.entries) for f in _alone(b, n, e, names)]
    for market in room.markets:
        out += _contradictions(room, market)
        out += _targets(room, bases[market], market)
    out += [*_echoes(room), *_doubles(own, room)]
    out += _unused(own, room, list(bases.values()))
    return sorted(_once(out), key=lambda f: (f.resource, f.line, f.column, f.rule))


def _finding(rule: str, book: Book, number: int, way: Sequence[str], message: str, market: str = "") -> Finding:
    spot = book.spot(number, *way)
    line, column = book.place(number, *way)
    shown = book.text[spot.start : spot.end].split("\n")[0] if spot else ""
    source = book.glossary.entries[number].source
    return Finding(
        f"glossary.{rule}", book.path, source, message, RULES[rule], "terminology", (0, len(shown)),
        target=shown, market=market, line=line, column=column,
    )  # fmt: skip


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding where several markets have the same: it tells them all."""
    together: dict[tuple[object, ...], list[Finding]] = {}
    for f in findings:
        together.setdefault((f.rule, f.resource, f.line, f.column, f.message), []).append(f)
    for found in together.values():
        first, markets = found[0], list(dict.fromkeys(f.market for f in found if f.market))
        if len(markets) <= 1:
            yield first
        else:
            yield Finding(
                first.rule, first.resource, first.key, f"{first.message} [{', '.join(markets)}]", first.severity,
                first.category, first.span, target=first.target, line=first.line, column=first.column,
            )  # fmt: skip


def _alone(book: Book, number: int, entry: Entry, names: dict[str, set[str]]) -> Iterator[Finding]:
    """What one entry shows by itself; ``names`` are the folded terms that each market has a target for."""
    from locakit import placeables

    if any(True for _ in placeables.find(entry.source)):
        yield _finding("placeable", book, number, ["source"], f"{entry.source!r} holds a placeable: it is never found")
    words = [(["source"], entry.source)]
    for tag, use in entry.uses.items():
        words += [([tag, "use"], use.use), *(([tag, "also", t], t) for t in use.also)]
    for way, word in words:
        if word[:1] in "=+-@":
            yield _finding("formula", book, number, way, f"{word!r} begins like a formula of a spreadsheet")
    without = [market for market, known in names.items() if fold(entry.source) not in known]
    if without:
        told = f"{entry.source!r} has no target for {', '.join(without)}"
        yield _finding("no-target", book, number, ["source"], told)


def _contradictions(room: Room, market: str) -> Iterator[Finding]:
    groups: dict[str, list[Stated]] = {}
    for one in statements(room.books, room.source, market):
        groups.setdefault(fold(one.entry.source), []).append(one)
    for group in groups.values():
        for n, later in enumerate(group):
            for first in group[:n]:
                yield from _meeting(first, later, market)


def _meeting(first: Stated, later: Stated, market: str) -> Iterator[Finding]:
    """Two statements about one source term."""
    if not later.book.own:
        return
    where = f"{first.book.path}:{first.book.place(first.number)[0]}"
    at = [later.locale] if later.locale else ["source"]
    same_part = first.entry.pos == later.entry.pos or not (first.entry.pos and later.entry.pos)
    wanted = {fold(t) for t in (later.use.use, *later.use.also)}
    clash = wanted & {fold(t) for t in first.use.avoid} or {
        fold(t) for t in later.use.avoid
    } & {fold(t) for t in (first.use.use, *first.use.also)}  # fmt: skip
    if clash:
        told = f"{min(clash)!r} is wanted for {later.entry.source!r} in one place and forbidden in another ({where})"
        yield _finding("contradiction", later.book, later.number, at, told, market)
    elif same_part and first.use.use != later.use.use:
        told = f"{later.entry.source!r} is {later.use.use!r} here and {first.use.use!r} in {where}, which counts"
        yield _finding("contradiction", later.book, later.number, at, told, market)
    elif same_part:
        told = f"{later.entry.source!r} is entered in {where} too"
        yield _finding("duplicate", later.book, later.number, ["source"], told, market)


def _echoes(room: Room) -> Iterator[Finding]:
    """Entries of the project that say in every market what a pack says too."""
    same: dict[tuple[str, int], list[Stated | None]] = {}
    for market in room.markets:
        packs = {name_of(s.entry): s for s in statements(room.books, room.source, market) if not s.book.own}
        for one in stated(room.books, room.source, market):
            other = packs.get(name_of(one.entry))
            if one.book.own:
                fits = other if other and other.use == one.use else None
                same.setdefault((one.book.path, one.number), []).append(fits)
    books = {b.path: b for b in room.books}
    for (path, number), others in same.items():
        if others[0] and all(others):
            told = f"{others[0].entry.source!r} says what the pack {others[0].book.path} says too"
            yield _finding("duplicate", books[path], number, ["source"], told)


def _targets(room: Room, base: Termbase, market: str) -> Iterator[Finding]:
    for one in stated(room.books, room.source, market):
        if not one.book.own or one.is_name:
            continue
        at = [one.locale] if one.locale else ["source"]
        for way, word in [([*at, "use"], one.use.use), *(([*at, "also", t], t) for t in one.use.also)]:
            yield from _target(room, base, one, way, word)
        yield from _inside(base, one, at)


def _target(room: Room, base: Termbase, one: Stated, way: list[str], word: str) -> Iterator[Finding]:
    source = one.entry.source
    said = Unit(one.book.path, source, {"other": source}, {"other": word}, one.market, room.source)
    for found in (f for f in room.check(said) if not f.rule.startswith("placeables.")):
        told = f"{word!r}: {found.message} ({found.rule})"
        yield _finding("forbidden", one.book, one.number, way, told, one.market)
    language = locales.language(one.market)
    if word[:1].isupper() and source[:1].islower() and source.islower() and language not in NOUNS_WITH_CAPITALS:
        told = f"{word!r} begins with a capital and {source!r} does not: it would stand so inside sentences"
        yield _finding("case", one.book, one.number, way, told, one.market)


def _inside(base: Termbase, one: Stated, at: list[str]) -> Iterator[Finding]:
    source = one.entry.source
    for hit in base.mentioned(source):
        concept = base.concept(hit.term)
        if (hit.start, hit.end) == (0, len(source)) or fold(concept.source) == fold(source):
            continue
        for fault in base.faults_of(concept, one.use.use):
            rule = "forbidden" if fault.kind != "missing" else "inside"
            inner = f"{hit.term.source!r} inside {source!r}"
            told = f"{inner} is given otherwise by {one.use.use!r}: {fault.message}"
            yield _finding(rule, one.book, one.number, [*at, "use"], told, one.market)


def _doubles(own: Sequence[Book], room: Room) -> Iterator[Finding]:
    """Entries that are a form of another entry."""
    language = locales.language(room.source)
    forms: dict[str, tuple[Book, int, Entry]] = {}
    every = [(b, n, e) for b in own for n, e in enumerate(b.glossary.entries)]
    for b, n, e in every:
        for form in (*source_forms(e.source, language, e.pos), *e.forms) if not e.dnt else ():
            if fold(form) != fold(e.source):
                forms.setdefault(fold(form), (b, n, e))
    for b, n, e in every:
        book, number, other = forms.get(fold(e.source), (b, n, e))
        if other is not e:
            told = f"{e.source!r} is a form of {other.source!r} ({book.path}:{book.place(number)[0]})"
            yield _finding("duplicate", b, n, ["source"], told)


def _unused(own: Sequence[Book], room: Room, bases: Sequence[Termbase]) -> Iterator[Finding]:
    used: set[str] = set()
    odd: dict[str, Counter[str]] = {}
    cased = {fold(e.source): e.source for b in own for e in b.glossary.entries if e.case_sensitive}
    loose = _spellings(cased)
    every = [(text, message.flags) for _, message in room.texts for text in message.forms.values()]
    for base in bases:
        for number in base.sift([text for text, _ in every]):
            used.update(fold(h.term.source) for h in base.mentioned(*every[number]))
    for text, _ in every:
        for found in loose.finditer(text) if loose else ():
            right = cased.get(fold(found[0]), found[0])
            if found[0] != right:
                odd.setdefault(right, Counter())[found[0]] += 1
    for book in own:
        for number, entry in enumerate(book.glossary.entries):
            known = any(entry.use_in(locales.chain(m)) for m in room.markets)
            if fold(entry.source) not in used and room.texts and known:
                yield _finding("unused", book, number, ["source"], f"no source has {entry.source!r}")
            if entry.source in odd and entry.case_sensitive:
                told = ", ".join(f"{word!r} ({count} x)" for word, count in odd[entry.source].most_common(3))
                yield _finding("case", book, number, ["source"], f"sources also write {told} for {entry.source!r}")


def _spellings(cased: dict[str, str]) -> re.Pattern[str] | None:
    parts = "|".join(re.escape(word) for word in sorted(cased.values(), key=len, reverse=True))
    return re.compile(rf"(?<![\w./@#-])(?:{parts})(?![\w@-]|\.\w)", re.IGNORECASE) if parts else None
