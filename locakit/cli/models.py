"""models: which models of the embedded engine are here, get another, remove one."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o

app = typer.Typer(
    help="The models of the embedded engine, which translates on this machine.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="The locale to translate from: en.")]
Target = Annotated[str, typer.Argument(metavar="TARGET", help="The locale to translate into: es, pt-BR, zh-TW.")]
Mirror = Annotated[
    str,
    typer.Option(
        "--mirror",
        metavar="URL",
        help="Another server: a folder with records.json and the attachments, or a Remote Settings records endpoint. "
        "Default: $LOCAKIT_MODELS_URL, else Mozilla's.",
    ),
]
From = Annotated[str, typer.Option("--from", metavar="DIR", help="Take the files from a folder; no network is used.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before the download.")]


@app.command("list", epilog=o.examples("locakit models list", "locakit models list --format json"))
def list_(mirror: Mirror = "", format: o.Format = "text") -> int:
    """Show the models on this machine and those that can be had."""
    from locakit.cli import modelwork

    o.choice("--format", format, ("text", "json"))
    return modelwork.show(mirror or None, as_json=format == "json")


@app.command(epilog=o.examples("locakit models add en es", "locakit models add en fr --from /media/stick/models"))
def add(
    source: Source,
    target: Target,
    from_: From = "",
    mirror: Mirror = "",
    yes: Yes = False,
    quiet: o.Quiet = False,
) -> int:
    """Get the model for a pair of languages, or the two that lead through English; the size is shown before."""
    from locakit.cli import modelwork
    from locakit.cli.say import Voice

    return modelwork.add(source, target, from_, mirror or None, yes, Voice(quiet=quiet))


@app.command(epilog=o.examples("locakit models remove en es", "locakit models remove pt-BR en"))
def remove(source: Source, target: Target, quiet: o.Quiet = False) -> int:
    """Delete a model from this machine."""
    from locakit.cli import modelwork
    from locakit.cli.say import Voice

    return modelwork.remove(source, target, Voice(quiet=quiet))


def register(parent: typer.Typer) -> None:
    """Add this page's commands."""
    parent.add_typer(app, name="models")
