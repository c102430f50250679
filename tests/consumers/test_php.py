"""PHP's own parser reads from arrays what locakit was told to write."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from locakit.catalog import render
from locakit.formats.php import FORMAT
from locakit.model import Forms
from tests.consumers.markets import HARD, MARKETS, NUMBERS, chosen, forms_of, made_and_edited, turned

pytestmark = pytest.mark.skipif(not shutil.which("php"), reason="needs php: .ci/run installs it")

READER = """
foreach (explode("\\n", trim(stream_get_contents(STDIN))) as $file) {
  ob_start();
  try { $out[basename($file)] = require $file; } catch (Throwable $e) { $out[basename($file)] = (string) $e; }
  if (ob_get_clean() !== '') { $out[basename($file)] = 'the file prints something'; }
}
echo json_encode($out, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
"""
HEAD = """\
<?php

declare(strict_types=1);

/*
 * Lines of the shop.
 */

return [
    // Shown on the first page.
    'welcome' => 'Welcome, :name!',
    "double" => "One\\ttab",
    'apples' => '{0} none|{1} one|[2,*] :count apples',
    'joined' => 'one' .
        " two",
    'here' => <<<EOT
        Dear reader,
          goodbye
        EOT,
    'now' => <<<'TXT'
A $raw \\text
TXT,
    'nested' => [
        'a' => ['b' => 'deep', "c" => 'deeper'],
        'old' => array('x' => 'y'),
        404 => 'not found',
    ],
    'list' => ['first', 'second'],
    'code' => strtoupper('x') . PHP_VERSION_ID * 0,
"""
STYLES = ("'x'", '"x"', "'x' . 'y'", "<<<A\nx\nA", "<<<'A'\n  x\n  A", '<<<"A"\n\tx\n\tA')
SOURCE = HEAD + "".join(f"    'hard_{i}' => {STYLES[i % len(STYLES)]},\n" for i in range(90)) + "];\n"


def php(texts: dict[str, str], folder: Path) -> dict[str, Any]:
    """The array that each file returns."""
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", newline="")
    lines = "\n".join(str(folder / name) for name in texts)
    done = subprocess.run(["php", "-n", "-r", READER], input=lines, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def at(tree: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        tree = tree[int(name)] if isinstance(tree, list) else tree[name]
    return tree


def test_php_reads_what_was_told(tmp_path: Path) -> None:
    source = FORMAT.parse("en/shop.php", SOURCE, "en")
    known = source.by_key()
    assert {"here", "now", "joined", "nested.old.x", "nested.404", "list.1"} <= known.keys() and "code" not in known
    texts: dict[str, str] = {}
    told: dict[str, dict[str, Forms]] = {}
    for market in MARKETS:
        first, second = (turned(market, list(known), step) for step in (0, 11))
        texts[f"{market}.made"], texts[f"{market}.edited"] = made_and_edited(
            FORMAT, source, "x.php", market, first, second
        )
        bare = FORMAT.parse("x.php", "<?php\nreturn [];\n", market)
        texts[f"{market}.bare"] = render(FORMAT, source, bare, "x.php", market, second)
        told |= {f"{market}.made": first, f"{market}.edited": second, f"{market}.bare": second}
    trees = php(texts, tmp_path)
    for name, values in told.items():
        for key, forms in values.items():
            assert at(trees[name], known[key].path) == forms["other"], (name, key)
    assert str(trees["ar.made"]["code"]) == "X0" and "code" not in trees["ar.bare"]


@pytest.mark.parametrize("raw", STYLES)
def test_every_style_holds_every_text(raw: str, tmp_path: Path) -> None:
    text = "<?php\nreturn [\n" + "".join(f"    'k{i}' => {raw},\n" for i in range(len(HARD))) + "];\n"
    values = {f"k{i}": {"other": word} for i, word in enumerate(HARD)}
    texts = {}
    for name, form in (("lf", text), ("crlf", text.replace("\n", "\r\n"))):
        source = FORMAT.parse("en.php", form, "en")
        texts[name] = render(FORMAT, source, source, "en.php", "en", values)
        again = {m.key: "|".join(m.forms.values()) for m in FORMAT.parse("en.php", texts[name], "en").messages}
        assert again == {key: forms["other"] for key, forms in values.items()}
    for name, tree in php(texts, tmp_path).items():
        said = {key: line.replace("\r\n", "\n") for key, line in tree.items()}
        assert said == {key: forms["other"] for key, forms in values.items()}, name


def test_locakit_reads_what_php_reads(tmp_path: Path) -> None:
    texts = {"lf": SOURCE, "crlf": SOURCE.replace("\n", "\r\n")}
    for name, tree in php(texts, tmp_path).items():
        for message in FORMAT.parse("x.php", texts[name], "en").messages:
            assert at(tree, message.path).replace("\r\n", "\n") == message.text, (name, message.key)


CHOOSE = """
function part(string $line, int $n, string $tag): string {
  $parts = explode('|', $line);
  foreach ($parts as $part) {
    if (preg_match('/^[\\{\\[]([^\\[\\]\\{\\}]*)[\\}\\]](.*)/s', $part, $m)) {
      [$from, $to] = array_pad(explode(',', $m[1], 2), 2, $m[1]);
      if (($from === '*' || $n >= (int) $from) && ($to === '*' || $n <= (int) $to)) return trim($m[2]);
    }
  }
  $ten = $n % 10; $hundred = $n % 100;
  $few = $ten >= 2 && $ten <= 4 && intdiv($hundred, 10) !== 1;
  $index = match ($tag) {
    'en', 'pt-BR' => $n === 1 ? 0 : 1,
    'fr' => $n < 2 ? 0 : 1,
    'pl' => $n === 1 ? 0 : ($few ? 1 : 2),
    'ru' => $ten === 1 && $hundred !== 11 ? 0 : ($few ? 1 : 2),
    'ar' => match (true) { $n < 3 => $n, $hundred >= 3 && $hundred <= 10 => 3, $hundred > 10 => 4, default => 5 },
    'ja' => 0,
  };
  return $parts[$index] ?? $parts[0];
}
foreach (json_decode(stream_get_contents(STDIN), true) as [$tag, $file, $numbers]) {
  $lines = require $file;
  foreach ($lines as $key => $line) foreach ($numbers as $n) $out[$tag][$key][$n] = part($line, $n, $tag);
}
echo json_encode($out);
"""


def test_a_choice_is_the_form_of_the_number(tmp_path: Path) -> None:
    text = "<?php\nreturn [\n    'apples' => 'one apple|:count apples',\n    'ranges' => '{0} none|[1,*] some',\n];\n"
    source = FORMAT.parse("en.php", text, "en")
    assert source.messages[0].forms == {"one": "one apple", "other": ":count apples"}
    assert not source.messages[1].plural and "laravel-format" in source.messages[1].flags
    asks, expected = [], {}
    for market in MARKETS:
        forms, ranges = forms_of(market, "w"), f"{{0}} 0 {market}|[1,*] 1 {market}"
        told: dict[str, Forms] = {"apples": forms, "ranges": {"other": ranges}}
        made, edited = made_and_edited(FORMAT, source, "x.php", market, {"apples": forms_of(market, "v")}, told)
        (tmp_path / f"{market}.php").write_text(edited, "utf-8")
        asks.append([market, str(tmp_path / f"{market}.php"), NUMBERS])
        picked = chosen(market, forms)
        if market in ("fr", "pt-BR"):  # the framework knows no form for whole millions, nor Brazil's 0 as one
            picked = {n: forms["one" if n == "1" or (n == "0" and market == "fr") else "other"] for n in picked}
        said = {str(n): f"{min(n, 1)} {market}" for n in NUMBERS}
        expected[market] = {"apples": picked, "ranges": said}
        assert made.count("|") == edited.count("|") - 1
    command = ["php", "-n", "-r", CHOOSE]
    done = subprocess.run(command, input=json.dumps(asks), capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr
    assert json.loads(done.stdout) == expected


STATEMENTS = """\
<?php
if (!defined('SHOP')) { die(); }
// The title.
define('TITLE', 'Shop');
DEFINE("HELLO", "Hello\\n" . 'you');
const CART = 'Cart';
$lang['menu']['home'] = 'Home';
$lang["it's"] = "It\\"s";
$lang[7] = <<<T
  long
  T;
$lang['sum'] = strtoupper('x');
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_of_statements(newline: str, tmp_path: Path) -> None:
    source = FORMAT.parse("en.php", STATEMENTS.replace("\n", newline), "en")
    assert [m.key for m in source.messages] == ["TITLE", "HELLO", "CART", "menu.home", "it's", "7"]
    assert source.messages[0].note == "The title."
    values = dict(zip([m.key for m in source.messages], ({"other": word} for word in HARD[18:]), strict=False))
    bare = FORMAT.parse("x.php", "<?php\n", "fr")
    for number, target in enumerate((None, source, bare)):
        text = render(FORMAT, source, target, "fr.php", "fr", values)
        path = tmp_path / f"{number}.php"
        path.write_bytes(text.encode())
        code = f"define('SHOP', 1); require '{path}'; echo json_encode([TITLE, HELLO, CART, $lang]);"
        done = subprocess.run(["php", "-n", "-r", code], capture_output=True, text=True, check=True)
        title, hello, cart, lang = json.loads(done.stdout)
        said = [title, hello, cart, lang["menu"]["home"], lang["it's"], lang["7"]]
        assert [s.replace("\r\n", "\n") for s in said] == [f["other"] for f in values.values()]
