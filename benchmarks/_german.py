"""A German text for each of the strings of ``_corpus``: word for word, with what must stay as it is."""

from __future__ import annotations

import re

_WORDS = {
    "customer": "Kundin", "seller": "Verkäufer", "courier": "Kurier", "manager": "Leitung", "friend": "Freundin",
    "guest": "Gast", "member": "Mitglied", "team": "Team", "neighbour": "Nachbarin", "partner": "Partner",
    "order": "Bestellung", "parcel": "Paket", "invoice": "Rechnung", "refund": "Erstattung", "voucher": "Gutschein",
    "basket": "Warenkorb", "delivery": "Lieferung", "receipt": "Quittung", "review": "Bewertung", "offer": "Angebot",
    "discount": "Rabatt", "subscription": "Abonnement", "was sent to": "ging an", "was returned by": "kam zurück von",
    "is waiting for": "wartet auf", "could not be shown to": "fehlt noch für", "has been paid by": "bezahlt von",
    "is on its way to": "ist unterwegs zu", "today": "heute", "this morning": "heute früh", "on Monday": "am Montag",
    "within two days": "in zwei Tagen", "before the end of the week": "vor Ende der Woche",
    "as soon as it is ready": "sobald es fertig ist", "Add to": "Legen in", "Your": "Ihre",
    "Cancel the": "Storno für", "New": "Neue", "Track": "Verfolge", "Hello": "Hallo", "The": "Die",
    "the": "die", "Please look at": "Bitte sehen Sie",
    "of your": "von Ihrem", "again": "noch einmal", "now": "jetzt", "Second line": "Zweite Zeile", "more": "mehr",
    "it's": "es ist", "Hi": "Hallo",
}  # fmt: skip
_FOUND = re.compile(r"(?<![\w{<])(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")s?(?![\w}>])")


def german(text: str) -> str:
    """``text`` in German words; placeholders, tags, numbers and marks stay."""
    return _FOUND.sub(lambda found: _WORDS[found[1]], text)
