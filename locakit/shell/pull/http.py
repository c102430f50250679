"""A file from a web server: only when it changed, no larger than allowed, a cut download continued."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from locakit.errors import ProviderError
from locakit.shell import _http, disk
from locakit.shell.pull import web
from locakit.shell.pull._kit import Item, Job, too_large
from locakit.shell.pull.record import Record, name_of

TRIES = 4
DEADLINE = 900.0
"""Seconds one file may take in all: a server that sends a byte now and then does not hold a run for ever."""
_CHUNK = 1 << 17
_PAGES = (".html", ".htm", ".xhtml")
_LOOKS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass
class _Part:
    """What has arrived of a file, and which version of it that is."""

    data: bytearray
    etag: str = ""
    modified: str = ""
    kind: str = ""
    """The media type of the last answer."""

    @property
    def validator(self) -> str:
        """What If-Range may say: a strong entity tag, else the date (RFC 9110, 13.1.5)."""
        return self.modified if self.etag.startswith("W/") or not self.etag else self.etag

    def begin(self, etag: str | None = None, modified: str | None = None) -> None:
        """Forget what is here: another version begins."""
        self.data.clear()
        self.etag, self.modified = _line(etag), _line(modified)


def _line(header: str | None) -> str:
    return header.strip() if header and header.isascii() and header.isprintable() and len(header) <= 500 else ""


def fetch(job: Job) -> list[Item]:
    """The source's one file; ``data`` is None where the server says that it has not changed.

    Raises UsageError for a URL that is not asked, ProviderError for every fault of server and network.
    """
    url = web.check(job.pull.origin)
    target = job.target(unquote(urlsplit(url).path).rpartition("/")[2] or "index.html")
    known = job.known.get(target)
    if known and known.source != name_of(url):
        known = None
    store = job.parts / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part" if job.parts else None
    part = _load(store)
    try:
        changed = _complete(url, part, known, job.pull.max_bytes, target.lower().endswith(_PAGES))
    except _http.Unreachable as fault:
        kept = _keep(store, part)
        raise ProviderError(fault.message + kept, hint=fault.hint) from fault
    except KeyboardInterrupt:
        _keep(store, part)
        raise
    except ProviderError:
        _discard(store)
        raise
    _discard(store)
    if not changed:
        return [Item(target, None)]
    return [Item(target, bytes(part.data), "", part.etag, part.modified, kind=part.kind)]


def _complete(url: str, part: _Part, known: Record | None, limit: int, page: bool) -> bool:
    """Fill the part, tried again as long as something arrives; False where the server says 304."""
    end = time.monotonic() + DEADLINE
    for attempt in range(1, TRIES + 1):
        before = len(part.data)
        try:
            return _once(url, part, known, limit, page, end)
        except _http.RangeRefused:
            part.begin()
        except _http.Unreachable:
            if attempt == TRIES or len(part.data) <= before or time.monotonic() > end:
                raise
    raise ProviderError(f"{_http.shown(url)}: the server does not serve the file in whole", hint=web.AGAIN)


def _once(url: str, part: _Part, known: Record | None, limit: int, page: bool, end: float) -> bool:
    start = len(part.data) if part.validator else 0
    answer = web.ask(url, _headers(part, known, start))
    if answer is None:
        return False
    with answer:
        if answer.status != 206:
            part.begin(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        elif not _continues(answer, start):
            part.begin()
            raise ProviderError(f"{_http.shown(url)}: the server sent another piece of the file than it was asked for")
        part.kind = answer.headers.get_content_type()
        if not page and part.kind in ("text/html", "application/xhtml+xml"):
            raise _is_page(url)
        _refuse_packed(url, answer)
        promised = len(part.data) + int(answer.length or 0)
        if promised > limit:
            raise too_large(_http.shown(url), limit)
        _read(url, answer, part, limit, end)
    if len(part.data) < promised:
        raise _http.Unreachable(f"the connection to {urlsplit(url).hostname} broke off", hint=web.AGAIN)
    if not page and _LOOKS.match(part.data[:4096]):
        raise _is_page(url)
    return True


def _headers(part: _Part, known: Record | None, start: int) -> dict[str, str]:
    if start:
        return {"Range": f"bytes={start}-", "If-Range": part.validator}
    if not known:
        return {}
    asked = {"If-None-Match": _line(known.etag), "If-Modified-Since": _line(known.modified)}
    return {name: value for name, value in asked.items() if value}


def _continues(answer: http.client.HTTPResponse, start: int) -> bool:
    return bool(start) and (answer.headers.get("Content-Range") or "").startswith(f"bytes {start}-")


def _is_page(url: str) -> ProviderError:
    hint = "a login or error page looks like this; look at `from:`, or give `to:` the ending .html if a page is meant"
    return ProviderError(f"instead of a file, {_http.shown(url)} sent a web page", hint=hint)


def _refuse_packed(url: str, answer: http.client.HTTPResponse) -> None:
    packed = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packed != "identity":
        raise ProviderError(f"{_http.shown(url)}: the server sent the file packed ({packed}), which was not asked for")


def _read(url: str, answer: http.client.HTTPResponse, part: _Part, limit: int, end: float) -> None:
    while True:
        try:
            chunk = answer.read1(_CHUNK)
        except (OSError, http.client.HTTPException) as fault:
            raise web.broken(url, fault) from fault
        if not chunk:
            return
        part.data += chunk
        if len(part.data) > limit:
            raise too_large(_http.shown(url), limit)
        if time.monotonic() > end:
            raise _http.Unreachable(f"{urlsplit(url).hostname} is too slow: {DEADLINE:.0f} seconds have passed")


def _load(store: Path | None) -> _Part:
    """What an earlier run left of the file; a damaged rest counts as none."""
    with suppress(OSError, ValueError, TypeError, LookupError):
        if store and store.is_file():
            head, _, data = store.read_bytes().partition(b"\n")
            facts = json.loads(head)
            if facts["bytes"] == len(data):
                return _Part(bytearray(data), str(facts["etag"]), str(facts["modified"]))
    return _Part(bytearray())


def _keep(store: Path | None, part: _Part) -> str:
    """Put what is here on the disk for the next run; says how much that is."""
    if not (store and part.data and part.validator):
        return ""
    facts = {"etag": part.etag, "modified": part.modified, "bytes": len(part.data)}
    disk.write_bytes(store, json.dumps(facts).encode() + b"\n" + part.data)
    return f" ({len(part.data):,} bytes are here; the next run goes on from there)"


def _discard(store: Path | None) -> None:
    if store:
        with suppress(OSError):
            store.unlink(missing_ok=True)
