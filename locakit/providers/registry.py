"""The engines by name; a member is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from locakit.errors import UsageError

if TYPE_CHECKING:
    from locakit.doors import Provider

NAMES = ("firefox", "deepl", "openai", "libretranslate", "apertium", "deep-translator", "pseudo", "replay")
"""Each names a module beside this one (``_`` for ``-``) with ``make(options) -> Provider``."""


def make(name: str, *, options: Mapping[str, object] | None = None) -> Provider:
    """The engine ``name`` set up with ``options`` (each engine's ``make`` says which it takes).

    ``openai:fast`` is a second openai, with options of its own. Raises UsageError for an unknown engine, an unknown
    option or an option of the wrong type.
    """
    kind = name.partition(":")[0]
    if kind not in NAMES:
        import difflib

        near = difflib.get_close_matches(kind, NAMES, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"unknown engine {name!r}", hint=f"{guess}known engines: {', '.join(NAMES)}")
    made = cast("Provider", import_module(f"locakit.providers.{kind.replace('-', '_')}").make(dict(options or {})))
    made.name = name
    return made
