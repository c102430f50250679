"""Readers that know nothing of locakit: what a file says by its own language's rules, as key and text."""

from __future__ import annotations

import configparser
import csv
import io
import re
import tomllib
from typing import Any

_JAVA = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


def properties(text: str) -> dict[str, str]:
    """As ``java.util.Properties.load`` does, one character at a time; broken escapes raise ValueError."""
    out: dict[str, str] = {}
    for line in _logical(text.removeprefix("\ufeff")):
        at = 0
        while at < len(line) and line[at] not in " \t\f=:":
            at += 2 if line[at] == "\\" else 1
        key, rest = line[:at], line[at:].lstrip(" \t\f")
        if rest[:1] in ("=", ":"):
            rest = rest[1:].lstrip(" \t\f")
        out[_unescaped(key)] = _unescaped(rest)
    return out


def _logical(text: str) -> list[str]:
    lines, whole, open_ = re.split(r"\r\n|\n|\r", text), "", False
    out = []
    for line in lines:
        line = line.lstrip(" \t\f")
        if not open_ and (not line or line[0] in "#!"):
            continue
        slashes = len(line) - len(line.rstrip("\\"))
        open_ = slashes % 2 == 1
        whole += line[:-1] if open_ else line
        if not open_:
            out.append(whole)
            whole = ""
    return [*out, whole] if whole else out


def _unescaped(text: str) -> str:
    out, at = bytearray(), 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == "\\" and at < len(text):
            char = _JAVA.get(text[at], text[at])
            if text[at] == "u":
                char = chr(int(text[at + 1 : at + 5], 16))
                at += 4
            at += 1
        out += char.encode("utf-16-le", "surrogatepass")
    return out.decode("utf-16-le", "surrogatepass")


def strings(text: str) -> dict[str, str]:
    """An old-style property list of quoted pairs; comments are skipped."""
    out, at, pair = {}, 0, []
    text = text.removeprefix("\ufeff")
    while at < len(text):
        if text.startswith("/*", at):
            at = text.index("*/", at) + 2
        elif text.startswith("//", at):
            at = (text + "\n").index("\n", at)
        elif text[at] in "\"'":
            end = at + 1
            while text[end] != text[at]:
                end += 2 if text[end] == "\\" else 1
            pair.append(_plist(text[at + 1 : end].replace("\r\n", "\n")))
            at = end + 1
        else:
            word = re.compile(r"[\w.:$/-]*").match(text, at)
            pair += [word[0]] if word and word[0] else []
            at += len(word[0]) if word and word[0] else 1
            if text[at - 1] == ";":
                out[pair[0]] = pair[-1]
                pair = []
    return out


def _plist(text: str) -> str:
    names = {"n": "\n", "t": "\t", "r": "\r"}
    found = re.compile(r"\\(?:U([0-9a-f]{4})|(.))", re.DOTALL | re.IGNORECASE)
    return found.sub(lambda m: chr(int(m[1], 16)) if m[1] else names.get(m[2], m[2]), text)


def ini(text: str) -> dict[str, str]:
    """As ``configparser`` reads it, one pair of quotes off."""
    parser = configparser.ConfigParser(interpolation=None, strict=False, default_section="\0")
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
    parser.read_string("[\x01]\n" + text.removeprefix("\ufeff"))
    out = {}
    for section in parser.sections():
        for key, value in parser[section].items():
            if re.fullmatch(r'"(?:[^"\\]|\\.)*"', value, re.DOTALL):
                value = value[1:-1].replace('\\"', '"')
            out[key if section == "\x01" else f"{section}.{key}"] = value
    return out


def toml(text: str) -> dict[str, str]:
    """As ``tomllib`` reads it: the strings that are values of keys."""
    out: dict[str, str] = {}

    def walk(value: Any, path: tuple[str, ...]) -> None:
        if isinstance(value, str):
            out[".".join(path)] = value
        items = value.items() if isinstance(value, dict) else ()
        for key, inner in items:
            if isinstance(inner, list):
                for i, one in enumerate(inner):
                    walk(one, (*path, key, str(i)))
            else:
                walk(inner, (*path, key))

    walk(tomllib.loads(text.removeprefix("\ufeff")), ())
    return out


def table(text: str, key: int = 0, value: int = 1, delimiter: str = ",") -> dict[str, str]:
    """As ``csv`` reads it: two columns, the header left out."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    return {row[key]: row[value].replace("\r\n", "\n") for row in rows[1:] if len(row) > value and row[value]}


def srt(text: str) -> dict[str, str]:
    """Blocks between empty lines: a number, a timing, the text."""
    blocks = re.split(r"\n\n+", text.removeprefix("\ufeff").replace("\r\n", "\n").strip("\n"))
    cues = [b.split("\n", 2) for b in blocks if b]
    return {c[1].partition(" -->")[0].replace(",", "."): c[2] if len(c) > 2 else "" for c in cues}


def vtt(text: str) -> dict[str, str]:
    """The blocks that have a timing; the header and notes have none."""
    blocks = re.split(r"\n\n+", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    cues = (b.strip("\n").split("\n", 1) for b in blocks if re.match(r"[\d:.]+ -->", b.strip("\n")))
    return {"00:" * (c[0].index(".") < 8) + c[0].partition(" -->")[0]: c[1] if len(c) > 1 else "" for c in cues}
