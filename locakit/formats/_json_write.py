"""JSON catalogs written: values swapped, entries added in the file's own style, entries taken out with their commas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from locakit.formats._edits import Addition, Clash, Fresh, Text, Value, additions, clash, free, grow, plural_additions
from locakit.formats._json_edit import Raw, Writer
from locakit.formats._json_notes import comments_of, descriptions, tops
from locakit.formats._json_scan import scan, scan_file
from locakit.formats._json_style import Style, quote, style_of
from locakit.formats._messages import is_metadata
from locakit.formats._removals import removals
from locakit.formats._tree import Member, Node
from locakit.locales import spell
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, apply

NAME = "json"


def template(source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
    """The source's text with the entries ``keys`` alone; of a plural only ``other``, of metadata only ``@@``."""
    found = scan_file(source.text, source.path)
    root = found.root
    if root is None:
        return source.text
    gone = {span[0] for m in source.messages for c, span in m.spans.items() if m.key not in keys or _spare(m, c)}
    gone |= {m.vstart for m in root.members if is_metadata(m) and not m.name.startswith("@@")}
    gone |= descriptions(root, (m for m in source.messages if m.key not in keys))
    writer = Writer(source.text, _style(source.text), tops(source.text, found.comments))
    splices = [s for r in removals(root, gone) for s in writer.remove(r)]
    return apply(source.text, [*splices, *_locale(root, source, path, locale)])


def replace(resource: Resource, message: Message, forms: Forms) -> list[Splice]:
    """New text in the old string's escapes; categories the file lacks are added beside their neighbours."""
    text = resource.text
    out: list[Splice] = []
    for category, (start, end) in message.spans.items():
        new = forms.get(category)
        if new is not None and new != message.forms.get(category):
            out.append((start, end, quote(new, text[start:end], text)))
    if message.plural and not message.spans.keys() >= forms.keys():
        root, writer = _writer(resource)
        out += [s for a in plural_additions(root, message, forms) for s in writer.add(a)]
    return out


def insert(resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
    """New entries beside their neighbours in the source; missing parents are made. Raises BrokenText on a clash."""
    found = scan_file(resource.text, resource.path)
    original = scan_file(source.text, source.path) if source.format == NAME else None
    model = original.root if original else None
    above = tops(resource.text, found.comments)
    told = partial(comments_of, source.text, tops(source.text, original.comments)) if above and original else None
    fresh = grow(new, model, source.text, nested=False, comments=told)
    if found.root and model:
        _describe(fresh, found.root, model, source.text)
    style = style_of(found.root, resource.text, _style(source.text) if model else None)
    writer = Writer(resource.text, style, above)
    if found.root is None:
        if not found.empty:
            raise clash(resource.path, resource.text, 0, "root")
        written = writer.value(fresh, None if writer.style.unit is None else "")
        return _first(resource.text, written, writer.style.newline)
    top = Member("root", found.root.start, found.root.start, found.root.end, found.root)
    try:
        changes = free(additions(top, fresh, model), resource.text)
    except Clash as error:
        raise clash(resource.path, resource.text, error.args[0].start, error.args[0].name) from None
    return [s for c in changes for s in (writer.add(c) if isinstance(c, Addition) else writer.fill(c))]


def remove(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """Whole entries with their commas and ARB metadata; parents they leave empty go too."""
    root, writer = _writer(resource)
    starts = {span[0] for m in gone for span in m.spans.values()}
    notes = (root.get("@" + m.path[0]) for m in gone if len(m.path) == 1)
    starts |= {n.vstart for n in notes if n and is_metadata(n)} | descriptions(root, gone)
    return [s for r in removals(root, starts) for s in writer.remove(r)]


def _writer(resource: Resource) -> tuple[Node, Writer]:
    found = scan_file(resource.text, resource.path)
    writer = Writer(resource.text, _style(resource.text), tops(resource.text, found.comments))
    return found.root or Node("map", 0), writer


def _describe(fresh: Fresh, target: Node, source: Node, text: str) -> None:
    """The source's metadata for new entries, where at least half of the file's own entries have theirs (ARB)."""
    about = {m.name[1:]: m for m in source.members if is_metadata(m) and not m.name.startswith("@@")}
    shared = [name for name in about if target.get(name)]
    if not shared or 2 * sum(target.get(f"@{name}") is not None for name in shared) < len(shared):
        return
    for name in [name for name in fresh.members if name in about and not target.get(f"@{name}")]:
        fresh.members[f"@{name}"] = _copied(about[name], text)


def _copied(member: Member, text: str) -> Value:
    """A value of the source, to be written in the style of another file."""
    if isinstance(member.value, str):
        return Text(member.value)
    if member.value is None:
        return Raw(text[member.vstart : member.vend])
    node = member.value
    out = Fresh(node.kind, "\n" not in text[node.start : node.end])
    out.members = {m.name: _copied(m, text) for m in node.members}
    return out


@lru_cache(maxsize=4)
def _style(text: str) -> Style:
    return style_of(scan(text).root, text)


def _spare(message: Message, category: str) -> bool:
    return message.plural and category != "other"


def _locale(root: Node, source: Resource, path: str, locale: str) -> list[Splice]:
    """ARB's ``@@locale`` set to the target's; ARB spells ``pt_BR``."""
    member = root.get("@@locale")
    if not member or not isinstance(member.value, str):
        return []
    style = "posix" if "_" in member.value or path.endswith(".arb") else "locale"
    return [(member.vstart, member.vend, quote(spell(locale, style), "", source.text))]


def _first(text: str, written: str, newline: str) -> list[Splice]:
    """The root of a file that has none yet, below its comments."""
    gap = newline if text.lstrip("\ufeff") and not text.endswith("\n") else ""
    return [(len(text), len(text), gap + written + newline)]
