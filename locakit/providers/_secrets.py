"""Keys of engines: from the environment, else from the operating system's keyring; never from a project's files."""

from __future__ import annotations

import os
from typing import Any

from locakit.errors import ProviderError

SERVICE = "locakit"
"""The keyring's service name; the user name is the engine's."""


class NoKey(ProviderError):
    """The engine needs a key and none is set."""


def secret(engine: str, variable: str) -> str:
    """The engine's key; empty where neither the environment variable nor the keyring has one."""
    return os.environ.get(variable, "").strip() or _kept(engine)


def require(engine: str, variable: str) -> str:
    """The engine's key. Raises NoKey with how to set it."""
    found = secret(engine, variable)
    if not found:
        raise NoKey(f"{engine} needs a key and none is set", hint=how(engine, variable))
    return found


def how(engine: str, variable: str) -> str:
    """How a person sets the key."""
    return f"export {variable}=…        # or: keyring set {SERVICE} {engine}"


def _kept(engine: str) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    try:
        found: Any = keyring.get_password(SERVICE, engine)
    except Exception:  # A keyring's own faults (locked, no desktop, no backend) have no common class.
        return ""
    return found.strip() if isinstance(found, str) else ""
