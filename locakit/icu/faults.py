"""What is wrong with an ICU target beside its source: syntax, branches, arguments, tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, product

from locakit import locales
from locakit.icu.tree import PLURAL, Argument, Branch, Choice, IcuError, Text, Tree, parse, walk

Fault = tuple[str, tuple[int, int]]
Way = dict[tuple[str, str], str]
"""The selector chosen for each ``(argument, type)``."""

_WAYS = 200
"""So many combinations of branches are looked at."""

_TAG = re.compile(r"<(/)?([A-Za-z0-9][\w.:-]*+)(?:\s[^<>]*+)?(/)?>")


def faults(source: str, target: str, market: str) -> list[Fault]:
    """``(what is wrong, where in the target)``; a broken source makes every target comparison void, so none is made."""
    try:
        after = parse(target)
    except IcuError as error:
        at = min(error.position, len(target))
        return [(f"not ICU MessageFormat: {error.message}", (at, min(at + 1, len(target))))]
    out = [f for n in walk(after) if isinstance(n, Choice) for f in _branches(n, market)]
    try:
        before = parse(source)
    except IcuError:
        return out
    return [*out, *_keys(before, after), *_types(before, after), *_arguments(before, after, market, len(target))]


def tag_faults(source: str, target: str) -> list[Fault]:
    """Tags that a branch loses, adds or does not close although its source does not; nothing where one is broken."""
    try:
        before, after = parse(source), parse(target)
    except IcuError:
        return []
    out: list[Fault] = []
    told: set[str] = set()
    for way in _ways(after):
        wanted, there = (_tags("".join(_words(tree, way))) for tree in (before, after))
        for name in sorted({*wanted, *there}):
            if wanted.get(name) != there.get(name) and name not in told:
                told.add(name)
                place = ", ".join(f"{n} {s}" for (n, _), s in way.items())
                said = "is lost" if name not in there else "is not in the source" if name not in wanted else "differs"
                out.append((f"<{name}> {said}" + (f" where {place}" if place else ""), (0, len(target))))
    return out


def _tags(text: str) -> dict[str, tuple[bool, bool, bool]]:
    """Of each tag's name, whether it opens, closes and stands alone."""
    out: dict[str, tuple[bool, bool, bool]] = {}
    for close, name, void in _TAG.findall(text):
        known = out.get(name, (False, False, False))
        out[name] = (known[0] or not (close or void), known[1] or bool(close), known[2] or bool(void))
    return out


def _words(tree: Tree, way: Way) -> Iterator[str]:
    """The text that is shown when ``way`` is taken."""
    for node in tree:
        if isinstance(node, Text):
            yield node.raw
        elif isinstance(node, Choice) and node.branches:
            yield from _words(_taken(node, way), way)


def unreachable(target: str, market: str) -> list[Fault]:
    """Plural branches no number of the market leads to; nothing where the target does not parse."""
    try:
        tree = parse(target)
    except IcuError:
        return []
    out: list[Fault] = []
    for node in walk(tree):
        if isinstance(node, Choice) and node.type in PLURAL:
            known = _expected(node, market)
            for branch in node.branches:
                if branch.selector in locales.CATEGORIES and branch.selector not in known:
                    out.append((f"no number of {market} is {branch.selector}", _selector(branch)))
    return out


def _expected(node: Choice, market: str) -> tuple[str, ...]:
    ordinal = node.type == "selectordinal"
    return locales.ordinal_categories(market) if ordinal else locales.plural_categories(market)


def _selector(branch: Branch) -> tuple[int, int]:
    return branch.start, branch.start + len(branch.selector)


def _branches(node: Choice, market: str) -> Iterator[Fault]:
    """Faults of one choice's selectors."""
    head = (node.start, node.start + len(node.head))
    seen = Counter(b.selector for b in node.branches)
    if "other" not in seen:
        yield f"{{{node.name}}} has no branch other", head
    for branch in node.branches:
        if seen[branch.selector] > 1:
            seen[branch.selector] = 1
            yield f"branch {branch.selector} stands twice", _selector(branch)
        if node.type in PLURAL and not _known(branch.selector):
            yield f"unknown plural selector {branch.selector}", _selector(branch)
    if node.type in PLURAL:
        for category in _expected(node, market):
            if category not in seen and category != "other" and _needed(node, category, market):
                yield f"{{{node.name}}} has no branch {category}, which {market} needs", head


def _known(selector: str) -> bool:
    return selector in locales.CATEGORIES or (selector.startswith("=") and selector[1:].lstrip("-").isdecimal())


