"""GNU gettext checks, compiles and merges what locakit writes; Python's gettext loads it and picks the plurals."""

from __future__ import annotations

import gettext
import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from locakit import catalog
from locakit.formats.mo import FORMAT as MO
from locakit.formats.mo import compile_po
from locakit.formats.po import FORMAT as PO
from locakit.locales import CATEGORIES, category, plural_categories
from locakit.model import Forms, Message, Record, Resource
from locakit.splice import apply
from tests.consumers.markets import HARD, MARKETS, NUMBERS

pytestmark = pytest.mark.skipif(
    not (shutil.which("msgfmt") and shutil.which("msgmerge")), reason="needs GNU gettext: .ci/run installs it"
)

POT = r"""# Texts of the shop.
# Copyright (C) 2025 The shop
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: shop 1.2\n"
"Report-Msgid-Bugs-To: bugs@shop.example\n"
"POT-Creation-Date: 2025-03-01 12:00+0100\n"
"PO-Revision-Date: 2025-03-02 12:00+0100\n"
"Last-Translator: Ana <ana@shop.example>\n"
"Language-Team: Shop <l10n@shop.example>\n"
"Language: \n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=CHARSET\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n"

#. Button in the cart
#: src/cart.c:12 src/cart.c:40
msgid "Save"
msgstr ""

#: src/menu.c:3
msgctxt "menu"
msgid "Save"
msgstr ""

#: src/cart.c:51
#, c-format
msgid "%d item in %s"
msgid_plural "%d items in %s"
msgstr[0] ""
msgstr[1] ""

#: src/cart.c:60
msgctxt "list"
msgid "one file"
msgid_plural "many files"
msgstr[0] ""
msgstr[1] ""

#: src/help.c:9
msgid ""
"The first line of a long text on several lines, as xgettext does,\n"
"and the second one, \"quoted\" with a tab\tand a back\\slash.\n"
msgstr ""
"""

DJANGO = r"""msgid ""
msgstr ""
"Project-Id-Version: site\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2025-03-01 12:00+0000\n"
"PO-Revision-Date: 2025-03-02 12:00+0000\n"
"Last-Translator: Ana <ana@site.example>\n"
"Language-Team: English\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: cart/models.py:14
msgid "Save"
msgstr ""

#. Translators: shown below the price
#: cart/views.py:77
#, python-format
msgid "%(count)d item for %(name)s"
msgid_plural "%(count)d items for %(name)s"
msgstr[0] ""
msgstr[1] ""

#: cart/templates/cart/detail.html:9
#, python-brace-format
msgctxt "greeting"
msgid "Hello, {name}!"
msgstr ""

#: cart/templates/cart/detail.html:12
#, python-format
msgid ""
"\n"
"      You saved %(percent)s%% today.\n"
"    "
msgstr ""

#~ msgid "Old words"
#~ msgstr "Old words"
"""
SOURCES = {"pot": ("po/shop.pot", POT), "django": ("locale/en/LC_MESSAGES/django.po", DJANGO)}


def source(name: str) -> Resource:
    path, text = SOURCES[name]
    return catalog.source_view(PO.parse(path, text, "en"), PO)


def translated(message: Message, market: str, word: str = "é") -> Forms:
    """A text for each category, with the source's placeables and its line breaks at both ends."""
    if not message.plural:
        middle = message.text.strip("\n")
        return {"other": message.text.replace(middle, f"{market} {word} «{middle}»")}
    return {c: f"{c} {market} {word} {message.text}" for c in plural_categories(market)}


NOBODY_YET = re.compile(
    r"(?m)^.*: warning: header field '(?:PO-Revision-Date|Last-Translator|Language-Team)' still has the initial.*\n"
)
"""What msgfmt says of a new file until its first translator has put down who it is."""


def checked(text: str, folder: Path) -> tuple[bytes, str]:
    """The MO that msgfmt makes after all of its checks, and its statistics."""
    (folder / "in.po").write_bytes(text.encode())
    out = folder / "out.mo"
    out.unlink(missing_ok=True)
    command = ["msgfmt", "--check", "--statistics", "-o", str(out), str(folder / "in.po")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    said = NOBODY_YET.sub("", done.stderr)
    assert done.returncode == 0 and "warning" not in said, said
    return out.read_bytes(), said.strip()


def read(data: bytes) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(data))


def told(words: gettext.GNUTranslations, message: Message, number: int) -> str:
    """What a program shows."""
    one, many = message.source.get("one", ""), message.source["other"]
    if message.plural and message.context:
        return words.npgettext(message.context, one, many, number)
    if message.plural:
        return words.ngettext(one, many, number)
    return words.pgettext(message.context, many) if message.context else words.gettext(many)


