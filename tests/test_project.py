"""locakit.yaml: what it means, all its faults at once, and the schema that editors get from the same table."""

from __future__ import annotations

import json
import os
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.errors import ConfigError
from locakit.formats import registry as formats
from locakit.project import Content, MarketOptions, Project, json_schema, parse
from locakit.providers import registry as engines

SCHEMA = Path(__file__).resolve().parent.parent / "docs" / "schema" / "locakit.schema.json"
NAMES: dict[str, Any] = {"formats": ["json", "markdown", "po", "yaml"], "engines": ["firefox", "deepl"]}
SMALL = "source: en\nmarkets: [pt-BR]\ncontent:\n  - path: locales/{locale}.json\n"

FULL = """\
source: en
markets: [pt-BR, es-MX, fr-FR, ar-SA]
content:
  - path: locales/{locale}.json      # a comment
    skip: ["internal.*"]
    flags: {"legal.*": [max-length:80]}
  - path: docs/{locale}/**/*.md
    format: markdown
  - path: po/{posix}.po
    source: po/messages.pot
glossaries: [glossaries/brand.yaml, ecommerce]
memory: {path: ../shared.db, tmx: [memory.tmx]}
engines: [firefox]
market:
  es-MX: {register: informal, engines: [deepl, firefox], disable: [es.spacing]}
  "es-*": {register: formal, rules: {es.spacing: info, es.paired: warning}}
policy: {require: reviewed, remote: mask, providers: [deepl], regions: [eu]}
budget: {run: 5.00, month: 50.00, currency: EUR}
rules: {numbers.missing: warning, tone.shouting: off}
"""


def faults(text: str, **names: Any) -> list[str]:
    """The faults of a file as ``line:column message``."""
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", text, **(names or NAMES))
    assert all(f.path == "locakit.yaml" for f in caught.value.faults)
    return [f"{f.line}:{f.column} {f.message}" for f in caught.value.faults]


def only(text: str) -> str:
    found = faults(text)
    assert len(found) == 1, found
    return found[0]


def test_every_key_becomes_a_value() -> None:
    project = parse("locakit.yaml", FULL, **NAMES)
    assert project.source == "en"
    assert project.markets == ("pt-BR", "es-MX", "fr-FR", "ar-SA")
    assert project.content == (
        Content("locales/{locale}.json", skip=("internal.*",), flags={"legal.*": ("max-length:80",)}),
        Content("docs/{locale}/**/*.md", format="markdown"),
        Content("po/{posix}.po", source="po/messages.pot"),
    )
    assert project.glossaries == ("glossaries/brand.yaml", "ecommerce")
    assert (project.memory, project.tmx) == ("../shared.db", ("memory.tmx",))
    assert (project.policy.require, project.policy.remote) == ("reviewed", "mask")
    assert project.budget.run == Decimal("5.00") and str(project.budget.month) == "50.00"
    assert project.rules == {"numbers.missing": "warning", "tone.shouting": "off"}
    assert all(type(m) is str for m in (*project.markets, *project.rules, project.content[0].path))


def test_a_small_file_gets_the_defaults() -> None:
    project = parse("locakit.yaml", SMALL)
    assert project == Project("en", ("pt-BR",), (Content("locales/{locale}.json"),))
    assert project.engines == ("firefox",) and project.memory == ".locakit/memory.db"
    assert project.options("pt-BR") == MarketOptions(engines=("firefox",))
    assert parse("locakit.yaml", "\ufeff" + SMALL.replace("\n", "\r\n")) == project


def test_a_market_gets_the_patterns_first_and_its_own_words_last() -> None:
    project = parse("locakit.yaml", FULL, **NAMES)
    mexico = project.options("es-MX")
    assert (mexico.register, mexico.engines, mexico.disable) == ("informal", ("deepl", "firefox"), ("es.spacing",))
    assert project.levels("es-MX")["es.spacing"] == "off"
    assert project.levels("es-MX")["es.paired"] == "warning"
    assert project.levels("fr-FR") == {"numbers.missing": "warning", "tone.shouting": "off"}


