"""Tables: what columns mean, CSV's dialects against the csv module, workbooks against openpyxl, and hostile files."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.errors import BrokenText, UsageError
from locakit.formats import _xlsx_read, _xlsx_safe
from locakit.formats._table import columns, starts_formula
from locakit.formats._table_names import full, locale_of, spelled
from locakit.formats.csv import Csv
from locakit.formats.registry import by_name
from locakit.formats.xlsx import Xlsx
from locakit.model import Resource
from tests import workbooks

CSV, XLSX = by_name("csv"), by_name("xlsx")


def texts(resource: Resource) -> dict[str, str]:
    return {m.key: m.text for m in resource.messages}


def read(text: str, locale: str = "en", fmt: Any = CSV) -> dict[str, str]:
    return texts(fmt.parse("x.csv", text, locale))


def rendered(text: str, locale: str, values: dict[str, str | None], source: str = "en", fmt: Any = CSV) -> str:
    """The table with the values in one of its locales."""
    wished = {k: None if v is None else {"other": v} for k, v in values.items()}
    return render(fmt, fmt.parse("x", text, source), fmt.parse("x", text, locale), "x", locale, wished)


# --- headers


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("pt-BR", "pt-BR"), ("pt_br", "pt-BR"), ("EN", "en"), ("zh-Hans", "zh-Hans"),
        ("Portuguese (Brazil)", "pt-BR"), ("Brazilian Portuguese", "pt-BR"), ("Spanish (Latin America)", "es-419"),
        ("Chinese (Simplified)", "zh-Hans"), ("traditional chinese", "zh-Hant"), ("English (UK)", "en-GB"),
        ("Serbian (Latin)", "sr-Latn"), ("German (de)", "de"), ("de [German]", "de"), ("nl-BE (Dutch)", "nl-BE"),
        ("Source (en)", "en"), ("source_en-GB", "en-GB"), ("source: English", "en"),
        ("Français (fr)", "fr"), ("pt-BR [português]", "pt-BR"), ("Limit (de)", ""),
        ("German (old)", ""), ("German (fr)", ""), ("Owner", ""), ("Key", ""), ("source", ""), ("", ""), ("x" * 99, ""),
        ("Portuguese (Brazil, 2024)", ""), ("max", ""), ("(", ""),
    ],
)  # fmt: skip
def test_what_a_header_names(header: str, tag: str) -> None:
    assert locale_of(header) == tag


def test_names_and_tags_say_the_same() -> None:
    assert full("en") == full("en-US") != full("en-GB")
    assert full("zh-TW") == full("zh-Hant") != full("zh-HK")
    assert spelled("pt-BR", ["German", "French (Canada)"]) == "Portuguese (Brazil)"
    assert spelled("pt-BR", ["de_DE"]) == "pt_BR" and spelled("pt-BR", ["German", "fr"]) == "pt-BR"


def test_columns() -> None:
    made = columns(["key", "en", "id", "de"])
    assert made and made.locales == {"en": 1, "id": 2, "de": 3} and made.value("id") == 2
    other = columns(["key", "ID", "en"])
    assert other and other.locales == {"en": 2}
    assert columns(["one", "two"]) is None and columns(["en", "de"]) is None
    source = columns(["id", "source", "fr"])
    assert source and [source.value(t) for t in ("en", "en-US", "fr", "de", "en-GB")] == [1, 1, 2, None, None]
    assert [source.value(t, "de") for t in ("en", "de")] == [None, 1]
    plain = columns(["key", "text", "note"])
    assert plain and (plain.value("de"), plain.value("de", "en"), plain.value("en", "en")) == (1, None, 1)


def test_the_source_column_is_the_projects_language() -> None:
    sheet = "id,source,fr\na,Boot,\n"
    german = Csv("de")
    assert read(sheet, "de", german) == {"a": "Boot"} and read(sheet, "en", german) == {}
    assert rendered(sheet, "fr", {"a": "Bateau"}, "de", german) == "id,source,fr\na,Boot,Bateau\n"
    assert german.sourced("nl").parse("x", sheet, "nl").messages and isinstance(german.sourced("nl"), Csv)


# --- CSV


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("lead", ["", "\ufeff"])
def test_dialects(mark: str, quoting: Any, newline: str, lead: str) -> None:
    rows = [["key", "note", "en", "de"], ["a", "x,y;z", f'One{mark} "1"', ""], ["b", "", "Two", "Zwei"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, quoting=quoting, lineterminator=newline).writerows(rows)
    text = lead + out.getvalue()
    assert read(text) == {"a": f'One{mark} "1"', "b": "Two"}
    after = rendered(text, "fr", {"a": "Un", "b": f"Deux{mark}"})
    back = list(csv.reader(io.StringIO(after.removeprefix("\ufeff"), newline=""), delimiter=mark))
    assert back == [[*row, new] for row, new in zip(rows, ["fr", "Un", f"Deux{mark}"], strict=True)]
    assert rendered(after, "fr", {"a": None, "b": None}).count(mark) == after.count(mark) - 1
    if quoting == csv.QUOTE_ALL:
        assert '"Un"' in after and '"fr"' in after
    elif quoting == csv.QUOTE_MINIMAL:
        assert '"Un"' not in after


CELLS = st.text(st.sampled_from("ab,;|\t\"' =é\n\u00a0שx1"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.data())
@settings(max_examples=80)
def test_one_edit_is_all_that_the_csv_module_sees(values: list[tuple[str, str]], data: st.DataObject) -> None:
    rows = [["key", "en", "de"], *([f"k{i}", en, de] for i, (en, de) in enumerate(values))]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    text = out.getvalue()
    known = read(text)
    assert known == {r[0]: r[1] for r in rows[1:] if r[1]}
    assume(known)
    key, new = data.draw(st.sampled_from(sorted(known))), data.draw(CELLS.filter(bool))
    assume(not starts_formula(new))
    after = list(csv.reader(io.StringIO(rendered(text, "de", {key: new}), newline="")))
    assert after == [[*r[:2], new] if r[0] == key else r for r in rows]


def test_ragged_rows_comments_and_empty_lines() -> None:
    text = "# for the shop\n\nkey,en,de\n\na,One\n# more,x,y\n,,\nb,Two,Zwei,\nc,So, what\n#\nd,Two, or,three\n"
    resource = CSV.parse("x", text, "en")
    assert texts(resource) == {"a": "One", "b": "Two", "c": "So"}
    (junk,) = resource.junk
    assert "needs quotes" in junk.message and text[slice(*junk.span)] == "d,Two, or,three\n"
    after = rendered(text, "fr", {"a": "Un", "b": "Deux"})
    told = "# for the shop\n\nkey,en,de,fr\n\na,One,,Un\n# more,x,y\n,,\nb,Two,Zwei,Deux\nc,So, what,\n#\n"
    assert after == told + "d,Two, or,,three\n"
    assert read(after, "fr") == {"a": "Un", "b": "Deux"}


def test_excels_first_line_decides() -> None:
    text = 'sep=;\r\nkey;en\r\na;"x, y"\r\n'
    assert read(text) == {"a": "x, y"}
    assert rendered(text, "de", {"a": "z"}) == 'sep=;\r\nkey;en;de\r\na;"x, y";z\r\n'


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_titles_above_the_header(mark: str) -> None:
    lead = f"Summer campaign, 2026{mark}{mark}\n\nask Ana\n" if mark != "," else "Summer campaign,,\n,,\nask Ana\n"
    text = lead + "id,note,source\na,,Sun\nid,text,Text\n".replace(",", mark)
    assert read(text) == {"a": "Sun", "id": "Text"}
    assert (
        rendered(text, "de", {"a": "Sonne"})
        == lead + f"id{mark}note{mark}source{mark}de\na{mark}{mark}Sun{mark}Sonne\nid{mark}text{mark}Text{mark}\n"
    )
    assert read("a,One\nid,text\nb,Two\n") == {"a": "One", "id": "text", "b": "Two"}


def test_the_header_decides_between_delimiters() -> None:
    assert read("key;text;note, with, many, commas\na;b;c\n") == {"a": "b"}


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_utf_16(code: str) -> None:
    from locakit.shell.disk import decode, encode

    found = decode(("\ufeffkey\ten\tde\r\na\tÜber\t\r\n").encode(code))
    after = rendered(found.text, "de", {"a": "Ä"})
    assert encode(after, found.encoding).decode(code) == "\ufeffkey\ten\tde\r\na\tÜber\tÄ\r\n"


def test_a_key_that_stands_twice() -> None:
    resource = CSV.parse("x", "key,en,de\na,1,\na,2,\n", "en")
    assert texts(resource) == {"a": "2"} and "stands again" in resource.junk[0].message
    assert rendered("key,en,de\na,1,\na,2,\n", "de", {"a": "zwei"}) == "key,en,de\na,1,\na,2,zwei\n"
    assert rendered("key,en\na,1\na,2\n", "de", {"a": "zwei"}) == "key,en,de\na,1,\na,2,zwei\n"


def test_a_hundred_thousand_rows_and_a_long_cell() -> None:
    text = "key,note,en,de\n" + "".join(f'k.{i},"a, b",Text {i},\n' for i in range(100_000)) + f"z,,{'x' * 100_000},\n"
    assert len(read(text)) == 100_001


@pytest.mark.parametrize("text", ['"' * 100_001, 'a,"' * 50_000, "a,b\n" + '"\n' * 100_000, 'k,"x""\n' * 50_000])
def test_quotes_that_never_close_take_no_time(text: str) -> None:
    try:
        assert CSV.parse("x", text, "en").text == text
    except BrokenText as error:
        assert error.fault.line


# --- formulas


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "-cmd|' /C calc'!A0"])
def test_a_csv_file_gets_no_formula(text: str) -> None:
    table = "key,en,de,fr\na,One,Eins,\n"
    for locale in ("de", "fr", "pt-BR"):
        with pytest.raises(ValueError, match="a spreadsheet would compute"):
            rendered(table, locale, {"a": text})
    with pytest.raises(ValueError, match="compute"):
        rendered("key,value\na,One\n", "de", {"a": text})


@pytest.mark.parametrize(
    ("source", "target"), [("-20% today", "-20 % heute"), ("One", "-5,5 %"), ("@ana", "@ana hier")]
)
def test_what_the_source_begins_with_a_target_may(source: str, target: str) -> None:
    assert rendered(f"key,en,de\na,{source},\n", "de", {"a": target}).endswith(
        f'{target}"\n' if "," in target else target + "\n"
    )
    assert rendered(f"key,en,de\na,{source},alt\n", "de", {"a": target}) != f"key,en,de\na,{source},alt\n"


def test_a_formula_that_stands_there_stays() -> None:
    text = "key,en,de\na,=1+1,=1+1\nb,Two,\n"
    assert read(text) == {"a": "=1+1", "b": "Two"}
    assert rendered(text, "de", {"b": "Zwei", "a": "=1+1"}) == "key,en,de\na,=1+1,=1+1\nb,Two,Zwei\n"


# --- workbooks

ROWS = [
    ["id", "channel", "field", "limit", "source", "German"],
    ["sun", "search", "headline", 30, "Sun all day", "Sonne satt"],
    ["sun", "search", "body", "90 characters", "Pack, then go\nnow", None],
    ["moon", "push", "", None, 5, None],
]


def book(rows: Any = ROWS, **more: Any) -> str:
    return workbooks.text(workbooks.made(Copy=rows, **more))


def xlsx(text: str, locale: str, values: dict[str, str | None], fmt: Any = XLSX) -> bytes:
    return workbooks.data(rendered(text, locale, values, fmt=fmt))


def test_a_workbook_is_read_as_its_table() -> None:
    source = XLSX.parse("x.xlsx", book(), "en")
    assert [(m.key, m.text, m.context, m.limit) for m in source.messages] == [
        ("sun.search.headline", "Sun all day", "search / headline", 30),
        ("sun.search.body", "Pack, then go\nnow", "search / body", 90),
        ("moon.push", "5", "push", None),
    ]
    assert texts(XLSX.parse("x.xlsx", book(), "de")) == {"sun.search.headline": "Sonne satt"}
    assert XLSX.parse("x.xlsx", book(), "fr").messages == () and not source.junk


def test_one_edit_is_all_that_openpyxl_sees() -> None:
    before = workbooks.cells(workbooks.data(book()))
    after = workbooks.cells(xlsx(book(), "de", {"sun.search.headline": 'Viel "Sonne" <&>\n ää '}))
    assert after == {**before, "Copy!F2": 'Viel "Sonne" <&>\n ää '}
    new = workbooks.cells(xlsx(book(), "pt-BR", {"moon.push": "Cinco", "sun.search.body": "Vá"}))
    assert new == {**before, "Copy!G1": "Portuguese (Brazil)", "Copy!G4": "Cinco", "Copy!G3": "Vá"}
    gone = workbooks.cells(xlsx(book(), "de", {"sun.search.headline": None}))
    assert gone == {k: v for k, v in before.items() if k != "Copy!F2"}


VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=20
)


@given(st.lists(VALUES.filter(str.strip), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_every_text_comes_back(values: list[str]) -> None:
    text = book([["key", "en", "de"], *([f"k{i}", "x", "y" if i % 2 else None] for i in range(len(values)))])
    wished = {f"k{i}": value for i, value in enumerate(values)}
    source = XLSX.parse("x", text, "en")
    target = XLSX.parse("x", text, "de")
    new = [(m, {"other": wished[m.key]}) for m in source.messages]
    ((start, end, after),) = XLSX.insert(target, source, new)
    assert (start, end) == (0, len(text))
    assert read(after, "de", XLSX) == wished
    if not any("_x" in v for v in values):
        cells = workbooks.cells(workbooks.data(after))
        assert [str(cells[f"Copy!C{i + 2}"]) for i in range(len(values))] == values


@pytest.mark.parametrize("value", ["_x000D_", "_x0041_b", "a_x005F_", "line\nbreak", "tab\tcr\rlf"])
def test_what_ooxml_escapes(value: str) -> None:
    assert read(workbooks.text(xlsx(book(), "de", {"moon.push": value})), "de", XLSX)["moon.push"] == value


def test_the_rest_of_a_workbook_keeps_its_bytes() -> None:
    import openpyxl
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    made = workbooks.opened(workbooks.data(book(Data=[["x", 1], ["y", 2]])))
    sheet = made["Copy"]
    sheet["A2"].font, sheet["F2"].font = Font(bold=True), Font(italic=True)
    sheet["B2"].comment = Comment("ask Ana", "Ana")
    sheet.merge_cells("A9:C9")
    sheet.add_data_validation(DataValidation(type="list", formula1='"a,b"', sqref="B2:B9"))
    sheet.column_dimensions["F"].width, sheet.row_dimensions[3].hidden = 44, True
    sheet["H2"] = "=LEN(F2)"
    chart = BarChart()
    chart.add_data(Reference(made["Data"], min_col=2, min_row=1, max_row=2))
    made["Data"].add_chart(chart)
    data = workbooks.saved(made)
    after = xlsx(workbooks.text(data), "pt-BR", {"sun.search.headline": "Sol", "sun.search.body": "=Vá"})
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    changed = [n for n in names if workbooks.part(data, n) != workbooks.part(after, n)]
    assert sorted(changed) == ["xl/styles.xml", "xl/worksheets/sheet1.xml"]
    assert zipfile.ZipFile(io.BytesIO(after)).namelist() == names and any("chart" in n for n in names)
    seen = workbooks.opened(after)["Copy"]
    assert (seen["G2"].value, seen["G3"].value, seen["G3"].data_type) == ("Sol", "=Vá", "s")
    assert seen["A2"].font.bold and seen["H2"].value == "=LEN(F2)" and seen["B2"].comment.text == "ask Ana"
    assert seen.merged_cells.ranges and seen.data_validations.count == 1 and seen.row_dimensions[3].hidden
    assert openpyxl.__version__


def test_a_new_column_looks_like_its_neighbour() -> None:
    from openpyxl.styles import Font

    made = workbooks.opened(workbooks.data(book()))
    for cell in ("F1", "F2"):
        made["Copy"][cell].font = Font(bold=True, color="00FF0000")
    seen = workbooks.opened(xlsx(workbooks.text(workbooks.saved(made)), "fr", {"sun.search.headline": "Soleil"}))[
        "Copy"
    ]
    assert seen["G1"].font.bold and seen["G2"].font.bold and seen["G2"].value == "Soleil"


@pytest.mark.parametrize("value", ["=1+1", "+1", "-2+3", "@SUM(A1)"])
def test_a_cell_that_looks_like_a_formula_is_text(value: str) -> None:
    after = xlsx(book(), "de", {"moon.push": value})
    cell = workbooks.opened(after)["Copy"]["F4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (value, "s", True)
    assert read(workbooks.text(after), "de", XLSX)["moon.push"] == value
    assert not workbooks.opened(after)["Copy"]["F2"].quotePrefix


def test_cells_that_may_not_be_written() -> None:
    made = workbooks.opened(workbooks.data(book([*ROWS, ["last", "", "", None, "Last", "=A1"]])))
    made["Copy"].merge_cells("F3:F4")
    text = workbooks.text(workbooks.saved(made))
    for key, said in (("last", "Copy!F5 holds a formula"), ("moon.push", "Copy!F4 lies inside merged cells")):
        with pytest.raises(ValueError, match=said):
            xlsx(text, "de", {key: "x"})
    assert workbooks.opened(xlsx(text, "de", {"sun.search.body": "x"}))["Copy"]["F3"].value == "x"
    for value, said in (("\x01", "control characters"), ("x" * 32_768, "32,767")):
        with pytest.raises(ValueError, match=said):
            xlsx(text, "de", {"sun.search.body": value})


def test_what_is_no_text_is_told() -> None:
    from datetime import date

    rows = [["key", "en"], ["a", date(2026, 5, 1)], ["b", True], ["c", 1.5], ["d", 2.0], [7, "seven"], ["e", "=A1"]]
    resource = XLSX.parse("x", book(rows), "en")
    assert texts(resource) == {"c": "1.5", "d": "2", "7": "seven"}
    assert [j.message for j in resource.junk] == [
        "Copy!B2 holds a date or time, not a text",
        "Copy!B3 holds a truth value, not a text",
    ]


def test_several_sheets_titles_above_and_hidden_ones() -> None:
    ads = [["Summer campaign"], [], ["key", "en", "de"], ["a", "One", "Eins"], ["a", "Two", "Zwei"]]
    data = workbooks.made(
        Read=[["This is how it works"]], Ads=ads, Mail=[["key", "en"], ["a", "Mail"]], Old=[["key", "en"], ["z", "Z"]]
    )
    made = workbooks.opened(data)
    made["Old"].sheet_state = "hidden"
    text = workbooks.text(workbooks.saved(made))
    resource = XLSX.parse("x", text, "en")
    assert texts(resource) == {"Ads.a": "Two", "Mail.a": "Mail"}
    assert len(resource.junk) == 1 and "'Ads.a' stands again" in resource.junk[0].message
    after = workbooks.cells(xlsx(text, "de", {"Mail.a": "Post"}))
    assert after["Mail!C1"] == "de" and after["Mail!C2"] == "Post" and after["Ads!C5"] == "Zwei"
    assert workbooks.cells(xlsx(text, "de", {"Ads.a": "Zwo"}))["Ads!C5"] == "Zwo"


def test_a_new_workbook_and_new_rows() -> None:
    source = CSV.parse("x.csv", "key,note,limit,en\na.b,Look,20,One\nc,,,Two\n", "en")
    text = render(XLSX, source, None, "de.xlsx", "de", {"a.b": {"other": "Eins"}})
    assert workbooks.cells(workbooks.data(text)) == {
        "Texts!A1": "key", "Texts!B1": "de", "Texts!C1": "note", "Texts!D1": "limit",
        "Texts!A2": "a.b", "Texts!B2": "Eins", "Texts!C2": "Look", "Texts!D2": "20",
    }  # fmt: skip
    assert render(XLSX, source, None, "de.xlsx", "de", {"a.b": {"other": "Eins"}}) == text, "no clock in it"
    target = XLSX.parse("de.xlsx", text, "de")
    more = render(XLSX, source, target, "de.xlsx", "de", {"c": {"other": "Zwei"}, "a.b": None})
    assert texts(XLSX.parse("de.xlsx", more, "de")) == {"c": "Zwei"}
    assert render(XLSX, source, target, "de.xlsx", "de", {"a.b": {"other": "Eins"}}) == text


def test_sheets_as_other_programs_write_them() -> None:
    """A prefix before every name, rows and cells without references, a sheet without rows."""
    data = workbooks.made(Copy=[["key", "en", "de"], ["a", "One"], ["b", "Two", "Zwei"]])
    name, main = "xl/worksheets/sheet1.xml", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<x:c t="inlineStr"><x:is><x:t>%s</x:t></x:is></x:c>'
    rows = b"".join(
        b"<x:row>" + b"".join(cell % c for c in row) + b"</x:row>"
        for row in ([b"key", b"en", b"de"], [b"a", b"One"], [b"b", b"Two", b"2"])
    )
    odd = b'<x:worksheet xmlns:x="' + main + b'"><x:sheetData>' + rows + b"<x:row/></x:sheetData></x:worksheet>"
    text = workbooks.text(workbooks.repacked(data, {name: odd}))
    assert read(text, "en", XLSX) == {"a": "One", "b": "Two"}
    assert read(workbooks.text(xlsx(text, "de", {"a": "Eins"})), "de", XLSX) == {"a": "Eins", "b": "2"}
    assert read(workbooks.text(xlsx(text, "fr", {"a": "Un", "b": "Deux"})), "fr", XLSX) == {"a": "Un", "b": "Deux"}


BOMB = b"<x>" + b" " * 3_000_000


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "document type declaration"),
        ({"xl/workbook.xml": "\ufeff<!DOCTYPE x><x/>".encode("utf-16-le")}, "document type declaration"),
        ({"xl/workbook.xml": None}, "no .xlsx workbook"),
        ({"xl/worksheets/sheet1.xml": BOMB}, "times its size"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, "cannot be read|no sheet"),
        ({"../evil.xml": b"x"}, "leads out of it"),
        ({"/abs.xml": b"x"}, "leads out of it"),
        ({"xl\\..\\evil.xml": b"x"}, "leads out of it|no .xlsx workbook"),
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"XL/workbook.xml": b"x"}, "two parts of one name"),
    ],
)
def test_hostile_workbooks(change: dict[str, bytes | None], said: str) -> None:
    data = workbooks.made(Copy=ROWS)
    known = zipfile.ZipFile(io.BytesIO(data)).namelist()
    more = {n: c for n, c in change.items() if n not in known and c is not None}
    text = workbooks.text(workbooks.repacked(data, change, more))
    with pytest.raises(BrokenText, match=said) as error:
        XLSX.parse("dir/x.xlsx", text, "en")
    assert error.value.fault.path == "dir/x.xlsx"


def test_files_that_are_no_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbooks.made(Copy=ROWS)
    for other in (data[: len(data) // 2], b"key,en\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"", data[:-30]):
        with pytest.raises(BrokenText):
            XLSX.parse("x.xlsx", workbooks.text(other), "en")
    with pytest.raises(BrokenText, match="key column"):
        XLSX.parse("x.xlsx", book([["a", "b"], [1, 2]]), "en")
    monkeypatch.setattr(_xlsx_safe, "MOST_BYTES", 1000)
    with pytest.raises(BrokenText, match="unpacks to more than 1,000 bytes"):
        XLSX.parse("x.xlsx", book([["key", "en"], ["a", "fresh"]]), "en")


def test_three_cells_that_span_a_whole_sheet() -> None:
    made = workbooks.opened(workbooks.made(Copy=[["key", "en"], ["a", "One"]]))
    made["Copy"]["XFD1048576"] = "x"
    with pytest.raises(BrokenText, match="spreads its cells over an area of more than 5,000,000"):
        XLSX.parse("x.xlsx", workbooks.text(workbooks.saved(made)), "en")
    made["Copy"]["XFD1048576"].value = None
    made["Copy"]["XFD1048576"].number_format = "0.00"
    assert read(workbooks.text(workbooks.saved(made)), "en", XLSX) == {"a": "One"}, "an empty cell takes no room"


def shared(*texts: str, rows: Any) -> str:
    """A workbook as Excel writes it: its cells point into a table of texts."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    sheet = "".join(
        f'<row r="{r}" spans="1:2">'
        + "".join(f'<c r="{"AB"[c]}{r}" t="s"><v>{texts.index(v)}</v></c>' for c, v in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    items = "".join(f"<si>{t if t.startswith('<') else f'<t>{t}</t>'}</si>" for t in texts)
    data = workbooks.made(Copy=[["x"]])
    link = (
        b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        b'Target="/xl/sharedStrings.xml" Id="rId9"/></Relationships>'
    )
    kind = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml"/></Types>'
    )
    changed = {
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}"><dimension ref="A1:B3"/><sheetData>{sheet}'
        "</sheetData></worksheet>",
        "xl/_rels/workbook.xml.rels": workbooks.part(data, "xl/_rels/workbook.xml.rels").replace(
            b"</Relationships>", link
        ),
        "[Content_Types].xml": workbooks.part(data, "[Content_Types].xml").replace(b"</Types>", kind),
    }
    parts = {n: c.encode() if isinstance(c, str) else c for n, c in changed.items()}
    strings = f'{head}<sst xmlns="{main}">{items}</sst>'.encode()
    return workbooks.text(workbooks.repacked(data, parts, {"xl/sharedStrings.xml": strings}))


