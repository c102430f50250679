"""Front matter of a Markdown file: the chosen YAML fields as messages, read and written by the YAML format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from locakit.errors import BrokenText
from locakit.formats.registry import by_name
from locakit.locales import direction, is_tag, language, spell
from locakit.model import Forms, Junk, Message, Resource
from locakit.splice import Splice, apply, newline_of

PREFIX = "fm."
"""Begins the key of every front matter message."""

FIELDS = frozenset({
    "title", "linktitle", "subtitle", "shorttitle", "short_title", "description", "summary", "excerpt", "abstract",
    "lead", "intro", "keywords", "headline", "tagline", "caption", "alt", "sidebar_label", "sidebar_title", "navtitle",
    "nav_title", "pagination_label", "metatitle", "meta_title", "metadescription", "meta_description", "og_title",
    "og_description", "seo_title", "seo_description",
})  # fmt: skip
"""Names (in lower case) of the fields that readers see; all others stay as they are."""

_FIELD = r"[\"']?[\w.-]+[\"']?[ \t]*:|#|[ \t]*\r?\n|---|\.\.\."
"""What the first line of YAML fields begins with; a file that begins with a rule goes on with something else."""
_YAML = re.compile(
    rf"\ufeff?---[ \t]*\r?\n(?={_FIELD})((?:(?!(?:---|\.\.\.)[ \t\r]*$)[^\n]*\n)*+)(?:---|\.\.\.)[ \t\r]*(?:\n|\Z)",
    re.MULTILINE,
)
_TOML = re.compile(r"\ufeff?\+\+\+[ \t\r]*\n(?:(?!\+\+\+[ \t\r]*$)[^\n]*\n)*+\+\+\+[ \t\r]*(?:\n|\Z)", re.MULTILINE)


_SPOKEN = re.compile(
    r"^(lang|language|locale|dir|direction)([ \t]*[:=][ \t]*)([\"']?)([A-Za-z][\w-]*)\3(?=[ \t\r]*(?:#.*)?$)",
    re.MULTILINE,
)
"""A field that says which language the page is in, or its direction; in YAML or TOML."""


class Front(NamedTuple):
    """The front matter of one file."""

    start: int
    """Where its content begins in the file."""
    fields: Resource
    """The content, read as YAML."""


def end_of(text: str) -> int:
    """Where the body begins: after the front matter (YAML, or TOML that is left alone) and a byte order mark."""
    found = _YAML.match(text) or _TOML.match(text)
    return found.end() if found else int(text.startswith("\ufeff"))


def spoken(text: str, source: str, locale: str) -> Iterator[Splice]:
    """Fields that say the source's language or direction, with the locale's; fields that say another one stay."""
    for found in _SPOKEN.finditer(text, 0, end_of(text)):
        said = found[4]
        if found[1].startswith("dir"):
            new = direction(locale) if said == direction(source) else said
        elif is_tag(said) and language(said) == language(source):
            new = spell(locale, "posix" if "_" in said else "locale")
        else:
            new = said
        if new != said:
            yield (*found.span(4), new)


def front(text: str, path: str, locale: str) -> Front | Junk | None:
    """The YAML front matter; junk where it cannot be read, None where there is none."""
    found = _YAML.match(text)
    if found is None:
        return None
    try:
        return Front(found.start(1), by_name("yaml").parse(path, found[1], locale))
    except BrokenText as error:
        return Junk(error.fault.message, found.span(1))


def messages(found: Front) -> list[Message]:
    """The chosen fields, keyed ``fm.`` and their path."""
    return [_shown(m, found.start) for m in found.fields.messages if _chosen(m)]


def _chosen(message: Message) -> bool:
    names = [name for name in message.path if not name.isdigit()]
    return bool(names) and names[-1].lower() in FIELDS


def _shown(message: Message, shift: int) -> Message:
    spans = {form: (a + shift, b + shift) for form, (a, b) in message.spans.items()}
    whole = (message.whole[0] + shift, message.whole[1] + shift)
    return replace(message, key=PREFIX + message.key, spans=spans, whole=whole, path=())


def _shifted(splices: Iterable[Splice], shift: int) -> list[Splice]:
    return [(a + shift, b + shift, new) for a, b, new in splices]


def _of(resource: Resource) -> Front | None:
    found = front(resource.text, resource.path, resource.locale)
    return found if isinstance(found, Front) else None


def _originals(found: Front, shown: Iterable[Message]) -> list[Message]:
    places = {m.whole[0] - found.start for m in shown}
    return [m for m in found.fields.messages if m.whole[0] in places]


def replaced(resource: Resource, message: Message, forms: Forms) -> list[Splice]:
    """Splices that give a field new text in its own quoting."""
    found = _of(resource)
    if found is None:
        return []
    return _shifted(by_name("yaml").replace(found.fields, _originals(found, [message])[0], forms), found.start)


def removed(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """Splices that take fields out."""
    found = _of(resource)
    if found is None or not gone:
        return []
    return _shifted(by_name("yaml").remove(found.fields, _originals(found, gone)), found.start)


def inserted(resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
    """Splices that add fields in the source's order; a file without front matter gets one."""
    origin = _of(source)
    if origin is None or not new:
        return []
    by_place = {m.whole[0] + origin.start: m for m in origin.fields.messages}
    wanted = [(by_place[m.whole[0]], forms) for m, forms in new]
    yaml = by_name("yaml")
    found = _of(resource)
    if found is not None:
        return _shifted(yaml.insert(found.fields, origin.fields, wanted), found.start)
    newline = newline_of(resource.text or source.text)
    content = apply("", yaml.insert(Resource(resource.path, resource.locale, "", (), "yaml"), origin.fields, wanted))
    start = int(resource.text.startswith("\ufeff"))
    block = f"---\n{content}---\n\n".replace("\r\n", "\n").replace("\n", newline)
    return [(start, start, block)]
