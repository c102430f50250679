"""Spelling by Hunspell's dictionaries: the format, where the files lie, and what is no word to be looked up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.rules import registry, spelling
from locakit.rules._hunspell import Dictionary
from locakit.rules._kit import ex
from locakit.shell import dictionaries

AFF = """\ufeffSET UTF-8
FLAG long
NEEDAFFIX Na
FORBIDDENWORD Fb
COMPOUNDBEGIN Cb
COMPOUNDEND Ce
COMPOUNDMIN 2
ICONV 1
ICONV ’ '
PFX Un Y 1
PFX Un 0 un .
SFX Sg Y 3
SFX Sg y ies [^aeiou]y
SFX Sg 0 s [aeiou]y
SFX Sg 0 s [^y]
SFX Ab Y 1
SFX Ab 0 able/Ly .
SFX Ly Y 1
SFX Ly e y ble
SFX Wh N 1
SFX Wh bond bound bond
"""
DIC = """10
city/Sg
key/SgCb
do/UnAb
lock/UnSgCe
root/Na
bond/Wh
wrong/Fb
Berlin
o'clock
ey
"""


@pytest.mark.parametrize(
    "word",
    ["city", "cities", "keys", "City", "CITIES", "undo", "unlocks", "doable", "doably", "undoable", "bound", "Berlin",
     "BERLIN", "o’clock", "keylock", "keylocks", "x" * 100],
)  # fmt: skip
def test_words_that_the_rules_make(word: str) -> None:
    assert Dictionary(AFF, DIC).known(word)


@pytest.mark.parametrize(
    "word", ["citys", "citi", "keyes", "uncity", "lockkey", "root", "wrong", "berlin", "unbound", "doablely", "qq", "s"]
)
def test_words_that_they_do_not_make(word: str) -> None:
    assert not Dictionary(AFF, DIC).known(word)


def test_flags_by_number_and_by_alias() -> None:
    aff = "FLAG num\nAF 2\nAF 1,2\nAF 2\nSFX 1 Y 1\nSFX 1 0 s .\nSFX 2 Y 1\nSFX 2 0 ed .\n"
    made = Dictionary(aff, "2\nwalk/1\nlook/2\n")
    assert [made.known(w) for w in ("walks", "walked", "looks", "looked")] == [True, True, False, True]


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=12))
def test_no_file_makes_it_fail(aff: str, dic: str, word: str) -> None:
    Dictionary("SFX A Y 1\nSFX A 0 " + aff, "1\n" + dic).known(word)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with dictionaries, and nothing else installed."""
    monkeypatch.setattr(dictionaries, "_FOLDERS", ())
    monkeypatch.setenv("DICPATH", str(tmp_path))
    before = spelling._Shelf.find
    spelling.use(dictionaries.find)
    yield tmp_path
    spelling.use(before)


def test_the_nearest_dictionary_is_taken_in_its_own_encoding(installed: Path) -> None:
    (installed / "es_ES.aff").write_bytes(b"SET ISO8859-1\n")
    (installed / "es_ES.dic").write_bytes("2\naño\nde\n".encode("latin-1"))
    (installed / "es_MX.aff").write_bytes(b"SET microsoft-cp1252\n")
    (installed / "es_MX.dic").write_bytes("1\npiñata\n".encode("cp1252"))
    assert [(dictionaries.find(m) or ("", ""))[1].split()[1] for m in ("es", "es-ES", "es-MX", "es-419")] == [
        "año", "año", "piñata", "año",
    ]  # fmt: skip
    assert dictionaries.find("ja") is None
    (installed / "ja.aff").write_bytes(b"SET NO-SUCH\n")
    (installed / "ja.dic").write_bytes(b"1\n")
    assert dictionaries.find("ja") is None


def test_a_market_without_a_dictionary_is_named(installed: Path) -> None:
    (installed / "pt.aff").write_text("SET UTF-8\n")
    (installed / "pt.dic").write_text("3\nsalvar\narquivo\no\n")
    assert spelling.unavailable(["pt-BR", "ja", "ar"]).endswith("for ja, ar")
    assert spelling.unavailable(["pt-BR"]) == ""
    rule = registry.builtin()["spelling.word"]
    assert rule.opt_in and not list(rule.check([ex("Save", "何か", "ja")]))


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("Save the file", "Salvar o arquivo", []), ("Save the file", "Salvar o arqiuvo", ["arqiuvo"]),
        ("Save to Dropbox", "Salvar o Dropbox", []), ("Save", "Salvar o Kubernetes", []),
        ("Save", "Slavar", ["Slavar"]),
        ("Save {nmae}", "Salvar {nmae} %(nmae)s <nmae>", []), ("Save", "Salvar o iPhone PDF foo.txt a/bcd @nmae", []),
        ("foo bar", "salvar foo-bar", []), ("Save", "“Slavar” o arquivo. Arqiuvo", ["Slavar", "Arqiuvo"]),
    ],
)  # fmt: skip
def test_only_words_of_the_language_are_looked_up(installed: Path, source: str, target: str, wrong: list[str]) -> None:
    (installed / "pt.aff").write_text("SET UTF-8\n")
    (installed / "pt.dic").write_text("3\nsalvar\narquivo\no\n")
    found = list(registry.builtin()["spelling.word"].check([ex(source, target)]))
    assert [f.target[slice(*f.span)] for f in found] == wrong
