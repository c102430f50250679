"""Packs of the Asian and Arabic markets and the domain glossaries: what they find, mend and leave alone."""

from __future__ import annotations

import pytest

from locakit import locales
from locakit.market import Override, layers, resolve
from locakit.model import Finding, Unit
from locakit.rules import tone
from locakit.shell import packs
from locakit.terms import Termbase

MARKETS = ("ja-JP", "ko-KR", "zh-CN", "zh-TW", "zh-HK", "th-TH", "vi-VN", "id-ID", "hi-IN", "he-IL", "ar-EG", "ar-AE")
FIRST = (
    "en-GB", "es-ES", "es-MX", "es-419", "fr-FR", "fr-CA", "ar-SA", "ar-EG", "ar-AE", "de-DE", "pt-BR", "pt-PT",
    "it-IT", "ja-JP", "ko-KR", "zh-CN", "zh-TW", "zh-HK",
)  # fmt: skip
DOMAINS = ("saas", "payments", "privacy", "social")


def found(market: str, source: str, target: str, register: str | None = None) -> list[Finding]:
    applied = resolve(packs.packs(market), market, Override(register=register))
    unit = Unit("r", "k", {"other": source}, {"other": target}, market)
    return [f for rule in tone.rules(applied) for f in rule.check([unit])]


def ids(market: str, source: str, target: str, register: str | None = None) -> set[str]:
    return {f.rule for f in found(market, source, target, register)}


def test_a_languages_own_pack_holds_for_its_other_scripts() -> None:
    assert layers("zh-TW") == ("root", "zh", "zh-Hant", "zh-TW")
    assert layers("zh-HK") == ("root", "zh", "zh-Hant", "zh-HK")
    assert layers("zh-CN") == ("root", "zh", "zh-CN")
    assert [p.locale for p in packs.packs("zh-MO")] == ["root", "zh", "zh-Hant"]


@pytest.mark.parametrize(
    ("market", "register"),
    [
        ("ja-JP", ""), ("ko-KR", ""), ("zh-CN", "formal"), ("zh-TW", "formal"), ("zh-HK", ""), ("th-TH", "neutral"),
        ("vi-VN", "neutral"), ("id-ID", "formal"), ("hi-IN", "formal"), ("he-IL", ""), ("ar-EG", ""),
    ],
)  # fmt: skip
def test_no_register_is_set_where_usage_is_divided(market: str, register: str) -> None:
    assert resolve(packs.packs(market), market).register == register


@pytest.mark.parametrize(
    ("market", "source", "target"),
    [
        ("ja-JP", "Your order was sent. Thank you!", "ご注文の商品を発送しました。ありがとうございます！"),
        ("ja-JP", "Open the “Files” app on your Wi-Fi router", "Wi-Fiルーターの「ファイル」アプリを開く"),
        ("ko-KR", "Delete {name}?", "{name}을(를) 삭제하시겠습니까?"),
        ("ko-KR", "You can save the file.", "파일을 저장할 수 있습니다."),
        ("zh-CN", "Your order was sent. Thank you!", "您的订单已发货。谢谢！"),
        ("zh-CN", "Open the “Files” app", "打开“文件”应用（共 3 个）"),
        ("zh-TW", "Open the “Files” app", "開啟「檔案」應用程式（共 3 個）"),
        ("zh-TW", "The network printer is online", "網路印表機已連線"),
        ("zh-HK", "Privacy and software", "私隱與軟件"),
        ("th-TH", "Your order was sent", "คำสั่งซื้อของคุณถูกส่งแล้ว"),
        ("vi-VN", "Your order was sent!", "Đơn hàng của bạn đã được gửi!"),
        ("id-ID", "Click here to save your file", "Klik di sini untuk menyimpan berkas Anda"),
        ("hi-IN", "Your order was sent.", "आपका ऑर्डर भेज दिया गया है।"),
        ("he-IL", "Thank you! The “Files” app", 'תודה! היישום "קבצים"'),
        ("ar-EG", "Your order was sent, thank you!", "تم إرسال طلبك، شكرًا لك!"),
        ("ar-AE", "From AED 1,200", "من 1,200 درهم"),
    ],
)
def test_good_texts_pass(market: str, source: str, target: str) -> None:
    assert found(market, source, target) == []


