"""XML formats: what a hostile or broken file costs, values that must survive any text, and an independent reader."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.catalog import render, source_view
from locakit.errors import BrokenText
from locakit.formats import _xml_android, _xml_text
from locakit.formats._xml_qtplural import qt_plurals
from locakit.formats._xml_scan import below, scan
from locakit.formats.registry import by_name
from locakit.model import Resource

CASES = Path(__file__).parent / "cases"
NAMES = ("android", "xliff", "resx", "qt", "stringsdict")
ROOTS = {"android": "resources", "xliff": "xliff", "resx": "root", "qt": "TS", "stringsdict": "plist"}

xml_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))
PIECES = ["<b>", "</b>", "<i/>", "&", "&lt;", "<", ">", '"', "'", "\\", "@", "?", "]]>", "é", "😀", "%d", "a"]
words = st.lists(st.sampled_from([*PIECES, "\n", " ", "  "]), max_size=12).map("".join)


def _parse(name: str, text: str) -> Resource:
    fmt = by_name(name)
    return fmt.parse("dir/file" + fmt.suffixes[0], text, "de")


def _hostile(root: str) -> dict[str, str]:
    bombs = "".join(f'<!ENTITY b{i} "&b{i - 1};&b{i - 1};">' for i in range(1, 40))
    return {
        "billion laughs": f'<!DOCTYPE {root} [<!ENTITY b0 "ha">{bombs}]><{root}>&b39;</{root}>',
        "external entity": f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}>&x;</{root}>',
        "parameter entity": f'<!DOCTYPE {root} [<!ENTITY % x "y"> %x;]><{root}/>',
        "too deep": f"<{root}>" + "<a>" * 300 + "</a>" * 300 + f"</{root}>",
        "broken tag": f"<{root}>\n  <a b='c'\n</{root}>\n",
        "unknown entity": f"<{root}>\n&nbsp;</{root}>",
        "not closed": f"<{root}>\n<a>",
        "two roots": f"<{root}/>\n<{root}/>",
        "another root": "<html><body/></html>",
        "no xml": "key = value",
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", list(_hostile("x")))
def test_hostile_files_are_refused_with_their_place(name: str, kind: str) -> None:
    with pytest.raises(BrokenText) as refused:
        _parse(name, _hostile(ROOTS[name])[kind])
    fault = refused.value.fault
    assert fault.path.startswith("dir/file") and fault.line >= 1 and fault.column >= 1
    assert len(fault.message) < 200


def test_a_fault_names_line_and_column_in_characters() -> None:
    with pytest.raises(BrokenText) as refused:
        _parse("android", "<resources>\n  <string name='é'>äöü & x</string>\n</resources>")
    assert (refused.value.fault.line, refused.value.fault.column) == (2, 25)


@given(st.lists(xml_text, max_size=4), st.booleans())
@settings(max_examples=60, deadline=None)
def test_offsets_are_characters(texts: list[str], mark: bool) -> None:
    body = "".join(f"<a n='{i}'>{_xml_text.escape(t, frozenset())}</a><b/>" for i, t in enumerate(texts))
    text = ("\ufeff" if mark else "") + f"<!-- ü --><r>{body}</r>"
    root = scan(text).root
    assert root is not None
    for element in below(root):
        assert text[element.start : element.head].startswith("<" + element.name)
        assert text[element.start : element.end].endswith("/>" if element.bare else f"</{element.name}>")
    inner = [_xml_text.decode(text[e.head : e.close]) for e in root.elements("a")]
    assert inner == [_xml_text.lines(t) for t in texts]


@given(words, st.sampled_from(["", "x", "a &lt;b&gt;", "<![CDATA[x]]>", "a<b>c</b>"]))
@settings(max_examples=150, deadline=None)
def test_content_comes_back(text: str, like: str) -> None:
    raw = _xml_text.encode(text, like, frozenset(">'"))
    ET.fromstring(f"<r>{raw}</r>")
    if not _xml_text.has_markup(raw):
        assert _xml_text.decode(raw) == text
    else:
        again = _xml_text.encode(_xml_text.decode(raw), like, frozenset(">'"))
        assert _xml_text.decode(again) == _xml_text.decode(raw)


@given(words, st.sampled_from(["", "x", '"  x "', "don\\'t", "<![CDATA[x\\'s]]>", "\\u00e9", "a &lt;b&gt;"]))
@settings(max_examples=150, deadline=None)
def test_android_content_comes_back(text: str, like: str) -> None:
    raw = _xml_android.encode(text, like, frozenset())
    ET.fromstring(f"<r>{raw}</r>")
    assert not _xml_android.is_reference(raw)
    if not _xml_text.has_markup(raw):
        assert _xml_android.decode(raw) == text


def test_huge_values_take_linear_time() -> None:
    for unit in ("<", "&", "<b>", "<!--", "<![CDATA[", "\\", "  ", '"', "<a b='", "]]>"):
        text = unit * 50_000
        for like in ("", "<![CDATA[x]]>", "<b>x</b>"):
            raw = _xml_android.encode(text, like, frozenset())
            assert len(_xml_android.decode(raw)) >= 50_000
            assert len(_xml_text.decode(_xml_text.encode(text, like, frozenset()))) >= 50_000


def _flat(text: str) -> list[tuple[str, tuple[tuple[str, str], ...], str, str]]:
    root = ET.fromstring(text.lstrip("\ufeff").encode("utf-8"))
    return [(e.tag, tuple(e.attrib.items()), e.text or "", e.tail or "") for e in root.iter()]


def _inputs() -> list[tuple[str, Path]]:
    found = ((name, path) for name in NAMES for path in sorted((CASES / name).glob("*/*.*")))
    return [(name, path) for name, path in found if path.name.startswith(("input.", "source."))]


@pytest.mark.parametrize(
    ("name", "path"), [pytest.param(n, p, id=f"{n}/{p.parent.name}/{p.name}") for n, p in _inputs()]
)
def test_another_parser_sees_one_change(name: str, path: Path) -> None:
    fmt, text = by_name(name), path.read_bytes().decode("utf-8")
    resource = fmt.parse(path.name, text, "de")
    before = _flat(text)
    for message in resource.messages:
        if message.plural or not message.text or re.search("[\n<&]", text[slice(*message.spans["other"])]):
            continue
        new = render(fmt, resource, resource, path.name, "de", {message.key: {"other": message.text + " Zusatz"}})
        changed = [(a, b) for a, b in zip(before, _flat(new), strict=True) if a != b]
        texts = [(a, b) for a, b in changed if a[2] != b[2]]
        assert len(texts) == 1 and "Zusatz" in texts[0][1][2]
        assert all(name in ("xliff", "qt") for a, b in changed if a[1] != b[1]), "only states follow"
        assert sum(a != b for a, b in zip(text.split("\n"), new.split("\n"), strict=True)) <= 2


QT_FORMS = {"ja": 1, "hu": 1, "tr": 1, "xx": 1, "en": 2, "de-AT": 2, "pt-BR": 2, "pt-PT": 2, "he": 2, "fr": 2, "is": 2,
            "lv": 3, "ga": 3, "cs": 3, "ru": 3, "pl": 3, "lt": 3, "ro": 3, "mk": 3, "sl": 4, "gd": 4, "mt": 4, "cy": 5,
            "ar": 6}  # fmt: skip


@pytest.mark.parametrize(("locale", "count"), QT_FORMS.items())
def test_qt_has_its_own_number_of_forms(locale: str, count: int) -> None:
    names = qt_plurals(locale).names
    assert len(names) == len(set(names)) == count


def test_qt_forms_stand_in_its_order() -> None:
    assert qt_plurals("ar").names[:4] == ("zero", "one", "two", "few")
    assert qt_plurals("ru").names == ("one", "few", "many")
    assert qt_plurals("lv").names == ("one", "other", "zero")
    assert qt_plurals("pt-BR").names == ("one", "other")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_target_begins_as_the_template(name: str) -> None:
    fmt = by_name(name)
    case = CASES / name / "new-market"
    path = next(case.glob("source.*"))
    source = source_view(fmt.parse(path.name, path.read_bytes().decode("utf-8"), "en"), fmt)
    edits = json.loads((case / "edits.json").read_text("utf-8"))
    values = {k: v if isinstance(v, dict) else {"other": v} for k, v in edits["values"].items()}
    fresh = render(fmt, source, None, path.name, edits["locale"], values)
    for text in ("", "\ufeff", "\n"):
        empty = fmt.parse(path.name, text, edits["locale"])
        assert render(fmt, source, empty, path.name, edits["locale"], values) == fresh


@pytest.mark.parametrize("name", NAMES)
def test_what_is_taken_out_comes_back_in_its_place(name: str) -> None:
    fmt = by_name(name)
    path = next((CASES / name / "insert").glob("source.*"))
    source = source_view(fmt.parse(path.name, path.read_bytes().decode("utf-8"), "en"), fmt)
    values = {m.key: m.forms for m in source.messages}
    whole = render(fmt, source, None, path.name, "en", values)
    for message in source.messages:
        target = fmt.parse(path.name, whole, "en")
        less = render(fmt, source, target, path.name, "en", {message.key: None})
        assert less != whole
        again = render(fmt, source, fmt.parse(path.name, less, "en"), path.name, "en", values)
        back = fmt.parse(path.name, again, "en")
        assert {m.key: m.forms for m in back.messages} == {m.key: m.forms for m in target.messages}
        if name != "stringsdict":  # the order of a dictionary's variables says nothing
            assert [m.key for m in back.messages] == [m.key for m in target.messages]


def test_a_string_becomes_a_plural() -> None:
    fmt = by_name("android")
    target = fmt.parse(
        "strings.xml", '<resources>\n  <string name="n" formatted="false">%d Dinge</string>\n</resources>\n', "de"
    )
    source = fmt.parse("strings.xml", '<resources><plurals name="n"><item quantity="one">%d thing</item>'
                       '<item quantity="other">%d things</item></plurals></resources>', "en")  # fmt: skip
    got = render(fmt, source, target, "strings.xml", "de", {"n": {"one": "%d Ding", "other": "%d Dinge"}})
    assert got == (
        '<resources>\n  <plurals name="n" formatted="false">\n    <item quantity="one">%d Ding</item>\n'
        '    <item quantity="other">%d Dinge</item>\n  </plurals>\n</resources>\n'
    )


def test_a_prefix_is_declared_where_it_is_used() -> None:
    fmt = by_name("android")
    target = fmt.parse("strings.xml", '<resources><string name="a">Hallo</string></resources>', "de")
    values = {"a": {"other": 'Hallo <xliff:g id="n">%s</xliff:g>'}}
    got = render(fmt, target, target, "strings.xml", "de", values)
    ET.fromstring(got)
    assert fmt.parse("strings.xml", got, "de").messages[0].forms == values["a"]


def test_a_new_file_says_that_it_is_utf8() -> None:
    fmt = by_name("resx")
    text = '<?xml version="1.0" encoding="utf-16"?><root><data name="a"><value>x</value></data></root>'
    source = fmt.parse("a.resx", text, "en")
    assert render(fmt, source, source, "a.resx", "en", {"a": {"other": "y"}}) == text.replace(">x<", ">y<")
    fresh = render(fmt, source, None, "a.de.resx", "de", {"a": {"other": "z"}})
    assert fresh == text.replace(">x<", ">z<").replace("utf-16", "utf-8")
