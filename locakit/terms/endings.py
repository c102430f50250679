"""Endings of inflected words by language: two words that share a stem and differ in these are forms of one word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ENDINGS = {
    "de": "e en n er ern s es em ens",
    "nl": "e en s 's n er ers",
    "sv": "en et n t ar er or arna erna orna na s ens ets a",
    "nb": "en et n t er e ene a s ens ets",
    "da": "en et n t er e ene erne s ens ets",
    "is": "inn ið ur ar ir um a i s in na nna",
    "el": "α ας ες ων η ης ο ος ου ους οι ε ι ια ιου ιων ματος ματα ματων εις εων εως ησ",
    "ru": "а я ы и у ю е о ой ей ою ею ом ем ам ям ами ями ах ях ов ев ь ью ый ий ая яя ое ее ые ие ого его ому ему "
    "ым им ых их ыми ими ую юю",
    "uk": "а я и і ї у ю е о ою ею єю ом ем єм ам ям ами ями ах ях ів їв ей ь ові еві єві ий ій яя ая ого ому им "
    "их ими",
    "be": "а я ы і у ю е о ой ай ом ем ам ям амі ямі ах ях аў яў ь ю",
    "bg": "а я и о е та то те ът ят а ове овете ите ия ият ни ен на но",
    "pl": "a y i u ę ą e o ie om ami ach ów owi em iem ej ego emu ym im ych ich ymi imi",
    "cs": "a y u e i o ou em ě ech ách ům ami ů í ím ích ími é ého ému ý ým ých ými á ou ek ku ky kem",
    "sk": "a y u e i o ou om em ach och ám om ami ov í ím é ého ému ý ým ých ými á ú ek ku ky kom",
    "sl": "a e i o u om em ih ah am ami ov ev oma ega emu im imi",
    "hr": "a e i o u om em ima ama ah og oj im ih ova eva",
    "sr": "а е и о у ом ем има ама ог ој им их ова ева a e i o u om em ima ama og oj im ih",
    "lt": "as is us ys ė a o e ui iui ą į ų ų ius uje yje oje ėje ai iai ų ams iams ais iais uose iuose ės os "
    "ę am ėms omis",
    "lv": "s š is us a e as es am im ai ei u i ā ē ī ū os ēs ās īs iem ām ēm us",
    "et": "d t i u e a l le lt s sse st ga ta na ks ni de te id it ide tele dele tes des tesse desse test dest",
    "ro": "ul ului le lui a ei i ii ilor lor e ele elor uri urile urilor ă ea elei",
    "id": "ku mu nya lah kah",
    "ms": "ku mu nya lah kah",
    "sq": "i u a ja të e ve n në t it ut s së",
    "eu": "a ak ek ari ei an en tik ra k ean etan aren",
    "hi": "ा े ी ि ों ें ियाँ ियों ियां ओं एँ एं ाएँ ाओं ो",
    "mr": "ा े ी ला ने त चा ची चे च्या ांना ांची ांचे ांचा ांच्या ांमध्ये मध्ये ाची ाचा ाचे ात ावर वर ामध्ये ांवर साठी ासाठी",
    "bn": "টি টা গুলি গুলো গুলির গুলোর র এর ের কে তে য় ে য়ের টির টার টিতে গুলিতে",
    "gu": "ો ને ની નો નું ના માં ઓ ઓને ોને થી પર",
    "pa": "ਾਂ ਾ ੇ ੀ ਨੂੰ ਦਾ ਦੇ ਦੀ ਆਂ",
    "ur": "یں وں ے ی ا یاں یوں ئیں ؤں",
    "ta": "கள் களை களில் களின் களுக்கு ஐ ை இல் ில் ின் ுக்கு ால் ிலிருந்து உடன் ுடன் ு ும்",
    "te": "లు లను ను కు కి లో లోని ని యొక్క లకు లలో తో నుండి ాలు ు",
    "kn": "ಗಳು ಗಳನ್ನು ಗಳಿಗೆ ಅನ್ನು ನ್ನು ಗೆ ಕ್ಕೆ ದ ಯ ಯಲ್ಲಿ ದಲ್ಲಿ ಗಳ ಗಳಲ್ಲಿ",
    "ml": "കൾ കളെ കളിൽ ിൽ ന്റെ ക്ക് ിലേക്ക് ുകൾ ുടെ യുടെ യിൽ യിലേക്ക്",
}
_KOREAN = re.compile(
    "(?:들)?(?:입니다|이에요|예요|이며|이고|이나|이라는|이란|이랑|라는|하고|에게서|에게|에서는|에서도|에서|에는|에도|에|께|으로는|으로|로는|로|까지|부터|"
    "처럼|보다|마다|밖에|만|도|의|와|과|은|는|이|가|을|를|나|랑|야|(?:하|되|시키|할|될|한|된|합|됩|함|됨|해|돼|했|됐)[가-힣]{0,8})?"
)
_HUNGARIAN = re.compile(
    "(?:o|e|ö|a)?(?:k|m|d|n|t|ja|je|a|e|unk|ünk|tok|tek|tök|juk|jük|uk|ük|i|ai|ei|jai|jei|im|id|aim|aid|eim|eid|aink|eink)?"
    "(?:t|ot|et|at|öt|ba|be|ban|ben|ból|ből|ra|re|on|en|ön|n|ról|ről|hoz|hez|höz|nál|nél|tól|től|nak|nek|val|vel|[bcdfgjklmn"
    "prstz][ae]l|ért|ig|ként|é|ét)?"
)
_TURKIC = re.compile(
    "(?:l[ae]r)?(?:[ıiuü]?m|[ıiuü]?n|s?[ıiuü]|[ıiuü]?m[ıiuü]z|[ıiuü]?n[ıiuü]z|l[ae]r[ıi])?"
    "(?:n?[ıiuü]n|[yn]?[ıiuü]|[yn]?[ae]|n?[dt][ae]|n?[dt][ae]n|(?:y)?l[ae]|n?[dt][ae]ki)?"
)
_FINNIC = re.compile(
    "(?:[aeiouyäö]?[nt]|i?den|i?tten|ien|j?en|i?d[ae]n|(?:i|j)?[aä]|i?t[aä]|i?ss[aä]|i?st[aä]|[aeiouyäöh]*n|i?ll[aä]|i?lt[aä]|"
    "i?lle|i?n[aä]|i?ksi|i?tt[aä]|i?ksen|j[aä]|i)?(?:ni|si|mme|nne|ns[aä]|an|än|en)?"
)
_PATTERNS = {
    "ko": _KOREAN, "hu": _HUNGARIAN, "tr": _TURKIC, "az": _TURKIC, "fi": _FINNIC,
}  # fmt: skip
"""What may follow a word, where endings pile up."""
_GERMANIC = frozenset({"de", "nl", "sv", "nb", "da", "is"})
_BASE = frozenset({"", "e", "a"})
"""What a dictionary form ends in there: of two words one must be it."""
_LEAST = 3
_CUT = 3
"""Letters of the shorter word that may be an ending themselves."""


@cache
def _set(language: str) -> frozenset[str]:
    return frozenset(plain(e.casefold()) for e in _ENDINGS.get(language, "").split()) | {""}


def plain(word: str) -> str:
    """The word without the marks that inflection moves: umlauts, accents (not the letters that differ in kind)."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in "\u0301\u0308\u0300\u0342"))


def by_endings(word: str, other: str, language: str) -> bool:
    """True if two folded words share a stem of three letters or more and differ in endings of the language."""
    pattern = _PATTERNS.get(language)
    if pattern is not None:
        longer, shorter = (word, other) if len(word) > len(other) else (other, word)
        if len(shorter) >= (2 if language == "ko" else _LEAST):
            a, b = plain(longer), plain(shorter)
            return a.startswith(b) and pattern.fullmatch(a[len(b) :]) is not None
        return False
    if language not in _ENDINGS:
        return False
    a, b = plain(word), plain(other)
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    ends, base = _set(language), _BASE if language in _GERMANIC else _set(language)
    cuts = ((a[n:], b[n:]) for n in range(shared, max(shared - _CUT, _LEAST) - 1, -1))
    return any(x in ends and y in ends and (x in base or y in base) for x, y in cuts)
