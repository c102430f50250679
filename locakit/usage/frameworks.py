"""The frameworks whose calls are known: one row of data each, in the words of its own manual."""

from __future__ import annotations

from dataclasses import dataclass, field

_JS = "js jsx ts tsx mjs cjs mts cts"


def _keys(names: str, roles: str = "k") -> dict[str, str]:
    return dict.fromkeys(names.split(), roles)


_GETTEXT = {
    **_keys("_ gettext _gettext gettext_noop gettext_lazy ugettext ugettext_lazy N_ i18n.gettext ngettext ungettext"),
    **_keys("ngettext_lazy ngettext_noop lazy_gettext lgettext lngettext Q_ __ _e _n _ngettext esc_html__ esc_html_e"),
    **_keys("esc_attr__ esc_attr_e _n_noop"),
    **_keys("pgettext pgettext_lazy npgettext npgettext_lazy C_ NC_ _p lazy_pgettext", "ck"),
    **_keys("_x _ex _nx_noop esc_html_x esc_attr_x", "kc"),
    **_keys("dgettext dngettext dcgettext dcngettext g_dgettext g_dngettext", "-k"),
    **_keys("dpgettext dnpgettext g_dpgettext2", "-ck"),
    "_nx": "k--c",
}


@dataclass(frozen=True, slots=True, eq=False)
class Framework:
    """How code names messages."""

    name: str
    suffixes: frozenset[str]
    """Of code files, as ``languages.suffix_of`` gives them."""
    formats: frozenset[str]
    """Of the catalogues that it reads, by their registered names."""
    calls: dict[str, str] = field(default_factory=dict)
    """Function to the roles of its arguments: ``k`` the key, ``c`` the context, ``-`` none of them."""
    places: tuple[str, ...] = ()
    """Regular expressions behind which a key stands in quotes."""
    objects: tuple[str, ...] = ()
    """Functions that take descriptors: each ``id:`` in their argument is a key."""
    elements: dict[str, str] = field(default_factory=dict)
    """Element to the attribute that holds the key."""
    after: tuple[str, ...] = ()
    """Regular expressions of what stands behind a key in quotes."""
    names: tuple[str, ...] = ()
    """Regular expressions of code whose last group is a key that is a name."""
    bare: bool = False
    """A call may go without brackets."""
    signs: tuple[str, ...] = ()
    """Texts, one of which a file must show before a key in it can be undefined; empty for none."""
    own: tuple[str, ...] = ()
    """Patterns of keys that the framework or its libraries use and define."""
    options: dict[str, str] = field(default_factory=dict)
    """Option of a call to what it is: ``prefix`` of the key, ``ns``, ``default``."""
    scopes: tuple[str, ...] = ()
    """Functions that bind a namespace and a prefix for the calls of a file."""
    suffixed: bool = False
    """A key gets endings at run time: ``_male``, ``_one``."""
    namespaces: str = ""
    """What parts the file's name from the key: ``:`` in ``ns:key``; empty where one key is one key."""
    texts: bool = False
    """Keys may be the source texts: an unknown one still shows readable words."""
    trees: bool = True
    """A call may get all messages below a key: ``a`` for ``a.b`` and ``a.c``."""
    checked: bool = False
    """The compiler finds undefined keys; what is not in the catalogue comes from elsewhere."""


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_I18N = ("i18n", "ranslation", "TFunction", "next-intl", "$t(", "$tc(")
_HOLDERS = (
    r"Localizations(?<!MaterialLocalizations)(?<!CupertinoLocalizations)(?<!WidgetsLocalizations)",
    r"S(?<!\wS)",
    r"L10n(?<!\wL10n)",
)
"""Dart's generated classes."""
_MEMBER = r"\s*\.\s*(?:(?:maybe)?[oO]f\s*\([^()]{0,100}\)|current|instance)\s*[!?]?\s*\.\s*(\w+)"

