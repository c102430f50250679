"""Entries of glossaries put together: several files as one, an import over what a file says, one market's view."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from locakit import locales
from locakit.terms.glossary import Entry, Glossary, Use
from locakit.terms.words import fold

POS = ("noun", "verb", "adjective", "adverb", "phrase")
GENDERS = {"masculine": "m", "feminine": "f", "neuter": "n"}
NOUNS_WITH_CAPITALS = ("de", "lb")
"""Languages that write every noun with a capital."""
_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")

Name = tuple[str, str]
"""What makes an entry one of its kind: its source term (folded unless case counts) and part of speech."""


def name_of(entry: Entry) -> Name:
    """The entry's name."""
    return (entry.source if entry.case_sensitive else fold(entry.source), entry.pos)


def one_line(text: str) -> str:
    """A term on one line: what an editor broke is put together again."""
    return _BREAKS.sub(" ", text).strip()


def joined(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with one name as one: what each says of a locale is put together, the first word counts."""
    out: dict[Name, Entry] = {}
    for entry in entries:
        known = out.get(name_of(entry))
        out[name_of(entry)] = _together(known, entry) if known else entry
    return list(out.values())


def _together(first: Entry, other: Entry) -> Entry:
    uses = dict(first.uses)
    for tag, use in other.uses.items():
        uses[tag] = _use_together(uses[tag], use) if tag in uses else use
    return replace(
        first, dnt=first.dnt or other.dnt, note=first.note or other.note, uses=uses,
        forms=_union(first.forms, other.forms), exceptions=_union(first.exceptions, other.exceptions),
    )  # fmt: skip


def _use_together(first: Use, other: Use) -> Use:
    chosen = first.use or other.use
    also = _union(first.also, (other.use,) if other.use and other.use != chosen else (), other.also)
    return replace(
        first, use=chosen, also=tuple(t for t in also if t != chosen), avoid=_union(first.avoid, other.avoid),
        plural=first.plural or other.plural, forms=_union(first.forms, other.forms),
        gender=first.gender or other.gender, number=first.number or other.number, note=first.note or other.note,
        inflect=first.inflect and other.inflect,
    )  # fmt: skip


def _union(*lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in lists for text in texts))


def over(old: Entry, new: Entry) -> Entry:
    """``old`` with what ``new`` says put over it: what ``new`` is silent about stays."""
    uses = dict(old.uses)
    for tag, use in new.uses.items():
        uses[tag] = _use_over(uses[tag], use) if tag in uses else use
    return replace(
        old, source=new.source if fold(new.source) == fold(old.source) else old.source, dnt=old.dnt or new.dnt,
        pos=new.pos or old.pos, note=new.note or old.note, case_sensitive=old.case_sensitive or new.case_sensitive,
        forms=new.forms or old.forms, exceptions=new.exceptions or old.exceptions, uses=uses,
    )  # fmt: skip


def _use_over(old: Use, new: Use) -> Use:
    """Another preferred term takes the old one's gender, number and forms away."""
    base = old if old.use == new.use else replace(old, plural="", forms=(), gender="", number="")
    wanted = {fold(t) for t in (new.use, *new.also, new.plural, *new.forms)}
    avoided = {fold(t) for t in new.avoid}
    return replace(
        base, use=new.use, also=_without(new.also or base.also, {*avoided, fold(new.use)}),
        avoid=_without(new.avoid or base.avoid, wanted), forms=_without(new.forms or base.forms, avoided),
        plural=new.plural or ("" if fold(base.plural) in avoided else base.plural), gender=new.gender or base.gender,
        number=new.number or base.number, note=new.note or base.note, inflect=base.inflect and new.inflect,
    )  # fmt: skip


def _without(texts: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(t for t in texts if fold(t) not in gone)


def merged(glossaries: Sequence[Glossary], source: str) -> list[Entry]:
    """All entries for one source language as one glossary that says in every market what these say together.

    An earlier glossary's word for a locale also holds for what inherits from it: later words for such are left out.
    """
    out: dict[Name, Entry] = {}
    for glossary in glossaries:
        if glossary.source and locales.language(glossary.source) != locales.language(source):
            continue
        for entry in glossary.entries:
            known = out.get(name_of(entry))
            if known is None:
                out[name_of(entry)] = entry
            elif not known.dnt:
                own = {t: u for t, u in entry.uses.items() if not set(locales.chain(t)) & set(known.uses)}
                out[name_of(entry)] = replace(known, dnt=entry.dnt, uses={**known.uses, **own})
    return list(out.values())


def for_market(entries: Iterable[Entry], market: str) -> list[Entry]:
    """The entries with what holds in one market alone, under that market's tag; those it says nothing of left out."""
    chain = locales.chain(market)
    found = ((entry, entry.use_in(chain)) for entry in entries)
    return [replace(entry, uses={locales.normalize(market): use}) for entry, use in found if use is not None]