def _needed(node: Choice, category: str, market: str) -> bool:
    """A category that no small number has, or that ``=N`` branches cover wholly, may be left out."""
    if node.type == "selectordinal":
        return True
    return bool({n + node.offset for n in locales.numbers_of(market, category)} - node.explicit)


def _selects(tree: Tree) -> dict[str, list[Choice]]:
    out: dict[str, list[Choice]] = {}
    for node in walk(tree):
        if isinstance(node, Choice) and node.type == "select":
            out.setdefault(node.name, []).append(node)
    return out


def _keys(before: Tree, after: Tree) -> Iterator[Fault]:
    """Select keys are code: a translated one is never reached."""
    known = {name: {b.selector for n in nodes for b in n.branches} for name, nodes in _selects(before).items()}
    for name, nodes in _selects(after).items():
        for node in nodes:
            have = {b.selector for b in node.branches}
            for branch in node.branches:
                if name in known and branch.selector not in known[name]:
                    yield f"select key {branch.selector} of {{{name}}} is not in the source", _selector(branch)
            for lost in sorted(known.get(name, set()) - have - {"other"}):
                yield f"select key {lost} of {{{name}}} is missing", (node.start, node.start + len(node.head))


def _uses(tree: Tree) -> dict[str, set[str]]:
    """The types each argument is used with; ``#`` counts as its plural."""
    out: dict[str, set[str]] = {}
    for node in walk(tree):
        if not isinstance(node, Choice | Argument):
            continue
        out.setdefault(node.name, set()).add("plural" if node.type == "hash" else node.type)
    return out


def _types(before: Tree, after: Tree) -> Iterator[Fault]:
    """Arguments the source does not pass, or passes as something else."""
    known = _uses(before)
    for node in walk(after):
        if not isinstance(node, Choice | Argument) or node.type == "hash":
            continue
        span = (node.start, node.start + len(node.raw if isinstance(node, Argument) else node.head))
        if node.name not in known:
            yield f"argument {{{node.name}}} is not in the source", span
        elif not _fits(node.type, known[node.name]):
            was = " or ".join(sorted(t or "plain" for t in known[node.name]))
            yield f"argument {{{node.name}}} is {was} in the source, {node.type or 'plain'} here", span


def _fits(kind: str, known: set[str]) -> bool:
    numeric = bool(known & {"number", "plural", "selectordinal"})
    return kind in known or (not kind and bool(known & {"number", "plural", "selectordinal", "select"})) or (
        numeric and kind in ("number", "plural", "selectordinal")
    )  # fmt: skip


def _shown(tree: Tree, way: Way) -> set[str]:
    """The arguments that a reader sees when ``way`` is taken; an unknown selector leads to ``other``."""
    out: set[str] = set()
    for node in tree:
        if isinstance(node, Argument):
            out.add(node.name)
        elif isinstance(node, Choice) and node.branches:
            out |= _shown(_taken(node, way), way)
    return out


def _taken(node: Choice, way: Way) -> Tree:
    named = {b.selector: b for b in node.branches}
    branch = named.get(way.get((node.name, node.type), "other")) or named.get("other") or node.branches[-1]
    return branch.body


def _ways(tree: Tree) -> Iterator[Way]:
    """The combinations of selectors, at most ``_WAYS``."""
    options: dict[tuple[str, str], list[str]] = {}
    for node in walk(tree):
        if isinstance(node, Choice):
            known = options.setdefault((node.name, node.type), [])
            known += [b.selector for b in node.branches if b.selector not in known]
    yield from (dict(zip(options, chosen, strict=True)) for chosen in islice(product(*options.values()), _WAYS))


def _arguments(before: Tree, after: Tree, market: str, size: int) -> Iterator[Fault]:
    """Arguments a branch leaves out although its source shows them."""
    told: set[str] = set()
    for way in _ways(after):
        lost = _shown(before, way) - _shown(after, way)
        for name in sorted(lost - told):
            if not any(n == name and _single(t, s, market) for (n, t), s in way.items()):
                told.add(name)
                place = ", ".join(f"{n} {s}" for (n, _), s in way.items())
                yield f"argument {{{name}}} is missing" + (f" where {place}" if place else ""), (0, size)


def _single(kind: str, selector: str, market: str) -> bool:
    """A branch for exactly one number may say it in words."""
    if kind not in PLURAL or selector.startswith("="):
        return kind in PLURAL
    return kind == "plural" and len(locales.numbers_of(market, selector)) == 1
