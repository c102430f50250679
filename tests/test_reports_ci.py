"""Reports as other programs read them: their grammars, their limits, and content that means harm."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import html5lib
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from locakit.errors import UsageError
from locakit.model import SEVERITIES, Finding, Fix
from locakit.reports import registry
from locakit.reports._order import together
from locakit.reports._pages import markdown
from locakit.reports._place import within
from locakit.rules import registry as rules

HOSTILE = (
    "<script>alert(1)</script> ]]> --> ``` | @team #12 GH-7 :tada: https://evil.example www.evil.example {0} [a](b) "
    "&lt; \"'> ::error file=x::y ##[error]z %0A \x1b[31m\x9b31m\x07 \u202eabc\u2066 \ud800 \x00 \ufffe\uffff \r\n\n\n"
    "# x deadbeef00 user@example.com </code></td></table></details> <!-- سلام 😀"
)
HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
ODD = st.text(st.one_of(st.characters(codec=None), st.sampled_from(HOSTILE)), max_size=120)
NEW = [name for name in registry.NAMES if name not in ("terminal", "json")]
ALL_RULES = [*rules.builtin().values(), *rules.wide().values(), *rules.stated().values()]


def fault(n: int = 0, **more: Any) -> Finding:
    """A finding in a line of its own."""
    known: dict[str, Any] = {"line": n + 1, "column": 9, "until": 14, "span": (4, 9), "market": "pt-BR"}
    texts = {"source": "Hello {name}", "target": "Olá {nome}, tudo bem"}
    place = {"resource": "locales/pt.json", "key": f"k{n}", "message": "{name} is lost", "rule": "placeables.missing"}
    return Finding(**{**place, **texts, **known, **more})


def hostile(**more: Any) -> Finding:
    """A finding whose every text means harm."""
    texts = dict.fromkeys(("rule", "resource", "key", "message", "source", "target", "market"), HOSTILE)
    return Finding(**{**texts, "span": (3, 40), "line": 2, "column": 3, "until": 9, **more})


def line_of(f: Finding) -> tuple[str, int, int]:
    """The line in the file, as the command line reads it."""
    return f'  "a": "{f.target}"', f.column - 1, f.until - 1


def render(name: str, *findings: Finding, **options: Any) -> str:
    """The report over ``findings``."""
    return registry.make(name, **{"excerpt": line_of, **options}).render(findings, {"units": 7, "mqm": {"pt-BR": 98.2}})


# ---- what holds for all of them


@pytest.mark.parametrize("name", NEW)
def test_nothing_hostile_leaves_a_report(name: str) -> None:
    text = render(name, hostile(), hostile(key=""), hostile(severity="info", line=0))
    assert not HARMFUL.search(text)
    assert text.endswith("\n") and not text.endswith("\n\n")


@pytest.mark.parametrize("name", NEW)
@given(ODD, ODD, st.integers(0, 130), st.integers(0, 130))
def test_any_text_can_be_reported(name: str, one: str, other: str, start: int, end: int) -> None:
    text = render(name, Finding(one, other, one, other, span=(start, end), source=one, target=other, line=1, until=2))
    assert not HARMFUL.search(text)
    text.encode("utf-8")
    if name in ("sarif", "gitlab"):
        json.loads(text)
    if name == "junit":
        ElementTree.fromstring(text)


@pytest.mark.parametrize("name", NEW)
def test_the_order_of_findings_does_not_matter(name: str) -> None:
    found = [fault(n, severity=SEVERITIES[n % 3]) for n in range(9)]
    assert render(name, *found) == render(name, *found[::-1])


def test_options_go_to_those_that_have_them() -> None:
    for name in registry.NAMES:
        assert registry.make(name, colour=True, prefix="app", fail_on="info", rules=(), nothing=1).name == name
    with pytest.raises(UsageError):
        registry.make("xml")


PATHS = [("", "a/b.json", "a/b.json"), ("app", "a.json", "app/a.json"), ("app/", "../a.json", "a.json"),
         ("", "./a.json", "a.json"), (".", "a.json", "a.json"), ("app", "/tmp/a.json", "/tmp/a.json")]  # fmt: skip


@pytest.mark.parametrize(("prefix", "resource", "path"), PATHS)
def test_paths_begin_at_the_top_of_the_checkout(prefix: str, resource: str, path: str) -> None:
    assert within(prefix, resource) == path


def test_many_missing_keys_of_a_file_are_one_group() -> None:
    lost = [fault(n, rule="keys.missing") for n in range(5)]
    assert [len(g) for g in together([*lost, fault(9)])] == [5, 1]
    assert [len(g) for g in together(lost[:3])] == [1, 1, 1]
    assert [len(g) for g in together(lost, 1)] == [1] * 5


# ---- SARIF


def closed(required: str = "", **properties: Any) -> dict[str, Any]:
    """A JSON schema of an object that has no other properties."""
    return {"type": "object", "additionalProperties": False, "required": required.split(), "properties": properties}


def listed(item: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": item, **more}


TEXT, BAG, COUNT = {"type": "string"}, {"type": "object"}, {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["error", "warning", "note", "none"]}
SAID = closed("text", text=TEXT, markdown=TEXT)
ARTIFACT = closed(uri={**TEXT, "pattern": r"^[!-~]*$"}, uriBaseId=TEXT, description=SAID)
REGION = closed(startLine=COUNT, startColumn=COUNT, endLine=COUNT, endColumn=COUNT)
CHANGE = closed(
    "artifactLocation replacements", artifactLocation=ARTIFACT,
    replacements=listed(closed("deletedRegion", deletedRegion=REGION, insertedContent=closed(text=TEXT)), minItems=1),
)  # fmt: skip
RESULT = closed(
    "message", ruleId=TEXT, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, properties=BAG,
    message=closed("text", text={**TEXT, "minLength": 1}, arguments=listed(TEXT)),
    locations=listed(closed(
        physicalLocation=closed("artifactLocation", artifactLocation=ARTIFACT, region=REGION),
        logicalLocations=listed(closed(name=TEXT, kind=TEXT), uniqueItems=True),
    )),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    fixes=listed(closed("artifactChanges", artifactChanges=listed(CHANGE, minItems=1)), uniqueItems=True),
)  # fmt: skip
DESCRIPTOR = closed(
    "id", id=TEXT, shortDescription=SAID, fullDescription=SAID, help=SAID, properties=BAG,
    defaultConfiguration=closed(level=LEVEL),
)  # fmt: skip
RUN = closed(
    "tool", columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]}, results=listed(RESULT), properties=BAG,
    tool=closed("driver", driver=closed(
        "name", name=TEXT, semanticVersion=TEXT, rules=listed(DESCRIPTOR, uniqueItems=True))),
    originalUriBaseIds={"type": "object", "additionalProperties": ARTIFACT},
)  # fmt: skip
SARIF = closed("version runs", version={"const": "2.1.0"}, runs=listed(RUN), **{"$schema": TEXT})
"""Of the standard's schema (OASIS SARIF 2.1.0) the objects that locakit writes, each with what it may hold."""


