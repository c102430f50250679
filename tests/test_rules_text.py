"""The rules of text: faults seeded into good translations are found, and the hard good ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.model import Finding
from locakit.rules import _endings, _language, registry
from locakit.rules._kit import ex
from tests.text_faults import FAULTS, sample

SOURCES = (
    "The file was saved. You can close the window now.", "Do you want to delete this message?", "Choose a new name:",
    "Loading the list…", "Well done, your order is complete!", "Size of the picture (in pixels)",
    'The folder "Photos" is empty.', "Street and number\nTown", "Name\tAge", "First line\\nSecond line",
    "Terms &amp; privacy", "- Fixed a crash when you open a large file",
    "Run the program with --verbose to see more.", "Call reload() after every change.",
    "The log is in /var/log/shop/errors on your server.", "&File",
)  # fmt: skip
TARGETS = {
    "pt-BR": (
        "O arquivo foi salvo. Você já pode fechar a janela.", "Deseja excluir esta mensagem?",
        "Escolha um novo nome:", "Carregando a lista…", "Muito bem, seu pedido está completo!",
        "Tamanho da imagem (em pixels)", 'A pasta "Fotos" está vazia.', "Rua e número\nCidade", "Nome\tIdade",
        "Primeira linha\\nSegunda linha", "Termos &amp; privacidade",
        "- Corrigida uma falha ao abrir um arquivo grande", "Execute o programa com --verbose para ver mais.",
        "Chame reload() após cada alteração.", "O registro está em /var/log/shop/errors no seu servidor.", "&Arquivo",
    ),
    "de": (
        "Die Datei wurde gespeichert. Sie können das Fenster jetzt schließen.", "Möchten Sie diese Nachricht löschen?",
        "Wählen Sie einen neuen Namen:", "Liste wird geladen…", "Gut gemacht, Ihre Bestellung ist vollständig!",
        "Größe des Bildes (in Pixeln)", "Der Ordner „Fotos“ ist leer.", "Straße und Nummer\nOrt", "Name\tAlter",
        "Erste Zeile\\nZweite Zeile", "Bedingungen &amp; Datenschutz",
        "- Absturz beim Öffnen einer großen Datei behoben",
        "Starten Sie das Programm mit --verbose, um mehr zu sehen.", "Rufen Sie reload() nach jeder Änderung auf.",
        "Das Protokoll liegt in /var/log/shop/errors auf Ihrem Server.", "&Datei",
    ),
    "fr": (
        "Le fichier a été enregistré. Vous pouvez maintenant fermer la fenêtre.",
        "Voulez-vous supprimer ce message\u00a0?", "Choisissez un nouveau nom\u00a0:", "Chargement de la liste…",
        "Bravo, votre commande est complète\u00a0!", "Taille de l’image (en pixels)",
        "Le dossier «\u00a0Photos\u00a0» est vide.", "Rue et numéro\nVille", "Nom\tÂge",
        "Première ligne\\nDeuxième ligne", "Conditions &amp; confidentialité",
        "- Correction d’un plantage à l’ouverture d’un gros fichier",
        "Lancez le programme avec --verbose pour en voir plus.", "Appelez reload() après chaque modification.",
        "Le journal se trouve dans /var/log/shop/errors sur votre serveur.", "&Fichier",
    ),
    "es": (
        "El archivo se guardó. Ahora puede cerrar la ventana.", "¿Desea eliminar este mensaje?",
        "Elija un nuevo nombre:", "Cargando la lista…", "¡Bien hecho, su pedido está completo!",
        "Tamaño de la imagen (en píxeles)", "La carpeta «Fotos» está vacía.", "Calle y número\nCiudad",
        "Nombre\tEdad", "Primera línea\\nSegunda línea", "Condiciones &amp; privacidad",
        "- Se corrigió un fallo al abrir un archivo grande", "Ejecute el programa con --verbose para ver más.",
        "Llame a reload() después de cada cambio.", "El registro está en /var/log/shop/errors en su servidor.",
        "&Archivo",
    ),
    "ru": (
        "Файл сохранён. Теперь можно закрыть окно.", "Удалить это сообщение?", "Выберите новое имя:",
        "Загрузка списка…", "Отлично, заказ оформлен!", "Размер изображения (в пикселях)",
        "Папка «Фотографии» пуста.", "Улица и дом\nГород", "Имя\tВозраст", "Первая строка\\nВторая строка",
        "Условия &amp; конфиденциальность", "- Исправлен сбой при открытии большого файла",
        "Запустите программу с --verbose, чтобы увидеть больше.", "Вызывайте reload() после каждого изменения.",
        "Журнал находится в /var/log/shop/errors на вашем сервере.", "&Файл",
    ),
    "el": (
        "Το αρχείο αποθηκεύτηκε. Μπορείτε τώρα να κλείσετε το παράθυρο.", "Θέλετε να διαγράψετε αυτό το μήνυμα;",
        "Επιλέξτε ένα νέο όνομα:", "Φόρτωση της λίστας…", "Μπράβο, η παραγγελία σας ολοκληρώθηκε!",
        "Μέγεθος της εικόνας (σε πίξελ)", "Ο φάκελος «Φωτογραφίες» είναι άδειος.", "Οδός και αριθμός\nΠόλη",
        "Όνομα\tΗλικία", "Πρώτη γραμμή\\nΔεύτερη γραμμή", "Όροι &amp; απόρρητο",
        "- Διορθώθηκε σφάλμα στο άνοιγμα μεγάλου αρχείου",
        "Εκτελέστε το πρόγραμμα με --verbose για να δείτε περισσότερα.", "Καλέστε το reload() μετά από κάθε αλλαγή.",
        "Το αρχείο καταγραφής είναι στο /var/log/shop/errors του διακομιστή.", "&Αρχείο",
    ),
    "ar": (
        "تم حفظ الملف. يمكنك الآن إغلاق النافذة.", "هل تريد حذف هذه الرسالة؟", "اختر اسمًا جديدًا:",
        "جارٍ تحميل القائمة…", "أحسنت، اكتمل طلبك!", "حجم الصورة (بالبكسل)", "المجلد «الصور» فارغ.",
        "الشارع والرقم\nالمدينة", "الاسم\tالعمر", "السطر الأول\\nالسطر الثاني", "الشروط &amp; الخصوصية",
        "- إصلاح عطل عند فتح ملف كبير", "شغّل البرنامج مع --verbose لرؤية المزيد.", "استدعِ reload() بعد كل تغيير.",
        "السجل موجود في /var/log/shop/errors على خادمك.", "&ملف",
    ),
    "ja": (
        "ファイルを保存しました。ウィンドウを閉じてもかまいません。", "このメッセージを削除しますか？",
        "新しい名前を選んでください：", "一覧を読み込み中…", "ご注文が完了しました！", "画像のサイズ（ピクセル）",
        "フォルダー「写真」は空です。", "番地\n市区町村", "名前\t年齢", "1行目\\n2行目", "利用規約 &amp; プライバシー",
        "- 大きなファイルを開くと落ちる問題を修正", "詳しく見るには --verbose を付けて実行します。",
        "変更のたびに reload() を呼びます。", "ログはサーバーの /var/log/shop/errors にあります。", "ファイル(&F)",
    ),
    "pl": (
        "Plik został zapisany. Możesz teraz zamknąć okno.", "Czy chcesz usunąć tę wiadomość?", "Wybierz nową nazwę:",
        "Wczytywanie listy…", "Świetnie, zamówienie jest kompletne!", "Rozmiar obrazu (w pikselach)",
        "Folder „Zdjęcia” jest pusty.", "Ulica i numer\nMiasto", "Imię\tWiek", "Pierwszy wiersz\\nDrugi wiersz",
        "Warunki &amp; prywatność", "- Naprawiono awarię przy otwieraniu dużego pliku",
        "Uruchom program z --verbose, aby zobaczyć więcej.", "Wywołaj reload() po każdej zmianie.",
        "Dziennik jest w /var/log/shop/errors na serwerze.", "&Plik",
    ),
}  # fmt: skip
PAIRS = [(s, t, market) for market, texts in TARGETS.items() for s, t in zip(SOURCES, texts, strict=True)]


def fired(rule: str, source: str, target: str, market: str, *flags: str) -> list[Finding]:
    """What one rule says of one pair."""
    return list(registry.builtin()[rule].check([ex(source, target, market, *flags)]))


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_found_by_its_rule(name: str) -> None:
    rule = FAULTS[name].rule
    cases = sample(PAIRS, name, 200)
    assert cases, "no pair takes this fault"
    found = [bad for source, _, bad, market in cases if fired(rule, source, bad, market)]
    assert len(found) >= 0.98 * len(cases), [bad for _, _, bad, _ in cases if bad not in found]
    assert not [good for source, good, _, market in cases if fired(rule, source, good, market)]


def test_faults_are_seeded_in_many_languages() -> None:
    taken = {name: {market for *_, market in sample(PAIRS, name, 200)} for name in FAULTS}
    assert sum(len(markets) >= 5 for markets in taken.values()) >= 25
    assert {market for markets in taken.values() for market in markets} == set(TARGETS)


@pytest.mark.parametrize(("source", "target", "market"), PAIRS)
def test_good_translations_are_silent(source: str, target: str, market: str) -> None:
    said = [f.rule for r in registry.builtin().values() if not r.opt_in for f in r.check([ex(source, target, market)])]
    assert said == []


@pytest.mark.parametrize(
    ("text", "tag", "kinds"),
    [
        ("Done.", "en", {"stop"}), ("Done...", "en", {"ellipsis"}), ("Done…", "de", {"ellipsis"}),
        ("完了。", "ja", {"stop"}), ("加载中……", "zh-CN", {"ellipsis"}), ("Τι;", "el", {"question"}),
        ("x;", "en", {"semicolon"}),
        ("क्या?", "hi", {"question"}), ("ठीक है|", "hi", {"stop"}), ("ok|", "en", set()), ("تم؟", "ar", {"question"}),
        ('He said "go."', "en", {"stop"}), ("<b>Go!</b>", "en", {"exclamation"}), ("Fish &amp;", "en", set()),
        ("Really?!", "en", {"question", "exclamation"}), ("Quoi\u202f?", "fr", {"question"}),
        ("a, b, etc.", "en", set()),
        ("", "en", set()), ("…", "en", {"ellipsis"}), ("Файл:", "ru", {"colon"}), ("Անուն՝", "hy", {"colon"}),
    ],
)  # fmt: skip
def test_how_a_text_ends(text: str, tag: str, kinds: set[str]) -> None:
    assert _endings.ending(text, tag).kinds == kinds


@pytest.mark.parametrize("language", sorted(_language.INSTEAD))
def test_what_a_language_says_instead_is_a_kind_of_mark(language: str) -> None:
    for kind, other in _language.INSTEAD[language].items():
        assert {kind, other} <= set(_language.MARKS)


def test_marks_of_languages() -> None:
    assert _language.marks("el-CY")[";"] == "question" and _language.marks("en")[";"] == "semicolon"
    assert _language.marks("hy")[":"] == "stop" and _language.marks("bn-IN")["৷"] == "stop"
    for kind, chars in _language.MARKS.items():
        assert len(set(chars)) == len(chars), kind


@pytest.mark.parametrize(
    ("tag", "cased"), [("de", True), ("ar", False), ("ru", True), ("ka", False), ("sr-Latn", True), ("en-Shaw", False)]
)
def test_letter_case_goes_by_script(tag: str, cased: bool) -> None:
    assert _language.has_case(tag) is cased


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("en", "en-GB", True), ("en", "ia", True), ("en", "de", False), ("hr", "sr-Latn", True), ("nb", "da", True)],
)
def test_near_relatives(one: str, other: str, near: bool) -> None:
    assert _language.near(one, other) is near is _language.near(other, one)


@pytest.mark.parametrize(
    ("source", "target", "market"),
    [
        ("What is new?", "¿Qué hay de nuevo?", "es"), ("Delete it?", "Ջնջե՞լ այն", "hy"),
        ("Sure?", "よろしいですか。", "ja"),
        ("Sure?", "သေချာလား။", "my"), ("Approx.", "環境", "ja"), ("Min. size", "Taille min.", "fr"),
        ("See example.com.", "Veja example.com.", "pt-BR"), ("Call me (now)!", "اتصل بي (الآن)!", "ar"),
        ("By Ana et al.", "Por Ana et al.", "pt-BR"), ("Save as...", "另存为…", "zh-CN"),
        ("A b c d", "A ব c d", "bn"),
    ],
)  # fmt: skip
def test_endings_that_are_right(source: str, target: str, market: str) -> None:
    for rule in ("stop", "colon", "question", "exclamation", "ellipsis", "semicolon"):
        assert not fired(f"punctuation.{rule}", source, target, market)


def test_the_mark_that_is_wrong_is_shown() -> None:
    (found,) = fired("punctuation.question", "Delete the file?", "Excluir o <b>arquivo</b>.", "pt-BR")
    assert found.target[slice(*found.span)] == "." and "question mark" in found.message and "full stop" in found.message
    (lost,) = fired("punctuation.brackets", "Size (in MB) of it", "Größe (in MB davon", "de")
    assert lost.target[slice(*lost.span)] == "("
    assert fired("punctuation.brackets", "Size", "大小（", "zh-CN")


@pytest.mark.parametrize(
    ("source", "target", "market", "flags"),
    [
        ("E&xit", "Sair", "pt-BR", ()), ("Q&A", "P e R", "pt-BR", ()), ("R&D &File", "P&D", "pt-BR", ()),
        ("&File", "ファイル(&F)", "ja", ("accelerator:&",)),
        ("Save && exit", "Salvar && sair", "pt-BR", ("accelerator:&",)),
        ("&lt;b&gt;", "&lt;b&gt;", "de", ("accelerator:&",)), ("x _y", "x y", "de", ()),
    ],
)  # fmt: skip
def test_marks_that_are_no_access_keys(source: str, target: str, market: str, flags: tuple[str, ...]) -> None:
    assert not fired("accelerators.marker", source, target, market, *flags)


@pytest.mark.parametrize(("flag", "rule"), [("ignore-end-stop", "stop"), ("ignore-end-question", "question")])
def test_weblate_names_silence_a_rule(flag: str, rule: str) -> None:
    source, target = ("Is it saved now?", "Foi salvo") if rule == "question" else ("It is saved now.", "Foi salvo")
    assert fired(f"punctuation.{rule}", source, target, "pt-BR")
    assert not fired(f"punctuation.{rule}", source, target, "pt-BR", flag)


def test_plural_forms_are_asked_one_by_one() -> None:
    unit = ex(
        {"one": "{n} file.", "other": "{n} files."},
        {"one": "{n} файл.", "few": "{n} файла", "many": "{n} файлов."},
        "ru",
    )
    assert [f.form for f in registry.builtin()["punctuation.stop"].check([unit])] == ["few"]


def test_wrongly_decoded_text_is_mended() -> None:
    for text, codec, market in (
        ("Ação já é", "cp1252", "pt-BR"),
        ("Привет", "cp1251", "ru"),
        ("Même là", "cp1252", "fr"),
    ):
        broken = text.encode().decode(codec)
        found = fired("text.encoding", "Hello", broken, market)
        for f in reversed(found):
            assert f.fix
            broken = broken[: f.fix.span[0]] + f.fix.text + broken[f.fix.span[1] :]
        assert broken == text


MINE = [
    r for r in registry.builtin().values()
    if r.id.split(".")[0] in ("punctuation", "case", "escapes", "accelerators", "code", "whitespace", "source", "text")
]  # fmt: skip
PIECES = [
    "(", ")", "（", '"', "'", "“", "<>", "<a>", "&amp;", "&", "\\n", "\\", "?", "? ", ".", "a.b", "Aa ", "AAaaa",
    "aa aa ", "\u200b", "\u0640", "/a", "--a ", "a()", "\n", "\t", " ", "Ã©", "Ð", "à¤", "_A", "a,a", "…", ";", "!;",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_thousand_characters_end(piece: str) -> None:
    """Quadratic work would take minutes here; the test has no clock."""
    text = piece * (100_000 // len(piece))
    for source, target in (("Hello (x) “y” \\n /a/b --c d()?", text), (text, "Ola"), (text, text + "x")):
        for rule in MINE:
            unit = ex(source, target, "ja" if "unspaced" in rule.id else "pt-BR", "accelerator:&", "valid-characters:b")
            assert len(list(rule.check([unit]))) <= 50


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["de", "ar", "ja", "hy", "el", "kab", "fa"]))
def test_no_text_makes_a_rule_fail(source: str, target: str, market: str) -> None:
    for rule in MINE:
        for f in rule.check([ex(source, target, market, "accelerator:&", "valid-characters:a-z")]):
            assert 0 <= f.span[0] <= f.span[1] <= len(f.target)
