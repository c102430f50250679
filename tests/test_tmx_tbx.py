"""TMX and TBX beyond their case folders: every locale in one file, what an independent parser sees, hostile files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import placeables, tmx
from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats._exchange_tags import matching, spelled
from locakit.formats._exchange_tbx import concepts
from locakit.formats._xml_scan import scan
from locakit.formats.registry import by_name, detect
from locakit.locales import normalize
from locakit.model import Entry, Resource
from tests.listing import CASES, read

TMX, TBX = by_name("tmx"), by_name("tbx")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FILES = sorted((CASES / "tmx").glob("*/*.tmx")) + sorted((CASES / "tbx").glob("*/*.tbx"))
files = pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.name}")
both = pytest.mark.parametrize("name", ["tmx", "tbx"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


def parsed(name: str, text: str, locale: str) -> Resource:
    return by_name(name).parse(f"a.{name}", text, locale)


def told(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Every element in order: its name, its attributes, its own text; by the standard library's reader."""
    root = ET.fromstring(re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", text))
    return [(e.tag, dict(e.attrib), f"{e.text or ''}|{e.tail or ''}") for e in root.iter()]


def locales(name: str, text: str) -> set[str]:
    inside = by_name(name)
    tags = re.findall(r"<(?:tuv|lang\w+)\b[^>]*?\blang\s*=\s*[\"']([^\"']+)", text)
    return {normalize(tag) for tag in tags if inside.parse("x", text, normalize(tag)).messages}


@files
def test_one_edit_is_one_change_for_every_locale(path: Path) -> None:
    name, text = path.suffix[1:], read(path)
    seen = told(text)
    for locale in locales(name, text):
        resource = parsed(name, text, locale)
        for message in resource.messages:
            forms = {c: f'Neu & „{c}" < 5' for c in message.forms}
            after = render(by_name(name), resource, resource, "a", locale, {message.key: forms})
            now = told(after)
            assert [e[:2] for e in now if e[0] not in CODES] == [e[:2] for e in seen if e[0] not in CODES]
            edited = [m.forms for m in parsed(name, after, locale).messages]
            assert edited == [forms if m.key == message.key else m.forms for m in resource.messages]
            for other in locales(name, text) - {locale}:
                assert {m.text for m in parsed(name, after, other).messages} == {
                    m.text for m in parsed(name, text, other).messages
                }


CODES = {"bpt", "ept", "ph", "it", "hi", "sub", "ut", "{urn:iso:std:iso:30042:ed-2}hi"}


@files
def test_a_locale_that_comes_goes_again(path: Path) -> None:
    name, text = path.suffix[1:], read(path)
    fmt = by_name(name)
    source = max((parsed(name, text, locale) for locale in locales(name, text)), key=lambda r: len(r.messages))
    values = {m.key: {c: t + " ✓" for c, t in m.forms.items()} for m in source.messages if any(m.forms.values())}
    after = render(fmt, source, parsed(name, text, "sw"), "a", "sw", values)
    added = parsed(name, after, "sw")
    assert {m.key: m.forms for m in added.messages} == values
    assert parsed(name, after, source.locale).messages == source.messages
    assert render(fmt, source, added, "a", "sw", dict.fromkeys(values)) == text


@both
@given(texts=st.lists(WORDS.filter(str.strip), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back(name: str, texts: list[str]) -> None:
    fmt = by_name(name)
    source = parsed(name, fmt.example, "en")
    key = source.messages[0].key
    text = fmt.example
    for words in texts:
        target = parsed(name, text, "ja")
        text = render(fmt, source, target, "a", "ja", {key: {"other": words}})
        want = words if name == "tmx" else words.strip(" \t\n")
        assert [m.text for m in parsed(name, text, "ja").messages] == [want]
    assert told(text)


def _hostile(root: str) -> Iterator[str]:
    bombs = "".join(f'<!ENTITY b{i} "&b{i - 1};&b{i - 1};">' for i in range(1, 40))
    yield f'<!DOCTYPE {root} [<!ENTITY b0 "ha">{bombs}]><{root}>&b39;</{root}>'
    yield f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}>&x;</{root}>'
    yield f"<{root}>" + "<a>" * 300 + "</a>" * 300 + f"</{root}>"
    yield f"<{root}>\n  <a b='c'\n</{root}>\n"
    yield "<html/>"


@both
def test_hostile_files_are_refused_with_their_place(name: str) -> None:
    for text in _hostile(name):
        with pytest.raises(BrokenText) as refused:
            parsed(name, text, "en")
        assert refused.value.fault.path == f"a.{name}" and refused.value.fault.line >= 1


@both
@pytest.mark.parametrize("text", ["", "<{0}/>", "<{0}></{0}>", '<?xml version="1.0"?>\n<{0} version="1.4">\n</{0}>\n'])
def test_empty_files_are_filled(name: str, text: str) -> None:
    fmt = by_name(name)
    source = parsed(name, fmt.example, "en")
    target = parsed(name, text.format(name), "fr")
    values = {source.messages[0].key: {"other": "Ça <b>&"}}
    after = render(fmt, source, target, "a", "fr", values)
    assert [m.text for m in parsed(name, after, "fr").messages] == ["Ça <b>&"] and told(after)


def test_entries_are_odd_but_valid() -> None:
    text = '<tmx version="1.4"><header srclang="en"/><body><tu/><tu tuid="a"><tuv xml:lang="en"/></tu></body></tmx>'
    assert parsed("tmx", text, "en").messages == ()
    text = '<martif><text><body><termEntry id="a"><descrip>x</descrip></termEntry></body></text></martif>'
    full = text.replace("<descrip>x</descrip>", '<langSet xml:lang="en"><tig><term>x</term></tig></langSet>')
    source, target = parsed("tbx", full, "en"), parsed("tbx", text, "fr")
    after = render(TBX, source, target, "a", "fr", {"a": {"other": "é"}})
    assert after == text.replace("x</descrip>", 'x</descrip><langSet xml:lang="fr"><tig><term>é</term></tig></langSet>')


@pytest.mark.parametrize(
    ("tags", "locale", "main", "expected"),
    [
        ({"pt-BR", "PT_BR", "pt"}, "pt-BR", "", {"pt-BR", "PT_BR"}),
        ({"pt-BR"}, "pt", "en-US", set()),
        ({"EN-US", "en-GB"}, "en", "EN-US", {"EN-US"}),
        ({"EN-US", "en"}, "en", "EN-US", {"en"}),
        ({"en"}, "en-GB", "en", set()),
    ],
)
def test_tags_that_mean_a_locale(tags: set[str], locale: str, main: str, expected: set[str]) -> None:
    assert matching(tags, locale, main) == expected


@pytest.mark.parametrize(
    ("tags", "locale", "expected"),
    [
        ({"en-US", "de"}, "pt-BR", "pt-BR"),
        ({"EN-US", "DE"}, "pt-BR", "PT-BR"),
        ({"en-us"}, "pt-BR", "pt-br"),
        ({"en", "de"}, "pt-BR", "pt-BR"),
        ({"en_US"}, "zh-Hans-CN", "zh_Hans_CN"),
        ({"EN_US"}, "pt-BR", "PT_BR"),
        ({"EN-US", "pt_br"}, "pt-BR", "pt_br"),
        (set(), "pt-BR", "pt-BR"),
    ],
)
def test_a_new_tag_looks_like_the_others(tags: set[str], locale: str, expected: str) -> None:
    assert spelled(tags, locale) == expected


def test_the_memory_s_own_files_are_read() -> None:
    entries = [
        Entry({"one": "{n} file", "other": "{n} files"}, {"one": "{n} Datei", "other": "{n} Dateien"}, "en", "de",
              resource="app.json", key="files", at="2026-01-02T03:04:05Z"),
        Entry({"other": "A & <b>"}, {"other": "B & <i>"}, "en", "de", resource="app.json", key="x"),
    ]  # fmt: skip
    text = tmx.render(entries, "en", "1")
    for locale, side in (("en", "source"), ("de", "target")):
        messages = parsed("tmx", text, locale).messages
        assert [m.key for m in messages] == ["app.json:files", "app.json:x"]
        assert [m.forms for m in messages] == [getattr(e, side) for e in entries]
        assert [m.plural for m in messages] == [True, False]
    source, target = parsed("tmx", text, "en"), parsed("tmx", text, "ar")
    six = {c: f"{{n}} {c}" for c in ("zero", "one", "two", "few", "many", "other")}
    after = render(TMX, source, target, "a", "ar", {"app.json:files": six})
    assert parsed("tmx", after, "ar").messages[0].forms == six
    assert tmx.parse("a.tmx", after.encode(), "en")[1].target == six
    after = render(TMX, source, parsed("tmx", text, "ja"), "a", "ja", {"app.json:files": {"other": "{n} 個"}})
    assert parsed("tmx", after, "ja").messages[0].plural


def test_codes_are_never_rewritten() -> None:
    code = '<bpt i="1" type="link">&lt;a href=&quot;x&quot; title=&#39;&#233;&apos;&gt;</bpt>'
    text = TMX.example.replace('<bpt i="1">&lt;b&gt;</bpt>', code).replace("\n", "\r\n")
    source = parsed("tmx", text, "en")
    assert code in source.messages[0].text
    wanted = source.messages[0].text.replace("Go to", "Zur").replace("checkout", "Kasse > 5 'ok'")
    after = render(TMX, source, parsed("tmx", text, "de"), "a", "de", {"cart.checkout": {"other": wanted}})
    assert after.count(code) == 3 and after.count("\n") == text.count("\n") + 1 == after.count("\r\n")
    assert parsed("tmx", after, "de").messages[0].text == wanted
    broken = wanted.replace("</ept>", "")
    after = render(TMX, source, parsed("tmx", text, "de"), "a", "de", {"cart.checkout": {"other": broken}})
    assert parsed("tmx", after, "de").messages[0].text == broken and told(after)


def test_a_code_with_what_it_holds_is_one_placeable() -> None:
    text = read(CASES / "tmx" / "insert" / "source.tmx")
    for locale, word in (("en-US", "logo"), ("de-DE", "Logo")):
        message = parsed("tmx", text, locale).messages[1]
        found = [p.text for p in placeables.find(message.text, message.flags)]
        assert found == [
            '<bpt i="1" type="bold">{\\b </bpt>', '<ept i="1">}</ept>',
            '<ph x="1" assoc="p">&lt;img alt=&quot;<sub>', "</sub>&quot;/&gt;</ph>",
        ]  # fmt: skip
        assert f"<sub>{word}</sub>" in message.text
    assert not parsed("tmx", text, "en-US").messages[2].flags


@pytest.mark.parametrize("piece", ["<ph>", "<ph ", "<ph><sub>", "<bpt i='", "</sub>", "&lt;ph>", "<ph x='>'>a</ph>"])
def test_hostile_codes_are_linear(piece: str) -> None:
    source = parsed("tmx", TMX.example, "en")
    words = piece * 20_000
    after = render(TMX, source, parsed("tmx", TMX.example, "fr"), "a", "fr", {"cart.checkout": {"other": words}})
    message = parsed("tmx", after, "fr").messages[0]
    assert message.text == words
    assert placeables.find(message.text, message.flags | source.messages[0].flags) is not None


def test_terms_are_there_for_others_too() -> None:
    found = list(concepts(scan(read(CASES / "tbx" / "dca" / "source.tbx"))))
    assert [c.id for c in found] == ["c1", "c2", ""]
    english = found[0].languages[0]
    assert [card.status for card in english.cards] == ["deprecated", "admitted", "preferred"]
    chosen = english.chosen()
    assert chosen is not None and (chosen.about("partOfSpeech"), chosen.about("grammaticalGender")) == ("noun", "")
    assert found[0].languages[1].chosen() is None


@both
def test_ten_thousand_entries(name: str) -> None:
    fmt = by_name(name)
    start, end = {"tmx": ("<tu ", "</tu>"), "tbx": ("<conceptEntry ", "</conceptEntry>")}[name]
    one = fmt.example[fmt.example.index(start) : fmt.example.index(end) + len(end)]
    ident = parsed(name, fmt.example, "en").messages[0].key
    many = "\n".join(one.replace(f'"{ident}"', f'"k{i}"') for i in range(10_000))
    text = fmt.example.replace(one, many)
    source = parsed(name, text, "en")
    assert len(source.messages) == 10_000
    values = {m.key: {"other": "x" * (100_000 if n == 7 else 1)} for n, m in enumerate(source.messages)}
    after = render(fmt, source, parsed(name, text, "uk"), "a", "uk", values)
    assert len(parsed(name, after, "uk").messages) == 10_000


def test_found_by_name() -> None:
    assert detect("x/Memory.TMX") is TMX and detect("terms.tbx") is TBX
    assert TMX.multilingual and TBX.multilingual
