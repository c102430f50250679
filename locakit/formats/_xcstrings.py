"""An Apple String Catalog as groups of string units: what one locale says for each key, device and variable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from locakit.errors import BrokenText, Fault
from locakit.formats._json_scan import Scan, scan_file
from locakit.formats._tree import Member, Node
from locakit.locales import CATEGORIES, normalize
from locakit.model import Span

LOCALIZATIONS, UNIT, VARIATIONS, PLURAL, SUBSTITUTIONS = (
    "localizations", "stringUnit", "variations", "plural", "substitutions",
)  # fmt: skip
STATE, VALUE = "state", "value"
Path = tuple[str, ...]
_KEY = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


@dataclass(slots=True)
class Group:
    """The string units of one message: one for each plural category, or a single one."""

    entry: Member
    """The catalog's entry for the key."""
    key: str
    """The message's key: the entry's, and what tells a device or a variable of it apart."""
    units: dict[str, tuple[Path, Node]] = field(default_factory=dict)
    """By category, the names that lead from the localization to the unit, and the unit."""

    @property
    def plural(self) -> bool:
        """True where the units are categories of a number."""
        return any(_category_at(path) is not None for path, _ in self.units.values())

    def path(self, category: str, plural: bool) -> Path:
        """The names that lead from a localization to the unit of ``category``, as this group has it or would."""
        if category in self.units and plural == self.plural:
            return self.units[category][0]
        path = next((p for p, _ in self.units.values()), (UNIT,))
        at = _category_at(path)
        if at is not None and plural:
            return (*path[:at], category, *path[at + 1 :])
        if at is not None:
            return (*path[: at - 2], *path[at + 1 :])
        return (*path[:-1], VARIATIONS, PLURAL, category, UNIT) if plural else path


def _category_at(path: Path) -> int | None:
    """The place of the plural category among the names."""
    return next((i for i in range(2, len(path)) if path[i - 2 : i] == (VARIATIONS, PLURAL)), None)


def read(text: str, path: str) -> Scan:
    """The catalog's tree; raises BrokenText where it is not JSON, or no catalog."""
    found = scan_file(text, path)
    if found.root is None and found.empty:
        return found
    language = found.root.get("sourceLanguage") if found.root else None
    if not found.root or not language or not isinstance(language.value, str) or found.root.child("strings") is None:
        raise BrokenText(Fault("no String Catalog: sourceLanguage and strings are expected at the top", path, 1, 1))
    return found


def entries(root: Node | None) -> list[Member]:
    """The keys that are to be translated; of a key that stands twice the last one counts."""
    strings = root.child("strings") if root else None
    found = strings.members if strings else []
    return [m for m in found if strings and strings.get(m.name) is m and isinstance(m.value, Node)]


def is_locked(entry: Node, text: str) -> bool:
    """True for ``"shouldTranslate" : false``."""
    told = entry.get("shouldTranslate")
    return told is not None and text[told.vstart : told.vend] == "false"


def key_span(entry: Member, text: str) -> Span:
    """The place of the entry's key, quotes included."""
    key = _KEY.match(text, entry.start)
    return (entry.start, key.end() if key else entry.vstart)


def is_source(root: Node | None, locale: str) -> bool:
    """True where the catalog is written in ``locale``."""
    language = root.get("sourceLanguage") if root else None
    return bool(language and isinstance(language.value, str) and normalize(language.value) == normalize(locale))


def localization(entry: Member, locale: str) -> Member | None:
    """What the entry says in ``locale``, however the file spells it; ``pt-BR`` before ``pt_BR``."""
    found = entry.value.child(LOCALIZATIONS) if isinstance(entry.value, Node) else None
    if found is None:
        return None
    wanted = normalize(locale)
    return found.get(wanted) or next((m for m in found.members if normalize(m.name) == wanted), None)


def groups(entry: Member, locale: str, names: set[str]) -> list[Group]:
    """The messages of an entry in ``locale``; ``names`` are the catalog's keys, which no other key may take."""
    said = localization(entry, locale)
    if said is None or not isinstance(said.value, Node):
        return []
    found: dict[tuple[Path, bool], Group] = {}
    taken: set[str] = set()
    for parts, variable, category, path, unit in _units(said.value):
        group = found.get((parts, variable))
        if group is None:
            key = ".".join((entry.name, *parts))
            while parts and (key in names or key in taken):
                key += "~2"
            taken.add(key)
            group = found[parts, variable] = Group(entry, key)
        group.units.setdefault(category, (path, unit))
    return list(found.values())


def _units(
    node: Node, path: Path = (), parts: Path = (), variable: bool = False, category: str = "other"
) -> Iterator[tuple[Path, bool, str, Path, Node]]:
    """``(devices and variables, in a substitution?, category, names, unit)`` of every unit that has a text."""
    unit = node.child(UNIT)
    value = unit.get(VALUE) if unit else None
    if unit and value and isinstance(value.value, str):
        yield parts, variable, category, (*path, UNIT), unit
    for kind, inner, below in _below(node):
        here = (*path, VARIATIONS, kind, inner) if kind != SUBSTITUTIONS else (*path, SUBSTITUTIONS, inner)
        if kind != PLURAL:
            yield from _units(below, here, (*parts, inner), variable or kind == SUBSTITUTIONS, category)
        elif inner in CATEGORIES:
            yield from _units(below, here, parts, variable, inner)


def _below(node: Node) -> Iterator[tuple[str, str, Node]]:
    """``(kind, name, container)`` for each variation and each substitution of a container."""
    varied = node.child(VARIATIONS)
    kinds = [(m.name, m.value) for m in varied.members] if varied else []
    kinds.append((SUBSTITUTIONS, node.child(SUBSTITUTIONS)))
    for kind, members in kinds:
        if isinstance(members, Node):
            yield from ((kind, m.name, m.value) for m in members.members if isinstance(m.value, Node))
