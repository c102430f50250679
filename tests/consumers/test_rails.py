"""Ruby's own YAML (Psych) reads from Rails files what locakit was told to write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats.yaml import FORMAT
from locakit.model import Forms, Message
from tests.consumers.markets import HARD, MARKETS, chosen, forms_of, made_and_edited, turned

pytestmark = pytest.mark.skipif(not shutil.which("ruby"), reason="needs ruby: .ci/run installs it")

READER = """
require "json"; require "psych"; require "date"
def plain(v)
  case v
  when Hash then v.to_h { |k, x| [k.is_a?(String) ? k : "#{k.class}:#{k.inspect}", plain(x)] }
  when Array then v.map { |x| plain(x) }
  when String, nil then v
  else "#{v.class}:#{v.inspect}"
  end
end
STDOUT.set_encoding("UTF-8")
out = STDIN.each_line(chomp: true).map do |path|
  begin
    tree = Psych.safe_load_file(path, permitted_classes: [Symbol, Date, Time], aliases: true)
    [path, plain(tree)]
  rescue Psych::Exception => e
    [path, "#{e.class}: #{e.message}"]
  end
end
puts JSON.generate(out.to_h)
"""
HEAD = """\
# Texts of the shop.
en:
  # Shown on the first page.
  yes: "Yes"
  no: 'No'
  on: On air # a flag
  'off': Off
  "404": Not found
  ~: nothing
  number: 12
  float: 1.5
  truth: true
  nothing: ~
  symbol: :long
  base: &base Shared
  again: *base
  folded: >
    One long text
    on two lines
  literal: |
    Dear reader,

    goodbye
  date:
    formats: {short: "%d %b", long: 'the %d'}
    names: [~, January, "February", 'March']
  items:
    one: one item
    other: "%{count} items"
  deep:
    lists:
      - first
      - title: second
  plain: &html <b>bold</b>
