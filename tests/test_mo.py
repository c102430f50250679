"""MO: read as stdlib gettext reads it, written byte for byte as GNU msgfmt writes it."""

from __future__ import annotations

import gettext
import io
import random
import shutil
import struct
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.errors import BrokenText
from locakit.formats import _mo_bytes
from locakit.formats._po_plural import usual
from locakit.formats._po_scan import escape
from locakit.formats.mo import FORMAT as MO
from locakit.formats.mo import compile_po
from locakit.formats.po import FORMAT as PO
from locakit.model import Resource
from locakit.splice import apply

CASES = Path(__file__).parent / "cases"
PO_FILES = sorted(p for p in (CASES / "po").rglob("*") if p.suffix in (".po", ".pot"))
needs_msgfmt = pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs msgfmt: .ci/run installs gettext")


def msgfmt(text: str, folder: Path, *options: str) -> bytes | None:
    """What GNU gettext makes of a PO; None where it refuses."""
    (folder / "in.po").write_bytes(text.encode("utf-8", "surrogateescape"))
    out = folder / "out.mo"
    out.unlink(missing_ok=True)
    command = ["msgfmt", *options, "-o", str(out), str(folder / "in.po")]
    done = subprocess.run(command, capture_output=True, check=False)
    return out.read_bytes() if done.returncode == 0 and out.exists() else None


def header(charset: str = "UTF-8", plural: str = "nplurals=2; plural=(n != 1);") -> str:
    fields = [f"Content-Type: text/plain; charset={charset}", f"Plural-Forms: {plural}"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{f}\\n"\n' for f in fields)


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def made(*entries: str, locale: str = "de", big: bool = False) -> Resource:
    table = _mo_bytes.read(compile_po("\n".join([header(), *entries]), "x.po"))
    return MO.parse("x.mo", text_of(_mo_bytes.write(table._replace(big=big))), locale)


def oracle(resource: Resource) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(bytes_of(resource.text)))


# --- bytes as msgfmt's ----------------------------------------------------------------------------------------------


@needs_msgfmt
@pytest.mark.parametrize("path", PO_FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_case_files_compile_as_msgfmt_does(path: Path, tmp_path: Path) -> None:
    text = path.read_bytes().decode()
    theirs = msgfmt(text, tmp_path)
    if theirs is not None:
        assert compile_po(text, path.name) == theirs
    elif PO.parse(path.name, text, "en").junk:
        with pytest.raises(BrokenText, match="no MO can be made"):
            compile_po(text, path.name)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\4"), max_size=30)
TEXTS = TEXTS.map(lambda text: text.strip("\n"))  # msgfmt refuses texts of which one alone ends in a line break
IDS = TEXTS.filter(bool)
ENTRIES = st.tuples(
    st.none() | TEXTS,
    IDS,
    st.none() | TEXTS,
    st.lists(st.one_of(TEXTS, st.just("")), min_size=2, max_size=2),
    st.booleans(),
)


@needs_msgfmt
@settings(max_examples=40, deadline=None)
@given(st.lists(ENTRIES, max_size=40, unique_by=lambda e: e[:2]), st.booleans())
def test_any_catalog_compiles_as_msgfmt_does(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Any], dated: bool
) -> None:
    parts = [header() + '"POT-Creation-Date: 2024-01-01 00:00+0000\\n"\n"Last-Translator: é\\n"\n' * dated]
    for context, msgid, plural, (first, second), fuzzy in rows:
        lines = ["#, fuzzy" * fuzzy, f'msgctxt "{escape(context)}"' if context is not None else ""]
        lines.append(f'msgid "{escape(msgid)}"')
        if plural is None:
            lines.append(f'msgstr "{escape(first)}"')
        else:
            lines += [
                f'msgid_plural "{escape(plural)}"',
                f'msgstr[0] "{escape(first)}"',
                f'msgstr[1] "{escape(second)}"',
            ]
        parts.append("\n".join(line for line in lines if line) + "\n")
    text = "\n".join(parts)
    assert compile_po(text, "x.po") == msgfmt(text, tmp_path_factory.mktemp("mo"))


