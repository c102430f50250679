"""Plain text: the file is the message, as in the store texts of fastlane (``title.txt``, ``changelogs/12.txt``).

No suffix of its own but ``.text``: say ``format: plain`` for ``.txt`` files. Source of the limits: Google Play Console
Help, "Create and set up your app"; App Store Connect Help, "App information" and "Platform version information".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from locakit.doors import Format
from locakit.formats._line_format import single
from locakit.formats._line_scan import beginning
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, newline_of

KEY = "text"

_ANDROID = {"title": 30, "short_description": 80, "full_description": 4000}
_APPLE = {
    "name": 30, "subtitle": 30, "keywords": 100, "promotional_text": 170, "description": 4000, "release_notes": 4000,
}  # fmt: skip
_CHANGELOG = 500
_METADATA = re.compile(r"(?:^|/)metadata/(?P<android>android/)?(?P<rest>.+)\.txt$")


class Plain(Format):
    """See ``locakit.doors.Format``; BOM, final newline and empty lines around the text stay as found."""

    name = "plain"
    suffixes: tuple[str, ...] = (".text",)
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """One message with the key ``text``; none where the file holds nothing but blanks. Nothing is raised."""
        start = beginning(text)
        body = text[start:].rstrip("\r\n")
        if not body.strip():
            return Resource(path, locale, text, (), self.name)
        span = (start, start + len(body))
        message = Message(
            KEY, {"other": body.replace("\r\n", "\n")}, {"other": span}, span, (KEY,), limit=limit_of(path)
        )
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


def limit_of(path: str) -> int | None:
    """The most characters a store takes for a text of fastlane's ``metadata`` folder; None for other files."""
    found = _METADATA.search(path)
    if not found:
        return None
    name = found["rest"].rpartition("/")[2]
    if found["android"]:
        return _CHANGELOG if "changelogs/" in found["rest"] else _ANDROID.get(name)
    return _APPLE.get(name)


def _written(forms: Forms, text: str) -> str:
    return single(forms).replace("\n", newline_of(text))
