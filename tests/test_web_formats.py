"""Fluent, web extensions and HTML beyond their case folders: what an independent parser sees after an edit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import count, pairwise
from pathlib import Path
from random import Random

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from locakit import align
from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats.registry import by_name, detect
from locakit.model import Resource
from locakit.splice import apply
from tests.listing import CASES, edited, golden, listing, read, rekeyed

FLUENT = by_name("fluent")


def fluent_texts(text: str) -> dict[str, str]:
    """What the reference parser reads: the patterns as text, placeables as they are written; junk under its place."""
    out: dict[str, str] = {}
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            out[f"junk {entry.span.start}"] = entry.content
        elif isinstance(entry, ast.Message | ast.Term):
            key = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
            fields = {f"{key}.{a.id.name}": a.value for a in entry.attributes}
            for name, pattern in {key: entry.value, **fields}.items():
                if pattern:
                    out.setdefault(name, "".join(_shown(text, e) for e in pattern.elements).replace("\r\n", "\n"))
    return out


def _shown(source: str, element: ast.TextElement | ast.Placeable) -> str:
    return element.value if isinstance(element, ast.TextElement) else source[element.span.start : element.span.end]


def fluent(text: str) -> Resource:
    return FLUENT.parse("a.ftl", text, "en")


def edit_ftl(resource: Resource, key: str, text: str) -> str:
    return render(FLUENT, resource, resource, resource.path, "en", {key: {"other": text}})


@pytest.mark.parametrize("path", sorted((CASES / "fluent").rglob("*.ftl")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fluent_is_read_as_the_reference_reads_it(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    resource = fluent(text)
    seen = fluent_texts(text.removeprefix("\ufeff"))
    terms = {k for k in seen if k.startswith("-") and "." in k}
    assert {m.key for m in resource.messages} == {k for k in seen if not k.startswith("junk ")} - terms
    assert any(k.startswith("junk ") for k in seen) == any("already above" not in j.message for j in resource.junk)
    for message in resource.messages:
        if not message.plural and "{" not in seen[message.key]:
            assert message.text == seen[message.key].rstrip(" ")


GUARDS = re.compile(r'\{ "( *|[\[*.])" \}')
WORDS = st.text(st.sampled_from('ab [*.]{}"$-#=\n\t\\é'), max_size=30)


@given(WORDS, st.sampled_from(["k = v\n", "k =\n    v\n", "k =\n    v\n    w\n", "k = v\r\n    w\r\n"]))
def test_fluent_any_text_is_one_value(words: str, before: str) -> None:
    text = f"# note\nfirst = {'{ $n }'}\n{before}    .attr = x\nlast = y\n"
    after = edit_ftl(fluent(text), "k", words)
    old, new = fluent_texts(text), fluent_texts(after)
    assert {k: v for k, v in new.items() if k != "k"} == {k: v for k, v in old.items() if k != "k"}
    assert "k" in new
    if not set(words) & set("{}"):
        (message,) = (m for m in fluent(after).messages if m.key == "k")
        assert message.text == words
        shown = GUARDS.sub(lambda m: m[1], new["k"])
        assert shown == words


@pytest.mark.parametrize(
    "text",
    ["a = " + "{" * 5_000, "a = " + "{ F(" * 5_000, "a = {\n" * 5_000, "a = b\n" * 5_000, "a = b\n    c" * 5_000],
    ids=["braces", "calls", "open", "same", "long"],
)
def test_fluent_hostile_text_is_read_or_refused(text: str) -> None:
    try:
        assert fluent(text + "\nlast = y\n").messages
    except BrokenText as error:
        assert error.fault.line == 1
    words = edit_ftl(fluent("k = v\n"), "k", text)
    assert fluent(words).messages[-1].key == "k" and not fluent(words).junk


def test_fluent_plurals_follow_the_market() -> None:
    source = fluent("n =\n    { $n ->\n        [1] One thing\n       *[other] { $n } things\n    }\n")
    forms = {"one": "{ $n } вещь", "few": "{ $n } вещи", "many": "{ $n } вещей", "other": "{ $n } вещи"}
    text = render(FLUENT, source, FLUENT.parse("ru.ftl", "", "ru"), "ru.ftl", "ru", {"n": forms})
    assert "[one] { $n } вещь\n" in text and "[1]" not in text
    plain = FLUENT.parse("ru.ftl", "n = { $n } вещей\n", "ru")
    assert render(FLUENT, source, plain, "ru.ftl", "ru", {"n": forms}) == text


SELECT = "{ PLATFORM() ->\n    [macos] Cmd\n   *[other] { $n }\n} k"


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        (SELECT, SELECT.replace("Cmd", "Befehl"), True),
        (SELECT, "{ $n }", True),
        (SELECT, SELECT.replace("PLATFORM", "PLATTFORM"), False),
        (SELECT, SELECT.replace("other", "andere"), False),
        (SELECT, "{ -brand.gender ->\n   *[m] { $n }\n} x", True),
        (SELECT, "x { $n ->\n    [0] a\n   *[other] b\n}", True),
        (SELECT, "x { $zahl ->\n    [0] a\n   *[other] b\n}", False),
        ("plain", SELECT, True),
    ],
)
def test_fluent_selectors_are_not_translated(old: str, new: str, written: bool) -> None:
    source = fluent(edit_ftl(fluent("k = v\nlast = x\n"), "k", old))
    assert source.messages[0].text == old
    for target in (source, fluent("last = x\n")):
        after = render(FLUENT, source, target, "de.ftl", "de", {"k": {"other": new}})
        assert (fluent(after).by_key().get("k", source.messages[1]).text == new) is written
        assert written or after == target.text


@pytest.mark.parametrize("end", ["", "\n", "  "])
def test_fluent_takes_attributes_and_entries_behind_a_last_line_that_does_not_end(end: str) -> None:
    english = "a = Alpha\nz = Last\n    .v = Vee\nb = Bee\n\n## More\n\nc = Sea"
    source = FLUENT.parse("en.ftl", english, "en")
    target = FLUENT.parse("fr.ftl", f"a = Alphe\nz = Fin{end}", "fr")
    text = render(FLUENT, source, target, "fr.ftl", "fr", {k: {"other": k[-1] * 3} for k in ("z.v", "b", "c")})
    assert fluent_texts(text) == {"a": "Alphe", "z": "Fin", "z.v": "vvv", "b": "bbb", "c": "ccc"}
    assert text.startswith("a = Alphe\nz = Fin\n    .v = vvv") and "\nb = bbb\n\n## More\n\nc = ccc\n" in text


def test_fluent_needs_an_identifier() -> None:
    source = by_name("json").parse("en.json", '{"a b": "x", "c": {"d": "y"}}', "en")
    target = fluent("")
    with pytest.raises(BrokenText, match="identifier"):
        render(FLUENT, source, target, "a.ftl", "en", {"a b": {"other": "x"}})
    assert render(FLUENT, source, target, "a.ftl", "en", {"c.d": {"other": "y"}}) == "c =\n    .d = y\n"


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("_locales/en/messages.json", "{}", "webext"),
        ("src/_locales/pt_BR/messages.json", '{"a": "b"}', "webext"),
        ("locales/en/messages.json", '{"a": {"message": "x"}, "b": {"message": "y", "description": "z"}}', "webext"),
        ("locales/en/messages.json", '{"a": {"message": "x"}, "b": "y"}', "json"),
        ("locales/en/messages.json", '{"message": "x"}', "json"),
        ("locales/en/messages.json", '[{"message": "x"}]', "json"),
        ("locales/en/messages.json", '{"message": ', "json"),
        ("locales/en/app.json", '{"a": {"message": "x"}}', "json"),
    ],
)
def test_messages_json_is_told_by_its_content(path: str, text: str, name: str) -> None:
    found = detect(path, text)
    assert found is not None and found.name == name


@given(st.text(max_size=30), st.sampled_from(["a", "b"]))
def test_webext_an_edit_changes_one_message(words: str, key: str) -> None:
    fmt = by_name("webext")
    data = {
        "a": {"message": "x", "description": "d"},
        "b": {"placeholders": {"u": {"content": "$1"}}, "message": "$U$"},
    }
    text = json.dumps(data, indent=1)
    resource = fmt.parse("messages.json", text, "en")
    after = render(fmt, resource, resource, "messages.json", "pt", {key: {"other": words}})
    assert json.loads(after) == {**data, key: {**data[key], "message": words}}
    fresh = render(
        fmt, resource, fmt.parse("messages.json", "{}", "pt"), "messages.json", "pt", {key: {"other": words}}
    )
    assert json.loads(fresh) == {key: {**data[key], "message": words}}


HTML = by_name("html")
PAGES = sorted((CASES / "html").glob("*.html"))
pages = pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)


class Events(HTMLParser):
    """What the standard library's parser sees: tags with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, *(f"{name}={value}" for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and self.seen and self.seen[-1][0] == "text":
            self.seen[-1] = ("text", f"{self.seen[-1][1]} {words}")
        elif words:
            self.seen.append(("text", words))


