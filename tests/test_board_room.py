"""Verdicts from the board: they reach files, ledger and memory, never over somebody else's, and can be taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import comments, queue
from locakit.comments import Comment
from locakit.queue import Answer, Ask, Wish, chosen
from locakit.shell import boardroom
from locakit.shell.boardroom import Room
from locakit.shell.boardroom.pieces import cut, utf16
from locakit.shell.lock import project_lock
from tests.boards import approve, board, find, room, save
from tests.conftest import CONFIG, Cli, read, write

EN = {"a": "Hello {name}", "b": "Save", "c": "Cart", "n_one": "{{count}} item", "n_other": "{{count}} items"}
TWO = CONFIG.replace("[pt-BR]", "[pt-BR, ar-SA]")


@pytest.fixture
def shop(tmp_path: Path, cli: Cli) -> Path:
    write(tmp_path, {"locakit.yaml": TWO, "locales/en.json": EN, "locales/pt-BR.json": {"a": "Olá {name}"}})
    cli("translate", cwd=tmp_path)
    return tmp_path


def ledger(root: Path, key: str, market: str = "pt-BR") -> list[str]:
    """The cells of a unit's line: state, origin, engine, reviewer, time."""
    lines = (root / f".locakit/ledger/{market}.tsv").read_text(encoding="utf-8").splitlines()
    return next(line.split("\t")[4:9] for line in lines if line.split("\t")[1:2] == [key])


def files(root: Path) -> dict[str, bytes]:
    """What a commit would hold."""
    kept = (p for p in root.rglob("*") if p.is_file() and p.suffix in (".json", ".tsv", ".po"))
    return {str(p.relative_to(root)): p.read_bytes() for p in kept}


def test_an_approval_names_who_and_when_and_leaves_the_file_alone(shop: Path) -> None:
    before = (shop / "locales/pt-BR.json").read_bytes()
    where = room(shop)
    assert approve(where, "a", "pt-BR").fault == ""
    state, origin, _, by, at = ledger(shop, "a")
    assert (state, origin, by) == ("reviewed", "imported", "Ana <ana@example.org>") and at.startswith("20")
    assert (shop / "locales/pt-BR.json").read_bytes() == before
    assert where.row(find(where, "a")).waits is False  # type: ignore[union-attr]  # the row is there
    where.close()


def test_an_edit_is_written_recorded_and_learned(shop: Path) -> None:
    where = room(shop)
    answer = save(where, "b", "Salvar")
    assert answer.fault == "" and answer.unit and answer.unit["state"] == "reviewed"
    assert read(shop / "locales/pt-BR.json")["b"] == "Salvar" and ledger(shop, "b")[:2] == ["reviewed", "human"]
    found = where._office.memory.exact({"other": "Save"}, "en", "pt-BR")
    assert found and found.entry.target == {"other": "Salvar"} and found.entry.origin == "human"
    where.close()


def test_words_that_would_break_the_program_are_not_written(shop: Path) -> None:
    where, before = room(shop), files(shop)
    answer = save(where, "a", "Olá")
    assert answer.fault == "refused" and "{name}" in answer.message and files(shop) == before
    assert save(where, "a", "").fault == "refused"
    assert save(where, "a", "Olá {name} \ud83d").fault == "refused", "half a character cannot be written"
    assert read(shop / "locales/pt-BR.json")["a"] == "Olá {name}" and save(where, "a", "Oi {name}").fault == ""
    where.close()


def test_of_two_reviewers_the_second_is_shown_what_the_first_did(shop: Path) -> None:
    ana, ben = room(shop), room(shop, "Ben <ben@example.org>")
    seen = ben.seen(find(ben, "b"))
    assert save(ana, "b", "Salvar").fault == ""
    answer = save(ben, "b", "Gravar", seen)
    assert answer.fault == "conflict" and answer.unit and answer.unit["target"] == {"other": "Salvar"}
    assert read(shop / "locales/pt-BR.json")["b"] == "Salvar" and answer.unit["by"].startswith("Ana")
    assert save(ben, "b", "Gravar", answer.unit["seen"]).fault == ""
    assert read(shop / "locales/pt-BR.json")["b"] == "Gravar" and ledger(shop, "b")[3].startswith("Ben")
    assert approve(ana, "c").fault == "" and approve(ben, "c", "ar-SA").fault == ""
    assert ledger(shop, "c")[3].startswith("Ana") and ledger(shop, "c", "ar-SA")[3].startswith("Ben")
    ana.close()
    ben.close()


