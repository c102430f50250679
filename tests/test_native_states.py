"""The states that files keep themselves follow the ledger: after translating, a verdict, a change of the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Cli, write

CONFIG = """\
source: en
markets: [pt-BR]
content:
  - path: {path}
engines: [pseudo]
"""
XLIFF = """\
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="app" source-language="en" datatype="plaintext">
    <body>
      <trans-unit id="cart">
        <source>Your cart</source>
      </trans-unit>
      <trans-unit id="pay">
        <source>Pay now</source>
      </trans-unit>
    </body>
  </file>
</xliff>
"""
QT = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Shop</name>
    <message>
        <source>Your cart</source>
        <translation>Your cart</translation>
    </message>
    <message>
        <source>Pay now</source>
        <translation>Pay now</translation>
    </message>
</context>
</TS>
"""
CATALOG = """\
{
  "sourceLanguage" : "en",
  "strings" : {
    "Pay now" : {

    },
    "Your cart" : {

    }
  },
  "version" : "1.0"
}
"""
PO = r"""
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"

msgid "cart"
msgstr "Your cart"

msgid "pay"
msgstr "Pay now"
""".lstrip()
KINDS = {
    "xliff": ("l10n/{locale}.xliff", XLIFF),
    "qt": ("i18n/app_{posix}.ts", QT),
    "xcstrings": ("Localizable.xcstrings", CATALOG),
    "po": ("po/{posix}.po", PO),
}


@pytest.fixture(params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shop(tmp_path: Path, kind: str, cli: Cli) -> Path:
    path, text = KINDS[kind]
    write(tmp_path, {"locakit.yaml": CONFIG.replace("{path}", path), source_of(kind): text})
    said = cli("translate", cwd=tmp_path)
    assert said.code == 0, said.err
    return tmp_path


def source_of(kind: str) -> str:
    return KINDS[kind][0].replace("{locale}", "en").replace("{posix}", "en")


def target(shop: Path, kind: str) -> str:
    path = KINDS[kind][0].replace("{locale}", "pt-BR").replace("{posix}", "pt_BR")
    return (shop / path).read_text("utf-8")


def marks(text: str, kind: str) -> list[str]:
    """What the file says of its two targets, in its own words."""
    if kind == "xliff":
        return re.findall(r'<target[^>]*state="([\w-]+)"', text)
    if kind == "qt":
        return [found or "finished" for found in re.findall(r'<translation(?: type="(\w+)")?>', text)]
    if kind == "xcstrings":
        part = re.findall(r'"pt-BR" : \{.*?\}', text, re.DOTALL)
        return [found for block in part for found in re.findall(r'"state" : "(\w+)"', block)]
    return ["fuzzy" if "#, fuzzy" in block else "" for block in text.split("\n\n")[1:]]


FRESH = {"qt": "unfinished", "xcstrings": "needs_review", "po": ""}
APPROVED = {"xliff": "signed-off", "qt": "finished", "xcstrings": "translated", "po": ""}
STALE = {"xliff": "needs-review-translation", "qt": "unfinished", "xcstrings": "needs_review", "po": "fuzzy"}


def test_a_machines_words_are_marked_and_stay_as_they_are(shop: Path, kind: str, cli: Cli) -> None:
    text = target(shop, kind)
    # XLIFF says nothing of a state where there is nothing to say yet.
    assert marks(text, kind) == ([] if kind == "xliff" else [FRESH[kind]] * 2)
    again = cli("translate", cwd=shop)
    assert "nothing to write" in again.out and target(shop, kind) == text
    counted = cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]
    assert (counted["translated"], counted["stale"]) == (2, 0)


def test_an_approval_is_in_the_file(shop: Path, kind: str, cli: Cli) -> None:
    before = target(shop, kind)
    cli("review", "--approve", "--as", "Ana <ana@example.org>", cwd=shop)
    text = target(shop, kind)
    assert marks(text, kind) == [APPROVED[kind]] * 2
    changed = [(a, b) for a, b in zip(before.split("\n"), text.split("\n"), strict=True) if a != b]
    assert len(changed) <= (4 if kind == "xliff" else 2), "in XLIFF a unit and its target say so"
    cli("review", "--approve", "--as", "Ana <ana@example.org>", cwd=shop)
    cli("translate", cwd=shop)
    assert target(shop, kind) == text
    counted = cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]
    assert (counted["reviewed"], counted["stale"]) == (2, 0)


