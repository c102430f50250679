"""Glossaries out and in: TBX in three styles, tables, YAML; nothing lost, nothing of a person's file touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import yamlmap
from locakit.errors import BrokenText, ConfigError, UsageError
from locakit.glossary import absorb, table, tableread, tbx, tbxread, yamltext
from locakit.glossary.entries import joined, merged, name_of
from locakit.terms import Termbase, glossary, parse_glossary
from locakit.terms.glossary import Entry, Use
from locakit.terms.words import fold

_WORD = st.text(
    alphabet="aZé ñß|\\&<>\"'=+-@#:,{}[]çüл中かำกि\u064bابل\u00a0\u200d’.%!?*/()0", min_size=1, max_size=14
).map(str.strip).filter(lambda t: any(c.isalnum() for c in t))  # fmt: skip
_TEXTS = st.lists(_WORD, max_size=3, unique_by=fold).map(tuple)
_TAGS = ("pt-BR", "es-419", "ar", "zh-Hant", "fr-CA", "no")


@st.composite
def _uses(draw: st.DrawFn) -> Use:
    words = draw(st.lists(_WORD, min_size=1, max_size=7, unique_by=fold))
    cut = draw(st.integers(1, len(words)))
    return Use(
        words[0], tuple(words[1:cut]), tuple(words[cut:]), draw(st.sampled_from(["", words[0] + "s"])),
        draw(st.sampled_from([(), (words[0] + " x",)])), draw(st.sampled_from(["", "m", "f", "n"])),
        draw(st.sampled_from(["", "plural"])), draw(st.one_of(st.just(""), _WORD)), draw(st.booleans()),
    )  # fmt: skip


@st.composite
def _entries(draw: st.DrawFn) -> Entry:
    dnt = draw(st.booleans())
    uses = draw(st.dictionaries(st.sampled_from(_TAGS), _uses(), min_size=0 if dnt else 1, max_size=3))
    note = draw(st.one_of(st.just(""), _WORD, st.just("[locakit forms] a | b")))
    return Entry(
        draw(_WORD), dnt, draw(st.sampled_from(["", "noun", "verb", "adjective", "adverb", "phrase"])), note,
        draw(st.booleans()), draw(_TEXTS), draw(_TEXTS), uses,
    )  # fmt: skip


_GLOSSARY = st.lists(_entries(), max_size=4, unique_by=name_of).map(
    lambda found: [e for n, e in enumerate(found) if fold(e.source) not in {fold(x.source) for x in found[:n]}]
)


@settings(max_examples=150, deadline=None)
@given(_GLOSSARY)
def test_every_form_gives_back_what_went_in(entries: list[Entry]) -> None:
    assert list(parse_glossary("g.yaml", yamltext.render(entries, "en", "Brand")).entries) == entries
    for style in tbx.STYLES:
        assert tbxread.parse("g.tbx", tbx.render(entries, "en", style), "en") == (entries, [])
    for comma in ",\t":
        told, left = tableread.parse("g.csv", table.render(entries, comma), "en")
        assert left == []
        assert [(e, sorted(e.uses)) for e in told] == [(e, sorted(e.uses)) for e in entries]


@settings(max_examples=100, deadline=None)
@given(_GLOSSARY, _GLOSSARY)
def test_an_import_twice_is_an_import_once(first: list[Entry], second: list[Entry]) -> None:
    text = yamltext.render(first, "en")
    once = absorb.absorb("g.yaml", text, second)
    assert absorb.absorb("g.yaml", once.text, second).text == once.text
    assert absorb.absorb("g.yaml", text, first).text == text


KEPT = """\
# Our words.
source: en
terms:
  # cart
  - source: cart   # not a trolley
    pos: noun
    pt-BR: {use: carrinho, also: [carrinho de compras]}   # since May
    es: carrito

  - {source: order, pt-BR: pedido}  # flow
  - source: return
    pt-BR:
      # inside
      use: devolução
      gender: f
