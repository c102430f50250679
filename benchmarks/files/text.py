"""Large files of the formats that are not XML: plurals, notes, placeholders and escapes as in real files."""

from __future__ import annotations

import io
import json
import textwrap
from html import escape as entities

from benchmarks._corpus import groups, plural


def made_json(texts: list[str]) -> str:
    """Nested, i18next plurals."""
    tree: dict[str, dict[str, str]] = {}
    for group, members in groups(texts):
        inner = tree.setdefault(f"screen{group}", {})
        for i, text in members:
            inner.update({f"key{i}_one": text, f"key{i}_other": text} if plural(i) else {f"key{i}": text})
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def made_webext(texts: list[str]) -> str:
    """Chrome's messages with descriptions."""
    entries = {f"key{i}": {"message": text, "description": f"Screen {i // 50}"} for i, text in enumerate(texts)}
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def made_xcstrings(texts: list[str]) -> str:
    """English with a German text beside it."""

    def unit(text: str) -> dict[str, object]:
        return {"stringUnit": {"state": "translated", "value": text}}

    entries = {
        f"key{i}": {"comment": f"Screen {i // 50}", "localizations": {"de": unit(text + "!"), "en": unit(text)}}
        for i, text in enumerate(texts)
    }
    tree = {"sourceLanguage": "en", "strings": entries, "version": "1.0"}
    return json.dumps(tree, indent=2, ensure_ascii=False, separators=(",", " : "))


def made_yaml(texts: list[str]) -> str:
    """Rails: nested, plain scalars where they can be, else quoted ones or blocks."""
    out = ["en:"]
    for group, members in groups(texts):
        out.append(f"  screen{group}:")
        for i, text in members:
            if "\n" in text:
                out += [f"    key{i}: |-", *(f"      {line}" for line in text.split("\n"))]
            elif plural(i):
                out += [f"    key{i}:", f"      one: {_scalar(text)}", f"      other: {_scalar(text)}"]
            else:
                out.append(f"    key{i}: {_scalar(text)}")
    return "\n".join(out) + "\n"


def _scalar(text: str) -> str:
    plain = text[0].isalpha() and not any(mark in text for mark in (": ", " #", '"', "\n"))
    return text if plain else json.dumps(text, ensure_ascii=False)


def made_toml(texts: list[str]) -> str:
    """A table for each screen."""
    out = []
    for group, members in groups(texts):
        out += [f"[screen{group}]", *(f"key{i} = {json.dumps(text, ensure_ascii=False)}" for i, text in members), ""]
    return "\n".join(out)


def made_po(texts: list[str]) -> str:
    """References, notes, flags, contexts, plurals; long texts broken as gettext breaks them."""
    out = ['msgid ""', 'msgstr ""', '"Language: de\\n"', '"Content-Type: text/plain; charset=UTF-8\\n"']
    out += ['"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', ""]
    for i, text in enumerate(texts):
        out += [f"#. Screen {i // 50}"] if i % 5 == 0 else []
        out += [f"#: src/app/screen{i // 50}.py:{i % 50 * 7 + 3}"]
        out += ["#, python-format"] if i % 9 == 0 else []
        out += [f'msgctxt "screen{i}"'] if i % 10 == 0 else []
        out += field("msgid", text)
        many = [*field("msgid_plural", text), *field("msgstr[0]", text), *field("msgstr[1]", text)]
        out += [*(many if plural(i) else field("msgstr", text + " ü")), ""]
    return "\n".join(out)


def field(name: str, text: str) -> list[str]:
    whole = json.dumps(text, ensure_ascii=False)
    if len(name) + len(whole) < 79 and "\\n" not in whole:
        return [f"{name} {whole}"]
    pieces = (p for line in text.splitlines(keepends=True) for p in _wrapped(line))
    return [f'{name} ""', *(json.dumps(piece, ensure_ascii=False) for piece in pieces)]


def _wrapped(line: str) -> list[str]:
    parts = textwrap.wrap(line.rstrip("\n"), 76, break_long_words=False, break_on_hyphens=False)
    end = "\n" if line.endswith("\n") else ""
    return [part + (" " if i < len(parts) - 1 else end) for i, part in enumerate(parts)]


def made_strings(texts: list[str]) -> str:
    """A comment above each entry, as genstrings writes them."""
    lines = (f'/* Screen {i // 50} */\n"key{i}" = {_c_string(t)};\n' for i, t in enumerate(texts))
    return "\n".join(lines)


