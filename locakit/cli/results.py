"""What a translation run came to, as the terminal shows it and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from locakit.cli.say import Voice, clip, content, some
from locakit.fitting import NOTE
from locakit.model import Finding
from locakit.shell.runner import Result
from locakit.translate import Done

_REASONS = {
    "term-forced": "term forced",
    "same-as-source": "looked like the source",
    NOTE: "too long",
    "digits-changed": "numbers to check",
    "name-changed": "names to check",
    "ambiguous": "words to choose",
    "register": "forms of address to check",
    "plural": "plurals to check",
    "derive.unconverted": "not converted",
}
"""How a note is said in the summary; others are said as they are."""


def as_json(result: Result) -> dict[str, object]:
    """One market's result: counts, files, what is due and why."""
    outcome = result.outcome
    return {
        "written": result.stored.written,
        "units": sum(result.stored.written.values()),
        "by_origin": dict(Counter(d.origin for d in outcome.done)),
        "resumed": result.resumed,
        "proposed": result.proposed,
        "marked": [_marked(d) for d in outcome.done if d.notes],
        "held": [{"resource": f.resource, "key": f.key, "rule": f.rule, "message": f.message} for f in _held(result)],
        "over_budget": [{"resource": d.work.target, "key": d.work.step.key, "message": d.over} for d in _over(result)],
        "due": [{"resource": w.target, "key": w.step.key} for w in outcome.due],
        "errors": [e.message for e in outcome.errors],
        "edited_by_hand": result.survey.seen.edited,
        "adopted": len(result.survey.seen.adopted),
    }


def _over(result: Result) -> list[Done]:
    return [d for d in result.outcome.done if d.over]


def _marked(done: Done) -> dict[str, object]:
    return {"resource": done.work.target, "key": done.work.step.key, "notes": done.notes}


def _held(result: Result) -> list[Finding]:
    return [*(finding for _, finding in result.outcome.held), *result.stored.findings]


def report(results: Sequence[Result], voice: Voice, whole: bool = True) -> None:
    """The result table: files written, what waits for a person, what is due and the command that helps."""
    name = max((len(r.market) for r in results), default=0) + 2
    for result in results:
        lines = _lines(result, voice)
        for n, line in enumerate(lines):
            voice.out(f"  {result.market if n == 0 else '':<{name}}{line}")
    _next(results, voice, whole)


def _lines(result: Result, voice: Voice) -> list[str]:
    out = _wrapped(
        [f"{path} +{count}" if count else f"{path} reordered" for path, count in result.stored.written.items()]
    ) or ["nothing to write"]
    if result.resumed:
        out.append(some(result.resumed, "unit was", "units were") + " finished by an earlier, interrupted run")
    if result.survey.seen.edited:
        out.append(some(len(result.survey.seen.edited), "hand edit") + " seen and kept")
    if result.proposed:
        out.append(some(result.proposed, "proposal") + " laid beside a person's words, which stay")
    out += _waiting(result, voice) + _over_lines(result, voice) + _held_lines(result, voice) + _due(result, voice)
    return out


def _wrapped(parts: Sequence[str], cells: int = 100) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) + 3 <= cells:
            lines[-1] += "   " + part
        else:
            lines.append(part)
    return lines


def _waiting(result: Result, voice: Voice) -> list[str]:
    marked = [d for d in result.outcome.done if d.notes]
    if not marked:
        return []
    counts = Counter(_REASONS.get(n.partition(":")[0], n) for d in marked for n in dict.fromkeys(d.notes))
    why = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
    out = [f"{some(len(marked), 'unit waits', 'units wait')} for a person ({why})"]
    if voice.verbose:
        out += [f"  {d.work.target}  {content(d.work.step.key)}  {', '.join(d.notes)}" for d in marked]
    return out


def _over_lines(result: Result, voice: Voice) -> list[str]:
    over = _over(result)
    if not over:
        return []
    out = [f"{some(len(over), 'unit is', 'units are')} over budget"]
    shown = over if voice.verbose else over[:3]
    out += [f"  {d.work.target}  {content(d.work.step.key)}  {d.over}" for d in shown]
    if len(over) > len(shown):
        out.append(f"  … and {len(over) - len(shown)} more: --verbose")
    return out


def _held_lines(result: Result, voice: Voice) -> list[str]:
    held = _held(result)
    if not held:
        return []
    out = [f"{some(len(held), 'unit was', 'units were')} not written: a placeable or the structure came back broken"]
    shown = held if voice.verbose else held[:3]
    for finding in shown:
        out.append(f"  {finding.resource}  {content(finding.key)}  {finding.rule}  {content(finding.message)}")
    if len(held) > len(shown):
        out.append(f"  … and {len(held) - len(shown)} more: --verbose")
    return out


def _due(result: Result, voice: Voice) -> list[str]:
    due = result.outcome.due
    if not due:
        return []
    errors = result.outcome.errors
    why = errors[-1].message if errors else "no engine could translate them"
    out = [f"{some(len(due), 'unit is', 'units are')} due: {why}"]
    out += [f"  {e.hint}" for e in errors[-1:] if e.hint]
    if voice.verbose:
        out += [f"  {w.target}  {content(w.step.key)}  {clip(w.message.text, 60)}" for w in due]
    return out


def _next(results: Sequence[Result], voice: Voice, whole: bool) -> None:
    """The next command; ``whole`` is false where a file could not be read, so nothing is said of being done."""
    waits = next((r.market for r in results if r.outcome.done or r.proposed), "")
    if waits:
        voice.out(f"\nNext: locakit review --market {waits}")
    elif whole and not any(r.outcome.due or r.outcome.held or r.stored.findings for r in results):
        voice.out("\nEverything is up to date.")
