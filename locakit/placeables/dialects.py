"""The placeholder dialects as data: what starts each, what it looks like, and the flag that an ambiguous one needs.

Every pattern is anchored at its trigger character and uses possessive repeats, so no input makes it backtrack.
Flags are named as gettext and Weblate name them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

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
    role: str = ""


def _on(*flags: str) -> frozenset[str]:
    return frozenset(flags)


_CONVERSION = r"[-+#0']*+(?:\d++|\*(?:\d+\$)?)?(?:\.(?:\d++|\*))?(?:hh|h|ll|l|L|q|j|z|t)?"
_LETTER = r"[diufFeEgGxXoscpaAbS@]"
_VARIABLE = r"(?P<name>[$@\-]?\w[\w.$\-]*+)(?:\[[^\[\]{}]*+\]|\.\w++)*+(?:\([^(){}]*+\))?"
_SPACED = _on(
    "c-format", "python-format", "php-format", "perl-format", "lua-format", "objc-format", "gcc-internal-format",
    "java-printf-format", "java-format", "awk-format", "sh-printf-format", "kde-format", "c++-format",
)  # fmt: skip
_JAVA = _on("java-printf-format", "java-format")
_BRACES = _on("python-brace-format", "c-sharp-format", "csharp-format", "rust-format")
_QT = _on("qt-format", "qt-plural-format")

DIALECTS: tuple[Dialect, ...] = (
    Dialect("escape", "{", r"\{\{", _BRACES),
    Dialect("escape", "}", r"\}\}", _BRACES),
    Dialect("component", "{", r"\{\{(?P<name>[\w-]+)/\}\}", _on("automattic-components-format"), "void"),
    Dialect("component", "{", r"\{\{/(?P<name>[\w-]+)\}\}", _on("automattic-components-format"), "close"),
    Dialect("component", "{", r"\{\{(?P<name>[\w-]+)\}\}", _on("automattic-components-format"), "open"),
    Dialect("shortcode", "{", r"\{\{<[^{}]*+\}\}|\{\{%[^{}]*+\}\}"),
    Dialect("liquid", "{", r"\{%[^{}]*+\}"),
    Dialect("mustache", "{", r"\{\{\{[^{}]*+\}\}\}"),
    Dialect("mustache", "{", r"\{\{[-~#/&>^!]?\s*+(?P<name>[\w.]*+)[^{}]*+\}\}"),
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
    Dialect("numbered", "%", rf"%(?P<name>\d++)\$(?:{_CONVERSION}{_LETTER}|[-\d]*+[tT][A-Za-z])"),
    Dialect("printf", "%", r"%[-#]*+\d*+[tT][A-Za-z](?![A-Za-z])", _JAVA),
    Dialect("newline", "%", r"%n", _JAVA),
    Dialect("numbered", "%", r"%(?P<name>\d++):[-\d.*]*+[A-Za-z]", _on("object-pascal-format")),
    Dialect("numbered", "%", r"%(?P<name>\d++)%|%\|(?P<name2>[^|\n]*+)\|", _on("boost-format")),
    Dialect("numbered", "%", r"%L?(?P<name>\d{1,2}|n)", _QT),
    Dialect("percent", "%", r"%%"),
    Dialect("named", "%", r"%(?P<name>[A-Za-z_][\w.-]*+)%", _on("percent-placeholders")),
    Dialect("printf", "%", rf"%{_CONVERSION}{_LETTER}(?![A-Za-z])"),
    Dialect("printf", "%", rf"(?<!\d)%{_CONVERSION}{_LETTER}"),
    Dialect("date", "%", r"(?<!\d)%[-_^#]?[BCDHIjklmMPrRTUVWyYZ](?![A-Za-z])"),
    Dialect("printf", "%", rf"% {_CONVERSION}[dif](?![\w])", _SPACED),
    Dialect("template", "$", r"\$\{(?P<name>[^{}]*+)\}"),
    Dialect("nesting", "$", r"\$t\([^()]*+\)"),
    Dialect("named", "$", r"\$(?P<name>[A-Za-z_]\w*+)\$", _on("webextension-format")),
    Dialect("numbered", "$", r"\$(?P<name>\d)(?!\d)", _on("webextension-format", "mediawiki-format")),
    Dialect("cdata", "<", r"<!\[CDATA\[", role="open"),
    Dialect("cdata", "]", r"\]\]>", role="close"),
    Dialect("instruction", "<", r"<[?!](?=[A-Za-z])[^<>]*+>"),
    Dialect("url", "<", r"<(?:https?|ftp|mailto|tel):[^\s<>]*+>|<[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++>"),
    Dialect("entity", "&", r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|(?P<name>[A-Za-z][\w.\-]{1,40}));"),
    Dialect("reference", "[", r"\[%key:[^\[\]%]++%\]"),
    Dialect("bbcode", "[", r"\[/(?P<name>[a-z]{1,16})\]", role="close"),
    Dialect("bbcode", "[", r"\[(?P<name>[a-z]++)(?:=[^\[\]]*+)?\]", _on("bbcode-text"), "open"),
    Dialect("footnote", "[", r"\[\^[^\[\]\s]++\]", _on("md-text")),
    Dialect("escape", "\\", r"\\[!-/:-@\[-`{-~]", _on("md-text")),
    Dialect("named", ":", r"(?<![\w:]):(?P<name>[A-Za-z_]\w*+)", _on("laravel-format")),
    Dialect("choice", "|", r"\|", _on("laravel-format")),
    Dialect("choice", "[", r"\[(?:\d++|\*),\s?(?:\d++|\*)\]", _on("laravel-format")),
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


@cache
def table(flags: frozenset[str]) -> dict[str, tuple[tuple[Dialect, Match], ...]]:
    """The dialects that ``flags`` leave on, by trigger character, in the order they are tried."""
    out: dict[str, list[tuple[Dialect, Match]]] = {}
    for dialect in DIALECTS:
        if not dialect.flags or dialect.flags & flags:
            out.setdefault(dialect.trigger, []).append((dialect, re.compile(dialect.pattern).match))
    return {trigger: tuple(members) for trigger, members in out.items()}
