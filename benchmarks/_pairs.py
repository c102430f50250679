"""Source texts with their human translations, as locakit finds them in the projects below a folder."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from locakit import locales
from locakit.errors import LocakitError
from locakit.formats import registry as formats
from locakit.glossary import extract, partners
from locakit.glossary.common import function_words, generic_words
from locakit.model import Message
from locakit.project import parse
from locakit.providers import registry as engines
from locakit.shell import glossary
from locakit.shell.starter import begin
from locakit.shell.workspace import CONFIG, Workspace
from locakit.terms import Glossary
from locakit.terms.glossary import Entry, Use

Row = tuple[str, bool, Message, dict[str, Message]]
"""File, whether it is a program's, source message, market to translation (``shell.glossary.rows``)."""
MARKET = "pt-BR"
PARTS = ("glossary", "glossary", "tuning", "held-out")
"""What a string is for, by its hash: half of them make the glossaries, a quarter may be looked at while tuning."""
_LEAST, _OFTEN, _MOST = 3, 6, 150
"""A phrase stands in so many different texts, a single word in so many; so many phrases a project has at most."""
_SURE = 0.75
"""So much of a term's occurrences must be translated alike: a person would strike the others from the candidates."""
_LONGEST = 600
_SMALL = re.compile(r"(?<![\w.])[a-z]{4,}(?![\w.]|-\w)|\A[A-Z][a-z]{3,}(?![\w.]|-\w)")
"""Words in small letters, or with a capital where a text begins."""


@dataclass(frozen=True, eq=False)
class Pair:
    """One message and what people made of it."""

    project: str
    path: str
    source: Message
    reference: dict[str, str]

    @property
    def part(self) -> str:
        """Told by the source text alone: equal texts are in the same part."""
        return PARTS[_hash("".join(self.source.forms.values())) % len(PARTS)]


@dataclass
class Project:
    """One project's strings and the glossary made from a half of them."""

    name: str
    locale: str
    space: Workspace
    pairs: list[Pair] = field(default_factory=list)
    glossary: Glossary = field(default_factory=lambda: Glossary("none", "", ()))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=8).digest(), "big")


def opened(folder: Path) -> Workspace | None:
    """The folder as ``locakit init`` sees it, nothing written; None where it finds no texts in English for people."""
    try:
        config = begin(str(folder), "", [MARKET], dry_run=True).config
    except LocakitError:
        return None
    project = parse(CONFIG, config, formats=formats.FORMATS, engines=engines.NAMES)
    return Workspace(folder, project, config) if locales.language(project.source) == "en" else None


def projects(folder: Path) -> Iterator[Project]:
    """The projects in the folders of ``folder`` that have words for the market, each with its glossary."""
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        space = opened(place)
        found = Project(place.name, space.project.source, space) if space else None
        rows = list(glossary.rows(found.space, [MARKET])) if found else []
        if found is None or not any(there for *_, there in rows):
            continue
        found.pairs = list(_pairs(found, rows))
        mine = [row for row in rows if PARTS[_hash("".join(row[2].forms.values())) % len(PARTS)] == "glossary"]
        found.glossary = Glossary(f"{found.name} (extracted)", "", tuple(_terms(mine, found.locale)))
        if found.pairs:
            yield found


def _pairs(project: Project, rows: Sequence[Row]) -> Iterator[Pair]:
    seen: set[str] = set()
    for path, _, source, there in rows:
        target = there.get(MARKET)
        name = "\0".join(source.forms.values())
        if target is None or name in seen or {"fuzzy", "unreviewed"} & target.flags:
            continue
        whole = all(any(c.isalpha() for c in text) and len(text) <= _LONGEST for text in source.forms.values())
        told = {c: text for c, text in target.forms.items() if text.strip()}
        if whole and told and told != dict(source.forms):
            seen.add(name)
            yield Pair(project.name, path, source, told)


def _terms(rows: Sequence[Row], source: str) -> Iterator[Entry]:
    """What ``locakit glossary extract`` proposes from these rows, and their commonest single words.

    Left out is what a person would strike from the candidates: what is translated now so, now so, and what has not as
    many words of meaning as its target.
    """
    found = extract.content(rows)
    taken: set[str] = set()
    for one in extract.propose(found, source, frozenset(), _LEAST, _MOST):
        if one.entry and (one.is_name or (MARKET in one.targets and _is_sure(one.candidate.text, one.targets[MARKET]))):
            taken.add(one.entry.source.casefold())
            yield one.entry
    for word, partner in _single(found, source):
        if word not in taken and _is_sure(word, partner):
            yield Entry(word, uses={MARKET: Use(partner.text.lower())})


def _is_sure(source: str, partner: partners.Partner) -> bool:
    stops = function_words("en") | function_words(locales.language(MARKET))
    sizes = [sum(w.lower() not in stops for w in re.findall(r"[\w-]+", text)) for text in (source, partner.text)]
    return partner.count >= _SURE * partner.of and sizes[0] == sizes[1]


def _single(found: extract.Content, source: str) -> list[tuple[str, partners.Partner]]:
    """Words that stand in many texts as nouns do, and what they are in the translations, in the singular."""
    at: dict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(found.texts):
        for word in _SMALL.findall(text.plain):
            at[word.lower()].add(number)
    common = generic_words(locales.language(source))
    asked = [
        partners.Asked(word, sorted(numbers | at[f"{word}s"]), ())
        for word, numbers in sorted(at.items())
        if len(numbers) >= _OFTEN and word not in common and _is_noun(word, at)
    ]
    told = partners.find(asked, found.targets.get(MARKET, {}), locales.language(MARKET))
    return [(word, partner) for word, partner in told.items() if not partner.text.endswith("s")]


def _is_noun(word: str, at: Mapping[str, set[int]]) -> bool:
    """English: it has a plural, and no form that only verbs have."""
    verbs = (f"{word}ed", f"{word}d", f"{word}ing", f"{word[:-1]}ing", f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
    return f"{word}s" in at and not any(v in at for v in verbs) and not word.endswith(("ing", "ed", "s"))


def sample(found: Sequence[Project], part: str, most: int) -> list[Pair]:
    """At most ``most`` pairs of a part, drawn in turn from all projects, in an order that only their texts decide."""
    queues = defaultdict(list)
    for project in found:
        for pair in project.pairs:
            if pair.part == part:
                queues[pair.project].append((_hash("sample" + "".join(pair.source.forms.values())), pair))
    ordered = [sorted(q, key=lambda item: item[0]) for q in queues.values()]
    # A big project counts for more, but not for all: the square root of its size is its share.
    ranked = [((at + 1) / len(q) ** 0.5, n, pair) for n, q in enumerate(ordered) for at, (_, pair) in enumerate(q)]
    return [pair for *_, pair in sorted(ranked, key=lambda item: item[:2])[:most]]
