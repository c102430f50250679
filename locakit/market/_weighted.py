"""The length of a post as X counts it: weights by code point, every URL 23, every emoji sequence 2.

Source: the configuration v3 and the conformance tests of X's library twitter-text.
"""

from __future__ import annotations

import re
import unicodedata

URL = 23
"""The length of any URL: X puts a short one in its place."""
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points with the weight 1; all others have 2."""
_HEAVY = re.compile("[^" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in _LIGHT) + "]")

_DOMAINS = (
    "com|org|net|info|biz|edu|gov|mil|int|name|pro|aero|coop|museum|jobs|travel|mobi|asia|app|dev|io|ai|co|tv|shop|store"
    "|online|site|website|space|blog|cloud|tech|agency|news|xyz|club|live|life|world|today|media|social|link|page|eco"
    "|games|design|studio|digital|email|events|fashion|finance|fit|global|group|health|hotel|one|plus|restaurant|school"
    "|software|solutions|team|tools|tours|video|wiki|work|works|zone"
)
"""Ends of domains that make a link without ``https://``; those of countries do only with a path or two dots."""
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?"
_PATH = (
    r"(?:/[\w!*';:=+,.$%#\[\]~@|&()/-]{0,2000}(?<=[\w=#/+)-]))?"
    r"(?:\?[\w!?*'();:&=+$/%#\[\].,~|@-]{0,2000}(?<=[\w&=#/-]))?"
)
_URL = re.compile(
    rf"(?<![\w@＠$#＃./-])(?:https?://(?:{_LABEL}\.){{1,8}}[A-Za-z][A-Za-z0-9-]{{1,24}}(?::\d{{1,5}})?"
    rf"|(?:{_LABEL}\.){{1,8}}(?:{_DOMAINS})(?![A-Za-z0-9@_-])(?!\.[A-Za-z0-9])"
    rf"|(?:{_LABEL}\.){{2,8}}[a-z]{{2}}(?![A-Za-z0-9@_-])(?!\.[A-Za-z0-9])"
    rf"|{_LABEL}\.[a-z]{{2}}(?=/))",
    re.IGNORECASE | re.ASCII,
)
_TAIL = re.compile(_PATH.replace(r"\w", "A-Za-z0-9_\u00c0-\u024f\u0400-\u04ff"))

_FACE = (
    "\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f0ff\U0001f170-\U0001f1e5\U0001f200-\U0001faff"
)
_PIECE = f"(?:[{_FACE}]|[©®](?=\ufe0f))\ufe0f?[\U0001f3fb-\U0001f3ff]?(?:[\U000e0020-\U000e007e]{{1,16}}\U000e007f)?"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PIECE}(?:\u200d(?:{_PIECE}|[\u2640\u2642]\ufe0f?)){{0,8}}"
)
_COLOURED = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd"
    "\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1e6-\U0001f1ff\U0001f201-\U0001f265\U0001f300-\U0001faff]|[^\\W_]?\ufe0f|\u20e3"
)


def weighted(text: str) -> int:
    """The weighted length of a post; 280 is the most that X takes. Time is linear in the text's length."""
    text = unicodedata.normalize("NFC", text)
    out, at = 0, 0
    for start, end in links(text):
        out += _plain(text[at:start]) + URL
        at = end
    return out + _plain(text[at:])


def links(text: str) -> list[tuple[int, int]]:
    """The places of what X takes for links."""
    if "." not in text:
        return []
    out: list[tuple[int, int]] = []
    at = 0
    while found := _URL.search(text, at):
        tail = _TAIL.match(text, found.end())
        at = max(tail.end() if tail else found.end(), found.end())
        out.append((found.start(), at))
    return out


def _plain(text: str) -> int:
    if text.isascii():
        return len(text)
    rest = _EMOJI.sub("", text)
    faces = sum(1 for _ in _EMOJI.finditer(text)) if len(rest) != len(text) else 0
    return 2 * faces + len(rest) + len(_HEAVY.findall(rest))


def emoji(text: str) -> list[tuple[int, int]]:
    """The places of emoji that are shown in colour: by their nature, or because U+FE0F asks for it."""
    if text.isascii():
        return []
    return [m.span() for m in _EMOJI.finditer(text) if _COLOURED.search(m[0])]
