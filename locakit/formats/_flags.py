"""Whether a text is an ICU message with branches: one such text makes ICU's all braces of its file."""

from __future__ import annotations

import re

BRANCHES = re.compile(r",\s*(?:plural|select|selectordinal)\s*,")
"""What every ICU message with branches holds: it saves reading, and importing, the parser for all other files."""


def is_icu(text: str) -> bool:
    """True for a message with branches that can be read."""
    if not BRANCHES.search(text):
        return False
    from locakit import icu

    try:
        return icu.is_complex(text) and bool(icu.parse(text))
    except icu.IcuError:
        return False
