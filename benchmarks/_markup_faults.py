"""Faults of placeholders, ICU, Fluent and markup."""

from __future__ import annotations

import re
from random import Random

from benchmarks._fault import Kind, Turn, instead, of_kinds, on_text
from locakit.model import Unit
from locakit.placeables import find
from locakit.rules._kit import ICU

_VALUES = "brace mustache printf numbered named ruby template nesting stringsdict liquid component reference scheme"
_DATE = re.compile("%[Ymb]")
_EXTRA = {"brace": "{zzz}", "mustache": "{{zzz}}", "printf": "%s", "template": "${zzz}", "ruby": "%{zzz}"}
_BRACED = frozenset({"python-brace-format", "c-sharp-format", "java-format", "rust-format"})
_HTML = frozenset({"amp", "nbsp", "quot", "lt", "gt", "apos"})


def _dropped(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = [p for p in of_kinds(target, unit, _VALUES) if "{ -" not in p.text and p.text in source]
    alone = unit.plural or len(unit.target) > 1 or "|" in target or _DATE.search(source)
    return instead(target, pick.choice(found)) if found and not alone else None


def _renamed(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = [p for p in of_kinds(target, unit, "brace mustache named ruby template") if p.name.isidentifier()]
    one = pick.choice(found) if found else None
    fits = one and one.name.isascii() and one.text in source and not one.text.startswith("{{PLURAL")
    return instead(target, one, one.text.replace(one.name, one.name + "x", 1)) if one and fits else None


def _added(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = of_kinds(target, unit, " ".join(_EXTRA))
    odd = ("fluent" in unit.flags and "->" in target) or _DATE.search(source)
    return f"{target} {_EXTRA[pick.choice(found).kind]}" if found and not odd else None


def _retyped(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = [p for p in of_kinds(target, unit, "printf numbered named") if p.text[0] == "%" and p.text[-1] in "sd"]
    if not found or _DATE.search(target):
        return None
    one = pick.choice(found)
    return instead(target, one, one.text[:-1] + ("d" if one.text[-1] == "s" else "s"))


def _swapped(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    two = of_kinds(target, unit, "printf")[:2]
    if len(two) < 2 or two[0].text == two[1].text or _DATE.search(target):
        return None
    return instead(instead(target, two[1], two[0].text), two[0], two[1].text)


def _percent(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    formatted = of_kinds(source, unit, "printf numbered named")
    return target.replace("%%", "% ", 1) if "%%" in target and formatted else None


def _loose_brace(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    return f"{target} }}" if _BRACED & unit.flags else None


def _tag(role: str, turn: str) -> Turn:
    """A tag of a role is taken away, or gets an attribute that runs a program."""

    def broken(source: str, target: str, unit: Unit, pick: Random) -> str | None:
        found = [p for p in of_kinds(target, unit, "tag") if p.role == role and "<" not in p.text[1:]]
        one = pick.choice(found) if found else None
        return instead(target, one, one.text[:-1] + turn if turn else "") if one else None

    return broken


def _untagged(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = of_kinds(target, unit, "tag")
    roles = [p.role for p in found]
    return instead(instead(target, found[1]), found[0]) if roles == ["open", "close"] else None


def _unquoted(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    one = next((p for p in of_kinds(target, unit, "tag") if re.search(r'="[^"]*"', p.text)), None)
    return instead(target, one, re.sub(r'(="[^"]*)"', r"\1", one.text, count=1)) if one else None


def _attribute(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    one = next((p for p in of_kinds(target, unit, "tag") if re.search(r' (?:class|id|name)="\w', p.text)), None)
    return instead(target, one, re.sub(r' (class|id|name)="', r' \1="zz', one.text, count=1)) if one else None


def _crossed(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = of_kinds(target, unit, "tag")
    first = next((p for p in found if p.role == "open"), None)
    last = next((p for p in found if first and p.role == "close" and p.name == first.name), None)
    ordered = first and last and first.start < last.start
    return instead(instead(target, last, first.text), first, last.text) if first and last and ordered else None


def _hollow(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = of_kinds(target, unit, "tag")
    if [p.role for p in found] != ["open", "close"] or found[0].name != found[1].name:
        return None
    words = target[found[0].end : found[1].start]
    plain = words.strip() and "</" in source and "</></" not in source
    return target[: found[0].start] + words + found[0].text + target[found[1].start :] if plain else None


def _appended(text: str) -> Turn:
    def broken(source: str, target: str, unit: Unit, pick: Random) -> str | None:
        plain = not unit.flags & {ICU, "safe-mdx", "fluent"} and not unit.resource.endswith(".md")
        return f"{target} {text}" if plain else None

    return broken


def _entity(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    found = [p for p in of_kinds(target, unit, "entity") if p.name and p.name not in _HTML and p.text in source]
    return instead(target, found[0], f"&zz{found[0].name};") if found else None


def _rewritten(flag: str, pattern: str, new: str) -> Turn:
    """In texts with a flag, the first place that a pattern fits is written anew."""
    compiled = re.compile(pattern)

    def broken(source: str, target: str, unit: Unit, pick: Random) -> str | None:
        return compiled.sub(new, target, count=1) if flag in unit.flags else None

    return broken


def _cut_brace(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    whole = ICU in unit.flags and target.rstrip().endswith("}") and re.search(r",\s*(?:plural|select)", target)
    return target.rstrip()[:-1] if whole else None


def _css(there: str, new: str) -> Turn:
    return lambda source, target, unit, pick: target.replace(there, new) if source.startswith("width:") else None


def _link(source: str, target: str, unit: Unit, pick: Random) -> str | None:
    linked = "](" in source and any(p.kind == "link" for p in find(target, unit.flags)) and "[i]" not in target
    return target.replace("](", "] (", 1) if linked else None


_LOST = ("placeables", "icu.argument", "fluent", "markup.mdx", "markup.rst")
FAULTS: dict[str, Kind] = {
    "placeholder lost": on_text(*_LOST, broken=_dropped),
    "placeholder renamed": on_text(*_LOST, broken=_renamed),
    "placeholder added": on_text("placeables", "icu.", "markup.mdx", broken=_added),
    "placeholder of another type": on_text("placeables.type", "placeables.missing", broken=_retyped),
    "placeholders swapped": on_text("placeables.order", "placeables.type", "placeables.missing", broken=_swapped),
    "percent sign alone": on_text("placeables.percent", "placeables.extra", "placeables.missing", broken=_percent),
    "brace alone": on_text("placeables.syntax", broken=_loose_brace),
    "entity renamed": on_text("placeables", broken=_entity),
    "tag not closed": on_text("markup.tags", "icu.tags", broken=_tag("close", "")),
    "tags lost": on_text("markup.tags", "icu.tags", broken=_untagged),
    "tags crossed": on_text("markup.tags", broken=_crossed),
    "tag emptied": on_text("markup.empty", broken=_hollow),
    "attribute's quote lost": on_text("markup.", broken=_unquoted),
    "attribute changed": on_text("markup.attributes", broken=_attribute),
    "script added": on_text("markup.unsafe", broken=_appended("<script>x()</script>")),
    "event handler added": on_text("markup.unsafe", broken=_tag("open", ' onmouseover="x()">')),
    "link that runs a script": on_text("markup.unsafe", broken=_appended("[x](javascript:alert(1))")),
    "ICU: brace lost": on_text("icu.syntax", broken=_cut_brace),
    "ICU: other renamed": on_text("icu.", broken=_rewritten(ICU, r"\bother(\s*\{)", r"outro\1")),
    "ICU: branch renamed": on_text("icu.", broken=_rewritten(ICU, r"\b(one|few|male|female)(\s*\{)", r"\1x\2")),
    "ICU: argument renamed": on_text(
        "icu.argument", broken=_rewritten(ICU, r"\{\s*(\w+)\s*,\s*(plural|select)", r"{\1x, \2")
    ),
    "ICU: type translated": on_text("icu.", broken=_rewritten(ICU, r",\s*(plural|select)\s*,", r", \1e,")),
    "Fluent: brace lost": on_text("fluent.syntax", broken=_rewritten("fluent", r"\}", "")),
    "Fluent: variable renamed": on_text(
        "placeables", "fluent.references", broken=_rewritten("fluent", r"(\{\s*)\$(\w+)(\s*\})", r"\1$\2x\3")
    ),
    "Fluent: default lost": on_text("fluent.syntax", broken=_rewritten("fluent", r"\*\[", "[")),
    "Fluent: variant translated": on_text("fluent.variants", broken=_rewritten("fluent", r"\[one\]", "[eins]")),
    "Markdown: link split": on_text("markup.link-space", "markup.markdown", broken=_link),
    "Markdown: emphasis open": on_text("markup.markdown", broken=_rewritten("md-text", r"\*\*", "")),
    "Markdown: code open": on_text("markup.markdown", broken=_rewritten("md-text", "`", "")),
    "Markdown: reference renamed": on_text("markup.references", broken=_rewritten("md-text", r"\]\[p\]", "][q]")),
    "reStructuredText: role's target": on_text("markup.rst", broken=_rewritten("rst-text", "`inst`", "`instal`")),
    "reStructuredText: literal translated": on_text("markup.rst", broken=_rewritten("rst-text", "``make", "``mache")),
    "reStructuredText: footnote lost": on_text("markup.rst", broken=_rewritten("rst-text", r"\[1\]_", "[1]")),
    "reStructuredText: literal glued": on_text(
        "markup.rst-syntax", broken=_rewritten("rst-text", r"(\w) (``make x``) (\w)", r"\1\2\3")
    ),
    "AsciiDoc: reference renamed": on_text("markup.asciidoc", broken=_rewritten("asciidoc-text", "<<install", "<<x")),
    "AsciiDoc: macro translated": on_text("markup.asciidoc", broken=_rewritten("asciidoc-text", "image:", "bild:")),
    "AsciiDoc: anchor lost": on_text("markup.asciidoc", broken=_rewritten("asciidoc-text", r"\[\[top\]\]", "")),
    "MDX: expression renamed": on_text(
        "markup.mdx", "placeables", broken=_rewritten("safe-mdx", r"\{item\}", "{artikel}")
    ),
    "MDX: expression moved out": on_text(
        "markup.mdx", broken=_rewritten("safe-mdx", r"<b>(\{[\w.]+\})</b>", r"<b>x</b>\1")
    ),
    "BBCode: tag not closed": on_text("markup.bbcode", broken=_rewritten("bbcode-text", r"\[/b\]", "[b]")),
    "BBCode: address changed": on_text("markup.bbcode", broken=_rewritten("bbcode-text", "=/a", "=/b")),
    "CSS: property translated": on_text("css.size", broken=_css("width:", "breite:")),
    "CSS: unit changed": on_text("css.size", broken=_css("em;", "px;")),
}