def test_locales_that_yaml_takes_for_something_else() -> None:
    project = parse("locakit.yaml", "source: no\nmarkets: [nb_no, zh_hant_hk]\ncontent: [{path: 'a/{locale}.json'}]\n")
    assert (project.source, project.markets) == ("no", ("nb-NO", "zh-Hant-HK"))


def test_a_tmx_file_as_memory_is_imported() -> None:
    project = parse("locakit.yaml", SMALL + "memory: old/all.tmx\n")
    assert (project.memory, project.tmx) == (".locakit/memory.db", ("old/all.tmx",))


def test_all_faults_come_at_once() -> None:
    found = faults(
        textwrap.dedent("""\
        sorce: en
        source: jp
        markets: [pt-BR, pt_br, es-MX, es-ES, portuguese]
        content:
          - path: locales/{language}.json
            formt: json
          - path: ../x/{locale}.md
            format: markdwn
          - path: docs/{lokale}.md
          - {path: "a/{locale}/**/*.md", source: a/*.md}
          - path: logo.svg
        engines: [firefx]
        market:
          es-MY: {register: informal, disable: es.spacing}
        policy: {require: revewed, remote: no}
        budget: {run: -5, currency: usd}
        rules: {numbers.missing: warn}
        rules: {}
        """)
    )
    assert found == [
        "1:1 unknown key `sorce`; did you mean `source`?",
        "2:9 `jp`: jp is a country (Japan), not a language; did you mean `ja` or `ja-JP`?",
        "3:18 `pt-BR` stands twice in `markets`",
        "3:39 `portuguese` is not a locale; write a tag such as pt-BR; did you mean `pt`?",
        "5:11 es-MX and es-ES would share the file locales/es.json; use {locale}",
        "6:5 unknown key `content.formt`; did you mean `format`?",
        "7:11 `../x/{locale}.md` leaves the project; content must lie inside it",
        "8:13 unknown format `markdwn`; did you mean `markdown`?",
        "9:11 unknown placeholder {lokale}; known: locale, language, posix, android, apple, lower, play, appstore",
        "10:42 `a/*.md` needs the same wildcards as `a/{locale}/**/*.md`, in the same order",
        "11:11 `logo.svg` has no {locale}: all markets would be written to one file",
        "12:11 unknown engine `firefx`; did you mean `firefox`?",
        "14:3 `es-MY` names no market of this project; did you mean `es-MX`?",
        "14:40 `market.es-MY.disable` must be a list, such as [a, b]",
        "15:19 `policy.require` cannot be `revewed`; did you mean `reviewed`?",
        "15:36 `policy.remote` cannot be `no`; it can be mask, refuse or allow",
        "16:15 `budget.run` must be an amount such as 5.00",
        "16:29 `usd` is not a currency; write three capitals: USD",
        "17:26 `rules.numbers.missing` cannot be `warn`; did you mean `warning`?",
        "18:1 `rules` stands twice (first in line 17)",
    ]


def test_a_fault_shows_its_line_and_place() -> None:
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", SMALL.replace("pt-BR", "en-UK"))
    assert caught.value.message == (
        "locakit.yaml:2:11  `en-UK`: UK is not a region; did you mean `en-GB`?\n"
        "    2 │ markets: [en-UK]\n"
        "                  ^"
    )
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1 the file is empty; it needs `source`, `markets` and `content`"),
        ("# nothing\n", "1:1 the file is empty; it needs `source`, `markets` and `content`"),
        ("- a\n", "1:1 the file must be a mapping with the keys `source`, `markets` and `content`"),
        ("en", "1:1 the file must be a mapping with the keys `source`, `markets` and `content`"),
        ("source: en\n\tmarkets: []\n", "2:1 a tab; YAML is indented with spaces"),
        ("source: caf\udce9\n", "1:12 this byte is not UTF-8; save the file as UTF-8"),
        ("source: e\x00n\n", "1:10 the character U+0000 may not stand in YAML"),
        ("a: &a [*a]\n", "1:8 *a names no value above it"),
        ("a: 1\n---\nb: 2\n", "2:1 a second document; the file must hold one"),
        ("[" * 5000, "1:33 nested more than 32 levels deep"),
        ("a: " + "x" * 1_000_001, "1:1 the file is too large (1,000,004 characters; at most 1,000,000)"),
    ],
)
def test_what_is_no_project_file(text: str, said: str) -> None:
    assert only(text) == said


