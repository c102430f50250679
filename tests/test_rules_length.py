"""Limits in characters, lines, bytes, columns and pixels, the flags that set them, and lengths that are odd."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.model import Finding, Unit
from locakit.rules import registry, sizes
from locakit.rules._kit import ICU, ex
from locakit.rules._limits import limits

PILLOW = pytest.mark.skipif(not importlib.util.find_spec("PIL"), reason="the extra fonts is not installed")


def fired(rule: str, unit: Unit) -> list[Finding]:
    """What one rule says of one unit."""
    return list(registry.builtin()[rule].check([unit]))


@pytest.mark.parametrize(
    ("rule", "flag", "fits", "over"),
    [
        ("length.max", "max-length:5", "Salva", "Salvar"), ("length.max", "max-length:2", "保存", "保存中"),
        ("length.max", "max-length:1", "é", "e\u0301"), ("length.lines", "max-lines:2", "a\r\nb\n", "a\nb\nc"),
        ("length.bytes", "max-bytes:4", "фу", "фуу"), ("length.bytes", "max-bytes:4", "😀", "😀a"),
        ("length.width", "max-width:4", "保存", "保存a"), ("length.width", "max-width:2", "e\u0301e", "eee"),
        ("length.width", "max-width:3", "حفظ", "حفظه"),
    ],
)  # fmt: skip
def test_a_limit_holds_what_it_says_and_no_more(rule: str, flag: str, fits: str, over: str) -> None:
    assert not fired(rule, ex("Save", fits, "xx", flag))
    (found,) = fired(rule, ex("Save", over, "xx", flag))
    assert found.severity == "error"


def test_the_smaller_of_two_limits_counts_in_every_plural_form() -> None:
    forms = {"one": "{n} día", "other": "{n} días naturales"}
    unit = ex({"one": "{n} day", "other": "{n} days"}, forms, "es", "max-length:20", "max-length:9", limit=15)
    (found,) = fired("length.max", unit)
    assert found.form == "other" and found.span == (9, 18)


def test_what_the_reader_sees_is_measured() -> None:
    flags = ("max-length:8", 'replacements:%(name)s:"Ana: B"', "xml-text")
    assert not fired("length.max", ex("Hi", "<b>&amp; %(name)s</b>", "pt-BR", *flags))
    (found,) = fired("length.max", ex("Hi", "<b>Oi, %(name)s</b>", "pt-BR", *flags))
    assert "10 characters where 8" in found.message and found.span == (0, 19)


@pytest.mark.parametrize(
    ("flag", "kept"),
    [
        ("max-length: 12", {"max-length:": 12}), ("max-lines:2", {"max-lines:": 2}),
        ("max-bytes:160", {"max-bytes:": 160}), ("max-width:30", {"max-width:": 30}), ("max-size:300:2", {}),
        ("replacements:%s:", {}), ("font-size:12", {"font-size:": 12}), ("font-family:\"My: Font\"", {}),
        ("font-spacing:0", {}), ("font-weight:bold", {}), ("python-format", {}), ("placeholders:x", {}),
    ],
)  # fmt: skip
def test_flags_that_can_be_read(flag: str, kept: dict[str, int]) -> None:
    said = limits(frozenset({flag}))
    assert said.named == kept and not said.faults


@pytest.mark.parametrize(
    "flag",
    ["max-length:", "max-length:0", "max-length:-3", "max-length:1.5", "max-length:٣", "max-lines:a", "max-bytes:9:9",
     "max-size:", "max-size:1:2:3", "max-size:10:0", "replacements:a", "replacements::b", "font-size:big",
     "font-family:", "font-spacing:wide", "max-width:12345678901234567890"],
)  # fmt: skip
def test_a_flag_that_cannot_be_read_is_a_finding_itself(flag: str) -> None:
    (found,) = fired("length.flag", ex("Save", "Salvar", "pt-BR", flag))
    assert flag in found.message and found.severity == "error"
    assert fired("length.flag", ex("{n, plural, other {x}}", "{n, plural, other {y}}", "ja", ICU, flag))


def test_values_keep_colons_and_quotes_inside_quotes() -> None:
    said = limits(frozenset({r'replacements:%s:"a:\"b\"":%d:' + "'1 2'", "font-family:'DejaVu Sans'", "max-size:90"}))
    assert said.replacements == (("%s", 'a:"b"'), ("%d", "1 2"))
    assert said.font == ("DejaVu Sans", "", 10, 0) and said.size == (90, 1)


@PILLOW
def test_pixels_are_measured_in_the_font_and_broken_into_lines() -> None:
    text = "Guardar todos los cambios de este documento"
    assert fired("length.size", ex("Save", text, "es", "max-size:100"))
    assert fired("length.size", ex("Save", text, "es", "max-size:100:2", "font-size:12"))
    assert not fired("length.size", ex("Save", text, "es", "max-size:100:6", "font-size:12"))
    assert not fired("length.size", ex("Save", "iiiiiiiiii", "es", "max-size:60", "font-size:12"))
    assert fired("length.size", ex("Save", "WWWWWWWWWW", "es", "max-size:60", "font-size:12"))
    assert fired("length.size", ex("Save", "iiiiiiiiii", "es", "max-size:60", "font-size:12", "font-spacing:9"))
    assert fired("length.size", ex("Save", "a\nb\nc", "ar", "max-size:500:2"))
    assert fired("length.size", ex("Save", "x" * 100_000, "de", "max-size:500:9"))


@PILLOW
def test_a_font_that_is_not_there_is_said_and_does_not_pass() -> None:
    (found,) = fired("length.size", ex("Save", "Salvar", "pt-BR", "max-size:500", "font-family:No Such Font"))
    assert found.severity == "info" and "No Such Font" in found.message


def test_without_pillow_the_module_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "find_spec", lambda name: None)
    assert "Pillow" in sizes.unavailable()
    assert not fired("length.size", ex("Save", "Salvar" * 99, "pt-BR", "max-size:5"))


SOURCE = "Your order has been sent and will be with you within two days"


@pytest.mark.parametrize(
    ("market", "target"),
    [
        ("de", "Deine Bestellung wurde verschickt und ist in zwei Tagen bei dir"),
        ("zh-CN", "您的订单已经发货，并将在两天之内送达您的手中"),
        ("ja", "ご注文の商品を発送しました。2日以内に届きます"), ("ar", "تم إرسال طلبك وسيصل إليك خلال يومين"),
        ("th", "ส่งคำสั่งซื้อของคุณแล้ว และจะถึงภายในสองวัน"), ("xx", SOURCE), ("de", "<b>{name}</b>" + SOURCE),
    ],
)  # fmt: skip
def test_only_a_length_that_no_translation_has_is_odd(market: str, target: str) -> None:
    assert not fired("length.ratio", ex(SOURCE, target, market))
    assert fired("length.ratio", ex(SOURCE, target * 4, market))
    assert fired("length.ratio", ex(SOURCE, target[: len(target) // 6], market))
    assert not fired("length.ratio", ex("Save", target, market))


@given(st.text(max_size=40), st.frozensets(st.text(st.sampled_from("max-length:size\"'\\0129 %s"), max_size=20)))
def test_no_flag_makes_a_rule_fail(text: str, flags: frozenset[str]) -> None:
    limits(flags | {"replacements:" + text, "max-size:" + text, "font-size:" + text})
