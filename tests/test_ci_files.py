"""action.yml, .pre-commit-hooks.yaml and the jobs of docs/ci.md, held against the schemas of who reads them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
import yaml
from typer.main import get_command

from locakit.cli import commands_quality
from locakit.reports import registry

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
JOBS = re.findall(r"<!-- ([\w-]+) -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def valid(kind: str, document: object) -> None:
    """Hold a document against the schema of that name that check-jsonschema brings."""
    folder = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((folder / f"{kind}.json").read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(document)


def test_every_yaml_of_the_page_says_what_it_is() -> None:
    assert len(JOBS) == PAGE.count("```yaml")
    assert {kind for kind, _ in JOBS} == {"github-workflows", "gitlab-ci", "azure-pipelines", "pre-commit"}


@pytest.mark.parametrize(("kind", "text"), [job for job in JOBS if job[0] != "pre-commit"])
def test_the_jobs_are_what_their_servers_read(kind: str, text: str) -> None:
    # YAML 1.1 reads the key `on` as true; GitHub's reader does not.
    valid(kind, yaml.safe_load(re.sub(r"^on:", '"on":', text, flags=re.MULTILINE)))


def test_the_action_is_what_github_reads() -> None:
    valid("github-actions", ACTION)


def test_the_hooks_are_what_pre_commit_reads(tmp_path: Path) -> None:
    from pre_commit.clientlib import load_config, load_manifest

    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("locakit-check", "python", False)
    for n, (_, text) in enumerate(job for job in JOBS if job[0] == "pre-commit"):
        (tmp_path / f"{n}.yaml").write_text(text, encoding="utf-8")
        (repo,) = load_config(str(tmp_path / f"{n}.yaml"))["repos"]
        assert repo["hooks"][0]["id"] == hook["id"]
        if repo["repo"] == "local":
            assert {k: repo["hooks"][0][k] for k in ("name", "entry")} == {k: hook[k] for k in ("name", "entry")}


def test_the_page_names_the_action_s_inputs_and_nothing_else() -> None:
    table = PAGE[PAGE.index("| input |") :].split("\n\n")[0]
    told = {name: default for name, default in re.findall(r"^\| `([\w-]+)` \|.*\| (.+?) \|$", table, re.MULTILINE)}
    defaults = {name: given["default"] for name, given in ACTION["inputs"].items()}
    assert set(told) == set(defaults)
    assert all(told[name] == f"`{default}`" for name, default in defaults.items() if default)
    for _, text in JOBS:
        for block in re.findall(r"uses: OWNER/locakit@\S+\n +with:\n((?: {10}.*\n)+)", text):
            assert set(yaml.safe_load(block)) <= set(defaults)


def test_no_input_of_the_action_is_run_as_code() -> None:
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2 and not any("${{" in script for script in scripts)
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])


def commands() -> list[list[str]]:
    """The ``locakit check`` commands of page, action and hooks."""
    text = PAGE + json.dumps(ACTION["runs"]).replace("\\n", "\n").replace('\\"', "")
    found = re.findall(r"(?:locakit|/locakit) check\b([^`'\n]*)", text)
    return [shlex.split(re.sub(r'"\$\{args\[@\]\}"|\|\| true|#.*', "", c).replace('"', "")) for c in found]


def test_the_commands_that_are_shown_exist() -> None:
    app = typer.Typer()
    commands_quality.register(app)
    check = getattr(get_command(app), "commands", {})["check"]
    options = {option for parameter in check.params for option in parameter.opts}
    shown = commands()
    assert len(shown) > 12
    for words in shown:
        assert {w for w in words if w.startswith("-")} <= options
        for at, word in enumerate(words):
            if word == "--format":
                assert words[at + 1] in registry.NAMES


def test_the_page_lists_every_format() -> None:
    table = PAGE[PAGE.index("| `--format` |") :].split("\n\n")[0]
    listed = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(listed) == sorted({*registry.NAMES, "text"} - {"terminal"})


@pytest.mark.parametrize(("summary", "sarif"), [("true", "out dir/x.sarif"), ("false", "")])
def test_the_action_s_script_passes_arguments_whole(tmp_path: Path, summary: str, sarif: str) -> None:
    binary = tmp_path / "bin"
    binary.mkdir()
    (binary / "python").symlink_to(Path(sys.executable))
    (binary / "locakit").write_text(
        '#!/usr/bin/env bash\nprintf \'%s\\n\' "$#" "$@" >> "$LOG"\n'
        'while [ $# -gt 0 ]; do [ "$1" = --output ] && echo report > "$2"; shift; done\nexit "$CODE"\n'
    )
    (binary / "locakit").chmod(0o755)
    (tmp_path / "out dir").mkdir()
    log, page = tmp_path / "log", tmp_path / "page.md"
    env = {**os.environ, "BIN": str(binary), "ARGS": '--market "es-*" --rules \'a b\' $(touch pwned)', "SARIF": sarif,
           "SUMMARY": summary, "RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(page), "LOG": str(log),
           "CODE": "0"}  # fmt: skip
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", ACTION["runs"]["steps"][-1]["run"]]
    subprocess.run(script, env=env, cwd=tmp_path, check=True, capture_output=True)
    given = ["check", "--market", "es-*", "--rules", "a b", "$(touch", "pwned)"]
    wanted = [[*given, "--fail-on", "never", "--format", "sarif", "--output", sarif]] if sarif else []
    if summary == "true":
        wanted.append([*given, "--fail-on", "never", "--format", "markdown", "--output", str(tmp_path / "locakit.md")])
    wanted.append([*given, "--format", "github"])
    assert log.read_text().splitlines() == [w for call in wanted for w in (str(len(call)), *call)]
    assert page.exists() == (summary == "true") and not (tmp_path / "pwned").exists()
    done = subprocess.run(script, env={**env, "SUMMARY": "", "SARIF": "", "CODE": "1"}, cwd=tmp_path, check=False)
    assert done.returncode == 1
