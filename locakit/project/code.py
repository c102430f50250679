"""The ``code:`` list of ``locakit.yaml``: where code lies that uses keys, and how it calls them."""

from __future__ import annotations

import re

from locakit import paths
from locakit.project.schema import Field, Listing, OneOf, Record, Text, TextOr
from locakit.usage.frameworks import NAMES


def _glob(text: str) -> str:
    if "{" in text or "}" in text:
        return f"`{text}`: a pattern of code has wildcards *, ? and **, and no braces"
    return paths.complaint(text.rstrip("/"))


def _function(text: str) -> str:
    good = re.fullmatch(r"[@$]?\w+(?:(?:\.|::|->)[$]?\w+)*", text)
    return "" if good else f"`{text}` is not the name of a function, such as translate or i18n.text"


_GLOB = Text(_glob, lambda text: text.removeprefix("./").rstrip("/"), {"examples": ["src/**/*.ts", "app"]})

ENTRY = TextOr(_GLOB, Record({
    "path": Field(_GLOB, "A pattern of code files, such as src/**/*.ts, or a folder.", required=True,
                  example="path: src/**/*.ts"),
    "framework": Field(OneOf(NAMES), "How keys are called there, where file name and catalogues do not tell."),
    "function": Field(Listing(Text(_function)), "Functions of the project's own whose first argument is a key."),
}))  # fmt: skip
