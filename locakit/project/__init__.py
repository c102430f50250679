"""``locakit.yaml`` into a Project: one table of keys gives the validation and the JSON Schema for editors."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from typing import Any

from locakit import layout, locales, paths, tags
from locakit.errors import ConfigError
from locakit.formats import registry
from locakit.model import SEVERITIES, STATES
from locakit.project import addresses, channels, code, derived, policies, pulls
from locakit.project.schema import (
    Amount,
    Field,
    Known,
    Listing,
    OneOf,
    Placed,
    Plain,
    Record,
    Table,
    Text,
    TextOr,
    nearest,
)
from locakit.settings import DEFAULT_MEMORY as DEFAULT_MEMORY
from locakit.settings import REMOTE, Budget, Code, Content, Leaving, Link, MarketOptions, Policy, Project, Pull
from locakit.yamlmap import Page, read

__all__ = [
    "DEFAULT_MEMORY", "Budget", "Code", "Content", "MarketOptions", "Policy", "Project", "Pull", "json_schema", "parse",
]  # fmt: skip

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _market_key(text: str) -> str:
    return "" if re.fullmatch(r"[\w-]*\*[\w*-]*", text, re.ASCII) else tags.complaint(text)


def _market_name(text: str) -> str:
    return text if "*" in text else locales.normalize(text)


def _plain_file(text: str) -> str:
    return "" if text.isprintable() else "the name of a file may hold no control characters"


_TAG = {"pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$", "examples": ["pt-BR", "es-419"]}
_LOCALE = Text(tags.complaint, locales.normalize, _TAG)
_MARKET = Text(_market_key, _market_name)
_PATH = Text(paths.complaint, lambda text: text.removeprefix("./"), {"examples": ["locales/{locale}.json"]})
_CURRENCY = Text(
    lambda text: "" if re.fullmatch("[A-Z]{3}", text) else f"`{text}` is not a currency; write three capitals: USD",
    hint={"pattern": "^[A-Z]{3}$"},
)
_WORD = Text()
_FILE = Text(_plain_file)
_RULE = OneOf(kind="rule", globs=True)
_ENGINE = OneOf(kind="engine", variants=True)
_ENGINES = Listing(_ENGINE, least=1)
_SEVERITY = OneOf(SEVERITIES)
_LEVELS = Table(_RULE, OneOf((*SEVERITIES, "off")))

_LEAVING = Record({
    "remote": Field(OneOf(REMOTE), "Before text leaves the machine: mask personal data, refuse to send, or allow."),
    "providers": Field(Listing(_ENGINE), "The only engines that text may be sent to."),
    "regions": Field(Listing(_WORD), "The only regions that text may be sent to."),
})  # fmt: skip

_CONTENT = Record({
    "path": Field(
        _PATH,
        "Where the target files lie; {locale} pt-BR, {posix} pt_BR, {android} pt-rBR, {apple} pt-BR, {language} pt, "
        "{lower} pt-br; wildcards *, ? and **. A file that holds all locales (.xcstrings, a table) needs no {locale}.",
        required=True,
        example="path: locales/{locale}.json",
    ),
    "source": Field(_PATH, "Where the source files lie, if it is not `path` filled with the source locale."),
    "format": Field(OneOf(kind="format"), "The file format, where name and content do not tell."),
    "skip": Field(Listing(_WORD), "Patterns of keys that are not translated, such as internal.*."),
    "flags": Field(Table(_WORD, Listing(_WORD)), "Key pattern to flags, such as max-length:80 or icu-message-format."),
    "context": Field(_WORD, "Where the texts are used; engines and reviewers see it."),
    "channel": Field(_WORD, "Where the texts are published, such as push or app-store/keywords; it limits length."),
    "url": Field(addresses.URL, "The address of a page: https://example.com/{locale}/{path}; see emit --hreflang."),
    "policy": Field(_LEAVING, "What may leave of these files; it can only forbid more than the market's policy."),
    "rules": Field(_LEVELS, "Rule to its severity, or off, in these files."),
})  # fmt: skip

_OPTIONS = Record({
    "register": Field(_WORD, "How people are addressed: formal, informal, or a register the market's pack names."),
    "extends": Field(_LOCALE, "The market whose terms and rules are inherited, if not CLDR's parent."),
    "engines": Field(_ENGINES, "Engines for this market; the first that can translate the pair does."),
    "disable": Field(Listing(_RULE), "Rules that are not run in this market."),
    "severity": Field(Table(_RULE, _SEVERITY), "Rule to its severity in this market."),
    "rules": Field(_LEVELS, "Rule to its severity, or off, in this market."),
    "policy": Field(_LEAVING, "What may leave this machine for this market, in place of the project's policy."),
    "derive": derived.DERIVE,
})  # fmt: skip

_POLICY = Record({
    "require": Field(OneOf(STATES), "The state a unit needs to be released."),
    **_LEAVING.fields,
    "names": Field(Listing(_WORD), "Names of people that are hidden from engines on other machines."),
})  # fmt: skip

_BUDGET = Record({
    "run": Field(Amount(), "The most one run may cost."),
    "month": Field(Amount(), "The most a calendar month may cost."),
    "currency": Field(_CURRENCY, "ISO 4217 code of the amounts."),
})  # fmt: skip

_MEMORY = Record({
    "path": Field(_FILE, "The database; a path outside the project is shared between projects."),
    "tmx": Field(Listing(_FILE), "TMX files that are imported."),
})  # fmt: skip

PROJECT = Record({
    "name": Field(_WORD, "The project's name in reports."),
    "source": Field(_LOCALE, "The locale the content is written in.", required=True, example="source: en"),
    "markets": Field(Listing(_LOCALE, least=1), "The locales to make.", required=True, example="markets: [pt-BR]"),
    "content": Field(Listing(_CONTENT, least=1), "The localized files.", required=True,
                     example="`content:` and below it `  - path: locales/{locale}.json`"),
    "glossaries": Field(Listing(_FILE), "Glossary files, and names of shipped packs."),
    "packs": policies.PACKS,
    "approvers": policies.APPROVERS,
    "channels": channels.CHANNELS,
    "memory": Field(TextOr(_FILE, _MEMORY), "The translation memory's database, or a TMX file to import."),
    "engines": Field(_ENGINES, "Engines in order; the first that can translate a pair does."),
    "engine": Field(Table(_ENGINE, Table(_WORD, Plain())), "Engine to its options; `openai:fast` is a second openai."),
    "prices": Field(Table(_ENGINE, Amount()), "Engine to its price a million characters, in the budget's currency."),
    "market": Field(Table(_MARKET, _OPTIONS), "What is different for a market or a pattern such as es-*."),
    "policy": Field(_POLICY, "What may be released, and what may leave the machine."),
    "budget": Field(_BUDGET, "The most that paid engines may cost."),
    "rules": Field(_LEVELS, "Rule to its severity, or off."),
    "pull": Field(Listing(pulls.PULL), "Where source content comes from; `locakit pull` brings it in."),
    "code": Field(Listing(code.ENTRY), "Where the code lies that uses the keys: undefined and unused keys are found."),
    "links": Field(Listing(addresses.LINK), "How addresses are written in markets; the first that matches is taken."),
    "x_default": Field(_LOCALE, "Whose pages are for readers of no market's language; the source's, if not said."),
})  # fmt: skip


def parse(
    path: str, text: str, *, formats: Collection[str] = (), engines: Collection[str] = (), rules: Collection[str] = ()
) -> Project:
    """The project of a ``locakit.yaml``; names are held against those given, no names means any.

    Raises ConfigError with all faults in the order of the file, each with line, column and the line itself.
    """
    root, page = read(path, text)
    known = {"format": formats, "engine": engines, "rule": rules}
    if root is None and not page.faults:
        page.fault(0, "the file is empty; it needs `source`, `markets` and `content`")
    data = PROJECT.read(root, "", page, known) if root and root.shape == "map" else None
    if data is None and not page.faults:
        page.fault(root.at if root else 0, "the file must be a mapping with the keys `source`, `markets` and `content`")
    _check(data or {}, page)
    if page.faults:
        raise ConfigError(sorted(page.faults, key=lambda f: (f.line, f.column)))
    return _build(_plain(data or {}))


def json_schema(*, formats: Collection[str] = (), engines: Collection[str] = ()) -> str:
    """The JSON Schema (draft 2020-12) of ``locakit.yaml`` as a file's text, ending in a newline."""
    known: Known = {"format": formats, "engine": engines}
    schema = {"$schema": SCHEMA_DIALECT, "title": "locakit.yaml", **PROJECT.schema(known)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _check(data: Mapping[str, Any], page: Page) -> None:
    """The faults that only several values together show."""
    source, markets = data.get("source"), data.get("markets", [])
    for market in markets:
        if market == source:
            page.fault(market.at, f"`{market}` is the source; a market is a locale to be made")
    for name in data.get("market", {}):
        if not any(fnmatchcase(m.lower(), name.lower()) for m in markets):
            page.fault(name.at, f"`{name}` names no market of this project{nearest(name, markets)}")
    pulls.check(data.get("pull", []), page)
    channels.check(data, page)
    derived.check(data, page)
    addresses.check(data, markets, page)
    seen: set[str] = set()
    for content in data.get("content", []):
        if content.get("path") in seen:
            page.fault(content["path"].at, f"`{content['path']}` stands twice in `content`")
        elif "path" in content:
            seen.add(content["path"])
            _check_paths(content, source, [m for m in markets if m != source], page)


def _check_paths(content: Mapping[str, Any], source: str | None, markets: list[str], page: Page) -> None:
    path: Placed = content["path"]
    where = content.get("source")
    if not any(p.kind == "style" for p in paths.parts(path)):
        if not _holds_all(path, content.get("format")):
            page.fault(path.at, f"`{path}` has no {{locale}}: all markets would be written to one file")
        elif where:
            page.fault(where.at, f"`{path}` holds source and targets; `source` is for paths with {{locale}}")
        return
    if where and paths.wildcards(where) != paths.wildcards(path):
        page.fault(where.at, f"`{where}` needs the same wildcards as `{path}`, in the same order")
    taken = {} if source is None else {paths.fill(where or path, source): f"the source {source}"}
    listed = layout.lists(path, paths.fill(where, source), content.get("format")) if where and source else ""
    for market in markets:
        target = paths.fill(path, market)
        if target in taken and market != listed:
            page.fault(path.at, f"{taken[target]} and {market} would share the file {target}; use {{locale}}")
        taken.setdefault(target, market)


def _holds_all(path: str, name: str | None) -> bool:
    """True where one file of this format can hold the texts of every market."""
    name = name or registry.name_of(path)
    return name in registry.FORMATS and registry.by_name(name).multilingual


def _plain(value: Any) -> Any:
    """The value without the places its texts remember."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return tuple(_plain(v) for v in value)
    return str(value) if isinstance(value, Placed) else value


def _parted(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "policy": Leaving(**data["policy"])} if "policy" in data else data


def _build(data: dict[str, Any]) -> Project:
    memory = data.pop("memory", {})
    if isinstance(memory, str):
        memory = {"tmx": (memory,)} if memory.lower().endswith(".tmx") else {"path": memory}
    return Project(**{
        **data,
        "content": tuple(Content(**_parted(c)) for c in data["content"]),
        "memory": memory.get("path", DEFAULT_MEMORY),
        "tmx": memory.get("tmx", ()),
        "market": {name: MarketOptions(**_parted(o)) for name, o in data.get("market", {}).items()},
        "policy": Policy(**data.get("policy", {})),
        "budget": Budget(**data.get("budget", {})),
        "pull": tuple(Pull(p.pop("from"), **p) for p in data.get("pull", ())),
        "links": tuple(Link(**link) for link in data.get("links", ())),
        "code": tuple(Code(c) if isinstance(c, str) else Code(**c) for c in data.get("code", ())),
    })  # fmt: skip
