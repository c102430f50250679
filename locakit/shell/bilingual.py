"""Files that hold source and target, checked by themselves: no project, no ledger, nothing written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from locakit import catalog, check, locales
from locakit.doors import Format, Rule
from locakit.errors import BrokenText, UsageError
from locakit.formats import registry
from locakit.market import resolve
from locakit.model import Message, Resource, Unit
from locakit.rules import keys
from locakit.rules import registry as rules
from locakit.shell import disk, packs, views
from locakit.shell.examine import broken, file_faults
from locakit.shell.part import Part
from locakit.shell.workspace import CONFIG

_TOLD = {
    "po": (r'"Language: *([\w@.-]+)', r'"X-Source-Language: *([\w-]+)'),
    "xliff": (r'\b(?:target-language|trgLang)="([\w-]+)"', r'\b(?:source-language|srcLang)="([\w-]+)"'),
    "qt": (r'<TS\b[^>]*\blanguage="([\w-]+)"', r'<TS\b[^>]*\bsourcelanguage="([\w-]+)"'),
    "mo": (r"\bLanguage: *([\w@.-]+)", r"\bX-Source-Language: *([\w-]+)"),
    "tmx": ("", r'\bsrclang="([\w-]+)"'),
}
"""Where a format's files name their target and their source language."""
_HEAD = 20_000


def check_file(path: str, source: str, target: str, chosen: Sequence[str] = ()) -> tuple[str, Part]:
    """The market of a file and what it came to; ``source`` and ``target`` may be empty where the file tells them.

    Raises UsageError for a file that is none, of no known format, of one language only, or that does not tell.
    """
    if not Path(path).is_file():
        raise UsageError(f"{path}: there is no such file")
    text = disk.read_text(path).text
    fmt = registry.detect(path, text)
    if fmt is None:
        raise UsageError(f"{path}: the format is not known", hint="locakit formats    # lists those that are")
    if not (fmt.bilingual or fmt.multilingual):
        home = next((p for p in Path(path).resolve().parents if (p / CONFIG).is_file()), None)
        hint = f"locakit check --project {home}" if home else "locakit init makes a project of such files"
        raise UsageError(f"{path}: a {fmt.name} file holds one language, and there is nothing to compare", hint=hint)
    source, market = _locales(fmt, path, text, source, target)
    part = Part()
    try:
        found, units = _units(fmt, path, text, source, market)
    except BrokenText as error:
        part.findings = broken(error.fault, market, {})
        return market, part
    file_faults(found, market, {}, part)
    _judge(fmt, found, units, chosen, part)
    return market, part


def _locales(fmt: Format, path: str, text: str, source: str, target: str) -> tuple[str, str]:
    """Source and target: as the user says, else as the file says; a PO file is taken to be from English."""
    for tag in (source, target):
        if tag and not locales.is_tag(tag):
            raise UsageError(f"{tag!r} is no BCP 47 locale", hint="such as pt-BR, es-419 or zh-Hant-HK")
    if fmt.name == "xliff" and not target:
        _one_target(path, text)
    target = target or told(fmt, path, text, named=fmt.name in ("po", "mo"))
    source = source or _named(_TOLD.get(fmt.name, ("", ""))[1], text) or "en"
    if not target:
        why = "it can hold several languages" if fmt.multilingual else "it does not say its language"
        raise UsageError(f"{path}: {why}", hint="--target-locale pt-BR names the one to check")
    return locales.normalize(source), locales.normalize(target)


def told(fmt: Format, path: str, text: str, *, named: bool = True) -> str:
    """The language that a file tells, or with ``named`` its path; empty where neither does."""
    return _named(_TOLD.get(fmt.name, ("", ""))[0], text) or (_from_name(path) if named else "")


def _one_target(path: str, text: str) -> None:
    """Raises UsageError for an XLIFF whose files are in several languages: the rules are those of one."""
    found = {tag[1].lower() for tag in re.finditer(r'<file\b[^>]*\btarget-language="([\w-]+)"', text)}
    if len(found) > 1:
        raise UsageError(f"{path}: its files are in several languages ({', '.join(sorted(found))})",
                         hint="check a file for each language")  # fmt: skip


def _named(pattern: str, text: str) -> str:
    """The locale that a pattern finds in the head of a file; empty for none, or for something else."""
    found = re.search(pattern, text[:_HEAD]) if pattern else None
    tag = found[1].partition(".")[0].replace("_", "-") if found else ""
    return tag if tag and locales.is_tag(tag) else ""


def _from_name(path: str) -> str:
    """The locale in a path such as ``pt_BR.po`` or ``locale/pt_BR/LC_MESSAGES/app.po``."""
    parts = (part.replace("_", "-") for part in (Path(path).stem, *reversed(Path(path).parent.parts)))
    return next((p for p in parts if locales.is_tag(p) and locales.known(p)), "")


def _units(fmt: Format, path: str, text: str, source: str, market: str) -> tuple[Resource, list[Unit]]:
    found, _ = views.parse(fmt, path, text, market, False)
    if fmt.bilingual:
        return found, [_unit(path, m, m.source, m, source, market) for m in found.messages]
    there = found.by_key()
    sources = catalog.source_view(views.parse(fmt, path, text, source, True)[0], fmt).messages
    return found, [_unit(path, m, m.forms, there.get(m.key), source, market) for m in sources]


def _unit(path: str, m: Message, forms: object, found: Message | None, source: str, market: str) -> Unit:
    flags = m.flags | (found.flags if found else frozenset())
    return Unit(
        path, m.key, dict(forms), found.forms if found else {}, market, source, m.plural, m.note, m.limit,  # type: ignore[call-overload] # both are Forms
        "translated", flags,
    )  # fmt: skip


def _judge(fmt: Format, found: Resource, units: Sequence[Unit], chosen: Sequence[str], part: Part) -> None:
    active = _rules(found.locale)
    levels = check.chosen(active, {}, chosen) if chosen else {}
    units = [u for u in units if any(u.source.values())]
    due = [u for u in units if not any(u.target.values())]
    present = [u for u in units if any(u.target.values())]
    stale = [keys.stale(u, "the file calls it fuzzy") for u in present if "fuzzy" in u.flags]
    settled = [u for u in present if "fuzzy" not in u.flags]
    watch = check.Watch(active, levels)
    watch.see(settled)
    findings = (
        check.run(settled, active, severities=levels)
        + watch.findings()
        + check.weigh([*map(keys.missing, due), *stale], levels)
    )
    part.units, part.words = len(units), check.words_in(units)
    part.findings += findings if fmt.binary else [check.locate(f, found) for f in findings]


def _rules(market: str) -> list[Rule]:
    return rules.rules(resolve(packs.packs(market), market))


def check_files(paths: Iterable[str], source: str, target: str, chosen: Sequence[str] = ()) -> list[tuple[str, Part]]:
    """Each file's market and what it came to; ``chosen`` are patterns of the only rules that are run.

    Raises UsageError as ``check_file`` does, and for a pattern that names no rule.
    """
    if faults := check.unknown(chosen, check.known_rules()):
        raise UsageError("; ".join(faults))
    return [check_file(path, source, target, chosen) for path in paths]
