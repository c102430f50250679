"""PO: spans, plurals, wrapping and whole entries, held against polib, Babel and GNU gettext's own tools."""

from __future__ import annotations

import gc
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import normalize
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.catalog import render, source_view
from locakit.errors import BrokenText
from locakit.formats import _po_read
from locakit.formats import _po_wrap as wrap
from locakit.formats._po_plural import plurals_of, usual
from locakit.formats._po_scan import Rest, decode, escape, key_of, scan
from locakit.formats.po import FORMAT as PO
from locakit.model import Forms, Record, Resource, Unit
from locakit.rules import plurals
from locakit.shell import disk
from locakit.splice import apply
from tests.listing import CASES, edited, golden, listing, read

FILES = sorted((CASES / "po").glob("*.po")) + sorted((CASES / "po").glob("*.pot"))
LOCALES = {"arabic": "ar", "babel": "es-MX", "source": "en"}
needs_msgfmt = pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")


def parse(path: Path) -> Resource:
    return PO.parse(path.name, read(path), LOCALES.get(path.stem, "pt-BR"))


def po(*entries: str, locale: str = "pt-BR", plural: str = "nplurals=2; plural=(n > 1);") -> Resource:
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plural}\\n"\n'
    return PO.parse("x.po", "\n".join([head, *entries]), locale)


def change(resource: Resource, key: str, forms: Forms) -> Resource:
    text = apply(resource.text, PO.replace(resource, resource.by_key()[key], forms))
    return PO.parse(resource.path, text, resource.locale)


def msgfmt(text: str) -> None:
    command = ["msgfmt", "--check", "-o", "/dev/null", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_golden(path: Path) -> None:
    resource = parse(path)
    golden(path.with_name(path.name + ".messages"), listing(resource))
    golden(path.with_name(path.name + ".edited"), edited(PO, resource))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_the_same_forms_change_no_byte(path: Path) -> None:
    resource = parse(path)
    for message in resource.messages:
        if "fuzzy" not in message.flags:
            assert PO.replace(resource, message, message.forms) == []


@pytest.mark.parametrize("path", [p for p in FILES if p.stem != "broken"], ids=lambda p: p.name)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_polib_sees_the_same_entries_and_one_change(path: Path, newline: str, mark: str) -> None:
    text = mark + read(path).replace("\n", newline)
    resource = PO.parse(path.name, text, LOCALES.get(path.stem, "pt-BR"))
    before = _polib(text)
    assert [(e.msgctxt or "", e.msgid) for e in before] == [
        (m.context, m.source.get("one", m.source["other"])) for m in resource.messages
    ]
    for at, message in enumerate(resource.messages):
        new = dict.fromkeys(message.forms or message.source, 'Ein "neuer"\tText\\ ' + "mit vielen Wörtern " * 9)
        after = apply(text, PO.replace(resource, message, new))
        start, end = message.whole
        assert after.startswith(text[:start]) and after.endswith(text[end:])
        entries = _polib(after)
        assert entries[:at] == before[:at] and entries[at + 1 :] == before[at + 1 :]
        told = [entries[at].msgstr] if not message.plural else entries[at].msgstr_plural.values()
        assert set(told) <= {*new.values(), *message.forms.values()} and new["other"] in told
        assert newline == "\n" or "\n" not in after.replace("\r\n", "")


def _polib(text: str) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(text.removeprefix("\ufeff").replace("\r\n", "\n")) if not entry.obsolete]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60) | st.sampled_from(
    [
        '%s "x"\n',
        "a\n\nb\n",
        "\\n",
        "tail\\",
        "\u2028",
        "\x85",
        "مرحبا بالعالم " * 9,
        "漢字かな交じり文、" * 12,
        "a-b-c " * 30,
        "\r\n",
    ]
)


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS, TEXTS), min_size=1, max_size=5), TEXTS, st.booleans())
def test_any_text_survives(rows: list[tuple[str, str, str]], new: str, plural: bool) -> None:
    entries = [
        f'msgctxt "{number}"\nmsgid "{escape(msgid)}"\n'
        + (
            f'msgid_plural "x"\nmsgstr[0] "{escape(a)}"\nmsgstr[1] "{escape(b)}"\n'
            if plural
            else f'msgstr "{escape(a)}"\n'
        )
        for number, (msgid, a, b) in enumerate(rows)
    ]
    resource = po(*entries)
    assert not resource.junk and len(resource.messages) == len(rows)
    for message, (msgid, a, b) in zip(resource.messages, rows, strict=True):
        assert message.source.get("one", message.source["other"]) == msgid
        wanted = ({"one": a, "other": b} if a or b else {}) if plural else ({"other": a} if a else {})
        assert message.forms == wanted
    first = resource.messages[0]
    after = change(resource, first.key, {"one": new, "other": new} if plural else {"other": new})
    assert after.messages[1:] == resource.messages[1:]
    assert set(after.messages[0].forms.values()) <= {new}
    assert after.text.endswith(resource.text[first.whole[1] :])


