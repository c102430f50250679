"""The placeholder dialects as data: what starts each, what it looks like, and the flag that an ambiguous one needs.

Every pattern is anchored at its trigger character and uses possessive repeats, so no input makes it backtrack.
Flags are named as gettext and Weblate name them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from locakit.placeables.spans import Role

Match = Callable[[str, int], "re.Match[str] | None"]


class Dialect(NamedTuple):
    """One way to write a placeable."""

    kind: str
    trigger: str
    """The one character it starts with."""
    pattern: str
    """Group ``name`` holds the variable's name where there is one."""
    flags: frozenset[str] = frozenset()
    """Any of these switches it on; empty: always on."""
    role: Role = ""


def _on(*flags: str) -> frozenset[str]:
    return frozenset(flags)


_CONVERSION = r"[-+#0']*+(?:\d++|\*(?:\d+\$)?)?(?:\.(?:\d++|\*))?(?:hh|h|ll|l|L|q|j|z|t)?"
_LETTER = r"[diufFeEgGxXoscpaAbS@]"
_VARIABLE = r"(?P<name>[$@\-]?\w[\w.$\-]*+)(?:\[[^\[\]{}]*+\]|\.\w++)*+(?:\([^(){}]*+\))?"
_JAVA_REST = r"[-#+0,(]*+\d*+(?:\.\d++)?(?:[bBhHsScCdoxXeEfgGaA]|[tT][A-Za-z])"
_PHP_REST = r"[-+]*+(?:'[^\n]|0)?[-+]*+\d*+(?:\.\d++)?[bcdeEfFgGhHosuxX]"
_PASCAL_REST = r"-?(?:\*|\d++)?(?:\.(?:\*|\d++))?[defgmnpsuxDEFGMNPSUX]"
_GO_REST = r"[-+# 0]*+(?:\d++|\*)?(?:\.(?:\d++|\*)?)?(?:\[\d++\])?[vTtbcdoOqxXUeEfFgGspw]"
_SPEC = r"(?!%|[-+<>=^0-9.,]*[a-zA-Z%]?\})"
"""Not a format of Python's, which ``{keyword:d}`` may be."""
_WITH_DEFAULT = (
    rf"(?i:\{{(?P<name>keyword(?=:{_SPEC})|location\([a-z ]++\)|customizer\.[\w ]++):)(?=[^{{}}\n]++\}})"
    r"|\{\{[-~]?\s*+(?P<name2>[\w.]++)[^{}\"'|]*+\|\s*+default\s*+:\s*+"
    r"(?:\"(?=[^{}\"\n]++\"[^{}]*+\}\})|'(?=[^{}'\n]++'[^{}]*+\}\}))"
)
"""What an advertisement or a letter puts in, up to the text that stands there where there is nothing to put in."""
_JAVA = _on("java-printf-format")
_PHP, _RUBY, _PASCAL, _GO = _on("php-format"), _on("ruby-format"), _on("object-pascal-format"), _on("go-format")
PRINTF_FLAGS = _JAVA | _PHP | _GO | _on(
    "c-format", "c++-format", "objc-format", "gcc-internal-format", "python-format", "perl-format", "lua-format",
    "javascript-format", "awk-format", "sh-printf-format",
)  # fmt: skip
"""In these a ``%`` that starts nothing is a fault: the program fails, or shows something else."""

MESSAGE_FLAGS = _on("java-format", "java-messageformat", "auto-java-messageformat")
"""Java's MessageFormat, which reads apostrophes as quotes."""

BRACE_FLAGS = MESSAGE_FLAGS | _on("python-brace-format", "c-sharp-format", "csharp-format", "rust-format")
"""In these a brace that stands alone is a fault."""

_DOUBLED = BRACE_FLAGS - MESSAGE_FLAGS
_COMPONENTS = _on("automattic-components-format")
_QT = _on("qt-format", "qt-plural-format", "kde-format", "kde-kuit-format")

