"""Listings of the app stores: their codes for locales, and markets that they do not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from locakit import paths, stores
from locakit.errors import ConfigError
from locakit.project import parse
from tests.conftest import Cli, write

APPLE = """
    ar-SA ca cs da de-DE el en-AU en-CA en-GB en-US es-ES es-MX fi fr-CA fr-FR he hi hr hu id it ja ko ms nl-NL no pl
    pt-BR pt-PT ro ru sk sv th tr uk vi zh-Hans zh-Hant
"""


@pytest.mark.parametrize("code", APPLE.split())
def test_each_code_of_the_app_store_is_its_own(code: str) -> None:
    assert stores.code(stores.read(code), "appstore") == code
    assert paths.unspell(code, "appstore") == stores.read(code)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ar-SA", "ar"), ("he", "iw-IL"), ("ja", "ja-JP"), ("ko-KR", "ko-KR"), ("zh-Hans", "zh-CN"), ("zh-TW", "zh-TW"),
        ("zh-HK", "zh-HK"), ("es-419", "es-419"), ("es-MX", "es-419"), ("es", "es-ES"), ("es-US", "es-US"),
        ("pl", "pl-PL"), ("hi", "hi-IN"), ("id-ID", "id"), ("nb", "no-NO"), ("en-IN", "en-IN"), ("tlh", ""), ("mt", ""),
    ],
)  # fmt: skip
def test_codes_of_google_play(tag: str, code: str) -> None:
    assert stores.code(tag, "play") == code


@pytest.mark.parametrize("tag", ["fa", "bn-BD", "sr-Latn", "tlh", "et"])
def test_what_the_app_store_has_no_listing_in(tag: str) -> None:
    assert stores.code(tag, "appstore") == ""
    assert paths.spell(tag, "appstore") == tag


CONFIG = """source: en-US
markets: [de-DE, fa, he]
content:
  - path: fastlane/metadata/{appstore}/*.txt
  - path: fastlane/metadata/android/{play}/**/*.txt
engines: [pseudo]
"""


def test_a_store_without_the_market_is_a_finding_and_its_files_are_left_out(tmp_path: Path, cli: Cli) -> None:
    apple, play = "fastlane/metadata", "fastlane/metadata/android"
    write(tmp_path, {
        "locakit.yaml": CONFIG, f"{apple}/en-US/name.txt": "Boats\n", f"{apple}/en-US/keywords.txt": "boats,sea\n",
        f"{play}/en-US/title.txt": "Boats\n", f"{play}/en-US/changelogs/7.txt": "Faster boats\n",
    })  # fmt: skip
    assert cli("translate", cwd=tmp_path).code == 0
    assert cli("emit", "--out", "dist", cwd=tmp_path).code == 0
    for root in (tmp_path, tmp_path / "dist"):
        folders = {p.parent.relative_to(root).as_posix() for p in root.glob("fastlane/**/*.txt")} - {f"{apple}/en-US"}
        assert folders - {f"{play}/en-US", f"{play}/en-US/changelogs"} == {
            f"{apple}/de-DE", f"{apple}/he", f"{play}/de-DE", f"{play}/de-DE/changelogs", f"{play}/fa",
            f"{play}/fa/changelogs", f"{play}/iw-IL", f"{play}/iw-IL/changelogs",
        }  # fmt: skip
    found = [
        f for f in cli("check", "--format", "json", cwd=tmp_path).json["findings"] if f["rule"].startswith("files")
    ]
    assert [(f["rule"], f["market"], f["severity"], f["message"]) for f in found] == [
        ("files.no-listing", "fa", "warning", "the App Store has no listing in fa")
    ]
    status = cli("status", "--format", "json", cwd=tmp_path).json["markets"]
    assert {m: (s["units"], s["translated"]) for m, s in status.items()} == {
        "de-DE": (4, 4),
        "fa": (2, 2),
        "he": (4, 4),
    }


def test_the_finding_can_be_switched_off_for_the_files(tmp_path: Path, cli: Cli) -> None:
    quiet = CONFIG.replace("*.txt\n  - path: fastlane/metadata/android", "*.txt\n    rules: {files.no-listing: 'off'}\n"
                           "  - path: fastlane/metadata/android")  # fmt: skip
    write(tmp_path, {"locakit.yaml": quiet, "fastlane/metadata/en-US/name.txt": "Boats\n"})
    assert cli("check", "--format", "json", "-m", "fa", cwd=tmp_path).json["findings"] == []


def test_two_markets_with_one_listing_are_a_fault() -> None:
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", CONFIG.replace("[de-DE, fa, he]", "[es-MX, es-419]"))
    assert "would share the file fastlane/metadata/es-MX/*.txt" in str(caught.value)


def test_init_knows_both_stores_folders(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {
        "fastlane/metadata/en-US/name.txt": "Boats\n", "fastlane/metadata/de-DE/name.txt": "Boote\n",
        "fastlane/metadata/zh-Hans/name.txt": "\u8239\n", "fastlane/metadata/copyright.txt": "2026 Boats\n",
        "fastlane/metadata/android/en-US/title.txt": "Boats\n", "fastlane/metadata/android/zh-CN/title.txt": "\u8239\n",
    })  # fmt: skip
    assert cli("init", cwd=tmp_path).code == 0
    config = (tmp_path / "locakit.yaml").read_text("utf-8")
    assert "- path: fastlane/metadata/{appstore}/*.txt" in config
    assert "- path: fastlane/metadata/android/{play}/" in config
    assert "copyright" not in config
