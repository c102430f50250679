"""Hostile strings through the whole pipeline with an engine that mangles: nothing broken reaches a file."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locakit import icu, placeables
from locakit.doors import Can, Segment
from locakit.providers import registry
from tests.conftest import CONFIG, Cli, read, write

PARTS = st.sampled_from(
    ["Hello", " ", "{name}", "{0}", "{{count}}", "%s", "%1$s", "<b>", "</b>", "<a href='x'>", "</a>", "&amp;",
     "https://x.y/z", "\u202b", "שלום", "مرحبا", "😀", "'", '"', "{", "}", "<",
     "#", "$t(k)", "\n", "\u00a0", "`code`", "[x](y)", "word " * 40,
     "{n, plural, one {# thing {a}} other {# things {a}}}", "{g, select, x {<b>X</b>} other {it's {v}}}"]
)  # fmt: skip
TEXT = st.lists(PARTS, min_size=1, max_size=7).map("".join).filter(str.strip)


class Mangler:
    """An engine that loses, doubles, moves, lowers and invents."""

    name = "firefox"
    can = Can()

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One mangled text for each segment."""
        return [self._mangle(s.text) for s in segments]

    def _mangle(self, text: str) -> str:
        words = text.split(" ")
        how = self._random.randrange(9)
        if how == 0:
            return ""
        if how == 1:
            self._random.shuffle(words)
        if how == 2:
            words = [w for w in words if self._random.random() > 0.4]
        if how == 3:
            words += words
        if how == 4:
            return text.lower()
        if how == 5:
            return re.sub(r"\d+", "7", text)
        if how == 6:
            return f"{{x}} <i>{text}</b> %s"
        return " ".join(words)

    def close(self) -> None:
        """Nothing to give back."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(st.lists(TEXT, min_size=1, max_size=12), st.integers(0, 10**6))
def test_nothing_broken_is_ever_written(
    tmp_path_factory: pytest.TempPathFactory, cli: Cli, monkeypatch: pytest.MonkeyPatch, texts: list[str], seed: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("mangled")
    source = {f"k{n}": text for n, text in enumerate(texts)}
    write(folder, {"locakit.yaml": CONFIG.replace("pseudo", "firefox"), "locales/en.json": source})
    monkeypatch.setattr(registry, "make", lambda name, **_: Mangler(seed))
    said = cli("translate", "--format", "json", cwd=folder)
    assert said.code in (0, 1), said.err
    found = said.json["markets"]["pt-BR"]
    target = read(folder / "locales/pt-BR.json") if (folder / "locales/pt-BR.json").exists() else {}
    held = {h["key"] for h in found["held"]}
    assert set(target) | held == set(source) and not set(target) & held
    speaks_icu = any(icu.is_complex(t) and not _faulty(t) for t in texts)
    for key, text in target.items():
        if not speaks_icu:
            assert placeables.compare(source[key], text) == [], (source[key], text)
        elif icu.is_complex(source[key]) and not _faulty(source[key]):
            assert icu.faults(source[key], text, "pt-BR") == [], (source[key], text)


def _faulty(text: str) -> bool:
    try:
        icu.parse(text)
    except icu.IcuError:
        return True
    return False
