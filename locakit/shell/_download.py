"""One attachment fetched into a part file that a later run continues, and checked before anyone sees it."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import http.client
from collections.abc import Callable
from pathlib import Path

from locakit.errors import DiskError, ProviderError
from locakit.providers._records import Attachment, megabytes
from locakit.shell import _http

LARGEST = 1_000_000_000
"""Bytes: more is no model, whatever the catalogue says."""

TRIES = 4
_CHUNK = 1 << 17
_MIRROR = "try again on another network, or name another server with --mirror"
_ZSTD = b"\x28\xb5\x2f\xfd"

Progress = Callable[[int], None]
"""Told how many bytes of the file are here, from 0 on."""


def fetch(url: str, file: Attachment, folder: Path, progress: Progress) -> bytes:
    """The file decompressed, its hashes verified; the part file stays where the connection breaks.

    Raises ProviderError for the server's faults, DiskError for the disk's.
    """
    part = folder / f"{file.hash or hashlib.sha256(url.encode()).hexdigest()}.part"
    data = _complete(url, file, part, progress)
    plain = unpack(data, file)
    discard(part)
    return plain


def unpack(data: bytes, file: Attachment) -> bytes:
    """The zstd attachment's content; raises ProviderError where bytes or hash are not what the catalogue says."""
    from fxtranslate import discovery

    if not data.startswith(_ZSTD):
        page = "a web page (a login page or a proxy's?)" if _is_page(data) else "something else"
        raise ProviderError(f"instead of the model file {file.name} the server sent {page}", hint=_MIRROR)
    if file.hash and hashlib.sha256(data).hexdigest() != file.hash:
        raise _wrong(file)
    try:
        return discovery.verify_and_decompress(data, file.plain_hash or None)
    except ValueError as fault:
        raise _wrong(file) from fault


def discard(part: Path) -> None:
    """Remove a part file, if it can be."""
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _wrong(file: Attachment) -> ProviderError:
    return ProviderError(f"{file.name} is not the file the catalogue promises (its SHA-256 differs)", hint=_MIRROR)


def _is_page(data: bytes) -> bool:
    return data[:200].lstrip()[:1] == b"<"


def _complete(url: str, file: Attachment, part: Path, progress: Progress) -> bytes:
    """All bytes of the attachment, whether fetched now or before; tried again as long as something arrives."""
    for attempt in range(1, TRIES + 1):
        before = _have(part, file)
        try:
            _continue(url, file, part, before, progress)
            data = part.read_bytes()
            if not file.hash or not before or hashlib.sha256(data).hexdigest() == file.hash:
                return data
        except _http.Unreachable as fault:
            if attempt == TRIES or _have(part, file) == before:
                raise _later(fault, _have(part, file), file) from fault
            continue
        except ProviderError:
            discard(part)
            raise
        except OSError as fault:
            raise disk_fault(part, fault) from fault
        discard(part)
    raise _wrong(file)


def _later(fault: ProviderError, have: int, file: Attachment) -> ProviderError:
    if not have:
        return fault
    of = f" of {megabytes(file.size)}" if file.size else ""
    hint = "run the same command again: it goes on where it stopped"
    return _http.Unreachable(f"{fault.message} ({megabytes(have)}{of} of {file.name} are here)", hint=hint)


def _have(part: Path, file: Attachment) -> int:
    try:
        size = part.stat().st_size
    except OSError:
        return 0
    if file.size and size > file.size:
        discard(part)
        return 0
    return size


def _continue(url: str, file: Attachment, part: Path, start: int, progress: Progress) -> None:
    if file.size and start == file.size:
        progress(start)
        return
    with _http.get(url, start=start) as answer:
        begin = start if answer.status == 206 and _begins_at(answer, start) else 0
        if (answer.headers.get_content_type() or "") == "text/html":
            raise ProviderError(f"instead of the model file {file.name} the server sent a web page", hint=_MIRROR)
        promised = begin + int(answer.headers.get("Content-Length") or 0)
        _refuse_size(promised, file)
        have = _append(answer, url, part, begin, file, progress)
    if have < max(promised, file.size):
        raise _http.Unreachable("the connection broke off")


def _begins_at(answer: http.client.HTTPResponse, start: int) -> bool:
    return (answer.headers.get("Content-Range") or "").startswith(f"bytes {start}-")


def _refuse_size(size: int, file: Attachment) -> None:
    if size > (file.size or LARGEST) or file.size > LARGEST:
        raise ProviderError(f"the server sends {size:,} bytes for {file.name}, the catalogue says {file.size:,}")


def _append(
    answer: http.client.HTTPResponse, url: str, part: Path, begin: int, file: Attachment, progress: Progress
) -> int:
    have = begin
    with open(part, "r+b" if begin else "wb") as out:
        out.seek(begin)
        while chunk := _chunk(answer, url):
            have += len(chunk)
            _refuse_size(have, file)
            out.write(chunk)
            progress(have)
        out.truncate()
    return have


def _chunk(answer: http.client.HTTPResponse, url: str) -> bytes:
    try:
        return answer.read1(_CHUNK)
    except (OSError, http.client.HTTPException) as fault:
        raise _http.broken(url, fault) from fault


def disk_fault(path: Path, fault: OSError) -> DiskError:
    """A fault of the disk in words."""
    full = fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    hint = "make room, or set" if full else "set"
    return DiskError(f"{path}: {fault.strerror or fault}", hint=f"{hint} LOCAKIT_MODELS to a folder that can take it")
