"""Java's own ``Properties`` and ``ResourceBundle`` read what locakit writes, byte for byte as it was meant."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from locakit.catalog import render
from locakit.formats.properties import FORMAT
from locakit.model import Forms, Resource
from locakit.shell.disk import decode, encode
from tests import line_readers
from tests.consumers.markets import HARD, MARKETS, made_and_edited, turned

pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="needs java: .ci/run installs it")

CASES = Path(__file__).parents[1] / "cases" / "properties"
READER = """
import java.io.*; import java.net.*; import java.nio.charset.*; import java.nio.file.*; import java.util.*;
public class Reader_ {
  static String hex(String s) { StringBuilder b = new StringBuilder(); for (char c : s.toCharArray())
    b.append(String.format("%04x", (int) c)); return b.toString(); }
  static void say(String name, String key, String value) {
    System.out.println(name + " " + hex(key) + " " + hex(value)); }
  static void file(String name, Charset set) throws Exception {
    Properties p = new Properties();
    try (java.io.Reader r = Files.newBufferedReader(Path.of(name), set)) { p.load(r); }
    for (String k : new TreeSet<>(p.stringPropertyNames())) say(Path.of(name).getFileName() + "", k, p.getProperty(k));
  }
  static void bundle(String folder, String tag) throws Exception {
    ClassLoader loader = new URLClassLoader(new URL[] { new File(folder).toURI().toURL() }, null);
    ResourceBundle b = ResourceBundle.getBundle("shop", Locale.forLanguageTag(tag), loader,
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    for (String k : new TreeSet<>(b.keySet())) say(tag, k, b.getString(k));
  }
  public static void main(String[] args) throws Exception {
    if (args[0].equals("bundle")) for (int i = 2; i < args.length; i++) bundle(args[1], args[i]);
    else for (int i = 1; i < args.length; i++) file(args[i], Charset.forName(args[0]));
  }
}
"""
VALUES = (*HARD, "\x00\x1f\x7f", "\\", "ends with blank\u0020", "\\u0041", "{0} of {1,number}", "it''s")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader's source in a folder of its own."""
    path = tmp_path_factory.mktemp("java") / "Reader_.java"
    path.write_text(READER, "utf-8")
    return path


def java(reader: Path, *arguments: str) -> dict[str, dict[str, str]]:
    """What Java reads in each file, or for each locale."""
    command = ["java", "-Xshare:auto", str(reader), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    out: dict[str, dict[str, str]] = {}
    for line in done.stdout.splitlines():
        name, key, *value = line.split(" ")
        out.setdefault(name, {})[_text(key)] = _text("".join(value))
    return out


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")


def _source(ascii_only: bool, newline: str) -> Resource:
    note = "" if ascii_only else "# é\n"
    text = f"{note}\n" + "".join(f"# n\nk\\ {i} = old\\\n   {i}\n" for i in range(len(VALUES)))
    return FORMAT.parse("x.properties", text.replace("\n", newline), "en")


def _texts(values: dict[str, Forms]) -> dict[str, str]:
    return {key: forms["other"] for key, forms in values.items()}


@pytest.mark.heavy
def test_java_reads_what_was_meant(tmp_path: Path, reader: Path) -> None:
    expected: dict[str, dict[str, str]] = {}
    values: dict[str, Forms] = {f"k {i}": {"other": value} for i, value in enumerate(VALUES)}
    for n, (ascii_only, newline) in enumerate([(True, "\n"), (False, "\n"), (False, "\r\n"), (True, "\r\n")]):
        source = _source(ascii_only, newline)
        bare = FORMAT.parse("x", "", "en")
        texts = [render(FORMAT, source, target, "x", "en", values) for target in (source, None, bare)]
        for m, text in enumerate(texts):
            (tmp_path / f"{n}-{m}.properties").write_bytes(text.encode("utf-8"))
            expected[f"{n}-{m}.properties"] = _texts(values)
            assert line_readers.properties(text) == expected[f"{n}-{m}.properties"]
    golden = CASES / "latin-ascii" / "output.properties"
    shutil.copy(golden, tmp_path / "golden.properties")
    found = FORMAT.parse("g", golden.read_bytes().decode("utf-8"), "de")
    expected["golden.properties"] = {m.key: m.text for m in found.messages}
    files = map(str, sorted(tmp_path.glob("*.properties")))
    assert java(reader, "UTF-8", *files) == expected


SHOP = """\
# Shop. é
#
title = Shop
! bang note
two.lines = one \\
            two
colon:value
blank value
key\\ with\\ blanks = x
caf\\u00e9 = y
empty =
alone
quoted = It''s {0}
"""


def _bundle(folder: Path, market: str, data: bytes) -> None:
    (folder / f"shop_{market.replace('-', '_')}.properties").write_bytes(data)


def test_a_bundle_gives_what_was_told(tmp_path: Path, reader: Path) -> None:
    source = FORMAT.parse("shop.properties", SHOP + "".join(f"h{i} = x{i}\n" for i in range(len(HARD))), "en")
    keys = [m.key for m in source.messages]
    assert {"two.lines", "key with blanks", "café", "alone", "colon", "blank"} <= set(keys)
    told = {}
    for market in MARKETS:
        first, second = (turned(market, keys, step) for step in (0, 11))
        made, edited = made_and_edited(FORMAT, source, "x", market, first, second)
        _bundle(tmp_path, market, (made if market in ("ar", "fr") else edited).encode("utf-8"))
        told[market] = _texts(first if market in ("ar", "fr") else second)
    assert java(reader, "bundle", str(tmp_path), *MARKETS) == told


@pytest.mark.heavy
@pytest.mark.parametrize("head", [b"# only ASCII\n", b"# caf\xe9\n"])
def test_latin_1_files_are_read_by_the_oldest_java(head: bytes, tmp_path: Path, reader: Path) -> None:
    data = head + b"\n" + b"".join(b"k%d = gr\\u00fcn %d\n" % (i, i) for i in range(len(HARD)))
    found = decode(data)
    source = FORMAT.parse("shop.properties", found.text, "en")
    told = {}
    for market in MARKETS:
        values = turned(market, [m.key for m in source.messages])
        written = encode(render(FORMAT, source, None, "x", market, values), found.encoding)
        assert written.isascii() or head in written
        path = tmp_path / f"{market}.properties"
        path.write_bytes(written)
        told[path.name] = _texts(values)
    assert java(reader, "ISO-8859-1", *(str(tmp_path / name) for name in told)) == told
