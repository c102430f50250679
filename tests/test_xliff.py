"""XLIFF: what its two versions demand of a file, states that follow the ledger, and the ways other tools write it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from locakit import placeables
from locakit.catalog import render, source_view
from locakit.formats.xliff import FORMAT
from locakit.model import STATES, Message, Origin, Record, Resource, State
from locakit.splice import apply

CASES = Path(__file__).parent / "cases" / "xliff"
OLD_STATES = {
    "final", "needs-adaptation", "needs-l10n", "needs-review-adaptation", "needs-review-l10n",
    "needs-review-translation", "needs-translation", "new", "signed-off", "translated",
}  # fmt: skip


def _local(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _old_faults(root: ET.Element) -> list[str]:
    """What XLIFF 1.2 (strict) would refuse."""
    faults = []
    for file in root:
        faults += [f"file lacks {a}" for a in ("original", "source-language", "datatype") if a not in file.attrib]
        faults += [
            "file: header?, body"
            for names in [[_local(e) for e in file]]
            if names not in (["body"], ["header", "body"])
        ]
    for unit in (e for e in root.iter() if _local(e) == "trans-unit"):
        names = [_local(e) for e in unit]
        head = [n for n in ("source", "seg-source", "target") if n in names]
        faults += ["unit lacks its id"] * ("id" not in unit.attrib)
        faults += [f"order of {names}"] * (names[: len(head)] != head or "source" not in head)
        faults += ["approved"] * (unit.get("approved", "no") not in ("yes", "no"))
        for target in (e for e in unit if _local(e) == "target"):
            state = target.get("state", "new")
            faults += [f"state {state}"] * (state not in OLD_STATES and not state.startswith("x-"))
    return faults


def _new_faults(root: ET.Element) -> list[str]:
    """What XLIFF 2.x would refuse."""
    targets = [e for e in root.iter() if _local(e) == "target"]
    faults = ["srcLang"] * ("srcLang" not in root.attrib) + ["trgLang"] * (
        bool(targets) and "trgLang" not in root.attrib
    )
    for file in root:
        ids = [e.get("id") for e in file.iter() if _local(e) == "unit"]
        faults += ["file id"] * ("id" not in file.attrib) + ["unit ids"] * (None in ids or len(set(ids)) < len(ids))
    for segment in (e for e in root.iter() if _local(e) == "segment"):
        names = [_local(e) for e in segment]
        faults += [f"segment {names}"] * (names not in (["source"], ["source", "target"]))
        state = segment.get("state", "initial")
        faults += [f"state {state}"] * (state not in STATES)
        faults += ["final without target"] * (state != "initial" and "target" not in names)
        faults += ["subState without state"] * ("subState" in segment.attrib and "state" not in segment.attrib)
    return faults


def faults(text: str) -> list[str]:
    root = ET.fromstring(text.lstrip("\ufeff").encode("utf-8"))
    return _new_faults(root) if root.get("version", "").startswith("2") else _old_faults(root)


def _records() -> list[Record]:
    kinds: list[tuple[State, Origin]] = [(s, o) for s in STATES[1:] for o in ("machine", "human", "imported")]
    return [Record("a", "", "h", "h", state, origin) for state, origin in kinds]


def _marked(text: str, record: Record, stale: bool) -> str:
    resource = FORMAT.parse("a.xlf", text, "de")
    return apply(text, [s for m in resource.messages for s in FORMAT.mark(resource, m, record, stale)])


@pytest.mark.parametrize("folder", sorted(p.name for p in CASES.iterdir()))
def test_what_is_written_is_valid_in_every_state(folder: str) -> None:
    for path in (CASES / folder).glob("*.xl*"):
        text = path.read_bytes().decode("utf-8")
        source = source_view(FORMAT.parse(path.name, text, "en"), FORMAT)
        values = {m.key: {"other": f"{m.text} é"} for m in source.messages}
        fresh = render(FORMAT, source, None, path.name, "pt-BR", values)
        for made in (fresh, render(FORMAT, source, FORMAT.parse(path.name, text, "pt-BR"), path.name, "pt-BR", values)):
            known = set(faults(text))
            assert set(faults(made)) <= known
            for record in _records():
                for stale in (False, True):
                    marked = _marked(made, record, stale)
                    assert set(faults(marked)) <= known
                    assert _marked(marked, record, stale) == marked
                    after = FORMAT.parse(path.name, marked, "pt-BR")
                    assert [m.forms for m in after.messages] == [values[m.key] for m in after.messages]
                    assert all(("fuzzy" in m.flags) == stale for m in after.messages)


def _one(text: str, state: State, origin: Origin = "machine", stale: bool = False) -> str:
    return _marked(text, Record("a", "", "h", "h", state, origin), stale)


def _unit(inside: str, attributes: str = "") -> str:
    return (
        '<xliff version="1.2"><file original="a" source-language="en" datatype="x"><body>'
        f'<trans-unit id="a"{attributes}><source>A</source>{inside}</trans-unit></body></file></xliff>'
    )


def test_states_of_the_old_version() -> None:
    plain = _unit("<target>B</target>")
    assert _one(plain, "translated") == plain
    assert _one(plain, "reviewed") == _unit('<target state="signed-off">B</target>', ' approved="yes"')
    assert _one(plain, "final") == _unit('<target state="final">B</target>', ' approved="yes"')
    assert _one(plain, "final", stale=True) == _unit('<target state="needs-review-translation">B</target>')
    done = _unit('<target state="final" state-qualifier="id-match">B</target>', " approved='yes'")
    assert _one(done, "translated") == _unit('<target state="translated">B</target>', ' approved="no"')
    assert _one(done, "translated", "human") == done, "a person's verdict in another tool stays"
    assert _one(done, "final") == done
    adapted = _unit('<target state="needs-adaptation">B</target>')
    assert _one(adapted, "translated", stale=True) == adapted
    for none in (_unit(""), _unit("<target/>"), _unit('<target state="new"></target>')):
        assert _one(none, "final") == none


def test_states_of_the_new_version() -> None:
    def unit(attributes: str) -> str:
        return (
            '<xliff version="2.1" srcLang="en" trgLang="de"><file id="f"><unit id="u">'
            f"<segment{attributes}><source>A</source><target>B</target></segment></unit></file></xliff>"
        )

    assert _one(unit(""), "translated") == unit("")
    assert _one(unit(' state="initial" subState="x:y"'), "reviewed") == unit(' state="reviewed"')
    assert _one(unit(' state="final" subState="x:y"'), "final") == unit(' state="final" subState="x:y"')
    assert _one(unit(""), "final", stale=True) == unit(' state="initial"')
    assert _one(unit(' state="reviewed"'), "translated") == unit(' state="translated"')


def _read(text: str) -> dict[str, Message]:
    return FORMAT.parse("a.xlf", text, "en").by_key()


def test_a_unit_keeps_its_key_when_it_is_cut_into_segments() -> None:
    one = '<segment id="s1"><source>One. </source></segment>'
    two = '<ignorable><source> </source></ignorable><segment id="s2"><source>Two.</source></segment>'
    three = "<segment><source>Three.</source></segment>"
    for segments, keys in ((one, ["u"]), (one + two, ["u", "u.s2"]), (one + two + three, ["u", "u.s2", "u.3"])):
        text = f'<xliff version="2.0" srcLang="en"><file id="f"><unit id="u">{segments}</unit></file></xliff>'
        assert list(_read(text)) == keys


def test_the_other_segments_keep_their_keys_when_the_first_one_loses_its_target() -> None:
    segments = "".join(
        f'<segment id="{i}" state="final"><source>S{i}</source><target>T{i}</target></segment>' for i in "12"
    )
    text = f'<xliff version="2.0" srcLang="en" trgLang="de"><file id="f"><unit id="u">{segments}</unit></file></xliff>'
    resource = FORMAT.parse("a.xlf", text, "de")
    less = render(FORMAT, resource, resource, "a.xlf", "de", {"u": None})
    assert less == text.replace(' state="final"', "", 1).replace("<target>T1</target>", "")
    none = render(FORMAT, resource, resource, "a.xlf", "de", {"u": None, "u.2": None})
    assert "<unit" not in none and not faults(none)


def test_angular() -> None:
    """Positions in the code are not for translators and change with every line; ICU is told apart."""
    message = _read("""<xliff version="1.2"><file original="ng2" source-language="en" datatype="plaintext"><body>
      <trans-unit id="hello" datatype="html">
        <source>Hello <x id="INTERPOLATION" equiv-text="{{ name }}"/>!</source>
        <context-group purpose="location"><context context-type="linenumber">12</context></context-group>
        <context-group purpose="information"><context context-type="x-screen">Start</context></context-group>
        <note priority="1" from="description">Greets</note><note priority="1" from="meaning">page</note>
      </trans-unit>
      <trans-unit id="count"><source>{VAR_PLURAL, plural, =0 {none} other {<x id="N"/> things}}</source></trans-unit>
    </body></file></xliff>""")
    assert message["hello"].note == "Greets\npage\nStart" and not message["hello"].flags
    assert message["count"].flags == {"icu-message-format"}
    symfony = _read(_unit("<target>{n, plural, other {# things}} of {name}</target>"))
    assert symfony["a"].flags == {"icu-message-format"}
    noted = _read(
        '<xliff version="2.0" srcLang="en"><file id="ng"><unit id="a"><notes><note category="location">a.ts:3</note>'
        '<note category="description">Why</note></notes><segment><source>A</source></segment></unit></file></xliff>'
    )
    assert noted["a"].note == "Why"


def test_xcode() -> None:
    text = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
  <file original="App/en.lproj/Localizable.strings" source-language="en" target-language="de" datatype="plaintext">
    <header>
      <tool tool-id="com.apple.dt.xcode" tool-name="Xcode" tool-version="15.0"/>
    </header>
    <body>
      <trans-unit id="%lld items|==|plural.one" xml:space="preserve">
        <source>%lld item</source>
        <note>How many</note>
      </trans-unit>
    </body>
  </file>
</xliff>
"""
    source = FORMAT.parse("de.xliff", text, "de")
    (message,) = source.messages
    assert (message.key, message.note) == ("%lld items|==|plural.one", "How many")
    got = render(FORMAT, source, source, "de.xliff", "de", {message.key: {"other": "%lld Ding"}})
    note = "        <note>How many"
    assert got == text.replace(note, "        <target>%lld Ding</target>\n" + note)


