"""Texts that do not fit the channel they are published in: too long for it, cut off in it, or refused by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

from locakit import heads
from locakit.doors import Rule
from locakit.market import counting
from locakit.market.channels import Channels, found, named, of, shipped, undisclosed, unknown
from locakit.model import Severity, Span
from locakit.rules._budget import measure
from locakit.rules._kit import Hit, Pair, ex, rule

_AD = ("channel:google-ads-rsa", "field:headline")
_META = ("channel:meta-ads", "field:primary_text")
_SMS = ("channel:sms", "field:text")
_KEYWORDS = ("channel:app-store", "field:keywords")


@rule(
    "channel.budget", "error", "design-and-markup", needs=heads.CHANNEL,
    bad=[
        ex("Rent a boat by the hour", "Louez un bateau à l’heure ou à la journée", "fr-FR", *_AD),
        ex("Rent a boat by the hour today", "ボートを時間単位で今すぐ借りましょう", "ja", *_AD),
        ex("Rent a boat", "Алкоголь не допускается на борту лодки никогда и ни при каких условиях", "ru",
           "channel:app-store", "field:keywords"),
        ex("Your boat is ready", "تطبيق الرحلات البحرية جاهز الآن للحجز من هاتفك", "ar", "channel:app-store",
           "field:subtitle"),
        ex("Boat", "船", "zh-CN", "channel:tiktok-ads", "field:app_name"),
    ],
    good=[
        ex("Rent a boat", "Louer un bateau", "fr-FR", *_AD),
        ex("Rent a boat now", "今すぐボートを借りよう", "ja", *_AD),
        ex("Hi {name}, sail with us today", "Hallo {name}, segel heute mit uns", "de", *_AD),
        ex("Rent a boat by the hour", "Louez un bateau à l’heure ou à la journée", "fr-FR"),
    ],
)  # fmt: skip
def budget(pair: Pair, table: Channels | None = None) -> Iterator[Hit]:
    """The target takes more than its channel allows, or less.

    Why: an ad system or store refuses it, or cuts it in the middle of a word. Each channel counts in its own way:
    width, weights, bytes, septets, pixels. A value that is put in counts as ``replacements:`` says, else as one
    character. What the channel only advises is a warning.

    Source: the channel's own documentation, see ``glossaries/channels.yaml``; docs/channels.md.
    """
    place = of(pair.unit.flags, shipped() if table is None else table)
    if place is None:
        return
    count = measure(place.budget, pair.target, pair.unit.flags)
    severity: Severity | None = None if place.budget.hard else "warning"
    if count.over:
        yield Hit(count.told(), severity=severity)
    elif place.budget.least and count.taken < place.budget.least:
        told = f"{count.taken} where at least {place.budget.least} are needed ({count.unit})"
        yield Hit(told, severity=severity)


@rule(
    "channel.cut", "info", "design-and-markup", needs=heads.CHANNEL,
    bad=[
        ex("Boats for every day.", "Boote für jeden Tag, " * 7, "de", *_META),
        ex("Boats for every day.", "قوارب لكل يوم " * 10, "ar", *_META),
        ex("Boats for every day, by the hour", "Barcos para cada día del año, por horas", "es", "channel:meta-ads",
           "field:headline"),
    ],
    good=[
        ex("Boats for every day.", "Boote für jeden Tag.", "de", *_META),
        ex("Boats for every day.", "Boote für jeden Tag, " * 7, "de"),
        ex("Boats", "船" * 50, "ja", *_META),
    ],
)  # fmt: skip
def cut(pair: Pair, table: Channels | None = None) -> Iterator[Hit]:
    """The channel shows only the beginning of the target, or it is longer than reads best there.

    Why: what stands behind the fold is seldom read; the offer belongs before it.

    Source: the channel's own documentation, see ``glossaries/channels.yaml``.
    """
    place = of(pair.unit.flags, shipped() if table is None else table)
    if place is None:
        return
    room = place.budget
    if not (room.shows or room.best):
        return
    unit = "chars" if room.unit == "utf8-bytes" else room.unit
    count = measure(replace(room, unit=unit, max=room.shows or room.best), pair.target, pair.unit.flags)
    if room.max and measure(room, pair.target, pair.unit.flags).over:
        return
    if room.shows and count.taken > room.shows:
        span = (room.shows, len(pair.target)) if unit == "chars" and room.shows < len(pair.target) else None
        yield Hit(f"the first {room.shows} of {count.taken} are shown ({count.unit})", span)
    elif room.best and count.taken > room.best:
        yield Hit(f"{count.taken} where {room.best} read best ({count.unit})")


@rule(
    "channel.characters", "error", "design-and-markup", needs=heads.CHANNEL,
    bad=[
        ex("Best of 2026", "Lo mejor de 2026 <3", "es", "channel:youtube", "field:title"),
        ex("Sail with us", "Segel mit uns 🚤", "de", "channel:tiktok-ads", "field:text"),
        ex("Boats for hire", "ﾎﾞｰﾄをレンタル", "ja", *_AD),
        ex("Sail now", "أبحر الآن!", "ar", *_AD),
    ],
    good=[
        ex("Best of 2026", "Lo mejor de 2026", "es", "channel:youtube", "field:title"),
        ex("Sail with us", "Segel mit uns", "de", "channel:tiktok-ads", "field:text"),
        ex("Boats for hire", "ボートをレンタル", "ja", *_AD), ex("Sail with us", "Segel mit uns 🚤", "de"),
    ],
)  # fmt: skip
def characters(pair: Pair, table: Channels | None = None) -> Iterator[Hit]:
    """The target holds a character that its channel refuses, or that reviewers there turn down.

    Why: the upload fails, or the ad is disapproved. What is only a matter of the editorial policy is a warning.

    Source: the channel's own documentation, see ``glossaries/channels.yaml``.
    """
    place = of(pair.unit.flags, shipped() if table is None else table)
    if place is None:
        return
    channel, _ = named(pair.unit.flags)
    for sign in place.refuse:
        for (start, end), more in _runs(found(sign, pair.target)):
            yield Hit(f"{channel} refuses {pair.target[start:end]!r} in {place.name}{more}", (start, end))
    for sign in place.avoid:
        for (start, end), more in _runs(found(sign, pair.target)):
            told = f"{channel} is likely to disapprove of {pair.target[start:end]!r} in {place.name}{more}"
            yield Hit(told, (start, end), severity="warning")


def _runs(spans: Iterable[Span]) -> Iterator[tuple[Span, str]]:
    """The first of the stretches that the spans make up, and how many more there are; nothing where there is none."""
    runs: list[Span] = []
    for start, end in spans:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    if runs:
        yield runs[0], f", and {len(runs) - 1} more" if runs[1:] else ""


@rule(
    "channel.unknown", "warning", "integrity", needs=f"{heads.CHANNEL} {heads.DISCLOSURE}", whole=True, branches=True,
    bad=[
        ex("Boats", "Boote", "de", "channel:google-ad", "field:headline"),
        ex("Boats", "قوارب", "ar", "channel:sms", "field:long"), ex("Boats", "ボート", "ja", "channel:twitter"),
        ex("Boats", "Barcos", "es", "disclosure:sponserd"),
    ],
    good=[
        ex("Boats", "Barcos", "es", "sponsored"), ex("Boats", "Boote", "de", *_AD),
        ex("Boats", "قوارب", "ar", "channel:email"), ex("Boats", "ボート", "ja"),
    ],
)  # fmt: skip
def nowhere(pair: Pair, table: Channels | None = None) -> Iterator[Hit]:
    """The unit is for a channel, a field of one, or a disclosure that nobody knows.

    Why: nothing counts its characters or looks for what must be disclosed, and nobody would know. A project adds
    channels of its own under ``channels:``.

    Source: ``glossaries/channels.yaml`` and the project's ``channels:``.
    """
    channel, field = named(pair.unit.flags)
    if channel and (told := unknown(channel, field, shipped() if table is None else table)):
        yield Hit(told)
    if told := undisclosed(pair.unit.flags):
        yield Hit(told)


@rule(
    "channel.segments", "info", "design-and-markup", needs="channel:sms",
    bad=[
        ex("It's here", "It’s here", "en-GB", *_SMS),
        ex("Your boat is ready", "Il suo «Gabbiano» è pronto", "it", *_SMS),
        ex("Your boat is ready. " * 9, "Tu barco está listo. " * 9, "es", *_SMS),
        ex("Your boat is ready.", "قاربك جاهز للإبحار. " * 5, "ar", *_SMS),
    ],
    good=[
        ex("It's here", "Es ist da", "de", *_SMS), ex("Your boat is ready", "Tu barco está listo", "es", *_SMS),
        ex("It's here", "It’s here", "en-GB", *_AD),
    ],
)  # fmt: skip
def segments(pair: Pair) -> Iterable[Hit]:
    """The message is sent in several parts, or typography alone makes it UCS-2.

    Why: each part is paid. A message whose characters are all in GSM 03.38 holds 160 of them, or 153 in each of several
    parts; one curly quote makes that 70 and 67. Where what says the same is in GSM 03.38, the fix puts it.

    Source: 3GPP TS 23.038 and 23.040.
    """
    sent = counting.sms(pair.target)
    swaps = [(at, c, counting.plain_sms(c)) for at, c in sent.odd]
    if sent.odd and all(new is not None for _, _, new in swaps):
        for at, c, new in swaps:
            told = f"{_named(c)} makes the message UCS-2: {70 if sent.parts == 1 else 67} characters a part"
            yield Hit(told, (at, at + 1), new)
    elif sent.parts > 1:
        kind = f"UCS-2 because of {_named(sent.odd[0][1])}" if sent.odd else "GSM 03.38"
        yield Hit(f"{sent.parts} parts: {sent.units} {'UTF-16 units' if sent.unicode else 'septets'}, {kind}")


@rule(
    "channel.keywords", "warning", "design-and-markup", needs="channel:app-store", signs=",",
    bad=[
        ex("boat,hire,lake", "Boot, mieten, See", "de", *_KEYWORDS), ex("boat,hire", "船 ,レンタル", "ja", *_KEYWORDS),
        ex("boat, hire", "قارب, تأجير", "ar", *_KEYWORDS),
    ],
    good=[
        ex("boat,hire,lake", "Boot,mieten,See am Wald", "de", *_KEYWORDS), ex("boat, hire", "Boot, mieten", "de"),
        ex("Boats, canoes", "船、カヌー", "ja", "channel:app-store", "field:description"),
    ],
)  # fmt: skip
def keywords(pair: Pair) -> Iterator[Hit]:
    """A blank stands beside a comma of the App Store's keywords.

    Why: the field holds 100 bytes and a comma parts the words; each blank takes the room of a letter.

    Source: App Store Connect Help, "Platform version information": keywords.
    """
    if "field:keywords" in pair.unit.flags:
        for match in counting.LOOSE.finditer(pair.target):
            yield Hit(f"{match.group()!r} parts keywords, ',' does", match.span(), ",")


def _named(c: str) -> str:
    return f"{c!r} (U+{ord(c):04X})"


_BOUND = (budget, cut, characters, nowhere)


def bound(rules: Iterable[Rule], table: Channels) -> list[Rule]:
    """The rules with those of channels looking into a project's own table."""
    own = {r.id: replace(r, look=partial(cast("Callable[..., Iterable[Hit]]", r.look), table=table)) for r in _BOUND}
    return [own.get(r.id, r) for r in rules]
