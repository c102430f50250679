"""A market is added, in every format: the right path, a file that parses, nothing to do a second time, no errors."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from locakit import paths, splice
from locakit.doors import Format
from locakit.formats import registry
from locakit.formats._mo_compile import compile_po
from locakit.model import Message, Resource
from tests import workbooks
from tests.conftest import CONFIG, Cli, Said, write

ADDED = ("pt-BR", "ar", "zh-Hant")
"""The first is there when the project begins; the others come one by one."""

PLACES: dict[str, tuple[str, ...]] = {
    "json": ("locales/en.json", "locales/pt-BR.json", "locales/ar.json", "locales/zh-Hant.json"),
    "webext": tuple(f"_locales/{x}/messages.json" for x in ("en", "pt_BR", "ar", "zh_Hant")),
    "xcstrings": ("Localizable.xcstrings",) * 4,
    "yaml": tuple(f"config/locales/{x}.yml" for x in ("en", "pt-BR", "ar", "zh-Hant")),
    "po": tuple(f"locale/{x}/LC_MESSAGES/messages.po" for x in ("en", "pt_BR", "ar", "zh_Hant")),
    "mo": tuple(f"locale/{x}/LC_MESSAGES/messages.mo" for x in ("en", "pt_BR", "ar", "zh_Hant")),
    "markdown": ("docs/en/guide.md", "docs/pt-BR/guide.md", "docs/ar/guide.md", "docs/zh-Hant/guide.md"),
    "mdx": (
        "docs/intro.mdx",
        *(f"i18n/{x}/docusaurus-plugin-content-docs/current/intro.mdx" for x in ("pt-BR", "ar", "zh-Hant")),
    ),
    "html": ("site/en/index.html", "site/pt-BR/index.html", "site/ar/index.html", "site/zh-Hant/index.html"),
    "properties": tuple(f"src/main/resources/messages{x}.properties" for x in ("", "_pt_BR", "_ar", "_zh_Hant")),
    "strings": tuple(f"App/{x}.lproj/Localizable.strings" for x in ("en", "pt-BR", "ar", "zh-Hant")),
    "stringsdict": tuple(f"App/{x}.lproj/Localizable.stringsdict" for x in ("en", "pt-BR", "ar", "zh-Hant")),
    "php": ("lang/en/shop.php", "lang/pt_BR/shop.php", "lang/ar/shop.php", "lang/zh_Hant/shop.php"),
    "csv": ("copy/texts.csv",) * 4,
    "xlsx": ("copy/texts.xlsx",) * 4,
    "toml": ("i18n/en.toml", "i18n/pt-BR.toml", "i18n/ar.toml", "i18n/zh-Hant.toml"),
    "ini": ("language/en/shop.ini", "language/pt-BR/shop.ini", "language/ar/shop.ini", "language/zh-Hant/shop.ini"),
    "plain": tuple(f"fastlane/metadata/android/{x}/changelogs/12.txt" for x in ("en-US", "pt-BR", "ar", "zh-TW")),
    "vtt": ("media/talk.en.vtt", "media/talk.pt-BR.vtt", "media/talk.ar.vtt", "media/talk.zh-Hant.vtt"),
    "srt": ("media/talk.en.srt", "media/talk.pt-BR.srt", "media/talk.ar.srt", "media/talk.zh-Hant.srt"),
    "fluent": tuple(f"locales/{x}/shop.ftl" for x in ("en", "pt-BR", "ar", "zh-Hant")),
    "android": tuple(f"res/values{x}/strings.xml" for x in ("", "-pt-rBR", "-ar", "-b+zh+Hant")),
    "xliff": tuple(f"translations/messages{x}.xlf" for x in ("", ".pt-BR", ".ar", ".zh-Hant")),
    "tmx": ("l10n/app.tmx",) * 4,
    "tbx": ("terms/product.tbx",) * 4,
    "resx": tuple(f"Resources/Strings{x}.resx" for x in ("", ".pt-BR", ".ar", ".zh-Hant")),
    "qt": tuple(f"i18n/app_{x}.ts" for x in ("en", "pt_BR", "ar", "zh_Hant")),
}
"""By format: the source's path, and where a market's file must lie: pt-BR, ar, zh-Hant."""


_PATTERNS = {"mdx": "docs/**/*.mdx"}
"""The source as the project names it, where that is no file's name."""


