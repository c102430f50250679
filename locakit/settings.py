"""The nouns of a project file: what ``locakit.yaml`` says, as frozen values with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from locakit.model import Severity, State

if TYPE_CHECKING:
    from locakit.market.channels import Channels

Level = Severity | Literal["off"]
"""How serious a rule's findings are, or that it is not run."""
Remote = Literal["mask", "refuse", "allow"]
"""What happens before text leaves the machine: personal data masked, nothing sent, sent as it is."""

REMOTE: tuple[Remote, ...] = ("mask", "refuse", "allow")
EXTRACTORS = ("babel",)
"""What can read messages out of code."""
DEFAULT_MEMORY = ".locakit/memory.db"
DEFAULT_ENGINES = ("firefox",)
DEFAULT_MAX_BYTES = 50_000_000
"""The most that one pulled file may have, if the project does not say."""


@dataclass(frozen=True, slots=True)
class Content:
    """One pattern of localized files."""

    path: str
    """Pattern of the target files, with a placeholder for the locale."""
    source: str | None = None
    """Pattern of the source files where it is not ``path`` filled with the source locale; same wildcards."""
    format: str | None = None
    """The format's registered name; None where name and content tell."""
    skip: tuple[str, ...] = ()
    """Key patterns that are not translated."""
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Key pattern to the flags that its messages get."""
    context: str = ""
    """Where the texts are used."""
    channel: str = ""
    """Where the texts are published; it sets length limits."""
    url: ByMarket | None = None
    """The address of a page of these files, with placeholders for the locale and ``{path}``."""
    policy: Leaving | None = None
    """What may leave of these files, where it is less than elsewhere."""
    rules: Mapping[str, Level] = field(default_factory=dict)
    """Rule id or pattern to its level in these files, over what the market says."""


@dataclass(frozen=True, slots=True)
class MarketOptions:
    """What is different for one market."""

    register: str | None = None
    """formal, informal …; None leaves it to the market's pack."""
    extends: str | None = None
    """The market whose terms and rules it inherits; None follows CLDR's parents."""
    engines: tuple[str, ...] = ()
    """The first that can translate the pair does."""
    disable: tuple[str, ...] = ()
    """Rule ids or patterns that are not run."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Rule id to another severity."""
    rules: Mapping[str, Level] = field(default_factory=dict)
    """Rule id to a severity or off, as the project's ``rules``."""
    policy: Leaving | None = None
    """What may leave this machine for the market, in place of the project's policy."""
    derive: str | None = None
    """The market, or the source locale, from whose texts it is made; None where it is translated."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A policy for a part of the project: None is what the project says."""

    remote: Remote | None = None
    providers: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be released and what may leave the machine."""

    require: State = "translated"
    """The state a unit needs to be released."""
    remote: Remote = "mask"
    providers: tuple[str, ...] = ()
    """The only engines text may be sent to; empty means any."""
    regions: tuple[str, ...] = ()
    """The only regions text may be sent to; empty means any."""
    names: tuple[str, ...] = ()
    """Names of people that are hidden as personal data is."""

    def over(self, part: Leaving | None) -> Policy:
        """This policy with what ``part`` says in its place."""
        said = {n: v for n in ("remote", "providers", "regions") if part and (v := getattr(part, n)) is not None}
        return replace(self, **said)


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that paid engines may cost."""

    run: Decimal | None = None
    """In ``currency``; None means no bound."""
    month: Decimal | None = None
    currency: str = "USD"
    """ISO 4217."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One source of content outside of the project, and where in the project it goes."""

    origin: str
    """``from``: a URL, a git repository, or a path relative to the project."""
    to: str
    """A file, or a folder where it ends in ``/`` or is one; relative to the project."""
    paths: tuple[str, ...] = ()
    """Patterns of the files to take where the source holds many; empty means all."""
    ref: str = ""
    """Branch, tag or commit of a git repository; empty means its default branch."""
    extract: str = ""
    """What reads messages out of code: ``babel``; empty where files are taken as they are."""
    max_bytes: int = DEFAULT_MAX_BYTES
    """The most that one file may have."""


