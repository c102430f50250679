"""HTML as browsers read it: html5lib (the standard's algorithm) sees the same tree but for what changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.formats.registry import by_name
from locakit.model import Message, Resource

html5lib = pytest.importorskip("html5lib", reason="needs html5lib: .ci/run installs it")

HTML = by_name("html")
CASES = Path(__file__).parent.parent / "cases" / "html"
PAGES = {p.name: p.read_bytes().decode("utf-8") for p in sorted(CASES.glob("*.html"))}
PAGES |= {
    "head": """<!DOCTYPE html><html lang=en><head><meta charset="iso-8859-1"><title>A &amp; B</title>
<meta name=description content=Short><meta property='og:title' content='It&#39;s "it"'>
<meta property=og:locale content=en_US><script type="application/ld+json">{"name": "<p>Not a text</p>"}</script>
<style>p:after{content:"no"}</style></head><body><p>Text</body></html>""",
    "unclosed": """<P CLASS=a>One<p>Two <B>bold</B><UL><LI>three<LI translate=no>stays<LI>four</UL>
<table><tr><td>a<td>b<tr><td>c</table><dl><dt>t<dd>d<dt>t2<dd>d2</dl>
<select><option>x<option selected>y</select>""",
    "odd": """<!doctype html SYSTEM 'x>y'><p>a < b &copy; &copy 2 &notanentity; &nbsp;x</p><!-- a -->
<!--[if IE]><p>old</p><![endif]--><p title='a &lt; "b"' data-x=y>c<br>d</p><svg><text>s</text></svg>
<template><p>in</p></template><pre>\n keep\n  this</pre><textarea>stays</textarea><p translate=no>stays</p>
<div class="x notranslate">stays <p translate=yes>goes</p></div><p>a <img alt=pic src=x> b</p>""",
    "forms": """<form><label>Name <input placeholder=Anna value=Bob></label><input type=SUBMIT value='Send "it"'>
<button title=t>Go <i>now</i></button><fieldset><legend>L</legend></fieldset><input type=hidden value=x>
<optgroup label=G><option label=Two>2</option></optgroup></form><a href=/x><h2>Title</h2><p>Under</p></a>""",
    "edges": """<p><b>All</b></p><p><a href=x>link</a> end</p><p>start <i>end</i></p><p><br>a<br></p>
<p><i>a</i><b>b</b></p><div>bare <p>in</p> after</div>tail &amp; more""",
    "no-end": "<p>words <!-- never closed <p>x",
    "crlf": "<h1>\r\n  Head\r\n  line\r\n</h1>\r\n<p>\r\n  Two <em>words</em>\r\n</p>\r\n",
}
pages = pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
Event = tuple[str, Any]


def events(text: str) -> list[Event]:
    """The tree that the standard's parser builds, flat: elements, attributes, comments, and texts between them."""
    root = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    return [e for e in _walk(root) if e[0] != "text" or e[1]]


def _walk(element: Any) -> Iterator[Event]:
    comment = callable(element.tag)
    yield ("comment", element.text) if comment else ("open", str(element.tag))
    yield from (("attribute", item) for item in sorted(element.attrib.items(), key=str))
    if not comment:
        yield "text", " ".join((element.text or "").split())
    for child in element:
        yield from _walk(child)
    yield "close", str(element.tag)
    yield "text", " ".join((element.tail or "").split())


def page(text: str, locale: str = "en") -> Resource:
    return HTML.parse("a.html", text, locale)


def translatable(resource: Resource) -> list[Message]:
    return [m for m in resource.messages if "verbatim" not in m.flags]


@pages
def test_one_edit_changes_one_text_of_the_tree(text: str) -> None:
    resource, before = page(text), events(text)
    for message in translatable(resource):
        if "<" in message.text:
            continue
        new = "Ćwir & <b \"quote\" 'single' 数"
        after = events(render(HTML, resource, resource, "a.html", "en", {message.key: {"other": new}}))
        changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        assert len(changed) == 1, message.key
        old, now = changed[0]
        assert now[0] == old[0] and new in (now[1][1] if now[0] == "attribute" else now[1])


LETTERS = {"ar": "ابتثجحخدذرزسشصض", "fr": "éàçèêîôûäëïü", "pl": "ąćęłńóśźż", "ru": "абвгдежзик", "ja": "あいうえおか"}


