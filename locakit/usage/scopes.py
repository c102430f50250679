"""What stands around a call and changes its key: prefixes of a hook, Rails' lazy lookup, Dart's variables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from locakit.usage import arguments
from locakit.usage.frameworks import Framework
from locakit.usage.scan import Scan
from locakit.usage.uses import Use

_VIEW = re.compile(r"(?:^|/)(?:views|components|cells)/(.+?)(?:\.[\w+-]+)+$")
_RUBY = re.compile(r"(?:^|/)(controllers|mailers|components)/(.+?)\.rb$")
_DEF = re.compile(r"(?<![\w.])def\s+(?:self\.)?(\w+[?!]?)")
_GIVEN = re.compile(
    r"=\s*(?:await\s+)?(?:\w{0,60}Localizations|S|L10n)\s*\.\s*(?:(?:maybe)?[oO]f\b|current|instance)"
    r"|=\s*\w{1,60}\s*[!?]?\.\s*(?:l10n|loc|localizations)\s*[!?]?\s*;"
)
_TYPED = re.compile(r"Localizations(?<!MaterialLocalizations)\s*\??\s+(\w{1,60})\s*[,);=]")
_WORD = re.compile(r"\w")
_LIKE = re.compile(r"Localizations\b")
_NAME = re.compile(r"[A-Za-z_]\w*$")
_BLOCK = re.compile(
    r"\{%-?\s*blocktrans(?:late)?\b((?:[^%\"']|\"[^\"]{0,300}\"|'[^']{0,300}'|%(?!\})){0,500}+)%\}((?:[^{]++|\{(?!%))*+)"
    r"(?:\{%-?\s*plural\b[^%]{0,100}%\}(?:[^{]++|\{(?!%))*+)?\{%-?\s*endblocktrans"
)
_TAG = re.compile(r"\{%[-+]?\s*trans(?:late)?\s+")
_OF = re.compile(r"\s+(?:noop\s+)?(?:as\s+\w{1,80}\s+)?context\s+")
_VARIABLE = re.compile(r"\{\{\s*([\w.]{1,80})\s*(?:\|[^{}]{0,200})?\}\}")
_CONTEXT = re.compile(r"\bcontext\s+(?:\"([^\"]{0,200})\"|'([^']{0,200})')")


def prefixes(scan: Scan, row: Framework) -> tuple[str, ...]:
    """The scopes that hooks bind in a file (``useTranslation('ns', {keyPrefix: 'a'})``), each with its separator."""
    if not row.scopes:
        return ()
    found: dict[str, None] = {}
    for call in _hooks(row.scopes).finditer(scan.code):
        end = scan.code.find(")", call.end(), call.end() + 300)
        stop = end if end >= 0 else call.end() + 300
        for place in re.finditer("(?<!\x01)\x01|[\"']", scan.code[call.end() : stop]):
            literal = scan.literal(call.end() + place.start())
            if literal and len(literal.pieces) == 1 and (name := scan.says(literal)[0]):
                found |= {f"{name}.": None, f"{name}:": None}
    return tuple(found)


@cache
def _hooks(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$])(?:{'|'.join(names)})\s*(?:<[^()<>\n]{{0,60}}>)?\(")


def lazy(path: str, scan: Scan, uses: list[Use]) -> Iterator[Use]:
    """Rails' keys that begin with a dot, with the scope that the file's path gives them.

    A view's is its path; in a controller or mailer the action counts, which the nearest method need not be.
    Source: Rails guide, "Internationalization API", "Lazy" lookup.
    """
    view, code = _VIEW.search(path), _RUBY.search(path)
    scope = ""
    if view and not path.endswith(".rb"):
        folder, _, name = view[1].rpartition("/")
        scope = f"{folder}/{name.removeprefix('_')}".strip("/").replace("/", ".")
    starts = [d.start() for d in _DEF.finditer(scan.code)] if code else []
    names = [d[1] for d in _DEF.finditer(scan.code)] if code else []
    for use in uses:
        first = use.pieces[0]
        if not first.startswith("."):
            yield use
        elif scope:
            yield replace(use, pieces=(scope + first, *use.pieces[1:]))
        elif code and (n := bisect_right(starts, use.at)):
            holder = code[2].removesuffix("_controller").replace("/", ".")
            yield replace(use, pieces=(f"{holder}.", first, *use.pieces[1:]))
            yield replace(use, pieces=(f"{holder}.{names[n - 1]}{first}", *use.pieces[1:], ""), sure=False)
        else:
            yield replace(use, pieces=("", *use.pieces))


def held(scan: Scan, row: Framework) -> Iterator[Use]:
    """Dart: members of variables that hold the localizations (``final l10n = AppLocalizations.of(context)!``)."""
    code = scan.code
    if "ocalizations" not in code and "l10n" not in code and "S." not in code:
        return
    names = {"l10n", *_TYPED.findall(code)}
    names |= {
        found[0]
        for m in _GIVEN.finditer(code)
        if (found := _NAME.search(code[max(0, m.start() - 60) : m.start()].rstrip()))
    }
    ends = (code[max(0, m.end() - 60) : m.end()] for m in _LIKE.finditer(code))
    names |= {found[0] for end in ends if (found := _NAME.search(end)) and found[0][0].islower()}
    pattern = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, names)))})\s*[!?]?\s*\.\s*(\w+)")
    for found in pattern.finditer(code):
        if not (found.start() and _WORD.match(code, found.start() - 1)):
            yield Use(row.name, (found[1],), found.start(1), sure=False)


def blocks(scan: Scan, row: Framework) -> Iterator[Use]:
    """Django's ``{% translate %}``, and ``{% blocktranslate %}`` with its variables as gettext's placeholders.

    Source: Django documentation, "Translation": internationalization in template code.
    """
    for found in _TAG.finditer(scan.code):
        said = arguments.read(scan, found.end())
        context = _OF.match(scan.code, said.end) if said else None
        if said:
            of = arguments.read(scan, context.end()) if context else None
            yield Use(row.name, said.pieces, said.at, of.pieces[0] if of else "")
    for found in _BLOCK.finditer(scan.code) if "blocktrans" in scan.code else ():
        text = found[2].replace("%", "%%")
        if re.search(r"\btrimmed\b", found[1]):
            text = " ".join(line.strip() for line in text.strip().splitlines())
        named = _CONTEXT.search(found[1])
        context_name = (named[1] or named[2] or "") if named else ""
        yield Use(row.name, (_VARIABLE.sub(r"%(\1)s", text),), found.start(), context_name)
