"""explain: a rule's page."""

from __future__ import annotations


def explain(project: str, rule: str) -> int:
    """``locakit explain``: the built-in rules, and the rules of every market that has a pack."""
    import difflib

    from locakit.cli import marketing
    from locakit.cli.say import harmless
    from locakit.errors import UsageError
    from locakit.rules import registry

    found = registry.page(rule)
    pages = {} if found else marketing.pages(project)
    if not found and rule not in pages:
        known = [*registry.builtin(), *registry.wide(), *registry.stated(), *pages]
        near = difflib.get_close_matches(rule.lower(), known, 3, 0.4)
        raise UsageError(f"there is no rule {rule!r}", hint=f"did you mean {', '.join(near)}?" if near else "")
    print(harmless(f"{rule}\n\n{found or pages[rule]}"))
    return 0
