"""Determiners made to agree with a noun that was put in: gender, number and elision for pt, es, fr."""

from __future__ import annotations

import re
from functools import cache

from locakit.terms.words import fold

_TABLES: dict[str, str] = {
    "pt": """
        o a os as | ao à aos às | do da dos das | no na nos nas | pelo pela pelos pelas | um uma uns umas
        num numa nuns numas | este esta estes estas | esse essa esses essas | aquele aquela aqueles aquelas
        deste desta destes destas | desse dessa desses dessas | neste nesta nestes nestas | nesse nessa nesses nessas
        meu minha meus minhas | seu sua seus suas | nosso nossa nossos nossas | outro outra outros outras
        todo toda todos todas | novo nova novos novas | nenhum nenhuma nenhuns nenhumas | algum alguma alguns algumas
        próximo próxima próximos próximas | primeiro primeira primeiros primeiras | último última últimos últimas
        mesmo mesma mesmos mesmas | muito muita muitos muitas""",
    "es": """
        el la los las | al a_la a_los a_las | del de_la de_los de_las | un una unos unas | este esta estos estas
        ese esa esos esas | aquel aquella aquellos aquellas | nuestro nuestra nuestros nuestras | mi mi mis mis
        tu tu tus tus | su su sus sus | otro otra otros otras | todo toda todos todas | nuevo nueva nuevos nuevas
        ningún ninguna ningunos ningunas | algún alguna algunos algunas | primer primera primeros primeras
        vuestro vuestra vuestros vuestras | mismo misma mismos mismas | mucho mucha muchos muchas""",
    "fr": """
        le la les les | au à_la aux aux | du de_la des des | un une des des | ce cette ces ces | mon ma mes mes
        ton ta tes tes | son sa ses ses | notre notre nos nos | votre votre vos vos | leur leur leurs leurs
        quel quelle quels quelles | tout toute tous toutes | nouveau nouvelle nouveaux nouvelles
        aucun aucune aucuns aucunes | premier première premiers premières | dernier dernière derniers dernières""",
}  # fmt: skip
"""Masculine and feminine singular, masculine and feminine plural of each determiner (``_`` is a space)."""

_BY_ENDING: dict[str, tuple[tuple[str, str], ...]] = {
    "pt": (
        ("f", r"(?:ção|são|xão|stão|gião|nião|dade|tude|gem|ície|ite)\Z"),
        ("m", r"(?:[éê]ma|grama|ema|tema|oma|dia|mapa|planeta|cometa|pijama|ão|or|al|el|il|ol|ul|me|m)\Z"),
        ("f", r"a\Z"), ("m", r"o\Z"),
    ),
    "es": (
        ("f", r"(?:ción|sión|xión|stión|gión|nión|dad|tad|tud|umbre|itis)\Z"),
        ("m", r"(?:grama|ema|oma|día|mapa|planeta|cometa|pijama|or|aje|al|el|il|ol|ul|ón|me)\Z"),
        ("f", r"a\Z"), ("m", r"o\Z"),
    ),
    "fr": (
        ("f", r"(?:[tsx]ion|té|tude|ance|ence|ette|ure)\Z"), ("m", r"(?:ment|isme|[aeo]ge|eau|ier|al|et|phone)\Z"),
    ),
}  # fmt: skip
"""The gender that a noun's ending tells; the first that fits counts."""
_SINGULAR = {"ões": "ão", "iones": "ión", "s": ""}
_PLURAL = re.compile("(?:ões|iones|s)\\Z")
_AGAINST = frozenset(
    {"cor", "flor", "dor", "mão", "foto", "moto", "tribo", "credencial", "filial", "catedral", "vogal", "sucursal"}
    | {"espiral", "capital", "moral", "cal", "fome", "razão", "paixão", "limite", "site", "satélite", "gama", "lama"}
    | {"cama", "rama", "trama", "chama", "goma", "broma", "soma", "toma", "gema", "crema", "mano", "radio", "labor"}
    | {"señal", "sal", "col", "piel", "cárcel", "miel", "razón", "image", "page", "cage", "plage", "rage", "nage"}
    | {"horloge", "éloge", "eau", "peau", "côté", "été", "comité", "silence", "murmure", "leal", "guia", "vista"}
)
"""Words that the endings say the wrong thing of; nothing is said of them."""

