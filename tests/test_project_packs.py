"""A project's own market packs: laid over the shipped ones, seen by check, cache, show, explain and test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from locakit.errors import ConfigError
from locakit.market import layers, parse_pack, resolve
from locakit.market.channels import shipped
from locakit.market.facts import silent, whole
from locakit.market.purposes import strange
from locakit.project import parse
from locakit.shell import ownpacks, packs
from tests.conftest import CONFIG, Cli, write

OURS = CONFIG.replace("[pt-BR]", "[es-MX, ar-SA]") + "packs: [markets/*.yaml]\n"
EN = {"a": "The best shop", "b": "Wait…", "c": "Two tickets"}
ES = {"a": "La mejor tienda", "b": "Espera...", "c": "Dos billetes"}
AR = {"a": "أفضل متجر", "b": "انتظر…", "c": "تذكرتان"}
PACK = """\
locale: es-MX
rules:
  - id: shop.best
    kind: forbid
    why: a superlative needs proof
    confidence: medium
    law: The consumer law
    since: 2020-01-01
    channels: []
    approve_with: [legal]
    words: [la mejor]
    bad: ["La mejor tienda"]
    good: ["Una buena tienda"]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with a pack of its own."""
    files = {"locales/en.json": EN, "locales/es-MX.json": ES, "locales/ar-SA.json": AR}
    return write(tmp_path, {"locakit.yaml": OURS, "markets/es-MX.yaml": PACK, **files})


def found(cli: Cli, shop: Path) -> set[tuple[str, str, str]]:
    """Market, key and rule of every finding of a check."""
    said = cli("check", "--format", "json", cwd=shop)
    assert said.code in (0, 1), said.err
    return {(f["market"], f["key"], f["rule"]) for f in said.json["findings"]}


def test_rules_of_ones_own_are_run_in_their_market_alone(shop: Path, cli: Cli) -> None:
    assert found(cli, shop) == {
        ("es-MX", "a", "shop.best"), ("es-MX", "b", "root.ellipsis"), ("es-MX", "c", "es-MX.regional"),
    }  # fmt: skip


def test_the_cache_sees_a_pack_change_come_and_go(shop: Path, cli: Cli) -> None:
    before = found(cli, shop)
    write(shop, {"markets/es-MX.yaml": PACK.replace("la mejor", "la peor")})
    assert ("es-MX", "a", "shop.best") not in found(cli, shop)
    write(shop, {"markets/es-MX.yaml": PACK, "markets/more.yaml": "locale: root\ndisable: [root.ellipsis]\n"})
    assert found(cli, shop) == before - {("es-MX", "b", "root.ellipsis")}
    (shop / "markets/more.yaml").unlink()
    assert found(cli, shop) == before


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("disable: [es-MX.regional]\n", None),
        ("severity: {es-MX.regional: info}\n", "info"),
        ("severity: {es-MX.regional: 'off'}\n", None),
        ("rules:\n  - {id: es-MX.regional, kind: forbid, why: ours, severity: error, words: [dos]}\n", "error"),
        ("extends: root\n", None),
        ("extends: es\n", "warning"),
    ],
)
def test_a_pack_disables_weighs_overrides_and_inherits(shop: Path, cli: Cli, said: str, there: str | None) -> None:
    write(shop, {"markets/es-MX.yaml": "locale: es-MX\n" + said, "markets/x.yaml": PACK})
    if "extends" in said:  # the shipped pack of the locale itself stays; its parents do not
        said_ = cli("market", "show", "es-MX", "--format", "json", cwd=shop).json
        assert ("glossaries/markets/es-419.yaml" in said_["packs"]) is False
        assert ("glossaries/markets/es.yaml" in said_["packs"]) is (there is not None)
        return
    findings = cli("check", "--format", "json", cwd=shop).json["findings"]
    assert next((f["severity"] for f in findings if f["rule"] == "es-MX.regional"), None) == there


def test_extends_goes_through_several_packs_and_a_circle_ends() -> None:
    said = {"es-PR": "es-MX", "es-MX": "es-US", "es-US": "es-PR"}
    assert layers("es-PR", None, said) == ("root", "es", "es-419", "es-US", "es-MX", "es-PR")
    assert layers("es-PR", "fr-CA", said) == ("root", "fr", "fr-CA", "es-PR")
    assert layers("es-MX", None, {"es-419": "root"}) == ("root", "es-419", "es-MX")
    assert layers("pt-PT", None, {"pt-PT": "pt-BR"}) == ("root", "pt", "pt-BR", "pt-PT")
    packs = [parse_pack("a.yaml", "locale: es-PR\nextends: es-MX"), parse_pack("b.yaml", PACK)]
    assert [r.id for r in resolve(packs, "es-PR").rules] == ["shop.best"]


@pytest.mark.parametrize("said", ["extends: es-MX", "extends: nonsense tag", "extends: 7", "extends: []"])
def test_extends_names_another_locale(said: str) -> None:
    with pytest.raises(ConfigError, match=r"p\.yaml:2:10"):
        parse_pack("p.yaml", f"locale: es-MX\n{said}\n")


FAULTS = {
    "locale: es-MX\ndisable: [es-MX.regionale]\n": ("es-MX.yaml:2:11", "did you mean 'es-MX.regional'"),
    "locale: es-MX\nseverity: {fr.spacing: info}\n": ("es-MX.yaml:2:12", "has no rule 'fr.spacing'"),
    "locale: es-MX\ndisable: numbers.missing\n": ("es-MX.yaml:2:10", "no rule of a pack"),
    "locale: es-MX\nregister: royal\n": ("es-MX.yaml:2:1", "none of the registers informal, formal"),
    "locale: es-MX\nrules:\n  - {id: a, kind: forbit, why: x}\n": ("es-MX.yaml:3:19", "kind must be one of"),
    "\ufefflocale: es-MX\r\nrulez: []\r\n": ("es-MX.yaml:2:1", "did you mean 'rules'"),
    "": ("es-MX.yaml:1:1", "needs locale:"),
    "locale: es-MX\nrules:\n  - {id: a, kind: forbid, like: b.c}\n": ("es-MX.yaml:3:33", "no rule above it"),
}
RULE = "locale: es-MX\nrules:\n  - {id: a, kind: %s, why: x, %s}\n"
VALUES = [
    ("forbid", "words: [x], channels: [smss]", "smss", "no channel 'smss'; did you mean 'sms'?"),
    ("forbid", "words: [x], channels: [email/sbject]", "email/", "no field 'sbject'; did you mean 'subject'?"),
    ("forbid", "words: [x], channels: [email/]", "email/", "names no field behind the slash"),
    (
        "forbid",
        "words: [x], fields: [headlin]",
        "headlin",
        "no channel has a field 'headlin'; did you mean 'headline'?",
    ),
    ("forbid", "words: [x], channels: [sms], fields: [headline]", "headline", "has a field 'headline'"),
    ("forbid", "words: [x], when: [sponsred]", "sponsred", "no flag 'sponsred'; did you mean 'sponsored'?"),
    ("forbid", "words: [x], when: ['keywords:']", "'keywords", "did you mean 'keyword:'?"),
    ("forbid", r"patterns: [{match: mejor, fix: '\9'}]", r"'\9", "fix: invalid group reference 9"),
    ("forbid", r"patterns: [{match: mejor, fix: 'C:\dir'}]", "'C:", r"fix: bad escape \d"),
    ("forbid", r"patterns: [{match: mejor, fix: '\g<a>'}]", r"'\g", "fix: unknown group name 'a'"),
    ("disclosure", "when: [ad], tags: []", "[]", "tags may not be empty"),
    ("keyword", "within: -3", "-3", "within must be a whole number, at least 0"),
    ("keyword", "density: 400", "400", "density must be a number from 0 to 100"),
    ("length", "max_ratio: -1", "-1", "max_ratio must be a number, at least 0"),
    ("length", "max_ratio: nan", "nan", "max_ratio must be a number, at least 0"),
]


@pytest.mark.parametrize(("kind", "more", "at", "told"), VALUES)
def test_values_that_can_do_nothing_are_faults(shop: Path, cli: Cli, kind: str, more: str, at: str, told: str) -> None:
    text = RULE % (kind, more)
    write(shop, {"markets/es-MX.yaml": text})
    said = cli("check", cwd=shop)
    place = f"es-MX.yaml:3:{text.splitlines()[2].rindex(at) + 1} "
    assert said.code == 2 and place in said.err and told in said.err, said.err


def test_an_id_is_one_word(shop: Path, cli: Cli) -> None:
    write(shop, {"markets/es-MX.yaml": (RULE % ("forbid", "words: [x]")).replace("id: a", 'id: "x y"')})
    said = cli("check", cwd=shop)
    assert said.code == 2 and "es-MX.yaml:3:10" in said.err and "the id 'x y' may hold" in said.err


@pytest.mark.parametrize(
    "more", ["when: [supplement]", "when: [ads]", "fields: [wall]", "channels: [mall], fields: [w]"]
)
def test_a_project_may_have_flags_and_channels_of_its_own(shop: Path, cli: Cli, more: str) -> None:
    own = OURS.replace("content:", "channels: {mall: {fields: {w: {max: 9}}}}\ncontent:")
    own = own.replace("{locale}.json", "{locale}.json\n    flags: {'b': [ads, field:wall]}")
    write(shop, {"locakit.yaml": own, "markets/es-MX.yaml": RULE % ("forbid", f"words: [x], {more}")})
    said = cli("check", cwd=shop)
    assert said.code in (0, 1), said.err


def test_no_shipped_pack_is_for_what_is_not_there() -> None:
    shipped_packs = [pack for name in packs.markets() for pack in packs.shipped([name])]
    every = [one for pack in shipped_packs for one in pack.purposes]
    assert len(every) > 20 and not [told for one in every if (told := strange(one, shipped(), frozenset()))]


@pytest.mark.parametrize("tag", ["zz", "xx-YY", "a b", "de-ZZZ"])
def test_market_show_refuses_what_cldr_does_not_know(shop: Path, tmp_path: Path, cli: Cli, tag: str) -> None:
    said = cli("market", "show", tag, cwd=shop)
    assert said.code == 2 and "no locale that CLDR knows" in said.err
    assert cli("market", "show", "sw-KE", cwd=shop).code == 0


@pytest.mark.parametrize("text", FAULTS)
@pytest.mark.parametrize("command", [("check",), ("market", "show", "es-MX"), ("market", "test"), ("explain", "x.y")])
def test_faults_are_told_with_their_place(shop: Path, cli: Cli, text: str, command: tuple[str, ...]) -> None:
    write(shop, {"markets/es-MX.yaml": text})
    said = cli(*command, cwd=shop)
    assert said.code == 2
    assert all(piece in said.err for piece in FAULTS[text]), said.err


def test_faults_of_several_packs_come_at_once(shop: Path, cli: Cli) -> None:
    write(shop, {"markets/a.yaml": "locale: es\nx: 1\n", "markets/b.yaml": b"locale: \xff\n"})
    write(shop, {"locakit.yaml": OURS.replace("*.yaml]", "*.yaml, gone.yaml, none/*.yml]")})
    err = cli("check", cwd=shop).err
    for piece in ("a.yaml:2:1", "b.yaml:1:9", "`gone.yaml` in `packs`", "`none/*.yml` in `packs`", "locakit.yaml:6:"):
        assert piece in err


@pytest.mark.parametrize("name", ["../x.yaml", "/x.yaml", "m/{locale}.yaml", "a.txt", ".git/x.yaml", "a\\b.yaml"])
def test_packs_are_yaml_files_inside_the_project(name: str) -> None:
    with pytest.raises(ConfigError, match=r"locakit\.yaml:6:9"):
        parse("locakit.yaml", CONFIG + f"packs: ['{name}']\n")


def test_show_says_where_each_rule_is_from_and_what_is_behind_it(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": OURS + "approvers: {legal: [ana@shop.example, Ana Ruiz]}\n"})
    later = PACK.replace("2020-01-01", "2999-01-01").replace("shop.best", "shop.later").replace("es-MX", "root")
    write(shop, {"markets/later.yaml": later.replace("channels: []", "channels: [sms, push]")})
    shown = cli("market", "show", "es-mx", "--format", "json", cwd=shop).json
    rules = {r["id"]: r for r in shown["rules"]}
    ours = rules["shop.best"]
    assert (ours["path"], ours["layer"], ours["confidence"]) == ("markets/es-MX.yaml", "es-MX", "medium")
    assert (ours["law"], ours["since"], ours["approve_with"]) == ("The consumer law", "2020-01-01", ["legal"])
    assert rules["root.ellipsis"]["path"] == "glossaries/markets/root.yaml"
    quiet = {r["id"]: r for r in shown["silent"]}
    assert quiet["shop.later"]["why"] == "holds from 2999-01-01" and quiet["shop.later"]["channels"] == ["sms", "push"]
    assert quiet["root.emoji"]["opt_in"] is True
    text = cli("market", "show", "es-MX", cwd=shop).out
    assert "law: The consumer law · from 2020-01-01" in text
    assert "approval: legal (ana@shop.example, Ana Ruiz)" in text and "holds from 2999-01-01" in text


def test_a_rule_that_is_off_is_told_apart_from_taste_and_time() -> None:
    pack = parse_pack("p.yaml", PACK + "  - {id: old, kind: forbid, why: x, words: [x], until: 2001-01-01}\n")
    every = whole([pack], "es-MX")
    market = resolve([pack], "es-MX", today="2024-05-05")
    assert [(r.id, why) for r, why in silent(every, market, "2024-05-05")] == [("old", "held until 2001-01-01")]
    off = resolve([parse_pack("p.yaml", "locale: es-MX")], "es-MX")
    assert ("shop.best", "off in this project") in [(r.id, w) for r, w in silent(every, off, "2024-05-05")]


def test_explain_knows_the_projects_rules_and_those_of_taste(shop: Path, cli: Cli) -> None:
    page = cli("explain", "shop.best", cwd=shop).out
    for piece in (
        "markets/es-MX.yaml (layer es-MX)", "Confidence:  medium", "not legal advice", "from 2020-01-01",
        "legal (anybody with a name); it lapses", "locakit dismiss shop.best KEY", "La mejor tienda",
    ):  # fmt: skip
        assert piece in page, piece
    assert "off until a project gives it a severity" in cli("explain", "root.emoji", cwd=shop).out
    assert "shop.best" in cli("explain", "shop.bst", cwd=shop).err
    assert cli("explain", "shop.best", cwd=shop.parent).code == 2


def test_market_test_runs_the_projects_examples_and_holds_repairs_against_them(shop: Path, cli: Cli) -> None:
    assert cli("market", "test", "es-MX", cwd=shop).code == 0
    assert "2 examples, 0 wrong" in cli("market", "test", "markets/es-MX.yaml", cwd=shop).out
    bad: dict[str, Any] = {
        "la mejor": ("not found: ", PACK.replace("words: [la mejor]", "words: [lo mejor]")),
        "una buena": ("es-MX  shop.best  found: ", PACK.replace("Una buena", "La mejor")),
        "fixed": ("repaired as 'Xoo', not 'Roo'", PACK.replace(
            "words: [la mejor]", "patterns: [{match: Foo, fix: Xoo}]").replace(
            'bad: ["La mejor tienda"]', "bad: [{target: Foo, fixed: Roo}]")),
    }  # fmt: skip
    for piece, text in bad.values():
        write(shop, {"markets/es-MX.yaml": text})
        for asked in ("es-MX", "markets/es-MX.yaml"):
            said = cli("market", "test", asked, cwd=shop)
            assert said.code == 1 and piece in said.out, said.out
    write(shop, {"markets/es-MX.yaml": PACK.replace('    good: ["Una buena tienda"]\n', "")})
    assert "1 rule without a bad or a good example: shop.best" in cli("market", "test", "es-MX", cwd=shop).out
    assert cli("market", "test", "gone.yaml", cwd=shop).code == cli("market", "test", "xx", cwd=shop).code == 2


def test_market_test_takes_a_pack_that_no_project_names(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"p.yaml": PACK, "r.yaml": PACK.replace("es-MX", "root")})
    assert cli("market", "test", "p.yaml", cwd=tmp_path).out.startswith("2 examples, 0 wrong")
    assert cli("market", "test", "r.yaml", cwd=tmp_path).out.startswith("2 examples, 0 wrong")


def test_list_tells_the_projects_own(shop: Path, cli: Cli) -> None:
    write(shop, {"markets/qu.yaml": "locale: qu-PE\n"})
    rows = {r["market"]: r for r in cli("market", "list", "--format", "json", cwd=shop).json["markets"]}
    assert rows["es-MX"]["own"] and rows["qu-PE"]["own"] and not rows["es-ES"]["own"]
    assert "with the project's own pack" in cli("market", "list", cwd=shop).out


def test_a_rule_may_be_named_in_the_configuration_and_on_the_command_line(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": OURS + "rules: {shop.best: error}\n"})
    findings = cli("check", "--format", "json", "--rules", "shop.*", cwd=shop).json["findings"]
    assert [(f["rule"], f["severity"]) for f in findings] == [("shop.best", "error")]
    write(shop, {"locales/es-MX.json": {**ES, "c": "¡Vale! 🔥🎉"}})
    findings = cli("check", "--format", "json", "--rules", "root.emoji", cwd=shop).json["findings"]
    assert [f["rule"] for f in findings] == ["root.emoji"]


def test_packs_come_in_the_order_of_layers_shipped_before_own() -> None:
    own = [parse_pack("o/mx.yaml", "locale: es-MX"), parse_pack("o/es.yaml", "locale: es")]
    paths = [pack.path for pack in ownpacks.layered(own, "es-MX")]
    assert paths == [
        "glossaries/markets/root.yaml", "glossaries/markets/es.yaml", "o/es.yaml",
        "glossaries/markets/es-419.yaml", "glossaries/markets/es-MX.yaml", "o/mx.yaml",
    ]  # fmt: skip
