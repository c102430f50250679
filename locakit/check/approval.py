"""Who may let the findings of a rule stand: the roles of ``approve_with``, and the names a project gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Approvers = Mapping[str, Sequence[str]]
"""Role to names, e-mail addresses, or both (``Ana Ruiz <ana@example.com>``)."""


def entitled(roles: Sequence[str], approvers: Approvers) -> list[str]:
    """The names of those who may approve; empty where the project lists none of the roles, so that any name will do."""
    return list(dict.fromkeys(name for role in roles for name in approvers.get(role, ())))


def may(by: str, roles: Sequence[str], approvers: Approvers) -> bool:
    """True where ``by`` may approve: somebody with a name, and one of those whom the project lists."""
    names = entitled(roles, approvers)
    return bool(by.strip()) and (not names or any(_same(by, name) for name in names))


def _same(by: str, listed: str) -> bool:
    """The same person: all that one of them says is said by the other (name, e-mail address, or both)."""
    mine, theirs = _parts(by), _parts(listed)
    shared = [(a, b) for a, b in zip(mine, theirs, strict=True) if a and b]
    return bool(shared) and all(a == b for a, b in shared)


def _parts(person: str) -> tuple[str, str]:
    """Name and e-mail address, case and spacing levelled; what is not said is empty."""
    plain = " ".join(person.split()).casefold()
    name, open_, rest = plain.partition("<")
    if open_:
        return name.strip(), rest.rstrip("> ").strip()
    return ("", plain) if "@" in plain else (plain, "")
