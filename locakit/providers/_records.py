"""What the catalogue of models offers: Remote Settings records read into complete sets of files for a pair.

A record is one file: ``name``, ``fileType``, ``sourceLanguage``, ``targetLanguage``, ``version``, ``architecture``,
``decompressedHash`` (SHA-256), ``attachment`` with ``location`` (below the server's attachments base), ``size`` and
``hash`` (SHA-256) of the zstd file (Mozilla, collection translations-models-v2).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from locakit.providers._codes import codes
from locakit.providers._models import HUB, KINDS, complete

FILE = "records.json"
"""The name of the catalogue's last copy in the folder of models."""

_BUILDS = ("base-memory", "base", "tiny")
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a model as the server holds it."""

    kind: str
    """``model``, ``vocab``, ``srcvocab``, ``trgvocab`` or ``lex``."""
    name: str
    """Its name on disk, a plain file name."""
    location: str
    """Relative to the server's attachments."""
    size: int
    """Compressed bytes; 0 when the catalogue does not say."""
    hash: str
    """SHA-256 of the compressed file; empty when the catalogue does not say."""
    plain_size: int
    """Bytes after decompression; 0 when the catalogue does not say."""
    plain_hash: str
    """SHA-256 after decompression; empty when the catalogue does not say."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One model to download."""

    source: str
    target: str
    version: str
    files: tuple[Attachment, ...]

    @property
    def size(self) -> int:
        """Bytes to download."""
        return sum(file.size for file in self.files)

    @property
    def plain_size(self) -> int:
        """Bytes on disk afterwards; 0 when the catalogue does not say."""
        return sum(file.plain_size for file in self.files)


class Catalogue:
    """All models of one records body that this machine's engine can use."""

    def __init__(self, text: str) -> None:
        """Raises ValueError where ``text`` is no records body."""
        from fxtranslate import discovery

        discovery.parse_records(text)
        groups: dict[tuple[str, str, str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for record in json.loads(text)["data"]:
            if _usable(record):
                groups[_group(record)].append(record)
        accepted = {v: _accepts(v) for v in {group[2] for group in groups}}
        ranked = sorted((g for g in groups if accepted[g[2]]), key=_rank)
        offers = ((group[:2], _offer(group, groups[group])) for group in ranked)
        self.offers: dict[tuple[str, str], Offer] = {pair: offer for pair, offer in offers if offer}

    def route(self, source: str, market: str) -> tuple[Offer, ...]:
        """The model of a pair of locales, or the two that lead through English; empty where there is none."""
        own = self.direct(source, market)
        if own:
            return (own,)
        there, back = self.direct(source, HUB), self.direct(HUB, market)
        return (there, back) if there and back else ()

    def direct(self, source: str, market: str) -> Offer | None:
        """The model that translates one locale into the other by itself."""
        return next((o for s in codes(source) for t in codes(market) if (o := self.offers.get((s, t)))), None)


def cached(folder: Path) -> Catalogue | None:
    """The last catalogue seen on this machine, or None."""
    try:
        return Catalogue((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError, ImportError):
        return None


def megabytes(size: int) -> str:
    """A size for people: ``22 MB``."""
    return f"{max(1, round(size / 1e6))} MB"


def _usable(record: object) -> bool:
    if not isinstance(record, dict) or not isinstance(record.get("attachment"), dict):
        return False
    plain = all(_SAFE.match(str(record.get(key))) for key in ("name", "sourceLanguage", "targetLanguage"))
    return plain and record.get("fileType") in KINDS and isinstance(record["attachment"].get("location"), str)


def _group(record: dict[str, Any]) -> tuple[str, str, str, str, str]:
    keys = ("sourceLanguage", "targetLanguage", "version", "architecture", "filter_expression")
    source, target, version, build, condition = (str(record.get(key) or "") for key in keys)
    return source.replace("_", "-"), target.replace("_", "-"), version, build, condition


def _accepts(version: str) -> bool:
    from fxtranslate import discovery

    record = {"name": "m", "fileType": "model", "sourceLanguage": "en", "targetLanguage": "es", "version": version}
    return bool(discovery.model_pairs(json.dumps({"data": [record | {"attachment": {"location": "m"}}]})))


def _rank(group: tuple[str, str, str, str, str]) -> tuple[bool, bool, list[int], int]:
    """Later is better: for every device, released, the newest version, the better build."""
    _, _, version, build, condition = group
    numbers = [int(n) for n in re.findall(r"\d+", version)]
    quality = -_BUILDS.index(build) if build in _BUILDS else -len(_BUILDS)
    return not condition, bool(re.fullmatch(r"[\d.]+", version)), numbers, quality


def _offer(group: tuple[str, str, str, str, str], records: list[dict[str, Any]]) -> Offer | None:
    files: dict[str, Attachment] = {}
    for record in sorted(records, key=lambda r: str(r["name"])):
        files.setdefault(str(record["fileType"]), _attachment(record))
    return Offer(group[0], group[1], group[2], tuple(files.values())) if complete(set(files)) else None


def _attachment(record: dict[str, Any]) -> Attachment:
    held = record["attachment"]
    return Attachment(
        kind=str(record["fileType"]),
        name=str(record["name"]),
        location=str(held["location"]),
        size=_whole(held.get("size")),
        hash=str(held.get("hash") or "").lower(),
        plain_size=_whole(record.get("decompressedSize")),
        plain_hash=str(record.get("decompressedHash") or "").lower(),
    )


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 0
