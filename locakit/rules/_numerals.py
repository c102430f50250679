"""How languages write small numbers in words, so that a number spelled out is not taken for a lost one."""

from __future__ import annotations

import re
from functools import cache

_STEMS = {
    "ar": (
        "صفر,لا |واحد,أحد,إحد,أول,اول|اثن,إثن,ثان,ثنائ,مرتين|ثلاث,ثالث|أربع,اربع,رابع,رباع|خمس,خامس,خماس|"
        "ست,سادس,سداس|سبع,سابع,سباع|ثمان,ثامن|تسع,تاسع|عشر,عاشر|حادي|اثنا,اثني"
    ),
    "cs": (
        "nul|jed,prvn|dva,dvě,dvo,druh,obě,oba|tři,třet,trojic|čtyř,čtvrt|pět,pát|šest|sedm|osm|devět,devát|"
        "deset,desát|jedenáct|dvanáct"
    ),
    "da": (
        "nul|en,et,ét,én,først|to,anden,andet,begge|tre|fire,fjerde|fem|seks,sjette|syv|otte,ottende|ni|ti|"
        "elleve,ellevte|tolv"
    ),
    "de": "null|ein,erst|zwei,zwo,beid,doppel|drei,dritt|vier|fünf|sechs|sieb|acht|neun|zehn|elf|zwölf",
    "el": (
        "μηδέν|ένα,μία,μια,έναν,πρώτ|δύο,δυο,δεύτερ,διπλ|τρία,τρεις,τριών,τρίτ|τέσσερ,τεσσάρ,τέταρτ|πέντε,πέμπτ|"
        "έξι,έκτ|επτά,εφτά,έβδομ|οκτώ,οχτώ,όγδο|εννέα,εννιά,ένατ|δέκα,δέκατ|έντεκα|δώδεκα"
    ),
    "en": (
        "zero,no|one,first,once|two,second,twice,double,both|three,third|four|five,fifth|six|seven|eigh|nin|ten|"
        "eleven|twel"
    ),
    "es": (
        "cero|un,primer|dos,segund,doble,ambos,ambas|tres,tercer,triple|cuatro,cuart|cinco,quint|seis,sext|"
        "siete,séptim|ocho,octav|nueve,noven|diez,décim|once|doce"
    ),
    "fi": (
        "nolla|yksi,yhde,yhtä,ensim|kaksi,kahde,kahta,toinen,toise|kolm|neljä|viisi,viide,viide|kuusi,kuude|"
        "seitsem|kahdeks|yhdeks|kymmen|yksitoista|kaksitoista"
    ),
    "fr": (
        "zéro|un,premi,1er|deux,second,double|trois,troisi,triple|quatre,quatri|cinq|six,sixi|sept|huit|"
        "neuf,neuvi|dix|onze|douze"
    ),
    "he": (
        "אפס|אחד,אחת,ראשו|שני,שתי,שתיים,פעמיים|שלוש|ארבע,רביע|חמש,חמיש|שש,שיש|שבע,שביע|שמונ,שמינ|תשע,תשיע|"
        "עשר,עשיר|אחת עשר|שתים עשר"
    ),
    "hi": "शून्य|एक,पहल|दो,दूसर|तीन,तीसर|चार,चौथ|पाँच,पांच|छह,छः,छठ|सात|आठ|नौ|दस|ग्यारह|बारह",
    "hu": "null|egy,első|kett,két,másod|három,harmad|négy|öt|hat|hét,heted|nyolc|kilenc|tíz,tized|tizenegy|tizenkett",
    "id": "nol|satu,se,pertama|dua,kedua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|dua belas",
    "it": (
        "zero|un,primo,prima,primi|due,second,doppi,entramb|tre,terz|quattr,quart|cinque,quint|sei,sest|sett|"
        "otto,ottav|nove,nono|dieci,decim|undici|dodici"
    ),
    "ko": "영|한,하나,첫,일|두,둘,이|세,셋,삼|네,넷,사|다섯,오|여섯,육|일곱,칠|여덟,팔|아홉,구|열,십|열한|열두",
    "nl": "nul|een,één,eerst|twee,dubbel,beide|drie,derde|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf",
    "no": "null|en,et,ett,én,først|to,andre,begge|tre|fire,fjerde|fem|seks,sjette|sju,syv|åtte|ni|ti|elleve|tolv",
    "pl": (
        "zer|jed,pierwsz|dwa,dwie,dwó,dwu,drug,oba,obie|trzy,trze|czter,czwart|pięć,pięci,piąt|sześ,szóst|"
        "siedem,siedmi,siódm|osiem,ośmi,ósm|dziewię,dziewią|dziesię,dziesią|jedena|dwana"
    ),
    "pt": (
        "zero|um,uma,primeir|dois,duas,segund,dobro,dupl,amb|três,terceir,tripl|quatro,quart|cinco,quint|"
        "seis,sext|sete,sétim|oito,oitav|nove,non|dez,décim|onze|doze"
    ),
    "ro": (
        "zero|un,o ,prim|doi,două,dou,ambele|trei,treia|patru,patra|cinci|șase|șapte|opt|nouă|zece|unsprezece|"
        "doisprezece"
    ),
    "ru": (
        "нол,нул|один,одна,одно,одну,перв|два,две,дву,втор,оба,обе,двой|три,тре,трё|четыр,четвер,четвёр|пят|шест|"
        "семь,семи,седьм|восем,восьм|девят|десят|одиннадцат|двенадцат"
    ),
    "sv": "noll|en,ett,först|två,andra,båda,dubbel|tre|fyra,fjärde|fem|sex,sjätte|sju|åtta|nio|tio|elva|tolv",
    "tr": "sıfır|bir,ilk|iki,çift|üç|dört,dörd|beş|altı|yedi|sekiz|dokuz|on|on bir|on iki",
    "uk": (
        "нуль,нул|один,одна,одне,одну,одн,перш|два,дві,дво,друг,обидв,подвій|три,трет,трьо|чотир,четверт|"
        "п'ят,п’ят|шіст,шост|сім,сьом|вісім,восьм|дев'ят,дев’ят|десят|одинадцят|дванадцят"
    ),
    "vi": "không|một,nhất|hai|ba|bốn,tư|năm|sáu|bảy|tám|chín|mười|mười một|mười hai",
}  # fmt: skip
"""Language to the beginnings of words for 0 to 12, numbers parted by ``|``, choices by a comma."""

