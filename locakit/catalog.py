"""A target file's new text: the author's text with some values swapped, new entries added, dropped ones cut out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from locakit import splice
from locakit.doors import Format
from locakit.model import Forms, Message, Resource

Values = Mapping[str, Forms | None]
"""By key: the forms an entry is to have, or None to take it out."""


def render(fmt: Format, source: Resource, target: Resource | None, path: str, locale: str, values: Values) -> str:
    """The text of the target file ``path`` in which each entry of ``values`` is as wished and no other is touched.

    Without a ``target`` the file begins as the format's template of ``source``. Entries that ``values`` does not name
    keep their bytes; where there is nothing to do, the very same text comes back. Raises BrokenText where the
    target's structure cannot hold an entry, ValueError for a key that neither file knows.
    """
    wished = {key: forms for key, forms in values.items() if forms}
    if target is None:
        text = fmt.template(source, path, locale, frozenset(wished))
        target = _read(fmt, source, path, text, locale)
    elif fmt.keyed:
        target = aligned(source, target)
    strange = wished.keys() - target.by_key().keys() - {m.key for m in source.messages}
    if strange:
        raise ValueError(f"neither {source.path} nor {path} knows the key {min(strange)!r}")
    if not fmt.keyed:
        stages = (_removed, _replaced, _inserted)
        return splice.apply(target.text, [s for stage in stages for s in stage(fmt, source, target, values)])
    for stage in (_removed, _replaced, _inserted):
        splices = stage(fmt, source, target, values)
        if splices:
            target = _read(fmt, source, path, splice.apply(target.text, splices), locale)
    return target.text


def _read(fmt: Format, source: Resource, path: str, text: str, locale: str) -> Resource:
    target = fmt.parse(path, text, locale)
    return aligned(source, target) if fmt.keyed else target


def _removed(fmt: Format, source: Resource, target: Resource, values: Values) -> list[splice.Splice]:
    plain = {m.key for m in source.messages if not m.plural}
    gone = [
        m
        for m in target.messages
        if m.key in values and (values[m.key] is None or _reshaped(m, values[m.key], m.key in plain))
    ]
    return fmt.remove(target, gone) if gone else []


def _reshaped(message: Message, forms: Forms | None, plain: bool) -> bool:
    """A plain entry of a tree format that is to be a plural, or the other way round: it goes, and comes again."""
    if not message.path or not forms:
        return False
    return plain if message.plural else len(forms) > 1


def _replaced(fmt: Format, source: Resource, target: Resource, values: Values) -> list[splice.Splice]:
    known = ((m, values.get(m.key)) for m in target.messages)
    return [s for m, forms in known if forms and not _holds(m, forms) for s in fmt.replace(target, m, forms)]


def _inserted(fmt: Format, source: Resource, target: Resource, values: Values) -> list[splice.Splice]:
    known = target.by_key()
    wished = ((m, values.get(m.key)) for m in source.messages if m.key not in known)
    new = [(m, forms) for m, forms in wished if forms]
    return fmt.insert(target, source, new) if new else []


def _holds(message: Message, forms: Forms) -> bool:
    """Nothing to do: the entry has all these forms already (it may have more)."""
    return all(message.forms.get(c) == text for c, text in forms.items()) and "fuzzy" not in message.flags


def source_view(resource: Resource, fmt: Format) -> Resource:
    """The resource as a source: in bilingual files (POT) an entry without target forms shows its source's."""
    if not fmt.bilingual:
        return resource
    shown = (replace(m, forms=m.source) if m.source and not any(m.forms.values()) else m for m in resource.messages)
    return replace(resource, messages=tuple(shown))


def aligned(source: Resource, target: Resource) -> Resource:
    """The target with its plural entries keyed and grouped as the source has them.

    A lone ``item_other`` is a plural or a plain entry as the source tells, and a plural beside a plain entry of the
    same name gets the source's key. Call it before source and target are compared by key; doing it twice is harmless.
    """
    plurals = {m.path: m for m in source.messages if m.plural and m.path}
    plain = {m.path: m for m in source.messages if not m.plural and m.path}
    out: list[Message] = []
    for message in target.messages:
        if message.plural and message.path:
            out += _as_source(message, plurals, plain)
        elif message.path and message.path[-1].endswith("_other") and message.path not in plain:
            twin = plurals.get((*message.path[:-1], message.path[-1][:-6]))
            out.append(replace(message, key=twin.key, path=twin.path, plural=True) if twin else message)
        else:
            out.append(message)
    same = all(a is b for a, b in zip(out, target.messages, strict=False))
    return target if same else replace(target, messages=tuple(out))


_ByPath = Mapping[tuple[str, ...], Message]


def _as_source(message: Message, plurals: _ByPath, plain: _ByPath) -> list[Message]:
    """A target's plural under the source's key, or its forms as the plain entries that they are in the source."""
    twin = plurals.get(message.path)
    if twin:
        return [message if twin.key == message.key else replace(message, key=twin.key)]
    parents, last = message.path[:-1], message.path[-1]
    paths = {c: p for c in message.forms for p in ((*parents, f"{last}_{c}"), (*message.path, c)) if p in plain}
    if not paths:
        return [message]
    out = []
    for c, path in paths.items():
        forms, spans = {"other": message.forms[c]}, {"other": message.spans[c]}
        out.append(replace(message, key=plain[path].key, path=path, plural=False, forms=forms, spans=spans))
    return out
