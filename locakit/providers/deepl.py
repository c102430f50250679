"""DeepL through its own SDK: glossaries kept on the account and used again, formality, context, tags as marks.

Source: the DeepL API reference (translate v2, glossaries v3).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from locakit import locales
from locakit.doors import Can, Segment
from locakit.errors import ProviderError
from locakit.model import Term
from locakit.providers import _secrets
from locakit.providers._limits import Limits
from locakit.providers._options import limits_of, nothing_left, take
from locakit.providers._patience import Again, Patience, Refused, TooLarge
from locakit.providers._service import region_of
from locakit.providers._spread import spread
from locakit.screen import shown

if TYPE_CHECKING:
    import deepl

KEY = "DEEPL_API_KEY"
TEXTS = 50
"""In one request, at most (API reference)."""
CHARACTERS = 30_000
"""In one request: it may have 128 KiB, and a character up to 4 bytes."""
_OPTIONS = ("url", "key_env", "model", "rate", "parallel", "timeout")
_FORMALITY = {"formal": "prefer_more", "informal": "prefer_less"}
_TARGETS = {"en": "EN-US", "pt": "PT-BR", "zh": "ZH-HANS", "no": "NB"}
"""Bare languages that DeepL wants with a region or script."""
_MARK = "<x id="


def make(options: dict[str, object]) -> DeepL:
    """The engine; options ``url`` (a server of one's own), ``key_env``, ``model`` (DeepL's model_type), ``rate``,
    ``parallel``, ``timeout``. Raises UsageError; NoKey without a key; ProviderError where the SDK is not installed.
    """
    url = take(options, "url", str, None, engine="deepl")
    variable = take(options, "key_env", str, KEY, engine="deepl") or KEY
    model = take(options, "model", str, None, engine="deepl")
    limits = limits_of(options, Limits(rate=10, parallel=4), engine="deepl")
    nothing_left(options, _OPTIONS, engine="deepl")
    key = _secrets.require("deepl", variable)
    return DeepL(key, url=url, model=model, limits=limits, how=_secrets.how("deepl", variable))


class DeepL:
    """One account."""

    name = "deepl"

    def __init__(
        self, key: str, *, url: str | None = None, model: str | None = None, limits: Limits | None = None,
        how: str = "", sleep: Any = None,
    ) -> None:  # fmt: skip
        limits = limits or Limits(rate=10)
        local = url is not None and region_of(url) == "local"
        region = "local" if local else "DeepL SE, EU"
        self.can = Can(
            batch=TEXTS, remote=not local, region=region, glossary=True, formality=True, markup=True,
            price="25", parallel=limits.parallel, pace=limits.pace(TEXTS, 1.5),
            schemes=("xml", "bracket", "var", "split"),
        )  # fmt: skip
        self._key, self._url, self._model, self._how = key, url, model, how
        self._timeout = limits.timeout
        self._patience = Patience("deepl", limits, self._clean, sleep)
        self._own = threading.local()
        self._lock = threading.Lock()
        self._languages: dict[str, bool] = {}
        self._terms: dict[tuple[str, str], dict[str, str]] = {}
        self._glossaries: dict[tuple[str, str], str | None] = {}

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One text for each segment; raises ProviderError."""
        target, glossary = self.route(source, market), self._glossary(source, market)
        out: dict[int, str] = {}
        groups: dict[tuple[bool, str, str], list[int]] = {}
        for n, segment in enumerate(segments):
            groups.setdefault((_MARK in segment.text, segment.register, _context(segment)), []).append(n)
        for (marked, register, context), mine in groups.items():
            more = self._options((register, context), target, marked, glossary)
            ask = partial(self._ask, source=source, target=target, more=more)
            texts = spread([segments[n] for n in mine], ask, count=TEXTS, characters=CHARACTERS, engine=self.name)
            out |= dict(zip(mine, texts, strict=True))
        return [out[n] for n in range(len(segments))]

    def _options(self, told: tuple[str, str], target: str, marked: bool, glossary: str | None) -> dict[str, object]:
        register, context = told
        formality = _FORMALITY.get(register) if self._languages.get(target) else None
        known = {
            "context": context, "formality": formality, "glossary": glossary, "model_type": self._model,
            "tag_handling": "xml" if marked else None,
        }  # fmt: skip
        return {name: value for name, value in known.items() if value}

    def _ask(self, part: Sequence[Segment], source: str, target: str, more: dict[str, object]) -> list[str]:
        texts = [s.text for s in part]

        def ask(client: deepl.DeepLClient) -> list[str]:
            found: Any = client.translate_text(
                texts, source_lang=_source(source), target_lang=target, preserve_formatting=True,
                split_sentences="nonewlines", **more,  # type: ignore[arg-type] # the SDK's many optional arguments
            )  # fmt: skip
            if len(found) != len(texts):
                # The SDK makes an empty list of an answer that is no JSON.
                raise ValueError("another number of texts")
            return [str(one.text) for one in found]

        return list(self._tried(ask))

    def route(self, source: str, market: str) -> str:
        """DeepL's code of the market; raises ProviderError where it has none."""
        with self._lock:
            if not self._languages:
                listed: Any = self._tried(lambda client: client.get_target_languages())
                self._languages = {str(one.code).upper(): bool(one.supports_formality) for one in listed}
        for code in _spelled(market):
            if code in self._languages:
                return code
        raise ProviderError(f"deepl does not translate {source} into {market}")

    def prepare(self, source: str, market: str, terms: Sequence[Term]) -> None:
        """The market's terms: a glossary on the account is made of them, or found there, at the first request."""
        plain = {t.source: t.target for t in terms if t.status != "deprecated" and _fits(t.source) and _fits(t.target)}
        self._terms[source, market] = dict(sorted(plain.items()))

    def _glossary(self, source: str, market: str) -> str | None:
        """The glossary's id; None without terms, or where DeepL has no glossaries for the pair or no room for more."""
        entries = self._terms.get((source, market))
        if not entries:
            return None
        with self._lock:
            if (source, market) not in self._glossaries:
                try:
                    self._glossaries[source, market] = self._found_or_made(source, market, entries)
                except Refused:
                    raise
                except ProviderError:
                    self._glossaries[source, market] = None
            return self._glossaries[source, market]

    def _found_or_made(self, source: str, market: str, entries: dict[str, str]) -> str:
        from deepl.api_data import MultilingualGlossaryDictionaryEntries

        own, other = _source(source), locales.language(market).upper()
        told = "\n".join(f"{a}\t{b}" for a, b in entries.items())
        name = f"locakit {own}-{other} {blake2b(told.encode(), digest_size=8).hexdigest()}"
        listed: Any = self._tried(lambda client: client.list_multilingual_glossaries())
        known = next((g.glossary_id for g in listed if g.name == name), None)
        if known:
            return str(known)
        rows = [MultilingualGlossaryDictionaryEntries(own, other, entries)]
        made: Any = self._tried(lambda client: client.create_multilingual_glossary(name, rows))
        return str(made.glossary_id)

    def usage(self) -> tuple[int, int] | None:
        """Characters used and allowed in the account's period; None where it has no bound. Raises ProviderError."""
        found: Any = self._tried(lambda client: client.get_usage())
        return (found.character.count, found.character.limit) if found.character.valid else None

    def _tried(self, ask: Any) -> Any:
        def once() -> Any:
            client = self._client
            import deepl

            try:
                return ask(client)
            except (deepl.AuthorizationException, deepl.QuotaExceededException) as fault:
                hint = (
                    self._how if isinstance(fault, deepl.AuthorizationException) else "the account's quota is used up"
                )
                raise Refused(self._clean(f"deepl: {fault}"), hint=hint) from None
            except deepl.DeepLException as fault:
                if fault.http_status_code == 413:
                    raise TooLarge(self._clean(f"deepl: {fault}")) from None
                if fault.should_retry or (fault.http_status_code or 500) >= 500:
                    raise Again(f"deepl: {fault}") from None
                raise ProviderError(self._clean(f"deepl: {fault}")) from None
            except (ValueError, KeyError, TypeError, AttributeError) as fault:
                raise Again(f"deepl answers with something that is no translation ({type(fault).__name__})") from None

        return self._patience.tried(once)

    @property
    def _client(self) -> deepl.DeepLClient:
        """One client a thread: the SDK's sessions are not made to be shared."""
        if not hasattr(self._own, "client"):
            try:
                import deepl
                from deepl import http_client
            except ImportError:
                raise ProviderError("the engine deepl needs a package", hint="pip install 'locakit[deepl]'") from None
            # Patience is ours: it is paced, shared by all threads and ends with the run.
            http_client.max_network_retries, http_client.min_connection_timeout = 0, self._timeout
            self._own.client = deepl.DeepLClient(self._key, server_url=self._url, send_platform_info=False)
        client: deepl.DeepLClient = self._own.client
        return client

    def _clean(self, text: str) -> str:
        return shown(" ".join(text.replace(self._key, "…").split()))[:300]

    def close(self) -> None:
        """End what waits."""
        self._patience.stop()


def _context(segment: Segment) -> str:
    """What DeepL reads beside the text: it is not translated and costs nothing."""
    return "\n".join(part for part in (segment.note, segment.context) if part)


def _source(tag: str) -> str:
    return locales.language(tag).upper()


def _spelled(tag: str) -> list[str]:
    """The codes DeepL may have for a market, the closest first."""
    own, language, script = locales.normalize(tag), locales.language(tag), locales.script(tag)
    parents = [t for t in locales.chain(tag) if t != own]
    spelled = [own, *parents, f"{language}-{script}" if script else own]
    return [*dict.fromkeys(s.upper() for s in spelled if s != language), _TARGETS.get(language, language.upper())]


def _fits(text: str) -> bool:
    return bool(text.strip()) and text.isprintable() and text == text.strip()