_SAME = {"nb": "no", "nn": "no", "ms": "id"}
_HAN = "〇一二三四五六七八九十"
_HAN_LANGUAGES = frozenset({"zh", "ja", "yue"})
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8,
          "백": 100, "천": 1000, "만": 10**4, "억": 10**8}  # fmt: skip
_SCALED = re.compile(rf"(\d+)(?:[.,](\d+))? ?([{''.join(_UNITS)}]+)")


ZEROS = (
    "0\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040"
    "\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0"
    "\uff10"
)
"""The zero of each script's decimal digits, after which the other nine come (The Unicode Standard, 4.6)."""


@cache
def _words(language: str, number: int) -> re.Pattern[str] | None:
    row = _STEMS.get(_SAME.get(language, language), "")
    if not row:
        return None
    stems = row.split("|")[number].split(",")
    start = "" if language in ("ko", "vi", "ar", "he", "de", "nl") else r"(?<!\w)"
    return re.compile(start + "(?:" + "|".join(map(re.escape, stems)) + ")", re.IGNORECASE)


def known(language: str) -> bool:
    """True if the table has the language."""
    return language in _HAN_LANGUAGES or _SAME.get(language, language) in _STEMS


def spelled(number: int, text: str, language: str) -> bool:
    """True if ``text`` may say ``number`` in words or in Roman numerals."""
    if language in _HAN_LANGUAGES and number <= 10:
        return _HAN[number] in text or (number == 2 and ("両" in text or "两" in text or "兩" in text or "双" in text))
    if 0 < number < 40 and re.search(rf"(?<![A-Za-z]){roman(number)}(?![a-z])", text):
        return True
    words = _words(language, number) if number <= 12 else None
    return bool(words and words.search(text))


def scaled(text: str) -> set[int]:
    """The values of digits with a Chinese, Japanese or Korean unit after them: ``1万`` and ``1.5만``."""
    out: set[int] = set()
    for whole, part, units in _SCALED.findall(text):
        size = 1
        for c in units:
            size *= _UNITS[c]
        out.add(int(whole + part) * size // 10 ** len(part))
    return out


@cache
def roman(number: int) -> str:
    """A number below 40 in Roman numerals."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
