"""A text made its sibling market's: words, numbers, marks, plurals, scripts; what a program reads stays."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import placeables
from locakit.derive import UNCONVERTED, Derived, Route, derive, glossary
from locakit.derive.chinese import converter, steps
from locakit.derive.holes import cut, fill, names
from locakit.errors import UsageError
from locakit.market import Override, resolve
from locakit.project import parse
from locakit.rules import tone
from locakit.shell import packs
from locakit.shell.deriving import contrasts
from locakit.shell.desk import Office
from locakit.shell.workspace import Workspace
from locakit.terms import Termbase, parse_glossary

ICU, C = "icu-message-format", "c-format"
MARKETS = "es-ES, es-MX, es-419, pt-BR, pt-PT, fr-FR, fr-CA, en-US, en-GB, zh-CN, zh-TW, zh-HK"
PAIRS = [("es-ES", "es-MX"), ("pt-BR", "pt-PT"), ("en-US", "en-GB"), ("fr-FR", "fr-CA")]


@cache
def office(source: str) -> Office:
    others = ", ".join(m for m in MARKETS.split(", ") if m != source)
    config = f"source: {source}\nmarkets: [{others}]\ncontent: [{{path: 'l/{{locale}}.json'}}]\n"
    return Office(Workspace(Path("none"), parse("locakit.yaml", config)))


def route(base: str, market: str, source: str = "en") -> Route:
    return office(source).deriving.route(base, market)


def made(base: str, market: str, text: str, source: str, *flags: str, keep: tuple[str, ...] = ()) -> Derived:
    return derive({"other": text}, {"other": source}, route(base, market), frozenset(flags), keep)


def said(base: str, market: str, text: str, source: str, *flags: str) -> str:
    found = made(base, market, text, source, *flags)
    assert found.notes == ()
    return found.forms["other"]


@pytest.mark.parametrize(
    ("base", "market", "source", "text", "wanted"),
    [
        ("es-ES", "es-MX", "Add the video to your computer", "Añade el vídeo a tu ordenador",
         "Agrega el video a tu computadora"),
        ("es-ES", "es-MX", "THE COMPUTER", "EL ORDENADOR", "LA COMPUTADORA"),
        ("es-ES", "es-MX", "TO THE COMPUTER", "AL ORDENADOR", "A LA COMPUTADORA"),
        ("pt-BR", "pt-PT", "THE DATABASE", "O BANCO DE DADOS", "A BASE DE DADOS"),
        ("es-ES", "es-MX", "Two phones", "Dos móviles nuevos", "Dos celulares nuevos"),
        ("en-US", "en-GB", "Pants for the math teacher this fall", "Pants for the math teacher this fall",
         "Trousers for the maths teacher this autumn"),
        ("pt-BR", "pt-PT", "Tickets in Madrid", "Ingressos em Madri", "Bilhetes em Madrid"),
        ("pt-BR", "pt-PT", "Drive slowly", "Dirija devagar", "Conduza devagar"),
        ("zh-CN", "zh-TW", "“Juan” wrote", "“Juan”写道", "「Juan」寫道"),
        ("zh-CN", "zh-TW", "Press “{name}”", "按“{name} 1”", "按「{name} 1」"),
        ("zh-CN", "zh-TW", "Potatoes", "土豆", "馬鈴薯"),
        ("fr-FR", "fr-CA", "Open until 3:30 PM", "Ouvert jusqu’à 15:30", "Ouvert jusqu’à 15\xa0h\xa030"),
        ("fr-FR", "fr-CA", "At 9 AM", "À 09:00", "À 9\xa0h"),
        ("fr-FR", "fr-CA", "03:30 left", "03:30 restantes", "03:30 restantes"),
        ("es-ES", "es-MX", "The cost of the juice", "EL COSTE DEL ZUMO", "EL COSTO DEL JUGO"),
        ("es-ES", "es-MX", "Press the button of the mouse", "Pulsa el botón del ratón", "Presiona el botón del mouse"),
        ("es-ES", "es-MX", "Two tickets", "Dos billetes", "Dos boletos"),
        ("es-ES", "es-MX", "Two bills of 20", "Dos billetes de 20", "Dos billetes de 20"),
        ("es-ES", "es-MX", "Only 1,234.50", "Solo 1.234,50", "Solo 1,234.50"),
        ("es-ES", "es-MX", "The computers of your school", "Los ordenadores de tu colegio",
         "Las computadoras de tu colegio"),
        ("pt-BR", "pt-PT", "In a database", "Em um banco de dados", "Numa base de dados"),
        ("es-ES", "es-419", "Your new laptop", "El ordenador portátil", "La laptop"),
        ("pt-BR", "pt-PT", "Save the file of the user", "Salvar o arquivo do usuário",
         "Guardar o ficheiro do utilizador"),
        ("pt-BR", "pt-PT", "The team is loading the screen", "A equipe está carregando a tela",
         "A equipa está a carregar o ecrã"),
        ("pt-BR", "pt-PT", "To access the academic account", "Para acessar a conta acadêmica",
         "Para aceder à conta académica"),
        ("pt-BR", "pt-PT", "Control Points", "Pontos de Controle", "Pontos de Controlo"),
        ("pt-BR", "pt-PT", "Except on Sundays", "Salvo aos domingos", "Salvo aos domingos"),
        ("fr-FR", "fr-CA", "The weekend newsletter!", "La newsletter du week-end !",
         "L’infolettre de la fin de semaine!"),
        ("fr-FR", "fr-CA", "This e-mail: your bookmarks", "Cet e-mail : vos marque-pages",
         "Ce courriel\xa0: vos signets"),
        ("fr-FR", "fr-CA", "An e-mail address", "Une adresse d’e-mail", "Une adresse de courriel"),
    ],
)  # fmt: skip
def test_words_marks_and_numbers_become_the_market_s(
    base: str, market: str, source: str, text: str, wanted: str
) -> None:
    assert said(base, market, text, source) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Organize your favorite colors", "Organise your favourite colours"),
        ("Canceled on December 31, 2026", "Cancelled on 31 December 2026"),
        ("Read the license agreement", "Read the licence agreement"),
        ("You may license it", "You may license it"),
        ("Free shipping on vacation", "Free delivery on holiday"),
        ("The program has a size", "The program has a size"),
        ("Call `normalize()` or see normalize.css", "Call `normalize()` or see normalize.css"),
    ],
)
def test_english_from_the_source_itself(text: str, wanted: str) -> None:
    route_ = route("en-US", "en-GB", "en-US")
    found = derive({"other": text}, {"other": text}, route_, frozenset({"md-text"}))
    assert found.forms["other"] == wanted and not found.notes


@pytest.mark.parametrize(
    ("base", "market", "source", "text", "left", "note"),
    [
        ("es-ES", "es-MX", "Rent an apartment", "Buscar un piso", "piso",
         "ambiguous: piso -> departamento / apartamento?"),
        ("es-ES", "es-MX", "Wet shoes", "Zapatillas mojadas", "Zapatillas",
         "ambiguous: Zapatillas -> tenis / zapatos?"),
        ("pt-BR", "pt-PT", "Get your order", "Pegue o pedido", "Pegue",
         "ambiguous: Pegue -> apanhe / levante / obtenha?"),
        ("zh-CN", "zh-TW", "A computer", "计算机", "計算機",
         "ambiguous: 計算機 (電腦 (a computer) or 計算機 (a calculator))"),
        ("en-US", "en-GB", "Pay for gas", "Pay for gas", "gas", "ambiguous: gas -> petrol / gas?"),
        ("es-ES", "es-MX", "Take the bus", "Coge el autobús", "Coge", "ambiguous: Coge -> tomar / agarrar?"),
        ("es-ES", "es-MX", "Your computer is ready", "Tu ordenador está listo", "ordenador",
         "ambiguous: ordenador -> computadora?"),
        ("es-ES", "es-MX", "You can see it", "Podéis verlo", "Podéis", "register: Podéis"),
        ("es-ES", "es-MX", "We will send it", "Os lo enviaremos", "Os", "register: Os"),
        ("es-ES", "es-MX", "You will receive it", "Lo recibiréis", "recibiréis", "register: recibiréis"),
        ("pt-BR", "pt-PT", "You can pay", "Você pode pagar", "Você", "register: Você"),
        ("pt-BR", "pt-PT", "Tell me when it comes", "Me avise quando chegar", "Me", "register: Me avise"),
        ("fr-FR", "fr-CA", "Breakfast included", "Petit-déjeuner compris", "Petit-déjeuner",
         "ambiguous: Petit-déjeuner -> déjeuner / petit-déjeuner?"),
    ],
)  # fmt: skip
def test_what_a_person_must_decide_stays_and_is_marked(
    base: str, market: str, source: str, text: str, left: str, note: str
) -> None:
    found = made(base, market, text, source)
    assert left in found.forms["other"] and note in found.notes
    assert all("," not in n for n in found.notes), "commas part the notes of a record"


TERMS = """\
terms:
  - source: trail shoe
    pos: noun
    pt-BR: {use: tênis de trilha, plural: tênis de trilha, gender: m}
    pt-PT: {use: sapatilha de trail, plural: sapatilhas de trail, gender: f}
