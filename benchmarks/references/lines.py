"""Formats of lines: properties through javaproperties, .strings through openstep-plist, INI through configparser."""

from __future__ import annotations

import configparser
import re
from collections.abc import Sequence

from benchmarks.references import Leaf, text_of

_CUE = re.compile(r"[\d:.,]+[ \t]*-->[ \t]*[\d:.,]+.*")
_NEXT_CUE = re.compile(r"\n(?:[ \t]*\n)+(?=\d+[ \t]*\n[\d:.,]+[ \t]*-->|[\d:.,]+[ \t]*-->)")
_SMALL_U = re.compile(r"(?<!\\)((?:\\\\)*\\)u(?=[0-9a-fA-F]{4})")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)


def properties_view(data: bytes) -> list[Leaf]:
    """Every entry in the order of the file, doubles and comments included."""
    import javaproperties

    parsed = javaproperties.parse(text_of(data))
    return [(f"{getattr(p, 'key', '#')}", getattr(p, "value", p.source)) for p in parsed]


def strings_view(data: bytes) -> list[Leaf]:
    """Every key with its text; of doubles, the last. GNUstep's own small ``\\u`` is read as the ``\\U`` it means."""
    import openstep_plist  # type: ignore[import-untyped]  # has no stubs

    text = _SMALL_U.sub(r"\1U", text_of(data))
    found = openstep_plist.loads(text, use_numbers=False) if text.strip() else {}
    return [(str(key), str(value)) for key, value in found.items()]


def ini_view(data: bytes) -> list[Leaf]:
    """Every option, without quotes around its value; keys before the first section are in one without a name."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep the case
    parser.read_string("[\0]\n" + text_of(data).replace("\r\n", "\n"))
    sections = [parser.default_section, *parser.sections()]
    return [(f"{s}/{k}", _bare(str(v))) for s in sections for k, v in parser.items(s)]


def _bare(value: str) -> str:
    """Without the quotes around it and the backslashes before those inside, as PHP and Joomla read it."""
    found = _QUOTED.fullmatch(value)
    return found[1].replace('\\"', '"') if found else value


def srt_view(data: bytes) -> list[Leaf]:
    """Each cue's lines up to the timing, then its text; an empty line ends a cue only where another begins."""
    return _cues(_NEXT_CUE.split(text_of(data).replace("\r\n", "\n").strip("\n")))


def vtt_view(data: bytes) -> list[Leaf]:
    """Each block's lines up to the timing, then its text."""
    return _cues(re.split(r"\n\n+", text_of(data).replace("\r\n", "\n").strip("\n")))


def _cues(blocks: Sequence[str]) -> list[Leaf]:
    out: list[Leaf] = []
    for number, block in enumerate(blocks):
        lines = block.split("\n")
        at = next((i for i, line in enumerate(lines) if _CUE.match(line)), len(lines) - 1)
        out.append((f"{number} head", "\n".join(lines[: at + 1])))
        out.append((f"{number} text", "\n".join(lines[at + 1 :]).rstrip()))
    return out


def plain_view(data: bytes) -> list[Leaf]:
    """The text, and the line ends behind it."""
    text = text_of(data).replace("\r\n", "\n")
    body = text.rstrip("\n")
    return [("text", body), ("end", text[len(body) :])]
