"""Sitemaps that name each page's editions in other languages, for search engines.

Source: the Sitemaps protocol 0.9 (one host, 50,000 URLs and 50 MB a file, an index beyond); Google Search Central,
"Tell Google about localized versions of your page" (each edition names all, itself too; ``x-default``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from locakit import locales, paths
from locakit.paths import Part

MOST = 50_000
"""URLs of one file."""
MOST_BYTES = 50 * 1024 * 1024
_SAFE = "/~!$&'()*+,;=:@-._"
_INDEX = ("index", "_index")
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OPEN = f'<urlset xmlns="{_SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_CLOSE = "</urlset>\n"


@dataclass(frozen=True, slots=True)
class Page:
    """One edition of a page."""

    locale: str
    url: str


def page_path(pattern: str, source: str) -> str:
    """What ``{path}`` stands for: a source file's path below its locale's folder, without extension.

    Without such a folder it is the path below the pattern's fixed part. Raises ValueError where ``pattern`` does not
    give ``source``.
    """
    found = paths.locate(pattern, source)
    if found is None:
        raise ValueError(f"{pattern} does not give {source}")
    pieces = paths.concrete(pattern, found[1])
    folders = [n for n, p in enumerate(pieces) if p.kind == "style" and _at(pieces, n + 1).startswith("/")]
    if folders:
        rest = _joined(pieces[folders[-1] + 1 :])
    else:
        base = paths.base(pattern)
        rest = _joined(pieces)[len(base) :]
    folder, slash, name = rest.removeprefix("/").rpartition("/")
    return folder + slash + (name.rpartition(".")[0] if "." in name else name)


def _at(pieces: Sequence[Part], n: int) -> str:
    return pieces[n].text if n < len(pieces) else ""


def _joined(pieces: Sequence[Part]) -> str:
    """The pieces' text without locales and the sign before one: ``a.{locale}.md`` gives ``a.md``."""
    out = ""
    for piece in pieces:
        if piece.kind == "style":
            out = out[:-1] if out.endswith((".", "_", "-")) else out
        else:
            out += piece.text
    return out


def address(pattern: str, locale: str, path: str) -> str:
    """A page's URL, percent-encoded; the page of a folder's index ends in a slash where the pattern lets it."""
    head, hole, tail = pattern.partition("{path}")
    if hole and tail in ("", "/"):
        folder, slash, name = path.rpartition("/")
        path = f"{folder}{slash}" if name.lower() in _INDEX else path
        path = path.rstrip("/") if tail else path
        tail = tail if path or not head.endswith("/") else ""
    page = quote(path, safe=_SAFE) if hole else ""
    return f"{paths.fill(head, locale)}{page}{paths.fill(tail, locale)}"


def language(tag: str) -> str:
    """A locale as ``hreflang`` may say it: language, script and country; engines know no ``419`` and no variants."""
    first, *rest = locales.normalize(tag).split("-")
    script = [p for p in rest if len(p) == 4 and p.isalpha()]
    country = [p for p in rest if len(p) == 2 and p.isalpha()]
    return "-".join((first, *script[:1], *country[:1]))


def editions(pages: Sequence[Page]) -> list[Page]:
    """The pages that can stand side by side: of two with one ``hreflang``, the one whose locale it is, else the first.

    ``es`` stands before ``es-419``, which a search engine takes for the same.
    """
    best: dict[str, Page] = {}
    for page in pages:
        name = language(page.locale)
        if name not in best or (page.locale == name and best[name].locale != name):
            best[name] = page
    return [page for page in pages if best[language(page.locale)] is page]


def sitemaps(name: str, pages: Sequence[Sequence[Page]], default: Sequence[str]) -> dict[str, str]:
    """File name to text: ``name`` itself, or an index and its parts; of several hosts each has its own.

    ``pages`` are the editions of each page; ``default`` are the locales whose page is for all other readers, the first
    that a page has.
    """
    hosts: dict[str, list[str]] = {}
    for page_set in map(editions, pages):
        links = _links(page_set, default)
        for page in page_set:
            entry = f"  <url>\n    <loc>{escape(page.url)}</loc>\n{links}  </url>\n"
            hosts.setdefault(_origin(page.url), []).append(entry)
    stem, dot, end = name.rpartition(".") if "." in name.rpartition("/")[2] else (name, ".", "xml")
    out: dict[str, str] = {}
    for origin, entries in hosts.items():
        own = stem if len(hosts) == 1 else f"{stem}-{urlsplit(origin).netloc.replace(':', '-')}"
        out |= _files(own, dot + end, origin, entries)
    return out


def _links(page_set: Sequence[Page], default: Sequence[str]) -> str:
    names = [(language(page.locale), page.url) for page in page_set]
    by_locale = {page.locale: page.url for page in page_set}
    others = next((by_locale[locale] for locale in default if locale in by_locale), "")
    names += [("x-default", others)] if others else []
    return "".join(
        f'    <xhtml:link rel="alternate" hreflang="{name}" href={quoteattr(url)}/>\n' for name, url in names
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _files(stem: str, end: str, origin: str, entries: Sequence[str]) -> dict[str, str]:
    parts = list(_parts(entries))
    if len(parts) == 1:
        return {stem + end: _HEAD + _OPEN + parts[0] + _CLOSE}
    out = {f"{stem}-{n}{end}": _HEAD + _OPEN + part + _CLOSE for n, part in zip(count(1), parts, strict=False)}
    listed = "".join(f"  <sitemap>\n    <loc>{origin}/{quote(part, safe=_SAFE)}</loc>\n  </sitemap>\n" for part in out)
    return {stem + end: f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{listed}</sitemapindex>\n', **out}


def _parts(entries: Sequence[str]) -> Iterator[str]:
    """The entries in runs that one file may hold."""
    room = MOST_BYTES - len(_HEAD + _OPEN + _CLOSE)
    part: list[str] = []
    size = 0
    for entry in entries:
        long = len(entry.encode())
        if part and (len(part) == MOST or size + long > room):
            yield "".join(part)
            part, size = [], 0
        part.append(entry)
        size += long
    yield "".join(part)
