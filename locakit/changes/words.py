"""Texts of a change as people read them: plural forms in one line, and the words that differ."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence

from locakit.model import Forms

Piece = tuple[str, str]
"""``same``, ``gone`` or ``come``, and the text."""

_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Letters of scripts that write no spaces between words (and Hangul, whose words take long endings)."""

_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
)
"""A sign that may be a picture, with its variation, skin colour and tags (UTS #51)."""
_EMOJI = f"[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}(?:\u200d{_PICTURE})*"
_TOKEN = re.compile(rf"{_EMOJI}|[{_ALONE}]|(?:(?![{_ALONE}])\w)+|\s+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?…。！？؟\n]*[.!?…。！？؟\n]*\s*")
_CUTS = (re.compile(r"[.!?…]\s|[。！？؟\n]"), re.compile(r"\s"))
"""Ends of sentences, and of words where there are none."""
_MOST = 400
"""Tokens on either side: the comparison may take time that grows with their cube."""
_LONG, _HUGE = 20_000, 200_000
"""Characters from which on only the sentences between the first and the last change are looked at, and none is."""


def flat(forms: Forms) -> str:
    """Forms as one text for people: a plural as ``one: … | other: …``."""
    if set(forms) <= {"other"}:
        return forms.get("other", "")
    return " | ".join(f"{name}: {text}" for name, text in forms.items())


def marked(before: str, after: str) -> list[Piece]:
    """``after`` against ``before`` word by word, in reading order; by sentences where more than 400 words differ.

    Where more than 400 sentences or 200,000 characters differ the texts are taken as a whole: time stays bounded
    whatever they hold.
    """
    if before == after:
        return _joined([("same", before)])
    if max(len(before), len(after)) <= _LONG:
        return _joined(_compared(_words(before), _words(after)) or _by_sentence(before, after))
    start, end = _ends(before, after)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(old), len(new)) > _HUGE:
        middle = [("gone", old), ("come", new)]
    else:
        middle = _compared(_words(old), _words(new)) or _by_sentence(old, new)
    return _joined([("same", before[:start]), *middle, ("same", before[len(before) - end :])])


def _ends(before: str, after: str) -> tuple[int, int]:
    """How many characters both begin and end with, in whole sentences or words."""
    most = min(len(before), len(after))
    head = _common(lambda n: before[:n] == after[:n], most)
    start = next((ends[-1].end() for cut in _CUTS if (ends := [*cut.finditer(before, max(0, head - _LONG), head)])), 0)
    first = len(before) - _common(lambda n: before[len(before) - n :] == after[len(after) - n :], most - start)
    stop = next((m.end() for cut in _CUTS if (m := cut.search(before, first, first + _LONG))), len(before))
    return start, len(before) - stop


def _common(is_same: Callable[[int], bool], most: int) -> int:
    """The greatest number up to ``most`` that holds, as all below it do."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        low, most = (middle, most) if is_same(middle) else (low, middle - 1)
    return low


def _by_sentence(before: str, after: str) -> list[Piece]:
    old, new = (list(filter(None, _SENTENCE.findall(text))) for text in (before, after))
    return _compared(old, new) or [("gone", before), ("come", after)]


def _words(text: str) -> list[str]:
    """Words, single letters where words are not parted, marks and spaces; a vowel sign stays with its letter."""
    found = _TOKEN.findall(text)
    if text.isascii() or not any(_is_sign(t) for t in found):
        return found
    out: list[list[str]] = []
    for token in found:
        last = out[-1][-1] if out else " "
        if not last.isspace() and (_is_sign(token) or (_is_sign(last[-1]) and _is_word(token))):
            out[-1].append(token)
        else:
            out.append([token])
    return ["".join(parts) for parts in out]


def _is_sign(token: str) -> bool:
    """A mark that belongs to what stands before it; a joiner binds both neighbours."""
    return len(token) == 1 and (token in "\u200c\u200d" or unicodedata.category(token).startswith("M"))


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


_TAGS = {"same": ("", ""), "gone": ("<del>", "</del>"), "come": ("<ins>", "</ins>")}


def tagged(before: str, after: str, shown: Callable[[str, str], str]) -> str:
    """HTML of ``after`` against ``before``: what is gone in ``<del>``, what is new in ``<ins>``.

    ``shown`` makes HTML of a piece: it is given its kind and its text.
    """
    return "".join(f"{_TAGS[kind][0]}{shown(kind, text)}{_TAGS[kind][1]}" for kind, text in marked(before, after))
