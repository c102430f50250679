"""What a language model said, taken apart: JSON wherever it stands, and why a text cannot be taken."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from locakit.doors import Segment

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_MARK = re.compile(r"@@PH\d+@@")
_DEEPEST = 20_000
"""So many braces are tried as the answer's beginning, at most, counted in characters of text."""


def texts(said: str) -> dict[str, str]:
    """The texts by id in a model's answer; empty where no JSON object is in it.

    Thoughts, code fences and words around the object are passed over; ``{"texts": {…}}`` and lists of
    ``{"id": …, "translation": …}`` are understood; whatever is no text is left out. A cut object gives its whole items.
    """
    said = _THOUGHT.sub("", said)
    at = said.find("{")
    while 0 <= at < _DEEPEST:
        try:
            value = json.JSONDecoder(strict=False).raw_decode(said, at)[0]
        except (ValueError, RecursionError):
            found = _whole_items(said[at:])
        else:
            found = _flat(value)
        if found:
            return found
        at = said.find("{", at + 1)
    return {}


def _flat(value: object) -> dict[str, str]:
    if isinstance(value, list):
        rows = (row for row in value if isinstance(row, Mapping) and "id" in row)
        named = (
            (str(row["id"]), next((row[n] for n in ("translation", "text", "target") if n in row), None))
            for row in rows
        )
        return {id: text for id, text in named if isinstance(text, str)}
    if not isinstance(value, Mapping):
        return {}
    for inner in ("texts", "translations", "items"):
        if isinstance(value.get(inner), (Mapping, list)):
            return _flat(value[inner])
    out = {}
    for id, text in value.items():
        if isinstance(text, Mapping):
            text = next((text[n] for n in ("translation", "target", "text") if n in text), None)
        if isinstance(text, str):
            out[str(id)] = text
    return out


_ITEM = re.compile(r'"(\d+)"\s*:\s*("(?:[^"\\]|\\.)*")')


def _whole_items(text: str) -> dict[str, str]:
    """The items of an object that was cut off."""
    out = {}
    for found in _ITEM.finditer(text):
        try:
            out[found[1]] = str(json.loads(found[2], strict=False))
        except ValueError:
            continue
    return out


def refused(segment: Segment, text: str | None) -> str:
    """Why a text cannot be taken, as the model is told it; empty where it can."""
    if text is None:
        return "it was missing"
    if not text.strip() and segment.text.strip():
        return "it was empty"
    wanted, there = Counter(_MARK.findall(segment.text)), Counter(_MARK.findall(text))
    if wanted != there:
        wrong = sorted((wanted - there) | (there - wanted))
        return f"{', '.join(wrong)}: each mark must stand in it exactly as often as in the text"
    if too_long(segment, text):
        return f"it has {len(text)} characters, at most {segment.limit} are allowed"
    if len(text) > 20 * len(segment.text) + 200:
        return "it is far longer than the text"
    return ""


def too_long(segment: Segment, text: str) -> bool:
    """True where a text breaks the limit; where the room is said in words, who says so counts."""
    return bool(segment.limit and not segment.room and len(_MARK.sub("", text)) > segment.limit)


def usable(segment: Segment, text: str | None) -> bool:
    """True for a text whose only fault is its length: better than none, where nothing shorter came."""
    return text is not None and not refused(replace(segment, limit=None), text)
