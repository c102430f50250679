"""Alignment: a translated document keeps its units through every change of its source, and pairs nothing wrongly."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from locakit.align import align, rekey
from locakit.align.rows import kind_of
from locakit.formats.markdown import FORMAT as MD
from locakit.ledger import digest
from locakit.model import Message, Record, Resource
from locakit.splice import apply
from tests.documents import BLOCK, translated, translation


def parse(text: str, locale: str = "en") -> Resource:
    return MD.parse("x.md", text, locale)


def record(source: Message, target: Message) -> Record:
    return Record("x.md", source.key, digest(source.forms), digest(target.forms), "translated", "machine")


def records(source: Resource, target: Resource) -> dict[str, Record]:
    """Records of a target that has the source's keys."""
    found = target.by_key()
    return {m.key: record(m, found[m.key]) for m in source.messages if m.key in found}


def pairs(source: str, target: str, known: dict[str, Record] | None = None) -> dict[str, str]:
    ours, theirs = parse(source), parse(target, "de")
    texts = {m.key: m.text for m in ours.messages}
    return {texts[key]: m.text for key, m in align(ours, theirs, known or {}).pairs.items()}


def test_a_whole_translation_is_adopted() -> None:
    source = "# Shoes\n\nAll our shoes are made by hand.\n\n## Sizes\n\n- Small\n- Large\n\n```\nrun\n```\n\nSee https://x.y.\n"
    target = "# Schuhe\n\nUnsere Schuhe sind Handarbeit.\n\n## Größen\n\n- Klein\n- Groß\n\n```\nrun\n```\n\nAuf https://x.y.\n"
    found = pairs(source, target)
    assert list(found) == [m.text for m in parse(source).messages]
    assert list(found.values()) == [m.text for m in parse(target).messages]


def test_a_missing_paragraph_leaves_the_others_paired() -> None:
    source = "Call 555 12 now.\n\nA text about nothing that anybody would miss, really.\n\nSee `help` for more.\n"
    target = "Siehe `help`.\n"
    assert pairs(source, target) == {"See `help` for more.": "Siehe `help`."}
    two = "Jetzt 555 12 anrufen.\n\nSiehe `help` für mehr.\n"
    assert pairs(source, two) == {
        "Call 555 12 now.": "Jetzt 555 12 anrufen.",
        "See `help` for more.": "Siehe `help` für mehr.",
    }


def test_two_equally_good_ways_are_none() -> None:
    assert pairs("# T\n\nOne short text.\n\nTwo short text.\n", "# Titel\n\nEin kurzer Text.\n").keys() == {"T"}


def test_never_across_kinds() -> None:
    assert pairs("# Same words here\n", "Gleiche Worte hier\n") == {}
    assert pairs("## Same words here\n", "### Gleiche Worte hier\n") == {}
    assert [kind_of(k) for k in ("fm.title", "h2-12ab34cd", "p-12ab34cd~2", "cue-1")] == ["fm.title", "h2", "p", "cue"]


def test_fields_are_paired_by_name() -> None:
    source, target = "---\ntitle: A\ndescription: B\n---\n\nT\n", "---\ndescription: bee\ntitle: ay\n---\n\nU\n"
    assert pairs(source, target) == {"A": "ay", "B": "bee", "T": "U"}


def test_eastern_digits_and_code_are_the_same_everywhere() -> None:
    source = "It costs 1,200 per year.\n\nIt costs 300 per year.\n\nUse `--fast` here.\n"
    target = "استخدم `--fast` هنا.\n\nالسعر ٣٠٠ في السنة.\n"
    assert pairs(source, target).get("It costs 300 per year.") == "السعر ٣٠٠ في السنة."


def setup(text: str) -> tuple[Resource, Resource, dict[str, Record]]:
    source = parse(text)
    target, _ = translated(source)
    return source, target, records(source, target)


def test_a_changed_source_keeps_its_translation() -> None:
    _, target, known = setup("# T\n\nThe price is low.\n\nThe end.\n")
    source = parse("# T\n\nThe price is very low.\n\nThe end.\n")
    found = align(source, parse(target.text), known)
    assert found.renamed == {target.messages[1].key: source.messages[1].key} and not found.gone and not found.extra
    assert [m.text for m in found.pairs.values()] == [m.text for m in target.messages]
    assert [m.key for m in rekey(parse(target.text), found).messages] == [m.key for m in source.messages]


def test_a_hand_edit_keeps_its_unit() -> None:
    source, target, known = setup("# T\n\nThe price is low.\n\nThe end.\n")
    edited = parse(target.text.replace("The price is low", "The price is really low"), "de")
    found = align(source, edited, known)
    assert list(found.pairs) == [m.key for m in source.messages] and not found.renamed and not found.extra


def test_source_and_target_both_changed_is_one_unit() -> None:
    _, target, known = setup("# T\n\nThe price is low.\n\n## The end\n")
    source = parse("# T\n\nThe price is very low.\n\n## The end\n")
    edited = parse(target.text.replace("The price is low", "The price is quite low"), "de")
    assert align(source, edited, known).renamed == {target.messages[1].key: source.messages[1].key}


