"""Rules that a look at a pair shows to be silent are not asked: what is found is what asking every rule finds."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import check
from locakit.check.bench import Bench
from locakit.market import resolve
from locakit.model import Unit
from locakit.rules import _calm, _language, registry
from locakit.rules._calm import DOUBLED, PLAIN_WORD, SIMPLE_WORD, within_words
from locakit.rules._kit import PageRule, ex
from locakit.shell import packs

MARKETS = ("de", "fr", "es", "ar", "ru", "he", "tr", "el", "uk", "ko", "pt-BR", "hi", "ja")
SOURCE = ["the", "file", "was", "Saved", "Open", "review", "PDF", "self-made", "don't", "settings", "a", "an"]
WORDS = {
    "de": ["die", "Datei", "wurde", "Öffnen", "und", "die", "Für", "fuer", "daß", "E-Mail", "Konto", "you"],
    "fr": ["le", "fichier", "l'ouvrir", "Été", "vous", "vous", "Enregistrer", "œuvre", "Etat", "the"],
    "es": ["el", "archivo", "guardado", "¿Qué", "señal", "Abrir", "de", "and"],
    "ar": ["الملف", "حفظ", "تم", "في", "الاعدادات", "لكي", "Android"],
    "ru": ["файл", "Сохранить", "был", "ещё", "Вы", "вы", "сохрaнён", "the"],
    "he": ["קובץ", "נשמר", "את", "צה״ל", "פתח"],
    "tr": ["dosya", "İptal", "kaydedildi", "ışık", "bir"],
    "el": ["αρχείο", "Άνοιγμα", "το", "ΤΗΣ", "αποθήκευση"],
    "uk": ["файл", "зберегти", "если", "їжак", "об'єкт"],
    "ko": ["파일을", "저장했습니다", "열기", "漢字"],
    "pt-BR": ["o", "arquivo", "salvo", "Abrir", "você", "ficheiro"],
    "hi": ["फ़ाइल", "सहेजी", "गई", "है"],
    "ja": ["ファイルを保存", "しました", "開く", "の"],
}
MARKED = [
    "{name}", "{0},", "%s", "%d.", "<b>", "</b>", "<b>{code}</b>:", "(12)", "12", "1,234.5", '"now"', "„jetzt“",
    "»da«", "(s)", "file(s)", "—", "–", "🎉", "done.\nNext", "a\n\nb", "{name}s", "(see", "there)", "[x](y)", "[b]",
    "&", "%", "%1$s", "5%", "50", "%(n)s", "$5", "--force", "run()", "/etc/app", "https://a.example", "www.a.example",
    "...", "…", "!!", "?", "«oui»", "'so'", "`code`", "_x_", "\\n", "\u00a0!", "x\u00a0x", "\u200b", "Ã©", ",,",
    "a,b,b", "@ann", "&amp;", "<br/>", "<a", "href='x'>", "></b>", "{", "}", "#", "12:30", "10€", "{n}%", "", "\t",
    "\n",
]  # fmt: skip
ENDS = ["", ".", "!", "?", ":", "…", " ", "。", "؟"]
FLAGS = ["", "python-format", "c-format", "icu-message-format", "md-text", "fuzzy", 'placeholders:r"t.e"']


@cache
def _rules(market: str) -> list[PageRule]:
    found = registry.rules(resolve(packs.packs(market), market))
    return [r for r in found if isinstance(r, PageRule) and not r.opt_in]


def _plainly(units: list[Unit], rules: list[PageRule]) -> list[tuple[str, str, str]]:
    return sorted((u.key, f.rule, f.message) for u in units for r in rules for f in r.check([u]))


def _benched(units: list[Unit], rules: list[PageRule]) -> list[tuple[str, str, str]]:
    return sorted((f.key, f.rule, f.message) for f in check.run(units, rules))


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    """Units as people write them: marked words mostly in both texts, and now and then something is off."""
    market = draw(st.sampled_from(MARKETS))
    out: list[Unit] = []
    for key in range(draw(st.integers(1, 5))):
        marked = draw(st.lists(st.sampled_from(MARKED), max_size=2))
        texts: list[str] = []
        for pool in (SOURCE, WORDS[market]):
            words = draw(st.lists(st.sampled_from(pool), min_size=0, max_size=9))
            own = marked if draw(st.integers(0, 9)) else draw(st.lists(st.sampled_from(MARKED), max_size=3))
            for word in own:
                words.insert(draw(st.integers(0, len(words))), word)
            texts.append(" ".join(words))
        end = draw(st.sampled_from(ENDS))
        texts = [text + end for text in texts] if draw(st.integers(0, 4)) else [texts[0] + end, texts[1]]
        if draw(st.integers(0, 9)) == 0:
            texts[1] = texts[0]
        out.append(replace(ex(texts[0], texts[1], market, *filter(None, [draw(st.sampled_from(FLAGS))])), key=str(key)))
    return out


@settings(max_examples=400, deadline=None)
@given(units())
def test_no_rule_that_would_speak_is_left_out(drawn: list[Unit]) -> None:
    rules = _rules(drawn[0].market)
    assert _benched(drawn, rules) == _plainly(drawn, rules)


@pytest.mark.parametrize("market", MARKETS)
def test_all_examples_of_all_rules_in_a_market(market: str) -> None:
    rules = _rules(market)
    found = [replace(u, key=str(n), market=market) for n, u in enumerate(u for r in rules for u in (*r.bad, *r.good))]
    assert _benched(found, rules) == _plainly(found, rules)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MARKETS), st.data())
def test_parts_of_examples_put_together(market: str, data: st.DataObject) -> None:
    rules = _rules(market)
    examples = st.sampled_from([u for r in rules for u in (*r.bad, *r.good) if not u.plural])
    made: list[Unit] = []
    for key in range(3):
        one, other = data.draw(examples), data.draw(examples)
        forms = [{"other": f"{a.get('other', '')} {b.get('other', '')}"}
                 for a, b in ((one.source, other.source), (one.target, other.target))]  # fmt: skip
        made.append(replace(one, source=forms[0], target=forms[1], market=market, key=str(key)))
    assert _benched(made, rules) == _plainly(made, rules)


def test_most_ordinary_units_ask_no_rule() -> None:
    bench = Bench(tuple(_rules("de")))
    ordinary = [
        ex("The file was saved.", "Die Datei wurde gespeichert.", "de"), ex("See {name}", "Siehe {name}", "de"),
        ex("Hello {name}, the file is here.", "Hallo {name}, die Datei ist hier.", "de"),
        ex("<b>{count}</b> files", "<b>{count}</b> Dateien", "de"), ex("Settings", "Einstellungen", "de"),
    ]  # fmt: skip
    assert bench.findings(ordinary) == [[]] * len(ordinary)
    rows, _ = bench._rows(ordinary)
    assert bench._asked(rows) == [0] * len(ordinary)


def test_words_are_learnt_once_and_let_go_where_they_are_too_many() -> None:
    bench = Bench(tuple(_rules("de")))
    for n in range(3):
        bench.findings([ex("a", f"{'x' * 5_000_000}{n}", "de")])
    (words,) = bench._words.values()
    assert sum(map(len, words.target)) < 10_000_000


@pytest.mark.parametrize(
    ("pattern", "inside"),
    [
        ("ab|cd", "ab|cd"), ("one two", r"\ two"), ("a longest", r"\ longest"), ("some longest", r"some\ "),
        ("  ", r"\ \ "), (r", \.", r"\ \."), (r"[a-z]\d+(?!x)", r"[a-z]\d+(?!x)"), (r"\bab\b", r"\bab\b"),
        (r"(?<=[a-z]{3}[.!])[^\W\d_]{3,}", r"(?<=[a-z]{3}[.!])[^\W\d_]{3,}"),
        (r"a.b", None), (r"a[^x]b", None), (r"a\sb", None), (r"^a", None), (r"a$", None), (r"a(?! )b", None),
        (r"a ?b", None), (r"[!-~]a", "[!-~]a"), (r"[ -~]a", None), (r"\Da", None), (r"(\w)\1", r"(\w)\1"),
    ],
)  # fmt: skip
def test_what_of_a_pattern_a_word_shows(pattern: str, inside: str | None) -> None:
    found = within_words(re.compile(pattern))
    assert (found.pattern if found else None) == inside


@settings(max_examples=300, deadline=None)
@given(
    st.text("ab .,", max_size=12), st.sampled_from(["ab ba", r"a\. b", "  ", r" \.", r"a[.,]b", r"(?<=b)a\b", "b,|, a"])
)
def test_a_word_shows_what_the_text_does(text: str, pattern: str) -> None:
    whole, inside = re.compile(pattern), within_words(re.compile(pattern))
    assert inside is not None
    if whole.search(text):
        assert any(inside.search(f" {word} ") for word in text.split(" "))


def test_letters_and_digits_end_no_sentence() -> None:
    assert not any(c.isalnum() for marks in _language.MARKS.values() for c in marks)


_LONG = ["a" * 100_000 + "_", "{a}" * 30_000 + "_", "(a\n" * 30_000, "a-" * 50_000, " a" * 50_000]


@pytest.mark.parametrize("text", _LONG)
def test_long_words_take_linear_time(text: str) -> None:
    assert not (SIMPLE_WORD(text) and PLAIN_WORD(text))
    assert bool(DOUBLED(text)) == text.startswith(" a")


def test_every_fact_keeps_some_rule_silent() -> None:
    used = {name for r in _rules("de") for name, fact in _calm.NAMES.items() if r.calm & fact}
    assert used == set(_calm.NAMES)
