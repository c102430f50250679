"""PHP's literal strings: quoted ones, heredocs and nowdocs, read and written without running anything.

Source: PHP manual, "Strings". Real line breaks are read as LF whatever the file's line ending.
"""

from __future__ import annotations

import re

_QUOTED = r"""'(?:[^'\\]++|\\.)*+'|"(?:[^"\\]++|\\.)*+\""""
_HEREDOC = (
    r"<<<[ \t]*+(?P<quote>[\"']?)(?P<mark>[^\W\d]\w*+)(?P=quote)\r?\n"
    r"(?P<body>(?:[^\n]*+\n){0,500}?)(?P<indent>[ \t]*+)(?P=mark)\b"
)
LITERAL = re.compile(rf"{_QUOTED}|{_HEREDOC}", re.DOTALL)
_DOCUMENT = re.compile(_HEREDOC, re.DOTALL)
_COMPUTED = re.compile(r"(?<!\\)(?:\\\\)*+(?:\$(?=[A-Za-z_{\x80-\U0010ffff])|\{(?=\$))")
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f", "\\": "\\", "$": "$"}
_WRITTEN = {"\\": "\\\\", '"': '\\"', "$": "\\$", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x1b": "\\e"}


def decode(raw: str) -> str | None:
    """The text of a literal; None where variables stand in it."""
    if raw[0] == "<":
        return _document(raw)
    inner = raw[1:-1].replace("\r\n", "\n")
    if raw[0] == "'":
        return re.sub(r"\\([\\'])", r"\1", inner) if "\\" in inner else inner
    if "$" in inner and _COMPUTED.search(inner):
        return None
    return _ESCAPE.sub(_resolved_quoted, inner) if "\\" in inner else inner


def _document(raw: str) -> str | None:
    found = _DOCUMENT.fullmatch(raw)
    if not found:
        return None
    lines = found["body"].replace("\r\n", "\n").split("\n")[:-1]
    inner = "\n".join(line[len(found["indent"]) :] for line in lines)
    if found["quote"] == "'":
        return inner
    if "$" in inner and _COMPUTED.search(inner):
        return None
    return _ESCAPE.sub(_resolved, inner) if "\\" in inner else inner


def _resolved_quoted(found: re.Match[str]) -> str:
    return '"' if found[4] == '"' else _resolved(found)


def _resolved(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 8) & 0xFF)
    code = found[2] or found[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return _NAMED.get(found[4], found[0])


def quote(value: str, raw: str = "") -> str:
    """``value`` as a PHP literal in the quotes of ``raw``; line breaks stay real where ``raw`` has real ones.

    A kind of literal that cannot hold ``value`` gives way to double quotes.
    """
    if raw[:3] == "<<<":
        return _written_document(value, raw) or quote(value, '"')
    real = "\n" in raw
    if raw[:1] == '"' or "\r" in value or ("\n" in value and not real):
        kept = "\n\t" if real else ""
        out = '"' + "".join(c if c in kept else _WRITTEN.get(c, c) for c in value) + '"'
    else:
        doubled = value.replace("\\", "\\\\") if "\\\\" in raw else re.sub(r"\\(?=[\\']|\Z)", r"\\\\", value)
        out = "'" + doubled.replace("'", "\\'") + "'"
    return out.replace("\n", "\r\n") if "\r\n" in raw else out


def _written_document(value: str, raw: str) -> str | None:
    """A heredoc or nowdoc with the marker and the indent of ``raw``; None where it cannot hold ``value``."""
    found = _DOCUMENT.match(raw)
    if not found or not raw.endswith(found["mark"], 0, found.end()):
        return None
    if re.search(rf"^[ \t]*{found['mark']}(?!\w)", value, re.MULTILINE) or "\r" in value:
        return None
    if found["quote"] != "'":
        value = re.sub(r"[\\$\x1b]", lambda m: _WRITTEN[m[0]], value)
    lines = [found["indent"] + line if line else "" for line in value.split("\n")]
    newline = "\r\n" if "\r\n" in raw else "\n"
    return newline.join([raw[: found.start("body")].rstrip("\r\n"), *lines, found["indent"] + found["mark"]])
