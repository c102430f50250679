"""A rule's page as Markdown, for the rule reference in docs/ and for the help that goes along with SARIF."""

from __future__ import annotations

import re
from typing import Protocol

from locakit.screen import shown

_CODE = re.compile(r"(``.+?``|`[^`]+`)", re.DOTALL)
_MARKS = re.compile(r"([\\`*_\[\]<>|~#&])")
_TICKS = re.compile("`+")
_EXAMPLE = re.compile(r"(Bad|Good): (.*)")
_PAIR = re.compile(r"(.+) → (.+)  \((.*)\)")
_UNSEEN = re.compile(
    r"[\x7f-\xa0\xad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]"
)


class About(Protocol):
    """What is known of a rule without running it; the built-in, the stated and the markets' rules all have it."""

    @property
    def id(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def page(self) -> str: ...


def sentence(page: str) -> str:
    """What the rule finds: the first paragraph of its page, on one line, without the marks of code."""
    return flat(page.partition("\n\n")[0])


def reason(page: str) -> str:
    """Why it matters, likewise; empty where the page does not say."""
    return next((flat(part) for part in page.split("\n\n") if part.startswith("Why:")), "")


def flat(text: str) -> str:
    """A paragraph on one line, without the marks of code."""
    return " ".join(text.replace("``", "").split())


def markdown(page: str) -> str:
    """The page as Markdown (CommonMark): prose with its code spans, the examples as lists of code."""
    return "\n\n".join(_examples(part) if _EXAMPLE.match(part) else prose(part) for part in page.split("\n\n"))


def prose(text: str) -> str:
    """A paragraph in which nothing but its code spans is markup; ``Why:`` and ``Source:`` stand out."""
    out = [code(p.strip("`").strip()) if n % 2 else plain(p) for n, p in enumerate(_CODE.split(text))]
    return re.sub(r"^(Why|Source):", r"**\1:**", " ".join("".join(out).split()))


def plain(text: str) -> str:
    """Text in which nothing is markup."""
    return _MARKS.sub(r"\\\1", text)


def code(text: str) -> str:
    """A code span that shows ``text`` whatever it holds (CommonMark, 6.1), and what cannot be seen as an escape."""
    text = shown(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    pad = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _examples(part: str) -> str:
    """The lines of a page that show texts; a line without ``Bad`` or ``Good`` belongs to the one before."""
    found: list[list[str]] = []
    for line in part.split("\n"):
        told = _EXAMPLE.match(line)
        if told:
            found.append([told[1], told[2]])
        else:
            found[-1][1] += " " + line.strip()
    return "\n".join(f"- {word}: {'; '.join(map(_texts, text.split('  +  ')))}" for word, text in found)


def _texts(text: str) -> str:
    pair = _PAIR.fullmatch(text)
    if pair:
        return f"{code(pair[1])} → {code(pair[2])} ({plain(pair[3])})"
    return code(text) if text[:1] in ('"', "{") else prose(text)
