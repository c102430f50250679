"""A person's words through renames, moves, obsolete entries and clashes: never lost, never replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CONFIG, Cli, read, write

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)


def counted(cli: Cli, folder: Path, market: str = "pt-BR") -> dict[str, int]:
    found = cli("status", "--format", "json", cwd=folder).json["markets"][market]
    return {**found, **found["by_origin"]}


def test_a_renamed_key_takes_its_words_and_their_author_along(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"b": "Good morning", "c": "Bye"}})
    write(tmp_path, {"locales/pt-BR.json": {"b": "Bom dia"}})
    cli("translate", cwd=tmp_path)
    machine = read(tmp_path / "locales/pt-BR.json")["c"]
    write(tmp_path, {"locales/en.json": {"bb": "Good morning", "cc": "Bye"}})
    cli("translate", cwd=tmp_path)
    assert read(tmp_path / "locales/pt-BR.json") == {"bb": "Bom dia", "cc": machine}
    assert (counted(cli, tmp_path)["imported"], counted(cli, tmp_path)["machine"]) == (1, 1)
    write(tmp_path, {"locales/en.json": {"bb": "Good morning all", "cc": "Bye"}})
    said = cli("translate", cwd=tmp_path)
    assert "1 proposal" in said.out and read(tmp_path / "locales/pt-BR.json")["bb"] == "Bom dia"


def test_an_approval_moves_with_a_renamed_key(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"b": "Good morning"}})
    cli("translate", cwd=tmp_path)
    cli("review", "--as", "Ana", cwd=tmp_path, stdin="a\n")
    write(tmp_path, {"locales/en.json": {"bb": "Good morning"}})
    cli("translate", cwd=tmp_path)
    assert counted(cli, tmp_path)["reviewed"] == 1
    assert "\tAna\t" in (tmp_path / ".locakit/ledger/pt-BR.tsv").read_text(encoding="utf-8")


def test_a_renamed_page_takes_its_hand_edits_along(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("locales/{locale}.json", "docs/{locale}/*.md")
    write(tmp_path, {"locakit.yaml": config, "docs/en/a.md": "# Title\n\nFirst words.\n\nLast words.\n"})
    cli("translate", cwd=tmp_path)
    page = tmp_path / "docs/pt-BR/a.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    lines[2] = "Palavras de gente."
    page.write_text("\n".join(lines), encoding="utf-8")
    cli("translate", cwd=tmp_path)
    (tmp_path / "docs/en/a.md").rename(tmp_path / "docs/en/b.md")
    cli("translate", cwd=tmp_path)
    assert "Palavras de gente." in (tmp_path / "docs/pt-BR/b.md").read_text(encoding="utf-8")
    assert counted(cli, tmp_path)["human"] == 1
    write(tmp_path, {"docs/en/b.md": "# Title\n\nFirst words, changed.\n\nLast words.\n"})
    cli("translate", cwd=tmp_path)
    assert "Palavras de gente." in (tmp_path / "docs/pt-BR/b.md").read_text(encoding="utf-8")
    left = [f for f in cli("check", "--format", "json", cwd=tmp_path).json["findings"] if f["rule"] == "keys.obsolete"]
    assert [f["resource"] for f in left] == ["docs/pt-BR/a.md"], "the page without a source is told"


def test_an_obsolete_catalog_entry_comes_back_as_the_persons_it_is(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("- path: locales/{locale}.json", "- {path: 'po/{posix}.po', source: po/m.pot}")
    entry = (
        'msgid "Close the door"\nmsgstr "{}"\n\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
    old = '# by Anne\n#~ msgid "Close the door"\n#~ msgstr "Feche a porta"\n\n#~ msgid "%d file"\n'
    old += '#~ msgid_plural "%d files"\n#~ msgstr[0] "%d arquivo"\n#~ msgstr[1] "%d arquivos"\n'
    write(tmp_path, {"locakit.yaml": config, "po/m.pot": HEAD + entry.format(""), "po/pt_BR.po": HEAD + old})
    assert cli("translate", cwd=tmp_path).code == 0
    made = (tmp_path / "po/pt_BR.po").read_text(encoding="utf-8")
    assert 'msgid "Close the door"\nmsgstr "Feche a porta"' in made and 'msgstr[1] "%d arquivos"' in made
    assert "#~" not in made and counted(cli, tmp_path)["imported"] == 2


def test_a_release_is_never_written_over_the_project(tmp_path: Path, cli: Cli) -> None:
    write(
        tmp_path,
        {"locakit.yaml": CONFIG, "locales/en.json": {"b": "Good morning"}, "locales/pt-BR.json": {"b": "Bom dia"}},
    )
    cli("status", cwd=tmp_path)
    for out in (".", "../" + tmp_path.name, "locales/.."):
        said = cli("emit", "--require", "final", "--out", out, cwd=tmp_path)
        assert said.code == 2 and "--out dist" in said.err
    assert read(tmp_path / "locales/pt-BR.json") == {"b": "Bom dia"}


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("c/{}.json", '{"a": {"t": "Hello"}, "d": "New"}', '{"a": "Olá"}'),
        ("c/{}.yml", "x:\n  - year\n  - month\nd: New\n", "x:\n  - :month\n  - :year\n"),
    ],
)
def test_a_target_of_another_shape_costs_its_own_units_only(
    name: str, source: str, target: str, tmp_path: Path, cli: Cli
) -> None:
    config = CONFIG.replace("[pt-BR]", "[fr, pt-BR]").replace("locales/{locale}.json", name.replace("{}", "{locale}"))
    config += "  - path: l/{locale}.json\n"
    config = config.replace("engines: [pseudo]\n", "", 1) + "engines: [pseudo]\n"
    write(
        tmp_path,
        {"locakit.yaml": config, name.format("en"): source, name.format("fr"): target, "l/en.json": {"k": "Hi"}},
    )
    said = cli("translate", cwd=tmp_path)
    assert said.code in (0, 1) and ("mt.unwritable" in said.out) == (said.code == 1)
    made = (tmp_path / name.format("fr")).read_text(encoding="utf-8")
    assert "Ñéŵ" in made and all(word in made for word in ("Olá", ":month", "month") if word in target)
    assert (tmp_path / "l/fr.json").is_file() and (tmp_path / "l/pt-BR.json").is_file()


def test_bytes_that_are_no_text_cost_their_own_entry_only(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Hello", "b": "Bye"}})
    (tmp_path / "locales/pt-BR.json").write_bytes(b'{"a": "Ol\xe1"}')
    assert cli("translate", cwd=tmp_path).code == 0
    assert b'"a": "Ol\xe1"' in (tmp_path / "locales/pt-BR.json").read_bytes()
    found = cli("check", "--format", "json", cwd=tmp_path)
    assert any(f["rule"] == "text.encoding" and f["key"] == "a" for f in found.json["findings"])


def test_a_plural_that_becomes_a_plain_text_is_replaced_whole(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"c_one": "{{count}} x", "c_other": "{{count}} xs"}})
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"locales/en.json": {"c": "Total"}})
    cli("translate", cwd=tmp_path)
    assert list(read(tmp_path / "locales/pt-BR.json")) == ["c"]
    assert cli("check", cwd=tmp_path).code == 0


def test_a_broken_target_is_not_told_as_done(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Hi"}, "locales/pt-BR.json": "<<<<<<< HEAD\n"})
    assert counted(cli, tmp_path)["initial"] == 1
    said = cli("translate", cwd=tmp_path)
    assert said.code == 1 and "up to date" not in said.out


def test_a_plan_writes_nothing_at_all(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Hi"}})
    before = sorted(tmp_path.rglob("*"))
    for command in (["plan"], ["translate", "--dry-run"], ["status"], ["check"]):
        cli(*command, cwd=tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_content_cannot_speak_to_the_terminal(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": '{"a": "Hi", \x1b]0;pwn\x07\x1b[31mred}'})
    for command in ("status", "plan", "translate", "check"):
        said = cli(command, cwd=tmp_path)
        assert "\x1b" not in said.out + said.err and "\x07" not in said.out + said.err


def test_a_place_that_holds_a_persons_own_words_is_not_filled_without_asking(tmp_path: Path, cli: Cli) -> None:
    english = "# Title\n\nIntro.\n\n- one\n- two\n\nMiddle paragraph with 42 items.\n\nThe last paragraph is here.\n"
    portuguese = "# Título\n\nIntrodução.\n\n- um\n- dois\n- três\n\nO último parágrafo está aqui.\n"
    config = CONFIG.replace("locales/{locale}.json", "docs/{locale}/*.md")
    write(tmp_path, {"locakit.yaml": config, "docs/en/a.md": english, "docs/pt-BR/a.md": portuguese})
    cli("translate", cwd=tmp_path)
    page = tmp_path / "docs/pt-BR/a.md"
    before = page.read_text(encoding="utf-8")
    assert all(line in before for line in portuguese.split("\n"))
    assert before.count("⟦") <= 1, "at most one block was sure to be missing"
    assert cli("translate", cwd=tmp_path).out.count("Everything is up to date") == 1
    assert page.read_text(encoding="utf-8") == before
    if counted(cli, tmp_path)["proposals"]:
        cli("review", "--as", "Ana", "--key", "p-*", cwd=tmp_path, stdin="s\n" * 9)
        assert page.read_text(encoding="utf-8") == before


def test_a_changed_msgid_keeps_the_persons_words_stale_with_a_proposal_beside_them(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("- path: locales/{locale}.json", "- {path: 'po/{posix}.po', source: po/m.pot}")
    pot = HEAD + 'msgid "Save the file"\nmsgstr "{}"\n\nmsgid "Open"\nmsgstr ""\n'
    write(tmp_path, {"locakit.yaml": config, "po/m.pot": pot.format(""), "po/pt_BR.po": pot.format("Guardar já")})
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"po/m.pot": pot.format("").replace("Save the file", "Save the file now")})
    for run in range(2):
        said = cli("translate", cwd=tmp_path)
        assert ("1 proposal laid" in said.out) == (run == 0)
        made = (tmp_path / "po/pt_BR.po").read_text(encoding="utf-8")
        assert 'msgid "Save the file"\nmsgstr "Guardar já"' in made and "Save the file now" not in made
        state = counted(cli, tmp_path)
        assert (state["stale"], state["proposals"], state["imported"], state["initial"]) == (1, 1, 1, 0)
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    told = [(f["rule"], f["key"]) for f in found if f["rule"].startswith("keys.")]
    assert told == [("keys.stale", "Save the file now")]
    cli("emit", "--require", "translated", "--out", "dist", cwd=tmp_path)
    released = (tmp_path / "dist/po/pt_BR.po").read_text(encoding="utf-8")
    assert 'msgid "Save the file now"\nmsgstr "Guardar já"' in released
    said = cli("review", "--as", "Ana", "--key", "Save*", cwd=tmp_path, stdin="e\nGuardar agora\n")
    assert "1 decided" in said.out
    made = (tmp_path / "po/pt_BR.po").read_text(encoding="utf-8")
    assert 'msgid "Save the file now"\nmsgstr "Guardar agora"' in made and '#~ msgstr "Guardar já"' in made
    state = counted(cli, tmp_path)
    assert (state["stale"], state["proposals"], state["reviewed"], state["human"]) == (0, 0, 1, 1)
    assert "nothing to write" in cli("translate", cwd=tmp_path).out


def test_a_catalog_in_another_charset_is_left_alone_with_the_way_out(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("- path: locales/{locale}.json", "- {path: 'po/{posix}.po', source: po/m.pot}")
    pot = HEAD + 'msgid "Open"\nmsgstr ""\n'
    full = HEAD.replace("UTF-8", "ISO-8859-1") + 'msgid "Open"\nmsgstr "A\u00e7\u00e3o"\n'
    old = full.encode("latin-1")
    write(tmp_path, {"locakit.yaml": config, "po/m.pot": pot, "po/pt_BR.po": old})
    said = cli("translate", cwd=tmp_path)
    assert said.code == 1 and "po/pt_BR.po:3:" in said.err and "msgconv --to-code=UTF-8" in said.err
    assert (tmp_path / "po/pt_BR.po").read_bytes() == old


def test_a_msgid_that_stands_twice_is_told_as_what_breaks_the_catalog(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("- path: locales/{locale}.json", "- {path: 'po/{posix}.po', source: po/m.pot}")
    pot = HEAD + 'msgid "Open"\nmsgstr ""\n'
    write(tmp_path, {"locakit.yaml": config, "po/m.pot": pot, "po/pt_BR.po": pot + '\nmsgid "Open"\nmsgstr "Abrir"\n'})
    found = cli("check", "--format", "json", cwd=tmp_path)
    told = [(f["rule"], f["line"]) for f in found.json["findings"] if f["severity"] == "error"]
    assert found.code == 1 and told == [("keys.duplicate", 9)]


def test_a_persons_order_of_a_page_stays_until_the_sources_order_changes(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("locales/{locale}.json", "docs/{locale}/*.md")
    write(
        tmp_path, {"locakit.yaml": config, "docs/en/a.md": "# Title\n\nFirst words.\n\nSecond words.\n\nThird words.\n"}
    )
    cli("translate", cwd=tmp_path)
    page = tmp_path / "docs/pt-BR/a.md"
    title, first, second, third = page.read_text(encoding="utf-8").strip().split("\n\n")
    page.write_text("\n\n".join([title, second, first, third]) + "\n", encoding="utf-8")
    before = page.read_bytes()
    assert "nothing to write" in cli("translate", cwd=tmp_path).out and page.read_bytes() == before
    write(tmp_path, {"docs/en/a.md": "# Title\n\nThird words.\n\nFirst words.\n\nSecond words.\n"})
    assert "reordered" in cli("translate", cwd=tmp_path).out
    assert page.read_text(encoding="utf-8").strip().split("\n\n") == [title, third, first, second]


def test_a_lost_memory_is_filled_again_from_what_people_wrote(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"b": "Good morning"}})
    write(tmp_path, {"locales/pt-BR.json": {"b": "Bom dia"}})
    cli("translate", cwd=tmp_path)
    for left in (tmp_path / ".locakit").glob("memory.db*"):
        left.unlink()
    write(tmp_path, {"locales/en.json": {"b": "Good morning", "c": "Good morning"}})
    cli("translate", cwd=tmp_path)
    assert read(tmp_path / "locales/pt-BR.json") == {"b": "Bom dia", "c": "Bom dia"}


def test_a_change_made_during_the_work_comes_first(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Hello", "b": "Bye"}})
    write(tmp_path, {"locales/pt-BR.json": {"a": "Oi"}})
    from locakit.providers import pseudo

    make, seen = pseudo.Pseudo.translate, list[int]()

    def edit_meanwhile(self: object, segments: object, source: str, market: str) -> list[str]:
        if not seen:
            write(tmp_path, {"locales/pt-BR.json": {"a": "Olá, gente"}})
        seen.append(1)
        return make(self, segments, source, market)  # type: ignore[arg-type]  # the method, handed through

    monkeypatch.setattr(pseudo.Pseudo, "translate", edit_meanwhile)
    said = cli("translate", cwd=tmp_path)
    assert said.code == 3 and "changed while locakit was at work" in said.err
    assert read(tmp_path / "locales/pt-BR.json") == {"a": "Olá, gente"}
    assert cli("translate", cwd=tmp_path).code == 0
    assert read(tmp_path / "locales/pt-BR.json")["a"] == "Olá, gente"
    assert (counted(cli, tmp_path)["translated"], counted(cli, tmp_path)["initial"]) == (2, 0)


def test_words_that_cannot_move_stay_where_they_are(tmp_path: Path, cli: Cli) -> None:
    source = {"menu": "Menu item", "d": "Dog"}
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": source})
    write(tmp_path, {"locales/pt-BR.json": {"menu": "Item", "d": "Cão"}})
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"locales/en.json": {"menu": {"title": "Dog"}}})
    cli("translate", cwd=tmp_path)
    assert read(tmp_path / "locales/pt-BR.json") == {"menu": "Item", "d": "Cão"}
    write(tmp_path, {"locales/en.json": {"hello": "Hello {name}"}, "locales/pt-BR.json": {"hello": "Oi, gente"}})
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"locales/en.json": {"greeting": "Hello {name}"}})
    cli("translate", cwd=tmp_path)
    made = read(tmp_path / "locales/pt-BR.json")
    assert made["hello"] == "Oi, gente" and "{name}" in made["greeting"]
    assert counted(cli, tmp_path)["machine"] == 1


def test_an_approval_survives_a_rename_in_both_files(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"b": "Good morning"}})
    cli("translate", cwd=tmp_path)
    cli("review", "--as", "Ana", cwd=tmp_path, stdin="a\n")
    for name in ("locales/en.json", "locales/pt-BR.json"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        write(tmp_path, {name: text.replace('"b"', '"greeting"')})
    assert (counted(cli, tmp_path)["reviewed"], counted(cli, tmp_path)["machine"]) == (1, 1)
    cli("translate", cwd=tmp_path)
    lines = (tmp_path / ".locakit/ledger/pt-BR.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 1 and "\tAna\t" in lines[0] and "\tgreeting\t" in lines[0]


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("c/{}.yml", "b: Bee\nc: Sea\nd: Dee\n", "b: &x Abelha\nc: *x\n"),
        ("c/{}.json", '{"b": "Bee", "c": "Sea", "d": "Dee"}', '{"b": "Abelha", "c": 42}'),
    ],
)
def test_a_value_that_is_no_text_is_not_written_over(
    name: str, source: str, target: str, tmp_path: Path, cli: Cli
) -> None:
    config = CONFIG.replace("locales/{locale}.json", name.replace("{}", "{locale}"))
    write(tmp_path, {"locakit.yaml": config, name.format("en"): source, name.format("pt-BR"): target})
    said = cli("translate", cwd=tmp_path)
    made = (tmp_path / name.format("pt-BR")).read_text(encoding="utf-8")
    assert said.code == 1 and "mt.unwritable" in said.out
    assert ("c: *x" in made or '"c": 42' in made) and "Ðéé" in made


def test_forms_that_a_person_left_empty_are_proposed_beside_their_words(tmp_path: Path, cli: Cli) -> None:
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=3; plural='
        '(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
    )
    entry = 'msgid "%d file"\nmsgid_plural "%d files"\n'
    pot = head + entry + 'msgstr[0] ""\nmsgstr[1] ""\n'
    mine = head + entry + 'msgstr[0] "%d файл"\nmsgstr[1] "%d файла"\nmsgstr[2] ""\n'
    config = CONFIG.replace("- path: locales/{locale}.json", "- {path: 'po/{posix}.po', source: po/m.pot}")
    config = config.replace("[pt-BR]", "[ru]")
    write(tmp_path, {"locakit.yaml": config, "po/m.pot": pot, "po/ru.po": mine})
    (step,) = cli("plan", "--format", "json", cwd=tmp_path).json["markets"]["ru"]["steps"]
    assert (step["act"], step["why"]) == ("propose", "plural forms are missing")
    cli("translate", cwd=tmp_path)
    assert (tmp_path / "po/ru.po").read_text("utf-8") == mine, "a person's entry is not touched"
    cli("review", "--as", "Ana <ana@example.org>", cwd=tmp_path, stdin="p\n")
    made = (tmp_path / "po/ru.po").read_text("utf-8")
    assert 'msgstr[0] "%d файл"' in made and 'msgstr[1] "%d файла"' in made and 'msgstr[2] "⟦' in made
    assert cli("check", cwd=tmp_path).code == 0


def test_forms_that_a_catalog_never_had_are_proposed_once(tmp_path: Path, cli: Cli) -> None:
    en = {"item_one": "{{count}} item", "item_other": "{{count}} items"}
    mine = {"item_one": "{{count}} rzecz", "item_other": "{{count}} rzeczy"}
    config = CONFIG.replace("[pt-BR]", "[pl]")
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": en, "locales/pl.json": mine})
    said = cli("translate", cwd=tmp_path)
    assert "1 proposal" in said.out and read(tmp_path / "locales/pl.json") == mine
    assert "proposal" not in cli("translate", cwd=tmp_path).out
    cli("review", "--as", "Ana <ana@example.org>", cwd=tmp_path, stdin="p\n")
    made = read(tmp_path / "locales/pl.json")
    assert made | mine == made and set(made) == {"item_one", "item_few", "item_many", "item_other"}
    assert cli("check", cwd=tmp_path).code == 0


def test_folders_of_git_and_of_locakit_hold_no_content(tmp_path: Path, cli: Cli) -> None:
    for path in (".git/{locale}.json", "a/.locakit/{locale}.json"):
        write(tmp_path, {"locakit.yaml": CONFIG.replace("locales/{locale}.json", path)})
        said = cli("status", cwd=tmp_path)
        assert said.code == 2 and "belongs to git or to locakit" in said.err