DIALECTS: tuple[Dialect, ...] = (
    Dialect("escape", "{", r"\{\{", _DOUBLED),
    Dialect("escape", "}", r"\}\}", _DOUBLED),
    Dialect("escape", "{", r"\{'[^'{}]*+'\}", _on("vue-format")),
    Dialect("insertion", "{", _WITH_DEFAULT, role="open"),
    Dialect("component", "{", r"\{\{(?P<name>[\w-]+)/\}\}", _COMPONENTS, "void"),
    Dialect("component", "{", r"\{\{/(?P<name>[\w-]+)\}\}", _COMPONENTS, "close"),
    Dialect("component", "{", r"\{\{(?P<name>[\w-]+)\}\}", _COMPONENTS, "open"),
    Dialect("shortcode", "{", r"\{\{<[^{}]*+\}\}|\{\{%[^{}]*+\}\}"),
    Dialect("liquid", "{", r"\{%[^{}]*+\}"),
    Dialect("comment", "{", r"\{#[^{}]*+#\}", role="void"),
    Dialect("mustache", "{", r"\{\{\{[^{}]*+\}\}\}"),
    Dialect("mustache", "{", r"\{\{[-~#/&>^!]?\s*+(?P<name>[\w.]*+)[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}\}"),
    Dialect("select", "{", r"\{\s*+[^{}\n]*?->\s*+\*?\[[^\]\n]*+\] ?", _on("fluent")),
    Dialect("variant", "\n", r"\n\s*+\*?\[[^\]\n]++\] ?", _on("fluent")),
    Dialect("select", "\n", r"\n\s*+\}", _on("fluent")),
    Dialect(
        "brace",
        "{",
        rf"\{{(?:\}}|\s*+(?=[^\s{{}},])(?:{_VARIABLE}|\"[^\"{{}}]*+\")?\s*+(?:![a-z])?"
        r"(?:\s*+[:,|][^{}]*+(?:\{[\w.]*+\}[^{}]*+)*+)?\})",
    ),
    Dialect("ruby", "%", r"%\{(?P<name>[^{}\s][^{}]*+)\}|%<(?P<name2>\w++)>[-+0# ]*+\d*+(?:\.\d++)?[A-Za-z]"),
    Dialect("named", "%", rf"%\((?P<name>[^()\n]++)\) ?{_CONVERSION}[A-Za-z]"),
    Dialect("stringsdict", "%", r"%(?:\d++\$)?#@(?P<name>\w++)@|%(?P<name2>arg)(?![A-Za-z])"),
    Dialect("numbered", "%", rf"%(?P<name>\d++)\${_PHP_REST}", _PHP),
    Dialect("printf", "%", rf"%{_PHP_REST}", _PHP),
    Dialect("numbered", "%", rf"%(?P<name>\d++)\$(?:{_JAVA_REST}|{_CONVERSION}{_LETTER})"),
    Dialect("numbered", "%", rf"%(?P<name><){_JAVA_REST}", _JAVA),
    Dialect("printf", "%", rf"%{_JAVA_REST}", _JAVA),
    Dialect("newline", "%", r"%n", _JAVA),
    Dialect("ruby", "%", r"%[-+0# ]*+\d*+<(?P<name>\w++)>[A-Za-z]", _RUBY),
    Dialect("numbered", "%", rf"%(?P<name>\d++|\*):{_PASCAL_REST}", _PASCAL),
    Dialect("printf", "%", rf"%{_PASCAL_REST}", _PASCAL),
    Dialect("numbered", "%", r"%(?P<name>\d++)%|%\|(?P<name2>[^|\n]*+)\|", _on("boost-format")),
    Dialect("numbered", "%", r"%L?(?P<name>\d{1,2}|n)", _QT),
    Dialect("merge", "%", r"%%(?P<name>[A-Za-z_]\w*+(?: \w++){0,3}+)%%"),
    Dialect("merge", "%", r"%%=(?:(?!=%%)[^\n]){0,200}+=%%|%%\[(?:(?!\]%%)[^\n]){0,200}+\]%%"),
    Dialect("percent", "%", r"%%"),
    Dialect("named", "%", r"%(?P<name>[A-Za-z_][A-Za-z0-9_.-]*+)%", _on("percent-placeholders")),
    Dialect("numbered", "%", rf"%\[(?P<name>\d++)\]{_GO_REST}", _GO),
    Dialect("printf", "%", rf"%{_GO_REST}", _GO),
    Dialect("printf", "%", r"%[-+ #0]*+v\d*+[doxX]", _on("perl-format")),
    Dialect("printf", "%", r"%q", _on("lua-format")),
    Dialect("printf", "%", r"%[jO]", _on("javascript-format")),
    Dialect("printf", "%", rf"%{_CONVERSION}{_LETTER}", PRINTF_FLAGS),
    Dialect("printf", "%", rf"%{_CONVERSION}{_LETTER}(?![A-Za-z])"),
    Dialect("printf", "%", rf"(?<!\d)%{_CONVERSION}{_LETTER}"),
    Dialect("printf", "%", rf"% {_CONVERSION}[difs](?![\w])", PRINTF_FLAGS),
    Dialect("date", "%", r"(?<!\d)%[-_^#]?[BCDHIjklmMPrRTUVWyYZ](?![A-Za-z])"),
    Dialect("merge", "*", r"\*\|(?P<name>[A-Za-z][^|*\n]{0,80}+)\|\*"),
    Dialect("template", "$", r"\$\{(?P<name>[^{}]*+)\}"),
    Dialect("nesting", "$", r"\$t\([^()]*+\)"),
    Dialect("named", "$", r"\$(?P<name>[A-Za-z_]\w*+)\$", _on("webextension-format")),
    Dialect("escape", "$", r"\$\$", _on("webextension-format")),
    Dialect("numbered", "$", r"\$(?P<name>\d)(?!\d)", _on("webextension-format", "mediawiki-format")),
    Dialect("cdata", "<", r"<!\[CDATA\[", role="open"),
    Dialect("cdata", "]", r"\]\]>", role="close"),
    Dialect("instruction", "<", r"<[?!](?=[A-Za-z])[^<>]*+>"),
    Dialect("url", "<", r"<(?:https?|ftp|mailto|tel):[^\s<>]*+>|<[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++>"),
    Dialect(
        "entity", "&", r"&(?:amp;(?=#?\w{1,41};))*+(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|(?P<name>[A-Za-z][\w.\-]{1,40}));"
    ),
    Dialect("reference", "[", r"\[%key:[^\[\]%]++%\]"),
    Dialect("bbcode", "[", r"\[/(?P<name>[a-z]{1,16})\]", role="close"),
    Dialect("bbcode", "[", r"\[(?P<name>[a-z]++)(?:=[^\[\]]*+)?\]", _on("bbcode-text"), "open"),
    Dialect("footnote", "[", r"\[\^[^\[\]\s]++\]", _on("md-text")),
    Dialect("escape", "\\", r"\\[!-/:-@\[-`{-~]", _on("md-text")),
    Dialect("named", ":", r"(?<![\w:]):(?P<name>[A-Za-z_][A-Za-z0-9_]*+)", _on("laravel-format")),
    Dialect("choice", "|", r"\|", _on("laravel-format")),
    Dialect("choice", "[", r"\[(?:\d++|\*),\s?(?:\d++|\*)\]", _on("laravel-format")),
    Dialect(
        "reference",
        "@",
        r"(?<!\w)@(?:android:)?(?:string|plurals|array|dimen|drawable|color|style|attr|bool)/\w[\w.]*+",
    ),
    Dialect("reference", "@", r"@(?:\.\w++)?:(?:[\w.\-]++|\([^()]*+\)|\{[^{}]*+\})", _on("vue-format")),
    Dialect("scheme", "~", r"~(?:\d++\*|[+\-@:',\d]*+[A-Za-z%~$&*])", _on("scheme-format")),
    Dialect("role", ":", r":(?:[\w+.\-]{1,30}+:){1,3}+`[^`\n]++`", _on("rst-text")),
    Dialect("reference", "|", r"\|(?! )[^|\n]++\|_{0,2}", _on("rst-text")),
    Dialect("hash", "#", r"#", _on("icu-plural")),
)

