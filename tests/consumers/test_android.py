"""What AAPT2 compiles from the ``strings.xml`` that locakit wrote is what locakit was told to write."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from locakit.catalog import render
from locakit.formats.registry import by_name
from locakit.locales import CATEGORIES, plural_categories, spell
from tests.consumers.markets import HARD

needs_aapt2 = pytest.mark.skipif(not shutil.which("aapt2"), reason="needs aapt2: .ci/run installs it")

MARKETS = ("ar", "fr", "pl", "ru", "ja", "pt-BR", "sr-Latn", "es-419", "he")
SOURCE = """\
<?xml version="1.0" encoding="utf-8"?>
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2" xmlns:tools="http://schemas.android.com/tools">
    <!-- What the button says -->
    <string name="plain">Hello</string>
    <string name="escaped">Don\\'t \\"shout\\"\\n</string>
    <string name="quoted">"  it's wide  "</string>
    <string name="code">caf\\u00e9</string>
    <string name="entity">a &lt;b>c&lt;/b></string>
    <string name="cdata"><![CDATA[<p>one</p>]]></string>
    <string name="styled" formatted="false" tools:ignore="x">Read <b>this</b> now</string>
    <string name="kept">Pay <xliff:g id="price" example="$ 3">%1$s</xliff:g> now</string>
    <string name="app" translatable="false">Shop</string>
    <string name="same">@string/plain</string>
    <plurals name="things">
        <item quantity="one">%d thing</item>
        <item quantity="other">%d things</item>
    </plurals>
    <string-array name="sizes">
        <item>Small</item>
        <item>@string/plain</item>
        <item>Large</item>
    </string-array>
    <array name="mixed">
        <item>Words</item>
        <item>12dp</item>
        <item>#ffcc00</item>
    </array>
</resources>
"""
TEXTS = (
    "Bonjour", "L'été d'\"Ana\"", "@nobody", "?why", "@string/plain", "\\n is no line break", "one\ntwo\n", "\ttab",
    " both ends ", "wide   gap", "a & b < c > d", "]]> &amp; &#39;", "\u00a0%1$s\u202f!", "שלום \u200f(%1$s)",
    "日本語。", "😀 \U0001f1e7\U0001f1f7", "100 %", "", "'", '"', "\\", "a\\'b", "<b>", "{0} ${x}", "\u3000x\u3000",
)  # fmt: skip
PLAIN = ("plain", "escaped", "quoted", "code", "entity")

Fields = dict[int, list[bytes | int]]


def _fields(data: bytes) -> Fields:
    """A protocol buffer message's fields by number."""
    out: Fields = {}
    at = 0

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        tag = number()
        value: bytes | int
        if tag & 7 == 0:
            value = number()
        else:
            size = number() if tag & 7 == 2 else {1: 8, 5: 4}[tag & 7]
            value, at = data[at : at + size], at + size
        out.setdefault(tag >> 3, []).append(value)
    return out


def _below(data: bytes, *path: int) -> Iterator[bytes]:
    """The messages at a path of field numbers."""
    if not path:
        yield data
        return
    for inner in _fields(data).get(path[0], []):
        assert isinstance(inner, bytes)
        yield from _below(inner, *path[1:])


def _text(item: bytes) -> str:
    """An ``Item``: a string, or a styled string with its spans as tags; anything else as its field number."""
    for number in (2, 3, 4):
        for found in _below(item, number):
            text = next(_below(found, 1), b"").decode("utf-8")
            return _tagged(text, [_fields(span) for span in _below(found, 2)]) if number == 4 else text
    return f"type {min(_fields(item))}"


def _tagged(text: str, spans: list[Fields]) -> str:
    tags: list[tuple[int, str]] = []
    for span in spans:
        (name,), first, last = span[1], span.get(2, [0])[0], span.get(3, [0])[0]
        assert isinstance(name, bytes) and isinstance(first, int) and isinstance(last, int)
        tags += [(first, f"<{name.decode()}>"), (last + 1, f"</{name.decode()}>")]
    for at, tag in sorted(tags, reverse=True):
        text = text[:at] + tag + text[at:]
    return text


