"""The board in a real Chromium: a review by keyboard alone, two reviewers, chips, hostile content, and axe."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks._browser import browser, chromium, opened
from tests.boards import running
from tests.conftest import Cli, read, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: .ci/run installs it")
pytestmark = pytest.mark.skipif(not chromium(), reason="needs Chromium: .ci/run installs it")
AXE = Path(__file__).parent / "consumers/node_modules/axe-core/axe.min.js"
CONFIG = "source: en\nmarkets: [pt-BR, ar-SA]\nengines: [pseudo]\ncontent:\n  - path: locales/{locale}.json\n"
ANA = "Ana <ana@example.org>"
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def show(chrome: Browser) -> Iterator[Open]:
    """Opens a project's board; at the end nothing may have been asked of another machine or gone wrong in the page."""
    wrong: list[str] = []
    with ExitStack() as stack:

        def call(root: Path, by: str = ANA, **options: Any) -> Page:
            address = stack.enter_context(running(root, by))
            context = chrome.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(20000)
            page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
            page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
            page.on("dialog", lambda dialog: (wrong.append("dialog"), dialog.accept()))
            page.on(
                "request", lambda asked: None if asked.url.startswith("http://127.0.0.1:") else wrong.append(asked.url)
            )
            return opened(page, address)

        yield call
    assert wrong == []


def title(page: Page) -> str:
    """The key of the unit that is shown."""
    return page.locator("#card h2").inner_text()


def on(page: Page, key: str) -> None:
    """Press a key, and wait for another unit."""
    before = title(page)
    page.keyboard.press(key)
    page.wait_for_function("(was) => document.querySelector('#card h2').textContent !== was", arg=before)


def editor(page: Page) -> str:
    """What the first field says, character by character."""
    script = "async () => [...(await import('/static/unit.js')).now.editors.values()][0].text"
    return str(page.evaluate(script))


def settled(page: Page) -> None:
    """Wait for every save."""
    script = "async () => (await import('/static/verdicts.js')).state.pending"
    while page.evaluate(script):
        page.wait_for_timeout(20)


