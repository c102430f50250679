"""What a format function cannot read: percent signs, braces and apostrophes that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from locakit.placeables.dialects import BRACE_FLAGS, MESSAGE_FLAGS, PRINTF_FLAGS
from locakit.rules._kit import ICU, MOST, Hit, Pair, ex, masked, rule, spans
from locakit.rules.placeables import QUIET

_CONVERTED = frozenset({"printf", "numbered", "named", "stringsdict"})
_BRACES = re.compile(r"[{}]")
_SCHEME = "scheme-format"
_NUMBERED = re.compile(r"\{\s*+\d++\s*+[,}]")


def _doubled(source: str, target: str) -> bool:
    return "%" in target


@rule(
    "placeables.percent", "error", signs="%", quiet=QUIET, blocks=True, when=_doubled, calm="held",
    bad=[
        ex("%d%% of %s", "%d% von %s", "de", "c-format"), ex("12%% off", "12% de desconto", "pt-BR", "python-format"),
        ex("%1$d%% done", "%1$d % tamamlandı", "tr"), ex("{n} of 100%", "{n} von 100%%", "de"),
        ex("%s left", "%s 残り 100%", "ja", "php-format"),
    ],
    good=[
        ex("%d%% of %s", "%d%% von %s", "de", "c-format"), ex("12%% off", "12 percent", "en-GB", "python-format"),
        ex("100% free", "100 % kostenlos", "de"), ex("%d%%", "%%%d", "tr", "c-format"),
    ],
)  # fmt: skip
def percent(pair: Pair) -> Iterable[Hit]:
    """A percent sign in a format string starts no placeholder, or stands doubled where nothing reads it.

    Why: the format function fails, or takes the words behind the sign for a placeholder; a literal sign is written
    ``%%`` there. Where no format function is at work readers see both signs.

    Source: ISO C, fprintf; Python documentation, "printf-style String Formatting".
    """
    flags = pair.unit.flags
    left = spans(pair.source, flags)
    literal = any(p.kind == "percent" for p in left)
    if flags.isdisjoint(PRINTF_FLAGS) and not (
        literal and any(p.kind in _CONVERTED and p.text[0] == "%" for p in left)
    ):
        return () if literal else _doubles(pair)
    if "%" in masked(pair.source, flags):
        return ()
    left_over = masked(pair.target, flags)
    return [
        Hit("the percent sign starts no placeholder", (at, at + 1), fix="%%")
        for at in (hit.start() for hit in _PERCENT.finditer(left_over))
    ]


_PERCENT = re.compile("%")


def _doubles(pair: Pair) -> Iterable[Hit]:
    """Doubled signs of a text that no format function reads."""
    if "%%" not in pair.target or "%" not in masked(pair.source, pair.unit.flags):
        return ()
    return [
        Hit("the percent sign is doubled, and is not in the source", (p.start, p.end), fix="%", severity="warning")
        for p in spans(pair.target, pair.unit.flags) if p.kind == "percent"
    ]  # fmt: skip


@rule(
    "placeables.syntax", "error", signs="{}~", quiet=QUIET, blocks=True, needs=" ".join([*BRACE_FLAGS, _SCHEME]),
    bad=[
        ex("Hello {name}", "Olá {name}}", "pt-BR", "python-brace-format"),
        ex("{0} of {1}", "{0} von {1} {", "de", "c-sharp-format"), ex("Use {{x}}", "Usar {x", "es", "rust-format"),
        ex("~a files", "~a файлов ~", "ru", "scheme-format"), ex("{0} files", "{0} ملفات }", "ar", "java-format"),
    ],
    good=[
        ex("Hello {name}", "Olá {name} {{x}}", "pt-BR", "python-brace-format"),
        ex("{0} of {1", "{0} von {1", "de", "c-sharp-format"), ex("~a files~%", "~a файлов~%", "ru", "scheme-format"),
    ],
)  # fmt: skip
def syntax(pair: Pair) -> Iterable[Hit]:
    """A brace, or Scheme's tilde, of a format string is no part of a placeholder.

    Why: the format function fails on the whole text. A literal brace is written doubled, in Java between apostrophes.

    Source: Python documentation, "Format String Syntax"; .NET, "Composite formatting"; java.text.MessageFormat.
    """
    flags = pair.unit.flags
    signs = _BRACES if _SCHEME not in flags else _TILDE
    if signs.search(masked(pair.source, flags)):
        return ()
    return [Hit(f"{hit[0]} stands alone", hit.span()) for hit in signs.finditer(masked(pair.target, flags))]


_TILDE = re.compile("~")


@rule(
    "placeables.apostrophe", "error", signs="'", quiet=QUIET, blocks=True, needs=" ".join(MESSAGE_FLAGS),
    bad=[
        ex("Archive of {0}", "L'archive de {0}", "fr", "java-format"),
        ex("{0} cannot be opened", "{0} n'est pas là", "fr", "auto-java-messageformat"),
    ],
    good=[
        ex("Archive of {0}", "L''archive de {0}", "fr", "java-format"),
        ex("The archive", "L'archive", "fr", "auto-java-messageformat"),
        ex("It's {0}", "C'est {0}", "fr", "java-format"),
    ],
)  # fmt: skip
def apostrophe(pair: Pair) -> Iterable[Hit]:
    """An apostrophe in a Java MessageFormat has no partner, or quotes a placeholder.

    Why: it starts a quotation: it vanishes, and placeholders behind it are shown as they are written. An apostrophe
    that readers are to see is written twice.

    Source: Java SE, java.text.MessageFormat, "Patterns and Their Interpretation".
    """
    if not _formatted(pair) or pair.source.count("'") % 2 or pair.target.count("'") % 2 == 0:
        return ()
    singles = [hit.start() for hit in _SINGLE.finditer(pair.target)]
    fix = "''" if len(singles) == 1 else None
    return [Hit("the apostrophe has no partner", (at, at + 1), fix=fix) for at in singles[-1:]]


_SINGLE = re.compile(r"(?<!')'(?:'')*+(?!')")


def _formatted(pair: Pair) -> bool:
    """With the flag that says ``auto``, only a text with a numbered placeholder is a MessageFormat."""
    declared = not pair.unit.flags.isdisjoint(MESSAGE_FLAGS - {"auto-java-messageformat"})
    return declared or _NUMBERED.search(pair.source) is not None


@rule(
    "placeables.quoted", "error", signs="'", quiet=QUIET, blocks=True, needs=" ".join([ICU, *MESSAGE_FLAGS]),
    bad=[
        ex("The file of {name}", "Le fichier d'{name}", "fr", ICU), ex("{n} of {who}", "{n} dell'{who}'", "it", ICU),
        ex("Archive of {0}", "L''archive d''un '{0}'", "fr", "java-format"),
    ],
    good=[
        ex("The file of {name}", "Le fichier d''{name}", "fr", ICU), ex("The {name}", "L'état de {name}", "fr", ICU),
        ex("Write '{x}' for {x}", "اكتب '{x}' من أجل {x}", "ar", ICU),
    ],
)  # fmt: skip
def quoted(pair: Pair) -> Iterable[Hit]:
    """An apostrophe right before a brace quotes a placeholder of the source.

    Why: the reader sees ``{name}`` in place of the value, and not the apostrophe. An apostrophe that readers are to
    see there is written twice.

    Source: ICU User Guide, "Formatting Messages": quoting/escaping; java.text.MessageFormat.
    """
    flags = pair.unit.flags
    usual = {p.text for p in spans(pair.source, flags) if p.kind == "quoted"}
    names = sorted({p.text for p in spans(pair.source, flags) if p.kind == "brace"})[:MOST]
    return [
        Hit(f"the apostrophe quotes {name}", (p.start, p.start + 1), fix="''")
        for p in spans(pair.target, flags) if p.kind == "quoted" and p.text not in usual
        for name in names if name in p.text
    ]  # fmt: skip
