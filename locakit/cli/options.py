"""The options that every command shares, written once."""

from __future__ import annotations

from typing import Annotated

import typer

Project = Annotated[
    str,
    typer.Option(
        "--project", metavar="DIR", help="The project's folder. Default: the nearest one upward with locakit.yaml."
    ),
]
Markets = Annotated[
    list[str] | None,
    typer.Option("--market", "-m", metavar="M", help="Only this market; repeatable, and es-* is understood."),
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="How the result is written: text or json.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only the result.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say which ones, not only how many.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour (NO_COLOR is understood too).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the plan and write nothing.")]
FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html")
"""What a check's report can be written as; ``text`` is for the terminal."""
_AS = typer.Option("--as", metavar="NAME", help="Who decides. Default: git's user name and e-mail.")
As = Annotated[str, _AS]
SignedAs = Annotated[str | None, _AS]
Revision = Annotated[str, typer.Argument(metavar="REV", help="A git revision or a folder.")]


def examples(*lines: str) -> str:
    """The epilog of a command's help: its examples."""
    return "Examples:  \n\n" + "\n\n".join(lines)


def choice(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise UsageError where ``value`` is none of ``allowed``."""
    from locakit.errors import UsageError

    if value not in allowed:
        raise UsageError(f"{option} {value!r}: it can be {', '.join(allowed)}")
