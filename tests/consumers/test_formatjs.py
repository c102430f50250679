"""FormatJS (intl-messageformat) formats the ICU messages that locakit wrote, with the branch that CLDR names."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from locakit import icu
from locakit.formats.json import FORMAT
from locakit.locales import category
from locakit.model import Forms
from tests.consumers.markets import MARKETS, NUMBERS, made_and_edited

HERE = Path(__file__).parent
MODULE = HERE / "node_modules" / "intl-messageformat"
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and MODULE.exists()), reason="needs node and intl-messageformat: .ci/run installs them"
)

READER = """
import { createRequire } from "node:module";
const { IntlMessageFormat } = createRequire(process.argv[1])("intl-messageformat");
let input = ""; for await (const part of process.stdin) input += part;
const out = JSON.parse(input).map(({ locale, text, asks }) => {
  const texts = JSON.parse(text), made = {};
  return asks.map(([key, args]) => {
    made[key] ??= new IntlMessageFormat(texts[key].defaultMessage ?? texts[key], locale);
    return made[key].format(args);
  });
});
console.log(JSON.stringify(out));
"""

CARDINAL = "{n, plural, one {one item} other {# items}}"
ORDINAL = "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} place"
_CARTS = "{n, plural, one {cart} other {carts}}"
CHOICE = f"{{who, select, male {{his {_CARTS}}} other {{their {_CARTS}}}}}"
SOURCE = json.dumps(
    {
        "items": CARDINAL,
        "zero": "{n, plural, =0 {nothing} one {one thing} other {# things}}",
        "place": ORDINAL,
        "cart": CHOICE,
        "quoted": "It''s '{'{name}'}'",
        "greeting": {"defaultMessage": "Hello {name}", "description": "Above the list"},
    },
    indent=2,
)


def formatjs(cases: list[dict[str, Any]]) -> list[list[str]]:
    """What the formatter says to each question."""
    command = ["node", "--input-type=module", "-e", READER, str(HERE / "index.js")]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=False, cwd=HERE)
    assert not done.returncode, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def translated(message: str, market: str, step: int) -> tuple[str, dict[str, str]]:
    """A message whose every branch says which one it is, and what each branch says, by its category or place."""
    opened = icu.expand(message, "en", market)
    texts = [f"{step} {i} {leaf.category} {market} it's é" for i, leaf in enumerate(opened.leaves)]
    return opened.build(texts), {leaf.category: t for leaf, t in zip(opened.leaves, texts, strict=True)}


def told(market: str, step: int) -> tuple[dict[str, Forms], list[tuple[list[Any], str]]]:
    """A translation of the whole source, and questions with what must be said."""
    ordinal = Locale.parse(market, sep="-").ordinal_form
    source = json.loads(SOURCE)
    items, by_items = translated(source["items"], market, step)
    zero, by_zero = translated(source["zero"], market, step)
    place, by_place = translated(source["place"], market, step)
    cart = icu.expand(source["cart"], "en", market)
    leaves = [f"{step} {market} leaf {i}" for i in range(len(cart.leaves))]
    half = len(leaves) // 2
    values: dict[str, Forms] = {
        "items": {"other": items},
        "zero": {"other": zero},
        "place": {"other": place},
        "cart": {"other": cart.build(leaves)},
        "quoted": {"other": f"{step} c''est '{{'{{name}}'}}' '#' \\ \""},
        "greeting.defaultMessage": {"other": f"{step} {market} {{name}}!"},
    }
    out: list[tuple[list[Any], str]] = [
        (["quoted", {"name": "Ana"}], f"{step} c'est {{Ana}} '#' \\ \""),
        (["greeting", {"name": "Ana"}], f"{step} {market} Ana!"),
    ]
    for n in NUMBERS:
        kind = category(market, n)
        at = next(i for i, leaf in enumerate(cart.leaves) if leaf.category == kind)
        out += [
            (["items", {"n": n}], by_items[kind]),
            (["zero", {"n": n}], by_zero["=0" if n == 0 else kind]),
            (["place", {"n": n}], by_place[str(ordinal(n))]),
            (["cart", {"who": "male", "n": n}], leaves[at]),
            (["cart", {"who": "else", "n": n}], leaves[half + at]),
        ]
    return values, out


def test_formatjs_says_what_was_written_with_the_branch_that_cldr_names() -> None:
    source = FORMAT.parse("en.json", SOURCE, "en")
    assert all("icu-message-format" in m.flags for m in source.messages if "{" in m.text)
    cases: list[dict[str, Any]] = []
    wanted: list[list[str]] = []
    for market in MARKETS:
        (first, _), (second, _) = told(market, 0), told(market, 1)
        assert first.keys() == source.by_key().keys()
        texts = made_and_edited(FORMAT, source, f"{market}.json", market, first, second)
        for step, text in enumerate(texts):
            questions = told(market, step)[1]
            cases.append({"locale": market, "text": text, "asks": [q for q, _ in questions]})
            wanted.append([said for _, said in questions])
    for case, said, meant in zip(cases, formatjs(cases), wanted, strict=True):
        asks = list(map(str, case["asks"]))
        assert dict(zip(asks, said, strict=True)) == dict(zip(asks, meant, strict=True))
