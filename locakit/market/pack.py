"""A market pack's file read into values: who is addressed how, and the rules of that market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from locakit import locales
from locakit.marked import Plain, Reader, plain
from locakit.market.kinds import CHECKS, KINDS
from locakit.model import SEVERITIES, Category, Severity
from locakit.yamlmap import Node

_TOP = ("locale", "name", "register", "registers", "disable", "severity", "rules")
_COMMON = (
    "id", "kind", "severity", "category", "why", "source", "confidence", "since", "until", "channels", "fields",
    "when", "allow", "law", "approve_with", "opt_in", "fix", "case", "message", "bad", "good",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A text that shows a rule: bad ones it must find, good ones it must not."""

    target: str
    source: str = ""
    fixed: str | None = None
    """What the rule's safe fixes make of it."""
    register: str = ""
    """Shown under this register instead of the market's default."""


@dataclass(frozen=True, slots=True)
class ToneRule:
    """One rule of a market, as data."""

    id: str
    kind: str
    why: str
    severity: Severity = "warning"
    category: str = ""
    """MQM dimension; empty: the kind's usual one."""
    message: str = ""
    """What the finding says, where the kind's own sentence would say too little."""
    source: tuple[str, ...] = ()
    """The standard, style guide or measurement it rests on."""
    confidence: str = ""
    since: str = ""
    """ISO date before which the rule is silent."""
    until: str = ""
    channels: tuple[str, ...] = ()
    """Only for units of one of these; empty is all."""
    fields: tuple[str, ...] = ()
    """Only for one of these fields of a channel."""
    when: tuple[str, ...] = ()
    """Only for units with one of these flags (``sponsored``; ``keyword:`` is any that begins so)."""
    allow: tuple[str, ...] = ()
    """Patterns of what may stand although the rule finds it."""
    law: str = ""
    """The law or code behind the rule, by its own name: the rule is a question to a person, no verdict."""
    approve_with: tuple[str, ...] = ()
    """Who may let a finding stand: roles that the project names in ``approvers``."""
    opt_in: bool = False
    """Only where a project gives the rule a severity."""
    fix: bool = True
    """Its repairs are safe to apply unseen."""
    case: bool = False
    """Its patterns tell capitals from small letters."""
    data: Mapping[str, Plain] = field(default_factory=dict)
    """The kind's own fields."""
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    layer: str = ""
    """The locale whose pack states it."""
    path: str = ""
    """That pack's file."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack file."""

    path: str
    locale: str
    """BCP 47, or ``root``: under every market."""
    name: str = ""
    register: str = ""
    """The default register; empty: inherited."""
    registers: tuple[str, ...] = ()
    """The registers a project may choose; empty: inherited."""
    rules: tuple[ToneRule, ...] = ()
    disable: tuple[str, ...] = ()
    """Inherited rules that do not hold here."""
    severity: Mapping[str, str] = field(default_factory=dict)
    """Inherited rules that weigh otherwise here."""


def parse(path: str, text: str) -> Pack:
    """Read a pack's YAML; raises ConfigError with all its faults, each with line and column."""
    reader = Reader(path, text)
    top = reader.mapping(reader.root, _TOP, "a market pack")
    locale = reader.text(top.get("locale"), "locale")
    if not locale:
        reader.fault(reader.root, "a market pack needs locale:")
    elif locale != "root" and not locales.is_tag(locale):
        reader.fault(top["locale"], f"{locale!r} is no language tag")
    locale = locale if locale == "root" else locales.normalize(locale or "und")
    rules: dict[str, ToneRule] = {}
    for node in reader.items(top.get("rules"), "rules"):
        rule = _rule(reader, node, locale)
        if rule is not None and rule.id in rules:
            reader.fault(node, f"the rule {rule.id!r} stands here twice")
        elif rule is not None:
            rules[rule.id] = rule
    registers = tuple(reader.texts(top.get("registers"), "registers"))
    register = reader.text(top.get("register"), "register")
    if register and registers and register not in registers:
        reader.fault(top["register"], f"{register!r} is none of the registers {', '.join(registers)}")
    levels = {
        key: reader.choice(node, f"severity of {key}", (*SEVERITIES, "off"), "warning")
        for key, node in reader.mapping(top["severity"], None, "severity").items()
    } if "severity" in top else {}  # fmt: skip
    pack = Pack(
        path, locale, reader.text(top.get("name"), "name"), register, registers, tuple(rules.values()),
        tuple(reader.texts(top.get("disable"), "disable")), levels,
    )  # fmt: skip
    reader.done()
    return pack


