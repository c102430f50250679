"""ICU, Fluent, plurals and markup: what is a fault, what is none, and which rule says so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import check
from locakit.icu import faults
from locakit.model import Finding, Unit
from locakit.rules import registry
from locakit.rules._ftl import FtlError, parse
from locakit.rules._kit import ICU, ex

FAMILIES = (
    "placeables", "directives", "custom", "icu", "fluent", "plurals", "markup", "xml", "unsafe", "markdown", "rst",
    "asciidoc", "mdx", "bbcode", "css",
)  # fmt: skip
RULES = [r for r in registry.builtin().values() if r.look.__module__.rpartition(".")[2] in FAMILIES]
LOST = "placeables.missing"


def found(unit: Unit) -> list[Finding]:
    """What the rules of these families say, information left out."""
    return [f for f in check.run([unit], RULES) if f.severity != "info"]


def rules_of(source: str, target: str, *flags: str, market: str = "de") -> set[str]:
    return {f.rule for f in found(ex(source, target, market, *flags))}


ITEMS = "{n, plural, one {# item of {who}} other {# items of {who}}}"
SEX = "{g, select, male {He has {x}} other {They have {x}}}"


@pytest.mark.parametrize(
    ("source", "target", "market", "rule"),
    [
        (ITEMS, "{n, plural, one {# Teil von {who}} other {# Teile von {who}}", "de", "icu.syntax"),
        (ITEMS, "{n, plural, one {# Teil von {who}}}", "de", "icu.missing-other"),
        (ITEMS, "{n, plural, eins {# Teil von {who}} other {# von {who}}}", "de", "icu.selector"),
        (ITEMS, "{n, plural, one {# от {who}} other {# от {who}}}", "ru", "icu.categories"),
        (ITEMS, "{n, plural, one {# Teil von {wer}} other {# Teile von {who}}}", "de", "icu.argument"),
        (ITEMS, "{n, plurale, one {# Teil von {who}} other {# Teile von {who}}}", "de", "icu.syntax"),
        (ITEMS, "{n, select, one {# Teil von {who}} other {# Teile von {who}}}", "de", "icu.argument"),
        (ITEMS, "{n, plural, one {# Teil} other {# Teile von {who}}}", "de", "icu.argument"),
        (SEX, "{g, select, männlich {Er hat {x}} other {Sie haben {x}}}", "de", "icu.selector"),
        (SEX, "{g, select, other {Sie haben {x}}}", "de", "icu.selector"),
        (SEX, "{g, select, male {彼は{x}} other {彼らは{x}} other {x}}", "ja", "icu.selector"),
        ("{n, plural, one {<b>#</b>} other {<b>#</b>}}", "{n, plural, one {<b>#} other {<b>#</b>}}", "de", "icu.tags"),
    ],
)  # fmt: skip
def test_icu_faults(source: str, target: str, market: str, rule: str) -> None:
    assert rule in {f.rule for f in check.run([ex(source, target, market, ICU)], RULES)}


@pytest.mark.parametrize(
    ("switch", "target"),
    [
        ("-types", "{n, select, one {# {who}} other {# {who}}}"), ("-extra", ITEMS.replace("# item ", "# {x} ")),
        ("-require_other", "{n, plural, =0 {} one {# von {who}}}"), ("-plural_selectors", ITEMS.replace("one", "eins")),
        ("-missing", ITEMS.replace("{# item of {who}}", "{# von}")),
    ],
)  # fmt: skip
def test_icu_flags_silence_a_part(switch: str, target: str) -> None:
    before = {f.message for f in found(ex(ITEMS, target, "ja", ICU))}
    after = {f.message for f in found(ex(ITEMS, target, "ja", ICU, f"icu-flags:{switch}"))}
    assert after < before


def test_a_broken_source_is_not_told_of_each_target() -> None:
    assert rules_of("{n, plural, one {x}", "{n, plural, one {y}", ICU) == set()
    assert faults("{n", "{m}", "de") == []


RUSSIAN = (
    "{{ $n ->\n    [one] {} от {{ $who }}\n    [few] {{ $n }} от {{ $who }}\n    [many] {{ $n }} {{ $who }}\n"
    "   *[other] {{ $n }} {{ $who }}\n}}"
)
CART = "{ $n ->\n    [one] one item of { $who }\n   *[other] { $n } items of { $who }\n}"


@pytest.mark.parametrize(
    ("target", "market", "rules"),
    [
        (CART, "de", set()),
        ("{ $n ->\n   *[other] { $who }の{ $n }個\n}", "ja", set()),
        ("{ $n ->\n    [one] { $who }: eins\n   *[other] { $who }: { $n }\n}", "de", set()),
        (RUSSIAN.format("{ $n }"), "ru", set()), (RUSSIAN.format("много"), "ru", {"fluent.references"}),
        ("{ $n ->\n    [one] { $who }: eins\n   *[other] { $n }\n}", "de", {"fluent.references"}),
        ("{ $n ->\n    [one] { $wer }: eins\n   *[other] { $who } { $n }\n}", "de", {"fluent.references"}),
        ("{ $n ->\n    [one] { $who }: eins\n    [other] { $who } { $n }\n}", "de", {"fluent.syntax"}),
        ("{ $n ->\n    [one] { $who }\n    [one] { $who }\n   *[other] { $who } { $n }\n}", "de", {"fluent.syntax"}),
        ("{ $n ->\n    [one] { $who }: eins\n   *[other] { $who } { $n }\n", "de", {"fluent.syntax"}),
        ("{ $n ->\n    [eins] { $who }: eins\n   *[other] { $who } { $n }\n}", "de", {"fluent.variants"}),
        ("{ $n ->\n    [one] { $n } от { $who }\n   *[other] { $n } { $who }\n}", "ru", {"fluent.variants"}),
    ],
)  # fmt: skip
def test_fluent_variants_are_compared_one_by_one(target: str, market: str, rules: set[str]) -> None:
    assert {f.rule for f in found(ex(CART, target, market, "fluent"))} == rules


def test_fluent_patterns_are_read() -> None:
    assert parse('a { "{" } { NUMBER($n, style: "x") } { msg.attr } { -t(a: "b") }') == ("$n", "msg.attr", "-t")
    for broken in ("{", "}", "{}", "{ $x ->\n [a] b\n}", "{ $x ->\n*[a] b"):
        with pytest.raises(FtlError):
            parse(broken)


DAYS = {"one": "{n} day", "other": "{n} days"}


@pytest.mark.parametrize(
    ("source", "target", "market", "rule"),
    [
        (DAYS, {"one": "{n} день", "few": "", "many": "{n} дней", "other": "{n} дня"}, "ru", "plurals.missing"),
        (DAYS, {"one": "{n} Tag"}, "de", "plurals.missing"), (DAYS, {"other": "{n} أيام"}, "ar", "plurals.missing"),
        ("Day", {"one": "Tag", "other": "Tage"}, "de", "plurals.shape"),
        (DAYS, {"one": "{n} Tage", "other": "{n} Tage"}, "de", "plurals.same"),
    ],
)  # fmt: skip
def test_plural_faults(source: str | dict[str, str], target: dict[str, str], market: str, rule: str) -> None:
    unit = ex("Day", {}, market) if isinstance(source, str) else ex(source, target, market)
    unit = Unit(unit.resource, unit.key, unit.source, target, market, plural=unit.plural)
    assert rule in {f.rule for f in check.run([unit], RULES)}


MARKUP = [
    ('<a href="{x}">A</a>', '<a href="{y}">A</a>', (), LOST),
    ('<a title="Hi %s">A</a>', '<a title="Oi">A</a>', (), LOST),
    ("<a href=\"%(x)s\">A</a>", '<a href="">A</a>', ("python-format",), LOST),
    ("<b>A</b>", "<b></b>A", (), "markup.empty"),
    ("<b>A</b> b", "<b>A<b> b", (), "markup.tags"), ("<b>A</b> b", "A b", (), "markup.tags"),
    ('<a href="/x">A</a>', '<a href="/x>A</a>', (), "markup.xml"), ("<b>A</b>", "<b>A</b", (), "markup.xml"),
    ('<a class="x">A</a>', '<a class="y">A</a>', (), "markup.attributes"),
    ("<b>A</b>", "<b onclick='x()'>A</b>", (), "markup.unsafe"),
    ("Hi", "Oi <script>x</script>", ("safe-html",), "markup.unsafe"),
    ("**A** b", "A b", ("md-text",), "markup.markdown"), ("Run `x y`", "Lauf x y", ("md-text",), "markup.markdown"),
    ("[A](/x) b", "[A] (/x) b", ("md-text",), "markup.link-space"), ("[A](/x)", "【A】（/x）", (), "markup.markdown"),
    ("[A](/x) b", "[A]（/x） b", (), "markup.link-space"),
    ("[A][id]", "[A][kennung]", ("md-text",), "markup.references"),
    ('[A](/x "T")', "[A](/x)", ("md-text",), "markup.references"),
    (":ref:`a`", ":ref:`b`", ("rst-text",), "markup.rst"), ("|sub| x", "x", ("rst-text",), LOST),
    ("a ``b`` c", "a``b``c", ("rst-text",), "markup.rst-syntax"), ("`a`_ x", "`a` x", ("rst-text",), "markup.rst"),
    ("<<a,b>>", "<<c,b>>", ("asciidoc-text",), "markup.asciidoc"), ("image::a.png[]", "bild::a.png[]",
       ("asciidoc-text",), "markup.asciidoc"),
    ("<b>{x}</b>", "<b>y</b>{x}", ("safe-mdx",), "markup.mdx"), ("[b]a[/b]", "[b]a[b]", ("bbcode-text",),
       "markup.bbcode"),
    ("width: 2em", "Breite: 2em", (), "css.size"), ("width: 2em", "width: 2px", (), "css.size"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "flags", "rule"), MARKUP)
def test_markup_faults(source: str, target: str, flags: tuple[str, ...], rule: str) -> None:
    assert rules_of(source, source, *flags) == set()
    assert rule in rules_of(source, target, *flags)


def test_a_link_s_space_is_mended() -> None:
    (one,) = [f for f in found(ex("See [a](/x)", "Siehe [a] (/x)", "de", "md-text")) if f.rule == "markup.link-space"]
    assert one.fix and one.target[: one.fix.span[0]] + one.fix.text + one.target[one.fix.span[1] :] == "Siehe [a](/x)"


PIECES = ["{", "}", "`", "<", "<b>", "](", "[[", "%", "{{", "{ $x ->\n [", "\n*[a]", ":a:`", "``", "|a|", "<<", "a_ ",
          "[/b]", "${", "'", "~", "&a", "] (", "{n, plural, other {", "<a {"]  # fmt: skip
FLAGS = [
    (), ("md-text",), (ICU,), ("rst-text",), ("asciidoc-text",), ("safe-mdx",), ("fluent",), ("java-format",),
       ("xml-text",),
    ("python-brace-format",), ("c-format",), ("bbcode-text",), ('placeholders:X:r"a+b"',),
]  # fmt: skip


@pytest.mark.parametrize("flags", FLAGS, ids=lambda f: " ".join(f) or "none")
def test_hostile_texts_end(flags: tuple[str, ...]) -> None:
    """Quadratic work would take minutes here; the test has no clock."""
    for piece in PIECES:
        text = (piece * 12_000)[:12_000]
        for source in ("Hello {n} <b>x</b> [a](b)", text):
            assert len(found(ex(source, text + ("x" if source == text else ""), "de", *flags))) <= 50 * len(RULES)


@given(st.text(st.sampled_from("{}<>/%sd`*_[]()&;:@#'\"\\ \n~$|-=a1.,"), max_size=60), st.sampled_from(FLAGS))
def test_what_is_the_same_has_no_fault(text: str, flags: tuple[str, ...]) -> None:
    assert [f for f in found(ex(text, text, "en-GB", *flags)) if not f.rule.startswith("icu")] == []


def test_messages_name_the_fault_not_the_cure() -> None:
    for rule in RULES:
        for unit in rule.bad:
            for finding in rule.check([unit]):
                assert finding.message and not re.search(
                    r"\b(should|must|please|add|remove)\b", finding.message.lower()
                )
