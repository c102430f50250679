"""What vendors work with: LibreOffice edits the workbook, an independent library the XLIFF, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from locakit.exchange import Answer, Row, judged, rows_of, sheet, xliff
from locakit.exchange.row import Outgoing
from locakit.ledger import digest
from locakit.model import Forms, Message, Record

HERE = Path(__file__).parent
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LIBRARY = HERE / "node_modules" / "xliff"

TEXTS: dict[str, tuple[Forms, Forms]] = {
    "hello": ({"other": "Hello {name}, <b>welcome</b> & enjoy"}, {"other": "مرحبًا {name}، <b>أهلًا</b> & استمتع"}),
    "formula": ({"other": "=SUM(A1:A3)"}, {"other": "+1 @x -2"}),
    "days": ({"one": "{n} day", "other": "{n} days"}, {}),
    "lines": ({"other": "One\n  two \tthree"}, {"other": "واحد\n  اثنان \tثلاثة"}),
    "marks": ({"other": "“Quote” ‹x› 100 % \u00a0 \u202f 😀 _x0041_"}, {"other": "«اقتباس» ١٢٣ ٪"}),
    "empty": ({"other": "Not yet"}, {}),
    "number": ({"other": "007"}, {"other": "007"}),
    "date": ({"other": "2026-11-22"}, {"other": "1/2"}),
}


def units() -> list[Outgoing]:
    out: list[Outgoing] = []
    for key, (source, target) in TEXTS.items():
        message = Message(key, source, plural=len(source) > 1, note=f"note of {key}")
        record = Record("en.json", key, digest(source), digest(target), "translated", "machine", "firefox")
        out.append(Outgoing("en.json", "ar-SA", message, target, record if target else None))
    return out


def rows() -> list[Row]:
    return [row for unit in units() for row in rows_of(unit)]


def said(answers: list[Answer]) -> dict[str, tuple[str, str]]:
    return {a.ref: (a.source, a.target) for a in answers}


def expected(changes: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {str(r.ref): (r.source, changes.get(r.key, r.target)) for r in rows()}


def convert(path: Path, kind: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{kind}"


@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice: .ci/run installs it")
def test_libreoffice_edits_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "ar-SA.xlsx"
    file.write_bytes(sheet.write(rows(), "en", "ar-SA", "Shop"))
    flat = convert(file, "fods", tmp_path)
    text = flat.read_text(encoding="utf-8")
    assert text.count(">007<") >= 2 and "of:=SUM" not in text
    # The vendor writes one target anew; LibreOffice makes a workbook of it.
    assert text.count("«اقتباس» ١٢٣ ٪") == 1
    flat.write_text(text.replace("«اقتباس» ١٢٣ ٪", "نص جديد {x}"), encoding="utf-8")
    file.unlink()
    again = convert(flat, "xlsx", tmp_path)
    answers = sheet.read(again.read_bytes(), "ar-SA.xlsx")
    assert {r: tuple(t.replace("\t", "") for t in v) for r, v in said(answers).items()} == {
        r: tuple(t.replace("\t", "") for t in v) for r, v in expected({"marks": "نص جديد {x}"}).items()
    }  # fmt: skip
    good, refused = judged(answers, units(), "translated")
    assert [(g.unit.source.key, dict(g.forms)) for g in good] == [("marks", {"other": "نص جديد {x}"})] and not refused


SCRIPT = """
const m = await import(process.argv[2] + "/esm/index.js");
const x = m.default ?? m;
const version = process.argv[3];
let input = ""; for await (const part of process.stdin) input += part;
const js = await (version === "1.2" ? x.xliff12ToJs(input) : x.xliff2js(input));
for (const file of Object.values(js.resources)) for (const unit of Object.values(file)) {
  if (unit.target === "edit me") unit.target = "تم التحرير";
}
console.log(await (version === "1.2" ? x.jsToXliff12(js) : x.js2xliff(js)));
"""


@pytest.mark.skipif(
    not (shutil.which("node") and LIBRARY.exists()), reason="needs node and the package xliff: .ci/run installs them"
)
@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_an_xliff_library_reads_edits_and_writes(version: str, tmp_path: Path) -> None:
    message = Message("edit", {"other": "Edit"})
    record = Record("en.json", "edit", digest(message.forms), "", "translated", "machine")
    known = [*units(), Outgoing("en.json", "ar-SA", message, {"other": "edit me"}, record)]
    text = xliff.write([row for unit in known for row in rows_of(unit)], "en", "ar-SA", version)
    script = tmp_path / "edit.mjs"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        ["node", str(script), str(LIBRARY), version], input=text, capture_output=True, text=True, check=True, timeout=60
    )
    # It writes each code on a line of its own; what was meant is known by the source.
    good, refused = judged(xliff.read(done.stdout), known, "translated")
    assert [(g.unit.source.key, dict(g.forms)) for g in good] == [("edit", {"other": "تم التحرير"})], done.stdout[:2000]
    assert not refused
