"""Sitemaps with the pages' editions in other languages."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from locakit import hreflang
from locakit.errors import ConfigError
from locakit.hreflang import Page, address, editions, language, page_path, sitemaps
from locakit.project import parse
from tests.conftest import Cli, write

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.mark.parametrize(
    ("pattern", "source", "path"),
    [
        ("docs/{locale}/**/*.md", "docs/en/guide/start.md", "guide/start"),
        ("docs/{locale}/**/*.md", "docs/en/index.md", "index"),
        ("site/{locale}/index.html", "site/en/index.html", "index"),
        ("blog/**/*.{locale}.md", "blog/a/b.c.en.md", "a/b.c"),
        ("{locale}.html", "en.html", ""),
        ("docs/**/*.md", "docs/guide/a b.md", "guide/a b"),
        ("content/{language}/news/*.md", "content/en/news/日本.md", "news/日本"),
    ],
)
def test_the_path_of_a_page(pattern: str, source: str, path: str) -> None:
    assert page_path(pattern, source) == path


def test_a_file_of_another_pattern_has_no_path() -> None:
    with pytest.raises(ValueError, match="does not give"):
        page_path("docs/{locale}/*.md", "blog/a.md")


@pytest.mark.parametrize(
    ("pattern", "path", "url"),
    [
        ("https://a.test/{locale}/{path}", "guide/start", "https://a.test/pt-BR/guide/start"),
        ("https://a.test/{lower}/{path}/", "guide/start", "https://a.test/pt-br/guide/start/"),
        ("https://a.test/{language}/{path}", "index", "https://a.test/pt/"),
        ("https://a.test/{language}/{path}", "guide/_index", "https://a.test/pt/guide/"),
        ("https://a.test/{language}/{path}/", "guide/index", "https://a.test/pt/guide/"),
        ("https://a.test/{language}/{path}/", "index", "https://a.test/pt/"),
        ("https://a.test/{posix}/{path}.html", "guide/index", "https://a.test/pt_BR/guide/index.html"),
        ("https://{lower}.a.test/{path}", "a b/é & <c>?#%", "https://pt-br.a.test/a%20b/%C3%A9%20&%20%3Cc%3E%3F%23%25"),
        ("https://a.test/{locale}/", "index", "https://a.test/pt-BR/"),
    ],
)
def test_the_address_of_a_page(pattern: str, path: str, url: str) -> None:
    assert address(pattern, "pt-BR", path) == url


@pytest.mark.parametrize(
    ("tag", "name"),
    [("pt-BR", "pt-BR"), ("es-419", "es"), ("zh-Hant-TW", "zh-Hant-TW"), ("ca-ES-valencia", "ca-ES"), ("fil", "fil")],
)
def test_what_search_engines_know_of_a_locale(tag: str, name: str) -> None:
    assert language(tag) == name


def test_of_two_with_one_name_the_one_that_bears_it_stands() -> None:
    latin, spanish, english = Page("es-419", "/l"), Page("es", "/s"), Page("en", "/e")
    assert editions([english, latin, spanish]) == [english, spanish]
    assert editions([english, latin]) == [english, latin]


def pages(count: int, *locales: str) -> list[list[Page]]:
    return [[Page(one, f"https://a.test/{one}/{n}?a=1&b='{n}'") for one in locales] for n in range(count)]


def read(text: str) -> dict[str, dict[str, str]]:
    """URL to its alternates, as an XML parser reads the file."""
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{MAP}urlset"
    out = {}
    for entry in root:
        assert entry.tag == f"{MAP}url"
        loc = entry.findtext(f"{MAP}loc")
        assert loc
        assert all(link.get("rel") == "alternate" for link in entry.iter(LINK))
        out[loc] = {str(link.get("hreflang")): str(link.get("href")) for link in entry.iter(LINK)}
    return out


def test_each_edition_names_all_and_itself() -> None:
    made = sitemaps("sitemap.xml", pages(2, "en", "pt-BR", "ar-SA"), ["pt-BR", "en"])
    assert list(made) == ["sitemap.xml"]
    found = read(made["sitemap.xml"])
    assert len(found) == 6
    for loc, links in found.items():
        assert set(links) == {"en", "pt-BR", "ar-SA", "x-default"}
        assert loc in links.values()
        assert links["x-default"] == links["pt-BR"]
        assert all(found[other] == links for other in links.values()), "each names the others back"
    assert made == sitemaps("sitemap.xml", pages(2, "en", "pt-BR", "ar-SA"), ["pt-BR", "en"])
    assert "x-default" not in sitemaps("s.xml", pages(1, "fr"), ["en"])["s.xml"]


def test_beyond_a_files_limits_there_is_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hreflang, "MOST", 4)
    made = sitemaps("maps/sitemap.xml", pages(3, "en", "de", "fr"), ["en"])
    assert list(made) == ["maps/sitemap.xml", *(f"maps/sitemap-{n}.xml" for n in (1, 2, 3))]
    root = ElementTree.fromstring(made["maps/sitemap.xml"].encode())
    assert root.tag == f"{MAP}sitemapindex"
    listed = [entry.findtext(f"{MAP}loc") for entry in root]
    assert listed == [f"https://a.test/maps/sitemap-{n}.xml" for n in (1, 2, 3)]
    assert [len(read(made[f"maps/sitemap-{n}.xml"])) for n in (1, 2, 3)] == [4, 4, 1]
    monkeypatch.setattr(hreflang, "MOST", 50_000)
    monkeypatch.setattr(hreflang, "MOST_BYTES", 1500)
    small = sitemaps("sitemap.xml", pages(3, "en", "de", "fr"), ["en"])
    assert len(small) > 3
    assert all(len(text.encode()) <= 1500 for name, text in small.items() if name != "sitemap.xml")
    assert sum(len(read(text)) for name, text in small.items() if name != "sitemap.xml") == 9


def test_each_host_has_a_file_of_its_own() -> None:
    found = [
        [Page("en", "https://a.test/x"), Page("fr", "https://fr.a.test:8080/x"), Page("de", "https://a.test/de/x")]
    ]
    made = sitemaps("sitemap.xml", found, ["en"])
    assert {name: list(read(text)) for name, text in made.items()} == {
        "sitemap-a.test.xml": ["https://a.test/x", "https://a.test/de/x"],
        "sitemap-fr.a.test-8080.xml": ["https://fr.a.test:8080/x"],
    }
    assert sitemaps("sitemap.xml", [], ["en"]) == {}


CONFIG = """source: en
markets: [pt-BR, es, es-419]
x_default: pt-BR
content:
  - path: docs/{locale}/**/*.md
    url: {en: "https://a.test/{path}", "*": "https://a.test/{lower}/{path}"}
  - path: l/{locale}.json
