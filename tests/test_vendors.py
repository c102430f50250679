"""Units out to a vendor and back: every format, every way in which a file comes back wrong."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from locakit.errors import BrokenText, DiskError
from locakit.exchange import Answer, Row, judged, rows_of, sheet, xliff
from locakit.exchange import po as po_file
from locakit.exchange.row import Outgoing, Ref
from locakit.ledger import digest
from locakit.model import Message, Record, State
from locakit.shell import store
from tests.conftest import CONFIG, Cli, read, write

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r"), max_size=60)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=60)


def out(source: str, target: str = "", state: State = "translated", key: str = "k", market: str = "pt-BR") -> Outgoing:
    message = Message(key, {"other": source})
    forms = {"other": target} if target else {}
    record = Record("en.json", key, digest(message.forms), digest(forms), state, "machine", "firefox")
    return Outgoing("en.json", market, message, forms, record if target else None)


def back(row: Row, target: str | None = None, state: str = "", **more: str) -> Answer:
    return Answer(str(row.ref), row.source, row.target if target is None else target, state, **more)


def verdict(unit: Outgoing, *answers: Answer, least: State = "translated") -> tuple[list[object], list[str]]:
    good, refused = judged(answers, [unit], least)
    return [(dict(g.forms), g.state) for g in good], [r.reason for r in refused]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_workbook_gives_back_what_went_in(source: str, target: str) -> None:
    rows = rows_of(out(source, target))
    (answer,) = sheet.read(sheet.write(rows, "en", "ar-SA"))
    assert (answer.ref, answer.source, answer.target) == (str(rows[0].ref), source, target)


@pytest.mark.parametrize("version", ["1.2", "2.0"])
@settings(deadline=None)
@given(source=PLAIN, target=PLAIN, middle=st.sampled_from(["{name}", "%s", "<b>x</b>", "{n} {n}", "&amp;", "\r\n\t"]))
def test_xliff_gives_back_what_went_in(version: str, source: str, target: str, middle: str) -> None:
    rows = rows_of(out(source + middle, target + middle))
    text = xliff.write(rows, "en", "ar-SA", version)
    etree.fromstring(text.encode())
    (answer,) = xliff.read(text)
    assert (answer.ref, answer.source, answer.target) == (str(rows[0].ref), rows[0].source, rows[0].target)


@settings(deadline=None)
@given(PLAIN, PLAIN)
def test_po_gives_back_what_went_in(source: str, target: str) -> None:
    rows = rows_of(out(source + "x\n\t\\", target))
    (answer,) = po_file.read(po_file.write(rows, "en", "ar-SA"), "ar-SA")
    assert (answer.ref, answer.source, answer.target) == (str(rows[0].ref), rows[0].source, target)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_reference_is_one_or_nothing(text: str) -> None:
    assert Ref.parse(text) is None
    ref = Ref("0" * 16, "1" * 8, "2" * 8, "few")
    assert Ref.parse(f" {ref} ") == ref and re.fullmatch(r"[A-Za-z][\w.-]*", str(ref))


def test_codes_of_placeables_are_locked_in() -> None:
    rows = rows_of(out("Hi {name}, <b>{n}</b>", "<b>{n}</b>, {name}"))
    old = etree.fromstring(xliff.write(rows, "en", "fr").encode())
    codes = {side: [(p.get("id"), p.text) for p in old.iter("{*}ph") if p.getparent().tag.endswith(side)]
             for side in ("source", "target")}  # fmt: skip
    assert codes["source"] == [("1", "{name}"), ("2", "<b>"), ("3", "{n}"), ("4", "</b>")]
    assert codes["target"] == [("2", "<b>"), ("3", "{n}"), ("4", "</b>"), ("1", "{name}")]
    new = etree.fromstring(xliff.write(rows, "en", "fr", "2.0").encode())
    data = {d.get("id"): d.text for d in new.iter("{*}data")}
    assert [data[p.get("dataRef")] for p in new.iter("{*}ph")] == [c for _, c in codes["source"] + codes["target"]]


UNIT = out("Your cart", "Seu carrinho")


@pytest.mark.parametrize(
    ("answer", "good", "refused"),
    [
        (lambda r: back(r), [], []),
        (lambda r: back(r, "Sua sacola"), [({"other": "Sua sacola"}, "translated")], []),
        (lambda r: back(r, "Sua sacola", "initial"), [({"other": "Sua sacola"}, "translated")], []),
        (lambda r: back(r, None, "reviewed"), [({"other": "Seu carrinho"}, "reviewed")], []),
        (lambda r: back(r, "Sua sacola", "final"), [({"other": "Sua sacola"}, "final")], []),
        (lambda r: back(r, None, "rejected"), [({}, "initial")], []),
        (lambda r: back(r, None, "needs-translation"), [({}, "initial")], []),
        (lambda r: back(r, "x", "needs-translation"), [({"other": "x"}, "translated")], []),
        (lambda r: back(r, "x", "rejected"), [], ["rejected and has a new text"]),
        (lambda r: back(r, None, "translated"), [], []),
        (lambda r: back(r, None, "approved"), [({"other": "Seu carrinho"}, "reviewed")], []),
        (lambda r: back(r, "x", "approved"), [({"other": "x"}, "translated")], []),
        (lambda r: back(r, "a\r\nb"), [({"other": "a\nb"}, "translated")], []),
        (lambda r: back(r, ""), [], ["the target was emptied"]),
        (lambda r: back(r, "x", "done"), [], ["'done' is no state"]),
        (lambda r: Answer("u12", r.source, "x"), [], ["the reference was changed"]),
        (lambda r: Answer("", r.source, "x"), [], ["there is no reference"]),
        (lambda r: Answer(str(Ref("0" * 16, "1" * 8, "2" * 8)), "a", "b"), [], ["no such unit"]),
        (lambda r: Answer(str(r.ref), "My cart", "x"), [], ["the source was changed in the file"]),
        (lambda r: Answer(str(r.ref), "", "x"), [({"other": "x"}, "translated")], []),
        (lambda r: back(r, "x", fault="the target is no text"), [], ["the target is no text"]),
    ],
)
def test_what_one_row_comes_to(answer: Callable[[Row], Answer], good: list[object], refused: list[str]) -> None:
    found, reasons = verdict(UNIT, answer(rows_of(UNIT)[0]))
    assert found == good
    assert len(reasons) == len(refused) and all(a in b for a, b in zip(refused, reasons, strict=True))


def test_drift_is_seen_on_both_sides() -> None:
    (row,) = rows_of(UNIT)
    assert verdict(out("Your basket", "Seu carrinho"), back(row, "Sua sacola"))[1] == [
        "the source has changed since the export"
    ]
    assert verdict(out("Your cart", "Outra coisa"), back(row, "Sua sacola"))[1] == [
        "the target has changed in the project since the export"
    ]
    # Nobody touched the row: there is nothing to refuse.
    assert verdict(out("Your basket", "Seu carrinho"), back(row)) == ([], [])
    assert verdict(out("Your cart", "Outra coisa"), back(row)) == ([], [])
    # Somebody typed the vendor's very words meanwhile: nothing is lost by a verdict on them.
    assert verdict(out("Your cart", "Sua sacola"), back(row, "Sua sacola", "reviewed"))[0] == [
        ({"other": "Sua sacola"}, "reviewed")
    ]


def test_a_file_of_another_market_fits_nowhere() -> None:
    (row,) = rows_of(out("Your cart", market="fr-FR"))
    good, reasons = verdict(out("Your cart", market="de-DE"), back(row, "Votre panier"))
    assert not good and reasons == ["the project has no such unit in this market (any more)"]


def test_a_stale_unit_goes_out_as_one_that_waits() -> None:
    unit = replace(out("Your cart", "Seu carrinho", "final"), stale=True, proposal={"other": "Sua sacola"})
    (row,) = rows_of(unit)
    assert (row.state, row.locked) == ("translated", False)
    assert "the source has changed" in row.note and "proposal: Sua sacola" in row.note
    # The words may be confirmed as they are, or changed, without a word on the state.
    assert verdict(unit, back(row, None, "reviewed"))[0] == [({"other": "Seu carrinho"}, "reviewed")]
    assert verdict(unit, back(row, "Sua sacola", "translated"))[0] == [({"other": "Sua sacola"}, "translated")]
    assert "a proposal waits" in verdict(unit, back(row, None, "rejected"))[1][0]


def test_an_approval_of_other_words_is_none() -> None:
    unit = out("Your cart", "Seu carrinho", "reviewed")
    (row,) = rows_of(unit)
    assert verdict(unit, back(row, "Sua sacola", "reviewed"))[0] == [({"other": "Sua sacola"}, "translated")]
    assert "a person stands for these words" in verdict(unit, back(row, None, "rejected"))[1][0]


@given(st.text('a\v\f\x1c\x1d\x1e\x85\u2028\u2029\n"\\', max_size=20))
def test_po_keeps_what_its_library_takes_for_line_ends(text: str) -> None:
    rows = rows_of(out(f"x{text}", text))
    (answer,) = po_file.read(po_file.write(rows, "en", "fr-FR"), "fr-FR")
    assert (answer.source, answer.target) == (f"x{text}", text)


@pytest.mark.parametrize(
    ("body", "target", "fault"),
    [
        (
            "<segment><source>A</source><target>a</target></segment>"
            "<segment><source>B</source></segment>", "a", "no target",
        ),
        (
            '<segment><source>A</source><target order="2">a</target></segment>'
            '<segment><source>B</source><target order="1">b</target></segment>', "ba", "",
        ),
        ('<segment><source>A</source><target>a<cp hex="001b"/></target></segment>', "a\x1b", ""),
    ],
)  # fmt: skip
def test_segments_of_xliff_2(body: str, target: str, fault: str) -> None:
    text = f'<xliff version="2.0"><file id="f"><unit id="u1">{body}</unit></file></xliff>'
    (answer,) = xliff.read(text)
    assert answer.target == target and fault in answer.fault and bool(fault) == bool(answer.fault)


def test_two_targets_of_a_unit_are_none() -> None:
    text = '<xliff version="1.2"><file><body><trans-unit id="a"><source>A</source><target>a</target><target>b</target>'
    (answer,) = xliff.read(text + "</trans-unit></body></file></xliff>")
    assert "two targets" in answer.fault


def test_cells_that_are_no_text_are_told() -> None:
    rows = [r for n in range(4) for r in rows_of(out(f"Number {n}", "", key=f"k{n}"))]
    book = openpyxl.load_workbook(io.BytesIO(sheet.write(rows, "en", "fr-FR")))
    page = book["Units"]
    head = {c.value: c.column for c in page[1]}
    for row, value in enumerate([0.5, "=D3", datetime(2026, 1, 2), "text"], 2):
        page.cell(row, head["Target"]).value = value
    data = io.BytesIO()
    book.save(data)
    faults = [a.fault for a in sheet.read(data.getvalue())]
    assert ["number" in faults[0], "formula" in faults[1], "number or a date" in faults[2], faults[3]] == [True] * 3 + [
        ""
    ]
    page.cell(1, head["Note"]).value = "Target"
    book.save(data := io.BytesIO())
    with pytest.raises(BrokenText, match="two columns"):
        sheet.read(data.getvalue())


def test_a_cell_holds_utf16_units() -> None:
    assert sheet.fits(rows_of(out("x", "😀" * 16_000))[0]) and not sheet.fits(rows_of(out("x", "😀" * 17_000))[0])


def test_a_unit_twice_and_a_final_one() -> None:
    (row,) = rows_of(UNIT)
    good, reasons = verdict(UNIT, back(row, "a"), back(row, "b"))
    assert not good and len(reasons) == 2 and "twice" in reasons[0]
    assert verdict(UNIT, back(row, "a"), back(row, "a"))[0] == [({"other": "a"}, "translated")]
    final = out("Your cart", "Seu carrinho", "final")
    (row,) = rows_of(final)
    assert row.locked
    assert "sent to be read" in verdict(final, back(row, "x"))[1][0]
    assert verdict(final, back(row)) == ([], [])


def test_plural_forms_come_back_together_or_not_at_all() -> None:
    message = Message("n", {"one": "{n} day", "other": "{n} days"}, plural=True)
    unit = Outgoing("en.json", "ar-SA", message, {}, None)
    rows = rows_of(unit)
    assert [r.ref.form for r in rows] == ["zero", "one", "two", "few", "many", "other"]
    assert "as for 3, 4, 5" in rows[3].note and rows[0].source == "{n} days"
    answers = [back(r, f"{r.ref.form} {{n}}") for r in rows]
    ((forms, state),) = verdict(unit, *answers)[0]
    assert forms["few"] == "few {n}" and state == "translated" and len(forms) == 6
    good, reasons = verdict(unit, *answers[:3])
    assert not good and all("'few' has no text" in r for r in reasons)
    lost = [back(rows[0], "x", fault="the target is no text"), *answers[1:]]
    good, reasons = verdict(unit, *lost)
    assert not good and len(reasons) == 6
    mixed = [back(rows[0], "x", "rejected"), *(back(r, "y", "reviewed") for r in rows[1:])]
    assert "one form is rejected" in verdict(unit, *mixed)[1][0]
    data = po_file.read(po_file.write(rows, "en", "ar-SA"), "ar-SA")
    assert [a.ref for a in data] == [] or {Ref.parse(a.ref).form for a in data if Ref.parse(a.ref)} <= {
        r.ref.form for r in rows
    }  # type: ignore[union-attr]


def test_the_sheet_locks_all_but_three_columns() -> None:
    rows = [*rows_of(out("=1+1", '=HYPERLINK("x")')), *rows_of(out("b", "c", "final", "k2"))]
    book = openpyxl.load_workbook(io.BytesIO(sheet.write(rows, "en", "ar-SA", "Shop")))
    page = book["Units"]
    head = {c.value: c.column for c in page[1]}
    assert page.protection.sheet and page.column_dimensions["A"].hidden
    open_ = {name for name, n in head.items() if not page.cell(2, n).protection.locked}
    assert open_ == {"Target", "Status", "Comment"}
    assert all(page.cell(3, n).protection.locked for n in head.values())
    assert page.cell(2, head["Source"]).data_type == page.cell(2, head["Target"]).data_type == "s"
    assert page.cell(2, head["Target"]).alignment.readingOrder == 2
    assert page.data_validations.dataValidation[0].formula1 == '"initial,translated,reviewed,final,rejected"'


@pytest.mark.parametrize(
    "text",
    [
        "", "not xml", "<html/>", '<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2">&a;</xliff>',
        "<xliff>" + "<g>" * 5000,
    ],
)  # fmt: skip
def test_files_that_are_no_xliff(text: str) -> None:
    with pytest.raises(BrokenText):
        xliff.read(text, "x.xlf")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_files_that_are_no_workbook(data: bytes) -> None:
    with pytest.raises(BrokenText):
        sheet.read(data, "x.xlsx")


# -- the whole way, through the command line ---------------------------------------------------------------------

ENGLISH = {"cart": "Your cart", "hello": "Hello {name}", "bye": "Goodbye"}
FRENCH = {"cart": "Votre panier", "hello": "Bonjour {name}"}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    config = CONFIG.replace("[pt-BR]", "[fr-FR, ar-SA]").replace("[pseudo]", "[firefox]")
    files = {"locakit.yaml": config, "locales/en.json": ENGLISH, "locales/fr-FR.json": FRENCH}
    return write(tmp_path / "shop", files)


def sent(cli: Cli, shop: Path, name: str, *more: str) -> Path:
    to = shop.parent / name
    said = cli("review", "export", "--market", "fr-FR", "--to", str(to), *more, cwd=shop)
    assert said.code == 0 and "3 units" in said.out, said
    return to


def taken(cli: Cli, shop: Path, file: Path, *more: str) -> object:
    said = cli("review", "import", str(file), "-m", "fr-FR", "--as", "Acme", "--format", "json", *more, cwd=shop)
    assert said.out, said.err
    return said.json


def filled(file: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Edit the export as a vendor would: key to new target and status."""
    book = openpyxl.load_workbook(file)
    page = book["Units"]
    head = {c.value: c.column for c in page[1]}
    for row in range(2, page.max_row + 1):
        target, status = changes.get(page.cell(row, head["Key"]).value, ("", ""))
        if target:
            page.cell(row, head["Target"]).value = target
        if status:
            page.cell(row, head["Status"]).value = status
    book.save(file)


