"""Keys in code: each framework's calls, what may be built at run time, what comments and strings hide; the walk."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.errors import ConfigError
from locakit.model import Finding
from locakit.project import Code, parse
from locakit.shell.code import catalogue_name, code_files, usage_findings
from locakit.shell.workspace import open_workspace
from locakit.usage import frameworks, languages, matching, reading
from locakit.usage.matching import Shelf
from locakit.usage.scan import FILL, scan


def shelf(path: str, format: str, *keys: str, name: str = "", texts: tuple[str, ...] = ()) -> Shelf:
    return Shelf(path, format, {key: key for key in keys}, name, texts)


def judged(files: Mapping[str, str], *shelves: Shelf, framework: str = "", own: tuple[str, ...] = ()) -> list[str]:
    """The verdict as words: ``!key`` undefined (``?key`` where that is a warning), ``-key`` unused."""
    formats = {s.format for s in shelves}
    seen = [reading.read(p, text, reading.readers(p, formats, framework, own)) for p, text in files.items()]
    verdict = matching.compare(seen, shelves)
    marks = {"error": "!", "warning": "?"}
    lost = [marks[matching.severity(use)] + use.key for _, use in verdict.undefined]
    return lost + [f"-{key}" for _, key in verdict.unused]


CASES: dict[str, tuple[dict[str, str], tuple[Shelf, ...], list[str]]] = {}


def case(name: str, files: dict[str, str], shelves: tuple[Shelf, ...], *verdict: str) -> None:
    CASES[name] = (files, shelves, list(verdict))


case(
    "i18next",
    {
        "src/Cart.tsx": """
        import { useTranslation, Trans } from 'react-i18next';
        // t('comment.line') is not used
        /* t('comment.block') */
        export function Cart({ code, n }: Props) {
          const { t } = useTranslation();
          const url = "https://x.example/t('in.string')";
          return <p title={t("cart.title")}>Don't {t('cart.total', { count: n })} it's
            {t(`errors.${code}`)} {t('status.' + code)} {t(cond ? 'either.a' : 'either.b')}
            <Trans i18nKey="cart.rich">Hi</Trans> {t(['special.' + code, 'special.any'])}
            {t('friend', { context: who })} {t('cart.missing')} {`${t('cart.nested')} & ${n}`}
            {t('with.default', 'A text')} {t('menu', { returnObjects: true })}
          </p>;
        }
        """,
    },
    (
        shelf(
            "locales/en.json", "json", "cart.title", "cart.total", "cart.rich", "cart.nested", "cart.old", "errors.404",
            "status.ok", "either.a", "either.b", "special.any", "special.one", "friend_male", "friend_female_one",
            "menu.0", "menu.1", "comment.line", "comment.block", "in.string", "named", "texts.linked",
            texts=("see $t(texts.linked)",),
        ),
    ),
    "!cart.missing", "?with.default", "-cart.old", "-comment.line", "-comment.block", "-in.string", "-named",
)  # fmt: skip
case(
    "namespaces and prefixes",
    {
        "src/a.tsx": "const { t } = useTranslation('cart', { keyPrefix: 'list' });\n"
        "t('title'); t('common:save'); t('common:gone'); t('row', { ns: 'common' }); t(name); const n = 'later';",
        "src/b.ts": "const t = useTranslations('checkout'); t('pay'); t('no.such.key')",
    },
    (
        shelf("locales/en/cart.json", "json", "list.title", "list.later", "list.old", name="cart"),
        shelf("locales/en/common.json", "json", "save", "row", "checkout.pay", "unused", name="common"),
    ),
    "!common:gone", "!no.such.key", "-list.old", "-unused",
)  # fmt: skip
case(
    "formatjs",
    {
        "src/m.tsx": """
        const messages = defineMessages({
          hello: { id: 'app.hello', defaultMessage: 'Hello' },
          gone: { "id": 'app.gone' },
        });
        const a = <FormattedMessage id="app.title" values={{ n: 1 }} />;
        const b = intl.formatMessage({ id: 'app.body' });
        const c = intl.formatMessage({ id: `app.kind.${kind}` }); // formatMessage({ id: 'app.comment' })
        const d = <FormattedMessage
           values={{ id: 3 }}
           id={'app.late'} defaultMessage="Late" />; other({ id: 'no.message' });
        const e = { intlLabel: { id: 'app.label', defaultMessage: 'Label' }, row: { id: 'row.id' } };
        """,
    },
    (shelf("lang/en.json", "json", "app.hello", "app.title", "app.body", "app.kind.x", "app.comment", "app.old",
           "app.gone.below"),),
    "!app.gone", "?app.late", "?app.label", "-app.comment", "-app.old",
    "-app.gone.below",
)  # fmt: skip
case(
    "vue",
    {
        "src/App.vue": """
        <template>
          <!-- {{ $t('hidden') }} -->
          <p v-t="'page.direct'" :title="$t('page.title')">It's {{ $t("page.text", { n }) }} isn't it</p>
          <p v-t="{ path: 'page.path' }">{{ $tc('page.count', 2) }} {{ $t(`page.kind.${k}`) }}</p>
          <i18n-t keypath="page.info" tag="p"></i18n-t> {{ $t('page.missing') }}
        </template>
        <script setup lang="ts">
        const { t } = useI18n(); // t('hidden')
        const label = t('page.script');
        </script>
        <style>p:after { content: "t('styled')" }</style>
        """,
    },
    (
        shelf(
            "src/locales/en.json", "json", "page.direct", "page.title", "page.text", "page.path", "page.count",
            "page.kind.a", "page.info", "page.script", "hidden", "page.linked", texts=("@:page.linked",),
        ),
    ),
    "!page.missing", "-hidden",
)  # fmt: skip
case(
    "svelte",
    {
        "src/A.svelte": "<script>import { _ } from 'svelte-i18n'; const a = $_('a.script');</script>\n"
        "<h1>{$_('a.title')}</h1><!-- {$_('a.comment')} --><p>{$_('a.' + kind + '.x')} {$_('b.gone')}</p>",
    },
    (shelf("en.json", "json", "a.script", "a.title", "a.comment", "a.one.x"),),
    "!b.gone", "-a.comment",
)  # fmt: skip
case(
    "ngx-translate",
    {
        "src/a.html": "<p>{{ 'HOME.TITLE' | translate }}</p><b translate=\"HOME.BOLD\"></b>"
        "<!-- {{ 'HOME.OLD' | translate }} --><i>{{ 'HOME.GONE' | translate:{n: 1} }}</i>",
        "src/a.ts": "this.translate.instant('HOME.CODE')",
    },
    (shelf("en.json", "json", "HOME.TITLE", "HOME.BOLD", "HOME.OLD", "HOME.CODE"),),
    "!HOME.GONE", "-HOME.OLD",
)  # fmt: skip
case(
    "rails",
    {
        "app/views/users/_form.html.erb": "<%# t('.comment') %><h1><%= t('.title') %></h1>"
        "<%= f.submit t('.save', default: 'Save') %> <%= t(\"users.roles.#{role}\") %> <%= t '.gone' %>",
        "app/views/users/index.html.haml": "-# = t('.hidden')\n%h1= t('.heading')\n"
        "%p= t \"shared.hello\", name: @name\n",
        "app/controllers/admin/users_controller.rb": "class Admin::UsersController\n  def create\n"
        "    redirect_to x, notice: t('.created') # t('.never')\n    flash = t('done', scope: [:users, :flash])\n"
        "    I18n.t(:hello_symbol)\n    I18n.t('nowhere.at_all')\n    t(:x, scope: @dynamic)\n"
        "    I18n.t('errors.messages.blank')\n  end\nend\n",
    },
    (
        shelf(
            "config/locales/en.yml", "yaml", "users.form.title", "users.form.save", "users.form.comment",
            "users.roles.admin", "users.index.heading", "users.index.hidden", "shared.hello",
            "admin.users.create.created", "admin.users.create.never", "users.flash.done", "hello_symbol",
            "some.where.x", "activerecord.models.user", "shared.old",
        ),
    ),
    "!users.form.gone", "!nowhere.at_all",
    "-users.form.comment", "-users.index.hidden", "-admin.users.create.never", "-shared.old",
)  # fmt: skip
case(
    "laravel",
    {
        "app/A.php": "<?php // __('messages.comment')\n# trans('messages.hash')\n"
        "return __('messages.welcome') . trans(\n"
        "'auth.failed') . trans_choice('messages.apples', 3) . __('messages.state.' . $s) . __('messages.gone')\n"
        " . __('package::file.key') . __('Plain words') . __('New words');",
        "resources/views/a.blade.php": "{{-- @lang('messages.blade') --}}<p>Don't @lang('messages.title')</p>"
        "{{ __('messages.user.name') }} <p>it's</p>",
    },
    (
        shelf(
            "lang/en/messages.php", "php", "comment", "hash", "welcome", "apples", "state.on", "title", "user.name",
            "blade", name="messages",
        ),
        shelf("lang/en.json", "json", "Plain words"),
    ),
    "!messages.gone", "?New words", "-comment", "-hash", "-blade",
)  # fmt: skip
case(
    "flutter",
    {
        "lib/a.dart": "final l10n = AppLocalizations.of(context)!; // l10n.commented\n"
        "Text(l10n.helloWorld); Text(AppLocalizations.of(context)!.title); Text(S.of(context).items(3));\n"
        "Text(context.l10n.viaContext); Text('${S.of(context).inside} x'); S.of(context).missing;\n"
        "MaterialLocalizations.of(context).okButtonLabel; AppLocalizations.of(context)!.localeName; l10n.odd;",
    },
    (
        shelf(
            "lib/l10n/app_en.arb", "json", "helloWorld", "title", "items", "viaContext", "inside", "commented", "old"
        ),
    ),
    "?missing", "-commented", "-old",
)  # fmt: skip
case(
    "android",
    {
        "app/src/main/java/A.kt": "getString(R.string.app_title) // R.string.commented\n"
        'val s = "R.string.in_string ${getString(R.string.in_template)}"\n'
        "resources.getQuantityString(R.plurals.items, n); android.R.string.ok; R.string.missing; R.string.from_gradle",
        "app/src/main/res/layout/a.xml": '<TextView android:text="@string/label"/><!-- @string/hidden -->'
        '<TextView android:text="@android:string/cancel"/><TextView android:text="@string/from_xml"/>',
        "app/src/main/res/values/config.xml": '<resources><string name="from_xml">x</string></resources>',
        "app/build.gradle": "resValue 'string', 'from_gradle', 'x'",
    },
    (
        shelf(
            "app/src/main/res/values/strings.xml", "android", "app_title", "items", "label", "dotted.name", "in_string",
            "in_template", "commented", "hidden", "array.0", "linked", texts=("@string/linked",),
        ),
    ),
    "?missing", "-dotted.name", "-in_string", "-commented", "-hidden", "-array.0",
)  # fmt: skip
case(
    "apple",
    {
        "App/A.swift": 'let a = NSLocalizedString("cart.title", comment: "x") '
        '// NSLocalizedString("cart.hidden", comment: "")\n'
        'let b = String(localized: "cart.total"); Text("cart.swiftui"); "cart.ext".localized\n'
        'let c = "NSLocalizedString(\\"cart.in.string\\")"; NSLocalizedString("cart.\\(kind)", comment: "")\n'
        'let d = NSLocalizedString("gone", comment: ""); L10n.Cart.Generated.name',
        "App/B.m": '[self show:NSLocalizedString(@"objc.title", nil)]; /* NSLocalizedString(@"objc.hidden", nil) */',
    },
    (
        shelf(
            "en.lproj/Localizable.strings", "strings", "cart.title", "cart.total", "cart.swiftui", "cart.ext",
            "objc.title", "objc.hidden", "cart_generated_name", "cart.dynamic",
        ),
    ),
    "!gone", "-objc.hidden",
)  # fmt: skip
case(
    "gettext",
    {
        "a.py": "from gettext import gettext as _\n# _('Comment')\n\"\"\"_('Docstring')\"\"\"\n"
        "_('Hello') + _('Two '\n   'parts') + ngettext('%d file', '%d files', n) + pgettext('menu', 'Open')\n"
        "_('Dyn' + x); _('Not there'); f\"{_('In f-string')}\"; _(\"It's \\\"quoted\\\"\")",
        "b.c": 'puts(_("C text")); /* _("C comment") */ dgettext("domain", "Of domain"); '
        'char q = \'"\'; _("After quote");',
        "c.js": "const s = _('JS text'); // _('JS comment')\nconst r = /[\"'`]/.test(s) && _('After regex');",
        "d.php": "<p>Don't</p><?php echo _('PHP text'); # _('PHP comment')\n echo _x('Post', 'verb'); ?>"
        " isn't <?= __('Page') ?>",
        "e.html": "{# {% trans 'Hidden' %} #}{% trans \"Template\" %}{% blocktranslate trimmed with n=x %}"
        "\n Hi\n {{ n }}\n"
        "{% plural %}b{% endblocktranslate %}{{ 'Filtered' | trans }}{% translate 'May' context 'month' %}",
    },
    (
        Shelf(
            "po/messages.pot",
            "po",
            {
                k: k
                for k in (
                    "Hello", "Two parts", "%d file", "menu|Open", "C text", "Of domain", "After quote", "JS text",
                    "After regex", "PHP text", "verb|Post", "Page", "Template", "Hi %(n)s", "Filtered", "In f-string",
                    "It's \"quoted\"", "Comment", "Docstring", "C comment", "JS comment", "PHP comment", "Hidden",
                    "Dynamo", "month|May",
                )
            },
        ),
    ),
    "?Not there", "-Comment", "-Docstring", "-C comment", "-JS comment", "-PHP comment", "-Hidden",
)  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_framework(name: str) -> None:
    files, shelves, verdict = CASES[name]
    assert sorted(judged(files, *shelves)) == sorted(verdict)


def test_every_framework_has_a_case() -> None:
    assert set(frameworks.NAMES) <= {*CASES, "vue-i18n", "svelte-i18n"}


def test_gettext_is_read_as_babel_reads_it() -> None:
    from babel.messages import extract

    python = CASES["gettext"][0]["a.py"].replace("f\"{_('In f-string')}\"; ", "").replace("_('Dyn' + x); ", "")
    js = "const a = _('One'); /* _('No') */ ngettext('%d a', '%d b', n); gettext(\"It's\"); _(x); pgettext('c', 'm');"
    for name, method, text in (("a.py", "python", python), ("a.js", "javascript", js)):
        found = extract.extract(method, io.BytesIO(text.encode()), extract.DEFAULT_KEYWORDS, ())
        theirs = {(c or "", m if isinstance(m, str) else m[0]) for _, m, _, c in found}
        ours = {(u.context, u.key) for u in reading.read(name, text, reading.readers(name, ["po"])).uses}
        assert ours == theirs


def test_a_call_means_nothing_where_no_framework_is_in_sight() -> None:
    keys = shelf("en.json", "json", "a")
    assert judged({"a.ts": "t('adds two numbers'); test.t('x')"}, keys) == []
    assert judged({"a.ts": "t('adds two numbers')"}, keys, framework="i18next") == ["!adds two numbers"]
    assert judged({"src/i18n.test.ts": "i18n.t('made.up')"}, keys) == []


def test_a_component_may_have_messages_of_its_own() -> None:
    text = "<template><p>{{ $t('own.key') }}</p></template>"
    own = '\n<i18n lang="json">{"en": {"own": {"key": "x"}}}</i18n>'
    keys = shelf("en.json", "json", "a")
    assert judged({"a.vue": text}, keys) == ["!own.key"]
    assert judged({"a.vue": text + own}, keys) == []


def test_own_functions_count() -> None:
    keys = shelf("en.json", "json", "a.b", "a.c")
    files = {"a.ts": "import i18n; say('a.b'); other('a.c'); Texts.get('x.y')"}
    assert judged(files, keys, own=("say", "Texts.get")) == ["!x.y"]


def test_a_catalogue_that_no_code_uses_is_left_alone() -> None:
    used, other = shelf("en.json", "json", "a"), shelf("store.json", "json", "title", "text", name="store")
    assert judged({"a.ts": "i18n.t('a')"}, used, other) == []


def test_joined_keys_and_tables_count_as_used() -> None:
    keys = shelf("en.json", "json", "a", "error.one", "state.on.title", "menu.file", "s.x", "gone")
    code = "i18n.t('a'); const k = 'error.' + code; i18n.t(k); i18n.t(`${x}.title`); i18n.t(y + '.x');"
    code += "m = {l: 'menu.file'}"
    assert judged({"a.ts": code}, keys) == ["-gone"]


def test_places_are_those_of_the_key() -> None:
    text = "// é\r\nconst a = 1;\r\n  i18n.t('x.y')"
    found = reading.read("a.ts", text, reading.readers("a.ts", ["json"]))
    (use,) = (u for u in found.uses if u.framework == "i18next")
    assert text[use.at :] == "'x.y')"


@pytest.mark.parametrize(
    ("name", "text", "strings"),
    [
        ("a.js", "a = 'x' + \"y\" + `z` // 'no'", ["x", "y", "z"]),
        ("a.js", "`a${ b ? `c${'d'}` : \"}\" }e`", ["d", "}"]),
        ("a.js", "x = a / b; s = 'q'; r = /['\"]/g; u = 'v'", ["q", "v"]),
        ("a.jsx", "<p>Don't and won't</p> + 'real'", ["real"]),
        ("a.py", "'''doc 'x' ''' + f'{a[\"b\"]} {{c}}' + rb'\\d' # 'no'", ["doc 'x' ", "b", "\\d"]),
        ("a.kt", '"""raw "q" ${f("in")}""" + \'"\' + "z"', ["in", '"', "z"]),
        ("a.swift", '"a\\(f("b"))c" + "d"', ["b", "d"]),
        ("a.php", "<p>it's</p><?php 'a\\'b' . \"c\nd\"; ?>don't<?= 'e'", ["a'b", "c\nd", "e"]),
        ("a.rb", "x = \"a#{t('b')}c\" # 'no'\n=begin\n'no'\n=end\n'd'", ["b", "d"]),
        ("a.c", 'char c = \'"\'; /* " */ s = "a\\n";', ['"', "a\n"]),
        ("a.dart", "r'$x' + '${f('in')}' + '''a'b'''", ["$x", "in", "a'b"]),
    ],
)
def test_strings_are_told_from_code(name: str, text: str, strings: list[str]) -> None:
    language = languages.language_of(name)
    assert language
    seen = scan(text, language)
    assert len(seen.code) == len(text)
    whole = [seen.says(x)[0] for _, x in sorted(seen.literals.items()) if len(x.pieces) == 1]
    assert whole == strings


_NAMES = sorted({f"a.{suffix}" for row in frameworks.TABLE for suffix in row.suffixes})
_FORMATS = sorted({f for row in frameworks.TABLE for f in row.formats})
_BITS = st.sampled_from(
    ["'", '"', "`", "${", "#{", "\\(", "{", "}", "(", ")", "/*", "*/", "//", "#", "<!--", "-->", "\\", "\n", "t(", "_(",
     "$t('a.b')", "t '.x'", "R.string.a", "S.of(c).x", '"""', "'''", "<script>", "</script>", "<?php", "?>", "{%", "%}",
     "f'", "id: 'x'", "defineMessages({", "+", "é", "<Trans i18nKey=", "[", "]", ",", "=begin", " "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_NAMES), st.one_of(st.text(max_size=200), st.lists(_BITS, max_size=60).map("".join)))
