"""Does locakit keep this file? One file read, written unchanged, and written again with one changed value."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from locakit import locales, splice, tags
from locakit.catalog import render, source_view
from locakit.doors import Format
from locakit.errors import BrokenText, LocakitError
from locakit.model import Forms, Message, Resource

WORD = "Zebra"
"""What an edit adds: plain ASCII and markup in no format."""

_LOCALE = "en"
_HEAD = 10_000
"""Characters in which a file says what language it is in."""
_NAMED = re.compile(
    r"\b(sourceLanguage|srclang|source-language|target-language|trgLang|language|(?:xml:)?lang)"
    r"[\"']?\s*[=:]\s*[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\b",
    re.IGNORECASE,
)
_TARGET = frozenset({"target-language", "trglang", "language"})
_CELL = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_SHARED = ("one", "other")
_DIFFED = 2_000
"""Stretches of more lines are counted, not compared line by line: that takes quadratic time."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one file."""

    format: str
    """The format's registered name."""
    messages: int
    """How many entries were read."""
    identical: bool
    """The unchanged copy has the file's very characters."""
    lines_changed: int | None
    """How many lines one changed value made differ; None without an edit and for binary formats."""
    faults: tuple[str, ...]
    """What could not be read or went wrong, ``line:column  sentence`` where there is a place."""


def try_file(fmt: Format, path: str, text: str, edit: bool, seed: int = 0) -> Trial:
    """Read ``text``, write it unchanged and, with ``edit``, once more with a word added to one value.

    ``seed`` chooses the value. Nothing is raised for a file that cannot be read: that is a fault.
    """
    try:
        resource = read(fmt, path, text)
    except BrokenText as error:
        where = error.fault
        return Trial(fmt.name, 0, False, None, (f"{where.line}:{where.column}  {where.message}",))
    faults = [_placed(text, junk.span[0], junk.message) for junk in resource.junk]
    try:
        identical = render(fmt, source_view(resource, fmt), resource, path, resource.locale, {}) == text
        faults += [] if identical else ["the unchanged copy differs from the file"]
        lines, wrong = _edited(fmt, resource, seed) if edit and resource.messages else (None, [])
    except (LocakitError, ValueError, LookupError) as error:
        return Trial(fmt.name, len(resource.messages), False, None, (*faults, f"cannot be written: {error}"))
    return Trial(fmt.name, len(resource.messages), identical, lines, (*faults, *wrong))


def read(fmt: Format, path: str, text: str) -> Resource:
    """The resource in the locale that the file or its path names; of a multilingual file, in its source locale.

    Raises BrokenText.
    """
    if not fmt.multilingual:
        return fmt.parse(path, text, _locale(path, text))
    tries = (fmt.parse(path, text, locale) for locale in (_LOCALE, *_columns(text)))
    return next((resource for resource in tries if resource.messages), None) or fmt.parse(
        path, text, _locale(path, text)
    )


def _locale(path: str, text: str) -> str:
    """What the file's head says that it is in, or a part of its path that is a locale: plural forms depend on it."""
    said = [value for name, value in _NAMED.findall(text[:_HEAD]) if name.lower() in _TARGET]
    parts = [part for step in reversed(path.split("/")) for part in (step, *step.split("."))]
    return next((locales.normalize(tag) for tag in (*said, *parts) if tags.known(tag)), _LOCALE)


def _columns(text: str) -> Iterator[str]:
    """What the head of a file with several locales names: attributes, then the cells of its first line."""
    named = [value for _, value in _NAMED.findall(text[:_HEAD])]
    yield from list(dict.fromkeys(named + _CELL.findall(text[:_HEAD].split("\n", 1)[0])))[:50]


def choose(resource: Resource, seed: int) -> Message:
    """The message an edit is tried on: one with text that a person settled, if there is one."""
    settled = [m for m in resource.messages if any(m.forms.values()) and not m.flags & {"fuzzy", "verbatim"}]
    return random.Random(seed).choice(settled or list(resource.messages))


def reworded(message: Message, seed: int, word: str = WORD) -> Forms:
    """The message's forms with ``word`` behind one of them; an untranslated one gets its source's text as well."""
    forms = {c: t for c, t in message.forms.items() if t}
    if not forms:
        spare = message.source.get("other", "")
        wanted = _SHARED if message.plural else ("other",)
        return {c: _longer(message.source.get(c, spare), word) for c in wanted}
    category = random.Random(seed).choice(sorted(forms))
    return {**message.forms, category: _longer(forms[category], word)}


def _longer(text: str, word: str) -> str:
    end = len(text.rstrip())
    return f"{text[:end]} {word}{text[end:]}" if end else word


def _edited(fmt: Format, resource: Resource, seed: int) -> tuple[int | None, list[str]]:
    """Lines changed by one edit, and what is wrong with it."""
    message = choose(resource, seed)
    forms = reworded(message, seed)
    text = render(fmt, source_view(resource, fmt), resource, resource.path, resource.locale, {message.key: forms})
    again = fmt.parse(resource.path, text, resource.locale)
    wrong = _strays(resource, again, message, forms, fmt.keyed)
    faults = [_placed(resource.text, m.whole[0], sentence) for m, sentence in wrong]
    return (None if fmt.binary else lines_changed(resource.text, text)), faults


def _strays(
    before: Resource, after: Resource, message: Message, forms: Forms, keyed: bool
) -> Iterator[tuple[Message, str]]:
    """Messages that an edit of ``message`` left otherwise than it should."""
    if len(before.messages) != len(after.messages):
        counts = f"{len(before.messages)} entries became {len(after.messages)}"
        yield message, f"after a change of {message.key!r}, {counts}"
        return
    for old, new in zip(before.messages, after.messages, strict=True):
        if old is message:
            kept = {**old.forms, **forms} if old.forms else {**new.forms, **forms}
            if dict(new.forms) != kept:
                yield old, f"the new text of {old.key!r} does not come back as it was written"
        elif _seen(old, keyed) != _seen(new, keyed):
            yield old, f"a change of {message.key!r} changed {old.key!r}, too"


def _seen(message: Message, keyed: bool) -> Message:
    """What an edit elsewhere must not change; in documents a message is named and placed by the text around it."""
    return message if keyed else replace(message, key="", context="")


def lines_changed(old: str, new: str) -> int:
    """How many lines differ: of each changed stretch, those it had or those it has, whichever are more."""
    a, b = old.split("\n"), new.split("\n")
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest = min(len(a), len(b)) - start
    same = next((i for i in range(rest) if a[-1 - i] != b[-1 - i]), rest)
    return _differing(a[start : len(a) - same], b[start : len(b) - same])


def _differing(a: Sequence[str], b: Sequence[str]) -> int:
    if min(len(a), len(b)) <= 1 or max(len(a), len(b)) > _DIFFED:
        return max(len(a), len(b))
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return sum(max(a2 - a1, b2 - b1) for kind, a1, a2, b1, b2 in steps if kind != "equal")


def _placed(text: str, offset: int, sentence: str) -> str:
    line, column, _ = splice.place(text, offset)
    return f"{line}:{column}  {sentence}"
