"""The command line: every command by name; what a command needs is imported when it runs."""

from __future__ import annotations

import typer

from locakit import __version__
from locakit.cli import commands_make, commands_people, commands_pull, commands_quality, commands_start
from locakit.cli.models import app as models

app = typer.Typer(
    name="locakit",
    help="Localization from the command line: terms, tone, machine translation, checks and review. "
    "A person's words are never overwritten.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"locakit {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Localization from the command line: terms, tone, machine translation, checks and review."""


for _room in (commands_start, commands_pull, commands_make, commands_quality, commands_people):
    _room.register(app)
app.add_typer(models, name="models")