@pytest.mark.parametrize("kind", ["xliff", "po"], indirect=True)
def test_a_changed_source_shows_in_the_file_and_a_person_may_call_it_right(shop: Path, kind: str, cli: Cli) -> None:
    # In Qt's files and string catalogs the source text is the key: a changed one is another entry.
    cli("review", "--approve", "--as", "Ana <ana@example.org>", cwd=shop)
    source = shop / source_of(kind)
    source.write_text(source.read_text("utf-8").replace("Your cart", "Your shopping cart"), "utf-8")
    cli("translate", cwd=shop)
    text = target(shop, kind)
    assert marks(text, kind) == [STALE[kind], APPROVED[kind]]
    assert cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["stale"] == 1
    cli("translate", cwd=shop)
    assert target(shop, kind) == text
    if kind == "po":
        right = text.replace("#, fuzzy\n", "")
        (shop / "po/pt_BR.po").write_text(right, "utf-8")
        cli("translate", cwd=shop)
        assert target(shop, kind) == right
        assert cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["stale"] == 0


def test_words_that_were_there_before_keep_the_state_their_file_gives_them(tmp_path: Path, cli: Cli) -> None:
    done = XLIFF.replace(
        "<source>Your cart</source>", '<source>Your cart</source>\n        <target state="final">O carrinho</target>'
    )
    write(tmp_path, {"locakit.yaml": CONFIG.replace("{path}", "l10n/{locale}.xliff"), "l10n/en.xliff": XLIFF})
    write(
        tmp_path,
        {"l10n/pt-BR.xliff": done.replace('datatype="plaintext"', 'target-language="pt-BR" datatype="plaintext"')},
    )
    cli("translate", cwd=tmp_path)
    assert marks((tmp_path / "l10n/pt-BR.xliff").read_text("utf-8"), "xliff") == ["final", "translated"]


def test_in_xliff_the_source_follows_when_the_target_does(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("{path}", "l10n/{locale}.xliff")
    write(tmp_path, {"locakit.yaml": config, "l10n/en.xliff": XLIFF})
    cli("translate", cwd=tmp_path)
    cli("review", "--approve", "--as", "Ana <ana@example.org>", cwd=tmp_path)
    write(tmp_path, {"l10n/en.xliff": XLIFF.replace("Pay now", "Pay &amp; go").replace("Your cart", "Your bag")})
    before = (tmp_path / "l10n/pt-BR.xliff").read_text("utf-8")
    cli("translate", cwd=tmp_path)
    kept = (tmp_path / "l10n/pt-BR.xliff").read_text("utf-8")
    assert "<source>Pay now</source>" in kept, "a person's words stand beside what they were made from"
    assert kept.count("needs-review-translation") == 2 and len(kept.split("\n")) == len(before.split("\n"))
    cli("review", "--as", "Ana <ana@example.org>", cwd=tmp_path, stdin="p\np\n")
    after = (tmp_path / "l10n/pt-BR.xliff").read_text("utf-8")
    assert "<source>Pay &amp; go</source>" in after and "<source>Your bag</source>" in after
    assert "Pay now" not in after and marks(after, "xliff") == ["signed-off"] * 2


def test_who_closes_a_unit_in_an_editor_has_judged_it(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("{path}", "l10n/{locale}.xliff")
    write(tmp_path, {"locakit.yaml": config, "l10n/en.xliff": XLIFF})
    cli("translate", cwd=tmp_path)
    path = tmp_path / "l10n/pt-BR.xliff"
    closed = path.read_text("utf-8").replace("<target>", '<target state="final">', 1)
    path.write_text(closed, "utf-8")
    cli("translate", cwd=tmp_path)
    assert path.read_text("utf-8").count('state="final"') == 1
    assert cli("status", "--format", "json", cwd=tmp_path).json["markets"]["pt-BR"]["reviewed"] == 1
