"""``channels:`` of ``locakit.yaml``, a project's own channels, and the names of channels that content is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from locakit.marked import Reader
from locakit.market import channels
from locakit.market.counting import COUNTERS
from locakit.project.schema import Field, Known
from locakit.yamlmap import Node, Page


class _Faults(Reader):
    """The getters of ``marked`` over a page that is read already."""

    def __init__(self, page: Page, root: Node) -> None:
        self.page, self.root = page, root


class _Channels:
    """A value in the schema of ``glossaries/channels.yaml``."""

    def read(self, node: Node, label: str, page: Page, known: Known) -> dict[str, channels.Channel]:
        """The channels by name."""
        return channels.read(_Faults(page, node), node)

    def schema(self, known: Known) -> dict[str, Any]:
        """Channel to its fields, each with its room."""
        count = {"type": "integer", "minimum": 1}
        text = {"type": "string", "minLength": 1}
        texts = {"anyOf": [text, {"type": "array", "items": text}]}
        own: dict[str, Any] = {"unit": {"type": "string", "enum": list(COUNTERS)}, "hard": {"type": "boolean"}}
        own |= {name: texts for name in ("refuse", "avoid", "names")} | {"font": text}
        field = {name: own.get(name, count) for name in channels.FIELD}
        shown = {"type": "object", "properties": field, "additionalProperties": False}
        whole: dict[str, Any] = {name: texts if name in ("refuse", "avoid", "source") else text
                                 for name in channels.CHANNEL}  # fmt: skip
        whole["fields"] = {"type": "object", "additionalProperties": shown, "minProperties": 1}
        one = {"type": "object", "properties": whole, "required": ["fields"], "additionalProperties": False}
        return {"type": "object", "additionalProperties": one}


CHANNELS = Field(_Channels(), "Channels of the project's own, or other limits for those that locakit knows.")


def check(data: Mapping[str, Any], page: Page) -> None:
    """Note each ``channel`` of a content entry that nobody knows; ``channel/field`` names the field, too."""
    named = [content["channel"] for content in data.get("content", []) if content.get("channel")]
    if not named:
        return
    table = channels.over(channels.shipped(), data.get("channels", {}))
    for said in named:
        channel, slash, field = said.partition("/")
        told = channels.unknown(channels.canonical(channel, table), field, table)
        if told or (slash and not field):
            page.fault(said.at, told or f"`{said}` names no field behind the slash")
