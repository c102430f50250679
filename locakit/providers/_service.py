"""One HTTP service behind an engine: paced, retried with jitter, timed out; no secret reaches a message.

Retries follow RFC 9110: ``Retry-After`` in seconds or as a date (10.2.3) is waited for, whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from locakit.errors import UsageError
from locakit.providers._limits import Limits
from locakit.providers._patience import Again, Patience, Refused, Rejected, TooLarge
from locakit.screen import shown

if TYPE_CHECKING:
    import urllib3

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
"""Statuses that may be gone at the next try."""
_SAID = 160
"""Characters of a server's own words that are shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back with a status of success."""

    status: int
    data: bytes
    headers: Mapping[str, str]


def region_of(url: str) -> str:
    """``local`` for this machine, else the host's name: whoever runs it has the text."""
    host = urlsplit(url).hostname or ""
    return "local" if host == "localhost" or host.startswith("127.") or host == "::1" else host


class Service:
    """Requests to one base URL. Safe for threads."""

    def __init__(
        self, engine: str, base: str, *, headers: Mapping[str, str] | None = None, limits: Limits | None = None,
        secrets: Sequence[str] = (), key_hint: str = "", sleep: Callable[[float], object] | None = None,
    ) -> None:  # fmt: skip
        """``secrets`` never appear in a message; ``key_hint`` says where a key comes from. Raises UsageError."""
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise UsageError(
                f"{engine}: {base!r} is no address of a server; write https://host/path, keys go elsewhere"
            )
        self.engine = engine
        self.base = base.rstrip("/")
        self.limits = limits or Limits()
        self._headers = dict(headers or {})
        self._secrets = [s for s in secrets if s]
        self._key_hint = key_hint
        self._patience = Patience(engine, self.limits, self._clean, sleep)
        self._pool: urllib3.PoolManager | None = None

    def json(self, method: str, path: str, *, body: object = None, fields: Mapping[str, str] | None = None) -> Any:
        """The answer's JSON value. ``body`` is sent as JSON, ``fields`` as a form or, with GET, as a query.

        An answer that is no whole JSON (a page, a cut text, bytes that are not UTF-8) counts as a fault and is asked
        for again. Raises ProviderError (Refused, TooLarge).
        """
        return self._patience.tried(lambda: self._decoded(self._once(method, path, body, fields)))

    def _once(self, method: str, path: str, body: object, fields: Mapping[str, str] | None) -> Answer:
        import urllib3

        data, more = (
            (json.dumps(body, ensure_ascii=False).encode(), {"Content-Type": "application/json"})
            if (body is not None)
            else (None, {})
        )
        try:
            got = self._connections.request(
                method, f"{self.base}{path}", body=data, fields=fields if data is None else None,
                headers={"Accept": "application/json", **self._headers, **more}, retries=False, redirect=False,
                timeout=urllib3.Timeout(self.limits.timeout),
            )  # fmt: skip
        except (urllib3.exceptions.HTTPError, OSError) as fault:
            raise Again(f"{self.engine} at {self.base}: {_plain(fault)}") from None
        return self._judged(Answer(got.status, got.data, {k.lower(): v for k, v in got.headers.items()}))

    def _judged(self, got: Answer) -> Answer:
        if 200 <= got.status < 300:
            return got
        said = self._clean(_said(got))
        told = f"{self.engine} answers {got.status}{f': {said}' if said else ''}"
        if got.status in RETRIED:
            raise Again(told, _retry_after(got.headers.get("retry-after", "")))
        if got.status in (401, 403):
            raise Refused(told, hint=self._key_hint or "check the key and its rights")
        if got.status in (402, 456):
            raise Refused(told, hint="the account's quota is used up, or nothing is paid in")
        if got.status in (413, 414):
            raise TooLarge(told)
        if 300 <= got.status < 400:
            where = self._clean(got.headers.get("location", ""))
            raise Refused(f"{told}: it has moved to {where}", hint="set the new address in locakit.yaml")
        raise Rejected(told)

    def _decoded(self, got: Answer) -> Any:
        try:
            return json.loads(got.data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise Again(f"{self.engine} answers with bytes that are not UTF-8") from None
        except (ValueError, RecursionError):
            kind = "a page" if got.data.lstrip()[:1] == b"<" else "no whole JSON"
            raise Again(f"{self.engine} answers with {kind}: {self._clean(_said(got))}") from None

    @property
    def _connections(self) -> urllib3.PoolManager:
        if self._pool is None:
            import urllib3

            parts = urlsplit(self.base)
            proxy = getproxies().get(parts.scheme) if not proxy_bypass(parts.hostname or "") else None
            size = max(self.limits.parallel, 1)
            self._pool = urllib3.ProxyManager(proxy, maxsize=size) if proxy else urllib3.PoolManager(maxsize=size)
        return self._pool

    def close(self) -> None:
        """End what waits and give the connections back."""
        self._patience.stop()
        if self._pool is not None:
            self._pool.clear()
            self._pool = None

    def _clean(self, text: str) -> str:
        """``text`` without secrets and without anything that moves a cursor."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return shown(text)


def _plain(fault: BaseException) -> str:
    """A connection's fault in a few words."""
    name = type(fault).__name__
    known = {
        "ConnectTimeoutError": "no connection in time", "ReadTimeoutError": "no answer in time",
        "NameResolutionError": "the host's name is not known", "NewConnectionError": "nobody listens there",
        "ProtocolError": "the connection was cut", "IncompleteRead": "the answer was cut",
        "SSLError": "the certificate is not trusted", "ProxyError": "the proxy cannot be reached",
    }  # fmt: skip
    return known.get(name, name)


def _said(got: Answer) -> str:
    """The server's own words, short: the usual members of a JSON fault, else the text's beginning."""
    text = got.data[:4000].decode("utf-8", "replace")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return " ".join(text.split())[:_SAID]
    for name in ("error", "message", "detail", "explanation"):
        if isinstance(value, Mapping) and value.get(name):
            value = value[name]
    return " ".join(str(value).split())[:_SAID]


def _retry_after(value: str) -> float:
    """Seconds; 0 where the header says nothing usable."""
    if value.strip().isdecimal():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
        if then.tzinfo is None:
            then = then.replace(tzinfo=UTC)
        return max(0.0, (then - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError):
        return 0.0
