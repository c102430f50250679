"""Changes as a comment on a pull or merge request: HTML tables in Markdown, which no text can break out of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from locakit.changes import Change
from locakit.changes.told import counted, direction, headline, sides
from locakit.changes.words import tagged
from locakit.reports._place import utf16
from locakit.reports.markdown import MOST, code, quiet

MARK = "<!-- locakit diff -->"
_ROOM = 400
"""What the last line and a table's end may need."""
_LONG = 400
"""Characters of a text that are shown around its changes."""
_HEAD = "<table><thead><tr><th>key</th><th>change</th></tr></thead><tbody>"


def markdown(changes: Sequence[Change], most: int = MOST, source: str = "") -> str:
    """The comment, of at most ``most`` UTF-16 units; what does not fit is counted. Its first line is a mark.

    ``source`` is the source's language.
    """
    out = [MARK, f"### locakit: {quiet(counted(changes))}"]
    room = most - _ROOM - sum(utf16(line) + 1 for line in out)
    shown = 0
    for (market, resource), group in groupby(changes, lambda c: (c.market, c.resource)):
        head = ["", f"<details open><summary>{code(resource)} {code(market)}</summary>", _HEAD]
        room -= sum(utf16(line) + 1 for line in head) + len("</tbody></table>\n</details>\n")
        rows = list(_fitting(group, room, source))
        room -= sum(utf16(row) + 1 for row in rows)
        shown += len(rows)
        if not rows:
            break
        out += [*head, *rows, "</tbody></table>", "</details>"]
    if shown < len(changes):
        out += ["", f"{len(changes) - shown:,} more: there is no room for them here; `locakit diff` lists them all."]
    return "\n".join([*out, ""])


def _fitting(changes: Iterator[Change], room: int, source: str) -> Iterator[str]:
    for row in (_row(c, source) for c in changes):
        room -= utf16(row) + 1
        if room < 0:
            return
        yield row


def _row(change: Change, source: str) -> str:
    texts = (f"{name} {_inline(old, new, lang)}" for name, old, new, lang in sides(change, source))
    return f"<tr><td>{code(change.key)}</td><td>{'<br>'.join([quiet(headline(change)), *texts])}</td></tr>"


def _inline(before: str, after: str, locale: str) -> str:
    text = tagged(before, after, lambda kind, piece: quiet(_near(kind, piece)))
    return f'<bdi dir="{direction(locale)}">{text}</bdi>'


def _near(kind: str, text: str) -> str:
    """A stretch that did not change is shown at its ends alone where it is long."""
    if kind != "same" or len(text) <= _LONG:
        return text
    return f"{text[: _LONG // 2]} … {text[-_LONG // 2 :]}"
