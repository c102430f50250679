"""The characters a SentencePiece vocabulary knows, read straight from its protobuf.

The file is a ``ModelProto`` (sentencepiece_model.proto): field 1, repeated, is a ``SentencePiece`` of 1 piece, 2 score,
3 type; type 1 (NORMAL, the default) and 4 (USER_DEFINED) are text.
"""

from __future__ import annotations

from collections.abc import Iterator

SPACE = "\u2581"
"""How SentencePiece writes a space."""

_TEXT = (1, 4)
_SCORE = 2 << 3 | 5


def alphabet(vocabulary: bytes) -> frozenset[str]:
    """Every character in any text piece, the space included; raises ValueError where it is no vocabulary."""
    try:
        characters = set(b"".join(_texts(vocabulary)).decode())
    except (IndexError, UnicodeDecodeError) as fault:
        raise ValueError("not a SentencePiece vocabulary") from fault
    return frozenset(" " if c == SPACE else c for c in characters)


def _texts(vocabulary: bytes) -> Iterator[bytes]:
    for number, value in _fields(vocabulary):
        if number != 1 or not isinstance(value, bytes):
            continue
        if value[:1] == b"\n" and len(value) == value[1] + 7 and value[-5] == _SCORE:
            yield value[2:-5]
            continue
        piece = dict(_fields(value))
        text = piece.get(1, b"")
        if piece.get(3, 1) in _TEXT and isinstance(text, bytes):
            yield text


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == 2:
            size, at = _varint(data, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError("not a SentencePiece vocabulary")
        if at + size > len(data):
            raise ValueError("the SentencePiece vocabulary is cut off")
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
