"""The embedded engine: Mozilla's Firefox Translations models through fxtranslate, on this machine, in own processes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from locakit.doors import Can, Segment
from locakit.errors import ModelMissing, ProviderError
from locakit.locales import normalize
from locakit.providers import _records, _spm
from locakit.providers._codes import short
from locakit.providers._models import LocalModels, ModelLike, Models, route
from locakit.providers._options import nothing_left, take
from locakit.providers._pool import Pool, cores
from locakit.providers._sentences import Piece, pieces, rejoin

REMEMBERED = 20_000
"""Sentences whose answers are kept: a fifth to a quarter of real strings repeat."""

_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'"}
    | {"–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "\u00ad": ""}
)
_PACE = 120.0
"""Strings a second a process: masks, terms and checks included (see ``docs/benchmarks.md``)."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def make(options: dict[str, object]) -> Firefox:
    """The engine; options ``models`` (a folder) and ``workers`` (processes, at most), both optional."""
    folder = take(options, "models", str, None, engine="firefox")
    workers = take(options, "workers", int, None, engine="firefox")
    nothing_left(options, ("models", "workers"), engine="firefox")
    return Firefox(LocalModels(Path(folder).expanduser() if folder else None), workers=workers)


class Firefox:
    """One engine for all pairs whose models are on this machine."""

    name = "firefox"
    can = Can(batch=200, schemes=("natural", "bracket", "name", "var", "number", "split"))

    def __init__(self, models: Models | None = None, *, workers: int | None = None) -> None:
        """``models`` says where models come from; ``workers`` is the most processes, one a core by default."""
        self._models = models or LocalModels()
        workers = workers or cores()
        self.can = replace(self.can, pace=_PACE * workers)
        self._pool = Pool(workers)
        self._routes: dict[tuple[str, str], tuple[ModelLike, ...]] = {}
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._answers: dict[tuple[str, str], dict[str, str]] = {}
        self._last: tuple[str, str] | None = None

    @property
    def alphabet(self) -> frozenset[str] | None:
        """The characters the model last used knows; None before the first call."""
        return self.alphabet_for(*self._last) if self._last else None

    def alphabet_for(self, source: str, market: str) -> frozenset[str]:
        """The characters the model of a pair knows in its source language; raises ModelMissing."""
        pair = (source, market)
        if pair not in self._known:
            try:
                self._known[pair] = _spm.alphabet(self.route(source, market)[0].vocabulary())
            except (OSError, ValueError) as fault:
                raise ProviderError(f"the vocabulary of the {source}→{market} model cannot be read: {fault}") from fault
        return self._known[pair]

    def route(self, source: str, market: str) -> tuple[ModelLike, ...]:
        """The model of a pair, or the two that lead through English; raises ModelMissing."""
        pair = (source, market)
        if pair not in self._routes:
            found = route(self._models, source, market)
            if not found:
                raise self._missing(source, market)
            self._routes[pair] = found
        return self._routes[pair]

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One text for each segment, in order; a text of which a sentence came back empty is empty.

        Raises ModelMissing, or ProviderError where a process or a model fails.
        """
        self._last = (source, market)
        models = self.route(source, market)
        texts = [[(p, self._plain(p.text, source, market)) for p in pieces(s.text)] for s in segments]
        answers = self._ask(models, (plain for text in texts for _, plain in text))
        return [_whole(text, answers) for text in texts]

    def close(self) -> None:
        """End the engine's processes."""
        self._pool.close()

    def _ask(self, models: tuple[ModelLike, ...], texts: Iterable[str]) -> dict[str, str]:
        memory = self._answers.setdefault((models[0].source, models[-1].target), {})
        wanted = list(dict.fromkeys(text for text in texts if _speaks(text)))
        new = [text for text in wanted if text not in memory]
        if len(memory) + len(new) > REMEMBERED:
            memory.clear()
            new = wanted
        memory.update(zip(new, self._pool.translate(models, new), strict=True))
        return memory

    def _plain(self, text: str, source: str, market: str) -> str:
        if text.isascii():
            return text
        text = _SURROGATES.sub("\ufffd", text)
        strange = {ord(c) for c in set(text) - self.alphabet_for(source, market)}
        return text.translate({code: new for code, new in _PLAIN.items() if code in strange})

    def _missing(self, source: str, market: str) -> ModelMissing:
        folder = getattr(self._models, "folder", None)
        return missing(source, market, _records.cached(folder) if isinstance(folder, Path) else None)


def try_out(model: ModelLike) -> None:
    """Raises ProviderError unless the engine can load ``model`` and translate with it."""
    pool = Pool(1)
    try:
        pool.translate((model,), ["1"])
    finally:
        pool.close()


def missing(source: str, market: str, catalogue: _records.Catalogue | None) -> ModelMissing:
    """What to say when the model of a pair is wanting; ``catalogue`` is the last one seen, if any."""
    offers = catalogue.route(source, market) if catalogue else None
    source, target = short(source), short(market)
    if source == target or offers == ():
        why = "they are one language" if source == target else f"Mozilla publishes no {source}→{target} model"
        message = f"the embedded engine cannot translate {source} into {normalize(market)}: {why}"
        return ModelMissing(source, target, message, hint="name another engine in locakit.yaml")
    size = f" ({_records.megabytes(sum(o.size for o in offers))})" if offers else ""
    return ModelMissing(
        source,
        target,
        f"the {source}→{target} model is not on this machine{size}",
        hint=f"locakit models add {source} {target}        # or: --from DIR, or another engine in locakit.yaml",
    )


def _speaks(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _whole(text: list[tuple[Piece, str]], answers: dict[str, str]) -> str:
    parts = [(piece, answers[plain] if _speaks(plain) else piece.text) for piece, plain in text]
    return "" if any(piece.text and not answer for piece, answer in parts) else rejoin(parts)
