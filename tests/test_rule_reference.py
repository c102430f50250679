"""docs/rules.md and docs/rules/ are the rules' own pages; ``LOCAKIT_UPDATE_GOLDEN=1`` writes them anew."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from locakit.reports._pages import About
from locakit.reports._reference import reference
from locakit.rules import registry, terms

DOCS = Path(__file__).resolve().parent.parent / "docs"


@dataclass(frozen=True)
class Termed:
    """A rule that needs a glossary to be made."""

    id: str
    severity: str
    page: str
    category: str = "terminology"


def known() -> list[About]:
    """Every rule that does not belong to one market."""
    own: list[About] = [*registry.builtin().values(), *registry.wide().values(), *registry.stated().values()]
    levels = {f"terms.{kind}": severity for kind, (severity, _) in terms._PAGES.items()}
    return [*own, *(Termed(id, levels[id], page) for id, page in terms.pages().items())]


def test_the_reference_in_the_docs_is_what_the_rules_say() -> None:
    wanted = reference(known())
    if os.environ.get("LOCAKIT_UPDATE_GOLDEN") == "1":
        for old in (DOCS / "rules").glob("*.md"):
            old.unlink()
        (DOCS / "rules").mkdir(exist_ok=True)
        for name, text in wanted.items():
            (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    files = {path.relative_to(DOCS).as_posix() for path in (DOCS / "rules").glob("*.md")} | {"rules.md"}
    assert files == set(wanted)
    stale = [name for name, text in wanted.items() if (DOCS / name).read_bytes().decode() != text]
    assert not stale, "LOCAKIT_UPDATE_GOLDEN=1 python -m pytest tests/test_rule_reference.py"


@pytest.mark.parametrize("rule", known(), ids=lambda rule: rule.id)
def test_each_rule_has_its_row_its_anchor_and_its_examples(rule: About) -> None:
    made = reference([rule])
    index, (family, text) = made["rules.md"], next((n, t) for n, t in made.items() if n != "rules.md")
    assert f"[`{rule.id}`]({family}#{rule.id}) | {rule.severity}" in index
    assert f'<a id="{rule.id}"></a>' in text and f"**{rule.severity}**" in text
    assert "**Why:**" in text and "**Source:**" in text
    for flag in getattr(rule, "quiet", ()):
        assert f"`{flag}`" in text


def test_pages_are_markup_only_where_they_mean_to_be() -> None:
    for text in reference(known()).values():
        body = re.sub(r'<a id="[\w.-]+"></a>|<!--.*?-->', "", text)
        tags = set(re.findall(r"<(\w+)", MarkdownIt("commonmark").enable("table").render(body)))
        assert tags <= {"h1", "h2", "p", "strong", "em", "code", "pre", "ul", "li", "a", "details", "summary",
                        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip


def test_a_table_row_has_three_cells_whatever_a_page_says() -> None:
    rule = Termed("x.y", "info", "Finds ``a|b`` and | c.\n\nWhy: it.\n\nSource: me.")
    rendered = MarkdownIt("commonmark").enable("table").render(reference([rule])["rules.md"])
    assert rendered.count("<td>") == 3
