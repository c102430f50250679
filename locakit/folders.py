"""Folders of this machine outside of any project."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def shipped() -> Path:
    """Where the packs are: beside the code in an installed package, beside the package in a checkout."""
    places = (_HERE / "glossaries", _HERE.parent / "glossaries")
    return next((place for place in places if (place / "markets").is_dir()), places[0])


def cache_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """``locakit`` in the platform's folder for what can be made again."""
    if platform == "win32":
        cache = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        # The XDG Base Directory Specification has relative paths ignored.
        named = environment.get("XDG_CACHE_HOME", "")
        cache = Path(named) if named.startswith("/") else Path.home() / ".cache"
    return cache / "locakit"
