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
    assert '<dd dir="rtl" lang="ar-SA">مرحبًا <del>بك</del><ins>بكم</ins></dd>' in page
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
    assert "moved from cart" in cli("diff", "--key", "cart", cwd=repo).out


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


@pytest.fixture
def docs(tmp_path: Path, cli: Cli) -> Path:
    """A project of one translated document, reviewed and committed."""
    config = CONFIG.replace("pt-BR", "fr-FR").replace("locales/{locale}.json", "docs/{locale}.md")
    text = "# Shop\n\nYour cart is empty.\n\nPay by card or in cash.\n\nGood-bye, and come back soon.\n"
    french = "# Boutique\n\nVotre panier est vide.\n\nPayez par carte ou en espèces.\n\nAu revoir, à bientôt.\n"
    write(tmp_path, {"locakit.yaml": config, "docs/en.md": text, "docs/fr-FR.md": french})
    git(tmp_path, "init", "-q")
    assert cli("review", "--approve", "--as", "Ana", cwd=tmp_path).code == 0
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def changes(cli: Cli, cwd: Path, *arguments: str) -> list[dict[str, str]]:
    """The changes of ``diff --format json``."""
    found = cli("diff", *arguments, "--format", "json", cwd=cwd)
    assert found.code == 0, found.err
    return list(found.json["changes"])


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def test_an_edited_paragraph_is_the_same_unit(docs: Path, cli: Cli) -> None:
    swap(docs / "docs/en.md", "Pay by card or in cash.", "Pay by card, in cash or by cheque.")
    (change,) = changes(cli, docs)
    assert (change["kind"], change["source_before"], change["source_after"]) == (
        "source-changed", "Pay by card or in cash.", "Pay by card, in cash or by cheque.",
    )  # fmt: skip
    assert change["target_after"] == "Payez par carte ou en espèces." and change["key_before"] != change["key"]
    assert cli("translate", cwd=docs).code == 0
    told = cli("diff", cwd=docs).out
    assert "{+, in cash or by cheque+}" in told or "{+" in told
    assert "proposal" in told and "gone" not in told.split("differ")[0].replace("[-", "")


def test_paragraphs_rewritten_added_and_taken_out(docs: Path, cli: Cli) -> None:
    swap(docs / "docs/en.md", "Your cart is empty.", "Nothing at all here yet.")
    swap(docs / "docs/en.md", "soon.\n", "soon.\n\nA paragraph that is wholly new.\n")
    found = {c["source_after"]: c["kind"] for c in changes(cli, docs)}
    assert found == {"Nothing at all here yet.": "source-changed", "A paragraph that is wholly new.": "added"}
    git(docs, "checkout", "-q", ".")
    swap(docs / "docs/en.md", "Your cart is empty.\n\n", "")
    swap(docs / "docs/fr-FR.md", "Votre panier est vide.\n\n", "")
    assert [(c["kind"], c["target_before"]) for c in changes(cli, docs)] == [("removed", "Votre panier est vide.")]


def test_a_paragraph_of_two_files_is_edited(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"a.md": "# Eins\n\nDer Korb ist leer.\n", "b.md": "# Eins\n\nDer Wagen ist leer.\n"})
    (change,) = changes(cli, tmp_path, "a.md", "b.md")
    assert (change["kind"], change["target_before"], change["target_after"]) == (
        "edited", "Der Korb ist leer.", "Der Wagen ist leer.",
    )  # fmt: skip


def test_an_edited_msgid_is_the_same_unit(tmp_path: Path, cli: Cli) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgctxt "nav"\nmsgid "%s"\nmsgstr "Panier"\n'
    write(tmp_path, {"a.po": po % "Your cart here", "b.po": po % "Your carts here", "c.po": po % "Something else"})
    (change,) = changes(cli, tmp_path, "a.po", "b.po")
    assert (change["kind"], change["source_before"]) == ("source-changed", "Your cart here")
    (other,) = changes(cli, tmp_path, "a.po", "c.po")
    assert (other["kind"], other["target_after"]) == ("source-changed", "Panier")


def test_words_edited_after_a_review_are_not_reviewed(repo: Path, cli: Cli) -> None:
    write(repo, {"locales/fr-FR.json": {"cart": "Le panier", "bye": "Adieu {name}"}})
    (change,) = changes(cli, repo)
    assert (change["kind"], change["state_before"], change["state_after"], change["by"]) == (
        "edited", "reviewed", "translated", "",
    )  # fmt: skip
    assert cli("review", "--approve", "--as", "Ana", cwd=repo).code == 0
    assert "edited by hand, approved by Ana" in cli("diff", cwd=repo).out


