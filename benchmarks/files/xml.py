"""Large files of the XML formats: plurals, notes, states and escapes as in real files."""

from __future__ import annotations

from html import escape as entities

from benchmarks._corpus import groups, plural


def made_android(texts: list[str]) -> str:
    """Strings, plurals, comments, escapes."""
    out = ['<?xml version="1.0" encoding="utf-8"?>', "<resources>"]
    for i, text in enumerate(texts):
        raw = _android(text)
        out += [f"    <!-- Screen {i // 50} -->"] if i % 50 == 0 else []
        if plural(i):
            out += [f'    <plurals name="key{i}">', f'        <item quantity="one">{raw}</item>']
            out += [f'        <item quantity="other">{raw}</item>', "    </plurals>"]
        else:
            out.append(f'    <string name="key{i}">{raw}</string>')
    return "\n".join([*out, "</resources>", ""])


def _android(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\n", "\\n")
    return escaped.replace("&", "&amp;")


def made_xliff(texts: list[str]) -> str:
    """XLIFF 1.2 with notes and states."""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">',
    ]
    out += ['  <file original="app" source-language="en" target-language="de" datatype="plaintext">', "    <body>"]
    for i, text in enumerate(texts):
        raw = entities(text, quote=False)
        out += [f'      <trans-unit id="key{i}">', f"        <source>{raw}</source>"]
        out += [f'        <target state="translated">{raw}</target>', f"        <note>Screen {i // 50}</note>"]
        out += ["      </trans-unit>"]
    return "\n".join([*out, "    </body>", "  </file>", "</xliff>", ""])


def made_resx(texts: list[str]) -> str:
    """Data elements with comments."""
    out = ['<?xml version="1.0" encoding="utf-8"?>', "<root>"]
    for i, text in enumerate(texts):
        out += [f'  <data name="key{i}" xml:space="preserve">', f"    <value>{entities(text, quote=False)}</value>"]
        out += [f"    <comment>Screen {i // 50}</comment>", "  </data>"]
    return "\n".join([*out, "</root>", ""])


def made_qt(texts: list[str]) -> str:
    """A context for each screen."""
    out = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="de_DE">']
    for group, members in groups(texts):
        out += ["<context>", f"    <name>Screen{group}</name>"]
        for i, text in members:
            raw = entities(text)
            out += ["    <message>", f'        <location filename="screen{group}.cpp" line="{i}"/>']
            out += [f"        <source>{raw}</source>", f"        <translation>{raw} ü</translation>", "    </message>"]
        out += ["</context>"]
    return "\n".join([*out, "</TS>", ""])


def made_stringsdict(texts: list[str]) -> str:
    """A plural for each two strings."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<plist version="1.0">', "<dict>"]
    for i in range(0, len(texts) - 1, 2):
        one, other = (entities(text, quote=False) for text in texts[i : i + 2])
        out += [f"\t<key>key{i}</key>", "\t<dict>", "\t\t<key>NSStringLocalizedFormatKey</key>"]
        out += ["\t\t<string>%#@count@</string>", "\t\t<key>count</key>", "\t\t<dict>"]
        out += ["\t\t\t<key>NSStringFormatSpecTypeKey</key>", "\t\t\t<string>NSStringPluralRuleType</string>"]
        out += ["\t\t\t<key>NSStringFormatValueTypeKey</key>", "\t\t\t<string>d</string>"]
        out += ["\t\t\t<key>one</key>", f"\t\t\t<string>{one}</string>"]
        out += ["\t\t\t<key>other</key>", f"\t\t\t<string>{other}</string>", "\t\t</dict>", "\t</dict>"]
    return "\n".join([*out, "</dict>", "</plist>", ""])


def made_tmx(texts: list[str]) -> str:
    """English and German."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<tmx version="1.4">']
    out += ['  <header creationtool="made" creationtoolversion="1" segtype="sentence" o-tmf="made" adminlang="en"']
    out += ['   srclang="en" datatype="plaintext"/>', "  <body>"]
    for i, text in enumerate(texts):
        raw = entities(text, quote=False)
        out += [f'    <tu tuid="key{i}">', f'      <tuv xml:lang="en"><seg>{raw}</seg></tuv>']
        out += [f'      <tuv xml:lang="de"><seg>{raw} ü</seg></tuv>', "    </tu>"]
    return "\n".join([*out, "  </body>", "</tmx>", ""])


def made_tbx(texts: list[str]) -> str:
    """Concepts in English and German."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<martif type="TBX" xml:lang="en">', "  <text>", "    <body>"]
    for i, text in enumerate(texts):
        raw = entities(text, quote=False)
        out += [f'      <termEntry id="key{i}">']
        for locale in ("en", "de"):
            out += [
                f'        <langSet xml:lang="{locale}">',
                f"          <tig><term>{raw}</term></tig>",
                "        </langSet>",
            ]
        out += ["      </termEntry>"]
    return "\n".join([*out, "    </body>", "  </text>", "</martif>", ""])
