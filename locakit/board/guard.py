"""Who may talk to the board: this machine's browser with the address from the terminal, and no other page in it.

Host names are checked (DNS rebinding), every change must come from the board's own page (CSRF), and a strict Content
Security Policy lets the page run and load nothing but its own files. Source: OWASP's cheat sheets on CSRF and CSP.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    "trusted-types 'none'",
))  # fmt: skip
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_MOST = 4_000_000
"""Bytes of a request's body."""
_DOOR = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">
<link rel="icon" href="/static/icon.svg"><title>locakit</title><p><a href="/">The review board</a></p></html>
"""
"""A page of the board's own that goes on to it: a strict cookie is not sent where another site's link led here."""


class Guard:
    """Lets a request through to ``app`` only where it may be answered."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._token = token
        self.once = secrets.token_urlsafe(24)
        """A key that opens the board a single time: it stands on a browser's command line, where others may read it."""
        self._cookie, self._session = f"locakit-{port}", secrets.token_urlsafe(32)
        self.csrf = secrets.token_urlsafe(32)
        """What every change must name."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on; all that is no HTTP is turned away."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer: ASGIApp = self._refusal(scope) or self._app
        await answer(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts or len(headers.getlist("host")) != 1:
            return _no(421, "This board answers to the address that the terminal shows, and to no other.")
        if scope["method"] not in ("GET", "POST"):
            return _no(405, "GET and POST only.")
        if scope["path"] == "/" and (given := _token(scope)) is not None:
            return self._enter(given)
        if not self._known(headers):
            return _no(403, "Open the address that the terminal shows: it holds the key to this board.")
        return self._forged(headers) if scope["method"] == "POST" else None

    def _enter(self, given: str) -> Response:
        first = bool(self.once) and _same(given, self.once)
        if not (first or _same(given, self._token)):
            return _no(403, "This is not the key to this board. The terminal shows the address.")
        self.once = "" if first else self.once
        answer = HTMLResponse(_DOOR)
        answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer

    def _known(self, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self._session)

    def _forged(self, headers: Headers) -> Response | None:
        if headers.get("origin", "") != f"http://{headers['host']}" or not _own_site(headers):
            return _no(403, "This change was asked for by another page.")
        if not _same(headers.get("x-locakit", ""), self.csrf):
            return _no(403, "This change was asked for without the page's token.")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _no(415, "Changes are asked for as JSON.")
        size = headers.get("content-length", "")
        return None if size.isdigit() and int(size) <= _MOST else _no(413, "This is too much at once.")


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status_code=status)


def _token(scope: Scope) -> str | None:
    found = parse_qs(scope["query_string"].decode("latin-1")).get("token")
    return found[0] if found else None


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _own_site(headers: Headers) -> bool:
    """What the browser itself says of where a request comes from (Fetch Metadata)."""
    return headers.get("sec-fetch-site", "same-origin") == "same-origin"
