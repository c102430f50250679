"""Where new elements go and how they are indented; whole elements cut out with their lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from locakit.formats._xml_scan import COMMENT, Document, Element
from locakit.splice import Splice, apply, newline_of

if TYPE_CHECKING:
    from locakit.formats._xml_format import Entry, XmlFormat
    from locakit.model import Resource

SHELL = ("header", "name", "notes", "skeleton", "xs:schema", "xsd:schema", "resheader")
"""What stands in a container before its entries, in any of the dialects."""
_REST = re.compile(r"[ \t]*(?:<!--[^\n]*?-->[ \t]*)?(?=\r?\n)")
_BETWEEN = re.compile(r"(?<=>)[ \t]*(?:\n[ \t]*)*\n([ \t]*)(?=<)")
_LINE_END = re.compile(r"[ \t]*\r?\n")
_SPACE = " \t\r\n"


def indent_of(text: str, start: int) -> str | None:
    """The white space before ``start`` if nothing else stands before it on its line; None otherwise."""
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start].lstrip("\ufeff")
    return None if before.strip(" \t") else before


def gap(text: str, element: Element) -> str:
    """The line break and indentation before an element; empty where it does not begin its line."""
    indent = indent_of(text, element.start)
    start = element.start - len(indent or "")
    if indent is None or not start:
        return ""
    return text[start - (2 if text[start - 2 : start] == "\r\n" else 1) : element.start]


def unit_of(doc: Document) -> str:
    """What a file indents by: the first step inwards on the way down its first children; empty if there is none."""
    element = doc.root
    while element is not None:
        child = next(element.elements(), None)
        if child is not None:
            outer, inner = indent_of(doc.text, element.start) or "", indent_of(doc.text, child.start) or ""
            if len(inner) > len(outer):
                return inner.removeprefix(outer)
        element = child
    return ""


def reindent(raw: str, old: str, new: str, old_unit: str, new_unit: str, newline: str) -> str:
    """The tags of an element that begin a line, moved from one depth and indentation unit to another.

    The lines of texts keep their indentation: it is part of them.
    """
    if "\n" not in raw:
        return raw
    raw = _BETWEEN.sub(lambda m: f"\n{_moved(m[1], old, new, old_unit, new_unit)}", raw.replace("\r\n", "\n"))
    return raw.replace("\n", newline)


def _moved(indent: str, old: str, new: str, old_unit: str, new_unit: str) -> str:
    if not indent.startswith(old):
        return indent
    body = indent[len(old) :]
    depth = 0
    while old_unit and body.startswith(old_unit):
        body, depth = body[len(old_unit) :], depth + 1
    return new + new_unit * depth + body


class Placer:
    """Puts the entries of one file into another."""

    def __init__(
        self, doc: Document, model: Document, fmt: XmlFormat, resource: Resource, write: Callable[[Entry], str]
    ) -> None:
        self._doc, self._model, self._fmt, self._resource, self._write = doc, model, fmt, resource, write
        self._old_unit = unit_of(model)
        self._unit = unit_of(doc) or self._old_unit
        self._homes: dict[int, Element | None] = {}

    def place(self, order: Sequence[Entry], fresh: Sequence[Entry], after: Mapping[str, Element]) -> list[Splice]:
        """One splice for each place where entries of ``fresh`` come in."""
        anchors: dict[int, tuple[Element, list[Entry]]] = {}
        starts: dict[int, tuple[Element, list[Entry]]] = {}
        parents: dict[int, list[Entry]] = {}
        wanted = {id(e) for e in fresh}
        last: dict[int, Element] = {}
        for entry in order:
            parent = entry.element.parent
            key = id(parent)
            if entry.ident in after:
                last[key] = after[entry.ident]
            elif id(entry) in wanted and parent is not None:
                home = self._home(parent)
                if home is None:
                    parents.setdefault(key, []).append(entry)
                elif key in last:
                    anchors.setdefault(id(last[key]), (last[key], []))[1].append(entry)
                else:
                    starts.setdefault(id(home), (home, []))[1].append(entry)
        out = [self._behind(anchor, [self._raw(e, anchor) for e in new]) for anchor, new in anchors.values()]
        out += [self._within(home, new) for home, new in starts.values()]
        return out + self._made(list(parents.values()))

    def _home(self, container: Element) -> Element | None:
        """The target's counterpart of a container of the source."""
        key = id(container)
        if key not in self._homes:
            self._homes[key] = self._find(container)
        return self._homes[key]

    def _find(self, container: Element) -> Element | None:
        if container.parent is None:
            return self._doc.root
        above = self._home(container.parent)
        same = self._fmt.identity(self._model, container)
        found = above.elements(container.name) if above else ()
        return next((e for e in found if self._fmt.identity(self._doc, e) == same), None)

    def _raw(self, entry: Entry, beside: Element) -> str:
        return self._moved(self._write(entry), entry.element, indent_of(self._doc.text, beside.start) or "")

    def _moved(self, raw: str, element: Element, indent: str) -> str:
        old = indent_of(self._model.text, element.start) or ""
        return reindent(raw, old, indent, self._old_unit, self._unit, newline_of(self._doc.text))

    def _behind(self, anchor: Element, raws: Sequence[str]) -> Splice:
        text = self._doc.text
        indent = indent_of(text, anchor.start)
        rest = _REST.match(text, anchor.end)
        at = rest.end() if rest else anchor.end
        lead = "" if indent is None else newline_of(text, anchor.start) + indent
        return at, at, "".join(lead + raw for raw in raws)

    def _within(self, home: Element, entries: Sequence[Entry]) -> Splice:
        """At the front of a container; behind what its shell holds."""
        kept = list(home.elements(*SHELL))
        if kept:
            return self._behind(kept[-1], [self._raw(e, kept[-1]) for e in entries])
        text, outer = self._doc.text, indent_of(self._doc.text, home.start)
        child = next(home.elements(), None)
        indent = indent_of(text, child.start) if child else None if outer is None else outer + self._unit
        lead = "" if indent is None or "\n" not in text else newline_of(text) + indent
        body = "".join(lead + self._moved(self._write(e), e.element, indent or "") for e in entries)
        if child:
            return home.head, home.head, body
        tail = newline_of(text) + (outer or "") if lead else ""
        return _filling(text, home, body + tail)

    def _made(self, groups: Sequence[Sequence[Entry]]) -> list[Splice]:
        """Containers that the target lacks, at the end of what they stand in."""
        out: list[Splice] = []
        for entries in groups:
            container = entries[0].element.parent
            chain: list[Element] = []
            while container is not None and self._home(container) is None:
                chain.append(container)
                container = container.parent
            home = self._home(container) if container is not None else None
            if home is not None:
                out.append(self._appended(home, chain, entries))
        return out

    def _appended(self, home: Element, chain: Sequence[Element], entries: Sequence[Entry]) -> Splice:
        newline = newline_of(self._doc.text)
        indents = [indent_of(self._model.text, e.start) or "" for e in chain]
        lines = [(indent_of(self._model.text, e.element.start) or "") + self._write(e) for e in entries]
        for container, indent in zip(chain, indents, strict=True):
            head = self._fmt.head(self._model, container, self._resource)
            kept = list(container.elements(*SHELL))
            shell = self._model.text[container.head : kept[-1].end] if kept else ""
            lines = [indent + head + shell, *lines, f"{indent}</{container.name}>"]
        top = chain[-1]
        last = list(home.elements(top.name))[-1:]
        indent = indent_of(self._doc.text, (last[0] if last else home).start) or ""
        indent += "" if last else self._unit
        raw = "\n".join(lines)
        old = indents[-1]
        moved = indent + reindent(raw.removeprefix(old), old, indent, self._old_unit, self._unit, newline)
        if last:
            return last[0].end, last[0].end, newline + moved
        if home.bare:
            return _filling(self._doc.text, home, newline + moved + newline)
        outer = indent_of(self._doc.text, home.close)
        at = home.close - len(outer or "")
        return at, at, ("" if outer is not None else newline) + moved + newline


