"""The review diff: words marked in every script, reports that no text can break, files and revisions compared."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.changes import Change, marked
from locakit.changes.html import html
from locakit.changes.markdown import MARK, markdown
from locakit.reports._place import utf16
from tests.conftest import CONFIG, Cli, read, write

HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m@team #12 ~~x~~ `a` | <img src=x onerror=y> https://evil.example"


def edited(before: str, after: str, key: str = "k", market: str = "fr-FR") -> Change:
    return Change(market, "locales/fr-FR.json", key, "edited", "Hi", "Hi", before, after, "reviewed", "translated")


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = marked(before, after)
    assert "".join(t for kind, t in pieces if kind != "come") == before
    assert "".join(t for kind, t in pieces if kind != "gone") == after
    assert all(a[0] != b[0] for a, b in pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("Your cart is empty", "Your basket is empty", "cart", "basket"),
        ("今すぐ購入する", "今すぐ購入しよう", "する", "しよう"),
        ("مرحبًا بك يا سارة", "مرحبًا بكم يا سارة", "بك", "بكم"),
        ("नमस्ते दुनिया", "नमस्ते विश्व", "दुनिया", "विश्व"),
        ("Total: {n}", "Total: {count}", "n", "count"),
    ],
)
def test_words_are_marked_and_no_letter_loses_its_sign(before: str, after: str, gone: str, come: str) -> None:
    pieces = marked(before, after)
    assert [t for kind, t in pieces if kind == "gone"] == [gone]
    assert [t for kind, t in pieces if kind == "come"] == [come]


def test_a_long_text_is_marked_by_sentences() -> None:
    sentences = [f"Sentence number {n} says a thing." for n in range(300)]
    after = [s.replace("thing", "word") if n % 2 else s for n, s in enumerate(sentences)]
    pieces = marked(" ".join(sentences), " ".join(after))
    assert ("gone", "Sentence number 1 says a thing. ") in pieces
    assert sum(kind == "same" for kind, _ in pieces) == 150


def test_texts_that_share_nothing_take_no_time() -> None:
    assert marked("! " * 50_000, "? " * 50_000) == [("gone", "! " * 50_000), ("come", "? " * 50_000)]


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}


SAFE = {"code", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "bdi", "ins", "del", "br"}


def test_hostile_texts_do_nothing_in_reports() -> None:
    change = Change("ar-SA", HOSTILE, HOSTILE, "moved", HOSTILE, "x", "a", HOSTILE, "", HOSTILE, HOSTILE, HOSTILE,
                    "human", HOSTILE, HOSTILE)  # fmt: skip
    comment = markdown([change])
    assert Tags(comment).tags <= SAFE and Tags(comment).names <= {"open", "dir"}
    prose = re.sub("<code.*?</code>", "", comment)
    assert "@team" not in prose and "https://" not in prose
    page = html([change], HOSTILE)
    html5lib.HTMLParser(strict=True).parse(page)
    assert not Tags(page).tags & {"script", "img", "a"} and "onerror" not in Tags(page).names
    for text in (comment, page):
        assert not re.search("[\u202a-\u202e\x1b]", text)


def test_a_comment_fits_and_says_what_it_left_out() -> None:
    changes = [edited("vieux " * 30, "neuf " * 30, f"key.{n:04}") for n in range(500)]
    comment = markdown(changes)
    assert utf16(comment) <= 65_536 and comment.startswith(MARK)
    shown = comment.count("<tr><td>")
    assert 50 < shown < 500 and f"{500 - shown:,} more: there is no room" in comment
    assert comment.count("<table>") == comment.count("</table>")


def test_a_page_says_direction_and_language() -> None:
    page = html([edited("مرحبًا بك", "مرحبًا بكم", market="ar-SA")], "Shop")
    assert '<dd dir="auto" lang="ar-SA">مرحبًا <del>بك</del><ins>بكم</ins></dd>' in page
    assert "<title>locakit · Shop</title>" in page and "Content-Security-Policy" in page


def git(folder: Path, *args: str) -> None:
    run = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.com", *args]
    subprocess.run(run, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repo(tmp_path: Path, cli: Cli) -> Path:
    """A project with a reviewed translation, committed."""
    config = CONFIG.replace("pt-BR", "fr-FR")
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": {"cart": "Your cart", "bye": "Bye {name}"},
                     "locales/fr-FR.json": {"cart": "Votre panier", "bye": "Adieu {name}"}})  # fmt: skip
    git(tmp_path, "init", "-q")
    assert cli("review", "--approve", "--as", "Ana", cwd=tmp_path).code == 0
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def test_three_ways_of_a_stale_unit(repo: Path, cli: Cli) -> None:
    write(repo, {"locales/en.json": {"cart": "Your basket", "bye": "Bye {name}"}})
    assert cli("translate", cwd=repo).code == 0
    (change,) = cli("diff", "--format", "json", cwd=repo).json["changes"]
    assert (change["kind"], change["source_before"], change["source_after"]) == (
        "source-changed", "Your cart", "Your basket",
    )  # fmt: skip
    assert change["target_after"] == "Votre panier" and change["proposal"] and change["by"] == "Ana"
    told = cli("diff", cwd=repo).out
    assert "source    Your [-cart-]{+basket+}" in told and "target    Votre panier" in told and "proposal  " in told


def test_a_renamed_key_has_moved_and_says_from_where(repo: Path, cli: Cli) -> None:
    write(repo, {"locales/en.json": {"basket": "Your cart", "bye": "Bye {name}"},
                 "locales/fr-FR.json": {"basket": "Votre panier", "bye": "Adieu {name}"}})  # fmt: skip
    (change,) = cli("diff", "--format", "json", cwd=repo).json["changes"]
    assert (change["kind"], change["key_before"], change["key"]) == ("moved", "cart", "basket")
    assert "moved from cart" in cli("diff", cwd=repo).out


def test_patterns_and_reports(repo: Path, cli: Cli) -> None:
    write(repo, {"locales/fr-FR.json": {"cart": "Le panier", "bye": "Salut {name}"}})
    assert "1 unit differs: 1 edited by hand" in cli("diff", "--key", "ca*", cwd=repo).out
    assert "0 units differ" in cli("diff", "--resource", "docs/*", cwd=repo).out
    page = repo / "diff.html"
    assert cli("diff", "--format", "html", "-o", str(page), cwd=repo).code == 0
    assert "<del>Votre</del><ins>Le</ins> panier" in page.read_text(encoding="utf-8")
    assert "<del>Votre</del><ins>Le</ins> panier" in cli("diff", "--format", "markdown", cwd=repo).out
    wrong = cli("diff", "--format", "xml", cwd=repo)
    assert wrong.code == 2 and "markdown" in wrong.err


def test_two_files_need_no_project(tmp_path: Path, cli: Cli) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "Cart"\nmsgstr "%s"\n'
    write(tmp_path, {"a.po": po % "Panier", "b.po": po % "Chariot", "x.json": {"a": "1"}, "no.bin": "\x00"})
    names = [str(tmp_path / name) for name in ("a.po", "b.po", "x.json", "no.bin")]
    (change,) = cli("diff", *names[:2], "--format", "json", cwd=tmp_path).json["changes"]
    assert (change["market"], change["source_after"], change["target_before"], change["target_after"]) == (
        "fr", "Cart", "Panier", "Chariot",
    )  # fmt: skip
    assert change["kind"] == "edited" and change["resource"] == names[1]
    assert cli("diff", names[0], names[3], cwd=tmp_path).code == 2
    alone = cli("diff", names[2], cwd=tmp_path)
    assert alone.code == 2 and "is a file" in alone.err


def test_nothing_differs_where_only_another_file_changed(repo: Path, cli: Cli) -> None:
    before = read(repo / "locales/fr-FR.json")
    (repo / "notes.txt").write_text("x", encoding="utf-8")
    assert "0 units differ" in cli("diff", cwd=repo).out
    assert read(repo / "locales/fr-FR.json") == before
