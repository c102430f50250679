"""One handler at the top: expected faults as a plain sentence, ^C as 130, the unexpected as a paste-ready log."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from locakit import __version__
from locakit.errors import LocakitError

INTERRUPTED = 130
FAILED = 3


def run() -> int:
    """Run the command line; the exit code of ``cli.md``: 0 clean, 1 findings, 2 usage, 3 failure, 130 interrupted."""
    # Catalogs are many small objects that live to the end: the default thresholds make the collector
    # walk them over and over, half of the time of reading a large file.
    gc.set_threshold(100_000, 20, 50)
    import typer

    from locakit.cli.app import build

    _plain_streams()
    try:
        code = build(sys.argv[1:])(standalone_mode=False)
        sys.stdout.flush()
        return _stopped() if code == INTERRUPTED else code if isinstance(code, int) else 0
    except LocakitError as error:
        return _say(error.message, error.hint, error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _say(f"{where}{error.strerror or error}", "", FAILED)
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            return _crash(error)
        show()
        return int(getattr(error, "exit_code", 2))


def _plain_streams() -> None:
    """UTF-8 whatever the locale says: a report in Arabic must not fail on a C locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _stopped() -> int:
    return _say("stopped; what finished is kept, the same command continues", "", INTERRUPTED)


def _say(message: str, hint: str, code: int) -> int:
    from locakit.cli.say import harmless

    with suppress(OSError, ValueError):
        sys.stdout.flush()
    print(f"locakit: {harmless(message)}", file=sys.stderr)
    if hint:
        print(f"         {harmless(hint)}", file=sys.stderr)
    return code


def _crash(error: Exception) -> int:
    import platform
    import traceback

    from locakit.cli.say import harmless

    where = f"locakit {__version__}, Python {platform.python_version()}, {platform.platform()}"
    trace = "".join(traceback.format_exception(error))
    command = " ".join(sys.argv[1:])
    told = (
        f"locakit: this should not have happened: {type(error).__name__}: {error}\n"
        "         Nothing was half-written. Please report it with the text below.\n\n"
        f"{where}\ncommand: locakit {command}\n{trace}"
    )
    print(harmless(told), file=sys.stderr)
    return FAILED