# the end
"""


def test_an_import_leaves_every_other_byte() -> None:
    new = [
        Entry("cart", uses={"fr": Use("panier", gender="m")}),
        Entry("Order", uses={"pt-BR": Use("encomenda")}),
        Entry("Locakit Pay", dnt=True, case_sensitive=True),
    ]
    done = absorb.absorb("g.yaml", KEPT, new)
    assert (done.added, done.changed, done.same) == (["Locakit Pay"], ["cart", "Order"], [])
    assert done.text == KEPT.replace(
        "    es: carrito\n", "    es: carrito\n    fr: {use: panier, gender: m}\n"
    ).replace("{source: order, pt-BR: pedido}", "{source: Order, pt-BR: encomenda}").replace(
        "      gender: f\n", "      gender: f\n  - source: Locakit Pay\n    dnt: true\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(newline: str, mark: str) -> None:
    text = mark + KEPT.replace("\n", newline)
    done = absorb.absorb("g.yaml", text, [Entry("refund", uses={"pt-BR": Use("reembolso"), "ja": Use("返金")})])
    assert done.text.startswith(mark) and done.text.replace("\r\n", "\n").count("\n") == KEPT.count("\n") + 3
    assert done.text.count(newline) == done.text.count("\n") and "use: devolução" in done.text


@pytest.mark.parametrize(
    "text",
    [
        "", "terms:\n", "terms: []\n", "terms: [{source: a, es: b}]\n", "# nothing yet\n", "name: x\n", "name: x",
        "terms:\n- source: a\n  es: b",
    ],
)  # fmt: skip
def test_a_term_finds_its_place_in_any_file(text: str) -> None:
    new = [Entry("box", uses={"es": Use("caja")}), Entry("bag", uses={"es": Use("bolsa")})]
    done = absorb.absorb("g.yaml", text, new)
    assert [e.source for e in parse_glossary("g.yaml", done.text).entries][-2:] == ["box", "bag"]
    assert text.strip("[]\n") in done.text


def test_a_shared_anchor_is_not_changed_behind_ones_back() -> None:
    text = "terms:\n  - {source: a, es: &x {use: b}}\n  - {source: c, es: *x}\n"
    with pytest.raises(UsageError):
        absorb.absorb("g.yaml", text, [Entry("a", uses={"es": Use("z")})])
    done = absorb.absorb("g.yaml", text, [Entry("c", uses={"es": Use("z")})])
    assert done.text == text.replace("*x", "z")


V2 = """\
<?xml version="1.0"?>
<martif type="TBX-Basic" xml:lang="en-US">
<martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body>
 <termEntry id="c1">
  <descripGrp><descrip type="definition">money back</descrip></descripGrp>
  <langSet xml:lang="en-US">
   <ntig><termGrp><term>refund</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
   <tig><term>payback</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  </langSet>
  <langSet xml:lang="pt_br">
   <tig><term>devolu&#231;&#227;o</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
   <tig><term>reembolso</term><termNote type="grammaticalGender">masculine</termNote><note>in texts</note></tig>
   <tig><term>estorno</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
  </langSet>
 </termEntry>
 <termEntry><descrip type="Translation needed">No</descrip>
  <langSet xml:lang="en-US"><tig><term>Acme Box</term></tig></langSet></termEntry>
 <termEntry id="c3"><langSet xml:lang="de"><tig><term>Korb</term></tig></langSet></termEntry>
 <termEntry id="c4"><langSet xml:lang="en-US"><tig><term>alone</term></tig></langSet></termEntry>
