"""Placeholders of every dialect: what is a fault, what is none, and which rule says so."""

from __future__ import annotations

import pytest

from locakit import check
from locakit.model import Finding, Unit
from locakit.placeables.custom import custom, matches
from locakit.placeables.dialects import flags_known
from locakit.rules import registry
from locakit.rules._kit import ICU, ex

FAMILIES = ("placeables", "directives", "custom", "icu", "fluent")
RULES = [r for r in registry.builtin().values() if r.look.__module__.rpartition(".")[2] in FAMILIES]
LOST, MORE, TYPE, ORDER = "placeables.missing", "placeables.extra", "placeables.type", "placeables.order"
PERCENT, SYNTAX, QUOTED = "placeables.percent", "placeables.syntax", "placeables.apostrophe"


def found(unit: Unit) -> list[Finding]:
    """What the rules of these families say, information left out."""
    return [f for f in check.run([unit], RULES) if f.severity != "info"]


def rules_of(source: str, target: str, *flags: str, market: str = "de") -> set[str]:
    return {f.rule for f in found(ex(source, target, market, *flags))}


DIALECTS: list[tuple[str, str, set[str], dict[str, str]]] = [
    ("", "Rent {KeyWord:Cheap Boats} in {LOCATION(City):your city}",
     {"{KeyWord:Billige Boote} in {LOCATION(City):deiner Stadt}", "In {LOCATION(City): deiner Stadt} {KeyWord:Boote}"},
     {"{KeyWord:Billige Boote}": LOST, "{Keyword:Billige Boote} in {LOCATION(City):hier}": MORE,
      "{KeyWord:Billige Boote} in {LOCATION(Stadt):hier}": MORE,
      "{KeyWord:Billige Boote in {LOCATION(City):hier}": LOST}),
    ("", 'Hi {{ first_name | default: "dear friend" }}!',
     {'Hallo {{ first_name | default: "du da" }}!', "Hallo {{first_name|default:'du'}}!"},
     {"Hallo!": LOST, 'Hallo {{ vorname | default: "du" }}!': MORE, 'Hallo {{ first_name | vorgabe: "du" }}!': MORE}),
    ("", "Hi %%First_Name%%, %%=v(@code)=%%", {"%%=v(@code)=%% %%First_Name%%"},
     {"Hallo %%Vorname%%, %%=v(@code)=%%": MORE, "Hallo %%First_Name%%": LOST, "%%First_Name% %%=v(@code)=%%": LOST}),
    ("", "Hi *|FNAME|*", {"*|FNAME|*, hallo"}, {"Hallo *|VORNAME|*": MORE, "Hallo *FNAME*": LOST}),
    ("python-format", "%s of %d", {"%s, %d", "%s % d"}, {"%s": LOST, "%d %s": ORDER, "%2$d %1$s": LOST,
       "%s %d %": PERCENT}),
    ("python-format", "%(n)d of %(who)s", {"%(who)s: %(n)d"}, {"%(who)s": LOST, "%(n)s %(who)s": TYPE,
       "%(n)d %(wer)s": MORE}),
    ("python-format", "12%% off", {"12%% ab", "zwölf Prozent"}, {"12% ab": PERCENT, "12%": PERCENT}),
    ("python-brace-format", "{} of {n}", {"{} {n}", "{n} {}", "{0} {n}"}, {"{n}": LOST, "{} {n} {x}": MORE,
       "{} {n} {": SYNTAX}),
    ("python-brace-format", "{n:d} of {who!r}", {"{who!r}: {n:d}"}, {"{n:d} {who}": TYPE, "{n:d} {who!r} }": SYNTAX}),
    ("python-brace-format", "{} and {}", {"{1} und {0}"}, {"{}": LOST, "{0} {2}": MORE}),
    ("c-format", "%s of %d", {"%s, %d", "%2$d von %1$s", "%s von %'d", "%s %i"}, {"%s": LOST, "%d %s": ORDER,
       "%s %s": TYPE,
                                                                            "%s %d %": PERCENT, "%2$s %1$s": LOST}),
    ("c-format", "%5.2f and %-10s", {"%5.2f und %-10s"}, {"%5.2f": LOST, "%.2f und %-10s": TYPE}),
    ("objc-format", "%@ has %ld of %1$@", {"%@ hat %ld von %1$@"}, {"%@ hat %1$@": LOST}),
    ("objc-format", "%1$@ and %2$@", {"%2$@ und %1$@"}, {"%1$@": LOST, "%1$@ und %3$@": MORE}),
    ("objc-format", "%#@files@ in %@", {"%#@files@ in %@"}, {"%@": LOST, "%#@dateien@ in %@": MORE}),
    ("php-format", "%1$'010d of %s", {"%1$'010d von %s"}, {"%s": LOST, "%1$'010d %s 100%": PERCENT}),
    ("php-format", "%1$s of %2$d", {"%2$d von %1$s"}, {"%1$s": LOST, "%1$s %2$s": TYPE}),
    ("perl-format", "%vd of %s", {"%vd von %s"}, {"%s": LOST, "%vd": LOST, "%s %vd": ORDER}),
    ("perl-brace-format", "{count} of {total}", {"{total}: {count}"}, {"{count}": LOST, "{count} {gesamt}": MORE}),
    ("lua-format", "%s of %d", set(), {"%2$d %1$s": LOST}),
    ("lua-format", "%q of %5.1f", {"%q von %5.1f"}, {"%5.1f": LOST, "%5.1f %q": ORDER, "%q %5.1f %": PERCENT}),
    ("javascript-format", "%s of %j", {"%s: %j"}, {"%j": LOST, "%j %s": ORDER, "%s %j 9%": PERCENT, "%s %O": TYPE}),
    ("java-printf-format", "%1$tH:%1$tM %2$,d", {"%2$,d %1$tH:%1$tM"}, {"%1$tH %2$,d": LOST, "%1$tH:%1$tM": LOST}),
    ("java-printf-format", "%s%n%d", {"%s%n%d"}, {"%d%n%s": ORDER, "%s%n": LOST, "%s%n%d %": PERCENT}),
    ("java-format", "{0} of {1,number}", {"{1,number} von {0}", "l''{0} {1,number}"}, {
        "{0}": LOST, "{0} l'{1,number}": QUOTED, "{0} {1,number} }": SYNTAX, "{0} {1}": TYPE,
        "{0} {1,number} {2}": MORE}),
    ("auto-java-messageformat", "{0} is", {"c''est {0}"}, {"c'est {0}": QUOTED}),
    ("c-sharp-format", "{0,10:N0} of {1}", {"{1}: {0,10:N0}", "{{x}} {0,10:N0} {1}"}, {
        "{1}": LOST, "{0,10:N0} {1} {": SYNTAX, "{0} {1}": TYPE, "{0,10:N0} {2}": MORE}),
    ("rust-format", "{} of {name:>5}", {"{} {name:>5}"}, {"{}": LOST, "{} {name:>5} }": SYNTAX}),
    ("go-format", "%v of %+q", {"%v %+q"}, {"%v": LOST, "%+q %v": ORDER, "%v %+q 1%": PERCENT}),
    ("go-format", "%s of %d", {"%[2]d: %[1]s"}, {"%[2]d": LOST}),
    ("go-format", "%[1]s of %[2]d", {"%[2]d: %[1]s"}, {"%[1]s": LOST}),
    ("object-pascal-format", "%0:s of %1:d", {"%1:d: %0:s"}, {"%0:s": LOST, "%0:s %1:s": TYPE, "%0:s %1:d %2:d": MORE}),
    ("object-pascal-format", "%s of %n", {"%s: %n", "%1:n: %0:s"}, {"%s": LOST, "%n %s": ORDER}),
    ("qt-format", "%1 of %L2", {"%L2: %1"}, {"%1": LOST, "%1 %L2 %3": MORE, "%1 %2": TYPE}),
    ("qt-plural-format", "%n of %1", {"%1: %n"}, {"%n": LOST}),
    ("kde-format", "%1 of %2", {"%2: %1"}, {"%1": LOST}),
    ("ruby-format", "%{x} of %<n>.2f", {"%<n>.2f %{x}", "%{x} %<n>.2f"}, {"%{x}": LOST, "%{y} %<n>.2f": MORE,
       "%{x} %<n>d": TYPE}),
    ("ruby-format", "%-10<n>s", {"%-10<n>s!"}, {"n": LOST}),
    ("scheme-format", "~a of ~1@*~s", {"~a: ~1@*~s"}, {"~a": LOST, "~a ~1@*~s ~": SYNTAX}),
    ("boost-format", "%1% of %|2$+5|", {"%|2$+5| %1%"}, {"%1%": LOST, "%1% %|2$+5| %3%": MORE}),
    ("es-format", "${x} of ${a.b}", {"${a.b}: ${ x }"}, {"${x}": LOST, "${x} ${a.b": LOST, "${x} ${a.b} ${c}": MORE}),
    ("i18next-interpolation", "{{x}} of $t(key)", {"$t(key): {{ x }}"}, {"{{x}}": LOST, "{{y}} $t(key)": MORE,
       "{x} $t(key)": LOST}),
    ("angularjs-format", "{{x | date}} of {{y}}", {"{{y}}: {{ x|date }}"}, {"{{x | date}}": LOST,
       "{{x | datum}} {{y}}": TYPE}),
    ("vue-format", "{n} of @:a.b and @.lower:c", {"@.lower:c @:a.b {n}"}, {"{n} @:a.b": LOST,
       "{n} @:a.x @.lower:c": MORE}),
    ("automattic-components-format", "{{a}}x{{/a}}{{br/}}", {"{{br/}}{{a}}y{{/a}}"}, {
        "{{a}}x{{br/}}": LOST, "{{/a}}x{{a}}{{br/}}": "placeables.unbalanced"}),
    ("laravel-format", ":name of :Count", {":count: :name", ":Name :Count"}, {":name": LOST, ":nome :Count": MORE}),
    ("percent-placeholders", "%user% has %n%", {"%n% %user%"}, {"%user%": LOST, "%nutzer% %n%": MORE}),
    ("", "{{ x }} {% if a %}b{% endif %}", {"{{x}} {% if a %}c{% endif %}"}, {"{{ x }} {% if a %}c": LOST,
       "{{ y }} {% if a %}{% endif %}": MORE}),
    ("", "{{#if a}}x{{/if}} {{{raw}}}", {"{{{raw}}} {{#if a}}y{{/if}}"}, {"{{#if a}}x {{{raw}}}": LOST,
       "{{#wenn a}}x{{/if}} {{{raw}}}": MORE}),
    ("fluent", "{ $n } of { -brand }", {"{ -brand(case: \"gen\") }: {$n}"}, {"{ $n }": LOST,
       "{ $m } { -brand }": MORE, "{ $n { -brand }": "fluent.syntax"}),
    (ICU, "{n, number} of {who}", {"{who}: {n, number}", "l''{who} {n, number}"}, {
        "{who}": LOST, "l'{who} {n, number}": "placeables.quoted",
        "{who} {n}": TYPE, "{n, number} {who": "icu.syntax"}),
    ("webextension-format", "$NAME$ pays $1", {"$1 von $Name$"}, {"$NAME$": LOST, "$NOME$ $1": MORE}),
    ("", "%1$s of %2$d", {"%2$d von %1$s"}, {"%1$s": LOST, "%1$d %2$d": TYPE, "%1$s %2$d %3$s": MORE}),
    ("", "%d%% of %s", {"%d%% von %s"}, {"%d% von %s": PERCENT}),
    ("", "&brandName; of &amp;", {"&brandName; &amp; du"}, {"du &amp;": LOST, "&brandname; &amp;": MORE}),
    ("", "@string/app_name is on", {"@string/app_name läuft"}, {"App läuft": LOST, "@string/app läuft": MORE}),
]  # fmt: skip


