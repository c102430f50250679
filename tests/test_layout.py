"""Layouts: patterns filled and read back, sources paired with targets, content recognised by its names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import layout, paths, tags
from locakit.errors import UsageError
from locakit.formats import registry
from locakit.formats.held import held
from locakit.layout import expand, fill, match
from locakit.layout.detect import Guess, detect
from locakit.layout.fold import Found
from locakit.layout.starter import render_config
from locakit.project import Content, parse
from tests.conftest import Cli, write

TAGS = ["en", "pt-BR", "es-419", "zh-Hans", "zh-Hant-HK", "sr-Latn", "fil", "en-001", "ca-valencia", "no"]
PATTERNS = [
    "locales/{locale}.json",
    "docs/{locale}/x.md",
    "po/{posix}.po",
    "res/values-{android}/strings.xml",
    "{apple}.lproj/L.strings",
    "i18n/{lower}.json",
    "{language}/{locale}.json",
    "app.{locale}.yml",
    "m_{posix}.properties",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("tag", TAGS)
def test_a_filled_pattern_reads_back(pattern: str, tag: str) -> None:
    assert match(pattern, fill(pattern, tag)) == tag


@pytest.mark.parametrize(
    ("pattern", "path", "locale"),
    [
        ("docs/{locale}/**/*.md", "docs/pt-br/a/b.md", "pt-BR"),
        ("docs/{locale}/**/*.md", "docs/fr/b.md", "fr"),
        ("docs/{locale}/*.md", "docs/fr/a/b.md", None),
        ("docs/{locale}/*.md", "docs/images/b.md", None),
        ("values-{android}/s.xml", "values-iw/s.xml", "he"),
        ("values-{android}/s.xml", "values-in-rID/s.xml", "id-ID"),
        ("values-{android}/s.xml", "values-b+sr+Latn+RS/s.xml", "sr-Latn-RS"),
        ("values-{android}/s.xml", "values-night/s.xml", None),
        ("values-{android}/s.xml", "values-sw600dp/s.xml", None),
        ("values-{android}/s.xml", "values/s.xml", None),
        ("{apple}.lproj/x", "zh_CN.lproj/x", "zh-CN"),
        ("{apple}.lproj/x", "Base.lproj/x", None),
        ("po/{posix}.po", "po/sr@latin.po", "sr-Latn"),
        ("po/{posix}.po", "po/sr_RS@latin.po", "sr-Latn-RS"),
        ("po/{posix}.po", "po/ca@valencia.po", "ca-valencia"),
        ("po/{posix}.po", "po/pt-BR.po", "pt-BR"),
        ("{language}/{locale}.json", "fr/es-MX.json", None),
        ("{locale}/{locale}.json", "fr/de.json", None),
        ("{locale}/{locale}.json", "fr/fr.json", "fr"),
        ("a/**", "a/b/c", ""),
        ("a/**.md", "a/b/c.md", None),
        ("a?.{locale}", "ab.en", "en"),
        ("{locale}.(json)", "en.(json)", "en"),
    ],
)
def test_match(pattern: str, path: str, locale: str | None) -> None:
    assert match(pattern, path) == locale


def test_fill_keeps_wildcards_and_refuses_unknown_placeholders() -> None:
    assert fill("docs/{locale}/**/*.md", "es-MX") == "docs/es-MX/**/*.md"
    assert fill("{language}.json", "es-MX") == "es.json"
    with pytest.raises(ValueError, match="unknown placeholder"):
        fill("{lang}.json", "en")


_NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=8)


@given(st.lists(_NAMES, max_size=4), _NAMES, st.sampled_from(TAGS))
def test_wildcards_carry_any_name_over(folders: list[str], name: str, tag: str) -> None:
    tree = "".join(f + "/" for f in folders)
    (pair,) = expand(Content("docs/{locale}/**/*.md"), "de", [f"docs/de/{tree}{name}.md"])
    assert pair.target(tag) == f"docs/{tag}/{tree}{name}.md"


def pairs(content: Content, files: list[str], *markets: str, source: str = "en") -> dict[str, list[str]]:
    return {p.source: [p.target(m) for m in markets] for p in expand(content, source, files, markets)}


def test_expand_pairs_sources_with_targets() -> None:
    assert pairs(Content("l/{locale}.json"), ["l/en.json", "l/fr.json", "l/fr.md"], "fr", "pt-BR") == {
        "l/en.json": ["l/fr.json", "l/pt-BR.json"]
    }
    assert pairs(Content("l/{locale}.json"), ["l/fr.json"], "fr") == {}
    assert pairs(Content("p/{locale}/*.json"), ["p/en/b.json", "p/en/a.json", "p/fr/c.json"], "fr") == {
        "p/en/a.json": ["p/fr/a.json"],
        "p/en/b.json": ["p/fr/b.json"],
    }


def test_a_target_keeps_the_spelling_it_has() -> None:
    files = ["l/EN.json", "l/pt-br.json", "v/values/s.xml", "v/values-iw/s.xml"]
    assert pairs(Content("l/{locale}.json"), files, "pt-BR", "es-MX") == {"l/EN.json": ["l/pt-br.json", "l/es-MX.json"]}
    android = Content("v/values-{android}/s.xml", source="v/values/s.xml")
    assert pairs(android, files, "he", "pt-BR") == {"v/values/s.xml": ["v/values-iw/s.xml", "v/values-pt-rBR/s.xml"]}


def test_a_source_beside_its_targets() -> None:
    files = ["README.md", "README.fr.md", "README.is.md", "docs/a.md", "docs/b/c.md", "docs/fr/a.md", "docs/api/x.md"]
    assert pairs(Content("README.{locale}.md", source="README.md"), files, "fr") == {"README.md": ["README.fr.md"]}
    assert pairs(Content("docs/{locale}/**/*.md", source="docs/**/*.md"), files, "fr") == {
        "docs/a.md": ["docs/fr/a.md"],
        "docs/api/x.md": ["docs/fr/api/x.md"],
        "docs/b/c.md": ["docs/fr/b/c.md"],
    }
    inside = Content("c/**/*.{locale}.md", source="c/**/*.md")
    assert pairs(inside, ["c/x.md", "c/x.fr.md", "c/d/v1.is.md"], "fr") == {
        "c/x.md": ["c/x.fr.md"],
        "c/d/v1.is.md": ["c/d/v1.is.fr.md"],
    }
    assert [p.source for p in expand(inside, "en", ["c/x.md", "c/x.fr.md"])] == ["c/x.md"]


def test_a_gettext_template_is_the_source_of_every_domain() -> None:
    files = ["locale/a.pot", "locale/b.pot", "locale/pt_BR/LC_MESSAGES/a.po"]
    content = Content("locale/{posix}/LC_MESSAGES/*.po", source="locale/*.pot")
    assert pairs(content, files, "pt-BR") == {
        "locale/a.pot": ["locale/pt_BR/LC_MESSAGES/a.po"],
        "locale/b.pot": ["locale/pt_BR/LC_MESSAGES/b.po"],
    }


def test_a_markets_catalog_may_list_the_source() -> None:
    files = ["l/de/L/a.po", "l/pt_BR/L/a.po", "l/de/L/b.po"]
    one = Content("l/{posix}/L/a.po", source="l/de/L/a.po")
    assert pairs(one, files, "de", "pt-BR") == {"l/de/L/a.po": ["l/de/L/a.po", "l/pt_BR/L/a.po"]}
    every = Content("**/{posix}/L/*.po", source="**/de/L/*.po")
    assert pairs(every, files, "de", "fr") == {
        "l/de/L/a.po": ["l/de/L/a.po", "l/fr/L/a.po"],
        "l/de/L/b.po": ["l/de/L/b.po", "l/fr/L/b.po"],
    }
    spelled = Content("po/{posix}.po", source="po/pt-br.po")
    assert pairs(spelled, ["po/pt-br.po"], "pt-BR", "ar") == {"po/pt-br.po": ["po/pt-br.po", "po/ar.po"]}
    assert pairs(Content("l/{locale}.json", source="l/en-US.json"), ["l/en-US.json"], "en-US") == {}


@pytest.mark.parametrize(
    ("path", "source", "name", "locale"),
    [
        ("locale/{posix}/LC_MESSAGES/django.po", "locale/pt_BR/LC_MESSAGES/django.po", None, "pt-BR"),
        ("i18n/app_{posix}.ts", "i18n/app_de.ts", None, "de"),
        ("a/messages.{locale}.xlf", "a/messages.fr.xlf", None, "fr"),
        ("a/{locale}.xml", "a/fr.xml", "xliff", "fr"),
        ("a/messages.{locale}.xlf", "a/messages.xlf", None, ""),
        ("po/{posix}.po", "po/messages.pot", None, ""),
        ("l/{locale}.json", "l/de.json", None, ""),
        ("docs/{locale}/**/*.md", "docs/**/*.md", None, ""),
        ("x/{locale}.unknown", "x/de.unknown", None, ""),
    ],
)
def test_whose_catalog_lists_the_source(path: str, source: str, name: str | None, locale: str) -> None:
    assert layout.lists(path, source, name) == locale


def test_folders_to_look_into() -> None:
    content = [Content("docs/{locale}/**/*.md", source="docs/*.md"), Content("docs/x/{locale}.json")]
    assert layout.folders(content) == ["docs"]
    assert layout.folders([*content, Content("vendor/shop/{locale}.json"), Content("{locale}.json")]) == [
        "",
        "vendor/shop",
    ]


Patterns = list[tuple[str, str | None]]


def guess(*files: str, source: str = "", texts: dict[str, str] | None = None) -> tuple[str, list[str], Patterns]:
    found = detect(files, lambda path: (texts or {}).get(path, ""), registry.suffixes(), source)
    return found.source, list(found.markets), [(f.path, f.source) for f in found.content]


@pytest.mark.parametrize(
    ("files", "source", "markets", "content"),
    [
        (["locales/en.json"], "en", [], [("locales/{locale}.json", None)]),
        (
            ["locales/en.json", "locales/pt-BR.json", "locales/README.md"],
            "en",
            ["pt-BR"],
            [("locales/{locale}.json", None)],
        ),
        (["i18n/en.json", "i18n/pt-br.json"], "en", ["pt-BR"], [("i18n/{lower}.json", None)]),
        (["i18n/en.json", "i18n/pt_BR.json"], "en", ["pt-BR"], [("i18n/{posix}.json", None)]),
        (
            ["public/locales/en/common.json", "public/locales/en/cart.json", "public/locales/de/common.json"],
            "en",
            ["de"],
            [("public/locales/{locale}/*.json", None)],
        ),
        (
            [
                "config/locales/en.yml",
                "config/locales/fr.yml",
                "config/locales/app.en.yml",
                "config/locales/devise.en.yml",
            ],
            "en",
            ["fr"],
            [("config/locales/*.{locale}.yml", None), ("config/locales/{locale}.yml", None)],
        ),
        (
            ["config/locales/app.en.yml", "config/locales/app.fr.yml"],
            "en",
            ["fr"],
            [("config/locales/app.{locale}.yml", None)],
        ),
        (["po/desk.pot", "po/pt_BR.po", "po/de.po"], "en", ["de", "pt-BR"], [("po/{posix}.po", "po/desk.pot")]),
        (["po/desk.pot", "po/en.po", "po/de.po"], "en", ["de"], [("po/{posix}.po", "po/desk.pot")]),
        (
            ["locale/a.pot", "locale/de/LC_MESSAGES/a.po"],
            "en",
            ["de"],
            [("locale/{posix}/LC_MESSAGES/a.po", "locale/a.pot")],
        ),
        (
            ["locale/a.pot", "locale/b.pot", "locale/de/LC_MESSAGES/a.po", "locale/de/LC_MESSAGES/b.po"],
            "en",
            ["de"],
            [("locale/{posix}/LC_MESSAGES/*.po", "locale/*.pot")],
        ),
        (
            ["app/locale/de/LC_MESSAGES/a.po", "app/locale/en/LC_MESSAGES/a.po"],
            "en",
            ["de"],
            [("app/locale/{posix}/LC_MESSAGES/a.po", None)],
        ),
        (
            [f"{m}/locale/{x}/LC_MESSAGES/django.po" for m in ("a", "b", "c") for x in ("en", "pt_BR")],
            "en",
            ["pt-BR"],
            [("**/locale/{posix}/LC_MESSAGES/django.po", None)],
        ),
        (["docs/en/a.md", "docs/en/b/c.md", "docs/index.md"], "en", [], [("docs/{locale}/**/*.md", None)]),
        (["docs/a.md", "docs/b/c.md", "docs/pt-BR/a.md"], "en", ["pt-BR"], [("docs/{locale}/**/*.md", "docs/**/*.md")]),
        (["pages/x/a.md", "pages.pt_BR/x/b.md"], "en", ["pt-BR"], [("pages.{posix}/**/*.md", "pages/**/*.md")]),
        (
            ["README.md", "README.pt-BR.md", "how-to.md", "how.md"],
            "en",
            ["pt-BR"],
            [("README.{locale}.md", "README.md")],
        ),
        (
            ["locales/en.default.json", "locales/fr.json"],
            "en",
            ["fr"],
            [("locales/{locale}.json", "locales/en.default.json")],
        ),
        (
            ["a/en-US/x.json", "a/fr/x.json", "l/en.json", "m/en.json"],
            "en",
            ["fr"],
            [("a/{locale}/*.json", "a/en-US/*.json"), ("l/{locale}.json", None), ("m/{locale}.json", None)],
        ),
        (["locales/en/en.json", "locales/fr/fr.json"], "en", ["fr"], [("locales/{locale}/{locale}.json", None)]),
    ],
)
def test_layouts_are_recognised(files: list[str], source: str, markets: list[str], content: Patterns) -> None:
    assert guess(*files) == (source, markets, content)


@pytest.mark.parametrize(
    "files",
    [
        ["package.json", "tsconfig.json", "docs/index.md", "README.md"],
        ["src/is/a.json", "src/no/b.json", "src/id/c.json", "src/it/d.json"],
        ["docs/is/setup.md", "docs/to/setup.yml"],
        ["lib/io/a.json", "lib/os/b.json"],
        ["notes/how-to.md", "notes/opt-in.md", "app.min.json"],
        [
            "node_modules/x/locales/en.json",
            ".git/locales/en.json",
            "vendor/locales/en.json",
            "build/en/a.json",
            ".venv/en.yml",
        ],
        ["po/de.po", "po/fr.po"],
        ["locales/{locale}.json", "locales/a*/en.json"],
        [],
    ],
)
def test_ordinary_words_are_no_locales(files: list[str]) -> None:
    assert guess(*files)[2] == []


def test_the_source_is_the_fullest_where_none_is_english() -> None:
    texts = {"locales/de.json": "x" * 90, "locales/fr.json": "x" * 50}
    assert guess("locales/de.json", "locales/fr.json", texts=texts)[:2] == ("de", ["fr"])
    assert guess("locales/de.json", "locales/fr.json", texts=texts, source="fr")[:2] == ("fr", ["de"])


def catalog(*words: str, done: int = 0) -> str:
    """A PO file with these msgids, the first ones translated."""
    return "\n".join(f'msgid "{w}"\nmsgstr "{"x" if n < done else ""}"\n' for n, w in enumerate(words))


def test_the_fullest_catalog_lists_what_no_source_file_says() -> None:
    short, full, more = catalog("One word"), catalog("One word", "Two"), catalog("One word", "Two", done=2)
    texts = {"po/de.po": short, "po/fr.po": full, "po/pt_br.po": more}
    wanted = ("en", ["de", "fr", "pt-BR"], [("po/{posix}.po", "po/pt_br.po")])
    assert guess(*texts, texts=texts) == wanted
    assert guess(*texts, texts=texts | {"po/fr.po": more})[2] == [("po/{posix}.po", "po/fr.po")]
    assert guess(*texts, texts=texts, source="fr")[2] == [("po/{posix}.po", None)]
    assert guess(*texts, "po/en.po", texts=texts)[2] == [("po/{posix}.po", None)]
    assert guess(*texts, "po/a.pot", texts=texts)[2] == [("po/{posix}.po", "po/a.pot")]
    assert guess("po/de.po", texts={"po/de.po": catalog("a.b", "a.c", done=2)})[2] == []


def test_catalogs_of_many_apps_are_one_entry() -> None:
    files = [f"{app}/locale/{loc}/LC_MESSAGES/django.po" for app in "abc" for loc in ("de", "fr")]
    texts = {path: catalog("One word", done="fr" in path) for path in files}
    folder = "**/locale/{}/LC_MESSAGES/django.po"
    assert guess(*files, texts=texts)[2] == [(folder.format("{posix}"), folder.format("fr"))]
    several = {f"i18n/{app}_de.ts": f"<TS><context><message><source>{app}</source></message></context></TS>"
               for app in ("cart", "shop")}  # fmt: skip
    assert guess(*several, texts=several)[2] == [("i18n/*_{posix}.ts", "i18n/*_de.ts")]


_PARTS = st.sampled_from(
    [
        "en",
        "fr",
        "pt-BR",
        "pt_BR",
        "zh-Hans",
        "is",
        "locales",
        "docs",
        "po",
        "values-de",
        "values",
        "a.b",
        "x-en",
        "LC_MESSAGES",
    ]
)
_ENDS = st.sampled_from(
    ["en.json", "fr.json", "messages.pot", "de.po", "a.pt-BR.yml", "b.md", "b.fr.md", ".json", "{x}.json"]
)


@settings(max_examples=150, deadline=None)
@given(st.sets(st.tuples(st.lists(_PARTS, max_size=4), _ENDS).map(lambda t: "/".join((*t[0], t[1]))), max_size=20))
def test_what_init_writes_is_valid_and_finds_its_sources(files: set[str]) -> None:
    found = detect(sorted(files), lambda path: "", registry.suffixes())
    if not found.content:
        return
    text = render_config(found, markets=found.markets or ["tlh"])
    project = parse("locakit.yaml", text, formats=registry.FORMATS)
    assert [(c.path, c.source) for c in project.content] == [(f.path, f.source) for f in found.content]
    assert all(expand(c, project.source, files, project.markets) for c in project.content)


def test_detection_of_a_large_tree_is_linear() -> None:
    files = [f"m{i}/locales/{loc}/{n}.json" for i in range(100) for loc in ("en", "fr", "de") for n in ("a", "b")]
    assert guess(*files, *(f"src/{i}/f{i}.md" for i in range(3000)))[2] == [("**/locales/{locale}/*.json", None)]


def test_render_config_needs_content_and_markets() -> None:
    one = Guess("en", (Found("l/{locale}.json", None, "json", ("en",)),))
    with pytest.raises(UsageError, match="no market"):
        render_config(one)
    with pytest.raises(UsageError, match="no localized files"):
        render_config(Guess("en", ()), markets=["fr"])
    assert "markets: [pt-BR]\n" in render_config(one, markets=["pt_br", "pt-BR", "en"])
    assert 'source: "no"\n' in render_config(one, source="no", markets=["fr"])


def test_render_config_says_everything_and_quotes_what_yaml_would_misread() -> None:
    found = Guess("en", (Found("{locale}/a: b #1.json", "*x/y.json", "json", ("en", "no")),))
    text = render_config(found)
    assert '  - path: "{locale}/a: b #1.json"\n    source: "*x/y.json"\n' in text
    assert 'markets: ["no"]\n' in text
    for key in ("skip", "flags", "glossaries", "memory", "engines", "market", "policy", "budget", "rules"):
        assert f"{key}" in text
    hints = [line[2:] for line in text.split("\n") if re.match(r"# [a-z]+: ", line)]
    assert len(hints) == 6
    small = render_config(Guess("en", (Found("l/{locale}.json", None, "json", ("en", "es-MX")),)))
    parse("locakit.yaml", small + "\n".join(hints))


def test_tags_known_to_cldr() -> None:
    assert [
        t
        for t in ("en", "pt-BR", "fil", "es-419", "ca-valencia", "app", "bin", "min", "qqq", "xx", "en-Docs", "de-XX")
        if tags.known(t)
    ] == ["en", "pt-BR", "fil", "es-419", "ca-valencia"]


def test_long_paths_take_linear_time() -> None:
    assert match("a/{locale}/**/*.md", "a/en/" + "x/" * 20_000 + "y.json") is None
    assert match("{locale}.json", "a-" * 50_000 + ".json") is None
    assert paths.complaint("x" * 100_000 + "/{locale}") == ""


def test_a_target_with_a_hyphen_is_found_among_those_with_underscores() -> None:
    content = Content("i18n/{posix}.json")
    files = ["i18n/en_US.json", "i18n/pt-BR.json", "i18n/pt_BR.json", "i18n/zh-Hans.json"]
    (pair,) = expand(content, "en-US", files, ("pt-BR", "zh-Hans"))
    assert pair.target("zh-Hans") == "i18n/zh-Hans.json"
    assert pair.target("pt-BR") == "i18n/pt_BR.json", "the pattern's own spelling comes first"


LAYOUTS: dict[str, tuple[list[str], str, list[str], list[tuple[str, str | None]]]] = {
    "android": (
        [
            "app/src/main/res/values/strings.xml",
            "app/src/main/res/values/styles.xml",
            "app/src/main/res/values-fr/strings.xml",
            "app/src/main/res/values-pt-rBR/strings.xml",
            "app/src/main/res/values-b+sr+Latn/strings.xml",
            "app/src/main/res/values-night/colors.xml",
        ],
        "en",
        ["fr", "pt-BR", "sr-Latn"],
        [("app/src/main/res/values-{android}/strings.xml", "app/src/main/res/values/strings.xml")],
    ),
    "android-plurals": (
        [
            "res/values/strings.xml",
            "res/values/plurals.xml",
            "res/values/arrays.xml",
            "res/values-fr/strings.xml",
            "res/values-fr/plurals.xml",
        ],
        "en",
        ["fr"],
        [
            ("res/values-{android}/arrays.xml", "res/values/arrays.xml"),
            ("res/values-{android}/plurals.xml", "res/values/plurals.xml"),
            ("res/values-{android}/strings.xml", "res/values/strings.xml"),
        ],
    ),
    "android-only": (
        ["app/src/main/res/values/strings.xml"],
        "en",
        [],
        [("app/src/main/res/values-{android}/strings.xml", "app/src/main/res/values/strings.xml")],
    ),
    "lproj": (
        [
            "App/en.lproj/Localizable.strings",
            "App/pt-BR.lproj/Localizable.strings",
            "App/en.lproj/Localizable.stringsdict",
            "App/pt-BR.lproj/Localizable.stringsdict",
            "App/Base.lproj/Main.storyboard",
        ],
        "en",
        ["pt-BR"],
        [("App/{apple}.lproj/Localizable.strings", None), ("App/{apple}.lproj/Localizable.stringsdict", None)],
    ),
    "lproj-base": (
        [
            "App/Base.lproj/Localizable.strings",
            "App/de.lproj/Localizable.strings",
            "App/zh-Hans.lproj/Localizable.strings",
        ],
        "en",
        ["de", "zh-Hans"],
        [("App/{apple}.lproj/Localizable.strings", "App/Base.lproj/Localizable.strings")],
    ),
    "gettext": (["po/app.pot", "po/de.po"], "en", ["de"], [("po/{posix}.po", "po/app.pot")]),
    "lcm": (
        ["locale/de/LC_MESSAGES/app.po", "locale/app.pot"],
        "en",
        ["de"],
        [("locale/{posix}/LC_MESSAGES/app.po", "locale/app.pot")],
    ),
    "lcm-nopot-en": (
        ["locale/de/LC_MESSAGES/app.po", "locale/en/LC_MESSAGES/app.po"],
        "en",
        ["de"],
        [("locale/{posix}/LC_MESSAGES/app.po", None)],
    ),
    "rails": (
        [
            "config/locales/en.yml",
            "config/locales/fr.yml",
            "config/locales/devise.en.yml",
            "config/locales/devise.fr.yml",
        ],
        "en",
        ["fr"],
        [("config/locales/devise.{locale}.yml", None), ("config/locales/{locale}.yml", None)],
    ),
    "rails-sub": (
        [
            "config/locales/models/user.en.yml",
            "config/locales/models/user.fr.yml",
            "config/locales/views/home.en.yml",
            "config/locales/views/home.fr.yml",
        ],
        "en",
        ["fr"],
        [("config/locales/**/*.{locale}.yml", None)],
    ),
    "hugo": (
        ["content/en/a.md", "content/en/b/_index.md", "content/fr/a.md", "i18n/en.toml", "i18n/fr.toml"],
        "en",
        ["fr"],
        [("content/{locale}/**/*.md", None), ("i18n/{locale}.toml", None)],
    ),
    "hugo-suffix": (
        ["content/page.md", "content/page.fr.md", "content/b/_index.md", "content/b/_index.fr.md"],
        "en",
        ["fr"],
        [("content/**/*.{locale}.md", "content/**/*.md")],
    ),
    "docusaurus": (
        [
            "docs/intro.md",
            "docs/guide/a.mdx",
            "i18n/fr/docusaurus-plugin-content-docs/current/intro.md",
            "i18n/fr/docusaurus-plugin-content-docs/current/guide/a.mdx",
            "i18n/fr/code.json",
            "i18n/fr/docusaurus-theme-classic/navbar.json",
            "i18n/en/code.json",
            "i18n/en/docusaurus-theme-classic/navbar.json",
            "blog/a.md",
            "i18n/fr/docusaurus-plugin-content-blog/a.md",
        ],
        "en",
        ["fr"],
        [
            ("i18n/{locale}/**/*.json", None),
            ("i18n/{locale}/docusaurus-plugin-content-blog/**/*.md", "blog/**/*.md"),
            ("i18n/{locale}/docusaurus-plugin-content-docs/current/**/*.md", "docs/**/*.md"),
            ("i18n/{locale}/docusaurus-plugin-content-docs/current/**/*.mdx", "docs/**/*.mdx"),
        ],
    ),
    "mkdocs": (
        ["docs/index.md", "docs/index.fr.md", "docs/a/b.md", "docs/a/b.fr.md"],
        "en",
        ["fr"],
        [("docs/**/*.{locale}.md", "docs/**/*.md")],
    ),
    "mkdocs-en": (
        ["docs/index.en.md", "docs/index.fr.md", "docs/a/b.en.md"],
        "en",
        ["fr"],
        [("docs/**/*.{locale}.md", None)],
    ),
    "next-intl": (["messages/en.json", "messages/de.json"], "en", ["de"], [("messages/{locale}.json", None)]),
    "chrome": (
        ["_locales/en/messages.json", "_locales/pt_BR/messages.json", "_locales/zh_CN/messages.json"],
        "en",
        ["pt-BR", "zh-CN"],
        [("_locales/{posix}/messages.json", None)],
    ),
    "flutter": (
        ["lib/l10n/app_en.arb", "lib/l10n/app_pt_BR.arb", "lib/l10n/app_zh_Hans.arb"],
        "en",
        ["pt-BR", "zh-Hans"],
        [("lib/l10n/app_{posix}.arb", None)],
    ),
    "qt": (
        ["translations/app_en.ts", "translations/app_de.ts", "translations/app_pt_BR.ts"],
        "en",
        ["de", "pt-BR"],
        [("translations/app_{posix}.ts", None)],
    ),
    "resx": (
        ["App/Resources.resx", "App/Resources.fr.resx", "App/Resources.pt-BR.resx"],
        "en",
        ["fr", "pt-BR"],
        [("App/Resources.{locale}.resx", "App/Resources.resx")],
    ),
    "resw": (
        ["Strings/en-US/Resources.resw", "Strings/fr-FR/Resources.resw"],
        "en-US",
        ["fr-FR"],
        [("Strings/{locale}/*.resw", None)],
    ),
    "java": (
        [
            "src/main/resources/messages.properties",
            "src/main/resources/messages_pt_BR.properties",
            "src/main/resources/application.properties",
        ],
        "en",
        ["pt-BR"],
        [("src/main/resources/messages_{posix}.properties", "src/main/resources/messages.properties")],
    ),
    "java-en": (
        ["src/main/resources/messages_en.properties", "src/main/resources/messages_fr.properties"],
        "en",
        ["fr"],
        [("src/main/resources/messages_{posix}.properties", None)],
    ),
    "laravel": (
        ["lang/en/auth.php", "lang/en/ui.php", "lang/fr/auth.php", "lang/fr.json", "lang/en.json"],
        "en",
        ["fr"],
        [("lang/{posix}.json", None), ("lang/{posix}/*.php", None)],
    ),
    "laravel-old": (
        ["resources/lang/en/auth.php", "resources/lang/pt_BR/auth.php"],
        "en",
        ["pt-BR"],
        [("resources/lang/{posix}/*.php", None)],
    ),
    "fluent": (
        ["locales/en-US/main.ftl", "locales/de/main.ftl", "locales/pt-BR/main.ftl"],
        "en-US",
        ["de", "pt-BR"],
        [("locales/{locale}/*.ftl", None)],
    ),
    "fastlane": (
        [
            "fastlane/metadata/android/en-US/title.txt",
            "fastlane/metadata/android/en-US/changelogs/12.txt",
            "fastlane/metadata/android/iw-IL/title.txt",
            "fastlane/metadata/android/no-NO/title.txt",
        ],
        "en-US",
        ["he-IL", "no-NO"],
        [("fastlane/metadata/android/{play}/**/*.txt", None)],
    ),
    "fastlane-ios": (
        [
            "fastlane/metadata/en-US/name.txt",
            "fastlane/metadata/en-US/marketing_url.txt",
            "fastlane/metadata/no/name.txt",
            "fastlane/metadata/zh-Hans/name.txt",
        ],
        "en-US",
        ["no", "zh-Hans"],
        [("fastlane/metadata/{appstore}/*.txt", None)],
    ),
    "vtt": (["media/video.en.vtt", "media/video.fr.vtt"], "en", ["fr"], [("media/video.{locale}.vtt", None)]),
    "vtt-bare": (
        ["media/video.vtt", "media/video.fr.vtt"],
        "en",
        ["fr"],
        [("media/video.{locale}.vtt", "media/video.vtt")],
    ),
    "srt1": (["media/talk.en.srt"], "en", [], [("media/talk.{locale}.srt", None)]),
    "ini": (["l10n/en.ini", "l10n/fr.ini"], "en", ["fr"], [("l10n/{locale}.ini", None)]),
    "html": (["en/index.html", "fr/index.html", "en/a/b.html"], "en", ["fr"], [("{locale}/**/*.html", None)]),
    "toml": (["i18n/active.en.toml", "i18n/active.fr.toml"], "en", ["fr"], [("i18n/active.{locale}.toml", None)]),
    "xliff-angular": (
        ["src/locale/messages.xlf", "src/locale/messages.fr.xlf"],
        "en",
        ["fr"],
        [("src/locale/messages.{locale}.xlf", "src/locale/messages.xlf")],
    ),
    "xliff-symfony": (
        ["translations/messages.en.xlf", "translations/messages.fr.xlf"],
        "en",
        ["fr"],
        [("translations/messages.{locale}.xlf", None)],
    ),
    "xliff-apple": (
        ["en.xcloc/Localized Contents/en.xliff", "de.xcloc/Localized Contents/de.xliff"],
        "en",
        ["de"],
        [("{apple}.xcloc/Localized Contents/{apple}.xliff", None)],
    ),
    "i18next": (
        ["public/locales/en/common.json", "public/locales/de/common.json"],
        "en",
        ["de"],
        [("public/locales/{locale}/*.json", None)],
    ),
    "readme": (["README.md", "README.fr.md"], "en", ["fr"], [("README.{locale}.md", "README.md")]),
    "mdx": (["content/en/a.mdx", "content/fr/a.mdx"], "en", ["fr"], [("content/{locale}/**/*.mdx", None)]),
    "nextra": (["pages/a.en.mdx", "pages/a.fr.mdx"], "en", ["fr"], [("pages/a.{locale}.mdx", None)]),
    "starlight": (
        ["src/content/docs/a.mdx", "src/content/docs/b/c.mdx", "src/content/docs/fr/a.mdx"],
        "en",
        ["fr"],
        [("src/content/docs/{locale}/**/*.mdx", "src/content/docs/**/*.mdx")],
    ),
    "wordpress": (
        ["languages/plugin.pot", "languages/plugin-pt_BR.po"],
        "en",
        ["pt-BR"],
        [("languages/plugin-{posix}.po", "languages/plugin.pot")],
    ),
    "kotlin-mp": (
        [
            "composeApp/src/commonMain/composeResources/values/strings.xml",
            "composeApp/src/commonMain/composeResources/values-fr/strings.xml",
        ],
        "en",
        ["fr"],
        [
            (
                "composeApp/src/commonMain/composeResources/values-{android}/strings.xml",
                "composeApp/src/commonMain/composeResources/values/strings.xml",
            )
        ],
    ),
    "docusaurus-new": (
        ["docusaurus.config.js", "docs/a.md", "package.json"],
        "en",
        [],
        [("i18n/{locale}/docusaurus-plugin-content-docs/current/**/*.md", "docs/**/*.md")],
    ),
    "docusaurus-versions": (
        [
            "site/docusaurus.config.ts",
            "site/docs/a.mdx",
            "site/community/b.md",
            "site/versioned_docs/version-1.0/a.mdx",
            "site/i18n/pt-BR/docusaurus-plugin-content-docs/version-1.0/a.mdx",
            "site/i18n/pt-BR/docusaurus-plugin-content-docs-community/current/b.md",
        ],
        "en",
        ["pt-BR"],
        [
            ("site/i18n/{locale}/docusaurus-plugin-content-docs-community/current/**/*.md", "site/community/**/*.md"),
            ("site/i18n/{locale}/docusaurus-plugin-content-docs/current/**/*.mdx", "site/docs/**/*.mdx"),
            (
                "site/i18n/{locale}/docusaurus-plugin-content-docs/version-1.0/**/*.mdx",
                "site/versioned_docs/version-1.0/**/*.mdx",
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_projects_usual_layout_is_recognised(name: str) -> None:
    files, source, markets, content = LAYOUTS[name]
    assert guess(*files) == (source, markets, content)
    if not markets:
        return
    found = detect(files, lambda path: "", registry.suffixes())
    project = parse("locakit.yaml", render_config(found), formats=registry.FORMATS)
    pairs = [pair for c in project.content for pair in expand(c, project.source, files, project.markets)]
    assert pairs and all(pair.source in files for pair in pairs)
    there = {path for pair in pairs for path in pair.existing.values()}
    assert not there & {pair.source for pair in pairs}


def test_files_that_hold_every_locale() -> None:
    catalog = (
        '{"sourceLanguage": "en", "strings": {"a": {"localizations": {"de": {"stringUnit": {}}}}}, "version": "1.0"}'
    )
    assert held("App/Localizable.xcstrings", catalog) == ("en", "de")
    assert held("copy.csv", "key,en,pt-BR\na,Hi,Oi\n") == ("en", "pt-BR")
    assert held("copy.csv", "key,source,de\na,Hi,Hallo\n") == ("", "de")
    assert held("prices.csv", "id,price\n1,2\n") == () == held("a.json", "{}") == held("one.csv", "x")
    files = ["App/Localizable.xcstrings", "copy.csv", "l/en.json", "l/fr.json"]
    several = {"App/Localizable.xcstrings": ("en", "de"), "copy.csv": ("en", "pt-BR")}
    found = detect(files, lambda path: "", registry.suffixes(), held=several)
    assert found.markets == ("de", "fr", "pt-BR")
    assert [c.path for c in found.content] == ["App/Localizable.xcstrings", "copy.csv", "l/{locale}.json"]
    alone = detect(["a.xcstrings"], lambda path: "", registry.suffixes(), held={"a.xcstrings": ("fr", "de")})
    assert (alone.source, alone.markets) == ("fr", ("de",))


@pytest.mark.parametrize(
    "path",
    ["robots.txt", "requirements.txt", "docs/en/notes.txt", "metadata/copyright.txt", "fastlane/metadata/en.txt"],
)
def test_other_text_files_are_no_content(path: str) -> None:
    assert registry.detect(path) is None


@pytest.mark.parametrize(
    ("tag", "play", "appstore"),
    [
        ("he", "iw-IL", "he"),
        ("no", "no-NO", "no"),
        ("nb-NO", "no-NO", "no"),
        ("de", "de-DE", "de-DE"),
        ("de-AT", "de-DE", "de-DE"),
        ("es-419", "es-419", "es-MX"),
        ("es-AR", "es-419", "es-MX"),
        ("en", "en-US", "en-US"),
        ("pt", "pt-BR", "pt-BR"),
        ("zh-Hans", "zh-CN", "zh-Hans"),
        ("zh-TW", "zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-HK", "zh-Hant"),
        ("ar", "ar", "ar-SA"),
        ("fil", "fil", "fil"),
        ("tlh", "tlh", "tlh"),
    ],
)
def test_what_the_stores_call_a_locale(tag: str, play: str, appstore: str) -> None:
    assert (paths.spell(tag, "play"), paths.spell(tag, "appstore")) == (play, appstore)


def test_a_stores_code_is_the_locale_it_means() -> None:
    pattern = "fastlane/metadata/android/{play}/**/*.txt"
    assert match(pattern, "fastlane/metadata/android/iw-IL/changelogs/12.txt") == "he-IL"
    files = [f"fastlane/metadata/android/{code}/title.txt" for code in ("en-US", "iw-IL", "de-DE")]
    assert pairs(Content(pattern), files, "he", "de", "fr") == {
        files[0]: [files[1], files[2], "fastlane/metadata/android/fr-FR/title.txt"]
    }


def test_a_stores_codes_are_the_projects_locales() -> None:
    store = [f"fastlane/metadata/android/{code}/title.txt" for code in ("en-US", "de-DE", "iw-IL")]
    assert guess(*store, "l/en.json", "l/de.json", "l/he.json")[1:] == (
        ["de", "he"],
        [
            ("fastlane/metadata/android/{play}/*.txt", "fastlane/metadata/android/en-US/*.txt"),
            ("l/{locale}.json", None),
        ],
    )
    both = [*store, "fastlane/metadata/en-US/name.txt", "fastlane/metadata/he/name.txt"]
    assert guess(*both)[1] == ["de-DE", "he"]
    assert (
        guess(*store, "l/en.json", "l/de.json", "l/de-AT.json")[2][0][0] == "fastlane/metadata/android/{locale}/*.txt"
    )


def test_init_begins_a_project_of_stores_and_a_catalog(tmp_path: Path, cli: Cli) -> None:
    play = "fastlane/metadata/android"
    write(
        tmp_path,
        {
            f"{play}/en-US/title.txt": "Boats\n",
            f"{play}/en-US/video.txt": "https://example.com/v\n",
            f"{play}/en-US/changelogs/12.txt": "Faster",
            f"{play}/de-DE/title.txt": "Boote\n",
            f"{play}/iw-IL/title.txt": "\u05e1\u05d9\u05e8\u05d5\u05ea\n",
            "robots.txt": "User-agent: *\n",
            "App/Localizable.xcstrings": '{"sourceLanguage": "en", "strings": {"Hello": {"localizations": {"de": '
            '{"stringUnit": {"state": "translated", "value": "Hallo"}}}}}, "version": "1.0"}',
        },
    )
    assert cli("init", cwd=tmp_path).code == 0
    config = (tmp_path / "locakit.yaml").read_text("utf-8")
    assert "source: en\nmarkets: [de, he-IL]\n" in config
    (tmp_path / "locakit.yaml").write_text(re.sub(r"(?m)^engines: .*", "engines: [pseudo]", config), "utf-8")
    assert cli("translate", cwd=tmp_path).code == 0
    assert (tmp_path / play / "de-DE/title.txt").read_text("utf-8") == "Boote\n"
    assert not (tmp_path / play / "iw-IL/changelogs/12.txt").read_text("utf-8").endswith("\n")
    assert not (tmp_path / play / "iw-IL/video.txt").exists()
    assert '"he-IL"' in (tmp_path / "App/Localizable.xcstrings").read_text("utf-8")


def test_init_says_what_a_gettext_project_without_source_lacks(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locale/de/LC_MESSAGES/django.po": 'msgid "cart.pay"\nmsgstr "Zahlen"\n'})
    said = cli("init", cwd=tmp_path)
    assert said.code == 2 and "do not tell the texts in en" in said.out + said.err
