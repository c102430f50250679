"""Chrome's rules for ``messages.json``, held against what locakit writes for new markets."""

from __future__ import annotations

import json
import re

import pytest

from locakit.catalog import render
from locakit.formats.webext import FORMAT as WEBEXT
from tests.consumers.markets import MARKETS

NAME = re.compile(r"[A-Za-z0-9_@]+\Z")


def chrome_faults(text: str) -> list[str]:
    """What Chrome refuses to load a ``messages.json`` for (chrome.i18n, "Localization message formats")."""
    out: list[str] = []
    for name, entry in json.loads(text).items():
        places = entry.get("placeholders", {})
        used = re.findall(r"\$([A-Za-z0-9_@]+)\$", entry["message"].replace("$$", ""))
        out += [f"{name}: ${u}$ is not defined" for u in used if u.lower() not in {p.lower() for p in places}]
        out += [f"{name}: {n!r} is no name" for n in (name, *places) if not NAME.match(n)]
        out += [f"{name}: {p} has no content" for p, place in places.items() if not isinstance(place["content"], str)]
    folded = [name.lower() for name in json.loads(text)]
    return out + [f"{n} stands twice" for n in set(folded) if folded.count(n) > 1]


CHROME = """{
  "hello": {
    "message": "Hello, $USER$! You have $count$ of $$5.",
    "description": "Greeting",
    "placeholders": {
      "user": {"content": "$1", "example": "Cira"},
      "COUNT": {"content": "$2"}
    }
  },
  "plain": {"message": "Plain"},
  "@@odd_1": {"message": "$1 and $9"}
}
"""


@pytest.mark.parametrize("market", MARKETS)
def test_what_is_written_loads_in_chrome(market: str) -> None:
    source = WEBEXT.parse("_locales/en/messages.json", CHROME, "en")
    path = f"_locales/{market.replace('-', '_')}/messages.json"
    values = {m.key: {"other": f'{market} "é" {m.text}'} for m in source.messages}
    made = render(WEBEXT, source, None, path, market, values)
    part = render(WEBEXT, source, None, path, market, {"plain": values["plain"]})
    grown = render(WEBEXT, source, WEBEXT.parse(path, part, market), path, market, values)
    for text in (made, grown):
        assert chrome_faults(text) == []
        tree = json.loads(CHROME)
        for key, forms in values.items():
            tree[key]["message"] = forms["other"]
        assert json.loads(text) == tree
    assert chrome_faults(part.replace("Plain", "$NOBODY$")) == ["plain: $NOBODY$ is not defined"]
