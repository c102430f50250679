"""The page of a market's rule: what it finds, why, its law, and how a finding is let stand."""

from __future__ import annotations

from locakit.market import ToneRule


def page(rule: ToneRule) -> str:
    """What the rule is about, why, and what it rests on; ``PageRule.page`` adds the examples."""
    weigh = f" Confidence: {rule.confidence}." if rule.confidence else ""
    law = f" Law: {rule.law}; a question to a person, not legal advice." if rule.law else ""
    source = "; ".join(rule.source) or "the project"
    return (
        f"{rule.message or _KINDS[rule.kind]} (pack {rule.layer})\n\nWhy: {rule.why.rstrip('.')}.{weigh}{law}"
        f"{_approval(rule)}\n\nSource: {source}"
    )


def _approval(rule: ToneRule) -> str:
    """How a finding of a claim, or of what a role must approve, is let stand."""
    if rule.kind != "claim" and not rule.approve_with:
        return ""
    proof = "a flag evidence: on the unit says where the proof stands, or " if rule.kind == "claim" else ""
    who = f" ({', '.join(rule.approve_with)})" if rule.approve_with else ""
    by = f"locakit dismiss {rule.id} KEY --reason TEXT --as NAME"
    return f"\n\nLet stand where {proof}a person{who} approves it until a text changes: {by}."


_KINDS = {
    "register": "People are addressed in another register than the market's.",
    "forbid": "Something stands there that must not.",
    "require": "Something is wanting that must stand there.",
    "bilingual": "The target word looks like the source word and means something else.",
    "spacing": "The space beside a mark is not the market's.",
    "quotes": "The quotation marks are not the market's.",
    "paired": "A mark that comes in pairs stands alone.",
    "count": "More of something than is usual in one text.",
    "length": "The target is far longer or shorter than its source.",
    "term": "A word of another market.",
    "casing": "Title case where the market writes sentences.",
    "script": "Letters of another alphabet.",
    "digits": "Digits of two systems in one text.",
    "numbers": "A number, price, percentage, date, time or unit is not written as in the market.",
    "bidi": "Text of two directions may be shown in another order than it is read.",
    "claim": "A claim that may stand only where somebody can prove it.",
    "disclosure": "The text does not say that it is advertising, paid for or made by a machine, where that is seen.",
    "keyword": "The market's search keyword is not in the text, or too often.",
    "parity": "What must be the same on both sides is not.",
    "consistency": "One thing is spelled in two ways.",
    "pii": "The source holds personal data.",
}  # fmt: skip
