"""Damage to the text itself: nothing there, broken encoding, control characters, stray direction marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locakit.rules._calm import beside
from locakit.rules._kit import Hit, Pair, ex, rule

_HIGH = "\u0080-\u00bf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
"""What the bytes 80 to BF of UTF-8 look like when they are read as Windows-1252 or Latin-1."""

_MOJIBAKE = re.compile(
    f"(?<![A-ZÀ-Þ])[ÂÃ][{_HIGH}]|(?<=[A-ZÀ-Þ])Ã(?:[{_HIGH}](?=[a-zß-ÿÃ])|[ƒ†‡ˆ‰ŠŒŽ˜œžŸ\x81\x8d\x8f\x90\x9d](?=[A-ZÀ-Þ]))"
    f"|(?<=[a-zß-ÿ])[Ä-Ì][{_HIGH}]|[âï][{_HIGH}]{{2}}|(?:[à-ï][{_HIGH}]{{2}}){{2,}}|\\A[à-ï][{_HIGH}]{{2}}\\Z|ð[{_HIGH}]{{3}}"
    f"|[Î-Þ][{_HIGH}](?=[Î-Þ][{_HIGH}])|(?<=[{_HIGH}])[Î-Þ][{_HIGH}]"
)
_CYRILLIC_HIGH = re.escape(bytes(b for b in range(0x80, 0xC0) if b != 0x98).decode("cp1251"))
_CYRILLIC = re.compile(f"(?:[РС][{_CYRILLIC_HIGH}]){{2,}}")
"""What Cyrillic letters in UTF-8 look like when they are read as Windows-1251."""

_NO_TEXT = "\ufffd\ufffe\uffff\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_BROKEN = re.compile(f"[{_NO_TEXT}]")
_SUSPECT = re.compile(f"[{_NO_TEXT}À-ðРС](?:(?<=[{_NO_TEXT}])|[{_HIGH}{_CYRILLIC_HIGH}])")
_SIGNS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), *range(0xC0, 0xF1)))) + (
    "РС\ufffd\ufffe\uffff" + "".join(map(chr, range(0xD800, 0xE000)))
)

_LOST = re.compile(r"(?<!\?)\?{3,}(?!\?)|(?<![\w?])\?\?(?:[ ,.]+\?\?+)+")
_TWICE = re.compile(r"&amp;(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_DIRECTED = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
          "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
_OVERRIDES = "\u202d\u202e"
_EMBEDDED = "\u202b"
"""At the beginning of a paragraph it makes all of it run from right to left, and ends with it."""


@rule(
    "text.empty", "error", blocks=True, blank=True, full=False,
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
    "text.encoding", "error", blocks=True, branches=True, signs=_SIGNS,
    when=lambda source, target: _SUSPECT.search(target) is not None, word=lambda market: _SUSPECT.search,
    bad=[ex("Coffee", "Caf\ufffd"), ex("Options", "OpÃ§Ãµes"), ex("Menu", "Menu\x1b[31m"),
         ex("It's", "Câ€™est", "fr"),
         ex("Hello", "РџСЂРёРІРµС‚", "ru"), ex("Peace", "Ø³Ù„Ø§Ù…", "ar"), ex("Hello", "ï»¿Hallo", "de")],
    good=[ex("Coffee", "Café"), ex("Morning", "MANHÃ"), ex("a\tb", "a\tb"), ex("changed", "çĥåñĝêð···"),
          ex("Rome", "РИМ и Рёв", "ru")],
)  # fmt: skip
def encoding(pair: Pair) -> Iterator[Hit]:
    """The target was decoded wrongly at some time, or holds a control character.

    Why: readers see ``Ã©`` or a black diamond, and XML files with control characters cannot be read at all.

    Source: The Unicode Standard, 3.9 and 23.1; XML 1.0, 2.2.
    """
    for found in _BROKEN.finditer(pair.target):
        if found[0] not in pair.source:
            yield Hit(f"the character U+{ord(found[0]):04X} is not text", found.span())
    for pattern, codec in ((_MOJIBAKE, "cp1252"), (_CYRILLIC, "cp1251")):
        for found in pattern.finditer(pair.target):
            meant = _repaired(found[0], codec)
            if meant and found[0] not in pair.source:
                yield Hit(f"{found[0]} is a wrongly decoded {meant}", found.span(), fix=meant)


def _repaired(text: str, codec: str) -> str:
    raw = bytearray()
    for c in text:
        try:
            raw += c.encode(codec)
        except UnicodeEncodeError:
            if ord(c) > 0xFF:
                return ""
            raw.append(ord(c))
    try:
        meant = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return meant if unicodedata.category(meant[0]) not in ("Cc", "Cn", "Co") else ""


@rule(
    "text.lost-letters", "error", "integrity", signs="?", blocks=True,
    when=lambda source, target: "??" in target and "??" not in source, word=beside(r"\?\?"),
    bad=[ex("Save", "??????", "ru"), ex("Save the file", "?? ???? ??", "ar"), ex("Save file", "?????", "ja"),
         ex("Options", "Op???es")],
    good=[ex("Really?", "Really??", "de"), ex("What???", "Was???", "de"), ex("Save?", "保存？", "ja"),
          ex("Hm?", "Sério?!")],
)  # fmt: skip
def lost_letters(pair: Pair) -> Iterator[Hit]:
    """Letters of the target have become question marks.

    Why: the text went through an encoding that does not have its letters; what they were is gone.

    Source: WHATWG Encoding Standard, 4.1 (encoders replace what they cannot write).
    """
    for found in _LOST.finditer(pair.masked()[1]):
        inner = any(c.isalpha() for c in pair.target[found.end() : found.end() + 1])
        words = pair.target[: found.start()].rstrip()
        if inner or not words or " " in found[0] or "?" not in pair.source:
            yield Hit("question marks stand for letters", found.span())


@rule(
    "text.double-escaped", "warning", "design-and-markup", signs="&", quiet="ignore-double-escaped",
    when=lambda source, target: "&amp;" in target, word=beside("&amp;"),
    bad=[ex("Fish &amp; chips", "Peixe &amp;amp; batatas"), ex("a &lt; b", "a &amp;lt; b", "ar"),
         ex("Tom's", "&amp;#39;Tom", "fr")],
    good=[ex("Fish &amp; chips", "Peixe &amp; batatas"), ex("Write &amp;amp;", "Escreva &amp;amp;"),
          ex("A & B", "A &amp; B")],
)  # fmt: skip
def double_escaped(pair: Pair) -> Iterator[Hit]:
    """A character reference was escaped once more.

    Why: readers see ``&amp;`` or ``&lt;`` instead of the character.

    Source: HTML Living Standard, 13.1.4 (character references).
    """
    for found in _TWICE.finditer(pair.target):
        if found[0] not in pair.source:
            yield Hit(f"{found[0]} is escaped twice", found.span(), fix="&" + found[0][len("&amp;") :])


@rule(
    "text.bidi", "warning", "design-and-markup", branches=True, grep=f"[{_DIRECTED}]",
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
        if mark in _OVERRIDES and mark not in pair.source:
            yield Hit(f"U+{ord(mark):04X} overrides the direction of the text", (at, at + 1))
        if mark in _OPENS:
            open_.append((_OPENS[mark], at))
        elif mark == "\n":
            yield from _unclosed(pair, open_)
            open_.clear()
        elif open_ and open_[-1][0] == mark:
            open_.pop()
        else:
            yield Hit(f"U+{ord(mark):04X} closes nothing", (at, at + 1), fix="")
    yield from _unclosed(pair, open_)


def _unclosed(pair: Pair, marks: list[tuple[str, int]]) -> Iterator[Hit]:
    """Those of overrides that were told already are left out."""
    for _, at in marks:
        if pair.target[at] in pair.source or pair.target[at] not in _OVERRIDES:
            whole = at == 0 and pair.target[at] == _EMBEDDED and "\n" not in pair.target
            yield Hit("a direction mark is not closed", (at, at + 1), severity="info" if whole else None)
