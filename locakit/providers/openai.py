"""Chat completions: OpenAI and all who speak its protocol (Azure, Mistral, Gemini, vLLM, Ollama, llama.cpp …).

Source: the OpenAI API reference, chat completions with structured outputs.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from locakit.doors import Can, Segment
from locakit.errors import ProviderError, UsageError
from locakit.providers import _answer, _prompt, _secrets
from locakit.providers._limits import Limits
from locakit.providers._options import limits_of, nothing_left, take
from locakit.providers._patience import Rejected, TooLarge
from locakit.providers._service import Service, region_of
from locakit.providers._spread import spread

KEY = "OPENAI_API_KEY"
OPENAI = "https://api.openai.com/v1"
CHARACTERS = 6_000
"""Of source text in one request."""
ROUNDS = 3
"""How often the texts that came back wrong are asked for, the first time included."""
MODES = ("strict", "schema", "object", "free")
"""How the answer's shape is asked for, the surest first; a server that refuses one is asked with the next."""
_OPTIONS = ("url", "model", "key_env", "api_version", "region", "batch", "rate", "parallel", "timeout", "temperature")


def make(options: dict[str, object]) -> OpenAI:
    """The engine; ``model`` is required.

    ``url`` (default OpenAI's), ``key_env``, ``api_version`` (Azure), ``region`` (who has the text, for the policy),
    ``batch`` texts a request, ``rate``, ``parallel``, ``timeout``, ``temperature``. Raises UsageError, NoKey.
    """
    name = "openai"
    url = take(options, "url", str, OPENAI, engine=name) or OPENAI
    model = take(options, "model", str, "", engine=name)
    variable = take(options, "key_env", str, KEY, engine=name) or KEY
    version = take(options, "api_version", str, "", engine=name) or ""
    own = take(options, "region", str, "", engine=name)
    batch = take(options, "batch", int, 20, engine=name) or 20
    temperature = take(options, "temperature", (int, float), 0, engine=name)
    limits = limits_of(options, Limits(rate=5, parallel=4, timeout=120), engine=name)
    nothing_left(options, _OPTIONS, engine=name)
    if not model:
        raise UsageError("the engine openai needs the option model", hint="engine: {openai: {model: …}}")
    region = own or ("OpenAI, US" if url == OPENAI else region_of(url))
    key = _secrets.secret(name, variable) if region == "local" else _secrets.require(name, variable)
    headers = {"api-key": key} if version else {"Authorization": f"Bearer {key}"}
    service = Service(
        name, url, headers=headers if key else {}, limits=limits, secrets=[key],
        key_hint=_secrets.how(name, variable),
    )  # fmt: skip
    return OpenAI(service, model, region=region, batch=batch, version=version, temperature=temperature or 0)


class OpenAI:
    """One model on one server."""

    name = "openai"

    def __init__(
        self, service: Service, model: str, *, region: str = "local", batch: int = 20, version: str = "",
        temperature: float = 0,
    ) -> None:  # fmt: skip
        self.can = Can(
            batch=max(batch, 1), remote=region != "local", region=region, glossary=True, formality=True,
            price="0" if region == "local" else None, parallel=service.limits.parallel,
            pace=service.limits.pace(batch, 8.0), shorten=True, schemes=("llm", "bracket", "split"),
        )  # fmt: skip
        self._service = service
        self._model = model
        self._path = "/chat/completions" + (f"?api-version={version}" if version else "")
        self._temperature: float | None = temperature
        self._mode = 0
        self._lock = threading.Lock()

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One text for each segment; one that the model could not do right is empty. Raises ProviderError.

        Of texts that stayed too long the shortest is given: what fits nowhere is for a person to see.
        """
        return spread(
            segments, lambda part: self._part(part, source, market),
            count=self.can.batch, characters=CHARACTERS, engine=self.name,
        )  # fmt: skip

    def _part(self, part: Sequence[Segment], source: str, market: str) -> list[str]:
        wanted = {str(n): segment for n, segment in enumerate(part, 1)}
        told = _prompt.system(source, market, part[0].register)
        done: dict[str, str] = {}
        long: dict[str, str] = {}
        reasons: dict[str, str] = {}
        for number in range(ROUNDS):
            asked = {id: segment for id, segment in wanted.items() if id not in done}
            # What failed twice is asked for alone: a small question is the easier one.
            for group in [asked] if number < 2 else [{id: s} for id, s in asked.items()]:
                found = self._ask(told, group, reasons)
                reasons = {id: _answer.refused(s, found.get(id)) for id, s in group.items()} | reasons
                good = {id: found[id] for id, s in group.items() if not _answer.refused(s, found.get(id))}
                done |= good
                usable = {id: found[id] for id, s in group.items() if _answer.usable(s, found.get(id))}
                long |= {id: min(text, long.get(id, text), key=len) for id, text in usable.items()}
            reasons = {id: why for id, why in reasons.items() if id not in done}
            if len(done) == len(wanted):
                break
        return [done.get(id, long.get(id, "")) for id in wanted]

    def _ask(self, told: str, texts: Mapping[str, Segment], reasons: Mapping[str, str]) -> dict[str, str]:
        messages = [{"role": "system", "content": told}, {"role": "user", "content": _prompt.user(texts, reasons)}]
        body: dict[str, object] = {"model": self._model, "messages": messages}
        answer = self._shaped(body, list(texts))
        choice = _first(answer)
        said = choice.get("message", {}).get("content") if isinstance(choice.get("message"), Mapping) else None
        if choice.get("finish_reason") == "length" and len(texts) > 1:
            raise TooLarge(f"{self.name}: the answer to {len(texts)} texts was cut off")
        return _answer.texts(said) if isinstance(said, str) else {}

    def _shaped(self, body: dict[str, object], ids: Sequence[str]) -> Any:
        """The answer in the surest shape the server knows; the shape is remembered."""
        mode = self._mode
        while True:
            heat: dict[str, object] = {} if self._temperature is None else {"temperature": self._temperature}
            try:
                return self._service.json("POST", self._path, body=body | heat | _shape(MODES[mode], ids))
            except Rejected as fault:
                if _says(fault, _TOO_LONG):
                    raise TooLarge(fault.message) from None
                if heat and _says(fault, ("temperature",)):
                    self._temperature = None
                    continue
                if mode + 1 == len(MODES) or not _says(fault, _ABOUT_SHAPE):
                    raise
            mode += 1
            with self._lock:
                self._mode = max(self._mode, mode)

    def close(self) -> None:
        """Give the connections back."""
        self._service.close()


def _shape(mode: str, ids: Sequence[str]) -> dict[str, object]:
    if mode == "free":
        return {}
    if mode == "object":
        return {"response_format": {"type": "json_object"}}
    made: dict[str, object] = {"name": "translations", "schema": _prompt.schema(ids)}
    return {
        "response_format": {"type": "json_schema", "json_schema": made | ({"strict": True} if mode == "strict" else {})}
    }


_ABOUT_SHAPE = ("response_format", "json_schema", "schema", "strict", "grammar", "422", "unsupported")
_TOO_LONG = ("context length", "context size", "context window", "maximum context", "too many tokens", "exceed_context")


def _says(fault: Rejected, words: Sequence[str]) -> bool:
    """True where the server's own words are about one of these."""
    text = fault.message.lower()
    return any(word in text for word in words)


def _first(answer: object) -> Mapping[str, Any]:
    choices = answer.get("choices") if isinstance(answer, Mapping) else None
    if isinstance(choices, list) and choices and isinstance(choices[0], Mapping):
        return choices[0]
    raise ProviderError("openai answers without `choices`")
