"""The engines that the deep-translator package offers and that still answer: opt-in, guarded, one text a request.

Its code may exit, has no time-outs, returns None or a page's text for a fault, and shares state between calls;
here each text gets an object of its own, and what comes back is believed only when it looks like a translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from locakit import locales
from locakit.doors import Can, Segment
from locakit.errors import ProviderError, UsageError
from locakit.providers import _secrets
from locakit.providers._codes import codes
from locakit.providers._limits import Limits
from locakit.providers._options import limits_of, nothing_left, take
from locakit.providers._patience import Again, Patience, Refused, TooLarge
from locakit.providers._service import region_of

NAME = "deep-translator"
_OPTIONS = ("service", "url", "email", "location", "rate", "parallel", "timeout")


@dataclass(frozen=True, slots=True)
class _Offer:
    """One of the package's engines."""

    module: str
    maker: str
    url: str
    region: str
    longest: int
    """Bytes of one text, at most."""
    keys: tuple[tuple[str, str], ...] = ()
    """The maker's argument and the environment variable its secret comes from."""
    codes: dict[str, str] | None = None
    """Locales whose code is none of the usual spellings."""
    free: bool = True


_OFFERS = {
    "google": _Offer(
        "google", "GoogleTranslator", "https://translate.google.com/m", "Google, US", 4_500,
        codes={"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh": "zh-CN", "he": "iw", "nb": "no", "fil": "tl", "jv": "jw"},
    ),
    "mymemory": _Offer(
        "mymemory", "MyMemoryTranslator", "https://api.mymemory.translated.net/get", "Translated, EU", 480,
        codes={"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"},
    ),
    "microsoft": _Offer(
        "microsoft", "MicrosoftTranslator", "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0",
        "Microsoft, US", 10_000, (("api_key", "MICROSOFT_API_KEY"),), {"pt-PT": "pt-pt"}, free=False,
    ),
    "baidu": _Offer(
        "baidu", "BaiduTranslator", "https://fanyi-api.baidu.com/api/trans/vip/translate", "Baidu, CN", 5_000,
        (("appid", "BAIDU_APPID"), ("appkey", "BAIDU_APPKEY")),
        {"zh": "zh", "zh-Hans": "zh", "zh-Hant": "cht"}, free=False,
    ),
}  # fmt: skip
SERVICES = tuple(_OFFERS)
_ENDED = {
    "deepl": "it speaks an interface that DeepL has switched off; name the engine deepl",
    "yandex": "it speaks Yandex's version 1.5, which has ended",
    "papago": "it speaks Naver's n2mt, which has moved to another address and other keys",
    "libre": "name the engine libretranslate",
    "chatgpt": "name the engine openai",
    "qcri": "it cannot be called without a fault of its own",
    "pons": "it is a dictionary of single words",
    "linguee": "it is a dictionary of single words",
}
_WARNING = re.compile(
    r"MYMEMORY WARNING|QUERY LENGTH LIMIT|INVALID (?:LANGUAGE|SOURCE|TARGET|EMAIL)|NO QUERY SPECIFIED|"
    r"PLEASE SELECT TWO DISTINCT LANGUAGES|AUTHENTICATION FAILURE|<!doctype|<html"
)
_QUOTA = re.compile(r"YOU USED ALL AVAILABLE FREE|DAILY (?:LIMIT|QUOTA)|QUOTA")


def make(options: dict[str, object]) -> DeepTranslator:
    """The engine; ``service`` is required: google, mymemory, microsoft or baidu.

    ``url`` (for a server of one's own), ``email`` (mymemory: more free texts), ``location`` (microsoft), ``rate``,
    ``parallel``, ``timeout``. Raises UsageError; ProviderError where the package or a key is missing.
    """
    service = take(options, "service", str, "", engine=NAME) or ""
    url = take(options, "url", str, None, engine=NAME)
    email = take(options, "email", str, None, engine=NAME)
    location = take(options, "location", str, None, engine=NAME)
    limits = limits_of(options, Limits(rate=5, parallel=4, timeout=20, tries=4), engine=NAME)
    nothing_left(options, _OPTIONS, engine=NAME)
    if service in _ENDED:
        raise UsageError(f"deep-translator's {service} is of no use: {_ENDED[service]}")
    if service not in _OFFERS:
        hint = f"engine: {{{NAME}: {{service: …}}}}, one of {', '.join(SERVICES)}"
        raise UsageError(f"the engine {NAME} needs the option service", hint=hint)
    secrets = {name: _secrets.require(NAME, variable) for name, variable in _OFFERS[service].keys}
    more = {"email": email} if email else {"region": location} if location else {}
    return DeepTranslator(service, secrets, more, url=url, limits=limits)


