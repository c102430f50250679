"""markdown-it's block rules with a notebook: each leaf block's lines and where its own text begins in them.

Beside CommonMark and GFM tables, lines that other tools read are kept apart from prose: Hugo shortcodes, Liquid tags,
``:::`` containers, display mathematics, admonition and alert marks, attribute lists, table-of-contents marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from locakit.formats import _mdx_rules
from locakit.formats._md_quick import QUICK, Leaf, found_in

Rule = Callable[[StateBlock, int, int, bool], bool]

_CHAINS = ("paragraph", "reference", "blockquote", "list")
_CONTAINERS = ("list", "blockquote")
_SHORTCODE = r"\{\{[<%](?:[^>%{]|[>%](?!\}\})|\{(?!\{))*+[>%]\}\}"
_LINE = re.compile(
    rf"(?:{_SHORTCODE}[ \t]*)+|\{{%[^%]*%\}}|\{{:[^{{}}]*\}}|:{{3,}}.*|(?:!!!|\?\?\?\+?)[ \t].*"
    r"|\[![A-Za-z]+\][-+]?|\[\[?_?toc_?\]\]?",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\{\{([<%])")
_RAW = re.compile(
    r"\{\{[<%]\s*(highlight|mermaid|katex|math|chart|rawhtml|plantuml)\b|\{%-?\s*(raw|highlight|code|mermaid)\b"
)
_LONGEST_TAG = 60


def leaves(source: str, mdx: bool) -> Iterator[Leaf]:
    """The leaf blocks of ``source`` (line breaks are ``\\n``), in order."""
    rules: _Rules | None = None
    at, size = 0, len(source)
    while at < size:
        hit = QUICK.match(source, at)
        if hit is not None:
            yield from found_in(hit)
            at = hit.end()
        else:
            rules = rules or _Rules(source, mdx)
            yield from rules.block(at)
            at = rules.end


class _Rules:
    """markdown-it's rules, asked for one block at a time of those that stand in no other."""

    def __init__(self, source: str, mdx: bool) -> None:
        parser = _parser(mdx)
        self._leaves: list[Leaf] = []
        env = {"leaves": self._leaves, "inside": [], "unclosed": set()}
        self._state = StateBlock(source, parser, env, [])
        self._rules = parser.block.ruler.getRules("")
        self.end = 0
        """Where the line behind the last block begins."""

    def block(self, at: int) -> list[Leaf]:
        """The leaves of the block that begins with the line at ``at``, or with the first that is not empty after it."""
        state = self._state
        state.tokens.clear()
        state.line = line = state.skipEmptyLines(bisect_right(state.bMarks, at, hi=state.lineMax) - 1)
        if line < state.lineMax:
            any(rule(state, line, state.lineMax, False) for rule in self._rules)
        self.end = state.bMarks[state.line]
        found = self._leaves[:]
        self._leaves.clear()
        return found


@cache
def _parser(mdx: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table")
    if mdx:
        _mdx_rules.install(parser, _CHAINS)
    ruler = parser.block.ruler
    ruler.before("table", "apart", _apart, {"alt": list(_CHAINS)})
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    chains = {chain: ruler.getRules(chain) for chain in _CHAINS}
    for name, rule in rules.items():
        own = _entered(name, rule) if name in _CONTAINERS else _noted(name, rule)
        ruler.at(name, own, {"alt": [chain for chain, members in chains.items() if rule in members]})
    return parser


def _entered(name: str, rule: Rule) -> Rule:
    def entered(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        state.env["inside"].append(name)
        done = rule(state, first, end, silent)
        state.env["inside"].pop()
        return done

    return entered


def _noted(name: str, rule: Rule) -> Rule:
    whole = name in ("fence", "code", "html_block", "apart", "reference", "esm", "jsx")

    def noted(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        if (name == "reference" and _is_footnote(state, first)) or not rule(state, first, end, silent):
            return False
        if not silent:
            state.env["leaves"].append(_leaf(state, name, first, whole))
        return True

    return noted


def _leaf(state: StateBlock, name: str, first: int, whole: bool) -> Leaf:
    last = state.line - (name == "lheading")
    rows = range(first, last)
    if whole:
        lines = tuple(state.getLines(first, last, state.blkIndent, False).split("\n"))
        starts = tuple(state.eMarks[i] - len(line) for i, line in zip(rows, lines, strict=True))
    else:
        starts = tuple(state.bMarks[i] + state.tShift[i] for i in rows)
        lines = tuple(state.src[start : state.eMarks[i]] for i, start in zip(rows, starts, strict=True))
    return Leaf(name, starts, lines, tuple(state.env["inside"]))


def _is_footnote(state: StateBlock, line: int) -> bool:
    return state.src.startswith("[^", state.bMarks[line] + state.tShift[line])


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")


def _apart(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Lines that another tool reads, from ``first`` on; False where there are none."""
    if state.is_code_block(first):
        return False
    text = _text(state, first)
    if text[:1] not in ("{", ":", "$", "\\", "!", "?", "["):
        return False
    last = _last(state, first, end, text)
    if last < 0:
        return False
    if not silent:
        state.line = last + 1
    return True


def _last(state: StateBlock, first: int, end: int, text: str) -> int:
    for opening, closing in (("$$", "$$"), ("\\[", "\\]")):
        if text.startswith(opening):
            return first if len(text) > 4 and text.endswith(closing) else _until(state, first, end, closing)
    raw = _RAW.match(text)
    if raw:
        name = raw[1] or raw[2]
        return _until(state, first, end, re.compile(rf"\{{\{{[<%]\s*/\s*{name}\b|\{{%-?\s*end{name}\b"))
    if _LINE.fullmatch(text):
        return first
    opened = _OPENED.match(text)
    if opened and f"{'>' if opened[1] == '<' else '%'}}}}}" not in text:
        return _until(state, first, min(end, first + _LONGEST_TAG), f"{'>' if opened[1] == '<' else '%'}}}}}")
    return -1


def _until(state: StateBlock, first: int, end: int, closing: str | re.Pattern[str]) -> int:
    """The line that closes what ``first`` opens; -1 where none does, which is remembered: it is asked once."""
    unclosed = state.env["unclosed"]
    mark = closing if isinstance(closing, str) else closing.pattern
    if (mark, end) in unclosed:
        return -1
    for line in range(first + 1, end):
        text = _text(state, line)
        if text.endswith(closing) if isinstance(closing, str) else closing.search(text):
            return line
        if state.sCount[line] < state.blkIndent and text:
            return -1
    unclosed.add((mark, end))
    return -1
