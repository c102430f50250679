"""What in a text tells who a person is, or is a secret: found by its shape, and by its check digit where it has one.

Sources: ISO/IEC 7812 (Luhn), ISO 13616 (IBAN, mod 97), ISO 7064, E.164 (telephone numbers), RFC 4291 (IPv6) and the
national rules of each number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address

from locakit.placeables import checkdigits as check

Span = tuple[int, int]

FLAG = "personal"
NAMED = "personal:"
"""Begins a flag that names words to hide: ``personal:Ana Souza``."""
_OPEN = r"(?<![\w.+\-/])"
_CLOSED = r"(?![\w\-/])"


def spans(text: str, flags: frozenset[str] = frozenset()) -> list[Span]:
    """The places of personal data, sorted and without overlap, in time linear in the text's length."""
    found = [*_names(text, flags), *(span for kind in _KINDS for span in _matches(kind, text))]
    out: list[Span] = []
    for start, end in sorted(set(found), key=lambda s: (s[0], -s[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


def _names(text: str, flags: frozenset[str]) -> Iterator[Span]:
    names = sorted((f[len(NAMED) :] for f in flags if f.startswith(NAMED) and f[len(NAMED) :].strip()), key=len)
    if names:
        yield from (m.span() for m in _any_of(tuple(reversed(names))).finditer(text))


@lru_cache(64)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


class _Kind:
    """One shape and what must hold for it."""

    __slots__ = ("holds", "needs", "pattern")

    def __init__(self, pattern: str, holds: Callable[[str], bool] | None = None, needs: str = "") -> None:
        """``needs``: characters of which one must be in the text at all, so that most texts are not looked through."""
        self.pattern = re.compile(pattern)
        self.holds = holds
        self.needs = needs


def _matches(kind: _Kind, text: str) -> Iterator[Span]:
    if kind.needs and not any(c in text for c in kind.needs):
        return
    for match in kind.pattern.finditer(text):
        if kind.holds is None or kind.holds(match[0]):
            yield match.span()


def _phone(text: str) -> bool:
    return 8 <= len(check.digits_of(text)) <= 15


def _pesel(text: str) -> bool:
    """Poland's number of a person."""
    return check.weighted(text, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), lambda total: -total % 10)


def _ipv4(text: str) -> bool:
    return all(int(part) < 256 for part in text.split(".")) and text not in ("127.0.0.1", "0.0.0.0")


def _ipv6(text: str) -> bool:
    try:
        return text.count(":") > 2 and IPv6Address(text) is not None
    except AddressValueError:
        return False


_SEP = r"[ \u00a0.\-]?"
_KINDS = (
    _Kind(r"(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++", None, "@"),
    _Kind(rf"{_OPEN}(?:\d{_SEP}){{11,18}}\d{_CLOSED}", check.luhn, "0123456789"),
    _Kind(rf"{_OPEN}[A-Z]{{2}}\d{{2}}(?:[ \u00a0]?[A-Z0-9]{{2,4}}){{3,8}}{_CLOSED}", check.iban, "0123456789"),
    _Kind(r"(?<![\w+])\+[1-9]\d{0,3}(?:[ \u00a0.\-/]?(?:\(\d{1,5}\)|\d{1,5})){1,7}(?!\w)", _phone, "+"),
    _Kind(rf"{_OPEN}\(\d{{2,4}}\)[ \u00a0]?\d{{3,5}}[ \u00a0.\-]\d{{3,4}}{_CLOSED}", _phone, "("),
    _Kind(rf"{_OPEN}0\d{{1,4}}(?:[ \u00a0.\-/]\d{{2,8}}){{1,4}}{_CLOSED}", _phone, "0"),
    _Kind(rf"{_OPEN}\d{{3}}[-.]\d{{3}}[-.]\d{{4}}{_CLOSED}", None, "-."),
    _Kind(rf"{_OPEN}\d{{3}}\.?\d{{3}}\.?\d{{3}}-?\d{{2}}{_CLOSED}", check.cpf, "0123456789"),
    _Kind(r"(?<![\w.])\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}(?![\w])", check.cnpj, "0123456789"),
    _Kind(rf"{_OPEN}(?:[XYZ][-. ]?\d{{7}}|\d{{8}})[- ]?[A-HJ-NP-TV-Z]{_CLOSED}", check.dni, "0123456789"),
    _Kind(rf"{_OPEN}[12] ?(?:\d\d ?){{2}}(?:\d\d|2[AB]) ?(?:\d{{3}} ?){{2}}\d\d{_CLOSED}", check.nir, "0123456789"),
    _Kind(rf"{_OPEN}[A-Z]{{6}}\d\d[A-EHLMPR-T]\d\d[A-Z]\d{{3}}[A-Z]{_CLOSED}", check.codice, "0123456789"),
    _Kind(rf"{_OPEN}\d{{2}} ?\d{{3}} ?\d{{3}} ?\d{{3}}{_CLOSED}", check.steuer, "0123456789"),
    _Kind(rf"{_OPEN}(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z]{{2}} ?\d\d ?\d\d ?\d\d ?[A-D]{_CLOSED}", None, "ABCD"),
    _Kind(rf"{_OPEN}(?!000|666|9)\d{{3}}-(?!00)\d\d-(?!0000)\d{{4}}{_CLOSED}", None, "-"),
    _Kind(rf"{_OPEN}\d{{11}}{_CLOSED}", _pesel, "0123456789"),
    _Kind(rf"{_OPEN}\d{{11}}{_CLOSED}", check.tckn, "0123456789"),
    _Kind(rf"{_OPEN}[1-9]\d{{5}}(?:19|20)\d{{2}}[01]\d[0-3]\d\d{{3}}[\dXx]{_CLOSED}", check.chinese, "0123456789"),
    _Kind(rf"{_OPEN}[2-9]\d{{3}} \d{{4}} \d{{4}}{_CLOSED}", check.verhoeff, "23456789"),
    _Kind(rf"{_OPEN}\d{{6}}-[1-8]\d{{6}}{_CLOSED}", None, "-"),
    _Kind(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])", _ipv4, "."),
    _Kind(r"(?<![\w:.])[0-9A-Fa-f:]{3,39}(?![\w:.])", _ipv6, ":"),
    _Kind(
        r"(?<![\w\-])(?:sk-[A-Za-z0-9_\-]{16,}|(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,}|"
        r"github_pat_\w{30,}|xox[abprs]-[A-Za-z0-9\-]{10,}|AIza[A-Za-z0-9_\-]{35}|glpat-[A-Za-z0-9_\-]{20,}|"
        r"(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}|eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*)"
    ),
    _Kind(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?", None, "-"),
    _Kind(r"(?i)\b(?:password|passwd|secret|api[_-]?key|token)\s?[=:]\s?[^\s\"',;<>{}()%?]{6,}", None, "=:"),
)  # fmt: skip
