"""Libraries of the standard library and of locakit's development environment."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from typing import Any

from benchmarks.peers import Work

WORD = " Zebra"


def _same(value: Any) -> Any:
    return value


def _unwritten(_: Any) -> bytes:
    return b""


def _set(path: Callable[[Any], tuple[Any, Any]]) -> Callable[[Any], None]:
    """An edit that adds a word to what stands at ``container[key]``."""

    def edit(value: Any) -> None:
        container, key = path(value)
        container[key] = str(container[key]) + WORD

    return edit


def _middle(tree: Any) -> tuple[Any, Any]:
    """The container and key of a string in the middle of a nested tree."""
    while True:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        texts = [key for key in keys if isinstance(tree[key], str)]
        if texts:
            return tree, texts[len(texts) // 2]
        tree = next(tree[key] for key in keys[len(keys) // 2 :] + keys if isinstance(tree[key], dict | list))


def json_work(fmt: str) -> Work:
    """The standard library."""
    import json

    return Work(json.loads, _set(_middle), lambda v: json.dumps(v, indent=2, ensure_ascii=False).encode())


def pyyaml_work(fmt: str) -> Work:
    """PyYAML over libyaml, safe loader and dumper."""
    import yaml

    def save(value: Any) -> bytes:
        text: str = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        return text.encode()

    return Work(lambda data: yaml.load(data, Loader=yaml.CSafeLoader), _set(_middle), save)


def tomllib_work(fmt: str) -> Work:
    """The standard library, which writes nothing."""
    import tomllib

    return Work(lambda data: tomllib.loads(data.decode()), _same, _unwritten)


def polib_work(fmt: str) -> Work:
    """polib."""
    import polib

    def edit(file: Any) -> None:
        entry = next(e for e in file[len(file) // 2 :] if not e.msgid_plural)
        entry.msgstr += WORD

    return Work(lambda data: polib.pofile(data.decode()), edit, lambda file: str(file).encode())


def polib_mo_work(fmt: str) -> Work:
    """polib's reader and writer of MO, which wants a file."""
    import os
    import tempfile

    import polib

    def load(data: bytes) -> Any:
        with tempfile.NamedTemporaryFile(suffix=".mo", delete=False) as file:
            file.write(data)
        try:
            return polib.mofile(file.name)
        finally:
            os.unlink(file.name)

    def edit(file: Any) -> None:
        file[len(file) // 2].msgstr += WORD

    return Work(load, edit, lambda file: bytes(file.to_binary()))


def gettext_work(fmt: str) -> Work:
    """The standard library, which writes nothing."""
    from gettext import GNUTranslations

    return Work(lambda data: GNUTranslations(io.BytesIO(data)), _same, _unwritten)


def babel_work(fmt: str) -> Work:
    """Babel."""
    from babel.messages import pofile

    def edit(catalog: Any) -> None:
        message = next(m for m in list(catalog)[len(catalog) // 2 :] if isinstance(m.string, str) and m.id)
        message.string += WORD

    def save(catalog: Any) -> bytes:
        out = io.BytesIO()
        pofile.write_po(out, catalog)
        return out.getvalue()

    return Work(lambda data: pofile.read_po(io.BytesIO(data)), edit, save)


def msgcat_work(fmt: str) -> Work:
    """GNU gettext's msgcat: reads and writes in one go, a process each time."""

    def save(data: bytes) -> bytes:
        return subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=True).stdout

    return Work(_same, _same, save)


def lxml_work(fmt: str) -> Work:
    """libxml2; reading takes every element's attributes and text out of the tree, as a reader of messages must."""
    from lxml import etree  # type: ignore[import-untyped]  # has no stubs

    def load(data: bytes) -> Any:
        root = etree.fromstring(data)
        return root, [(e.tag, dict(e.attrib), e.text) for e in root.iter()]

    def edit(found: Any) -> None:
        texts = [e for e in found[0].iter() if not len(e) and (e.text or "").strip() and isinstance(e.tag, str)]
        texts[len(texts) // 2].text += WORD

    def save(found: Any) -> bytes:
        whole: bytes = etree.tostring(found[0].getroottree(), encoding="utf-8", xml_declaration=True)
        return whole

    return Work(load, edit, save)


def lxml_html_work(fmt: str) -> Work:
    """libxml2's HTML reader."""
    from lxml import html

    def edit(root: Any) -> None:
        texts = root.findall(".//p")
        texts[len(texts) // 2].text += WORD

    return Work(html.document_fromstring, edit, lambda root: bytes(html.tostring(root, encoding="utf-8")))


def html_work(fmt: str) -> Work:
    """The standard library's events, which write nothing."""
    from html.parser import HTMLParser

    def load(data: bytes) -> Any:
        parser = HTMLParser()
        parser.feed(data.decode())
        parser.close()
        return parser

    return Work(load, _same, _unwritten)


def plistlib_work(fmt: str) -> Work:
    """The standard library."""
    import plistlib

    return Work(plistlib.loads, _set(_middle), lambda value: plistlib.dumps(value, sort_keys=False))


def openstep_work(fmt: str) -> Work:
    """openstep-plist."""
    import openstep_plist  # type: ignore[import-untyped]  # has no stubs

    def save(value: Any) -> bytes:
        return str(openstep_plist.dumps(value, indent=0)).encode()

    return Work(lambda data: openstep_plist.loads(data.decode()), _set(_middle), save)


def javaproperties_work(fmt: str) -> Work:
    """javaproperties' own file class, which keeps the file's bytes."""
    from javaproperties import PropertiesFile

    def save(file: Any) -> bytes:
        return str(file.dumps(ensure_ascii=False)).encode()

    return Work(lambda data: PropertiesFile.loads(data.decode()), _set(lambda f: (f, list(f)[len(f) // 2])), save)


def configparser_work(fmt: str) -> Work:
    """The standard library."""
    import configparser

    def load(data: bytes) -> Any:
        parser = configparser.RawConfigParser()
        parser.read_string(data.decode())
        return parser

    def save(parser: Any) -> bytes:
        out = io.StringIO()
        parser.write(out)
        return out.getvalue().encode()

    def middle(parser: Any) -> tuple[Any, Any]:
        section = parser[parser.sections()[len(parser.sections()) // 2]]
        return section, next(iter(section))

    return Work(load, _set(middle), save)


def fluent_work(fmt: str) -> Work:
    """fluent.syntax."""
    from fluent.syntax import ast, parse, serialize

    def edit(resource: Any) -> None:
        texts = [e.value for e in resource.body if isinstance(e, ast.Message) and e.value]
        texts[len(texts) // 2].elements.append(ast.TextElement(WORD))

    return Work(lambda data: parse(data.decode()), edit, lambda resource: serialize(resource).encode())


def csv_work(fmt: str) -> Work:
    """The standard library."""
    import csv

    def save(rows: Any) -> bytes:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    def load(data: bytes) -> Any:
        return list(csv.reader(io.StringIO(data.decode(), newline="")))

    return Work(load, _set(lambda rows: (rows[len(rows) // 2], -1)), save)


def openpyxl_work(fmt: str) -> Work:
    """openpyxl."""
    import openpyxl  # type: ignore[import-untyped]  # has no stubs

    def edit(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.cell(sheet.max_row // 2, sheet.max_column).value += WORD

    def save(book: Any) -> bytes:
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return Work(lambda data: openpyxl.load_workbook(io.BytesIO(data)), edit, save)


def markdown_work(fmt: str) -> Work:
    """markdown-it's tokens, which write nothing."""
    from markdown_it import MarkdownIt

    return Work(lambda data: MarkdownIt("commonmark").parse(data.decode()), _same, _unwritten)
