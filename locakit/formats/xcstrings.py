"""Apple String Catalogs (``.xcstrings``): one JSON file with every locale of every key.

Source: Apple developer documentation, "Localizing and varying text with a string catalog". Apple publishes no schema;
the layout is what Xcode 15 and later write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from locakit.doors import Format
from locakit.formats import _xcstrings as xc
from locakit.formats import _xcstrings_read
from locakit.formats._bulk import bulk
from locakit.formats._tree import Member, Node
from locakit.model import Forms, Junk, Message, Record, Resource, Span
from locakit.splice import Splice

_VARIABLE = re.compile(r"%(?:\d+\$)?#@[^@]*@")
_FUZZY = frozenset({"fuzzy"})
_STATES = {"new": _FUZZY, "stale": _FUZZY, "needs_review": _FUZZY | {"unreviewed"}}
_VERBATIM = frozenset({"verbatim"})
NONE: frozenset[str] = frozenset()


class StringCatalog(Format):
    """The key is the entry's; a device's is ``key.iphone``, a substitution's ``key.variable``.

    A text of nothing but substitutions is marked ``verbatim``: there is nothing in it to translate.
    """

    name = "xcstrings"
    suffixes: tuple[str, ...] = (".xcstrings",)
    layout = "Localizable.xcstrings"
    multilingual = True
    example = """\
{
  "sourceLanguage" : "en",
  "strings" : {
    "Add to cart" : {
      "comment" : "Button below a product"
    },
    "%lld items" : {
      "localizations" : {
        "en" : {
          "variations" : {
            "plural" : {
              "one" : {
                "stringUnit" : {
                  "state" : "translated",
                  "value" : "%lld item"
                }
              },
              "other" : {
                "stringUnit" : {
                  "state" : "translated",
                  "value" : "%lld items"
                }
              }
            }
          }
        }
      }
    }
  },
  "version" : "1.0"
}
"""

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The messages that have a text in ``locale``; in the source language a key without one is its own text."""
        with bulk():
            quick = _xcstrings_read.messages(text, locale, _flags, _messages)
            if quick is not None:
                return Resource(path, locale, text, tuple(quick), self.name)
            found = xc.read(text, path)
            members = xc.entries(found.root)
            names = {m.name for m in members}
            source = xc.is_source(found.root, locale)
            messages = tuple(m for e in members for m in _messages(e, text, locale, names, source))
        return Resource(path, locale, text, messages, self.name, (*found.junk, *_hidden(found.root)))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source catalog itself: it has room for every locale."""
        return source.text

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New texts; they need a review until ``mark`` says otherwise. A source key's own text is written beside it."""
        from locakit.formats import _xcstrings_write

        return _xcstrings_write.replace(resource, message, forms)

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The locale's texts in the source's structure, names in Xcode's order. Raises BrokenText on a clash."""
        from locakit.formats import _xcstrings_write

        return _xcstrings_write.insert(resource, source, new)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """This locale's texts; what they leave empty goes too, but never a key."""
        from locakit.formats import _xcstrings_write

        return _xcstrings_write.remove(resource, gone)

    def mark(self, resource: Resource, message: Message, record: Record, stale: bool) -> list[Splice]:
        """``translated`` where a person stands for the words and the source is the same, else ``needs_review``."""
        from locakit.formats import _xcstrings_write

        return _xcstrings_write.mark(resource, message, record, stale)


FORMAT: Format = StringCatalog()


def _flags(text: str, state: object) -> frozenset[str]:
    """What a text's state says, and whether there is anything to translate in it."""
    flags = _STATES.get(state, NONE) if isinstance(state, str) else NONE
    bare = bool(text) and ("#@" in text or text.isspace()) and not _VARIABLE.sub("", text).strip()
    return flags | _VERBATIM if bare else flags


def _messages(entry: Member, text: str, locale: str, names: set[str], source: bool) -> Iterator[Message]:
    node = entry.value
    if not isinstance(node, Node) or xc.is_locked(node, text):
        return
    comment = node.get("comment")
    note = comment.value if comment and isinstance(comment.value, str) else ""
    groups = xc.groups(entry, locale, names)
    for group in groups:
        yield _message(group, note, source)
    if source and entry.name and not groups:
        key = xc.key_span(entry, text)
        yield Message(entry.name, {"other": entry.name}, {"other": key}, (entry.start, entry.vend), note=note)


def _message(group: xc.Group, note: str, source: bool) -> Message:
    forms: dict[str, str] = {}
    spans: dict[str, Span] = {}
    flags = NONE
    for category, (_, unit) in group.units.items():
        value, state = unit.get(xc.VALUE), unit.get(xc.STATE)
        if value and isinstance(value.value, str):
            forms[category], spans[category] = value.value, (value.vstart, value.vend)
        if state and isinstance(state.value, str) and not source:
            flags |= _STATES.get(state.value, NONE)
    bare = any(forms.values()) and not any(_VARIABLE.sub("", f).strip() for f in forms.values())
    flags |= _VERBATIM if bare else NONE
    entry = group.entry
    context = entry.name if group.key != entry.name else ""
    whole = (entry.start, entry.vend)
    return Message(group.key, forms, spans, whole, (), group.plural, {}, note, context, None, flags)


def _hidden(root: Node | None) -> Iterator[Junk]:
    strings = root.child("strings") if root else None
    for member in strings.members if strings else ():
        if strings and strings.get(member.name) is not member:
            told = f"The key {member.name!r} stands here twice; programs read the last one."
            yield Junk(told, (member.start, member.vend), True)