VOID_ELEMENTS = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
"""HTML elements without an end tag (HTML Living Standard, 13.1.2)."""
ELEMENTS = frozenset(
    {
        "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "body",
        "button", "canvas", "caption", "center", "cite", "code", "colgroup", "data", "dd", "del", "details", "dfn",
        "dialog", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "form", "head",
        "header", "html", "i", "iframe", "ins", "kbd", "label", "legend", "li", "main", "map", "mark", "menu", "nav",
        "noscript", "object", "ol", "optgroup", "option", "output", "p", "picture", "pre", "progress", "q", "s", "samp",
        "script", "section", "select", "small", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg",
        "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul",
        "var", "video",
    }
)  # fmt: skip
"""HTML elements that have one but may stand in a text without it."""


class Trigger(NamedTuple):
    """All that may start with one character, as one pattern."""

    match: Match
    """Its outermost group that matched, ``lastgroup``, tells the dialect."""
    members: dict[str, tuple[str, Role, tuple[str, ...]]]
    """Of each such group: kind, role, and the groups one of which holds the name."""


@cache
def table(flags: frozenset[str]) -> dict[str, Trigger]:
    """The dialects that ``flags`` leave on, by the character they start with, in the order they are tried."""
    out: dict[str, list[int]] = {}
    for number, dialect in enumerate(DIALECTS):
        if not dialect.flags or dialect.flags & flags:
            out.setdefault(dialect.trigger, []).append(number)
    return {trigger: _joined(tuple(numbers)) for trigger, numbers in out.items()}


_GROUP = re.compile(r"\(\?P<(name2?)>")


@cache
def _joined(numbers: tuple[int, ...]) -> Trigger:
    parts: list[str] = []
    members: dict[str, tuple[str, Role, tuple[str, ...]]] = {}
    for number in numbers:
        kind, _, pattern, _, role = DIALECTS[number]
        names = tuple(f"{name}_{number}" for name in _GROUP.findall(pattern))
        mine = r"(?P<\1_" + f"{number}>"
        parts.append(f"(?P<d{number}>{_GROUP.sub(mine, pattern)})")
        members[f"d{number}"] = (kind, role, names)
    return Trigger(re.compile("|".join(parts)).match, members)


_NEEDLESS = _on(
    "i18next-interpolation", "es-format", "es-template", "angularjs-format", "perl-brace-format", "ruby-format"
)
"""Flags of dialects that are found without one."""


@cache
def flags_known() -> frozenset[str]:
    """All flags that name a dialect."""
    return MESSAGE_FLAGS.union(_NEEDLESS, *(dialect.flags for dialect in DIALECTS))
