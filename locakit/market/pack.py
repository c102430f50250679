"""A market pack's file read into values: who is addressed how, and the rules of that market."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as fields_of
from datetime import date
from typing import get_args

from locakit import locales
from locakit.marked import Plain, Reader, plain
from locakit.market.kinds import CHECKS, KINDS
from locakit.market.purposes import Purpose, purposes
from locakit.model import SEVERITIES, Category, Severity
from locakit.yamlmap import Node

_TOP = ("locale", "extends", "name", "register", "registers", "disable", "severity", "rules")
_COMMON = (
    "id", "kind", "severity", "category", "why", "source", "confidence", "since", "until", "channels", "fields",
    "when", "allow", "law", "approve_with", "opt_in", "fix", "case", "message", "bad", "good", "like", "template",
)  # fmt: skip
_ID = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_EXAMPLE = ("target", "source", "fixed", "register", "flags", "beside", "market")


@dataclass(frozen=True, slots=True)
class Example:
    """A text that shows a rule: bad ones it must find, good ones it must not."""

    target: str
    source: str = ""
    fixed: str | None = None
    """What the rule's safe fixes make of it."""
    register: str = ""
    """Shown under this register instead of the market's default."""
    flags: tuple[str, ...] | None = None
    """What its unit carries; None for the first channel, field and flag that its rule asks for."""
    beside: tuple[str, ...] = ()
    """Other targets of the same market, for rules that look at more than one text."""
    market: str = ""
    """The locale it is shown under, where a rule holds for markets of many ways; empty: any."""


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
    """The standard, style guide or measurement it rests on; where none is said, the law."""
    confidence: str = ""
    since: str = ""
    """ISO date before which the rule is silent."""
    until: str = ""
    channels: tuple[str, ...] = ()
    """Only for units of one of these, or of one of its fields (``email/subject``); empty is all."""
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
    like: str = ""
    """The rule of a more general pack that says all that is not said here."""
    template: bool = False
    """It holds nowhere: it is there for others to be like it."""
    given: frozenset[str] = frozenset()
    """The fields that are said here."""


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
    extends: str = ""
    """The locale whose packs apply instead of the CLDR parents'; ``root`` for none but those of every market."""
    places: Mapping[str, int] = field(default_factory=dict)
    """The rules that ``disable`` and ``severity`` name, and the offset in the file at which they do."""
    purposes: tuple[Purpose, ...] = ()
    """The channels, fields and flags that the rules are for."""


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
    extends = _extends(reader, top.get("extends"), locale)
    rules: dict[str, ToneRule] = {}
    named: list[Purpose] = []
    for node in reader.items(top.get("rules"), "rules"):
        rule = _rule(reader, node, locale)
        named += purposes({key.text: value for key, value in node.pairs})
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
        tuple(reader.texts(top.get("disable"), "disable")), levels, extends, _places(top), tuple(named),
    )  # fmt: skip
    reader.done()
    return pack


def _extends(reader: Reader, node: Node | None, locale: str) -> str:
    said = reader.text(node, "extends")
    parent = said if said in ("", "root") else locales.normalize(said)
    if node is not None and parent and (parent == locale or not (parent == "root" or locales.is_tag(said))):
        reader.fault(node, f"extends: {said!r} is " + ("the pack itself" if parent == locale else "no language tag"))
    return parent


def _places(top: Mapping[str, Node]) -> dict[str, int]:
    named = [key for key, _ in top["severity"].pairs] if "severity" in top else []
    named += (top["disable"].items or (top["disable"],)) if "disable" in top else ()
    return {node.text.strip(): node.at for node in named}


def _rule(reader: Reader, node: Node, locale: str) -> ToneRule | None:
    fields = reader.mapping(node, None, "a rule")
    kind = reader.choice(fields.get("kind"), "kind", KINDS, "")
    id = reader.text(fields.get("id"), "id")
    for name in ("id", "kind", *(() if "like" in fields else ("why",))):
        if name not in fields:
            reader.fault(node, f"a rule needs {name}:")
    if not id or not kind:
        return None
    if not _ID.fullmatch(id):
        reader.fault(fields["id"], f"the id {id!r} may hold letters, digits, '-', '_' and single dots between them")
    fields = reader.mapping(node, (*_COMMON, *KINDS[kind]), f"a rule of kind {kind}")
    case, law = reader.flag(fields.get("case"), "case"), reader.text(fields.get("law"), "law")
    for name, type_ in KINDS[kind].items():
        if name in fields:
            CHECKS[type_](reader, fields[name], name, case)
    return ToneRule(
        id, kind, reader.text(fields.get("why"), "why"),
        severity=_severity(reader.choice(fields.get("severity"), "severity", SEVERITIES, "warning")),
        category=reader.choice(fields.get("category"), "category", get_args(Category), ""),
        message=reader.text(fields.get("message"), "message"),
        source=tuple(reader.texts(fields.get("source"), "source")) or tuple(filter(None, law.split("; "))),
        confidence=reader.text(fields.get("confidence"), "confidence"),
        since=_day(reader, fields.get("since"), "since"), until=_day(reader, fields.get("until"), "until"),
        channels=tuple(reader.texts(fields.get("channels"), "channels")),
        fields=tuple(reader.texts(fields.get("fields"), "fields")),
        when=tuple(reader.texts(fields.get("when"), "when")), allow=_allowed(reader, fields.get("allow"), case),
        law=law,
        approve_with=tuple(reader.texts(fields.get("approve_with"), "approve_with")),
        opt_in=reader.flag(fields.get("opt_in"), "opt_in"), fix=reader.flag(fields.get("fix"), "fix", True), case=case,
        data={name: plain(fields[name]) for name in KINDS[kind] if name in fields},
        bad=_examples(reader, fields.get("bad"), "bad"), good=_examples(reader, fields.get("good"), "good"),
        layer=locale, path=reader.page.path, like=reader.text(fields.get("like"), "like"),
        template=reader.flag(fields.get("template"), "template"),
        given=frozenset((*fields, "source") if law else fields),
    )  # fmt: skip


def inherited(rule: ToneRule, base: ToneRule) -> ToneRule:
    """The rule with all that it does not say itself taken from the one it is like."""
    own = {"id", "kind", "like", "template", "layer", "path", "given", "data", "bad", "good"}
    told = {f.name: getattr(base, f.name) for f in fields_of(rule) if f.name not in own | rule.given}
    examples = {name: getattr(rule, name) or getattr(base, name) for name in ("bad", "good")}
    return replace(rule, **told, **examples, data={**base.data, **rule.data})


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
        fields = reader.mapping(item, _EXAMPLE, f"an example ({what})")
        texts = {name: n.text for name, n in fields.items() if n.shape == "text"}
        if "target" not in texts:
            reader.fault(item, f"an example ({what}) needs target:")
            continue
        flags, beside = (tuple(reader.texts(fields.get(name), name)) for name in ("flags", "beside"))
        said = (texts.get("source", ""), texts.get("fixed"), texts.get("register", ""))
        asked = flags if "flags" in fields else None
        out.append(Example(texts["target"], *said, asked, beside, texts.get("market", "")))
    return tuple(out)
