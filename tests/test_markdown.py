"""Markdown: spans, writing, whole blocks in and out, held against markdown-it as the reference parser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from locakit.doors import Format
from locakit.formats import _md_rules
from locakit.formats._md_blocks import document, has_words
from locakit.formats._md_chunks import chunks
from locakit.formats._md_front import end_of
from locakit.formats.markdown import FORMAT as MD
from locakit.formats.mdx import FORMAT as MDX
from locakit.model import Message, Resource
from locakit.splice import apply
from tests.documents import DOCUMENTS, translated
from tests.listing import CASES, edited, golden, listing, read, rekeyed

FILES = sorted((CASES / "markdown").glob("*.md"))


def parse(text: str, locale: str = "en") -> Resource:
    return MD.parse("x.md", text, locale)


def changed(resource: Resource, message: Message, text: str) -> Resource:
    return parse(apply(resource.text, MD.replace(resource, message, {"other": text})), resource.locale)


def structure(text: str) -> list[tuple[str, str, str]]:
    """What the reference parser sees: every token, inline text with soft breaks as spaces."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text[end_of(text) :])
    return [(t.type, t.tag, t.content.replace("\n", " ") if t.type == "inline" else t.content) for t in tokens]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_golden(path: Path) -> None:
    resource = parse(read(path))
    golden(path.with_name(path.name + ".messages"), listing(resource))
    golden(path.with_name(path.name + ".edited"), edited(MD, resource))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_edit_changes_one_block(path: Path, newline: str, mark: str) -> None:
    resource = parse(mark + read(path).replace("\n", newline))
    assert [m.text for m in resource.messages] == [m.text for m in parse(read(path)).messages]
    for at, message in enumerate(resource.messages):
        assert MD.replace(resource, message, message.forms) == []
        start, end = message.whole
        after = changed(resource, message, "Ein *neuer* Text.")
        assert after.text.startswith(resource.text[:start]) and after.text.endswith(resource.text[end:])
        texts = [m.text for m in after.messages]
        if "verbatim" not in message.flags:
            assert texts == [
                *(m.text for m in resource.messages[:at]),
                "Ein *neuer* Text.",
                *(m.text for m in resource.messages[at + 1 :]),
            ]
        assert newline == "\n" or "\n" not in after.text.replace("\r\n", "")


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS)
def test_random_documents_keep_their_bytes_and_their_structure(text: str) -> None:
    resource = parse(text)
    assert len({m.key for m in resource.messages}) == len(resource.messages)
    assert all(text[slice(*m.spans["other"])].strip() for m in resource.messages)
    found = chunks(text, "markdown")
    assert "".join(text[c.start : c.end] for c in found) == text[found[0].start :] if found else True
    before = structure(text)
    for message in resource.messages:
        after = structure(changed(resource, message, "Ganz anders *hier*").text)
        if "verbatim" not in message.flags:
            wrong = (
                [] if message.key.startswith("fm.") else [(a, b) for a, b in zip(before, after, strict=True) if a != b]
            )
            assert message.key.startswith("fm.") or [b for _, b in wrong] == [("inline", "", "Ganz anders *hier*")]


HOSTILE = [
    "1. eins", "12) zwölf", "- a", "+ a", "* a", "# a", "###### a", "> a", "===", "---", "--", "-", "***", "* * *",
    "___", "```", "```py", "~~~", "~~~ x", "| a | b |", "a | b", "[a]: b", "[^1]: b", "[ ] a", "[x] a", "<div>",
    "<!-- a -->", "<b>", "<script>", "    a", "\ta", "a\n\nb", "a\nb", "a\n# b", "a\n- b", "a\n===", "a\n---", "a\\",
    "\\", "#", "a #", "a ##", "{{< x >}}", "{{% x %}}", "$$", "$$ a $$", ": a", "::: a", "!!! note", "{: .x}",
    "[!NOTE]", "[TOC]", "  a  ", "a\r\nb", "&nbsp;", "a `b|c` d", "۱. فارسی", "1986. Ein Jahr", "=",
    "a\n>b", "+++", "<?php",
]  # fmt: skip


