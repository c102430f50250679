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
from locakit.model import Record, Resource
from locakit.splice import apply

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
        stays = name == "stringsdict" and any(m.key.startswith(f"{message.key}.") for m in source.messages if m.plural)
        assert (less == whole) is stays, "a format string stays with its variables"
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


QT = """<TS language="de"><context><name>C</name>
<message><source>A</source><oldsource>a</oldsource><translatorcomment>von mir</translatorcomment>{0}</message>
</context></TS>
"""


def _qt(translation: str, record: Record, stale: bool = False) -> str:
    fmt, text = by_name("qt"), QT.format(translation)
    resource = fmt.parse("a_de.ts", text, "de")
    (message,) = resource.messages
    new = apply(text, fmt.mark(resource, message, record, stale))
    again = fmt.parse("a_de.ts", new, "de")
    assert fmt.mark(again, again.messages[0], record, stale) == []
    return new


def test_qt_is_finished_where_a_person_stands_for_the_words() -> None:
    done, open_ = "<translation>B</translation>", '<translation type="unfinished">B</translation>'
    machine, human, approved = (
        Record("a", "", "h", "h", "translated", "machine"), Record("a", "", "h", "h", "translated", "human"),
        Record("a", "", "h", "h", "reviewed", "machine"),
    )  # fmt: skip
    for before in (done, open_):
        assert _qt(before, machine) == QT.format(open_)
        assert _qt(before, human) == _qt(before, approved) == QT.format(done)
        assert _qt(before, human, stale=True) == QT.format(open_)
    for none in ('<translation type="unfinished"></translation>', "<translation/>"):
        assert _qt(none, human) == QT.format(none)


def test_qt_counts_a_gap_among_plural_forms_as_unfinished() -> None:
    text = (
        '<TS language="pl"><message numerus="yes" id="n"><source>%n</source><translation type="unfinished">'
        "<numerusform>a</numerusform><numerusform></numerusform><numerusform>c</numerusform></translation></message></TS>"
    )
    fmt = by_name("qt")
    resource = fmt.parse("a_pl.ts", text, "pl")
    (message,) = resource.messages
    assert message.flags == {"fuzzy", "unreviewed", "qt-plural-format"}
    assert fmt.mark(resource, message, Record("a", "", "h", "h", "final", "human"), False) == []


def test_another_languages_remarks_do_not_come_along() -> None:
    fmt = by_name("qt")
    source = source_view(fmt.parse("a_de.ts", QT.format("<translation>B</translation>"), "de"), fmt)
    fresh = render(fmt, source, None, "a_fr.ts", "fr", {source.messages[0].key: {"other": "C"}})
    assert "<source>A</source><translation>C</translation>" in fresh and 'language="fr"' in fresh


def test_qt_length_variants_stay_elements() -> None:
    fmt = by_name("qt")
    text = QT.format('<translation variants="yes"><lengthvariant>Long</lengthvariant></translation>')
    resource = fmt.parse("a_de.ts", text, "de")
    values = {
        resource.messages[0].key: {"other": "<lengthvariant>Lang &</lengthvariant><lengthvariant>L</lengthvariant>"}
    }
    after = render(fmt, resource, resource, "a_de.ts", "de", values)
    assert [e.text for e in ET.fromstring(after).iter("lengthvariant")] == ["Lang &", "L"]


def test_resx_strings_by_type() -> None:
    entries = "".join(
        f'<data name="{name}" {attribute}><value>x</value></data>'
        for name, attribute in (
            ("a", 'type="System.String, mscorlib"'), ("b", 'type="System.String"'), ("c", 'type="System.Int32"'),
            ("d", 'mimetype="application/x-microsoft.net.object.binary.base64"'), (">>e", ""),
            ("f", 'xml:space="preserve"'),
        )
    )  # fmt: skip
    assert [m.key for m in _parse("resx", f"<root>{entries}</root>").messages] == ["a", "b", "f"]


def test_an_android_arrays_numbers_and_colours_are_no_texts() -> None:
    items = ("Words", "12dp", "#fff", "@string/a", "-1.5", "15%", "true", "0x1F", "12 dp", "two words", "#word")
    body = "".join(f"<item>{item}</item>" for item in items)
    source = _parse("android", f'<resources><array name="a">{body}</array></resources>')
    assert {m.key: m.text for m in source.messages} == {
        "a.0": "Words", "a.8": "12 dp", "a.9": "two words", "a.10": "#word",
    }  # fmt: skip
    fresh = render(by_name("android"), source, None, "strings.xml", "de", {"a.9": {"other": "zwei"}})
    texts = ["".join(e.itertext()) for e in ET.fromstring(fresh).iter("item")]
    assert texts == ["", "12dp", "#fff", "@string/a", "-1.5", "15%", "true", "0x1F", "", "zwei"] + [""] * (
        len(texts) - 10
    )


@pytest.mark.parametrize("gone", ["format", "days", "rooms"])
def test_one_part_of_a_stringsdict_entry_goes_and_comes_back_alone(gone: str) -> None:
    fmt = by_name("stringsdict")
    folder = CASES / "stringsdict" / "new-market"
    text = (folder / "source.stringsdict").read_bytes().decode()
    source = fmt.parse("en", text, "en")
    name = "%d days in %d rooms"
    known, key = source.by_key(), name if gone == "format" else f"{name}.{gone}"
    less = fmt.parse("en", render(fmt, source, source, "en", "en", {key: None}), "en")
    assert less.by_key().keys() == known.keys() - ({key} if gone != "format" else set())
    back = fmt.parse("en", render(fmt, source, less, "en", "en", {key: known[key].forms}), "en")
    assert {m.key: m.forms for m in back.messages} == {m.key: m.forms for m in source.messages}
    every = {k: None for k in known if k.startswith(name)}
    assert name not in render(fmt, source, source, "en", "en", every)
