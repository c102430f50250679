"""The disk: bytes kept, writes whole or not at all, links, rights, the project's fence and its lock."""

from __future__ import annotations

import codecs
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.errors import DiskError, UsageError
from locakit.shell import _atomic, disk
from locakit.shell.lock import project_lock

ROOT = Path(__file__).resolve().parent.parent
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


def child(code: str) -> subprocess.Popen[str]:
    """A Python process that runs ``code`` and whose first line of output was seen."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    return process


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize(
    ("data", "encoding", "damaged"),
    [
        (b"", "utf-8", False),
        (b"a\r\nb\nc\rd", "utf-8", False),
        (codecs.BOM_UTF8 + "é\u2028ع".encode(), "utf-8", False),
        (b"caf\xe9\x80\xff", "utf-8", True),
        (b"\xed\xa0\x80", "utf-8", True),
        (codecs.BOM_UTF16_LE + '"k" = "ع😀";\r\n'.encode("utf-16-le"), "utf-16-le", False),
        (codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "utf-16-be", False),
        (codecs.BOM_UTF16_LE + b"odd", "utf-8", True),
    ],
)
def test_reading_loses_no_byte(tmp_path: Path, data: bytes, encoding: str, damaged: bool) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    found = disk.read_text(path)
    assert (found.encoding, found.damaged) == (encoding, damaged)
    assert disk.write_text(path, found.text, found.encoding) is False
    assert disk.write_text(path, found.text + "!", found.encoding) is True
    assert path.read_bytes() == data + disk.encode("!", encoding)


@given(st.binary())
def test_decode_and_encode_are_inverse(data: bytes) -> None:
    found = disk.decode(data)
    assert disk.encode(found.text, found.encoding) == data


def test_a_byte_order_mark_is_the_first_character(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(codecs.BOM_UTF8 + b"a")
    assert disk.read_text(tmp_path / "x").text == "\ufeffa"


def test_writing_makes_folders_and_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.json"
    assert disk.write_text(path, "{}\n") is True
    before = path.stat()
    assert disk.write_text(path, "{}\n") is False
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert names(path.parent) == ["c.json"]


def test_a_new_file_follows_the_umask_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    path, script = tmp_path / "new", tmp_path / "old"
    script.write_text("a")
    script.chmod(0o754)
    old = os.umask(0o027)
    try:
        disk.write_text(path, "x")
        disk.write_text(script, "b")
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(script.stat().st_mode) == 0o754


@as_root
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("a")
    os.chown(path, 12345, 54321)
    path.chmod(0o4750)
    disk.write_text(path, "b")
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (12345, 54321, 0o4750)


def test_a_symbolic_link_stays_and_its_target_changes(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x").write_text("a")
    (tmp_path / "link").symlink_to("real/x")
    (tmp_path / "second").symlink_to("link")
    (tmp_path / "dangling").symlink_to("real/new")
    assert disk.write_text(tmp_path / "second", "b") and disk.write_text(tmp_path / "dangling", "c")
    assert (tmp_path / "second").is_symlink() and (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "x").read_text() == "b" and (tmp_path / "real" / "new").read_text() == "c"
    assert names(tmp_path / "real") == ["new", "x"]


def fails(path: Path | str, text: str = "new") -> DiskError:
    with pytest.raises(DiskError) as caught:
        disk.write_text(path, text)
    assert caught.value.exit_code == 3 and str(path) in caught.value.message
    return caught.value


def test_what_cannot_be_written_is_said_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    error = fails(tmp_path / "file" / "x.json")
    assert error.message.endswith("could not be written: a file stands where a folder should be")
    assert error.hint == "move that file away, or change the path"
    assert "a folder stands where the file should be" in fails(tmp_path / "folder").message
    assert "the link leads back to itself" in fails(tmp_path / "loop").message
    assert "the name is too long" in fails(tmp_path / ("x" * 300)).message
    with pytest.raises(DiskError, match="is not a path"):
        disk.write_text("a\0b", "x")
    assert "is half a character" in fails(tmp_path / "half", "\ud83d").message
    assert names(tmp_path) == ["file", "folder", "loop"]


def test_a_device_is_never_replaced() -> None:
    assert "it is a device, not a file" in fails("/dev/null").message
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_read_only_files_and_folders(tmp_path: Path) -> None:
    """Done by a process that is not root, for root may write everywhere."""
    process = child("""
        import os, shutil, tempfile
        from locakit.errors import DiskError
        from locakit.shell import disk
        folder = tempfile.mkdtemp()
        path = os.path.join(folder, "x")
        disk.write_text(path, "old")
        def attempt():
            try:
                disk.write_text(path, "new")
            except DiskError as error:
                print(error.message.removeprefix(path), open(path).read(), os.listdir(folder))
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534), os.chown(path, 65534, 65534)
            os.seteuid(65534)
        os.chmod(path, 0o444)
        attempt()
        os.chmod(path, 0o644)
        os.chmod(folder, 0o555)
        attempt()
        os.chmod(folder, 0o755)
        os.seteuid(os.getuid())
        shutil.rmtree(folder)
        """)
    said = process.communicate()[0].splitlines()
    assert said == [" could not be written: permission denied old ['x']"] * 2


def test_a_file_we_may_not_write_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode, effective_ids: False)
    assert fails(tmp_path / "x").hint == "check who owns the file and its folder"
    assert (tmp_path / "x").read_text() == "old"


def test_reading_what_is_not_there() -> None:
    with pytest.raises(DiskError, match="no/such could not be read: no such file"):
        disk.read_text("no/such")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    make = _atomic._create

    def full(folder: str, mode: int) -> tuple[int, str]:
        handle, temporary = make(folder, mode)
        os.close(handle)
        return os.open("/dev/full", os.O_WRONLY), temporary

    monkeypatch.setattr(_atomic, "_create", full)
    error = fails(path)
    assert error.message.endswith("could not be written: the disk is full")
    assert error.hint == "free some space, then run the same command again"
    assert path.read_text() == "old" and names(tmp_path) == ["x"]


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    code = f"""
        import resource, signal
        from locakit.errors import DiskError
        from locakit.shell import disk
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, {resource.getrlimit(resource.RLIMIT_FSIZE)[1]}))
        try:
            disk.write_text({str(path)!r}, "n" * 9000)
        except DiskError as error:
            print(error.message)
        """
    assert "larger than the system allows" in child(code).communicate()[0]
    assert path.read_text() == "old" and names(tmp_path) == ["x"]


def test_kill_at_any_moment_leaves_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    size, chance = 400_000, random.Random(7)
    path.write_text("a" * size)
    left = 0
    for _ in range(20):
        process = child(f"""
            from locakit.shell import disk
            print("ready", flush=True)
            while True:
                for letter in "ba":
                    disk.write_text({str(path)!r}, letter * {size})
            """)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.001, 0.03))
        process.kill()
        process.wait()
        process.stdout.close()
        text = path.read_text()
        assert len(text) == size and set(text) in ({"a"}, {"b"})
        left += len(names(tmp_path)) - 1
    _atomic._swept.discard(str(tmp_path))
    disk.write_text(path, "done")
    assert names(tmp_path) == ["x.json"], f"{left} leftovers were seen on the way"


def test_leftovers_are_removed_only_where_their_process_is_gone(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    here, other = _atomic._HERE, "00000000" if _atomic._HERE != "00000000" else "00000001"
    mine = f".locakit-{here}-{os.getpid()}-0badcafe.tmp"
    gone = f".locakit-{here}-{ended.pid}-0badcafe.tmp"
    fresh, stale = (f".locakit-{other}-1-{n}badcafe.tmp" for n in (1, 2))
    for name in (mine, gone, fresh, stale, "own.tmp", ".locakit-notes.tmp"):
        (tmp_path / name).write_text("x")
    os.utime(tmp_path / stale, (1, 1))
    disk.write_text(tmp_path / "y", "y")
    assert names(tmp_path) == sorted([mine, fresh, "own.tmp", ".locakit-notes.tmp", "y"])


def test_the_fence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "a").mkdir(parents=True)
    (tmp_path / "homework").mkdir()
    (home / "out").symlink_to(tmp_path)
    (home / "in").symlink_to("a")
    assert disk.confined(home, "a/new.json") == home / "a" / "new.json"
    assert disk.confined(home, "in/x") == home / "a" / "x"
    assert disk.confined(home, "a/../b") == home / "b"
    assert disk.confined(home, home / "b") == home / "b"
    for bad in ("../x", "a/../../x", "out/x", "/etc/passwd", "../homework/x", "a\0b"):
        with pytest.raises(UsageError):
            disk.confined(home, bad)


def test_files_are_listed_once_and_without_the_made_ones(tmp_path: Path) -> None:
    plain = ("b.json", "a/ü.md", "a/c d.md")
    for name in (*plain, "node_modules/x.json", "vendor/shop/en.json", ".git/x", ".hidden", "build/y"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "a" / "loop").symlink_to("..")
    (tmp_path / "inside").symlink_to("b.json")
    (tmp_path / "outside").symlink_to("/etc/passwd")
    (tmp_path / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    found = ["a/c d.md", "a/ü.md", "b.json", "inside"]
    assert disk.list_files(tmp_path) == found
    assert disk.list_files(tmp_path, ["", "vendor/shop"]) == [*found, "vendor/shop/en.json"]
    assert disk.list_files(tmp_path, ["a/", "none"]) == ["a/c d.md", "a/ü.md"]
    with pytest.raises(DiskError):
        disk.list_files(tmp_path / "b.json")


def test_names_that_are_not_utf8_are_listed_and_read(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.json")
    disk.write_text(tmp_path / name, "{}")
    assert disk.list_files(tmp_path) == [name]
    assert disk.read_text(tmp_path / name).text == "{}"


def holder(root: Path, more: str = "") -> subprocess.Popen[str]:
    process = child(f"""
        import os, time
        from locakit.shell.lock import project_lock
        with project_lock({str(root)!r}):
            {more or "print('held', flush=True)"}
            time.sleep(60)
        """)
    return process


def test_a_second_run_is_told_who_is_at_work(tmp_path: Path) -> None:
    process = holder(tmp_path)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(UsageError, match=rf"\(process {process.pid}\)"), project_lock(tmp_path):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    with project_lock(tmp_path):
        assert (tmp_path / ".locakit" / "lock").read_text() == f"{os.getpid()}\n"
        with pytest.raises(UsageError, match=rf"\(process {os.getpid()}\)"), project_lock(tmp_path / "."):
            pass
    with project_lock(tmp_path):
        pass
    assert (tmp_path / ".locakit" / "lock").read_text() == ""


def test_a_worker_that_outlives_its_run_does_not_keep_the_lock(tmp_path: Path) -> None:
    process = holder(tmp_path, "worker = os.fork()\n            worker and print(worker, flush=True)")
    assert process.stdout is not None
    with process.stdout:
        worker = int(process.stdout.readline())
        process.kill()
        process.wait()
        try:
            os.kill(worker, 0)
            with project_lock(tmp_path):
                pass
        finally:
            os.kill(worker, signal.SIGKILL)


def test_the_lock_is_given_back_when_the_run_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), project_lock(tmp_path):
        raise RuntimeError
    with project_lock(tmp_path):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="a file stands where a folder should be"), project_lock(tmp_path / "file"):
        pass
