"""Names that programs read: command-line options, functions and file paths are copied, not translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.rules._calm import beside
from locakit.rules._kit import Hit, Pair, ex, rule

_OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*\w(?!\w|--)")
_FUNCTION = re.compile(r"[A-Za-z_][\w.]*(?:(?:::|->)[A-Za-z_]\w*)*\(\)")
_PATH = re.compile(
    r"(?<![\w<:/.)\]}>*&-])(?:~|\.{1,2})?(?:/[A-Za-z0-9_.+-]*[A-Za-z0-9_+-]){2,}/?|\b[A-Z]:\\[\w\\. -]*\w"
)
_EXAMPLE = ("/path/to/", "./path/to/", "~/path/to/")


_NAMED = re.compile(r"[^\W\d_]{2}")
"""A path has names; a list of marks (``@/./+/-/_``) has none."""

_INSTANCE = re.compile(r"[Ee]xample|e\.g\.|[Ss]uch as|[Ll]ike ")
"""Words before a path that is only an example."""


@rule(
    "code.options", "warning", "accuracy", signs="-", quiet="ignore-cli-options",
    when=lambda source, target: "--" in source and source != target, word_source=beside("--"),
    bad=[ex("Use --force to overwrite", "Use --forçar para sobrescrever"), ex("Try --help", "جرّب المساعدة", "ar"),
         ex("Try --help", "– –help をお試しください", "ja")],
    good=[ex("Use --file=NAME", "Use --file=NOME"), ex("Wait -- then go", "Espere – depois vá"),
          ex("Try --help.", "--help をお試しください", "ja")],
)  # fmt: skip
def options(pair: Pair) -> Iterator[Hit]:
    """A command-line option of the source is not in the target.

    Why: the reader types what is written, and the program does not know it. The value after ``=`` may be translated.

    Source: pofilter's test "options"; POSIX, Utility Syntax Guidelines.
    """
    yield from _lost(_OPTION, pair, "option")


@rule(
    "code.functions", "warning", "accuracy", signs="(", quiet="ignore-functions",
    when=lambda source, target: "()" in source and source != target, word_source=beside(r"\(\)"),
    bad=[ex("Call reload() first", "Chame recarregar() primeiro"), ex("Call app.reload()", "استدع فتح", "ar")],
    good=[ex("Call reload() first", "Chame reload() primeiro"), ex("Nothing ()", "Nada ()"),
          ex("Call a->b().", "a->b()を呼ぶ", "ja")],
)  # fmt: skip
def functions(pair: Pair) -> Iterator[Hit]:
    """The name of a function in the source is not in the target.

    Why: no such function exists under another name.

    Source: pofilter's test "functions".
    """
    yield from _lost(_FUNCTION, pair, "function")


def _may_hold_path(source: str, target: str) -> bool:
    """A cheap look: two slashes that are no tags', or a drive."""
    if source == target:
        return False
    return source.count("/") - source.count("</") - source.count("/>") > 1 or ":\\" in source


@rule(
    "code.paths", "warning", "accuracy", signs="/\\", quiet="ignore-file-paths",
    when=_may_hold_path, calm="held", word_source=beside(r"[/\\]"),
    bad=[ex("Edit /etc/app/app.conf", "Edite /etc/aplicativo/app.conf"), ex("See ~/app/data", "انظر البيانات", "ar"),
         ex("In C:\\Program Files\\App", "Em C:\\Programas\\App"),
         ex("Edit ./config/a.yml", "編集 ./設定/a.yml", "ja")],
    good=[ex("Edit /etc/app/app.conf", "Edite /etc/app/app.conf"), ex("and/or", "e/ou"), ex("km/h /day", "km/h /dia"),
          ex("https://a.example/b/c", "https://a.example/d/e"), ex("<b>a</b>/b/c", "<b>a</b>/b/c"),
          ex("{a}/{b}/c", "{a}/{b}/c"), ex("Example: “/about/contact/”.", "Beispiel: „/ueber-uns/“.", "de")],
)  # fmt: skip
def paths(pair: Pair) -> Iterator[Hit]:
    """A file path of the source is not in the target.

    Why: the file lies where the source says. A path that the source gives as an example is free.

    Source: pofilter's test "filepaths"; POSIX, 4.14 (pathname resolution).
    """
    if _INSTANCE.search(pair.source) is None:
        yield from _lost(_PATH, pair, "path")


def _lost(names: re.Pattern[str], pair: Pair, what: str) -> Iterator[Hit]:
    for name in dict.fromkeys(names.findall(pair.masked()[0])):
        if name not in pair.target and _NAMED.search(name) and not name.startswith(_EXAMPLE):
            yield Hit(f"the {what} {name} is not in the target")
