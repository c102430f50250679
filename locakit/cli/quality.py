"""explain: a rule's page."""

from __future__ import annotations

import re

_ALIKE = 0.65
"""How near a name must be to be offered, as difflib counts."""
_CODE = re.compile("``([^`\n]+)``")


def explain(project: str, rule: str) -> int:
    """``locakit explain``: the built-in rules, and the rules of every market that has a pack."""
    import difflib

    from locakit.cli import marketing, say
    from locakit.errors import UsageError
    from locakit.rules import registry

    found = registry.page(rule)
    pages = {} if found else marketing.pages(project)
    if not found and rule not in pages:
        known = [*registry.builtin(), *registry.wide(), *registry.stated(), *pages]
        near = difflib.get_close_matches(rule.lower(), known, 3, _ALIKE)
        raise UsageError(f"there is no rule {rule!r}", hint=f"did you mean {', '.join(near)}?" if near else "")
    text = _CODE.sub(r"`\1`", found or pages[rule])
    say.line(say.harmless(f"{rule}\n\n{text}"))
    return 0
