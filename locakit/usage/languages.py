"""How code is written: the comments, strings and holes in strings of each family of languages, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_BLOCK = r"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)"
_LINE = r"(?<!:)//[^\n]*+"
_HASH = r"#(?![{\[])[^\n]*+"
_SPACED_HASH = r"(?<![^\s;()])#(?!\{)[^\n]*+"
_TAG = r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
_BEFORE = r"(?:(?<=[(,=:\[!&|?{};])|(?<=[(,=:\[!&|?{};] )|(?<=return ))"
_REGEX = rf"{_BEFORE}/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){{0,200}}+\]){{1,400}}+/"
"""JavaScript and Ruby: a slash where no value stands before it; the bounds keep unclosed ones linear."""
_OUTSIDE = r"\?>(?:[^<]++|<(?!\?))*+"
"""PHP: what stands between ``?>`` and ``<?`` is a page."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One way to write a string."""

    open: str
    """A regular expression that begins with the quote itself, or looks behind for what stands before it."""
    close: str
    """The text that ends it; the quote is its first character."""
    hole: str = ""
    """The text that begins code inside of the string; empty for none."""
    shut: str = "}"
    """The character that ends the code."""
    lines: bool = False
    """It may go over several lines."""
    raw: bool = False
    """A backslash is a backslash."""

    def body(self) -> str:
        """A regular expression for the text up to the end or a hole; each character is read once."""
        marks = {self.close: "", self.hole: ""} if self.hole else {self.close: ""}
        stops = "".join({m[0] for m in marks if m[0] != "\\"})
        plain = rf"[^{_class(stops)}{'' if self.raw else _class(chr(92))}{'' if self.lines else _class(chr(10))}]++"
        near = [rf"{_class(m[0])}(?!{_class(m[1:])})" for m in marks if len(m) > 1 and m[0] != "\\"]
        twice = [r"\{\{"] if self.hole == "{" else []
        back = [] if self.raw else [r"\\(?!\()." if self.hole == r"\(" else r"\\."]
        return f"(?:{'|'.join([plain, *back, *twice, *near])})*+"


def _class(chars: str) -> str:
    return "".join(rf"\x{ord(c):02x}" for c in chars)


@dataclass(frozen=True, slots=True)
class Language:
    """One family of languages."""

    name: str
    comments: tuple[str, ...] = ()
    """Regular expressions; a comment that is not closed goes to the end."""
    signs: str = ""
    """The characters that comments begin with."""
    quotes: tuple[Quote, ...] = ()
    joins: str = "+"
    """The operator that joins two strings."""
    adjacent: bool = False
    """Two strings side by side are one."""
    markup: bool = False
    """Text with code in it: quotes mean nothing outside of that code."""
    symbols: bool = False
    """``:name`` is a key as well."""
    prefix: str = ""
    """Letters that may stand before a quote."""
    head: str = ""
    """A regular expression for what stands before the code begins."""


_FREE = r"(?<![\w\\])"
_DOUBLE, _SINGLE = Quote(_FREE + '"', '"'), Quote(_FREE + "'", "'")
_AFTER_WORD = r"(?:(?<![\w\\])|(?<=\breturn)|(?<=\bcase)|(?<=\btypeof)|(?<=\bin)|(?<=\bof)|(?<=\belse)|(?<=\bthrow))"
"""JavaScript: a quote behind a letter is an apostrophe of JSX's text, but for these words."""
_RAW_DART = tuple(Quote(rf"(?<=\br){q}", q, raw=True) for q in ("'", '"'))
_HEAVY = Quote('"""', '"""', lines=True)
_FORMAT = r"(?:(?<=\b[fF])|(?<=\b[fF][rR])|(?<=\b[rR][fF]))"
_PLAIN = r"(?:(?<![\w\\])|(?<=\b[bBuUrR])|(?<=\b[bB][rR])|(?<=\b[rR][bB]))"


def _dollar(quote: Quote) -> Quote:
    return Quote(quote.open, quote.close, "${", lines=quote.lines)


