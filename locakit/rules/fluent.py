"""Fluent patterns: the target parses, has its source's references in each variant, and its selects are reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from locakit import locales
from locakit.rules._ftl import FtlError, Node, parse, selects, shown
from locakit.rules._kit import Hit, Pair, ex, rule

_FLUENT = "fluent"
_QUIET = "ignore-fluent-target-syntax ignore-fluent-references ignore-fluent-parts"
_WAYS = 100
_PLATFORMS = frozenset({"windows", "linux", "macos", "android", "ios", "other"})
_ITEMS = "{ $n ->\n    [one] one item of { $who }\n   *[other] { $n } items of { $who }\n} left"


def _read(text: str) -> tuple[Node, ...] | None:
    try:
        return parse(text)
    except FtlError:
        return None


@rule(
    "fluent.syntax", "error", signs="{}", quiet=_QUIET, needs=_FLUENT, blocks=True,
    bad=[
        ex("Hi { $name }", "Oi { $name", "pt-BR", _FLUENT), ex("Hi { $name }", "{ $name }さん}", "ja", _FLUENT),
        ex(_ITEMS, _ITEMS.replace("*", " "), "de", _FLUENT), ex("Hi { $name }", "Oi {}{ $name }", "pt-BR", _FLUENT),
    ],
    good=[
        ex("Hi { $name }", "مرحبا { $name }", "ar", _FLUENT), ex("Hi { $name", "Oi { $name", "pt-BR", _FLUENT),
        ex(_ITEMS, _ITEMS, "de", _FLUENT), ex('Use { "{" }', 'Use { "{" }', "pt-BR", _FLUENT),
    ],
)  # fmt: skip
def syntax(pair: Pair) -> Iterable[Hit]:
    """The target cannot be read as a Fluent pattern.

    Why: Fluent drops the whole message, and the program shows the next language or nothing. A source that cannot be
    read either is the source's fault.

    Source: Fluent Syntax Guide: placeables, selectors; Fluent Syntax 1.0 (EBNF).
    """
    try:
        parse(pair.target)
    except FtlError as error:
        if _read(pair.source) is None:
            return ()
        at = min(error.position, max(len(pair.target) - 1, 0))
        return [Hit(f"not a Fluent pattern: {error.message}", (at, min(at + 1, len(pair.target))))]
    return ()


@rule(
    "fluent.references", "error", signs="{", quiet=_QUIET, needs=_FLUENT, blocks=True,
    bad=[
        ex(_ITEMS, "{ $n ->\n    [one] ein Teil\n   *[other] { $n } Teile von { $who }\n} da", "de", _FLUENT),
        ex(_ITEMS, "{ $n ->\n    [few] части { $who }\n   *[other] { $n } от { $who }\n}", "ru", _FLUENT),
        ex("{ OS() ->\n   *[other] Open { $x }\n}", "{ OS() ->\n   *[other] Abrir { $y }\n}", "es", _FLUENT),
    ],
    good=[
        ex(_ITEMS, "{ $n ->\n   *[other] { $who }の{ $n }個\n}", "ja", _FLUENT),
        ex("{ -brand } is on", "{ -brand(case: \"nom\") } läuft", "de", _FLUENT),
        ex(_ITEMS, "{ $n ->\n    [one] ein Teil von { $who }\n   *[other] { $n } Teile von { $who }\n}", "de", _FLUENT),
    ],
)  # fmt: skip
def references(pair: Pair) -> Iterable[Hit]:
    """A variant of a Fluent text lacks a variable or term that its source has, or has one that the source has not.

    Why: the reader does not see the value, or sees ``{$name}``. Each variant is compared with the source's variant of
    the same key, or with its default. Terms are a warning: a sentence may say the name another way.

    Source: Fluent Syntax Guide: variables, message and term references, selectors.
    """
    if "->" not in pair.source and "->" not in pair.target:
        return ()
    before, after = _read(pair.source), _read(pair.target)
    return _differing(pair, before, after) if before is not None and after is not None else ()


def _differing(pair: Pair, before: tuple[Node, ...], after: tuple[Node, ...]) -> Iterator[Hit]:
    known = {ref for way in _ways(before) for ref in shown(before, way)} | {s.selector for s in selects(before)}
    keys = {v.key for s in selects(before) for v in s.variants} | set(locales.CATEGORIES)
    told: set[str] = set()
    for way in _ways(after):
        if any(key not in keys and not key.isdecimal() for key in way.values()):
            continue
        there = shown(after, way)
        wanted = shown(before, _led(pair, way))
        if any(_single(pair, key) for key in way.values()):
            wanted -= {selector for selector in way if _single(pair, way[selector])}
        for ref in sorted((wanted - there) - told):
            told.add(ref)
            yield Hit(f"{_braced(ref)} is lost{_where(way)}", severity=None if ref[0] == "$" else "warning")
        for ref in sorted((there - known) - told):
            told.add(ref)
            at = max(pair.target.find(ref), 0)
            yield Hit(
                f"{_braced(ref)} is not in the source",
                (at, at + len(ref)),
                severity=None if ref[0] == "$" else "warning",
            )


def _led(pair: Pair, way: dict[str, str]) -> dict[str, str]:
    """The source's variants for the target's way: a category of several numbers stands for the source's default."""
    return {s: k for s, k in way.items() if k not in locales.CATEGORIES or _single(pair, k)}


