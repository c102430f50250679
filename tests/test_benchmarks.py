"""The benchmarks' own files are sound, and their tables come out; no time is asserted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import _judge, _pairs, formats
from benchmarks.files import make
from benchmarks.peers import APART, PEERS, work_of
from benchmarks.peers.__main__ import measure
from benchmarks.references import view_of
from locakit.formats.registry import FORMATS, by_name, name_of
from locakit.trial import read

MADE = [fmt for fmt in FORMATS if formats.makeable(fmt)]
USUAL = [(fmt, name) for fmt in MADE for name in ("locakit", *PEERS.get(fmt, {})) if name not in APART]


@pytest.mark.parametrize("fmt", MADE)
def test_a_made_file_is_sound(fmt: str) -> None:
    name, data = make(fmt, 120)
    resource = read(by_name(fmt), name, data.decode("utf-8", "surrogateescape"))
    assert name_of(name) == fmt or fmt in ("webext", "xliff")
    assert len(resource.messages) >= 60 and not resource.junk
    try:
        assert view_of(fmt)(data)
    except (ImportError, FileNotFoundError) as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(("fmt", "library"), USUAL)
def test_each_library_does_its_work(fmt: str, library: str) -> None:
    place = "own:locakit_work" if library == "locakit" else PEERS[fmt][library]
    try:
        work_of(place, fmt)
        found = measure(place, fmt, make(fmt, 120)[1], 1)
    except (ImportError, FileNotFoundError) as error:
        pytest.skip(str(error))
    assert found["read"] >= 0 and found["whole"] >= found["read"]
    assert library != "locakit" or (found["writes"] and not found["lines"])


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert formats.main(["json", "--strings", "60", "--runs", "1", "--no-peers"]) == 0
    told = capsys.readouterr().out
    assert "json: 60 messages" in told and "  locakit  " in told


def test_a_line_with_a_bound() -> None:
    own = {"read": 0.2, "whole": 0.3, "writes": 9, "lines": 0, "memory": 2048}
    peer = {**own, "read": 1.0, "whole": 2.0, "lines": 5}
    told = formats._line("peer", peer, own, 10, 1000, ("whole", 0.2))
    assert "0.20" in told and "whole 0.15, bound 0.20: met" in told
    assert formats._line("peer", "no such thing", own, 10, 1000, None).endswith("no such thing")


def test_a_library_that_fails_is_told() -> None:
    found = formats._measured("python3", "usual:nothing", "json", Path("none"), 1)
    assert isinstance(found, str)


@pytest.mark.parametrize(
    ("source", "target", "intact"),
    [
        ("%s of %d: <b>{name}</b>", "%s de %d: <b>{name}</b>", True),
        ("%s of %d", "%d de %s", False),
        ("At least :min of {{a}} &amp; {b}", "{b} &amp; {{a}}: ao menos :min", True),
        ("At least :min", "Ao menos :mínimo", False),
        ("See https://a.example/b.", "Veja https://a.example/c.", False),
        ("<empty> is a word", "<vazio> é uma palavra", True),
        ("<x>a</x>", "<x>a<x>", False),
        ("{n, plural, one {# file} other {# files}}", "{n, plural, one {# arquivo} other {# arquivos}}", True),
        ("{n, plural, one {<b>#</b>} other {#}}", "{m, plural, one {<b>#</b>} other {#}}", False),
    ],
)
def test_the_judge_of_placeables(source: str, target: str, intact: bool) -> None:
    assert _judge.is_intact(source, target) is intact


def test_the_judge_of_terms() -> None:
    pytest.importorskip("snowballstemmer")
    file = _judge.Wanted("file", ("arquivo",), False, False)
    name = _judge.Wanted("file name", ("nome do arquivo",), False, False)
    brand = _judge.Wanted("Acme", ("Acme",), True, True)
    assert list(_judge.occurring([file, name, brand], "Acme: the file name of two {file} files")) == [brand, name, file]
    assert list(_judge.occurring([file, brand], "per-file acme @file profile")) == []
    assert _judge.has(file, "Dois arquivos") and not _judge.has(file, "Dois ficheiros")
    assert _judge.has(brand, "a Acme é") and not _judge.has(brand, "a acme é")


def test_the_strings_of_a_folder_are_parted_by_their_text(tmp_path: Path) -> None:
    place = tmp_path / "shop" / "locales"
    place.mkdir(parents=True)
    texts = {f"k{n}": f"Open folder number {n} of the long list" for n in range(200)}
    words = {key: text.replace("Open folder number", "Abrir a pasta de número") for key, text in texts.items()}
    for locale, values in (("en", texts), ("pt-BR", words)):
        (place / f"{locale}.json").write_text(json.dumps(values), encoding="utf-8")
    (found,) = _pairs.projects(tmp_path)
    parts = {part: {p.source.text for p in found.pairs if p.part == part} for part in set(_pairs.PARTS)}
    assert len(found.pairs) == 200 and sum(map(len, parts.values())) == 200 and min(map(len, parts.values())) > 20
    chosen = [p.source.text for p in _pairs.sample([found], "held-out", 10)]
    assert len(chosen) == 10 and set(chosen) <= parts["held-out"]
    assert not any((place.parent / name).exists() for name in ("locakit.yaml", ".locakit"))
