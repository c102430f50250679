"""Ordinary phrases of copy, flagged as advertising: no law rule of any market asks about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locakit import check
from locakit.market import resolve
from locakit.model import Unit
from locakit.rules import tone
from locakit.rules._kit import ex
from locakit.shell import packs

FLAGS = frozenset({"ad", "channel:meta-ads"})

PHRASES = {
    "de-DE": [
        "First steps | Erste Schritte", "Your first order | Ihre erste Bestellung", "Best regards | Beste Grüße",
        "Free software | Freie Software", "Free up space | Speicherplatz freigeben",
        "The next step | Der nächste Schritt", "Safe payment | Sichere Zahlung",
        "Carefree holidays | Sorgenfreier Urlaub", "Best before | Mindestens haltbar bis",
        "Choose the best size | Finde die beste Größe für dich", "First name | Vorname",
        "Only today at 10 am | Nur heute um 10 Uhr", "We deliver worldwide | Wir liefern weltweit",
        "Sugar-free | Zuckerfrei", "Hands-free | Freisprecheinrichtung", "Save your file | Datei speichern",
        "The Best of Mozart | Das Beste von Mozart",
    ],
    "fr-FR": [
        "First step | Première étape", "Free software | Logiciel libre",
        "Feel free to write | N'hésitez pas à écrire", "Best regards | Meilleures salutations",
        "The first time | La première fois", "First name | Prénom", "Best friends | Meilleurs amis",
        "Free time | Temps libre", "Sugar free | Sans sucre", "Wish you the best | Nos meilleurs vœux",
        "Last update | Dernière mise à jour", "Your health data | Vos données de santé", "Net price | Prix net",
        "Treatment of your order | Traitement de votre commande",
    ],
    "es-ES": [
        "First step | Primer paso", "First, open | Primero, abre", "Free software | Software libre",
        "Feel free | No dudes en escribirnos", "Best regards | Un cordial saludo", "Best friend | Mejor amigo",
        "The first page | La primera página", "Last name | Apellido", "The only way | La única manera",
        "Improve your photos | Mejora tus fotos", "Your best self | Tu mejor versión",
        "The best moment | El mejor momento del día",
    ],
    "es-MX": [
        "First step | Primer paso", "First, open | Primero, abre", "Free software | Software libre",
        "Best regards | Saludos", "Best friend | Mejor amigo", "Mother's day | Día de las madres",
        "Natural light | Luz natural", "The best moment | El mejor momento del día", "Cure | Curaduría de arte",
        "Healthy | Saludos sanos",
    ],
    "pt-BR": [
        "First step | Primeiro passo", "Best friend | Melhor amigo", "Free software | Software livre",
        "Improve | Melhore suas fotos", "Free time | Tempo livre", "First name | Nome",
        "The best moment | O melhor momento do dia", "Heal | Curadoria", "Only | A única forma",
        "Better | É melhor prevenir",
    ],
    "pt-PT": [
        "First step | Primeiro passo", "Best friend | Melhor amigo", "Free software | Software livre",
        "Free time | Tempo livre", "The best moment | O melhor momento do dia",
        "Best regards | Com os melhores cumprimentos",
    ],
    "it-IT": [
        "First step | Primo passo", "Best friend | Migliore amico", "Free software | Software libero",
        "Best wishes | I migliori auguri", "Free time | Tempo libero", "The first time | La prima volta",
        "Improve | Migliora le foto", "Last step | Ultimo passo",
    ],
    "nl-NL": [
        "First step | Eerste stap", "Best friend | Beste vriend", "Dear customer | Beste klant,",
        "Free software | Vrije software", "Free time | Vrije tijd", "Best wishes | De beste wensen",
        "First name | Voornaam", "Cheapest first | Goedkoopste eerst",
    ],
    "pl-PL": [
        "First step | Pierwszy krok", "Best friend | Najlepszy przyjaciel", "Free software | Wolne oprogramowanie",
        "Best wishes | Najlepsze życzenia", "Newest first | Od najnowszych", "The nearest shop | Najbliższy sklep",
        "Usually | Najczęściej wybierane",
    ],
    "sv-SE": [
        "First step | Första steget", "Best friend | Bästa vän", "Best regards | Bästa hälsningar",
        "Free software | Fri programvara", "First name | Förnamn", "Latest | Senaste nytt",
        "Best before | Bäst före",
    ],
    "ru-RU": [
        "First step | Первый шаг", "First of all | Прежде всего", "Best friend | Лучший друг", "Better | Так лучше",
        "Free software | Свободное программное обеспечение", "Best wishes | С наилучшими пожеланиями",
        "The very same | Тот же самый", "Self | Самостоятельно", "The only | Единственный способ",
        "First name | Имя", "most | самый простой способ",
    ],
    "tr-TR": [
        "First step | İlk adım", "First name | Ad", "Best friend | En iyi arkadaş", "Free software | Özgür yazılım",
        "The newest | En yeni ürünler", "At least 3 | En az 3 karakter", "At most | En fazla 10",
        "Soon | En kısa sürede", "Nearest | En yakın mağaza", "First time | İlk kez", "Primary | İlkokul",
        "Relation | İlke ve ilişkiler", "Best wishes | En iyi dileklerimizle",
    ],
    "ar-SA": [
        "First step | الخطوة الأولى", "Best friend | أفضل صديق", "Free software | برمجيات حرة", "First | أولا",
        "Best wishes | أطيب التمنيات", "Newest | الأحدث", "Best time | أفضل وقت", "The only | الطريقة الوحيدة",
        "Nearest | أقرب متجر", "Love | أحب هذا",
    ],
    "he-IL": [
        "First step | הצעד הראשון", "Best friend | החבר הכי טוב", "Free software | תוכנה חופשית",
        "Free time | זמן פנוי", "Best wishes | מיטב האיחולים", "Nearest | הכי קרוב", "Free of sugar | ללא סוכר",
        "Free hand | יד חופשית", "Free advice | חינם",
    ],
    "hi-IN": [
        "First step | पहला कदम", "Best friend | सबसे अच्छा दोस्त", "Free software | मुक्त सॉफ़्टवेयर",
        "First of all | सबसे पहले", "Newest | सबसे नया", "At the top | सबसे ऊपर", "Best wishes | शुभकामनाएँ",
    ],
    "id-ID": [
        "First step | Langkah pertama", "Best friend | Sahabat terbaik", "Free software | Perangkat lunak bebas",
        "Latest | Terbaru", "Nearest | Terdekat", "First name | Nama depan", "Last | Terakhir",
        "Feel free | Jangan ragu", "Connected | Terhubung", "Best wishes | Salam terbaik",
        "Most recently | Paling lambat besok",
    ],
    "ja-JP": [
        "First step | 最初のステップ", "First time | はじめての方へ", "First | 第一歩", "Best friend | 親友",
        "Free time | 自由時間", "Free software | フリーソフトウェア", "Up to 10 | 最大10個", "Latest | 最新情報",
        "Nearest | 最寄りの店舗", "At least 8 | 最低8文字", "Recently | 最近の注文", "Finally | 最後に",
        "First place | まず第一に", "Best before | 賞味期限", "Everyone | みんなで楽しむ",
        "Completely | 完全に削除", "Sure delete | 必ずお読みください", "Ideal size | 最適なサイズ",
    ],
    "ko-KR": [
        "First step | 첫 단계", "First time | 처음 오셨나요", "Best friend | 가장 친한 친구",
        "Up to 10 | 최대 10개", "Latest | 최신 소식", "Nearest | 가장 가까운 매장", "At least 8 | 최소 8자",
        "First | 우선 첫째", "Free software | 자유 소프트웨어", "Finally | 최종 확인", "Recently | 최근 주문",
        "Best effort | 최선을 다하겠습니다", "Highest score | 최고 점수",
    ],
    "th-TH": [
        "First step | ขั้นตอนแรก", "At most 10 | มากที่สุด 10", "Latest | ล่าสุด", "Nearest | ร้านที่ใกล้ที่สุด",
        "Best friend | เพื่อนที่ดีที่สุด", "Finally | ในที่สุด", "Free time | เวลาว่าง",
        "Highest first | มากไปน้อย", "First name | ชื่อ", "As soon as possible | เร็วที่สุดเท่าที่จะเป็นไปได้",
    ],
    "vi-VN": [
        "First step | Bước đầu tiên", "Latest | Mới nhất", "Nearest | Cửa hàng gần nhất",
        "Best friend | Bạn thân nhất", "At least 8 | Ít nhất 8 ký tự", "At most | Nhiều nhất 10",
        "Free software | Phần mềm tự do", "First | Thứ nhất", "Consistent | Nhất quán", "Definitely | Nhất định",
    ],
    "zh-CN": [
        "First step | 第一步", "First name | 名字", "First time | 第一次使用", "First of all | 首先",
        "First page | 第一页", "Uppermost | 最上面", "Latest | 最新消息", "Recently | 最近订单",
        "Finally | 最后一步", "At least 8 | 最少8个字符", "At most 10 | 最多10个", "Nearest | 最近的门店",
        "Free | 自由时间", "Primary | 首选语言", "Home page | 首页", "First release | 首次发布",
        "Nation | 国家或地区", "Top | 返回顶部", "Top | 顶级域名", "Only | 唯一标识", "Never | 永久删除",
        "Whole net | 全网", "Limit | 极限运动", "Maximise | 最大化", "Maximum 5 | 最大5 MB", "First grade | 一年级",
        "Level 1 | 一级菜单", "Absolutely | 绝对路径", "World | 世界杯", "Perfect match | 完美匹配",
        "First Avenue | 第一大道", "Lowest | 最低价格从低到高", "Highest | 最高分",
    ],
    "zh-TW": [
        "First step | 第一步", "First time | 第一次使用", "Latest | 最新消息", "Recently | 最近訂單",
        "At least 8 | 最少 8 個字元", "At most 10 | 最多 10 個", "Only | 唯一識別碼", "Best friend | 最好的朋友",
        "First name | 名字",
    ],
    "zh-HK": [
        "First step | 第一步", "Latest | 最新消息", "At most 10 | 最多10個", "Only | 唯一識別碼",
    ],
    "en-GB": [
        "First step | First step", "Free software | Free software", "Best before | Best before",
        "Best regards | Best regards", "Feel free | Feel free to ask", "Sugar-free | Sugar-free",
        "Your best friend | Your best friend", "Free up space | Free up space", "Hands-free | Hands-free",
        "Free time | In your free time",
    ],
    "en-US": [
        "Free software | Free software", "First step | First step", "Best regards | Best regards",
        "Feel free | Feel free to ask", "Sugar-free | Sugar-free", "Free up space | Free up space",
    ],
    "en-IN": [
        "Free software | Free software", "First step | First step", "Feel free | Feel free to ask",
        "Best regards | Best regards",
    ],
}  # fmt: skip
"""Source and target, by market: firsts, bests and freedoms that claim nothing."""

CLAIMS = {
    "de-DE": "Best shop | Der beste Shop Deutschlands: Nummer 1",
    "zh-CN": "The best phone | 最佳手机",
    "zh-TW": "The largest in the trade | 業界最大",
    "th-TH": "The best | ดีที่สุดในไทย",
    "hi-IN": "The best | सबसे अच्छा मोबाइल",
    "id-ID": "The best | Kualitas terbaik",
    "es-ES": "Free | Regalo gratis",
}


def _said(market: str, phrases: list[str]) -> list[tuple[str, str]]:
    pack = resolve(packs.packs(market), market)
    laws = {r.id for r in pack.rules if r.law}
    found = check.run([_unit(market, phrase) for phrase in phrases], [r for r in tone.rules(pack) if r.id in laws])
    return [(f.rule, f.target) for f in found]


def _unit(market: str, phrase: str) -> Unit:
    source, _, target = phrase.partition(" | ")
    return replace(ex(source, target, market), key=phrase, flags=FLAGS)


@pytest.mark.parametrize("market", PHRASES)
def test_ordinary_phrases_are_let_alone(market: str) -> None:
    assert _said(market, PHRASES[market]) == []


@pytest.mark.parametrize("market", CLAIMS)
def test_claims_are_asked_about(market: str) -> None:
    assert _said(market, [CLAIMS[market]]), market