def test_moved_new_gone_and_own_blocks() -> None:
    text = (
        "# A b c\n\nFirst long paragraph here.\n\n## D e f\n\nSecond one, quite different and longer than the first.\n"
    )
    _, target, known = setup(text)
    source = parse(
        "# A b c\n\nNew!\n\n## D e f\n\nSecond one, quite different and longer than the first.\n\n"
        "First long paragraph here.\n"
    )
    mine = parse(target.text + "\n# Ein eigener Abschnitt\n", "de")
    found = align(source, mine, known)
    assert {m.text for m in source.messages if m.key not in found.pairs} == {"New!"}
    assert [m.text for m in found.extra] == ["Ein eigener Abschnitt"] and not found.gone
    shorter = align(parse("# A b c\n"), mine, known)
    assert list(shorter.gone) == [m.key for m in target.messages[1:]]
    keys = [m.key for m in rekey(mine, shorter).messages]
    assert keys == [*(m.key for m in target.messages), f"extra-{mine.messages[-1].key}"]


def test_equal_texts_go_by_order() -> None:
    source, target, known = setup("Same.\n\nOther.\n\nSame.\n")
    same = parse(target.text.replace(translation(source.messages[2]), translation(source.messages[0])), "de")
    known[source.messages[2].key] = record(source.messages[2], same.messages[2])
    found = align(source, same, known)
    assert [found.pairs[m.key].spans["other"] for m in source.messages] == [m.spans["other"] for m in same.messages]


def test_a_changed_cell_stays_in_its_row() -> None:
    _, target, known = setup("| A | B |\n|---|---|\n| one | 1 |\n| two | 2 |\n")
    source = parse("| A | B |\n|---|---|\n| one | 1 |\n| two | 3 |\n")
    known = {key: r for key, r in known.items() if not key.startswith("rule")}
    found = align(source, parse(target.text), known)
    assert found.pairs[source.messages[-1].key].text == "2" and len(found.pairs) == len(source.messages)


def test_a_new_word_and_a_new_column_leave_no_hole_in_the_row() -> None:
    _, target, known = setup("| Land | Price |\n|---|---|\n| France | 8 euros |\n| Spain | 9 euros |\n")
    source = parse("| Land | Price | Mark |\n|---|---|---|\n| Germany | 8 euros | No |\n| Spain | 9 euros | Yes |\n")
    found = align(source, parse(target.text), known)
    assert not found.gone and not found.extra
    assert [m.text for m in source.messages if m.key not in found.pairs] == ["Mark", "No", "Yes"]


def test_a_hand_edit_is_found_beside_a_section_that_moved() -> None:
    _, target, known = setup(
        "# A b c\n\nCustoms duties are included in the price.\n\n## D e f\n\nSome text.\n\nMore text.\n"
    )
    source = parse("## D e f\n\nSome text.\n\nMore text.\n\n# A b c\n\nCustoms duties are included in the price.\n")
    edited = target.text.replace("are included in the price.", "are in it already.\n\nEine eigene Notiz.")
    found = align(source, parse(edited), known)
    assert len(found.pairs) == len(source.messages) and [m.text for m in found.extra] == ["Eine eigene Notiz."]


def test_an_untranslated_block_is_a_pair() -> None:
    assert pairs("# T\n\nText one.\n", "# T\n\nText one.\n") == {"T": "T", "Text one.": "Text one."}


def test_nothing_to_pair() -> None:
    assert pairs("", "") == {} and pairs("a\n", "") == {} and pairs("", "a\n") == {}


def paragraph(rnd: random.Random, low: int, high: int) -> str:
    return " ".join(
        "".join(rnd.choice("abcdefghij") for _ in range(rnd.randint(2, 9))) for _ in range(rnd.randint(low, high))
    )


@pytest.mark.parametrize("headings", [0, 9])
def test_three_thousand_blocks(headings: int) -> None:
    rnd = random.Random(headings)
    blocks = [("## " if headings and not n % headings else "") + paragraph(rnd, 2, 50) for n in range(3000)]
    source = parse("\n\n".join(blocks))
    target, _ = translated(source)
    lost = set(range(0, 3000, 60))
    less = parse(
        "\n\n".join(
            m.text if m.key[0] == "p" else f"## {m.text}" for n, m in enumerate(target.messages) if n not in lost
        )
    )
    meant = {m.text: m.key for m in target.messages}
    for known in ({}, records(source, target)):
        found = align(source, less, known)
        assert all(meant[m.text] == key for key, m in found.pairs.items())
        assert len(found.pairs) >= (2950 if known else 2800 if headings else 0)


EDITS = st.lists(
    st.tuples(st.sampled_from(["keep", "keep", "keep", "drop", "new", "longer", "move"]), BLOCK), max_size=12
)


