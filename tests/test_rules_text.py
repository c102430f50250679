"""The rules of text: faults seeded into good translations are found, and the hard good ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks._good_texts import PAIRS, TARGETS
from benchmarks._text_faults import FAULTS, sample
from locakit.model import Finding
from locakit.rules import _endings, _language, registry
from locakit.rules._kit import ex


def fired(rule: str, source: str, target: str, market: str, *flags: str) -> list[Finding]:
    """What one rule says of one pair."""
    return list(registry.builtin()[rule].check([ex(source, target, market, *flags)]))


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_found_by_its_rule(name: str) -> None:
    rule = FAULTS[name].rule
    cases = sample(PAIRS, name, 200)
    assert cases, "no pair takes this fault"
    found = [bad for source, _, bad, market in cases if fired(rule, source, bad, market)]
    assert len(found) >= 0.98 * len(cases), [bad for _, _, bad, _ in cases if bad not in found]
    assert not [good for source, good, _, market in cases if fired(rule, source, good, market)]


def test_faults_are_seeded_in_many_languages() -> None:
    taken = {name: {market for *_, market in sample(PAIRS, name, 200)} for name in FAULTS}
    assert sum(len(markets) >= 5 for markets in taken.values()) >= 25
    assert {market for markets in taken.values() for market in markets} == set(TARGETS)


@pytest.mark.parametrize(("source", "target", "market"), PAIRS)
def test_good_translations_are_silent(source: str, target: str, market: str) -> None:
    said = [f.rule for r in registry.builtin().values() if not r.opt_in for f in r.check([ex(source, target, market)])]
    assert said == []


@pytest.mark.parametrize(
    ("text", "tag", "kinds"),
    [
        ("Done.", "en", {"stop"}), ("Done...", "en", {"ellipsis"}), ("Done…", "de", {"ellipsis"}),
        ("完了。", "ja", {"stop"}), ("加载中……", "zh-CN", {"ellipsis"}), ("Τι;", "el", {"question"}),
        ("x;", "en", {"semicolon"}),
        ("क्या?", "hi", {"question"}), ("ठीक है|", "hi", {"stop"}), ("ok|", "en", set()), ("تم؟", "ar", {"question"}),
        ('He said "go."', "en", {"stop"}), ("<b>Go!</b>", "en", {"exclamation"}), ("Fish &amp;", "en", set()),
        ("Really?!", "en", {"question", "exclamation"}), ("Quoi\u202f?", "fr", {"question"}),
        ("a, b, etc.", "en", set()),
        ("", "en", set()), ("…", "en", {"ellipsis"}), ("Файл:", "ru", {"colon"}), ("Անուն՝", "hy", {"colon"}),
    ],
)  # fmt: skip
def test_how_a_text_ends(text: str, tag: str, kinds: set[str]) -> None:
    assert _endings.ending(text, tag).kinds == kinds


@pytest.mark.parametrize("language", sorted(_language.INSTEAD))
def test_what_a_language_says_instead_is_a_kind_of_mark(language: str) -> None:
    for kind, other in _language.INSTEAD[language].items():
        assert {kind, other} <= set(_language.MARKS)


def test_marks_of_languages() -> None:
    assert _language.marks("el-CY")[";"] == "question" and _language.marks("en")[";"] == "semicolon"
    assert _language.marks("hy")[":"] == "stop" and _language.marks("bn-IN")["৷"] == "stop"
    for kind, chars in _language.MARKS.items():
        assert len(set(chars)) == len(chars), kind


@pytest.mark.parametrize(
    ("tag", "cased"), [("de", True), ("ar", False), ("ru", True), ("ka", False), ("sr-Latn", True), ("en-Shaw", False)]
)
def test_letter_case_goes_by_script(tag: str, cased: bool) -> None:
    assert _language.has_case(tag) is cased


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("en", "en-GB", True), ("en", "ia", True), ("en", "de", False), ("hr", "sr-Latn", True), ("nb", "da", True)],
)
def test_near_relatives(one: str, other: str, near: bool) -> None:
    assert _language.near(one, other) is near is _language.near(other, one)


@pytest.mark.parametrize(
    ("source", "target", "market"),
    [
        ("What is new?", "¿Qué hay de nuevo?", "es"), ("Delete it?", "Ջնջե՞լ այն", "hy"),
        ("Sure?", "よろしいですか。", "ja"),
        ("Sure?", "သေချာလား။", "my"), ("Approx.", "環境", "ja"), ("Min. size", "Taille min.", "fr"),
        ("See example.com.", "Veja example.com.", "pt-BR"), ("Call me (now)!", "اتصل بي (الآن)!", "ar"),
        ("By Ana et al.", "Por Ana et al.", "pt-BR"), ("Save as...", "另存为…", "zh-CN"),
        ("A b c d", "A ব c d", "bn"),
    ],
)  # fmt: skip
def test_endings_that_are_right(source: str, target: str, market: str) -> None:
    for rule in ("stop", "colon", "question", "exclamation", "ellipsis", "semicolon"):
        assert not fired(f"punctuation.{rule}", source, target, market)


def test_the_mark_that_is_wrong_is_shown() -> None:
    (found,) = fired("punctuation.question", "Delete the file?", "Excluir o <b>arquivo</b>.", "pt-BR")
    assert found.target[slice(*found.span)] == "." and "question mark" in found.message and "full stop" in found.message
    (lost,) = fired("punctuation.brackets", "Size (in MB) of it", "Größe (in MB davon", "de")
    assert lost.target[slice(*lost.span)] == "("
    assert fired("punctuation.brackets", "Size", "大小（", "zh-CN")


@pytest.mark.parametrize(
    ("source", "target", "market", "flags"),
    [
        ("E&xit", "Sair", "pt-BR", ()), ("Q&A", "P e R", "pt-BR", ()), ("R&D &File", "P&D", "pt-BR", ()),
        ("&File", "ファイル(&F)", "ja", ("accelerator:&",)),
        ("Save && exit", "Salvar && sair", "pt-BR", ("accelerator:&",)),
        ("&lt;b&gt;", "&lt;b&gt;", "de", ("accelerator:&",)), ("x _y", "x y", "de", ()),
    ],
)  # fmt: skip
def test_marks_that_are_no_access_keys(source: str, target: str, market: str, flags: tuple[str, ...]) -> None:
    assert not fired("accelerators.marker", source, target, market, *flags)


@pytest.mark.parametrize(("flag", "rule"), [("ignore-end-stop", "stop"), ("ignore-end-question", "question")])
def test_weblate_names_silence_a_rule(flag: str, rule: str) -> None:
    source, target = ("Is it saved now?", "Foi salvo") if rule == "question" else ("It is saved now.", "Foi salvo")
    assert fired(f"punctuation.{rule}", source, target, "pt-BR")
    assert not fired(f"punctuation.{rule}", source, target, "pt-BR", flag)


def test_plural_forms_are_asked_one_by_one() -> None:
    unit = ex(
        {"one": "{n} file.", "other": "{n} files."},
        {"one": "{n} файл.", "few": "{n} файла", "many": "{n} файлов."},
        "ru",
    )
    assert [f.form for f in registry.builtin()["punctuation.stop"].check([unit])] == ["few"]


def test_wrongly_decoded_text_is_mended() -> None:
    for text, codec, market in (
        ("Ação já é", "cp1252", "pt-BR"),
        ("Привет", "cp1251", "ru"),
        ("Même là", "cp1252", "fr"),
    ):
        broken = text.encode().decode(codec)
        found = fired("text.encoding", "Hello", broken, market)
        for f in reversed(found):
            assert f.fix
            broken = broken[: f.fix.span[0]] + f.fix.text + broken[f.fix.span[1] :]
        assert broken == text


MINE = [
    r for r in registry.builtin().values()
    if r.id.split(".")[0] in ("punctuation", "case", "escapes", "accelerators", "code", "whitespace", "source", "text")
]  # fmt: skip
PIECES = [
    "(", ")", "（", '"', "'", "“", "<>", "<a>", "&amp;", "&", "\\n", "\\", "?", "? ", ".", "a.b", "Aa ", "AAaaa",
    "aa aa ", "\u200b", "\u0640", "/a", "--a ", "a()", "\n", "\t", " ", "Ã©", "Ð", "à¤", "_A", "a,a", "…", ";", "!;",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_thousand_characters_end(piece: str) -> None:
    """Quadratic work would take minutes here; the test has no clock."""
    text = piece * (100_000 // len(piece))
    for source, target in (("Hello (x) “y” \\n /a/b --c d()?", text), (text, "Ola"), (text, text + "x")):
        for rule in MINE:
            unit = ex(source, target, "ja" if "unspaced" in rule.id else "pt-BR", "accelerator:&", "valid-characters:b")
            assert len(list(rule.check([unit]))) <= 50


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["de", "ar", "ja", "hy", "el", "kab", "fa"]))
def test_no_text_makes_a_rule_fail(source: str, target: str, market: str) -> None:
    for rule in MINE:
        for f in rule.check([ex(source, target, market, "accelerator:&", "valid-characters:a-z")]):
            assert 0 <= f.span[0] <= f.span[1] <= len(f.target)