@given(TEXTS, st.integers(4, 14), st.sampled_from(list(wrap._habits())))
def test_every_habit_keeps_the_text(text: str, column: int, habit: wrap.Wrapper) -> None:
    assert decode("\n".join(f'"{line}"' for line in habit(text, column))) == text


@given(TEXTS)
def test_wraps_as_babel_does(text: str) -> None:
    if len(text.splitlines()) == len(text.split("\n")) - text.endswith("\n") and not any(c in text for c in "\a\b\f\v"):
        assert "\n".join(f'"{line}"' for line in wrap._babel(text, 7, width=76)) == normalize(text)


@given(st.text(st.sampled_from('ab c-,.é"\n'), max_size=300))
def test_wraps_as_polib_does(text: str) -> None:
    entry = polib.POEntry(msgid="x", msgstr=text)
    theirs = entry.__unicode__(wrapwidth=78).split("msgstr ", 1)[1].rstrip("\n")
    assert "\n".join(f'"{line}"' for line in wrap._polib(text, 7, width=78)) == theirs


WORDS = [
    "order",
    "the",
    "e-mail",
    "(see",
    "below)",
    "«été»",
    "50%",
    "%(name)s",
    "https://x.y/z?a=b",
    "日本語の文章。",
    "مرحبا",
    "—",
    "a/b",
    "x…",
]


@pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext is not installed")
@settings(max_examples=12)
@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, "line\n", '"q"', "[x]"]), min_size=8, max_size=50), min_size=20, max_size=40
    )
)
def test_wraps_as_gettext_does(rows: list[list[str]]) -> None:
    texts = {f"{number}": " ".join(words) for number, words in enumerate(rows)}
    source = po(*(f'msgid "{key}"\nmsgstr "{escape(text)}"\n' for key, text in texts.items()))
    done = subprocess.run(["msgcat", "-"], input=source.text.encode(), capture_output=True, check=True)
    for entry in scan(done.stdout.decode(), Rest()):
        assert wrap._gettext(texts[decode(entry[3])], 7, width=79) == [x.strip()[1:-1] for x in entry[6].split("\n")]


def test_an_edited_entry_is_wrapped_like_the_others() -> None:
    long = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen."
    single = po(f'msgid "a"\nmsgstr "{long}"\n', f'msgid "b"\nmsgstr "{long}\\n{long}"\n')
    assert f'msgstr "{long} {long}"' in change(single, "a", {"other": f"{long} {long}"}).text
    fields = f'msgid "a"\nmsgstr ""\n"{long}\\n"\n"{long}"\n'
    lines = po(fields, fields.replace('"a"', '"b"'))
    assert f'msgstr ""\n"{long}\\n"\n"x"\n' in change(lines, "a", {"other": f"{long}\nx"}).text


def test_the_wrapping_of_a_large_file_is_found_in_some_of_it() -> None:
    words = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    for habit in (wrap._single, wrap._lines, wrap._habits().__iter__().__next__()):
        values = (habit(f"{n} {words}\n{words}", 7) for n in range(3000))
        resource = po(
            *(f'msgid "{n}"\nmsgstr ' + "\n".join(f'"{x}"' for x in lines) + "\n" for n, lines in enumerate(values))
        )
        assert len(resource.text) > wrap._STRETCH * wrap._STRETCHES
        new = f"new {words}\n{words}{words}"
        after = change(resource, "1500", {"other": new}).text
        assert 'msgid "1500"\nmsgstr ' + "\n".join(f'"{x}"' for x in habit(new, 7)) + "\n" in after


@pytest.mark.parametrize(
    ("header", "locale", "names"),
    [
        ("nplurals=2; plural=(n != 1);", "es-MX", ["one", "other"]),
        ("nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;", "es", ["one", "many", "other"]),
        ("nplurals=6; plural=n==0 ? 5 : n==1 ? 4 : n==2 ? 3 : n%100>=3 && n%100<=10 ? 2 : n%100>=11 ? 1 : 0;", "ar",
         ["other", "many", "few", "two", "one", "zero"]),
        ("nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n%10==0 || "
         "(n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);", "ru", ["one", "few", "many", "other"]),
        ("nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;", "pt-BR", ["one~0", "one", "other"]),
        ("nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2;", "lv", ["one", "other", "zero"]),
        ("nplurals=INTEGER; plural=EXPRESSION;", "pl", ["one", "few", "many"]),
        ("nplurals=2; plural=n/0;", "de", ["one", "other"]),
        ("nplurals=2; plural=n>1?7:0;", "de", ["one", "other"]),
        ("nplurals=99; plural=n;", "ja", ["other"]),
        ("", "ar", ["zero", "one", "two", "few", "other", "many"]),
    ],
)  # fmt: skip
def test_indexes_and_categories(header: str, locale: str, names: list[str]) -> None:
    assert list(plurals_of(f"Plural-Forms: {header}\n", locale).names) == names