def test_a_workbook_goes_and_comes_back(cli: Cli, shop: Path) -> None:
    file = sent(cli, shop, "fr.xlsx")
    before = {p: p.read_bytes() for p in (shop / "locales").iterdir()}
    filled(file, {"bye": ("Au revoir", "reviewed"), "hello": ("Bonjour", ""), "cart": ("", "reviewed")})
    plan = taken(cli, shop, file, "--dry-run")
    assert {p: p.read_bytes() for p in before} == before and plan["applied"] is False
    told = taken(cli, shop, file)
    assert {u["key"]: (u["state"], u["changed"]) for u in told["units"]} == {
        "bye": ("reviewed", True), "cart": ("reviewed", False),
    }  # fmt: skip
    assert [(r["key"], r["reason"].split(":")[0]) for r in told["refused"]] == [("hello", "placeables.missing")]
    assert read(shop / "locales/fr-FR.json") == {**FRENCH, "bye": "Au revoir"}
    status = cli("status", "--format", "json", "--market", "fr-FR", cwd=shop).json["markets"]["fr-FR"]
    assert (status["reviewed"], status["translated"]) == (2, 1)
    ledger = (shop / ".locakit/ledger/fr-FR.tsv").read_text(encoding="utf-8")
    assert "Acme" in ledger
    again = taken(cli, shop, file)
    assert not again["written"] and len(again["refused"]) == 1