@pytest.mark.parametrize(("flag", "source", "good", "bad"), DIALECTS, ids=[f"{d[0]} {d[1]}" for d in DIALECTS])
def test_a_dialect(flag: str, source: str, good: set[str], bad: dict[str, str]) -> None:
    flags = (flag,) if flag else ()
    assert rules_of(source, source, *flags) == set()
    for target in good:
        assert rules_of(source, target, *flags) == set(), target
    for target, rule in bad.items():
        assert rule in rules_of(source, target, *flags), target
    for name in {f"ignore-{flag}"} - {"ignore-"}:
        heard = {r for target in bad for r in rules_of(source, target, *flags, name) if r.startswith("placeables")}
        assert heard == set() or flag in (ICU, "fluent"), name


def test_every_dialect_with_a_flag_has_a_row() -> None:
    spoken = {row[0] for row in DIALECTS}
    alike = {
        "c++-format", "gcc-internal-format", "awk-format", "sh-printf-format", "csharp-format", "java-messageformat",
        "kde-kuit-format", "es-template", "mediawiki-format", "icu-plural", "md-text", "rst-text", "bbcode-text",
    }  # fmt: skip
    assert flags_known() - alike <= spoken


@pytest.mark.parametrize(
    ("source", "target", "market"),
    [
        ("100% free", "100 % kostenlos", "de"), ("50% off today", "今日は50%オフ", "ja"), ("5% of %s", "%s के 5%", "hi"),
        ("{0} of {1}", "{1} 中的 {0}", "zh-CN"), ("Don't {x}", "لا {x}", "ar"), ("R&D", "F&E", "de"),
        ("a {not this} b", "a {nicht das} b", "de"), ("Use ~/.bashrc", "~/.bashrc benutzen", "de"),
    ],
)  # fmt: skip
def test_prose_is_no_placeholder(source: str, target: str, market: str) -> None:
    assert rules_of(source, target, market=market) == set()