def test_alias_bombs_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert only("\n".join(lines)) == "5:25 more than 50,000 values, aliases written out"


def test_an_anchor_may_be_used() -> None:
    text = SMALL.replace("[pt-BR]", "[es-MX, fr-FR]") + "market:\n  es-MX: &o {register: formal}\n  fr-FR: *o\n"
    assert parse("locakit.yaml", text).options("fr-FR").register == "formal"


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.mkdir [{}]", "!!python/name:os.getcwd ''", "!own x"])
def test_tags_are_never_executed(tag: str, tmp_path: Path) -> None:
    trap = tmp_path / "made"
    found = faults(SMALL + "name: " + tag.format(trap))
    assert "has no meaning here; take it out" in found[0]
    assert not trap.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[pt-BR]", "[en, pt-BR]", "2:11 `en` is the source; a market is a locale to be made"),
        ("[pt-BR]", "[]", "2:10 `markets` may not be empty, such as [a, b]"),
        ("[pt-BR]", "pt-BR", "2:10 `markets` must be a list, such as [a, b]"),
        ("[pt-BR]", "[[pt-BR]]", "2:11 `markets` must be a text"),
        ("[pt-BR]", "[pt-BR, ]\nmarket: {es-*: {}}", "3:10 `es-*` names no market of this project"),
        ("[pt-BR]", "[zh-Hnas]", "2:11 `zh-Hnas`: Hnas is not a script; did you mean Hans?"),
        ("source: en\n", "", "1:1 `source` is missing; write source: en"),
        (
            "locales/{locale}.json",
            "/etc/{locale}",
            "4:11 `/etc/{locale}` is not inside the project; write it relative to locakit.yaml",
        ),
        (
            "locales/{locale}.json",
            "C:/x/{locale}",
            "4:11 `C:/x/{locale}` is not inside the project; write it relative to locakit.yaml",
        ),
        ("locales/{locale}.json", r"a\{locale}.json", r"4:11 `a\{locale}.json`: write folders with `/`"),
        (
            "locales/{locale}.json",
            "a/{locale",
            "4:11 `a/{locale`: a brace without its partner; placeholders look like {locale}",
        ),
        (
            "locales/{locale}.json",
            "'**/a/**/b/**/c/**/{locale}.json'",
            "4:11 `**/a/**/b/**/c/**/{locale}.json` has too many wildcards",
        ),
        (
            "locales/{locale}.json",
            "a/{locale}.json\n  - path: ./a/{locale}.json",
            "5:11 `a/{locale}.json` stands twice in `content`",
        ),
        (
            "locales/{locale}.json",
            "a/{locale}.json\n    source: a/pt-BR.json",
            "4:11 the source en and pt-BR would share the file a/pt-BR.json; use {locale}",
        ),
        ("  - path: locales/{locale}.json", "  [{path: a/{locale}.json}]", "put a text with braces in quotes"),
        ("source: en", 'source: "\\e[31mno"', "1:9 `\ufffd[31mno` is not a locale; write a tag such as pt-BR"),
        ("source: en", "source: en\n? [a]\n: b", "2:3 a key must be a word, not a list or a mapping"),
        ("source: en", "source: en\nbudget: {run: NaN}", "2:15 `budget.run` must be an amount such as 5.00"),
        ("source: en", "source: en\nengines: []", "2:10 `engines` may not be empty, such as [a, b]"),
        ("source: en", "source: en\nmarket: [pt-BR]", "2:9 `market` must be a mapping such as {name: value}"),
        (
            "source: en",
            "source: en\nmarket: {pt-BR: {}, pt_br: {}}",
            "2:21 `pt-BR` stands twice in `market`, in two spellings",
        ),
    ],
)
def test_one_fault(old: str, new: str, said: str) -> None:
    assert said in only(SMALL.replace(old, new))