def test_who_approved_the_target_did_not_change_the_source(repo: Path, cli: Cli) -> None:
    write(repo, {"locales/en.json": {"cart": "Your basket", "bye": "Bye {name}"}})
    told = cli("diff", cwd=repo).out
    assert "the source changed" in told and "Ana" not in told


@pytest.mark.parametrize("name", ["locales/fr-FR.json", "locales/en.json"])
@pytest.mark.parametrize("format", ["text", "json"])
def test_a_file_that_cannot_be_read_is_named_and_its_units_are_not_gone(
    repo: Path, cli: Cli, name: str, format: str
) -> None:
    (repo / name).write_text('{"cart": "Vot', encoding="utf-8")
    found = cli("diff", "--format", format, cwd=repo)
    assert found.code == 1 and name in found.err and "removed" not in found.out and " gone" not in found.out
    git(repo, "commit", "-qam", "broken")
    git(repo, "checkout", "-q", "HEAD~1", "--", ".")
    back = cli("diff", "--format", format, cwd=repo)
    assert back.code == 1 and f"HEAD: {name}" in back.err and "added" not in back.out


def test_a_file_that_the_disk_does_not_give_is_named(repo: Path, cli: Cli) -> None:
    (repo / "locales/fr-FR.json").unlink()
    (repo / "locales/fr-FR.json").mkdir()
    found = cli("diff", cwd=repo)
    assert found.code == 3 and "locales/fr-FR.json" in found.err and "gone" not in found.out


