"""Backslashes that keep a line of Markdown prose prose, put in on writing and taken out on reading."""

from __future__ import annotations

import re

START = re.compile(
    r"(?:#{1,6}|[-+*])(?=[ \t]|$)|>|=+[ \t]*$|-[- \t]*$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|`{3,}(?=[^`]*$)|~{3,}"
    r"|\[(?=[^\[\]\\]{1,999}\]:)|\[(?=[ xX]\][ \t])|:(?=[ \t]|::)|\$\$|!!!(?=[ \t])|\?\?\?(?=\+?[ \t])"
)
"""What a line of prose must not begin with."""
NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:[ \t]|$))")
"""A number that would begin a list, with the mark after it."""
_ESCAPED_NUMBER = re.compile(r"(\d{1,9})\\(?=[.)](?:[ \t]|$))")


def guarded(line: str) -> str:
    """``line`` with a backslash where it would begin another kind of block (CommonMark 0.31, 2.4)."""
    return f"\\{line}" if START.match(line) else NUMBER.sub(r"\1\\", line, count=1) if NUMBER.match(line) else line


def bare(line: str) -> str:
    """``line`` without the backslash that ``guarded`` would put in."""
    if line.startswith("\\") and START.match(line, 1):
        return line[1:] if guarded(line[1:]) == line else line
    return _ESCAPED_NUMBER.sub(r"\1", line, count=1) if _ESCAPED_NUMBER.match(line) else line


def guarded_end(heading: str) -> str:
    """A heading's text with a backslash where its end would be taken for a closing sequence."""
    body = heading.rstrip("#")
    closing = body != heading and (not body or body[-1] in " \t")
    return f"{heading[:-1]}\\#" if closing else heading


def bare_end(heading: str) -> str:
    """A heading's text without the backslash that ``guarded_end`` would put in."""
    plain = f"{heading[:-2]}#"
    return plain if heading.endswith("\\#") and guarded_end(plain) == heading else heading
