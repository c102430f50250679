"""The check command as a CI job uses it: bilingual files, what is new, what changed, what is let stand, the cache."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from locakit.shell import crew
from tests.conftest import CONFIG, Cli, write

EN = {"hi": "Hello {name}", "total": "Total: 5", "bye": "See you soon"}
PT = {"hi": "Olá {nome}", "total": "Total: 6", "bye": "Até logo"}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with an error, a warning and a good target."""
    return write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": EN, "locales/pt-BR.json": PT})


def rules(cli: Cli, *args: str, cwd: Path) -> list[tuple[str, str]]:
    """Key and rule of every finding."""
    return [(f["key"], f["rule"]) for f in cli("check", *args, "--format", "json", cwd=cwd).json["findings"]]


ALL = [("hi", "placeables.missing"), ("hi", "placeables.extra"), ("total", "numbers.missing")]


def test_nothing_is_written_and_a_second_check_says_the_same(shop: Path, cli: Cli) -> None:
    before = sorted(shop.rglob("*"))
    first = cli("check", "--format", "json", cwd=shop)
    again = cli("check", "--format", "json", cwd=shop)
    anew = cli("check", "--format", "json", "--no-cache", cwd=shop)
    assert first.code == again.code == 1 and first.out == again.out == anew.out
    assert sorted(shop.rglob("*")) == before
    assert sorted(rules(cli, cwd=shop)) == sorted(ALL)


def test_the_cache_sees_every_change(shop: Path, cli: Cli) -> None:
    assert len(rules(cli, cwd=shop)) == 3
    write(shop, {"locales/pt-BR.json": {**PT, "hi": "Olá {name}"}})
    assert rules(cli, cwd=shop) == ALL[2:]
    write(shop, {"locales/en.json": {**EN, "total": "Total: 6"}})
    assert rules(cli, cwd=shop) == []
    write(shop, {"locales/en.json": EN, "locakit.yaml": CONFIG + "rules: {numbers.missing: error}\n"})
    found = cli("check", "--format", "json", cwd=shop).json["findings"]
    assert [(f["rule"], f["severity"]) for f in found] == [("numbers.missing", "error")]
    (shop / "locales/pt-BR.json").unlink()
    assert {rule for _, rule in rules(cli, cwd=shop)} == {"keys.missing"}


def test_a_damaged_cache_is_as_good_as_none(shop: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(shop.parent / "cache"))
    assert len(rules(cli, cwd=shop)) == 3
    (kept,) = (shop.parent / "cache").rglob("pt-BR.json")
    whole = kept.read_text()
    saved = json.loads(whole)
    saved["parts"]["locales/en.json"][1] = [["x"]]
    for damage in (whole[:40], "[]", "null", json.dumps(saved), whole.replace('"parts"', '"pars"')):
        kept.write_text(damage)
        assert len(rules(cli, cwd=shop)) == 3


def test_only_the_named_rules_run(shop: Path, cli: Cli) -> None:
    assert rules(cli, "--rules", "numbers.*", cwd=shop) == ALL[2:]
    assert rules(cli, "--rules", "keys.*", cwd=shop) == []
    said = cli("check", "--rules", "numbres.missing", cwd=shop)
    assert said.code == 2 and "numbers.missing" in said.err


