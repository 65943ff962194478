"""The strings of the interface and their Spanish: collect, merge, compile, all in Python.

`python -m config.messages collect` brings the catalogue up to date with the code;
`python -m config.messages compile` makes the file that runs. A bare machine needs no gettext tools.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
APPS = ("caseload", "clients", "orders", "referrals", "config")
CATALOGUE = ROOT / "config" / "locale" / "es" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str, str, str]  # context, singular, plural


def strings() -> dict[Key, list[str]]:
    """Every string of code and templates, with the files it stands in."""
    found: dict[Key, list[str]] = {}
    for path in _sources():
        for key in _strings_of(path):
            places = found.setdefault(key, [])
            name = str(path.relative_to(ROOT))
            if name not in places:
                places.append(name)
    return found


def _sources() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def _strings_of(path: Path) -> Iterator[Key]:
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What stands for the markup is no Python: without its indentation it can be read as if it were.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    source = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract("python", source, keywords=KEYWORDS):
        parts = message if isinstance(message, tuple) else (message,)
        singular, plural = parts[0], (parts[1] if len(parts) > 1 else "")
        if singular:
            yield context or "", singular, plural or ""


def collect(catalogue: Path = CATALOGUE) -> tuple[int, int]:
    """Bring the catalogue up to date; returns (strings, untranslated). Translations are kept."""
    wanted = strings()
    old = {_key(entry): entry for entry in polib.pofile(str(catalogue))} if catalogue.exists() else {}
    po = polib.POFile(wrapwidth=110)
    po.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "es",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key in sorted(wanted, key=lambda k: (wanted[k][0], k)):
        po.append(_entry(key, wanted[key], old.get(key)))
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(catalogue))
    return len(po), len(po.untranslated_entries())


def _entry(key: Key, places: list[str], old: polib.POEntry | None) -> polib.POEntry:
    context, singular, plural = key
    entry = polib.POEntry(msgid=singular, msgctxt=context or None, occurrences=[(p, "") for p in places])
    if "%(" in singular or "%s" in singular or "%d" in singular:
        entry.flags.append("python-format")
    if plural:
        entry.msgid_plural = plural
        entry.msgstr_plural = dict(old.msgstr_plural) if old else {0: "", 1: ""}
    elif old:
        entry.msgstr = old.msgstr
    return entry


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def compile_catalogue(catalogue: Path = CATALOGUE) -> Path:
    """Write the compiled catalogue beside its source, if it is older; returns its path."""
    target = catalogue.with_suffix(".mo")
    if catalogue.exists() and (not target.exists() or target.stat().st_mtime < catalogue.stat().st_mtime):
        polib.pofile(str(catalogue)).save_as_mofile(str(target))
    return target


def main(words: list[str]) -> int:
    if words == ["collect"]:
        count, missing = collect()
        print(f"{count} strings, {missing} without Spanish.")
        return 0
    if words == ["compile"]:
        compile_catalogue()
        return 0
    print("usage: python -m config.messages collect|compile", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
