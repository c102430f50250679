"""String Catalogs written: texts and states swapped, a locale's texts put in and taken out in Xcode's layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from locakit.formats import _xcstrings as xc
from locakit.formats._brackets import indent_at
from locakit.formats._edits import Addition, Clash, Filling, Fresh, Text, Value, additions, clash
from locakit.formats._json_edit import Writer
from locakit.formats._json_scan import scan_file
from locakit.formats._json_style import quote, style_of
from locakit.formats._removals import removals
from locakit.formats._tree import Member, Node
from locakit.ledger import persons
from locakit.locales import normalize, spell
from locakit.model import Forms, Message, Record, Resource
from locakit.splice import Splice

_REVIEW, _DONE = "needs_review", "translated"


class _Raw(Text):
    """A value that is copied as it is written: a number, a truth value."""


class _Part(NamedTuple):
    """The new forms of one message."""

    group: xc.Group | None
    """The source's, where it has texts of its own."""
    forms: Forms
    plural: bool

    def path(self, category: str) -> xc.Path:
        """The names that lead from the localization to the unit of a category."""
        group = self.group or xc.Group(Member("", 0, 0, 0, None), "")
        return group.path(category if self.plural else "other", self.plural)


class _Writer(Writer):
    """Writes values that are copied, too."""

    def value(self, value: Value, indent: str | None) -> str:
        """See ``Writer.value``."""
        return value.text if isinstance(value, _Raw) else super().value(value, indent)


def replace(resource: Resource, message: Message, forms: Forms) -> list[Splice]:
    """New texts in the units there are, and units for categories that are wanting."""
    root, text = _root(resource), resource.text
    if not _has_units(message):
        return insert(resource, resource, [(message, forms)])
    group = _groups(text, resource.locale).get(message.key)
    if group is None:
        return []
    if len(forms) > 1 and not group.plural:
        return _varied(resource, group, forms)
    out: list[Splice] = []
    for category, (_, unit) in group.units.items():
        value, new = unit.get(xc.VALUE), forms.get(category)
        if value is None or new is None:
            continue
        if new != value.value:
            out.append((value.vstart, value.vend, quote(new, text[value.vstart : value.vend], text)))
        if not xc.is_source(root, resource.locale):
            out += _stated(resource, unit, _REVIEW, {_REVIEW} if new != value.value else {_REVIEW, _DONE})
    wanting = {c: t for c, t in forms.items() if c not in group.units} if group.plural else {}
    return out + (_grown(resource, group.entry, [_Part(group, wanting, True)], None, "") if wanting else [])


