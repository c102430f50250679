"""What a unit is for, said by flags: channel, field, variant, search keywords, evidence, what it must disclose.

A flag travels with a message through every format, plan, engine and rule; a head takes a value behind its colon.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

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
SMS = f"{CHANNEL}sms"
"""Published as a text message."""
AD, SPONSORED, AI_MADE = "ad", "sponsored", "ai-made"
"""The text is advertising; somebody is paid for it; a machine made what it shows."""
DISCLOSURES = (AD, SPONSORED, AI_MADE)
DISCLOSURE = "disclosure:"
"""What a sheet says of disclosure that is none of these."""


def values(flags: Iterable[str], head: str) -> list[str]:
    """What the flags with this head say, sorted."""
    return sorted(flag[len(head) :] for flag in flags if flag.startswith(head))


def value(flags: Iterable[str], head: str) -> str:
    """The first of ``values``; empty where no flag has the head."""
    return next(iter(values(flags, head)), "")


@lru_cache(maxsize=4096)
def joined(source: frozenset[str], target: frozenset[str]) -> frozenset[str]:
    """The flags of both sides of a unit; a channel or field that the source says counts alone."""
    said = tuple(head for head in (CHANNEL, FIELD) if value(source, head))
    return source | frozenset(flag for flag in target if not said or not flag.startswith(said))
