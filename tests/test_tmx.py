"""TMX in and out: what other tools write is read, hostile files are refused, large ones are streamed."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import tmx
from locakit.errors import BrokenText
from locakit.formats.registry import by_name
from locakit.memory import Memory
from locakit.model import Entry

HEAD = '<?xml version="1.0" encoding="{}"?>\n'
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def document(units: str, srclang: str = "en", attributes: str = ' segtype="sentence"', head: str = "") -> str:
    return (
        f'{head}<tmx version="1.4"><header creationtool="t" creationtoolversion="1" o-tmf="x" adminlang="en"'
        f' datatype="plaintext" srclang="{srclang}"{attributes}/><body>{units}</body></tmx>'
    )


def unit(source: str, target: str, tags: tuple[str, str] = ("en", "pt-BR"), more: str = "", inside: str = "") -> str:
    one, two = tags
    return (
        f'<tu{more}>{inside}<tuv xml:lang="{one}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{two}"><seg>{target}</seg></tuv></tu>'
    )


def pairs(text: str | bytes, source: str = "en") -> list[tuple[str, str, str]]:
    found = tmx.parse("a.tmx", text if isinstance(text, bytes) else text.encode(), source)
    return [(e.source["other"], e.target["other"], e.market) for e in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1", "windows-1252"])
def test_any_declared_encoding_is_read(encoding: str) -> None:
    named = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    text = document(unit("Coffee", "Café à la crème"), head=HEAD.format(named)).replace("\n", "\r\n")
    data = text.encode(encoding)
    assert pairs(b"\xff\xfe" + data if encoding == "utf-16-le" else data) == [("Coffee", "Café à la crème", "pt-BR")]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10**6])
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    data = document(unit("Tea &amp; 茶", "Chá &#233;") * 3, head=HEAD.format("utf-16")).encode("utf-16")
    chunks = [data[n : n + size] for n in range(0, len(data), size)]
    found = [(e.source["other"], e.target["other"]) for e in tmx.read("a.tmx", chunks, "en")]
    assert found == [("Tea & 茶", "Chá é")] * 3


@pytest.mark.parametrize("doctype", [
    '<!DOCTYPE tmx SYSTEM "tmx14.dtd">', '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for TMX//EN" "tmx14.dtd">',
    '<!DOCTYPE tmx SYSTEM "file:///etc/passwd">', "<!DOCTYPE tmx [<!ELEMENT tmx ANY> <!-- nothing -->]>",
])  # fmt: skip
def test_a_document_type_is_not_read(doctype: str) -> None:
    assert pairs(document(unit("a", "b"), head=HEAD.format("UTF-8") + doctype)) == [("a", "b", "pt-BR")]


def test_entities_that_only_the_document_type_declares_are_known_by_html_s_names() -> None:
    head = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    assert pairs(document(unit("a&nbsp;b", "&eacute;"), head=head)) == [("a\u00a0b", "é", "pt-BR")]
    with pytest.raises(BrokenText, match="&brand; is not declared"):
        pairs(document(unit("&brand;", "x"), head=head))
    with pytest.raises(BrokenText, match="undefined entity"):
        pairs(document(unit("&nbsp;", "x")))


@pytest.mark.parametrize(
    ("tags", "source", "expected"),
    [
        (("EN-US", "PT_br"), "en", "pt-BR"), (("en_us", "pt"), "en-US", "pt"),
        (("en-GB", "zh-hant-tw"), "en", "zh-Hant-TW"), (("de", "pt-BR"), "en", None),
        (("en", "x-none"), "en", None), (("en", ""), "en", None), (("en", "en"), "en", None),
    ],
)  # fmt: skip
def test_tags_are_read_as_tools_spell_them(tags: tuple[str, str], source: str, expected: str | None) -> None:
    found = pairs(document(unit("a", "b", tags), srclang="*all*", attributes=""), source)
    assert found == ([("a", "b", expected)] if expected else [])


def test_the_source_is_the_project_s_whatever_the_file_calls_it() -> None:
    three = "".join(f'<tuv xml:lang="{t}"><seg>{t}</seg></tuv>' for t in ("de", "en-GB", "en-US", "fr"))
    found = pairs(document(f"<tu>{three}</tu>", "en-US"))
    assert found == [("en-US", "de", "de"), ("en-US", "en-GB", "en-GB"), ("en-US", "fr", "fr")]
    assert pairs(document(f'<tu srclang="en-GB">{three}</tu>', "*all*"))[0] == ("en-GB", "de", "de")


def test_inline_codes_give_the_text_they_stand_for() -> None:
    source = (
        'Go <bpt i="1" type="bold">&lt;b&gt;</bpt>to <hi>the <it pos="begin">[i]</it>cart</hi>'
        '<ept i="1">&lt;/b&gt;</ept><ph x="2">&lt;img alt="<sub>Logo <bpt i="3">{</bpt>x<ept i="3">}</ept></sub>"'
        '/&gt;</ph><bpt i="4"/><ut>\\n</ut>'
    )
    assert pairs(document(unit(source, "x")))[0][0] == 'Go <b>to the [i]cart</b><img alt="Logo {x}"/>\\n'


def test_dates_of_text_and_unit_and_none() -> None:
    def at(unit_: str, variant: str) -> str:
        tuv = f'<tuv xml:lang="fr" {variant}><seg>b</seg></tuv>'
        text = document(f'<tu {unit_}><tuv xml:lang="en"><seg>a</seg></tuv>{tuv}</tu>')
        return tmx.parse("a", text.encode(), "en")[0].at

    assert at("", 'changedate="20260301T101500Z" creationdate="20200101T000000Z"') == "2026-03-01T10:15:00Z"
    assert at('creationdate="20200101T000000Z"', "") == "2020-01-01T00:00:00Z"
    assert at('changedate="yesterday"', 'changedate="20200101T000000Z"') == "2020-01-01T00:00:00Z"
    assert at('changedate="99 March"', "") == at("", "") == ""


@pytest.mark.parametrize(
    ("prop", "attributes", "origin"),
    [
        ('<prop type="x-origin">machine</prop>', "", "machine"),
        ('<prop type="x-origin">imported</prop>', "", "imported"),
        ('<prop type="x-Origin">MT</prop>', "", "machine"), ('<prop type="x-mt">NMT engine</prop>', "", "machine"),
        ("", ' creationid="MT!"', "machine"), ("", ' creationid="anna"', "human"), ("", "", "human"),
        ('<prop type="x-origin">TM</prop>', "", "human"),
    ],
)  # fmt: skip
def test_a_machine_s_words_are_known_as_such(prop: str, attributes: str, origin: str) -> None:
    variant = f'<tuv xml:lang="fr"{attributes}>{prop}<seg>b</seg></tuv>'
    text = document(f'<tu><tuv xml:lang="en"><seg>a</seg></tuv>{variant}</tu>')
    assert tmx.parse("a", text.encode(), "en")[0].origin == origin


def test_file_and_id_of_other_tools_are_the_place() -> None:
    props = '<prop type="file">ui/a.json</prop><prop type="id">cart.add</prop><prop type="x-other">no</prop>'
    found = tmx.parse("a", document(unit("a", "b", inside=props)).encode(), "en")[0]
    assert (found.resource, found.key) == ("ui/a.json", "cart.add")
    assert tmx.parse("a", document(unit("a", "b", more=' tuid="7"')).encode(), "en")[0].key == "7"


def _hostile() -> Iterator[tuple[str, str]]:
    bombs = "".join(f'<!ENTITY b{i} "&b{i - 1};&b{i - 1};">' for i in range(1, 40))
    yield f'<!DOCTYPE tmx [<!ENTITY b0 "ha">{bombs}]><tmx>&b39;</tmx>', "entity declarations"
    yield '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>', "entity declarations"
    yield '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://a.example/x"> %x;]><tmx/>', "entity declarations"
    yield "<html/>", "the root element is html"
    yield "<tmx>" + "<a>" * 100, "nested more than"
    yield document(unit("a" * 60, "b" * 60)), "more than 100 characters"
    yield document(unit("a", "b"))[:-20], "not a TMX file"
    yield "", "no element found"
    yield document("<tu><tuv><seg>\x01</seg></tuv></tu>"), "not well-formed"
    yield '<?xml version="1.0" encoding="no-such"?><tmx/>', "unknown encoding"


@pytest.mark.parametrize(("text", "said"), list(_hostile()))
def test_hostile_files_are_refused_with_their_place(text: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tmx, "MAX_UNIT", 100)
    with pytest.raises(BrokenText, match=said) as refused:
        pairs(text)
    assert refused.value.fault.path == "a.tmx" and refused.value.fault.line >= 1


def entry(source: str, target: str, market: str = "pt-BR", **more: str) -> Entry:
    return Entry({"other": source}, {"other": target}, "en", market, **more)  # type: ignore[arg-type] # origin is a word


def test_one_unit_holds_all_markets_and_the_file_s_keys_are_unique() -> None:
    entries = [
        entry("Save", "Salvar", resource="a.json", key="save", at="2026-01-02T03:04:05Z"),
        entry("Save", "Enregistrer", "fr-FR", resource="a.json", key="save", origin="machine"),
        entry("Save all", "Salvar tudo", resource="a.json", key="save"),
        entry("Save all", "Gravar tudo", resource="a.json", key="save"),
        entry("x", "y"),
        Entry({"one": "1", "other": "n"}, {"one": "1", "other": "n"}, "en-US", "de", "imported", "a.json", "n"),
    ]
    text = tmx.render(entries, "en", "1.0")
    root = ET.fromstring(text)
    units = root.findall("body/tu")
    assert [u.get("tuid") for u in units] == ["a.json:save", "a.json:save~2", "a.json:save~3", None, "a.json:n"]
    assert [v.get(LANG) for v in units[0].findall("tuv")] == ["en", "pt-BR", "fr-FR"]
    assert [u.get("srclang") for u in units] == [None, None, None, None, "en-US"]
    back = tmx.parse("a.tmx", text.encode(), "en")
    assert back[:5] == entries[:5] and back[5] == Entry(**{f: getattr(entries[5], f) for f in (
        "source", "target", "market", "origin", "resource", "key", "at")}, locale="en")  # fmt: skip
    messages = by_name("tmx").parse("a.tmx", text, "pt-BR").messages
    assert len({m.key for m in messages}) == len(messages) == 4


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_any_text_comes_back_or_is_left_out_as_a_whole(rows: list[tuple[str, str, str, str]]) -> None:
    entries = [entry(s, t, resource=r, key=k) for s, t, r, k in rows]
    text = tmx.render(entries, "en", "1")
    assert tmx.parse("a", text.encode("utf-8"), "en") == [e for e in entries if tmx.writable(e)]


def test_what_xml_cannot_carry_is_left_out() -> None:
    entries = [entry("a\x0b", "b"), entry("a", "b\x00"), entry("a", "b", key="\ufffe"), entry("c\r\n\td", " e ")]
    assert [tmx.writable(e) for e in entries] == [False, False, False, True]
    assert tmx.parse("a", tmx.render(entries, "en", "1").encode(), "en") == entries[3:]


def test_a_large_file_is_streamed_in_bounded_memory(tmp_path: Path) -> None:
    one = unit("The {} of the order " + "long " * 20, "O {} do pedido " + "longo " * 20)
    body = "".join(one.replace("{}", str(n)) for n in range(20_000))
    data = document(body).encode()
    assert len(data) > 5_000_000
    tracemalloc.start()
    count = sum(1 for _ in tmx.read("a.tmx", (data[n : n + 65_536] for n in range(0, len(data), 65_536)), "en"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000 and peak < 3_000_000


_LARGE = """
import sys
from locakit import tmx
from locakit.memory import Memory

def chunks():
    yield b'<tmx version="1.4"><header srclang="en"/><body>'
    for n in range(100_000):
        source, target = f"Text {n} " + "word " * 30, f"Texto {n} " + "palavra " * 22
        yield (f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv>'
               f'<tuv xml:lang="pt"><seg>{target}</seg></tuv></tu>').encode()
    yield b"</body></tmx>"

memory = Memory(sys.argv[1])
print(memory.replace_import("big.tmx", "h", tmx.read("big.tmx", chunks(), "en")))
# The high-water mark of this program alone: ru_maxrss is the one of whoever started it, too.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:")))
"""


@pytest.mark.heavy
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux: it reads /proc")
def test_a_large_file_goes_into_a_memory_in_bounded_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _LARGE, str(tmp_path / "m.db")]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    count, kilobytes = map(int, done.stdout.split())
    assert count == 100_000 and kilobytes < 150_000
    memory = Memory(str(tmp_path / "m.db"))
    assert memory.stats() == {"pt": 100_000}
