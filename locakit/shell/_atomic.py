"""Bytes from and to the disk: a file is the old one or the new one, never half of either."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import gethostname

from locakit.errors import DiskError

Name = str | os.PathLike[str]

_HERE = f"{zlib.crc32(gethostname().encode()):08x}"
_LEFT = re.compile(r"\.locakit-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.tmp")
_DAY = 24 * 3600
_swept: set[str] = set()
"""Folders where this process has looked for leftovers: once is enough, and a folder may hold thousands of files."""

_CURES = {
    errno.ENOSPC: ("the disk is full", "free some space, then run the same command again"),
    errno.EDQUOT: ("your share of the disk is full", "free some space, then run the same command again"),
    errno.EFBIG: ("the file is larger than the system allows", "raise the limit (ulimit -f), then run it again"),
    errno.EROFS: ("the disk is read-only", "work on a copy of the project, or mount the disk for writing"),
    errno.EACCES: ("permission denied", "check who owns the file and its folder"),
    errno.EPERM: ("permission denied", "check who owns the file and its folder"),
    errno.ENOENT: ("no such file", ""),
    errno.ENOTDIR: ("a file stands where a folder should be", "move that file away, or change the path"),
    errno.EEXIST: ("a file stands where a folder should be", "move that file away, or change the path"),
    errno.EISDIR: ("a folder stands where the file should be", "move that folder away, or change the path"),
    errno.ELOOP: ("the link leads back to itself", "remove the link"),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "shorten the path"),
    errno.EIO: ("the disk reports a fault", "check the disk"),
}


def failure(error: OSError, path: Name, doing: str) -> DiskError:
    """The DiskError that names the path, what went wrong in words, and what to do; ``doing`` is read or written."""
    said, cure = _CURES.get(error.errno or 0, (error.strerror or str(error), ""))
    return DiskError(f"{os.fspath(path)} could not be {doing}: {said}", hint=cure)


@contextmanager
def named(path: Name, doing: str) -> Iterator[None]:
    """Turn the system's errors inside the block into DiskError; a path with a NUL character is one, too."""
    try:
        yield
    except OSError as error:
        raise failure(error, path, doing) from error
    except ValueError as error:
        raise DiskError(f"{os.fspath(path)!r} is not a path: {error}") from error


def load(path: Name) -> bytes:
    """All bytes of a file. Raises DiskError."""
    with named(path, "read"):
        return Path(path).read_bytes()


def save(path: Name, data: bytes) -> bool:
    """Make ``data`` the file's bytes, atomically; False where they are already, and then nothing is touched.

    The new bytes are on the disk before the name changes over to them. Mode and owner are kept (the owner where the
    system lets us), a symbolic link stays and its target changes, folders above are made; another hard link keeps
    the old bytes. A file that is read-only for us is not replaced. Raises DiskError; the old file is then as it was.
    """
    with named(path, "written"):
        target = os.path.realpath(path)
        old = _look(target)
        if old is not None and _same(target, old, data):
            return False
        folder = os.path.dirname(target)
        os.makedirs(folder, exist_ok=True)
        _sweep(folder)
        _replace(folder, target, old, data)
        return True


def _look(target: str) -> os.stat_result | None:
    """The file that is there, if it is one that may be replaced."""
    try:
        found = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is a device, not a file")
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, "is read-only")
    return found


def _same(target: str, old: os.stat_result, data: bytes) -> bool:
    if old.st_size != len(data):
        return False
    try:
        return Path(target).read_bytes() == data
    except PermissionError:
        return False


def _replace(folder: str, target: str, old: os.stat_result | None, data: bytes) -> None:
    handle, temporary = _create(folder, 0o666 if old is None else 0o600)
    try:
        try:
            _fill(handle, data)
            if old is not None:
                _inherit(handle, old)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
    flush_folder(folder)


def _create(folder: str, mode: int) -> tuple[int, str]:
    path = os.path.join(folder, f".locakit-{_HERE}-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, flags, mode), path


def _fill(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _inherit(handle: int, old: os.stat_result) -> None:
    """Owner first, mode second: a change of owner takes mode bits away."""
    if not hasattr(os, "fchown"):
        return
    mine = os.fstat(handle)
    if (mine.st_uid, mine.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(handle, old.st_uid, old.st_gid)
        except PermissionError:
            with suppress(PermissionError):
                os.fchown(handle, -1, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def flush_folder(folder: str) -> None:
    """The new name itself on the disk; where a system cannot do that for folders, it does it in its own time."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: str) -> None:
    """Remove what killed runs left: files of processes that are gone; of other machines, after a day."""
    if folder in _swept:
        return
    _swept.add(folder)
    for name in os.listdir(folder):
        found = _LEFT.fullmatch(name)
        path = os.path.join(folder, name)
        if found and _abandoned(path, found[1], int(found[2])):
            with suppress(OSError):
                os.unlink(path)


def _abandoned(path: str, host: str, process: int) -> bool:
    if host == _HERE and os.name != "nt":
        return not alive(process)
    try:
        return time.time() - os.stat(path).st_mtime > _DAY
    except OSError:
        return False


def alive(process: int) -> bool:
    """True if a process with this number runs on this machine (POSIX)."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