@pytest.mark.parametrize(
    ("locale", "count", "expression"),
    [
        ("pt-BR", 2, "(n > 1)"),
        ("pt-PT", 2, "(n != 1)"),
        ("es-MX", 2, "(n != 1)"),
        ("fr-FR", 2, "(n > 1)"),
        ("ja", 1, "0"),
        ("ar-SA", 6, ""),
    ],
)
def test_the_usual_header(locale: str, count: int, expression: str) -> None:
    assert usual(locale).startswith(f"nplurals={count}; plural={expression}")


def test_a_split_category_loses_nothing() -> None:
    plurals = plurals_of("nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;", "pt-BR")
    texts = {0: "nenhum", 1: "um", 2: "%d"}
    assert plurals.read(texts) == {"one~0": "nenhum", "one": "um", "other": "%d"}
    assert plurals.write({"one": "uma", "other": "%d"}, texts) == {0: "nenhum", 1: "uma", 2: "%d"}
    assert plurals.write({"one": "uma", "other": "%d"}, {}) == {0: "uma", 1: "uma", 2: "%d"}
    assert plurals.read({0: "uma", 1: "uma", 2: "%d"}) == {"one": "uma", "other": "%d"}


def test_categories_that_share_an_index_are_written_as_the_common_one() -> None:
    resource = po(
        'msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        locale="es-MX",
        plural="nplurals=2; plural=n != 1;",
    )
    after = change(resource, "%d", {"one": "a", "many": "b", "other": "c"})
    assert after.messages[0].forms == {"one": "a", "other": "c"}


def test_missing_forms_are_added_and_empty_ones_beyond_the_header_go() -> None:
    entry = 'msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    polish = po(entry, locale="pl", plural=usual("pl").removesuffix(";"))
    assert (
        'msgstr[1] "f"\nmsgstr[2] "m"\n'
        in change(polish, "%d", {"one": "o", "few": "f", "many": "m", "other": "x"}).text
    )
    japanese = po(entry, locale="ja", plural="nplurals=1; plural=0")
    assert change(japanese, "%d", {"other": "x"}).text.endswith('msgstr[0] "x"\n')


def test_a_rewritten_entry_is_no_longer_fuzzy() -> None:
    resource = po(
        '#, fuzzy, c-format\n#| msgid "Old %d"\nmsgid "New %d"\nmsgstr "Velho %d"\n',
        '#, fuzzy\nmsgid "B"\nmsgstr "b"\n',
    )
    assert resource.messages[0].flags == {"fuzzy", "c-format"} and resource.messages[0].text == "Velho %d"
    after = change(change(resource, "New %d", {"other": "Novo %d"}), "B", {"other": "b"})
    assert after.text.endswith('#, c-format\nmsgid "New %d"\nmsgstr "Novo %d"\n\nmsgid "B"\nmsgstr "b"\n')


def test_keys() -> None:
    assert key_of(None, "Save") == "Save" and key_of("menu", "Save") == "menu|Save"
    long = "word " * 40
    assert (
        key_of(None, long).startswith("word word")
        and len(key_of(None, long)) == 69
        and key_of(None, long + "x") != key_of(None, long)
    )
    twice = po('msgid "A"\nmsgstr "1"\n', 'msgid "A"\nmsgstr "2"\n', 'msgid "A~2"\nmsgstr "3"\n')
    assert [m.key for m in twice.messages] == ["A", "A~2", "A~2~2"]


def test_broken_entries_cost_themselves() -> None:
    resource = parse(CASES / "po" / "broken.po")
    assert [m.key for m in resource.messages] == ["Good", "Also good", "Last"]
    assert all(resource.text[slice(*junk.span)].strip() for junk in resource.junk) and len(resource.junk) == 3


def test_what_is_no_po_file_is_refused_with_its_place() -> None:
    with pytest.raises(BrokenText) as caught:
        PO.parse("x.po", "\n\n{}\n", "en")
    assert (caught.value.fault.line, caught.value.fault.path) == (3, "x.po")
    assert PO.parse("x.po", "", "en").messages == () and PO.parse("x.po", "# only\n# remarks\n", "en").messages == ()


