"""Files over HTTPS: conditional, resumable, limited in redirects, every fault a sentence that says what to do."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote, urlsplit, urlunsplit

from locakit import __version__
from locakit.errors import LocakitError, ProviderError

CONNECT = 10
"""Seconds a server may be silent, at first and in between."""
REDIRECTS = 5

OFFLINE = "without network: locakit models add SOURCE TARGET --from DIR, with the files copied from another machine"


class Unreachable(ProviderError):
    """A passing fault: the same request may work the next time."""


class RangeRefused(ProviderError):
    """The server has no bytes from there on."""


def check(url: str) -> str:
    """The URL itself; raises ProviderError unless it is https, or http on this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise ProviderError(f"{url!r} is not a URL") from None
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host))):
        raise ProviderError(f"models are fetched over https only, not from {shown(url)}")
    return url


def shown(url: str) -> str:
    """The URL without name, password and query, as it may be printed."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of download allows, and what it tells people to do where a server or the network fails."""

    check: Callable[[str], str]
    """The URL itself; raises a LocakitError for one that is not asked, also behind a redirect."""
    access: str
    missing: str
    busy: str
    failing: str
    offline: str


MODELS = Kind(
    check,
    access="look at the proxy, or at --mirror",
    missing="look at --mirror or LOCAKIT_MODELS_URL",
    busy="",
    failing="try again later",
    offline=OFFLINE,
)


def get(url: str, *, start: int = 0) -> http.client.HTTPResponse:
    """The open response of a model's file from byte ``start`` on (status 206), or from the beginning (200).

    Raises Unreachable for passing faults, ProviderError for others.
    """
    answer = ask(url, {"Range": f"bytes={start}-"} if start else {}, MODELS, CONNECT)
    assert answer is not None, "nothing conditional was asked"
    return answer


def ask(url: str, headers: Mapping[str, str], kind: Kind, silence: float) -> http.client.HTTPResponse | None:
    """The open answer (200 or 206); None for 304 where ``headers`` ask for it. The caller closes it.

    ``silence``: seconds that the server may say nothing. Raises ProviderError for what the server refuses (416 as
    RangeRefused), Unreachable for passing faults.
    """
    own = {"User-Agent": f"locakit/{__version__}", "Accept-Encoding": "identity", "Accept": "*/*"}
    handlers: list[urllib.request.BaseHandler] = [Redirects(kind.check)]
    if is_loopback(urlsplit(kind.check(url)).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        request = urllib.request.Request(_ascii(url), headers={**own, **headers})
        answer = urllib.request.build_opener(*handlers).open(request, timeout=silence)
    except urllib.error.HTTPError as fault:
        fault.close()
        if fault.code == 304 and any(name.startswith("If-") for name in headers):
            return None
        raise _refused(url, fault, kind) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise broken(url, fault, kind) from fault
    assert isinstance(answer, http.client.HTTPResponse)
    return answer


def _ascii(url: str) -> str:
    """Letters beyond ASCII and spaces as percent signs; what is written with them stays."""
    parts = urlsplit(url)
    path, query = quote(parts.path, "/%:@!$&'()*+,;=~"), quote(parts.query, "/%:@!$&'()*+,;=~?")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return parts._replace(netloc=host, path=path, query=query, fragment="").geturl()


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


def broken(url: str, fault: Exception, kind: Kind = MODELS) -> ProviderError:
    """A fault of the network in words."""
    reason = fault.reason if isinstance(fault, urllib.error.URLError) else fault
    host = _host(url)
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = f"the certificate of {host} is not trusted: {reason.verify_message}"
        return ProviderError(why, hint="behind a company proxy, set SSL_CERT_FILE to its certificate")
    if isinstance(reason, socket.gaierror):
        return Unreachable(f"{host} cannot be found: there is no network, or the name is wrong", hint=kind.offline)
    if isinstance(reason, TimeoutError):
        return Unreachable(f"{host} does not answer", hint=kind.offline)
    if isinstance(reason, ConnectionRefusedError):
        return Unreachable(f"{host} refuses the connection", hint=kind.offline)
    return Unreachable(f"the connection to {host} broke off: {reason or type(reason).__name__}", hint=kind.offline)


def _refused(url: str, fault: urllib.error.HTTPError, kind: Kind) -> ProviderError:
    place = f"{shown(url)} ({fault.code})"
    if fault.code == 416:
        return RangeRefused(f"the server cannot go on where it stopped: {place}")
    if 300 <= fault.code < 400:
        return ProviderError(f"the server redirects without end or without aim: {place}")
    if fault.code in (401, 403, 407):
        return ProviderError(f"the server refuses access: {place}", hint=kind.access)
    if fault.code in (404, 410):
        return ProviderError(f"the server has no such file: {place}", hint=kind.missing)
    if fault.code in (429, 503):
        wait = fault.headers.get("Retry-After", "")
        hint = f"try again in {wait} s" if wait.isdigit() else kind.busy
        return Unreachable(f"the server is busy: {place}", hint=hint)
    said = Unreachable if fault.code >= 500 else ProviderError
    return said(f"the server cannot serve the file: {place}", hint=kind.failing)


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def is_loopback(host: str) -> bool:
    """True for a name or address of this very machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows what the check allows, never away from https, and not for ever."""

    max_redirections = REDIRECTS
    max_repeats = 2

    def __init__(self, allowed: Callable[[str], str]) -> None:
        self._allowed = allowed

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request that follows; raises ProviderError for one that is not made."""
        host = _host(req.full_url)
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise ProviderError(f"{host} redirects away from https; that is not followed")
        try:
            self._allowed(newurl)
        except ProviderError:
            raise
        except LocakitError as fault:
            raise ProviderError(f"{host} redirects to {shown(newurl)}; that is not followed") from fault
        return super().redirect_request(req, fp, code, msg, headers, newurl)