def test_strict_takes_all_or_nothing(cli: Cli, shop: Path) -> None:
    file = sent(cli, shop, "fr.xlsx")
    filled(file, {"bye": ("Au revoir", ""), "hello": ("Bonjour", "")})
    told = cli("review", "import", str(file), "-m", "fr-FR", "--as", "Acme", "--strict", cwd=shop)
    assert told.code == 1 and "not taken: --strict" in told.out and "placeables.missing" in told.out
    assert read(shop / "locales/fr-FR.json") == FRENCH


@pytest.mark.parametrize(("kind", "name"), [("xliff", "fr-FR.xlf"), ("xliff2", "fr-FR.xlf"), ("po", "fr-FR.po")])
def test_cat_files_go_and_come_back(cli: Cli, shop: Path, kind: str, name: str) -> None:
    file = sent(cli, shop, name, "--format", kind)
    if kind == "po":
        book = polib.pofile(str(file))
        entry = next(e for e in book if e.msgid == "Goodbye")
        entry.msgstr, entry.tcomment = "Au revoir", "as in a shop"
        next(e for e in book if e.msgid == "Your cart").flags.remove("fuzzy")
        book.save()
        states = {"bye": "translated", "cart": "reviewed"}
    else:
        tree = etree.parse(str(file))
        for unit in [*tree.iter("{*}trans-unit"), *tree.iter("{*}unit")]:
            key = unit.get("resname") or unit.get("name")
            source = next(unit.iter("{*}source"))
            if key == "bye":
                made = etree.SubElement(source.getparent(), source.tag.replace("source", "target"))
                made.text = "Au revoir"
            if key == "cart" and kind == "xliff":
                unit.set("approved", "yes")
            elif key == "cart":
                source.getparent().set("state", "reviewed")
        tree.write(str(file), xml_declaration=True, encoding="UTF-8")
        states = {"bye": "translated", "cart": "reviewed"}
    told = taken(cli, shop, file)
    assert {u["key"]: u["state"] for u in told["units"]} == states and not told["refused"]
    assert read(shop / "locales/fr-FR.json") == {**FRENCH, "bye": "Au revoir"}
    if kind == "po":
        assert "as in a shop" in (shop / ".locakit/comments.tsv").read_text(encoding="utf-8")


