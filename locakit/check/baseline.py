"""The findings of a day on record, so that a check can report only what is new."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from locakit.errors import Fault, UsageError
from locakit.fingerprint import fingerprint
from locakit.model import Finding

_VERSION = 1
_Mark = tuple[str, str, str]


def render(findings: Iterable[Finding], more: Iterable[tuple[str, ...]] = ()) -> str:
    """The file: JSON, one finding a line, sorted, so that two versions of it can be compared and merged.

    ``more`` are rows of an earlier one that stay.
    """
    rows_ = sorted([*((f.market, f.resource, f.key, f.rule, fingerprint(f)) for f in findings), *more])
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows_)
    return f'{{"version": {_VERSION}, "findings": [\n{lines}\n]}}\n' if rows_ else '{"version": 1, "findings": []}\n'


def parse(path: str, text: str) -> Counter[_Mark]:
    """How often each finding is on record, by market, file and fingerprint. Raises UsageError for another file."""
    return Counter((row[0], row[1], row[4]) for row in rows(path, text))


def rows(path: str, text: str) -> list[tuple[str, ...]]:
    """Market, file, key, rule and fingerprint of each finding on record. Raises UsageError for another file."""
    try:
        found = json.loads(text)
        if found["version"] != _VERSION:
            raise UsageError(f"{path} was made by another version of locakit", hint="write the baseline anew")
        return [tuple(str(row[n]) for n in range(5)) for row in found["findings"]]
    except json.JSONDecodeError as error:
        fault = Fault("this is no baseline: " + error.msg, path, error.lineno, error.colno)
        raise UsageError(fault.render(), hint="locakit check --write-baseline FILE makes one") from None
    except (LookupError, TypeError, RecursionError):
        raise UsageError(f"{path} is no baseline", hint="locakit check --write-baseline FILE makes one") from None


def new(findings: Sequence[Finding], known: Counter[_Mark]) -> list[Finding]:
    """The findings that are not on record; of more of one kind than are on record, the last ones."""
    left = Counter(known)
    out: list[Finding] = []
    for f in findings:
        mark = (f.market, f.resource, fingerprint(f))
        left[mark] -= 1
        if left[mark] < 0:
            out.append(f)
    return out
