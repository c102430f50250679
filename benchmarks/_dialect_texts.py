"""Good translations of what few projects have, markup and message dialects above all, to be broken."""

from __future__ import annotations

from benchmarks._good_texts import PAIRS
from locakit.model import Unit
from locakit.rules._kit import ICU, ex

_MARKDOWN = "See **the [guide](/a)** and `run it` now"
_REFERENCE = "Read *this* [page][p] now"
_RST = "Run ``make x`` and see :ref:`inst` or `Home <https://a.example>`_ and |ver| [1]_"
_ASCIIDOC = "See <<install,guide>> and link:a.html[x] image:b.png[y] [[top]]"
_MDX = "Hi <b>{user.name}</b>, <Price of={item} />"
_BBCODE = "Read [b]this[/b] and [url=/a]that[/url]"
_CSS = "width: 20em; height: 3em"
_ITEMS = "{n, plural, one {# item of {who}} other {# items of {who}}}"
_SEX = "{g, select, male {He has {x}} other {They have {x}}}"
_FLUENT = "{ $n ->\n    [one] one part of { $who }\n   *[other] { $n } parts of { $who }\n}"
_BRACES = "{0} of {1}"
_PERCENT = "%d%% of %s"

UNITS: tuple[Unit, ...] = (
    *(ex(source, target, market) for source, target, market in PAIRS),
    ex(_MARKDOWN, "Siehe **die [Anleitung](/a)** und `run it`", "de", "md-text"),
    ex(_MARKDOWN, "Consulta **la [guía](/a)** y `run it` ahora", "es", "md-text"),
    ex(_MARKDOWN, "**[ガイド](/a)** と `run it` をご覧ください", "ja", "md-text"),
    ex(_MARKDOWN, "راجع **[الدليل](/a)** ثم `run it` الآن", "ar", "md-text"),
    ex(_REFERENCE, "Lies *diese* [Seite][p] jetzt", "de", "md-text"),
    ex(_REFERENCE, "Прочтите *эту* [страницу][p] сейчас", "ru", "md-text"),
    ex(_RST, "Führe ``make x`` aus und lies :ref:`inst`, `Start <https://a.example>`_, |ver| [1]_", "de", "rst-text"),
    ex(_RST, "Exécutez ``make x`` puis :ref:`inst` ou `Accueil <https://a.example>`_ et |ver| [1]_", "fr", "rst-text"),
    ex(_ASCIIDOC, "Siehe <<install,Anleitung>> und link:a.html[x] image:b.png[z] [[top]]", "de", "asciidoc-text"),
    ex(_ASCIIDOC, "Veja <<install,o guia>> e link:a.html[x] image:b.png[y] [[top]]", "pt-BR", "asciidoc-text"),
    ex(_MDX, "Hallo <b>{user.name}</b>, <Price of={item} />", "de", "safe-mdx"),
    ex(_MDX, "مرحبًا <b>{user.name}</b>، <Price of={item} />", "ar", "safe-mdx"),
    ex(_BBCODE, "Lies [b]dies[/b] und [url=/a]das[/url]", "de", "bbcode-text"),
    ex(_BBCODE, "[b]これ[/b]と[url=/a]あれ[/url]を読む", "ja", "bbcode-text"),
    ex(_CSS, "width: 22em; height: 3em", "de"),
    ex(_CSS, "width: 26em; height: 3em", "ru"),
    ex(_ITEMS, "{n, plural, one {# Teil von {who}} other {# Teile von {who}}}", "de", ICU),
    ex(_ITEMS, "{n, plural, other {{who}の#個}}", "ja", ICU),
    ex(_SEX, "{g, select, male {Er hat {x}} other {Sie haben {x}}}", "de", ICU),
    ex(_SEX, "{g, select, male {У него {x}} other {У них {x}}}", "ru", ICU),
    ex(_FLUENT, "{ $n ->\n    [one] ein Teil von { $who }\n   *[other] { $n } Teile von { $who }\n}", "de", "fluent"),
    ex(_FLUENT, "{ $n ->\n    [one] una parte de { $who }\n   *[other] { $n } partes de { $who }\n}", "es", "fluent"),
    ex(_BRACES, "{1}：{0}", "zh-CN", "python-brace-format"),
    ex(_BRACES, "{0} von {1}", "de", "c-sharp-format"),
    ex(_BRACES, "{0} sur {1}", "fr", "java-format"),
    ex(_PERCENT, "%d%% von %s", "de", "c-format"),
    ex(_PERCENT, "%d%% de %s", "es", "python-format"),
    ex("Zoom to 12.5%", "Zoom auf 12,5\u00a0%", "de"),
    ex("It is 3.25 km away", "C'est à 3,25 km", "fr"),
    ex("It weighs 2.75 kg", "Весит 2,75 кг", "ru"),
    ex("See https://shop.example/help for more", "Mehr unter https://shop.example/help", "de"),
    ex("See https://shop.example/help for more", "詳しくは https://shop.example/help をご覧ください", "ja"),
    ex("See https://shop.example/help for more", "لمزيد من المعلومات راجع https://shop.example/help", "ar"),
)