def wanted(market: str, forms: Forms, number: int) -> str:
    """The form for a number by CLDR; gettext's usual rules have no form of their own for whole millions."""
    named = category(market, number)
    if market in ("fr", "pt-BR") and named == "many":
        named = "other"
    return forms[named] if named in forms else forms["other"]


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("name", SOURCES)
def test_a_new_market_passes_every_check_and_shows_the_right_forms(name: str, market: str, tmp_path: Path) -> None:
    origin = source(name)
    text, path = "", f"po/{market}.po"
    for word in ("é", "ż longer words that have to be wrapped over several lines of the file, again and again"):
        forms = {m.key: translated(m, market, word) for m in origin.messages}
        target = PO.parse(path, text, market) if text else None
        text = catalog.render(PO, origin, target, path, market, dict(forms))
        data, statistics = checked(text, tmp_path)
        assert statistics == f"{len(origin.messages)} translated messages."
        assert compile_po(text, path) == data
        words = read(data)
        for message in origin.messages:
            for number in NUMBERS if message.plural else (0,):
                right = wanted(market, forms[message.key], number) if message.plural else forms[message.key]["other"]
                assert told(words, message, number) == right
    assert not re.search(r"CHARSET|INTEGER|EXPRESSION|#, fuzzy", text) and "Old words" not in text


@pytest.mark.parametrize("market", MARKETS)
def test_the_plural_rule_in_the_header_agrees_with_cldr(market: str, tmp_path: Path) -> None:
    origin = source("pot")
    counted = next(m for m in origin.messages if m.key == "list|one file")
    forms = {c: c for c in plural_categories(market)}
    text = catalog.render(PO, origin, None, "x.po", market, {counted.key: forms})
    words = read(checked(text, tmp_path)[0])
    for number in range(1200):
        assert told(words, counted, number) == wanted(market, forms, number), number
    assert {told(words, counted, n) for n in range(1200)} <= set(CATEGORIES)


@pytest.mark.parametrize("market", ["ar", "ja", "pt-BR"])
def test_hard_texts_come_through(market: str, tmp_path: Path) -> None:
    texts = [text.strip("\n") for text in HARD if text.strip("\n")]
    entries = "\n".join(f'msgctxt "{number}"\nmsgid "x"\nmsgstr ""\n' for number in range(len(texts)))
    origin = catalog.source_view(PO.parse("x.pot", f"{POT}\n{entries}", "en"), PO)
    shift = MARKETS.index(market) * 5
    new = {f"{n}|x": {"other": texts[(n + shift) % len(texts)]} for n in range(len(texts))}
    text = catalog.render(PO, origin, None, "x.po", market, dict(new))
    data, _ = checked(text, tmp_path)
    words = read(data)
    assert compile_po(text, "x.po") == data
    for number in range(len(texts)):
        assert words.pgettext(str(number), "x") == new[f"{number}|x"]["other"]


def test_stale_entries_are_fuzzy_for_gettext_and_come_back(tmp_path: Path) -> None:
    origin = source("django")
    forms = {m.key: translated(m, "pl") for m in origin.messages}
    text = catalog.render(PO, origin, None, "pl.po", "pl", dict(forms))
    target = PO.parse("pl.po", text, "pl")
    record = Record("pl.po", "", "", "", "translated", "machine")
    stale = apply(text, [s for m in target.messages[:2] for s in PO.mark(target, m, record, True)])
    data, statistics = checked(stale, tmp_path)
    assert statistics == "2 translated messages, 2 fuzzy translations." and compile_po(stale, "pl.po") == data
    assert read(data).gettext("Save") == "Save"
    doubted = PO.parse("pl.po", stale, "pl")
    calm = apply(stale, [s for m in doubted.messages for s in PO.mark(doubted, m, record, False)])
    assert calm == text


@pytest.mark.parametrize("market", MARKETS)
def test_msgmerge_finds_nothing_to_do(market: str, tmp_path: Path) -> None:
    origin = source("pot")
    text = catalog.render(PO, origin, None, "x.po", market, {m.key: translated(m, market) for m in origin.messages})
    (tmp_path / "x.po").write_bytes(text.encode())
    (tmp_path / "x.pot").write_bytes(POT.replace("charset=CHARSET", "charset=UTF-8").encode())
    command = ["msgmerge", "--quiet", "--output-file=-", str(tmp_path / "x.po"), str(tmp_path / "x.pot")]
    merged = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert PO.parse("x.po", merged, market).messages == PO.parse("x.po", text, market).messages
    assert merged == text


@pytest.mark.parametrize("market", MARKETS)
def test_a_new_mo_shows_the_right_forms(market: str, tmp_path: Path) -> None:
    english = catalog.render(PO, source("pot"), None, "en.po", "en", {m.key: m.source for m in source("pot").messages})
    data, _ = checked(english, tmp_path)
    origin = MO.parse("en.mo", data.decode("utf-8", "surrogateescape"), "en")
    forms = {m.key: translated(m, market) for m in origin.messages}
    made = catalog.render(MO, origin, None, "x.mo", market, dict(forms)).encode("utf-8", "surrogateescape")
    (tmp_path / "x.mo").write_bytes(made)
    subprocess.run(["msgunfmt", "-o", str(tmp_path / "x.po"), str(tmp_path / "x.mo")], check=True)
    assert checked((tmp_path / "x.po").read_text("utf-8"), tmp_path)[0] == made
    words = read(made)
    for message in origin.messages:
        for number in NUMBERS if message.plural else (0,):
            right = wanted(market, forms[message.key], number) if message.plural else forms[message.key]["other"]
            assert told(words, message, number) == right
