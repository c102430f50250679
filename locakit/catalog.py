"""A target file's new text: the author's text with some values swapped, new entries added, dropped ones cut out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

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
    job = _job(fmt, source, target, values)
    fresh = wished.keys() - {m.key for m in job.there}
    strange = fresh and fresh - {m.key for m in job.sources}
    if strange:
        raise ValueError(f"neither {source.path} nor {path} knows the key {min(strange)!r}")
    if not values:
        return target.text
    if fmt.binary:
        return _whole(job)
    if not fmt.keyed:
        stages = (_removed, _replaced, _inserted)
        return splice.apply(target.text, [s for stage in stages for s in stage(job)])
    for stage in (_removed, _replaced, _inserted):
        splices = stage(job)
        if not splices:
            continue
        text = splice.apply(job.target.text, splices)
        if stage is _inserted or (stage is _replaced and not wished.keys() - {m.key for m in job.there}):
            return text
        job = _job(fmt, source, _read(fmt, source, path, text, locale), values)
    return job.target.text


class _Job(NamedTuple):
    """One file's work; few of a large file's entries have to do with it."""

    fmt: Format
    source: Resource
    target: Resource
    values: Values
    sources: list[Message]
    """The source's entries that ``values`` names."""
    there: list[Message]
    """The target's."""


def _job(fmt: Format, source: Resource, target: Resource, values: Values) -> _Job:
    return _Job(fmt, source, target, values, _named(source, values), _named(target, values))


def _named(resource: Resource, values: Values) -> list[Message]:
    return [m for m in resource.messages if m.key in values] if values else []


def _whole(job: _Job) -> str:
    """A binary file written anew: all that goes out at once, then all that changes or comes in."""
    fmt, source, target, values, _, _ = job
    gone = _removed(job)
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


def _removed(job: _Job) -> list[splice.Splice]:
    plain = {m.key for m in job.sources if not m.plural}
    wished = ((m, job.values[m.key]) for m in job.there)
    gone = [m for m, forms in wished if forms is None or _reshaped(m, forms, m.key in plain)]
    return job.fmt.remove(job.target, gone) if gone else []


def _reshaped(message: Message, forms: Forms, plain: bool) -> bool:
    """A plain entry of a tree format that is to be a plural, or the other way round: it goes, and comes again."""
    if not message.path or not forms:
        return False
    return plain if message.plural else len(forms) > 1


def _replaced(job: _Job) -> list[splice.Splice]:
    wished = ((m, job.values[m.key]) for m in job.there)
    changed = [(m, forms) for m, forms in wished if forms and not _holds(m, forms)]
    if job.fmt.bilingual:
        # The source's text stands in the entry too: words made from a new one must not stand beside the old one.
        sources = {m.key: m for m in job.sources}
        changed = [(_from_source(m, sources.get(m.key)), forms) for m, forms in changed]
    return [s for m, forms in changed for s in job.fmt.replace(job.target, m, forms)]


def _from_source(message: Message, source: Message | None) -> Message:
    text = (source.source or source.forms) if source else {}
    return message if not text or text == message.source else replace(message, source=text)


def _inserted(job: _Job) -> list[splice.Splice]:
    known = {m.key for m in job.there}
    wished = ((m, job.values[m.key]) for m in job.sources if m.key not in known)
    new = [(m, forms) for m, forms in wished if forms]
    return job.fmt.insert(job.target, job.source, new) if new else []


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
    if not all(m.blank for m in resource.messages) and _foreign(resource):
        listed = (replace(m, forms=m.source, flags=m.flags - _TARGETS_OWN) for m in resource.messages)
        return replace(resource, messages=tuple(listed))
    shown = [replace(m, forms=m.source) if m.blank and m.source else m for m in resource.messages]
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
    if not any(map(attrgetter("path"), target.messages)):
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
