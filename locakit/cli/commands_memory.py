"""memory: search it, count it, TMX in and out, make it anew."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o

memory_app = typer.Typer(
    help="The translation memory: what people wrote, offered again where the source recurs.", no_args_is_help=True
)


@memory_app.command(
    "search", epilog=o.examples('locakit memory search "Add to cart"', "locakit memory search carrinho --market pt-BR")
)
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A source text, or words of source or translation.")],
    market: o.Markets = None,
    source: Annotated[bool, typer.Option("--source", help="Look for the words in the sources alone.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show at most so many.")] = 10,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
) -> int:
    """Show what the memory has for a text: the same, alike (75 and up), and where its words stand."""
    from locakit.cli import memories
    from locakit.cli.say import Voice

    return memories.search(project, text, market or [], source, limit, format, Voice(quiet=quiet, no_color=no_color))


@memory_app.command("stats", epilog=o.examples("locakit memory stats", "locakit memory stats --format json"))
def stats(
    project: o.Project = "", format: o.Format = "text", quiet: o.Quiet = False, no_color: o.NoColor = False
) -> int:
    """Count entries by market, origin and project."""
    from locakit.cli import memories
    from locakit.cli.say import Voice

    return memories.stats(project, format, Voice(quiet=quiet, no_color=no_color))


@memory_app.command("import", epilog=o.examples("locakit memory import agency.tmx", "locakit memory import tm/*.tmx"))
def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE.tmx…", help="TMX files, of any size and encoding.")],
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
) -> int:
    """Take TMX files in; a file that was taken in before replaces what it gave."""
    from locakit.cli import memories
    from locakit.cli.say import Voice

    return memories.take_in(project, files, format, Voice(quiet=quiet, no_color=no_color))


@memory_app.command(
    "export", epilog=o.examples("locakit memory export all.tmx", "locakit memory export pt.tmx --market pt-BR")
)
def export(
    file: Annotated[str, typer.Argument(metavar="FILE.tmx", help="The file to write.")],
    market: o.Markets = None,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
) -> int:
    """Write the memory as TMX 1.4: a unit for each source and place, with all its markets."""
    from locakit.cli import memories
    from locakit.cli.say import Voice

    return memories.export(project, file, market or [], format, Voice(quiet=quiet, no_color=no_color))


@memory_app.command("rebuild", epilog=o.examples("locakit memory rebuild", "locakit memory rebuild --format json"))
def rebuild(
    project: o.Project = "", format: o.Format = "text", quiet: o.Quiet = False, no_color: o.NoColor = False
) -> int:
    """Make it anew from ledger, locale files and TMX files; in a shared memory the other projects' part stays."""
    from locakit.cli import memories
    from locakit.cli.say import Voice

    return memories.rebuild(project, format, Voice(quiet=quiet, no_color=no_color))


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.add_typer(memory_app, name="memory")
