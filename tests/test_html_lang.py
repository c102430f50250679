"""What a translated page says of its own language and direction."""

from __future__ import annotations

from pathlib import Path

import pytest

from locakit.formats.registry import by_name
from locakit.splice import apply
from tests.conftest import Cli, write

HTML, MARKDOWN = by_name("html"), by_name("markdown")


def page(text: str, locale: str, source: str = "en") -> str:
    return HTML.template(HTML.parse("a.html", text, source), "b.html", locale, frozenset())


def told(text: str, locale: str) -> str:
    return apply(text, HTML.told(text, "en", locale))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('<html lang="en"><p>a', '<html dir="rtl" lang="ar-SA"><p>a'),
        ("<html><p>a", '<html lang="ar-SA" dir="rtl"><p>a'),
        ("<HTML LANG=en DIR='ltr' class=x><p>a", '<HTML LANG="ar-SA" DIR="rtl" class=x><p>a'),
        ('<html lang="ar-SA" dir=rtl><p>a', '<html lang="ar-SA" dir=rtl><p>a'),
        ('<html xml:lang="en-US" lang="en-US">\r\n', '<html dir="rtl" xml:lang="ar-SA" lang="ar-SA">\r\n'),
        ("\ufeff<!doctype html>\n<html\n  lang=en>", '\ufeff<!doctype html>\n<html dir="rtl"\n  lang="ar-SA">'),
        ("<p>no root", "<p>no root"), ("", ""),
    ],
)  # fmt: skip
def test_the_root_says_language_and_direction_and_nothing_else_changes(text: str, made: str) -> None:
    assert told(text, "ar-SA") == made
    assert told(made, "ar-SA") == made
    assert page(text, "ar-SA") == made


def test_a_page_from_left_to_right_needs_no_direction() -> None:
    assert told('<html lang="en">', "pt-BR") == '<html lang="pt-BR">'
    assert told('<html lang="he" dir="rtl">', "pt-BR") == '<html lang="pt-BR" dir="ltr">'


def test_blocks_that_repeat_the_sources_language_follow() -> None:
    text = (
        '<html lang="en"><body lang="EN-us" dir="auto"><main lang=en dir=ltr><p lang="en">a <i lang="en">b</i></p>'
        '<p lang="en" translate="no">Brand</p><blockquote lang="fr">c</blockquote><pre lang="en">d</pre>'
        '<a hreflang="en" href="/en/">e</a><p data-lang="en">f</p></main></body></html>'
    )
    assert page(text, "he") == (
        '<html dir="rtl" lang="he"><body lang="he" dir="auto"><main lang="he" dir="rtl"><p lang="he">a '
        '<i lang="en">b</i></p><p lang="en" translate="no">Brand</p><blockquote lang="fr">c</blockquote>'
        '<pre lang="en">d</pre><a hreflang="en" href="/en/">e</a><p data-lang="en">f</p></main></body></html>'
    )
    assert told(text, "he") == text.replace('<html lang="en">', '<html dir="rtl" lang="he">'), "a person's own page"


def test_addresses_of_other_editions_and_metas_of_a_persons_page_stay() -> None:
    head = (
        '<html lang="en"><head><link rel="canonical" href="https://a.test/en/">'
        '<meta property="og:locale" content="en_US">'
        '<link rel="alternate" hreflang="en" href="https://a.test/en/"></head>'
    )
    assert told(head, "pt-BR") == head.replace('lang="en">', 'lang="pt-BR">', 1)
    assert 'hreflang="en" href="https://a.test/en/"' in page(head, "pt-BR")