def test_an_entry_that_cannot_be_read_is_told(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("pt-BR", "fr-FR").replace(".json", ".ftl")
    write(tmp_path, {"locakit.yaml": config, "locales/en.ftl": "a = Hi\nb = Bye\n",
                     "locales/fr-FR.ftl": "a = Salut\nb = Adieu\n"})  # fmt: skip
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    swap(tmp_path / "locales/fr-FR.ftl", "a = Salut", "a = Salut { $x")
    found = cli("diff", cwd=tmp_path)
    assert found.code == 1 and "locales/fr-FR.ftl:1" in found.err


def test_equal_texts_move_to_their_own_key_first(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("pt-BR", "fr-FR").replace("locales/{locale}", "locales/{locale}/*")
    write(tmp_path, {"locakit.yaml": config, "locales/en/a.json": {"ok": "OK", "yes": "OK", "new": "Fresh"},
                     "locales/fr-FR/a.json": {"ok": "D'accord", "yes": "D'accord"}})  # fmt: skip
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    write(tmp_path, {"locales/en/b.json": {"yes": "OK", "ok": "OK"}, "locales/en/a.json": {"fresh": "Fresh"},
                     "locales/fr-FR/b.json": {"yes": "D'accord", "ok": "D'accord"},
                     "locales/fr-FR/a.json": {}})  # fmt: skip
    found = {c["key"]: (c["kind"], c["key_before"]) for c in changes(cli, tmp_path)}
    assert found == {"ok": ("moved", "ok"), "yes": ("moved", "yes"), "fresh": ("moved", "new")}


def test_a_market_taken_out_is_gone(repo: Path, cli: Cli) -> None:
    swap(repo / "locakit.yaml", "[fr-FR]", "[de]")
    (repo / "locales/fr-FR.json").unlink()
    assert {(c["market"], c["kind"]) for c in changes(cli, repo, "--market", "fr-FR")} == {("fr-FR", "removed")}
    assert {c["market"] for c in changes(cli, repo)} == {"fr-FR", "de"}
    assert cli("diff", "--market", "it", cwd=repo).code == 2


def test_a_format_left_is_read_at_the_old_revision(repo: Path, cli: Cli) -> None:
    swap(repo / "locakit.yaml", "{locale}.json", "{locale}.properties")
    for name, text in (("en", "Your cart"), ("fr-FR", "Votre panier")):
        (repo / f"locales/{name}.json").unlink()
        (repo / f"locales/{name}.properties").write_text(f"cart={text}\n", encoding="utf-8")
    assert sorted(c["kind"] for c in changes(cli, repo)) == ["moved", "removed"]


def test_a_link_to_a_file_is_that_file_at_a_revision(repo: Path, cli: Cli) -> None:
    write(repo, {"shared/fr.json": {"cart": "Votre panier", "bye": "Adieu {name}"}})
    (repo / "locales/fr-FR.json").unlink()
    (repo / "locales/fr-FR.json").symlink_to("../shared/fr.json")
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "link")
    assert changes(cli, repo) == [] and changes(cli, repo, "HEAD~1", "HEAD") == []
    swap(repo / "shared/fr.json", "Votre", "Le")
    assert [(c["kind"], c["target_before"]) for c in changes(cli, repo)] == [("edited", "Votre panier")]


def test_a_folder_without_a_project_gives_way_to_a_branch(repo: Path, cli: Cli) -> None:
    git(repo, "branch", "locales")
    write(repo, {"locales/fr-FR.json": {"cart": "Le panier", "bye": "Adieu {name}"}})
    assert len(changes(cli, repo, "locales")) == 1
    (repo / "copy").mkdir()
    none = cli("diff", "copy", cwd=repo)
    assert none.code == 2 and "copy" in none.err
    write(repo, {"copy/locakit.yaml": (repo / "locakit.yaml").read_text(encoding="utf-8")})
    git(repo, "branch", "copy")
    assert {c["kind"] for c in changes(cli, repo, "copy")} == {"added"}
    assert {c["kind"] for c in changes(cli, repo, "refs/heads/copy")} == {"edited"}


def test_two_files_of_two_formats_are_refused(tmp_path: Path, cli: Cli) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "Cart"\nmsgstr "Panier"\n'
    write(tmp_path, {"a.po": po, "b.json": {"Cart": "Panier"}})
    refused = cli("diff", "a.po", "b.json", cwd=tmp_path)
    assert refused.code == 2 and "a.po is po and b.json is json" in refused.err


def test_line_ends_are_no_change_and_an_entrys_own_bytes_are(repo: Path, cli: Cli, tmp_path: Path) -> None:
    path = repo / "locales/fr-FR.json"
    plain = path.read_bytes()
    path.write_bytes(plain.replace(b"\n", b"\r\n"))
    assert changes(cli, repo) == []
    path.write_bytes(plain.replace(b"panier", b"p\\u0061nier"))
    assert [c["kind"] for c in changes(cli, repo)] == ["formatting"]


def test_a_cell_beside_an_edited_one_is_the_same(tmp_path: Path, cli: Cli) -> None:
    table = "| a | b |\n|---|---|\n| Red shoe | %s |\n"
    write(tmp_path, {"a.md": table % "Blue shoe", "b.md": table % "Light blue shoe"})
    assert [(c["kind"], c["target_after"]) for c in changes(cli, tmp_path, "a.md", "b.md")] == [
        ("edited", "Light blue shoe")
    ]


def test_documents_checked_out_with_other_line_ends_are_the_same(docs: Path, cli: Cli) -> None:
    for name in ("docs/en.md", "docs/fr-FR.md"):
        (docs / name).write_bytes((docs / name).read_bytes().replace(b"\n", b"\r\n"))
    assert changes(cli, docs) == []


def test_a_mark_that_the_file_itself_keeps_is_a_state(tmp_path: Path, cli: Cli) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n%smsgid "Cart"\nmsgstr "Panier"\n'
    write(tmp_path, {"a.po": po % "#, fuzzy\n", "b.po": po % ""})
    (change,) = changes(cli, tmp_path, "a.po", "b.po")
    assert (change["kind"], change["state_before"], change["state_after"]) == ("state", "fuzzy", "translated")
    unit = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" '
    unit += 'target-language="fr" datatype="plaintext" original="x"><body><trans-unit id="a"><source>Cart</source>'
    unit += '<target state="%s">Panier</target></trans-unit></body></file></xliff>\n'
    write(tmp_path, {"a.xlf": unit % "translated", "b.xlf": unit % "signed-off"})
    (change,) = changes(cli, tmp_path, "a.xlf", "b.xlf")
    assert (change["kind"], change["state_after"]) == ("state", "approved")


def test_the_english_column_of_a_table_is_its_source(tmp_path: Path, cli: Cli) -> None:
    table = "key,en,fr,de\na,%s,Panier,%s\n"
    write(tmp_path, {"a.csv": table % ("Cart", "Korb"), "b.csv": table % ("Basket", "Korb"),
                     "c.csv": table % ("Cart", "Wagen")})  # fmt: skip
    (change,) = changes(cli, tmp_path, "a.csv", "b.csv", "--market", "fr")
    assert (change["kind"], change["source_before"], change["source_after"]) == ("source-changed", "Cart", "Basket")
    assert changes(cli, tmp_path, "a.csv", "c.csv", "--market", "fr") == []


def test_a_resource_is_named_by_its_source_or_its_target(repo: Path, cli: Cli) -> None:
    write(repo, {"locales/fr-FR.json": {"cart": "Le panier", "bye": "Adieu {name}"}})
    for pattern in ("locales/en.json", "locales/fr-FR.json"):
        assert len(changes(cli, repo, "--resource", pattern)) == 1
    assert changes(cli, repo, "--resource", "locales/de.json") == []


def test_names_with_escapes_have_no_effect(tmp_path: Path, cli: Cli) -> None:
    folder = "l\x1b[2J\u202e"
    config = CONFIG.replace("pt-BR", "fr-FR").replace("locales/{locale}.json", '"*/{locale}.json"')
    write(tmp_path, {"locakit.yaml": config, f"{folder}/en.json": {"a\x1b[31m\nforged": "Hi"},
                     f"{folder}/fr-FR.json": {"a\x1b[31m\nforged": "Salut"}})  # fmt: skip
    copy = tmp_path / "old"
    write(copy, {"locakit.yaml": config})
    for arguments in (("diff", str(copy)), ("status", "--verbose"), ("emit", "--out", "d", "--verbose")):
        told = cli(*arguments, cwd=tmp_path)
        assert told.code in (0, 1) and not set(told.out + told.err) & set("\x1b\u202e")
        assert "\nforged" not in told.out


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("Flag 🇩🇪 here", "Flag 🇩🇰 here", "🇩🇪", "🇩🇰"),
        ("We 👨‍👩‍👧 go", "We 👨‍👩‍👦 go", "👨‍👩‍👧", "👨‍👩‍👦"),
        ("Hi 👍🏽!", "Hi 👍🏿!", "👍🏽", "👍🏿"),
        ("Press 1️⃣ now", "Press 2️⃣ now", "1️⃣", "2️⃣"),
        ("من می‌خواهم", "من می‌خواهد", "می‌خواهم", "می‌خواهد"),
    ],
)
def test_no_mark_cuts_a_picture_or_a_joined_word(before: str, after: str, gone: str, come: str) -> None:
    pieces = marked(before, after)
    assert [t for kind, t in pieces if kind == "gone"] == [gone]
    assert [t for kind, t in pieces if kind == "come"] == [come]