def html(text: str) -> Resource:
    return HTML.parse("a.html", text, "en")


@pages
def test_html_golden(path: Path) -> None:
    resource = html(read(path))
    golden(path.with_name(path.name + ".messages"), listing(resource))
    golden(path.with_name(path.name + ".edited"), edited(HTML, resource))
    wished = path.with_name(path.name + ".values")
    if wished.exists():
        values = {k: {"other": v} if v else None for k, v in json.loads(read(wished))["values"].items()}
        golden(path.with_name(path.name + ".rendered"), render(HTML, resource, resource, path.name, "pt", values))


@pages
def test_html_one_edit_is_one_change(path: Path) -> None:
    resource = html(read(path))
    before = Events(resource.text).seen
    for at, message in enumerate(resource.messages):
        if message.flags:
            continue
        text = edit_html(resource, message.key, 'Neu & „gut" < 5')
        assert [m.text for m in html(text).messages] == [
            'Neu & „gut" < 5' if n == at else m.text for n, m in enumerate(resource.messages)
        ]
        after = Events(text).seen
        assert len(after) == len(before)
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
        lines = zip(resource.text.split("\n"), text.split("\n"), strict=False)
        assert "\n" in resource.text[slice(*message.spans["other"])] or sum(a != b for a, b in lines) <= 2


