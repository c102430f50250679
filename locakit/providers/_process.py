"""One process of the embedded engine, as its parent sees it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from locakit.errors import ProviderError
from locakit.providers import _worker
from locakit.providers._models import ModelLike

WINDOWS = sys.platform == "win32"
_OWN_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)

HELD = 4
"""Models one process keeps loaded, some 50 MB each."""


class Process:
    """One child with its models."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec("fxtranslate")
        if not spec or not spec.submodule_search_locations:
            raise ProviderError("the embedded engine is not installed", hint="python -m pip install fxtranslate")
        home = Path(next(iter(spec.submodule_search_locations))).parent
        self._held: list[str] = []
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-S", _worker.__file__, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=home,
            process_group=None if WINDOWS else 0,
            creationflags=_OWN_GROUP,
        )

    def translate(self, models: Sequence[ModelLike], texts: list[str]) -> list[str]:
        """The texts through one model after the other; raises ProviderError."""
        names = [self._load(model) for model in models]
        reply = self._ask({"through": names, "texts": texts})
        answers = reply.get("texts")
        if not isinstance(answers, list) or len(answers) != len(texts):
            raise ProviderError(f"the embedded engine failed: {reply.get('error', 'it sent a broken answer')}")
        return [str(answer) for answer in answers]

    def end(self) -> None:
        """Kill the child: it has nothing to lose."""
        self._child.kill()
        for stream in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        self._child.wait()

    def _load(self, model: ModelLike) -> str:
        name = f"{model.source}-{model.target}"
        if name in self._held:
            return name
        if len(self._held) >= HELD:
            self._ask({"drop": self._held.pop(0)})
        try:
            weights = model.read()
        except OSError as fault:
            raise _unusable(model, fault.strerror or str(fault)) from fault
        fault_text = self._ask({"load": name}, *weights).get("error")
        if fault_text:
            raise _unusable(model, str(fault_text))
        self._held.append(name)
        return name

    def _ask(self, request: dict[str, object], *frames: bytes) -> dict[str, object]:
        assert self._child.stdin and self._child.stdout
        try:
            for frame in (json.dumps(request).encode(), *frames):
                _worker.write(self._child.stdin, frame)
            self._child.stdin.flush()
            reply: dict[str, object] = json.loads(_worker.read(self._child.stdout))
        except (OSError, EOFError, ValueError) as fault:
            raise self._died() from fault
        return reply

    def _died(self) -> ProviderError:
        try:
            code = self._child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            code = 0
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return ProviderError(
            f"a process of the embedded engine ended unexpectedly ({how})",
            hint="run the same command again; with little memory, set the engine's option workers to 1",
        )


def _unusable(model: ModelLike, why: str) -> ProviderError:
    return ProviderError(
        f"the {model.source}→{model.target} model cannot be used: {why}",
        hint=f"get it anew: locakit models add {model.source} {model.target}",
    )
