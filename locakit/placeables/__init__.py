"""The one span engine: everything in a text that must survive translation, and what differs between two texts."""

from __future__ import annotations

from locakit.placeables.compare import compare, found
from locakit.placeables.compare import find as _find
from locakit.placeables.spans import Difference, Placeable, is_count

__all__ = ["Difference", "Placeable", "compare", "find", "found", "is_count"]


def find(text: str, flags: frozenset[str] = frozenset()) -> list[Placeable]:
    """The placeables of ``text``, sorted and without overlap, in time linear in its length.

    Dialects that cannot be mistaken for prose are always found: ``{name}``, ``{{x}}``, ``${x}``, ``%s``, ``%1$s``,
    ``%(n)s``, ``%{x}``, tags, entities, URLs, e-mail addresses, code spans, links and images of Markdown, Liquid and
    Hugo, Android's ``@string/x``, merge tags (``%%Name%%``, ``*|NAME|*``). Of an insertion with a default
    (``{KeyWord:Boats}``, ``{{ name | default: "you" }}``) the beginning and the end are found: the default is text. The
    others need their flag, named as gettext and Weblate name it
    (``laravel-format``, ``qt-format``, ``percent-placeholders``, ``placeholders:A:r"B+"`` …); ``md-text`` adds
    Markdown's emphasis, escapes and footnotes, ``icu-message-format`` the quoting by apostrophes, ``icu-plural`` makes
    ``#`` the number of a plural branch, and ``personal`` finds what tells who a person is (``personal:Ana`` that name,
    too).
    """
    return _find(text, flags)
