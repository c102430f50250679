"""Reports against their golden files, and what must hold for any text in them.

``LOCAKIT_GOLDEN=write`` makes the golden files anew; look at the difference before it is committed.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import __version__, check
from locakit.errors import UsageError
from locakit.model import Finding, Fix, Message, Resource
from locakit.reports import registry
from locakit.reports.terminal import Terminal
from locakit.screen import cut, shown, width, window

GOLDEN = Path(__file__).parent / "golden" / "reports"
CASES = sorted(p.name for p in GOLDEN.iterdir())
SUFFIXES = {
    "terminal": "terminal.txt", "json": "report.json", "sarif": "report.sarif", "junit": "junit.xml",
    "github": "github.txt", "gitlab": "gitlab.json", "markdown": "comment.md", "html": "report.html",
}  # fmt: skip


@dataclass(frozen=True)
class Paged:
    """A rule of which only its page is known."""

    id: str
    severity: str = "error"
    category: str = "integrity"
    page: str = (
        "The target has a ``{hole}`` too many.\n\nWhy: the reader\nsees it | as it is.\n\n"
        'Bad: "Hi" → "Oi {`x`}"  (pt-BR)\nGood: both have it\n\nSource: a <standard>.'
    )


RULES = [Paged("placeables.extra"), Paged("keys.missing", "warning", "accuracy")]


def load(case: str) -> tuple[list[Finding], dict[str, Any], dict[str, Resource], dict[str, Any]]:
    """A case's findings with their places, its summary, its files and the report's options."""
    data = json.loads((GOLDEN / case / "input.json").read_text(encoding="utf-8"))
    files = {
        name: Resource(name, "x", f["text"], tuple(
            Message(m["key"], {"other": m["text"]}, {"other": tuple(m["span"])}) for m in f["messages"]
        ))
        for name, f in data["files"].items()
    }  # fmt: skip
    findings = []
    for entry in data["findings"]:
        span = tuple(entry.pop("span", (0, 0)))
        fix = Fix(span, entry.pop("fix")) if "fix" in entry else None
        finding = Finding(**entry, span=span, fix=fix)
        findings.append(check.locate(finding, files[finding.resource]) if finding.resource in files else finding)
    return findings, data["summary"], files, data["options"]


def rendered(case: str, name: str) -> str:
    """The case through one report."""
    findings, summary, files, options = load(case)
    text = registry.make(name, excerpt=excerpts(files), rules=RULES, **options).render(findings[::-1], summary)
    return text.replace(f'"semanticVersion": "{__version__}"', '"semanticVersion": "1"')


def excerpts(files: dict[str, Resource]) -> Any:
    """How the command line shows a report the line of a finding."""
    lines = {name: [line.rstrip("\r") for line in file.text.split("\n")] for name, file in files.items()}
    return lambda f: check.excerpt(f, lines[f.resource][f.line - 1]) if f.resource in files and f.line else None


@pytest.mark.parametrize("name", registry.NAMES)
@pytest.mark.parametrize("case", CASES)
def test_golden(case: str, name: str) -> None:
    path = GOLDEN / case / SUFFIXES[name]
    got = rendered(case, name)
    if os.environ.get("LOCAKIT_GOLDEN") == "write":
        path.write_bytes(got.encode("utf-8"))
    assert got == path.read_bytes().decode("utf-8")
    assert got.endswith("\n") and not got.endswith("\n\n")


def test_every_report_of_the_folder_is_registered() -> None:
    folder = Path(registry.__file__).parent
    there = {p.stem for p in folder.glob("*.py") if not p.stem.startswith("_")} - {"registry"}
    assert there == set(registry.NAMES)
    with pytest.raises(UsageError, match=r"no report 'nope'; known: terminal, json, sarif"):
        registry.make("nope")


def test_json_has_the_documented_shape() -> None:
    data = json.loads(rendered("plain", "json"))
    assert list(data) == ["version", "project", "summary", "findings"]
    assert list(data["summary"]) == ["units", "errors", "warnings", "infos", "mqm"]
    assert list(data["findings"][0]) == [
        "rule", "severity", "category", "market", "resource", "key", "line", "column", "span",
        "source", "target", "message", "fix", "fingerprint",
    ]  # fmt: skip
    places = [(f["line"], f["column"]) for f in data["findings"]]
    assert places == sorted(places)


def finding(target: str, span: tuple[int, int], **more: Any) -> Finding:
    """A finding in a file that is not at hand."""
    return Finding("a.b", "f.json", "k", "wrong", span=span, target=target, market="de", **more)


ODD = "\x1b\x07\x9b\u202e\u2066\u2028\u200f\ufeff\ud800漢ا\u0301\t\r\n"
ANY = st.text(st.one_of(st.characters(codec=None), st.sampled_from(ODD)), max_size=200)


@given(ANY, ANY, st.data())
def test_no_content_reaches_the_terminal_as_a_command(target: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(target)))
    end = data.draw(st.integers(start, len(target)))
    f = Finding(text, text, text, text, span=(start, end), target=target, source=text, market="de")
    out = Terminal().render([f], {})
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2067\u200e\u200f\u2028\u2029\ud800-\udfff]", out)
    for line in out.split("\n"):
        depth = 0
        for c in line:
            depth += (c in "\u2066\u2068") - (c == "\u2069")
            assert depth >= 0
        assert depth == 0


@given(ANY, st.data())
def test_the_mark_stands_below_the_fault(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    columns = data.draw(st.integers(20, 120))
    line, column, size = window(text, start, end, columns)
    assert width(line) <= columns
    assert column + size <= columns
    before, fault = shown(text[:start]), shown(text[start:end])
    if not line.startswith("…"):
        assert line.startswith(before) and column == width(before)
    if width(fault) <= columns - 2:
        assert size == width(fault) and fault in line


WIDTHS = [
    ("abc", 3), ("漢字", 4), ("e\u0301", 1), ("ＡＢ", 4), ("가", 2), ("\u200d", 0), ("a\tb", 4), ("\x1b", 1), ("😀", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "columns"), WIDTHS)
def test_terminal_columns(text: str, columns: int) -> None:
    assert width(shown(text)) == columns


def test_a_huge_line_is_cut_around_the_fault() -> None:
    text = "x" * 50_000 + "{n}" + "y" * 50_000
    out = Terminal(columns=80).render([finding(text, (50_000, 50_003))], {})
    assert all(width(line) <= 80 for line in out.split("\n"))
    assert "x{n}y" in out and out.count("…") >= 2
    assert cut("x" * 100_000, 10) == "x" * 9 + "…"


def test_colour_only_repeats_what_words_say() -> None:
    f = finding("abc {n}", (4, 7), fix=Fix((4, 7), ""))
    plain, bright = (Terminal(colour=c).render([f], {"units": 3}) for c in (False, True))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", bright) == plain
    assert "1 finding in 3 units (1 error, 1 fixable: locakit check --fix)" in plain


def test_verbose_names_every_key() -> None:
    findings, summary, _, _ = load("many")
    short, long = (Terminal(verbose=v).render(findings, summary) for v in (False, True))
    assert short.count("keys.missing") == 3 and "no translation yet: 30 keys" in short
    assert long.count("keys.missing") == 32 and all(f.key in long for f in findings)
    assert short.split("\n")[-2] == long.split("\n")[-2]


def test_a_right_to_left_fault_is_said_again_beside_its_mark() -> None:
    out = Terminal().render([finding("سلتك جاهزة الآن", (5, 10))], {})
    assert "\u2066سلتك جاهزة الآن\u2069" in out
    assert "here: \u2068جاهزة\u2069" in out
