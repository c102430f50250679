"""Plain text: the file is the message, as in the store texts of fastlane (``title.txt``, ``changelogs/12.txt``).

A ``.txt`` file elsewhere is no content by itself: say ``format: plain``. Where such a text is published travels as
flags, and the file's name says which of the store's texts it is: see ``glossaries/channels.yaml`` for their room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from locakit import heads
from locakit.doors import Format
from locakit.formats._line_format import single
from locakit.formats._line_scan import beginning
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, newline_of

KEY = "text"


class Field(NamedTuple):
    """One text of an app's page in a store."""

    context: str
    text: bool = True
    """False for an address: it is not translated."""
    flags: frozenset[str] = frozenset()


_PLAY, _APP_STORE = (frozenset({heads.CHANNEL + name}) for name in ("google-play", "app-store"))
_CHANGELOG = Field("Google Play: what is new in this version", flags=_PLAY | {heads.FIELD + "release_notes"})
_ANDROID = {
    "title": Field("Google Play: the app's name", flags=_PLAY),
    "short_description": Field("Google Play: the short description", flags=_PLAY),
    "full_description": Field("Google Play: the full description", flags=_PLAY),
    "video": Field("Google Play: the address of a video", text=False),
}
_APPLE = {
    "name": Field("App Store: the app's name", flags=_APP_STORE),
    "subtitle": Field("App Store: the subtitle", flags=_APP_STORE),
    "keywords": Field("App Store: keywords, separated by commas", flags=_APP_STORE),
    "promotional_text": Field("App Store: the promotional text", flags=_APP_STORE),
    "description": Field("App Store: the description", flags=_APP_STORE),
    "release_notes": Field("App Store: what is new in this version", flags=_APP_STORE),
    "apple_tv_privacy_policy": Field("App Store: the privacy policy on Apple TV"),
    "marketing_url": Field("App Store: the app's site", text=False),
    "support_url": Field("App Store: the support site", text=False),
    "privacy_url": Field("App Store: the privacy policy's address", text=False),
}
_METADATA = re.compile(
    r"(?:^|/)metadata/(?P<android>android/)?(?P<locale>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4}){0,2}|default)/"
    r"(?P<log>changelogs/)?(?P<name>[^/]+)\.txt$"
)


class Plain(Format):
    """See ``locakit.doors.Format``; BOM, final newline and empty lines around the text stay as found."""

    name = "plain"
    suffixes: tuple[str, ...] = (".text", ".txt")
    layout = "fastlane/metadata/android/{play}/**/*.txt"
    example = """\
New in this version:
- Faster boats
- {count} quieter oars
"""
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """One message with the key ``text``; none where the file holds nothing but blanks, or a store's address.

        Nothing is raised. ``context`` and ``flags`` are those of the store's field.
        """
        field = field_of(path) or Field("")
        start = beginning(text)
        body = text[start:].rstrip("\r\n")
        if not body.strip() or not field.text:
            return Resource(path, locale, text, (), self.name)
        span = (start, start + len(body))
        forms, spans = {"other": body.replace("\r\n", "\n")}, {"other": span}
        message = Message(KEY, forms, spans, span, (KEY,), context=field.context, flags=field.flags)
        return Resource(path, locale, text, (message,), self.name)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's byte order mark and final newline."""
        if not source.messages:
            return source.text
        start, end = source.messages[0].whole
        return source.text[:start] + source.text[end:]

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text between what stands around the old one."""
        return [(*message.whole, _written(forms, resource.text))]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The text at the file's beginning; of several new entries there is room for the first."""
        at = beginning(resource.text)
        return [(at, at, _written(forms, resource.text or source.text)) for _, forms in new[:1]]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """An empty file with its final newline."""
        return [(*m.whole, "") for m in gone]


FORMAT: Format = Plain()


def claims(path: str, text: str) -> bool:
    """True for ``.text`` files, and of ``.txt`` files for those of fastlane's ``metadata`` folders only."""
    return path.lower().endswith(".text") or field_of(path) is not None


def field_of(path: str) -> Field | None:
    """The store's field that a file of fastlane's ``metadata`` folder holds; None for other files."""
    found = _METADATA.search(path)
    if not found:
        return None
    if found["log"]:
        return _CHANGELOG if found["android"] else None
    return (_ANDROID if found["android"] else _APPLE).get(found["name"])


def _written(forms: Forms, text: str) -> str:
    return single(forms).replace("\n", newline_of(text))