def test_remarks_are_kept_once_and_of_refused_rows_too(cli: Cli, shop: Path) -> None:
    file = sent(cli, shop, "fr.xlsx")
    book = openpyxl.load_workbook(file)
    page = book["Units"]
    head = {c.value: c.column for c in page[1]}
    for row in range(2, 5):
        page.cell(row, head["Comment"]).value = "What is this?"
        if page.cell(row, head["Key"]).value == "hello":
            page.cell(row, head["Target"]).value = "Bonjour"
    book.save(file)
    told = taken(cli, shop, file)
    assert told["comments"] == 3 and not told["units"] and told["refused"][0]["comment"] == "What is this?"
    assert (shop / ".locakit/comments.tsv").read_text(encoding="utf-8").count("What is this?") == 3
    assert taken(cli, shop, file)["comments"] == 0


def test_an_export_changes_nothing(cli: Cli, shop: Path) -> None:
    before = {p: p.read_bytes() for p in shop.rglob("*") if p.is_file()}
    sent(cli, shop, "fr.xlsx")
    assert {p: p.read_bytes() for p in shop.rglob("*") if p.is_file()} == before


def test_a_source_that_changed_meanwhile_is_not_taken(cli: Cli, shop: Path) -> None:
    file = sent(cli, shop, "fr.xlsx")
    filled(file, {"bye": ("Au revoir", ""), "cart": ("Mon panier", "")})
    write(shop, {"locales/en.json": {**ENGLISH, "bye": "See you soon"}})
    write(shop, {"locales/fr-FR.json": {**FRENCH, "cart": "Ton panier"}})
    told = taken(cli, shop, file)
    assert {r["key"]: r["reason"] for r in told["refused"]} == {
        "bye": "the source has changed since the export",
        "cart": "the target has changed in the project since the export",
    }
    assert read(shop / "locales/fr-FR.json") == {**FRENCH, "cart": "Ton panier"}


