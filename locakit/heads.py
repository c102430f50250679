"""What a unit is for, said by flags: channel, field, variant, search keywords, evidence, what it must disclose.

A flag travels with a message through every format, plan, engine and rule; a head takes a value behind its colon.
"""

from __future__ import annotations

from collections.abc import Iterable

CHANNEL = "channel:"
"""Where the text is published: ``channel:google-ads-rsa``."""
FIELD = "field:"
"""Which of the channel's texts it is: ``field:headline``."""
VARIANT = "variant:"
"""Which of several texts that are tried against each other."""
SOURCE_KEYWORD = "source-keyword:"
"""A search keyword in the source's language."""
KEYWORD = "keyword:"
"""A search keyword in the market's own language."""
EVIDENCE = "evidence:"
"""Where the proof of a claim stands."""
AD, SPONSORED, AI_MADE = "ad", "sponsored", "ai-made"
"""The text is advertising; somebody is paid for it; a machine made what it shows."""


def values(flags: Iterable[str], head: str) -> list[str]:
    """What the flags with this head say, sorted."""
    return sorted(flag[len(head) :] for flag in flags if flag.startswith(head))


def value(flags: Iterable[str], head: str) -> str:
    """The first of ``values``; empty where no flag has the head."""
    return next(iter(values(flags, head)), "")
