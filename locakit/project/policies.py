"""``packs:`` and ``approvers:`` of ``locakit.yaml``: a project's own market rules, and who may let findings stand."""

from __future__ import annotations

from locakit import paths
from locakit.project.schema import Field, Listing, Table, Text

_SUFFIXES = (".yaml", ".yml")


def _file(text: str) -> str:
    if any(part.kind == "style" for part in _parts(text)):
        return f"`{text}`: a pack says its locale itself; a placeholder has no meaning here"
    if complaint := paths.complaint(text):
        return complaint
    return "" if text.lower().endswith(_SUFFIXES) else f"`{text}`: a market pack is a .yaml file"


def _parts(text: str) -> tuple[paths.Part, ...]:
    try:
        return paths.parts(text)
    except ValueError:
        return ()


def _clean(text: str) -> str:
    return text.removeprefix("./")


PACKS = Field(
    Listing(Text(_file, _clean, {"examples": ["markets/*.yaml"]})),
    "The project's own market packs, files or patterns; they are laid over the shipped ones.",
)
APPROVERS = Field(
    Table(Text(), Listing(Text(), least=1)),
    "Role to the names or e-mail addresses of who may let findings of rules with this role in `approve_with` stand.",
)
