"""gettext PO and POT: entries found by one regular expression, changed by swapping their msgstr.

Source: GNU gettext manual, "The Format of PO Files"; flags beyond it as Weblate names them (``max-length:20``).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats import _po_edit, _po_entries, _po_header
from locakit.formats._po_charset import strange_bytes
from locakit.formats._po_read import messages_of
from locakit.formats._po_scan import Rest, entry_at, header_of, junk_of, scan
from locakit.model import Forms, Message, Record, Resource
from locakit.splice import Splice, place


class Po(Format):
    """See ``locakit.doors.Format``."""

    name = "po"
    suffixes: tuple[str, ...] = (".po", ".pot")
    layout = "locale/{posix}/LC_MESSAGES/messages.po"
    example = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#. Button below the cart; at most twenty characters
#: shop/cart.py:41
#, python-format, max-length:20
msgctxt "cart"
msgid "Pay %(total)s"
msgstr ""

#: shop/cart.py:57
#, c-format
msgid "%d item"
msgid_plural "%d items"
msgstr[0] ""
msgstr[1] ""
"""
    bilingual = True
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The live entries: ``source`` from msgid and msgid_plural, ``forms`` from msgstr (empty where untranslated).

        A key is the msgid (cut and hashed where it is long), with ``msgctxt|`` in front; a second equal one gets
        ``~2``. Obsolete entries are no messages; broken ones are junk. Raises BrokenText where the text has lines
        and none of them belongs to an entry.
        """
        rest = Rest()
        messages, doubles = messages_of(text, locale, rest)
        if rest.junk and not (messages or rest.headers or rest.obsolete):
            raise BrokenText(Fault("not a PO file: no entry can be read", path, *place(text, rest.junk[0][0])))
        strange = strange_bytes(path, text, _po_edit.header_text(text) if rest.headers else "")
        return Resource(path, locale, text, messages, self.name, (*junk_of(text, rest), *doubles, *strange))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The entries ``keys`` with every msgstr empty under a header for ``locale``."""
        wanted = [entry_at(source.text, m.whole[0]) for m in source.messages if m.key in keys]
        return _po_header.template(source.text, wanted, locale)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New msgstr fields, wrapped like the file's others; the entry is no longer fuzzy."""
        return _po_edit.replace(resource.text, resource.locale, entry_at(resource.text, message.whole[0]), forms)

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """New entries with the source entry's comments, references and flags; an obsolete twin gives way."""
        return _po_entries.insert(resource, source, new)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Entries with a translation become obsolete (``#~``) at the end of the file, the others go."""
        return _po_entries.remove(resource.text, gone)

    def built(self, path: str, text: str) -> Mapping[str, bytes]:
        """The ``.mo`` that programs read; none for a template, or where gettext would refuse the catalog."""
        from locakit.formats._mo_compile import compile_po

        if not path.lower().endswith(".po"):
            return {}
        try:
            return {f"{path[:-3]}.mo": compile_po(text, path)}
        except BrokenText:
            return {}

    def mark(self, resource: Resource, message: Message, record: Record, stale: bool) -> list[Splice]:
        """The fuzzy flag set on a stale translation, taken out of any other; no other byte moves."""
        return _po_edit.mark(entry_at(resource.text, message.whole[0]), stale)

    def retired(self, resource: Resource) -> tuple[Message, ...]:
        """The obsolete entries, as messages without a place: people's words that may come back into use."""
        rest = Rest()
        if "#~" in resource.text:
            deque(scan(resource.text, rest), maxlen=0)
        old = [_LIVE.sub("", resource.text[slice(*block)]) for block in rest.obsolete]
        if not old:
            return ()
        head = header_of(resource.text)
        return messages_of("\n\n".join([head[0] if head else "", *old, ""]), resource.locale, Rest())[0]


FORMAT = Po()
_LIVE = re.compile(r"^#~[ \t]?", re.MULTILINE)