@pytest.mark.parametrize(
    "text",
    ["#\n" * 30_000, 'msgid "a\n' * 9_000, '"' * 100_000, 'msgid "' + "\\" * 100_001, 'msgid "a" ' + '"b" ' * 30_000,
     'msgid "a"\n' + '"b"\n' * 60_000, ('msgid "a"\n' + '"b"\n' * 300) * 300, ('msgid "a"' + "\n" * 300) * 300,
     ("# x\n" * 300 + "msgid\n") * 300, ('msgctxt "' + "x" * 999 + '"\n') * 300, '"\n"' * 60_000, " \n" * 90_000,
     "#~ x\n" * 30_000, 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=' + "(" * 400
     + '\\n"\n\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n'],
)  # fmt: skip
def test_hostile_files_are_read_in_linear_time(text: str) -> None:
    rest = Rest()
    assert len(list(scan(text, rest))) <= 1
    with pytest.raises(BrokenText) if rest.junk and not rest.headers else _nothing():
        PO.parse("x.po", text, "en")


class _nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def test_a_hundred_thousand_characters_are_written() -> None:
    resource = po('msgid "a"\nmsgstr ""\n')
    new = "wörd-x, " * 12_500
    assert change(resource, "a", {"other": new}).messages[0].text == new


def source() -> Resource:
    return parse(CASES / "po" / "source.pot")


@needs_msgfmt
@pytest.mark.parametrize(
    "locale",
    [
        "pt-BR",
        "es-MX",
        "fr-FR",
        "ar-SA",
        "ja-JP",
        "ru-RU",
        "pl-PL",
        "he-IL",
        "cy",
        "lv",
        "tr-TR",
        "id-ID",
        "zh-Hant-TW",
    ],
)
def test_gettext_accepts_what_is_written(locale: str) -> None:
    start = PO.template(source(), "t.po", locale, frozenset(m.key for m in source().messages[:2]))
    msgfmt(start)
    resource = PO.parse("t.po", start, locale)
    filled = apply(start, [s for m in resource.messages for s in PO.replace(resource, m, m.source)])
    msgfmt(filled)
    resource = PO.parse("t.po", filled, locale)
    whole = apply(filled, PO.insert(resource, source(), [(m, m.source) for m in source().messages[2:]]))
    msgfmt(whole)
    resource = PO.parse("t.po", whole, locale)
    assert [m.key for m in resource.messages] == [m.key for m in source().messages]
    assert all(any(m.forms.values()) for m in resource.messages) and not resource.junk
    less = apply(whole, PO.remove(resource, resource.messages[1:3]))
    msgfmt(less)
    again = PO.parse("t.po", less, locale)
    assert [m.key for m in again.messages] == ["One", resource.messages[3].key] and less.count("#~ msgid ") == 2
    back = apply(less, PO.insert(again, source(), [(m, m.source) for m in source().messages[1:3]]))
    assert back == whole


def test_a_template_keeps_the_header_and_blanks_the_entries() -> None:
    text = PO.template(source(), "ar.po", "ar", frozenset({"%d day"}))
    assert "#, fuzzy" not in text and "POT-Creation-Date: 2025-01-01" in text and "Language: ar\\n" in text
    assert text.count('msgstr[5] ""') == 1 and "charset=UTF-8" in text and '"One"' not in text
    symbolic = po('msgid "cart.total"\nmsgstr "Total"\n', locale="en")
    assert symbolic.messages[0].forms == {"other": "Total"}
    assert 'msgid "cart.total"\nmsgstr ""\n' in PO.template(symbolic, "de.po", "de", frozenset({"cart.total"}))


def test_new_entries_stand_where_the_source_has_them() -> None:
    target = po('msgid "B"\nmsgstr "b"\n', 'msgid "own"\nmsgstr "o"\n')
    origin = po(*(f'#. Note {c}\n#: {c}.py:1\n#, fuzzy, c-format\nmsgid "{c}"\nmsgstr ""\n' for c in "ABCD"))
    new = [(m, {"other": m.key.lower()}) for m in origin.messages if m.key != "B"]
    text = apply(target.text, PO.insert(target, origin, new))
    assert [m.key for m in PO.parse("x", text, "de").messages] == ["A", "B", "C", "D", "own"]
    assert '\n\n#. Note C\n#: C.py:1\n#, c-format\nmsgid "C"\nmsgstr "c"\n\n' in text and "\n\n\n" not in text
    empty = PO.parse("x.po", "", "de")
    made = apply("", PO.insert(empty, origin, new))
    assert made.startswith('msgid ""\nmsgstr ""\n') and "Language: de" in made and made.count("msgid ") == 4


