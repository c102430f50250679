"""plan, translate, emit and run: what will be done, and doing it."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o


def plan(
    market: o.Markets = None,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Show what translate would do and why, unit by unit; nothing is written."""
    from locakit.cli import work
    from locakit.cli.say import Voice

    return work.plan(project, market, format, Voice(quiet=quiet, verbose=verbose, no_color=no_color))


def translate(
    market: o.Markets = None,
    dry_run: o.DryRun = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Also take out units of people that are gone from the source.")
    ] = False,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Do the plan: memory, engine, terms, tone, checks; write locale files and ledger."""
    from locakit.cli import work
    from locakit.cli.say import Voice

    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    if dry_run:
        return work.plan(project, market, format, voice)
    return work.translate(project, market, format, voice, prune=prune)


def emit(
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Where the release files are written.")],
    require: Annotated[
        str, typer.Option("--require", metavar="STATE", help="Take units at or above: translated, reviewed or final.")
    ] = "",
    omit: Annotated[
        bool, typer.Option("--omit", help="Leave out units that fall short instead of using parents and source.")
    ] = False,
    hreflang: Annotated[
        str, typer.Option("--hreflang", metavar="FILE", help="Also write a sitemap of the pages in all languages.")
    ] = "",
    manifest: Annotated[
        str, typer.Option("--manifest", metavar="FILE", help="Also write who wrote and approved each unit, as JSON.")
    ] = "",
    market: o.Markets = None,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Write the release files: units at or above a state, else the parent market's, else the source's."""
    from locakit.cli import release
    from locakit.cli.say import Voice

    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    return release.emit(project, market, out, require, omit, format, voice, hreflang, manifest)


def run(
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Also emit the release files there.")] = "",
    require: Annotated[
        str, typer.Option("--require", metavar="STATE", help="The state a unit needs to be released.")
    ] = "",
    market: o.Markets = None,
    project: o.Project = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Pull, translate, check and, with --out, emit: one command, one report at the end."""
    from locakit.cli import release
    from locakit.cli.say import Voice

    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    return release.run(project, market, out, require, voice)


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.command(epilog=o.examples("locakit plan", "locakit plan --market 'es-*' --format json | jq .markets"))(plan)
    app.command(epilog=o.examples("locakit translate", "locakit translate --market pt-BR --dry-run"))(translate)
    app.command(epilog=o.examples("locakit emit --out dist", "locakit emit --require final --out dist -m fr-FR",
        "locakit emit --out dist --manifest release.json",
    ))(emit)  # fmt: skip
    app.command(epilog=o.examples("locakit run", "locakit run --out dist --require reviewed"))(run)
