"""check, explain and market: what is wrong, what a rule says, what applies where."""

from __future__ import annotations

from typing import Annotated

import typer

from locakit.cli import options as o

market_app = typer.Typer(help="What applies to a market, and where it comes from.", no_args_is_help=True)


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Only these: files of the project, or bilingual files by themselves."),
    ] = None,
    market: o.Markets = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="SEVERITY", help="Exit 1 from this one up: error, warning, info, never.")
    ] = "error",
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rules", metavar="RULE", help="Only these, opt-in ones too; repeatable, numbers.* is understood."
        ),
    ] = None,
    changed: Annotated[
        str | None,
        typer.Option("--changed", metavar="REV", help="Only units that differ from a git revision or a folder."),
    ] = None,
    baseline: Annotated[
        str, typer.Option("--baseline", metavar="FILE", help="Report only what is not in this baseline.")
    ] = "",
    write_baseline: Annotated[
        str, typer.Option("--write-baseline", metavar="FILE", help="Record today's findings; exit 0.")
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes and say which.")] = False,
    source_locale: Annotated[
        str, typer.Option("--source-locale", metavar="M", help="Of bilingual files. Default: what they tell, else en.")
    ] = "",
    target_locale: Annotated[
        str, typer.Option("--target-locale", metavar="M", help="Of bilingual files. Default: what they tell.")
    ] = "",
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(o.FORMATS)}.")] = "text",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Write the report there; the terminal gets the count.")
    ] = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes. Default: as many as are of use.")
    ] = 0,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Look at everything anew, and remember nothing.")
    ] = False,
    project: o.Project = "",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    no_color: o.NoColor = False,
) -> int:
    """Find what is missing, stale or broken; the command for CI."""
    from locakit.cli import checking
    from locakit.cli.asked import Wish
    from locakit.cli.say import Voice

    wish = Wish(
        files or [], market, rules or [], fail_on, changed, baseline, write_baseline, fix, source_locale,
        target_locale, format, output, jobs, no_cache, project,
    )  # fmt: skip
    return checking.check(wish, Voice(quiet=quiet, verbose=verbose, no_color=no_color))


def dismiss(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id or pattern.")],
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key or pattern of keys.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it may stand.")],
    market: o.Markets = None,
    resource: Annotated[str, typer.Option("--resource", metavar="FILE", help="Only in this target file.")] = "",
    name: o.As = "",
    project: o.Project = "",
) -> int:
    """Let findings stand, with a reason, until source or target change."""
    from locakit.cli import dismissing

    return dismissing.dismiss(rule, key, reason, market, resource, name, project)


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
    app.command(epilog=o.examples(
        "locakit check", "locakit check --changed origin/main --format github",
        "locakit check --format json --market 'es-*' | jq .summary", "locakit check app.po --target-locale pt-BR",
    ))(check)  # fmt: skip
    app.command(epilog=o.examples("locakit dismiss numbers.missing cart.total --reason 'a year, not a count'"))(dismiss)
    app.command(epilog=o.examples("locakit explain placeables.missing", "locakit explain fr.spacing"))(explain)
    app.add_typer(market_app, name="market")
