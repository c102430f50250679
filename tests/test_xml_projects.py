"""The XML and Apple formats through the whole job: new markets have every entry; a second run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from locakit.formats.registry import by_name
from tests.conftest import CONFIG, Cli, write

PLACES = {
    "xliff": ("t/messages.{locale}.xlf", "t/messages.en.xlf", "t/messages.pt-BR.xlf"),
    "qt": ("i18n/app_{posix}.ts", "i18n/app_en.ts", "i18n/app_pt_BR.ts"),
    "android": ("res/values-{android}/strings.xml", "res/values/strings.xml", "res/values-pt-rBR/strings.xml"),
    "resx": ("R/Strings.{locale}.resx", "R/Strings.resx", "R/Strings.pt-BR.resx"),
    "strings": ("App/{apple}.lproj/L.strings", "App/en.lproj/L.strings", "App/pt-BR.lproj/L.strings"),
    "stringsdict": ("App/{apple}.lproj/L.stringsdict", "App/en.lproj/L.stringsdict", "App/pt-BR.lproj/L.stringsdict"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_second_run_changes_nothing(name: str, tmp_path: Path, cli: Cli) -> None:
    pattern, path, made = PLACES[name]
    fmt, config = by_name(name), CONFIG.replace("locales/{locale}.json", f'"{pattern}"\n    source: "{path}"')
    write(tmp_path, {"locakit.yaml": config, path: fmt.example})
    assert cli("translate", cwd=tmp_path).code == 0
    data = (tmp_path / made).read_bytes()
    assert cli("translate", cwd=tmp_path).code == 0
    assert (tmp_path / made).read_bytes() == data
    read, source = fmt.parse(made, data.decode("utf-8"), "pt-BR"), fmt.parse(path, fmt.example, "en")
    assert [m.key for m in read.messages] == [m.key for m in source.messages]
    assert all(any(m.forms.values()) for m in read.messages)


def test_states_follow_verdicts_and_changes(tmp_path: Path, cli: Cli) -> None:
    pattern, path, made = PLACES["xliff"]
    config = CONFIG.replace("locales/{locale}.json", f'"{pattern}"\n    source: "{path}"')
    example = by_name("xliff").example
    write(tmp_path, {"locakit.yaml": config, path: example})
    cli("translate", cwd=tmp_path)
    assert (tmp_path / made).read_text("utf-8").count("<target>") == 2
    cli("review", "--as", "Ana", cwd=tmp_path, stdin="a\na\n")
    assert (tmp_path / made).read_text("utf-8").count('<target state="signed-off">') == 2
    write(tmp_path, {path: example.replace("Pay now", "Pay now!")})
    cli("translate", cwd=tmp_path)
    text = (tmp_path / made).read_text("utf-8")
    assert text.count('<target state="needs-review-translation">') == text.count('approved="yes"') == 1