def test_rules_can_be_told_for_some_files_alone(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace(
        "  - path: locales/{locale}.json\n",
        "  - path: app/{locale}.json\n    rules: {numbers.missing: 'off'}\n  - path: web/{locale}.json\n",
    )
    texts = {"locakit.yaml": config, "app/en.json": EN, "web/en.json": EN, "app/pt-BR.json": PT, "web/pt-BR.json": PT}
    write(tmp_path, texts)
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    assert [f["resource"] for f in found if f["rule"] == "numbers.missing"] == ["web/pt-BR.json"]
    write(tmp_path, {"locakit.yaml": config.replace("numbers.missing", "numbers.mising")})
    said = cli("check", cwd=tmp_path)
    assert said.code == 2 and "numbers.missing" in said.err


def test_a_baseline_leaves_what_is_new(shop: Path, cli: Cli) -> None:
    said = cli("check", "--write-baseline", "base.json", cwd=shop)
    assert said.code == 0 and "3 findings on record" in said.err
    assert cli("check", "--baseline", "base.json", cwd=shop).code == 0
    write(shop, {"locales/pt-BR.json": {**PT, "bye": "Até {logo}"}})
    assert rules(cli, "--baseline", "base.json", cwd=shop) == [("bye", "placeables.extra")]
    write(shop, {"locales/pt-BR.json": {**PT, "hi": "Oi {nome}"}})
    assert {key for key, _ in rules(cli, "--baseline", "base.json", cwd=shop)} == {"hi"}, (
        "another text is another fault"
    )
    for broken in ("{", "[]", '{"version": 9, "findings": []}', '{"version": 1, "findings": [1]}'):
        write(shop, {"base.json": broken})
        assert cli("check", "--baseline", "base.json", cwd=shop).code == 2
    assert cli("check", "--baseline", "gone.json", cwd=shop).code == 2


def git(folder: Path, *args: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@shop.example"]
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def test_changed_looks_at_units_that_differ_from_a_revision(shop: Path, cli: Cli) -> None:
    git(shop, "init", "-q")
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "first")
    assert rules(cli, "--changed", "HEAD", cwd=shop) == []
    write(shop, {"locales/pt-BR.json": {**PT, "bye": "Até {logo}"}})
    assert rules(cli, "--changed", "HEAD", cwd=shop) == [("bye", "placeables.extra")]
    write(shop, {"locales/pt-BR.json": PT, "locales/en.json": {**EN, "total": "Total: 7"}})
    assert rules(cli, "--changed", "HEAD", cwd=shop) == [("total", "numbers.missing")]
    write(shop, {"locales/pt-BR.json": '{"hi": '})
    assert rules(cli, "--changed", "HEAD", cwd=shop) == [("", "keys.unreadable")]
    assert cli("check", "--changed", "nowhere", cwd=shop).code == 2


def test_a_dismissal_holds_until_a_text_changes(shop: Path, cli: Cli) -> None:
    said = cli("dismiss", "numbers.missing", "total", "--reason", "counted anew", "--as", "Ana", cwd=shop)
    assert said.code == 0 and "total  numbers.missing" in said.out
    line = (shop / ".locakit/dismissed.tsv").read_text().splitlines()[1].split("\t")
    assert line[:4] == ["pt-BR", "locales/pt-BR.json", "total", "numbers.missing"] and line[-1] == "counted anew"
    assert rules(cli, cwd=shop) == ALL[:2]
    assert "1 finding more, dismissed with a reason" in cli("check", cwd=shop).err
    write(shop, {"locales/pt-BR.json": {**PT, "total": "Total: 9"}})
    assert ALL[2] in rules(cli, cwd=shop)
    assert cli("dismiss", "numbers.missing", "nothing", "--reason", "x", cwd=shop).code == 2
    assert cli("dismiss", "numbers.missing", "total", "--reason", " ", cwd=shop).code == 2


def test_files_of_the_project_alone(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("[pt-BR]", "[pt-BR, de]"), "locales/de.json": {**PT, "hi": "Hallo"}})
    assert {f["market"] for f in cli("check", "locales/de.json", "--format", "json", cwd=shop).json["findings"]} == {
        "de"
    }
    assert (
        len({f["market"] for f in cli("check", "locales/en.json", "--format", "json", cwd=shop).json["findings"]}) == 2
    )


