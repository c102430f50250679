"""The usual library of each format: how it reads a file, changes one value and writes the file again."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple


class Work(NamedTuple):
    """One library's three steps."""

    load: Callable[[bytes], Any]
    """What it reads: a tree, a catalog."""
    edit: Callable[[Any], Any]
    """One value in the middle changed, in place; an immutable thing is given back anew."""
    save: Callable[[Any], bytes]
    """The whole file."""


_JSON = {"json": "usual:json_work"}
_LXML = {"lxml": "usual:lxml_work"}
_TOOLKIT = {"translate-toolkit": "toolkits:translate_work"}
_MOZ = {"moz.l10n": "toolkits:moz_work"}

PEERS: dict[str, dict[str, str]] = {
    "po": {
        "polib": "usual:polib_work", "babel": "usual:babel_work", "msgcat": "usual:msgcat_work", **_MOZ, **_TOOLKIT,
    },
    "mo": {"gettext": "usual:gettext_work", "polib": "usual:polib_mo_work"},
    "json": {**_JSON, **_MOZ, **_TOOLKIT},
    "webext": {**_JSON, **_MOZ, **_TOOLKIT},
    "xcstrings": _JSON,
    "yaml": {"PyYAML C": "usual:pyyaml_work", "ruamel.yaml": "toolkits:ruamel_work", **_TOOLKIT},
    "toml": {"tomllib (reads only)": "usual:tomllib_work", "tomlkit": "toolkits:tomlkit_work", **_TOOLKIT},
    "android": {**_LXML, **_MOZ, **_TOOLKIT},
    "xliff": {**_LXML, **_MOZ, **_TOOLKIT},
    "resx": {**_LXML, **_TOOLKIT},
    "qt": {**_LXML, **_TOOLKIT},
    "tmx": {**_LXML, **_TOOLKIT},
    "tbx": {**_LXML, **_TOOLKIT},
    "stringsdict": {"plistlib": "usual:plistlib_work", **_LXML, **_TOOLKIT},
    "strings": {"openstep-plist": "usual:openstep_work", **_TOOLKIT},
    "properties": {"javaproperties": "usual:javaproperties_work", **_MOZ, **_TOOLKIT},
    "ini": {"configparser": "usual:configparser_work", **_MOZ, **_TOOLKIT},
    "fluent": {"fluent.syntax": "usual:fluent_work", **_MOZ, **_TOOLKIT},
    "php": _TOOLKIT,
    "csv": {"csv": "usual:csv_work", **_TOOLKIT},
    "xlsx": {"openpyxl": "usual:openpyxl_work"},
    "markdown": {"markdown-it (reads only)": "usual:markdown_work", **_TOOLKIT},
    "html": {"html.parser (reads only)": "usual:html_work", "lxml.html": "usual:lxml_html_work", **_TOOLKIT},
}  # fmt: skip
"""By format and library: where its work is. Formats that no such library reads have no row."""

APART = frozenset({"moz.l10n", "translate-toolkit", "ruamel.yaml", "tomlkit"})
"""These stay out of locakit's own environment: translate-toolkit is GPL, the others are only compared."""


def work_of(place: str, fmt: str) -> Work:
    """A library's steps for a format. Raises ImportError where the library is not there."""
    module, _, name = place.partition(":")
    work: Work = getattr(import_module(f"benchmarks.peers.{module}"), name)(fmt)
    return work
