"""What a unit is in XLIFF 1.2 and in 2.x: its segments, notes, limits and states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from locakit.formats._flags import BRANCHES, is_icu
from locakit.formats._xml_scan import COMMENT, Document, Element
from locakit.formats._xml_text import TAG, decode


class Unit(NamedTuple):
    """One unit of either version."""

    element: Element
    key: str
    context: str
    """The file's ``original`` and the groups."""
    note: str
    limit: int | None
    translate: bool

    def holders(self) -> list[tuple[str, Element]]:
        """``(key, element that holds source and target)``: the unit itself in 1.2, its segments in 2.x.

        The first segment has the unit's key, so that it keeps it when others join it.
        """
        if self.element.name == "trans-unit":
            return [(self.key, self.element)]
        segments = enumerate(self.element.elements("segment"))
        return [(f"{self.key}.{s.attrs.get('id', str(i + 1))}" if i else self.key, s) for i, s in segments]


def pair(holder: Element) -> tuple[Element | None, Element | None]:
    """The source and the target element; alternatives (``alt-trans``) are none of both."""
    return holder.first("source"), holder.first("target")


def units(doc: Document) -> Iterator[Unit]:
    """All units in the file's order, of whatever depth of groups.

    An id that stands in several ``<file>`` elements gets the file's name in front, in each of them: so the keys do not
    depend on the order, nor on which of the files another language has.
    """
    found: list[tuple[str, Unit]] = []
    homes: dict[str, set[str]] = {}
    for file in doc.root.elements("file") if doc.root is not None else ():
        name = file.attrs.get("original") or file.attrs.get("id", "")
        for unit in within(doc, file, name, file.attrs.get("translate") != "no", ""):
            found.append((name, unit))
            homes.setdefault(unit.key, set()).add(name)
    for name, unit in found:
        yield unit if len(homes[unit.key]) == 1 else unit._replace(key=f"{name}|{unit.key}")


def within(doc: Document, parent: Element, context: str, translate: bool, note: str) -> Iterator[Unit]:
    """The units in a container, whose context, translatability and note they inherit."""
    for element in parent.children:
        kind = element.name
        if kind == COMMENT:
            continue
        attrs = element.attrs
        wanted = attrs["translate"] != "no" if "translate" in attrs else translate
        if kind in ("trans-unit", "unit"):
            own = _note(doc, element, note)
            yield Unit(element, attrs.get("id", ""), context, own, _limit(attrs), wanted)
        elif kind == "body":
            yield from within(doc, element, context, wanted, note)
        elif kind in ("group", "bin-unit"):
            name = attrs.get("resname") or attrs.get("name") or attrs.get("id", "")
            inner = f"{context} / {name}" if name else context
            yield from within(doc, element, inner, wanted, _note(doc, element, note))


def _note(doc: Document, element: Element, above: str) -> str:
    """What is said to translators, here and in the groups around.

    Where the text stands in the code is not told: line numbers change without a reason.
    """
    said: list[Element] = []
    told: list[Element] = []
    for child in (element.first("notes") or element).children:
        if child.name == "note" and child.attrs.get("category") != "location":
            said.append(child)
        elif child.name == "context-group" and "information" in child.attrs.get("purpose", ""):
            told += child.elements("context")
    if not said and not told:
        return above
    texts = [above, *(decode(doc.raw(note)).strip(" \t\n") for note in (*said, *told))]
    return "\n".join(filter(None, texts))


def _limit(attrs: Mapping[str, str]) -> int | None:
    """``maxwidth`` where it counts characters (XLIFF 1.2), or the size restriction module's (2.x)."""
    width = attrs.get("maxwidth", "") if attrs.get("size-unit") == "char" else ""
    if "slr:sizeRestriction" in attrs:
        width = width or attrs["slr:sizeRestriction"].rsplit(",", 1)[-1]
    return int(width) if width.isascii() and width.isdigit() else None


def speaks_icu(doc: Document, texts: Iterable[str]) -> bool:
    """One ICU message with branches that can be read makes the braces of all texts ICU's."""
    return bool(BRANCHES.search(doc.text)) and any(is_icu(text) for text in texts if "{" in text)


def may_be_icu(text: str) -> bool:
    """The text has braces beside those in its tags (Angular's ``equiv-text="{{ name }}"``) and no doubled ones."""
    bare = TAG.sub("", text) if "<" in text else text
    return "{" in bare and ("{{" not in bare or bool(BRANCHES.search(bare)))
