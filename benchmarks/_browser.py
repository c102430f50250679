"""The review board in a real browser: served by the command line, opened in the machine's own Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The browser's program; empty where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), "")


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium; the packages' own browsers are not asked for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def served(folder: Path, *arguments: str, who: str = "Ana <ana@example.org>") -> Iterator[str]:
    """The address, key included, of a board over the project in ``folder``; it is stopped as ^C does."""
    command = [sys.executable, "-m", "locakit", "review", "--port", "0", "--no-open", "--as", who, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield next(line.strip() for line in process.stdout if line.startswith("http://"))
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=20)


def opened(page: Page, address: str) -> Page:
    """The board, ready for its reviewer."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page