def insert(resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
    """The texts of ``resource``'s locale for keys of the source, each key's together."""
    root, model = _root(resource), _root(source) if source.format == resource.format else None
    strings, sources = root.child("strings") if root else None, model.child("strings") if model else None
    top = root.get("strings") if root else None
    if strings is None or top is None:
        raise clash(resource.path, resource.text, 0, "strings")
    models = _groups(source.text, source.locale) if model else {}
    wanted: dict[str, list[_Part]] = {}
    for message, forms in new:
        group = models.get(message.key)
        part = _Part(group, forms, message.plural or len(forms) > 1)
        wanted.setdefault(group.entry.name if group else message.key, []).append(part)
    out: list[Splice] = []
    missing = Fresh()
    for name, parts in wanted.items():
        entry, old = strings.get(name), sources.get(name) if sources else None
        said = xc.localization(old, source.locale) if old else None
        if entry:
            out += _grown(resource, entry, parts, said, source.text)
        else:
            missing.members[name] = _entry(resource, parts, old, said, source.text)
    return out + (_written(resource, additions(top, missing, sources)) if missing.members else [])


def remove(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """The locale's units, and what holds nothing else; a key whose last text goes is left as Xcode leaves it."""
    found = _groups(resource.text, resource.locale)
    doomed: dict[int, tuple[Member, set[int]]] = {}
    for message in gone:
        group = found.get(message.key) if _has_units(message) else None
        said = xc.localization(group.entry, resource.locale) if group else None
        if group and said and isinstance(said.value, Node):
            starts = doomed.setdefault(group.entry.start, (group.entry, set()))[1]
            starts |= {_top(said.value, path) for path, _ in group.units.values()}
    return [s for entry, starts in doomed.values() for s in _cut(_writer(resource), entry, starts)]


def mark(resource: Resource, message: Message, record: Record, stale: bool) -> list[Splice]:
    """See ``StringCatalog.mark``."""
    root = _root(resource)
    if root is None or xc.is_source(root, resource.locale) or not _has_units(message):
        return []
    wanted = _DONE if persons(record) and not stale else _REVIEW
    units = (root.locate(start)[0] for start, _ in message.spans.values())
    return [s for unit in units for s in _stated(resource, unit, wanted, {wanted})]


def _stated(resource: Resource, unit: Node, wanted: str, kept: set[str]) -> list[Splice]:
    """The unit's state set to ``wanted``, unless it is one of ``kept``."""
    state = unit.get(xc.STATE)
    if state is None:
        return _writer(resource).add(Addition(unit, -1, [(xc.STATE, Text(wanted))], {}))
    return [] if state.value in kept else [(state.vstart, state.vend, quote(wanted, "", resource.text))]


def _varied(resource: Resource, group: xc.Group, forms: Forms) -> list[Splice]:
    """A single text that is to vary by number: its unit gives way to variations."""
    root, text = _root(resource), resource.text
    _, unit = next(iter(group.units.values()))
    if root is None:
        return []
    node, at = root.locate(unit.start)
    member, writer = node.members[at], _writer(resource)
    fresh = _tree([((xc.VARIATIONS, xc.PLURAL, c, xc.UNIT), t) for c, t in forms.items()], _REVIEW)
    indent = None if writer.style.unit is None else indent_at(text, member.start)
    return [(member.start, member.vend, writer.entry(xc.VARIATIONS, fresh.members[xc.VARIATIONS], indent, True))]


def _grown(
    resource: Resource, entry: Member, parts: Sequence[_Part], model: Member | None, model_text: str
) -> list[Splice]:
    """What brings ``parts`` into an entry; ``model`` is what the source's entry says in its own locale."""
    fresh = Fresh()
    fresh.members[xc.LOCALIZATIONS] = _localizations(resource, parts, model, model_text)
    return _written(resource, _merged(entry, fresh, None))


def _entry(
    resource: Resource, parts: Sequence[_Part], old: Member | None, model: Member | None, model_text: str
) -> Fresh:
    """A key that the catalog lacks, with all that the source says of it except its texts."""
    fresh = Fresh()
    if old and isinstance(old.value, Node):
        fresh.members |= _scalars(old.value, model_text)
    fresh.members[xc.LOCALIZATIONS] = _localizations(resource, parts, model, model_text)
    return _in_order(fresh)


def _localizations(resource: Resource, parts: Sequence[_Part], model: Member | None, model_text: str) -> Fresh:
    root = _root(resource)
    state = _DONE if xc.is_source(root, resource.locale) else _REVIEW
    units = [(p.path(c), text) for p in parts for c, text in p.forms.items()]
    node = model.value if model and isinstance(model.value, Node) else None
    out = Fresh()
    out.members[_spelled(resource.text, resource.locale)] = _tree(units, state, node, model_text)
    return out


def _tree(units: Sequence[tuple[xc.Path, str]], state: str, model: Node | None = None, model_text: str = "") -> Fresh:
    """A localization that holds ``units``; what the model says of a substitution's argument is copied."""
    out = Fresh()
    for path, text in units:
        fresh, node = out, model
        for i, name in enumerate(path):
            below = fresh.members.setdefault(name, Fresh())
            node = node.child(name) if node else None
            if not isinstance(below, Fresh):
                raise ValueError(f"{name!r} is a text and a container at once")
            if node and path[i - 1 : i] == (xc.SUBSTITUTIONS,):
                below.members |= _scalars(node, model_text)
            fresh = below
        fresh.members |= {xc.STATE: Text(state), xc.VALUE: Text(text)}
    return _in_order(out)


def _scalars(node: Node, text: str) -> dict[str, Value]:
    return {m.name: _Raw(text[m.vstart : m.vend]) for m in node.members if not isinstance(m.value, Node)}


def _in_order(fresh: Fresh) -> Fresh:
    """The names sorted, at every depth, as Xcode sorts them."""
    fresh.members = {n: _in_order(v) if isinstance(v, Fresh) else v for n, v in sorted(fresh.members.items())}
    return fresh


def _merged(member: Member, fresh: Fresh, parent: Node | None) -> Iterator[Addition | Filling]:
    """What brings ``fresh`` into a container, each new name behind the last one that sorts before it."""
    node = member.value
    if not isinstance(node, Node) or not node.members:
        if not isinstance(node, Node):
            raise Clash(member)
        yield Filling(member, fresh, parent)
        return
    places: dict[int, list[tuple[str, Value]]] = {}
    for name, value in fresh.members.items():
        old = node.get(name)
        if old is None:
            after = max((i for i, m in enumerate(node.members) if m.name < name), default=-1)
            places.setdefault(after, []).append((name, value))
        elif isinstance(value, Fresh):
            yield from _merged(old, value, node)
        elif name == xc.VALUE and old.value:
            raise Clash(old)
    for after, members in places.items():
        yield Addition(node, after, members, {})


def _written(resource: Resource, changes: Iterator[Addition | Filling]) -> list[Splice]:
    writer = _writer(resource)
    try:
        return [s for c in changes for s in (writer.add(c) if isinstance(c, Addition) else writer.fill(c))]
    except Clash as error:
        raise clash(resource.path, resource.text, error.args[0].start, error.args[0].name) from None


def _top(said: Node, path: xc.Path) -> int:
    """Where the value begins that goes with a unit: the unit's own, or the substitution's that it is in."""
    within = max((i + 2 for i, name in enumerate(path) if name == xc.SUBSTITUTIONS), default=len(path))
    node, start = said, said.start
    for name in path[:within]:
        member = node.get(name)
        if member is None or not isinstance(member.value, Node):
            break
        node, start = member.value, member.vstart
    return start


def _cut(writer: _Writer, entry: Member, starts: set[int]) -> Iterator[Splice]:
    node = entry.value
    if not isinstance(node, Node):
        return
    for removal in removals(node, starts):
        if removal.node is node and len(removal.gone) == len(node.members):
            newline, wide = writer.style.newline, writer.style.unit is not None
            inside = newline * 2 + indent_at(writer.text, node.start) if wide else ""
            yield node.start, node.end, f"{{{inside}}}"
        else:
            yield from writer.remove(removal)


@lru_cache(maxsize=8)
def _spelled(text: str, locale: str) -> str:
    """The locale as the catalog spells it, or would: with underscores where its others have them."""
    entries = xc.entries(scan_file(text, "").root)
    homes = (e.value.child(xc.LOCALIZATIONS) for e in entries if isinstance(e.value, Node))
    names = {m.name for home in homes if home for m in home.members}
    wanted = normalize(locale)
    known = sorted(n for n in names if normalize(n) == wanted)
    under = any("_" in n for n in names) and not any("-" in n for n in names)
    return known[0] if known else spell(locale, "posix" if under else "apple")


def _has_units(message: Message) -> bool:
    """False for a source text that is only the key."""
    return all(start != message.whole[0] for start, _ in message.spans.values())


def _root(resource: Resource) -> Node | None:
    return scan_file(resource.text, resource.path).root


@lru_cache(maxsize=4)
def _groups(text: str, locale: str) -> Mapping[str, xc.Group]:
    """The catalog's messages in a locale, by key."""
    members = xc.entries(scan_file(text, "").root)
    names = {m.name for m in members}
    return {g.key: g for m in members for g in xc.groups(m, locale, names)}


@lru_cache(maxsize=4)
def _writer_of(text: str) -> _Writer:
    return _Writer(text, style_of(scan_file(text, "").root, text))


def _writer(resource: Resource) -> _Writer:
    return _writer_of(resource.text)
