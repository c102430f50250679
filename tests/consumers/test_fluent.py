"""Fluent's own runtime (@fluent/bundle) formats what locakit wrote: plurals by number, selects, terms, attributes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from locakit.catalog import render
from locakit.formats.fluent import FORMAT
from locakit.locales import ordinal_categories
from locakit.model import Forms
from tests.consumers.markets import HARD, MARKETS, NUMBERS, chosen, forms_of, made_and_edited, turned

HERE = Path(__file__).parent
MODULE = HERE / "node_modules" / "@fluent" / "bundle"
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and MODULE.exists()), reason="needs node and @fluent/bundle: .ci/run installs them"
)

READER = """
const { FluentBundle, FluentNumber, FluentResource } = await import(process.argv[1]);
let input = ""; for await (const part of process.stdin) input += part;
const out = JSON.parse(input).map(({ locale, text, asks }) => {
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const faults = bundle.addResource(new FluentResource(text)).map(String);
  return asks.map(([id, attribute, args]) => {
    const message = bundle.getMessage(id);
    const pattern = message && (attribute ? message.attributes[attribute] : message.value);
    const errors = [...faults];
    if ("ordinal" in args) args.n = new FluentNumber(args.ordinal, { type: "ordinal", useGrouping: false });
    const said = pattern ? bundle.formatPattern(pattern, args, errors) : null;
    return errors.length ? "faults: " + errors.map(String).join("; ") : said;
  });
});
console.log(JSON.stringify(out));
"""
SOURCE = """\
### Texts of the shop.

-brand = Shop
    .gender = masculine

# The first page's title.
title = Welcome to { -brand }, { $name }!
    .aria-label = A label
    .accesskey = W

## Cart

items =
    { $count ->
        [one] one item
       *[other] { $count } items
    }
badge = Badge
    .title = { $count ->
        [one] one badge
       *[other] { $count } badges
    }
place =
    { NUMBER($n, type: "ordinal") ->
        [one] { $n }st
        [two] { $n }nd
        [few] { $n }rd
       *[other] { $n }th
    }
who =
    { $gender ->
        [male] his cart
        [female] her cart
       *[other] their cart
    }
about = { -brand.gender ->
    [masculine] Hijo
   *[other] Neutral
 }
mixed = You have { $count ->
    [one] a letter
   *[other] letters
} from { $name }.
long =
    First line

      indented
    last
"""
MIXED = "{ $count ->\n    [1] exactly one\n   *[other] many { $count }\n} { $name }"
SOURCE += "".join(f"hard-{i} = x\n" if i % 2 else f"hard-{i} =\n    x\n    y\n" for i in range(2 * len(HARD)))


def fluent(cases: list[dict[str, Any]]) -> list[list[str | None]]:
    """What the runtime says to each question."""
    command = ["node", "--input-type=module", "-e", READER, (MODULE / "esm" / "index.js").as_uri()]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=False, cwd=HERE)
    assert not done.returncode, done.stderr
    found: list[list[str | None]] = json.loads(done.stdout)
    return found


def told(market: str, step: int) -> dict[str, Forms]:
    """A translation of the whole source."""
    keys = [m.key for m in FORMAT.parse("x", SOURCE, "en").messages if m.key.startswith("hard-")]
    values: dict[str, Forms] = turned(market, keys, step)
    for key in keys:
        text = values[key]["other"].replace("{", "{ $open }").replace("} }", "}")
        values[key] = {"other": text if "{" not in values[key]["other"] else f"brace-less {step}"}
    counted = {c: text + " { $shown }" for c, text in forms_of(market, f"i{step}").items()}
    ordinal = {c: f"{c} {'{ $n }'} {market} {step}" for c in ordinal_categories(market)}
    return values | {
        "title": {"other": f"{market} {step} {{ -brand }} – {{ $name }}"},
        "title.aria-label": {"other": f"label {market} {step}"},
        "-brand": {"other": f"Brand{step}"},
        "items": counted,
        "badge": {"other": f"badge {market} {step}"},
        "badge.title": counted,
        "place": ordinal,
        "who": {"other": f"{{ $gender ->\n    [male] m{step}\n    [female] f{step}\n   *[other] o{step}\n}}"},
        "mixed": {"other": f"{step}: " + MIXED},
        "long": {"other": f"one {step}\n\n  two\nthree"},
    }


def asked(market: str, values: dict[str, Forms], step: int) -> list[tuple[list[Any], str]]:
    """Questions, and what must be said."""
    out: list[tuple[list[Any], str]] = []
    for n, text in chosen(market, values["items"]).items():
        said = text.replace("{ $shown }", n)
        out += [(["items", "", {"count": n}], said), (["badge", "title", {"count": n}], said)]
    out = [([a, b, {"count": int(c["count"]), "shown": c["count"]}], said) for (a, b, c), said in out]
    for key, forms in values.items():
        if key.startswith("hard-"):
            out.append(([key, "", {}], forms["other"]))
    return [
        *out,
        (["title", "", {"name": "Ana"}], f"{market} {step} Brand{step} – Ana"),
        (["title", "aria-label", {}], f"label {market} {step}"),
        (["badge", "", {}], f"badge {market} {step}"),
        (["who", "", {"gender": "male"}], f"m{step}"),
        (["who", "", {"gender": "x"}], f"o{step}"),
        (["mixed", "", {"count": 1, "name": "Ana"}], f"{step}: exactly one Ana"),
        (["mixed", "", {"count": 7, "name": "Ana"}], f"{step}: many 7 Ana"),
        (["long", "", {}], f"one {step}\n\n  two\nthree"),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_runtime_says_what_was_told(newline: str) -> None:
    source = FORMAT.parse("en.ftl", SOURCE.replace("\n", newline), "en")
    assert not source.junk
    cases, expected = [], []
    for market in MARKETS:
        first, second = told(market, 0), told(market, 11)
        made, edited = made_and_edited(FORMAT, source, f"{market}.ftl", market, first, second)
        bare = render(FORMAT, source, FORMAT.parse("x.ftl", "", market), "x.ftl", market, second)
        for text, values, step in ((made, first, 0), (edited, second, 11), (bare, second, 11)):
            questions = asked(market, values, step)
            cases.append({"locale": market, "text": text, "asks": [q for q, _ in questions]})
            expected.append([said for _, said in questions])
    for case, said, wanted in zip(cases, fluent(cases), expected, strict=True):
        for question, a, b in zip(case["asks"], said, wanted, strict=True):
            assert a == b, (case["locale"], question)


def test_ordinals_pick_by_the_locales_own_rule() -> None:
    """The program passes an ordinal number: @fluent/bundle 0.19 does not heed ``type`` in the file, others do."""
    source = FORMAT.parse("en.ftl", SOURCE, "en")
    values = told("fr", 0)
    text = render(FORMAT, source, None, "fr.ftl", "fr", values)
    asks = [["place", "", {"ordinal": n}] for n in NUMBERS]
    (said,) = fluent([{"locale": "fr", "text": text, "asks": asks}])
    one, other = values["place"]["one"], values["place"]["other"]
    assert said == [(one if n == 1 else other).replace("{ $n }", str(n)) for n in NUMBERS]