@pytest.mark.parametrize("ending", ["", "\n", "\n\n"])
def test_entries_leave_no_double_empty_lines(ending: str) -> None:
    target = po('msgid "A"\nmsgstr ""\n', 'msgid "B"\nmsgstr "b"\n', 'msgid "C"\nmsgstr ""')
    target = PO.parse("x.po", target.text.rstrip("\n") + ending, "de")
    for count in (1, 2, 3):
        for at in range(4 - count):
            text = apply(target.text, PO.remove(target, target.messages[at : at + count]))
            kept = [m.key for m in target.messages if m not in target.messages[at : at + count]]
            assert [m.key for m in PO.parse("x.po", text, "de").messages] == kept
            assert "\n\n\n" not in text and (text.endswith("\n") or not ending)
            assert ("#~ msgstr" in text) == ("B" not in kept)


def test_an_obsolete_twin_gives_way() -> None:
    text = po('msgid "A"\nmsgstr "a"\n', '#~ msgid "B"\n#~ msgstr "old"\n\n#~ msgid "C"\n#~ msgstr "c"\n').text
    target, origin = PO.parse("x.po", text, "de"), po('msgid "A"\nmsgstr ""\n', 'msgid "B"\nmsgstr ""\n')
    after = apply(text, PO.insert(target, origin, [(origin.messages[1], {"other": "b"})]))
    assert "old" not in after and '#~ msgid "C"' in after and after.count('msgid "B"') == 1 and "\n\n\n" not in after
    parsed = PO.parse("x.po", after, "de")
    assert apply(after, PO.remove(parsed, parsed.messages[1:])).count('#~ msgid "B"') == 1


# --- states ---------------------------------------------------------------------------------------------------------

RECORD = Record("x.po", "k", "", "", "translated", "machine")


def marked(resource: Resource, stale: bool) -> Resource:
    splices = [s for m in resource.messages for s in PO.mark(resource, m, RECORD, stale)]
    return PO.parse(resource.path, apply(resource.text, splices), resource.locale)