def _filling(text: str, element: Element, inside: str) -> Splice:
    """New inside for an element that holds no elements."""
    if element.bare:
        opened = text[element.start : element.end - 2].rstrip(_SPACE)
        return element.start, element.end, f"{opened}>{inside}</{element.name}>"
    if text[element.head : element.close].strip(_SPACE):
        return element.head, element.head, inside.rstrip(" \t\r\n")
    return element.head, element.close, inside


def comment_above(text: str, element: Element) -> list[Element]:
    """The comment right above an element, if one stands there on lines of its own."""
    siblings = element.parent.children if element.parent else []
    at = bisect_left(siblings, element.start, key=lambda e: e.start)
    above = siblings[at - 1] if at else None
    if above is None or above.name != COMMENT or indent_of(text, above.start) is None:
        return []
    return [above] if text.count("\n", above.end, element.start) == 1 else []


def filled(text: str, element: Element, raw: str) -> Splice:
    """New content for an element; ``<a/>`` is opened, and nothing happens to what is the same already."""
    if not element.bare:
        return element.head, element.close, raw
    opened = text[element.start : element.end - 2].rstrip(_SPACE)
    return element.start, element.end, f"{opened}>{raw}</{element.name}>"


def part(text: str, start: int, end: int, splices: Iterable[Splice]) -> str:
    """A part of the text with splices inside of it done; its cost does not depend on the rest."""
    return apply(text[start:end], [(a - start, b - start, new) for a, b, new in splices])


def changed(text: str, element: Element, raw: str, attrs: Mapping[str, str | None]) -> list[Splice]:
    """Splices for new content and new attributes of one element; what is the same already stays."""
    tag = [s for name, value in attrs.items() for s in attribute(text, element, name, value)]
    if not element.bare:
        return tag + ([(element.head, element.close, raw)] if text[element.head : element.close] != raw else [])
    opened = part(text, element.start, element.head, tag)[:-2].rstrip(_SPACE)
    return [(element.start, element.end, f"{opened}>{raw}</{element.name}>")]


def attribute(text: str, element: Element, name: str, value: str | None) -> list[Splice]:
    """Splices that set an attribute of a start tag, or take it out with None; the others stay as they are."""
    escaped = (value or "").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    found = re.compile(rf"(\s+){re.escape(name)}\s*=\s*(\"[^\"]*\"|'[^']*')").search(text, element.start, element.head)
    if found and value is None:
        return [(*found.span(), "")]
    if found:
        return [] if found[2][1:-1] == escaped else [(*found.span(2), f'"{escaped}"')]
    at = element.start + len(text[element.start : element.head - 1].removesuffix("/").rstrip(_SPACE))
    return [] if value is None else [(at, at, f' {name}="{escaped}"')]


def cut(text: str, gone: Iterable[Element]) -> list[Splice]:
    """Splices that take elements out, each with its line where it stands alone on it."""
    out: list[Splice] = []
    seen: set[int] = set()
    for element in sorted(gone, key=lambda e: e.start):
        if element.start in seen:
            continue
        seen.add(element.start)
        indent, rest = indent_of(text, element.start), _LINE_END.match(text, element.end)
        if indent is not None and rest:
            out.append((element.start - len(indent), rest.end(), ""))
        else:
            out.append((element.start, element.end, ""))
    return out
