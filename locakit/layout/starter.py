"""The first ``locakit.yaml`` of a project, with comments that say what else there is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from locakit import locales
from locakit.errors import UsageError
from locakit.layout import lists
from locakit.layout.detect import Guess
from locakit.layout.fold import Found
from locakit.settings import DEFAULT_ENGINES, DEFAULT_MEMORY

_SAFE = re.compile(r"[A-Za-z][\w./@{}*-]*(?<![:{])")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def render_config(guess: Guess, source: str = "", markets: Sequence[str] = ()) -> str:
    """The text of a ``locakit.yaml`` for what was found; ``source`` and ``markets`` instead of those guessed.

    Raises UsageError where no content or no market is known: such a file would not be valid.
    """
    spoken = locales.normalize(source or guess.source)
    chosen = [m for m in dict.fromkeys(map(locales.normalize, markets or guess.markets)) if m != spoken]
    if not guess.content:
        raise UsageError("no localized files were recognised in this folder", hint=_NOTHING)
    if not chosen:
        raise UsageError("no market is known", hint="name one or more: locakit init --market pt-BR")
    body = "\n".join(_content(found) for found in guess.content)
    return _TEXT.format(
        source=quote(spoken),
        markets=", ".join(map(quote, chosen)),
        content=body,
        memory=DEFAULT_MEMORY,
        engines=", ".join(DEFAULT_ENGINES),
        first=quote(chosen[0]),
    )


def quote(text: str) -> str:
    """``text`` as a YAML scalar that every YAML version reads as this text."""
    plain = _SAFE.fullmatch(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _content(found: Found) -> str:
    lines = [f"  - path: {quote(found.path)}"]
    if found.source:
        why = "  # lists the messages: their source text is read, not its translations"
        lines.append(f"    source: {quote(found.source)}{why if lists(found.path, found.source) else ''}")
    return "\n".join(lines)


_NOTHING = "write locakit.yaml by hand: source: en, markets: [pt-BR], content: with `- path: locales/{locale}.json`"

_TEXT = """\
# What locakit translates, into what, and how. Only source, markets and content are needed.

# The locale the content is written in, and the locales to make (BCP 47).
source: {source}
markets: [{markets}]

# Where the files lie. {{locale}} is pt-BR, {{posix}} pt_BR, {{android}} pt-rBR, {{apple}} pt-BR, {{language}} pt,
# {{lower}} pt-br; {{play}} and {{appstore}} are the stores' codes (de is de-DE); * and ** as in git.
# Each entry may have: source (where the source files lie elsewhere), format (where the name does not tell),
# skip (keys that stay as they are: ["internal.*"]), flags ({{"legal.*": [max-length:80]}}), context, channel.
content:
{content}

# Terms: your own files, and names of packs that come with locakit.
# glossaries: [glossaries/brand.yaml, ecommerce]

# What was translated before is used again. A path outside the project is shared; TMX files are imported.
# memory: {{path: {memory}, tmx: [memory.tmx]}}

# Channels of your own, or other limits for those that locakit knows (ads, stores, SMS …).
# channels: {{banner: {{fields: {{slogan: {{max: 24, unit: width, hard: true}}}}}}}}

# The first engine that can translate a pair does; {engines} works on this machine, without account or key.
engines: [{engines}]

# What is different for a market; patterns such as "es-*" too.
# market:
#   {first}: {{register: informal, engines: [{engines}], disable: []}}

# What may be released (translated, reviewed, final), and what happens before text leaves this machine
# (mask personal data, refuse, allow).
# policy: {{require: reviewed, remote: mask}}

# The most that paid engines may cost.
# budget: {{run: 5.00, month: 50.00, currency: USD}}

# Another severity for a rule (error, warning, info), or off.
# rules: {{numbers.missing: warning}}
"""