def test_names_and_files_that_cannot_be(cli: Cli, shop: Path) -> None:
    for arguments, told in (
        (("export", "--to", "x.xlsx"), "can hold one market"),
        (("export", "--to", "out", "--format", "docx"), "it can be xlsx"),
        (("export", "--to", "fr.csv", "-m", "fr-FR"), "such a file ends in .xlsx"),
        (("export", "--to", "out", "--state", "done"), "initial, translated"),
        (("import", "nothing.xlsx", "-m", "fr-FR", "--as", "A"), "there is no such file"),
        (("import", "locakit.yaml", "-m", "fr-FR", "--as", "A"), "what locakit exports ends in"),
        (("import", "locales/en.json", "--as", "A"), "which market is it for?"),
    ):
        said = cli("review", *arguments, cwd=shop)
        assert said.code == 2 and told in said.err, (arguments, said)
    (shop / "bad.xlf").write_text("<xliff", encoding="utf-8")
    assert cli("review", "import", "bad.xlf", "-m", "fr-FR", "--as", "A", cwd=shop).code == 1


def test_hostile_texts_stay_texts(cli: Cli, shop: Path) -> None:
    evil = "=cmd|'/c calc'!A1 <script>x</script> \u202e {name}"
    write(shop, {"locales/en.json": {**ENGLISH, "hello": evil}})
    file = sent(cli, shop, "fr.xlsx")
    page = openpyxl.load_workbook(file)["Units"]
    assert not any(c.data_type == "f" for row in page.iter_rows() for c in row)
    xml = sent(cli, shop, "fr.xlf")
    assert "<script>" not in xml.read_text(encoding="utf-8")


