"""Large XML files are read without a tree; what is read is what the tree gives, whatever stands in them."""

from __future__ import annotations

import copy
import pickle
import random
from dataclasses import replace
from typing import Any

import pytest

from locakit.formats._xml_format import XmlFormat
from locakit.formats.registry import by_name
from locakit.model import Message, Resource

TEXTS = [
    "", " ", "One", "Don\\'t &amp; \\\"do\\\"", "<b>bold</b> a  b", "<![CDATA[<i>x</i>]]>", "a\n  b", "&lt;b&gt;",
    "<xliff:g id=\"n\">%d</xliff:g>", "\\n\\u0041\\\\", "<!-- no --> x", "@string/a", "\"quoted  text\"", "&#10;",
    "<bpt i=\"1\">&lt;b></bpt>x<ept i='1'/>", "x\r\ny", "?attr/x", "\\", "<b a=\"1>2\">x</b>", "<?pi </string> ?>x",
    "{n}", "🎉 é",
]  # fmt: skip
LEADS = ["", "\n  ", "\n  <!-- A note -->\n  ", "\n\n", "<!-- <tuv xml:lang='fr'> </a> -->", "<?pi x?>", "<a><b/></a>"]


def android(pick: random.Random) -> str:
    name = f'name="{pick.choice("abcdefgh")}{pick.choice(["", "", "1"])}"'
    more = pick.choice(["", "", "", ' translatable="false"', ' product="tv"', " ", "\n"])
    text = pick.choice(TEXTS)
    items = "".join(
        f'{pick.choice(["", " "])}<item quantity="{pick.choice(["one", "other", "few"])}">{pick.choice(TEXTS)}</item>'
        for _ in range(pick.randint(0, 3))
    )
    return pick.choice(
        [
            f"<string {name}{more}>{text}</string>", f"<string {name}{more}>{text}</string >",
            f"<plurals {name}{more}>{items}\n</plurals>", f"<string-array {name}><item>{text}</item></string-array>",
            f"<string {name}/>", f"<string {name}>{text}<string>x</string></string>", "<string>x</string>",
        ]
    )  # fmt: skip


def xliff(pick: random.Random) -> str:
    if pick.random() < 0.1:
        locked = pick.choice(["", ' translate="no"'])
        return f'</body></file><file original="{pick.choice("fg")}"{locked}><body>'
    more = pick.choice(["", "", "", ' translate="no"', ' approved="yes"', ' resname="r"', ' maxwidth="9"'])
    state = pick.choice(["", "", ' state="new"', ' state="final"', " state='needs-adaptation'", ' xml:lang="de"'])
    target = pick.choice(["", "<target/>", f"<target{state}>{pick.choice(TEXTS)}</target>"])
    note = pick.choice(
        ["", "", "<note> N &amp; m </note>", '<note category="location">x</note>', "<note a='d'>x</note>"]
    )
    key = f"{pick.choice('abcd')}{pick.randint(0, 400)}"
    unit = f'<trans-unit id="{key}"{more}>\n<source>{pick.choice(TEXTS)}</source>{target}{note}</trans-unit>'
    group = f'<group resname="g"><note>of all</note>{unit}</group>'
    return pick.choice([unit, unit, unit, unit, group, '<bin-unit id="b"></bin-unit>', "<x/>"])


def tmx(pick: random.Random) -> str:
    tags = [pick.choice(["en", "EN-us", "de", "de-AT", "fr", "pt_BR"]) for _ in range(pick.randint(0, 3))]
    lang = pick.choice(["xml:lang", "xml:lang", "xml:lang", "x='1>2' xml:lang", 'o="1" xml:lang'])
    more = pick.choice(["", "", "", '<prop type="x-plural-category">one</prop>', "<note>n</note>"])
    parts = [f'<tuv {lang}="{tag}"> {more}<seg>{pick.choice(TEXTS)}</seg>\n</tuv>' for tag in tags]
    head = pick.choice([f'tuid="{pick.choice("abcd")}{pick.randint(0, 9)}"', "", 'creationid="x" tuid="k"', "tuid='q'"])
    return f"<tu {head} >{pick.choice(['', '', '<note>of all</note>'])}{pick.choice(LEADS[:3]).join(parts)}</tu>"


def tbx(pick: random.Random) -> str:
    tags = [pick.choice(["en", "EN-us", "de", "de-AT", "fr"]) for _ in range(pick.randint(0, 3))]
    status = pick.choice(["", "", "", '<termNote type="administrativeStatus">deprecatedTerm</termNote>'])
    tigs = [f"<tig><term>{pick.choice(TEXTS)}</term>{status}</tig>" for _ in range(pick.choice([1, 1, 1, 2, 0]))]
    parts = [f'<langSet xml:lang="{tag}">{"".join(tigs)}</langSet>' for tag in tags]
    head = pick.choice([f'id="{pick.choice("abcd")}{pick.randint(0, 9)}"', "", 'xml:id="q"', 'x="y" id="k"'])
    return f"<termEntry {head}>{pick.choice(['', '', '<note>n</note>'])}{chr(10).join(parts)}</termEntry>"


FRAMES = {
    "android": (android, '<resources xmlns:xliff="u">', "</resources>"),
    "xliff": (xliff, '<xliff version="1.2"><file original="f"><header><a/></header><body>', "</body></file></xliff>"),
    "tmx": (tmx, '<tmx version="1.4"><header srclang="EN-us"><a xml:lang="fr">x</a></header><body>', "</body></tmx>"),
    "tbx": (tbx, '<martif xml:lang="EN-us"><martifHeader><a/></martifHeader><text><body>', "</body></text></martif>"),
}  # fmt: skip


def fields(message: Message) -> tuple[Any, ...]:
    return (message, list(message.forms.items()), dict(message.spans), message.whole, message.path)


def made(name: str, seed: int) -> str:
    pick = random.Random(seed)
    maker, head, foot = FRAMES[name]
    chunks = (pick.choice(LEADS) + maker(pick) for _ in range(pick.randint(0, 12)))
    return f'<?xml version="1.0"?>\n{head}{"".join(chunks)}{foot}'


def through_the_tree(name: str, text: str, locale: str) -> Resource:
    fmt = by_name(name)
    assert isinstance(fmt, XmlFormat)
    return XmlFormat.parse(fmt, "a.xml", text, locale)


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("seed", range(150))
def test_what_is_read_is_what_the_tree_gives(name: str, seed: int) -> None:
    text = made(name, seed)
    for locale in ("de", "en", "fr"):
        quick, slow = by_name(name).parse("a.xml", text, locale), through_the_tree(name, text, locale)
        assert list(map(fields, quick.messages)) == list(map(fields, slow.messages)), text
        assert quick.junk == slow.junk


@pytest.mark.parametrize("name", FRAMES)
def test_a_quick_message_is_as_good_as_any(name: str) -> None:
    text = by_name(name).example
    quick, slow = by_name(name).parse("a.xml", text, "en").messages, through_the_tree(name, text, "en").messages
    for plain, usual in zip(quick, slow, strict=True):
        assert plain == usual and usual == plain and plain != replace(usual, note="other")
        for other in (pickle.loads(pickle.dumps(plain)), copy.deepcopy(plain), replace(plain)):
            assert fields(other) == fields(usual)