@settings(deadline=None, max_examples=60)
@given(st.lists(BLOCK, min_size=1, max_size=9), EDITS, st.randoms(use_true_random=False))
def test_a_target_follows_every_change_of_its_source(
    blocks: list[str], edits: list[tuple[str, str]], rnd: random.Random
) -> None:
    _, target, known = setup("\n\n".join(blocks) + "\n")
    after: list[str] = []
    for block, (act, fresh) in zip(blocks, [*edits, *[("keep", "")] * len(blocks)], strict=False):
        if act == "move":
            after.insert(rnd.randint(0, len(after)), block)
        elif act != "drop":
            after += [fresh] * (act == "new") + [
                f"{block} and more" if act == "longer" and block[-1].isalpha() else block
            ]
    source = parse("\n\n".join(after) + "\n")
    texts = [m.text for m in source.messages]
    assume(len(set(texts)) == len(texts))
    for _ in range(4):
        target, known, changed = follow(source, parse(target.text, "de"), known)
        if not changed:
            break
    found = align(source, parse(target.text, "de"), known)
    assert not found.gone and not found.extra, target.text
    assert [m.key for m in rekey(parse(target.text), found).messages] == [m.key for m in source.messages], target.text
    for message in source.messages:
        wanted = message.text if "verbatim" in message.flags else translation(message)
        assert found.pairs[message.key].text == wanted


def follow(source: Resource, target: Resource, known: dict[str, Record]) -> tuple[Resource, dict[str, Record], bool]:
    """What a run does with one file: align, then drop, retranslate, insert and order; and what it records."""
    found = align(source, target, known)
    target = rekey(target, found)
    known = {found.renamed.get(key, key): r for key, r in known.items()}
    present = target.by_key()
    splices = MD.remove(target, [m for m in target.messages if m.key in found.gone])
    new = []
    for message in source.messages:
        wanted = {"other": message.text if "verbatim" in message.flags else translation(message)}
        if message.key not in present:
            new.append((message, wanted))
        elif message.key not in known or known[message.key].source_hash != digest(message.forms):
            splices += MD.replace(target, present[message.key], wanted)
    splices += MD.insert(target, source, new)
    text = apply(target.text, splices)
    written = {m.text for m in parse(text).messages}
    for message in source.messages:
        own = message.text if "verbatim" in message.flags else translation(message)
        if own in written:
            old = Record("x.md", message.key, digest(message.forms), digest({"other": own}), "translated", "machine")
            known[message.key] = old
    again = parse(text, "de")
    arranged = rekey(again, align(source, again, known))
    order = MD.arrange(arranged, source)
    return parse(apply(text, order or []), "de"), known, bool(splices or order)


COPIES = "# T\n\n{}# E\n"


@settings(deadline=None)
@given(
    st.integers(2, 6), st.data(), st.sampled_from(["Eins", "Ein viel längerer Text, ganz anders als der alte!", ""]),
    st.sampled_from(["", "Same.\n\n", "New!\n\n"]),
)  # fmt: skip
def test_one_of_several_equal_blocks_keeps_a_persons_words(
    count: int, data: st.DataObject, own: str, more: str
) -> None:
    source, target, known = setup(COPIES.format("Same.\n\n" * count))
    at = data.draw(st.integers(1, count))
    old, (start, end) = target.messages[at], target.messages[at].spans["other"]
    text = target.text[:start] + (own or f"{old.text} Mehr.") + target.text[end:]
    later = parse(COPIES.format("Same.\n\n" * count + more))
    found = align(later, parse(text, "de"), known)
    meant = parse(text, "de").messages
    for message, twin in zip(source.messages[1 : count + 1], meant[1:], strict=False):
        paired = found.pairs.get(message.key)
        assert paired is not None or more == "New!\n\n"
        assert paired is None or paired.spans == twin.spans
    assert not found.extra or (more == "New!\n\n" and at == count), "a twin beside a person's words"


def test_equal_blocks_with_a_persons_own_block_between_them() -> None:
    source, target, known = setup(COPIES.format("Same.\n\n" * 3))
    first, second, third = (m.spans["other"] for m in target.messages[1:4])
    text = f"{target.text[: second[0]]}Anders.\n\nEin eigener Absatz.{target.text[second[1] :]}"
    found = align(source, parse(text, "de"), known)
    meant = parse(text, "de").messages
    assert found.pairs[source.messages[1].key].spans["other"] == first
    assert found.pairs[source.messages[3].key].spans == meant[4].spans and third != meant[4].spans["other"]


def test_equal_blocks_among_others_that_changed() -> None:
    source, target, known = setup("# T\n\nSame.\n\nOther text.\n\nSame.\n\nSame.\n\n# E\n")
    (_, _, other, _, third, _) = target.messages
    text = apply(target.text, [(*other.spans["other"], "Etwas anders"), (*third.spans["other"], "Nie gleich")])
    found = align(source, parse(text, "de"), known)
    assert [found.pairs[m.key].text for m in source.messages] == [m.text for m in parse(text).messages]
    assert not found.extra and not found.gone
