"""Faults of glossaries themselves, which ``locakit glossary lint`` states."""

from __future__ import annotations

from functools import partial

from locakit.model import Severity
from locakit.rules._page import Stated

_TBX = "Source: ISO 30042 (TBX), administrative status"


def _stated(name: str, severity: Severity, text: str, bad: str, good: str) -> Stated:
    return Stated(f"glossary.{name}", severity, "terminology", text, bad, good)


_error, _warning, _info = (partial(_stated, severity=level) for level in ("error", "warning", "info"))

UNREADABLE = _error(
    "unreadable",
    text="""The file is no glossary: all its faults are told at once.

Why: none of its terms is looked for or asked of an engine.

Source: YAML 1.2.2; docs/glossary.md, the keys of a glossary.""",
    bad="- {source: cart, es: {use: carrito, forbid: [cesta]}}, where no key is called forbid",
    good="- {source: cart, es: {use: carrito, not: [cesta]}}",
)

CONTRADICTION = _warning(
    "contradiction",
    text=f"""Two entries want different words for one term, or one wants what another forbids.

Why: the earlier glossary counts, and the words of the later one are never used; whoever wrote them does not know.

{_TBX}.""",
    bad="ours.yaml: order is *pedido*; shop.yaml: order is *orden*, both for es",
    good="one entry with *pedido* for es and *orden* for es-MX",
)

DUPLICATE = _info(
    "duplicate",
    text="""A term is entered twice, is a form of another one, or says what a shipped pack says too.

Why: one of the two is changed one day, and the other is not.

Source: ISO 704, one concept has one entry.""",
    bad="- {source: cart, pt-BR: carrinho} and - {source: carts, pt-BR: carrinhos}",
    good="- {source: cart, pt-BR: carrinho}: the plural of regular words is found",
)

FORBIDDEN = _warning(
    "forbidden",
    text="""A target breaks a rule of its own market, or has a word that another term in it forbids.

Why: every unit that uses the term as it is wanted would be reported.

Source: MQM 2, terminology: inconsistent with terminology resource.""",
    bad="gift card is *cartão de presente* in pt-BR, where card forbids *cartão*",
    good="gift card is *vale-presente*",
)

NO_TARGET = _warning(
    "no-target",
    text=f"""A market of the project has no target for a term, neither its own nor one that it inherits.

Why: there the term is translated in as many ways as there are translators.

{_TBX}; the CLDR's parent locales.""",
    bad="- {source: cart, es: carrito} in a project with the markets es-MX and pt-BR",
    good="- {source: cart, es: carrito, pt: carrinho}",
)

UNUSED = _info(
    "unused",
    text="""No source text of the project has the term.

Why: it may be misspelt, or of a feature that is gone.

Source: ISO 12616-1, terminography.""",
    bad="- {source: chekout, fr: paiement}",
    good="- {source: checkout, fr: paiement}",
)

CASE = _warning(
    "case",
    text="""Capitals do not fit: a target has one and its source has none, or sources write a name in other letters.

Why: a target stands inside sentences as the glossary writes it, and a name in other letters is not found.

Source: ISO 704, terms are written in lower case unless they are names.""",
    bad="- {source: cart, fr: Panier}",
    good="- {source: cart, fr: panier}; a German noun keeps its capital: *Warenkorb*",
)

INSIDE = _info(
    "inside",
    text="""A term stands inside another one and is given by other words there.

Why: that may be right, but the reader meets two words for one thing.

Source: MQM 2, terminology: inconsistent use of terminology.""",
    bad="card is *cartão*, gift card is *vale-presente*",
    good="card is *cartão*, gift card is *cartão-presente*",
)

PLACEABLE = _warning(
    "placeable",
    text="""The term is a placeable, or holds one.

Why: terms are not looked for inside placeables, so it is never found.

Source: docs/rules/placeables.md, what a placeable is.""",
    bad="- {source: '{brand} card', dnt: true}",
    good="- {source: Marula card, dnt: true}",
)

FORMULA = _warning(
    "formula",
    text="""A term begins as a formula of a spreadsheet does: with =, +, - or @.

Why: exported as CSV or XLSX and opened, it would be run.

Source: OWASP, CSV injection.""",
    bad="- {source: '=SUM(A1)', dnt: true}",
    good="- {source: SUM, dnt: true}",
)
