"""The rule reference in docs/: an index and a file for each family, made of the rules' own pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from locakit.reports._pages import About, code, markdown, prose

_BAR = re.compile(r"(?<!\\)\|")
"""Would end the cell of a table, in code too (GFM, tables)."""

_MANY = 8

_HEAD = """\
<!-- Made of the rules' pages by `LOCAKIT_UPDATE_GOLDEN=1 python -m pytest tests/test_rule_reference.py`. -->
"""
_INDEX = """
# Rules

What `locakit check` looks for. `locakit explain RULE` shows a rule's page in the terminal, also one that a
market's pack or your glossary brings; `locakit market show fr-FR` lists what applies to a market.

A severity is by consequence: an `error` breaks the program, harms its reader or loses data; a `warning` is a defect
that can be seen; `info` is taste. A rule that is *off* runs where a project, a market or `--rules` names it.
`locakit.yaml` may say otherwise:

```yaml
rules: {numbers.missing: warning, "whitespace.*": off}
content:
  - path: locales/{locale}.json
    flags: {"legal.*": [ignore-text.same]}   # ignore- and its name silences every rule
```
"""


def reference(rules: Iterable[About]) -> dict[str, str]:
    """Path below docs/ to text: ``rules.md`` and ``rules/<family>.md``, families and rules by name."""
    known = sorted(rules, key=lambda r: (_family(r), r.id))
    out = {"rules.md": _HEAD + _INDEX}
    for family, group in groupby(known, _family):
        members = list(group)
        rows = "\n".join(_row(family, r) for r in members)
        out["rules.md"] += f"\n## [{family}](rules/{family}.md)\n\n| rule | severity | finds |\n|---|---|---|\n{rows}\n"
        sections = "\n".join(map(_section, members))
        out[f"rules/{family}.md"] = f"{_HEAD}\n# {family}\n\n[All rules](../rules.md)\n\n{sections}"
    return out


def _family(rule: About) -> str:
    return rule.id.partition(".")[0]


def _row(family: str, rule: About) -> str:
    level = rule.severity + (", off" if _has(rule, "opt_in") else "")
    finds = _BAR.sub(r"\\|", prose(rule.page.partition("\n\n")[0]))
    return f"| [`{rule.id}`](rules/{family}.md#{rule.id}) | {level} | {finds} |"


def _section(rule: About) -> str:
    facts = [f"**{rule.severity}**", rule.category, "off by default" if _has(rule, "opt_in") else "on by default"]
    if _has(rule, "blocks"):
        facts.append("an error keeps a machine's text from being written")
    parts = [f'## <a id="{rule.id}"></a>{rule.id}', " · ".join(facts), markdown(rule.page), *_conditions(rule)]
    return "\n\n".join(parts) + "\n"


def _conditions(rule: About) -> list[str]:
    told = {"Only where a text has one of the flags": "needs", "Silenced by": "quiet",
            "Only for": "only", "Not for": "never"}  # fmt: skip
    lines = [f"{words}: {_listed(rule, field)}" for words, field in told.items() if _has(rule, field)]
    return lines


def _has(rule: About, field: str) -> bool:
    """Not every kind of rule has every field: what a plan states cannot be silenced by a flag."""
    return bool(getattr(rule, field, None))


def _listed(rule: About, field: str) -> str:
    """The names, the rule's own first; very many of them in a part that opens."""
    own = f"ignore-{rule.id}"
    names = [code(name) for name in sorted(getattr(rule, field), key=lambda name: (name != own, name))]
    if len(names) <= _MANY:
        return ", ".join(names)
    return (
        f"{names[0]} and\n\n<details><summary>{len(names) - 1} more</summary>\n\n{', '.join(names[1:])}\n\n</details>"
    )
