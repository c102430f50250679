"""Texts of a change as people read them: plural forms in one line, and the words that differ."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

from locakit.model import Forms

Piece = tuple[str, str]
"""``same``, ``gone`` or ``come``, and the text."""

_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Letters of scripts that write no spaces between words (and Hangul, whose words take long endings)."""

_TOKEN = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])\w)+|\s+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?…。！？؟\n]*[.!?…。！？؟\n]*\s*")
_MOST = 400
"""Tokens on either side: the comparison may take time that grows with their cube."""


def flat(forms: Forms) -> str:
    """Forms as one text for people: a plural as ``one: … | other: …``."""
    if set(forms) <= {"other"}:
        return forms.get("other", "")
    return " | ".join(f"{name}: {text}" for name, text in forms.items())


def marked(before: str, after: str) -> list[Piece]:
    """``after`` against ``before`` word by word, in reading order; by sentences where more than 400 words differ.

    Where more than 400 sentences differ the texts are taken as a whole: time stays bounded whatever they hold.
    """
    return _joined(_compared(_words(before), _words(after)) or _by_sentence(before, after))


def _by_sentence(before: str, after: str) -> list[Piece]:
    old, new = (list(filter(None, _SENTENCE.findall(text))) for text in (before, after))
    return _compared(old, new) or [("gone", before), ("come", after)]


def _words(text: str) -> list[str]:
    """Words, single letters where words are not parted, marks and spaces; a vowel sign stays with its letter."""
    found = _TOKEN.findall(text)
    if text.isascii() or not any(_is_sign(t) for t in found):
        return found
    out: list[str] = []
    for token in found:
        glued = out and not out[-1].isspace() and (_is_sign(token) or (_is_sign(out[-1][-1]) and _is_word(token)))
        if glued:
            out[-1] += token
        else:
            out.append(token)
    return out


def _is_sign(token: str) -> bool:
    return len(token) == 1 and unicodedata.category(token).startswith("M")


def _is_word(token: str) -> bool:
    return token[0].isalnum() and not re.match(f"[{_ALONE}]", token)


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """The pieces; empty where too many tokens differ, or none stand there."""
    low = _alike(old, new)
    high = _alike(old[low:][::-1], new[low:][::-1])
    a, b = old[low : len(old) - high], new[low : len(new) - high]
    if len(a) > _MOST or len(b) > _MOST:
        return []
    out: list[Piece] = [("same", "".join(old[:low]))]
    for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(("same", "".join(a[i:j])))
        else:
            out += [("gone", "".join(a[i:j])), ("come", "".join(b[k:m]))]
    return [*out, ("same", "".join(old[len(old) - high :]))]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens both begin with."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Without empty pieces, neighbours of one kind as one."""
    out: list[Piece] = []
    for kind, text in pieces:
        if text and out and out[-1][0] == kind:
            out[-1] = (kind, out[-1][1] + text)
        elif text:
            out.append((kind, text))
    return out
