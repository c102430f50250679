"""Where messages are published: what they say themselves, what the project says of their file, what its name says."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from locakit import heads
from locakit.market import Market
from locakit.market.channels import Channel, Channels, canonical, over, shipped
from locakit.model import Message
from locakit.settings import Content


def placed(content: Content, path: str, own: Channels, keyed: bool) -> Callable[[Message], Message]:
    """What gives messages of a file the flags that the project has for them, and the channel and field they are for.

    ``own`` are the project's channels. The field is what the message says, or the project, the file's name, or the end
    of its key. Blocks of a document (not ``keyed``) get a channel only where their key names a field of it, as front
    matter does.
    """
    known: dict[frozenset[str], tuple[frozenset[str], str]] = {}
    table = cache(lambda: over(shipped(), own))
    channel, _, name = content.channel.partition("/")
    base = frozenset({heads.CHANNEL + channel, *([heads.FIELD + name] if name else [])}) if channel else frozenset()

    def place(message: Message) -> Message:
        said = _flagged(message, content)
        if not (base or said.flags):
            return said
        if said.flags not in known:
            known[said.flags] = _based(said.flags, base, table)
        flags, wanting = known[said.flags]
        if wanting:
            field = _field(table().get(wanting), path if keyed else "", message.key)
            flags = flags | {heads.FIELD + field} if field else flags if keyed or not base else said.flags
        return said if flags == said.flags else replace(said, flags=flags)

    return place


def _based(flags: frozenset[str], base: frozenset[str], table: Callable[[], Channels]) -> tuple[frozenset[str], str]:
    """The flags with the file's channel where they name none, and the channel whose field is still to be found."""
    flags = flags if heads.value(flags, heads.CHANNEL) else flags | base
    if name := heads.value(flags, heads.CHANNEL):
        flags = _as_known(flags, name, table())
    return flags, "" if heads.value(flags, heads.FIELD) else heads.value(flags, heads.CHANNEL)


def _as_known(flags: frozenset[str], name: str, table: Channels) -> frozenset[str]:
    """The flags with the channel and the field in the table's own spelling."""
    channel, said = canonical(name, table), heads.value(flags, heads.FIELD)
    field = table[channel].field_of(said) if said and channel in table else None
    old = {heads.CHANNEL + name, *([heads.FIELD + said] if field else [])}
    return flags - old | {heads.CHANNEL + channel, *([heads.FIELD + field.name] if field else [])}


def known(market: Market, own: Channels) -> Market:
    """The market with a project's channels, where it has any."""
    return replace(market, channels=over(shipped(), own)) if own else market


def _field(channel: Channel | None, path: str, key: str) -> str:
    """The field that the file's name says, without what stands behind its first dot, or the last part of a key."""
    stem = path.rpartition("/")[2].partition(".")[0]
    found = channel and ((stem and channel.field_of(stem)) or channel.field_of(key.rpartition(".")[2]))
    return found.name if found else ""


def _flagged(message: Message, content: Content) -> Message:
    """The message with the flags that the project gives its key (``flags: {"legal.*": [max-length:80]}``)."""
    fitting = (flags for pattern, flags in content.flags.items() if fnmatch.fnmatchcase(message.key, pattern))
    added = {flag for flags in fitting for flag in flags}
    if not added:
        return message
    limits = [int(f.partition(":")[2]) for f in added if f.startswith("max-length:") and f[11:].isdigit()]
    return replace(message, flags=message.flags | added, limit=min(limits) if limits else message.limit)