RICH = '<r><t xml:space="preserve">Two </t></r><r><rPr><b/></rPr><t>bold</t></r><rPh sb="0" eb="1"><t>ツー</t></rPh>'


def test_texts_that_cells_share() -> None:
    text = shared("key", "en", "a", "b", "One", RICH, rows=[["key", "en"], ["a", "One"], ["b", RICH]])
    assert read(text, "en", XLSX) == {"a": "One", "b": "Two bold"}
    after = xlsx(text, "de", {"a": "Eins", "b": "Zwei"})
    assert {k: str(v) for k, v in workbooks.cells(after).items() if k[-2] in "CA"} == {
        "Copy!A1": "key", "Copy!A2": "a", "Copy!A3": "b", "Copy!C1": "de", "Copy!C2": "Eins", "Copy!C3": "Zwei",
    }  # fmt: skip
    sheet = workbooks.part(after, "xl/worksheets/sheet1.xml")
    assert b'spans="1:3"' in sheet and b'<dimension ref="A1:C3"/>' in sheet
    assert workbooks.part(after, "xl/sharedStrings.xml") == workbooks.part(workbooks.data(text), "xl/sharedStrings.xml")
    changed = workbooks.text(xlsx(text, "en", {"b": "Three"}))
    assert read(changed, "en", XLSX) == {"a": "One", "b": "Three"}