def example(fmt: Format) -> str:
    """The format's own example; of a binary format a file that holds the same."""
    if fmt.name == "mo":
        filled = re.sub(r'msgstr(\[\d\])? ""(?=\n(?:\n|msgstr|\Z))', r'msgstr\1 "%d things"', PO)
        return compile_po(filled, "messages.po").decode("utf-8", "surrogateescape")
    if fmt.name == "xlsx":
        rows = [["key", "en", "note"], ["cart.pay", "Pay now", "A button"], ["cart.bye", "See you soon", ""]]
        return workbooks.made(Texts=rows).decode("utf-8", "surrogateescape")
    end, more = _MORE.get(fmt.name, ("", ""))
    head, found, tail = fmt.example.rpartition(end) if end else (fmt.example, "", "")
    return head + more + found + tail


_MORE = {
    "webext": ("\n}\n", ',\n  "bye": {\n    "message": "See you soon"\n  }'),
    "tmx": (
        "  </body>",
        '    <tu tuid="cart.bye">\n      <tuv xml:lang="en"><seg>See you soon</seg></tuv>\n    </tu>\n',
    ),
    "tbx": (
        "  </body>",
        '    <conceptEntry id="c13">\n      <langSec xml:lang="en">\n        <termSec><term>invoice</term></termSec>\n'
        "      </langSec>\n    </conceptEntry>\n",
    ),
    "resx": ("</root>", '  <data name="Bye" xml:space="preserve">\n    <value>See you soon</value>\n  </data>\n'),
}
"""A second message for the examples that have one: before which words, and what."""

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Pay now"
msgstr "Pay now"

msgid "%d thing"
msgid_plural "%d things"
msgstr[0] "%d thing"
msgstr[1] "%d things"
"""


def project(folder: Path, fmt: Format, markets: Sequence[str]) -> None:
    """``locakit.yaml`` with the format's usual path."""
    text = CONFIG.replace("[pt-BR]", f"[{', '.join(markets)}]").replace("locales/{locale}.json", f'"{fmt.layout}"')
    source = _PATTERNS.get(fmt.name, PLACES[fmt.name][0])
    if "{" in fmt.layout and not paths.match(fmt.layout, source):
        text = text.replace(f'"{fmt.layout}"', f'"{fmt.layout}"\n    source: "{source}"')
    write(folder, {"locakit.yaml": text})


def load(folder: Path, fmt: Format, path: str, locale: str) -> Resource:
    """What a file says; of one that holds every locale, in one of them."""
    data = (folder / path).read_bytes()
    text = data.decode("utf-8", "surrogateescape") if fmt.binary else data.decode("utf-8")
    return fmt.parse(path, text, locale)


def reader(name: str) -> Format:
    """The format as a project has it."""
    fmt = registry.by_name(name)
    return fmt if "{" in fmt.layout else fmt.sourced("en")


def begun(folder: Path, name: str) -> Format:
    """A project of this format with one market; its format as the project reads it."""
    fmt = reader(name)
    project(folder, fmt, ADDED[:1])
    write(folder, {PLACES[name][0]: example(fmt).encode("utf-8", "surrogateescape")})
    return fmt


def due(source: Resource) -> list[Message]:
    """The messages that are to be translated."""
    return [m for m in source.messages if any((m.forms if any(m.forms.values()) else m.source).values())]


def without(fmt: Format, source: Resource, gone: Message) -> str:
    """The source file's text after a person took a message out."""
    if fmt.name == "xcstrings":  # a key is its own source text: only the entry's end is the message's
        value = json.loads(source.text)
        del value["strings"][gone.key]
        return json.dumps(value, indent=2, ensure_ascii=False, separators=(",", " : ")) + "\n"
    return splice.apply(source.text, fmt.remove(source, [gone]))


def errors(said: Said) -> list[str]:
    """What ``check`` calls an error."""
    return [f"{f['resource']}: {f['message']}" for f in said.json["findings"] if f["severity"] == "error"]


def everything(folder: Path) -> dict[str, bytes]:
    """All of a project's files but the memory, which notes when it was asked."""
    there = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("memory.db"))
    return {str(p.relative_to(folder)): p.read_bytes() for p in there}


def test_every_format_has_its_places() -> None:
    assert set(PLACES) == set(registry.FORMATS)


