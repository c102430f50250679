"""Verdicts that are more than a text: fuzzy marks, changed msgids, six plural forms, split paragraphs, fixes."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import CONFIG, Cli, write
from tests.test_words_kept import HEAD, counted

PO = CONFIG.replace("- path: locales/{locale}.json", "- {path: 'po/{posix}.po', source: po/m.pot}")
OPEN = 'msgid "Open the file"\nmsgstr "{}"\n'


def test_keeping_what_stands_for_a_changed_msgid_writes_it_there(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": PO, "po/m.pot": HEAD + OPEN.format("")})
    write(tmp_path, {"po/pt_BR.po": HEAD + OPEN.format("Abrir")})
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"po/m.pot": HEAD + OPEN.format("").replace("the file", "this file")})
    cli("translate", cwd=tmp_path)
    said = cli("review", "--as", "Ana", cwd=tmp_path, stdin="a\n")
    made = (tmp_path / "po/pt_BR.po").read_text(encoding="utf-8")
    assert "1 decided" in said.out and 'msgid "Open this file"\nmsgstr "Abrir"' in made
    assert (counted(cli, tmp_path)["reviewed"], counted(cli, tmp_path)["stale"]) == (1, 0)


def test_approving_a_fuzzy_entry_takes_the_mark_away(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": PO, "po/m.pot": HEAD + OPEN.format("")})
    write(tmp_path, {"po/pt_BR.po": HEAD + "#, fuzzy\n" + OPEN.format("Abrir")})
    cli("translate", cwd=tmp_path)
    assert counted(cli, tmp_path)["stale"] == 1
    cli("review", "--as", "Ana", cwd=tmp_path, stdin="a\n")
    assert "fuzzy" not in (tmp_path / "po/pt_BR.po").read_text(encoding="utf-8")
    assert (counted(cli, tmp_path)["reviewed"], counted(cli, tmp_path)["stale"]) == (1, 0)
    made = (tmp_path / "po/pt_BR.po").read_text(encoding="utf-8").replace('msgid "Open', '#, fuzzy\nmsgid "Open')
    write(tmp_path, {"po/pt_BR.po": made})
    assert counted(cli, tmp_path)["stale"] == 1, "a person who marks it fuzzy calls it out of date"


def test_rejecting_a_machines_plural_empties_all_its_forms(tmp_path: Path, cli: Cli) -> None:
    pot = HEAD + 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    write(tmp_path, {"locakit.yaml": PO.replace("pt-BR", "ar-SA"), "po/m.pot": pot})
    cli("translate", cwd=tmp_path)
    cli("review", "--as", "Ana", cwd=tmp_path, stdin="r\n")
    made = (tmp_path / "po/ar_SA.po").read_text(encoding="utf-8")
    assert all(f'msgstr[{n}] ""' in made for n in range(6))
    state = counted(cli, tmp_path, "ar-SA")
    assert (state["initial"], state["human"]) == (1, 0)


def test_a_rejected_proposal_is_not_laid_again(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Hello"}, "locales/pt-BR.json": {"a": "Oi"}})
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"locales/en.json": {"a": "Hello!"}})
    cli("translate", cwd=tmp_path)
    cli("review", "--as", "Ana", cwd=tmp_path, stdin="r\n")
    said = cli("translate", cwd=tmp_path)
    assert "proposal" not in said.out and counted(cli, tmp_path)["proposals"] == 0
    assert counted(cli, tmp_path)["stale"] == 1, "the words are still for another source"


def test_a_split_paragraph_of_a_person_is_not_said_twice(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("locales/{locale}.json", "docs/{locale}/*.md")
    page = tmp_path / "docs/pt-BR/a.md"
    write(tmp_path, {"locakit.yaml": config, "docs/en/a.md": "# Title\n\nOne thing. Another thing.\n\nThe end.\n"})
    cli("translate", cwd=tmp_path)
    parts = page.read_text(encoding="utf-8").split("\n\n")
    page.write_text("\n\n".join([parts[0], "Uma coisa. Outra coisa.", *parts[2:]]), encoding="utf-8")
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"docs/en/a.md": "# Title\n\nOne thing.\n\nAnother thing.\n\nThe end.\n"})
    before = page.read_text(encoding="utf-8")
    cli("translate", cwd=tmp_path)
    after = page.read_text(encoding="utf-8")
    assert "Uma coisa. Outra coisa." in after
    assert len(after.split("\n\n")) <= len(before.split("\n\n")) + 1


def test_a_fix_ends_an_approval_and_keeps_the_author(tmp_path: Path, cli: Cli) -> None:
    files = {"locales/en.json": {"a": "Thank you!"}, "locales/fr-FR.json": {"a": "Merci !"}}
    write(tmp_path, {"locakit.yaml": CONFIG.replace("pt-BR", "fr-FR"), **files})
    cli("translate", cwd=tmp_path)
    cli("review", "--as", "Ana", cwd=tmp_path, stdin="a\n")
    said = cli("check", "--fix", cwd=tmp_path)
    assert "fixed  locales/fr-FR.json  a  fr.spacing" in said.err
    assert "Merci\u202f!" in (tmp_path / "locales/fr-FR.json").read_text(encoding="utf-8")
    state = counted(cli, tmp_path, "fr-FR")
    assert (state["reviewed"], state["translated"], state["imported"]) == (0, 1, 1)