def test_languages_that_cldr_does_not_know_are_taken() -> None:
    assert parse("locakit.yaml", SMALL.replace("pt-BR", "tlh, qaa, ca-valencia")).markets[0] == "tlh"


def test_a_key_without_a_value_counts_as_not_written() -> None:
    assert parse("locakit.yaml", SMALL + "engines:\nglossaries: ~\n").engines == ("firefox",)


def test_faults_are_bounded_and_ordered() -> None:
    found = faults(SMALL + "".join(f"key{n}: 1\n" for n in range(500)))
    assert len(found) == 50
    assert found[0].startswith("5:1 ") and found[-1].startswith("54:1 ")


_BITS = st.sampled_from(
    [
        "source: en\n",
        "markets: ",
        "[pt-BR]",
        "content:\n",
        "  - path: ",
        "{locale}",
        "&a ",
        "*a",
        "<<: ",
        "- ",
        ": ",
        "\n",
        "[",
        "]",
        "{",
        "}",
        "|\n",
        "'",
        '"',
        "#",
        "\t",
        "!!",
        "%",
        "\u2028",
        "é",
        "policy: ",
        "budget: {run: 5}",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_BITS, max_size=25).map("".join)))
def test_any_text_is_a_project_or_a_list_of_faults(text: str) -> None:
    try:
        parse("locakit.yaml", text, **NAMES)
    except ConfigError as error:
        assert error.faults and all(f.line >= 1 and f.column >= 1 and f.message for f in error.faults)
        error.message.encode()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(FULL)), st.integers(0, 6), _BITS)
def test_a_damaged_file_never_surprises(at: int, gone: int, bit: str) -> None:
    try:
        parse("locakit.yaml", FULL[:at] + bit + FULL[at + gone :], **NAMES)
    except ConfigError as error:
        assert error.faults


def test_the_schema_file_is_the_tables() -> None:
    text = json_schema(formats=formats.FORMATS, engines=engines.NAMES)
    if os.environ.get("LOCAKIT_UPDATE_GOLDEN"):
        SCHEMA.parent.mkdir(parents=True, exist_ok=True)
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text, "run the tests once with LOCAKIT_UPDATE_GOLDEN=1"


def test_the_schema_describes_every_key() -> None:
    def mute(schema: Any, where: str) -> list[str]:
        if not isinstance(schema, dict):
            return []
        own = [f"{where}.{n}" for n, s in schema.get("properties", {}).items() if not s.get("description")]
        below = [*schema.get("properties", {}).items(), ("items", schema.get("items"))]
        return own + [m for name, child in below for m in mute(child, f"{where}.{name}")]

    schema = json.loads(json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert mute(schema, "") == []


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ("", True),
        ("name: Shop\n", True),
        ("memory: x.db\n", True),
        ("memory: {path: x.db}\n", True),
        ("memory: [x.db]\n", False),
        ("engines: [firefox]\n", True),
        ("engines: []\n", False),
        ("engines: [firefx]\n", False),
        ("engines: firefox\n", False),
        ("policy: {require: reviewed}\n", True),
        ("policy: {require: revewed}\n", False),
        ("policy: {requires: reviewed}\n", False),
        ("budget: {run: 5, currency: USD}\n", True),
        ("budget: {run: -5}\n", False),
        ("budget: {currency: dollar}\n", False),
        ("rules: {a.b: 'off'}\n", True),
        ("rules: {a.b: none}\n", False),
        ("market: {pt-BR: {register: formal}}\n", True),
        ("market: {pt-BR: {registre: formal}}\n", False),
        ("nonsense: 1\n", False),
    ],
)
def test_editors_and_parser_agree(change: str, valid: bool) -> None:
    schema = json.loads(json_schema(**NAMES))
    assert jsonschema.Draft202012Validator(schema).is_valid(yaml.safe_load(SMALL + change)) is valid
    if valid:
        parse("locakit.yaml", SMALL + change, **NAMES)
    else:
        faults(SMALL + change)