@pytest.mark.parametrize(
    ("plain", "fuzzy"),
    [
        ("", "#, fuzzy\n"),
        ("#. Note\n#: a.c:1\n", "#. Note\n#: a.c:1\n#, fuzzy\n"),
        ("#, c-format\n", "#, fuzzy, c-format\n"),
        ("#,c-format,  max-length:9\n", "#, fuzzy,c-format,  max-length:9\n"),
        ('#: a.c:1\n#| msgid "B"\n', '#: a.c:1\n#, fuzzy\n#| msgid "B"\n'),
        ('#, c-format\n#| msgid "B"\n', '#, fuzzy, c-format\n#| msgid "B"\n'),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fuzzy_follows_the_ledger(plain: str, fuzzy: str, newline: str) -> None:
    texts = [po(f'{comments}msgid "A"\nmsgstr "a"\n').text.replace("\n", newline) for comments in (plain, fuzzy)]
    calm, doubted = (PO.parse("x.po", text, "pt-BR") for text in texts)
    assert marked(calm, False).text == calm.text and marked(doubted, True).text == doubted.text
    assert marked(calm, True).text == doubted.text
    assert "fuzzy" in marked(calm, True).messages[0].flags and "fuzzy" not in marked(doubted, False).messages[0].flags
    assert marked(doubted, False).text == calm.text


def test_an_untranslated_entry_is_never_fuzzy() -> None:
    resource = po('msgid "A"\nmsgstr ""\n', 'msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] ""\nmsgstr[1] ""\n')
    assert marked(resource, True).text == resource.text


def test_marks_go_and_come_in_every_case_file() -> None:
    for path in FILES:
        resource = parse(path)
        calm = marked(resource, False)
        assert not any("fuzzy" in m.flags for m in calm.messages)
        doubted = marked(calm, True)
        assert all(("fuzzy" in m.flags) == any(m.forms.values()) for m in doubted.messages)
        assert [(m.key, m.forms, m.note) for m in doubted.messages] == [
            (m.key, m.forms, m.note) for m in resource.messages
        ]
        assert marked(doubted, False).text == calm.text and marked(doubted, True).text == doubted.text
        assert doubted.text.count("#|") == resource.text.count("#|")


# --- the quick pattern ----------------------------------------------------------------------------------------------

LINES = st.sampled_from(
    ['msgid "a"', 'msgid "b"', 'msgid "a b"', 'msgid ""', 'msgstr "x"', 'msgstr ""', 'msgctxt "c"', 'msgctxt ""',
     'msgid_plural "p"', 'msgstr[0] "0"', 'msgstr[1] "1"', '"more"', ' "more"', '"\\n"', "", "", " ", "#. Note",
     "#, fuzzy", "#: a.c:1", "#", '#| msgid "o"', '#~ msgid "old"', '#~ msgstr "alt"', '\tmsgstr "tab"',
     'msgid  "wide"', "oops", 'msgid ""', '"line\\n"', '"cr\\r"', f'"{"long " * 20}"', '"\\t\\\\"',
     'msgstr "open', 'msgid "x"\r', 'msgstr "y"\r', "\f", '\v"z"', 'msgid "\\"q\\""', 'msgid "a" "b"']
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(LINES, max_size=24))
def test_the_quick_pattern_reads_what_the_full_one_reads(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = []
    for pattern in (_po_read.PLAIN, re.compile(r"(?!)")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_po_read, "PLAIN", pattern)
            rest = Rest()
            messages, doubles = _po_read.messages_of(text, "de", rest)
        places = [(m.whole, dict(m.spans)) for m in messages]
        found.append((messages, places, doubles, rest.junk, rest.obsolete, rest.headers))
    assert found[0] == found[1]


def test_the_collector_runs_again_after_a_file() -> None:
    assert gc.isenabled()
    po('msgid "A"\nmsgstr "a"\n')
    assert gc.isenabled()
    gc.disable()
    try:
        po('msgid "A"\nmsgstr "a"\n')
        assert not gc.isenabled()
    finally:
        gc.enable()


# --- encodings ------------------------------------------------------------------------------------------------------

LATIN = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={}\\n"\n\nmsgid "Size"\nmsgstr "Größe"\n'


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("ISO-8859-1", "latin-1"), ("EUC-JP", "euc-jp"), ("Shift_JIS", "shift-jis"), ("x-odd", "latin-1")],
)
def test_a_catalog_in_another_charset_is_refused_at_its_declaration(charset: str, codec: str) -> None:
    data = LATIN.format(charset).replace("Größe", "大小" if "J" in charset else "Größe").encode(codec)
    with pytest.raises(BrokenText, match=f"declares charset {charset}; convert it first") as caught:
        PO.parse("x.po", disk.decode(data).text, "de")
    assert (caught.value.fault.line, caught.value.fault.column) == (2, 35)


@pytest.mark.parametrize("charset", ["UTF-8", "utf8", "ASCII", "CHARSET"])
def test_bytes_that_are_not_utf8_are_told_and_kept(charset: str) -> None:
    data = LATIN.format(charset).encode("latin-1") + b'\nmsgid "A"\nmsgstr "a"\n'
    resource = PO.parse("x.po", disk.decode(data).text, "de")
    assert [m.key for m in resource.messages] == ["Size", "A"]
    told = resource.junk[0]
    assert "2" not in told.message and resource.text[slice(*told.span)] == "\udcf6\udcdf" and len(resource.junk) == 1
    after = disk.encode(change(resource, "A", {"other": "ä"}).text)
    assert after == data.replace(b'"a"', '"ä"'.encode())


def test_other_bytes_without_a_declared_charset_are_refused() -> None:
    text = disk.decode('msgid "A"\nmsgstr "ä"\n'.encode("latin-1")).text
    with pytest.raises(BrokenText, match="declares no charset and is not in UTF-8"):
        PO.parse("x.po", text, "de")
    assert PO.parse("x.po", 'msgid "A"\nmsgstr "ä"\n', "de").messages[0].text == "ä"


def test_utf16_comes_back_as_it_was() -> None:
    data = po('msgid "A"\nmsgstr "a"\n').text.encode("utf-16")
    read = disk.decode(data)
    resource = PO.parse("x.po", read.text, "pt-BR")
    assert disk.encode(resource.text, read.encoding) == data
    after = disk.encode(change(resource, "A", {"other": "ä"}).text, read.encoding)
    assert after.decode("utf-16") == data.decode("utf-16").replace('"a"', '"ä"')


def test_bytes_in_escapes() -> None:
    resource = po('msgid "A"\nmsgstr "\\303\\251 \\xc3\\xa9 \\351 \\x1e9"\n')
    text = resource.messages[0].text
    assert text == "é é \udce9 \udce9"
    assert escape(text) == "é é \\351 \\351" and decode(f'"{escape(text)}"') == text


def test_a_new_file_has_no_byte_order_mark() -> None:
    origin = PO.parse("x.pot", "\ufeff" + source().text, "en")
    text = PO.template(origin, "de.po", "de", frozenset({"One"}))
    assert "\ufeff" not in text and 'msgid "One"' in text


# --- odd files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_fault_has_its_place_and_the_rest_goes_on(newline: str) -> None:
    text = po(
        'msgid "A"\nmsgstr "a"\n',
        'msgid "B\nmsgstr "b"\n',
        'msgid "C"\nmsgstr "c"\n',
        'msgid "A"\nmsgstr "again"\n',
        'msgid "D"\n',
        "<<<<<<< HEAD\n",
        'msgid "E"\nmsgstr "e"\n',
    ).text.replace("\n", newline)
    resource = PO.parse("x.po", text, "pt-BR")
    assert [m.key for m in resource.messages] == ["A", "C", "A~2", "E"]
    lines = text.replace("\r\n", "\n").split("\n")
    told = [lines[text.count("\n", 0, junk.span[0])] for junk in resource.junk]
    assert told == ['msgid "B', 'msgid "D"', "<<<<<<< HEAD", 'msgid "A"']
    assert lines[text.count("\n", 0, resource.junk[3].span[0]) + 1] == 'msgstr "again"'
    after = change(resource, "E", {"other": "ê"})
    assert after.text == text.replace('"e"', '"ê"') and len(after.junk) == 4


def test_a_header_that_contradicts_the_language_is_followed() -> None:
    three = 'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    resource = po(three, locale="ru", plural="nplurals=2; plural=(n != 1);")
    assert (
        resource.messages[0].forms == {"one": "a", "many": "b", "other~2": "c"} or len(resource.messages[0].forms) == 3
    )
    after = change(resource, "%d day", {"one": "A", "few": "B", "many": "B", "other": "B"})
    assert 'msgstr[0] "A"' in after.text and 'msgstr[1] "B"' in after.text and 'msgstr[2] "c"' in after.text
    assert len(po(three, locale="ja", plural="nplurals=1; plural=0;").messages[0].forms) == 3


def test_a_file_without_a_header_is_read_by_the_languages_own_rule() -> None:
    entry = 'msgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] "o"\nmsgstr[1] "f"\nmsgstr[2] "m"\n'
    assert PO.parse("x.po", entry, "pl").messages[0].forms == {"one": "o", "few": "f", "many": "m"}


def test_many_entries_of_equal_texts_are_read_and_changed_in_linear_time() -> None:
    entry = '#, c-format\nmsgctxt "{0}"\nmsgid "%d x"\nmsgid_plural "%d xs"\nmsgstr[0] "a"\nmsgstr[1] "b"\n'
    text = po(*(entry.format(number) for number in range(8_000))).text
    for _ in range(2):
        resource = PO.parse("x.po", "".join([text, "\n"]), "pt-BR")
        assert len(resource.messages) == 8_000
        splices = [s for m in resource.messages[:500] for s in PO.replace(resource, m, {"one": "A", "other": "B"})]
        assert apply(resource.text, splices).count('"A"') == 500


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ("nplurals=2; plural=(n != 1);", []),
        ("nplurals=1; plural=0;", []),
        ("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);", ["many"]),
        ("nplurals=INTEGER; plural=EXPRESSION;", ["many"]),
    ],
)
def test_no_form_is_asked_for_that_the_header_has_no_place_for(rule: str, asked: list[str]) -> None:
    text = f'msgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n\nmsgid "%d a"\nmsgid_plural "%d b"\n'
    (message,) = PO.parse("pl.po", text + 'msgstr[0] "x"\nmsgstr[1] "y"\n', "pl").messages
    unit = Unit("pl.po", message.key, message.source, message.forms, "pl", "en", True, flags=message.flags)
    found = [finding.message for finding in plurals.missing.check([unit])]
    assert len(found) == len(asked) and all(repr(c) in line for c, line in zip(asked, found, strict=True))
    (same,) = PO.parse("en.po", text + 'msgstr[0] "x"\n', "en").messages
    assert bool(same.flags) is (rule == "nplurals=1; plural=0;")