def test_merge_conflict_marks_and_doubled_keys(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("locales/{locale}.json", "l/{locale}.properties")
    target = "a=Um\n<<<<<<< HEAD\nb=Dois\n=======\nb=Duas\n>>>>>>> other\n"
    write(tmp_path, {"locakit.yaml": config, "l/en.properties": "a=One\nb=Two\n", "l/pt-BR.properties": target})
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    assert ("files.merge-conflict", 2) in {(f["rule"], f["line"]) for f in found}
    assert "keys.duplicate" in {f["rule"] for f in found}


PO = 'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
UNITS = 'msgid "Hello %s"\nmsgstr "Olá"\n\nmsgid "Bye"\nmsgstr ""\n\n#, fuzzy\nmsgid "Old"\nmsgstr "Velho"\n'
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" '
    'target-language="pt-BR" original="a" datatype="plaintext"><body><trans-unit id="a"><source>Hello {name}</source>'
    "<target>Olá</target></trans-unit></body></file></xliff>"
)
TMX = (
    '<tmx version="1.4"><header srclang="en" creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x" '
    'adminlang="en" datatype="plaintext"/><body><tu tuid="a"><tuv xml:lang="en"><seg>Hello {name}</seg></tuv>'
    '<tuv xml:lang="pt-BR"><seg>Olá</seg></tuv></tu></body></tmx>'
)


@pytest.mark.parametrize(
    ("name", "text", "args"),
    [
        ("app.po", PO + UNITS, []), ("app.po", UNITS, ["--target-locale", "pt-BR"]), ("pt_BR.po", UNITS, []),
        ("a.xliff", XLIFF, []), ("a.tmx", TMX, ["--target-locale", "pt-BR"]),
        ("a.csv", "key,en,pt-BR\na,Hello {name},Olá\n", ["--target-locale", "pt-BR"]),
    ],
)  # fmt: skip
def test_bilingual_files_by_themselves(tmp_path: Path, cli: Cli, name: str, text: str, args: list[str]) -> None:
    write(tmp_path, {name: text})
    said = cli("check", name, *args, "--format", "json", cwd=tmp_path)
    found = {(f["rule"], f["market"]) for f in said.json["findings"]}
    assert said.code == 1 and ("placeables.missing", "pt-BR") in found
    if name.endswith(".po"):
        assert {"keys.missing", "keys.stale"} <= {rule for rule, _ in found}
        assert all(f["line"] for f in said.json["findings"])
    assert not (tmp_path / ".locakit").exists()
    assert rules(cli, name, *args, "--rules", "keys.*", cwd=tmp_path) == [
        (f["key"], f["rule"]) for f in said.json["findings"] if f["rule"].startswith("keys.")
    ]


def test_what_cannot_be_checked_alone_says_why(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"a.json": "{}", "a.po": UNITS, "a.bin": "x", "b.xliff": "<xliff"})
    for args, why in (
        (["a.json"], "one language"), (["a.po"], "--target-locale"), (["gone.po"], "no such file"),
        (["a.bin"], "format is not known"), (["a.po", "--target-locale", "de", "--fix"], "needs a project"),
    ):  # fmt: skip
        said = cli("check", *args, cwd=tmp_path)
        assert said.code == 2 and why in said.err, args
    assert rules(cli, "b.xliff", "--target-locale", "de", cwd=tmp_path) == [("", "keys.unreadable")]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"])
def test_every_report_reaches_a_file(shop: Path, cli: Cli, form: str) -> None:
    said = cli("check", "--format", form, "--output", "report.out", cwd=shop)
    assert said.code == 1 and said.out == "" and "2 errors" in said.err
    assert "placeables.missing" in (shop / "report.out").read_text(encoding="utf-8")


