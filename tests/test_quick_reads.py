"""What is read in a short way is what the long way reads: Qt, stringsdict, HTML, sheets' sizes, multilingual files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import trial
from locakit.formats import _html_tree
from locakit.formats._html_scan import Token, tokens
from locakit.formats._xlsx_area import Area, bounds
from locakit.formats._xml_format import XmlFormat
from locakit.formats.csv import Csv
from locakit.formats.html import FORMAT as HTML
from locakit.formats.qt import FORMAT as QT
from locakit.formats.stringsdict import FORMAT as STRINGSDICT
from locakit.model import Resource

_SLOW = settings(deadline=None, max_examples=150)


def seen(resource: Resource) -> list[object]:
    return [(m, m.text, dict(m.spans), m.whole, m.path, dict(m.source)) for m in resource.messages]


_TEXT = st.sampled_from(["Open", "a &lt; b", "", "x\r\ny", "سلة", "<b>n</b>", "<![CDATA[q]]>"])
_PART = st.sampled_from(["source", "source", "comment", "extracomment", "oldsource", "name"])


@st.composite
def _qt_message(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from(["", "", ' id="i"', ' numerus="yes"']))
    parts = "".join(f"\n<{name}>{draw(_TEXT)}</{name}>" for name in draw(st.lists(_PART, max_size=3)))
    state = draw(st.sampled_from(["", "", ' type="unfinished"', ' type="vanished"']))
    inside = f"<numerusform>{draw(_TEXT)}</numerusform>" if "numerus" in head else draw(_TEXT)
    place = draw(st.sampled_from(["", '<location filename="a/b.cpp" line="3"/>', "<!-- <message> -->"]))
    return f"<message{head}>{place}{parts}<translation{state}>{inside}</translation></message>"


_QT = st.one_of(
    _qt_message(),
    st.lists(_qt_message(), max_size=3).map(lambda found: f"<context> <name>A</name>{''.join(found)}</context>"),
    st.lists(_qt_message(), max_size=2).map(lambda found: f"<context>{''.join(found)}<name>B</name></context>"),
)


@_SLOW
@given(st.lists(_QT, max_size=3))
def test_qt(pieces: list[str]) -> None:
    text = f'<!DOCTYPE TS>\n<TS language="pl">{"".join(pieces)}</TS>'
    assert isinstance(QT, XmlFormat)
    assert seen(QT.parse("a.ts", text, "pl")) == seen(XmlFormat.parse(QT, "a.ts", text, "pl"))


@st.composite
def _plural(draw: st.DrawFn) -> str:
    pairs = st.tuples(st.sampled_from(["one", "other", "few", "NSStringFormatValueTypeKey"]), _TEXT)
    forms = "".join(f"<key>{name}</key> <string>{text}</string>" for name, text in draw(st.lists(pairs, max_size=3)))
    rule = draw(st.sampled_from(["<key>NSStringFormatSpecTypeKey</key><string>r</string>", ""]))
    said = draw(st.sampled_from(["%#@n@", "x %#@n@", "", "a &amp; b"]))
    note, key = draw(st.sampled_from(["", "", "<!-- note -->"])), draw(st.sampled_from(["a", "b", "c &amp; d"]))
    inside = f"<key>NSStringLocalizedFormatKey</key><string>{said}</string>\n<key>n</key><dict>{forms}{rule}</dict>"
    return f"{note}\n<key>{key}</key><dict>{inside}</dict>"


@_SLOW
@given(st.lists(_plural(), max_size=3))
def test_stringsdict(entries: list[str]) -> None:
    text = f"<plist><dict>{''.join(entries)}</dict></plist>"
    assert isinstance(STRINGSDICT, XmlFormat)
    long = XmlFormat.parse(STRINGSDICT, "a.stringsdict", text, "en")
    assert seen(STRINGSDICT.parse("a.stringsdict", text, "en")) == seen(long)


_HTML = ["<p>text</p>", "<p>a &amp; b </p>", "<p>", "</p>", "<li>one</li>", "<td>1</td>", "<tr>", "<table>", "</table>"]
_HTML += [
    "<div translate=no>",
    "</div>",
    "<b>x</b>",
    "loose",
    "<pre>",
    "</pre>",
    "<svg>",
    "</svg>",
    "<h2>H</h2>",
    "\n",
    "< p",
]


@_SLOW
@given(st.lists(st.sampled_from(_HTML), max_size=9).map("".join))
def test_html(text: str) -> None:
    def plainly(text: str, leaves: bool = False) -> Iterator[Token]:
        return tokens(text)

    short = seen(HTML.parse("a.html", text, "en"))
    _html_tree.tree.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_html_tree, "tokens", plainly)
        assert seen(HTML.parse("a.html", text, "en")) == short
    _html_tree.tree.cache_clear()


_SHEET = "<worksheet><sheetData>%s</sheetData></worksheet>"
_ROW = '<row r="2" ht="3"><c r="A2"><v>1</v></c><c r="C2" s="1" t="inlineStr"><is><t>a &amp; b&#233;</t></is></c></row>'


@pytest.mark.parametrize(
    "row", [_ROW, "", _ROW + _ROW.replace("2", "9"), '<row r="7"><c r="B7" t="s"><v>0</v></c></row>']
)
def test_size_of_a_sheet(row: str) -> None:
    sheet = (_SHEET % row).encode()
    area = Area(sheet)
    assert bounds(sheet) == (area.rows, area.columns, area.sharing)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('ht="3"', 'ht="3" ht="4"'), ('ht="3"', 'r="4"'), ("&#233;", "&#8;"), ("&amp;", "&name;"), ("a ", "]]>"),
        ('"C2"', '"C3"'), ('"C2"', '"XFE2"'), ("</worksheet>", ""), ("<v>1</v>", "<v>1"),
        ("<sheetData>", "<sheetData x='1'>"), ("a ", "\x01"),
        ("<worksheet>", "<?xml version='1.0' encoding='latin-1'?><worksheet>"),
        ("</worksheet>", "<c><v>1</v></c></worksheet>"),
    ],
)  # fmt: skip
def test_unusual_sheets_are_looked_at_closely(old: str, new: str) -> None:
    assert old in _SHEET % _ROW
    assert bounds((_SHEET % _ROW).replace(old, new).encode()) is None


def test_a_file_of_several_locales_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    whole = Csv.parse

    def parse(self: Csv, path: str, text: str, locale: str) -> Resource:
        asked.append(locale)
        return whole(self, path, text, locale)

    monkeypatch.setattr(Csv, "parse", parse)
    assert len(trial.read(Csv(), "a.csv", "key,en\na,b\n").messages) == 1
    assert asked == ["en"]