@pytest.mark.parametrize(
    "text", ["<html " + "lang=en " * 20_000 + ">", "<p lang=en>" * 10_000, "<html lang='" + "a" * 100_000]
)
def test_hostile_pages_are_read(text: str) -> None:
    made = page(text, "ar")
    assert len(made) >= len(text) - 20_000


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("---\ntitle: A\nlang: en\n---\n\nx\n", "---\ntitle: A\nlang: ar-SA\n---\n\nx\n"),
        ('---\r\nlocale: "en_US" # c\r\ndir: ltr\r\n---\r\n', '---\r\nlocale: "ar_SA" # c\r\ndir: rtl\r\n---\r\n'),
        ("---\nlanguage: 'en-US'\ndir: auto\nlang: fr\n---\n", "---\nlanguage: 'ar-SA'\ndir: auto\nlang: fr\n---\n"),
        ('+++\nlang = "en"\n+++\nx', '+++\nlang = "ar-SA"\n+++\nx'),
        ("---\nlanguage: English\nmenu:\n  lang: en\nlanguages: en\n---\n", None),
        ("lang: en\n\n---\n\nlang: en\n", None),
        ("---\ntitle: A\n---\n\n```yaml\nlang: en\n```\n", None),
        ("", None),
    ],
)  # fmt: skip
def test_front_matter_says_it_too(text: str, made: str | None) -> None:
    source = MARKDOWN.parse("a.md", text, "en")
    new = MARKDOWN.template(source, "b.md", "ar-SA", frozenset())
    assert new == (text if made is None else made)
    assert apply(new, MARKDOWN.told(new, "en", "ar-SA")) == new
    assert [m.key for m in MARKDOWN.parse("b.md", new, "ar-SA").messages] == [m.key for m in source.messages]


CONFIG = """source: en
markets: [ar-SA, pt-BR]
content:
  - path: site/{locale}/*.html
  - path: docs/{locale}/*.md
engines: [pseudo]
"""


def test_a_translated_and_a_released_page_say_their_language(tmp_path: Path, cli: Cli) -> None:
    mine = '<html lang="en">\n<p>Bem-vindo</p>\n</html>\n'
    write(tmp_path, {
        "locakit.yaml": CONFIG, "site/en/a.html": '<html lang="en">\n<p>Welcome</p>\n</html>\n',
        "site/pt-BR/a.html": mine, "docs/en/a.md": "---\nlang: en\n---\n\n# Welcome\n",
    })  # fmt: skip
    assert cli("translate", cwd=tmp_path).code == 0
    assert (tmp_path / "site/ar-SA/a.html").read_text("utf-8").startswith('<html dir="rtl" lang="ar-SA">\n<p>')
    assert (tmp_path / "docs/ar-SA/a.md").read_text("utf-8").startswith("---\nlang: ar-SA\n---\n")
    assert (tmp_path / "site/pt-BR/a.html").read_text("utf-8") == mine, "nothing was written into a person's page"
    assert cli("emit", "--out", "dist", cwd=tmp_path).code == 0
    assert (tmp_path / "dist/site/pt-BR/a.html").read_text("utf-8") == mine.replace('"en"', '"pt-BR"')
    write(tmp_path, {"site/en/a.html": '<html lang="en">\n<p>Welcome</p>\n<p>More of it</p>\n</html>\n'})
    assert cli("translate", cwd=tmp_path).code == 0
    assert (tmp_path / "site/pt-BR/a.html").read_text("utf-8").startswith('<html lang="pt-BR">\n<p>Bem-vindo</p>\n<p>')
    assert cli("translate", cwd=tmp_path).code == 0
    status = cli("status", "--format", "json", cwd=tmp_path).json["markets"]["pt-BR"]
    assert status["stale"] == 0


def test_a_page_of_stand_ins_says_the_language_of_its_words(tmp_path: Path, cli: Cli) -> None:
    page = '<html lang="en">\n<p>Welcome</p>\n</html>\n'
    write(tmp_path, {"locakit.yaml": CONFIG, "site/en/a.html": page, "docs/en/a.md": "# Welcome\n"})
    assert cli("translate", cwd=tmp_path).code == 0
    assert cli("emit", "--out", "dist", "--require", "final", cwd=tmp_path).code == 1
    released = (tmp_path / "dist/site/ar-SA/a.html").read_text("utf-8")
    assert "<p>Welcome</p>" in released and 'lang="en"' in released and "rtl" not in released
