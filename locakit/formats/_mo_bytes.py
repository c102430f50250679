"""MO bytes into pairs of strings and back, the way GNU ``msgfmt`` lays them out.

Source: GNU gettext manual, "The Format of GNU MO Files".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

MAGIC = 0x950412DE
_HEAD = 28
_GROWTH = 2
"""How many times the file's length its strings may have together: shared ones are known, a bomb is not read."""


class Table(NamedTuple):
    """What an MO file holds."""

    pairs: Mapping[bytes, bytes]
    """From the original (``context\\4msgid\\0plural``) to the translation (its forms with a NUL between)."""
    big: bool = False
    """Numbers are big-endian."""
    hashed: bool = True
    """A hash table stands beside the strings."""


def read(data: bytes) -> Table:
    """The strings of an MO file of either byte order; the hash table is passed over.

    Raises ValueError, with a sentence, for what is no MO file, has another major revision, or points outside itself.
    """
    order = next((o for o in "<>" if len(data) >= _HEAD and struct.unpack_from(o + "I", data)[0] == MAGIC), "")
    if not order:
        raise ValueError("not an MO file: it does not begin with the magic number")
    revision, count, originals, translations, slots, _ = struct.unpack_from(f"{order}6I", data, 4)
    if revision >> 16 > 1:
        raise ValueError(f"the MO file has revision {revision >> 16}, known are 0 and 1")
    if revision & 0xFFFF and struct.unpack_from(f"{order}I", data.ljust(40, b"\0"), 36)[0]:
        raise ValueError("the MO file has strings that depend on the machine; edit the PO file it was made from")
    if max(originals, translations) + 8 * count > len(data):
        raise ValueError("the MO file is cut off: its tables reach beyond its end")
    room = len(data) * _GROWTH
    pairs: dict[bytes, bytes] = {}
    strings = zip(_strings(data, originals, count, order), _strings(data, translations, count, order), strict=True)
    for original, translation in strings:
        room -= len(original) + len(translation)
        if room < 0:
            raise ValueError("the MO file's strings lie over each other")
        pairs.setdefault(original, translation)
    return Table(pairs, order == ">", slots > 0)


def _strings(data: bytes, at: int, count: int, order: str) -> Iterator[bytes]:
    for length, offset in struct.iter_unpack(f"{order}2I", data[at : at + 8 * count]):
        if offset + length >= len(data) or data[offset + length]:
            raise ValueError("the MO file is damaged: a string does not end inside it")
        yield data[offset : offset + length]


def write(table: Table) -> bytes:
    """The file as ``msgfmt`` writes it: sorted, strings back to back, originals before translations."""
    order = ">" if table.big else "<"
    rows = sorted(((key.split(b"\0", 1)[0], key, value) for key, value in table.pairs.items()), key=lambda row: row[0])
    count = len(rows)
    slots = _slots([name for name, _, _ in rows]) if table.hashed else []
    first = _HEAD + 16 * count
    at = first + 4 * len(slots)
    places: list[int] = []
    for strings in ([key for _, key, _ in rows], [value for _, _, value in rows]):
        for string in strings:
            places += (len(string), at)
            at += len(string) + 1
    head = (MAGIC, 0, count, _HEAD, _HEAD + 8 * count, len(slots), first)
    numbers = struct.pack(f"{order}{7 + len(places) + len(slots)}I", *head, *places, *slots)
    return numbers + b"".join([*(key + b"\0" for _, key, _ in rows), *(value + b"\0" for _, _, value in rows)])


def _slots(names: list[bytes]) -> list[int]:
    """The hash table: each slot 0 or the number of a string, counted from 1; a taken slot sends on by a second hash."""
    size = _size(len(names))
    slots = [0] * size
    for number, name in enumerate(names, 1):
        value = _hash(name)
        at, step = value % size, 1 + value % (size - 2)
        while slots[at]:
            at = (at + step) % size
        slots[at] = number
    return slots


def _size(count: int) -> int:
    """The least odd number from four thirds of the strings on that gettext counts as prime (3 is none for it)."""
    size = count * 4 // 3 | 1
    while not _prime(size):
        size += 2
    return max(size, 3)


def _prime(number: int) -> bool:
    divisor = 3
    while divisor * divisor < number and number % divisor:
        divisor += 2
    return number % divisor != 0


def _hash(name: bytes) -> int:
    """P. J. Weinberger's hash, as ELF and gettext use it."""
    value = 0
    for byte in name:
        value = (value << 4) + byte
        top = value & 0xF0000000
        if top:
            value ^= top >> 24 ^ top
    return value
