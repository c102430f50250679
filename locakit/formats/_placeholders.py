"""Stretches of a text that no pattern of placeables knows, told by a ``placeholders:`` flag as Weblate has it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from locakit.model import Message
from locakit.placeables import find


def guarded(message: Message, literals: Iterable[str]) -> Message:
    """The message with a flag that names the stretches; the same one where there are none."""
    items = ":".join('r"' + re.escape(one).replace('"', "\\x22") + '"' for one in dict.fromkeys(literals))
    return replace(message, flags=message.flags | {f"placeholders:{items}"}) if items else message


def unknown(text: str, stretches: Iterable[str], flags: frozenset[str]) -> list[str]:
    """Those of the stretches that are no placeable as a whole without a flag."""
    wanted = dict.fromkeys(stretches)
    if not wanted:
        return []
    whole = {p.text for p in find(text, flags)}
    return [one for one in wanted if one not in whole]
