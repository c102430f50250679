"""A target file's new text: the author's text with some values swapped, new entries added, dropped ones cut out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from locakit import locales, paths, splice
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
    fresh = _beyond(wished, target)
    strange = fresh and fresh - {m.key for m in source.messages if m.key in fresh}
    if strange:
        raise ValueError(f"neither {source.path} nor {path} knows the key {min(strange)!r}")
    if not values:
        return target.text
    if fmt.binary:
        return _whole(fmt, source, target, values)
    if not fmt.keyed:
        stages = (_removed, _replaced, _inserted)
        return splice.apply(target.text, [s for stage in stages for s in stage(fmt, source, target, values)])
    for stage in (_removed, _replaced, _inserted):
        splices = stage(fmt, source, target, values)
        if not splices:
            continue
        text = splice.apply(target.text, splices)
        if stage is _inserted or (stage is _replaced and not _beyond(wished, target)):
            return text
        target = _read(fmt, source, path, text, locale)
    return target.text


def _beyond(wished: Mapping[str, Forms], target: Resource) -> set[str]:
    """The keys that the target does not have."""
    return wished.keys() - {m.key for m in target.messages if m.key in wished}


def _whole(fmt: Format, source: Resource, target: Resource, values: Values) -> str:
    """A binary file written anew: all that goes out at once, then all that changes or comes in."""
    gone = _removed(fmt, source, target, values)
    if gone:
        target = _read(fmt, source, target.path, splice.apply(target.text, gone), target.locale)
    there = target.by_key()
    known = {m.key for m in source.messages}
    every = (*source.messages, *(m for m in target.messages if m.key not in known))
    wished = ((m, values.get(m.key)) for m in every)
    new = [(m, f) for m, f in wished if f and not (m.key in there and _holds(there[m.key], f))]
    return splice.apply(target.text, fmt.insert(target, source, new)) if new else target.text


def _read(fmt: Format, source: Resource, path: str, text: str, locale: str) -> Resource:
    target = fmt.parse(path, text, locale)
    return aligned(source, target) if fmt.keyed else target


def _removed(fmt: Format, source: Resource, target: Resource, values: Values) -> list[splice.Splice]:
    plain = {m.key for m in source.messages if m.key in values and not m.plural}
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
    changed = [(m, forms) for m, forms in known if forms and not _holds(m, forms)]
    if fmt.bilingual:
        # The source's text stands in the entry too: words made from a new one must not stand beside the old one.
        sources = {m.key: m for m in source.messages if m.key in values}
        changed = [(_from_source(m, sources.get(m.key)), forms) for m, forms in changed]
    return [s for m, forms in changed for s in fmt.replace(target, m, forms)]


def _from_source(message: Message, source: Message | None) -> Message:
    text = (source.source or source.forms) if source else {}
    return message if not text or text == message.source else replace(message, source=text)


def _inserted(fmt: Format, source: Resource, target: Resource, values: Values) -> list[splice.Splice]:
    known = target.by_key()
    wished = ((m, values.get(m.key)) for m in source.messages if m.key not in known)
    new = [(m, forms) for m, forms in wished if forms]
    return fmt.insert(target, source, new) if new else []


def _holds(message: Message, forms: Forms) -> bool:
    """Nothing to do: the entry has all these forms already (it may have more)."""
    return all(message.forms.get(c) == text for c, text in forms.items()) and "fuzzy" not in message.flags


def source_view(resource: Resource, fmt: Format) -> Resource:
    """The resource as a source: the texts to translate as ``forms``.

    Of a bilingual file that is the translation where it has one (``en.po`` over symbolic msgids), else the source
    beside it (POT). A file in another language (``de.po`` where English is the source) is only a list of source
    messages: its translations and what is said of them are left out.
    """
    if not fmt.bilingual:
        return resource
    if any(any(m.forms.values()) for m in resource.messages) and _foreign(resource):
        listed = (replace(m, forms=m.source, flags=m.flags - _TARGETS_OWN) for m in resource.messages)
        return replace(resource, messages=tuple(listed))
    shown = (replace(m, forms=m.source) if not any(m.forms.values()) and m.source else m for m in resource.messages)
    return replace(resource, messages=tuple(shown))


_TARGETS_OWN = frozenset({"fuzzy", "unreviewed"})
_HEAD = 10_000
"""Characters in which a file says what language its translations are in."""
_SAID = re.compile(
    r'^"?Language:[ \t]*([\w@-]+)|<TS\b[^<>]*?\slanguage="([^"]+)"|\s(?:target-language|trgLang)="([^"]+)"',
    re.MULTILINE,
)


def _foreign(resource: Resource) -> bool:
    """The file's translations are in another language than the one it was read in.

    Another region's variety (``en_GB.po`` where English is the source) is the source's own text over symbolic ids.
    """
    spoken, source = said_locale(resource.path, resource.text), resource.locale
    if not spoken or spoken == source:
        return False
    if locales.language(spoken) != locales.language(source) or locales.script(spoken) != locales.script(source):
        return True
    return _region(spoken) != _region(source) and not symbolic(m.source for m in resource.messages)


def _region(tag: str) -> str:
    """The region, also where CLDR only says it is the likely one: ``US`` for ``en``."""
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(locales.language(tag), ""))
    return locales.region(tag) or locales.region(likely.replace("_", "-"))


def said_locale(path: str, text: str) -> str:
    """The locale that a bilingual file's translations are in: its head says it, else its path; empty: neither does."""
    found = _SAID.search(text[:_HEAD])
    said = paths.unspell(next(filter(None, found.groups())), "posix") if found else None
    if said:
        return said
    from locakit import tags  # Babel's data: a head that speaks does not need them

    steps = (tail for step in reversed(path.split("/")) for part in reversed(step.split(".")) for tail in _tails(part))
    return next((tag for step in steps if (tag := paths.unspell(step, "posix")) and tags.known(tag)), "")


def _tails(part: str) -> list[str]:
    """``app_pt_BR``, ``pt_BR``, ``BR``: what may be a locale at a name's end."""
    return [part, *(part[at + 1 :] for at, sign in enumerate(part[-40:], max(0, len(part) - 40)) if sign in "_-")]


_SYMBOL = re.compile(r"\w+(?:[.:/-]\w+)*")


def symbolic(sources: Iterable[Forms]) -> bool:
    """The ids that stand for the source texts are names (``cart.total``), not words that people could read."""
    texts = [text for forms in sources for text in forms.values() if text]
    named = sum(1 for text in texts if _SYMBOL.fullmatch(text) and not text.isalpha())
    return bool(texts) and all(map(_SYMBOL.fullmatch, texts)) and 2 * named >= len(texts)


def aligned(source: Resource, target: Resource) -> Resource:
    """The target with its plural entries keyed and grouped as the source has them.

    A lone ``item_other`` is a plural or a plain entry as the source tells, and a plural beside a plain entry of the
    same name gets the source's key. Call it before source and target are compared by key; doing it twice is harmless.
    """
    if not any(m.path for m in target.messages):
        return target
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
