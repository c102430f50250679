"""formats: what can be read and written, and whether a file of one's own is kept."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o

formats_app = typer.Typer(help="The file formats, and whether yours are kept byte for byte.")


@formats_app.callback(
    invoke_without_command=True, epilog=o.examples("locakit formats", "locakit formats test locales/*.json --edit")
)
def formats(
    context: typer.Context, format: o.Format = "text", verbose: o.Verbose = False, no_color: o.NoColor = False
) -> int:
    """List the formats, with the usual path and an example of each."""
    from locakit.cli import formats as page
    from locakit.cli.say import Voice

    if context.invoked_subcommand:
        return 0
    return page.listing(format, Voice(verbose=verbose, no_color=no_color))


@formats_app.command("show", epilog=o.examples("locakit formats show po", "locakit formats show android"))
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A format's name.")], format: o.Format = "text"
) -> int:
    """Show a format: its files, its usual path, a whole example."""
    from locakit.cli import formats as page
    from locakit.cli.say import Voice

    return page.show(name, format, Voice())


@formats_app.command(
    "test",
    epilog=o.examples("locakit formats test locales/*.json", "locakit formats test po/fr.po --edit --format json"),
)
def test(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files to try; none is written.")],
    edit: Annotated[
        bool, typer.Option("--edit", help="Also change one value, in memory, and count the lines.")
    ] = False,
    as_format: Annotated[
        str, typer.Option("--as", metavar="NAME", help="The format, where name and content do not tell.")
    ] = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
) -> int:
    """Tell, file by file, whether locakit keeps it. Nothing is written."""
    from locakit.cli import formats as page
    from locakit.cli.say import Voice

    return page.test(files, edit, as_format, format, Voice(quiet=quiet, no_color=no_color))


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.add_typer(formats_app, name="formats")
