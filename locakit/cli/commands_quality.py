"""check, explain and market: what is wrong, what a rule says, what applies where."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o

market_app = typer.Typer(help="What applies to a market, and where it comes from.", no_args_is_help=True)


def check(
    market: o.Markets = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="SEVERITY", help="Exit 1 from this one up: error, warning, info, never.")
    ] = "error",
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes and say which.")] = False,
    project: o.Project = "",
    format: o.Format = "text",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Find what is missing, stale or broken; the command for CI."""
    from locakit.cli import quality
    from locakit.cli.say import Voice

    voice = Voice(quiet=quiet, verbose=verbose, no_color=no_color)
    return quality.check(project, market, fail_on, fix, format, voice)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, such as placeables.missing.")],
    project: o.Project = "",
) -> int:
    """Show a rule's page: what it finds, why, bad and good examples, its source."""
    from locakit.cli import quality

    return quality.explain(project, rule)


@market_app.command("list", epilog=o.examples("locakit market list", "locakit market list --format json"))
def market_list(format: o.Format = "text") -> int:
    """The markets that come with a pack."""
    from locakit.cli import quality

    return quality.market_list(format)


@market_app.command("show", epilog=o.examples("locakit market show es-MX", "locakit market show ar-SA --format json"))
def market_show(
    locale: Annotated[str, typer.Argument(metavar="M", help="A BCP 47 tag.")],
    format: o.Format = "text",
    project: o.Project = "",
) -> int:
    """Register, rules and terms of a market, and where each comes from."""
    from locakit.cli import quality

    return quality.market_show(project, locale, format)


@market_app.command("test", epilog=o.examples("locakit market test", "locakit market test fr-FR"))
def market_test(
    locale: Annotated[str, typer.Argument(metavar="M", help="A BCP 47 tag; default: all that have a pack.")] = "",
) -> int:
    """Run every rule's own bad and good examples."""
    from locakit.cli import quality

    return quality.market_test(locale)


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.command(epilog=o.examples("locakit check", "locakit check --format json --market 'es-*' | jq .summary"))(check)
    app.command(epilog=o.examples("locakit explain placeables.missing", "locakit explain fr.spacing"))(explain)
    app.add_typer(market_app, name="market")
