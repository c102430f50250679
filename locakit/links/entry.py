"""One entry of ``links:`` in one market: which addresses it is about, and what it makes of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from functools import cached_property

from locakit import locales
from locakit.links.address import Address
from locakit.settings import ByMarket, Link

HOLE = re.compile(r"\{(\w+)\}")
WORDS = ("locale", "language", "region", "lower")
"""Placeholders that the market fills."""
UNIT = ("channel", "field", "variant", "key")
"""Placeholders that the unit fills; only values of parameters have them."""
_WORD = r"[\w\-]+"
_UTM = "utm_"
_LONGEST = 253
"""Characters of a host's name (RFC 1035, 2.3.4)."""


def words(market: str) -> dict[str, str]:
    """What the market's placeholders stand for."""
    tag = locales.normalize(market)
    filled = (tag, locales.language(tag), locales.region(tag), tag.lower())
    return dict(zip(WORDS, filled, strict=True))


def pick(said: ByMarket | None, market: str) -> str | None:
    """What is said for a market: the more exact name stands; None where nothing is."""
    if said is None or isinstance(said, str):
        return said
    names = sorted((n for n in said if fnmatchcase(market.lower(), n.lower())), key=lambda n: ("*" not in n, len(n)))
    return said[names[-1]] if names else None


def filled(template: str, known: Mapping[str, str]) -> str | None:
    """The template with what is known put in; None where something of it is empty. ``{value}``, ``{path}`` stay."""
    if any(name in known and not known[name] for name in HOLE.findall(template)):
        return None
    return HOLE.sub(lambda m: known.get(m[1], m[0]), template)


def bare_host(host: str) -> str:
    """A host in lower case, of other scripts in its ASCII spelling (IDNA)."""
    low = host.lower().rstrip(".")
    if low.isascii() or len(low) > _LONGEST:
        return low
    try:
        return low.encode("idna").decode("ascii")
    except UnicodeError:
        return low


@dataclass(frozen=True)
class Frame:
    """A template with one hole: what stands before it and behind it."""

    head: str
    tail: str
    fixed: bool
    """There is no hole: the head is all."""

    @classmethod
    def of(cls, template: str, hole: str) -> Frame:
        """The template parted at ``{hole}``."""
        head, found, tail = template.partition(f"{{{hole}}}")
        return cls(head, tail, not found)

    def inside(self, text: str) -> str | None:
        """What stands in the hole of a text that was made by the frame; None where it was not."""
        if self.fixed:
            return "" if text == self.head else None
        long = len(text) >= len(self.head) + len(self.tail)
        fits = long and text.startswith(self.head) and text.endswith(self.tail)
        return text[len(self.head) : len(text) - len(self.tail)] if fits else None

    def around(self, text: str) -> str:
        """The frame with ``text`` in its hole."""
        return self.head if self.fixed else self.head + text + self.tail


