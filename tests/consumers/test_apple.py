"""What GNUstep's and Python's property list readers find in the files that locakit wrote for Apple's platforms."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from locakit.catalog import render
from locakit.formats import strings, stringsdict
from locakit.locales import category
from locakit.shell import disk
from tests.consumers.markets import HARD, MARKETS, NUMBERS, chosen, forms_of, made_and_edited, turned

needs_plmerge = pytest.mark.skipif(not shutil.which("plmerge"), reason="needs GNUstep's plmerge: .ci/run installs it")
needs_plistutil = pytest.mark.skipif(not shutil.which("plistutil"), reason="needs plistutil: .ci/run installs it")

_PAIR = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^\s"=;{}]+) = ("(?:[^"\\]|\\.)*"|[^\s"=;{}]+);', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:U([0-9A-F]{4})|([0-7]{3})|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def _plain(token: str) -> str:
    """A string of GNUstep's own output."""
    if token[0] != '"':
        return token
    text = _ESCAPE.sub(_char, token[1:-1])
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _char(found: re.Match[str]) -> str:
    code, octal, other = found.groups()
    return chr(int(code, 16)) if code else chr(int(octal, 8)) if octal else _NAMED.get(other, other)


def _loaded(folder: Path, text: str, encoding: str) -> dict[str, str]:
    """The dictionary that GNUstep reads from a ``.strings`` file."""
    for old in folder.glob("*"):
        old.unlink()
    disk.write_text(folder / "a.strings", text, encoding)
    command = ["plmerge", "out.plist", "a.strings"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr
    out = (folder / "out.plist").read_text("ascii")
    pairs = list(_PAIR.finditer(out, 1))
    assert "".join(m[0] for m in pairs) + "\n}" == out[1:].rstrip("\n"), out
    return {_plain(m[1]): _plain(m[2]) for m in pairs}


@needs_plmerge
@pytest.mark.parametrize(
    ("like", "encoding"),
    [("x", "utf-16-le"), ("x", "utf-16-be"), ("x", "utf-8"), ("\\U00e9", "utf-8"), ("real\nline", "utf-16-le")],
)
def test_gnustep_reads_what_was_told(like: str, encoding: str, tmp_path: Path) -> None:
    keys = [f'key "{i}"\\' for i in range(len(HARD))]
    body = "".join(f'/* {i} */\n"key \\"{i}\\"\\\\" = "{like}";\n' for i in range(len(HARD)))
    mark = "" if "\\U" in like else "\ufeff"
    source = strings.FORMAT.parse("en.lproj/a.strings", f'{mark}{body}bare.key = word;\n"lone";\n', "en")
    assert [m.key for m in source.messages] == [*keys, "bare.key"]
    for market in MARKETS:
        path = f"{market}.lproj/a.strings"
        first, second = turned(market, keys), turned(market, keys, 3)
        word = {"bare.key": {"other": f'{market} "word\'s"'}}
        texts = made_and_edited(strings.FORMAT, source, path, market, first | word, second | word)
        for text, values in zip(texts, (first, second), strict=True):
            seen = _loaded(tmp_path, text, encoding)
            assert seen.pop("lone") == ""
            assert seen == {key: forms["other"] for key, forms in (values | word).items()}


SOURCE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "propertylist-1.0.dtd">
<plist version="1.0">
<dict>
    <key>files in folders</key>
    <dict>
        <key>NSStringLocalizedFormatKey</key>
        <string>%1$#@files@ in %2$#@folders@</string>
        <key>files</key>
        <dict>
            <key>NSStringFormatSpecTypeKey</key>
            <string>NSStringPluralRuleType</string>
            <key>NSStringFormatValueTypeKey</key>
            <string>d</string>
            <key>one</key>
            <string>%d file</string>
            <key>other</key>
            <string>%d files</string>
        </dict>
        <key>folders</key>
        <dict>
            <key>NSStringFormatSpecTypeKey</key>
            <string>NSStringPluralRuleType</string>
            <key>NSStringFormatValueTypeKey</key>
            <string>lu</string>
            <key>one</key>
            <string>%lu folder</string>
            <key>other</key>
            <string>%lu folders</string>
        </dict>
    </dict>
    <key>wide</key>
    <dict>
        <key>NSStringVariableWidthRuleType</key>
        <dict>
            <key>20</key>
            <string>Short</string>
            <key>50</key>
            <string>Rather long</string>
        </dict>
    </dict>
</dict>
</plist>
"""


def _formatted(entry: dict[str, Any], market: str, numbers: tuple[int, ...]) -> str:
    """An entry's text for its numbers, chosen as Foundation does: by the category of each variable's number."""
    out = str(entry["NSStringLocalizedFormatKey"])
    for at, number in enumerate(numbers):
        name = re.findall(r"%(?:\d+\$)?#@([^@]*)@", str(entry["NSStringLocalizedFormatKey"]))[at]
        variable = entry[name]
        assert variable["NSStringFormatSpecTypeKey"] == "NSStringPluralRuleType"
        form = variable.get(category(market, number), variable["other"])
        out = re.sub(rf"%(?:\d+\$)?#@{name}@", lambda _, form=form: form, out)  # type: ignore[misc]
    return out


@pytest.mark.parametrize("market", MARKETS)
def test_each_number_gets_its_text(market: str) -> None:
    source = stringsdict.FORMAT.parse("en.lproj/a.stringsdict", SOURCE, "en")
    files, folders = forms_of(market, "%d <files> & 'x'"), forms_of(market, '%lu "folders"')
    values = {
        "files in folders": {"other": "%2$#@folders@: %1$#@files@"},
        "files in folders.files": files, "files in folders.folders": folders,
        "wide.20": {"other": "a & b"}, "wide.50": {"other": "שלום <é>"},
    }  # fmt: skip
    assert values.keys() == {m.key for m in source.messages}
    text = render(stringsdict.FORMAT, source, None, "x.stringsdict", market, values)
    read = plistlib.loads(text.encode("utf-8"))
    assert read["wide"] == {"NSStringVariableWidthRuleType": {"20": "a & b", "50": "שלום <é>"}}
    entry, by_file, by_folder = read["files in folders"], chosen(market, files), chosen(market, folders)
    assert {k: v for k, v in entry["files"].items() if not k.startswith("NS")} == files
    for number in NUMBERS:
        wanted = f"{by_folder[str(number)]}: {by_file['3']}"
        assert _formatted(entry, market, (number, 3)) == wanted


@needs_plistutil
def test_libplist_reads_the_same(tmp_path: Path) -> None:
    source = stringsdict.FORMAT.parse("en.lproj/a.stringsdict", SOURCE, "en")
    values = {m.key: {"other": HARD[i]} for i, m in enumerate(source.messages)}
    text = render(stringsdict.FORMAT, source, None, "x.stringsdict", "ja", values)
    (tmp_path / "a.xml").write_bytes(text.encode("utf-8"))
    subprocess.run(["plistutil", "-i", "a.xml", "-f", "bin", "-o", "a.bin"], cwd=tmp_path, check=True)
    assert plistlib.loads((tmp_path / "a.bin").read_bytes()) == plistlib.loads(text.encode("utf-8"))


def test_hard_texts_come_out_of_a_property_list() -> None:
    keys = [f"<key> & {i}" for i in range(len(HARD))]
    entries = "".join(
        f"<key>{key.replace('&', '&amp;').replace('<', '&lt;')}</key><dict><key>NSStringLocalizedFormatKey</key>"
        "<string>x</string></dict>\n" for key in keys
    )  # fmt: skip
    source = stringsdict.FORMAT.parse("a", f'<plist version="1.0"><dict>\n{entries}</dict></plist>', "en")
    for market in MARKETS:
        first, second = turned(market, keys), turned(market, keys, 5)
        texts = made_and_edited(stringsdict.FORMAT, source, "b", market, first, second)
        for text, values in zip(texts, (first, second), strict=True):
            read = plistlib.loads(text.encode("utf-8"))
            seen = {key: entry["NSStringLocalizedFormatKey"] for key, entry in read.items()}
            assert seen == {key: forms["other"] for key, forms in values.items()}