TEMPLATE_HEAD = """# The shop's texts.
# Copyright (C) 2024 The shop
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: shop 2\\n"
"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"
"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"
"Language-Team: LANGUAGE <LL@li.org>\\n"
"Language: \\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"
"""
GERMAN_HEAD = (
    TEMPLATE_HEAD.replace("# The shop's texts.", "# Deutsche Texte des Ladens.")
    .replace(
        "#, fuzzy",
        "# This file is distributed under the same license as the shop.\n# Hans <hans@example.org>, 2025.\n#",
    )
    .replace("YEAR-MO-DA HO:MI+ZONE", "2025-03-02 09:00+0100")
    .replace("FULL NAME <EMAIL@ADDRESS>", "Hans Beispiel <hans@example.org>")
    .replace("LANGUAGE <LL@li.org>", "Deutsch <de@example.org>")
    .replace("Language: ", "Language: de")
    .replace("nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=(n != 1);")
)
SPOKEN = """
# Hans: so kurz wie es geht
#
#. A button
#: cart.py:1
#, c-format
#| msgid "Pay"
msgid "Pay %d"
msgstr "%d zahlen"
"""
SPOKEN_OF = '\n#. A button\n#: cart.py:1\n#, c-format\nmsgid "Pay %d"\nmsgstr "{}"\n'


