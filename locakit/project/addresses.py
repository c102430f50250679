"""``links:`` and the pages' addresses in ``locakit.yaml``: what their keys may say, and what only together is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from locakit import tags
from locakit.links.entry import HOLE, UNIT, WORDS, Entry, pick
from locakit.locales import normalize
from locakit.paths import STYLES, fill, wildcards
from locakit.project.schema import Field, Listing, Placed, Record, Table, Text, TextOr, listed, nearest
from locakit.settings import Link
from locakit.yamlmap import Page

_HOST = re.compile(r"[\w*](?:[\w.*\-]*[\w*])?")
_PATH = re.compile(r"/?[\w.~+%:@/*\-]*")
_END = re.compile(r"[\w/}]\Z")


def _match(text: str) -> str:
    host, slash, path = text.partition("/")
    if "://" in text or not _HOST.fullmatch(host) or not _PATH.fullmatch(slash + path):
        return f"`{text}` is not a host such as shop.example.com, with a path or `*` where wanted"
    return ""


def _holes(text: str, known: Collection[str], one: str = "") -> str:
    """A complaint about placeholders that are unknown, or stand there more often than once."""
    unknown = next((name for name in HOLE.findall(text) if name not in known), "")
    if unknown:
        return f"unknown placeholder {{{unknown}}}{nearest(unknown, known) or f'; known: {listed(known)}'}"
    if one and HOLE.findall(text).count(one) > 1:
        return f"`{text}`: {{{one}}} can stand there once"
    return f"`{text}`: a brace without its partner" if "{" in HOLE.sub("", text) or "}" in HOLE.sub("", text) else ""


def _host(text: str) -> str:
    good = _HOST.fullmatch(HOLE.sub("x", text)) and "*" not in text
    return _holes(text, WORDS) or ("" if good else f"`{text}` is not a host such as shop.example.com.br")


def _path(text: str) -> str:
    rest = HOLE.sub("x", text)
    good = (text.startswith(("/", "{path}"))) and _PATH.fullmatch(rest) and "*" not in text and "//" not in text
    wrong = "" if good and _END.search(text) else f"`{text}` is not a path such as /{{locale}}{{path}}"
    return _holes(text, (*WORDS, "path"), "path") or wrong


def _value(text: str) -> str:
    good = re.fullmatch(r"[\w.~+%:@/\-]*[A-Za-z0-9]", HOLE.sub("x", text), re.ASCII)
    wrong = "" if good else f"`{text}`: a parameter's value has no spaces, `&`, `=`, `#` or marks at its end"
    return _holes(text, (*WORDS, *UNIT, "value"), "value") or wrong


def _parameter(text: str) -> str:
    return "" if re.fullmatch(r"[\w.\-\[\]]+", text, re.ASCII) else f"`{text}` is not the name of a parameter"


def _market(text: str) -> str:
    return "" if re.fullmatch(r"[\w-]*\*[\w*-]*", text, re.ASCII) else tags.complaint(text)


def _named(text: str) -> str:
    return text if "*" in text else normalize(text)


_MARKET = Text(_market, _named)


def _by_market(check: Callable[[str], str]) -> TextOr:
    return TextOr(Text(check), Table(_MARKET, Text(check)))


LINK = Record({
    "match": Field(
        Text(_match, hint={"examples": ["shop.example.com", "example.com/blog", "*.example.com"]}),
        "The addresses it is about: a host, with the beginning of a path where wanted; * stands for anything.",
        required=True, example="match: shop.example.com",
    ),
    "market": Field(Listing(_MARKET), "The markets it is for; all, if not said."),
    "host": Field(_by_market(_host), "The host in the market, or market to host; {locale}, {language}, {lower} …"),
    "path": Field(_by_market(_path), "The path, such as /{locale}{path}; {path} is it without the source's locale."),
    "query": Field(
        Table(Text(_parameter), _by_market(_value)),
        "Parameter to its value, such as utm_campaign: '{value}-{locale}'; {value} is what stands there, and "
        "{channel}, {field}, {variant} and {key} are the unit's.",
    ),
})  # fmt: skip


def _url(text: str) -> str:
    good = re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", HOLE.sub("x", text))
    wrong = "" if good else f"`{text}` is not the address of a page such as https://example.com/{{locale}}/{{path}}"
    return _holes(text, (*STYLES, "path"), "path") or wrong


_URL = Text(_url, hint={"examples": ["https://example.com/{locale}/{path}"]})
URL = TextOr(_URL, Table(_MARKET, _URL))


def check(data: Mapping[str, Any], markets: Sequence[str], page: Page) -> None:
    """Note the faults that only several values together show."""
    names: list[Placed] = []
    for link in data.get("links", []):
        names += link.get("market", [])
        for said in (link.get("host"), link.get("path"), *link.get("query", {}).values()):
            names += said if isinstance(said, dict) else []
        if link.get("match") and not page.faults and not any(link.get(key) for key in ("host", "path", "query")):
            page.fault(link["match"].at, f"`{link['match']}`: nothing is said to change; say host, path or query")
    _known(names, markets, page)
    if not page.faults:
        _hidden(data.get("links", []), markets, page)
    source = data.get("source") or ""
    for content in data.get("content", []):
        _check_url(content, [source, *markets], page)
    default = data.get("x_default")
    if default and default not in (source, *markets):
        page.fault(default.at, f"`{default}` is neither the source nor a market{nearest(default, markets)}")


def _hidden(links: Sequence[Mapping[str, Any]], markets: Sequence[str], page: Page) -> None:
    """Entries about nothing but what another entry makes: an address that is a market's own stays."""
    told: set[int] = set()
    for market in markets:
        every = ((n, Link(**{**link, "market": tuple(link.get("market", ()))})) for n, link in enumerate(links))
        mine = [(n, Entry(link, market, "")) for n, link in every if link.holds(market)]
        for n, one in mine:
            by = next((other for m, other in mine if m != n and other.hides(one)), None)
            if by and n not in told:
                told.add(n)
                why = f"makes such addresses in {market} and they stay as they are, so this entry would do nothing"
                page.fault(links[n]["match"].at, f"`{one.link.match}`: the entry for `{by.link.match}` {why}")


def _known(names: Sequence[Placed], markets: Sequence[str], page: Page) -> None:
    for name in names:
        if not any(fnmatchcase(m.lower(), name.lower()) for m in markets):
            page.fault(name.at, f"`{name}` names no market of this project{nearest(name, markets)}")


def _check_url(content: Mapping[str, Any], locales: Sequence[str], page: Page) -> None:
    """The address must tell pages, and their editions, apart."""
    said, path = content.get("url"), content.get("path")
    if not said or not path:
        return
    every = list(said.values()) if isinstance(said, dict) else [said]
    _known(list(said) if isinstance(said, dict) else [], locales, page)
    for one in every:
        if wildcards(path) and "{path}" not in one:
            page.fault(one.at, f"`{one}` has no {{path}}: all pages of `{path}` would have one address")
    seen: dict[str, str] = {}
    for locale in locales:
        mine = pick(said, locale)
        filled = fill(mine.replace("{path}", ""), locale) if mine and locale else ""
        if filled in seen:
            page.fault(every[0].at, f"the pages of {seen[filled]} and {locale} would share the address {filled}")
        seen |= {filled: locale} if filled else {}
