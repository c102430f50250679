"""The report: what is counted, since when units wait, the trend from git, and a page that no text can break."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.check import Tally as Checked
from locakit.comments import Comment
from locakit.comments import render as rendered_comments
from locakit.insight import (
    Amount,
    Cost,
    Coverage,
    Found,
    Insight,
    Pace,
    Point,
    Reuse,
    Reviewer,
    Score,
    Source,
    Talk,
    Waiting,
    charts,
)
from locakit.insight.cells import percent, table
from locakit.insight.charts import Bars, Lines
from locakit.insight.costs import costs
from locakit.insight.page import PARTS, html
from locakit.insight.quality import found, scores, spread
from locakit.insight.svg import inline
from locakit.insight.tally import Fact, Tally, band
from locakit.insight.told import as_json
from locakit.insight.told import json as as_text
from locakit.model import Finding, Origin, Record, State
from locakit.shell import insight_past
from locakit.shell.insight_ages import Ages, committed
from locakit.shell.workspace import open_workspace
from tests.conftest import CONFIG, Cli, write

HOSTILE = (
    "<script>alert(1)</script>\u202e\x1b[31m\x00\ufffe$\\frac{1}$ &amp; \"' <img src=x onerror=y> <!-- ]]> https://evil"
)
NOW = "2026-03-11T00:00:00Z"
needs_charts = pytest.mark.skipif(not charts.available(), reason="needs the extra `report`")


def record(state: State = "translated", origin: Origin = "machine", engine: str = "firefox", at: str = "", by: str = "",
           note: str = "") -> Record:  # fmt: skip
    return Record("en.json", "k", "a", "b", state, origin, engine, by, at, note)


def fact(words: int, made: Record | None, market: str = "fr", key: str = "k", **more: Any) -> Fact:
    return Fact(market, f"{market}.json", "en.json", key, words, made, **more)


def counted(*facts: Fact, comments: tuple[Comment, ...] = ()) -> Tally:
    out = Tally(NOW, comments)
    for one in facts:
        out.add(one)
    return out


def test_units_and_words_by_state() -> None:
    tally = counted(
        fact(3, None), fact(5, record(note="term-forced"), proposal=True), fact(7, record("reviewed"), stale=True),
        fact(11, record("final", "human", "")), fact(2, None, "ar"),
    )  # fmt: skip
    arabic, french = tally.coverage()
    assert (arabic.market, arabic.resource, arabic.whole) == ("ar", "ar.json", Amount(1, 2))
    assert french.states == {
        "initial": Amount(1, 3), "translated": Amount(1, 5), "reviewed": Amount(1, 7), "final": Amount(1, 11),
    }  # fmt: skip
    assert (french.whole, french.stood, french.stale) == (Amount(4, 26), Amount(2, 18), Amount(1, 7))
    assert (french.proposals, french.marked) == (1, 1)


def test_who_wrote_it_and_what_nobody_has_seen() -> None:
    tally = counted(
        fact(3, record()), fact(4, record("reviewed")), fact(5, record("reviewed"), stale=True),
        fact(6, record(engine="derive:es-ES@0123")), fact(7, record(origin="memory", engine="100")),
        fact(8, record(origin="human", engine="")), fact(9, record(origin="memory", engine="copy")),
    )  # fmt: skip
    assert tally.sources() == (
        Source("fr", "human", "", Amount(1, 8), Amount()),
        Source("fr", "machine", "derive:es-ES", Amount(1, 6), Amount(1, 6)),
        Source("fr", "machine", "firefox", Amount(3, 12), Amount(2, 8)),
        Source("fr", "memory", "", Amount(2, 16), Amount(1, 7)),
    )
    assert tally.reuse() == (Reuse("fr", "100", Amount(1, 7)),)


@pytest.mark.parametrize(
    ("engine", "name"),
    [("101", "101"), ("100", "100"), ("99", "95-99"), ("95", "95-99"), ("94", "85-94"), ("84", "75-84"), ("7", "0-74"),
     ("memory:es-ES 97", "sibling"), ("derive:es-ES@01", "derived"), ("", "other"), ("٩٩", "other"),
     ("9" * 99, "other")],
)  # fmt: skip
def test_bands_of_match_rates(engine: str, name: str) -> None:
    assert band(engine) == name


def test_who_reviewed_what() -> None:
    tally = counted(
        fact(3, record("reviewed", by="Ana", at="2026-01-02T00:00:00Z")), fact(5, record("final", by="Ana", at=NOW)),
        fact(99, record(by="Ana", at=NOW)), fact(4, record("final", by="سارة", at="2026-02-01T00:00:00Z"), "ar"),
    )  # fmt: skip
    assert tally.reviewers() == (
        Reviewer("Ana", "fr", Amount(2, 8), NOW), Reviewer("سارة", "ar", Amount(1, 4), "2026-02-01T00:00:00Z"),
    )  # fmt: skip


def test_a_comment_is_open_until_somebody_judges_the_unit() -> None:
    said = [Comment("fr", "en.json", "k", f"2026-02-0{n}T00:00:00Z", "Ana", "", "Why?") for n in (1, 3)]
    judged = fact(1, record("reviewed", at="2026-02-02T00:00:00Z"))
    assert counted(judged, comments=tuple(said)).talk() == (Talk("fr", 2, 1),)
    assert counted(fact(1, record()), comments=tuple(said)).talk() == (Talk("fr", 2, 2),)
    assert counted(judged).talk() == ()


def test_days_until_review_and_what_nobody_knows() -> None:
    start = "2026-03-01T00:00:00Z"
    took = [fact(1, record("reviewed", at=f"2026-03-{day:02}T00:00:00Z"), since=start) for day in (2, 3, 5, 9)]
    before, unknown = fact(1, record("final", at="2026-02-01T00:00:00Z"), since=start), fact(1, record("final", at=NOW))
    waits = fact(1, record(at="2026-03-09T00:00:00Z"))
    pace = counted(*took, before, unknown, waits).paces.markets()
    assert pace == (Pace("fr", 4, 2, 3.0, 8.0, 1, 2.0),)


def test_the_slowest_market_comes_first_and_an_unknown_one_last() -> None:
    tally = counted(
        fact(1, record("final", at=NOW), "de"), fact(1, record("final", at=NOW), "fr", since="2026-03-10T00:00:00Z"),
        fact(1, record("final", at=NOW), "ar", since="2026-03-01T00:00:00Z"),
    )  # fmt: skip
    assert [(p.market, p.median) for p in tally.paces.markets()] == [("ar", 10.0), ("fr", 1.0), ("de", None)]


def test_the_units_that_wait_longest() -> None:
    days = [fact(1, record(at=f"2026-0{1 + n // 28}-{1 + n % 28:02}T00:00:00Z"), key=f"k{n:02}") for n in range(40)]
    stale = fact(1, record("reviewed", at="2020-01-01T00:00:00Z"), key="old", stale=True, since="2025-03-11T00:00:00Z")
    missing = fact(1, None, key="none", since="2025-12-01T00:00:00+02:00")
    damaged = [fact(1, record(at=at), key=at) for at in ("", "yesterday", "2026-01-01", HOSTILE)]
    oldest = counted(*days, stale, missing, *damaged).paces.oldest()
    assert [(w.key, w.wants) for w in oldest[:3]] == [("old", "update"), ("none", "translation"), ("k00", "review")]
    assert (oldest[0].days, len(oldest)) == (365.0, 25)


def test_the_log_by_month_market_and_engine() -> None:
    log = (
        "#at\tmarket\tengine\tregion\tsegments\tcharacters\tcost\tcurrency\tdigest\r\n"
        "2026-02-01T10:00:00Z\tfr\tdeepl\teu\t5\t100\t0.25\tEUR\tx\r\n2026-02-28T10:00:00Z\tfr\tdeepl\teu\t1\t20\t\tEUR\tx\n"
        "2026-02-02T10:00:00Z\tfr\tdeepl\teu\t1\t20\t0.10\tEUR\tx\n2026-02-02T10:00:00Z\tde\tdeepl\teu\t1\t1\t1\tEUR\tx\n"
        "broken\n2026-02-02T10:00:00Z\tfr\tdeepl\teu\tmany\t20\t\tEUR\tx\n"
        "2026-02-02T10:00:00Z\tfr\tdeepl\teu\t1\t20\tNaN\tEUR\tx\n2026-02-02T10:00:00Z\tfr\tx\teu\t1\t20\t1E+999999\tEUR\tx\n"
    )
    assert costs(log, frozenset({"fr"})) == ((Cost("2026-02", "fr", "deepl", "EUR", 3, 7, 140, Decimal("0.35"), 1),), 4)
    assert costs("", frozenset()) == ((), 0)


def test_findings_by_rule_and_scores() -> None:
    faults = [Finding("b.x", "f", "k", "m", "warning", market="fr")] * 2
    faults += [Finding("a.x", "f", "k", "m", "error", market=m) for m in ("ar", "fr", "fr")]
    assert found(faults) == (
        Found("a.x", "error", "fr", 2),
        Found("a.x", "error", "ar", 1),
        Found("b.x", "warning", "fr", 2),
    )
    tally = Checked()
    tally.add("fr", 10, 1000)
    tally.add("ar", 10, 100)
    assert scores(tally, faults) == (Score("ar", 75.0, 1, 0, 0, 100), Score("fr", 94.0, 2, 2, 0, 1000))


@given(st.integers(1, 3000), st.integers(2, 60))
def test_commits_are_evenly_spaced(count: int, most: int) -> None:
    places = spread(count, most)
    assert places[0] == 0 and places[-1] == count - 1 and min(most // 2, count) <= len(places) <= most
    gaps = [b - a for a, b in pairwise(places)]
    assert len(set(gaps[:-1])) <= 1 and gaps[-1:] <= gaps[:1]
    new = set(spread(count + 1, most)) - set(places)
    assert new <= {count}


def test_few_places() -> None:
    assert (spread(0, 5), spread(5, 0), spread(5, 1), spread(1, 5)) == ([], [], [4], [0])
    assert (spread(5, 5), spread(5, 2), spread(10, 4)) == ([0, 1, 2, 3, 4], [0, 4], [0, 4, 8, 9])


def test_blame_is_read() -> None:
    one, none = "a" * 40, "0" * 40
    said = (
        f"{one} 1 4 2\nauthor committer-time 9\ncommitter-time 100\nsummary x\nfilename en.json\n"
        f"{none} 3 1 1\ncommitter-time 900\nfilename en.json\n{one} 9 7 1\nfilename en.json\n"
    )
    assert committed(said.encode()) == {4: 100, 5: 100, 7: 100}
    assert committed(b"") == {}


def hostile(**more: Any) -> Insight:
    """A report whose every name is hostile."""
    h = HOSTILE
    states: dict[State, Amount] = {
        "initial": Amount(1, 2),
        "translated": Amount(1, 1),
        "reviewed": Amount(),
        "final": Amount(),
    }
    score = Score(h, 50.0, 1, 2, 3, 10)
    made = Insight(
        h, h, NOW, (h, "fr"), (Coverage(h, h, states, Amount(1, 1), 1, 1),),
        (Source(h, "machine", h, Amount(1, 1), Amount(1, 1)),), (Reuse(h, "100", Amount(1, 2)),),
        (Found(h, "error", h, 3),), 1, (score,), (Point("a" * 40, h, (), h), Point("", NOW, (score,))),
        (Cost(h, h, h, h, 1, 2, 3, Decimal("1.5"), 1),), (Pace(h, 1, 1, 2.0, 3.0, 1, 4.0),),
        (Waiting(h, h, h, "review", h, 3.0),), (Reviewer(h, h, Amount(1, 1), h),), (Talk(h, 2, 1),), (h,),
    )  # fmt: skip
    return replace(made, **more)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.values: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.values += [value or "" for name, value in attrs if name in ("href", "style", "clip-path")]


PAGE = {
    "html", "main", "head", "meta", "title", "style", "body", "h1", "h2", "p", "dl", "div", "dt", "dd", "nav", "ul",
    "li", "a", "section", "table", "caption", "span", "thead", "tbody", "tr", "th", "td", "bdi", "b", "figure",
    "svg", "g", "defs", "path", "use", "text", "clippath", "rect",
}  # fmt: skip
NAMES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "aria-label", "aria-labelledby", "id", "href", "dir",
    "role", "tabindex", "scope", "viewbox", "d", "style", "transform", "x", "y", "clip-path", "width", "height",
}  # fmt: skip


@pytest.mark.parametrize("drawn", [True, False])
def test_hostile_names_do_nothing(drawn: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not drawn:
        monkeypatch.setattr(charts, "available", lambda: False)
        monkeypatch.setattr("locakit.insight.drawings.available", lambda: False)
        monkeypatch.setattr("locakit.insight.page.available", lambda: False)
    page = html(hostile())
    html5lib.HTMLParser(strict=True).parse(page)
    tags = Tags(page)
    assert tags.tags <= PAGE and tags.names <= NAMES
    assert not [v for v in tags.values if re.search(r"url\((?!#)|:/|expression|import|script:", v)]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe]", page)
    assert ("pip install" in page) is not drawn
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "\x1b" not in as_text(hostile()) and "\u202e" not in as_text(hostile())
    assert json.loads(as_text(hostile()))["project"] == HOSTILE


def test_huge_names_stay_small() -> None:
    long = "x" * 100_000
    page = html(hostile(project=long, notes=(long,), reviewers=(Reviewer(long, "fr", Amount(1, 1), NOW),) * 3))
    assert len(page) < 60_000


def test_long_lists_say_how_much_is_left_out() -> None:
    states: dict[State, Amount] = {
        "initial": Amount(1, 1),
        "translated": Amount(),
        "reviewed": Amount(),
        "final": Amount(),
    }
    files = tuple(Coverage("fr", f"f{n}.json", states, Amount(), 0, 0) for n in range(5000))
    page = html(Insight("Shop", "en", NOW, ("fr",), files))
    assert "4,960 files more: --format json has all of them" in page and len(page) < 60_000
    assert len(as_json(Insight("Shop", "en", NOW, ("fr",), files))["coverage"]) == 5000


def test_an_empty_report_is_a_page() -> None:
    page = html(Insight("", "en", NOW, ()))
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<h1>" in page and "NaN" not in page


def test_each_part_of_the_page_has_its_heading() -> None:
    page = html(hostile())
    assert [i for i, _, _ in PARTS] == re.findall('<h2 id="([a-z]+)">', page)
    assert re.findall(r'<a href="#([a-z]+)">', page) == [i for i, _, _ in PARTS]


def test_directions_and_languages_of_names() -> None:
    page = html(Insight("متجر", "en", NOW, ("ar-SA",), reviewers=(Reviewer("سارة", "ar-SA", Amount(1, 1), NOW),)))
    assert '<h1><bdi dir="auto">متجر</bdi></h1>' in page and '<bdi dir="auto">سارة</bdi>' in page


def test_tables_name_their_columns_and_round_down() -> None:
    said = table("Words", ["who", "n"], [["a", 1234], ["b", None]])
    assert '<th scope="col" class="n">n</th>' in said and '<td class="n">1,234</td>' in said
    assert '<td class="n">–</td>' in said and table("Words", ["who"], []) == ""
    assert (percent(999, 1000), percent(0, 0)) == ("99 %", "–")


@needs_charts
def test_a_chart_is_the_same_every_time_and_says_its_title() -> None:
    chart = Bars("cover", "Coverage", ["fr", "متجر", HOSTILE], {"a": [1, 2, 3], "b": [3, 2, 0]}, ["final", "initial"])
    made = charts.bars(chart)
    assert made == charts.bars(chart)
    assert made.startswith('<svg viewBox="0 0 ') and '<title id="cover-title">Coverage</title>' in made
    assert 'role="img" aria-labelledby="cover-title"' in made and ">متجر</text>" in made
    assert set(re.findall(r"#[0-9a-f]{6}\b", made)) == set() and "var(--final)" in made
    assert not re.search("<(metadata|style|script|image)", made)
    assert set(re.findall(r'(?:url\(|href=")#([\w-]+)', made)) == set(re.findall(r' id="([\w-]+)"', made)) - {
        "cover-title"
    }


@needs_charts
def test_a_users_settings_change_no_chart(tmp_path: Path) -> None:
    import matplotlib

    chart = Lines(
        "trend", "Trend", [(0, "a"), (86_400, "b"), (86_400 * 9, "c")], {"fr": [90, None, 95], "_x$": [1, 2, 3]}
    )
    before = charts.lines(chart)
    with matplotlib.rc_context({"svg.fonttype": "path", "lines.linewidth": 9, "font.size": 30}):
        assert charts.lines(chart) == before
    assert "> _x$</text>" in before and ">c</text>" in before
    assert (
        charts.lines(replace(chart, moments=[(0, "a")], lines={"fr": [1]})) == ""
        and charts.bars(Bars("x", "X", [], {}, [])) == ""
    )
    assert charts.lines(replace(chart, moments=[(5, "a")] * 3)) != ""


def test_only_known_elements_of_a_drawing_are_taken() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" '
        'onload="x()">'
        '<script>x()</script><style>*{}</style><g id="p1"><path id="m" d="M 0.500000 1" onclick="x()"/></g>'
        '<use xlink:href="#m"/><use xlink:href="http://evil/"/><image href="x"/>'
        "<text style=\"font: 8px 'X'; fill: #0000a1\">&lt;b&gt; #0000a1</text></svg>"
    )
    made = inline(svg, "a", "A & B", {"#0000a1": "var(--ink)"})
    assert made == (
        '<svg viewBox="0 0 9 9" role="img" aria-labelledby="a-title"><title id="a-title">A &amp; B</title><g>'
        '<path id="a-m" d="M 0.5 1"></path></g><use href="#a-m"></use><use></use>'
        '<text style="font-size: 8px; fill: var(--ink)">&lt;b&gt; #0000a1</text></svg>'
    )


Git = Callable[..., str]
EN = {"cart": "Your cart", "bye": "Bye {name}", "pay": "Pay now"}
THREE = CONFIG.replace("[pt-BR]", "[pt-BR, ar-SA]")


@pytest.fixture
def repo(tmp_path: Path, cli: Cli, git: Git, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three commits: the sources, their translation with a fault, and its review without it."""
    write(tmp_path, {"locakit.yaml": THREE, "locales/en.json": EN})
    git("init", "-q", cwd=tmp_path)
    faulty = {"cart": "Seu carrinho", "bye": "Tchau"}
    for day, files in ((1, {}), (5, {"locales/pt-BR.json": faulty, "locales/ar-SA.json": {"cart": "سلتك"}}),
                       (9, {"locales/pt-BR.json": {**faulty, "bye": "Tchau {name}"}})):  # fmt: skip
        write(tmp_path, files)
        if day == 5:
            assert cli("review", "--approve", "--as", "سارة <s@example.org>", "-m", "ar-SA", cwd=tmp_path).code == 0
        if day == 9:
            assert cli("review", "--approve", "--as", "Ana <a@example.org>", "-m", "pt-BR", cwd=tmp_path).code == 0
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, f"2026-01-0{day}T10:00:00Z")
        git("add", "-A", cwd=tmp_path)
        git("commit", "-qm", f"day {day}", cwd=tmp_path)
    return tmp_path