</body></text></martif>
"""


def test_a_termbase_of_another_tool() -> None:
    entries, left = tbxread.parse("t.tbx", V2, "en")
    use = Use("reembolso", ("estorno",), ("devolução",), gender="m", note="in texts")
    assert entries == [
        Entry("refund", pos="noun", note="money back", uses={"pt-BR": use}),
        Entry("payback", note="money back", uses={"pt-BR": use}),
        Entry("Acme Box", dnt=True, case_sensitive=True),
    ]
    assert len(left) == 2 and "c3" in left[0] and "alone" in left[1]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE tbx [<!ENTITY a "b">]><tbx xml:lang="en">&a;</tbx>',
        '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>',
        "<tbx><text>", "<tbx>\udc80</tbx>", "<a>" * 5000 + "</a>" * 5000,
    ],
)  # fmt: skip
def test_hostile_xml_is_refused(text: str) -> None:
    with pytest.raises(BrokenText) as raised:
        tbxread.parse("evil.tbx", text, "en")
    assert raised.value.fault.path == "evil.tbx"


def test_xml_that_is_no_termbase_is_told() -> None:
    assert tbxread.parse("x.tbx", "<html/>", "en") == ([], ["x.tbx is no TBX file"])


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("cart,carrinho\r\norder,pedido\r\n", "pt-BR"),
        ("source;target\ncart;carrinho\norder;pedido\n", "pt_BR"),
        ("\ufeffen\tpt-BR\tComment\ncart\tcarrinho\t\norder\tpedido\t\n", ""),
        ("Term,Status,PT-br,ignored\ncart,preferred,carrinho,1\norder,,pedido,2\n", ""),
    ],
)
def test_tables_of_other_tools(text: str, market: str) -> None:
    entries, left = tableread.parse("t.csv", text, "en-US" if "\ufeff" not in text else "en", market)
    assert [(e.source, {t: u.use for t, u in e.uses.items()}) for e in entries] == [
        ("cart", {"pt-BR": "carrinho"}), ("order", {"pt-BR": "pedido"}),
    ]  # fmt: skip
    assert left == []


def test_a_row_a_status() -> None:
    rows = (
        "source,status,es,note\ncart,admitted,cesta,\ncart,preferred,carrito,x\ncart,forbidden,carro,\n"
        "Acme,DNT,,\nbag,deprecated,saco,\n"
    )
    entries, left = tableread.parse("t.csv", rows, "en")
    assert entries == [
        Entry("cart", note="x", uses={"es": Use("carrito", ("cesta",), ("carro",))}),
        Entry("Acme", dnt=True, case_sensitive=True),
    ]
    assert len(left) == 2 and all("bag" in said for said in left)


def test_a_table_without_any_known_column_says_so() -> None:
    with pytest.raises(BrokenText, match="--market"):
        tableread.parse("t.csv", "foo,bar\n1,2\n", "en")


def test_no_cell_is_a_formula() -> None:
    text = table.render([Entry("=1+1", note="@x", uses={"es": Use("-dos", also=("+a", "b"))})])
    assert not any(cell.startswith(tuple("=+-@")) for line in text.splitlines() for cell in line.split(","))


def test_several_glossaries_as_one_say_what_they_said() -> None:
    own = parse_glossary("a", "terms: [{source: cart, pt: sacola}, {source: Box, dnt: true}]")
    pack = parse_glossary("b", "terms: [{source: cart, pt-BR: carrinho, es: carrito}, {source: Box, es: caja}]")
    whole = parse_glossary("c", yamltext.render(merged([own, pack], "en")))
    for market in ("pt-BR", "pt-PT", "es-MX", "ja"):
        assert set(Termbase([whole], "en", market).terms) == set(Termbase([own, pack], "en", market).terms)


def test_entries_with_one_name_are_joined() -> None:
    assert joined([Entry("a", uses={"es": Use("b")}), Entry("A", uses={"es": Use("c"), "fr": Use("d")})]) == [
        Entry("a", uses={"es": Use("b", ("c",)), "fr": Use("d")})
    ]


CASES = Path(__file__).parent / "cases/glossary"


@pytest.mark.parametrize("name", sorted(p.stem for p in CASES.glob("*.yaml")))
def test_golden_files(name: str) -> None:
    entries = list(parse_glossary(name, (CASES / f"{name}.yaml").read_text(encoding="utf-8")).entries)
    for suffix, made in {
        "tbx": tbx.render(entries, "en"), "dct.tbx": tbx.render(entries, "en", "tbx-dct"),
        "v2.tbx": tbx.render(entries, "en", "tbx2"), "csv": table.render(entries),
    }.items():  # fmt: skip
        path = CASES / f"{name}.{suffix}"
        assert path.read_bytes().decode() == made, path.name


def test_a_large_termbase_is_read_and_taken_in() -> None:
    rows = [f"  - {{source: term {n}, es: {{use: palabra {n}, also: [voz {n}]}}}}\n" for n in range(6_000)]
    text = "".join(["source: en\nterms:\n", *rows])
    entries = parse_glossary("big.yaml", text).entries
    assert len(entries) == 6_000 and entries[-1].uses["es"].also == ("voz 5999",)
    made = absorb.absorb("new.yaml", "", entries, "en")
    assert len(made.added) == 6_000 and parse_glossary("new.yaml", made.text).entries == entries
    again = absorb.absorb("new.yaml", made.text, entries)
    assert len(again.same) == 6_000 and again.text == made.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("terms: " + "[" * 100, "nested more than 32 levels deep"),
        ("a: &a [x, x, x]\n" + "".join(f"a{n}: &a{n} [{'*a, ' * 9}*a]\n" for n in range(3_000)), "50,000 values"),
        (
            "a0: &a0 [x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}*a{n - 1}]\n" for n in range(1, 9)),
            "50,000 values",
        ),
    ],
)
def test_bombs_are_refused_in_a_glossary(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_glossary("bomb.yaml", text)


def test_a_glossary_beyond_all_bounds_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "LARGE", yamlmap.Limits(1_000, 20))
    with pytest.raises(ConfigError, match="too large"):
        parse_glossary("big.yaml", "#" * 1_001)
    with pytest.raises(ConfigError, match="more than 20 values"):
        parse_glossary("big.yaml", f"terms: [{'a, ' * 20}]")
