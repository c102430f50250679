"""Findings as JUnit XML, for servers that show test results: Jenkins, GitLab, Azure Pipelines and others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from locakit.model import SEVERITIES, Finding
from locakit.reports._order import ordered, units
from locakit.reports._place import within
from locakit.reports._text import brief, escaped


class JUnit:
    """``locakit check --format junit``: a suite for each file, a test case for each finding.

    A finding below ``fail_on`` is a skipped test, so that the server's verdict is that of the exit code. A name tells
    rule and key and no line, for servers compare runs by it. No attribute that Jenkins' ``junit-10.xsd`` lacks.
    """

    name = "junit"

    def __init__(self, *, fail_on: str = "error", prefix: str = "") -> None:
        self._failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
        self._prefix = prefix

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; ``summary`` may hold ``units`` and ``seconds``. Without findings it is one test that passes."""
        files = groupby(ordered(findings), lambda f: within(self._prefix, f.resource))
        suites = [self._suite(file, list(of_it)) for file, of_it in files]
        if not suites:
            told = f"no findings in {units(summary)}"
            suites = [_suite("locakit", [f'<testcase classname="locakit" name="{told}" time="0"/>'], 0, 0)]
        seconds = summary.get("seconds")
        time = f' time="{seconds:.3f}"' if isinstance(seconds, float) else ""
        failures = sum(f.severity in self._failing for f in findings)
        head = f'<testsuites name="locakit" tests="{max(len(findings), 1)}" failures="{failures}" errors="0"{time}>'
        return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])

    def _suite(self, file: str, findings: Sequence[Finding]) -> str:
        times: Counter[str] = Counter()
        cases = [self._case(file, f, times) for f in findings]
        failures = sum(f.severity in self._failing for f in findings)
        return _suite(file, cases, failures, len(findings) - failures)

    def _case(self, file: str, f: Finding, times: Counter[str]) -> str:
        name = brief(" ".join(filter(None, (f.rule, f.key, f.market, f.form if f.form != "other" else ""))), 600)
        times[name] += 1
        again = f" ({times[name]})" if times[name] > 1 else ""
        said = "failure" if f.severity in self._failing else "skipped"
        body = "\n".join(escaped(line) for line in _lines(file, f))
        return (
            f'<testcase classname="{escaped(file)}" name="{escaped(name)}{again}" time="0">'
            f'<{said} type="{f.severity}" message="{escaped(brief(f.message, 1000))}">{body}</{said}></testcase>'
        )


def _lines(file: str, f: Finding) -> list[str]:
    place = ":".join((file, *(str(n) for n in (f.line, f.column) if n)))
    named = {"key": f.key, "source": f.source, "target": f.target}
    return [f"{place}  {f.severity}  {f.rule}", *(f"{k}: {brief(v)}" for k, v in named.items() if v)]


def _suite(name: str, cases: Sequence[str], failures: int, skipped: int) -> str:
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'
    return "\n".join([f'<testsuite name="{escaped(name)}" {counts} time="0">', *cases, "</testsuite>"])
