"""The pictures of docs/review.md, taken anew: ``python -m benchmarks._board_pictures``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._browser import ROOT, browser, opened, served
from locakit import proposals
from locakit.ledger import digest
from locakit.proposals import Proposal

if TYPE_CHECKING:
    from playwright.sync_api import Page

OUT = ROOT / "docs/images"
SOURCE = "locales/en.json"
KEY = "home.welcome_back"
NEW = "Welcome back, {{name}}! Shall we pack another bag of {{product}}?"
SAID = "Heureux de vous revoir, {{name}}\u202f! On vous prépare un autre sachet de {{product}}\u202f?"
WHO = "Ana Lima <ana@example.org>"


def _run(folder: Path, *command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        command, cwd=folder, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def shop(folder: Path) -> Path:
    """The storefront, translated by its memory, with one text that changed after a person had approved it."""
    shutil.copytree(ROOT / "examples/storefront", folder, dirs_exist_ok=True)
    config = folder / "locakit.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("[firefox]", "[pseudo]"), encoding="utf-8")
    python = (sys.executable, "-m", "locakit")
    _run(folder, *python, "translate")
    _run(folder, *python, "review", "--approve", "--market", "fr-FR", "--key", KEY, "--as", "Eva Roy <eva@example.org>")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        _run(folder, "git", *command)
    texts = json.loads((folder / SOURCE).read_text(encoding="utf-8"))
    part, _, name = KEY.rpartition(".")
    texts[part][name] = NEW
    (folder / SOURCE).write_text(json.dumps(texts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    new = {"other": NEW}
    laid = Proposal(SOURCE, KEY, digest(new), "firefox", "2026-11-02T09:30:00Z", {"other": SAID}, new)
    (folder / ".locakit/proposals").mkdir(exist_ok=True)
    (folder / ".locakit/proposals/fr-FR.tsv").write_text(proposals.render([laid]), encoding="utf-8")
    return folder


def _keep(page: Page, name: str) -> None:
    """A picture with few colours: small, and sharp where it matters."""
    from PIL import Image

    page.wait_for_timeout(500)
    OUT.mkdir(exist_ok=True)
    with Image.open(BytesIO(page.screenshot())) as taken:
        few = taken.convert("RGB").quantize(192, dither=Image.Dither.NONE)
        few.save(OUT / f"board-{name}.png", optimize=True)


def _show(page: Page, market: str, words: str) -> None:
    page.select_option("#market", market)
    page.fill("#words", words)
    page.wait_for_timeout(700)
    page.focus("#list")
    page.keyboard.press("Home")
    page.wait_for_timeout(400)


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as made:
        folder = shop(Path(made) / "marula")
        with served(folder, who=WHO) as address, browser() as chrome:
            wide = {"width": 1280, "height": 800}
            page = opened(chrome.new_page(viewport=wide, color_scheme="light"), address)
            _show(page, "fr-FR", KEY)
            _keep(page, "light")
            page = opened(chrome.new_page(viewport=wide, color_scheme="dark"), address)
            _show(page, "pt-BR", "{{name}}")
            page.keyboard.press("e")
            page.keyboard.press("Control+a")
            page.keyboard.type("Bom dia,  você!")
            _keep(page, "dark")
            page = opened(chrome.new_page(viewport=wide, color_scheme="light"), address)
            _show(page, "ar-SA", "cart.items")
            _keep(page, "arabic")
            page = opened(chrome.new_page(viewport={"width": 390, "height": 780}, color_scheme="light"), address)
            _show(page, "es-MX", "{{name}}")
            page.keyboard.press("e")
            _keep(page, "phone")


if __name__ == "__main__":
    main()
