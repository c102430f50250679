"""The span engine: every dialect found, prose left alone, differences told, linear on hostile text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.placeables import Difference, compare, find, is_count

ALWAYS = {
    "{name} and {0} and {}": ["{name}", "{0}", "{}"],
    "{user.name} {items[0]} {n:>5} {n!r} {price:,.2f}": [
        "{user.name}",
        "{items[0]}",
        "{n:>5}",
        "{n!r}",
        "{price:,.2f}",
    ],
    "{n, number, #.##} {when, date, short}": ["{n, number, #.##}", "{when, date, short}"],
    '{ $user } { -brand } { "x" } { NUMBER($n, digits: 1) }': [
        "{ $user }",
        "{ -brand }",
        '{ "x" }',
        "{ NUMBER($n, digits: 1) }",
    ],
    "{{name}} {{ name | title }} {{{raw}}}": ["{{name}}", "{{ name | title }}", "{{{raw}}}"],
    "{% if a %}x{% endif %}": ["{% if a %}", "{% endif %}"],
    '{{< ref "page" >}} {{% note %}}': ['{{< ref "page" >}}', "{{% note %}}"],
    "${total} $t(key.other)": ["${total}", "$t(key.other)"],
    "%s %d %5.2f %-10s %ld %@ %%": ["%s", "%d", "%5.2f", "%-10s", "%ld", "%@", "%%"],
    "%1$s %2$d %1$tH": ["%1$s", "%2$d", "%1$tH"],
    "%(name)s %(n)d %(x).2f": ["%(name)s", "%(n)d", "%(x).2f"],
    "%B %d, %Y %H:%M": ["%B", "%d", "%Y", "%H", "%M"],
    "%{name} %<x>.2f %#@files@": ["%{name}", "%<x>.2f", "%#@files@"],
    "a<b>c</b><br/>d<0>e</0><Trans>f</Trans>": ["<b>", "</b>", "<br/>", "<0>", "</0>", "<Trans>", "</Trans>"],
    "<a href=\"x>y\" title='z'>t</a>": ["<a href=\"x>y\" title='z'>", "</a>"],
    "<!-- note --> <?php x ?>": ["<!-- note -->", "<?php x ?>"],
    "a&nbsp;b &#160; &brandName;": ["&nbsp;", "&#160;", "&brandName;"],
    "see https://a.org/b_(c). Or (http://d.org), www.e.org!": ["https://a.org/b_(c)", "http://d.org", "www.e.org"],
    "write to me@x.org.": ["me@x.org"],
    "run `a b` or ``c`d``": ["`a b`", "``c`d``"],
    "[text](http://u) ![alt](i.png)": ["[", "](http://u)", "![", "](i.png)"],
    '[text](/u "A title") x[1]': ["[", '](/u "', '")'],
    "[b]bold[/b] [i]": ["[b]", "[/b]"],
    "<https://x.org> <me@x.org>": ["<https://x.org>", "<me@x.org>"],
    "a {n, plural, one {# x} other {{n} y}} b": ["{n, plural, one {# x} other {{n} y}}"],
}
PROSE = (
    "100% discount", "50 % de", "50%de desconto", "a < b and c > d", "I <3 it", "<your name>", "`quoted' and `again'",
    "R&D; no", "{not a placeholder}", "{ }", "5 * 3", "a: b", "10:30", "$5 for $t", "snake_case", "user@host",
    "C++ [see 1]",
)  # fmt: skip
FLAGGED = {
    ("laravel-format", "Hi :name at 10:30, :Name"): [":name", ":Name"],
    ("percent-placeholders", "%user% has 5%"): ["%user%"],
    ("qt-format", "%1 of %L2, %n"): ["%1", "%L2", "%n"],
    ("boost-format", "%1% and %|2$+5|"): ["%1%", "%|2$+5|"],
    ("java-printf-format", "%n %tH"): ["%n", "%tH"],
    ("object-pascal-format", "%0:s %1:d"): ["%0:s", "%1:d"],
    ("scheme-format", "~a ~1@*~s"): ["~a", "~1@*", "~s"],
    ("vue-format", "@:key @.lower:a.b"): ["@:key", "@.lower:a.b"],
    ("webextension-format", "$NAME$ $1 costs $50"): ["$NAME$", "$1"],
    ("automattic-components-format", "{{a}}x{{/a}}{{br/}}"): ["{{a}}", "{{/a}}", "{{br/}}"],
    ("python-brace-format", "{{x}} {y}"): ["{{", "}}", "{y}"],
    ("rst-text", ":ref:`x` and |sub|"): [":ref:`x`", "|sub|"],
    ("c-format", "% d items, 50 % de"): ["% d"],
    ('placeholders:FOO:r"BAR-\\d"', "FOO or BAR-1"): ["FOO", "BAR-1"],
    ("icu-plural", "# of {n}"): ["#", "{n}"],
    ("icu-message-format", "l''{a} '{b}' {c}"): ["{a}", "'{b}'", "{c}"],
    ("md-text", "**b** *i* ~~s~~ \\* [^1]"): ["**", "**", "*", "*", "~~", "~~", "\\*", "[^1]"],
    ("md-text", "2 * 3 * 4 and snake_case_name and 2**3"): [],
    ("md-text", "_a_ and __b__, ***c***"): ["_", "_", "__", "__", "***", "***"],
}


@pytest.mark.parametrize("text", ALWAYS)
def test_found_without_a_flag(text: str) -> None:
    assert [p.text for p in find(text)] == ALWAYS[text]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_placeable(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(("flag", "text"), FLAGGED)
def test_found_by_flag(flag: str, text: str) -> None:
    assert [p.text for p in find(text, frozenset({flag}))] == FLAGGED[flag, text]


def test_tags_have_roles_and_names() -> None:
    found = find("<B class='x'>a</b><br><img src=i /><link>t</link>")
    assert [(p.role, p.name) for p in found] == [
        ("open", "b"), ("close", "b"), ("void", "br"), ("void", "img"), ("open", "link"), ("close", "link"),
    ]  # fmt: skip


def test_counts_are_known_by_name_and_conversion() -> None:
    for text in ("%d", "{count}", "{itemCount}", "%(num)d", "{n, number}", "{max_size}"):
        assert is_count(find(text)[0]), text
    for text in ("%s", "{name}", "{country}", "{number_plate_owner}", "<b>"):
        assert not is_count(find(text)[0]), text


@pytest.mark.parametrize(
    ("source", "target", "flags"),
    [
        ("%s of %d", "%2$d de %1$s", ()),
        ("{a} {b}", "{b} {a}", ()),
        ("{ a }", "{a}", ()),
        ("%d files", "%'d arquivos", ("c-format",)),
        ("A &amp; B", "A e B", ()),
        ("12%%", "12 por cento", ()),
        ('<a href="x" title="Hi">a</a>', "<a title='Oi' href='x'>b</a>", ()),
        ("<p>a", "<p>b", ()),
        ("<b>a</b> <i>c</i>", "<i>c</i> <b>a</b>", ()),
    ],
)
def test_equal(source: str, target: str, flags: tuple[str, ...]) -> None:
    assert compare(source, target, frozenset(flags)) == []


@pytest.mark.parametrize(
    ("source", "target", "flags", "expected"),
    [
        ("Hi {a}", "Oi", (), [Difference("missing", "{a}", (0, 2), (3, 6))]),
        ("Hi", "Oi {a}", (), [Difference("extra", "{a}", (3, 6), (0, 0))]),
        ("{a} {a}", "{a}", (), [Difference("missing", "{a}", (0, 3), (4, 7))]),
        ("%s %d", "%d %s", (), [Difference("order", "%d", (0, 2), (0, 2))]),
        ("%s %d", "%2$d %1$s", ("python-format",), None),
        ("<b>a</b>", "</b>a<b>", (), [Difference("unbalanced", "</b>", (0, 4), (0, 0))]),
        ("<b>a</b><i>c</i>", "<b>a<i>c</b></i>", (), [Difference("unbalanced", "</b>", (8, 12), (0, 0))]),
        ('<a href="x">a</a>', '<a href="y">a</a>', (), None),
        ("a &lt; b", "a b", (), [Difference("missing", "&lt;", (0, 3), (2, 6))]),
        ("**a** b", "a b", ("md-text",), None),
    ],
)
def test_different(source: str, target: str, flags: tuple[str, ...], expected: list[Difference] | None) -> None:
    found = compare(source, target, frozenset(flags))
    assert found == expected if expected is not None else found


def test_a_form_for_one_number_may_drop_the_count_and_nothing_else() -> None:
    assert compare("{count} items", "um item", may_drop_count=True) == []
    assert compare("{0} items", "um item", may_drop_count=True) == []
    assert compare("%d of %s", "um de %s", may_drop_count=True)
    assert compare("%s has %d", "%s tem um", may_drop_count=True) == []
    assert compare("{count} for {name}", "um", may_drop_count=True)
    assert compare("one item", "{count} item", may_drop_count=True)


HOSTILE = [
    "{", "`", "<", "[", "<!--", "` ", "{{", '<a "', "<a '\"<a", "](x '", '[a](x "b', "{a,plural,", "%", "a@", "://",
    "http://a)", "a", "{ ", "'{", "* ", "*a _b ", "**a*_", "[a](", "{a:{b}", "$t(", "%(", "&a", "\\", "<a {", "www.",
    "%-", ":a", "|a", "~'", "[b]", "</b", "a-", "…", "“",
    "{KeyWord:", "{KeyWord:a", '{{a|default:"', "%%[", "%%=", "%%a ", "*|a",
]  # fmt: skip


@pytest.mark.parametrize("flags", [(), ("md-text", "icu-message-format", "icu-plural", "laravel-format", "rst-text")])
def test_hostile_text_ends(flags: tuple[str, ...]) -> None:
    for piece in HOSTILE:
        text = (piece * 100_000)[:30_000]
        found = find(text, frozenset(flags))
        assert all(a.end <= b.start for a, b in pairwise(found))


PIECES = st.sampled_from(
    [*ALWAYS, *PROSE, *HOSTILE, " ", "word", "é", "\n", "مرحبا", "😀", "'", '"', ")", "]", "}", ">"]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.booleans())
def test_spans_are_sorted_apart_and_true(text: str, markdown: bool) -> None:
    flags = frozenset({"md-text", "icu-message-format"} if markdown else ())
    found = find(text, flags)
    assert all(p.text == text[p.start : p.end] and p.end > p.start for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert compare(text, text, flags) == []


def test_substitutions_of_apple_and_choices_of_laravel_are_whole() -> None:
    def texts(text: str, *flags: str) -> list[str]:
        return [p.text for p in find(text, frozenset(flags))]

    assert texts("%1$#@days@ and %arg left, %#@files@") == ["%1$#@days@", "%arg", "%#@files@"]
    choice = "{0} none|[1,19] some :count|[20,*] many"
    assert texts(choice, "laravel-format") == ["{0}", "|", "[1,19]", ":count", "|", "[20,*]"]
    assert texts("Home | Site [1,19]") == []
