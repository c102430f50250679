"""The registry of engines against its folder, and the two that need neither model nor network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import providers
from locakit.doors import Segment
from locakit.errors import ConfigError, ProviderError, UsageError
from locakit.providers import registry
from locakit.providers.pseudo import pseudo
from locakit.providers.replay import Replay, parse

FOLDER = Path(providers.__file__).parent


def test_every_engine_is_registered_and_the_other_way_round() -> None:
    members = {path.stem for path in FOLDER.glob("[!_]*.py")} - {"registry"}
    assert members == {name.replace("-", "_") for name in registry.NAMES}


NEEDED: dict[str, dict[str, object]] = {
    "replay": {"file": "answers.json"},
    "openai": {"model": "any", "url": "https://models.example.org/v1"},
    "deep-translator": {"service": "google"},
    "libretranslate": {"url": "https://lt.example.org"},
    "apertium": {"url": "https://apy.example.org"},
}
FAR = {"deepl", "openai", "libretranslate", "apertium", "deep-translator"}


@pytest.mark.parametrize("name", registry.NAMES)
def test_every_engine_is_what_its_door_says(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("DEEPL_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(variable, "key")
    (tmp_path / "answers.json").write_text("{}")
    engine = registry.make(f"{name}:mine", options=NEEDED.get(name, {}))
    assert engine.name == f"{name}:mine"
    assert engine.can.batch > 0 and engine.can.schemes[-1] == "split" and engine.can.parallel > 0
    assert engine.can.remote == (name in FAR) == (engine.can.region != "local")
    if name in ("pseudo", "replay"):
        assert engine.translate([], "en", "pt-BR") == []
    engine.close()


def test_an_unknown_engine_lists_the_known() -> None:
    with pytest.raises(UsageError, match="unknown engine 'fierfox'") as caught:
        registry.make("fierfox")
    assert caught.value.hint == f"did you mean firefox? known engines: {', '.join(registry.NAMES)}"


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("pseudo", {"accents": True}, "has no option accents"),
        ("firefox", {"workers": "two"}, "must be of type int"),
        ("firefox", {"workers": True}, "must be of type int"),
        ("firefox", {"modles": "x"}, "has no option modles"),
        ("replay", {}, "needs the option file"),
    ],
)
def test_wrong_options_are_said(name: str, options: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        registry.make(name, options=options)


MASKED = st.lists(
    st.one_of(st.sampled_from(["[X1]", "[X12]", "[/X1]", "VAR_0", "7001", "41", " ", ". "]), st.text(max_size=8)),
    max_size=12,
).map("".join)


@given(MASKED, st.booleans())
def test_pseudo_keeps_masks_and_edges(text: str, mirror: bool) -> None:
    made = pseudo(text, mirror=mirror)
    assert all(made.count(mask) >= text.count(mask) for mask in ("[X1]", "[X12]", "[/X1]", "7001"))
    core = text.strip()
    if not core:
        assert made == text
        return
    start = text.index(core)
    assert made.startswith(text[:start] + "⟦") and made.endswith("⟧" + text[start + len(core) :])
    plain = made.replace("\u202e", "").replace("\u202c", "") if mirror else made
    assert len(plain) >= round(1.4 * len(core)) + len(text) - len(core)
    assert made.count("\u202e") - text.count("\u202e") == made.count("\u202c") - text.count("\u202c")


@given(st.text(min_size=1, max_size=30), st.integers(0, 60), st.booleans())
def test_pseudo_keeps_the_limit_that_the_source_keeps(text: str, limit: int, mirror: bool) -> None:
    if len(text) <= limit:
        assert len(pseudo(text, mirror=mirror, limit=limit)) <= limit


def test_pseudo_reads_as_it_should() -> None:
    engine = registry.make("pseudo")
    segments = [Segment("Add [X1] to cart"), Segment("OK", limit=3), Segment("")]
    assert engine.translate(segments, "en", "fr-FR") == ["⟦Åðð [X1] ţö çåŕţ····⟧", "ÖĶ", ""]
    (mirrored,) = engine.translate([Segment("Hi [X1]")], "en", "ar-SA")
    assert mirrored == "⟦\u202eĤî\u202c [X1]·⟧"
    tight = [Segment("Hi", limit=4), Segment("Hi", limit=3), Segment("Hi [X1]", limit=30)]
    assert engine.translate(tight, "en", "ar") == ["\u202eĤî\u202c", "Ĥî", "⟦Ĥî [X1]·⟧"]


def test_replay_answers_from_an_object_or_lines(tmp_path: Path) -> None:
    whole = tmp_path / "answers.json"
    whole.write_text(json.dumps({"en pt-BR Add to cart": "Adicionar ao carrinho"}))
    lines = tmp_path / "answers.jsonl"
    entry = {"source": "en", "market": "pt_BR", "text": "Add to cart", "answer": "Adicionar ao carrinho"}
    lines.write_text(json.dumps(entry) + "\n\n" + json.dumps(entry | {"text": ""}) + "\n")
    for file in (whole, lines):
        engine = registry.make("replay", options={"file": str(file)})
        assert engine.translate([Segment("Add to cart")] * 2, "en", "pt-BR") == ["Adicionar ao carrinho"] * 2
        with pytest.raises(ProviderError, match="no answer is recorded for en pt-BR 'Remove'"):
            engine.translate([Segment("Remove")], "en", "pt-BR")
        with pytest.raises(ProviderError, match="en fr"):
            engine.translate([Segment("Add to cart")], "en", "fr")
    single = tmp_path / "one.jsonl"
    single.write_text(json.dumps(entry))
    assert parse(single.read_text(), "one.jsonl") == {"en pt-BR Add to cart": "Adicionar ao carrinho"}


def test_replay_names_every_wrong_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        parse('{"source": "en"}\nnonsense\n{"source": "en", "market": "de", "text": "a", "answer": "b"}\n', "a.jsonl")
    assert [(f.path, f.line) for f in caught.value.faults] == [("a.jsonl", 1), ("a.jsonl", 2)]
    with pytest.raises(ConfigError):
        parse('{"en de a": 3}', "a.json")
    with pytest.raises(ConfigError):
        parse("[1]", "a.json")
    with pytest.raises(ProviderError, match="cannot be read"):
        registry.make("replay", options={"file": str(tmp_path / "nothing")})
    assert Replay({}).translate([], "en", "de") == []