NO_PROSE = {"<div>", "<!-- a -->", "<b>", "<script>", "<?php", "{{< x >}}", "{{% x %}}", "{: .x}", "[!NOTE]", "[TOC]"}
"""What no paragraph can begin with: it gets a backslash, which is seen when it is read back."""


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
@pytest.mark.parametrize("new", HOSTILE, ids=repr)
def test_no_text_turns_into_another_kind_of_block(path: Path, new: str) -> None:
    resource = parse(read(path))
    before = structure(resource.text)
    fields = len(resource.messages) - len(document(resource.text, "markdown"))
    for at, message in enumerate(resource.messages):
        if "verbatim" in message.flags or message.key.startswith("fm."):
            continue
        after = changed(resource, message, new)
        seen = structure(after.text)
        if not resource.text.startswith("[^", message.whole[0]):  # the reference parser knows no footnotes
            assert [t[:2] for t in seen] == [t[:2] for t in before], (message.key, after.text)
            assert sum(a != b for a, b in zip(before, seen, strict=True)) <= 1
        kept = [m.text for n, m in enumerate(after.messages) if n != at]
        assert kept == [m.text for n, m in enumerate(resource.messages) if n != at], message.key
        escaped = new in NO_PROSE and not document(resource.text, "markdown")[at - fields].single
        assert after.messages[at].text.split() == (f"\\{new}" if escaped else new).split(), message.key


_LINES = (
    "", "", "", "words", "two words  ", "ends\\", "1. one", "1\\. one", "12 m", "- item", "- [ ] task", "* item",
    "+ item", "**bold** it", "*a*", "***", "---", "===", "# Head", "## Head #", "# {x}", "> quote", "```", "`code`",
    "<div>", "</div>", "|a|b|", "|-|-|", "-|-", "[x]: /u", "[^1]: note", ": meaning", "{{< x >}}", "$$", "!!! note",
    "import a", "  indented", "    code", "\ttab", "  ", "\xa0x", "\x0cx", "\ufeffx", "\u4e2d\u6587", "\u0661. x",
    "_x_", "&amp;",
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(_LINES), max_size=9), st.sampled_from(["\n", "\n\n", "\r\n"]), st.sampled_from([MD, MDX])
)
def test_plain_prose_is_what_the_rules_make_of_it(lines: list[str], newline: str, fmt: Format) -> None:
    text = newline.join(lines)

    def seen() -> list[object]:
        found = fmt.parse("x.md", text, "en").messages
        return [(m, m.text, dict(m.spans), m.whole, m.path) for m in found]

    quick = seen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_md_rules, "QUICK", re.compile("(?!)"))
        assert seen() == quick


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, st.data())
def test_what_is_taken_out_can_be_put_back(text: str, data: st.DataObject) -> None:
    source = parse(text)
    assume(source.messages and len({m.text for m in source.messages}) == len(source.messages))
    target, keys = translated(source)
    rows = [
        [m for m in target.messages if m.whole == whole] for whole in dict.fromkeys(m.whole for m in target.messages)
    ]
    if any(m.key.startswith(("th", "rule")) for m in target.messages):
        rows = [row for row in rows if not row[0].key.startswith(("th", "rule"))]
    gone = [m for row in data.draw(st.lists(st.sampled_from(rows), unique_by=id) if rows else st.just([])) for m in row]
    less = rekeyed(parse(apply(target.text, MD.remove(target, gone)), "de"), keys)
    assert [m.key for m in less.messages] == [m.key for m in target.messages if m not in gone]
    new = [(m, target.by_key()[m.key].forms) for m in source.messages if m.key not in less.by_key()]
    back = rekeyed(parse(apply(less.text, MD.insert(less, source, new)), "de"), keys)
    assert [m.key for m in back.messages] == [m.key for m in source.messages], back.text
    back = rekeyed(parse(apply(back.text, MD.arrange(back, source)), "de"), keys)
    assert [m.key for m in back.messages] == [m.key for m in source.messages], back.text
    assert [b.inside for b in document(back.text, "markdown")] == [b.inside for b in document(text, "markdown")], (
        back.text
    )
    assert not MD.arrange(back, source)
    assert "\n\n\n" not in back.text or "\n\n\n" in text


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS.filter(lambda text: "|" not in text), st.randoms(use_true_random=False))
def test_blocks_are_brought_into_the_source_order(text: str, random: object) -> None:
    source = parse(text)
    found = chunks(source.text, "markdown")
    if len(found) < 2 or any(m.key.startswith(("li", "bq", "code", "html")) for m in source.messages):
        return
    parts = [source.text[c.start : c.body].rstrip("\n") for c in found]
    random.shuffle(parts)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    mixed = parse("\n\n".join(parts) + "\n", "de")
    if sorted(m.text for m in mixed.messages) != sorted(m.text for m in source.messages):
        return
    splices = MD.arrange(mixed, source)
    if splices is None:
        assert [m.key for m in mixed.messages] == [m.key for m in source.messages]
    else:
        after = parse(apply(mixed.text, splices), "de")
        assert [m.key for m in after.messages] == [m.key for m in source.messages]
        assert "\n\n\n" not in after.text and after.text.endswith("\n")


