"""A vendor's XLIFF file, 1.2 or 2.0: placeables as inline codes, states and notes; and what came back in one.

Source: OASIS XLIFF 1.2 specification; OASIS XLIFF 2.0 specification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from locakit.errors import BrokenText, Fault
from locakit.exchange import codes
from locakit.exchange.row import OURS, Answer, Row
from locakit.exchange.verdict import AGAIN
from locakit.formats._xml_scan import Document, Element, below, scan
from locakit.formats._xml_text import decode
from locakit.model import State

_OLD_STATES: Mapping[State, str] = {
    "initial": "needs-translation", "translated": "needs-review-translation", "reviewed": "signed-off",
    "final": "final",
}  # fmt: skip
_READ = {
    "final": "final", "signed-off": "reviewed", "reviewed": "reviewed", "translated": "translated",
    "needs-translation": AGAIN, "new": "", "initial": "",
}  # fmt: skip
"""What a state says that came back; all ``needs-…`` states but that one say nothing."""


def write(rows: Sequence[Row], source: str, market: str, version: str = "1.2") -> str:
    """The file; ``version`` is ``1.2`` or ``2.0``. Rows whose texts XML cannot hold must have been taken out before."""
    return _old(rows, source, market) if version == "1.2" else _new(rows, source, market)


def writable(row: Row) -> bool:
    """True where XML can hold all that is said of the row."""
    return all(map(codes.writable, (row.resource, row.key, row.source, row.target, row.note, *row.findings)))


def _old(rows: Sequence[Row], source: str, market: str) -> str:
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
    ]
    for resource, group in groupby(rows, lambda row: row.resource):
        named = f"original={codes.attribute(resource)} source-language={codes.attribute(source)}"
        out.append(f'  <file {named} target-language={codes.attribute(market)} datatype="plaintext">')
        out += ["    <body>", *(line for row in group for line in _old_unit(row)), "    </body>", "  </file>"]
    return "\n".join([*out, "</xliff>", ""])


def _old_unit(row: Row) -> Iterator[str]:
    numbers = codes.Numbers()
    more = f' maxwidth="{row.limit}" size-unit="char"' if row.limit is not None else ""
    more += ' approved="yes"' if row.state in ("reviewed", "final") else ""
    more += ' translate="no"' if row.locked else ""
    yield f'      <trans-unit id="{row.ref}" resname={codes.attribute(row.key)} xml:space="preserve"{more}>'
    yield f"        <source>{codes.old(row.source, row.flags, numbers)}</source>"
    if row.target:
        target = codes.old(row.target, row.flags, numbers)
        yield f'        <target state="{_OLD_STATES[row.state]}">{target}</target>'
    if row.note:
        yield f'        <note from="developer">{codes.content(row.note)}</note>'
    for finding in row.findings:
        yield f'        <note from="locakit">{codes.content(OURS + finding)}</note>'
    yield "      </trans-unit>"


def _new(rows: Sequence[Row], source: str, market: str) -> str:
    named = f"srcLang={codes.attribute(source)} trgLang={codes.attribute(market)}"
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" {named}>',
    ]
    for number, (resource, group) in enumerate(groupby(rows, lambda row: row.resource), 1):
        out.append(f'  <file id="f{number}" original={codes.attribute(resource)}>')
        out += [*(line for row in group for line in _new_unit(row)), "  </file>"]
    return "\n".join([*out, "</xliff>", ""])


def _new_unit(row: Row) -> Iterator[str]:
    numbers, data = codes.Numbers(), dict[str, str]()
    source = codes.new(row.source, row.flags, numbers, data)
    target = codes.new(row.target, row.flags, numbers, data)
    locked = ' translate="no"' if row.locked else ""
    yield f'    <unit id="{row.ref}" name={codes.attribute(row.key)} xml:space="preserve"{locked}>'
    notes = [*([("developer", row.note)] if row.note else []), *(("locakit", OURS + f) for f in row.findings)]
    if row.limit is not None:
        notes.append(("locakit", f"{OURS}at most {row.limit} characters"))
    if notes:
        shown = "".join(f"<note category={codes.attribute(kind)}>{codes.content(t)}</note>" for kind, t in notes)
        yield f"      <notes>{shown}</notes>"
    if data:
        native = "".join(f'<data id="{name}">{codes.content(text)}</data>' for name, text in data.items())
        yield f"      <originalData>{native}</originalData>"
    yield f'      <segment state="{row.state}">'
    yield f"        <source>{source}</source>"
    if row.target:
        yield f"        <target>{target}</target>"
    yield "      </segment>"
    yield "    </unit>"


def read(text: str, path: str = "") -> list[Answer]:
    """The units of a file that came back, in either version; raises BrokenText where it is no sound XLIFF."""
    try:
        doc = scan(text)
    except BrokenText as error:
        fault = error.fault
        raise BrokenText(Fault(fault.message, path, fault.line, fault.column, fault.text)) from None
    if doc.root is None or _local(doc.root) != "xliff":
        raise BrokenText(Fault("this is no XLIFF file", path, 1, 1))
    found = (e for e in below(doc.root) if _local(e) in ("trans-unit", "unit"))
    return [_old_answer(doc, e) if _local(e) == "trans-unit" else _new_answer(doc, e) for e in found]


def _local(element: Element) -> str:
    return element.name.rpartition(":")[2]


def _child(element: Element, *names: str) -> Element | None:
    return next((c for c in element.children if _local(c) in names), None)


def _old_answer(doc: Document, unit: Element) -> Answer:
    source, targets = _child(unit, "source"), [c for c in unit.children if _local(c) == "target"]
    target = targets[0] if targets else None
    state = _READ.get(target.attrs.get("state", "") if target else "", "")
    if unit.attrs.get("approved") == "yes" and state != "final":
        state = "reviewed"
    fault = "the unit has two targets" if len(targets) > 1 else ""
    texts = [(codes.said(doc, source, {}, spread=s), codes.said(doc, target, {}, spread=s)) for s in (False, True)]
    return _answer(doc, unit, texts, state, fault)


def _new_answer(doc: Document, unit: Element) -> Answer:
    data = {d.attrs.get("id", ""): _text(doc, d) for d in _all(unit, "originalData", "data")}
    parts = [c for c in unit.children if _local(c) in ("segment", "ignorable")]
    segments = [p for p in parts if _local(p) == "segment"]
    said = [p for p in segments if _child(p, "target") is not None]
    fault = "a segment of it has no target" if said and len(said) < len(segments) else ""
    ordered = sorted(parts, key=_place) if said else []
    texts = [(_joined(doc, parts, "source", data, s), _joined(doc, ordered, "target", data, s)) for s in (False, True)]
    states = {p.attrs.get("state", "initial") for p in segments}
    return _answer(doc, unit, texts, _READ.get(next(iter(states)), "") if len(states) == 1 else "", fault)


def _place(part: Element) -> int:
    """Where the target of a segment stands: a translator may have put it elsewhere (XLIFF 2.0, 4.3.1.21, order)."""
    target = _child(part, "target")
    order = target.attrs.get("order", "") if target else ""
    home = [c for c in part.parent.children if _local(c) in ("segment", "ignorable")] if part.parent else [part]
    return int(order) - 1 if order.isdecimal() else home.index(part)


def _joined(doc: Document, parts: Sequence[Element], name: str, data: Mapping[str, str], spread: bool) -> str:
    """One side of all segments; what stands between two is the same on both sides where it has no target."""
    found = (_child(p, name) or (_child(p, "source") if _local(p) == "ignorable" else None) for p in parts)
    return "".join(codes.said(doc, element, data, spread=spread) for element in found)


def _answer(doc: Document, unit: Element, texts: Sequence[tuple[str, str]], state: str, fault: str) -> Answer:
    ref, (source, target), spread = unit.attrs.get("id", ""), texts[0], texts[1]
    # A tool may leave the state of a unit that nobody has translated.
    state = "" if state == AGAIN and not target else state
    return Answer(
        ref,
        source,
        target,
        state,
        _remark(doc, unit),
        f"unit {ref or '?'}",
        fault,
        spread if spread != texts[0] else None,
    )


def _remark(doc: Document, unit: Element) -> str:
    """The notes that did not go out with the unit."""
    old = [n for n in unit.children if _local(n) == "note"]
    notes = [*old, *_all(unit, "notes", "note")]
    who = ((n.attrs.get("from") or n.attrs.get("category") or "", _text(doc, n)) for n in notes)
    return "\n".join(text for name, text in who if name not in ("developer", "locakit") and text.strip())


def _all(unit: Element, parent: str, name: str) -> list[Element]:
    home = _child(unit, parent)
    return [c for c in home.children if _local(c) == name] if home else []


def _text(doc: Document, element: Element) -> str:
    return "" if element.bare else decode(doc.raw(element))
