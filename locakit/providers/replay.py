"""Recorded answers instead of an engine: the same result every time, with no model and no network.

The record is a JSON object ``{"en pt-BR Add to cart": "Adicionar ao carrinho"}`` (source locale, market, text), or
JSON lines ``{"source": "en", "market": "pt-BR", "text": "Add to cart", "answer": "Adicionar ao carrinho"}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from locakit.doors import Can, Segment
from locakit.errors import ConfigError, Fault, ProviderError, UsageError
from locakit.locales import normalize
from locakit.providers._options import nothing_left, take

_FIELDS = ("source", "market", "text", "answer")


def make(options: dict[str, object]) -> Replay:
    """The engine; option ``file`` is the path of the record.

    Raises UsageError without it, ProviderError where it cannot be read, ConfigError where it is wrong.
    """
    file = take(options, "file", str, None, engine="replay")
    nothing_left(options, ("file",), engine="replay")
    if file is None:
        raise UsageError("the engine replay needs the option file", hint="a JSON or JSON-lines file of answers")
    try:
        text = Path(file).expanduser().read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ProviderError(f"the recorded answers {file} cannot be read: {fault}") from fault
    return Replay(parse(text, file))


class Replay:
    """The engine that knows only what was recorded."""

    name = "replay"
    can = Can(batch=1000)

    def __init__(self, answers: Mapping[str, str]) -> None:
        """``answers`` by ``"source market text"``."""
        self._answers = answers

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """The recorded answers; raises ProviderError naming the first text that has none."""
        pair = f"{normalize(source)} {normalize(market)}"
        for segment in segments:
            if f"{pair} {segment.text}" not in self._answers:
                raise ProviderError(f"no answer is recorded for {pair} {segment.text!r}")
        return [self._answers[f"{pair} {segment.text}"] for segment in segments]

    def close(self) -> None:
        """Nothing is held."""


def parse(text: str, path: str) -> dict[str, str]:
    """The answers of a record by ``"source market text"``; raises ConfigError with every wrong line."""
    try:
        whole = json.loads(text)
    except ValueError:
        return _lines(text, path)
    if isinstance(whole, dict) and set(whole) == set(_FIELDS):
        return _lines(text, path)
    if not isinstance(whole, dict) or not all(isinstance(answer, str) for answer in whole.values()):
        raise ConfigError([Fault('a record is an object {"source market text": "answer"}', path)])
    return {_key(*key.split(" ", 2)): answer for key, answer in whole.items()}


def _lines(text: str, path: str) -> dict[str, str]:
    answers: dict[str, str] = {}
    faults: list[Fault] = []
    for number, line in _filled(text):
        try:
            entry = json.loads(line)
            source, market, said, answer = (entry[field] for field in _FIELDS)
            answers[_key(source, market, said)] = str(answer)
        except (ValueError, KeyError, TypeError, AttributeError):
            faults.append(Fault(f"a line of a record is an object with {', '.join(_FIELDS)}", path, number, 1, line))
    if faults:
        raise ConfigError(faults)
    return answers


def _filled(text: str) -> Iterator[tuple[int, str]]:
    return ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())


def _key(source: str = "", market: str = "", text: str = "") -> str:
    return f"{normalize(source)} {normalize(market)} {text}"