def test_what_others_write_into_the_files_is_seen(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boardroom, "_PAUSE", 0.0)
    monkeypatch.setattr(boardroom, "_SHARE", 0)
    where = room(shop)
    version, id = where.version, find(where, "b")
    assert where.changed(version) == []
    write(shop, {"locales/pt-BR.json": {**read(shop / "locales/pt-BR.json"), "b": "Guardar"}})
    assert where.changed(version) == [id] and where.row(id).target == "Guardar"  # type: ignore[union-attr]  # it is there
    assert ledger(shop, "b")[1] == "machine", "who only looks writes nothing"
    write(shop, {"locales/en.json": {**EN, "a": "Hi {name}", "d": "New"}})
    where.changed(version)
    unit = where.unit(find(where, "a"))
    assert unit and unit["stale"] and find(where, "d", "ar-SA")
    write(shop, {"locales/en.json": {"a": "Hi {name}"}})
    where.changed(version)
    assert where.unit(id) is None and where.seen(id) is None and len(where.rows()) == 2
    write(shop, {"locakit.yaml": "source: ["})
    where.changed(version)
    assert where.trouble and approve(where, "a").fault == "busy"
    where.close()


def test_a_text_that_was_changed_on_disk_is_not_written_over(shop: Path) -> None:
    where = room(shop)
    seen = where.seen(find(where, "b"))
    write(shop, {"locales/pt-BR.json": {**read(shop / "locales/pt-BR.json"), "b": "Guardar"}})
    answer = save(where, "b", "Salvar", seen)
    assert answer.fault == "conflict" and read(shop / "locales/pt-BR.json")["b"] == "Guardar"
    where.close()


def test_while_another_run_has_the_project_a_verdict_waits_and_then_says_so(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boardroom, "_PATIENCE", 0.1)
    where = room(shop)
    with project_lock(shop):
        answer = approve(where, "b")
        assert answer.fault == "busy" and str(os.getpid()) in answer.message and where.undo() == []
    assert approve(where, "b").fault == ""
    where.close()


