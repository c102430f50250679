"""Findings without those that people have let stand, held against who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from locakit.check.approval import may
from locakit.check.dismissed import Dismissal
from locakit.model import Finding
from locakit.shell.desk import Office


@dataclass(slots=True)
class Sifted:
    """Findings without those that people let stand."""

    heard: list[Finding] = field(default_factory=list)
    dismissed: int = 0
    """How many were let stand, the approved ones included."""
    approved: int = 0
    """How many of them by a rule that says who may."""


def sift(office: Office, findings: list[Finding]) -> Sifted:
    """Tell findings apart; where a rule says who may let it stand, only their word counts."""
    known, out = office.space.state.dismissed, Sifted()
    if not known.all:
        return Sifted(findings)
    for finding in findings:
        made = known.of(finding)
        asked = roles(office, finding) if made else ()
        if not made or (asked and not any(counts(office, one, asked) for one in made)):
            out.heard.append(finding)
        else:
            out.dismissed += 1
            out.approved += bool(asked)
    return out


def counts(office: Office, one: Dismissal, asked: Sequence[str]) -> bool:
    """True where the word of who signed is worth something to the roles that are asked."""
    return may(one.by, asked, office.space.project.approvers)


def roles(office: Office, finding: Finding) -> Sequence[str]:
    """Who has to approve a finding; empty where everybody may let it stand."""
    return rule_roles(office, finding.market).get(finding.rule, ()) if finding.market else ()


def rule_roles(office: Office, market: str) -> Mapping[str, Sequence[str]]:
    """By rule: the roles that approve in a market."""
    return {rule.id: rule.approve_with for rule in office.market(market).rules if rule.approve_with}