def sarif(*findings: Finding, **options: Any) -> dict[str, Any]:
    """The report's one run, held against the schema."""
    whole = json.loads(render("sarif", *findings, **options))
    jsonschema.Draft7Validator(SARIF).validate(whole)
    run: dict[str, Any] = whole["runs"][0]
    descriptors = run["tool"]["driver"]["rules"]
    assert all(descriptors[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    return run


def test_sarif_of_every_rule_is_valid_and_brings_its_page() -> None:
    found = [fault(n, rule=rule.id) for n, rule in enumerate(ALL_RULES)]
    run = sarif(*found, fault(rule="fr.own"), rules=ALL_RULES)
    told = {d["id"]: d for d in run["tool"]["driver"]["rules"]}
    assert told["fr.own"] == {"id": "fr.own"}
    for rule in ALL_RULES:
        short, full = told[rule.id]["shortDescription"]["text"], told[rule.id]["fullDescription"]["text"]
        assert short and full.startswith(short) and " Why: " in full and len(full) <= 1024
        assert "**Why:**" in told[rule.id]["help"]["markdown"]


def test_sarif_counts_columns_in_utf16() -> None:
    found = fault(target="😀😀 {nome} fim", column=12, until=18)
    region = sarif(found)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 14, "endLine": 1, "endColumn": 20}
    assert f'  "a": "{found.target}"'.encode("utf-16-le")[26:38].decode("utf-16-le") == "{nome}"


def test_sarif_without_the_line_has_no_columns_and_what_is_missing_stands_in_the_first() -> None:
    run = sarif(fault(7), fault(1, line=0, column=0), excerpt=None)
    places = [r["locations"][0]["physicalLocation"] for r in run["results"]]
    assert [p["region"] for p in places] == [{"startLine": 1}, {"startLine": 8}]


URIS = ["a b/ü#1?.json", "100%.po", "c:x.json", "\udcff.json", "\ud800.json", "src/<b>.html", "日本.json"]


@pytest.mark.parametrize("path", URIS)
def test_sarif_paths_are_uri_references(path: str) -> None:
    place = sarif(fault(resource=path), prefix="")["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["uri"]) and ":" not in place["uri"]
    assert place["uriBaseId"] == "%SRCROOT%"
    if path.isprintable():
        assert unquote(place["uri"]) == path


def test_sarif_of_a_file_elsewhere_has_a_file_uri() -> None:
    place = sarif(fault(resource="/srv/a b.po"))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///srv/a%20b.po"}


def test_sarif_fills_holes_with_themselves_and_takes_links_apart() -> None:
    first, second, third = (
        r["message"] for r in sarif(fault(message="{2} and {name}"), fault(1), fault(2, message="[a](b)"))["results"]
    )
    assert first == {"text": "{2} and {name}", "arguments": ["{0}", "{1}", "{2}"]}
    assert "arguments" not in second
    assert "](" not in third["text"]


def test_sarif_fingerprints_tell_results_of_a_file_apart() -> None:
    twins = [fault(3, line=n, column=n + 1) for n in (1, 2)]
    prints = [r["partialFingerprints"] for r in sarif(*twins)["results"]]
    assert prints[0]["locakit/v1"] == prints[1]["locakit/v1"]
    assert [p["primaryLocationLineHash"].rpartition(":")[2] for p in prints] == ["1", "2"]


FIXES = [
    ("Olá  mundo", (3, 5), " ", True), ("Bonjour ! Ça va", (7, 8), "\u202f", True), ("uno.. dos", (3, 5), ".", True),
    ("Olá mundo ", (9, 10), "", False), ("a {x} b", (2, 5), "{y}", False), ("a : b", (1, 2), "", False),
    ("say 'x' now", (4, 5), "\u2019", True), ("un deux", (3, 3), "<b>", False),
]  # fmt: skip


@pytest.mark.parametrize(("target", "span", "text", "safe"), FIXES)
def test_sarif_offers_a_fix_only_where_no_format_could_write_it_otherwise(
    target: str, span: tuple[int, int], text: str, safe: bool
) -> None:
    start = len('  "a": "')
    found = fault(target=target, span=span, column=start + span[0] + 1, until=start + span[1] + 1, fix=Fix(span, text))
    result = sarif(found)["results"][0]
    assert ("fixes" in result) == safe
    if safe:
        change = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
        line, cut = line_of(found)[0], change["deletedRegion"]
        assert change["insertedContent"] == {"text": text}
        assert line[cut["startColumn"] - 1 : cut["endColumn"] - 1] == target[slice(*span)]


def test_sarif_offers_no_fix_where_the_file_escapes_the_text() -> None:
    found = fault(target="a é b", span=(2, 3), fix=Fix((2, 3), "e"), column=11, until=17)
    escaped = ('  "a": "a \\u00e9 b"', 10, 16)
    assert "fixes" not in sarif(found, excerpt=lambda f: escaped)["results"][0]


# ---- JUnit

CASE = {"classname", "name", "time"}
SUITE = {"name", "tests", "failures", "errors", "skipped", "time"}


def junit(*findings: Finding, **options: Any) -> ElementTree.Element:
    """The report, held against what Jenkins' schema (junit-10.xsd) lets stand in it."""
    root = ElementTree.fromstring(render("junit", *findings, **options))
    assert root.tag == "testsuites" and set(root.attrib) <= {"name", "tests", "failures", "errors", "time"}
    for suite in root:
        assert suite.tag == "testsuite" and set(suite.attrib) == SUITE and suite.get("name")
        assert int(suite.get("tests", "")) == len(suite)
        for kind, tag in (("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
            assert int(suite.get(kind, "")) == len(suite.findall(f"testcase/{tag}"))
        for case in suite:
            assert case.tag == "testcase" and set(case.attrib) == CASE and len(case) <= 1
            assert all(set(said.attrib) == {"type", "message"} and not len(said) for said in case)
    for total in ("tests", "failures"):
        assert int(root.get(total, "")) == sum(int(suite.get(total, "")) for suite in root)
    return root


def test_junit_fails_what_the_exit_code_fails() -> None:
    found = [fault(n, severity=s) for n, s in enumerate(SEVERITIES)]
    counts = {level: junit(*found, fail_on=level).get("failures") for level in (*SEVERITIES, "never")}
    assert counts == {"error": "1", "warning": "2", "info": "3", "never": "0"}


def test_junit_names_are_one_of_a_kind_and_know_no_line() -> None:
    twins = [fault(3, line=n) for n in (10, 2)] + [fault(3, form="few"), fault(3, market="de")]
    names = [(c.get("classname"), c.get("name")) for c in junit(*twins).iter("testcase")]
    assert len(set(names)) == 4
    assert ("locales/pt.json", "placeables.missing k3 pt-BR (2)") in names
    moved = [fault(3, line=n) for n in (77, 78)] + [fault(3, form="few", line=79), fault(3, market="de", line=80)]
    assert Counter(names) == Counter((c.get("classname"), c.get("name")) for c in junit(*moved).iter("testcase"))


def test_junit_without_findings_is_a_test_that_passes() -> None:
    root = junit()
    assert root.get("tests") == "1" and root.get("failures") == "0"
    assert [len(case) for case in root.iter("testcase")] == [0]


def test_junit_takes_hostile_text_as_text() -> None:
    root = junit(hostile(), hostile(severity="info"))
    assert {e.tag for e in root.iter()} == {"testsuites", "testsuite", "testcase", "failure", "skipped"}
    assert "<script>alert(1)</script> ]]>" in (next(root.iter("failure")).text or "")


# ---- GitHub


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands in a step's output, read as the runner reads them."""
    for line in text.splitlines():
        if not line.startswith("::"):
            assert "##[" not in line
            continue
        head, _, data = line[2:].partition("::")
        name, _, said = head.partition(" ")
        properties = dict(p.split("=", 1) for p in said.split(",") if p)
        for sign, code in ((":", "%3A"), (",", "%2C"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
            properties = {k: v.replace(code, sign) for k, v in properties.items()}
            data = data.replace(code, sign) if sign not in ":," else data
        yield name, properties, data


def test_github_annotates_the_place() -> None:
    found = fault(resource="a,b:c%.json", message="50% lost\r\nhere", target="😀{nome}", column=9, until=10)
    ((name, properties, data),) = commands(render("github", found, prefix="web"))
    assert name == "error"
    assert properties == {"file": "web/a,b:c%.json", "line": "1", "endLine": "1", "col": "9", "endColumn": "10",
                          "title": "placeables.missing [pt-BR]"}  # fmt: skip
    assert data == "50% lost␍␊here\nkey: k0\nsource: Hello {name}"


def test_github_severities_are_the_three_kinds() -> None:
    found = [fault(n, severity=s) for n, s in enumerate(SEVERITIES)]
    text = render("github", *found)
    assert [name for name, _, _ in commands(text)] == ["error", "warning", "notice"]
    assert text.splitlines()[-1] == "locakit: 1 error, 1 warning, 1 info in 7 units"


def test_github_says_first_what_will_not_be_shown() -> None:
    found = [fault(n) for n in range(12)] + [fault(n, severity="info") for n in range(20, 31)]
    first = next(iter(commands(render("github", *found))))
    assert first[0] == "notice"
    assert first[2].startswith("2 of 12 errors and 2 of 12 notices stand in this step's log only")
    assert "stand in this step" not in render("github", *found[:10])


def test_github_reads_only_our_own_commands() -> None:
    text = render("github", hostile(), hostile(severity="warning", key="", line=0))
    assert [name for name, _, _ in commands(text)] == ["error", "warning"]
    assert len(text.splitlines()) == 3
    assert all(len(line) < 8000 for line in render("github", fault(message=HOSTILE * 500)).splitlines())


def test_what_is_missing_does_not_hide_what_is_wrong() -> None:
    lost = [fault(n, rule="keys.missing", resource=f"a{n}.json", line=0) for n in range(12)]
    told = [properties.get("file") for _, properties, _ in commands(render("github", *lost, fault(99)))]
    assert told[:2] == [None, "locales/pt.json"] and len(told) == 14
    comment = render("markdown", *lost, fault(99))
    assert comment.index("locales/pt.json") < comment.index("a0.json")


def test_github_puts_missing_keys_together() -> None:
    text = render("github", *(fault(n, rule="keys.missing", message="no translation yet", line=0) for n in range(30)))
    ((_, properties, data),) = commands(text)
    assert "line" not in properties and data.startswith("no translation yet: 30 keys\nkey: k0, k1")


# ---- GitLab


def test_gitlab_has_what_code_quality_asks_for() -> None:
    found = [fault(n, severity=s, line=n) for n, s in enumerate(SEVERITIES)]
    data = json.loads(render("gitlab", *found, fault(0, severity="error", line=9), prefix="web"))
    for entry in data:
        assert list(entry) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert entry["location"]["path"] == "web/locales/pt.json" and entry["location"]["lines"]["begin"] >= 1
    assert [e["severity"] for e in data] == ["critical", "minor", "info", "critical"]
    assert len({e["fingerprint"] for e in data}) == 4
    assert data[0]["description"] == "{name} is lost · k0 [pt-BR]"
    assert render("gitlab") == "[]\n"


# ---- Markdown


def cells(text: str) -> Any:
    """The comment's document, rendered by a CommonMark reader that lets HTML through, as GitHub's does."""
    return html5lib.parse(MarkdownIt("commonmark").render(text), namespaceHTMLElements=False)


def words(element: Any) -> str:
    return "".join(element.itertext())


def test_markdown_tables_survive_any_text() -> None:
    document = cells(render("markdown", hostile(), fault(), hostile(severity="info", key="")))
    tags = Counter(e.tag for e in document.iter() if isinstance(e.tag, str))
    assert set(tags) <= {"html", "head", "body", "h3", "p", "code", "details", "summary", "table", "thead", "tbody",
                         "tr", "th", "td", "br"}  # fmt: skip
    assert tags["tr"] == 2 + 3 and tags["td"] == 9 and tags["details"] == 2
    assert any(words(e).startswith("<script>alert(1)</script> ]]> --> ``` | @team #12") for e in document.iter("code"))
    assert all(e.get("dir") == "auto" for e in document.iter("code"))


def test_markdown_calls_nobody_and_makes_no_links_outside_of_code() -> None:
    document = cells(render("markdown", hostile()))
    for code in list(document.iter("code")):
        code.text = ""
    text = words(document)
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.|:\w+:|[0-9a-f]{7}", text)


@pytest.mark.parametrize("message", ["😀" * 200, HOSTILE])
def test_markdown_is_cut_with_a_count(message: str) -> None:
    found = [fault(n, message=message, severity=SEVERITIES[n % 3]) for n in range(900)]
    text = render("markdown", *found)
    assert len(text.encode("utf-16-le")) // 2 <= 65_536
    shown = sum(e.tag == "tr" for e in cells(text).iter()) - text.count("<thead>")
    lost = re.search(r"^(\d+) findings more", text, re.MULTILINE)
    assert lost and shown + int(lost[1]) == 900 and shown > 20
    assert text.startswith("<!-- locakit -->\n### locakit: 300 errors, 300 warnings, 300 info in 7 units\n")


def test_markdown_of_a_clean_project() -> None:
    text = render("markdown")
    assert "### locakit: no findings in 7 units" in text and "<table" not in text and "98.2" in text


# ---- HTML


def page(text: str) -> Any:
    """The document; a parse error is a fault."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def test_html_is_one_file_without_script_or_network() -> None:
    text = render("html", hostile(), hostile(severity="info"), fault())
    document = page(text)
    tags = {e.tag for e in document.iter() if isinstance(e.tag, str)}
    assert not tags & {"script", "link", "img", "iframe", "a", "form", "object", "base"}
    for element in document.iter():
        assert set(element.attrib) <= {"lang", "charset", "http-equiv", "content", "name", "dir", "class", "open"}
    (style,) = document.iter("style")
    assert not re.search(r"url|@import|expression|</", style.text)
    for needed in ("color-scheme:light dark", "prefers-color-scheme:dark", "@media print"):
        assert needed in style.text
    policy = next(e.get("content") for e in document.iter("meta") if e.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_html_shows_every_text_in_its_own_direction_with_the_fault_marked() -> None:
    document = page(render("html", fault(market="ar", target="سلة {nom} جاهزة", span=(4, 9))))
    target = next(e for e in document.iter("dd") if e.get("lang") == "ar")
    assert target.get("dir") == "rtl" and words(target) == "سلة {nom} جاهزة"
    assert [words(m) for m in document.iter("mark")] == ["{nom}"]
    assert all(e.get("dir") == "auto" for e in document.iter("dd") if e is not target)


def test_html_of_a_huge_text_shows_what_is_around_the_fault() -> None:
    found = fault(target="x" * 50_000 + "{n}" + "y" * 50_000, span=(50_000, 50_003), source="z" * 100_000)
    text = render("html", found)
    assert len(text) < 10_000 and "x<mark>{n}</mark>y" in text
    assert words(next(page(render("html", fault(target="ab", span=(9, 2)))).iter("mark"))) == ""


# ---- rules' pages as Markdown


def test_the_examples_of_a_page_are_shown_as_they_are() -> None:
    shown = (
        "Finds ``a|b``.\n\nWhy: <b>\n*it* is.\n\n"
        'Bad: "`x` <i>" → "``"  (de, c-format)\nGood: no [text](x)\n\nSource: me_me.'
    )
    assert markdown(shown).split("\n\n") == [
        "Finds `a|b`.", "**Why:** \\<b\\> \\*it\\* is.",
        '- Bad: ``"`x` <i>"`` → ```"``"``` (de, c-format)\n- Good: no \\[text\\](x)', "**Source:** me\\_me.",
    ]  # fmt: skip
    tags = {
        t for rule in ALL_RULES for t in re.findall(r"<(\w+)", MarkdownIt("commonmark").render(markdown(rule.page)))
    }
    assert tags <= {"p", "strong", "code", "ul", "li"}
