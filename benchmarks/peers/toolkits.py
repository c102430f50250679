"""moz.l10n, translate-toolkit and others that live in an environment of their own."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from benchmarks.peers import Work

WORD = " Zebra"
_MOZ = {"po": "gettext", "json": "plain_json"}
_STORES = {
    "po": "pypo.pofile", "json": "jsonl10n.I18NextV4File", "webext": "jsonl10n.WebExtensionJsonFile",
    "yaml": "yaml.RubyYAMLFile", "toml": "toml.TOMLFile", "android": "aresource.AndroidResourceFile",
    "xliff": "xliff.Xliff1File", "resx": "resx.RESXFile", "qt": "ts2.tsfile", "tmx": "tmx.tmxfile",
    "tbx": "tbx.tbxfile", "stringsdict": "stringsdict.StringsDictFile", "strings": "properties.stringsutf8file",
    "properties": "properties.javautf8file", "ini": "ini.inifile", "fluent": "fluent.FluentFile",
    "php": "php.LaravelPHPFile", "csv": "csvl10n.csvfile", "markdown": "markdown.MarkdownFile", "html": "html.htmlfile",
}  # fmt: skip

_READ_ONLY = frozenset({"markdown", "html"})
"""Of these the toolkit writes nothing but whole translations, through its converters."""


def moz_work(fmt: str) -> Work:
    """Mozilla's moz.l10n."""
    formats: Any = import_module("moz.l10n.formats").Format
    model: Any = import_module("moz.l10n.model")
    resource: Any = import_module("moz.l10n.resource")

    def edit(parsed: Any) -> None:
        entries = [e for section in parsed.sections for e in section.entries if isinstance(e, model.Entry)]
        texts = [e for e in entries if isinstance(e.value, model.PatternMessage)]
        texts[len(texts) // 2].value.pattern.append(WORD)

    def save(parsed: Any) -> bytes:
        return "".join(resource.serialize_resource(parsed)).encode()

    return Work(lambda data: resource.parse_resource(formats[_MOZ.get(fmt, fmt)], data), edit, save)


def translate_work(fmt: str) -> Work:
    """translate-toolkit's storage class of the format."""
    module, _, name = _STORES[fmt].partition(".")
    store: Any = getattr(import_module(f"translate.storage.{module}"), name)

    def load(data: bytes) -> Any:
        made = store(max_yaml_nodes=None, max_yaml_units=None) if fmt == "yaml" else store()
        made.parse(data)
        return made

    def edit(made: Any) -> None:
        units = [u for u in made.units if u.istranslatable() and not u.hasplural()] or made.units
        unit = units[len(units) // 2]
        unit.target = f"{unit.target or unit.source}{WORD}"

    def save(made: Any) -> bytes:
        return b"" if fmt in _READ_ONLY else bytes(made)

    return Work(load, edit, save)


def ruamel_work(fmt: str) -> Work:
    """ruamel.yaml in its round-trip mode, which keeps comments."""
    yaml: Any = import_module("ruamel.yaml").YAML()
    yaml.width = 100_000

    def edit(tree: Any) -> None:
        while not isinstance(tree[list(tree)[-1]], str):
            tree = tree[list(tree)[len(tree) // 2]]
        tree[list(tree)[-1]] += WORD

    def save(tree: Any) -> bytes:
        out = io.BytesIO()
        yaml.dump(tree, out)
        return out.getvalue()

    return Work(yaml.load, edit, save)


def tomlkit_work(fmt: str) -> Work:
    """tomlkit, which keeps the style."""
    tomlkit: Any = import_module("tomlkit")

    def edit(tree: Any) -> None:
        section = tree[list(tree)[len(tree) // 2]]
        section[next(iter(section))] += WORD

    return Work(lambda data: tomlkit.parse(data.decode()), edit, lambda tree: str(tomlkit.dumps(tree)).encode())
