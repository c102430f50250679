"""The kinds of tone rules: which fields each takes, and what is wrong with a field that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from locakit import numerals
from locakit.marked import Reader
from locakit.market.patterns import PatternError, compiled
from locakit.yamlmap import Node

KINDS: Mapping[str, Mapping[str, str]] = {
    "register": {"markers": "markers"},
    "forbid": {
        "patterns": "patterns", "words": "texts", "if_source": "regex", "unless_source": "regex", "unless": "regex",
        "if": "regex",
    },
    "claim": {
        "patterns": "patterns", "words": "texts", "in_source": "finders", "if_source": "regex",
        "unless_source": "regex", "unless": "regex", "if": "regex",
    },
    "disclosure": {
        "tags": "some", "bad_tags": "texts", "source_tags": "texts", "place": "place", "within": "count",
    },
    "keyword": {"within": "count", "density": "percent", "above": "number", "unset": "flag"},
    "parity": {"of": "things"},
    "consistency": {"spellings": "groups"},
    "pii": {"kinds": "personal"},
    "require": {"pattern": "regex", "where": "text", "if": "regex", "if_source": "regex"},
    "bilingual": {"pairs": "maps"},
    "spacing": {"before": "map", "after": "map", "none_before": "text", "none_after": "text"},
    "quotes": {"primary": "text", "nested": "text", "accept": "texts", "inside": "text", "straight": "text"},
    "paired": {"pairs": "texts"},
    "count": {"what": "text", "max": "count"},
    "length": {"max_ratio": "number", "min_ratio": "number", "above": "number"},
    "term": {"words": "maps", "unless_source": "regex"},
    "casing": {"style": "text", "keep": "texts"},
    "script": {"letters": "map", "mixed": "texts"},
    "digits": {"system": "text"},
    "numbers": {"what": "ways", "system": "text"},
    "bidi": {"isolate": "flag"},
}  # fmt: skip
"""Each kind of rule and its own fields with their types; the code of a kind is ``rules/_tone_<kind>``."""

PLACES = ("start", "within", "end", "anywhere")
"""Where a disclosure must stand: first of all, in so many characters, last of all, somewhere."""
THINGS = ("numbers", "prices", "urls", "utm", "codes", "hashtags", "handles")
"""What parity can compare."""
PERSONAL = ("email", "phone", "number", "ip", "secret")
"""Personal data that can be told apart: numbers are those of cards, accounts and persons."""
_TWO = 2
_WHOLE = 100

Check = Callable[[Reader, Node, str, bool], None]


def _regex(reader: Reader, node: Node, name: str, case: bool) -> None:
    text = reader.text(node, name)
    try:
        if text:
            compiled(text, case)
    except PatternError as error:
        reader.fault(node, f"{name}: {error}")


def _finder(reader: Reader, node: Node, name: str, case: bool) -> None:
    _regex(reader, node, name, case)
    try:
        if node.text and compiled(node.text, case).match(""):
            reader.fault(node, f"{name}: it matches an empty text, so it would be found everywhere")
    except PatternError:
        return


def _patterns(reader: Reader, node: Node, name: str, case: bool) -> None:
    for item in reader.items(node, name):
        if item.shape == "text":
            _finder(reader, item, name, case)
            continue
        fields = reader.mapping(item, ("match", "fix", "message"), name)
        if "match" not in fields:
            reader.fault(item, f"{name} needs match:")
        else:
            _finder(reader, fields["match"], "match", case)
            _fix(reader, fields, case)


def _fix(reader: Reader, fields: Mapping[str, Node], case: bool) -> None:
    """A repair names groups of its own pattern (``\\1``) and no other escapes."""
    try:
        if "fix" in fields:
            compiled(fields["match"].text.strip(), case).sub(fields["fix"].text, "")
    except PatternError:
        return
    except (re.error, IndexError) as error:
        reader.fault(fields["fix"], f"fix: {error}")


def _markers(reader: Reader, node: Node, name: str, case: bool) -> None:
    for register, item in reader.mapping(node, None, name).items():
        for one in reader.items(item, register):
            _regex(reader, one, register, case)


def _finders(reader: Reader, node: Node, name: str, case: bool) -> None:
    for item in reader.items(node, name):
        _finder(reader, item, name, case)


def _maps(reader: Reader, node: Node, name: str, case: bool) -> None:
    for item in reader.items(node, name):
        fields = reader.mapping(item, ("source", "not", "must", "use", "forms", "gender"), name)
        for key in ("source", "must"):
            if key in fields:
                _regex(reader, fields[key], key, case)


def _number(reader: Reader, node: Node, name: str, case: bool) -> None:
    if _of(reader, node, name) is None:
        reader.fault(node, f"{name} must be a number, at least 0")


def _count(reader: Reader, node: Node, name: str, case: bool) -> None:
    found = _of(reader, node, name)
    if found is None or not found.is_integer():
        reader.fault(node, f"{name} must be a whole number, at least 0")


def _percent(reader: Reader, node: Node, name: str, case: bool) -> None:
    found = _of(reader, node, name)
    if found is None or found > _WHOLE:
        reader.fault(node, f"{name} must be a number from 0 to {_WHOLE}")


def _of(reader: Reader, node: Node, name: str) -> float | None:
    """The number, if it is one of at least 0."""
    try:
        found = float(reader.text(node, name, "0"))
    except ValueError:
        return None
    return found if 0 <= found < float("inf") else None


def _some(reader: Reader, node: Node, name: str, case: bool) -> None:
    if not reader.texts(node, name):
        reader.fault(node, f"{name} may not be empty")


def _text(reader: Reader, node: Node, name: str, case: bool) -> None:
    reader.text(node, name)


def _texts(reader: Reader, node: Node, name: str, case: bool) -> None:
    reader.texts(node, name)


def _flag(reader: Reader, node: Node, name: str, case: bool) -> None:
    reader.flag(node, name)


def _among(words: Iterable[str]) -> Check:
    def check(reader: Reader, node: Node, name: str, case: bool) -> None:
        for item in reader.items(node, name):
            reader.choice(item, name, words, "")

    return check


def _groups(reader: Reader, node: Node, name: str, case: bool) -> None:
    for item in reader.items(node, name):
        if len(reader.texts(item, name)) < _TWO:
            reader.fault(item, f"{name} needs lists of two spellings or more")


def _map(reader: Reader, node: Node, name: str, case: bool) -> None:
    reader.mapping(node, None, name)


CHECKS: Mapping[str, Check] = {
    "text": _text, "texts": _texts, "map": _map, "regex": _regex, "patterns": _patterns, "markers": _markers,
    "maps": _maps, "number": _number, "finders": _finders, "flag": _flag, "groups": _groups, "count": _count,
    "percent": _percent, "some": _some,
    "place": _among(PLACES), "things": _among(THINGS), "personal": _among(PERSONAL),
    "ways": _among(sorted(numerals.ALL)),
}  # fmt: skip
"""By the type that ``KINDS`` names: notes what is wrong with a field (the last argument: case counts)."""
