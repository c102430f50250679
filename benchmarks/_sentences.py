"""One sentence in many languages, to stand where another language belongs."""

from __future__ import annotations

TEXTS = {
    "en": "Please check that you have entered the right address and that it has not been used before",
    "fr": "Veuillez vérifier que vous avez saisi votre adresse et que celle-ci est encore valable pour cette commande",
    "de": "Bitte prüfe, ob die Adresse richtig ist und ob sie nicht schon für ein anderes Konto verwendet wird",
    "es": "Comprueba que has escrito bien la dirección y que esta no se ha usado antes para los pedidos de tu cuenta",
    "pt-BR": "Verifique se você digitou o endereço certo e se ele não foi usado antes em uma das suas contas",
    "it": "Controlla che l’indirizzo sia giusto e che non sia stato usato prima con questo account della tua azienda",
    "ru": "Проверьте, что вы ввели правильный адрес и что он ещё не был использован для других заказов",
    "uk": "Перевірте, що ви ввели правильну адресу і що її ще не було використано для інших замовлень",
    "ar": "تحقق من أن العنوان الذي أدخلته صحيح وأنه لم يتم استخدامه من قبل في أي حساب آخر غير هذا الحساب",
    "fa": "لطفاً بررسی کنید که نشانی را درست وارد کرده‌اید و این نشانی برای حساب دیگری استفاده نشده است",
    "hi": "कृपया जाँच लें कि आपने सही पता लिखा है और यह पता किसी और खाते के लिए पहले नहीं लिखा गया है",
    "el": "Ελέγξτε ότι έχετε γράψει τη σωστή διεύθυνση και ότι δεν έχει χρησιμοποιηθεί ξανά σε άλλον λογαριασμό",
    "ja": "入力した住所が正しいこと、またその住所がほかのアカウントで使われていないことを確認してください",
    "zh-CN": "请检查您输入的地址是否正确，并确认该地址此前没有被其他账户使用过，如果有问题请联系我们的客服人员",
    "ko": "입력한 주소가 맞는지, 그리고 그 주소가 다른 계정에서 이미 사용되지 않았는지 확인해 주세요",
    "th": "โปรดตรวจสอบว่าคุณป้อนที่อยู่ถูกต้อง และที่อยู่นี้ยังไม่เคยใช้กับบัญชีอื่นมาก่อน",
    "he": "בדקו שהזנתם את הכתובת הנכונה ושלא נעשה בה שימוש קודם לכן עבור חשבון אחר כלשהו",
    "tr": "Lütfen adresi doğru yazdığınızdan ve bu adresin daha önce başka bir hesap için kullanılmadığından emin olun",
    "sv": "Kontrollera att du har skrivit rätt adress och att den inte redan har använts för ett annat konto",
    "pl": "Sprawdź, czy adres jest poprawny i czy nie został już użyty dla innego konta przez kogoś z zespołu",
    "vi": "Vui lòng kiểm tra rằng bạn đã nhập đúng địa chỉ và địa chỉ này không được dùng cho tài khoản khác",
}
