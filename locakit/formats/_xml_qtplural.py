"""Qt's own plural rules: how many forms a language has in a ``.ts`` file, and for which numbers.

Source: Qt Linguist's numerus table (Qt 6). It differs from CLDR and from gettext's usual headers: Hungarian and Turkish
have one form, and a language that Qt does not know has one too.
"""

from __future__ import annotations

from functools import lru_cache

from locakit.formats._po_plural import Plurals, plurals_of
from locakit.locales import language, region

_ONE = "nplurals=1; plural=0;"
_RULES = {
    "bi my zh dz fj gn hu id ja jv ko ms na om fa su tt th bo tr vi yo za": _ONE,
    "aa ab af am as ay az ba bg bn ca co da de el en eo es et eu fi fo fur fy gl gu ha he hi ia ie it ka kk kl km kn "
    "ks ku kw ky la lb ln lo mg ml mn mr nb ne nl nn no nso oc or pa ps pt qu rm rn rw sd si sn so sq ss st sv sw ta "
    "te tg tk tn to ts ug ur uz vo wo xh yi zu": "nplurals=2; plural=n != 1;",
    "hy br fr pt-BR fil tl ti wa": "nplurals=2; plural=n > 1;",
    "lv": "nplurals=3; plural=n%10 == 1 && n%100 != 11 ? 0 : n ? 1 : 2;",
    "is": "nplurals=2; plural=n%10 != 1 || n%100 == 11;",
    "dv iu ik ga gv mi se sm sa": "nplurals=3; plural=n == 1 ? 0 : n == 2 ? 1 : 2;",
    "gd": "nplurals=4; plural=n == 1 || n == 11 ? 0 : n == 2 || n == 12 ? 1 : n >= 3 && n <= 19 ? 2 : 3;",
    "sk cs": "nplurals=3; plural=n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2;",
    "mk": "nplurals=3; plural=n%10 == 1 ? 0 : n%10 == 2 ? 1 : 2;",
    "lt": "nplurals=3; plural=n%10 == 1 && n%100 != 11 ? 0 : n%10 && (n%100 < 10 || n%100 > 19) ? 1 : 2;",
    "bs be hr ru sr uk": "nplurals=3; plural=n%10 == 1 && n%100 != 11 ? 0 : "
    "n%10 >= 2 && n%10 <= 4 && (n%100 < 10 || n%100 > 19) ? 1 : 2;",
    "pl": "nplurals=3; plural=n == 1 ? 0 : n%10 >= 2 && n%10 <= 4 && (n%100 < 10 || n%100 > 19) ? 1 : 2;",
    "ro": "nplurals=3; plural=n == 1 ? 0 : n == 0 || (n%100 >= 1 && n%100 <= 19) ? 1 : 2;",
    "sl": "nplurals=4; plural=n%100 == 1 ? 0 : n%100 == 2 ? 1 : n%100 == 3 || n%100 == 4 ? 2 : 3;",
    "mt": "nplurals=4; plural=n == 1 ? 0 : n == 0 || (n%100 >= 1 && n%100 <= 10) ? 1 : "
    "n%100 >= 11 && n%100 <= 19 ? 2 : 3;",
    "cy": "nplurals=5; plural=n == 0 ? 0 : n == 1 ? 1 : n >= 2 && n <= 5 ? 2 : n == 6 ? 3 : 4;",
    "ar": "nplurals=6; plural=n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n%100 >= 3 && n%100 <= 10 ? 3 : "
    "n%100 >= 11 ? 4 : 5;",
}
_BY_LANGUAGE = {name: rule for names, rule in _RULES.items() for name in names.split()}


@lru_cache(maxsize=64)
def qt_plurals(locale: str) -> Plurals:
    """The forms that Qt asks of a locale (BCP 47), in its order."""
    own = _BY_LANGUAGE.get(f"{language(locale)}-{region(locale)}")
    return plurals_of(f"Plural-Forms: {own or _BY_LANGUAGE.get(language(locale), _ONE)}", locale)
