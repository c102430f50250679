"""How wide letters are in Arial, in 2,048ths of an em: measured on a font with the same metrics."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

EM = 2048
_OTHER = 1139
"""A digit's width, for letters of scripts that are not in the table."""

_WIDTHS = {
    342: "⁄", 384: "′", 391: "'", 455: "ijlłſιіј‘’‚‛", 532: "|¦", 569: " !,./:;I[\\]ft·ìíîïĩīĭıŧΙІї\u00a0", 597: "ľ",
    682: "()-`r¡¨²³´¸¹΄‐‑“”„‹›‾", 684: "{}ŀ", 717: "•", 725: "″", 727: '"', 747: "г", 748: "º", 758: "ª", 768: "ť",
    786: "Ί", 797: "*", 809: "τ", 819: "°", 842: "ґ", 896: "к", 903: "ζ", 909: "ĳ", 913: "ε", 917: "ξ", 938: "т",
    939: "з", 961: "^", 987: "ς", 1001: "Ґ", 1024: "JcksvxyzĸγκλνЈсухѕ‼↑↓", 1045: "эє", 1067: "чь", 1075: "χ",
    1088: "в", 1100: "¶", 1109: "Гпя", 1120: "υ", 1124: "±÷≈≤≥≠", 1128: "Γ", 1131: "¯нџ‗", 1140: "δ", 1144: "и",
    1165: "ρ", 1173: "бц", 1178: "β", 1180: "µμ", 1184: "α", 1193: "К", 1195: "дл", 1196: "+<=>~¬×−", 1237: "ŉЗ●○",
    1251: "FTZ¿ßøŦΖΤТ", 1259: "ď", 1264: "σ", 1266: "Σ", 1280: "ъ", 1301: "У", 1328: "φ", 1331: "Ξ", 1344: "БЛЬ",
    1365: "Ч", 1366: "&ABEKPSVXYÞΑΒΕΚΡΥΧЅАВЕРХ", 1368: "ΔΛ", 1370: "ж", 1387: "Д", 1408: "м", 1413: "π", 1460: "ψ∞",
    1472: "ЄЏИПЭы", 1479: "CDHNRUwÐĐĦΗΝΠЍНСЯ", 1481: "Ŋ", 1505: "Ĳ", 1509: "©®", 1515: "Ц", 1531: "Ω", 1536: "ю",
    1541: "Ώ", 1557: "Ф", 1586: "Ό", 1593: "GOQØΘΟОѲ", 1599: "ω", 1606: "Έ", 1621: "Ъ", 1634: "Φ", 1643: "ш", 1664: "њ",
    1685: "фщ", 1706: "MmΜМ", 1708: "¼½¾", 1711: "Ψ", 1716: "Ή", 1749: "Ћ", 1752: "Ύ", 1771: "Ђ", 1813: "Ы",
    1821: "%æ", 1856: "љ", 1877: "Ш", 1891: "Ж", 1920: "Щ", 1933: "Wœ", 2048: "ÆŒ—―…‰™←→", 2069: "ЊЮ", 2079: "@",
    2165: "Љ", 2197: "№",
}  # fmt: skip
_ADVANCE = {c: wide for wide, letters in _WIDTHS.items() for c in letters}


@lru_cache(maxsize=4096)
def advance(c: str) -> int:
    """The advance width of a character; a letter with an accent is as wide as the letter."""
    known = _ADVANCE.get(c)
    if known is not None:
        return known
    if unicodedata.category(c) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    bare = unicodedata.normalize("NFD", c)[:1]
    if bare != c and not "\uac00" <= c <= "\ud7a3":
        return advance(bare)
    return EM if unicodedata.east_asian_width(c) in "WF" else _OTHER
