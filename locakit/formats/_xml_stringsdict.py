"""Property lists of plain plurals read without a tree: a format string with one variable in each entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from locakit.formats._bulk import bulk
from locakit.formats._exchange_read import within
from locakit.formats._plain import Plain, slot
from locakit.formats._xml_scan import opening
from locakit.formats._xml_text import decode
from locakit.locales import CATEGORIES
from locakit.model import Forms, Message, Span

FORMAT = "NSStringLocalizedFormatKey"
RULE = "NSStringFormatSpecTypeKey"
CHOICES = ("NSStringDeviceSpecificRuleType", "NSStringVariableWidthRuleType")
"""Dictionaries of one text for each device or width."""
VARIABLE = re.compile(r"%(?:\d+\$)?#@[^@]*@")
VERBATIM = frozenset({"verbatim"})
_NONE: frozenset[str] = frozenset()
_NEW: Any = object.__new__

_GAP = r"[ \t\r\n]*+"
_NAME = r"<key>([^<&\r]*+)</key>"
_PAIR = rf"<key>[^<&\r]*+</key>{_GAP}<string>[^<]*+</string>{_GAP}"
_ENTRY = re.compile(
    rf"{_GAP}({_NAME}{_GAP}<dict>{_GAP}<key>{FORMAT}</key>{_GAP}<string>([^<]*+)</string>{_GAP}"
    rf"({_NAME}{_GAP}<dict>{_GAP}((?:{_PAIR})*+)</dict>){_GAP}</dict>)"
)
_WHOLE, _KEY, _TEXT, _INNER, _VARIABLE, _FORMS = 1, 2, 3, 4, 5, 6
_FORM = re.compile(rf"{_NAME}{_GAP}<string>([^<]*+)</string>")
_RULED = f"<key>{RULE}</key>"
_END = re.compile(rf"{_GAP}</dict{_GAP}>")


class _Format(Plain):
    """``at`` is the entry's match."""

    __slots__ = ()
    path = ()
    forms = slot("forms")
    flags = slot("flags")

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.at.span(_TEXT)}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at.span(_WHOLE)  # type: ignore[no-any-return]  # `at` is of many kinds


class _Plural(Plain):
    """``at`` is the entry's match; the forms are taken out when somebody asks for them."""

    __slots__ = ()
    plural = True
    known = slot("forms")
    """The forms, or None."""

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        forms: Forms | None = self.known
        if forms is None:
            found = _FORM.findall(self.at[_FORMS])
            forms = self.known = {name: decode(raw) for name, raw in found if name in CATEGORIES}
        return forms

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        found = _FORM.finditer(self.at.string, *self.at.span(_FORMS))
        return {form[1]: form.span(2) for form in found if form[1] in CATEGORIES}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at.span(_INNER)  # type: ignore[no-any-return]  # `at` is of many kinds

    @property
    def path(self) -> tuple[str, ...]:
        """See ``Message``."""
        return self.at.group(_KEY, _VARIABLE)  # type: ignore[no-any-return]  # `at` is of many kinds

    @property
    def context(self) -> str:  # type: ignore[override]  # others have none
        """See ``Message``."""
        return self.at[_KEY]  # type: ignore[no-any-return]  # `at` is of many kinds


def bare(text: str) -> bool:
    """True for a format string of nothing but variables."""
    return bool(text) and not VARIABLE.sub("", text).strip()


def read(text: str) -> list[Message] | None:
    """The messages of a file of nothing but such entries; None for any other. Raises BrokenText for unsound XML."""
    if "<!--" in text or "<![CDATA[" in text:
        return None
    root = opening(text)
    at = within(text, root, ("dict",)) if root is not None and not root.bare and root.name == "plist" else None
    if at is None:
        return None
    with bulk():
        return _entries(text, at)


def _entries(text: str, at: int) -> list[Message] | None:
    out: list[Message] = []
    keys: set[str] = set()
    match = _ENTRY.match
    while found := match(text, at):
        at = found.end()
        key, raw, variable = found.group(_KEY, _TEXT, _VARIABLE)
        if variable in CHOICES or variable == FORMAT or _RULED not in found[_FORMS]:
            return None
        words, plural = _NEW(_Format), _NEW(_Plural)
        words.key, words.at, value = key, found, decode(raw)
        words.forms, words.flags = {"other": value}, VERBATIM if bare(value) else _NONE
        plural.key, plural.at, plural.known = f"{key}.{variable}", found, None
        out += words, plural
        keys |= {key, plural.key}
    return out if _END.match(text, at) and len(keys) == len(out) else None