def test_units_in_binary_units_and_proposals() -> None:
    text = (
        '<xliff version="1.2"><file original="a" source-language="en" datatype="x"><body>'
        '<bin-unit id="b" mime-type="image/png"><bin-source><external-file href="a.png"/></bin-source>'
        '<trans-unit id="t"><source>In a picture</source><target>x</target>'
        "<alt-trans><target>y</target></alt-trans></trans-unit></bin-unit></body></file></xliff>"
    )
    source: Resource = source_view(FORMAT.parse("a.xlf", text, "en"), FORMAT)
    assert [m.key for m in source.messages] == ["t"]
    fresh = render(FORMAT, source, None, "b.xlf", "de", {"t": {"other": "z"}})
    assert "<target>z</target></trans-unit>" in fresh and "alt-trans" not in fresh


@pytest.mark.parametrize(
    ("attributes", "limit"),
    [
        ('maxwidth="12" size-unit="char"', 12),
        ('maxwidth="12"', None),
        ('maxwidth="12" size-unit="pixel"', None),
        ("", None),
    ],
)
def test_limits_in_characters(attributes: str, limit: int | None) -> None:
    assert _read(_unit("", " " + attributes))["a"].limit == limit


def test_ids_that_stand_in_several_files() -> None:
    def text(*files: str) -> str:
        unit = '<trans-unit id="OK"><source>OK</source></trans-unit>'
        inside = "".join(
            f'<file original="{f}" source-language="en" datatype="x"><body>{unit}</body></file>' for f in files
        )
        return f'<xliff version="1.2">{inside}</xliff>'

    assert [list(_read(text(*files))) for files in ("ab", "ba", "b", "aa")] == [
        ["a|OK", "b|OK"], ["b|OK", "a|OK"], ["OK"], ["OK", "OK~2"],
    ]  # fmt: skip
    source = source_view(FORMAT.parse("a.xlf", text("a", "b"), "en"), FORMAT)
    target = FORMAT.parse("b.xlf", text("b").replace("</source>", "</source><target>Ja</target>"), "de")
    wished = {"OK": None, "a|OK": {"other": "In Ordnung"}, "b|OK": {"other": "Ja"}}
    got = render(FORMAT, source, target, "b.xlf", "de", wished)
    assert {m.key: m.text for m in FORMAT.parse("b.xlf", got, "de").messages} == {"a|OK": "In Ordnung", "b|OK": "Ja"}
    both = FORMAT.parse("b.xlf", got, "de")
    less = FORMAT.parse("b.xlf", render(FORMAT, source, both, "b.xlf", "de", {"b|OK": None}), "de")
    assert {m.key: m.text for m in less.messages} == {"a|OK": "In Ordnung", "b|OK": ""}
    none = render(FORMAT, source, both, "b.xlf", "de", {"a|OK": None, "b|OK": None})
    assert FORMAT.parse("b.xlf", none, "de").messages == ()