_PYTHON = tuple(
    Quote(before + q, q, hole, lines=len(q) > 1)
    for q in ('"""', "'''", '"', "'")
    for before, hole in ((_FORMAT, "{"), (_PLAIN, ""))
)
_SWIFT = (Quote('"""', '"""', r"\(", ")", lines=True), Quote(r'(?<!\\)"', '"', r"\(", ")"))
_DART = (*_RAW_DART, _dollar(_HEAVY), Quote("'''", "'''", "${", lines=True), _dollar(_DOUBLE), _dollar(_SINGLE))
_PHP = (Quote(_FREE + '"', '"', lines=True), Quote(_FREE + "'", "'", lines=True))
_JINJA = r"\{#(?:[^#]++|#(?!\}))*+(?:#\}|\Z)"
_HANDLEBARS = r"\{\{!?--(?:[^-]++|-(?!-\}\}))*+(?:--\}\}|\Z)"

_LANGUAGES = (
    Language("js", (_LINE, _BLOCK, _REGEX), "/",
             (Quote(_AFTER_WORD + '"', '"'), Quote(_AFTER_WORD + "'", "'"), Quote(r"(?<!\\)`", "`", "${", lines=True))),
    Language("c", (_LINE, _BLOCK), "/", (_DOUBLE, _SINGLE), adjacent=True),
    Language("java", (_LINE, _BLOCK), "/", (_HEAVY, _DOUBLE, _SINGLE)),
    Language("kotlin", (_LINE, _BLOCK), "/", (_dollar(_HEAVY), _dollar(_DOUBLE), _SINGLE)),
    Language("swift", (_LINE, _BLOCK), "/", _SWIFT),
    Language("dart", (_LINE, _BLOCK), "/", _DART, adjacent=True, prefix="r"),
    Language("php", (_OUTSIDE, _LINE, _HASH, _BLOCK), "?/#", _PHP, joins=".",
             head=r"(?!<\?)(?:[^<]++|<(?!\?))*+(?=<\?)"),
    Language("python", (r"#[^\n]*+",), "#", _PYTHON, adjacent=True, prefix="rRbBuUfF"),
    Language("ruby", (_SPACED_HASH, r"(?<![^\n])=begin\b(?:[^\n]++|\n(?!=end\b))*+", _REGEX), "#=/",
             (Quote(_FREE + '"', '"', "#{"), _SINGLE), adjacent=True, symbols=True),
    Language("markup", (_TAG, _JINJA, _HANDLEBARS), "<{", markup=True),
    Language("erb", (_TAG, r"<%#(?:[^%]++|%(?!>))*+(?:%>|\Z)"), "<", markup=True, symbols=True),
    Language("haml", (r"-#[^\n]*+",), "-", markup=True, symbols=True),
    Language("slim", (r"(?:(?<![^\n])|(?<=  ))/[^\n]*+",), "/", markup=True, symbols=True),
    Language("blade", (_HANDLEBARS, _TAG), "{<", joins=".", markup=True),
)  # fmt: skip

_SUFFIXES = {
    "js": "js jsx ts tsx mjs cjs mts cts",
    "c": "c h cc cpp cxx hpp hh m mm cs vala",
    "java": "java groovy gradle scala",
    "kotlin": "kt kts",
    "swift": "swift",
    "dart": "dart",
    "php": "php phtml inc",
    "python": "py pyw pyi",
    "ruby": "rb rake ru",
    "markup": "vue svelte astro html htm xml jinja jinja2 j2 twig hbs txt tpl md mdx",
    "erb": "erb",
    "haml": "haml",
    "slim": "slim",
    "blade": "blade.php",
}


@cache
def _by_suffix() -> dict[str, Language]:
    by_name = {language.name: language for language in _LANGUAGES}
    return {suffix: by_name[name] for name, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}


def suffix_of(path: str) -> str:
    """The ending of a file's name that tells its language; ``blade.php`` is one. Lower case, without the dot."""
    name = path.rpartition("/")[2].lower()
    return "blade.php" if name.endswith(".blade.php") else name.rpartition(".")[2] if "." in name else ""


def language_of(path: str) -> Language | None:
    """The language of a file by its name; None for one that no table row knows."""
    return _by_suffix().get(suffix_of(path))


def named(name: str) -> Language:
    """The language of that name. Raises KeyError."""
    return next(language for language in _LANGUAGES if language.name == name)
