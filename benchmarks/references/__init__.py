"""Other people's parsers: each shows a whole file as a flat list of ``(place, value)``, without locakit."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol

Leaf = tuple[str, str]
"""Where a value is, and the value; leaves are in the order of the file."""


class View(Protocol):
    """Reads a file's bytes; raises whatever its parser raises where it refuses the file."""

    def __call__(self, data: bytes) -> list[Leaf]: ...


_FULL = """ Zebra "q" \\ 'a' & <b> = # é 😀"""
_QUOTES = """ Zebra "q" \\ 'a' = # é 😀"""
_TYPOGRAPHY = """ Zebra "q" 'a' = é 😀"""


class Reference(NamedTuple):
    """How a format is looked at from outside."""

    parser: str
    """The parser's name, for the table."""
    place: str
    """``module:function`` in this package."""
    special: str = _FULL
    """Awkward characters that are text in this format, and which its parser shows as they are meant."""
    lines: bool = True
    """A value may have several lines, and the parser shows where they end."""
    exact: bool = True
    """The parser's value is the message's whole text, not a part of it."""
    state: tuple[str, ...] = ()
    """Ends of places where the entry's own state is told: an edit of the entry may change it."""


_XLIFF_STATE = (" @state", " @state-qualifier", " @approved", " @subState")

REFERENCES = {
    "json": Reference("json", "trees:json_view"),
    "webext": Reference("json", "trees:json_view"),
    "xcstrings": Reference("json", "trees:json_view"),
    "yaml": Reference("PyYAML", "trees:yaml_view"),
    "toml": Reference("tomllib", "trees:toml_view"),
    "po": Reference("polib", "gettext:po_view", state=(" state",)),
    "mo": Reference("stdlib gettext", "gettext:mo_view"),
    "android": Reference("lxml", "xml:android_view", _QUOTES, lines=False, exact=False),
    "resx": Reference("lxml", "xml:xml_view"),
    "qt": Reference("lxml", "xml:xml_view", _QUOTES, exact=False, state=(" @type",)),
    "xliff": Reference("lxml", "xml:xml_view", _QUOTES, lines=False, exact=False, state=_XLIFF_STATE),
    "tmx": Reference("lxml", "xml:xml_view", _QUOTES, lines=False, exact=False),
    "tbx": Reference("lxml", "xml:xml_view", _QUOTES, lines=False, exact=False),
    "stringsdict": Reference("plistlib", "xml:plist_view", exact=False),
    "strings": Reference("openstep-plist", "lines:strings_view"),
    "properties": Reference("javaproperties", "lines:properties_view"),
    "ini": Reference("configparser", "lines:ini_view", lines=False),
    "csv": Reference("csv", "tables:csv_view"),
    "xlsx": Reference("openpyxl", "tables:xlsx_view"),
    "php": Reference("php", "php:php_view"),
    "fluent": Reference("fluent.syntax", "fluent:fluent_view", lines=False, exact=False),
    "markdown": Reference("markdown-it", "documents:markdown_view", _TYPOGRAPHY, lines=False, exact=False),
    "mdx": Reference("markdown-it", "documents:markdown_view", _TYPOGRAPHY, lines=False, exact=False),
    "html": Reference("html.parser", "documents:html_view", _QUOTES, lines=False, exact=False),
    "srt": Reference("own cue reader", "lines:srt_view", _QUOTES, lines=False, exact=False),
    "vtt": Reference("own cue reader", "lines:vtt_view", _QUOTES, lines=False, exact=False),
    "plain": Reference("the text itself", "lines:plain_view"),
    "text": Reference("the text itself", "lines:plain_view"),
}


def view_of(fmt: str) -> View:
    """The reader of a format. Raises KeyError where it has none, ImportError where its library is not there."""
    module, _, name = REFERENCES[fmt].place.partition(":")
    view: View = getattr(import_module(f"benchmarks.references.{module}"), name)
    return view


def text_of(data: bytes) -> str:
    """A file's characters, its byte order mark taken off."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
