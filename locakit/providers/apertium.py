"""Apertium: rule-based translation by an APY server, one's own or somebody's; quick, free, for related languages.

Source: Apertium APY, ``/listPairs`` and ``/translate`` (https://wiki.apertium.org/wiki/Apertium-apy).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import cache

from locakit import locales
from locakit.doors import Can, Segment
from locakit.errors import ProviderError
from locakit.providers._limits import Limits
from locakit.providers._options import limits_of, nothing_left, take
from locakit.providers._service import Service, region_of

LOCAL = "http://127.0.0.1:2737"
_OPTIONS = ("url", "rate", "parallel", "timeout")


def make(options: dict[str, object]) -> Apertium:
    """The engine; options ``url`` (default: this machine), ``rate``, ``parallel``, ``timeout``."""
    url = take(options, "url", str, LOCAL, engine="apertium") or LOCAL
    limits = limits_of(options, Limits(rate=50, parallel=4), engine="apertium")
    nothing_left(options, _OPTIONS, engine="apertium")
    return Apertium(Service("apertium", url, limits=limits))


class Apertium:
    """One APY server; it takes one text a request."""

    name = "apertium"

    def __init__(self, service: Service) -> None:
        region = region_of(service.base)
        self.can = Can(
            batch=20, remote=region != "local", region=region, parallel=service.limits.parallel,
            pace=service.limits.pace(1, 0.1),
        )  # fmt: skip
        self._service = service
        self._pairs: frozenset[tuple[str, str]] = frozenset()
        self._lock = threading.Lock()

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One text for each segment; a word the server does not know stays as it is. Raises ProviderError."""
        pair = "|".join(self.route(source, market))
        return [self._one(s.text, pair) for s in segments]

    def _one(self, text: str, pair: str) -> str:
        fields = {"langpair": pair, "q": text, "markUnknown": "no", "format": "txt"}
        answer = self._service.json("POST", "/translate", fields=fields)
        data = answer.get("responseData") if isinstance(answer, Mapping) else None
        found = data.get("translatedText") if isinstance(data, Mapping) else None
        if not isinstance(found, str):
            raise ProviderError(f"{self.name} answers without `translatedText`")
        # The server ends some texts with a line break of its own.
        return found if text.endswith("\n") else found.rstrip("\n")

    def route(self, source: str, market: str) -> tuple[str, str]:
        """The server's codes of the pair; raises ProviderError where it does not have it."""
        with self._lock:
            if not self._pairs:
                self._pairs = _listed(self._service.json("GET", "/listPairs"))
        for own in _spelled(source):
            for other in _spelled(market):
                if (own, other) in self._pairs:
                    return own, other
        raise ProviderError(f"{self.name} at {self._service.base} has no pair for {source} into {market}")

    def close(self) -> None:
        """Give the connections back."""
        self._service.close()


def _listed(answer: object) -> frozenset[tuple[str, str]]:
    rows = answer.get("responseData") if isinstance(answer, Mapping) else None
    if not isinstance(rows, list):
        raise ProviderError("apertium answers `/listPairs` without `responseData`")
    pairs = ((r.get("sourceLanguage"), r.get("targetLanguage")) for r in rows if isinstance(r, Mapping))
    return frozenset((a, b) for a, b in pairs if isinstance(a, str) and isinstance(b, str))


def _spelled(tag: str) -> list[str]:
    """ISO 639-3 codes, with the region first: ``por_BR``, ``por``; then the two-letter ones."""
    language, region = locales.language(tag), locales.region(tag)
    three = [language, *_three().get(language, ())]
    return [f"{c}_{region}" for c in three if region] + three


@cache
def _three() -> dict[str, tuple[str, ...]]:
    """Two-letter code to its three-letter ones, of CLDR's aliases."""
    from babel.core import get_global

    out: dict[str, tuple[str, ...]] = {"nb": ("nob",), "nn": ("nno",)}
    for three, two in get_global("language_aliases").items():
        if len(three) == 3 and len(two) == 2:
            out[two] = (*out.get(two, ()), three)
    return out
