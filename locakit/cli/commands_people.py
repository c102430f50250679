"""diff and review: what changed, and a person's verdict on it."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o


def diff(
    before: Annotated[str, typer.Argument(metavar="[A]", help="A git revision or a folder. Default: HEAD.")] = "HEAD",
    after: Annotated[str, typer.Argument(metavar="[B]", help="Likewise. Default: the working tree.")] = "",
    market: o.Markets = None,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Show by unit what changed between two git revisions or folders, words marked inside the line."""
    from locakit.cli import history
    from locakit.cli.say import Voice

    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    return history.diff(project, market, before, after, format, voice)


def review(
    market: o.Markets = None,
    resource: Annotated[
        str, typer.Option("--resource", metavar="GLOB", help="Only source files that match, such as docs/*.")
    ] = "",
    key: Annotated[str, typer.Option("--key", metavar="GLOB", help="Only keys that match, such as cart.*.")] = "",
    approve: Annotated[
        bool, typer.Option("--approve", help="Approve every unit that is clean, without asking one by one.")
    ] = False,
    final: Annotated[bool, typer.Option("--final", help="Approvals make units final, not only reviewed.")] = False,
    by: o.As = "",
    project: o.Project = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Go through what waits for a person, one unit at a time: approve, edit, reject or skip."""
    from locakit.cli import reviewing
    from locakit.cli.say import Voice

    choice = reviewing.Choice(market, resource, key, "final" if final else "reviewed", by)
    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    return reviewing.review(project, choice, approve, voice)


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.command(epilog=o.examples("locakit diff", "locakit diff v1.2 HEAD --market fr-FR --format json"))(diff)
    app.command(epilog=o.examples("locakit review --market pt-BR", "locakit review -m ar-SA --key 'cart.*'"))(review)