def test_an_own_addition_stays_behind_its_predecessor() -> None:
    source = parse("A\n\nB\n\nC\n")
    target = parse("C\n\nOwn one.\n\nA\n\nB")
    after = apply(target.text, MD.arrange(target, source))
    assert after == "A\n\nB\n\nC\n\nOwn one."


def test_a_list_begins_with_its_source_number() -> None:
    source, target = parse("2. B\n3. C\n\nText\n\n1. D\n2. E\n"), parse("7. B\n9. C\n\nText\n\n1. D\n1. E\n", "de")
    assert apply(target.text, MD.arrange(target, source)) == "2. B\n3. C\n\nText\n\n1. D\n1. E\n"


@pytest.mark.parametrize(
    ("text", "gone", "after"),
    [
        ("- a\n  - b\n    - c\n- d\n", "ab", "- c\n- d\n"),
        ("- a\n  - b\n    - c\n- d\n", "b", "- a\n  - c\n- d\n"),
        ("1. a\n\n   b\n\n   ```\n   c\n   ```\n\nd\n", "a", "1. b\n\n   ```\n   c\n   ```\n\nd\n"),
        ("- a\n- b\n\nc\n", "b", "- a\n\nc\n"),
        ("> a\n>\n> b\n\nc\n", "b", "> a\n\nc\n"),
        ("a\n\nb", "b", "a\n"),
        ("a\n\n- b\n- c\n", "a", "- b\n- c\n"),
    ],
)
def test_what_is_inside_of_what_goes_stays(text: str, gone: str, after: str) -> None:
    target = parse(text, "de")
    assert apply(text, MD.remove(target, [m for m in target.messages if m.text in gone])) == after


def test_cells_leave_their_row() -> None:
    target = parse("| A | B | C |\n|---|---|---|\n| a | b | c |\nd | e | f\n", "de")
    gone = [m for m in target.messages if m.text in "BbCcef"]
    after = apply(target.text, MD.remove(target, gone))
    assert after == "| A |\n|---|---|---|\n| a |\nd\n"


def test_keys_do_not_shift() -> None:
    before, after = parse("# T\n\nSame\n\nSame\n\nOther\n"), parse("# T\n\nNew\n\nSame\n\nSame\n\nOther\n")
    assert [m.key for m in before.messages] == [m.key for m in after.messages if m.text != "New"]
    assert before.messages[2].key == before.messages[1].key + "~2"


