"""Findings as SARIF 2.1.0 (OASIS), for code scanning and for editors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from locakit import __version__
from locakit.fingerprint import fingerprint
from locakit.model import Finding
from locakit.reports._order import ordered
from locakit.reports._pages import About, markdown, reason, sentence
from locakit.reports._place import Excerpt, Region, region, within
from locakit.reports._text import brief, dumped, rows
from locakit.screen import shown

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_KINDS = {"error": "error", "warning": "warning", "info": "recommendation"}
_ROOT = "%SRCROOT%"
_MOST = 1000
_PLAIN = frozenset(" .!?…«»„“”‚‘’¿¡。、！？\u00a0\u202f")
_HOLE = re.compile(r"\{(\d)\}")


class Sarif:
    """``locakit check --format sarif``: one run; columns in UTF-16 code units, paths from the checkout's root."""

    name = "sarif"

    def __init__(self, *, excerpt: Excerpt | None = None, prefix: str = "", rules: Iterable[About] = ()) -> None:
        self._excerpt = excerpt
        self._prefix = prefix
        self._rules = {r.id: r for r in rules}

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; the pages of those rules go along that found something. ``summary`` may hold ``project``."""
        found = ordered(findings)
        index = {id: n for n, id in enumerate(sorted({f.rule for f in found}))}
        times: Counter[tuple[str, str]] = Counter()
        tool = {"driver": {"name": "locakit", "semanticVersion": __version__,
                           "rules": [self._descriptor(id) for id in index]}}  # fmt: skip
        run = {
            "tool": tool, "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the checkout."}}},
            "properties": {"project": summary.get("project", "")},
        }  # fmt: skip
        results = rows(self._result(f, index[f.rule], times) for f in found)
        head = f'{{"$schema": {dumped(_SCHEMA)}, "version": "2.1.0", "runs": [{dumped(run)[:-1]}'
        return f'{head}, "results": {results}}}]}}\n'

    def _descriptor(self, id: str) -> dict[str, object]:
        rule = self._rules.get(id)
        if rule is None:
            return {"id": id}
        return {
            "id": id,
            "shortDescription": {"text": brief(sentence(rule.page), _MOST)},
            "fullDescription": {"text": brief(f"{sentence(rule.page)} {reason(rule.page)}".strip(), _MOST)},
            "help": {"text": "\n".join(map(shown, rule.page.split("\n"))), "markdown": markdown(rule.page)},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"tags": ["localization", rule.category], "problem.severity": _KINDS[rule.severity]},
        }

    def _result(self, f: Finding, index: int, times: Counter[tuple[str, str]]) -> dict[str, object]:
        name = fingerprint(f)
        times[f.resource, name] += 1
        place = region(f, self._excerpt)
        artifact = _artifact(within(self._prefix, f.resource))
        # GitHub takes no result without a line; what is missing stands in none.
        physical = {"artifactLocation": artifact, "region": _region(place or Region(1))}
        logical = {"logicalLocations": [{"name": f.key, "kind": "resource"}]} if f.key else {}
        fix = _fix(f, place, artifact)
        return {
            "ruleId": f.rule, "ruleIndex": index, "level": _LEVELS[f.severity], "message": _message(f.message),
            "locations": [{"physicalLocation": physical, **logical}],
            # GitHub reads the first only, and takes two results with one value in one file for the same.
            "partialFingerprints": {"primaryLocationLineHash": f"{name}:{times[f.resource, name]}", "locakit/v1": name},
            **({"fixes": [fix]} if fix else {}),
            "properties": {"market": f.market, "key": f.key, "form": f.form, "category": f.category,
                           "source": f.source, "target": f.target},
        }  # fmt: skip


def _message(text: str) -> dict[str, object]:
    """SARIF takes ``{0}`` for a hole and ``[x](y)`` for a link (3.11.5, 3.11.6).

    GitHub shows doubled braces doubled, so each hole is filled with itself instead; a link is taken apart.
    """
    said = brief(text, _MOST).replace("](", "]\u200b(")
    holes = [int(n) for n in _HOLE.findall(said)]
    filled = [f"{{{n}}}" for n in range(max(holes) + 1)] if holes else []
    return {"text": said or "fault", **({"arguments": filled} if filled else {})}


def _artifact(path: str) -> dict[str, str]:
    """A relative reference (RFC 3986, 4.2) below the root; a path from elsewhere is a file URI."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    uri = quote(raw, safe="/")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": _ROOT}


def _region(place: Region) -> dict[str, int]:
    if not place.start:
        return {"startLine": place.line}
    return {"startLine": place.line, "startColumn": place.start, "endLine": place.line, "endColumn": place.end}


def _fix(f: Finding, place: Region | None, artifact: Mapping[str, str]) -> dict[str, object] | None:
    """The repair as a change of the file; None where the file may write the text otherwise than it reads.

    It is certain inside of a value where the file holds the very characters that are replaced, and where neither the
    new ones nor those beside them mean anything in any format (YAML's ``: ``, a backslash, a quote, a brace).
    """
    if f.fix is None or place is None or not place.start or f.fix.span != f.span:
        return None
    start, end = f.span
    beside = f.target[max(start - 1, 0) : start] + f.target[end : end + 1]
    inside = bool(f.target[:start].strip() and f.target[end:].strip())
    plain = all(c.isalnum() or c in _PLAIN for c in f.fix.text + beside)
    if place.text != f.target[start:end] or not (plain and inside) or "\n" in place.text:
        return None
    change = {"deletedRegion": _region(place), "insertedContent": {"text": f.fix.text}}
    return {"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}
