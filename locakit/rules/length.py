"""Length limits that the format or the project sets."""

from __future__ import annotations

from collections.abc import Iterator

from locakit.rules._kit import Hit, Pair, ex, rule

_FLAG = "max-length:"


def limit_of(pair: Pair) -> int | None:
    """The unit's limit in characters: its own, or the smallest ``max-length:N`` flag."""
    flags = (f.removeprefix(_FLAG).strip() for f in pair.unit.flags if f.startswith(_FLAG))
    limits = [int(n) for n in flags if n.isdecimal()]
    if pair.unit.limit is not None:
        limits.append(pair.unit.limit)
    return min(limits, default=None)


@rule(
    "length.max", "error", "design-and-markup", quiet="ignore-max-length",
    bad=[ex("Save", "Guardar cambios", "es", limit=10), ex("Save", "Enregistrer", "fr", "max-length:8")],
    good=[ex("Save", "Guardar", "es", limit=10), ex("Save", "Enregistrer", "fr")],
)  # fmt: skip
def longest(pair: Pair) -> Iterator[Hit]:
    """The target has more characters than its place allows.

    Why: stores and ad systems refuse it; a screen cuts it off.

    Source: the limit in the file (XLIFF ``maxwidth``, a ``max-length`` flag as in Weblate) or in ``locakit.yaml``.
    """
    limit = limit_of(pair)
    if limit is not None and len(pair.target) > limit:
        yield Hit(f"{len(pair.target)} characters where {limit} are allowed", (limit, len(pair.target)))
