"""Random Markdown documents, and a make-believe translation of one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from locakit.formats.markdown import FORMAT as MD
from locakit.model import Message, Resource
from locakit.splice import apply

PLAIN = [
    "order",
    "basket",
    "the",
    "size",
    "of",
    "a",
    "shoe",
    "e-mail",
    "«oui»",
    "é",
    "日本",
    "مرحبا",
    "I/O",
    "12",
    "12.50",
]
MARKED = ["*very*", "**big**", "`code`", "[link](https://x.y)", "{name}", "%s", "<br>", "&amp;", "a_b", "5*3"]
WORDS = st.sampled_from(PLAIN + MARKED)
LINE = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
PROSE = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
HEADING = st.tuples(st.integers(1, 4), LINE).map(lambda x: f"{'#' * x[0]} {x[1]}")
ITEMS = st.lists(st.tuples(st.integers(0, 2), LINE), min_size=1, max_size=4).map(
    lambda rows: "\n".join(f"{'  ' * min(level, at)}- {line}" for at, (level, line) in enumerate(rows))
)
NUMBERED = st.lists(PROSE, min_size=1, max_size=3).map(
    lambda rows: "\n".join(f"{n}. " + row.replace("\n", "\n   ") for n, row in enumerate(rows, 1))
)
QUOTE = st.lists(PROSE, min_size=1, max_size=2).map(
    lambda rows: "> " + "\n\n".join(rows).replace("\n", "\n> ").replace("> \n", ">\n")
)
CODE = st.lists(LINE, max_size=3).map(lambda rows: "\n".join(["```sh", *rows, "```"]))
TABLE = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(LINE, min_size=width, max_size=width), min_size=1, max_size=3).map(
        lambda rows: "\n".join(
            f"| {' | '.join(row)} |" + (f"\n|{'---|' * width}" if not at else "") for at, row in enumerate(rows)
        )
    )
)
HTML = LINE.map(lambda line: f"<div>\n{line}\n</div>")
BLOCK = st.one_of(PROSE, PROSE, HEADING, ITEMS, NUMBERED, QUOTE, CODE, TABLE, HTML, st.just("***"))
FRONT = st.sampled_from(["", "", "---\ntitle: A title\nweight: 1\n---\n\n"])
DOCUMENTS = st.tuples(FRONT, st.lists(BLOCK, max_size=8), st.sampled_from(["\n", ""])).map(
    lambda x: x[0] + "\n\n".join(x[1]) + (x[2] if x[1] else "")
)
"""Documents of all kinds of blocks, with and without front matter and final line break."""


def translation(message: Message) -> str:
    """A text that no other text has: another language for the tests."""
    return f"Ü{message.key.partition('~')[0].replace('-', 'x').replace('.', 'z')} {message.text}"


def translated(source: Resource) -> tuple[Resource, dict[str, str]]:
    """A target with every prose block translated and the source's keys, and the key of each of its texts."""
    splices = [
        s
        for m in source.messages
        if "verbatim" not in m.flags
        for s in MD.replace(source, m, {"other": translation(m)})
    ]
    target = MD.parse("t.md", apply(source.text, splices), "de")
    both = list(zip(target.messages, source.messages, strict=True))
    keys = {new.text: old.key for new, old in both}
    return replace(target, messages=tuple(replace(new, key=old.key) for new, old in both)), keys