class DeepTranslator:
    """One of the package's engines."""

    name = NAME

    def __init__(
        self, service: str, secrets: dict[str, str] | None = None, more: dict[str, str] | None = None, *,
        url: str | None = None, limits: Limits | None = None, sleep: Callable[[float], object] | None = None,
    ) -> None:  # fmt: skip
        self._offer = _OFFERS[service]
        self._service, self._secrets, self._more = service, secrets or {}, more or {}
        self._url = url or self._offer.url
        limits = limits or Limits()
        local = region_of(self._url) == "local"
        self.can = Can(
            batch=10, remote=not local, region="local" if local else self._offer.region,
            price="0" if self._offer.free or local else None, parallel=limits.parallel, pace=limits.pace(1, 0.5),
        )  # fmt: skip
        self._timeout = limits.timeout
        self._patience = Patience(NAME, limits, self._clean, sleep)

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One text for each segment; raises ProviderError."""
        pair = self.route(source, market)
        return [self._one(s.text, pair) for s in segments]

    def _one(self, text: str, pair: tuple[str, str]) -> str:
        if not any(c.isalpha() for c in text):
            return text
        if len(text.encode("utf-8", "replace")) > self._offer.longest:
            raise TooLarge(f"{NAME}: {self._service} takes {self._offer.longest} bytes at most")
        return self._patience.tried(lambda: self._asked(text, pair))

    def _asked(self, text: str, pair: tuple[str, str]) -> str:
        exceptions = import_module("deep_translator.exceptions")
        try:
            found = self._made(pair).translate(text)
        except (exceptions.TooManyRequests, exceptions.RequestError, exceptions.ServerException) as fault:
            raise Again(f"{NAME}: {self._service}: {_first_line(fault)}") from None
        except (exceptions.ApiKeyException, exceptions.AuthorizationException) as fault:
            raise Refused(self._clean(f"{NAME}: {self._service}: {_first_line(fault)}")) from None
        except (Exception, SystemExit) as fault:
            # requests' own faults, KeyError and TypeError of answers it did not expect, exit(): no common class.
            raise Again(f"{NAME}: {self._service}: {type(fault).__name__}") from None
        return self._believed(found, text)

    def _believed(self, found: object, text: str) -> str:
        answer = found[0] if isinstance(found, list) and found else found
        if not isinstance(answer, str) or not answer.strip():
            raise Again(f"{NAME}: {self._service} answers with nothing")
        if _QUOTA.search(answer) and not _QUOTA.search(text):
            raise Refused(f"{NAME}: {self._service}'s free quota is used up")
        if _WARNING.search(answer) and not _WARNING.search(text):
            raise Again(f"{NAME}: {self._service} answers with a message instead of a translation")
        return answer

    def _made(self, pair: tuple[str, str]) -> Any:
        """A new object for one text, with a time-out in every request: they must not be shared."""
        module = import_module(f"deep_translator.{self._offer.module}")
        _with_timeout(module, self._timeout)
        maker = getattr(module, self._offer.maker)
        if self._service == "microsoft":
            # Its constructor asks the service for its languages, for each text anew.
            maker = type(maker.__name__, (maker,), {"_get_supported_languages": lambda self: {c: c for c in pair}})
        made = maker(source=pair[0], target=pair[1], **self._secrets, **self._more)
        made._base_url = self._url
        return made

    def route(self, source: str, market: str) -> tuple[str, str]:
        """The service's codes of a pair; raises ProviderError where it has none or the package is not installed."""
        try:
            constants = import_module("deep_translator.constants")
        except ImportError:
            hint = "pip install 'locakit[deep-translator]'"
            raise ProviderError(f"the engine {NAME} needs a package", hint=hint) from None
        known = {
            "google": constants.GOOGLE_LANGUAGES_TO_CODES, "mymemory": constants.MY_MEMORY_LANGUAGES_TO_CODES,
            "baidu": constants.BAIDU_LANGUAGE_TO_CODE,
        }.get(self._service)  # fmt: skip
        return self._code(source, known), self._code(market, known)

    def _code(self, tag: str, known: dict[str, str] | None) -> str:
        own = codes(tag)
        table = self._offer.codes or {}
        special = next((table[c] for c in (*own, f"{locales.language(tag)}-{locales.script(tag)}") if c in table), None)
        if special:
            return special
        if known is None:
            return own[-1].lower()
        found = next((c for c in own if c in known.values()), None)
        language = locales.language(tag)
        named = known.get(locales.name(language).lower())
        regional = next((c for c in known.values() if c.partition("-")[0] == language), None)
        if code := found or named or regional:
            return code
        raise ProviderError(f"{NAME}: {self._service} does not know {tag}")

    def _clean(self, text: str) -> str:
        for secret in self._secrets.values():
            text = text.replace(secret, "…")
        return text

    def close(self) -> None:
        """End what waits."""
        self._patience.stop()


def _with_timeout(module: Any, seconds: float) -> None:
    """Give the module requests with a time-out: the package has none and would wait for ever."""
    requests = import_module("requests")

    def timed(ask: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given, **more: ask(*given, **{"timeout": seconds, **more})

    module.requests = SimpleNamespace(
        get=timed(requests.get), post=timed(requests.post), exceptions=requests.exceptions
    )  # fmt: skip


def _first_line(fault: BaseException) -> str:
    return (str(fault).strip().split("\n") or [""])[0][:160]
