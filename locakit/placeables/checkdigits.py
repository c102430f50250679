"""Check digits of cards, accounts and national numbers."""

from __future__ import annotations

import re
from collections.abc import Callable


def digits_of(text: str) -> list[int]:
    """The ASCII digits in a text."""
    return [int(c) for c in text if c in "0123456789"]


def luhn(text: str) -> bool:
    """True for a card number's 12 to 19 digits with a right check digit."""
    digits = digits_of(text)
    if not 12 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    doubled = [d if n % 2 == 0 else d * 2 - 9 * (d > 4) for n, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def iban(text: str) -> bool:
    """True for an IBAN with right check digits."""
    plain = re.sub(r"\s", "", text)
    return 15 <= len(plain) <= 34 and int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def weighted(text: str, weights: tuple[int, ...], check: Callable[[int], int]) -> bool:
    """True where the last digit is the check digit of the others, each times its weight."""
    digits = digits_of(text)
    if len(digits) != len(weights) + 1 or len(set(digits)) < 2:
        return False
    return check(sum(d * w for d, w in zip(digits, weights, strict=False))) == digits[-1]


def cpf(text: str) -> bool:
    """Brazil's number of a person."""
    digits = digits_of(text)
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    return all(
        sum(d * w for d, w in zip(digits, range(n + 1, 1, -1), strict=False)) * 10 % 11 % 10 == digits[n]
        for n in (9, 10)
    )


def cnpj(text: str) -> bool:
    """Brazil's number of a company."""
    digits, weights = digits_of(text), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    if len(digits) != 14 or len(set(digits)) == 1:
        return False
    sums = (sum(d * w for d, w in zip(digits, weights[13 - n :], strict=False)) % 11 for n in (12, 13))
    return all((0 if rest < 2 else 11 - rest) == digits[12 + n] for n, rest in enumerate(sums))


def dni(text: str) -> bool:
    """Spain's DNI and NIE."""
    plain = text.upper().replace("-", "").replace(" ", "").replace(".", "")
    number = plain[:-1].translate(str.maketrans("XYZ", "012"))
    return number.isdecimal() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def nir(text: str) -> bool:
    """France's social security number."""
    plain = re.sub(r"[\s.]", "", text.upper()).replace("2A", "19", 1).replace("2B", "18", 1)
    return len(plain) == 15 and plain.isdecimal() and 97 - int(plain[:13]) % 97 == int(plain[13:])


_ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10,
    22, 25, 24, 23,
), strict=True))  # fmt: skip


def codice(text: str) -> bool:
    """Italy's codice fiscale."""
    even = (int(c) if c.isdecimal() else ord(c) - 65 for c in text[1:15:2])
    return (sum(_ODD[c] for c in text[0:15:2]) + sum(even)) % 26 == ord(text[15]) - 65


def steuer(text: str) -> bool:
    """Germany's tax number (ISO 7064, mod 11,10)."""
    digits = digits_of(text)
    if len(digits) != 11 or digits[0] == 0:
        return False
    product = 10
    for digit in digits[:10]:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == digits[10]


def verhoeff(text: str) -> bool:
    """Verhoeff's check, as India's Aadhaar has it."""
    check = 0
    for n, digit in enumerate(reversed(digits_of(text))):
        check = _times(check, _TURNS[n % 8][digit])
    return check == 0


def _times(a: int, b: int) -> int:
    """The product of the dihedral group of ten elements."""
    if a < 5:
        return (a + b) % 5 if b < 5 else (a + b) % 5 + 5
    return (a - b) % 5 + 5 if b < 5 else (a - b) % 5


_TURNS = [list(range(10)), [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
for _ in range(6):
    _TURNS.append([_TURNS[-1][d] for d in _TURNS[1]])


def tckn(text: str) -> bool:
    """Turkey's number of a citizen."""
    digits = digits_of(text)
    if len(digits) != 11 or digits[0] == 0:
        return False
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return tenth == digits[9] and sum(digits[:10]) % 10 == digits[10]


def chinese(text: str) -> bool:
    """China's number of a resident (ISO 7064, mod 11-2)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(c) * w for c, w in zip(text, weights, strict=False)) % 11] == text[-1].upper()
