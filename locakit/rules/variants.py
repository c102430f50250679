"""Texts that are tried against each other: variants that say the same in a market can teach nobody anything."""

from __future__ import annotations

from collections.abc import Iterator

from locakit import heads
from locakit.model import Forms, Unit
from locakit.rules._kit import Hit, Pair, ex
from locakit.rules._wide import See, wide

_AD = ("channel:google-ads-rsa", "field:headline")
_A, _B = (*_AD, "variant:A"), (*_AD, "variant:B")


@wide(
    "channel.variants", "warning", "accuracy",
    bad=[
        [ex("Rent a boat", "Boot mieten", "de", *_A), ex("Hire a boat", "Boot mieten", "de", *_B)],
        [ex("Rent a boat", "ボートを借りる", "ja", *_A), ex("Hire a boat", "ボートを借りる。", "ja", *_B)],
        [ex("Rent a boat", "استأجر قاربًا", "ar", *_A), ex("Rent a boat", "استأجر مركبًا", "ar", *_B)],
    ],
    good=[
        [ex("Rent a boat", "Boot mieten", "de", *_A), ex("Hire a boat", "Miete dein Boot", "de", *_B)],
        [ex("Rent a boat", "ボートを借りる", "ja", *_A), ex("Rent a boat", "ボートを借りる", "ja", *_A)],
        [ex("Rent a boat", "Boot mieten", "de"), ex("Hire a boat", "Boot mieten", "de")],
        [ex("Rent a boat", "Boot mieten", "de", *_A),
         ex("Hire a boat", "Boot mieten", "de", "channel:meta-ads", "field:headline", "variant:B")],
    ],
)  # fmt: skip
def collapsed() -> See:
    """Two variants of one text are the same in a market, or have the same source.

    Why: a test of A against B shows two equal ads and spends money to find no difference. Case, spacing and end
    marks do not count.

    Source: locakit's copy sheets, see docs/channels.md.
    """
    seen: dict[int, dict[str, tuple[int, int]]] = {}

    def see(unit: Unit) -> Iterator[tuple[Pair, Hit]]:
        name = heads.value(unit.flags, heads.VARIANT) if unit.flags else ""
        if not name:
            return
        source, target = _said(unit.source), _said(unit.target)
        known = seen.setdefault(_group(unit, name), {})
        for other, (was_source, was_target) in known.items():
            if other != name and target and was_target == target and was_source != source:
                told = f"the variants {other} and {name} are one text here; their sources differ"
                yield Pair(unit, *unit.pairs()[0]), Hit(told)
                break
            if other != name and was_source == source:
                yield Pair(unit, *unit.pairs()[0]), Hit(f"the variants {other} and {name} have one source text")
                break
        known.setdefault(name, (source, target))

    return see


def _group(unit: Unit, name: str) -> int:
    """The text that the unit is a variant of: its file, and its key without the variant's name."""
    parts = [part for part in unit.key.split(".") if part != name]
    place = (heads.value(unit.flags, heads.CHANNEL), heads.value(unit.flags, heads.FIELD))
    return hash((unit.resource, *parts, *place))


def _said(forms: Forms) -> int:
    """A hash of the texts as far as they count; 0 for nothing."""
    said = "\n".join(" ".join(text.casefold().split()).strip(" .:!?…。！？") for text in forms.values())
    return hash(said) if said.strip() else 0