@needs_msgfmt
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 36, 37, 90, 91, 92, 126, 216, 217, 396, 1000])
def test_the_hash_table_has_msgfmts_size(count: int, tmp_path: Path) -> None:
    words = random.Random(count)
    rows = {f"{words.random()} — {n}": "x" * (n % 5 + 1) for n in range(count)}
    text = "\n".join(f'msgid "{k}"\nmsgstr "{v}"\n' for k, v in rows.items())
    text = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{text}'
    assert compile_po(text, "x.po") == msgfmt(text, tmp_path)


@needs_msgfmt
@pytest.mark.parametrize(
    ("options", "big", "hashed"), [(["--no-hash"], False, False), (["--endianness=big"], True, True)]
)
def test_other_layouts_are_kept(options: list[str], big: bool, hashed: bool, tmp_path: Path) -> None:
    data = msgfmt(header() + '\nmsgid "a"\nmsgstr "ä"\n\nmsgid "b"\nmsgstr "b"\n', tmp_path, *options)
    assert data
    table = _mo_bytes.read(data)
    assert (table.big, table.hashed) == (big, hashed) and _mo_bytes.write(table) == data
    resource = MO.parse("x.mo", text_of(data), "de")
    after = apply(resource.text, MO.replace(resource, resource.messages[0], {"other": "Ä"}))
    wanted = msgfmt(header() + '\nmsgid "a"\nmsgstr "Ä"\n\nmsgid "b"\nmsgstr "b"\n', tmp_path, *options)
    assert bytes_of(after) == wanted