def test_context_is_the_heading_above() -> None:
    assert [m.context for m in parse("a\n\n# H *x*\n\nb\n").messages] == ["", "", "H *x*"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("`a b`", False), ("<https://a.b>", False), ("12 % — 3", False), ("![](a.png)", False), ("![a](b)", True),
     ("{{ x }}", False), ("a", True), ("``a`b`` 1", False), ("&nbsp;", False), ("[x](y)", True), ("`a` و", True),
     ("`" * 50_000, False)],
)  # fmt: skip
def test_what_has_words(text: str, words: bool) -> None:
    assert has_words(text, "markdown") is words


def test_front_matter_only_chosen_fields_and_broken_yaml_is_junk() -> None:
    resource = parse("---\ntitle: A\nslug: b\nresources:\n  - src: x.png\n    title: C\n---\nText\n")
    assert [m.key for m in resource.messages if m.key.startswith("fm.")] == ["fm.title", "fm.resources.0.title"]
    broken = parse("---\ntitle: [a\n---\n\nText\n")
    assert [m.text for m in broken.messages] == ["Text"] and broken.text[slice(*broken.junk[0].span)] == "title: [a\n"
    assert [m.text for m in parse("---\n\nText\n").messages] == ["---", "Text"]


def test_front_matter_is_added_field_by_field_and_as_a_whole() -> None:
    source = parse("---\ntitle: T\ndescription: D\nweight: 3\n---\n\nText\n")
    new = [(m, {"other": m.text * 2}) for m in source.messages[:2]]
    some = parse("---\ntitle: t\nweight: 3\n---\n\nText\n", "de")
    assert (
        apply(some.text, MD.insert(some, source, new[1:])) == "---\ntitle: t\ndescription: DD\nweight: 3\n---\n\nText\n"
    )
    bare = parse("Text\n", "de")
    assert apply(bare.text, MD.insert(bare, source, new)).startswith("---\ntitle: TT\ndescription: DD\n---\n\nText\n")
    assert apply(source.text, MD.remove(source, [source.messages[1]])) == "---\ntitle: T\nweight: 3\n---\n\nText\n"


def test_cells_go_into_their_row() -> None:
    source = parse("| A | B | C |\n|---|---|---|\n| a | b | c |\n")
    target = parse("| A | C |\n|---|---|\n| a |   |\n", "de")
    known = {m.text: m.key for m in source.messages}
    target = rekeyed(target, known)
    new = [(m, m.forms) for m in source.messages if m.text in "Bbc"]
    after = apply(target.text, MD.insert(target, source, new))
    assert after == "| A | B | C |\n|---|---|\n| a | b | c |\n"


def test_a_cell_keeps_its_column_and_its_pipes() -> None:
    resource = parse("| Name   | B |\n|--------|---|\n| long x | y |\n")
    assert "| N      | B |" in changed(resource, resource.messages[0], "N").text
    assert "| a \\| b | B |" in changed(resource, resource.messages[0], "a | b").text


def test_an_empty_text_takes_nothing_away() -> None:
    resource = parse("A\n\nB\n")
    assert MD.replace(resource, resource.messages[0], {"other": " "}) == []


def test_a_paragraph_is_broken_as_it_was() -> None:
    resource = parse(read(CASES / "markdown" / "wrapped.md"))
    long = "Dieser Absatz ist nun um einiges länger geworden und muss deshalb auf mehrere Zeilen verteilt werden. " * 2
    for message in resource.messages[1:3]:
        after = changed(resource, message, long)
        lines = after.text[
            slice(*after.by_key()[after.messages[resource.messages.index(message)].key].spans["other"])
        ].split("\n")
        assert len(lines) > 3 and all(len(line) <= 60 for line in lines)
    sentences = changed(resource, resource.messages[3], "Ein Satz pro Zeile. Auch hier. So!")
    assert "Ein Satz pro Zeile. Auch hier.\nSo!" in sentences.text