def edit_html(resource: Resource, key: str, text: str) -> str:
    return render(HTML, resource, resource, "a.html", "de", {key: {"other": text}})


def test_html_follows_its_source() -> None:
    folder = CASES / "html"
    source, target = html(read(folder / "update-en.html")), html(read(folder / "update-de.html"))
    target = align.rekey(target, align.align(source, target, {}))
    known = {m.key for m in target.messages}
    values = {m.key: {"other": m.text.upper()} for m in source.messages if m.key not in known}
    text = render(HTML, source, target, "de.html", "de", values)
    golden(folder / "update-de.html.followed", text)
    assert [m.text for m in html(text).messages][3:] == ["NEW: <B>TUNA</B>", "NEW PART", "WITH WORDS."]
    keys = {m.text: m.key for m in target.messages} | {forms["other"]: key for key, forms in values.items()}
    assert render(HTML, source, rekeyed(html(text), keys), "de.html", "de", dict.fromkeys(values)) == target.text


@pytest.mark.parametrize(
    ("locale", "tag"),
    [("ar", '<HTML dir="rtl" class="js" LANG="ar">'), ("pt-BR", '<HTML class="js" LANG="pt-BR">')],
)
def test_html_template_tells_language_and_direction(locale: str, tag: str) -> None:
    source = html(read(CASES / "html" / "template.html"))
    text = HTML.template(source, "x.html", locale, frozenset())
    assert text.split("\n")[1] == tag
    assert [m.key for m in html(text).messages] == [m.key for m in source.messages]
    both = html('<html dir=ltr xml:lang="en" lang="en"><p>a</p></html>')
    assert HTML.template(both, "x.html", "he", frozenset()).startswith('<html dir="rtl" xml:lang="he" lang="he">')


HEAD = """<?xml version='1.0' encoding="iso-8859-1"?>
<html><head><meta charset=iso-8859-1><meta http-equiv="Content-Type" content='text/html; charset=ISO-8859-1'>
<meta property=og:locale content=en_US><meta http-equiv=Content-Language content="en"><meta name=robots content=en>
<meta property="og:locale" content="fr_FR"></head>"""


