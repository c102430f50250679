"""MDX: what stays and what is read, frames and their words, texts that could not be compiled, odd files in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from locakit.catalog import render
from locakit.formats._mdx_js import is_expression
from locakit.formats._mdx_text import compilable, items, literals
from locakit.formats.mdx import FORMAT as MDX
from locakit.model import Resource
from locakit.placeables import compare, find
from locakit.splice import apply
from tests.listing import CASES, edited, golden, listing, read, rekeyed

PAGES = sorted((CASES / "mdx").glob("*.mdx"))
NONE: frozenset[str] = frozenset()


def parse(text: str, locale: str = "en") -> Resource:
    return MDX.parse("x.mdx", text, locale)


def texts(text: str) -> list[str]:
    return [m.text for m in parse(text).messages if "verbatim" not in m.flags]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    resource = parse(read(path))
    golden(path.with_name(path.name + ".messages"), listing(resource))
    golden(path.with_name(path.name + ".edited"), edited(MDX, resource))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_an_edit_changes_its_own_words_only(path: Path) -> None:
    resource = parse(read(path))
    for at, message in enumerate(resource.messages):
        assert MDX.replace(resource, message, message.forms) == []
        if "verbatim" in message.flags or message.key.startswith("fm."):
            continue
        new = " ".join(p.text for p in find(message.text, message.flags)) if message.flags else ""
        after = parse(apply(resource.text, MDX.replace(resource, message, {"other": f"Neu {new} da"})))
        seen = [m.text for m in after.messages]
        assert seen == [*(m.text for m in resource.messages[:at]), seen[at], *seen[at + 1 :]] and len(seen) == len(
            resource.messages
        )


FRAMES = [
    ('<A title="x" b="1">', "<A>", '<A title="x">'),
    ("<A b={1} title='x y' c>", "<A b={2} c d>", "<A b={2} c d title='x y'>"),
    ('<A title="x"/>', "<A c/>", '<A c title="x"/>'),
    (
        '<A\n  title="x"\n  b={[1,\n  2]}\n/>',
        "<A\n  b={[1,\n  3,\n  4]}\n/>",
        '<A\n  title="x"\n  b={[1,\n  3,\n  4]}\n/>',
    ),
    ('> <A\n>   b\n>   alt="x"\n> />', "<A\n  c\n  d\n/>", '> <A\n>   c\n>   d\n>   alt="x"\n> />'),
    ('<A title="x"><B label="y" /></A>', "<A><B z /></A>", '<A title="x"><B label="y" z /></A>'),
    ("<A alt='x'\r\n  b\r\n/>", "<A\n  c\n  d\n/>", "<A alt='x'\r\n  c\r\n  d\r\n/>"),
    (":::note[Title]", ":::tip", ":::tip[Title]"),
    ("::: tip A title {open}", "::: tip {closed}", "::: tip A title {closed}"),
]


@pytest.mark.parametrize(("before", "frame", "after"), FRAMES)
def test_a_frame_changes_around_its_words(before: str, frame: str, after: str) -> None:
    newline = "\r\n" if "\r" in before else "\n"
    target = parse(newline.join(("Text.", "", before, "", "Text.", "")))
    message = next(m for m in target.messages if m.key.startswith(("html", "code")))
    got = apply(target.text, MDX.replace(target, message, {"other": frame}))
    words = [m.text for m in target.messages if m.key.startswith(("attr-", "title-"))]
    assert [m.text for m in parse(got).messages if m.key.startswith(("attr-", "title-"))] == words
    assert next(m.text for m in parse(got).messages if m.key.startswith(("html", "code"))) == frame
    assert got.replace("Text.", "").strip() == after


def test_a_frame_is_never_made_one_of_another_shape() -> None:
    for before, new in (
        ('<A title="x">', "<B>"),
        ("<A>", "</A>"),
        ("<A b>", "<A b/>"),
        (":::note", ":::"),
        ("{a}", "<A>"),
    ):
        page = parse(before)
        assert MDX.replace(page, page.messages[0], {"other": new}) == []


def test_words_come_into_a_frame_and_leave_it() -> None:
    source = parse('<Card title="Hello" wide>\n\nText.\n\n</Card>\n\n:::note[Mind]\n\nIt.\n\n:::\n')
    target = parse("<Card wide>\n\nTexto.\n\n</Card>\n\n:::note\n\nEso.\n\n:::\n", "es")
    target = rekeyed(target, {m.text: m.key for m in source.messages} | {"Texto.": source.messages[2].key})
    keys = {m.text: m.key for m in source.messages}
    values = {keys["Hello"]: {"other": 'Ho"la'}, keys["Mind"]: {"other": "Ojo [x"}}
    got = render(MDX, source, target, "x.mdx", "es", values)
    assert got.startswith('<Card title="Ho&quot;la" wide>\n\nTexto.') and ":::note[Ojo \\[x]\n" in got
    gone = [m for m in source.messages if m.text in ("Hello", "Mind")]
    assert apply(source.text, MDX.remove(source, gone)).startswith("<Card wide>\n\nText.")


def test_tags_are_not_taken_apart() -> None:
    source = parse("<A>\n\nText.\n\n</A>\n\nMore.\n")
    assert MDX.remove(source, [m for m in source.messages if m.text == "<A>"]) == []
    both = [m for m in source.messages if m.text in ("<A>", "</A>")]
    assert apply(source.text, MDX.remove(source, both)) == "Text.\n\nMore.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a from 'a'\n\nText.", ["Text."]),
        ("export const a = {\n\n  b: 1\n}\n\nText.", ["Text."]),
        (" import is prose", ["import is prose"]),
        ("- import is prose", ["import is prose"]),
        ("Prose\nimport it too", ["Prose import it too"]),
        ("    no code", ["no code"]),
        ("{a}\n{b} text", ["{b} text"]),
        ("<A>\ntext\n</A>", ["text"]),
        ("<A>text</A>", ["<A>text</A>"]),
        ("<A /> <B />\n{c}", []),
        ("# Title {/* #id */}", ["Title"]),
        ("# Title {#id}", ["Title"]),
        ("# Title \\{#id}", ["Title"]),
        ("<!-- docusaurus takes it -->\n\nText", ["Text"]),
        ('<A title="x &amp; y" b="z"/>', ["x & y"]),
        ("<A title={'x'} />", []),
        ("{unclosed\n\nText", ["{unclosed", "Text"]),
        ("{x.y} {/* c */}!", []),
        ("```mdx\n<A title='x'>\n```", []),
    ],
)
def test_what_is_read(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_expressions_and_tags_are_placeables() -> None:
    text = "Say {a + b} and {items.map(x => <li>{x}</li>)} or <Foo.Bar a={() => <b/>} /> with {name}."
    (message,) = parse(text).messages
    found = [p.text for p in find(text, message.flags)]
    assert found == ["{a + b}", "{items.map(x => <li>{x}</li>)}", "<Foo.Bar a={() => <b/>} />", "{name}"]
    assert compare(text, text.replace("{a + b}", "{a + c}"), message.flags)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("a {name} <b>c</b>", "a {name} <b>c</b>"),
        ("a {b c}", "a \\{b c}"),
        ("5 < 6 <7", "5 < 6 \\<7"),
        ("<b>a", "\\<b>a"),
        ("*a <b>c* d</b>", "*a \\<b>c* d\\</b>"),
        ("`{a b}` \\{c d}", "`{a b}` \\{c d}"),
        ("{old thing}", "{old thing}"),
        ("<br>", "\\<br>"),
        ("<br/>", "<br/>"),
    ],
)
def test_what_could_not_be_compiled_is_escaped(new: str, expected: str) -> None:
    assert compilable(new, frozenset({"{old thing}"})) == expected
    assert compilable(expected, frozenset({"{old thing}"})) == expected


YES = [
    "", "/* x */", "a", "props.name", "t('x')", "`a ${b} c`", "a ? 'x' : \"y\"",
    "items.map(i => <li key={i}>{i}</li>)",
    "{a: 1, 'b': [1,2], ...c}", "a?.b?.[0]", "(a, b) => a + b", "ok && <b>it's</b>", "new Date().getFullYear()", "-1",
    "1_000.5", "!a", "x in y", "a => ({b: 1})", "<></>", "größe",
]  # fmt: skip
NO = [
    "curly braces", "a b", "5%", "…", "a.", "a..b", "foo, bar", "#id", "if (x) {}", "function(){}", "a = 1", "a(", "'x",
    "hello!", "&amp;", "/x/", "5px", "a ? b", "let x", "=>", "x++", "«a»", "return 1", "<b>", "<a></b>", "x" * 600,
    "[1,",
]  # fmt: skip


def test_expressions_of_the_common_kind() -> None:
    assert [x for x in YES if not is_expression(x)] == []
    assert [x for x in NO if is_expression(x)] == []


ODD = [
    "{", "<a b=\"", "<a ", "`", "](", "<b>", "{a ", "<b>x</b>", "``` ` ", "{`", "<A\n", "{\n", "import x {\n", "<",
    "{}", "> {\n", "- <A\n", "{a}", "<A>{", "/* {", ":::a[", "{<a>",
]  # fmt: skip


@pytest.mark.parametrize("piece", ODD)
def test_odd_files_take_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    resource = parse(text)
    assert render(MDX, resource, resource, "x.mdx", "en", {m.key: m.forms for m in resource.messages}) == text
    assert len(list(items(text))) <= len(text) and isinstance(literals(text), list)
    assert compilable(text, NONE)