@pytest.mark.parametrize(
    "text",
    ["> " * 50_000, "- " * 50_000, "[" * 100_000, "`" * 100_000, "| a | b |\n| - | - |\n" + "| x | y |\n" * 4_000,
     "# " + " #" * 50_000, "# a" + " " * 100_000 + "b", "$$\na\n\n" * 5_000, "{{< a\n" * 5_000, "word " * 20_000,
     "a\n" * 10_000 + "===", "---\n" + "a: b\n" * 5_000, "\\" * 100_000, "*" * 100_000, "\t" * 50_000 + "a",
     "(" * 100_000, "<" * 100_000, "{{" * 50_000],
    ids=lambda text: text[:6] + str(len(text)),
)  # fmt: skip
def test_hostile_documents_are_read_and_written(text: str) -> None:
    resource = parse(text)
    for message in resource.messages[:2]:
        assert changed(resource, message, "x " * 50_000).messages[0].text
    assert len(document(text, "markdown")) == len([m for m in resource.messages if not m.key.startswith("fm.")])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("old", "edit", "written"),
    [
        ("> 转换。\n> 另请：`gst`。\n> 更多。", ("更多。", "更多。新。"), "> 转换。\n> 另请：`gst`。\n> 更多。新。"),
        ("> 转换。\n> 另请：`gst`。\n> 更多。", ("更多。", "更多。 Z"), "> 转换。\n> 另请：`gst`。\n> 更多。 Z"),
        ("转换\n工具\n更多", ("工具", "工具箱"), "转换\n工具箱\n更多"),
        ("转换\n工具\n更多", ("转换工具", "转换器"), "转换\n器\n更多"),
        ("One.\nTwo two.\nThree.", ("Two two.", "Two. Again."), "One.\nTwo. Again.\nThree."),
        ("One.\nTwo two.\nThree.", ("Two two.", "2. Again."), "One. 2.\nAgain.\nThree."),
        ("A  \nB b\nC\\\nD", ("B b C", "Bb C"), "A  \nBb\nC\\\nD"),
        ("A\\\nB  \nC", ("B", "b"), "A\\\nb\\\nC"),
    ],
)  # fmt: skip
def test_lines_whose_text_stays_keep_their_breaks(old: str, edit: tuple[str, str], written: str, newline: str) -> None:
    resource = parse(f"# T\n\n{old}\n\nEnd.\n".replace("\n", newline))
    message = resource.messages[1]
    new = message.text.replace(*edit)
    assert new != message.text
    got = changed(resource, message, new)
    assert got.messages[1].text == new
    assert got.text == f"# T\n\n{written}\n\nEnd.\n".replace("\n", newline)


WRAPPED = """Prose that is broken at forty columns or
so, line for line, and goes on like this
for a while, until nobody is left who is
reading it.
"""


@pytest.mark.parametrize(
    ("edit", "written"),
    [
        (("reading it.", "reading it. Z"), WRAPPED.replace("it.", "it. Z")),
        (("line for line", "row by row"), WRAPPED.replace("line for line", "row by row")),
        (("broken at", "broken"), WRAPPED.replace("broken at", "broken")),
        (
            ("goes on", "goes on and on"),
            WRAPPED[:41] + "so, line for line, and goes on and on\nlike this for a while, until nobody is\n"
            "left who is reading it.\n",
        ),
        (
            ("Prose", "Some other prose"),
            "Some other prose that is broken at forty\ncolumns or so, line for line, and goes\n"
            "on like this for a while, until nobody\nis left who is reading it.\n",
        ),
    ],
)  # fmt: skip
def test_wrapped_prose_flows_no_further_than_it_must(edit: tuple[str, str], written: str) -> None:
    resource = parse(WRAPPED)
    (message,) = resource.messages
    got = changed(resource, message, message.text.replace(*edit))
    assert got.text == written and got.messages[0].text == message.text.replace(*edit)
