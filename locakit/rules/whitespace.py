"""White space at the edges of a text and inside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locakit import locales
from locakit.model import Severity
from locakit.rules._calm import beside
from locakit.rules._kit import Hit, Pair, ex, rule

_EDGE = " \t\n\r\u00a0\u202f\u3000"
_MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_UNSEEN = frozenset(_MARKS)
_HEAD = re.compile(f"[{_MARKS}]*([{_EDGE}]*)")
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u3000": " ", "\r": None})
_JOINTS = ",;/|·"
"""A text that begins with one of these joins others, as each language does in its own way."""

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "yue"})
_RUN = re.compile(r"(?<=\S)  +(?=\S)")
_QUIET = "ignore-begin-space ignore-end-space ignore-begin-newline ignore-end-newline"


def _has_edge(source: str, target: str) -> bool:
    """A cheap look: there is white space at an edge, and not the same on both sides."""
    one, other = source.strip(), target.strip()
    if len(one) + len(other) == len(source) + len(target):
        return False
    if not one or not other or {one[0], one[-1], other[0], other[-1]} & _UNSEEN:
        return True
    return source.partition(one)[::2] != target.partition(other)[::2]


@rule(
    "whitespace.edges", "warning", "design-and-markup", quiet=_QUIET, blocks=True, when=_has_edge,
    word=beside(r"\s\s"), word_source=beside(r"\s\s"),
    bad=[ex("Total: ", "Total:"), ex("Done", "Feito "), ex("Saved\n", "Salvo", "pt-BR", resource="po/pt_BR.po")],
    good=[ex("Total: ", "Total : ", "fr"), ex("Name: ", "名前：", "ja"),
          ex("Saved\n", "Salvo\n"), ex(", and ", " и ", "ru")],
)  # fmt: skip
def edges(pair: Pair) -> Iterator[Hit]:
    """The target does not begin or end with the source's spaces and line ends.

    Why: texts are joined by programs: a lost space glues two words. In gettext a line end at only one side keeps the
    catalog from being compiled, so there it is an error.

    Source: GNU gettext manual, "Invoking msgfmt" (--check-format); MQM 2, design and markup: whitespace.
    """
    source, target = pair.source, pair.target
    if not source.strip():
        return
    if source.lstrip(_EDGE)[0] not in _JOINTS and (source[0] in _EDGE or target[0] in _EDGE + _MARKS):
        yield from _edge(pair, _head(source), _head(target), "begin")
    if any(map(str.isalnum, source)) and (source[-1] in _EDGE or target[-1] in _EDGE + _MARKS):
        yield from _edge(pair, _tail(source), _tail(target), "end")


def _head(text: str) -> tuple[int, int]:
    found = _HEAD.match(text)
    return found.span(1) if found else (0, 0)


def _tail(text: str) -> tuple[int, int]:
    end = len(text.rstrip(_MARKS))
    return len(text[:end].rstrip(_EDGE)), end


def _edge(pair: Pair, wanted: tuple[int, int], there: tuple[int, int], side: str) -> Iterator[Hit]:
    want, have = pair.source[slice(*wanted)], pair.target[slice(*there)]
    if want.translate(_PLAIN) == have.translate(_PLAIN) or _unspaced(pair, want, have, there, side):
        return
    yield Hit(
        f"the target should {side} with {_name(want)}, not {_name(have)}",
        there, fix=want, severity=_weight(pair, want, have, side),
    )  # fmt: skip


def _weight(pair: Pair, want: str, have: str, side: str) -> Severity | None:
    """Gettext refuses a first or last line end at one side only.

    Three spaces and more only fill a column, or indent a line.
    A no-break space where the source has none was put there on purpose, before or after what is joined.
    """
    at = 0 if side == "begin" else -1
    ends = [text[at : at + 1 or None] == "\n" for text in (want, have)]
    if pair.unit.resource.endswith((".po", ".pot")) and ends[0] != ends[1]:
        return "error"
    filler = len(want) > 2 and not want.strip(" ")
    filler = filler or want.count("\n") == have.count("\n") > 0
    return "info" if filler or (have and not want and not have.strip("\u00a0\u202f")) else None


def _unspaced(pair: Pair, want: str, have: str, there: tuple[int, int], side: str) -> bool:
    """A language without spaces between words, or a full-width mark, needs no space where the source has one."""
    if have or want.strip(" \u00a0\u202f"):
        return False
    edge = pair.target[there[0] - 1 : there[0]] if side == "end" else pair.target[there[1] : there[1] + 1]
    return locales.language(pair.unit.market) in _UNSPACED or unicodedata.east_asian_width(edge or " ") in "WF"


def _name(edge: str) -> str:
    if not edge:
        return "none"
    kinds = {" ": "space", "\n": "line end", "\t": "tab"}
    counts = {name: edge.count(c) for c, name in kinds.items() if c in edge}
    rest = len(edge.replace("\r", "")) - sum(counts.values())
    if rest:
        counts["no-break or wide space"] = rest
    return " and ".join(f"{n} {name}{'s' if n > 1 else ''}" for name, n in counts.items()) or "a carriage return"


@rule(
    "whitespace.double", "warning", "design-and-markup", grep="  ", quiet="ignore-double-space",
    bad=[ex("Save the file", "Salvar  o arquivo")],
    good=[ex("Save the file", "Salvar o arquivo"), ex("a  b", "a  b"),
          ex("Run it", "Rode `a  b`", "pt-BR", "md-text")],
)  # fmt: skip
def double(pair: Pair) -> Iterator[Hit]:
    """Two or more spaces stand between words where the source has none.

    Why: outside HTML the gap is seen.

    Source: MQM 2, design and markup: whitespace.
    """
    if _RUN.search(pair.source):
        return
    for found in _RUN.finditer(pair.masked()[1]):
        yield Hit(f"{len(found[0])} spaces in a row", found.span(), fix=" ")