def test_undo_puts_back_file_ledger_and_proposal_to_the_byte(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/en.json": {**EN, "a": "Hello, {name}!"}})
    cli("translate", cwd=shop)
    where, before = room(shop), files(shop)
    unit = where.unit(find(where, "a"))
    assert unit and unit["proposal"]
    assert save(where, "a", unit["proposal"]["forms"]["other"]).fault == ""
    assert ledger(shop, "a")[1] == "machine", "a proposal that is taken keeps its author"
    assert approve(where, "b").fault == "" and save(where, "c", "Carrinho").fault == ""
    assert [where.undo()[0].fault for _ in range(3)] == ["", "", ""] and where.undo() == []
    assert files(shop) == before
    found = where._office.memory.exact({"other": "Cart"}, "en", "pt-BR")
    assert found is None or not found.fits("pt-BR"), "no person stands for words that were taken back"
    where.close()


def test_undo_does_not_undo_what_somebody_else_did_since(shop: Path) -> None:
    ana, ben = room(shop), room(shop, "Ben")
    save(ana, "b", "Salvar")
    ben.changed(0)
    save(ben, "b", "Gravar", ana.seen(find(ana, "b")))
    assert [a.fault for a in ana.undo()] == ["conflict"] and read(shop / "locales/pt-BR.json")["b"] == "Gravar"
    ana.close()
    ben.close()


def test_rejecting_takes_out_a_machines_words_an_approval_and_a_proposal_but_no_persons(shop: Path) -> None:
    where, before = room(shop), files(shop)

    def reject(key: str) -> Answer:
        id = find(where, key)
        return where.decide([[Ask(id, "reject", {}, where.seen(id) or ("", ""))]])[0][0]

    assert reject("b").fault == "" and "b" not in read(shop / "locales/pt-BR.json")
    assert where.undo()[0].fault == "" and files(shop) == before
    assert reject("a").fault == "refused" and files(shop) == before
    approve(where, "a")
    assert reject("a").fault == "" and ledger(shop, "a")[:2] == ["translated", "imported"]
    where.close()


def test_all_clean_units_are_approved_in_one_step(shop: Path) -> None:
    with board(shop) as client:
        id = next(r["id"] for r in client.get("queue", words="Cart", market="pt-BR").json["rows"])
        assert client.post("comment", {"id": id, "text": "Which cart?\tThis\none."}).json["comments"][0]["by"]
        found = client.get("queue", market="pt-BR").json
        said = client.post("approve", {"view": found["view"]}).json
        assert said["approved"] == found["clean"] and said["faults"] == []
        assert ledger(shop, "c")[0] == "translated", "somebody has asked something"
        assert ledger(shop, "b")[0] == "reviewed"
        assert len(client.post("undo", {}).json["answers"]) == said["approved"]
        assert ledger(shop, "b")[0] == "translated" and client.post("undo", {}).json["answers"] == []
    lines = (shop / comments.PATH).read_text(encoding="utf-8").split("\n")
    assert (
        len(lines) == 3
        and "Which cart?\\tThis\\none." in lines[1]
        and lines[1].startswith("pt-BR\tlocales/en.json\tc\t")
    )
    assert "comments.tsv merge=union" in (shop / ".gitattributes").read_text(encoding="utf-8")


def test_a_plural_has_its_markets_forms_each_with_numbers(shop: Path) -> None:
    where = room(shop)
    unit = where.unit(find(where, "n", "ar-SA"))
    assert unit and [f["name"] for f in unit["forms"]] == ["zero", "one", "two", "few", "many", "other"]
    assert unit["forms"][3]["samples"][:2] == ["3", "4"] and unit["dir"] == "rtl" and unit["sourceDir"] == "ltr"
    where.close()


def test_the_source_of_a_stale_target_is_found_in_git(shop: Path, cli: Cli, git) -> None:  # type: ignore[no-untyped-def]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        git(*command, cwd=shop)
    write(shop, {"locales/en.json": {**EN, "a": "Good day {name}"}})
    where = room(shop)
    found = where.aids(find(where, "a"))["before"]
    assert found["forms"] == {"other": "Hello {name}"} and ("gone", "Hello") in found["marked"]
    where.close()


def test_limits_notes_and_links_are_shown(tmp_path: Path, cli: Cli) -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    po += "#. See https://example.org/shot.png and javascript:x\n"
    config = CONFIG.replace(
        "- path: locales/{locale}.json", '- {path: "po/{posix}.po", source: po/m.pot, flags: {"*": [max-length:6]}}'
    )
    write(tmp_path, {"locakit.yaml": config, "po/m.pot": po + 'msgid "Save"\nmsgstr ""\n'})
    cli("translate", cwd=tmp_path)
    where = room(tmp_path)
    unit = where.unit(0)
    assert unit and unit["links"] == ["https://example.org/shot.png"] and "javascript:x" in unit["note"]
    assert unit["counters"] == [] or unit["counters"][0]["most"] == 6
    said = where.check(0, {"other": "Guardar"})
    assert said and said["counters"] == [{"form": "other", "what": "characters", "used": 7, "most": 6}]
    where.close()


def test_a_broken_file_costs_itself_only(shop: Path) -> None:
    (shop / "locales/ar-SA.json").write_text("{", encoding="utf-8")
    where = room(shop)
    assert {r.market for r in where.rows()} == {"pt-BR"} and any("ar-SA.json" in told for told in where.broken())
    where.close()


TEXTS = st.text(st.sampled_from("ab {}<>/%s$'#,\u0645\u202e\U0001f600\n\tpluraotherone"), max_size=60)


@given(TEXTS, st.sampled_from([frozenset[str](), frozenset({"icu-message-format"}), frozenset({"md-text"})]))
def test_pieces_are_the_text(text: str, flags: frozenset[str]) -> None:
    assert "".join(piece for _, piece in cut(text, flags)) == text


def test_the_words_of_icu_branches_are_text_and_all_else_is_a_chip() -> None:
    text = "{n, plural, one {# <b>item</b>} other {# items}} for {name}"
    found = cut(text, frozenset({"icu-message-format"}))
    assert [t for kind, t in found if not kind] == [" ", "item", " items", " for "]
    assert ("icu", "{n, plural, one {") in found and ("brace", "{name}") in found
    assert cut("{" * 30_000, frozenset()) == [("", "{" * 30_000)]


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_places_are_counted_as_a_browser_counts(text: str, a: int, b: int) -> None:
    a, b = sorted((min(a, len(text)), min(b, len(text))))
    start, end = utf16(text, (a, b))
    data = text.encode("utf-16-le", "surrogatepass")
    assert data[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") == text[a:b]


@given(
    st.lists(st.builds(Comment, *[st.text(max_size=8)] * 7).filter(lambda c: not c.market.startswith("#")), max_size=5)
)
def test_comments_come_back_from_their_file(found: list[Comment]) -> None:
    again, other = comments.parse(comments.render(found, ["a later version's line"]))
    assert sorted(again) == sorted(set(found)) and other == ["a later version's line"]


def test_two_branches_comments_merge_into_one_file() -> None:
    one, two = (Comment("de", "a.json", "k", f"2026-01-0{n}", "Ana", "", "x") for n in (1, 2))
    text = comments.render([one]) + comments.render([two, one])
    assert comments.render(comments.parse(text)[0]) == comments.render([one, two])


def test_trouble_comes_first_where_that_is_asked(shop: Path) -> None:
    where: Room = room(shop)
    rows = where.rows()
    assert set(chosen(rows, Wish(order=queue.TROUBLE))) == set(chosen(rows, Wish()))
    assert (
        chosen(rows, Wish(words="olá hello")) == [find(where, "a")]
        and chosen(rows, Wish(state="all", words="zzz")) == []
    )
    where.close()


MANY = """\
source: en
markets: [ar-SA]
engines: [pseudo]
content:
  - path: locales/{locale}.json
  - {path: 'po/{posix}.po', source: po/m.pot}
  - path: config/{locale}.yml
  - path: docs/{locale}/*.md
  - {path: 'res/values-{android}/strings.xml', source: res/values/strings.xml}
"""
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ANDROID = '<resources>\n    <string name="a">Open %1$s</string>\n    <string name="b">Close</string>\n</resources>\n'


@pytest.mark.parametrize("act", ["approve", "save", "reject"])
def test_every_format_takes_verdicts_and_gives_them_back(tmp_path: Path, cli: Cli, act: queue.Act) -> None:
    po = HEAD + 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ""\nmsgstr[1] ""\n\nmsgid "Open"\nmsgstr ""\n'
    write(tmp_path, {"locakit.yaml": MANY, "locales/en.json": EN, "po/m.pot": po, "res/values/strings.xml": ANDROID})
    write(tmp_path, {"config/en.yml": "en:\n  a: Hello\n  b: Save it\n", "docs/en/a.md": "# Title\n\nOne *thing*.\n"})
    cli("translate", cwd=tmp_path)
    where = room(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.suffix in (".json", ".po", ".yml", ".md", ".xml")}
    lines = (tmp_path / ".locakit/ledger/ar-SA.tsv").read_text(encoding="utf-8")
    ids = [row.id for row in where.rows()]
    assert len(ids) == 12
    for id in ids:
        unit = where.unit(id)
        assert unit
        forms = {name: f"{text} و" for name, text in unit["target"].items()}
        answer = where.decide([[Ask(id, act, forms if act == "save" else {}, unit["seen"])]])[0][0]
        now = where.unit(id)
        assert answer.fault == "" and now, answer
        assert now["target"] == {"approve": unit["target"], "save": forms, "reject": {}}[act]
        assert now["state"] == ("initial" if act == "reject" else "reviewed")
    assert [where.undo()[0].fault for _ in ids] == [""] * len(ids)
    assert {p: p.read_bytes() for p in before} == before
    assert (tmp_path / ".locakit/ledger/ar-SA.tsv").read_text(encoding="utf-8") == lines
    where.close()


def test_a_configuration_that_is_broken_for_a_while_takes_nothing_with_it(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boardroom, "_PAUSE", 0.0)
    monkeypatch.setattr(boardroom, "_SHARE", 0)
    where = room(shop)
    kept = (shop / "locakit.yaml").read_text(encoding="utf-8")
    write(shop, {"locakit.yaml": "source: [\n"})
    where.changed(0)
    assert where.trouble.startswith("locakit.yaml:1") and where.waits == 8
    assert where.aids(find(where, "a", "pt-BR"))["memory"] == [] and approve(where, "a", "pt-BR").fault == "busy"
    write(shop, {"locakit.yaml": kept.replace("pt-BR, ar-SA", "de-DE")})
    where.changed(0)
    assert (where.trouble, where.waits) == ("", 0)
    write(shop, {"locakit.yaml": kept})
    where.changed(0)
    assert where.waits == 8 and approve(where, "a", "pt-BR").fault == ""
    where.close()


def test_files_that_go_break_and_come_are_seen(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boardroom, "_PAUSE", 0.0)
    monkeypatch.setattr(boardroom, "_SHARE", 0)
    where = room(shop)
    source, target = shop / "locales/en.json", shop / "locales/pt-BR.json"
    kept, words = source.read_bytes(), target.read_bytes()
    source.unlink()
    where.changed(0)
    assert where.waits == 0
    source.write_bytes(kept)
    where.changed(0)
    assert where.waits == 8
    target.write_bytes(words[:9])
    where.changed(0)
    assert where.trouble.startswith("locales/pt-BR.json") and target.read_bytes() == words[:9]
    target.write_bytes(words)
    where.changed(0)
    assert where.trouble == "" and approve(where, "a", "pt-BR").fault == ""
    where.close()


def test_a_glossary_that_is_edited_counts_at_once(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boardroom, "_PAUSE", 0.0)
    monkeypatch.setattr(boardroom, "_SHARE", 0)
    terms = "source: en\nterms:\n  - source: Cart\n    pt-BR: TARGET\n"
    write(tmp_path, {"locakit.yaml": CONFIG + "glossaries: [terms.yaml]\n", "terms.yaml": terms,
                     "locales/en.json": {"c": "Cart"}, "locales/pt-BR.json": {"c": "Carrinho"}})  # fmt: skip
    cli("translate", cwd=tmp_path)
    where = room(tmp_path)
    assert [f["rule"] for f in (where.unit(find(where, "c")) or {})["findings"]] == ["terms.missing"]
    write(tmp_path, {"terms.yaml": terms.replace("TARGET", "Carrinho")})
    where.changed(0)
    assert (where.unit(find(where, "c")) or {})["findings"] == []
    where.close()


def test_an_approval_does_not_lower_what_is_final(shop: Path, cli: Cli) -> None:
    cli("review", "--approve", "--final", "--as", "Boss", cwd=shop)
    where = room(shop)
    assert ledger(shop, "a")[0] == "final" and approve(where, "a", "pt-BR").fault == "refused"
    assert (ledger(shop, "a")[0], ledger(shop, "a")[3]) == ("final", "Boss")
    id = find(where, "a", "pt-BR")
    edit = Ask(id, "save", {"other": "Oi {name}"}, where.seen(id) or ("", ""))
    assert where.decide([[edit]])[0][0].fault == "" and ledger(shop, "a")[0] == "reviewed"
    where.close()