@needs_msgfmt
@pytest.mark.parametrize(
    "body",
    [
        '#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
        'msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] ""\nmsgstr[1] "x"\n',
        'msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] "x"\nmsgstr[1] ""\n',
        'msgctxt ""\nmsgid "k"\nmsgstr "k"\n',
        'msgid "\\x41 \\101 \\351 \\x1e9 \\a\\b\\f\\v\\r\\t\\\\\\""\nmsgstr "x"\n',
        '#~ msgid "old"\n#~ msgstr "alt"\n',
        'msgid "A" " b"\n"c"\nmsgstr ""\n"long\\n"\n"er"\n',
        'msgid "z"\nmsgstr "1"\n\nmsgid "Z"\nmsgstr "2"\n\nmsgid "é"\nmsgstr "3"\n\nmsgid "z\\n"\nmsgstr "4\\n"\n',
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_goes_in_and_what_stays_out(body: str, newline: str, tmp_path: Path) -> None:
    for head in (header() + "\n", "#, fuzzy\n" + header() + "\n"):
        text = (head + body).replace("\n", newline)
        assert compile_po(text, "x.po") == msgfmt(text, tmp_path)


@pytest.mark.parametrize(
    ("body", "told", "line"),
    [
        ('msgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n', "stands twice", 9),
        ('msgid "a\nmsgstr "1"\n', "not a string in quotes", 6),
        ('msgid "a"\n', "without msgstr", 6),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "x"\nmsgstr[0] "y"\n', "not numbered", 8),
        ('msgid "a"\nmsgstr "\udce9"\n', "not UTF-8", 7),
    ],
)
def test_what_msgfmt_refuses_is_refused_with_its_place(body: str, told: str, line: int, tmp_path: Path) -> None:
    text = header() + "\n" + body
    with pytest.raises(BrokenText, match=told) as caught:
        compile_po(text, "dir/x.po")
    assert (caught.value.fault.path, caught.value.fault.line) == ("dir/x.po", line)
    if shutil.which("msgfmt"):
        assert msgfmt(text, tmp_path) is None


def test_what_cannot_be_compiled_is_said() -> None:
    with pytest.raises(BrokenText, match="declares charset ISO-8859-1"):
        compile_po(header("ISO-8859-1") + '\nmsgid "a"\nmsgstr "ä"\n', "x.po")
    with pytest.raises(BrokenText, match="compiled by msgfmt only"):
        compile_po(header() + '\n#, c-format\nmsgid "%<PRId64> B"\nmsgstr "%<PRId64> B"\n', "x.po")
    assert _mo_bytes.read(compile_po("", "x.po")).pairs == {}


# --- reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("big", [False, True])
def test_reads_what_gettext_reads(big: bool) -> None:
    resource = made(
        'msgid "Save"\nmsgstr "Sichern"\n',
        'msgctxt "menu"\nmsgid "Save"\nmsgstr "Speichern"\n',
        'msgctxt ""\nmsgid "k"\nmsgstr "leer"\n',
        'msgctxt "cart"\nmsgid "%d item"\nmsgid_plural "%d items"\nmsgstr[0] "%d Ding"\nmsgstr[1] "%d Dinge"\n',
        big=big,
    )
    theirs = oracle(resource)
    assert [m.key for m in resource.messages] == ["|k", "Save", "cart|%d item", "menu|Save"]
    assert [(m.context, m.text) for m in resource.messages] == [
        ("", "leer"),
        ("", theirs.gettext("Save")),
        ("cart", theirs.npgettext("cart", "%d item", "%d items", 5)),
        ("menu", theirs.pgettext("menu", "Save")),
    ]
    counted = resource.messages[2]
    assert counted.plural and counted.forms == {"one": "%d Ding", "other": "%d Dinge"}
    assert counted.source == {"one": "%d item", "other": "%d items"}
    assert not resource.junk


@pytest.mark.parametrize(
    ("charset", "codec", "word"), [("ISO-8859-1", "latin-1", "Größe"), ("EUC-JP", "euc-jp", "大小")]
)
def test_other_charsets_are_read_and_written_in_their_own(charset: str, codec: str, word: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\n"
    table = _mo_bytes.Table({b"": head.encode(), b"size": word.encode(codec), b"a": b"a"})
    resource = MO.parse("x.mo", text_of(_mo_bytes.write(table)), "de")
    assert resource.by_key()["size"].text == word == oracle(resource).gettext("size")
    after = apply(resource.text, MO.replace(resource, resource.by_key()["a"], {"other": word}))
    assert _mo_bytes.read(bytes_of(after)).pairs == {**table.pairs, b"a": word.encode(codec)}
    with pytest.raises(BrokenText, match=r"'\U0001f600' cannot be written in"):
        MO.replace(resource, resource.by_key()["a"], {"other": "x\U0001f600"})


@pytest.mark.parametrize("charset", ["UTF-8", "EUC-JP", "idna", "x-none", "unicode_escape", "zip"])
def test_a_wrong_or_unknown_charset_is_refused(charset: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\n".encode()
    data = _mo_bytes.write(_mo_bytes.Table({b"": head, b"a": b"\xff\xfe"}))
    with pytest.raises(BrokenText, match=r"not in|not known"):
        MO.parse("x.mo", text_of(data), "de")


def _head(*numbers: int, size: int = 64) -> bytes:
    return struct.pack("<7I", _mo_bytes.MAGIC, *numbers).ljust(size, b"\0")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "magic"),
        (b"\xde\x12\x04\x95", "magic"),
        (b"PK\3\4" * 20, "magic"),
        (_head(2 << 16, 0, 28, 28, 0, 28), "revision 2"),
        (_head(0, 5000, 28, 28, 0, 28), "beyond its end"),
        (_head(0, 2**32 - 1, 28, 28, 0, 28), "beyond its end"),
        (_head(0, 1, 2**32 - 1, 28, 0, 28), "beyond its end"),
        (_head(0, 1, 28, 28, 0, 28)[:28] + struct.pack("<2I", 2**32 - 1, 2**32 - 1), "does not end"),
        (_head(0, 1, 28, 28, 0, 28)[:28] + struct.pack("<2I", 3, 36) + b"abcd", "does not end"),
        (_head(1, 0, 48, 48, 0, 48)[:28] + struct.pack("<5I", 1, 1, 48, 48, 48), "depend on the machine"),
        (_head(0, 900, 28, 28, 0, 28)[:28] + struct.pack("<2I", 99, 7228) * 900 + b"a" * 99 + b"\0", "over each other"),
    ],
)
def test_hostile_files_are_refused(data: bytes, told: str) -> None:
    with pytest.raises(BrokenText, match=told) as caught:
        MO.parse("x.mo", text_of(data), "de")
    assert (caught.value.fault.path, caught.value.fault.line) == ("x.mo", 1)


@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(bytes_of(made('msgid "a"\nmsgstr "b"\n', 'msgid "c"\nmsgstr "d"\n').text))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        MO.parse("x.mo", text_of(cut), "de")
    except BrokenText as error:
        assert error.fault.message


# --- writing --------------------------------------------------------------------------------------------------------


def test_the_same_forms_change_nothing() -> None:
    resource = made('msgid "a"\nmsgstr "b"\n', 'msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] "x"\nmsgstr[1] "y"\n')
    for message in resource.messages:
        assert MO.replace(resource, message, message.forms) == []
    assert MO.insert(resource, resource, [(m, m.forms) for m in resource.messages]) == []


@pytest.mark.parametrize("locale", ["ar", "fr", "pl", "ru", "ja", "pt-BR", "de"])
def test_a_new_market_equals_the_compiled_po(locale: str) -> None:
    """Template and inserts of the MO give what compiling the PO for the same market gives."""
    entries = [
        'msgid "Save"\nmsgstr "Save"\n',
        'msgctxt "menu"\nmsgid "Save"\nmsgstr "Save"\n',
        'msgctxt ""\nmsgid "k"\nmsgstr "k"\n',
        'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d day"\nmsgstr[1] "%d days"\n',
    ]
    texts = "\n".join([header(), *entries])
    po, mo = PO.parse("en.po", texts, "en"), made(*entries, locale="en")
    new = {m.key: {c: f"{c} {t}" for c, t in m.forms.items()} for m in po.messages}
    start = PO.template(po, "x.po", locale, frozenset())
    target = PO.parse("x.po", start, locale)
    start = apply(start, PO.insert(target, po, [(m, new[m.key]) for m in po.messages]))
    blank = MO.parse("x.mo", MO.template(mo, "x.mo", locale, frozenset(new)), locale)
    assert not blank.messages and usual(locale) in oracle(blank).gettext("")
    after = apply(blank.text, MO.insert(blank, mo, [(m, new[m.key]) for m in mo.messages]))
    ours = _mo_bytes.read(bytes_of(after)).pairs
    theirs = _mo_bytes.read(compile_po(start, "x.po")).pairs
    assert {k: v for k, v in ours.items() if k} == {k: v for k, v in theirs.items() if k}
    again = MO.parse("x.mo", after, locale)
    assert {m.key for m in again.messages} == set(new)


def test_entries_go_and_come() -> None:
    resource = made('msgid "a"\nmsgstr "1"\n', 'msgid "b"\nmsgstr "2"\n', 'msgctxt "c"\nmsgid "b"\nmsgstr "3"\n')
    less = MO.parse("x.mo", apply(resource.text, MO.remove(resource, resource.messages[:2])), "de")
    assert [m.key for m in less.messages] == ["c|b"]
    gone = [(replace(m), m.forms) for m in resource.messages[:2]]
    assert apply(less.text, MO.insert(less, resource, gone)) == resource.text
    source = replace(resource.messages[0], key="A long\nkey", source={"other": "A long\nkey"})
    more = MO.parse("x.mo", apply(less.text, MO.insert(less, resource, [(source, {"other": "4"})])), "de")
    assert oracle(more).gettext("A long\nkey") == "4" and oracle(more).pgettext("c", "b") == "3"


def test_forms_that_only_the_target_has_stay() -> None:
    resource = made('msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] "x"\nmsgstr[1] "y"\nmsgstr[2] "z"\n')
    after = apply(resource.text, MO.replace(resource, resource.messages[0], {"one": "X", "other": "Y"}))
    assert _mo_bytes.read(bytes_of(after)).pairs[b"%d\0%ds"] == b"X\0Y\0z"
