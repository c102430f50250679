"""The house rules: floors, sizes, first sentences, registries against folders, lazy start-up."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "locakit"

FLOORS: list[set[str]] = [
    {"model", "errors", "doors", "__init__"},
    {"locales", "splice", "ledger", "settings", "screen", "heads"},
    {"stores", "folders"},
    {"placeables", "tags", "yamlmap", "paths", "fingerprint", "fan"},
    {"icu", "marked"},
    {"mask", "terms", "market", "memory", "tmx", "proposals", "comments", "links", "hreflang", "numerals"},
    {
        "catalog",
        "align",
        "plan",
        "recall",
        "leaves",
        "ladder",
        "enforce",
        "gate",
        "formats",
        "providers",
        "rules",
        "reports",
        "work",
    },
    {"check", "usage", "changes", "stats", "emit", "layout", "trial", "glossary", "manifest", "queue", "derive"}
    | {"fitting"},
    {"translate", "review", "exchange", "project", "insight"},
    {"shell", "board"},
    {"cli"},
    {"__main__"},
]
"""Imports go down only; rooms on a floor do not import each other, except for SAME_FLOOR."""

SAME_FLOOR = {
    ("market", "numerals"): "a pack names what of a number is looked at",
    ("doors", "model"): "the doors speak of the nouns",
    ("plan", "recall"): "a plan's recall step carries what recall found",
    ("enforce", "rules"): "the ladder's first rung asks the same matcher as the rule",
    ("tmx", "memory"): "TMX is the memory's own exchange format",
}

DISK = {"shell", "cli", "__main__"}
DISK_EXCEPTIONS = {
    "memory.store": "SQLite opens its own file, and an index lies beside it",
    "folders": "names the folders of the platform",
    "providers._models": "reads the downloaded models",
    "providers._process": "starts the engine's worker processes",
    "providers.replay": "reads its recorded answers",
    "providers._service": "HTTP's Retry-After may be a date",
    "providers.firefox": "names the folder of the models",
}
DISK_CALLS = re.compile(
    r"(?<![.\w])(?<!def )"
    r"(?:open\(|Path\(|os\.(?:rename|replace|unlink|remove|makedirs)|subprocess\.|time\.time\(|datetime\.now)"
)


def _modules() -> dict[str, Path]:
    out = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        out[name.removesuffix(".__init__")] = path
    return out


MODULES = _modules()


def _room(module: str) -> str:
    return module.split(".")[0]


def _floor(room: str) -> int | None:
    return next((n for n, rooms in enumerate(FLOORS) if room in rooms), None)


def _imports(path: Path) -> set[str]:
    """The locakit modules a file imports, also inside functions, but not for types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("locakit"):
            base = node.module.removeprefix("locakit").removeprefix(".")
            for alias in node.names:
                name = f"{base}.{alias.name}".strip(".")
                found.add(name if name in MODULES else base or "__init__")
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("locakit.") for a in node.names if a.name.startswith("locakit.")}
    return found


def test_every_room_has_a_floor() -> None:
    private = {m for m in map(_room, MODULES) if m.startswith("_") and m not in ("__init__", "__main__")}
    homeless = {r for r in map(_room, MODULES) if r and _floor(r) is None} - private
    assert not homeless


def test_imports_go_down_only() -> None:
    wrong = []
    for module, path in MODULES.items():
        mine = _floor(_room(module)) if module else None
        for other in _imports(path):
            theirs = _floor(_room(other))
            if mine is None or theirs is None or _room(other) == _room(module) or other == "__init__":
                continue
            if theirs > mine or (theirs == mine and (_room(module), _room(other)) not in SAME_FLOOR):
                wrong.append(f"{module} (floor {mine}) imports {other} (floor {theirs})")
    assert not wrong, "\n".join(wrong)


def test_no_import_circle() -> None:
    graph = {m: {i for i in _imports(p) if i in MODULES and i != m} for m, p in MODULES.items()}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module not in done:
            for other in graph[module]:
                visit(other, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_files_are_small_and_say_what_they_are() -> None:
    sizes = {m: len(p.read_text(encoding="utf-8").splitlines()) for m, p in MODULES.items()}
    assert {m: n for m, n in sizes.items() if n > 300} == {}
    assert statistics.median(n for n in sizes.values() if n) <= 150
    texts = {m: p.read_text(encoding="utf-8") for m, p in MODULES.items()}
    mute = [m for m, text in texts.items() if text and not ast.get_docstring(ast.parse(text))]
    assert not mute


def test_functions_are_short() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.body[0].lineno + 1
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert statistics.median(lengths) <= 12


def test_disk_and_clock_are_touched_in_the_shell_alone() -> None:
    wrong = [
        f"{module}:{n}: {line.strip()}"
        for module, path in MODULES.items()
        if _room(module) not in DISK and module not in DISK_EXCEPTIONS
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DISK_CALLS.search(line) and not line.lstrip().startswith(("#", '"'))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_start_up_imports_nothing_heavy(arguments: list[str]) -> None:
    heavy = ("babel", "yaml", "fxtranslate", "rapidfuzz", "simplemma", "markdown_it", "sqlite3", "pyicumessageformat")
    heavy += ("starlette", "uvicorn")
    code = (
        f"import sys\nfrom locakit.__main__ import main\nsys.argv = ['locakit', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('HEAVY', [m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("HEAVY []"), done.stdout


def test_the_product_speaks_of_itself_alone() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    if not listed:
        pytest.skip("not a git checkout")
    wrong = []
    secret = re.compile(r"/wo" + r"rk/|/tm" + r"p/w\b|pypi\.or" + r"g/simple|registry\.npm" + r"js")
    for name in listed.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.suffix not in (".png", ".db", ".bin"):
            text = path.read_text(encoding="utf-8", errors="replace")
            wrong += [f"{name}: {m.group()}" for m in secret.finditer(text)]
    assert not wrong


def test_each_page_of_the_command_line_adds_the_commands_it_is_called_for() -> None:
    import typer
    from typer.main import get_command

    from locakit.cli import app as door

    for page, names in door.PAGES.items():
        alone = typer.Typer()
        alone.callback()(door.main)
        __import__(f"locakit.cli.{page}", fromlist=["register"]).register(alone)
        found = get_command(alone)
        assert tuple(getattr(found, "commands", {})) == names
