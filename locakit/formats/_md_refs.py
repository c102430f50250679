"""Reference links whose text is their label (``[Guide]``, ``[Guide][]``): translated, they would point nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from locakit.formats._placeholders import guarded
from locakit.model import Message

_DEFINITION = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]:")
_LABEL = re.compile(r"!?\[((?:[^\[\]\\]|\\.)+)\](?:\[\]|(?![\[(:]))")


def protected(messages: Sequence[Message]) -> Iterable[Message]:
    """The messages, with a ``placeholders:`` flag for each link that is found by its own text.

    Such a link stays as it is, in the source's words: whoever translates it gives it a label (``[guia][Guide]``).
    Source: CommonMark 0.31.2, 6.3 (collapsed and shortcut reference links).
    """
    found = (_DEFINITION.match(m.text) for m in messages if m.key.startswith("def-"))
    labels = {_folded(hit[1]) for hit in found if hit}
    return [_flagged(m, labels) for m in messages] if labels else messages


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _flagged(message: Message, labels: set[str]) -> Message:
    if "md-text" not in message.flags or "[" not in message.text:
        return message
    links = [hit[0] for hit in _LABEL.finditer(message.text) if _folded(hit[1]) in labels]
    return guarded(message, links)