@pytest.mark.parametrize(
    ("market", "source", "target", "polished"),
    [
        ("zh-TW", "Install the software, then print {file}", "安裝軟件,然后打印 {file}", "安裝軟體，然後列印 {file}"),
        ("zh-TW", "Our network", "我们的網絡", "我們的網路"),
        ("zh-HK", "Privacy of the network", "網路隱私", "網絡私隱"),
        ("zh-CN", "Print the file…", "列印檔案...", "打印档案…"),
        ("ja-JP", "The server, then the user", "サ－バー,ユーザー１人", "サーバー、ユーザー1人"),
        ("ko-KR", "Can be done!", "할수 있습니다！", "할 수 있습니다!"),
        ("th-TH", "Edit", "เเก้ไข ?", "แก้ไข?"),
        ("id-ID", "Your file is here", "Berkas anda disini", "Berkas Anda di sini"),
        ("hi-IN", "Saved.", "सहेजा गया|", "सहेजा गया।"),
        ("ar-EG", "Name or e-mail, and address", "الإسم او البريد, و العنوان", "الاسم أو البريد، والعنوان"),
    ],
)
def test_fresh_translations_are_mended(market: str, source: str, target: str, polished: str) -> None:
    applied = resolve(packs.packs(market), market)
    assert tone.polish(target, source, applied)[0] == polished
    assert tone.polish(polished, source, applied) == (polished, [])


@pytest.mark.parametrize("market", MARKETS)
def test_rules_of_law_and_taste_wait_to_be_asked(market: str) -> None:
    applied = resolve(packs.packs(market), market)
    silent = {r.id for p in packs.packs(market) for r in p.rules} - {r.id for r in applied.rules}
    assert "root.personal" in silent
    assert any(rule.id.endswith((".superlatives", ".ad-tag")) for rule in applied.rules)
    for rule in applied.rules:
        assert not rule.law or rule.when or rule.channels, rule.id
    for pack in packs.packs(market):
        for rule in pack.rules:
            assert rule.severity != "error" or rule.confidence.startswith("high"), rule.id


def test_a_discount_in_tenths_is_what_remains() -> None:
    assert "zh.discount" in ids("zh-TW", "Save with 20% off", "享 2 折優惠")
    assert "zh.discount" not in ids("zh-TW", "Save with 20% off", "享 8 折優惠")


def test_the_months_of_the_levant_are_its_own() -> None:
    assert "ar.months" in ids("ar-SA", "July 1", "1 تموز")
    assert "ar.months" not in ids("ar-LB", "July 1", "1 تموز")


def test_a_chosen_register_is_held() -> None:
    assert "ko.register" in ids("ko-KR", "Please try again.", "다시 시도하십시오.", "polite")
    assert "ja.register" in ids("ja-JP", "It is new.", "これは新製品である。", "polite")
    assert "zh.register" in ids("zh-CN", "Your order", "你的订单")
    assert "he.register" in ids("he-IL", "Choose a file", "בחר קובץ", "plural")


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_has_targets_in_every_first_class_market(domain: str) -> None:
    entries = packs.glossary(domain).entries
    for market in FIRST:
        if market == "en-GB":
            continue
        given = [e for e in entries if e.dnt or e.use_in(locales.chain(market))]
        assert len(given) >= 0.9 * len(entries), market
    for entry in entries:
        for locale, use in entry.uses.items():
            assert use.use not in use.also and not set(use.avoid) & {use.use, *use.also}, (entry.source, locale)
            assert len(set(use.also)) == len(use.also), (entry.source, locale)


@pytest.mark.parametrize(
    ("market", "source", "target"),
    [
        ("de-DE", "data controller", "Verantwortlicher"), ("fr-FR", "data processor", "sous-traitant"),
        ("it-IT", "data controller", "titolare del trattamento"), ("es-ES", "data subject", "interesado"),
        ("pt-BR", "data controller", "controlador"), ("pt-PT", "data controller", "responsável pelo tratamento"),
        ("ja-JP", "data subject", "データ主体"), ("zh-HK", "privacy policy", "私隱政策"),
        ("ar-SA", "data controller", "جهة التحكم"), ("ko-KR", "data subject", "정보주체"),
    ],
)  # fmt: skip
def test_terms_of_the_regulation(market: str, source: str, target: str) -> None:
    entry = next(e for e in packs.glossary("privacy").entries if e.source == source)
    use = entry.use_in(locales.chain(market))
    assert use is not None and use.use == target
    base = Termbase([packs.glossary("privacy")], "en", market)
    assert [(h.start, h.end) for h in base.hits(f"The {source} decides.")] == [(4, 4 + len(source))]


def test_names_of_payment_services_stay() -> None:
    names = {e.source for e in packs.glossary("payments").entries if e.dnt}
    assert {"PayPal", "Stripe", "Visa", "Apple Pay", "Mastercard", "Klarna"} <= names
    assert {"TikTok", "Instagram", "YouTube"} <= {e.source for e in packs.glossary("social").entries if e.dnt}
