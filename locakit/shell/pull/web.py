"""The one request of content pulled over the web: which URLs are asked, and what people are told to do."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from locakit.errors import ProviderError, UsageError
from locakit.shell import _http

SILENCE = 10.0
"""Seconds a server may say nothing, at first and in between."""
AGAIN = "run the same command again; what the others brought is kept"


def is_loopback(url: str) -> bool:
    """True for a URL of this very machine."""
    return _http.is_loopback(urlsplit(url).hostname or "")


def check(url: str) -> str:
    """The URL itself; raises UsageError unless it is https, or http on this very machine, without a password."""
    try:
        parts = urlsplit(url)
        host, password, _ = parts.hostname, parts.password or parts.username, parts.port
    except ValueError:
        raise UsageError(f"{url!r} is not a URL") from None
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(url))):
        raise UsageError(f"content is pulled over https only, not from {_http.shown(url)}")
    if password is not None:
        raise UsageError(f"{_http.shown(url)}: a password in a URL ends in logs and in git; take it out")
    return url


CONTENT = _http.Kind(
    check,
    access="is the address public, the link still valid?",
    missing="look at `from:` in locakit.yaml",
    busy=AGAIN,
    failing=AGAIN,
    offline=AGAIN,
)


def ask(url: str, headers: Mapping[str, str]) -> http.client.HTTPResponse | None:
    """The open answer (200 or 206); None for 304. The caller closes it. Raises as ``_http.ask`` does."""
    return _http.ask(url, headers, CONTENT, SILENCE)


def broken(url: str, fault: Exception) -> ProviderError:
    """A fault of the network in words."""
    return _http.broken(url, fault, CONTENT)
