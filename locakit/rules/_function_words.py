"""Words that nearly every longer text of a language holds and no text of an unrelated one does, and who is related."""

from __future__ import annotations

from functools import cache

_WORDS = {
    "en": (
        "the and this with has will when cannot have are from you your must could does that which please "
        "been should it they their what there would because"
    ),
    "fr": (
        "les pour pas est une dans être votre sur avec été plus lors cette sont doit vous qui vos peut ces "
        "nous aux elle leur cela comme quand aucun aucune lorsque afin ainsi chaque toutes même peuvent"
    ),
    "es": (
        "el una del los puede debe está las por su tu esta como desde sin pero más cuando sus hay ya "
        "también esto sobre ese todos usted según cada mismo todas ningún ninguna aquí así sido tiene "
        "puedes"
    ),
    "pt": (
        "não em ao uma foi como ser por está os mais quando sua este deve seu dos são esta já você pelo "
        "pela isso também seus mesmo nenhum nenhuma aqui assim tem pode caso nas nos"
    ),
    "de": (
        "nicht der für die ist mit von und keine auf zu oder ein beim wird eine können einen werden "
        "durch wurde wenn sind dem sie sich ihre ihr nur kann diese dieser dieses bitte noch aus bis wurden "
        "zum zur vom als es im um diesen neue alle"
    ),
    "it": (
        "non il del è della essere dei una che nel delle nella questo sono gli alla può questa dalla degli "
        "dal più anche ogni questi stesso tutte tutti nessun nessuna così stato deve possono quando"
    ),
    "nl": (
        "het niet voor een met geen wordt naar worden bij aan zijn door zonder deze ook wanneer maar zich "
        "moet uw kunt dit hebt heeft of uit"
    ),
    "sv": ("inte för av som är till på med att eller och måste från efter kan om när ska har din detta dig denna"),
    "da": "ikke af til er som med og på skal eller kan fra denne har det ved mellem når mangler vis hvis din",
    "nb": "ikke er som av til og å på med eller fra har skal denne kan når ingen det må din",
    "fi": (
        "ole ja tai voi kun kuin vain joka käytä mutta älä tämä että ennen jos tämän myös kanssa ovat sekä "
        "voit sinun olet"
    ),
    "pl": (
        "nie jest można lub dla się być przez przy czy tylko jako aby zostanie który tego są już oraz że "
        "tym gdy możesz twój ta"
    ),
    "cs": (
        "nebo není při jako být jsou nelze pouze že použije byl aby před bude který pokud tento může více "
        "jste která toto však"
    ),
    "sk": "pre alebo byť možné sú ktorý ktoré pretože či bude tento keď aby môžete tieto viac vás",
    "hu": (
        "az nem vagy és egy szükséges nincs csak lehet ha meg hogy kell akkor minden nincsenek ez új ezt "
        "már amikor vissza azt"
    ),
    "tr": ("için bir ve ile olarak veya bu sonra tüm yok daha ancak kadar değil lütfen her gibi mı istediğinizden"),
    "ro": ("pentru în nu este să cu și din poate sau dacă care fără când după dar mai sunt fi această acest prin"),
    "vi": "không của có các trong một cho khi được với và để đã là này người bạn những",
    "id": (
        "tidak yang untuk dalam dari dengan pada dapat sebuah dan atau setelah telah sebelum adalah bagi "
        "akan secara ini oleh anda boleh"
    ),
    "hr": "za ili nije kao biti iz koji samo može ali nema će sve više ovaj ovo vaš vam",
    "sl": "je za ni ki ali kot naj mogoče pri bo brez vse več lahko če samo niso tega vaš",
    "et": "ei või ja kui ainult mis seda jaoks olla peab selle saa ning ole teie",
    "lt": "ir yra būti reikia į arba turi kaip iš kai apie nėra jei šis galima jūsų",
    "lv": "ir vai lai nav tiek kā uz kas šo līdz pēc nevar tas šis jūs jūsu",
    "ca": "del els les una amb està cap dels ser sense aquesta més aquest heu perquè què",
    "gl": "non ao unha pode está cando como dos esta polo tamén máis",
    "eu": "edo eta behar bat dago egin honek dira ezin gisa hau nahi zure duzu",
    "ga": "agus leis chun ag ní mar ná tá atá níl seo",
    "cy": "yn wedi yr wrth rhwng heb eich hwn mae nid gyda",
    "sq": "të për nëse në së një është që duhet nuk me dhe kjo",
    "af": "die vir van hierdie het met wat jou",
    "is": "að ekki er við þegar eða með og til þú",
    "eo": "la estas kaj kiel aŭ ĉi dum havas ĝi vi laŭ",
    "ru": (
        "не для или быть при чтобы как что только будет нельзя вы после вас если был это этот уже вам может "
        "ещё они также можно нужно все ваш ваши того так нет без об"
    ),
    "uk": "для або бути є можна та що але як лише щоб має якщо буде після від цей це ви вже вас ці",
    "be": "для ці калі або каб як быць які будзе што але можа гэты гэта вы ужо вас",
    "bg": "за да от се не или към са по този ще със ако това бъде вие моля вече",
    "sr": "је за да се није или бити су као који само ће могу ако овај ово већ",
    "mk": "за да во не од се со ако ќе или овој ова може",
    "ar": "في على من إلى أو أن إذا غير لا هذا التي مع عند بين تم لم هذه يجب الذي هل",
    "fa": "از برای در یا را باید به این است با آن که شما می شده",
    "ur": "کے کی میں ہے کو سے نہیں آپ اس کا پر یا",
    "hi": "के में की नहीं का को कर और पर है से इस लिए यह आप हैं करें",
    "mr": "किंवा आहे साठी तुम्ही आणि या नाही हे ही करा आपण हा नाहीत आहेत",
    "ne": "लागि यो छ र छैन को मा गर्नुहोस् भएको हुन तपाईं",
}
_RELATED = (
    "pt es gl ca eo it ro fr", "da nb nn no sv is", "hr sr bs sh sl mk bg", "id ms", "cs sk pl sl", "bg mk ru sr",
    "ru uk be", "fi et", "lt lv", "de nl af lb", "fa ar ur", "hi mr ne",
)  # fmt: skip
_SAME = {"no": "nb", "nn": "nb", "ms": "id", "bs": "hr", "sh": "hr"}
_ALSO_ENGLISH = {
    "to": "nl da nb pl cs sk hu vi hr sl et lt lv eo sv",
    "of": "nl af is",
    "in": "pt de it nl sv da nb tr vi sl ga sq af mk hi ro pl",
    "is": "nl hu ga cy af",
    "for": "pt sv da nb ga",
    "by": "de pl cs sk af",
    "not": "sv tr uk",
    "an": "de vi ga eo",
    "if": "nb gl ga",
    "be": "hu lt hi et",
    "at": "da nb cy sq",
    "can": "tr cy",
    "was": "de nl af",
    "set": "de it nl sv tr vi id cy bg sr mk",
    "new": "",
}
"""English words that are no sign of English in these languages, which have them too."""


def known(language: str) -> bool:
    """True if the table has the language."""
    return _named(language) in _WORDS


def related(one: str, other: str) -> bool:
    """True if the two are one language or so close that texts of them are easily confused."""
    one, other = _named(one), _named(other)
    return one == other or any(one in row and other in row for row in _related())


@cache
def own(language: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The language's words, each between spaces, and as a set; nothing for an unknown language."""
    words = _WORDS.get(_named(language), "").split()
    return tuple(f" {w} " for w in words), frozenset(words)


@cache
def foreign(language: str) -> dict[str, tuple[str, ...]]:
    """Words that do not belong to a text in ``language``, each with the unrelated languages that have it."""
    mine = own(language)[1]
    out: dict[str, tuple[str, ...]] = {}
    for other in _WORDS:
        if not related(other, language):
            more = (
                [w for w, but in _ALSO_ENGLISH.items() if _named(language) not in but.split()] if other == "en" else []
            )
            for word in (*_WORDS[other].split(), *more):
                if word not in mine:
                    out[word] = (*out.get(word, ()), other)
    return out


@cache
def _related() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row.split()) for row in _RELATED)


def _named(language: str) -> str:
    return _SAME.get(language, language)