@given(st.text("ab. \n。", max_size=60), st.text("ab. \n。", max_size=60), st.integers(0, 30_000))
def test_the_pieces_of_long_texts_are_both_texts(before: str, after: str, size: int) -> None:
    frame = "Lorem ipsum dolor. " * (size // 19)
    test_the_pieces_are_both_texts.hypothesis.inner_test(frame + before + frame, frame + after + frame)  # type: ignore[attr-defined] # hypothesis adds it


@pytest.mark.parametrize("sign", ["\u0301", "\u200d", "\u064b", "\ufe0f", "\U0001f468\u200d", "字"])
def test_huge_runs_of_signs_take_no_time(sign: str) -> None:
    pieces = marked("a" + sign * 90_000 + "b", "a" + sign * 45_000 + "x" + sign * 45_000 + "b")
    assert "".join(t for kind, t in pieces if kind != "come") == "a" + sign * 90_000 + "b"


def test_one_word_of_a_huge_text_is_still_marked() -> None:
    frame = "One sentence and another one. " * 40_000
    pieces = marked(frame + "Your cart here. " + frame, frame + "Your basket here. " + frame)
    assert [p for p in pieces if p[0] != "same"] == [("gone", "cart"), ("come", "basket")]
    words = "word " * 60_000
    assert [p for p in marked(words + words, words + "come " + words) if p[0] != "same"] == [("come", "come ")]
    whole = marked("ab " * 400_000, "cd " * 400_000)
    assert [kind for kind, _ in whole] == ["gone", "come"]


def test_a_text_read_from_the_right_starts_there_whatever_it_begins_with(repo: Path, cli: Cli) -> None:
    change = edited("<b>API</b> جديد", "<b>API</b> قديم", market="ar-SA")
    assert '<dd dir="rtl" lang="ar-SA">' in html([change]) and '<dd dir="ltr" lang="en">' in html([change], "", "en")
    assert '<bdi dir="rtl">' in markdown([change])
    old, new = ({"a": f"<b>API</b> {word}"} for word in ("جديد", "قديم"))
    write(repo, {"ar.json": old, "new/ar.json": new})
    assert "\u2067&lt;b" in cli("diff", "ar.json", "new/ar.json", cwd=repo).out.replace("<", "&lt;")
