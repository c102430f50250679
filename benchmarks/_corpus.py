"""English shop strings made from parts: all different, of the lengths and placeholders that real app strings have."""

from __future__ import annotations

import random
from collections.abc import Iterator

_WHO = ["customer", "seller", "courier", "manager", "friend", "guest", "member", "team", "neighbour", "partner"]
_WHAT = [
    "order",
    "parcel",
    "invoice",
    "refund",
    "voucher",
    "basket",
    "delivery",
    "receipt",
    "review",
    "offer",
    "discount",
    "subscription",
]
_DID = [
    "was sent to",
    "was returned by",
    "is waiting for",
    "could not be shown to",
    "has been paid by",
    "is on its way to",
]
_WHEN = [
    "today",
    "this morning",
    "on Monday",
    "within two days",
    "before the end of the week",
    "as soon as it is ready",
]
_SHORT = ["Add to {what}", "Your {what}", "Cancel the {what}", "New {what}", "Track {what} {{id}}", "{{count}} {what}s"]
_PLACED = ["Hello {{name}}, ", "", "", "", "<b>{{code}}</b>: ", ""]


def strings(count: int, seed: int = 1) -> list[str]:
    """``count`` different strings; one in four holds a placeholder or a tag."""
    pick = random.Random(seed)
    out: dict[str, None] = {}
    while len(out) < count:
        what = pick.choice(_WHAT)
        if pick.random() < 0.3:
            text = pick.choice(_SHORT).format(what=what)
            text = f"{text} ({pick.choice(_WHO)} {len(out)})" if text in out else text
        else:
            text = f"the {what} {pick.choice(_DID)} the {pick.choice(_WHO)} {pick.choice(_WHEN)}"
            text = pick.choice(_PLACED).replace("{{", "{").replace("}}", "}") + text
            text = text[0].upper() + text[1:] + "."
            if pick.random() < 0.4:
                text += f" Please look at the {pick.choice(_WHAT)} of your {pick.choice(_WHO)} again."
        out[text] = None
    return list(out)


def groups(texts: list[str], size: int = 50) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """The strings in screens of ``size``: a screen's number and its strings with theirs."""
    numbered = list(enumerate(texts))
    for at in range(0, len(texts), size):
        yield at // size, numbered[at : at + size]


def plural(number: int) -> bool:
    """One string in twenty varies by number."""
    return number % 20 == 3
