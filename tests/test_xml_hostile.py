"""XML that means harm or is in another encoding: refused with its place, in linear time, and nothing is fetched."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats._xml_format import XmlFormat
from locakit.formats._xml_scan import below, scan
from locakit.formats.android import FORMAT as ANDROID
from locakit.formats.android import Android
from locakit.formats.registry import by_name
from locakit.model import Resource
from locakit.shell import disk

ROOTS = {"android": "resources", "xliff": "xliff", "resx": "root", "qt": "TS", "stringsdict": "plist"}


def _refused(name: str, text: str) -> tuple[int, int, str]:
    fmt = by_name(name)
    with pytest.raises(BrokenText) as error:
        fmt.parse("a" + fmt.suffixes[0], text, "de")
    fault = error.value.fault
    assert fault.path == "a" + fmt.suffixes[0] and len(fault.message) < 200
    return fault.line, fault.column, fault.message


@pytest.mark.parametrize("name", ROOTS)
def test_deep_and_huge_files(name: str) -> None:
    root = ROOTS[name]
    deep = f"<{root}>\n" + "<a>" * 100_000 + "</a>" * 100_000 + f"</{root}>"
    assert "more than 200 deep" in _refused(name, deep)[2]
    assert "not well-formed" in _refused(name, f"<{root}>" + "<a>" * 100_000)[2]
    assert _refused(name, f"<{root}>\n<a b='{'x' * 1_000_000}></{root}>")[0] == 2
    many = " ".join(f'a{i}="{i}"' for i in range(20_000))
    wide = f"<{root} {many}><!--{'-a' * 100_000}--><?{'x' * 100_000}?>{'<b/>' * 50_000}</{root}>"
    assert by_name(name).parse("a", wide, "de").text == wide


@pytest.mark.parametrize("name", ROOTS)
def test_entities_are_refused_where_they_are_declared(name: str) -> None:
    root = ROOTS[name]
    for declared in ('x "y"', 'x SYSTEM "file:///etc/passwd"', '% x "y"', 'x PUBLIC "a" "http://localhost/x"'):
        line, _, message = _refused(name, f"<!DOCTYPE {root} [\n<!ENTITY {declared}>\n]><{root}/>")
        assert line == 2 and "not expanded" in message
    fetched = f'<!DOCTYPE {root} SYSTEM "http://localhost:1/x.dtd">\n<{root}/>'
    assert by_name(name).parse("a", fetched, "de").messages == ()
    quadratic = f"<{root}>{'&lt;' * 200_000}</{root}>"
    assert by_name(name).parse("a", quadratic, "de").text == quadratic


@pytest.mark.parametrize("name", ROOTS)
def test_bytes_that_are_no_utf8_have_their_place(name: str) -> None:
    root = ROOTS[name]
    data = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<{root}>é caf'.encode() + b"\xe9" + f"</{root}>".encode()
    line, column, message = _refused(name, disk.decode(data).text)
    assert (line, column) == (2, len(root) + 2 + 5 + 1) and "declares ISO-8859-1" in message
    assert "this byte is not UTF-8" in _refused(name, disk.decode(f"<{root}>".encode() + b"\xff\xfe").text)[2]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_kept(encoding: str) -> None:
    text = '\ufeff<?xml version="1.0" encoding="utf-16"?>\r\n<root><data name="a"><value>é😀</value></data></root>\r\n'
    found = disk.decode(text.encode(encoding))
    fmt = by_name("resx")
    resource = fmt.parse("a.resx", found.text, "de")
    after = render(fmt, resource, resource, "a.resx", "de", {"a": {"other": "日本"}})
    data = disk.encode(after, found.encoding)
    assert data == text.replace("é😀", "日本").encode(encoding)
    assert ET.fromstring(data).findtext("data/value") == "日本"


@pytest.mark.parametrize("name", ["android", "resx"])
@pytest.mark.parametrize("raw", ["x", "<![CDATA[x]]>"])
def test_a_file_that_declares_latin1_gets_references(name: str, raw: str) -> None:
    body = f'<string name="a">{raw}</string>' if name == "android" else f'<data name="a"><value>{raw}</value></data>'
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?><{ROOTS[name]}>{body}</{ROOTS[name]}>'
    fmt = by_name(name)
    resource = fmt.parse("a", text, "de")
    after = render(fmt, resource, resource, "a", "de", {"a": {"other": "é & <日本> 😀"}})
    assert after.isascii() and fmt.parse("a", after, "de").messages[0].text == "é & <日本> 😀"
    assert "é & <日本> 😀" in "".join(ET.fromstring(after.encode("latin-1")).itertext())
    fresh = render(fmt, resource, None, "a", "de", {"a": {"other": "é"}})
    assert 'encoding="utf-8"' in fresh and "é" in fresh


def test_attributes_are_read_as_xml_reads_them() -> None:
    text = "<r a='1' b = \"&lt;&#x41;&amp;'\"\n c='\t&quot;\r\n'><s\nd='/'/><s d='>'>t</s><t/></r >"
    found = scan(text).root
    assert found is not None
    seen = [(e.name, e.attrs) for e in below(found)]
    assert seen == [(e.tag, e.attrib) for e in ET.fromstring(text).iter()]
    assert [e.bare for e in found.elements()] == [True, False, True]


NAMES = st.sampled_from(["a", "b", "c", "d.0"])
TEXTS = st.sampled_from([
    "x", "", " y ", "don\\'t", "a  b", "@string/x", "?attr/y", "&amp;z", "<b>q</b>", "<![CDATA[<i>]]>", "\\u00e9", "@x",
    '"q"', "<!-- in -->r", "é😀", "two\n  lines", "12", "<![CDATA[<string name=\"z\">w]]>",
])  # fmt: skip
CHILDREN = st.one_of(
    st.builds('<string name="{}">{}</string>'.format, NAMES, TEXTS),
    st.builds("<string  name = '{}' product=\"p\" >{}</string >".format, NAMES, TEXTS),
    st.builds('<string name="{}" translatable="false">{}</string>'.format, NAMES, TEXTS),
    st.builds('<plurals name="{}"><item quantity="one">{}</item></plurals>'.format, NAMES, TEXTS),
    st.builds('<string-array name="{}"><item>{}</item><item/></string-array>'.format, NAMES, TEXTS),
    st.builds('<array name="{}">\n<item>{}</item></array>'.format, NAMES, TEXTS),
    st.sampled_from(["<!-- note -->", "<!-- a <string name=\"z\">w-->", "<?pi <a?>", "<string/>", "<x><string/></x>",
                     "words", '<string name="e"/>', '<item type="string" name="f">g</item>', "<![CDATA[<]]>"]),
)  # fmt: skip


def _by_tree(text: str) -> Resource:
    return XmlFormat.parse(Android(), "strings.xml", text, "en")


@given(st.lists(st.tuples(CHILDREN, st.sampled_from(["", "\n", "\r\n  ", "\n\n"])), max_size=8))
@settings(max_examples=300, deadline=None)
def test_the_quick_reader_reads_what_the_tree_holds(children: list[tuple[str, str]]) -> None:
    text = "<!-- é --><resources>" + "".join(child + space for child, space in children) + "</resources>\n"
    quick, slow = ANDROID.parse("strings.xml", text, "en"), _by_tree(text)
    assert quick == slow
    assert [(m.whole, m.spans) for m in quick.messages] == [(m.whole, m.spans) for m in slow.messages]
