"""MDX pages compiled by MDX's own compiler: before, and after every text was changed, and with hostile texts."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from locakit.align import align, rekey
from locakit.catalog import render
from locakit.formats.mdx import FORMAT as MDX
from locakit.model import Message, Resource
from locakit.splice import apply
from tests.listing import CASES, read

HERE = Path(__file__).parent
PAGES = sorted((CASES / "mdx").rglob("*.mdx"))
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and (HERE / "node_modules/@mdx-js/mdx").is_dir()),
    reason="needs node and @mdx-js/mdx: .ci/run installs them",
)
SCRIPT = r"""
import {createProcessor} from '@mdx-js/mdx'
const free = new Set(['title', 'alt', 'label', 'placeholder', 'description', 'aria-label'])
const processor = createProcessor()
function shape(node) {
  const out = {type: node.type}
  const told = ['name', 'url', 'depth', 'ordered', 'lang', 'meta', 'identifier']
  for (const key of told) if (node[key]) out[key] = node[key]
  if ('value' in node) out.value = node.value.replace(/\s+/g, ' ')
  if (node.attributes) out.attributes = node.attributes.map((a) => [
    a.name || a.value, free.has(a.name) && typeof a.value === 'string' ? null : a.value && (a.value.value || a.value)])
  if (node.children) out.children = node.children.filter((n) => n.type !== 'text').map(shape)
  return out
}
let input = ''
for await (const chunk of process.stdin) input += chunk
const answers = []
for (const text of JSON.parse(input)) {
  const body = text.replace(/^\ufeff?---\r?\n[^]*?\n---\r?\n/, '')
  try {
    answers.push({tree: shape(processor.parse(body))})
  } catch (error) { answers.push({error: String(error.message)}) }
}
console.log(JSON.stringify(answers))
"""
HOSTILE = [
    "a {b c} d", "{", "}", "a { b", "<", "a <b", "<br>", "<b>x", "x</b>", "</div>", "<3 you", "1 < 2", "<!-- x -->",
    "<https://example.com>", "*a <b>c* d</b>", "[a <b>c](x) d</b>", "import x", "export it all", "{x", "x}", "{ 1 2 }",
    "{}", "{...}", "<A b={c d}>e</A>", "<A b=c>e</A>", "`{a", "``{a`", "![{a b}](c)", "[a](<b c>)", "\\{a", "\\\\{a b}",
    "{/* x", "<A", "a\n{b c}", "a\n<b>", "a\n</b>", "{`", "<>", "</>", "{'", "{#id}", "&lbrace;", "{{< x >}}",
    "<Foo title=\"a>b\">", "<a href='x'>y</a>", "{a => {}}", "x | y", "    z", "{a}", "<b>{a}</b>", "# {", "- <",
    "{\n}", "{% x %}", "<?php", "<!DOCTYPE x>", "a<b", "{a..b}", "«{…}»",
]  # fmt: skip


def compiled(texts: list[str]) -> list[dict[str, Any]]:
    """For each text the shape of its tree without its words, or the compiler's error."""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT],
        input=json.dumps(texts), capture_output=True, text=True, cwd=HERE, check=True,
    )  # fmt: skip
    return list(json.loads(done.stdout))


def parse(path: Path) -> Resource:
    return MDX.parse(path.name, read(path), "en")


def words(resource: Resource) -> list[Message]:
    return [m for m in resource.messages if "verbatim" not in m.flags]


def test_every_page_has_the_same_structure_after_translation() -> None:
    before, after = [], []
    for path in PAGES:
        source = parse(path)
        values = {m.key: {"other": f"Ünd {m.text} … ¡más!"} for m in words(source)}
        before.append(source.text)
        changed = {k: v for k, v in values.items() if not k.startswith("fm.")}
        after.append(render(MDX, source, source, path.name, "de", changed))
    for path, old, new in zip(PAGES, compiled(before), compiled(after), strict=True):
        assert "error" not in old, (path.name, old)
        assert new == old, path.name


def test_no_text_breaks_a_page() -> None:
    texts = [
        apply(source.text, MDX.replace(source, message, {"other": new}))
        for source in map(parse, PAGES)
        for message in [m for m in words(source) if not m.key.startswith("fm.")][:5]
        for new in HOSTILE
    ]
    wrong = [(text, answer["error"]) for text, answer in zip(texts, compiled(texts), strict=True) if "error" in answer]
    assert wrong == []


def test_messages_come_and_go_without_breaking_a_page() -> None:
    texts = []
    for source in map(parse, PAGES):
        for message in source.messages:
            less = apply(source.text, MDX.remove(source, [message]))
            target = MDX.parse(source.path, less, "de")
            texts += [less, apply(less, MDX.insert(target, source, [(message, message.forms)]))]
    wrong = [(text, answer["error"]) for text, answer in zip(texts, compiled(texts), strict=True) if "error" in answer]
    assert wrong == []


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_any_page_made_to_follow_any_other_can_be_compiled(number: int) -> None:
    source = parse(PAGES[number])
    texts = []
    for target in (MDX.parse(path.name, read(path), "de") for path in PAGES):
        found = align(source, target, {})
        there = rekey(target, found)
        values: dict[str, Any] = {m.key: None for m in there.messages if m.key not in found.pairs}
        values |= {m.key: m.forms for m in source.messages}
        made = render(MDX, source, there, target.path, "de", values)
        after = MDX.parse(target.path, made, "de")
        texts += [made, apply(made, MDX.arrange(rekey(after, align(source, after, {})), source))]
    wrong = [(text, answer["error"]) for text, answer in zip(texts, compiled(texts), strict=True) if "error" in answer]
    assert wrong == []