@dataclass(frozen=True, slots=True)
class Code:
    """Code files whose use of keys is held against the catalogues."""

    path: str
    """A pattern of files, or a folder; relative to the project."""
    framework: str = ""
    """How keys are called there; empty where file name and catalogues tell."""
    function: tuple[str, ...] = ()
    """The project's own functions that take a key first."""


ByMarket = str | Mapping[str, str]
"""One text for all markets, or locale or pattern to the text."""


@dataclass(frozen=True, slots=True)
class Link:
    """How the addresses of one host are written in the markets."""

    match: str
    """Host, or host and the beginning of a path; ``*`` stands for anything."""
    market: tuple[str, ...] = ()
    """Locales or patterns; empty is all."""
    host: ByMarket | None = None
    path: ByMarket | None = None
    query: Mapping[str, ByMarket] = field(default_factory=dict)
    """Parameter to its value."""

    def holds(self, locale: str) -> bool:
        """True where the entry is for the market."""
        return not self.market or any(fnmatchcase(locale.lower(), name.lower()) for name in self.market)


@dataclass(frozen=True, slots=True)
class Project:
    """A validated ``locakit.yaml``."""

    source: str
    """BCP 47, canonical case."""
    markets: tuple[str, ...]
    """BCP 47, canonical case, without doubles and without the source."""
    content: tuple[Content, ...]
    name: str = ""
    glossaries: tuple[str, ...] = ()
    """Files relative to the project, or names of shipped packs."""
    packs: tuple[str, ...] = ()
    """Patterns of the project's own market packs."""
    approvers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role to the names of those who may let findings stand."""
    channels: Channels = field(default_factory=dict)
    """The project's own channels, by name; they come over those that ship."""
    memory: str = DEFAULT_MEMORY
    """The translation memory's database, relative to the project or absolute."""
    tmx: tuple[str, ...] = ()
    """TMX files the memory imports."""
    engines: tuple[str, ...] = DEFAULT_ENGINES
    engine: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Engine to its options."""
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    """Engine to its price for a million characters, in the budget's currency."""
    market: Mapping[str, MarketOptions] = field(default_factory=dict)
    """Locale or pattern (``es-*``) to its options."""
    policy: Policy = field(default_factory=Policy)
    budget: Budget = field(default_factory=Budget)
    rules: Mapping[str, Level] = field(default_factory=dict)
    """Rule id or pattern to a severity or off."""
    pull: tuple[Pull, ...] = ()
    """Where source content comes from."""
    code: tuple[Code, ...] = ()
    """Where the code that uses the keys lies; without it, nobody looks for keys in code."""
    links: tuple[Link, ...] = ()
    """How addresses are written in the markets; of those that match, the first is taken."""
    x_default: str = ""
    """The locale of the pages for readers of no market's language; empty is the source."""

    def options(self, locale: str) -> MarketOptions:
        """What applies to one market: shorter patterns first, the exact locale last; engines never empty."""
        out = MarketOptions(engines=self.engines)
        for entry in self._applying(locale):
            out = _over(out, entry)
        return out

    def levels(self, locale: str) -> dict[str, Level]:
        """Rule id or pattern to its level in one market; the more exact market's word stands."""
        out = dict(self.rules)
        for entry in self._applying(locale):
            out |= {**entry.severity, **entry.rules, **dict.fromkeys(entry.disable, "off")}
        return out

    def _applying(self, locale: str) -> list[MarketOptions]:
        names = sorted(self.market, key=lambda n: ("*" not in n, len(n), n))
        return [self.market[n] for n in names if fnmatchcase(locale.lower(), n.lower())]


def _over(low: MarketOptions, high: MarketOptions) -> MarketOptions:
    return replace(
        low,
        register=high.register or low.register,
        extends=high.extends or low.extends,
        engines=high.engines or low.engines,
        disable=tuple(dict.fromkeys((*low.disable, *high.disable))),
        severity={**low.severity, **high.severity},
        rules={**low.rules, **high.rules},
        policy=high.policy or low.policy,
        derive=high.derive or low.derive,
    )
