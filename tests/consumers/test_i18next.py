"""i18next itself loads what locakit wrote and picks the plural form that CLDR names: cardinal, ordinal, nested."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from locakit.formats.json import FORMAT
from locakit.locales import ordinal_categories
from locakit.model import Forms
from tests.consumers.markets import HARD, MARKETS, NUMBERS, chosen, forms_of, made_and_edited, turned

HERE = Path(__file__).parent
MODULE = HERE / "node_modules" / "i18next"
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and MODULE.exists()), reason="needs node and i18next: .ci/run installs them"
)

READER = """
const i18next = (await import(process.argv[1])).default;
let input = ""; for await (const part of process.stdin) input += part;
const out = [];
for (const { locale, text, asks } of JSON.parse(input)) {
  const one = i18next.createInstance();
  await one.init({ lng: locale, fallbackLng: false, resources: { [locale]: { translation: JSON.parse(text) } },
                   interpolation: { escapeValue: false } });
  out.push(asks.map(([key, args]) => one.exists(key, args) ? one.t(key, args) : null));
}
console.log(JSON.stringify(out));
"""

SOURCE = json.dumps(
    {
        "title": "Welcome, {{name}}",
        "item": "Item",
        "item_one": "{{count}} item",
        "item_other": "{{count}} items",
        "place_ordinal_one": "{{count}}st place",
        "place_ordinal_two": "{{count}}nd place",
        "place_ordinal_few": "{{count}}rd place",
        "place_ordinal_other": "{{count}}th place",
        "cart": {"deep": {"line_one": "one line", "line_other": "{{count}} lines"}, "more": "$t(title) {{- code}}"},
        "friend_male_one": "a friend",
        "friend_male_other": "{{count}} friends",
        "list": ["first", "second"],
        "hard": {f"k{i}": "x" for i in range(len(HARD))},
    },
    indent=2,
)


def i18next(cases: list[dict[str, Any]]) -> list[list[str | None]]:
    """What the runtime says to each question; None where it has no such entry."""
    command = ["node", "--input-type=module", "-e", READER, (MODULE / "dist" / "esm" / "i18next.js").as_uri()]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=False, cwd=HERE)
    assert not done.returncode, done.stderr
    last = done.stdout.rstrip("\n").rpartition("\n")[2]  # i18next says a word of its own before
    found: list[list[str | None]] = json.loads(last)
    return found


def told(market: str, step: int) -> dict[str, Forms]:
    """A translation of the whole source."""
    ordinal = {c: f"{c} {{{{count}}}} {market} {step}" for c in ordinal_categories(market)}
    return turned(market, [f"hard.k{i}" for i in range(len(HARD))], step) | {
        "title": {"other": f"{market} {step}: {{{{name}}}}!"},
        "item": {"other": f"thing {market} {step}"},
        "item_other": {c: f"{t} {{{{count}}}}" for c, t in forms_of(market, f"i{step}").items()},
        "place_ordinal": ordinal,
        "cart.deep.line": forms_of(market, f"line{step}"),
        "cart.more": {"other": f"«$t(title)» {step} {{{{- code}}}}"},
        "friend_male": forms_of(market, f"friend{step}"),
        "list.0": {"other": f"primo {step}"},
        "list.1": {"other": f"secondo {step}"},
    }


def asked(market: str, values: dict[str, Forms]) -> list[tuple[list[Any], str]]:
    """Questions, and what must be said."""
    ordinal = Locale.parse(market, sep="-").ordinal_form
    out: list[tuple[list[Any], str]] = []
    for n in NUMBERS:
        cardinal = {key: chosen(market, values[key])[str(n)] for key in ("item_other", "cart.deep.line", "friend_male")}
        place = values["place_ordinal"][str(ordinal(n))]
        out += [
            (["item", {"count": n}], cardinal["item_other"].replace("{{count}}", str(n))),
            (["place", {"count": n, "ordinal": True}], place.replace("{{count}}", str(n))),
            (["cart.deep.line", {"count": n}], cardinal["cart.deep.line"]),
            (["friend", {"count": n, "context": "male"}], cardinal["friend_male"]),
        ]
    title = values["title"]["other"].replace("{{name}}", "Ana & Bo")
    more = values["cart.more"]["other"].replace("$t(title)", title).replace("{{- code}}", "<b>")
    plain = [key for key in values if key.startswith(("hard.", "list."))]
    return [
        *out,
        (["title", {"name": "Ana & Bo"}], title),
        (["cart.more", {"name": "Ana & Bo", "code": "<b>"}], more),
        (["item", {}], values["item"]["other"]),
        *((([key, {}]), values[key]["other"]) for key in plain),
    ]


def test_i18next_says_what_was_written_with_the_form_that_cldr_names() -> None:
    source = FORMAT.parse("en.json", SOURCE, "en")
    cases: list[dict[str, Any]] = []
    wanted: list[list[str]] = []
    for market in MARKETS:
        first, second = told(market, 0), told(market, 1)
        assert first.keys() == source.by_key().keys()
        texts = made_and_edited(FORMAT, source, f"{market}.json", market, first, second)
        for text, values in zip(texts, (first, second), strict=True):
            questions = asked(market, values)
            cases.append({"locale": market, "text": text, "asks": [q for q, _ in questions]})
            wanted.append([said for _, said in questions])
    for case, said, meant in zip(cases, i18next(cases), wanted, strict=True):
        asks = list(map(str, case["asks"]))
        assert dict(zip(asks, said, strict=True)) == dict(zip(asks, meant, strict=True))
