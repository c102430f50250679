"""Catalogs without a template: Django's, Qt's and XLIFF's files of the markets alone say what is to be translated."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from locakit.formats.registry import by_name
from locakit.model import Message
from tests.conftest import Cli, Said, write

LRELEASE = shutil.which("lrelease") or shutil.which("/usr/lib/qt6/bin/lrelease")
DE, PT, AR = (f"locale/{x}/LC_MESSAGES/django.po" for x in ("de", "pt_BR", "ar"))

HEAD = """\
msgid ""
msgstr ""
"Project-Id-Version: shop 1\\n"
"PO-Revision-Date: 2025-03-02 09:00+0100\\n"
"Last-Translator: Hans Beispiel <hans@example.org>\\n"
"Language-Team: none\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
GERMAN = (
    HEAD.format(language="de")
    + """
#. The button below the cart
#: shop/cart.py:12
msgctxt "cart"
msgid "Pay now"
msgstr "Jetzt zahlen"

#: shop/cart.py:20
#, python-format
msgid "%(count)d thing in your cart"
msgid_plural "%(count)d things in your cart"
msgstr[0] "%(count)d Ding im Korb"
msgstr[1] "%(count)d Dinge im Korb"

#: shop/views.py:8
#, fuzzy
msgid "Thank you for your order"
msgstr "Danke"

#: shop/views.py:9
msgid "It is on its way."
msgstr ""
"""
)
PORTUGUESE = (
    HEAD.format(language="pt_BR")
    + """
#. The button below the cart
#: shop/cart.py:12
msgctxt "cart"
msgid "Pay now"
msgstr "Pagar agora"
"""
)
QT = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Cart</name>
    <message>
        <source>&amp;Pay %1</source>
        <translatorcomment>so kurz wie es geht</translatorcomment>
        <translation>%1 &amp;zahlen</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation>
            <numerusform>%n Ding</numerusform>
            <numerusform>%n Dinge</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty the cart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An old word</source>
        <translation type="vanished">Ein altes Wort</translation>
    </message>
</context>
</TS>
"""
XLIFF = """\
<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="cart.html" source-language="en" target-language="fr" datatype="html">
    <body>
      <trans-unit id="pay">
        <source>Pay now</source>
        <target state="needs-review-translation">Payer</target>
      </trans-unit>
      <trans-unit id="hello">
        <source>Hello, <x id="NAME"/>!</source>
        <target>Bonjour <x id="NAME"/> !</target>
      </trans-unit>
      <trans-unit id="bye">
        <source>Goodbye</source>
      </trans-unit>
    </body>
  </file>