def _rule(reader: Reader, node: Node, locale: str) -> ToneRule | None:
    fields = reader.mapping(node, None, "a rule")
    kind = reader.choice(fields.get("kind"), "kind", KINDS, "")
    id = reader.text(fields.get("id"), "id")
    for name in ("id", "kind", "why"):
        if name not in fields:
            reader.fault(node, f"a rule needs {name}:")
    if not id or not kind:
        return None
    fields = reader.mapping(node, (*_COMMON, *KINDS[kind]), f"a rule of kind {kind}")
    case = reader.flag(fields.get("case"), "case")
    for name, type_ in KINDS[kind].items():
        if name in fields:
            CHECKS[type_](reader, fields[name], name, case)
    return ToneRule(
        id, kind, reader.text(fields.get("why"), "why"),
        severity=_severity(reader.choice(fields.get("severity"), "severity", SEVERITIES, "warning")),
        category=reader.choice(fields.get("category"), "category", get_args(Category), ""),
        message=reader.text(fields.get("message"), "message"),
        source=tuple(reader.texts(fields.get("source"), "source")),
        confidence=reader.text(fields.get("confidence"), "confidence"),
        since=_day(reader, fields.get("since"), "since"), until=_day(reader, fields.get("until"), "until"),
        channels=tuple(reader.texts(fields.get("channels"), "channels")),
        fields=tuple(reader.texts(fields.get("fields"), "fields")),
        when=tuple(reader.texts(fields.get("when"), "when")), allow=_allowed(reader, fields.get("allow"), case),
        law=reader.text(fields.get("law"), "law"),
        approve_with=tuple(reader.texts(fields.get("approve_with"), "approve_with")),
        opt_in=reader.flag(fields.get("opt_in"), "opt_in"), fix=reader.flag(fields.get("fix"), "fix", True), case=case,
        data={name: plain(fields[name]) for name in KINDS[kind] if name in fields},
        bad=_examples(reader, fields.get("bad"), "bad"), good=_examples(reader, fields.get("good"), "good"),
        layer=locale, path=reader.page.path,
    )  # fmt: skip


def _allowed(reader: Reader, node: Node | None, case: bool) -> tuple[str, ...]:
    if node is not None:
        CHECKS["finders"](reader, node, "allow", case)
    return tuple(reader.texts(node, "allow"))


def _severity(word: str) -> Severity:
    return next(s for s in SEVERITIES if s == word)


def _day(reader: Reader, node: Node | None, what: str) -> str:
    text = reader.text(node, what)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        if node is not None:
            reader.fault(node, f"{what} must be a date like 2026-09-27")
        return ""


def _examples(reader: Reader, node: Node | None, what: str) -> tuple[Example, ...]:
    out: list[Example] = []
    for item in reader.items(node, what):
        if item.shape == "text":
            out.append(Example(item.text))
            continue
        fields = reader.mapping(item, ("target", "source", "fixed", "register"), f"an example ({what})")
        texts = {name: n.text for name, n in fields.items() if n.shape == "text"}
        if "target" not in texts:
            reader.fault(item, f"an example ({what}) needs target:")
        else:
            out.append(Example(texts["target"], texts.get("source", ""), texts.get("fixed"), texts.get("register", "")))
    return tuple(out)