"""


@pytest.mark.parametrize(
    ("source", "text", "wanted"),
    [
        ("Our new trail shoes are light", "Nossos novos tênis de trilha são leves",
         "Nossas novas sapatilhas de trail são leves"),
        ("Our trail shoe is light", "Nosso tênis de trilha é leve", "Nossa sapatilha de trail é leve"),
        ("Trail shoe weather", "Tênis de trilha são leves", "Sapatilhas de trail são leves"),
        ("Trail shoes from $49", "Tênis de trilha hoje", "Sapatilhas de trail hoje"),
        ("trail shoe", "tênis de trilha", "sapatilha de trail"),
        ("TRAIL SHOES", "OS TÊNIS DE TRILHA", "AS SAPATILHAS DE TRAIL"),
        ("Trail shoe sale", "Promoção de tênis de trilha", ""),
        ("One trail shoe, two trail shoes", "Compre tênis de trilha", ""),
    ],
)  # fmt: skip
def test_a_word_alike_in_both_numbers_gets_the_one_that_its_sentence_tells(source: str, text: str, wanted: str) -> None:
    terms = parse_glossary("terms.yaml", TERMS)
    rules = glossary.rules(Termbase([terms], "en", "pt-BR"), Termbase([terms], "en", "pt-PT"), None)
    there = route("pt-BR", "pt-PT")
    found = derive(
        {"other": text}, {"other": source},
        replace(there, market=replace(there.market, rules=(*rules, *there.market.rules))),
    )  # fmt: skip
    asked = ("ambiguous: tênis de trilha -> sapatilha de trail / sapatilhas de trail?",)
    assert found.notes == (() if wanted else asked)
    assert not wanted or found.forms["other"] == wanted


def test_a_source_in_another_language_decides_nothing() -> None:
    german = route("es-ES", "es-MX", "de")
    found = derive({"other": "Dos billetes y un vídeo"}, {"other": "Zwei Fahrkarten und ein Video"}, german)
    assert found.forms["other"] == "Dos billetes y un video"
    assert found.notes == ("ambiguous: billetes -> boletos / pasajes?", "ambiguous: billetes -> boletos?") or (
        any("billetes" in n for n in found.notes)
    )


def test_what_a_program_or_a_name_says_is_never_touched() -> None:
    text = "El vídeo {vídeo} en <a href='https://example.com/vídeo'>vídeo</a>, %s"
    wanted = "El video {vídeo} en <a href='https://example.com/vídeo'>video</a>, %s"
    assert (
        said("es-ES", "es-MX", text, "The video {vídeo} in <a href='https://example.com/vídeo'>x</a>, %s", C) == wanted
    )
    kept = made("es-ES", "es-MX", "Vídeo Plus y vídeo", "Vídeo Plus and video", keep=("Vídeo Plus",))
    assert kept.forms["other"] == "Vídeo Plus y video"
    quoted = made("es-ES", "es-MX", "La película «Vídeo rojo» en vídeo", 'The film "Vídeo rojo" on video')
    assert quoted.forms["other"] == "La película «Vídeo rojo» en video"
    assert said("fr-FR", "fr-CA", "$1 est un caractère", "$1 is a character") == "$1 est un caractère"


def test_icu_branches_are_texts_of_their_own() -> None:
    text = "Tienes {n, plural, one {# ordenador} other {# ordenadores}} y {g, select, a {un vídeo} other {dos vídeos}}"
    source = (
        "You have {n, plural, one {# computer} other {# computers}} and {g, select, a {a video} other {two videos}}"
    )
    wanted = (
        "Tienes {n, plural, one {# computadora} other {# computadoras}} y {g, select, a {un video} other {dos videos}}"
    )
    assert said("es-ES", "es-MX", text, source, ICU) == wanted
    nested = "{a, select, x {{n, plural, one {# vídeo} other {# vídeos}}} other {'{vídeo}' coste}}"
    there = "{a, select, x {{n, plural, one {# video} other {# videos}}} other {'{vídeo}' cost}}"
    assert said("es-ES", "es-MX", nested, there, ICU) == nested.replace("# vídeo", "# video").replace("coste", "costo")
    broken = "{n, plural, one {# vídeo"
    assert made("es-ES", "es-MX", broken, "{n, plural, one {# video", ICU).forms["other"].startswith("{n, plural, one")


def test_plural_forms_and_categories_that_mean_other_numbers() -> None:
    source = {"one": "{n} file", "other": "{n} files"}
    base = {"one": "{n} arquivo", "many": "{n} de arquivos", "other": "{n} arquivos"}
    found = derive(base, source, route("pt-BR", "pt-PT"), plural=True)
    assert found == Derived({"one": "{n} ficheiro", "many": "{n} de ficheiros", "other": "{n} ficheiros"})
    lone = {"one": "Um ficheiro", "many": "{n} de ficheiros", "other": "{n} ficheiros"}
    back = derive(lone, {"one": "One file", "other": "{n} files"}, route("pt-PT", "pt-BR"), plural=True)
    assert back.forms["one"] == "Um arquivo" and back.notes == ("plural: one",), "one is 0 too in Brazil"
    few = derive({"one": "{n} vídeo", "other": "{n} vídeos"}, source, route("es-ES", "es-MX"), plural=True)
    assert few.forms == {"one": "{n} video", "many": "{n} videos", "other": "{n} videos"}
    icu = "{n, plural, one {Um ficheiro} other {# ficheiros}}"
    told = derive({"other": icu}, {"other": "{n, plural, one {One file} other {# files}}"},
                  route("pt-PT", "pt-BR"), frozenset({ICU}))  # fmt: skip
    assert told.notes == ("plural: one",) and told.forms["other"] == icu.replace("ficheiro", "arquivo")


def test_a_text_that_is_still_the_source_s_is_left_alone() -> None:
    assert made("es-ES", "es-MX", "Are you sure?", "Are you sure?") == Derived({"other": "Are you sure?"})
    assert made("es-ES", "es-MX", "", "x") == Derived({"other": ""})
    assert made("es-ES", "es-MX", "un \ufffc vídeo", "x").forms["other"] == "un \ufffc vídeo"


WORDS = st.sampled_from(
    [
        "la",
        "mesa",
        "verde",
        "{name}",
        "%s",
        "<b>x</b>",
        "https://a.example/b",
        "hoy",
        "y",
        "abre",
        "12",
        "1.234,5",
        "Ana",
    ]
)
REGIONAL = st.sampled_from(
    ["ordenador", "vídeo", "arquivo", "tela", "color", "e-mail", "week-end", "coste", "usuário", "favorite", "piso"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(WORDS, REGIONAL), max_size=12), st.sampled_from(PAIRS))
def test_placeables_survive_and_twice_is_once(parts: list[str], pair: tuple[str, str]) -> None:
    text = " ".join(parts)
    flags = frozenset({C})
    found = derive({"other": text}, {"other": text}, route(*pair, "en-US" if pair[0] == "en-US" else "en"), flags)
    new = found.forms["other"]
    assert [p.text for p in placeables.find(new, flags)] == [p.text for p in placeables.find(text, flags)]
    words = re.sub(r"[\d.,]+", "", new)
    again = derive({"other": words}, {"other": text}, route(*pair), flags).forms["other"]
    assert derive({"other": again}, {"other": text}, route(*pair), flags).forms["other"] == again


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=10), st.sampled_from(PAIRS))
def test_without_contrast_words_only_numbers_and_typography_change(parts: list[str], pair: tuple[str, str]) -> None:
    text = " ".join(parts)
    found = derive({"other": text}, {"other": "x " + text}, route(*pair), frozenset({C}))
    letters = re.compile(r"[^\W\d_]+")
    assert letters.findall(found.forms["other"]) == letters.findall(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(PAIRS))
def test_any_text_at_all(text: str, pair: tuple[str, str]) -> None:
    new = derive({"other": text}, {"other": "x"}, route(*pair), frozenset({ICU})).forms["other"]
    assert isinstance(new, str) and bool(new) == bool(text)


@pytest.mark.parametrize("hostile", ["{" * 20_000, "'" * 20_000, "«" * 20_000, "ordenador " * 4_000, "1.234," * 8_000])
def test_hostile_texts_come_back(hostile: str) -> None:
    assert made("es-ES", "es-MX", hostile, "x", ICU).forms["other"].strip()


@pytest.mark.parametrize(
    ("base", "market", "text", "wanted"),
    [
        ("zh-CN", "zh-TW", "安装软件，打开{file}文件", "安裝軟體，開啟{file}檔案"),
        ("zh-CN", "zh-TW", "后台的信息平台", "後台的資訊平台"),
        ("zh-CN", "zh-HK", "安装软件，打印短信", "安裝軟件，列印短訊"),
        ("zh-CN", "zh-HK", "出租车和网络", "的士和網絡"),
        ("zh-TW", "zh-CN", "軟體和滑鼠", "软件和鼠标"),
        ("zh-HK", "zh-CN", "裏面的網絡", "里面的网络"),
        ("zh-TW", "zh-HK", "裡面的網路", "裏面的網絡"),
        ("zh-HK", "zh-TW", "裏面的軟件", "裡面的軟體"),
    ],
)
def test_chinese_between_scripts_and_regions(base: str, market: str, text: str, wanted: str) -> None:
    pytest.importorskip("opencc")
    assert made(base, market, text, "some software").forms["other"] == wanted


def test_which_conversions_chinese_needs() -> None:
    assert steps("zh-CN", "zh-SG") == () and steps("es-ES", "es-MX") == () and steps("zh-HK", "zh-MO") == ()
    assert steps("zh-Hans", "zh-Hant") == ("s2t",) and steps("zh-TW", "zh-HK") == ("tw2t", "t2hk")
    assert converter("pt-BR", "pt-PT") is None


def test_without_opencc_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from locakit.derive import chinese

    chinese._opencc.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(UsageError) as told:
        converter("zh-CN", "zh-TW")
    assert "zh-TW is made from zh-CN with OpenCC" in told.value.message
    assert told.value.hint == "pip install 'locakit[chinese]'"


def test_a_conversion_that_would_harm_a_placeable_is_not_made() -> None:
    wild = Route("en", "zh-CN", route("es-ES", "es-MX").market, lambda text: text.replace("a", "{b}"))
    found = derive({"other": "casa {n}"}, {"other": "house {n}"}, wild)
    assert found == Derived({"other": "casa {n}"}, (UNCONVERTED,))


def test_holes_are_filled_in_order_or_not_at_all() -> None:
    held = cut("uno dos tres", [(4, 7, "DOS"), (5, 9, "no"), (0, 3, "UNO")])
    assert fill(held.text, held.parts) == "UNO DOS tres" and fill(held.text + "\ufffc", held.parts) is None
    assert names("A-Web webs A", "x", ["A"], quoted=False) == [(0, 1), (11, 12)]


def test_tables_are_found_along_both_chains() -> None:
    def found(base: str, market: str) -> list[str]:
        return [Path(pack.path).stem for pack in contrasts(base, market)]

    assert found("es-ES", "es-MX") == found("es", "es-MX") == ["es-ES--es-419", "es-ES--es-MX"]
    assert found("es-ES", "es-AR") == ["es-ES--es-419"] and found("en-US", "en-AU") == ["en-US--en-001"]
    assert found("es-MX", "es-ES") == [] and found("de-DE", "de-AT") == []


@pytest.mark.parametrize("name", sorted(p.stem for p in (packs.folder() / "contrasts").glob("*.yaml")))
def test_every_table_shows_what_it_does(name: str) -> None:
    base, _, market = name.partition("--")
    tables = contrasts(base, market)
    loud = {id: level for table in tables for id, level in table.severity.items()}
    place = resolve([*packs.packs(market), *tables], market, Override(levels=loud))
    mine = [rule for rule in place.rules if Path(rule.path).stem == name]
    assert mine and set(loud) <= {rule.id for rule in place.rules}
    for rule in mine:
        assert rule.why and rule.source and rule.confidence and rule.bad and rule.good, rule.id
        assert [w for e in rule.bad if (w := tone.wrong(rule, e, True, place))] == []
        assert [w for e in rule.good if (w := tone.wrong(rule, e, False, place))] == []
        shipped = {r.id for pack in packs.packs(market) for r in pack.rules}
        assert rule.id not in shipped


def test_no_word_is_in_a_table_that_the_market_s_pack_has() -> None:
    from locakit.rules._tone_kit import maps
    from locakit.rules._tone_term import entries

    def words(rules: object) -> set[tuple[str, str]]:
        there = [r for r in rules if r.kind == "term"]  # type: ignore[attr-defined] # rules of a pack
        return {(w, str(one.get("source", ""))) for r in there for one in maps(r, "words") for w, _ in entries(one)}

    for path in sorted((packs.folder() / "contrasts").glob("*.yaml")):
        base, _, market = path.stem.partition("--")
        own = words(r for table in contrasts(base, market) for r in table.rules)
        pack = words(r for p in packs.packs(market) for r in p.rules if not r.opt_in)
        assert own & pack == set(), path.stem
