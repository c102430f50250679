"""Models copied from a folder: files as the engine takes them or packed with zstd, or a catalogue with attachments."""

from __future__ import annotations

from pathlib import Path

from locakit.errors import DiskError, ModelMissing, ProviderError
from locakit.providers._codes import codes, short
from locakit.providers._models import HUB, Model, complete, kind_of
from locakit.providers._records import FILE, Attachment, Catalogue
from locakit.shell._download import disk_fault, unpack
from locakit.shell.models import put

_PACKED = ".zst"

Files = dict[str, bytes]


def copy_in(origin: Path, source: str, market: str, folder: Path) -> list[Model]:
    """Install the pair's model from ``origin``, or the two that lead through English.

    ``origin`` holds the files themselves, a folder ``en-es`` or ``enes…`` with them, or ``records.json`` with the
    attachments. Raises ModelMissing, ProviderError, DiskError.
    """
    if not origin.is_dir():
        raise DiskError(f"{origin} is not a folder", hint="--from takes the folder that holds the model's files")
    own = _any(origin, source, market)
    legs = [own] if own else [_any(origin, source, HUB), _any(origin, HUB, market)]
    found = [leg for leg in legs if leg]
    if len(found) < len(legs):
        wanted = "model…, vocab… (or srcvocab… and trgvocab…) and lex… files, or records.json with its attachments"
        raise ModelMissing(source, market, f"{origin} holds no {source}→{market} model", hint=f"it needs {wanted}")
    return [put(folder, s, t, files, {"from": str(origin)} | facts) for s, t, files, facts in found]


Found = tuple[str, str, Files, dict[str, str]]


def _any(origin: Path, source: str, market: str) -> Found | None:
    for pair in ((s, t) for s in codes(source) for t in codes(market)):
        files = _plain(origin, *pair, nameless=pair == (short(source), short(market)))
        if files:
            return *pair, files, {}
    return _catalogued(origin, source, market)


def _plain(origin: Path, source: str, target: str, *, nameless: bool) -> Files | None:
    """The files in ``origin`` or in its folder for the pair, decompressed; ``model.bin`` names no pair."""
    letters = f"{source}{target}".replace("-", "")
    for place in (origin / f"{source}-{target}", *sorted(origin.glob(f"{letters}*")), origin):
        paths = _by_kind(place)
        named = any(f".{letters}." in p.name for p in paths.values())
        bare = nameless and all(p.name.removesuffix(_PACKED).count(".") == 1 for p in paths.values())
        if complete(set(paths)) and (place != origin or named or bare):
            return {p.name.removesuffix(_PACKED): _read(p) for p in paths.values()}
    return None


def _by_kind(place: Path) -> dict[str, Path]:
    if not place.is_dir():
        return {}
    return {kind: p for p in sorted(place.iterdir()) if (kind := kind_of(p.name.removesuffix(_PACKED)))}


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise disk_fault(path, fault) from fault
    return unpack(data, Attachment("", path.name, "", 0, "", 0, "")) if path.name.endswith(_PACKED) else data


def _catalogued(origin: Path, source: str, market: str) -> Found | None:
    try:
        catalogue = Catalogue((origin / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise disk_fault(origin / FILE, fault) from fault
    except ValueError as fault:
        raise ProviderError(f"{origin / FILE} is no catalogue of models: {fault}") from fault
    offer = catalogue.direct(source, market)
    if offer is None:
        return None
    files = {file.name: unpack(_read_raw(origin, file), file) for file in offer.files}
    return offer.source, offer.target, files, {"version": offer.version}


def _read_raw(origin: Path, file: Attachment) -> bytes:
    tail = Path(file.location).name
    for name in (file.location, tail, f"{file.name}{_PACKED}"):
        path = origin / name
        if path.is_file() and origin.resolve() in path.resolve().parents:
            return path.read_bytes()
    raise DiskError(f"{origin} lacks {file.location}, which its {FILE} names", hint="copy the attachments as well")
