"""Rules run over units: severities, names, what blocks, places in files, the summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import check
from locakit.model import Category, Finding, Message, Resource, Severity, Span, Unit
from locakit.rules import registry
from locakit.rules._kit import ex

RULES = registry.rules()


def keyed(key: str, unit: Unit) -> Unit:
    """The unit under another key."""
    return replace(unit, key=key)


class Shout:
    """A rule that is not made with the kit, as terms and tone are."""

    id = "own.shout"
    severity: Severity = "info"
    category: Category = "style"
    page = "No shouting."

    def check(self, units: Iterable[Unit]) -> Iterable[Finding]:
        """Findings in the order of the units."""
        for u in units:
            if u.target.get("other", "").isupper():
                yield Finding(self.id, u.resource, u.key, "shouted", "info", "style", market=u.market)


UNITS = [
    keyed("a", ex("Hello {name}", "OLÁ")),
    keyed("b", ex("Save", "Salvar")),
    keyed("c", ex("Total: ", "TOTAL:")),
]


def test_findings_come_unit_by_unit_whoever_finds_them() -> None:
    found = check.run(UNITS, [Shout(), *RULES])
    assert [(f.key, f.rule) for f in found] == [
        ("a", "placeables.missing"), ("a", "own.shout"), ("c", "whitespace.edges"), ("c", "own.shout"),
    ]  # fmt: skip


def test_a_long_project_is_checked_in_chunks() -> None:
    many = [keyed(str(n), UNITS[n % 3]) for n in range(2000)]
    found = check.run(many, [Shout(), *RULES])
    assert [int(f.key) for f in found] == sorted(int(f.key) for f in found)
    assert len(found) == 2 * 667 + 2 * 666


def test_severities_and_off() -> None:
    def ids(**levels: str) -> list[tuple[str, str]]:
        named = {k.replace("_", "."): v for k, v in levels.items()}
        return [(f.rule, f.severity) for f in check.run(UNITS, RULES, severities=named)]

    assert ids() == [("placeables.missing", "error"), ("whitespace.edges", "warning")]
    assert ids(whitespace_edges="error") == [("placeables.missing", "error"), ("whitespace.edges", "error")]
    assert ids(placeables_missing="off") == [("whitespace.edges", "warning")]
    assert [f.rule for f in check.run(UNITS, RULES, disable=["whitespace.*"])] == ["placeables.missing"]
    both = {"placeables.*": "off", "placeables.missing": "info"}
    assert [f.severity for f in check.run(UNITS[:1], RULES, severities=both)] == ["info"]


def test_weigh_takes_out_what_is_off() -> None:
    found = check.run(UNITS, RULES)
    assert [f.rule for f in check.weigh(found, {"placeables.*": "off"})] == ["whitespace.edges"]
    assert check.weigh(found, {}) == found


def test_unknown_names_are_told_with_the_nearest() -> None:
    known = check.known_rules(RULES, [Shout()])
    assert {"own.shout", "keys.missing", "mt.unprotected", "numbers.missing"} <= known
    assert check.unknown(["numbers.missing", "numbers.*", "own.shout"], known) == []
    (said,) = check.unknown(["numbers.mising"], known)
    assert "'numbers.mising'" in said and "'numbers.missing'" in said
    assert check.unknown(["xyz.*"], known) == ["there is no rule 'xyz.*'"]


@pytest.mark.parametrize(
    ("unit", "blocks"),
    [
        (ex("Hi {n}", "Oi"), True), (ex("Hi", " "), True), (ex("Hi", "Oi <script>"), True),
        (ex("Hi", "O\ufffdi"), True),
        (ex("{n, plural, other {#}}", "{n, plural, other {#}", "pt-BR", "icu-message-format"), True),
        (ex({"one": "a", "other": "b"}, {"one": "a"}), True), (ex("Hi\n", "Oi", resource="po/pt.po"), True),
        (ex("Hi 5", "Oi 6"), False), (ex("Hi ", "Oi"), False), (ex("Hi", "Hello", limit=3), False),
        (ex("This is it", "This is it"), False),
    ],
)  # fmt: skip
def test_what_would_break_the_program_blocks(unit: Unit, blocks: bool) -> None:
    found = check.run([unit], RULES)
    assert found
    assert bool(check.blocking(found)) is blocks
    assert check.blocking(check.run([unit], RULES, severities={"*": "warning"})) == []


def test_the_fingerprint_lapses_with_either_text() -> None:
    (found,) = check.run(UNITS[:1], RULES)
    same = replace(found, line=7, message="said otherwise", severity="info")
    assert check.fingerprint(found) == check.fingerprint(same) and len(check.fingerprint(found)) == 16
    for other in ({"source": "x"}, {"target": "x"}, {"key": "x"}, {"rule": "x"}):
        assert check.fingerprint(replace(found, **other)) != check.fingerprint(found)  # type: ignore[arg-type] # all text


def tally(units: list[Unit]) -> check.Tally:
    """What the summary counts of these units."""
    out = check.Tally()
    for unit in units:
        out.add(unit.market, 1, check.words_of(unit))
    return out


def test_the_summary_scores_each_market() -> None:
    units = [ex("one two three four five six seven eight nine ten", "x", m) for m in ("de", "fr")]
    units += [ex("a b c d e f g h i j", "x", "fr"), ex("日本語の文", "x", "pt-BR")]
    faults = [Finding("r", "f", "k", "m", s, market="fr") for s in ("warning", "info")]
    assert check.summary(tally(units), faults) == {
        "units": 4, "errors": 0, "warnings": 1, "infos": 1, "mqm": {"de": 100.0, "fr": 70.0, "pt-BR": 100.0},
    }  # fmt: skip
    assert check.summary(tally([]), []) == {"units": 0, "errors": 0, "warnings": 0, "infos": 0, "mqm": {}}
    worst = [Finding("r", "f", "k", "m", "error", market="de")] * 9
    assert check.summary(tally(units[:1]), worst)["mqm"] == {"de": 0.0}


def shown(placed: Finding, resource: Resource) -> tuple[str, int, int]:
    """The line that a placed finding is in, and the columns at fault."""
    return check.excerpt(placed, resource.text.split("\n")[placed.line - 1].rstrip("\r"))


def where(text: str, raw: Span, decoded: str, fault: str) -> tuple[int, int, str]:
    """Line, column and the raw text that is marked for ``fault``."""
    resource = Resource("f", "pt-BR", text, (Message("k", {"other": decoded}, {"other": raw}),))
    at = decoded.index(fault)
    finding = Finding("r", "f", "k", "m", span=(at, at + len(fault)), target=decoded)
    placed = check.locate(finding, resource)
    line, start, end = shown(placed, resource)
    return placed.line, placed.column, line[start:end]


@pytest.mark.parametrize(
    ("text", "first", "last", "decoded", "fault", "marked"),
    [
        ('{\r\n "a": "Olá \\"x\\" {n}"}', '"Olá', '}"', 'Olá "x" {n}', "{n}", (2, 18, "{n}")),
        ('{"a": "\\u00e1\\ud83d\\ude00\\n{n}"}', '"\\u', '}"', "á😀\n{n}", "😀", (1, 14, "\\ud83d\\ude00")),
        ('{"a": "x &amp; y {n}"}', '"x', '}"', "x &amp; y {n}", "{n}", (1, 18, "{n}")),
        ('msgstr ""\n"Um\\n"\n"dois %s \\\\n"\n', '""', 'n"', "Um\ndois %s \\n", "%s", (3, 7, "%s")),
        ('msgstr ""\n"Um\\n"\n"dois %s \\\\n"\n', '""', 'n"', "Um\ndois %s \\n", "\\", (3, 10, "\\\\")),
        ("a: |\n  Um\n  \"dois\" {n}\n", "|", "}", 'Um\n"dois" {n}\n', "{n}", (3, 10, "{n}")),
        ("a: >-\n  um\n  dois {n}\n", ">-", "}", "um dois {n}", "{n}", (3, 8, "{n}")),
        ("a: 'it''s {n}'\n", "'it", "}'", "it's {n}", "{n}", (1, 11, "{n}")),
        ("a: C:\\temp {n}\n", "C:", "}", "C:\\temp {n}", "{n}", (1, 12, "{n}")),
        ('a: "um \\\n    {n}"\n', '"um', '}"', "um {n}", "{n}", (2, 5, "{n}")),
        ("<s>It\\'s &lt;b> %s</s>", "It", "%s", "It's <b> %s", "<b>", (1, 10, "&lt;b>")),
        ("Um `{n}` aqui\n", "Um", "qui", "Um `{n}` aqui", "`{n}`", (1, 4, "`{n}`")),
        ('"a" e "b" {n}', '"a', "n}", '"a" e "b" {n}', "{n}", (1, 11, "{n}")),
        ('{"a": "xyz"}', '"x', 'z"', "something else", "else", (1, 7, '"xyz"')),
    ],
)  # fmt: skip
def test_the_place_in_the_file(
    text: str, first: str, last: str, decoded: str, fault: str, marked: tuple[int, int, str]
) -> None:
    start = text.index(first)
    assert where(text, (start, text.rindex(last) + len(last)), decoded, fault) == marked


@given(st.text(st.sampled_from('ab "\\\n\té😀\u2028'), min_size=1, max_size=30), st.data())
def test_the_place_in_json_is_always_exact(text: str, data: st.DataObject) -> None:
    import json

    raw = json.dumps(text)
    at = data.draw(st.integers(0, len(text)))
    resource = Resource("f", "x", f"[{raw}]", (Message("k", {"other": text}, {"other": (1, 1 + len(raw))}),))
    finding = Finding("r", "f", "k", "m", span=(at, len(text)), target=text)
    placed = check.locate(finding, resource)
    assert placed.line == 1
    assert placed.column == 2 + len(json.dumps(text[:at])) - 1


def test_a_finding_without_a_place_stays_as_it_is() -> None:
    resource = Resource("f", "x", "{}", ())
    finding = Finding("keys.missing", "f", "k", "m")
    assert check.locate(finding, resource) == finding
    whole = Resource("f", "x", "a\nb\n", (Message("k", {"other": "b"}, {}, (2, 3)),))
    assert check.locate(finding, whole).line == 2
    broken = Finding("keys.unreadable", "f", "", "m", line=2, column=2)
    assert check.excerpt(broken, "two") == ("two", 1, 3)


def test_a_plural_form_has_its_own_place() -> None:
    text = '{"one": "um {n}", "other": "uns"}'
    spans = {"one": (8, 16), "other": (27, 32)}
    resource = Resource("f", "x", text, (Message("k", {"one": "um {n}", "other": "uns"}, spans, plural=True),))
    finding = Finding("r", "f", "k", "m", form="other", span=(0, 3), target="uns")
    assert check.locate(finding, resource).column == 29
