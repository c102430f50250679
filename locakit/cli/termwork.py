"""glossary extract and impact, as the terminal shows them and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, clip, content, some, table

if TYPE_CHECKING:
    from locakit.glossary.extract import Proposal
    from locakit.glossary.impact import Act, Change, Touched
    from locakit.shell.workspace import Workspace

_ACTS: dict[Act, str] = {
    "requeue": "machine-made, to be redone", "person": "for a person", "fits": "fits already",
    "due": "not translated yet",
}  # fmt: skip


def extract(
    project: str, markets: Sequence[str] | None, into: str, least: int, most: int, format: str, voice: Voice
) -> int:
    """``locakit glossary extract``."""
    from locakit.glossary import extract as page
    from locakit.shell import glossary
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("yaml", "json", "text"))
    space = open_workspace(project)
    books, source = glossary.books(space), space.project.source
    content_ = page.content(glossary.rows(space, space.markets(markets)))
    found = page.propose(content_, source, page.known(books, source), least, most)
    if into:
        return _into(space, into, found, voice)
    if format == "json":
        voice.json({"version": 1, "texts": len(content_.texts), "candidates": [p.as_json() for p in found]})
    elif format == "text":
        for line in table([_cells(p) for p in found], right=frozenset({0, 2})):
            voice.out(line)
    else:
        voice.out(page.as_yaml(found).rstrip("\n"))
    voice.note(f"{some(len(found), 'candidate')} in {some(len(content_.texts), 'different text')}")
    return 0


def _cells(one: Proposal) -> list[str]:
    c = one.candidate
    told = [f"{m}: {content(p.text)} ({p.count} of {p.of})" for m, p in one.targets.items()]
    return [
        f"{c.score:.0f}",
        c.kind,
        str(len(c.at)),
        content(c.text),
        "stays as it is" if one.is_name else "; ".join(told),
    ]


def _into(space: Workspace, into: str, found: Sequence[Proposal], voice: Voice) -> int:
    from locakit.shell import glossary

    entries = [e for e in (p.entry for p in found) if e]
    name = glossary.home(space, into, into)
    done = glossary.take_in(space, name, entries)
    space.write(name, done.text)
    left = len(found) - len(entries)
    voice.out(
        f"{name}: {some(len(done.added), 'term')} added" + (f", {left} left out: no target is known" if left else "")
    )
    if not glossary.listed(space, name):
        voice.note(f"\nNext: add {name} to `glossaries:` in locakit.yaml")
    return 0


def impact(project: str, markets: Sequence[str] | None, since: str, redo: bool, format: str, voice: Voice) -> int:
    """``locakit glossary impact``."""
    from locakit.shell import glossary
    from locakit.shell.desk import open_office
    from locakit.shell.requeue import find, requeue
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    now, before = glossary.books(space), glossary.old_books(space, since)
    with open_office(space, write=redo):
        found = {m: find(space, m, before, now) for m in space.markets(markets)}
        redone = {m: requeue(space, m, touched) for m, (_, touched) in found.items()} if redo else {}
    if format == "json":
        voice.json(
            {"version": 1, "since": since, "markets": {m: _as_json(*f, redone.get(m, 0)) for m, f in found.items()}}
        )
        return 0
    for market, (changed, touched) in found.items():
        _show(market, changed, touched, voice)
    _next(found, redone, redo, voice)
    return 0


def _as_json(changed: Sequence[Change], touched: Sequence[Touched], redone: int) -> dict[str, object]:
    return {
        "terms": [{"kind": c.kind, **asdict(c)} for c in changed],
        "counts": {act: sum(t.act == act for t in touched) for act in _ACTS},
        "requeued": redone,
        "units": [
            {
                "resource": t.target_path, "key": t.key, "act": t.act, "terms": list(t.terms), "why": t.why,
                "source": dict(t.source), "target": dict(t.target),
            }
            for t in touched
        ],
    }  # fmt: skip


def _show(market: str, changed: Sequence[Change], touched: Sequence[Touched], voice: Voice) -> None:
    if not changed:
        voice.out(f"{market}  no term changed")
        return
    voice.out(voice.paint(f"{market}  {some(len(changed), 'term')} changed", "bold"))
    for c in changed if voice.verbose else changed[:10]:
        voice.out(f"  {content(c.source)}: {_words(c.before) or 'new'} → {_words(c.after) or 'gone'}")
    counts = Counter(t.act for t in touched)
    voice.out(
        f"  {', '.join(f'{counts[act]} {told}' for act, told in _ACTS.items() if counts[act]) or 'no unit has them'}"
    )
    for t in touched:
        if t.act in ("requeue", "person") and (voice.verbose or t.act == "person"):
            text = next((v for v in t.target.values() if v), "")
            voice.out(
                f"    {'redo' if t.act == 'requeue' else 'look'}  {t.target_path}  {content(t.key)}  {clip(text, 50)}"
            )
            voice.out(f"          {content(t.why)}")


def _words(terms: Sequence[str]) -> str:
    return " or ".join(map(content, terms))


def _next(
    found: dict[str, tuple[list[Change], list[Touched]]], redone: dict[str, int], redo: bool, voice: Voice
) -> None:
    if redo:
        total = sum(redone.values())
        voice.note(
            f"\n{some(total, 'unit is', 'units are')} due again" + ("\nNext: locakit translate" if total else "")
        )
    elif any(t.act == "requeue" for _, touched in found.values() for t in touched):
        voice.note("\nNext: the same with --requeue, then locakit translate")
