"""LibreTranslate: an open server with Argos models, one's own or somebody's.

Source: the LibreTranslate API, ``/languages`` and ``/translate`` (https://docs.libretranslate.com).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from locakit import locales
from locakit.doors import Can, Segment
from locakit.errors import ProviderError
from locakit.providers import _secrets
from locakit.providers._codes import codes
from locakit.providers._limits import Limits
from locakit.providers._options import limits_of, nothing_left, take
from locakit.providers._service import Service, region_of
from locakit.providers._spread import spread

KEY = "LIBRETRANSLATE_API_KEY"
LOCAL = "http://127.0.0.1:5000"
CHARACTERS = 4_000
"""In one request: servers refuse more than their ``--char-limit`` (5,000 on many)."""
_OPTIONS = ("url", "key_env", "rate", "parallel", "timeout")
_OLD = {"pt-BR": "pb", "zh-Hant": "zt", "zh-TW": "zt", "zh-HK": "zt"}
"""Codes of servers before version 1.6."""


def make(options: dict[str, object]) -> LibreTranslate:
    """The engine; options ``url`` (default: this machine), ``key_env``, ``rate``, ``parallel``, ``timeout``."""
    name = "libretranslate"
    url = take(options, "url", str, LOCAL, engine=name) or LOCAL
    variable = take(options, "key_env", str, KEY, engine=name) or KEY
    limits = limits_of(options, Limits(rate=10, parallel=4), engine=name)
    nothing_left(options, _OPTIONS, engine=name)
    key = _secrets.secret(name, variable)
    return LibreTranslate(Service(name, url, limits=limits, secrets=[key], key_hint=_secrets.how(name, variable)), key)


class LibreTranslate:
    """One server."""

    name = "libretranslate"

    def __init__(self, service: Service, key: str = "") -> None:
        region = region_of(service.base)
        self.can = Can(
            batch=25, remote=region != "local", region=region, price="0" if region == "local" else None,
            parallel=service.limits.parallel, pace=service.limits.pace(25, 2.0),
        )  # fmt: skip
        self._service = service
        self._key = key
        self._pairs: Mapping[str, frozenset[str]] = {}
        self._lock = threading.Lock()

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One text for each segment; raises ProviderError."""
        pair = self.route(source, market)

        def ask(part: Sequence[Segment]) -> list[str]:
            body = {"q": [s.text for s in part], "source": pair[0], "target": pair[1], "format": "text"}
            answer = self._service.json("POST", "/translate", body=body | ({"api_key": self._key} if self._key else {}))
            found = answer.get("translatedText") if isinstance(answer, Mapping) else None
            if not isinstance(found, list) or not all(isinstance(t, str) for t in found):
                raise ProviderError(f"{self.name} answers without `translatedText`")
            return found

        return spread(segments, ask, count=self.can.batch, characters=CHARACTERS, engine=self.name)

    def route(self, source: str, market: str) -> tuple[str, str]:
        """The server's codes of the pair; raises ProviderError where it does not have it."""
        with self._lock:
            if not self._pairs:
                self._pairs = _pairs(self._service.json("GET", "/languages"))
        for own in _spelled(source):
            for other in _spelled(market):
                if other in self._pairs.get(own, ()):
                    return own, other
        raise ProviderError(f"{self.name} at {self._service.base} does not translate {source} into {market}")

    def close(self) -> None:
        """Give the connections back."""
        self._service.close()


def _spelled(tag: str) -> list[str]:
    """The codes a server may have for a locale, the closest first."""
    own = codes(tag)
    old = [_OLD[c] for c in (*own, locales.normalize(tag)) if c in _OLD]
    return [*own[:1], *old, *own[1:], *(["zh-Hans"] if own[0].startswith("zh") and "zh" in own else [])]


def _pairs(answer: Any) -> Mapping[str, frozenset[str]]:
    """Source code to target codes. Servers that name no targets translate each into each."""
    if not isinstance(answer, list):
        raise ProviderError("libretranslate answers `/languages` with something else than a list")
    rows = [r for r in answer if isinstance(r, Mapping) and isinstance(r.get("code"), str)]
    every = [str(r["code"]) for r in rows]
    return {str(r["code"]): frozenset(r["targets"] if isinstance(r.get("targets"), list) else every) for r in rows}
