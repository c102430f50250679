"""The review board on 20,000 units in Chromium: first paint, key to next unit, scrolling and filtering."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks._browser import ROOT, browser, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

UNITS = 20_000
KEYS = 40
_CONFIG = "source: en\nmarkets: [ar-SA, fr-FR]\nengines: [pseudo]\ncontent:\n  - path: locales/{locale}/*.json\n"
_FILES = 10
_FIRST_ROW = """() => new Promise((done) => {
  const look = () => (document.querySelector('[role=option] .line') && !document.querySelector('#card').hidden
    ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look));
  look();
})"""
_PRESS = """(key) => new Promise((done) => {
  const list = document.getElementById('list'), title = document.querySelector('#card h2');
  const was = list.getAttribute('aria-activedescendant'), began = performance.now();
  list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const look = () => (list.getAttribute('aria-activedescendant') !== was && document.querySelector('#card h2') !== title
    ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look));
  look();
})"""
_SCROLL = """() => new Promise((done) => {
  const list = document.getElementById('list'), gaps = [], step = list.scrollHeight / 120;
  let last = performance.now();
  const look = (now) => {
    gaps.push(now - last); last = now; list.scrollTop += step;
    if (gaps.length < 120) requestAnimationFrame(look); else done(gaps.slice(5));
  };
  requestAnimationFrame(look);
})"""
_FILTER = """(words) => new Promise((done) => {
  const field = document.getElementById('words'), total = document.getElementById('total'), was = total.textContent;
  const began = performance.now();
  field.value = words; field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  const look = () => (total.textContent !== was ? requestAnimationFrame(() => done(performance.now() - began))
    : requestAnimationFrame(look));
  look();
})"""


_WORDS = ["order", "cart", "gift", "card", "coffee", "kettle", "mill", "cup", "bean", "bag", "offer", "price"]
_SAID = {
    "en": ("Your {} {} with {{name}}: the {} and the <b>{}</b> are ready.", _WORDS),
    "ar-SA": (
        "{} رقم {} مع {{name}}: {} و<b>{}</b> جاهزان.",
        ["طلبك", "السلة", "الهدية", "البطاقة", "القهوة", "الإبريق"],
    ),
    "fr-FR": (
        "Votre {} {} avec {{name}}\u00a0: {} et <b>{}</b> sont prêts.",
        ["commande", "panier", "cadeau", "carte", "café"],
    ),
}


def project(folder: Path, units: int = UNITS) -> Path:
    """A project of that many units in two markets, with translations that nobody has approved yet."""
    each = units // 2 // _FILES
    for number in range(_FILES):
        for locale, (template, words) in _SAID.items():
            texts = {}
            for n in range(each):
                three = [words[(n * k + number) % len(words)] for k in (1, 7, 11)]
                texts[f"page{n % 50}.part{n}"] = template.format(three[0], n, *three[1:])
            path = folder / f"locales/{locale}/part{number}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(texts, indent=1, ensure_ascii=False), encoding="utf-8")
    (folder / "locakit.yaml").write_text(_CONFIG)
    command = [sys.executable, "-m", "locakit", "translate", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, check=False, env=environment, stdout=subprocess.DEVNULL)
    return folder


def measure(page: Page, address: str) -> dict[str, Any]:
    """Milliseconds, as the page's own clock tells."""
    page.goto(address)
    page.wait_for_selector("#list")
    first = page.evaluate(_FIRST_ROW)
    page.wait_for_selector("html[data-ready]")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    out = {"first paint": paint, "first rows and unit": first}
    for name, key in (("j", "j"), ("approve", "a")):
        times = []
        for _ in range(KEYS):
            times.append(page.evaluate(_PRESS, key))
            page.wait_for_timeout(60)
        out[f"{name}: median"], out[f"{name}: worst"] = statistics.median(times), max(times)
    page.wait_for_selector(".tag.saving", state="detached")
    gaps = page.evaluate(_SCROLL)
    out["scroll: median frame"], out["scroll: worst frame"] = statistics.median(gaps), max(gaps)
    out["scroll: frames over 50 ms"] = sum(gap > 50 for gap in gaps)
    out["filter by words"] = page.evaluate(_FILTER, "kettle 777")
    out["filter off"] = page.evaluate(_FILTER, "")
    return out


BOUNDS = {"first paint": 1000, "first rows and unit": 1000, "j: worst": 100, "approve: worst": 100}
"""Milliseconds that are promised."""


def main() -> int:
    """Print the table; 1 where a bound is broken."""
    if not chromium():
        print("no Chromium on this machine")
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = project(Path(made))
        began = time.perf_counter()
        with served(folder) as address:
            print(f"{UNITS:,} units in two markets; the address after {time.perf_counter() - began:.1f} s")
            with browser() as chrome:
                found = measure(chrome.new_page(viewport={"width": 1400, "height": 900}), address)
    for name, value in found.items():
        bound = BOUNDS.get(name)
        print(f"  {name:28} {value:8.1f}" + (f"   (bound {bound})" if bound else ""))
    return int(any(found[name] > bound for name, bound in BOUNDS.items()))
