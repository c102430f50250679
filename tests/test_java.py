"""Java's own ``Properties`` reads what locakit writes, byte for byte as it was meant."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from locakit.catalog import render
from locakit.formats.properties import FORMAT
from locakit.model import Resource
from tests import line_readers

CASES = Path(__file__).parent / "cases" / "properties"
READER = """
import java.io.*; import java.nio.charset.StandardCharsets; import java.nio.file.*; import java.util.*;
public class Reader_ {
  static String hex(String s) { StringBuilder b = new StringBuilder(); for (char c : s.toCharArray())
    b.append(String.format("%04x", (int) c)); return b.toString(); }
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      Properties p = new Properties();
      try (java.io.Reader r = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) { p.load(r); }
      for (String k : new TreeSet<>(p.stringPropertyNames()))
        System.out.println(Path.of(file).getFileName() + " " + hex(k) + " " + hex(p.getProperty(k)));
    }
  }
}
"""
VALUES = [
    "plain", " edges ", "tab\tand\nline\n", "back\\slash \\n \\u0041", "a=b:c#d!e", "שלום 😀", "\\", "\x00\x1f\x7f",
    "\u2028\x85\xa0", "'quoted' \"twice\"", "# no comment", "ends with blank\u0020", "\n\n  x", "{0} of {1,number}",
]  # fmt: skip


def java(files: list[Path], folder: Path) -> dict[str, dict[str, str]]:
    """What Java reads in each file."""
    (folder / "Reader_.java").write_text(READER, "utf-8")
    command = ["java", "-Xshare:auto", str(folder / "Reader_.java"), *map(str, files)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    out: dict[str, dict[str, str]] = {}
    for line in lines:
        name, key, *value = line.split(" ")
        out.setdefault(name, {})[_text(key)] = _text("".join(value))
    return out


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")


def _source(ascii_only: bool, newline: str) -> Resource:
    note = "" if ascii_only else "# é\n"
    text = f"{note}\n" + "".join(f"# n\nk\\ {i} = old\\\n   {i}\n" for i in range(len(VALUES)))
    return FORMAT.parse("x.properties", text.replace("\n", newline), "en")


@pytest.mark.heavy
@pytest.mark.skipif(not (shutil.which("java") and shutil.which("javac")), reason="no Java to ask")
def test_java_reads_what_was_meant(tmp_path: Path) -> None:
    expected: dict[str, dict[str, str]] = {}
    values = {f"k {i}": {"other": value} for i, value in enumerate(VALUES)}
    for n, (ascii_only, newline) in enumerate([(True, "\n"), (False, "\n"), (False, "\r\n"), (True, "\r\n")]):
        source = _source(ascii_only, newline)
        bare = FORMAT.parse("x", "", "en")
        texts = [render(FORMAT, source, target, "x", "en", values) for target in (source, None, bare)]
        for m, text in enumerate(texts):
            (tmp_path / f"{n}-{m}.properties").write_bytes(text.encode("utf-8"))
            expected[f"{n}-{m}.properties"] = {k: f["other"] for k, f in values.items()}
            assert line_readers.properties(text) == expected[f"{n}-{m}.properties"]
    golden = CASES / "latin-ascii" / "output.properties"
    shutil.copy(golden, tmp_path / "golden.properties")
    found = FORMAT.parse("g", golden.read_bytes().decode("utf-8"), "de")
    expected["golden.properties"] = {m.key: m.text for m in found.messages}
    assert java(sorted(tmp_path.glob("*.properties")), tmp_path) == expected
