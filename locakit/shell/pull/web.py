"""One request to a web server: conditional, from a byte on, redirects counted and never away from https."""

from __future__ import annotations

import http.client
import ipaddress
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import IO
from urllib.parse import urlsplit

from locakit import __version__
from locakit.errors import LocakitError, ProviderError, UsageError
from locakit.shell import _http

SILENCE = 10.0
"""Seconds a server may say nothing, at first and in between."""
REDIRECTS = 5
AGAIN = "run the same command again; what the others brought is kept"


def is_loopback(url: str) -> bool:
    """True for a URL of this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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


def ask(url: str, headers: Mapping[str, str]) -> http.client.HTTPResponse | None:
    """The open answer (200 or 206); None for 304. The caller closes it.

    Raises ProviderError for what the server refuses (416 as RangeRefused), Unreachable for passing faults.
    """
    own = {"User-Agent": f"locakit/{__version__}", "Accept-Encoding": "identity", "Accept": "*/*"}
    handlers: list[urllib.request.BaseHandler] = [_Redirects()]
    if is_loopback(check(url)):
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        request = urllib.request.Request(_ascii(url), headers={**own, **headers})
        answer = urllib.request.build_opener(*handlers).open(request, timeout=SILENCE)
    except urllib.error.HTTPError as fault:
        fault.close()
        if fault.code == 304 and any(name.startswith("If-") for name in headers):
            return None
        raise _refused(url, fault) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise broken(url, fault) from fault
    assert isinstance(answer, http.client.HTTPResponse)
    return answer


def _ascii(url: str) -> str:
    """Letters beyond ASCII and spaces as percent signs; what is written with them stays."""
    from urllib.parse import quote

    parts = urlsplit(url)
    path, query = quote(parts.path, "/%:@!$&'()*+,;=~"), quote(parts.query, "/%:@!$&'()*+,;=~?")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return parts._replace(netloc=host, path=path, query=query, fragment="").geturl()


class RangeRefused(ProviderError):
    """The server has no bytes from there on."""


def broken(url: str, fault: Exception) -> ProviderError:
    """A fault of the network in words."""
    said = _http.broken(url, fault)
    return type(said)(said.message, hint=said.hint if not isinstance(said, _http.Unreachable) else AGAIN)


def _refused(url: str, fault: urllib.error.HTTPError) -> ProviderError:
    place = f"{_http.shown(url)} ({fault.code})"
    if fault.code == 416:
        return RangeRefused(f"the server cannot go on where it stopped: {place}")
    if 300 <= fault.code < 400:
        return ProviderError(f"the server redirects without end or without aim: {place}")
    if fault.code in (401, 403, 407):
        return ProviderError(f"the server refuses access: {place}", hint="is the address public, the link still valid?")
    if fault.code in (404, 410):
        return ProviderError(f"the server has no such file: {place}", hint="look at `from:` in locakit.yaml")
    if fault.code in (429, 503):
        wait = fault.headers.get("Retry-After", "")
        hint = f"try again in {wait} s" if wait.isdigit() else AGAIN
        return _http.Unreachable(f"the server is busy: {place}", hint=hint)
    if fault.code >= 500:
        return _http.Unreachable(f"the server cannot serve the file: {place}", hint=AGAIN)
    return ProviderError(f"the server cannot serve the file: {place}")


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = REDIRECTS
    max_repeats = 2

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        host = urlsplit(req.full_url).hostname
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise ProviderError(f"{host} redirects away from https; that is not followed")
        try:
            check(newurl)
        except LocakitError as fault:
            raise ProviderError(f"{host} redirects to {_http.shown(newurl)}; that is not followed") from fault
        return super().redirect_request(req, fp, code, msg, headers, newurl)