@pytest.mark.parametrize(
    ("inside", "whole"),
    [
        ('&lt;b&gt;Bold&lt;/b&gt; and <x id="2"/>', ["&lt;b>", "&lt;/b>", '<x id="2"/>']),
        ('New &lt;a href="#"&gt; <g id="1">x</g>', ['&lt;a href="#">', '<g id="1">', "</g>"]),
        ('A <bpt id="1">&lt;b&gt;</bpt>bold<ept id="1">&lt;/b&gt;</ept>',
         ['<bpt id="1">&lt;b></bpt>', '<ept id="1">&lt;/b></ept>']),
        ('<ph id="2">Printf</ph> <it id="1" pos="open">begin</it> now',
         ['<ph id="2">Printf</ph>', '<it id="1" pos="open">begin</it>']),
    ],
)  # fmt: skip
def test_codes_are_whole_and_tags_that_are_text_too(inside: str, whole: list[str]) -> None:
    text = _unit("").replace("<source>A</source>", f"<source>{inside}</source>")
    source = source_view(FORMAT.parse("a.xlf", text, "en"), FORMAT)
    (message,) = source.messages
    found = [message.text[p.start : p.end] for p in placeables.find(message.text, message.flags)]
    assert found == whole
    made = render(FORMAT, source, None, "b.xlf", "de", {message.key: {"other": "".join(reversed(found)) + "ö"}})
    read = FORMAT.parse("b.xlf", made, "de").messages[0]
    assert (read.text, read.flags) == ("".join(reversed(found)) + "ö", message.flags)