@dataclass(frozen=True)
class Entry:
    """An entry of ``links:`` for one market."""

    link: Link
    market: str
    source: str
    """The source's locale: where a path begins with it, the market's stands in its place."""

    @cached_property
    def _known(self) -> dict[str, str]:
        return words(self.market)

    @cached_property
    def host(self) -> str | None:
        """What the host becomes; None where it stays."""
        said = pick(self.link.host, self.market)
        return None if said is None else filled(said, self._known)

    @cached_property
    def frame(self) -> Frame | None:
        """What the path becomes; None where it stays."""
        said = pick(self.link.path, self.market)
        made = None if said is None else filled(said, self._known)
        if made is None:
            return None
        frame = Frame.of(made, "path")
        return frame if frame.fixed else Frame(frame.head.rstrip("/"), frame.tail, False)

    @cached_property
    def asks(self) -> bool:
        """A parameter holds something of the unit."""
        said = (pick(value, self.market) or "" for value in self.link.query.values())
        return any(name in UNIT for template in said for name in HOLE.findall(template))

    @cached_property
    def moves(self) -> bool:
        """The entry says of more than parameters."""
        return self.host is not None or self.frame is not None

    @cached_property
    def _host(self) -> re.Pattern[str]:
        host = bare_host(self.link.match.partition("/")[0])
        return re.compile(translate(host))

    @cached_property
    def _below(self) -> re.Pattern[str]:
        _, slash, path = self.link.match.partition("/")
        first, *more = map(re.escape, f"{slash}{path}".rstrip("/").split("*"))
        # Atomic: what stands before the last wildcard is never tried at a second place.
        wild = "".join(f"(?>.*?{part})" for part in more[:-1]) + "".join(f".*{part}" for part in more[-1:])
        return re.compile(f"{first}{wild}(?:/.*)?", re.DOTALL)

    def takes(self, one: Address) -> bool:
        """The entry is about this address."""
        return bool(self._host.fullmatch(bare_host(one.host)) and self._below.fullmatch(one.path))

    def _localised(self, frame: Frame, path: str) -> bool:
        """The path is one that the entry's frame makes."""
        inside = frame.inside(path)
        if not inside:
            return inside is not None
        return inside.startswith("/") and self.stripped(inside) == inside

    def stripped(self, path: str) -> str:
        """The path without the source's locale at its beginning."""
        return self._own.sub("", path, count=1)

    @cached_property
    def _own(self) -> re.Pattern[str]:
        tag = locales.normalize(self.source)
        spellings = "|".join(sorted({tag, tag.replace("-", "_"), locales.language(tag)}))
        return re.compile(rf"\A(?:/(?:{spellings})(?![^/]))++", re.IGNORECASE)

    def image(self, one: Address, unit: Mapping[str, str]) -> bool:
        """The address is what the entry makes of another one: it is at home in the market already."""
        host, frame = bare_host(one.host), self.frame
        if not self.moves or not (host == bare_host(self.host) if self.host else self._host.fullmatch(host)):
            return False
        there = self._localised(frame, one.path) if frame else self._below.fullmatch(one.path)
        return bool(there) and self.query(one, unit) == one.query

    def hides(self, other: Entry) -> bool:
        """Every address that the other entry is about is one that this entry makes: the other would do nothing."""
        host, slash, path = other.link.match.partition("/")
        if self.host is None or self.frame is not None or "*" in other.link.match or self._adds:
            return False
        return bare_host(self.host) == bare_host(host) and bool(self._below.fullmatch(slash + path))

    @cached_property
    def _adds(self) -> bool:
        said = (pick(value, self.market) for value in self.link.query.values())
        return any(template is not None and "{value}" not in template for template in said)

    def made(self, one: Address, unit: Mapping[str, str]) -> str:
        """The address as the market is to see it."""
        path, frame = one.path, self.frame
        if frame is not None and not self._localised(frame, path):
            rest = self.stripped(path)
            path = frame.around(rest.rstrip("/") if frame.tail.startswith("/") else rest)
        host = one.host if self.host is None or bare_host(self.host) == bare_host(one.host) else self.host
        # Without ``www.`` nobody would take a bare host for an address.
        scheme = one.scheme or ("" if host.lower().startswith("www.") else "https://")
        return f"{scheme}{one.user}{host}{one.port}{path}{self.query(one, unit)}{one.fragment}"

    def query(self, one: Address, unit: Mapping[str, str]) -> str:
        """The query with the entry's parameters; the others stay byte for byte and in their order."""
        pieces = list(one.parsed().pieces)
        if pieces and not pieces[-1]:
            pieces = pieces[:-2]
        before = list(pieces)
        amp = next((p for p in pieces[1::2]), "&amp;" if one.quoted else "&")
        for name, template in self._parameters(unit).items():
            frame, places = Frame.of(template, "value"), _places(pieces, name)
            for at in places:
                value = pieces[at].partition("=")[2]
                if not _settled(frame, value):
                    pieces[at] = f"{name}={frame.around(value)}"
            if not places and frame.fixed:
                pieces += [*([amp] if pieces else []), f"{name}={frame.head}"]
        return one.query if pieces == before else "?" + "".join(pieces)

    def _parameters(self, unit: Mapping[str, str]) -> dict[str, str]:
        known = {**unit, **self._known}
        said = ((name, pick(value, self.market)) for name, value in self.link.query.items())
        made = ((name, filled(template, known)) for name, template in said if template is not None)
        return {name: template for name, template in made if template is not None}

    def kin(self, raw: Address, want: Address, have: Address) -> bool:
        """``have`` is the address of ``raw`` for another market, or with parameters of the entry lost or changed."""
        if _others(have, self._names) != _others(want, self._names) or have.fragment != want.fragment:
            return False
        host = bare_host(have.host)
        if host not in (bare_host(raw.host), bare_host(want.host)) and not any(h.fullmatch(host) for h in self._hosts):
            return False
        path = have.path.rstrip("/")
        if path in (raw.path.rstrip("/"), want.path.rstrip("/")):
            return True
        inside = (m[1] if m.groups() else None for p in self._paths if (m := p.fullmatch(have.path)))
        return any(text is None or text.rstrip("/") == self.stripped(raw.path).rstrip("/") for text in inside)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.link.query)

    @cached_property
    def _hosts(self) -> list[re.Pattern[str]]:
        return [_loose(bare_host(said)) for said in _all(self.link.host)]

    @cached_property
    def _paths(self) -> list[re.Pattern[str]]:
        return [_loose(said) for said in _all(self.link.path)]


def _settled(frame: Frame, value: str) -> bool:
    """The value needs no change: the frame made it, or there is nothing to put in."""
    inside = frame.inside(value)
    return inside is not None if frame.fixed else bool(inside) or not value


def _places(pieces: list[str], name: str) -> list[int]:
    return [at for at in range(0, len(pieces), 2) if pieces[at].partition("=")[0] == name]


def _others(one: Address, names: frozenset[str]) -> list[tuple[str, str]]:
    """The parameters that neither the entry nor a campaign governs."""
    return [p for p in one.parsed().parameters if p[0] and p[0] not in names and not p[0].startswith(_UTM)]


def _all(said: ByMarket | None) -> list[str]:
    return [] if said is None else [said] if isinstance(said, str) else list(said.values())


def _loose(template: str) -> re.Pattern[str]:
    """A pattern of what the template makes in any market, with a group for ``{path}``."""
    parts = HOLE.split(template.replace("/{path}", "{path}"))
    made = [re.escape(p) if n % 2 == 0 else "(.*)" if p == "path" else _WORD for n, p in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL | re.IGNORECASE)
