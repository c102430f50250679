"""What commands print: nothing that a file, a key or a path says has an effect on a terminal."""

from __future__ import annotations

import ast
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import locakit.cli
from locakit.cli.say import Voice, content, dumped, line
from locakit.screen import isolated

EVIL = "a\x1b[2J\x1b]0;t\x07\x9b31m\u202eb\rc\x7f"


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("screen", [io.StringIO, Screen])
def test_a_raw_text_has_no_effect(screen: type[io.StringIO], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    out = screen()
    monkeypatch.setattr(sys, "stdout", out)
    Voice().out(EVIL)
    line(EVIL)
    assert not set(out.getvalue()) & set("\x1b\x07\x9b\u202e\r\x7f") and out.getvalue().count("\n") == 2


def test_own_colours_isolates_tabs_and_line_ends_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    out = Screen()
    monkeypatch.setattr(sys, "stdout", out)
    voice = Voice()
    told = voice.paint(content("مرحبا"), "red") + "\ta\r\nb نعم‌ها"
    voice.out(told)
    assert out.getvalue() == told + "\n" and "\x1b[31m\u2068" in told


@given(st.text())
def test_json_is_the_same_value_and_has_no_effect(text: str) -> None:
    said = dumped({"a": text})
    assert json.loads(said) == {"a": text}
    assert not set(said) & set("\x1b\x7f\x85\x9b\u202e\u2067\u200f")


def test_a_text_of_a_language_read_from_the_right_is_isolated_so() -> None:
    assert isolated("API جديد", right=True) == "\u2067API جديد\u2069"
    assert isolated("API", right=True) == "API"
    assert isolated("API جديد").startswith("\u2068")


def test_all_commands_print_through_the_voice() -> None:
    loose = []
    for path in sorted(Path(locakit.cli.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                loose.append(path.name)
    assert set(loose) == {"app.py", "door.py", "reviewing.py", "say.py"}
