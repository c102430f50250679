"""The messages in a tree of spans: plural forms grouped, ICU and interpolation flagged, doubles reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from locakit.formats._flags import BRANCHES, is_icu
from locakit.formats._plain import OfMember
from locakit.formats._tree import Member, Node, leaves
from locakit.locales import CATEGORIES
from locakit.model import Forms, Junk, Message, Span

NONE: frozenset[str] = frozenset()
_EMPTY: Forms = {}
ICU = frozenset({"icu-message-format"})
I18NEXT = frozenset({"i18next-interpolation"})
ORDINAL = frozenset({"ordinal"})
Flags = Callable[[str], frozenset[str]]
Path = tuple[str, ...]

_SUFFIX = re.compile(rf"(.+)_({'|'.join(CATEGORIES)})", re.DOTALL)
ENDS = tuple((c, f"_{c}") for c in CATEGORIES)
COUNT = re.compile(r"\{\s*count\b")


def split_suffix(name: str) -> tuple[str, str] | None:
    """``item_few`` as ``(item, few)`` (i18next v4); None where no plural category ends the name."""
    match = _SUFFIX.fullmatch(name)
    return (match[1], match[2]) if match else None


def flagger(root: Node, text: str, i18next: bool) -> Flags:
    """``flags_of`` the file whose tree is ``root``."""
    return flags_of(text, (m.value for _, m in leaves(root) if isinstance(m.value, str)), i18next)


def flags_of(text: str, values: Iterable[str], i18next: bool) -> Flags:
    """What flags a message of this file gets: one ICU message that parses makes all braces of the file ICU's.

    ``values`` are the file's texts; they are only looked at where the file speaks of an ICU argument at all.
    """
    speaks_icu = names_argument(text) and any(is_icu(value) for value in values)

    def flags(value: str) -> frozenset[str]:
        if speaks_icu and "{" in value and ("{{" not in value or BRANCHES.search(value)):
            return ICU
        return I18NEXT if i18next and ("{{" in value or "$t(" in value) else NONE

    return flags


def names_argument(text: str) -> bool:
    """True where a text has what every ICU message with branches has."""
    return ("plural" in text or "select" in text) and BRANCHES.search(text) is not None


def is_metadata(member: Member) -> bool:
    """True for the root's ``@@locale``, ``@key`` and ``@metadata`` (ARB, banana)."""
    return member.name.startswith("@@") or (member.name.startswith("@") and isinstance(member.value, Node))


def read(root: Node, text: str, flags: Flags) -> tuple[list[Message], list[Junk]]:
    """The messages below ``root``, whose file's text is ``text``, and junk for every entry that a later one hides."""
    reader = _Reader(flags, "_other" in text)
    reader.walk(root, (), "", None)
    out, junk = reader.out, reader.junk
    if len({m.key for m in out}) < len(out):
        last = {m.key: i for i, m in enumerate(out)}
        lost = [(m, out[last[m.key]]) for i, m in enumerate(out) if last[m.key] != i]
        junk += [_hidden(m.key, m.whole) if m.path == other.path else _two_ways(m.key, m.whole) for m, other in lost]
        out = [m for i, m in enumerate(out) if last[m.key] == i]
    return out, junk


class _Reader:
    """One walk over a tree; the loop is long because a hundred thousand entries go through it."""

    def __init__(self, flags: Flags, suffixes: bool) -> None:
        self.flags = flags
        self.suffixes = suffixes
        self.out: list[Message] = []
        self.junk: list[Junk] = []

    def walk(self, node: Node, path: Path, prefix: str, skip: str | None) -> None:
        """Take the messages of ``node``, whose keys begin with ``prefix``; a text named ``skip`` is none."""
        members = node.members if path else [m for m in node.members if m.name[:1] != "@" or not is_metadata(m)]
        members = self._last_only(node, members)
        groups = _suffixed(node, path, prefix, self.flags) if self.suffixes else None
        append = self.out.append
        new: Any = object.__new__
        for member in members:
            name, start, vstart, vend, value = member
            if value.__class__ is str:
                if groups and name in groups:
                    group = groups[name]
                    if group:
                        append(group)
                elif name != skip:
                    flag = self.flags(value) if "{" in value or "$" in value else NONE
                    at, key = (*path, name), prefix + name
                    if flag:
                        span = {"other": (vstart, vend)}
                        append(Message(key, {"other": value}, span, (start, vend), at, flags=flag))
                        continue
                    plain = new(OfMember)
                    plain.key, plain.forms, plain.path, plain.at = key, {"other": value}, at, member
                    append(plain)
            elif isinstance(value, Node):
                forms = _nested(value) if "other" in value.index() else None
                if forms:
                    append(_plural(prefix + name, (*path, name), forms, self.flags, (start, vend)))
                else:
                    self.walk(value, (*path, name), f"{prefix}{name}.", "id" if node.kind == "keyed" else None)

    def _last_only(self, node: Node, members: list[Member]) -> list[Member]:
        index = node.index()
        if len(index) == len(node.members):
            return members
        hidden = [m for i, m in enumerate(node.members) if index[m.name] != i]
        self.junk += [_hidden(m.name, (m.start, m.vend)) for m in hidden]
        return [m for m in members if m is node.get(m.name)]


def _plural(key: str, path: Path, forms: dict[str, Member], flags: Flags, whole: tuple[int, int]) -> Message:
    texts = {c: m[4] for c, m in forms.items() if m[4].__class__ is str}
    spans = {c: (m[2], m[3]) for c, m in forms.items()}
    other = str(texts["other"])
    marks = flags(other) if "{" in other or "$" in other else NONE
    if path[-1].endswith("_ordinal"):
        marks |= ORDINAL
    return Message(key, texts, spans, whole, path, True, _EMPTY, "", "", None, marks)


def _nested(node: Node) -> dict[str, Member] | None:
    """The forms of ``{"one": …, "other": …}``; None where the map is something else."""
    if len(node.members) > len(CATEGORIES) or node.kind != "map":
        return None
    if any(m.name not in CATEGORIES or not isinstance(m.value, str) for m in node.members):
        return None
    return {m.name: m for m in node.members}


def _suffixed(node: Node, path: Path, prefix: str, flags: Flags) -> dict[str, Message | None]:
    """For each ``item_one``, ``item_other`` … its message at the first of them, None at the others.

    A lone ``item_other`` is a plural only if it speaks of a count; where ``item`` stands beside, the key is
    ``item_other``, because ``item`` is taken.
    """
    found: dict[str, Message | None] = {}
    if node.kind != "map":
        return found
    index, members = node.index(), node.members
    for base in [name[:-6] for name in index if name.endswith("_other") and len(name) > 6]:
        forms: dict[str, Member] = {}
        places: list[int] = []
        for category, end in ENDS:
            at = index.get(base + end)
            if at is not None and members[at][4].__class__ is str:
                forms[category] = members[at]
                places.append(at)
        if "other" not in forms or (len(forms) == 1 and not COUNT.search(str(forms["other"].value))):
            continue
        for at in places:
            found[members[at][0]] = None
        first, last = members[min(places)], members[max(places)]
        key = f"{base}_other" if base in index else base
        found[first[0]] = _plural(prefix + key, (*path, base), forms, flags, (first[1], last[3]))
    return found


def _two_ways(key: str, span: Span) -> Junk:
    told = "is written in two ways, with a dot in its name and as a group; only the last one is translated"
    return Junk(f"The key {key!r} {told}.", span)


def _hidden(key: str, span: tuple[int, int]) -> Junk:
    return Junk(f"The key {key!r} stands here twice; programs read the last one.", span, True)
