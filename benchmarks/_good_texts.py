"""Short texts of programs with good translations in many languages, which tests and benchmarks break."""

from __future__ import annotations

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
"""Source, target, market."""