_ELISION = {"le": "l’", "la": "l’", "du": "de l’", "de la": "de l’", "au": "à l’", "à la": "à l’"}
_BEFORE_VOWEL = {"ce": "cet", "ma": "mon", "ta": "ton", "sa": "son", "nouveau": "nouvel"}
_VOWEL = re.compile(r"[aeiouhàâäéèêëîïôöûüœæ]", re.IGNORECASE)
_DEPTH, _REACH = 3, 40


@cache
def _rows(language: str) -> dict[str, tuple[str, ...]]:
    words = _TABLES[language].replace("|", " ").split()
    groups = [tuple(w.replace("_", " ") for w in words[n : n + 4]) for n in range(0, len(words), 4)]
    out: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            out.setdefault(word, group)
    if language == "fr":
        rows = {"l’": out["le"], "de l’": out["du"], "à l’": out["au"], "cet": out["ce"], "nouvel": out["nouveau"]}
        out |= rows | {k.replace("’", "'"): v for k, v in rows.items()}
    return out


@cache
def _end(language: str) -> re.Pattern[str]:
    names = sorted(_rows(language), key=lambda n: (-len(n), n))
    parts = "|".join(re.escape(n).replace(r"\ ", r"\s") for n in names)
    return re.compile(rf"(?<![^\W_])({parts})(\s*)$", re.IGNORECASE)


def knows(language: str) -> bool:
    """True if the language has a table."""
    return language in _TABLES


def gender_of(term: str, language: str) -> str:
    """``m`` or ``f`` as the ending of a term's first word tells; empty where it does not, or may be wrong.

    For terms whose glossary does not say it. In Romance languages the first word is the head of a noun phrase.
    """
    head = _PLURAL.sub(lambda m: _SINGULAR[m[0]], re.split(r"[\s-]", fold(term), maxsplit=1)[0])
    if len(head) < 3 or head in _AGAINST:
        return ""
    return next((g for g, pattern in _endings(language) if pattern.search(head)), "")


@cache
def _endings(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((gender, re.compile(ending)) for gender, ending in _BY_ENDING.get(language, ()))


def number(left: str, language: str) -> bool | None:
    """True where the determiner at the end of ``left`` is plural, False where singular, None where it does not tell."""
    match = _end(language).search(left[-_REACH:]) if language in _TABLES else None
    if match is None:
        return None
    said = " ".join(match[1].lower().split())
    row = _rows(language)[said]
    there = {n >= 2 for n, word in enumerate(row) if word == said}
    return there.pop() if len(there) == 1 else None


def agree(left: str, word: str, gender: str, many: bool, language: str) -> str:
    """``left``, the text before ``word``, with the determiners at its end agreeing with ``word``.

    ``gender`` is ``m`` or ``f``; an unknown gender or language leaves ``left`` alone. At most three determiners in a
    row are looked at (``todos os seus``).
    """
    if gender not in ("m", "f") or language not in _TABLES:
        return left
    right = ""
    for _ in range(_DEPTH):
        match = _end(language).search(left[-_REACH:])
        if match is None or (right and not match[2] and not match[1].endswith(("’", "'"))):
            break
        start = len(left) - len(left[-_REACH:]) + match.start()
        found = left[start:]
        said = " ".join(match[1].lower().split())
        new = _rows(language)[said][(2 if many else 0) + (gender == "f")]
        right = _fit(new, found, match[2], right or word, language) + right
        left = left[:start]
    return left + right


def _fit(new: str, found: str, gap: str, following: str, language: str) -> str:
    gap = gap or " "
    if language == "fr" and _VOWEL.match(following):
        if new in _ELISION:
            new, gap = _ELISION[new], ""
            new = new.replace("’", "'") if "'" in found else new
        new = _BEFORE_VOWEL.get(new, new)
    if found.isupper() and (len(found.split(None, 1)[0]) > 1 or following.isupper()):
        return new.upper() + gap
    return (new[0].upper() + new[1:] if found[0].isupper() else new) + gap


def case_like(word: str, first: bool, shout: bool) -> str:
    """``word`` capitalised where it opens a text (``first``), in capitals where the text shouts."""
    if shout:
        return word.upper()
    return word[0].upper() + word[1:] if first and fold(word[:1]) == word[:1] else word