def _c_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def made_properties(texts: list[str]) -> str:
    """UTF-8, a comment for each screen."""
    lines = []
    for group, members in groups(texts):
        lines += [f"# Screen {group}", *(f"screen{group}.key{i}={t}".replace("\n", "\\n") for i, t in members), ""]
    return "\n".join(lines)


def made_ini(texts: list[str]) -> str:
    """A section for each screen."""
    lines = []
    for group, members in groups(texts):
        lines += [f"[screen{group}]", *(f"key{i}={t}".replace("\n", " ") for i, t in members), ""]
    return "\n".join(lines)


def made_fluent(texts: list[str]) -> str:
    """Placeables as variables, plurals as selectors, some attributes."""
    out: list[str] = []
    for i, text in enumerate(texts):
        raw = text.replace("{{", "{").replace("}}", "}").replace("{", "{ $").replace("}", " }").replace("\n", "\n    ")
        out += [f"## Screen {i // 50}", ""] if i % 50 == 0 else []
        if plural(i):
            out += [f"key-{i} =", "    { $count ->", f"        [one] {text_of(raw)}", f"       *[other] {text_of(raw)}"]
            out += ["    }"]
        else:
            out.append(f"key-{i} = {raw}")
        out += ["    .title = A title"] if i % 25 == 1 else []
    return "\n".join([*out, ""])


def text_of(raw: str) -> str:
    """On one line."""
    return " ".join(raw.split())


def made_php(texts: list[str]) -> str:
    """Laravel: a nested array for each screen."""
    out = ["<?php", "", "return ["]
    for group, members in groups(texts):
        out.append(f"    'screen{group}' => [")
        out += [f"        'key{i}' => {_php(text)}," for i, text in members]
        out.append("    ],")
    return "\n".join([*out, "];", ""])


def _php(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def made_csv(texts: list[str]) -> str:
    """Key, note, text; quoted where it must be."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["key", "note", "en"])
    writer.writerows([f"key{i}", f"Screen {i // 50}", text] for i, text in enumerate(texts))
    return out.getvalue()


def made_markdown(texts: list[str]) -> str:
    """Paragraphs, lists and code below a heading for each screen."""
    out = []
    for group, members in groups(texts):
        out += [f"## Screen {group}", ""]
        for i, text in members:
            flat = text_of(text).replace("<", "(").replace("{", "`").replace("}", "`")
            out += [f"- {flat}"] if i % 5 == 0 else [flat, ""]
            out += [""] if i % 5 == 0 else []
    return "\n".join(out)


def made_html(texts: list[str]) -> str:
    """Paragraphs, links and titles."""
    out = ["<!DOCTYPE html>", '<html lang="en">', "<body>"]
    for i, text in enumerate(texts):
        raw = entities(text.replace("<b>", "").replace("</b>", ""), quote=False)
        out.append(f'  <p>{raw} <a href="/{i}">More</a></p>' if i % 4 == 0 else f"  <p>{raw}</p>")
    return "\n".join([*out, "</body>", "</html>", ""])


def made_srt(texts: list[str]) -> str:
    """A cue for each string."""
    return "\n".join(f"{i + 1}\n{_clock(i, ',')} --> {_clock(i + 1, ',')}\n{t}\n" for i, t in enumerate(texts))


def made_vtt(texts: list[str]) -> str:
    """A cue for each string."""
    cues = (f"{_clock(i, '.')} --> {_clock(i + 1, '.')}\n{entities(t, quote=False)}\n" for i, t in enumerate(texts))
    return "WEBVTT\n\n" + "\n".join(cues)


def _clock(second: int, mark: str) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{mark}000"


def made_mo(texts: list[str]) -> bytes:
    """Compiled by polib."""
    import polib

    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "de"}
    file.extend(polib.POEntry(msgid=text, msgstr=f"{text} ü") for text in texts)
    return bytes(file.to_binary())


def made_xlsx(texts: list[str]) -> bytes:
    """Key, note, text."""
    import openpyxl  # type: ignore[import-untyped]  # has no stubs

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Texts")
    sheet.append(["key", "note", "en"])
    for i, text in enumerate(texts):
        sheet.append([f"key{i}", f"Screen {i // 50}", text])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