def _single(pair: Pair, key: str) -> bool:
    """The variant is for exactly one number, which it may say in words."""
    return key.isdecimal() or (key in locales.CATEGORIES and len(locales.numbers_of(pair.unit.market, key)) == 1)


def _ways(nodes: tuple[Node, ...]) -> Iterator[dict[str, str]]:
    """The combinations of variants, at most ``_WAYS``."""
    keys: dict[str, list[str]] = {}
    for select in selects(nodes):
        known = keys.setdefault(select.selector, [])
        known += [v.key for v in select.variants if v.key not in known]
    for chosen in islice(product(*keys.values()), _WAYS):
        yield dict(zip(keys, chosen, strict=True))


def _where(way: dict[str, str]) -> str:
    return " where " + ", ".join(f"{selector} is [{key}]" for selector, key in way.items()) if way else ""


def _braced(ref: str) -> str:
    return f"{{ {ref} }}"


@rule(
    "fluent.variants", "warning", signs="{", quiet=_QUIET, needs=_FLUENT, when=lambda source, target: "->" in target,
    bad=[
        ex("{ $sex ->\n    [female] her\n   *[other] their\n} cart",
           "carrinho { $sex ->\n    [feminino] dela\n   *[other] dele\n}", "pt-BR", _FLUENT),
        ex(_ITEMS, "осталось { $n ->\n    [one] { $n } от { $who }\n   *[other] { $n } от { $who }\n}", "ru", _FLUENT),
    ],
    good=[
        ex("{ $sex ->\n    [female] her\n   *[other] their\n} cart",
           "carrinho { $sex ->\n    [female] dela\n   *[other] dele\n}", "pt-BR", _FLUENT),
        ex(_ITEMS, "{ $n ->\n   *[other] { $who }の{ $n }個\n}", "ja", _FLUENT),
        ex("Quit", "{ PLATFORM() ->\n    [windows] Beenden\n   *[other] Ende { $x }\n}", "de", _FLUENT,
           "ignore-placeholders", "ignore-fluent-references"),
    ],
)  # fmt: skip
def variants(pair: Pair) -> Iterable[Hit]:
    """A Fluent select has a variant that nothing leads to, or lacks a plural category that the language needs.

    Why: a key such as ``[female]`` is code: a translated one is never chosen. Without a category the numbers of it are
    shown with the default, which is wrong grammar.

    Source: Fluent Syntax Guide, "Selectors"; Unicode CLDR, Language Plural Rules.
    """
    before, after = _read(pair.source), _read(pair.target)
    return _unreached(pair, before, after) if before is not None and after is not None else ()


def _unreached(pair: Pair, before: tuple[Node, ...], after: tuple[Node, ...]) -> Iterator[Hit]:
    known: dict[str, set[str]] = {}
    for select in selects(before):
        known.setdefault(select.selector, set()).update(v.key for v in select.variants)
    for select in selects(after):
        usual = known.get(select.selector)
        keys = {v.key for v in select.variants}
        free = _PLATFORMS | keys if usual is None else usual | (_PLATFORMS if "PLATFORM" in select.selector else set())
        for variant in select.variants:
            if variant.key not in free and variant.key not in locales.CATEGORIES and not variant.key.isdecimal():
                yield Hit(f"the variant [{variant.key}] is not in the source",
                          (variant.start, variant.start + len(variant.key)))  # fmt: skip
        if usual and usual & set(locales.CATEGORIES) - {"other"} and keys <= {*locales.CATEGORIES, *"0123456789"}:
            lost = [c for c in locales.needed(pair.unit.market, pair.unit.flags) if c not in keys and c != "other"]
            lost = [c for c in lost if {str(n) for n in locales.numbers_of(pair.unit.market, c)} - keys]
            if lost:
                yield Hit(f"{{{select.selector}}} has no variant {', '.join(lost)}, which {pair.unit.market} needs",
                          (select.start, select.start + 1))  # fmt: skip