def test_several_processes_say_what_one_says(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    config = CONFIG.replace("locales/{locale}.json", "l/*/{locale}.json").replace("[pt-BR]", "[pt-BR, de, fr]")
    files: dict[str, object] = {"locakit.yaml": config}
    for name in "abcd":
        files |= {f"l/{name}/en.json": EN, **{f"l/{name}/{m}.json": PT for m in ("pt-BR", "de", "fr")}}
    write(tmp_path, files)
    alone = cli("check", "--format", "json", "--jobs", "1", "--no-cache", cwd=tmp_path)
    assert cli("check", "--format", "json", "--jobs", "3", "--no-cache", cwd=tmp_path).out == alone.out
    monkeypatch.setattr(crew, "ENOUGH", 1)
    assert cli("check", "--format", "json", cwd=tmp_path).out == alone.out
    assert sum(f["rule"] == "numbers.missing" for f in alone.json["findings"]) == 4 * 3


def test_one_text_in_two_ways_is_seen_across_files(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "This field must be filled in."
    config = CONFIG.replace("locales/{locale}.json", "l/*/{locale}.json")
    files: dict[str, object] = {"locakit.yaml": config}
    for name, said in (("a", "Preencha este campo."), ("b", "Preencha este campo."), ("c", "Campo obrigatório.")):
        files |= {f"l/{name}/en.json": {"x": text}, f"l/{name}/pt-BR.json": {"x": said}}
    write(tmp_path, files)

    def seen(*args: str) -> list[tuple[str, str, int]]:
        found = cli("check", "--format", "json", *args, cwd=tmp_path).json["findings"]
        return [(f["resource"], f["rule"], f["line"]) for f in found]

    wanted = [("l/c/pt-BR.json", "consistency.sentence", 2)]
    assert seen() == seen() == seen("--no-cache") == seen("--no-cache", "--jobs", "2") == wanted
    write(tmp_path, {"l/c/pt-BR.json": {"x": "Preencha este campo."}})
    assert seen() == []
    write(tmp_path, {"l/b/pt-BR.json": {"x": "É preciso preencher."}})
    assert seen() == seen() == [("l/b/pt-BR.json", "consistency.sentence", 2)]
    cli("dismiss", "consistency.*", "x", "--reason", "meant so", cwd=tmp_path)
    assert seen() == []


def test_a_second_entry_of_one_name_is_a_double_not_a_leftover(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("locales/{locale}.json", "res/{locale}/strings.xml")
    one = '<resources>\n<string name="a">{}</string>\n</resources>\n'
    two = '<resources>\n<string name="a">Um</string>\n<string name="a">Uma</string>\n</resources>\n'
    write(tmp_path, {"locakit.yaml": config, "res/en/strings.xml": one.format("One"), "res/pt-BR/strings.xml": two})
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    assert [(f["rule"], f["line"]) for f in found] == [("keys.duplicate", 3)]


def test_keys_that_code_uses(tmp_path: Path, cli: Cli) -> None:
    code = "import i18next from 'i18next';\nt('hi'); t('gone');\n"
    config = CONFIG + "code: ['src/*.js']\n"
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": {"hi": "Hello", "old": "Old"},
                     "locales/pt-BR.json": {"hi": "Olá", "old": "Velho"}, "src/app.js": code})  # fmt: skip
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    assert {(f["rule"], f["resource"], f["line"]) for f in found} == {
        ("keys.undefined", "src/app.js", 2), ("keys.unused", "locales/en.json", 3),
    }  # fmt: skip
    assert "t('gone')" in cli("check", cwd=tmp_path).out


def test_a_pack_s_rule_can_be_turned_off(tmp_path: Path, cli: Cli) -> None:
    said = {"locales/en.json": {"a": "Save now!"}, "locales/fr-FR.json": {"a": "Enregistrez !"}}
    config = CONFIG.replace("pt-BR", "fr-FR")
    for off in ('rules: {fr.spacing: "off"}\n', "market: {fr-FR: {disable: [fr.spacing]}}\n",
                'market: {fr-FR: {rules: {"fr.*": "off"}}}\n'):  # fmt: skip
        write(tmp_path, {"locakit.yaml": config + off, **said})
        found = cli("check", "--format", "json", cwd=tmp_path)
        assert found.code == 0 and found.json["findings"] == [], off
    write(tmp_path, {"locakit.yaml": config + 'rules: {fr.spacin: "off"}\n', **said})
    wrong = cli("check", cwd=tmp_path)
    assert wrong.code == 2 and "locakit.yaml:6:9" in wrong.err and "fr.spacing" in wrong.err


def test_a_report_or_baseline_never_takes_the_place_of_content(shop: Path, cli: Cli) -> None:
    before = (shop / "locales/pt-BR.json").read_bytes()
    write(shop, {"notes.txt": "mine"})
    for args in (["--write-baseline", "locales/pt-BR.json"], ["-o", "locales/pt-BR.json"], ["-o", "locakit.yaml"],
                 ["--write-baseline", "notes.txt"], ["--write-baseline", "b.json", "--rules", "keys.*"],
                 ["--write-baseline", "b.json", "--changed", "HEAD"]):  # fmt: skip
        assert cli("check", *args, cwd=shop).code == 2, args
    assert (shop / "locales/pt-BR.json").read_bytes() == before and (shop / "notes.txt").read_text() == "mine"
    assert not (shop / "b.json").exists()
    write(shop, {"app.po": UNITS})
    said = cli("check", "app.po", "--target-locale", "pt-BR", "-o", "app.po", cwd=shop)
    assert said.code == 2 and (shop / "app.po").read_text() == UNITS


def test_a_baseline_of_one_market_keeps_the_others(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("[pt-BR]", "[pt-BR, de]"), "locales/de.json": PT})
    assert cli("check", "--write-baseline", "b.json", cwd=shop).code == 0
    assert cli("check", "--market", "de", "--write-baseline", "b.json", cwd=shop).code == 0
    assert cli("check", "--baseline", "b.json", "--fail-on", "info", cwd=shop).code == 0


