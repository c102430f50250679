"""Files over HTTPS: resumable, limited in size and redirects, every fault a sentence that says what to do."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import urllib.error
import urllib.request
from typing import IO
from urllib.parse import urlsplit, urlunsplit

from locakit.errors import ProviderError

CONNECT = 10
"""Seconds a server may be silent, at first and in between."""

OFFLINE = "without network: locakit models add SOURCE TARGET --from DIR, with the files copied from another machine"


class Unreachable(ProviderError):
    """A passing fault: the same request may work the next time."""


def check(url: str) -> str:
    """The URL itself; raises ProviderError unless it is https, or http on this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise ProviderError(f"{url!r} is not a URL") from None
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host))):
        raise ProviderError(f"models are fetched over https only, not from {shown(url)}")
    return url


def shown(url: str) -> str:
    """The URL without name, password and query, as it may be printed."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def get(url: str, *, start: int = 0) -> http.client.HTTPResponse:
    """The open response from byte ``start`` on (status 206), or from the beginning (200).

    Raises Unreachable for passing faults, ProviderError for others.
    """
    check(url)
    headers = {"User-Agent": "locakit", "Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
    handlers: list[urllib.request.BaseHandler] = [_Redirects()]
    if _is_loopback(urlsplit(url).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        request = urllib.request.Request(url, headers=headers)
        answer = urllib.request.build_opener(*handlers).open(request, timeout=CONNECT)
    except urllib.error.HTTPError as fault:
        fault.close()
        raise _refused(url, fault) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise broken(url, fault) from fault
    assert isinstance(answer, http.client.HTTPResponse)
    return answer


def read_all(url: str, *, limit: int) -> bytes:
    """The whole body; raises ProviderError where it is longer than ``limit`` bytes or breaks off."""
    with get(url) as answer:
        try:
            body = answer.read(limit + 1)
        except (OSError, http.client.HTTPException) as fault:
            raise broken(url, fault) from fault
        promised = int(answer.headers.get("Content-Length") or 0)
    if len(body) > limit or promised > limit:
        raise ProviderError(f"{shown(url)} sends more than {limit:,} bytes; that is not a catalogue of models")
    if len(body) < promised:
        raise Unreachable(f"the connection to {_host(url)} broke off", hint="run the same command again")
    return body


def broken(url: str, fault: Exception) -> ProviderError:
    """A fault of the network in words."""
    reason = fault.reason if isinstance(fault, urllib.error.URLError) else fault
    host = _host(url)
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = f"the certificate of {host} is not trusted: {reason.verify_message}"
        return ProviderError(why, hint="behind a company proxy, set SSL_CERT_FILE to its certificate")
    if isinstance(reason, socket.gaierror):
        return Unreachable(f"{host} cannot be found: there is no network, or the name is wrong", hint=OFFLINE)
    if isinstance(reason, TimeoutError):
        return Unreachable(f"{host} does not answer", hint=OFFLINE)
    if isinstance(reason, ConnectionRefusedError):
        return Unreachable(f"{host} refuses the connection", hint=OFFLINE)
    return Unreachable(f"the connection to {host} broke off: {reason or type(reason).__name__}", hint=OFFLINE)


def _refused(url: str, fault: urllib.error.HTTPError) -> ProviderError:
    place = f"{shown(url)} ({fault.code})"
    if 300 <= fault.code < 400:
        return ProviderError(f"the server redirects without end or without aim: {place}")
    if fault.code in (401, 403, 407):
        return ProviderError(f"the server refuses access: {place}", hint="look at the proxy, or at --mirror")
    if fault.code in (404, 410):
        return ProviderError(f"the server has no such file: {place}", hint="look at --mirror or LOCAKIT_MODELS_URL")
    if fault.code in (429, 503):
        wait = fault.headers.get("Retry-After", "")
        return Unreachable(f"the server is busy: {place}", hint=f"try again in {wait} s" if wait.isdigit() else "")
    kind = Unreachable if fault.code >= 500 else ProviderError
    return kind(f"the server cannot serve the file: {place}", hint="try again later")


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise ProviderError(f"{_host(req.full_url)} redirects away from https; that is not followed")
        return super().redirect_request(req, fp, code, msg, headers, check(newurl))
