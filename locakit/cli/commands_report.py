"""report: the project in numbers."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o


def report(
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="FILE", help="Write it there. Default: report.html; JSON goes to stdout."),
    ] = "",
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="html (one file) or json.")] = "html",
    market: o.Markets = None,
    history: Annotated[
        int,
        typer.Option("--history", metavar="N", min=0, max=500, help="How many commits make the trend; 0: no git."),
    ] = 12,
    project: o.Project = "",
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
) -> int:
    """Write one HTML file on the project: coverage, quality and its trend, findings, memory, cost, pace, reviewers.

    The file needs no network and no script. The project is not changed.
    """
    from locakit.cli import reporting
    from locakit.cli.say import Voice

    asked = reporting.Asked(project, out, format, market, history)
    return reporting.report(asked, Voice(quiet=quiet, no_color=no_color))


def register(app: typer.Typer) -> None:
    """Add this page's command."""
    app.command(epilog=o.examples(
        "locakit report --out report.html", "locakit report --market 'es-*' --format json | jq .scores",
    ))(report)  # fmt: skip
