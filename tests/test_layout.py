"""Layouts: patterns filled and read back, sources paired with targets, content recognised by its names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import layout, paths, tags
from locakit.errors import UsageError
from locakit.formats import registry
from locakit.layout import expand, fill, match
from locakit.layout.detect import Guess, detect
from locakit.layout.fold import Found
from locakit.layout.starter import render_config
from locakit.project import Content, parse

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
    assert len(hints) == 5
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
