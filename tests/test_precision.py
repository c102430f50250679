"""What was noise over people's translations stays silent or quiet, and the two benchmarks count as they say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks import _dialect_texts, _market_faults, mutation, precision
from benchmarks._fault import Kind, sides
from benchmarks._human import Body
from benchmarks._precision_scope import REST, Scope, legal, of_packs
from benchmarks._precision_tables import table
from locakit import check
from locakit.model import Finding, Unit
from locakit.rules import registry
from locakit.rules._kit import ICU, ex

RULES = list(registry.builtin().values())
MENTION = ("{n, plural, one {File} other {Files}} too large", "Размер {n, plural, one {файла} other {файлов}} велик")


QUESTION = "punctuation.question"


def said(unit: Unit) -> dict[str, str]:
    """Each rule that speaks, with its severity."""
    return {f.rule: f.severity for f in check.run([unit], RULES)}


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        (ex("What's new?", "新着情報", "ja"), "punctuation.question"),
        (ex("Loading…", "読み込み中", "ja"), "punctuation.ellipsis"),
        (ex("Copied\n(dark)", "Copiado (escuro)"), "whitespace.lines"),
        (ex("Open <i>Settings</i>", "打开“设置”", "zh-CN"), "markup.tags"),
        (ex("ms", "\u00a0ms", "fr"), "whitespace.edges"),
        (ex(*MENTION, "ru", ICU), "icu.categories"),
        (ex("It is gone. Perhaps it was deleted?", "Il n'est plus là. Il a pu être supprimé.", "fr"), QUESTION),
        (ex("Sign out?", "ออกจากระบบหรือไม่", "th"), QUESTION),
        (ex("We need\nto ask\nyou", "Nous devons vous demander", "fr"), "whitespace.lines"),
        (ex("\n    Add", "\nAjouter", "fr"), "whitespace.edges"),
        (ex("a day", "\u202bڕۆژێک", "ckb"), "text.bidi"),
    ],
)
def test_what_many_people_do_on_purpose_is_for_information(unit: Unit, rule: str) -> None:
    assert said(unit)[rule] == "info"


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        (ex("Is the page good?", "ページはいいです", "ja"), "punctuation.question"),
        (ex("a\n\nb\n\nc", "a b c"), "whitespace.lines"),
        (ex("Open <i>Settings</i>", "Abra Configurações"), "markup.tags"),
        (ex("Name", " Nom", "fr"), "whitespace.edges"),
        (ex(MENTION[0].replace("File", "# file"), MENTION[1].replace("файл", "# файл"), "ru", ICU), "icu.categories"),
    ],
)
def test_the_same_with_consequence_is_a_warning(unit: Unit, rule: str) -> None:
    assert said(unit)[rule] == "warning"


@pytest.mark.parametrize(
    ("source", "target", "market", "rule"),
    [
        ("&laquo; Previous", "« Anterior", "pt-BR", "punctuation.quotes"),
        ('Kept in ("user://").', "Se guarda en («user://»).", "es", "punctuation.quotes"),
        ("Read [this]({url}) now", "现在阅读【此处】({url})", "zh-CN", "placeables.extra"),
        ("See https://a.example/x", "Vea https://a.example/la/x", "es", "urls.changed"),
        ("Example: “/about/contact/”.", "Beispiel: „/ueber-uns/“.", "de", "code.paths"),
        ("Argentinian Spanish", "Гішпанская (Арґентына)", "be", "letters.alphabet"),
        ("{n} decillion", "{n} 1000的11次方", "zh-CN", "numbers.extra"),
        ("for your account", "do do chuntas", "ga", "text.duplicate-words"),
        ("For example res://addons,scenes/*.gd", "Por ejemplo res://addons,escenas/*.gd", "es", "urls.changed"),
    ],
)
def test_what_is_no_fault_is_not_told(source: str, target: str, market: str, rule: str) -> None:
    assert rule not in said(ex(source, target, market))


def test_a_form_for_one_number_may_leave_it_out_where_the_source_has_no_forms() -> None:
    forms = {"two": "أكثر من اثنين", "few": "أكثر من %{count}", "other": "أكثر من %{count}"}
    unit = Unit("ar.yml", "a", {"other": "more than %{count}"}, forms, "ar", flags=frozenset({"ruby-format"}))
    assert "placeables.missing" not in said(unit)


@pytest.mark.parametrize(("end", "severity"), [("\n", "error"), ("\n   ", "warning"), ("\n\u00a0", "warning")])
def test_only_a_line_end_at_the_very_end_keeps_gettext_from_compiling(end: str, severity: str) -> None:
    assert said(ex("Saved", "Salvo" + end, resource="po/pt_BR.po"))["whitespace.edges"] == severity


def test_a_context_before_the_source_in_a_key_makes_another_source() -> None:
    short = Unit("es.po", "abbrev. month|May", {"other": "May"}, {"other": "May"}, "es")
    long = Unit("es.po", "month name|May", {"other": "May"}, {"other": "mayo"}, "es")
    rule = registry.wide()["consistency.untranslated"]
    assert not list(rule.check([short, long]))
    assert list(rule.check([short, Unit("es.po", "abbrev. month|May", long.source, long.target, "es")]))


def test_a_run_of_invisible_characters_is_one_fault() -> None:
    unit = ex("Save file", "Сохранить \u200b\u200bфайл", "ru")
    (found,) = [f for f in check.run([unit], RULES) if f.rule == "text.zero-width"]
    assert found.span == (10, 12) and found.fix and found.fix.text == ""


def test_a_branch_that_was_decoded_wrongly_is_found() -> None:
    unit = ex("{n, plural, one {# day} other {# days}}", "{n, plural, one {# jourÃ©} other {# jours}}", "fr", ICU)
    assert said(unit)["text.encoding"] == "error"


def _found(rule: str, count: int, severity: str = "warning") -> list[tuple[str, Finding]]:
    one = next(r for r in RULES if r.severity == severity)
    unit = ex("a", "b")
    return [("p", Finding(rule, "r", str(n), "m", one.severity, "accuracy", market=unit.market)) for n in range(count)]


def test_a_sample_is_the_same_in_any_order_and_asks_every_rule() -> None:
    found = [*_found("a.often", 50), *_found("a.rare", 2), *_found("a.quiet", 9, "info")]
    drawn = precision.sample(found, 10, 4)
    assert drawn == precision.sample(found[::-1], 10, 4) != precision.sample(found, 10, 5)
    assert [f.rule for _, f in drawn].count("a.rare") == 2 and len(drawn) == 10
    assert not any(f.rule == "a.quiet" for _, f in drawn)


def test_the_tables_count_findings_by_rule_and_market() -> None:
    seen = precision.Seen(findings=[*_found("a.b", 3), *_found("c.d", 1, "error")])
    seen.units["pt-BR"] = 2000
    rows = [line.split() for line in precision.by_rule(seen)]
    assert rows[1] == ["a.b", "3", "1.50", "0", "3", "0"] and rows[-1] == ["all", "4", "2.00", "1", "3", "0"]
    assert precision.by_market(seen)[1].split()[:4] == ["pt-BR", "2000", "0.50", "1.50"]


def test_a_language_stands_for_its_likely_market_or_the_one_that_is_named() -> None:
    body = Body("p", "es", [ex("a", "b", "es", "fuzzy")])
    assert Scope().taken(body) is body
    assert Scope(likely=True).taken(body).market == "es-ES"
    told = Scope(likely=True, stands={"es": "es-MX"}, flags=frozenset({"ad"})).taken(body)
    assert told.market == told.units[0].market == "es-MX" and told.units[0].flags == {"ad", "fuzzy"}


def test_kinds_of_text_are_told_apart_by_their_path() -> None:
    scope = Scope(parts={"site/*": "marketing", "*metadata/*": "stores"})
    paths = [("site", "ar/a.ftl"), ("app", "fastlane/metadata/en.txt"), ("app", "en.json")]
    assert [scope.part(*path) for path in paths] == ["marketing", "stores", REST]


def test_a_markdown_table_has_rates_by_rule_and_puts_small_markets_together() -> None:
    found = [f for _, f in [*_found("a.b", 3), *_found("c.d", 1, "info")]]
    rows = table({"pt-BR": 2000, "fr": 20, "he": 10}, found)
    assert rows[2:] == [
        "| pt-BR | 2,000 | 0.00 | 1.50 | 0.50 | a.b 1.50, c.d 0.50 |",
        "| fr, he | 30 | 0.00 | 0.00 | 0.00 |  |",
    ]
    assert rows[0].count("|") == rows[1].count("|") == rows[2].count("|")


def test_rules_of_packs_and_those_that_name_a_law_are_known() -> None:
    assert of_packs("fr.spacing") and not of_packs("text.empty") and not of_packs("consistency.sentence")
    assert "de-DE.ad-tag" in legal(["de-DE"]) and "root.numbers" not in legal(["de-DE"])


def test_a_project_on_disk_is_read_and_its_findings_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "shop" / "locales"
    folder.mkdir(parents=True)
    (folder / "en.json").write_text('{"a": "Hello {name}", "b": "Save the file"}', encoding="utf-8")
    (folder / "de.json").write_text('{"a": "Hallo", "b": "Datei speichern"}', encoding="utf-8")
    assert precision.main([str(tmp_path), "--sample", "5"]) == 0
    out = capsys.readouterr().out
    assert "2 units in 1 markets" in out and "1. placeables.missing error de shop 'a'" in out
    part = ["--part", "shop texts=shop/*"]
    assert precision.main([str(tmp_path), "--tone", "--likely", "--flags", "ad", "--markdown", *part]) == 0
    out = capsys.readouterr().out
    assert "### Shop texts" in out and "| de-DE | 2 | 500.00 |" in out
    assert precision.main([str(tmp_path), "--tone", "--law", "--packs", "--sample", "5"]) == 0
    assert "placeables" not in capsys.readouterr().out


KINDS = mutation.kinds()
DIALECTS = ("Markdown", "reStructuredText", "AsciiDoc", "MDX", "BBCode", "CSS", "ICU", "Fluent", "address with")


@pytest.mark.parametrize("name", [n for n in KINDS if n.startswith(DIALECTS)])
def test_a_fault_in_a_dialect_is_found_by_its_rule(name: str) -> None:
    tally = mutation.tried(KINDS[name], _dialect_texts.UNITS, 50, random.Random(1))
    assert tally.seeded and tally.right == tally.seeded, tally.missed


def test_the_good_texts_are_good() -> None:
    assert [(u.target, said(u)) for u in _dialect_texts.UNITS if set(said(u).values()) - {"info"}] == []


def test_there_are_many_kinds_and_each_names_rules_that_exist() -> None:
    known = {*registry.builtin(), *registry.wide()}
    assert len(KINDS) >= 100
    for name, kind in KINDS.items():
        if name not in _market_faults.FAULTS:
            assert all(any(id.startswith(rule) for id in known) for rule in kind.rules), name


def test_a_fault_that_is_not_found_is_counted_as_missed() -> None:
    silent = mutation.tried(Kind(("icu.",), lambda unit, pick: ex("a", "c")), [ex("a", "b")] * 3, 2, random.Random(1))
    assert (silent.seeded, silent.right, len(silent.missed)) == (2, 0, 2)


def test_the_side_that_is_broken_of_a_plural_is_other() -> None:
    unit = ex({"one": "a", "other": "b"}, {"other": "d", "one": "c"}, "de")
    assert sides(unit) == ("other", "b", "d")
