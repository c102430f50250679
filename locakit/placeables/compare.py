"""What the placeables of a target have too little, too much, in the wrong order or wrongly nested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count

from locakit.placeables.custom import FOLDED
from locakit.placeables.emphasis import emphasis
from locakit.placeables.scan import PERSONAL, Scanner, may_hold
from locakit.placeables.spans import Difference, Placeable, is_count

_SPACE = re.compile(r"\s+")
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/]+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?")
_FREE_ATTRIBUTES = frozenset(
    {"alt", "title", "lang", "dir", "hreflang", "xml:lang", "placeholder", "label", "aria-label", "summary"}
)
_VALUE = re.compile(r"\$?\{\{?\s*+[^{}]*+\}|%(?:\d++\$|\([^()%]*+\))?[sd@]")
"""A value that the program puts into an attribute for readers."""

_BRACED = frozenset({"brace", "mustache", "template", "liquid", "shortcode"})
_QUOTES = str.maketrans("", "", "\"' ")
_FREE = frozenset({"percent", "date"})
_CONVERTS = frozenset({"printf", "numbered", "ruby"})
_PLACE = re.compile(r"%(?:\[(\d++)\]|(\d++):)")
"""How Go and Object Pascal write what is ``%1$`` elsewhere; the latter counts from 0."""

_UNORDERED = frozenset({"python-format", "lua-format"})
"""Runtimes that know no positions."""

_BARE = frozenset({"{}", "{:", "{!"})
"""How a brace placeholder without a name or number begins."""
_TYPOGRAPHIC = re.compile(
    r"amp|nbsp|quot|apos|[lr][sd]quo|[sb][bd]quo|[lr]s?aquo|hellip|[nm]dash|shy|(?:thin|en|em)sp|zwn?j|[lr][lr]m"
)
_TYPOGRAPHIC_NUMBER = re.compile(r"&#(?:160|39|34|38|82\d\d|[xX](?:a0|A0|27|22|26|20[012][0-9a-fA-F]));")


def found(text: str, flags: frozenset[str]) -> tuple[Placeable, ...]:
    """``find``, remembered: rules, memory and engines ask for the same texts one after the other."""
    return _found(text, flags) if may_hold(text, flags) else ()


@lru_cache(maxsize=4096)
def _found(text: str, flags: frozenset[str]) -> tuple[Placeable, ...]:
    return tuple(find(text, flags))


def find(text: str, flags: frozenset[str]) -> list[Placeable]:
    """As ``placeables.find``, emphasis included."""
    if not may_hold(text, flags):
        return []
    found = Scanner(text, flags).run()
    if "md-text" in flags and ("*" in text or "_" in text or "~~" in text):
        found = sorted([*found, *emphasis(text, found)], key=lambda p: p.start)
    return _with_persons(text, found, flags) if PERSONAL in flags else found


def _with_persons(text: str, found: list[Placeable], flags: frozenset[str]) -> list[Placeable]:
    """The placeables and what tells who a person is, where that is not part of one already."""
    from locakit.placeables import personal

    taken = [(p.start, p.end) for p in found]
    free = (s for s in personal.spans(text, flags) if not any(a < s[1] and s[0] < b for a, b in taken))
    mine = [Placeable("personal", start, end, text[start:end], "") for start, end in free]
    return sorted([*found, *mine], key=lambda p: p.start)


def compare(
    source: str, target: str, flags: frozenset[str] = frozenset(), *, may_drop_count: bool = False
) -> list[Difference]:
    """The differences between the placeables of two texts, in the target's order; empty means intact.

    Named and numbered placeables are compared as multisets, unnumbered printf ones as a sequence (positions in the
    target may reorder them where the runtime knows positions), tags by name and attributes and for their nesting.
    Typographic entities (``&nbsp;`` …), ``%%`` and the directives of dates (``%Y``) may come and go. With
    ``may_drop_count`` the placeable that is the number may be missing: for a form that covers exactly one number.
    """
    have, want = found(target, flags), found(source, flags)
    if [p.text for p in have] == [p.text for p in want]:
        return []
    mine, theirs = _strict(want), _strict(have)
    runs_mine, runs_theirs = _unnumbered(mine), _unnumbered(theirs)
    if flags.isdisjoint(_UNORDERED) and any(p.kind == "numbered" for p in (*mine, *theirs)):
        runs_mine = runs_theirs = []
        keys_mine, keys_theirs = _positions(mine), _positions(theirs)
    else:
        folded = FOLDED in flags
        keys_mine, keys_theirs = _keys(mine, folded), _keys(theirs, folded)
        if keys_mine != keys_theirs and any(k[:1] == "{" and k[1:2].isdecimal() for k in (*keys_mine, *keys_theirs)):
            keys_mine, keys_theirs = _counted(keys_mine), _counted(keys_theirs)
    lost = _surplus(mine, keys_mine, keys_theirs)
    if may_drop_count:
        lost = _without_count(lost, mine, runs_mine, runs_theirs)
    added = _surplus(theirs, keys_theirs, keys_mine)
    out = [Difference("missing", p.text, (0, len(target)), (p.start, p.end)) for p in lost]
    out += [Difference("extra", p.text, (p.start, p.end), (0, 0)) for p in added]
    if not _unnumbered((*lost, *added)):
        out += _order(runs_mine, runs_theirs)
    fault = _crossing(have)
    if fault and not _crossing(want):
        out.append(Difference("unbalanced", fault.text, (fault.start, fault.end), (0, 0)))
    return sorted(out, key=lambda d: d.span_in_target)


def _keys(found: Iterable[Placeable], folded: bool) -> list[str]:
    return [key(p).casefold() if folded and p.kind == "custom" else key(p) for p in found]


def _counted(keys: Sequence[str]) -> list[str]:
    """Keys in which the third ``{}`` is ``{2}``: Python and Rust number them so."""
    numbers = count()
    return [f"{{{next(numbers)}{k[1:]}" if k[:2] in _BARE else k for k in keys]


def key(placeable: Placeable) -> str:
    """What two spellings of one placeable have in common."""
    text = placeable.text
    if placeable.kind in _BRACED:
        text = _SPACE.sub("", text)
        # A Fluent term may be asked for in another case or with another capital.
        return f"{{{placeable.name}}}" if text[:2] == "{-" and text.endswith(")}") else text
    if placeable.kind in _CONVERTS:
        text = text.replace("'", "").replace(" ", "")
        place = _PLACE.match(text) if placeable.kind == "numbered" else None
        if place:
            text = f"%{place[1] or int(place[2]) + 1}${text[place.end() :]}"
        return f"{text[:-1]}d" if text[-1] == "i" else text
    if placeable.kind == "insertion":
        return text.translate(_QUOTES)
    if placeable.kind == "tag":
        return _tag_key(placeable)
    if placeable.kind == "bbcode" and " " in text:
        return text.partition("=")[0]
    return text.lower() if text[0] == "$" and placeable.kind == "named" else text


def _tag_key(tag: Placeable) -> str:
    if tag.role == "close":
        return f"</{tag.name}>"
    body = tag.text[1 + len(tag.name) : -1].rstrip("/")
    found = {m[1].lower(): (m[2] or "").strip("\"'") for m in _ATTRIBUTE.finditer(body)}
    kept = " ".join(
        f"{k}={v if k not in _FREE_ATTRIBUTES else ' '.join(_VALUE.findall(v))}"
        for k, v in sorted(found.items()) if k not in _FREE_ATTRIBUTES or _VALUE.search(v)
    )  # fmt: skip
    return f"<{tag.name} {kept}>"


def _strict(found: Iterable[Placeable]) -> list[Placeable]:
    return [p for p in found if p.kind not in _FREE and not _goes_without(p)]


def _goes_without(placeable: Placeable) -> bool:
    """What stands for a mark of the text, and the end of an insertion, which its beginning has."""
    if placeable.kind == "insertion":
        return placeable.role == "close"
    return placeable.kind == "entity" and _is_typographic(placeable)


def _is_typographic(entity: Placeable) -> bool:
    return bool(_TYPOGRAPHIC.fullmatch(entity.name) or _TYPOGRAPHIC_NUMBER.fullmatch(entity.text))


def _unnumbered(found: Iterable[Placeable]) -> list[Placeable]:
    return [p for p in found if p.kind == "printf" or p.text[:2] in _BARE]


def _positions(found: Sequence[Placeable]) -> list[str]:
    """Keys in which the third ``%s`` is ``%3$s``."""
    out: list[str] = []
    at = 0
    for placeable in found:
        if placeable.kind == "printf":
            at += 1
            out.append(f"%{at}${key(placeable)[1:]}")
        else:
            out.append(key(placeable))
    return out


def _surplus(found: Sequence[Placeable], keys: Sequence[str], others: Sequence[str]) -> list[Placeable]:
    left = Counter(others)
    out: list[Placeable] = []
    for placeable, name in zip(found, keys, strict=True):
        left[name] -= 1
        if left[name] < 0:
            out.append(placeable)
    return out


def _without_count(
    lost: list[Placeable], mine: list[Placeable], before: Sequence[Placeable], after: Sequence[Placeable]
) -> list[Placeable]:
    """What stays lost when the number may go; an unnumbered one may go only from the end of the sequence."""
    values = [p for p in mine if not p.role and p.kind not in ("url", "email", "code", "entity")]
    only = values[0] if len({key(p) for p in values}) == 1 else None
    prefix = [key(p) for p in before][: len(after)] == [key(p) for p in after]
    return [
        p for p in lost
        if not (is_count(p) or (only and key(p) == key(only))) or (p in before and not prefix)
    ]  # fmt: skip


def _order(mine: Sequence[Placeable], theirs: Sequence[Placeable]) -> list[Difference]:
    for a, b in zip(mine, theirs, strict=False):
        if key(a) != key(b):
            return [Difference("order", b.text, (b.start, b.end), (a.start, a.end))]
    return []


def _crossing(found: Iterable[Placeable]) -> Placeable | None:
    """The first tag that does not nest, or None."""
    stack: list[Placeable] = []
    for placeable in found:
        if placeable.role == "open":
            stack.append(placeable)
        elif placeable.role == "close":
            if not stack or (stack[-1].kind, stack[-1].name) != (placeable.kind, placeable.name):
                return placeable
            stack.pop()
    return stack[-1] if stack else None