def test_one_long_text_that_all_cells_share(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x" * 1000
    keys = [f"k{i}" for i in range(20)]
    text = shared("key", "en", *keys, long, rows=[["key", "en"], *([k, long] for k in keys)])
    monkeypatch.setattr(_xlsx_safe, "MOST_TEXT", 21_000)
    assert len(read(text, "en", XLSX)) == 20
    monkeypatch.setattr(_xlsx_safe, "MOST_TEXT", 19_000)
    _xlsx_read.scan.cache_clear()
    with pytest.raises(BrokenText, match="more than 19,000 bytes of text"):
        read(text, "en", XLSX)


@pytest.mark.parametrize("place", ["A1B", "a1", "ZZZ9", "A0", "A9999999", ""])
def test_a_cell_in_no_place(place: str) -> None:
    data = workbooks.made(Copy=ROWS)
    name = "xl/worksheets/sheet1.xml"
    odd = workbooks.part(data, name).replace(b'r="A2"', f'r="{place}"'.encode())
    with pytest.raises(BrokenText, match="a cell has the place"):
        XLSX.parse("x.xlsx", workbooks.text(workbooks.repacked(data, {name: odd})), "en")


def test_a_size_that_lies_is_noticed() -> None:
    data = bytearray(workbooks.made(Copy=ROWS))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    with pytest.raises(BrokenText):
        XLSX.parse("x.xlsx", workbooks.text(bytes(data)), "en")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    _xlsx_read.scan.cache_clear()
    with pytest.raises(UsageError, match=r"locakit\[xlsx\] is not installed") as error:
        XLSX.parse("x.xlsx", book(), "en")
    assert error.value.hint == "pip install 'locakit[xlsx]'"


def test_the_workbooks_source_language() -> None:
    assert texts(Xlsx("de").parse("x", book(), "de")) == {"sun.search.headline": "Sonne satt"}
    assert texts(Xlsx().sourced("nl").parse("x", book(), "nl"))["moon.push"] == "5"