def test_html_template_tells_encoding_and_locale() -> None:
    assert HTML.template(html(HEAD), "x.html", "pt-BR", frozenset()) == (
        HEAD.replace("iso-8859-1", "utf-8").replace("charset=utf-8>", 'charset="utf-8">')
        .replace("ISO-8859-1", "utf-8").replace("=en_US", '="pt_BR"').replace('content="en"', 'content="pt-BR"')
        .replace("<html>", '<html lang="pt-BR">')
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("<ul><li translate=no>Brand<li>Other</ul><p translate=no>X<p>Y", ["Other", "Y"]),
        ("<div translate=no>a<p translate=yes title=t>in</p>b<img alt=q><pre>x</pre></div>z", ["t", "in", "z"]),
        ('<div class="a notranslate" title=x>x <p>y</p></div><img translate=no alt=x>q', ["q"]),
        ("<p>a <b translate=no>B <i>c</i></b> d</p>", ["a <b translate=no>B <i>c</i></b> d"]),
        ('<svg aria-label="Menu"><image alt="x"/><title>T</title></svg>', ["Menu"]),
        ("<template><p>in</p></template><noscript>off</noscript>", ["in", "off"]),
        ("<th abbr=Q>Quarter</th><a aria-roledescription=slide>s</a>", ["Q", "Quarter", "slide", "s"]),
        ("<!--[if IE]><p>Old</p><![endif]--><script type='application/ld+json'>{}</script><p>x<!-- open <p>y", ["x"]),
        ("<title>A &amp; B</title><meta name=keywords content='a, b'>", ["A &amp; B", "a, b"]),
    ],
)
def test_html_what_is_text(text: str, texts: list[str]) -> None:
    assert [m.text for m in html(text).messages if "verbatim" not in m.flags] == texts


@pytest.mark.parametrize("text", ["<td>&nbsp;</td>", "<p>&copy; 2020</p>", "<p>&#8212;</p>", "<img alt='***'>"])
def test_html_without_words_is_copied(text: str) -> None:
    assert [m.flags for m in html(text).messages] == [{"verbatim"}]
    assert not html("<p>5 < 6 &amp; x</p>").messages[0].flags


def _nested(levels: int) -> st.SearchStrategy[list[object]]:
    leaf = st.lists(st.just("p"), min_size=1, max_size=3)
    return leaf if not levels else st.lists(st.one_of(st.just("p"), _nested(levels - 1)), min_size=1, max_size=4)


def _page(tree: object, names: Iterator[int], order: Callable[[list[str]], list[str]]) -> str:
    """Lists in lists as ``div`` in ``div``, each with a heading; the texts are numbered in the order of ``tree``."""
    if tree == "p":
        return f"<p>text {next(names)}</p>\n"
    assert isinstance(tree, list)
    head = f"<h2>text {next(names)}</h2>\n"
    return f"<div>\n{''.join(order([head, *[_page(t, names, order) for t in tree]]))}</div>\n"


@given(_nested(3), st.randoms(use_true_random=False))
def test_html_siblings_follow_the_source(tree: list[object], dice: Random) -> None:
    names = [f"text {i}" for i in range(200)]
    source = html(_page(tree, count(), list))
    target = html(_page(tree, count(), lambda parts: dice.sample(parts, len(parts))))
    assert apply(target.text, HTML.arrange(target, source)) == source.text
    assert not HTML.arrange(source, source)
    assert all(m.text in names for m in source.messages)


@pytest.mark.parametrize(
    ("source", "target", "arranged"),
    [
        ("<p>a</p><p>b</p>", "<p>b</p>\n<hr>\n<i>own</i>\n<p>a</p>", "<p>a</p>\n<hr>\n<i>own</i>\n<p>b</p>"),
        ("<ul><li>x<li>y<li>z</ul>", "<ul>\n<li>z\n<li>own\n<li>y\n<li>x\n</ul>",
         "<ul>\n<li>x\n<li>own\n<li>y\n<li>z\n</ul>"),
        ("<div><h2>B</h2></div><div><p>a</p><h2>A</h2></div>", "<div><h2>A</h2></div><div><h2>B</h2><p>a</p></div>",
         "<div><h2>B</h2><p>a</p></div><div><h2>A</h2></div>"),
        ("<p>a<p>b", "<p>b<p>a</p>tail", None),
        ("<p>a</p><div><p>b</p></div>", "<div><p>a</p></div><p>b</p>", None),
    ],
)  # fmt: skip
def test_html_order_of_blocks(source: str, target: str, arranged: str | None) -> None:
    assert apply(target, HTML.arrange(html(target), html(source))) == (arranged or target)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<li>", "<b>", "</b>", "<br>", "<a href='x' title='t'>", "</a>", "a", " ", "\n", "&amp;", "<",
     "<!--", "-->", "<pre>", "</pre>", "<div translate=no>", "</div>", "<img alt=x>", "<script>", "</script>", "é",
     '"', "<code>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join), st.text(st.sampled_from("ab <>&\"'!-/"), max_size=12))