def records(root: Path, market: str) -> dict[str, list[str]]:
    """State, origin, engine, reviewer and time by key."""
    lines = (root / f".locakit/ledger/{market}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {cells[1]: cells[4:9] for cells in (line.split("\t") for line in lines)}


def test_fifty_units_in_two_markets_are_reviewed_by_keyboard_alone(tmp_path: Path, cli: Cli, show: Open) -> None:
    en = {f"unit{n:02}": f"Hello {{name}}, this is text {n}" for n in range(25)}
    ar = {key: f"مرحبا {{name}}، هذا النص {n}" for n, key in enumerate(en)}
    pt = {key: f"Olá {{name}}, este é o texto {n}" for n, key in enumerate(en) if n}
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": en, "locales/ar-SA.json": ar, "locales/pt-BR.json": pt})
    cli("translate", cwd=tmp_path)
    page = show(tmp_path)
    keys = page.keyboard
    assert title(page) == "unit00" and page.evaluate("document.activeElement.id") == "list"
    on(page, "r")  # the machine's words go
    keys.press("e")
    keys.press("End")
    keys.type("!")
    on(page, "Control+Enter")
    for _ in range(21):
        on(page, "a")
    assert title(page) == "unit23"
    on(page, "u")
    assert title(page) == "unit22", "what is taken back is shown"
    keys.press("c")
    keys.type("Which text?")
    keys.press("Control+Enter")
    page.wait_for_selector(".talk .said")
    page.wait_for_selector("#list:focus")
    on(page, "ArrowDown")
    on(page, "a")
    on(page, "j")
    on(page, "k")
    on(page, "a")
    assert title(page) == "unit00" and page.locator("#card .where").inner_text().startswith("Arabic")
    for number in range(25):
        if number == 7:
            keys.press("Enter")
            keys.press("Control+a")
            keys.type("أهلا ")
            keys.press("Alt+1")
            keys.type("، هذا هو النص ٧")
            on(page, "Control+Enter")
        elif number < 24:
            on(page, "a")
        else:
            keys.press("a")
    settled(page)
    keys.press("/")
    keys.type("unit22 texto")
    keys.press("Escape")
    page.wait_for_function("() => document.getElementById('total').textContent === '1 unit'")
    keys.press("a")
    page.wait_for_selector("#left:text-is('0 units to review')")
    settled(page)
    found, arabic = records(tmp_path, "pt-BR"), records(tmp_path, "ar-SA")
    assert "unit00" not in found and "unit00" not in read(tmp_path / "locales/pt-BR.json")
    assert found["unit01"][:2] == ["reviewed", "human"] and read(tmp_path / "locales/pt-BR.json")["unit01"].endswith(
        "1!"
    )
    assert all((state, by) == ("reviewed", ANA) and at for state, _, _, by, at in (*found.values(), *arabic.values()))
    assert (len(found), len(arabic)) == (24, 25)
    assert read(tmp_path / "locales/ar-SA.json") == {**ar, "unit07": "أهلا {name}، هذا هو النص ٧"}


@pytest.fixture
def shop(tmp_path: Path, cli: Cli) -> Path:
    """A few units of every kind."""
    en = {
        "greet": "Hello {name}, you have {count} new messages!", "tags": "Read <b>the {page}</b> first.",
        "two": "{a}{b}", "icu": "You have {count, plural, one {# item} other {# items}} today",
        "plural_one": "{{count}} item", "plural_other": "{{count}} items", "lines": "One\nTwo",
    }  # fmt: skip
    ar = {
        "greet": "مرحبا {name}، لديك {count} رسائل جديدة!", "tags": "اقرأ <b>{page}</b> أولا.", "two": "{a}{b}",
        "icu": "لديك {count, plural, one {عنصر #} other {# عناصر}} اليوم", "lines": "واحد\nاثنان",
    }  # fmt: skip
    config = CONFIG.replace(".json", ".json\n    flags: {tags: [max-length:40]}")
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": en, "locales/ar-SA.json": ar})
    cli("translate", cwd=tmp_path)
    return tmp_path


def go(page: Page, key: str, market: str = "ar-SA") -> None:
    """Show a unit."""
    if page.input_value("#market") != market:
        page.select_option("#market", market)
    row = f".row:has(.market:text-is('{market}')):has(.key:text-is('{key}'))"
    page.locator(f"#list:not(:has(.market:not(:text-is('{market}')))) {row}").click()
    page.wait_for_function("(key) => document.querySelector('#card h2').textContent === key", arg=key)
    page.focus("#list")


def test_chips_are_passed_and_deleted_as_one_and_only_with_a_warning(shop: Path, show: Open) -> None:
    page = show(shop)
    go(page, "greet")
    keys, text = page.keyboard, read(shop / "locales/ar-SA.json")["greet"]
    select = "async ([a, b]) => [...(await import('/static/unit.js')).now.editors.values()][0].select(a, b)"
    keys.press("e")
    page.evaluate(select, [12, 12])
    keys.press("ArrowRight")  # back, in a text from right to left: over the chip
    keys.type("x")
    assert editor(page) == text[:6] + "x" + text[6:] and page.locator(".editor .chip").count() == 2
    keys.press("Backspace")
    keys.press("Delete")
    assert editor(page) == text and "Press the key again" in page.locator("#alarm").inner_text()
    keys.press("Delete")
    assert editor(page) == text[:6] + text[12:] and "was deleted" in page.locator("#alarm").inner_text()
    page.wait_for_selector(".fault.error")
    assert page.locator(".put.missing").inner_text().startswith("{name}")
    keys.press("Control+Enter")
    page.wait_for_selector(".toast.bad")
    assert title(page) == "greet" and read(shop / "locales/ar-SA.json")["greet"] == text
    keys.press("Control+z")
    assert editor(page) == text and page.locator(".put.missing").count() == 0
    keys.press("Control+Shift+z")
    page.locator(".put.missing").click()
    assert page.locator(".editor .chip").count() == 2
    keys.type("!")
    page.locator("#reset").click()
    assert editor(page) == text


def test_copy_cut_paste_and_drafts_keep_chips(shop: Path, show: Open) -> None:
    page = show(shop, permissions=["clipboard-read", "clipboard-write"])
    go(page, "tags")
    keys, text = page.keyboard, read(shop / "locales/ar-SA.json")["tags"]
    keys.press("e")
    keys.press("Control+a")
    keys.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == text
    keys.press("Control+x")
    assert editor(page) == ""
    keys.press("Control+v")
    assert editor(page) == text and page.locator(".editor .chip").count() == 3
    keys.type(" {page} {new}")
    page.wait_for_selector(".editor .chip:has-text('{new}')")
    assert page.locator(".editor .chip").count() == 5
    assert page.locator(".counter").inner_text().endswith("of 40 characters")
    draft = editor(page)
    keys.press("Enter")
    keys.type("ب")
    keys.press("Escape")
    go(page, "two")
    go(page, "tags")
    assert editor(page) == f"{draft}\nب" and read(shop / "locales/ar-SA.json")["tags"] == text


def test_text_that_is_composed_reaches_the_field_and_leaves_chips_whole(shop: Path, show: Open) -> None:
    page = show(shop)
    go(page, "two")
    page.keyboard.press("e")
    page.keyboard.press("Home")
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    ime.send("Input.imeSetComposition", {"text": "日本", "selectionStart": 2, "selectionEnd": 2})
    ime.send("Input.insertText", {"text": "日本"})
    page.wait_for_function("() => document.querySelector('.editor').textContent.startsWith('日本')")
    page.keyboard.press("End")
    page.keyboard.type("x")
    assert editor(page) == "日本{a}{b}x" and page.locator(".editor .chip").count() == 2


def test_icu_syntax_is_chips_and_its_words_are_not(shop: Path, show: Open) -> None:
    page = show(shop)
    go(page, "icu")
    chips = page.locator(".editor .chip").all_inner_texts()
    assert "{count, plural, one {" in chips and "}}" in chips and "#" in chips
    page.locator("#plain").click()
    assert page.locator(".editor .chip").count() == 0
    go(page, "plural")
    assert page.locator(".editor").count() == 6 and "3, 4" in page.locator(".form h4").nth(5).inner_text()
    lang = page.locator(".editor").first.evaluate("e => [e.lang, e.dir, getComputedStyle(e).direction]")
    assert lang == ["ar-SA", "rtl", "rtl"]
    assert page.locator(".editor .chip").first.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


def test_of_two_reviewers_none_writes_over_the_other(shop: Path, show: Open) -> None:
    ana, ben = show(shop), show(shop, "Ben <ben@example.org>")
    for page in (ana, ben):
        go(page, "lines")
        page.keyboard.press("e")
    ana.keyboard.type(" أ")
    ben.keyboard.type(" ب")
    ana.keyboard.press("Control+Enter")
    settled(ana)
    ben.keyboard.press("Control+Enter")
    ben.wait_for_selector(".conflict")
    sides = ben.locator(".conflict .sides").inner_text()
    assert "اثنان أ" in sides and "اثنان ب" in sides and "Ana" in sides
    assert read(shop / "locales/ar-SA.json")["lines"] == "واحد\nاثنان أ"
    ben.get_by_role("button", name="Edit mine").click()
    ben.keyboard.press("Control+Enter")
    settled(ben)
    assert read(shop / "locales/ar-SA.json")["lines"] == "واحد\nاثنان ب"
    assert records(shop, "ar-SA")["lines"][3].startswith("Ben")
    ana.wait_for_selector(".facts:has-text('Ben')")  # the other's open page takes it in
    write(shop, {"locales/ar-SA.json": {**read(shop / "locales/ar-SA.json"), "lines": "ثالث"}})
    ana.wait_for_selector(".row:has-text('ثالث')")


EVIL = {
    "script": "<script>window.hit=1</script><img src=x onerror=\"window.hit=2\"><svg onload=window.hit=3>",
    "link": "[x](javascript:window.hit=4) https://127.0.0.1.evil.example/ &lt;b&gt; </textarea></div>",
    "bidi": "safe \u202etxt.exe\u202c \u2066a\u2069 \u200b\ufeff\x1b[31m \x07",
    "constructor": "{constructor} {__proto__} ${window.hit=5} {{7*7}}", "__proto__": "p",
    "huge": "<b>{x}</b> " * 30_000, "line": "w" * 19_000, "braces": "{" * 19_000,
    "<img src=y onerror=window.hit=6>\u202e": "key",
}  # fmt: skip


def test_hostile_content_does_nothing(tmp_path: Path, cli: Cli, show: Open) -> None:
    config = CONFIG.replace("pt-BR, ar-SA", "ar-SA")
    target = {key: text.replace("safe", "آمن") for key, text in EVIL.items()}
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": EVIL, "locales/ar-SA.json": target})
    cli("translate", cwd=tmp_path)
    page = show(tmp_path, by="<b onclick=window.hit=7>\u202e <e@x>")
    assert page.locator("[role=option]").count() == len(EVIL)
    seen = set()
    for _ in EVIL:
        before = title(page)
        seen.add(before)
        page.keyboard.press("c")
        page.keyboard.insert_text("<script>window.hit=8</script> \u202e")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".talk .said")
        page.wait_for_selector("#list:focus")
        if len(seen) < len(EVIL):
            on(page, "j")
    assert len(seen) == len(EVIL)
    assert page.evaluate("window.hit") is None and page.locator("script").count() == 1
    assert page.locator("#card img, #card svg, #list img, #card iframe, #card style").count() == 0
    page.fill("#words", "txt.exe")
    page.wait_for_selector(".editor .chip.mark:has-text('RLO')")
    assert "\u202e" not in page.evaluate("document.body.textContent") and editor(page) == target["bidi"]
    assert read(tmp_path / "locales/ar-SA.json") == target