@pytest.mark.parametrize("locale", ["pl", "ar"])
@pytest.mark.parametrize("head", [TEMPLATE_HEAD, GERMAN_HEAD, GERMAN_HEAD.replace("Language: de", "Language: ")])
def test_a_new_file_names_no_other_languages_translator(head: str, locale: str) -> None:
    source = source_view(PO.parse("x.po", head + SPOKEN, "en"), PO)
    made = render(PO, source, None, "y.po", locale, {"Pay %d": {"other": "%d"}})
    top = "# The shop's texts.\n# Copyright (C) 2024 The shop\n" if head is TEMPLATE_HEAD else (
        "# Copyright (C) 2024 The shop\n# This file is distributed under the same license as the shop.\n"
    )  # fmt: skip
    fields = TEMPLATE_HEAD[TEMPLATE_HEAD.index("msgid") :].replace("Language: ", f"Language: {locale}")
    fields = fields.replace("nplurals=INTEGER; plural=EXPRESSION;", usual(locale))
    assert made.replace(' "\n"', " ") == top + fields + SPOKEN_OF.format("%d")


def test_a_new_entry_does_not_bring_translators_words() -> None:
    source = PO.parse("de.po", GERMAN_HEAD + SPOKEN, "en")
    target = PO.parse("pl.po", GERMAN_HEAD.replace("Language: de", "Language: pl"), "pl")
    made = render(PO, source, target, "pl.po", "pl", {"Pay %d": {"other": "%d!"}})
    assert made == target.text + SPOKEN_OF.format("%d!")


@pytest.mark.parametrize("end", ['\n\nmsgid "last"\nmsgstr "l"\n', "\n", ""])
def test_a_new_entry_stands_in_no_side_of_a_merge(end: str) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    ours, theirs = (f'msgid "a"\nmsgstr "{x}"\n\nmsgid "b"\nmsgstr "{x}"\n' for x in "xy")
    sides = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other{end}"
    source = po('msgid "a"\nmsgstr ""\n', 'msgid "new"\nmsgstr ""\n', 'msgid "b"\nmsgstr ""\n')
    made = render(PO, source, PO.parse("y.po", head + sides, "fr"), "y.po", "fr", {"new": {"other": "n"}})
    assert made.startswith(head + sides.removesuffix(end) + '\n\nmsgid "new"\nmsgstr "n"\n')
    assert made.endswith(end.strip("\n") + "\n") and made.count("new") == 1


def test_an_entry_of_a_large_file_reads_as_one_of_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its strings are not kept, but read where they stand."""
    text = (
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        '#. a note\n#, fuzzy\nmsgctxt "door"\nmsgid "Open\\tit"\nmsgstr "Öffne\\tsie"\n\n'
        'msgid "Shut"\nmsgstr ""\n"Schließ"\n"en"\n\nmsgid "Shut it"\nmsgstr ""\n\n'
        f'msgid "{"Long " * 30}"\nmsgstr  "{"Lang " * 30}"\n\nmsgid "Shut it"\nmsgstr "doppelt"\r\n'
        'msgid "%d key"\nmsgid_plural "%d keys"\nmsgstr[0] "%d Schlüssel"\nmsgstr[1] "%d Schlüssel 🎉"\n'
        'msgid "%d a"\nmsgid_plural "%d b"\nmsgstr[0] ""\nmsgstr[1] ""\n""\n\n'
        'msgid "%d c"\nmsgid_plural "%d d"\nmsgstr[0] ""\nmsgstr[1] ""\n"d"\n\n'
        'msgid "e"\nmsgstr ""\n""\n\nmsgid "f"\nmsgstr ""\n""\n"f"\n\nmsgid "g"\nmsgstr  ""\n'
    )

    def told() -> list[tuple[object, ...]]:
        messages = PO.parse("a.po", text, "de").messages
        assert [m.blank for m in messages] == [not any(m.forms.values()) for m in messages]
        placed = [(m.spans, m.whole, m.text, m.path) for m in messages]
        return [
            (m.key, m.forms, m.source, m.note, m.context, m.flags, m.plural, *p)
            for m, p in zip(messages, placed, strict=True)
        ]

    small = told()
    assert [m[1] for m in small][2:5] == [{}, {"other": "Lang " * 30}, {"other": "doppelt"}]
    monkeypatch.setattr("locakit.formats._po_message.LARGE", 0)
    assert told() == small