def test_any_text_is_read(name: str, text: str) -> None:
    language = languages.language_of(name)
    assert language
    seen = scan(text, language)
    assert len(seen.code) == len(text)
    kept = [(c, d) for c, d in zip(seen.code, text, strict=True) if c not in (FILL, " ")]
    assert all(c == d for c, d in kept)
    for start, literal in seen.literals.items():
        assert start < literal.end <= len(text)
        assert all(start <= a <= b <= literal.end for a, b in literal.pieces)
    for use in reading.read(name, text, reading.readers(name, _FORMATS)).uses:
        assert 0 <= use.at < len(text) and use.pieces


@settings(max_examples=60, deadline=None)
@given(st.lists(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8}){0,2}", fullmatch=True), unique=True, min_size=1, max_size=8))
def test_what_is_written_is_read_back(keys: list[str]) -> None:
    text = "import i18n;\n" + "\n".join(f"// {k}\ni18n.t('{k}', {{ n: `x${{1}}` }});" for k in keys)
    assert judged({"a.ts": text}, shelf("en.json", "json", *keys)) == []
    gone = judged({"a.ts": text}, shelf("en.json", "json", "other.key"))
    assert {k.lstrip("!") for k in gone} >= {k for k in keys if not "other.key".startswith(k)}


_HOSTILE = [
    "'", '"', "`", "\\'", "`${", "#{", '"\\(', "/*", "<!--", "t(", "t('a'+", "=/[", "t('", "(", "{", "<Trans ", "<!",
    "defineMessages({", "formatMessage({", "R.string.", "S.of(", "useTranslation(", "{% trans ", "{%blocktrans ", "a.",
    "a", "=\n", "'''", 'f"{', "<?", "?>", "<script>", "_('x' ", "Localizations ", "x = ", "id:", "t(a.b(c+", "{{--",
    "<i18n-t ", "'a' |", " ", "L10n.a", "- # ", "useTranslation('", "app_", "t ", "'a' . ", "${'", "{#",
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.tsx", "a.vue", "a.py", "a.rb", "a.php", "a.dart"])
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    by = reading.readers(name, _FORMATS)
    for bit in _HOSTILE:
        text = bit * (20_000 // len(bit))
        found = reading.read(name, text, by)
        assert all(use.at < len(text) for use in found.uses)


def test_a_catalogue_is_called_by_what_follows_its_locale() -> None:
    said = {
        "locales/en/common.json": "common", "lang/en/admin/users.php": "admin/users", "locales/en.json": "",
        "public/locales/en-US/home.json": "home", "i18n/messages.en-US.json": "messages", "src/texts.json": "texts",
    }  # fmt: skip
    for path, name in said.items():
        assert catalogue_name(path, "en-US" if "en-US" in path else "en") == name


def project(root: Path, code: str, **files: str) -> list[Finding]:
    (root / "locales").mkdir(parents=True, exist_ok=True)
    keys = {"cart": {"title": "Cart", "old": "Old", "kept": "Kept"}, "hidden": "Hidden"}
    (root / "locales/en.json").write_text(json.dumps(keys, indent=2), encoding="utf-8")
    config = (
        "source: en\nmarkets: [fr]\ncontent:\n  - path: locales/{locale}.json\n    skip: [hidden]\n"
        "    flags: {cart.kept: [ignore-keys.unused]}\n"
    )
    (root / "locakit.yaml").write_text(config + code, encoding="utf-8")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return usage_findings(open_workspace(str(root)))


CODE = "import i18n;\ni18n.t('cart.title'); i18n.t('hidden');\n  i18n.t('cart.gone');\n"


def test_findings_stand_in_the_code_and_in_the_catalogue(tmp_path: Path) -> None:
    found = project(tmp_path, "code: [src]\n", **{"src/a.ts": CODE})
    assert [(f.rule, f.severity, f.resource, f.key, f.line, f.column) for f in found] == [
        ("keys.undefined", "error", "src/a.ts", "cart.gone", 3, 10),
        ("keys.unused", "info", "locales/en.json", "cart.old", 4, 12),
    ]


def test_a_gettext_context_is_part_of_the_key(tmp_path: Path) -> None:
    (tmp_path / "po").mkdir()
    long = "A text that is so long that nobody would use it whole as the name of the message it is " * 2
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    text = f'{head}msgid "{long}"\nmsgstr ""\n\nmsgctxt "verb"\nmsgid "Post"\nmsgstr ""\n'
    (tmp_path / "po/messages.pot").write_text(text, encoding="utf-8")
    config = "source: en\nmarkets: [fr]\ncontent: [{path: 'po/{posix}.po', source: po/messages.pot}]\ncode: ['*.py']\n"
    (tmp_path / "locakit.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "a.py").write_text(f"_({long!r})\npgettext('noun', 'Post')\n", encoding="utf-8")
    found = usage_findings(open_workspace(str(tmp_path)))
    assert [(f.rule, f.severity, f.key, f.line) for f in found] == [
        ("keys.undefined", "warning", "noun|Post", 2),
        ("keys.unused", "info", "verb|Post", 9),
    ]


def test_without_code_nothing_runs(tmp_path: Path) -> None:
    assert project(tmp_path, "", **{"src/a.ts": CODE}) == []
    off = "code: [src]\nrules: {keys.undefined: off, keys.unused: off}\n"
    assert project(tmp_path, off.replace(": off", ": 'off'"), **{"src/a.ts": CODE}) == []
    some = project(tmp_path, "code: [src]\nrules: {keys.undefined: info, keys.unused: 'off'}\n", **{"src/a.ts": CODE})
    assert [(f.rule, f.severity) for f in some] == [("keys.undefined", "info")]


def test_what_is_made_fetched_or_binary_is_not_read(tmp_path: Path) -> None:
    bad = "i18n.t('cart.bad')"
    files = {
        "src/a.ts": CODE, "src/node_modules/x/a.ts": bad, "build/a.ts": bad, "src/lib.min.js": bad,
        "src/n.ts": "\0" + bad,
        "src/big.ts": bad + " " * 2_000_000,
        "src/made.ts": "// GENERATED CODE - do not change\n" + bad,
        "other/a.ts": bad,
        "src/bytes.ts": "// \udcff\n",
    }  # fmt: skip
    found = project(tmp_path, "code: ['src/**/*.ts', src, build/x]\n", **files)
    assert [f.key for f in found] == ["cart.gone", "cart.old"]
    assert "cart.bad" in {f.key for f in project(tmp_path, "code: [build]\n")}


def test_git_says_what_is_code(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    files = {"src/a.ts": CODE, "src/gen/a.ts": "i18n.t('cart.bad')", ".gitignore": "gen/\n"}
    assert [f.key for f in project(tmp_path, "code: ['**/*.ts']\n", **files)] == ["cart.gone", "cart.old"]
    listed = [path for path, _ in code_files(open_workspace(str(tmp_path)))]
    assert listed == ["src/a.ts"]


SMALL = "source: en\nmarkets: [fr]\ncontent: [{path: 'l/{locale}.json'}]\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("code: src\n", "`code` must be a list, such as [a, b]"),
        ("code: [../src]\n", "`../src` leaves the project; content must lie inside it"),
        ("code: ['src/*.{ts,js}']\n", "`src/*.{ts,js}`: a pattern of code has wildcards *, ? and **, and no braces"),
        ("code: [{framework: i18next}]\n", "`code.path` is missing; write path: src/**/*.ts"),
        ("code: [{path: a, framework: i18nxt}]\n", "`code.framework` cannot be `i18nxt`; did you mean `i18next`?"),
        ("code: [{path: a, function: ['t(']}]\n", "`t(` is not the name of a function, such as translate or i18n.text"),
    ],
)
def test_faults_of_the_list_are_told(code: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", SMALL + code)
    assert said in [fault.message for fault in caught.value.faults]


def test_the_list_is_read() -> None:
    read = parse("locakit.yaml", SMALL + "code: [./src/, {path: lib/**/*.dart, framework: flutter, function: [tr]}]\n")
    assert read.code == (Code("src"), Code("lib/**/*.dart", "flutter", ("tr",)))


def test_an_entry_names_framework_and_functions(tmp_path: Path) -> None:
    code = "code:\n  - path: app/**/*.ts\n    framework: i18next\n    function: [say]\n  - src\n"
    found = project(tmp_path, code, **{"app/a.ts": "say('cart.title'); t('cart.lost')"})
    assert [f.key for f in found if f.rule == "keys.undefined"] == ["cart.lost"]