@pytest.mark.parametrize("target", ["", '<target state="final" xml:lang="es">viejo</target>'])
def test_a_new_unit_brings_nothing_of_what_the_list_says_of_its_own_language(target: str) -> None:
    unit = (
        '<trans-unit id="{}" approved="yes"><source>{}</source>{}<note>n</note>'
        '<alt-trans match-quality="90%"><source>o</source><target>otro</target></alt-trans></trans-unit>'
    )
    body = '<xliff version="1.2"><file original="a" source-language="en" datatype="x"><body>{}</body></file></xliff>'
    source = source_view(FORMAT.parse("es.xlf", body.format(unit.format("a", "A", target)), "en"), FORMAT)
    there = body.format('<trans-unit id="z"><source>Z</source><target state="final">Zett</target></trans-unit>')
    made = render(FORMAT, source, FORMAT.parse("de.xlf", there, "de"), "de.xlf", "de", {"a": {"other": "Ä"}})
    new = '<trans-unit id="a"><source>A</source><target state="translated">Ä</target><note>n</note></trans-unit>'
    assert made == there.replace("<body>", f"<body>{new}")


def test_a_new_segment_is_translated() -> None:
    segment = '<segment id="{0}" state="initial" subState="x:y"><source>{0}</source></segment>'
    body = '<xliff version="2.1" srcLang="en" trgLang="de"><file id="f">{}</file></xliff>'
    source = source_view(
        FORMAT.parse("en.xlf", body.format(f'<unit id="u">{segment.format("p")}{segment.format("q")}</unit>'), "en"),
        FORMAT,
    )
    there = body.format('<unit id="u"><segment id="p"><source>p</source><target>P</target></segment></unit>')
    made = render(FORMAT, source, FORMAT.parse("de.xlf", there, "de"), "de.xlf", "de", {"u.q": {"other": "Q"}})
    new = '<segment id="q" state="translated"><source>q</source><target>Q</target></segment>'
    assert made == there.replace("</segment></unit>", f"</segment>{new}</unit>")
    whole = render(
        FORMAT, source, FORMAT.parse("de.xlf", body.format(""), "de"), "de.xlf", "de", {"u.q": {"other": "Q"}}
    )
    assert '<segment id="p"><source>p</source></segment>' in whole and new in whole
