"""Laravel's choices (``one apple|many apples``) as plural forms: the framework's own rule says which part is read.

Source: Laravel 11, ``Illuminate\\Translation\\MessageSelector``. Parts with a condition (``{0} none|[1,19] some``) hold
for every language alike; a text that has one is one text.
"""

from __future__ import annotations

import re

from locakit.formats._po_plural import Plurals, plurals_of
from locakit.locales import language, unheld
from locakit.model import Forms

_EAST = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<{} || n%100>{}) ? 1 : 2"
_TABLE = {
    "nplurals=2; plural=n!=1;": "af bg bn ca da de el en eo es et eu fa fi fo fur fy gl gu ha he hu is it ku lb ml mn "
    "mr nah nb ne nl nn no om or pa pap ps pt so sq sv sw ta te tk ur zu",
    "nplurals=2; plural=n>1;": "am bh fil fr gun hi hy ln mg nso ti wa xbr",
    f"nplurals=3; plural={_EAST.format(10, 19)};": "be bs hr ru sr uk",
    "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;": "pl",
    "nplurals=3; plural=n==1 ? 0 : n>=2 && n<=4 ? 1 : 2;": "cs sk",
    "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;": "ga",
    "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2;": "lt",
    "nplurals=4; plural=n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3;": "sl",
    "nplurals=2; plural=n%10==1 ? 0 : 1;": "mk",
    "nplurals=4; plural=n==1 ? 0 : n==0 || (n%100>1 && n%100<11) ? 1 : n%100>10 && n%100<20 ? 2 : 3;": "mt",
    "nplurals=3; plural=n==0 ? 0 : n%10==1 && n%100!=11 ? 1 : 2;": "lv",
    "nplurals=4; plural=n==1 ? 0 : n==2 ? 1 : n==8 || n==11 ? 2 : 3;": "cy",
    "nplurals=3; plural=n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2;": "ro",
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;": "ar",
}
_RULES = {tag: rule for rule, tags in _TABLE.items() for tag in tags.split()}
_CONDITION = re.compile(r"\s*[{\[][^\[\]{}]*[}\]]")
_LETTER = re.compile(r"[^\W\d_]")
_MOST = 6


def forms_in(text: str, locale: str) -> dict[str, str] | None:
    """The forms of a choice by CLDR category; None where the text is none.

    A bar between blanks is punctuation (``Home | Shop``), unless the text speaks of a ``:count``; of parts that the
    locale's rule never reads nothing is known.
    """
    parts = text.split("|")
    if not 1 < len(parts) <= _MOST or not all(_LETTER.search(p) and not _CONDITION.match(p) for p in parts):
        return None
    if ":count" not in text and any(p != p.strip() for p in parts):
        return None
    rule = _rule(locale)
    return rule.read(dict(enumerate(parts))) if len(parts) <= len(rule.names) else None


def unheld_in(locale: str) -> frozenset[str]:
    """Flags for the plural categories of a locale that the framework's rule does not know."""
    return unheld(locale, _rule(locale).names)


def text_of(forms: Forms, locale: str, old: str = "") -> str | None:
    """The parts in the order that the framework counts them; None where a form holds a bar of its own.

    Forms of the ``old`` text that ``forms`` does not speak of stay.
    """
    if forms.keys() == {"other"}:
        return forms["other"]
    if any("|" in text for text in forms.values()):
        return None
    rule = _rule(locale)
    held = dict(enumerate(old.split("|"))) if "|" in old else {}
    written = rule.write(forms, held)
    return "|".join(written[index] for index in range(len(rule.names)))


def _rule(locale: str) -> Plurals:
    """The rule of a locale; one part for a language that the framework does not know."""
    return plurals_of(_RULES.get(language(locale), "nplurals=1; plural=0;"), locale)
