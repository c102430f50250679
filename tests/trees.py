"""Random catalogs as plain Python values, and what an edit of them must give, worked out without locakit."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

Path = tuple[str, ...]

NAMES = st.sampled_from(
    ["a", "b", "c", "title", "x.y", "two words", "é", "404", "yes", 'q"u', "it's", "#h", "long_key"]
)
WORDS = st.sampled_from(
    [
        "Hello",
        "a: b",
        "no",
        "12",
        "- x",
        "# y",
        "{n}",
        "it's",
        'say "hi"',
        "100 %",
        "é 😀",
        "שלום",
        "\\n",
        "a/b",
        "null",
        "~",
    ]
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=30),
    st.sampled_from(["line one\nline two\n", " edge ", "\u2028", "\x85", "\ufeffx", "tail\n\n", "x\u00a0"]),
).filter(lambda text: not re.fullmatch(r":[A-Za-z_]\w*", text))


def trees(depth: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    """Maps of texts, lists, maps and the odd number."""
    leaf: st.SearchStrategy[Any] = st.one_of(TEXTS, TEXTS, st.sampled_from([12, True, None, {}, []]))
    lists = st.lists(TEXTS, min_size=1, max_size=4)
    inner: st.SearchStrategy[Any] = leaf
    for _ in range(depth):
        inner = st.one_of(leaf, lists, st.dictionaries(NAMES, inner, max_size=4))
    return st.dictionaries(NAMES, inner, min_size=1, max_size=6)


def texts(tree: Any, path: Path = ()) -> dict[Path, str]:
    """All texts by path."""
    if isinstance(tree, str):
        return {path: tree}
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    out: dict[Path, str] = {}
    for name, value in pairs:
        out |= texts(value, (*path, str(name)))
    return out


def put(tree: Any, path: Path, value: str, model: Any) -> None:
    """Set a text; missing parents take their kind from ``model``, holes in lists are None."""
    for i, name in enumerate(path):
        last = i + 1 == len(path)
        model = model[int(name)] if isinstance(model, list) else model[name]
        new: Any = value if last else [] if isinstance(model, list) else {}
        if isinstance(tree, list):
            tree.extend([None] * (int(name) + 1 - len(tree)))
            at: Any = int(name)
            held = tree[at]
        else:
            at, held = name, tree.get(name)
        if last or not isinstance(held, (dict, list)) or not held:
            tree[at] = new
        tree = tree[at]


def drop(tree: Any, gone: set[Path]) -> None:
    """Take texts out; emptied parents go too, inner places of a list become None."""
    _drop(tree, (), gone)


def _drop(tree: Any, path: Path, gone: set[Path]) -> bool:
    pairs = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree))
    doomed = []
    for name, value in pairs:
        here = (*path, str(name))
        if here in gone or (isinstance(value, (dict, list)) and value and _drop(value, here, gone)):
            doomed.append(name)
    if len(doomed) == len(pairs):
        if not path:
            tree.clear()
        return True
    for name in reversed(doomed):
        if isinstance(tree, dict) or name == len(tree) - 1:
            del tree[name]
        else:
            tree[name] = None
    return False


def edited(target: Any, model: Any, values: Mapping[Path, str | None]) -> Any:
    """``target`` after an edit: first what goes, then what is set."""
    out = copy.deepcopy(target)
    drop(out, {p for p, v in values.items() if v is None and p in texts(target)})
    for path, value in values.items():
        if value is not None:
            put(out, path, value, model)
    return out


def without_others(source: Any, keep: set[Path]) -> Any:
    """The source with the texts ``keep`` alone: what a template must hold."""
    out = copy.deepcopy(source)
    drop(out, set(texts(source)) - keep)
    return out


@st.composite
def edits(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any] | None, dict[Path, str | None]]:
    """A source, a target (None, empty, or a part of the source with some texts of its own), and an edit of it."""
    source = draw(trees())
    paths = list(texts(source))
    assume(paths and len({".".join(p) for p in paths}) == len(paths))
    target: dict[str, Any] | None = draw(st.sampled_from([None, {}, {"zz": "own"}]))
    if target:
        part = without_others(source, set(paths) - set(draw(st.lists(st.sampled_from(paths), max_size=6))))
        for path in draw(st.lists(st.sampled_from(paths), max_size=3)):
            if path in texts(part):
                put(part, path, draw(TEXTS), source)
        target = part | target
    values: dict[Path, str | None] = {}
    for path in draw(st.lists(st.sampled_from(paths), max_size=6, unique=True)):
        values[path] = draw(TEXTS)
    known = list(texts(target)) if target else []
    if known:
        values |= dict.fromkeys(draw(st.lists(st.sampled_from(known), max_size=3)))
    return source, target, values


def by_key(values: Mapping[Path, str | None]) -> dict[str, dict[str, str] | None]:
    """The edit as ``catalog.render`` takes it."""
    return {".".join(p): None if v is None else {"other": v} for p, v in values.items()}


def commented(text: str, random: Random, lines: list[str], sides: list[str]) -> str:
    """``text`` with comments on lines of their own and beside what stands there."""
    out = []
    for line in text.split("\n"):
        out += [random.choice(lines)] if random.random() < 0.2 and line else []
        out.append(line + (random.choice(sides) if random.random() < 0.25 and line else ""))
    return "\n".join(out)