def test_what_cannot_be_looked_at_is_told(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG + "  - path: gone/{locale}.json\n"})
    write(shop, {"locakit.yaml": CONFIG.replace("engines", "  - path: gone/{locale}.json\nengines")})
    assert "gone/{locale}.json: no source file is there" in cli("check", cwd=shop).err
    write(shop, {"locakit.yaml": CONFIG.replace("locales/", "gone/")})
    assert cli("check", cwd=shop).code == 2
    flagged = CONFIG.replace("{locale}.json\n", '{locale}.json\n    flags: {"*": [ignore-numberz.missing]}\n')
    write(shop, {"locakit.yaml": flagged})
    said = cli("check", cwd=shop)
    assert said.code == 2 and "ignore-numbers.missing" in said.err
    write(shop, {"locakit.yaml": CONFIG.replace("[pt-BR]", "[pt-BR, de]")})
    assert cli("check", "locales/de.json", "--market", "pt-BR", cwd=shop).code == 2


def test_merge_marks_are_named_where_they_break_the_file(shop: Path, cli: Cli) -> None:
    text = '{\n<<<<<<< HEAD\n  "hi": "Olá"\n=======\n  "hi": "Oi"\n>>>>>>> b\n}\n'
    write(shop, {"locales/pt-BR.json": text})
    found = cli("check", "--format", "json", cwd=shop).json["findings"]
    assert [(f["rule"], f["line"]) for f in found] == [("files.merge-conflict", 2)]


