"""Damage to the text itself: nothing there, broken encoding, control characters, stray direction marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locakit.rules._kit import Hit, Pair, ex, rule

_BROKEN = re.compile("[\ufffd\ufffe\uffff\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HIGH = "\u0080-\u00bf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
"""What the bytes 80 to BF of UTF-8 look like when they are read as Windows-1252 or Latin-1."""

_MOJIBAKE = re.compile(
    f"(?<![A-ZÀ-Þ])[ÂÃ][{_HIGH}]|[âï][{_HIGH}]{{2}}|[ÐÑØÙ][{_HIGH}](?=[ÐÑØÙ][{_HIGH}])|(?<=[{_HIGH}])[ÐÑØÙ][{_HIGH}]"
)
_DIRECTED = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
          "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip


@rule(
    "text.empty", "error", blocks=True, blank=True,
    bad=[ex("Save", " "), ex({"one": "{n} day", "other": "{n} days"}, {"one": "{n} dia", "other": ""})],
    good=[ex("Save", "Salvar"), ex(" ", " "), ex(",", " ", "fr")],
)  # fmt: skip
def empty(pair: Pair) -> Iterator[Hit]:
    """The source says something, the target nothing.

    Why: the reader sees a blank button or sentence; a fallback to the source language would have been better.

    Source: MQM 2, accuracy: omission.
    """
    if not pair.target.strip() and any(map(str.isalnum, pair.source)):
        yield Hit("the target is empty")


@rule(
    "text.encoding", "error", blocks=True,
    bad=[ex("Coffee", "Caf\ufffd"), ex("Options", "OpÃ§Ãµes"), ex("Menu", "Menu\x1b[31m"), ex("It's", "Câ€™est", "fr")],
    good=[ex("Coffee", "Café"), ex("Morning", "MANHÃ"), ex("a\tb", "a\tb")],
)  # fmt: skip
def encoding(pair: Pair) -> Iterator[Hit]:
    """The target was decoded wrongly at some time, or holds a control character.

    Why: readers see ``Ã©`` or a black diamond, and XML files with control characters cannot be read at all.

    Source: The Unicode Standard, 3.9 and 23.1; XML 1.0, 2.2.
    """
    usual = set(_BROKEN.findall(pair.source))
    for found in _BROKEN.finditer(pair.target):
        if found[0] not in usual:
            yield Hit(f"the character U+{ord(found[0]):04X} is not text", found.span())
    if not pair.target.isascii():
        usual = set(_MOJIBAKE.findall(pair.source))
        for found in _MOJIBAKE.finditer(pair.target):
            meant = _repaired(found[0])
            if meant and found[0] not in usual:
                yield Hit(f"{found[0]} is a wrongly decoded {meant}", found.span(), fix=meant)


def _repaired(text: str) -> str:
    raw = bytearray()
    for c in text:
        try:
            raw += c.encode("cp1252")
        except UnicodeEncodeError:
            if ord(c) > 0xFF:
                return ""
            raw.append(ord(c))
    try:
        meant = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return meant if unicodedata.category(meant[0]) != "Cc" else ""


@rule(
    "text.bidi", "warning", "design-and-markup", signs=_DIRECTED,
    bad=[ex("Call us", "اتصل \u202bبنا", "ar"), ex("Call us", "\u2067اتصل بنا", "ar"),
         ex("user", "\u202euser\u202c", "de")],
    good=[ex("Call us", "اتصل \u2066+1 555\u2069", "ar"), ex("Call us", "\u202aCall\u202c us", "de")],
)  # fmt: skip
def bidi(pair: Pair) -> Iterator[Hit]:
    """A direction embedding or isolate is not closed, or an override reverses what is read.

    Why: an open one turns the text after it around, in the same paragraph and sometimes beyond; an override can
    make a name or an address read as another one.

    Source: Unicode Standard Annex 9, 2.2 to 2.4; Unicode Technical Standard 55.
    """
    open_: list[tuple[str, int]] = []
    for found in re.finditer(f"[{_DIRECTED}\n]", pair.target):
        mark, at = found[0], found.start()
        if mark in "\u202d\u202e" and mark not in pair.source:
            yield Hit(f"U+{ord(mark):04X} overrides the direction of the text", (at, at + 1))
        if mark in _OPENS:
            open_.append((_OPENS[mark], at))
        elif mark == "\n":
            yield from _unclosed(open_)
            open_.clear()
        elif open_ and open_[-1][0] == mark:
            open_.pop()
        else:
            yield Hit(f"U+{ord(mark):04X} closes nothing", (at, at + 1), fix="")
    yield from _unclosed(open_)


def _unclosed(marks: list[tuple[str, int]]) -> Iterator[Hit]:
    for _, at in marks:
        yield Hit("a direction mark is not closed", (at, at + 1))
