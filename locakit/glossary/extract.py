"""Terms that a project has and its glossaries do not: candidates with their targets, and as YAML to paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from locakit import locales
from locakit.glossary import partners, phrases, yamltext
from locakit.glossary.books import Book
from locakit.glossary.entries import NOUNS_WITH_CAPITALS
from locakit.glossary.partners import Asked, Partner
from locakit.glossary.phrases import Candidate, Text
from locakit.model import Message
from locakit.rules._tone_text import flat
from locakit.terms.glossary import Entry, Use
from locakit.terms.inflect import source_forms
from locakit.terms.words import fold


@dataclass(frozen=True, slots=True)
class Content:
    """A project's texts, each different one once."""

    texts: Sequence[Text]
    targets: Mapping[str, Mapping[int, str]]
    """By market, the translation of a text by its number."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that a glossary may want."""

    candidate: Candidate
    example: str
    targets: Mapping[str, Partner] = field(default_factory=dict)

    @property
    def is_name(self) -> bool:
        """A name whose letters stay the same in most translations, as far as there are any."""
        same = [fold(p.text) == fold(self.candidate.text) for p in self.targets.values()]
        if self.candidate.kind != "name":
            return self.candidate.kind == "label" and bool(same) and all(same)
        inner = any(c.isupper() for word in self.candidate.text.split() for c in word[1:])
        return sum(same) > len(same) / 2 if same else inner or " " not in self.candidate.text

    @property
    def entry(self) -> Entry | None:
        """As a glossary would have it; None where neither a target is known nor the term is a name."""
        text = self.candidate.text
        if self.is_name:
            return Entry(text, dnt=True, case_sensitive=True)
        source = text if self.candidate.kind == "name" else _lower(text)
        name = self.candidate.kind == "name"
        kept = {m: name or locales.language(m) in NOUNS_WITH_CAPITALS for m in self.targets}
        uses = {m: Use(p.text if kept[m] else _lower(p.text)) for m, p in self.targets.items()}
        note = "a label of the program" if self.candidate.kind == "label" else ""
        return Entry(source, note=note, uses=uses) if uses else None

    def as_json(self) -> dict[str, object]:
        """For machines."""
        c = self.candidate
        targets = {m: {"text": p.text, "count": p.count, "of": p.of} for m, p in self.targets.items()}
        return {
            "source": c.text, "kind": c.kind, "score": round(c.score, 1), "texts": len(c.at), "files": c.files,
            "dnt": self.is_name, "targets": targets, "example": self.example,
        }  # fmt: skip


def _lower(text: str) -> str:
    """Without capitals that only its place gave it: a heading, the beginning of a label."""
    return " ".join(w.lower() if w[1:] == w[1:].lower() and len(w) > 1 else w for w in text.split(" "))


def content(rows: Iterable[tuple[str, bool, Message, Mapping[str, Message]]]) -> Content:
    """The content of ``(file, is it a program's, source message, market to target message)``."""
    numbers: dict[str, int] = {}
    texts: list[Text] = []
    targets: dict[str, dict[int, str]] = {}
    for path, keyed, source, there in rows:
        for form, text in source.forms.items():
            plain = flat(text, source.flags)
            known = numbers.setdefault(plain, len(texts))
            if known == len(texts):
                texts.append(Text(plain, path, keyed))
            for market, target in there.items():
                said = target.forms.get(form, "")
                if said and said != text:
                    targets.setdefault(market, {}).setdefault(known, flat(said, source.flags | target.flags))
                elif said:
                    targets.setdefault(market, {}).setdefault(known, plain)
    return Content(texts, targets)


def known(books: Iterable[Book], source: str) -> frozenset[str]:
    """All that the glossaries know as a term, in any form, folded."""
    language = locales.language(source)
    entries = [e for b in books for e in b.glossary.entries]
    regular = {fold(f) for e in entries for f in source_forms(e.source, language, e.pos)}
    return frozenset(regular | {fold(t) for e in entries for t in (e.source, *e.forms, *e.exceptions)})


def propose(
    found: Content, source: str, have: frozenset[str], least: int = 3, most: int = 100
) -> list[Proposal]:  # fmt: skip
    """At most ``most`` proposals, best first; ``have`` are the terms that are known, folded (see ``known``)."""
    language = locales.language(source)
    every = phrases.find(found.texts, language, least)
    fresh = [c for c in every if not _forms(c.text, language) & have][:most]
    asked = [Asked(c.text, c.at, c.whole) for c in fresh]
    by_market = {m: partners.find(asked, texts, locales.language(m)) for m, texts in found.targets.items()}
    return [
        Proposal(
            c, min((found.texts[n].plain for n in c.at), key=lambda t: abs(len(t) - 60)),
            {m: there[c.text] for m, there in by_market.items() if c.text in there},
        )
        for c in fresh
    ]  # fmt: skip


def _forms(text: str, language: str) -> set[str]:
    return {fold(form) for form in (text, *source_forms(text, language, ""))}


def as_yaml(proposals: Sequence[Proposal]) -> str:
    """Entries to paste below ``terms:``; those without a target as comments."""
    lines = ["terms:"]
    for one in proposals:
        c, entry = one.candidate, one.entry
        seen = [f"{m} {p.count} of {p.of}" for m, p in one.targets.items()]
        lines.append(f"  # {c.kind}, {len(c.at)} texts, {c.files} files" + (f"; {', '.join(seen)}" if seen else ""))
        if entry:
            lines.append(yamltext.item(entry, "  ", "\n"))
        else:
            lines.append(f"  # - source: {yamltext.scalar(_lower(c.text) if c.kind != 'name' else c.text)}")
    return "\n".join([*lines, ""])
