"""The messages in a tree of spans: plural forms grouped, ICU and interpolation flagged, doubles reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from locakit.formats._tree import Member, Node, leaves
from locakit.locales import CATEGORIES
from locakit.model import Junk, Message, Span

NONE: frozenset[str] = frozenset()
ICU = frozenset({"icu-message-format"})
I18NEXT = frozenset({"i18next-interpolation"})
ORDINAL = frozenset({"ordinal"})
Flags = Callable[[str], frozenset[str]]
Path = tuple[str, ...]

_SUFFIX = re.compile(rf"(.+)_({'|'.join(CATEGORIES)})", re.DOTALL)
_ARGUMENT = re.compile(r",\s*(?:plural|select|selectordinal)\s*,")
"""What every ICU message with branches holds: it saves reading, and importing, the parser for all other files."""
_COUNT = re.compile(r"\{\s*count\b")


def split_suffix(name: str) -> tuple[str, str] | None:
    """``item_few`` as ``(item, few)`` (i18next v4); None where no plural category ends the name."""
    match = _SUFFIX.fullmatch(name)
    return (match[1], match[2]) if match else None


def flagger(root: Node, text: str, i18next: bool) -> Flags:
    """What flags a message of this file gets: one ICU message that parses makes all braces of the file ICU's."""
    values = (m.value for _, m in leaves(root) if isinstance(m.value, str))
    speaks_icu = bool(_ARGUMENT.search(text)) and any(_is_icu(value) for value in values)

    def flags(value: str) -> frozenset[str]:
        if speaks_icu and "{" in value and ("{{" not in value or _ARGUMENT.search(value)):
            return ICU
        return I18NEXT if i18next and ("{{" in value or "$t(" in value) else NONE

    return flags


def _is_icu(value: str) -> bool:
    if not _ARGUMENT.search(value):
        return False
    from locakit import icu

    if not icu.is_complex(value):
        return False
    try:
        icu.parse(value)
    except icu.IcuError:
        return False
    return True


def is_metadata(member: Member) -> bool:
    """True for the root's ``@@locale``, ``@key`` and ``@metadata`` (ARB, banana)."""
    return member.name.startswith("@@") or (member.name.startswith("@") and isinstance(member.value, Node))


def read(
    root: Node, text: str, flags: Flags, notes: Mapping[str, str] | None = None
) -> tuple[list[Message], list[Junk]]:
    """The messages below ``root`` in the order of the file, and junk for every entry that a later one hides.

    ``text`` is the file's; ``notes`` are what the author says of entries right under the root, by name.
    """
    reader = _Reader(flags, notes or {}, "_other" in text)
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

    def __init__(self, flags: Flags, notes: Mapping[str, str], suffixes: bool) -> None:
        self.flags = flags
        self.notes = notes
        self.suffixes = suffixes
        self.out: list[Message] = []
        self.junk: list[Junk] = []

    def walk(self, node: Node, path: Path, prefix: str, skip: str | None) -> None:
        """Take the messages of ``node``, whose keys begin with ``prefix``; a text named ``skip`` is none."""
        members = node.members if path else [m for m in node.members if m.name[:1] != "@" or not is_metadata(m)]
        members = self._last_only(node, members)
        groups = _suffixed(node, path, prefix, self.flags) if self.suffixes else None
        notes = None if path else self.notes
        append = self.out.append
        for name, start, vstart, vend, value in members:
            if value.__class__ is str:
                if groups and name in groups:
                    group = groups[name]
                    if group:
                        append(group)
                elif name != skip:
                    flag = self.flags(value) if "{" in value or "$" in value else NONE
                    note = notes.get(name, "") if notes else ""
                    span = {"other": (vstart, vend)}
                    here, whole = (*path, name), (start, vend)
                    append(Message(prefix + name, {"other": value}, span, whole, here, False, {}, note, "", None, flag))
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
    texts = {c: m.value for c, m in forms.items() if isinstance(m.value, str)}
    spans = {c: (m.vstart, m.vend) for c, m in forms.items()}
    marks = flags(texts["other"]) | (ORDINAL if path[-1].endswith("_ordinal") else NONE)
    return Message(key, texts, spans, whole, path, plural=True, flags=marks)


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
    index = node.index()
    for base in [name[:-6] for name in index if name.endswith("_other") and len(name) > 6]:
        forms = {c: m for c in CATEGORIES if (m := node.get(f"{base}_{c}")) and isinstance(m.value, str)}
        if "other" not in forms or (len(forms) == 1 and not _COUNT.search(str(forms["other"].value))):
            continue
        ordered = sorted(forms.values(), key=lambda m: m.start)
        whole = (ordered[0].start, ordered[-1].vend)
        found.update(dict.fromkeys((m.name for m in ordered), None))
        key = f"{base}_other" if base in index else base
        found[ordered[0].name] = _plural(prefix + key, (*path, base), forms, flags, whole)
    return found


def _two_ways(key: str, span: Span) -> Junk:
    told = "is written in two ways, with a dot in its name and as a group; only the last one is translated"
    return Junk(f"The key {key!r} {told}.", span)


def _hidden(key: str, span: tuple[int, int]) -> Junk:
    return Junk(f"The key {key!r} stands here twice; programs read the last one.", span)