def _compiled(folder: Path) -> dict[str, dict[str, object]]:
    """By locale (empty for the source) and name: texts, lists of texts, or plural forms."""
    (folder / "AndroidManifest.xml").write_text(
        '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="a.b"><application/></manifest>'
    )
    steps = (
        ["aapt2", "compile", "--dir", "res", "-o", "all.zip"],
        ["aapt2", "link", "--manifest", "AndroidManifest.xml", "--proto-format", "-o", "all.apk", "all.zip"],
    )
    for step in steps:
        done = subprocess.run(step, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and "warn" not in done.stderr, done.stderr
    with zipfile.ZipFile(folder / "all.apk") as package:
        table = package.read("resources.pb")
    out: dict[str, dict[str, object]] = {}
    for entry in _below(table, 2, 3, 3):
        name = next(_below(entry, 2)).decode()
        for value in _below(entry, 6):
            locale = next((c.decode() for c in _below(value, 1, 3)), "")
            out.setdefault(locale, {})[name] = _value(next(_below(value, 2)))
    return out


def _value(value: bytes) -> object:
    for item in _below(value, 4):
        return _text(item)
    for array in _below(value, 5, 4):
        return [_text(item) for item in _below(array, 1, 3)]
    plural = next(_below(value, 5, 5))
    entries = [_fields(entry) for entry in _below(plural, 1)]
    return {CATEGORIES[int(e.get(3, [0])[0])]: _text(bytes(e[4][0])) for e in entries}  # type: ignore[arg-type]


def _write(folder: Path, market: str, text: str) -> None:
    path = folder / "res" / (f"values-{spell(market, 'android')}" if market else "values") / "strings.xml"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8"))


@needs_aapt2
def test_what_aapt2_compiles_is_what_was_told(tmp_path: Path) -> None:
    fmt = by_name("android")
    source = fmt.parse("res/values/strings.xml", SOURCE, "en")
    _write(tmp_path, "", SOURCE)
    told: dict[str, dict[str, object]] = {}
    for turn, market in enumerate(MARKETS):
        picked = {name: TEXTS[(turn * len(PLAIN) + i) % len(TEXTS)] for i, name in enumerate(PLAIN)}
        forms = {c: f"{market}' {c} %d" for c in plural_categories(market)}
        styled, kept = f"{market}' <b>x  y</b> z", f'{market}\' "<xliff:g id="price" example="$ 3">%1$s</xliff:g>"'
        texts = {**picked, "cdata": f"<p>{market}'s</p>", "styled": styled, "kept": kept}
        texts |= {"sizes.0": f"'{market}'", "sizes.2": "L", "mixed.0": f"{market} words"}
        values = {**{k: {"other": t} for k, t in texts.items()}, "things": forms}
        assert values.keys() == {m.key for m in source.messages}
        path = f"res/values-{spell(market, 'android')}/strings.xml"
        text = render(fmt, source, None, path, market, values)
        assert {m.key: m.forms for m in fmt.parse(path, text, market).messages} == values
        _write(tmp_path, market, text)
        told[market] = {
            **picked, "cdata": texts["cdata"], "styled": styled,
            "kept": re.sub("<[^>]*>", "", kept), "things": forms,
            "sizes": [texts["sizes.0"], "type 1", "L"], "mixed": [texts["mixed.0"], "type 7", "type 7"],
        }  # fmt: skip
    seen = _compiled(tmp_path)
    assert seen.keys() == {"", *MARKETS}
    assert {market: seen[market] for market in MARKETS} == told


MANNERS = ("x", "don\\'t", '"x"', "x &lt;u&gt;", "\\u00e9", "<i>x</i>", "<![CDATA[x]]>", "a&gt;&quot;")


@needs_aapt2
@pytest.mark.parametrize("like", MANNERS)
def test_hard_texts_in_any_manner(like: str, tmp_path: Path) -> None:
    fmt = by_name("android")
    texts = [t for t in (*HARD, *TEXTS) if "CDATA" not in like or t == " ".join(t.split())]
    body = "".join(f'<string name="s{i}">{like}</string>' for i in range(len(texts)))
    source = fmt.parse("res/values/strings.xml", f"<resources>{body}</resources>", "en")
    values = {f"s{i}": {"other": text} for i, text in enumerate(texts)}
    _write(tmp_path, "", render(fmt, source, None, "res/values/strings.xml", "fr", values))
    assert _compiled(tmp_path)[""] == {key: forms["other"] for key, forms in values.items()}


READ = (
    'x <xliff:g id="a"> y </xliff:g> z', ' <xliff:g id="a"> y </xliff:g> ', " plain ", "a  &#32; b", "a\\n b ",
    " \\n a", "\\u0020\\u0020x",
    "x \\u0020 y", ' "" x', "\"it's\"", "&quot;a  b&quot;", "a\\u0027b", "\\@x", "\\?y", "a \\# b",
    "\n      two\n      lines\n    ", "&#160;a&#160;", "a <!-- no text --> b", '"a\nb"', "\\ a", "\\'\\'", "“x”",
    "\\\\n",
)  # fmt: skip
STYLED = (" <b>x</b> ", "x <b> y</b>", "<b>a  b</b>", '"a <b> b</b> c"', "a <i> <b> b</b></i> d", '<b>x</b>"  y "')


@needs_aapt2
def test_what_is_read_is_what_aapt2_reads(tmp_path: Path) -> None:
    raws = [*READ, *STYLED]
    body = "".join(f'    <string name="s{i}">{raw}</string>\n' for i, raw in enumerate(raws))
    text = f'<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">\n{body}</resources>\n'
    _write(tmp_path, "", text)
    seen = _compiled(tmp_path)[""]
    read = {m.key: m.text for m in by_name("android").parse("res/values/strings.xml", text, "en").messages}
    bare = {key: re.sub("<[^>]*>", "", value) for key, value in read.items()}
    assert {key: re.sub("<[^>]*>", "", str(value)) for key, value in seen.items()} == bare
