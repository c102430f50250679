"""init and status: begin with a folder, see where it stands."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o


def init(
    markets: Annotated[
        list[str] | None, typer.Option("--market", "-m", metavar="M", help="A market to make; repeatable.")
    ] = None,
    source: Annotated[str, typer.Option("--source", metavar="LOCALE", help="The source locale, if not detected.")] = "",
    project: o.Project = "",
    dry_run: o.DryRun = False,
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
) -> int:
    """Look at a folder, write a commented locakit.yaml, adopt the translations that are there already."""
    from locakit.cli import start
    from locakit.cli.say import Voice

    return start.init(project or ".", source, markets or [], dry_run, Voice(quiet=quiet, no_color=no_color))


def status(
    market: o.Markets = None,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Show market by market what is machine-made, what a person wrote or approved, what is stale or due."""
    from locakit.cli import start
    from locakit.cli.say import Voice

    return start.status(project, market, format, Voice(quiet=quiet, verbose=verbose, no_color=no_color))


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.command(epilog=o.examples("locakit init", "locakit init --market pt-BR --market es-MX"))(init)
    app.command(epilog=o.examples("locakit status", "locakit status --verbose --market ar-SA"))(status)
