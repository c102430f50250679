"""The ladder: plural and ICU expansion, edges, capitals, junk, batching; and that nothing broken ever comes out."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence

import pytest

from locakit import locales
from locakit.doors import Can, Segment
from locakit.errors import ProviderError
from locakit.ladder import Job, Result, translate

ICU = frozenset({"icu-message-format"})


class Engine:
    """An engine that answers from a function and remembers what it was asked."""

    name = "test"

    def __init__(
        self, answer: Callable[[str], str], can: Can | None = None, alphabet: frozenset[str] | None = None
    ) -> None:
        self.answer = answer
        self.can = can or Can()
        self.alphabet = alphabet
        self.calls: list[list[str]] = []

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        self.calls.append([s.text for s in segments])
        return [self.answer(s.text) for s in segments]

    def close(self) -> None:
        """Nothing to give back."""


def said(text: str, answer: str | dict[str, str], market: str = "pt-BR", flags: frozenset[str] = frozenset()) -> Result:
    known = {text: answer} if isinstance(answer, str) else answer
    return translate(Engine(lambda t: known.get(t, "?" + t)), [Job({"other": text}, flags=flags)], "en", market)[0]


def other(result: Result) -> str:
    assert result.forms is not None, result.reason
    return result.forms["other"]


def test_a_plain_text() -> None:
    assert said("Save changes", "Salvar alterações") == Result({"other": "Salvar alterações"})


def test_what_has_no_words_is_copied_and_never_sent() -> None:
    engine = Engine(lambda t: "x")
    texts = ["", "  ", "{name}", "100 %", "{a}: {b}", "→", "https://x.org", "<br>", "%B %Y", "😀", "\n\n", "—"]
    results = translate(engine, [Job({"other": t}) for t in texts], "en", "fr")
    assert [other(r) for r in results] == texts and engine.calls == []


def test_verbatim_jobs_stay() -> None:
    engine = Engine(lambda t: "x")
    job = Job({"one": "npm run", "other": "npm run all"}, True, frozenset({"verbatim"}))
    assert translate(engine, [job], "en", "fr") == [Result({"one": "npm run", "other": "npm run all"})]
    assert engine.calls == []


def test_edges_stay_and_are_not_sent() -> None:
    engine = Engine(lambda t: {"Fast delivery": "Entrega rápida", "Name": "Nome"}[t])
    texts = ["  • Fast delivery 🚚\n", "<p><b>Fast delivery</b></p>", "→ Fast delivery…", "Name:", "(Name)", "**Name**"]
    results = translate(engine, [Job({"other": t}, flags=frozenset({"md-text"})) for t in texts], "en", "pt-BR")
    assert [other(r) for r in results] == [
        "  • Entrega rápida 🚚\n", "<p><b>Entrega rápida</b></p>", "→ Entrega rápida…", "Nome:", "(Nome)", "**Nome**",
    ]  # fmt: skip
    assert engine.calls == [["Fast delivery", "Name"]]


def test_a_final_colon_is_the_markets() -> None:
    assert other(said("Name:", {"Name": "Nom"}, "fr-FR")) == "Nom\u00a0:"
    assert other(said("Name:", {"Name": "Nom"}, "fr-CA")) == "Nom:"
    assert other(said("Name: ", {"Name": "名前"}, "ja")) == "名前： "


@pytest.mark.parametrize(
    ("text", "asked", "answer", "market", "expected"),
    [
        ("SIGN UP NOW", "Sign up now", "Inscreva-se já", "pt-BR", "INSCREVA-SE JÁ"),
        ("FILES", "Files", "için dosya", "tr", "İÇİN DOSYA"),
        ("HELLO {name}", "Hello [X1]", "Olá [X1]", "pt-BR", "OLÁ {name}"),
        ("Sign In With Google", "Sign in with google", "Entrar com o google", "pt-BR", "Entrar com o Google"),
        ("Open GitHub Page", "Open GitHub page", "Abrir página do GitHub", "pt-BR", "Abrir página do GitHub"),
        ("edit page", "edit page", "Editar página", "pt-BR", "editar página"),
        ("Edit page", "Edit page", "editar página", "pt-BR", "Editar página"),
        ("“Hi” – it’s me…", '"Hi" - it\'s me', '"Oi" - sou eu', "pt-BR", "“Oi” – sou eu…"),
        ("Size 10–12 cm", "Size 10-12 cm", "Tamanho 10-12 cm", "pt-BR", "Tamanho 10–12 cm"),
        ("Delete item(s)", "Delete items", "Excluir itens", "pt-BR", "Excluir itens"),
    ],
)
def test_case_and_typography(text: str, asked: str, answer: str, market: str, expected: str) -> None:
    assert other(said(text, {asked: answer}, market)) == expected


@pytest.mark.parametrize(
    ("text", "answer", "expected", "note"),
    [
        ("Checkout now", "Finalizar agora (em", "Finalizar agora", "added-parenthesis"),
        ("Checkout now", "Finalizar agora (em inglês).", "Finalizar agora", "added-parenthesis"),
        ("Save it", "Salvar.", "Salvar", ""),
        ("Save it.", "Salvar", "Salvar.", ""),
        ("Save it?", "Salvar", "Salvar?", ""),
        ("It is very good", "É muito muito bom", "É muito bom", "repeated-words"),
        ("Two (2) of them here", "Dois (2 deles aqui", "Dois 2 deles aqui", "brackets-differ"),
        ('The "x" file is here', "O arquivo x está aqui", "O arquivo x está aqui", "quotes-differ"),
        ("A short label of words", "É" + " uma frase que nunca termina" * 5, None, "length"),
    ],
)
def test_junk_is_repaired_or_named(text: str, answer: str, expected: str | None, note: str) -> None:
    (result,) = translate(Engine(lambda t: answer), [Job({"other": text})], "en", "pt-BR")
    assert expected is None or other(result) == expected
    assert result.notes == ((note,) if note else ())


def test_marks_of_other_scripts() -> None:
    assert other(said("Save it.", "保存", "ja")) == "保存。"
    assert other(said("Save it?", "حفظ", "ar")) == "حفظ؟"
    assert other(said("Save it.", "บันทึก", "th")) == "บันทึก"


def test_a_copy_is_asked_again_and_flagged() -> None:
    engine = Engine(lambda t: {"log out": "log out", "The log out.": "O sair."}.get(t, t))
    (result,) = translate(engine, [Job({"other": "Log out"})], "en", "pt-BR")
    assert result == Result({"other": "Sair"})
    assert engine.calls == [["Log out"], ["log out"], ["The log out."]]
    (result,) = translate(Engine(lambda t: t), [Job({"other": "Log out"})], "en", "pt-BR")
    assert result == Result({"other": "Log out"}, ("same-as-source",))
    assert translate(Engine(lambda t: t), [Job({"other": "GitHub"})], "en", "pt-BR") == [Result({"other": "GitHub"})]
    assert translate(Engine(lambda t: t), [Job({"other": "Log out"})], "en", "en-GB") == [Result({"other": "Log out"})]


def test_changed_digits_are_guarded_then_flagged() -> None:
    assert (
        other(said("Open at 5 today", {"Open at 5 today": "Abre às 17", "Open at [X1] today": "Abre às [X1]"}))
        == "Abre às 5"
    )
    (result,) = translate(Engine(lambda t: "Abre às 17"), [Job({"other": "Open at 5 today"})], "en", "pt-BR")
    assert result == Result({"other": "Abre às 17"}, ("digits-changed",))
    assert said("It costs 1,000.50 now", "Custa 1.000,50 agora").notes == ()
    assert said("It has 25 pages", "فيه ٢٥ صفحة", "ar").notes == ()


def test_rungs_follow_the_engines_order_and_only_for_what_broke() -> None:
    def answer(text: str) -> str:
        return text.replace("Zorblax", "zorblax") if "Zorblax" in text else re.sub(r"\[X1\]|files", "", text) + " já"

    engine = Engine(answer)
    good, bad = translate(engine, [Job({"other": "Open it"}), Job({"other": "Open {name} here"})], "en", "pt-BR")
    assert other(good) == "Open it já" and other(bad) == "Open {name} here"
    assert engine.calls[0] == ["Open it", "Open [X1] here"] and engine.calls[1] == ["Open Zorblax here"]


def test_the_last_rung_is_the_pieces() -> None:
    engine = Engine(lambda t: {"Open": "Abrir", "in": "em"}.get(t, ""))
    (result,) = translate(engine, [Job({"other": "Open {a} in {b}."})], "en", "pt-BR")
    assert result == Result({"other": "Abrir {a} em {b}."}, ("split",))


def test_what_cannot_be_kept_is_not_given() -> None:
    result = translate(Engine(lambda t: ""), [Job({"other": "Open {name} here"})], "en", "pt-BR")[0]
    assert result.forms is None and result.reason == "mt.unprotected: {name} did not survive translation"
    added = translate(Engine(lambda t: t + " {x}"), [Job({"other": "Open it"})], "en", "pt-BR")[0]
    assert added.forms is None


def test_equal_texts_are_asked_once() -> None:
    engine = Engine(lambda t: t.upper())
    jobs = [Job({"other": "Save it"}), Job({"other": "Save it"}, note="a button"), Job({"other": " Save it "})]
    translate(engine, jobs, "en", "pt-BR")
    assert engine.calls[0] == ["Save it"]
    large = Engine(lambda t: t.upper(), Can(schemes=("llm",)))
    translate(large, jobs, "en", "pt-BR")
    assert large.calls[0] == ["Save it", "Save it"]


def test_large_engines_get_the_text_as_it_is() -> None:
    engine = Engine(lambda t: t.replace("SIGN UP", "ASSINE"), Can(schemes=("llm",)))
    (result,) = translate(engine, [Job({"other": "SIGN UP, {name} – “now”"})], "en", "pt-BR")
    assert engine.calls == [["SIGN UP, @@PH1@@ – “now”"]] and other(result) == "ASSINE, {name} – “now”"


def test_lines_are_translated_for_themselves_and_keep_their_breaks() -> None:
    engine = Engine(lambda t: t + " x")
    (result,) = translate(engine, [Job({"other": "One line\r\n\r\n  Two lines\n"})], "en", "pt-BR")
    assert other(result) == "One line x\r\n\r\n  Two lines x\n" and engine.calls == [["One line", "Two lines"]]
    (result,) = translate(
        engine, [Job({"other": "a hard\nbreak `x\ny` z"}, flags=frozenset({"md-text"}))], "en", "pt-BR"
    )
    assert other(result) == "a hard x\nbreak `x\ny` z x", "soft breaks are blanks in a message; these are hard ones"


def test_strange_characters_are_guarded() -> None:
    engine = Engine(lambda t: t + " x", alphabet=frozenset(string.ascii_letters + string.digits + "[]. "))
    (result,) = translate(engine, [Job({"other": "Pay €50 to Zürich and C# 😀 now"})], "en", "pt-BR")
    assert other(result) == "Pay €50 to Zürich and C# 😀 now x"
    assert engine.calls == [["Pay [X1] to [X2] and [X3] [X4] now"]]


def test_plural_forms_are_the_markets() -> None:
    engine = Engine(lambda t: f"<{t}>".strip("<>") + " x")
    job = Job({"one": "{count} file", "other": "{count} files"}, True)
    (result,) = translate(engine, [job], "en", "ar")
    assert result.forms is not None and tuple(result.forms) == locales.plural_categories("ar")
    assert all("{count}" in text for text in result.forms.values())
    assert "1 file" in engine.calls[0] and "11 files" in engine.calls[0]
    (result,) = translate(engine, [job], "en", "fr")
    assert result.forms is not None and result.forms["many"] == result.forms["other"]
    (result,) = translate(engine, [Job({"one": "One file", "other": "%d files"}, True)], "en", "ru")
    assert result.forms is not None and all("%d" in text for text in result.forms.values())
    (result,) = translate(engine, [Job({"zero": "No files", "other": "{n} files"}, True)], "en", "ja")
    assert result.forms is not None and set(result.forms) == {"zero", "other"}


def test_a_spelled_out_number_goes_down_the_ladder() -> None:
    engine = Engine(
        lambda t: "um arquivo" if t == "1 file" else t.replace("files", "arquivos").replace("file", "arquivo")
    )
    (result,) = translate(engine, [Job({"one": "{count} file", "other": "{count} files"}, True)], "en", "es")
    assert result.forms is not None and result.forms["one"] == "{count} arquivo"


def test_icu_messages_are_translated_by_branch() -> None:
    known = {"You have 1 file.": "Tens d'1 ficheiro.", "You have 5 files.": "Tens 5 ficheiros."}
    engine = Engine(lambda t: known[t])
    text = "You have {n, plural, one {# file} other {# files}}."
    (result,) = translate(engine, [Job({"other": text}, flags=ICU)], "en", "pt-PT")
    assert other(result) == (
        "{n, plural, one {Tens d''# ficheiro.} many {Tens # ficheiros.} other {Tens # ficheiros.}}"
    )


def test_icu_apostrophes_survive_in_simple_messages() -> None:
    assert other(said("The file of {a}", {"The file of [X1]": "Le fichier d'[X1]"}, "fr", ICU)) == "Le fichier d''{a}"
    assert other(said("Don't", {"Don't": "N'oubliez pas"}, "fr", ICU)) == "N'oubliez pas"
    assert other(said("Use '{'x'}' in {a}", {"Use [X1]x[X2] in [X3]": "Utilisez [X1]x[X2] dans [X3]"}, "fr", ICU)) == (
        "Utilisez '{'x'}' dans {a}"
    )


def test_a_limit_is_told() -> None:
    (result,) = translate(Engine(lambda t: "Configurações"), [Job({"other": "Settings"}, limit=8)], "en", "pt-BR")
    assert result.notes == ("over-limit",)


def test_an_engine_that_counts_wrongly_is_refused() -> None:
    class Short(Engine):
        def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
            return []

    with pytest.raises(ProviderError, match="gave 0 texts for 1"):
        translate(Short(str), [Job({"other": "Save it"})], "en", "fr")


@pytest.mark.parametrize(
    ("text", "asked", "answer", "target"),
    [
        ("At least :min letters", "At least [X1] letters", "Pelo menos [X1] letras", "Pelo menos :min letras"),
        ("See $name, please", "See [X1], please", "Veja [X1], por favor", "Veja $name, por favor"),
        ("No script at @path", "No script at [X1]", "Sem script em [X1]", "Sem script em @path"),
        ("Pay in US$ now", "Pay in US$ now", "Pague em US$ agora", "Pague em US$ agora"),
        ("Note: it is 9:30", "Note: it is 9:30", "Nota: são 9:30", "Nota: são 9:30"),
    ],
)
def test_what_looks_like_the_name_of_a_value_is_kept(text: str, asked: str, answer: str, target: str) -> None:
    engine = Engine(lambda t: {asked: answer}.get(t, ""))
    assert other(translate(engine, [Job({"other": text})], "en", "pt-BR")[0]) == target


def test_a_name_with_capitals_inside_that_the_engine_took_apart_is_guarded() -> None:
    table = {"Move the FogVolume": "Mover o NévoaVolume", "Move the [X1]": "Mover o [X1]"}
    assert said("Move the FogVolume", table) == Result({"other": "Mover o FogVolume"})
    lost = {"Move the FogVolume": "Mover a névoa", "Move the [X1]": "Mover a névoa"}
    assert said("Move the FogVolume", lost) == Result({"other": "Mover a névoa"}, ("name-changed",))


def test_mixed_quotation_marks_are_the_sources() -> None:
    table = {"The 'ID' of 'Ann' is new": "O 'ID' de 'Ann\" é novo"}
    assert other(said("The 'ID' of 'Ann' is new", table)) == "O 'ID' de 'Ann' é novo"


def test_only_the_first_word_is_asked_again_without_its_capital() -> None:
    table = {"Bake MeshLibrary": "Bake MeshLibrary", "bake MeshLibrary": "assar MeshLibrary"}
    assert other(said("Bake MeshLibrary", table)) == "Assar MeshLibrary"


@pytest.mark.parametrize(("source", "answer", "notes"), [
    ("Retry", "Que é a volta", ("length",)), ("Retry", "Tentar de novo", ()),
    ("再试一次", "Tente mais uma vez agora", ()),
])  # fmt: skip
def test_a_clause_for_a_word_is_doubtful(source: str, answer: str, notes: tuple[str, ...]) -> None:
    assert said(source, answer).notes == notes


@pytest.mark.parametrize("piece", [":ab ", "$a ", "aB ", "[x] ", "@path'"])
def test_names_and_signs_are_found_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert other(translate(Engine(lambda t: t), [Job({"other": text})], "en", "pt-BR")[0]) == text
