"""The ``pull:`` list of ``locakit.yaml``: what its keys may say, and what only several of them together show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from locakit import paths
from locakit.project.schema import Count, Field, Listing, OneOf, Record, Text
from locakit.settings import EXTRACTORS
from locakit.yamlmap import Page

OWN = (".git", ".locakit")
"""Folders that no source may write to."""


def _origin(text: str) -> str:
    if not text.isprintable():
        return "the name of a source may hold no control characters"
    if text.startswith("-") or re.match(r"(?:git\+)?\w+::", text):
        return f"`{text}` is not a URL, a git repository or a path"
    return "`~` is not followed; write the path relative to locakit.yaml" if text.startswith("~") else ""


def _to(text: str) -> str:
    plain = text.rstrip("/")
    if plain in (".", "") and text:
        return "" if plain else f"`{text}` is not inside the project; write it relative to locakit.yaml"
    if set(plain) & set("*?{}"):
        return f"`{text}`: content is pulled to one file or folder, without wildcards or placeholders"
    if set(OWN) & {part.lower() for part in plain.split("/")} or plain.lower() == "locakit.yaml":
        return f"`{text}`: nothing is pulled over what is git's or locakit's own"
    return paths.complaint(plain)


def _glob(text: str) -> str:
    return paths.complaint(text.rstrip("/"))


def _ref(text: str) -> str:
    good = re.fullmatch(r"\w[\w./@#%=,-]*", text) and ".." not in text
    return "" if good else f"`{text}` is not a branch, a tag or a commit"


PULL = Record({
    "from": Field(
        Text(_origin, hint={"examples": ["https://cms.example.com/en.json", "git+https://git.example.com/shop.git"]}),
        "A URL (https, s3, gs, sftp …), a git repository (git+https://…, git@host:…, a local one), or a path.",
        required=True, example="from: https://cms.example.com/en.json",
    ),
    "to": Field(
        Text(_to, lambda text: text.removeprefix("./") or ".", {"examples": ["locales/en.json", "docs/en/"]}),
        "The file it becomes; with a slash at the end, the folder it goes to.",
        required=True, example="to: locales/en.json",
    ),
    "paths": Field(
        Listing(Text(_glob, lambda text: text.removeprefix("./").rstrip("/"))),
        "Patterns of the files to take from a repository or folder, such as docs/**/*.md; all of it, if not said.",
    ),
    "ref": Field(Text(_ref), "The branch, tag or commit of a git repository."),
    "extract": Field(OneOf(EXTRACTORS), "Read the messages out of the code in `from`, into the gettext template `to`."),
    "max_bytes": Field(Count(), "The most bytes that one file may have; 50000000 if not said."),
})  # fmt: skip


def check(pulls: Sequence[Mapping[str, Any]], page: Page) -> None:
    """Note the faults that only several values together show."""
    taken: set[str] = set()
    for pull in pulls:
        origin, to = pull.get("from"), pull.get("to")
        if to and to in taken and not to.endswith("/"):
            page.fault(to.at, f"two sources would be pulled to `{to}`")
        taken |= {to} if to else set()
        if origin and "extract" in pull and "://" in origin:
            page.fault(origin.at, "messages are extracted from code of this project; write its folder, such as src/")
        if to and "extract" in pull and not to.lower().endswith((".pot", ".po")):
            page.fault(to.at, f"`{to}`: messages are extracted into a gettext template, such as po/messages.pot")
