"""The command line: every command by name; the page of the command that was called is all that is imported."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import typer

from locakit import __version__

PAGES = {
    "commands_start": ("init", "status"),
    "commands_pull": ("pull",),
    "commands_make": ("plan", "translate", "emit", "run"),
    "commands_quality": ("check", "dismiss", "explain", "market"),
    "commands_people": ("diff", "review"),
    "commands_report": ("report",),
    "commands_memory": ("memory",),
    "commands_formats": ("formats",),
    "commands_glossary": ("glossary",),
    "models": ("models",),
}
"""The modules beside this one and the commands each adds with ``register``, in the order of the help."""


def build(words: Sequence[str]) -> typer.Typer:
    """The app with the command that ``words`` call, or with all of them where they call none (help, a mistake)."""
    app = typer.Typer(
        name="locakit",
        help="Localization from the command line: terms, tone, machine translation, checks and review. "
        "A person's words are never overwritten.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(main)
    called = next((w for w in words if not w.startswith("-")), "")
    pages = [page for page, commands in PAGES.items() if called in commands] or list(PAGES)
    for page in pages:
        import_module(f"locakit.cli.{page}").register(app)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        print(f"locakit {__version__}")
        raise typer.Exit


def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Localization from the command line: terms, tone, machine translation, checks and review."""