def test_a_fix_inside_an_icu_branch_is_made(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("pt-BR", "fr-FR")
    english = {"a": "{n, plural, one {# day!} other {# days {who}!}}"}
    french = {"a": "{n, plural, one {# jour!} other {# jours {who}!}}"}
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": english, "locales/fr-FR.json": french})
    said = cli("check", "--fix", cwd=tmp_path)
    assert "fr.spacing" in said.err
    text = (tmp_path / "locales/fr-FR.json").read_text(encoding="utf-8")
    assert "{# jour\u202f!} other {# jours {who}\u202f!}}" in text
    assert rules(cli, cwd=tmp_path) == []


def test_a_folder_names_its_files(shop: Path, cli: Cli) -> None:
    for place in (".", "locales", "locales/"):
        assert len(rules(cli, place, cwd=shop)) == 3
    assert cli("check", "elsewhere", cwd=shop).code == 2


def test_a_damaged_list_of_dismissals_is_told_and_never_rewritten(shop: Path, cli: Cli) -> None:
    cli("dismiss", "numbers.missing", "total", "--reason", "x", "--as", "Ana", cwd=shop)
    path = shop / ".locakit/dismissed.tsv"
    for damage in ("<<<<<<< HEAD\n", "#locakit-dismissed 2\n", "one\ttwo\n"):
        text = path.read_text() + damage
        write(shop, {".locakit/dismissed.tsv": text})
        assert ".locakit/dismissed.tsv:3" in cli("check", cwd=shop).err
        assert cli("dismiss", "placeables.missing", "hi", "--reason", "x", cwd=shop).code == 2
        assert path.read_text() == text
        path.write_text(text.removesuffix(damage))


def test_files_of_the_project_and_others_are_not_mixed(shop: Path, cli: Cli) -> None:
    write(shop, {"extra.po": UNITS})
    said = cli("check", "locales/pt-BR.json", "extra.po", "--target-locale", "pt-BR", cwd=shop)
    assert said.code == 2 and "extra.po: no file of this project" in said.err
    alone = cli("check", "extra.po", "--target-locale", "fr", cwd=shop)
    assert alone.code == 1 and "--fix" not in alone.out and "fixable" not in alone.out


def test_fixes_leave_what_is_on_record(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("pt-BR", "fr-FR")
    files = {"locakit.yaml": config, "locales/en.json": {"a": "Save now!", "b": "Go now!"}}
    write(tmp_path, {**files, "locales/fr-FR.json": {"a": "Enregistrez !", "b": "Partez"}})
    cli("check", "--write-baseline", "base.json", cwd=tmp_path)
    write(tmp_path, {"locales/fr-FR.json": {"a": "Enregistrez !", "b": "Partez !"}})
    assert cli("check", "--fix", "--baseline", "base.json", cwd=tmp_path).code == 0
    text = (tmp_path / "locales/fr-FR.json").read_text(encoding="utf-8")
    assert "Enregistrez !" in text and "Partez\u202f!" in text


def test_what_looks_like_nothing_to_do_is_told(shop: Path, cli: Cli) -> None:
    assert cli("check", "--changed", "", cwd=shop).code == 2
    write(shop, {"locakit.yaml": CONFIG + "code: [nosuch]\n"})
    assert "code: nosuch: no file of code is there" in cli("check", cwd=shop).err
    (shop / "locales/pt-BR.json").unlink()
    (shop / "locales/pt-BR.json").mkdir()
    assert rules(cli, cwd=shop) == [("", "keys.unreadable")]
    elsewhere = write(shop.parent / "elsewhere", {"note.txt": "x"})
    said = cli("check", str(shop / "locales/en.json"), cwd=elsewhere)
    assert said.code == 2 and f"--project {shop}" in said.err


def test_a_file_in_several_languages_wants_to_know_which(tmp_path: Path, cli: Cli) -> None:
    two = XLIFF.replace("</xliff>", XLIFF[XLIFF.index("<file") :].replace("pt-BR", "de"))
    write(tmp_path, {"a.xlf": two, "t.csv": "key,en,fr,de\na,Hello {n},Bonjour,Hallo {n}\n"})
    assert "several languages (de, pt-br)" in cli("check", "a.xlf", cwd=tmp_path).err
    assert "several languages" in cli("check", "t.csv", cwd=tmp_path).err
    assert rules(cli, "t.csv", "--target-locale", "fr", cwd=tmp_path) == [("a", "placeables.missing")]


@pytest.mark.parametrize("rule", ["terms.dnt", "terms.missing", "terms.deprecated"])
def test_a_term_rule_s_page_has_examples_too(tmp_path: Path, cli: Cli, rule: str) -> None:
    said = cli("explain", rule, cwd=tmp_path).out
    assert "\nBad: " in said and "\nGood: " in said and "\nSource: " in said


@pytest.mark.parametrize(
    ("rule", "near"),
    [("foo.bar", ""), ("X.Y", ""), ("channel.budgt", "channel.budget"), ("Numbers.Missing", "numbers.missing")],
)
def test_explain_offers_only_names_that_are_near(tmp_path: Path, cli: Cli, rule: str, near: str) -> None:
    said = cli("explain", rule, cwd=tmp_path)
    assert said.code == 2 and near in said.err and ("did you mean" in said.err) is bool(near)


@pytest.mark.parametrize("rule", ["channel.budget", "root.decimals", "glossary.term", "de.quotes", "text.empty"])
def test_explain_shows_no_raw_markup_and_no_gaps(tmp_path: Path, cli: Cli, rule: str) -> None:
    page = cli("explain", rule, cwd=tmp_path).out
    assert "``" not in page and "\n\n\n" not in page
