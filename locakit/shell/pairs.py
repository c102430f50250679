"""One source file and where its targets stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from locakit import layout, paths, stores
from locakit.doors import Format
from locakit.project import Content


def unlisted(content: Content, market: str) -> str:
    """The app store whose codes the path has and that has none for the market; empty where there is no such store."""
    styles = (p.text for p in paths.parts(content.path) if p.kind == "style" and p.text in stores.STYLES)
    return next((stores.NAMES[style] for style in styles if not stores.code(market, style)), "")


@dataclass(frozen=True, slots=True)
class Pair:
    """One source file and where its targets stand."""

    content: Content
    where: layout.Pair
    load: Callable[[], Format]
    """Gives the format; its module is read when it is first asked for."""

    @property
    def format(self) -> Format:
        """The format of the source and its targets."""
        return self.load()

    @property
    def source(self) -> str:
        """The source file's path, relative to the project."""
        return self.where.source

    def target(self, market: str) -> str:
        """The target file's path for a market, relative to the project."""
        return self.where.target(market)

    def unlisted(self, market: str) -> str:
        """The app store that has no listing in the market, where the file is for one."""
        return unlisted(self.content, market)

    def shared(self, market: str) -> bool:
        """Source and target are the same file: it holds every locale."""
        return self.target(market) == self.source
