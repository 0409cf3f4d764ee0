"""Every text of the project that people see, taken from code and templates; `make messages` adds new ones.

Django's makemessages needs GNU gettext on the machine; this needs only what requirements-dev.txt installs.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
PO = ROOT / "monitoring" / "locale" / "id" / "LC_MESSAGES" / "django.po"
SOURCES = ("monitoring", "ktpel_portal")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]|%[sd]|\{[a-z_0-9]*\}")

Key = tuple[str | None, str, str | None]
"""Context, text, plural; None where there is none."""


def texts() -> dict[Key, set[str]]:
    """Return every text, and the files in which it stands."""
    found: dict[Key, set[str]] = {}
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                for key in _texts_of(path):
                    found.setdefault(key, set()).add(str(path.relative_to(ROOT)))
    return found


def _texts_of(path: Path) -> Iterator[Key]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = templatize(source, origin=str(path))
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        text, plural = message if isinstance(message, tuple) else (message, None)
        if text:
            yield context, text, plural


def entry_of(catalogue: polib.POFile, key: Key) -> polib.POEntry | None:
    context, text, _plural = key
    # Without a context only what has none: a text of another context is another text.
    return catalogue.find(text, msgctxt=context)


def faults(catalogue: polib.POFile) -> list[str]:
    """Return what is missing or wrong in `catalogue`, a line each."""
    found = []
    for key, places in texts().items():
        entry = entry_of(catalogue, key)
        where = f"{key[1]!r} ({', '.join(sorted(places))})"
        if entry is None or entry.obsolete or not entry.translated():
            found.append(f"not translated: {where}")
    return found + [f"other placeholders: {entry.msgid!r}" for entry in catalogue if _differs(entry)]


def _differs(entry: polib.POEntry) -> bool:
    """Return whether a translation names other placeholders than the text it stands for."""
    if not entry.translated():
        return False
    wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    return any(set(PLACEHOLDER.findall(said)) - wanted for said in entry.msgstr_plural.values()) or (
        bool(entry.msgstr) and set(PLACEHOLDER.findall(entry.msgstr)) != wanted
    )


def add_new(catalogue: polib.POFile) -> int:
    """Add the texts that `catalogue` does not have, without a translation; return how many."""
    missing = [key for key in texts() if entry_of(catalogue, key) is None]
    for context, text, plural in missing:
        strings = {0: ""} if plural else {}
        catalogue.append(
            polib.POEntry(msgid=text, msgid_plural=plural or "", msgstr_plural=strings, msgctxt=context)
        )
    return len(missing)


if __name__ == "__main__":
    kept = polib.pofile(str(PO))
    sys.stdout.write(f"{add_new(kept)} new texts\n")
    kept.save(str(PO))
    sys.stdout.writelines(fault + "\n" for fault in faults(kept))
