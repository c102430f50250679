"""The sitemap of a release: the pages that it holds, with their editions in other languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from locakit import hreflang
from locakit.errors import UsageError
from locakit.hreflang import Page
from locakit.links.entry import pick
from locakit.shell import disk
from locakit.shell.release import Released
from locakit.shell.workspace import CONFIG, Pair, Workspace


@dataclass(slots=True)
class Written:
    """What the sitemap holds."""

    files: list[str] = field(default_factory=list)
    pages: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """(market, path) of pages with words that fall short of the required state."""
    alike: dict[str, str] = field(default_factory=dict)
    """Market to the one whose pages stand for its own: both have one ``hreflang``."""


def refuse(space: Workspace, markets: Sequence[str], name: str) -> None:
    """Raise UsageError where no sitemap can be made of the project, or of some of its markets only."""
    if not any(pair.content.url for pair in space.pairs):
        raise UsageError(
            "no `content:` entry has a `url:`, so no page has an address",
            hint=f"{CONFIG}: url: https://example.com/{{locale}}/{{path}}",
        )
    if len(markets) < len(space.project.markets):
        raise UsageError("a sitemap names the pages of all markets; --hreflang cannot go with --market")
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise UsageError(f"--hreflang {name}: the sitemap is written below --out")


def write(space: Workspace, made: Sequence[Released], name: str, out: Path) -> Written:
    """Write the sitemap of what was released; a page is named where all its units reached the required state.

    The source's page is always named: it is the one that the others are made from.
    """
    written = Written()
    sets = [_editions(space, pair, made, written) for pair in space.pairs if pair.content.url]
    source = space.project.source
    for path, text in hreflang.sitemaps(name, sets, (space.project.x_default or source, source)).items():
        disk.write_text(disk.confined(out, path), text)
        written.files.append(path)
    for pages in sets:
        named = {hreflang.language(page.locale): page.locale for page in hreflang.editions(pages)}
        written.pages += len(named)
        both = ((page.locale, named[hreflang.language(page.locale)]) for page in pages)
        written.alike |= {market: other for market, other in both if market != other}
    return written


def _editions(space: Workspace, pair: Pair, made: Sequence[Released], written: Written) -> list[Page]:
    content, source = pair.content, space.project.source
    path = hreflang.page_path(content.source or content.path, pair.source)
    out = [*_page(pair, source, path)]
    for one in made:
        target = pair.target(one.market)
        if target not in one.files:
            continue
        if target in one.short():
            written.left_out.append((one.market, target))
        else:
            out += _page(pair, one.market, path)
    return out


def _page(pair: Pair, locale: str, path: str) -> list[Page]:
    pattern = pick(pair.content.url, locale)
    return [Page(locale, hreflang.address(pattern, locale, path))] if pattern else []
