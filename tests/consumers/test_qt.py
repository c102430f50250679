"""What Qt's ``lrelease`` compiles from the ``.ts`` files that locakit wrote is what locakit was told."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from locakit.catalog import render, source_view
from locakit.formats.qt import FORMAT
from locakit.locales import category, spell
from locakit.model import Forms, Record, Resource
from locakit.splice import apply
from tests.consumers.markets import HARD, MARKETS, NUMBERS, forms_of, made_and_edited

_PLACES = ":".join(("/usr/lib/qt6/bin", "/usr/lib/qt5/bin"))


def _tool(name: str) -> str:
    return shutil.which(name) or shutil.which(name, path=_PLACES) or ""


_HERE = _tool("lrelease") and _tool("lconvert")
needs_qt = pytest.mark.skipif(not _HERE, reason="needs Qt's lrelease and lconvert: .ci/run installs them")

RULES = {
    "ar": lambda n: n if n < 3 else 3 if 3 <= n % 100 <= 10 else 4 if n % 100 > 10 else 5,
    "fr": lambda n: int(n > 1),
    "pt-BR": lambda n: int(n > 1),
    "ja": lambda n: 0,
    "ru": lambda n: 0 if n % 10 == 1 and n % 100 != 11 else 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2,
    "pl": lambda n: 0 if n == 1 else 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2,
}
"""Which form Qt's runtime takes for a number, as its documentation's table says it."""
FORMS = {"ar": 6, "fr": 2, "pt-BR": 2, "ja": 1, "ru": 3, "pl": 3}


def _source() -> Resource:
    texts = "".join(
        f"    <message>\n        <source>Text {i}</source>\n        <comment>{i} &lt;b&gt;</comment>\n"
        '        <translation type="unfinished"></translation>\n    </message>\n'
        for i in range(len(HARD))
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="en">\n'
        f"<context>\n    <name>Main&lt;T&gt;</name>\n{texts}</context>\n<context>\n    <name>Numbers</name>\n"
        '    <message numerus="yes">\n        <source>%n file(s)</source>\n        <translation type="unfinished">\n'
        "            <numerusform></numerusform>\n            <numerusform></numerusform>\n        </translation>\n"
        "    </message>\n</context>\n</TS>\n"
    )
    return source_view(FORMAT.parse("app_en.ts", text, "en"), FORMAT)


def _ran(folder: Path, *command: str) -> str:
    done = subprocess.run([_tool(command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr and "arning" not in done.stdout, done.stdout + done.stderr
    return done.stdout


def _compiled(folder: Path, text: str) -> tuple[dict[str, list[str]], str]:
    """By source text the translations in the ``.qm``, and what ``lrelease`` says of the file."""
    (folder / "a.ts").write_bytes(text.encode("utf-8"))
    said = _ran(folder, "lrelease", "a.ts", "-qm", "a.qm")
    _ran(folder, "lconvert", "-i", "a.qm", "-o", "b.ts", "-of", "ts")
    out: dict[str, list[str]] = {}
    for message in ET.parse(folder / "b.ts").getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = translation.findall("numerusform") or [translation]
        out[message.findtext("source") or ""] = ["".join(form.itertext()) for form in forms]
    return out, said


def _values(market: str, source: Resource, step: int) -> dict[str, Forms]:
    texts = {m.key: {"other": HARD[(i + step) % len(HARD)]} for i, m in enumerate(source.messages)}
    plural = next(m.key for m in source.messages if m.plural)
    return {**texts, plural: forms_of(market, f"%n {step}")}


@needs_qt
@pytest.mark.parametrize("market", MARKETS)
def test_lrelease_compiles_what_was_told(market: str, tmp_path: Path) -> None:
    source = _source()
    first, second = _values(market, source, 0), _values(market, source, 3)
    path = f"app_{spell(market, 'posix')}.ts"
    for text, values in zip(made_and_edited(FORMAT, source, path, market, first, second), (first, second), strict=True):
        seen, said = _compiled(tmp_path, text)
        assert f"{len(source.messages)} translation(s)" in said and "0 unfinished" in said
        for message in source.messages:
            if not message.plural:
                assert seen[message.source["other"]] == [values[message.key]["other"]]
        forms, last = seen["%n file(s)"], source.messages[-1].key
        held, plural = FORMAT.parse(path, text, market).by_key()[last].forms, values[last]
        assert len(forms) == len(held) == FORMS[market]
        for number in NUMBERS:
            form = category(market, number)
            assert forms[RULES[market](number)] == plural[form if form in held else "other"]


@needs_qt
def test_states_and_gaps_are_seen_by_lrelease(tmp_path: Path) -> None:
    source = _source()
    values = _values("pl", source, 0)
    text = render(FORMAT, source, None, "app_pl.ts", "pl", values)
    target = FORMAT.parse("app_pl.ts", text, "pl")
    by_machine = Record("app_en.ts", "", "h", "h", "translated", "machine")
    marked = apply(text, [s for m in target.messages for s in FORMAT.mark(target, m, by_machine, False)])
    _, said = _compiled(tmp_path, marked)
    assert f"(0 finished and {len(source.messages)} unfinished)" in said
    few = render(FORMAT, source, None, "app_pl.ts", "pl", {source.messages[0].key: {"other": "jeden"}})
    seen, said = _compiled(tmp_path, few)
    assert "(1 finished and 0 unfinished)" in said and list(seen) == ["Text 0"]
