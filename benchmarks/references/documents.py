"""Documents: Markdown as markdown-it's tokens (front matter as PyYAML's nodes), HTML as html.parser's events."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from benchmarks.references import Leaf, text_of
from benchmarks.references.trees import toml_view, yaml_view

_FRONT = re.compile(r"\A(?P<mark>---|\+\+\+)[ \t]*\n(?P<body>.*?\n)?(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL)
_PREFORMATTED = frozenset({"pre", "textarea", "script", "style"})
_IDEOGRAPHIC = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WIDE = re.compile(f"(?<={_IDEOGRAPHIC}) (?={_IDEOGRAPHIC})")
_PROSE = frozenset({"inline", "html_block"})
_BLANKS = re.compile(r"\s+")


def markdown_view(data: bytes) -> list[Leaf]:
    """Front matter, then every block token with its attributes; text as one line, since a writer may break it anew."""
    from markdown_it import MarkdownIt

    text = text_of(data).replace("\r\n", "\n")
    front = _FRONT.match(text)
    out: list[Leaf] = []
    if front:
        view = yaml_view if front["mark"] == "---" else toml_view
        out = [(f"front {place}", value) for place, value in view((front["body"] or "").encode())]
        text = text[front.end() :]
    for at, token in enumerate(MarkdownIt("commonmark").enable("table").parse(text)):
        content = _one_line(unescape(token.content)) if token.type in _PROSE else token.content
        out.append((f"{at} {token.type} {token.tag} {token.attrs} {token.info}", content))
    return out


def _one_line(text: str) -> str:
    """White space as one blank; none between ideographs and kana, where a line break is no word's end."""
    return _WIDE.sub("", _BLANKS.sub(" ", text))


class _Events(HTMLParser):
    """Tags with their attributes and the text between each two of them, white space as a browser shows it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.leaves: list[Leaf] = []
        self.text: list[str] = []
        self.kept = 0
        """How many elements that keep their white space are open."""

    def event(self, name: str) -> None:
        """Something that is no text: what stood before it is one leaf."""
        text = "".join(self.text)
        self.leaves.append((f"{len(self.leaves)} text", text if self.kept else _BLANKS.sub(" ", text)))
        self.text = []
        self.leaves.append((f"{len(self.leaves)} {name}", ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.event(f"<{tag}>")
        self.kept += tag in _PREFORMATTED
        self.leaves += [(f"{len(self.leaves)} @{name}", value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.event(f"</{tag}>")
        self.kept = max(self.kept - (tag in _PREFORMATTED), 0)

    def handle_comment(self, data: str) -> None:
        self.event(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.event(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.event(f"<?{data}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def html_view(data: bytes) -> list[Leaf]:
    """Every tag, attribute, comment and text."""
    events = _Events()
    events.feed(text_of(data))
    events.close()
    events.event("end")
    return events.leaves