def test_all_files_or_none(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = CONFIG.replace("[pt-BR]", "[fr-FR]").replace("locales/{locale}.json", '"{locale}/*.json"')
    shop = write(tmp_path / "shop", {"locakit.yaml": config, "en/a.json": {"a": "Cart"}, "en/b.json": {"b": "Bye"}})
    to = tmp_path / "fr.xlsx"
    assert cli("review", "export", "--to", str(to), cwd=shop).code == 0
    filled(to, {"a": ("Panier", "reviewed"), "b": ("Au revoir", "reviewed")})
    wrote = store.write_values

    def full(space: object, pair: object, *rest: object) -> object:
        if pair.source.endswith("b.json"):  # type: ignore[attr-defined]
            raise DiskError("no room left")
        return wrote(space, pair, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write_values", full)
    said = cli("review", "import", str(to), "-m", "fr-FR", "--as", "Acme", cwd=shop)
    assert said.code == 3 and "no room left" in said.err
    assert not (shop / "fr-FR/a.json").exists()
    assert not list((shop / ".locakit").rglob("fr-FR.tsv"))
    monkeypatch.undo()
    monkeypatch.chdir(shop)
    assert {u["state"] for u in taken(cli, shop, to)["units"]} == {"reviewed"}
    assert read(shop / "fr-FR/a.json") == {"a": "Panier"} and read(shop / "fr-FR/b.json") == {"b": "Au revoir"}