def speaker(locale: str) -> Callable[[str], str]:
    """Words of letters become words of the market; tags, entities and everything else stay."""
    letters = LETTERS[locale]

    def word(found: re.Match[str]) -> str:
        return found[0] if found[0][0] in "<&" else "".join(letters[ord(c) % len(letters)] for c in found[0])

    return lambda text: re.sub(r"<[^>]*>|&#?\w+;?|[^\W\d_]+", word, text)


@pages
@pytest.mark.parametrize("locale", LETTERS)
def test_a_page_for_a_new_market(text: str, locale: str) -> None:
    source, say = page(text), speaker(locale)
    values = {m.key: {"other": say(m.text)} for m in translatable(source)}
    made = render(HTML, source, None, f"{locale}.html", locale, values)
    assert [m.text for m in translatable(page(made))] == [v["other"] for v in values.values()]
    before, after = events(text), events(made)
    shape = [[e if e[0] in ("open", "close", "comment") else e[0] for e in seen if not _of_head(e)]
             for seen in (before, after)]  # fmt: skip
    assert shape[0] == shape[1]
    told = [dict(e[1] for e in seen if e[0] == "attribute" and e[1][0] in ("lang", "dir")) for seen in (before, after)]
    if "lang" in told[0]:
        assert told[1]["lang"] == locale
        assert told[1].get("dir", "ltr") == ("rtl" if locale == "ar" else "ltr")
    stays = [[e for e in seen if e[0] == "text" and ("stays" in e[1] or "Not a" in e[1])] for seen in (before, after)]
    assert stays[0] == stays[1]


def _of_head(event: Event) -> bool:
    return event[0] == "attribute" and event[1][0] in ("lang", "dir")


def test_what_the_head_says() -> None:
    made = render(HTML, page(PAGES["head"]), None, "pt.html", "pt-BR", {})
    attributes = [e[1] for e in events(made) if e[0] == "attribute"]
    assert ("lang", "pt-BR") in attributes and ("charset", "utf-8") in attributes and ("content", "pt_BR") in attributes
    assert html5lib.HTMLParser().parse(made.encode()) is not None
    parser = html5lib.HTMLParser()
    parser.parse(made.encode())
    assert parser.documentEncoding.lower() == "utf-8"


def test_a_new_paragraph_and_a_moved_one_stand_where_they_should() -> None:
    source = page("<body><h1>A</h1><p>new</p><p>one</p><p>two <b>x</b></p></body>")
    old = page("<body><h1>A</h1><p>two <b>x</b></p><p>one</p></body>")
    keys = {m.text: m.key for m in source.messages}
    assert [m.key for m in old.messages] == [keys[m.text] for m in old.messages]
    made = render(HTML, source, old, "a.html", "en", {keys["new"]: {"other": "neu"}})
    splices = HTML.arrange(page(made.replace("neu", "new")), source)
    moved = made.replace("neu", "new")
    for start, end, words in reversed(splices):
        moved = moved[:start] + words + moved[end:]
    assert events(moved) == events(source.text)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<br>", "aa ", "bb", " ", "\n", "&amp;", "< ", "<!-- c -->",
     "<pre>", "</pre>", "<div translate=no>", "<div>", "</div>", "<img alt=xx>", "<script>s<b>", "</script>", "<table>",
     "<tr>", "<td>", "</table>", "<h1>", "</h1>", "<span>", "</span>", "<svg>", "</svg>", "<title>", "</title>",
     "<textarea>", "</textarea>", "<button>", "</button>", "<input placeholder=pp>", "<!DOCTYPE html>", "<template>",
     "</template>", "<noscript>", "</noscript>", "<details><summary>", "</summary>", "</html>", "<body>", "<P CLASS=x>",
     "<math>", "</math>", "<dl><dt>", "<dd>", "</dl>", "&nbsp;", "<![CDATA[x]]>", "</", "<p", "<object>", "</object>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_page_one_edit_is_one_change(text: str) -> None:
    resource, before = page(text), events(text)
    for message in translatable(resource):
        if "<" not in message.text:
            after = events(render(HTML, resource, resource, "a.html", "en", {message.key: {"other": "Zz & q"}}))
            assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
