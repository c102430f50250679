"""One run at a time in a project: a lock that ends with its process, however that ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from locakit.errors import UsageError
from locakit.shell import _atomic
from locakit.shell._atomic import Name

_FAR = 1 << 30
"""Where the lock's one byte lies on Windows, beyond the process number, which must stay readable."""
_held: set[str] = set()
"""Locks of this process: the system lets a process lock a file twice."""


@contextmanager
def project_lock(root: Name) -> Iterator[None]:
    """Hold ``.locakit/lock`` of a project inside the block.

    Raises UsageError naming the process that holds it, DiskError where the file cannot be made. A killed process
    leaves the file and no lock. Where the file system knows no locks (some network shares) the block runs without.
    """
    path = Path(os.path.realpath(root), ".locakit", "lock")
    if str(path) in _held:
        raise _busy(os.getpid())
    with _atomic.named(path, "written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        with _atomic.named(path, "written"):
            _take(handle)
            _write_number(handle)
        _held.add(str(path))
        yield
    finally:
        if str(path) in _held:
            _held.remove(str(path))
            os.ftruncate(handle, 0)
        os.close(handle)


def _take(handle: int) -> None:
    try:
        _lock(handle)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise _busy(_number(handle)) from None
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL):
            raise


def _lock(handle: int) -> None:
    """A record lock: unlike ``flock``, worker processes forked from this one do not keep it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _number(handle: int) -> int:
    text = os.read(handle, 32).decode("ascii", "replace").strip()
    return int(text) if text.isdecimal() else 0


def _write_number(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, f"{os.getpid()}\n".encode())


def _busy(process: int) -> UsageError:
    who = f"process {process}" if process else "another process"
    return UsageError(f"locakit is at work in this project already ({who})", hint="wait until it is done, or stop it")
