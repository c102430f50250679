"""The spelling dictionaries that are installed for Hunspell."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from locakit import locales

_FOLDERS = (
    "/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell", "/Library/Spelling", "~/Library/Spelling", "~/.local/share/hunspell",
)  # fmt: skip
_SET = re.compile(rb"^(?:\xef\xbb\xbf)?SET\s+(\S+)", re.MULTILINE)
_MOST = 100_000_000


def find(market: str) -> tuple[str, str] | None:
    """The texts of a market's ``.aff`` and ``.dic`` files; None where no readable pair is installed.

    Folders named in ``DICPATH`` come first, as for Hunspell. A market without its own dictionary takes its
    language's, and a language without one that of any of its regions.
    """
    for folder in _folders():
        language = locales.language(market)
        names = [spelt for tag in locales.chain(market) for spelt in (tag.replace("-", "_"), tag)]
        regional = sorted(p.stem for p in folder.glob(f"{language}_*.aff"))
        for name in dict.fromkeys([*names, language, *regional]):
            pair = _read(folder / name)
            if pair is not None:
                return pair
    return None


def _folders() -> list[Path]:
    named = [p for p in os.environ.get("DICPATH", "").split(os.pathsep) if p]
    return [folder for one in (*named, *_FOLDERS) if (folder := Path(one).expanduser()).is_dir()]


def _read(stem: Path) -> tuple[str, str] | None:
    aff, dic = stem.with_name(stem.name + ".aff"), stem.with_name(stem.name + ".dic")
    try:
        if aff.stat().st_size + dic.stat().st_size > _MOST:
            return None
        raw, words = aff.read_bytes(), dic.read_bytes()
        said = _SET.search(raw)
        name = (said[1].decode("ascii", "replace") if said else "ISO8859-1").lower().replace("microsoft-", "")
        codec = codecs.lookup(name).name
        return raw.decode(codec), words.decode(codec)
    except (OSError, LookupError, UnicodeDecodeError):
        return None
