"""Access keys: the mark before a letter that a menu underlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from locakit.rules import _language
from locakit.rules._kit import Hit, Pair, ex, rule

_FLAG = "accelerator:"
_AUTO = {
    "&": re.compile(r"(?<![&\w])&(?![a-zA-Z]{2,8};|#)(?=[^\W\d_])"),
    "_": re.compile(r"(?<![_\w])_(?=[A-Z][a-z])"),
}
"""Where a mark cannot be anything else: before the first letter of a word, in a short label."""

_WIDE = frozenset({"ja", "zh", "ko", "yue"})
"""Languages that put the key behind the label: ``文件(&F)``."""

_ENTITY = re.compile(r"&#?\w{2,8};")
_LABEL = 40


@rule(
    "accelerators.marker", "warning", "design-and-markup", signs="&_~^", quiet="ignore-accelerators",
    when=lambda source, target: len(source) <= 200,
    bad=[
        ex("&File", "Arquivo"), ex("&File", "&&Arquivo", "pt-BR", "accelerator:&"),
        ex("E&xit", "Sair", "pt-BR", "accelerator:&"),
        ex("_Open", "Ö_f_fnen", "de", "accelerator:_"), ex("~Save", "Сохранить", "ru", "accelerator:~"),
        ex("Save", "&Salvar", "pt-BR", "accelerator:&"), ex("&File", "文件", "zh-CN"),
        ex("&File", "Arquivo&", "pt-BR", "accelerator:&"),
    ],
    good=[
        ex("&File", "&Arquivo"), ex("&File", "文件(&F)", "zh-CN"),
        ex("Fish && chips", "Peixe && batatas", "pt-BR", "accelerator:&"),
        ex("Fish & chips", "Peixe e batatas", "pt-BR", "accelerator:&"),
        ex("R&D", "P e D"), ex("Fish & chips", "Peixe e batatas"), ex("&copy; Us", "© Nós"),
        ex("_Open", "Ö_ffnen", "de", "accelerator:_"),
        ex("_emphasis_ here", "ênfase aqui"), ex("{n}&nbsp;files", "{n} arquivos"), ex("a_b", "a b"),
        ex("&File", "&मिसिल", "hi"),
    ],
)  # fmt: skip
def marker(pair: Pair) -> Iterator[Hit]:
    """The mark of an access key is missing, stands twice, or stands before no letter.

    Why: without it the menu has no key; twice or before a space the mark itself is shown. A doubled mark is the sign
    itself. The flag ``accelerator:&`` names the mark; without it only short labels with one clear mark are looked at.

    Source: pofilter's test "accelerators"; Qt (QShortcut mnemonics), GTK (mnemonic labels), Win32 menus.
    """
    for mark, told in _marks(pair):
        (want, spare), (have, loose) = (_counts(text, mark) for text in pair.masked())
        if want > 1 or (want == have and loose <= spare):
            continue
        at = pair.target.rfind(mark)
        if not have and loose > spare:
            yield Hit(f"the access key mark {mark!r} stands before no letter", (at, at + 1))
        elif want and not have and (told or _has_keys(pair.unit.market)):
            yield Hit(f"the source has the access key mark {mark!r}, the target none")
        elif have > want and (told or want):
            said = "the source has none" if not want else f"it stands {have} times"
            yield Hit(f"the access key mark {mark!r}: {said}", (at, at + 1))


def _counts(text: str, mark: str) -> tuple[int, int]:
    """How often the mark stands before a letter, and otherwise; doubled it is the sign itself."""
    text = text.replace(mark * 2, "")
    text = _ENTITY.sub("", text) if mark == "&" else text
    before = sum(text[at + 1 : at + 2].isalnum() for at, c in enumerate(text) if c == mark)
    return before, text.count(mark) - before


def _has_keys(market: str) -> bool:
    """Without a flag, most languages in scripts without capitals are not asked: many go without access keys."""
    return _language.has_case(market) or _language.language(market) in _WIDE


def _marks(pair: Pair) -> list[tuple[str, bool]]:
    """The marks to look for, and whether a flag names them."""
    named = _named(pair.unit.flags)
    if named:
        return [(mark, True) for mark in named if mark in pair.source or mark in pair.target]
    source = pair.source
    if len(source) > _LABEL or "\n" in source or "://" in source:
        return []
    return [(mark, False) for mark, sign in _AUTO.items() if source.count(mark) == 1 and sign.search(source)
            and (mark != "_" or pair.unit.resource.endswith((".po", ".ui", ".glade")))]  # fmt: skip


@lru_cache(maxsize=64)
def _named(flags: frozenset[str]) -> tuple[str, ...]:
    return tuple(f[len(_FLAG) :] for f in sorted(flags) if f.startswith(_FLAG) and len(f) > len(_FLAG))
