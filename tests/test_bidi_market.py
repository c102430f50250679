"""Direction: levels of the bidirectional algorithm, idle marks, signs that are shown on the other side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.market import Market, Override, parse_pack, resolve
from locakit.model import Finding, Unit
from locakit.rules import _bidi, tone
from locakit.shell import packs


def place(name: str, pack: str = "") -> Market:
    given = [*packs.packs(name), *([parse_pack("own.yaml", pack)] if pack else [])]
    return resolve(given, name, Override())


def found(market: Market, source: str, target: str) -> list[Finding]:
    unit = Unit("r", "k", {"other": source}, {"other": target}, market.locale)
    return [f for rule in tone.rules(market) if rule.id == "root.bidi" for f in rule.check([unit])]


@pytest.mark.parametrize(
    ("text", "base", "wanted"),
    [
        ("abc", "ltr", "000"),
        ("אבג", "ltr", "111"),
        ("abc אבג", "ltr", "0000111"),
        ("abc אבג", "rtl", "2221111"),
        ("א C++", "rtl", "11211"),
        ("א -5", "rtl", "1112"),
        ("א 5%", "rtl", "1122"),
        ("א 1.5", "rtl", "11222"),
        ("ا 1 2", "rtl", "11212"),
        ("ا ١,٢", "rtl", "11222"),
        ("a 5", "ltr", "000"),
        ("א 5", "ltr", "112"),
    ],
)
def test_levels(text: str, base: str, wanted: str) -> None:
    assert "".join(map(str, _bidi.levels(text, base))) == wanted


@pytest.mark.parametrize(
    ("market", "target", "new"),
    [
        ("ar-SA", "\u200fمرحبا\u200f", "مرحبا"),
        ("ar-SA", "مرحبا\u200f\u200f C++", "مرحبا C++"),
        ("ar-SA", "سريع C++\u200e.", None),
        ("ar-SA", "سريع C++\u200e\u200e.", "سريع C++\u200e."),
        ("ar-SA", "\u200f{name} هنا", None),
        ("de-DE", "Hallo\u061c Welt", "Hallo Welt"),
        ("ar-SA", "سريع \u200e-5", None),
        ("he-IL", "(\u200fa)", None),
        ("ar-SA", "\u2067\u200fمرحبا\u2069", None),
    ],
)
def test_marks_that_change_nothing(market: str, target: str, new: str | None) -> None:
    text = tone.polish(target, "Hello", place(market))[0]
    assert text == (target if new is None else new)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("مكتوب بلغة C++ وسريع", ["C++"]),
        ("ملف .NET هنا", [".NET"]),
        ("اكتب --help أو /home الآن", ["--help", "/home"]),
        ("حرارة -5 مئوية", ["-5"]),
        ("ثبّت Firefox!", []),
        ("هل لديك C++؟", ["C++"]),
        ("Firefox, Chrome", []),
        ("{a}+ و @{b}", []),
        ("السعر $5", []),
        ("لغة #C هنا", []),
        ("5+ نجوم", ["5+"]),
    ],
)
def test_signs_that_are_shown_on_the_other_side(target: str, words: list[str]) -> None:
    hits = found(place("ar-SA"), "C++ .NET --help /home -5 5+ $5", target)
    assert [f.target[slice(*f.span)] for f in hits] == words
    assert all(f.fix is None for f in hits)


def test_a_project_that_isolates() -> None:
    own = "locale: ar\nrules:\n- {id: root.bidi, kind: bidi, like: root.bidi, isolate: true}\n"
    text, ids = tone.polish("مكتوب بلغة C++ وسريع", "In C++", place("ar-SA", own))
    assert text == "مكتوب بلغة \u2066C++\u2069 وسريع" and ids == ["root.bidi"]
    assert tone.polish(text, "In C++", place("ar-SA", own)) == (text, [])


AR, HE, DE = place("ar-SA"), place("he-IL"), place("de-DE")


@settings(deadline=None)
@given(st.text(alphabet="aB1٢بש +-.,:#/()\u200e\u200f\u061c\u2066\u2069\n%é", max_size=40))
def test_no_mark_is_taken_that_counts(target: str) -> None:
    for market in (AR, HE, DE):
        spans = [f.span for f in found(market, "", target) if f.fix and f.fix.text == ""]
        gone = {at for at, _ in spans}
        start = 0
        for line in target.split("\n"):
            kept = [at for at in range(len(line)) if start + at not in gone]
            rest = "".join(line[at] for at in kept)
            before, after = (_bidi.levels(text, market.direction) for text in (line, rest))
            assert [before[at] for at in kept] == after
            start += len(line) + 1


def test_a_hundred_thousand_characters_end() -> None:
    """Quadratic work would take minutes here; the test has no clock."""
    for piece in ("C++ ", "\u200f", "ا+1 ", "+\n", "\u200e\n", "a+"):
        text = (piece * 100_000)[:100_000]
        for market in (AR, DE):
            assert len(found(market, "", text)) <= 50