TABLE: tuple[Framework, ...] = (
    Framework(
        "i18next", _set(f"{_JS} vue svelte astro"), _set("json yaml toml"),
        _keys("t $t i18n.t i18next.t i18n.exists i18next.exists translate tc"),
        elements={"Trans": "i18nKey", "Translation": "i18nKey"},
        signs=_I18N, suffixed=True, namespaces=":",
        options={"keyPrefix": "prefix", "ns": "ns", "defaultValue": "default"},
        scopes=("useTranslation", "useTranslations", "getTranslations", "getFixedT", "withTranslation"),
    ),
    Framework(
        "formatjs", _set(f"{_JS} vue"), _set("json yaml"), trees=False,
        objects=("formatMessage", "$formatMessage", "defineMessage", "defineMessages", "formatHTMLMessage", "$t"),
        elements={"FormattedMessage": "id", "FormattedHTMLMessage": "id"},
    ),
    Framework(
        "vue-i18n", _set(f"{_JS} vue"), _set("json yaml"),
        _keys("$t $tc $te $tm $rt t tc te tm i18n.t i18n.global.t i18n.tc"),
        places=(r"\bv-t(?:\.\w+)?\s*=\s*\"\s*(?:\{\s*path\s*:\s*)?",),
        elements={"i18n-t": "keypath", "I18nT": "keypath", "i18n": "path"}, signs=_I18N,
    ),
    Framework(
        "svelte-i18n", _set("svelte js ts"), _set("json yaml"),
        _keys("$_ $t $format $json _ t format"), signs=("svelte-i18n", "$_(", "$t(", "$format("),
    ),
    Framework(
        "ngx-translate", _set("ts html"), _set("json"),
        _keys("translate.instant translate.get translate.stream translateService.instant translateService.get "
              "translocoService.translate transloco.translate selectTranslate"),
        places=(r"\[translate\]\s*=\s*\"\s*", r"\btransl(?:ate|oco)\s*=\s*(?=\"[\w.-]+\")"),
        after=(r"\s*\|\s*transl(?:ate|oco)\b",),
    ),
    Framework(
        "gettext",
        _set(f"{_JS} vue c h cc cpp cxx hpp m py pyw php phtml rb vala html htm txt jinja jinja2 j2 twig xml"),
        _set("po mo"), _GETTEXT, texts=True, trees=False,
        after=(r"\s*\|\s*(?:trans|t|gettext)\b",),
    ),
    Framework(
        "rails", _set("rb rake ru erb haml slim"), _set("yaml json"),
        _keys("t translate I18n.t I18n.translate I18n.t! I18n.exists? I18n.translate!"), bare=True,
        options={"scope": "prefix", "default": "default"},
        own=("date.*", "time.*", "datetime.*", "number.*", "support.*", "errors.*", "helpers.*", "activerecord.*",
             "activemodel.*", "simple_form.*", "formtastic.*", "devise.*", "doorkeeper.*", "pagination.*",
             "views.pagination.*", "will_paginate.*", "i18n.*", "faker.*", "active_admin.*"),
    ),
    Framework(
        "laravel", _set("php blade.php vue js ts"), _set("php json"),
        _keys("__ trans trans_choice @lang @choice Lang::get Lang::has Lang::choice $t $tChoice"),
        namespaces=".", texts=True, own=("validation.*", "auth.*", "pagination.*", "passwords.*"),
    ),
    Framework(
        "flutter", _set("dart"), _set("json yaml"), _keys("tr context.tr plural Intl.message"), trees=False,
        after=(r"\s*\.\s*(?:tr|plural)\b",),
        names=(*(holder + _MEMBER for holder in _HOLDERS),
               r"context\s*[!?]?\s*\.\s*(?:l10n|loc|localizations|translations|i18n)\s*[!?]?\s*\.\s*(\w+)",
               r"LocaleKeys\.(\w+)"),
        own=("localeName", "delegate", "supportedLocales", "localizationsDelegates"), checked=True,
    ),
    Framework(
        "android", _set("kt kts java xml gradle"), _set("android"), trees=False,
        names=(r"R\.(?:string|plurals|array)\.(\w+)", r"Res\.(?:string|plurals|array)\.(\w+)",
               r"@(?:string|plurals|array)/([\w.]+)"),
        own=("default_web_client_id", "google_*", "gcm_*", "firebase_*", "project_id", "abc_*", "mtrl_*",
             "com.google.*", "com_*", "facebook_*", "exo_*", "androidx_*", "preference_*", "material_*"),
        checked=True,
    ),
    Framework(
        "apple", _set("swift m mm h"), _set("strings stringsdict xcstrings"),
        _keys("NSLocalizedString NSLocalizedStringFromTable NSLocalizedStringFromTableInBundle "
              "NSLocalizedStringWithDefaultValue LocalizedStringKey LocalizedStringResource"),
        places=(r"String\s*\(\s*localized:\s*", r"localizedString\s*\(\s*forKey:\s*@?",
                r"localizedStringForKey:\s*@?"),
        after=(r"\s*\.\s*locali[sz]ed\b",), names=(r"L10n((?:\.\w+){1,8})", r"Strings((?:\.\w+){1,8})"),
    ),
)  # fmt: skip
"""Where several frameworks read a file and its catalogues, the calls of all of them count."""

NAMES: tuple[str, ...] = tuple(row.name for row in TABLE)
"""What ``framework:`` in ``locakit.yaml`` can say."""


def by_name(name: str) -> Framework:
    """The framework of that name. Raises KeyError."""
    return {row.name: row for row in TABLE}[name]
