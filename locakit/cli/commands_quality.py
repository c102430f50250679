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
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id or pattern.")] = "",
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key or pattern of keys.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it may stand.")] = "",
    market: o.Markets = None,
    resource: Annotated[str, typer.Option("--resource", metavar="FILE", help="Only in this target file.")] = "",
    name: o.SignedAs = None,
    show: Annotated[
        bool, typer.Option("--list", help="Show what was let stand: by whom, when, why, and whether it still counts.")
    ] = False,
    format: o.Format = "text",
    project: o.Project = "",
    quiet: o.Quiet = False,
) -> int:
    """Let findings stand, with a reason, until source or target change; some rules ask for certain people's names."""
    from locakit.cli import dismissing
    from locakit.cli.say import Voice

    if show:
        return dismissing.listing(rule, key, market, format, project, Voice(quiet=quiet))
    return dismissing.dismiss(rule, key, reason, market, resource, name, project)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, such as placeables.missing.")],
    project: o.Project = "",
) -> int:
    """Show a rule's page: what it finds, why, bad and good examples, its source."""
    from locakit.cli import quality

    return quality.explain(project, rule)


@market_app.command("list", epilog=o.examples("locakit market list", "locakit market list --format json"))
def market_list(format: o.Format = "text", project: o.Project = "") -> int:
    """The markets that have a pack, shipped or the project's own."""
    from locakit.cli import marketing

    return marketing.market_list(project, format)


@market_app.command("show", epilog=o.examples("locakit market show es-MX", "locakit market show ar-SA --format json"))
def market_show(
    locale: Annotated[str, typer.Argument(metavar="M", help="A BCP 47 tag.")],
    format: o.Format = "text",
    project: o.Project = "",
) -> int:
    """Register, rules and terms of a market, and where each comes from."""
    from locakit.cli import marketing

    return marketing.market_show(project, locale, format)


@market_app.command("new", epilog=o.examples("locakit market new es-CO", "locakit market new sw-KE --out packs"))
def market_new(
    locale: Annotated[str, typer.Argument(metavar="M", help="A BCP 47 tag.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="DIR", help="Where it is written. Default: the project's markets/.")
    ] = "",
    project: o.Project = "",
) -> int:
    """Write a commented pack to fill in: CLDR's facts, what is inherited, rules of the common kinds."""
    from locakit.cli import marketnew

    return marketnew.market_new(project, locale, out)


@market_app.command("test", epilog=o.examples("locakit market test fr-FR", "locakit market test markets/es-MX.yaml"))
def market_test(
    what: Annotated[
        str, typer.Argument(metavar="[M|FILE]", help="A BCP 47 tag or a pack's file; default: all packs.")
    ] = "",
    project: o.Project = "",
) -> int:
    """Run every rule's own bad and good examples, and hold its repairs against what they say."""
    from locakit.cli import markettest

    return markettest.market_test(project, what)


@market_app.command("impact", epilog=o.examples(
    "locakit market impact --from main", "locakit market impact --on 2026-09-27 --market 'fr-*'",
    "locakit market impact --rule shop.superlatives --send",
))  # fmt: skip
def market_impact(
    since: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="REV|FILE|DIR",
            help="The rules to compare with: a git revision, an older pack file, a folder. Default: HEAD.",
        ),
    ] = "",
    rule: Annotated[
        list[str] | None,
        typer.Option(
            "--rule", metavar="RULE", help="Only this rule; without --from, all that it finds. Repeatable, es.* too."
        ),
    ] = None,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Under the laws of this day: 2026-09-27.")] = "",
    market: o.Markets = None,
    send: Annotated[
        bool, typer.Option("--send", help="Put the units up for review: state translated, the rule in the note.")
    ] = False,
    name: o.As = "",
    format: o.Format = "text",
    project: o.Project = "",
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
) -> int:
    """Show every unit that the rules find now and did not find before; nothing is written without --send."""
    from locakit.cli import impactwork
    from locakit.cli.say import Voice

    wish = impactwork.Wish(market, since, rule or [], on, send, name, format, project)
    return impactwork.impact(wish, Voice(quiet=quiet, no_color=no_color))


def register(app: typer.Typer) -> None:
    """Add this page's commands."""
    app.command(epilog=o.examples(
        "locakit check", "locakit check --changed origin/main --format github",
        "locakit check --format json --market 'es-*' | jq .summary", "locakit check app.po --target-locale pt-BR",
    ))(check)  # fmt: skip
    app.command(epilog=o.examples(
        "locakit dismiss numbers.missing cart.total --reason 'a year, not a count'", "locakit dismiss --list",
    ))(dismiss)  # fmt: skip
    app.command(epilog=o.examples("locakit explain placeables.missing", "locakit explain fr.spacing"))(explain)
    app.add_typer(market_app, name="market")
