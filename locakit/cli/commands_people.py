"""diff and review: what changed, and a person's verdict on it."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o


def diff(
    before: Annotated[
        str, typer.Argument(metavar="[A]", help="A git revision, a folder or a file. Default: HEAD.")
    ] = "HEAD",
    after: Annotated[str, typer.Argument(metavar="[B]", help="Likewise. Default: the working tree.")] = "",
    market: o.Markets = None,
    resource: Annotated[
        str, typer.Option("--resource", metavar="GLOB", help="Only source or target files that match.")
    ] = "",
    key: Annotated[str, typer.Option("--key", metavar="GLOB", help="Only keys that match, such as cart.*.")] = "",
    project: o.Project = "",
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, json, markdown (for a pull request) or html.")
    ] = "text",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write the report there.")] = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Show by unit what changed between git revisions, folders or files, words marked inside the line."""
    from locakit.cli import history
    from locakit.cli.say import Voice

    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    return history.diff(project, history.Wanted(before, after, market, resource, key, format, output), voice)


def review(
    ctx: typer.Context,
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
    terminal: Annotated[
        bool, typer.Option("--terminal", help="One unit at a time in this terminal, without the page.")
    ] = False,
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=0, max=65535, help="The page's port. Default: a free one.")
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Show the page's address, and open no browser.")] = False,
    project: o.Project = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Open the review board in the browser: approve, edit, reject and comment on what waits for a person.

    Without a terminal, and with --terminal, one unit is asked after the other here.
    """
    if ctx.invoked_subcommand:
        return 0
    from locakit.cli import boarding, reviewing
    from locakit.cli.say import Voice

    choice = reviewing.Choice(market, resource, key, "final" if final else "reviewed", by)
    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    asked = boarding.Board(port, no_open, terminal)
    if asked.wanted(approve):
        return boarding.board(project, choice, asked, voice)
    return reviewing.review(project, choice, approve, voice)


def export(
    to: Annotated[str, typer.Option("--to", metavar="PATH", help="A file for one market, or a folder.")],
    format: Annotated[
        str, typer.Option("--format", metavar="KIND", help="xlsx, xliff (1.2), xliff2 (2.0) or po.")
    ] = "",
    market: o.Markets = None,
    resource: Annotated[
        str, typer.Option("--resource", metavar="GLOB", help="Only source files that match, such as docs/*.")
    ] = "",
    key: Annotated[str, typer.Option("--key", metavar="GLOB", help="Only keys that match, such as cart.*.")] = "",
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="Only units in it; repeatable. Default: initial and translated."),
    ] = None,
    project: o.Project = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Write what waits for a person into files for a vendor: workbooks, XLIFF or PO.

    Stale units and those with a proposal go out whatever their state. The project is not changed.
    """
    from locakit.cli import vending
    from locakit.cli.say import Voice

    asked = vending.Out(market, resource, key, state or [], format, to)
    return vending.export(project, asked, Voice(quiet=quiet, verbose=verbose, no_color=no_color))


def take(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What the vendor sent back.")],
    market: Annotated[
        str, typer.Option("--market", "-m", metavar="M", help="The file's market. Default: as its name says.")
    ] = "",
    state: Annotated[
        str,
        typer.Option("--state", metavar="STATE", help="What a changed text counts as: translated, reviewed, final."),
    ] = "translated",
    by: o.As = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be taken, and write nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take nothing where a row is refused.")] = False,
    format: o.Format = "text",
    project: o.Project = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Take back what a vendor did: every row is looked at first, and refused with a reason where it cannot be taken."""
    from locakit.cli import vending
    from locakit.cli.say import Voice

    asked = vending.In(file, market, state, by, dry_run, strict, format)
    return vending.take(project, asked, Voice(quiet=quiet, verbose=verbose, no_color=no_color))


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.command(epilog=o.examples("locakit diff", "locakit diff v1.2 HEAD --market fr-FR --format json",
        "locakit diff origin/main --format markdown", "locakit diff old/fr.po new/fr.po",
    ))(diff)  # fmt: skip
    people = typer.Typer(invoke_without_command=True)
    people.callback(
        epilog=o.examples("locakit review --market pt-BR", "locakit review --terminal -m ar-SA --key 'cart.*'")
    )(review)
    people.command("export", epilog=o.examples(
        "locakit review export --market fr-FR --to fr.xlsx", "locakit review export --format xliff --to vendor/",
    ))(export)  # fmt: skip
    people.command("import", epilog=o.examples(
        "locakit review import fr.xlsx --market fr-FR --dry-run", "locakit review import vendor/fr-FR.xlf --as 'Acme'",
    ))(take)  # fmt: skip
    app.add_typer(people, name="review")