@pytest.mark.parametrize("name", PLACES)
def test_markets_are_added_one_by_one(name: str, tmp_path: Path, cli: Cli) -> None:
    fmt = begun(tmp_path, name)
    alone = "{" not in fmt.layout
    there = {m: load(tmp_path, fmt, PLACES[name][0], m).by_key() for m in ADDED if alone}
    for count in range(1, len(ADDED) + 1):
        project(tmp_path, fmt, ADDED[:count])
        said = cli("translate", cwd=tmp_path)
        assert said.code == 0, said.out + said.err
        written = {p for p in everything(tmp_path) if not p.startswith((".locakit", ".git", "locakit.yaml"))}
        assert written == set(PLACES[name][: count + 1])
    source = load(tmp_path, fmt, PLACES[name][0], "en")
    for market, path in zip(ADDED, PLACES[name][1:], strict=True):
        made = load(tmp_path, fmt, path, market)
        assert not made.junk and len(made.messages) == len(source.messages)
        if fmt.keyed:
            assert [m.key for m in made.messages] == [m.key for m in source.messages]
        assert all(m.text for m in made.messages), market
        assert all(
            "⟦" in m.text for m in made.messages if m.key not in there.get(market, ()) and "verbatim" not in m.flags
        )


@pytest.mark.parametrize("name", PLACES)
def test_a_second_run_writes_nothing_and_no_rule_finds_an_error(name: str, tmp_path: Path, cli: Cli) -> None:
    fmt = begun(tmp_path, name)
    project(tmp_path, fmt, ADDED)
    assert cli("translate", cwd=tmp_path).code == 0
    before = everything(tmp_path)
    assert cli("translate", cwd=tmp_path).code == 0
    assert everything(tmp_path) == before
    assert errors(cli("check", "--format", "json", cwd=tmp_path)) == []


@pytest.mark.parametrize("name", sorted(PLACES.keys() - {"plain"}))  # a plain file is one text
def test_a_message_that_leaves_the_source_leaves_the_markets(name: str, tmp_path: Path, cli: Cli) -> None:
    fmt = begun(tmp_path, name)
    project(tmp_path, fmt, ADDED)
    assert cli("translate", cwd=tmp_path).code == 0
    source = load(tmp_path, fmt, PLACES[name][0], "en")
    left = without(fmt, source, due(source)[-1])
    write(tmp_path, {PLACES[name][0]: left.encode("utf-8", "surrogateescape")})
    assert cli("translate", "--prune", cwd=tmp_path).code == 0
    wanted = load(tmp_path, fmt, PLACES[name][0], "en")
    for market, path in zip(ADDED, PLACES[name][1:], strict=True):
        made = load(tmp_path, fmt, path, market)
        assert len(made.messages) == len(wanted.messages) < len(source.messages)
        if fmt.keyed:
            assert [m.key for m in made.messages] == [m.key for m in wanted.messages]
    assert errors(cli("check", "--format", "json", cwd=tmp_path)) == []


BY_HAND = {"mo", "tmx", "tbx"}
"""Files that are made from others, memories and termbases are content only where ``locakit.yaml`` says so."""


@pytest.mark.parametrize("name", sorted(PLACES.keys() - BY_HAND))
def test_init_sees_where_the_next_market_goes(name: str, tmp_path: Path, cli: Cli) -> None:
    fmt = begun(tmp_path, name)
    if name == "mdx":
        write(tmp_path, {"docusaurus.config.js": "module.exports = {}\n"})
    assert cli("translate", cwd=tmp_path).code == 0
    (tmp_path / "locakit.yaml").unlink()
    said = cli("init", "--market", "zh-Hant", cwd=tmp_path)
    assert said.code == 0, said.err
    patterns = re.findall(r"(?m)^  - path: (.*)$", (tmp_path / "locakit.yaml").read_text("utf-8"))
    wanted = PLACES[name][3]
    hits = [paths.locate(json.loads(p) if p[0] == '"' else p, wanted) for p in patterns]
    found = next(hit for hit in hits if hit)
    assert found[0] in ({"zh-Hant", "zh-TW"} if "{" in fmt.layout else {""})  # stores know the region alone
    assert paths.join(paths.concrete(patterns[hits.index(found)].strip('"'), found[1]), "zh-Hant") == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("json", "locales/es-419.json"),
        ("po", "locale/es_419/LC_MESSAGES/messages.po"),
        ("android", "res/values-b+es+419/strings.xml"),
        ("strings", "App/es-419.lproj/Localizable.strings"),
        ("plain", "fastlane/metadata/android/es-419/changelogs/12.txt"),
    ],
)
def test_a_region_that_is_a_number(name: str, wanted: str, tmp_path: Path, cli: Cli) -> None:
    fmt = begun(tmp_path, name)
    project(tmp_path, fmt, ["es-419"])
    assert cli("translate", cwd=tmp_path).code == 0
    assert any("⟦" in m.text for m in load(tmp_path, fmt, wanted, "es-419").messages)
