"""Web extensions' ``messages.json``: an entry is an object whose ``message`` is the text.

Source: Chrome Extensions, "chrome.i18n" and "Localization message formats". ``description`` is the note; descriptions
and placeholders are kept, and copied where an entry is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace as changed

from locakit.doors import Format
from locakit.formats._bulk import bulk
from locakit.formats._json_scan import scan_file
from locakit.formats._tree import Member, Node, leaves
from locakit.model import Forms, Junk, Message, Resource
from locakit.splice import Splice, apply

_FLAGS = frozenset({"webextension-format"})
_FOLDER = re.compile(r"(?:^|/)_locales/[^/]+/messages\.json\Z", re.IGNORECASE)
_TEXT = "message"


class WebExtension(Format):
    """A key is the entry's name. What only writing needs is imported then."""

    name = "webext"
    suffixes: tuple[str, ...] = ("messages.json",)
    layout = "_locales/{posix}/messages.json"
    example = """\
{
  "hello": {
    "message": "Hello, $USER$!",
    "description": "Greets the person after the sign-in",
    "placeholders": {
      "user": {
        "content": "$1",
        "example": "Ana"
      }
    }
  }
}
"""
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Entries with a message; others are junk. Raises BrokenText at the first place that is not JSON."""
        with bulk():
            found = scan_file(text, path)
            members = found.root.members if found.root else []
            last = {m.name: m for m in members}
            messages = tuple(_message(m) for m in members if _text(m) and last[m.name] is m)
        faults = (Junk(_fault(m), (m.start, m.vend)) for m in members if not _text(m) or last[m.name] is not m)
        junk = sorted((*found.junk, *faults), key=lambda j: j.span)
        return Resource(path, locale, text, messages, self.name, tuple(junk))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone."""
        gone = [m.name for m in _members(source.text) if not _text(m) or m.name not in keys]
        return apply(source.text, _taken_out(source, gone))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New text in the old string's escapes."""
        from locakit.formats import _json_write

        return _json_write.replace(resource, message, forms)

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """Whole entries with the source's description and placeholders; raises BrokenText on a clash."""
        from locakit.formats import _json_write

        known = {m.name for m in _members(resource.text) if isinstance(m.value, Node)}
        models = {m.name: m for m in _members(source.text)} if source.format == self.name else {}
        parts: list[tuple[Message, Forms]] = []
        for message, forms in new:
            model = models.get(message.key) if message.key not in known else None
            parts += _copied(model, forms) if model else [(changed(message, path=(message.key, _TEXT)), forms)]
        return _json_write.insert(resource, changed(source, format="json" if models else source.format), parts)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries with all they hold."""
        return _taken_out(resource, [m.key for m in gone])


FORMAT: Format = WebExtension()


def claims(path: str, text: str) -> bool:
    """True for ``_locales/<locale>/messages.json``, and where every entry is an object with a ``message``."""
    if _FOLDER.search(path.replace("\\", "/")) or not text.strip("\ufeff \t\r\n"):
        return True
    if f'"{_TEXT}"' not in text:
        return False
    from locakit.errors import BrokenText

    try:
        members = _members(text)
    except BrokenText:
        return False
    return bool(members) and all(map(_text, members))


def _members(text: str) -> Sequence[Member]:
    root = scan_file(text, "").root
    return root.members if root and root.kind == "map" else []


def _text(entry: Member) -> Member | None:
    """The member of an entry that holds its text."""
    found = entry.value.get(_TEXT) if isinstance(entry.value, Node) else None
    return found if found and isinstance(found.value, str) else None


def _fault(entry: Member) -> str:
    if _text(entry):
        return f"the key {entry.name!r} stands again below, which hides this entry"
    return f"the entry {entry.name!r} has no message"


def _message(entry: Member) -> Message:
    text, node = _text(entry), entry.value
    assert text and isinstance(text.value, str) and isinstance(node, Node)
    note = "\n".join(_notes(node))
    path, span = (entry.name, _TEXT), {"other": (text.vstart, text.vend)}
    whole = (entry.start, entry.vend)
    return Message(entry.name, {"other": text.value}, span, whole, path, False, {}, note, "", None, _FLAGS)


def _notes(node: Node) -> Iterator[str]:
    """The description, and an example for each placeholder that has one."""
    described = node.get("description")
    if described and isinstance(described.value, str) and described.value:
        yield described.value
    places = node.child("placeholders")
    for place in places.members if places else ():
        example = place.value.get("example") if isinstance(place.value, Node) else None
        if example and isinstance(example.value, str):
            yield f"${place.name.upper()}$: {example.value}"


def _copied(model: Member, forms: Forms) -> Iterator[tuple[Message, Forms]]:
    """Every text below an entry as one to be written, in the source's order; the message has the new text."""
    from locakit.formats._line_format import single

    if not isinstance(model.value, Node):
        return
    for path, leaf in leaves(model.value, (model.name,)):
        if isinstance(leaf.value, str):
            words = single(forms) if path[1:] == (_TEXT,) else leaf.value
            yield Message(".".join(path), {}, {"other": (leaf.vstart, leaf.vend)}, path=path), {"other": words}


def _taken_out(resource: Resource, names: Sequence[str]) -> list[Splice]:
    from locakit.formats._json_edit import Writer
    from locakit.formats._json_style import style_of
    from locakit.formats._removals import removals

    root = scan_file(resource.text, resource.path).root
    if root is None:
        return []
    gone = {m.vstart for m in root.members if m.name in set(names)}
    writer = Writer(resource.text, style_of(root, resource.text))
    return [s for removal in removals(root, gone) for s in writer.remove(removal)]