def test_a_type_is_one_finding_and_names_both() -> None:
    (one,) = found(ex("%s has %d", "%s hat %s", "de", "c-format"))
    assert one.rule == TYPE and one.message == "%s is %d in the source" and one.target[slice(*one.span)] == "%s"
    assert [f.severity for f in found(ex("%5d", "%3d", "de", "c-format"))] == ["warning"]
    assert [f.severity for f in found(ex("{d, date, short}", "{d, date}", "de"))] == ["warning"]


def test_a_percent_sign_is_mended() -> None:
    (one,) = found(ex("%d%% done", "%d% erledigt", "de", "c-format"))
    assert one.fix and (one.fix.text, one.target[slice(*one.fix.span)]) == ("%%", "%")


def test_projects_have_their_own_placeholders() -> None:
    flag = 'placeholders:"a:b":NAME:r"#\\d+"'
    assert rules_of("a:b NAME #1", "a:b NAME #1 x", flag) == set()
    assert {f.message for f in found(ex("a:b NAME #1", "name #2", "de", flag))} == {
        "a:b is lost", "NAME is lost", "#1 is lost", "#2 is not in the source",
    }  # fmt: skip
    assert rules_of("NAME", "Name", "placeholders:NAME", "case-insensitive") == set()
    assert rules_of("<a href='NAME'>x</a>", "<a href='NAME'>y</a>", "placeholders:NAME") == set()


def test_a_stranger_s_expression_ends() -> None:
    flags = frozenset({'placeholders:r"(a+)+$":X'})
    own = custom(flags)
    assert own and own.spans("a" * 5000 + "b X") in ([(5002, 5003)], [])
    with pytest.raises(ValueError, match="too long"):
        matches("(a|aa)+$", "a" * 200 + "b")
    assert custom(frozenset({'placeholders:r"("'})).faults  # type: ignore[union-attr] # there is such a flag


def test_a_strict_format_says_every_number() -> None:
    source, target = {"one": "%d file", "other": "%d files"}, {"one": "eine Datei", "other": "%d Dateien"}
    assert found(ex(source, target, "de", "c-format")) == []
    assert [f.rule for f in found(ex(source, target, "de", "c-format", "strict-format"))] == [LOST]