engines: [pseudo]
"""


def test_a_release_writes_the_pages_that_it_holds(tmp_path: Path, cli: Cli) -> None:
    files = {"locakit.yaml": CONFIG, "docs/en/index.md": "# Home\n", "docs/en/a & b.md": "# Second\n\nText here.\n"}
    write(tmp_path, {**files, "l/en.json": {"k": "Hello there"}})
    assert cli("translate", cwd=tmp_path).code == 0
    told = cli("emit", "--out", "dist", "--hreflang", "sitemap.xml", "--format", "json", cwd=tmp_path)
    assert json.loads(told.out)["sitemap"] == {
        "files": ["sitemap.xml"], "pages": 6, "left_out": [], "alike": {"es-419": "es"}
    }  # fmt: skip
    text = (tmp_path / "dist/sitemap.xml").read_text("utf-8")
    found = read(text)
    assert found["https://a.test/"] == {
        "en": "https://a.test/", "pt-BR": "https://a.test/pt-br/", "es": "https://a.test/es/",
        "x-default": "https://a.test/pt-br/",
    }  # fmt: skip
    assert "https://a.test/pt-br/a%20&%20b" in found
    cli("emit", "--out", "again", "--hreflang", "sitemap.xml", cwd=tmp_path)
    assert (tmp_path / "again/sitemap.xml").read_text("utf-8") == text


def test_a_page_that_falls_short_is_left_out(tmp_path: Path, cli: Cli) -> None:
    page = {"docs/en/a.md": "# One\n\nTwo words.\n", "docs/pt-BR/a.md": "# Um\n\nDuas palavras.\n"}
    write(tmp_path, {"locakit.yaml": CONFIG.replace("es, es-419", "es"), **page, "l/en.json": {"k": "Hello there"}})
    cli("status", cwd=tmp_path)
    told = cli("emit", "--out", "dist", "--hreflang", "sitemap.xml", cwd=tmp_path)
    assert told.code == 1
    assert "1 page falls short and is left out" in told.out
    assert set(read((tmp_path / "dist/sitemap.xml").read_text("utf-8"))) == {
        "https://a.test/a",
        "https://a.test/pt-br/a",
    }


@pytest.mark.parametrize(
    ("config", "arguments", "said"),
    [
        (CONFIG.replace("    url:", "    # url:"), (), "no page has an address"),
        (CONFIG, ("-m", "es"), "cannot go with --market"),
        (CONFIG, (), "below --out"),
    ],
)
def test_what_no_sitemap_can_be_made_of(
    tmp_path: Path, cli: Cli, config: str, arguments: tuple[str, ...], said: str
) -> None:
    write(tmp_path, {"locakit.yaml": config, "docs/en/a.md": "# One\n", "l/en.json": {"k": "Hello"}})
    name = "../sitemap.xml" if said == "below --out" else "sitemap.xml"
    told = cli("emit", "--out", "dist", "--hreflang", name, *arguments, cwd=tmp_path)
    assert told.code == 2
    assert said in told.err
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("'https://a.test/{locale}'", "has no {path}"),
        ("'https://a.test/{path}'", "would share the address"),
        ("'https://a.test/{language}/{path}'", "es and es-419 would share the address https://a.test/es/"),
        ("'a.test/{locale}/{path}'", "is not the address of a page"),
        ("'https://a.test/{locale}/{path}?x=1'", "is not the address of a page"),
        ("'https://a.test/{lokale}/{path}'", "did you mean `locale`"),
        ("{fr: 'https://a.test/{locale}/{path}'}", "`fr` names no market"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(url: str, fault: str) -> None:
    lines = [f"    url: {url}" if line.startswith("    url:") else line for line in CONFIG.splitlines()]
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", "\n".join(lines) + "\n")
    assert fault in str(caught.value)


def test_the_default_is_one_of_the_projects_locales() -> None:
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", CONFIG.replace("x_default: pt-BR", "x_default: pt-PT"))
    assert "neither the source nor a market" in str(caught.value)
