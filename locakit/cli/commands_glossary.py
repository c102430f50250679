"""glossary: the terms of a project, listed, judged, exchanged, found, and followed into the content."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o

glossary_app = typer.Typer(help="The terms: list, lint, import, export, extract, impact.", no_args_is_help=True)

Kind = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="tbx, tbx-dct, tbx2, csv, tsv or yaml. Default: by the name.")
]
Into = Annotated[
    str, typer.Option("--into", metavar="FILE", help="The glossary that takes the terms, below the project.")
]


@glossary_app.command(
    "list", epilog=o.examples("locakit glossary list --market pt-BR", "locakit glossary list --format json | jq .")
)
def listing(
    market: o.Markets = None, project: o.Project = "", format: o.Format = "text", no_color: o.NoColor = False
) -> int:
    """The terms of each market after inheritance, and where each comes from."""
    from locakit.cli import glossaries as page
    from locakit.cli.say import Voice

    return page.listing(project, market, format, Voice(no_color=no_color))


@glossary_app.command(
    "lint", epilog=o.examples("locakit glossary lint", "locakit glossary lint --fail-on warning --format json")
)
def lint(
    market: o.Markets = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="SEVERITY", help="Exit 1 from this one up: error, warning, info, never.")
    ] = "error",
    project: o.Project = "",
    format: o.Format = "text",
    no_color: o.NoColor = False,
) -> int:
    """Find contradictions, doubles, terms nobody uses, and targets that their own market forbids."""
    from locakit.cli import glossaries as page
    from locakit.cli.say import Voice

    return page.lint(project, market, fail_on, format, Voice(no_color=no_color))


@glossary_app.command(
    "export", epilog=o.examples("locakit glossary export terms.tbx", "locakit glossary export --market es-MX terms.csv")
)
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write; - is the standard output.")],
    market: o.Markets = None,
    format: Kind = "",
    own: Annotated[bool, typer.Option("--own", help="Only the project's files, not the packs it names.")] = False,
    project: o.Project = "",
    quiet: o.Quiet = False,
) -> int:
    """Write the terms as TBX, CSV or YAML: all locales, or what holds in one market."""
    from locakit.cli import glossaries as page
    from locakit.cli.say import Voice

    return page.export(project, market, file, format, own, Voice(quiet=quiet))


@glossary_app.command(
    "import",
    epilog=o.examples(
        "locakit glossary import terms.tbx", "locakit glossary import --market pt-BR --into glossaries/brand.yaml t.csv"
    ),
)
def take(
    file: Annotated[str, typer.Argument(metavar="FILE", help="TBX, CSV, TSV or YAML.")],
    into: Into = "",
    market: o.Markets = None,
    format: Kind = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and write nothing.")] = False,
    project: o.Project = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> int:
    """Take terms into a glossary file; entries that are not touched keep their bytes, comments and order."""
    from locakit.cli import glossaries as page
    from locakit.cli.say import Voice

    return page.take(project, market, file, into, format, dry_run, Voice(quiet=quiet, verbose=verbose))


@glossary_app.command(
    "extract",
    epilog=o.examples("locakit glossary extract", "locakit glossary extract --into glossaries/found.yaml --min 5"),
)
def extract(
    market: o.Markets = None,
    into: Into = "",
    least: Annotated[int, typer.Option("--min", min=2, help="In at least so many different texts.")] = 3,
    most: Annotated[int, typer.Option("--limit", min=1, help="At most so many candidates.")] = 100,
    project: o.Project = "",
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="yaml, text or json.")] = "yaml",
    quiet: o.Quiet = False,
) -> int:
    """Propose terms: phrases, names and labels that recur, with what existing translations make of them."""
    from locakit.cli import termwork as page
    from locakit.cli.say import Voice

    return page.extract(project, market, into, least, most, format, Voice(quiet=quiet))


@glossary_app.command(
    "impact", epilog=o.examples("locakit glossary impact --since main", "locakit glossary impact --requeue -m es-MX")
)
def impact(
    since: Annotated[
        str, typer.Option("--since", metavar="REV", help="A git revision, a folder, or an older glossary file.")
    ] = "HEAD",
    requeue: Annotated[bool, typer.Option("--requeue", help="Make the machine-made ones due again.")] = False,
    market: o.Markets = None,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Show which units a change of terms touches: to be redone, or for a person to look at."""
    from locakit.cli import termwork as page
    from locakit.cli.say import Voice

    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    return page.impact(project, market, since, requeue, format, voice)


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.add_typer(glossary_app, name="glossary")
