"""How much of its room each form of a target takes: by the file's limits and by the channel it is published in."""

from __future__ import annotations

from typing import Any

from locakit import heads
from locakit.market import channels
from locakit.market.channels import Channels
from locakit.model import Forms
from locakit.rules._budget import measure
from locakit.rules._limits import BYTES, LENGTH, LINES, limits
from locakit.shell.verdicts import Case


def counters(case: Case, forms: Forms, own: Channels) -> list[dict[str, Any]]:
    """For each form: what is counted, how many there are, and how many there may be; ``own`` are project's channels."""
    return [
        found
        for name, text in forms.items()
        for found in (*_limits(case, name, text), *_channel(case, name, text, own))
    ]


def _limits(case: Case, form: str, text: str) -> list[dict[str, Any]]:
    said = limits(case.source.flags)
    bounds = [n for n in (said.named.get(LENGTH), case.source.limit) if n is not None]
    shown = said.shown(text)
    sizes = [("characters", len(shown), min(bounds, default=None)),
             ("bytes", len(shown.encode("utf-8", "surrogatepass")), said.named.get(BYTES)),
             ("lines", shown.count("\n") + 1, said.named.get(LINES))]  # fmt: skip
    return [{"form": form, "what": what, "used": used, "most": n} for what, used, n in sizes if n is not None]


def _channel(case: Case, form: str, text: str, own: Channels) -> list[dict[str, Any]]:
    flags = case.source.flags
    if not heads.value(flags, heads.CHANNEL):
        return []
    place = channels.of(flags, channels.over(channels.shipped(), own) if own else channels.shipped())
    if place is None:
        return []
    count = measure(place.budget, text, flags)
    what = f"{count.unit}, {' '.join(channels.named(flags))}"
    return [{"form": form, "what": what, "used": count.taken, "most": count.allowed}] if count.allowed else []
