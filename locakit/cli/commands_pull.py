"""pull: source content from where it is written into the project."""

from __future__ import annotations

import typer

from locakit.cli import options as o


def pull(
    dry_run: o.DryRun = False,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Bring source content in: from the web, git, cloud storage or code; only changed files are written."""
    from locakit.cli import pulling
    from locakit.cli.say import Voice

    return pulling.pull(project, format, dry_run, Voice(quiet=quiet, verbose=verbose, no_color=no_color))


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.command(epilog=o.examples("locakit pull", "locakit pull --dry-run --format json"))(pull)