def test_three_commits(repo: Path, cli: Cli, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    said = cli("report", "--format", "json", cwd=repo)
    assert said.code == 0 and "reading 3 of 3 commits" in said.err
    made = said.json
    status = cli("status", "--format", "json", cwd=repo).json["markets"]
    for market, counts in status.items():
        mine = made["markets"][market]
        assert mine["units"] == counts["units"] and mine["words"] == counts["source_words"]
        assert all(mine[s]["units"] == counts[s] for s in ("initial", "translated", "reviewed", "final"))
    points = made["trend"]
    assert [p["at"][:10] for p in points[:3]] == ["2026-01-01", "2026-01-05", "2026-01-09"] and points[3][
        "commit"
    ] == ""
    errors = [{s["market"]: s["errors"] for s in p["scores"]}["pt-BR"] for p in points]
    assert errors == [0, 1, 0, 0]
    assert points[2]["scores"] == points[3]["scores"] == made["scores"]
    assert {r["by"]: r["units"] for r in made["reviewers"]} == {"سارة <s@example.org>": 1, "Ana <a@example.org>": 2}
    assert [(w["market"], w["key"], w["wants"], w["since"]) for w in made["waiting"]] == [
        ("ar-SA", "bye", "translation", "2026-01-05T10:00:00Z"),
        ("ar-SA", "pay", "translation", "2026-01-05T10:00:00Z"),
        ("pt-BR", "pay", "translation", "2026-01-09T10:00:00Z"),
    ]  # fmt: skip
    monkeypatch.setattr(
        insight_past, "check_markets", lambda *a, **k: pytest.fail("a commit is known, and checked again")
    )
    again = cli("report", "--format", "json", "--market", "pt-BR", cwd=repo)
    assert "reading" not in again.err
    assert [p["scores"][0] for p in again.json["trend"]] == [
        s for p in points for s in p["scores"] if s["market"] == "pt-BR"
    ]
    assert git("status", "--porcelain", cwd=repo) == ""


def test_few_commits_are_asked_for(repo: Path, cli: Cli) -> None:
    two = cli("report", "--format", "json", "--history", "2", cwd=repo).json["trend"]
    assert [p["at"][:10] for p in two[:2]] == ["2026-01-01", "2026-01-09"]
    none = cli("report", "--format", "json", "--history", "0", cwd=repo).json
    assert none["trend"] == [] and "the history is off" in none["notes"][0] and none["pace"][0]["median"] is None


def test_days_until_review_come_from_git(repo: Path, cli: Cli, git: Git) -> None:
    """The ledger's time of review is the clock's; the source's is its commit's; the market's, its ledger's."""
    ledger = repo / ".locakit/ledger/ar-SA.tsv"
    ledger.write_text(
        re.sub(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2026-01-15T22:00:00Z", ledger.read_text("utf-8")), "utf-8"
    )
    pace = {p["market"]: p for p in cli("report", "--format", "json", cwd=repo).json["pace"]}
    assert (pace["ar-SA"]["median"], pace["ar-SA"]["reviewed"]) == (10.5, 1)
    write(repo, {"locales/en.json": {**EN, "cart": "Your basket"}})
    git("commit", "-qam", "source", cwd=repo)
    made = cli("report", "--format", "json", "-m", "ar-SA", cwd=repo).json
    assert [w["wants"] for w in made["waiting"] if w["key"] == "cart"] == ["update"]
    assert made["markets"]["ar-SA"]["stale"] == {"units": 1, "words": 2} and made["pace"][0]["reviewed"] == 0


def test_a_commit_that_cannot_be_read_says_so(repo: Path, cli: Cli, git: Git) -> None:
    write(repo, {"locakit.yaml": "source: [\n", "locales/en.json": {**EN, "new": "New"}})
    git("commit", "-qam", "broken", cwd=repo)
    write(repo, {"locakit.yaml": THREE})
    trend = cli("report", "--format", "json", cwd=repo).json["trend"]
    assert [p["why"] for p in trend] == ["", "", "", "unreadable", ""] and trend[3]["scores"] == []
    assert cli("report", cwd=repo).code == 0 and "<td>unreadable</td>" in (repo / "report.html").read_text("utf-8")


def test_since_when_a_paragraph_has_its_words(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project in a folder of the repository, a document with CRLF, one paragraph over two lines."""
    home = tmp_path / "shop"
    config = CONFIG.replace("locales/{locale}.json", "docs/{locale}/*.md")
    text = "# Title\r\n\r\nFirst words\r\nand more.\r\n\r\nLast words.\r\n"
    git("init", "-q", cwd=tmp_path)
    for day, said in ((1, text), (5, text.replace("more", "others")), (9, "")):
        write(home, {"locakit.yaml": config, "docs/en/a.md": said or text.replace("more", "others") + "\r\nNew.\r\n"})
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, f"2026-01-0{day}T10:00:00Z")
        if said:
            git("add", "-A", cwd=tmp_path)
            git("commit", "-qm", "x", cwd=tmp_path)
    space = open_workspace(str(home))
    (pair,) = space.pairs
    source = space.source(pair)
    assert source is not None
    ages = Ages(space, on=True)
    since = [(m.text.split()[0], ages.of(pair, source)(m)[:10]) for m in source.messages]
    assert since == [("Title", "2026-01-01"), ("First", "2026-01-05"), ("Last", "2026-01-01"), ("New.", "")]
    assert ages.came("pt-BR") == "" and Ages(space, on=False).of(pair, source)(source.messages[0]) == ""


def test_a_shallow_clone_says_so(repo: Path, cli: Cli, git: Git, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git("clone", "-q", "--depth", "1", f"file://{repo}", str(clone), cwd=clone)
    made = cli("report", "--format", "json", cwd=clone).json
    assert len(made["trend"]) == 2 and made["pace"][0]["median"] is None
    assert any("the trend goes no further back: the clone is shallow" in note for note in made["notes"])


def test_a_project_without_git_and_without_ledger(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": THREE, "locales/en.json": EN, "locales/ar-SA.json": {"cart": "سلتك"}})
    made = cli("report", "--format", "json", cwd=tmp_path).json
    assert made["trend"] == [] and any("no trend" in note for note in made["notes"])
    assert made["markets"]["ar-SA"]["translated"]["units"] == 1 and made["markets"]["pt-BR"]["initial"]["units"] == 3
    assert [o["origin"] for o in made["origins"]] == ["imported"] and not (tmp_path / ".locakit").exists()


def test_a_repository_without_commits(tmp_path: Path, cli: Cli, git: Git) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": EN})
    git("init", "-q", cwd=tmp_path)
    notes = cli("report", "--format", "json", cwd=tmp_path).json["notes"]
    assert "there is no trend: nothing of the project is committed" in notes


def test_a_file_that_cannot_be_read_is_all_to_do(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": EN, "locales/pt-BR.json": '{\r\n "cart": \r\n'})
    made = cli("report", "--format", "json", cwd=tmp_path).json
    assert made["markets"]["pt-BR"]["initial"]["units"] == 3
    assert any("locales/pt-BR.json" in note for note in made["notes"])
    assert [(f["rule"], f["severity"]) for f in made["findings"]] == [("keys.unreadable", "error")]


def test_the_page_holds_cost_comments_and_memory(repo: Path, cli: Cli) -> None:
    line = "2026-01-03T10:00:00Z\tar-SA\tdeepl\teu\t5\t100\t0.25\tEUR\tx\n"
    said = Comment("ar-SA", "locales/en.json", "cart", "2030-01-01T00:00:00Z", "Ana", "", "Sure?")
    write(repo, {".locakit/sent.tsv": line, ".locakit/comments.tsv": rendered_comments([said])})
    told = cli("report", "--out", "out/report.html", cwd=repo)
    assert told.code == 0 and told.out.startswith("out/report.html: 2 markets, 6 units, ")
    page = (repo / "out/report.html").read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "0.25 EUR" in page and "Comments; open" in page and 'id="trend"' in page
    assert [*re.findall('<title id="([a-z]+)-title">', page)] == (
        ["coverage", "trend", "findings", "origins", "costs", "pace"] if charts.available() else []
    )


def test_a_file_that_is_no_report_is_not_written_over(repo: Path, cli: Cli) -> None:
    write(repo, {"report.html": "<p>mine</p>"})
    said = cli("report", cwd=repo)
    assert said.code == 2 and "no report" in said.err and (repo / "report.html").read_text() == "<p>mine</p>"
    assert cli("report", "--out", "locales/en.json", cwd=repo).code == 2
    (repo / "report.html").unlink()
    assert cli("report", cwd=repo).code == 0 == cli("report", cwd=repo).code


def test_wrong_wishes_are_told(repo: Path, cli: Cli) -> None:
    assert cli("report", "--format", "pdf", cwd=repo).code == 2
    assert cli("report", "--market", "xx", cwd=repo).code == 2
    assert cli("report", "--history", "-1", cwd=repo).code == 2
    assert cli("report", "--project", "nowhere", cwd=repo).code == 2


def test_a_report_without_the_library_says_how_to_get_the_charts(
    repo: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in ("charts", "drawings", "page"):
        monkeypatch.setattr(f"locakit.insight.{where}.available", lambda: False)
    said = cli("report", cwd=repo)
    assert said.code == 0 and "pip install 'locakit[report]'" in said.err
    page = (repo / "report.html").read_text("utf-8")
    assert "<svg" not in page and "<table>" in page and "locakit[report]" in page


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_it_prints(repo: Path, cli: Cli, tmp_path: Path) -> None:
    assert cli("report", cwd=repo).code == 0
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run([*browser, f"--print-to-pdf={tmp_path / 'out.pdf'}", f"file://{repo / 'report.html'}"],
                          capture_output=True, timeout=90, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "out.pdf").read_bytes())) > 0


def test_one_of_a_kind_is_said_in_the_singular() -> None:
    one, two = (html(Insight("Shop", "en", NOW, markets)) for markets in (("fr",), ("fr", "es")))
    assert ">1 market from en" in one and ">2 markets from en" in two