"""
SOURCE = HEAD + "".join(f"  hard_{i}: {style}\n" for i, style in enumerate(["x", "'x'", '"x"', "x y z"] * 15))


def psych(texts: dict[str, str], folder: Path) -> dict[str, Any]:
    """What Ruby reads in each text; anything but strings, lists and maps by its class and value."""
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", newline="")
    lines = "".join(f"{folder / name}\n" for name in texts)
    done = subprocess.run(["ruby", "-e", READER], input=lines, capture_output=True, text=True, check=True)
    return {Path(path).name: tree for path, tree in json.loads(done.stdout).items()}


def at(tree: Any, message: Message) -> Any:
    """The value in the place of a message."""
    for name in message.path:
        tree = tree[int(name)] if isinstance(tree, list) else tree[name if name in tree else RUBY_KEYS[name]]
    return tree


RUBY_KEYS = {"yes": "TrueClass:true", "on": "TrueClass:true", "no": "FalseClass:false", "~": "NilClass:nil"}


def told(market: str, step: int) -> dict[str, Forms]:
    source = FORMAT.parse("en.yml", SOURCE, "en")
    values = turned(market, [m.key for m in source.messages], step)
    values["items"] = forms_of(market, f"w{step}")
    return values


def holds(tree: Any, values: dict[str, Forms]) -> None:
    known = FORMAT.parse("en.yml", SOURCE, "en").by_key()
    for key, forms in values.items():
        if key == "yes":
            continue  # Ruby takes this key and ``on`` for one, and the last one wins
        assert at(tree, known[key]) == (forms if known[key].plural else forms["other"]), key


def test_ruby_reads_what_was_told(tmp_path: Path) -> None:
    source = FORMAT.parse("en.yml", SOURCE, "en")
    assert not {"number", "truth", "nothing", "symbol", "again", "date.names.0"} & {m.key for m in source.messages}
    texts: dict[str, str] = {}
    first: dict[str, dict[str, Forms]] = {}
    second: dict[str, dict[str, Forms]] = {}
    for market in MARKETS:
        first[market], second[market] = told(market, 0), told(market, 11)
        made, edited = made_and_edited(FORMAT, source, f"{market}.yml", market, first[market], second[market])
        texts |= {f"{market}.made.yml": made, f"{market}.edited.yml": edited}
        bare = FORMAT.parse("x.yml", f"{market}:\n", market)
        texts[f"{market}.bare.yml"] = render(FORMAT, source, bare, "x.yml", market, second[market])
    trees = psych(texts, tmp_path)
    for market in MARKETS:
        for name in ("made", "edited", "bare"):
            tree = trees[f"{market}.{name}.yml"]
            assert list(tree) == [market]
            holds(tree[market], first[market] if name == "made" else second[market])
        items = trees[f"{market}.edited.yml"][market]["items"]
        assert chosen(market, items) == chosen(market, second[market]["items"])
        copied = trees[f"{market}.made.yml"][market]
        assert (copied["number"], copied["truth"], copied["symbol"]) == ("Integer:12", "TrueClass:true", "Symbol::long")
        assert copied["again"] == copied["base"] == first[market]["base"]["other"]


def test_the_locale_that_is_a_truth_value_stays_a_name(tmp_path: Path) -> None:
    source = FORMAT.parse("en.yml", "en:\n  a: A\n", "en")
    text = render(FORMAT, source, None, "no.yml", "no", {"a": {"other": "å"}})
    assert psych({"no.yml": text}, tmp_path) == {"no.yml": {"no": {"a": "å"}}}


@pytest.mark.parametrize("style", ["x", "'x'", '"x"', "|-\n    x", ">-\n    x", "|\n    x", '"x\n    y"'])
def test_every_style_holds_every_text(style: str, tmp_path: Path) -> None:
    text = "en:\n" + "".join(f"  k{i}: {style}\n" for i in range(len(HARD)))
    source = FORMAT.parse("en.yml", text, "en")
    values = {f"k{i}": {"other": word} for i, word in enumerate(HARD)}
    texts = {
        "lf.yml": render(FORMAT, source, None, "ja.yml", "ja", values),
        "crlf.yml": render(FORMAT, FORMAT.parse("e", text.replace("\n", "\r\n"), "en"), None, "ja.yml", "ja", values),
    }
    expected = {key: forms["other"] for key, forms in values.items()}
    for tree in psych(texts, tmp_path).values():
        assert tree == {"ja": expected}


def test_what_ruby_would_make_an_object_of_is_no_text(tmp_path: Path) -> None:
    text = "en:\n  a: !ruby/object:Gem::Installer\n    x: y\n  b: !ruby/regexp /x/\n  c: fine\n"
    resource = FORMAT.parse("en.yml", text, "en")
    assert [m.key for m in resource.messages] == ["c"]
    assert "Tried to load unspecified class" in psych({"en.yml": text}, tmp_path)["en.yml"]
    with pytest.raises(BrokenText):
        FORMAT.parse("en.yml", "en:\n  a: 'x\n", "en")


CORPUS = os.environ.get("LOCAKIT_CORPUS", "")


@pytest.mark.heavy
@pytest.mark.skipif(not CORPUS, reason="LOCAKIT_CORPUS names no folder of real files")
def test_ruby_and_locakit_read_real_files_alike(tmp_path: Path) -> None:
    files = {f"{i}.yml": p for i, p in enumerate(sorted(Path(CORPUS).glob("rails-i18n/**/*.yml")))}
    texts = {name: path.read_text("utf-8") for name, path in files.items()}
    trees = psych(texts, tmp_path)
    assert files
    for name, path in files.items():
        resource = FORMAT.parse(name, texts[name], path.stem.split(".")[0])
        (tree,) = trees[name].values()
        for message in resource.messages:
            assert at(tree, message) == (message.forms if message.plural else message.text), (path, message.key)