</xliff>
"""


def begin(folder: Path, cli: Cli, *options: str) -> Said:
    """``init``, with an engine that needs no model."""
    said = cli("init", *options, cwd=folder)
    if said.code == 0:
        path = folder / "locakit.yaml"
        path.write_text(re.sub(r"(?m)^engines: .*", "engines: [pseudo]", path.read_text("utf-8")), "utf-8")
    return said


def markets(folder: Path, names: str) -> None:
    path = folder / "locakit.yaml"
    path.write_text(re.sub(r"(?m)^markets: .*", f"markets: [{names}]", path.read_text("utf-8")), "utf-8")


def entries(folder: Path, path: str, locale: str, name: str = "po") -> dict[str, Message]:
    """What a file says, by key."""
    return by_name(name).parse(path, (folder / path).read_text("utf-8"), locale).by_key()


def content(folder: Path) -> str:
    """The ``content:`` that init wrote, without comments."""
    found = re.search(r"(?m)^content:\n((?:  .*\n)+)", (folder / "locakit.yaml").read_text("utf-8"))
    return re.sub(" +#.*", "", found[1]) if found else ""


@pytest.fixture
def shop(tmp_path: Path, cli: Cli) -> Path:
    """A Django project that init has looked at."""
    write(tmp_path, {DE: GERMAN, PT: PORTUGUESE})
    assert begin(tmp_path, cli).code == 0
    return tmp_path


def test_init_takes_the_fullest_catalog_as_the_list(shop: Path, cli: Cli) -> None:
    assert content(shop) == f"  - path: locale/{{posix}}/LC_MESSAGES/django.po\n    source: {DE}\n"
    config = (shop / "locakit.yaml").read_text("utf-8")
    assert "\nsource: en\nmarkets: [de, pt-BR]\n" in config and f"{DE}  # lists the messages" in config
    rows = cli("status", "--format", "json", cwd=shop).json["markets"]
    seen = {market: (row["units"], row["by_origin"]["imported"], row["initial"]) for market, row in rows.items()}
    assert seen == {"de": (4, 3, 1), "pt-BR": (4, 1, 3)}


def test_translations_come_from_the_msgids_and_german_is_a_market(shop: Path, cli: Cli) -> None:
    assert cli("translate", cwd=shop).code == 0
    german, other = entries(shop, DE, "de"), entries(shop, PT, "pt-BR")
    assert german["cart|Pay now"].text == "Jetzt zahlen" and other["cart|Pay now"].text == "Pagar agora"
    assert german["It is on its way."].text.startswith("⟦Îţ îš öñ îţš ŵåý")
    assert other["Thank you for your order"].text.startswith("⟦Ţĥåñķ ýöû ƒöŕ ýöûŕ öŕðéŕ")
    assert "fuzzy" not in other["Thank you for your order"].flags
    assert "ţĥîñĝ" in other["%(count)d thing in your cart"].forms["one"].lower()
    before = {path: (shop / path).read_bytes() for path in (DE, PT)}
    changed = [a for a, b in zip(GERMAN.splitlines(), before[DE].decode().splitlines(), strict=True) if a != b]
    assert changed == ['msgstr ""']
    assert cli("translate", cwd=shop).code == 0
    assert {path: (shop / path).read_bytes() for path in before} == before
    assert cli("check", cwd=shop).code == 0


def test_a_market_added_later_is_made_from_the_list(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    markets(shop, "de, pt-BR, ar")
    assert cli("translate", cwd=shop).code == 0
    text, made = (shop / AR).read_text("utf-8"), entries(shop, AR, "ar")
    assert '"Language: ar\\n"' in text and "nplurals=6" in text and "Korb" not in text and "zahlen" not in text
    assert list(made) == list(entries(shop, DE, "de")) and all(m.text for m in made.values())
    assert len(made["%(count)d thing in your cart"].forms) == 6
    assert cli("check", cwd=shop).code == 0


@pytest.mark.skipif(not shutil.which("msgmerge"), reason="needs gettext: .ci/run installs it")
def test_msgmerge_finds_nothing_to_do(shop: Path, cli: Cli) -> None:
    markets(shop, "de, pt-BR, ar")
    cli("translate", cwd=shop)
    template = re.sub(r'(?m)^(msgstr(?:\[\d\])?) ".*"$', r'\1 ""', GERMAN.split("\n\n", 1)[1]).replace("#, fuzzy\n", "")
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    write(shop, {"django.pot": head + template})
    for path in (DE, PT, AR):
        merged = subprocess.run(
            ["msgmerge", "-q", path, "django.pot"], cwd=shop, capture_output=True, text=True, check=True
        ).stdout
        assert merged == (shop / path).read_text("utf-8")
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], cwd=shop, check=True)


def test_what_a_person_writes_stays(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    for path, old, new in ((DE, "⟦Îţ îš", "Ist unterwegs ("), (PT, "⟦Ţĥåñķ", "Obrigada (")):
        text = (shop / path).read_text("utf-8")
        write(shop, {path: text.replace(old, new)})
    before = {path: (shop / path).read_bytes() for path in (DE, PT)}
    assert cli("translate", cwd=shop).code == 0
    assert {path: (shop / path).read_bytes() for path in before} == before
    ledger = (shop / ".locakit/ledger/de.tsv").read_text("utf-8")
    assert re.search(r"It is on its way\.\t\w+\t\w+\ttranslated\thuman", ledger)


def test_a_change_of_the_german_words_is_no_change_of_the_source(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    write(shop, {DE: (shop / DE).read_text("utf-8").replace("Jetzt zahlen", "Zur Kasse")})
    said = cli("status", "--format", "json", cwd=shop).json
    assert said["markets"]["pt-BR"]["stale"] == 0
    assert cli("translate", cwd=shop).code == 0
    assert entries(shop, PT, "pt-BR")["cart|Pay now"].text == "Pagar agora"


def test_a_msgid_that_vanished_goes_everywhere(shop: Path, cli: Cli) -> None:
    markets(shop, "de, pt-BR, ar")
    cli("translate", cwd=shop)
    text = (shop / DE).read_text("utf-8")
    at = text.index("#: shop/views.py:9")
    old = "".join(f"#~ {line}\n" for line in text[at:].splitlines()[1:])
    new = '#: shop/views.py:10\nmsgid "Until soon"\nmsgstr ""\n\n'
    write(shop, {DE: text[:at] + new + old})
    assert cli("translate", cwd=shop).code == 0
    for path, market in ((DE, "de"), (PT, "pt-BR"), (AR, "ar")):
        found = entries(shop, path, market)
        assert "It is on its way." not in found and found["Until soon"].text
        assert '#~ msgid "It is on its way."' in (shop / path).read_text("utf-8")
    assert cli("check", cwd=shop).code == 0


def test_a_release_and_a_difference_have_the_list_as_a_market(shop: Path, cli: Cli, git: Callable[..., str]) -> None:
    cli("translate", cwd=shop)
    assert cli("emit", "--out", "dist", cwd=shop).code == 0
    for path, market in ((DE, "de"), (PT, "pt-BR")):
        made = entries(shop / "dist", path, market)
        assert {k: m.forms for k, m in made.items()} == {k: m.forms for k, m in entries(shop, path, market).items()}
    git("init", "-q", cwd=shop)
    git("add", ".", cwd=shop)
    git("commit", "-qm", "all", cwd=shop)
    write(shop, {DE: (shop / DE).read_text("utf-8").replace("Jetzt zahlen", "Zur Kasse")})
    said = cli("diff", cwd=shop).out
    assert "1 unit differs: 1 edited by hand" in said and "Zur" in said


def test_a_verdict_on_the_lists_own_words(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    assert cli("review", "--market", "de", "--approve", "--as", "Ana", cwd=shop).code == 0
    rows = cli("status", "--format", "json", cwd=shop).json["markets"]
    assert rows["de"]["reviewed"] == 3 and rows["pt-BR"]["reviewed"] == 0 == rows["pt-BR"]["stale"]


def test_the_list_may_be_a_locale_that_is_no_market(shop: Path, cli: Cli) -> None:
    markets(shop, "pt-BR")
    assert cli("translate", cwd=shop).code == 0
    assert (shop / DE).read_text("utf-8") == GERMAN
    assert all(m.text for m in entries(shop, PT, "pt-BR").values())


def test_apps_agree_on_one_list(tmp_path: Path, cli: Cli) -> None:
    apps = {f"{app}/locale/{x}/LC_MESSAGES/django.po": text
            for app in ("cart", "user", "mail") for x, text in (("de", GERMAN), ("it", GERMAN))}  # fmt: skip
    bare = GERMAN.replace('"Jetzt zahlen"', '""')
    write(tmp_path, {**apps, "cart/locale/de/LC_MESSAGES/django.po": bare})
    assert begin(tmp_path, cli).code == 0
    folder = "**/locale/{}/LC_MESSAGES/django.po"
    wanted = f"  - path: {folder.format('{posix}')}\n    source: {folder.format('it')}\n"
    assert content(tmp_path).replace('"', "") == wanted
    assert cli("translate", cwd=tmp_path).code == 0
    assert all(m.text for m in entries(tmp_path, "cart/locale/de/LC_MESSAGES/django.po", "de").values())


def test_several_domains(tmp_path: Path, cli: Cli) -> None:
    files = {DE: GERMAN, DE.replace("django", "djangojs"): PORTUGUESE, PT: PORTUGUESE}
    write(tmp_path, files)
    assert begin(tmp_path, cli).code == 0
    assert cli("translate", cwd=tmp_path).code == 0
    assert all(m.text for m in entries(tmp_path, PT.replace("django", "djangojs"), "pt-BR").values())
    assert (tmp_path / DE.replace("django", "djangojs")).read_text("utf-8") == PORTUGUESE


def test_a_template_and_an_english_catalog_come_first(tmp_path: Path, cli: Cli) -> None:
    english = HEAD.format(language="en") + '\nmsgid "cart.pay"\nmsgstr "Pay now"\n'
    write(tmp_path, {"locale/en/LC_MESSAGES/django.po": english, DE: GERMAN})
    assert begin(tmp_path, cli).code == 0 and "source: locale" not in content(tmp_path)
    cli("translate", cwd=tmp_path)
    assert entries(tmp_path, DE, "de")["cart.pay"].text.startswith("⟦Þåý ñöŵ")


def test_msgids_that_are_names_cannot_be_translated(tmp_path: Path, cli: Cli) -> None:
    symbols = HEAD.format(language="de") + '\nmsgid "cart.pay"\nmsgstr "Zahlen"\n\nmsgid "cart.bye"\nmsgstr ""\n'
    write(tmp_path, {DE: symbols})
    said = begin(tmp_path, cli, "--market", "fr")
    assert said.code == 2 and "their msgids are names" in said.out + said.err
    assert begin(tmp_path, cli, "--source", "de", "--market", "fr").code == 0
    cli("translate", cwd=tmp_path)
    made = entries(tmp_path, "locale/fr/LC_MESSAGES/django.po", "fr")
    assert made["cart.pay"].text.startswith("⟦Žåĥļéñ")


@pytest.mark.parametrize("path", ["app_de.ts", "i18n/app_de.ts", "translations/shop_de.ts"])
def test_qt_without_an_english_file(path: str, tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {path: QT, "src/main.ts": "export const a = 1\n"})
    assert begin(tmp_path, cli, "--market", "de", "--market", "pt-BR").code == 0
    assert content(tmp_path) == f"  - path: {path.replace('_de', '_{posix}')}\n    source: {path}\n"
    assert cli("translate", cwd=tmp_path).code == 0
    markets(tmp_path, "de, pt-BR, ar")
    assert cli("translate", cwd=tmp_path).code == 0
    german, arabic = path, path.replace("_de", "_ar")
    found = entries(tmp_path, german, "de", "qt")
    assert found["Cart|&Pay %1"].text == "%1 &zahlen" and found["Cart|Empty the cart"].text.startswith("⟦")
    text = (tmp_path / arabic).read_text("utf-8")
    assert 'language="ar"' in text and "zahlen" not in text and "kurz" not in text and "old word" not in text
    assert text.count("<numerusform>") == 6
    before = {name: (tmp_path / name).read_bytes() for name in (german, arabic)}
    assert cli("translate", cwd=tmp_path).code == 0 and cli("check", cwd=tmp_path).code == 0
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


@pytest.mark.skipif(LRELEASE is None, reason="needs qt6-l10n-tools: .ci/run installs them")
def test_lrelease_takes_what_was_made(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"i18n/app_de.ts": QT})
    begin(tmp_path, cli, "--market", "ar")
    cli("translate", cwd=tmp_path)
    said = subprocess.run(
        [str(LRELEASE), "i18n/app_ar.ts", "-qm", "app_ar.qm"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "Generated 3 translation(s)" in said.stdout and (tmp_path / "app_ar.qm").stat().st_size > 0


def test_xliff_of_the_markets_alone(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"src/locale/messages.fr.xlf": XLIFF})
    assert begin(tmp_path, cli, "--market", "fr", "--market", "ar").code == 0
    name = "  - path: src/locale/messages.{locale}.xlf\n    source: src/locale/messages.fr.xlf\n"
    assert content(tmp_path) == name
    assert cli("translate", cwd=tmp_path).code == 0
    made = entries(tmp_path, "src/locale/messages.ar.xlf", "ar", "xliff")
    assert set(made) == {"pay", "hello", "bye"} and all(m.text.startswith("⟦") for m in made.values())
    text = (tmp_path / "src/locale/messages.ar.xlf").read_text("utf-8")
    assert 'target-language="ar"' in text and "Payer" not in text and "Bonjour" not in text
    french = entries(tmp_path, "src/locale/messages.fr.xlf", "fr", "xliff")
    assert french["pay"].text == "Payer" and french["bye"].text.startswith("⟦")
    assert cli("check", cwd=tmp_path).code == 0


def test_a_source_file_beside_comes_first(tmp_path: Path, cli: Cli) -> None:
    source = re.sub(r"\s*<target.*</target>", "", XLIFF).replace(' target-language="fr"', "")
    write(tmp_path, {"src/messages.xlf": source, "src/messages.fr.xlf": XLIFF})
    assert begin(tmp_path, cli).code == 0
    assert content(tmp_path).endswith("    source: src/messages.xlf\n")


def test_the_files_say_what_their_source_is(tmp_path: Path, cli: Cli) -> None:
    swiss = XLIFF.replace('source-language="en"', 'source-language="de"')
    write(tmp_path, {"src/locale/messages.fr.xlf": swiss})
    assert begin(tmp_path, cli).code == 0
    assert "\nsource: de\nmarkets: [fr]\n" in (tmp_path / "locakit.yaml").read_text("utf-8")