AXE_RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
  'best-practice']})).violations.map((v) => [v.id, v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary)])"""
VIEWS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True},
}


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core: .ci/run installs it")
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_violation(shop: Path, cli: Cli, show: Open, view: str) -> None:
    greet = "Hello {name}, you have {count} messages!"
    write(shop, {"locales/en.json": {**read(shop / "locales/en.json"), "greet": greet}})
    cli("translate", cwd=shop)
    page = show(shop, **VIEWS[view])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(page.evaluate(AXE_RUN))) == []
    page.select_option("#market", "ar-SA")
    page.fill("#words", "greet")
    page.wait_for_function("() => document.getElementById('total').textContent === '1 unit'")
    page.locator("[role=option]").first.click()
    page.wait_for_selector(".proposal")
    page.locator(".editor").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("سلام")
    page.wait_for_selector(".fault.error")
    page.fill("#remark", "?")
    page.get_by_role("button", name="Comment").click()
    page.wait_for_selector(".talk .said")
    assert page.evaluate(AXE_RUN) == []
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], "nothing is wider than the screen"
    page.locator("#help").click()
    assert page.evaluate(AXE_RUN) == []


def test_a_long_queue_has_few_elements_and_both_ends(tmp_path: Path, cli: Cli, show: Open) -> None:
    texts = {f"k{n}": f"Text {n}" for n in range(3000)}
    config = CONFIG.replace("pt-BR, ar-SA", "pt-BR")
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": texts, "locales/pt-BR.json": texts})
    page = show(tmp_path, reduced_motion="reduce")
    page.wait_for_function("() => document.getElementById('total').textContent === '3,000 units'")
    page.focus("#list")
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('#card h2').textContent === 'k2999'")
    row = page.locator("[role=option][aria-selected=true]")
    assert row.get_attribute("aria-posinset") == "3000" and row.get_attribute("aria-setsize") == "3000"
    assert page.locator("[role=option]").count() < 40
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('#card h2').textContent === 'k0'")
    page.fill("#words", "k77 text")
    page.wait_for_function("() => document.getElementById('total').textContent === '11 units'")


def test_all_clean_units_are_approved_after_a_question_and_undone(shop: Path, show: Open) -> None:
    page = show(shop)
    page.select_option("#market", "ar-SA")
    page.wait_for_function("() => document.querySelector('.row .market').textContent === 'ar-SA'")
    page.focus("#list")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Escape")
    assert page.locator(".toast").count() == 0
    page.keyboard.press("Shift+A")
    page.locator("#sure .primary").click()
    page.wait_for_selector(".toast:has-text('approved')")
    done = sum(cells[0] == "reviewed" for cells in records(shop, "ar-SA").values())
    assert done > 2 and page.locator(".toast").first.inner_text().startswith(f"{done} units")
    page.keyboard.press("u")
    page.wait_for_selector(".toast:has-text('undone')")
    assert all(cells[0] == "translated" for cells in records(shop, "ar-SA").values())


def test_a_draft_for_words_that_somebody_else_changed_stands_beside_them(shop: Path, show: Open) -> None:
    page = show(shop)
    go(page, "lines")
    page.keyboard.press("e")
    page.keyboard.type(" ب")
    page.keyboard.press("Escape")
    go(page, "two")
    theirs = {**read(shop / "locales/ar-SA.json"), "lines": "ثالث"}
    write(shop, {"locales/ar-SA.json": theirs})
    page.wait_for_selector(".row:has-text('ثالث')")
    go(page, "lines")
    page.wait_for_selector(".conflict")
    assert editor(page) == "ثالث" and "اثنان ب" in page.locator(".conflict .sides").inner_text()
    page.keyboard.press("a")
    page.wait_for_function("() => document.getElementById('alarm').textContent.includes('choose a text first')")
    assert read(shop / "locales/ar-SA.json") == theirs


def test_a_comment_that_is_being_written_stays_with_its_unit(shop: Path, show: Open) -> None:
    page = show(shop)
    go(page, "lines")
    page.keyboard.press("c")
    page.keyboard.type("Why two lines?")
    page.keyboard.press("Escape")
    go(page, "two")
    assert page.input_value("#remark") == ""
    go(page, "lines")
    assert page.input_value("#remark") == "Why two lines?"
    page.focus("#remark")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".talk .said")
    go(page, "two")
    go(page, "lines")
    assert page.input_value("#remark") == "" and page.locator(".talk .said").count() == 1


def test_a_unit_that_goes_is_told_and_comes_back(tmp_path: Path, cli: Cli, show: Open) -> None:
    config = CONFIG.replace("pt-BR, ar-SA", "pt-BR")
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": {"a": "Save"}})
    cli("translate", cwd=tmp_path)
    page = show(tmp_path)
    kept = (tmp_path / "locales/en.json").read_bytes()
    (tmp_path / "locales/en.json").unlink()
    page.wait_for_selector("#nothing:has-text('This unit is gone')")
    page.wait_for_timeout(3000)
    assert page.locator(".toast").count() == 0
    (tmp_path / "locales/en.json").write_bytes(kept)
    page.wait_for_selector("#left:text-is('1 unit to review')")
    page.wait_for_selector(".row .key:text-is('a')")


def test_words_that_were_being_written_outlive_a_rejection(shop: Path, show: Open) -> None:
    page = show(shop)
    go(page, "plural", "pt-BR")
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(" mine")
    page.keyboard.press("Escape")
    on(page, "r")
    settled(page)
    on(page, "k")
    assert title(page) == "plural" and editor(page).endswith(" mine") and page.locator(".conflict").count() == 0
    page.locator("#reset").click()
    assert editor(page) == ""