def test_html_any_file_any_text(text: str, words: str) -> None:
    resource = html(text)
    spans = sorted(m.spans["other"] for m in resource.messages)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert len({m.key for m in resource.messages}) == len(resource.messages)
    plain = " ".join(words.split())
    for at, message in enumerate(resource.messages):
        after = html(edit_html(resource, message.key, plain))
        if "verbatim" not in message.flags and plain and not set(plain) & set("<&"):
            assert [m.text for m in after.messages] == [
                plain if n == at else m.text for n, m in enumerate(resource.messages)
            ]
    for message in resource.messages:
        HTML.remove(resource, [message])
    assert render(HTML, resource, resource, "a.html", "de", {m.key: None for m in resource.messages}) is not None


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<div>", "</p>", "<p><b>", "<b>x", "<pre>", "<p translate=no>", "<svg>", "<td>a", "&", "a\0<p>",
     "<!DOCTYPE ", "<div>a", "<div><p>a</p>", "<p title='", "<b translate=no>", "<b></b>", "<p a=b ", "<![CDATA["],
)  # fmt: skip
def test_html_hostile_text_is_linear(piece: str) -> None:
    resource = html(piece * 50_000)
    assert not HTML.arrange(resource, resource)
    for message in resource.messages[:2]:
        edit_html(resource, message.key, "x")
    HTML.remove(resource, resource.messages[:2])


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("One <b>two</b> three, café. Five six", "One\n  <b>two</b> three,\tcaf&eacute;.\n  Five six"),
        ("One <b>two</b> three, café. Four", "One\n  <b>two</b> three,\tcaf&eacute;.\n  Four"),
        ("Zero one <b>two</b> Five!", "Zero one\n  <b>two</b> Five!"),
        ("One <i>two</i> three,\xa0café. Five", "One\n  <i>two</i> three,\xa0café.\n  Five"),
        ("One <b>two</b> 1 < 2 & <h1> café. Five", "One\n  <b>two</b> 1 < 2 & &lt;h1>\tcaf&eacute;.\n  Five"),
        ("Anders", "Anders"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_html_words_that_stay_keep_their_line_breaks(new: str, written: str, newline: str) -> None:
    text = "<p>\n  One\n  <b>two</b> three,\tcaf&eacute;.\n  Five\n</p>\n".replace("\n", newline)
    resource = html(text)
    (message,) = resource.messages
    out = render(HTML, resource, resource, "x.html", "de", {message.key: {"other": new}})
    assert out == f"<p>\n  {written}\n</p>\n".replace("\n", newline)
    assert html(out).messages[0].text == new.replace("<h1>", "&lt;h1>")


_PIECES = ("a", "bb", "é", "&eacute;", "&nbsp;", "\xa0", "<b>", "</b>", "<br>", "&lt;", "&amp;", ".", "<!-- c -->")
_raw = st.lists(st.sampled_from([*_PIECES, " ", "\n  ", "\t"]), max_size=30).map("".join)


@given(_raw, _raw)
def test_html_layout_of_the_old_text_never_changes_the_new_one(old: str, new: str) -> None:
    first, second = html(f"<p>x{old}x</p>"), html(f"<p>x{new}x</p>")
    if len(first.messages) == len(second.messages) == 1:
        (message,), (wanted,) = first.messages, second.messages
        out = render(HTML, first, first, "x.html", "de", {message.key: wanted.forms})
        assert [m.text for m in html(out).messages] == [wanted.text]


@pytest.mark.parametrize("old", ["a " * 50_000, "<b>a</b>\n" * 20_000, "a\n" * 300, "&" * 50_000])
def test_html_long_texts_are_laid_out_in_linear_time(old: str) -> None:
    first = html(f"<p>{old} x</p>")
    (message,) = first.messages
    new = message.text.replace("a", "b") + " y"
    out = render(HTML, first, first, "x.html", "de", {message.key: {"other": new}})
    assert html(out).messages[0].text == new
