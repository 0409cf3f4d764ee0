"""Compile the translations without gettext's programs: `python -m ktpel_portal.translations`."""

import os
from pathlib import Path

import polib


def compile_stale(locale: Path) -> list[Path]:
    """Write the .mo beside every .po below `locale` that is newer than it; return those written."""
    return [_compile(text) for text in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(text)]


def _is_stale(text: Path) -> bool:
    binary = text.with_suffix(".mo")
    return not binary.exists() or binary.stat().st_mtime < text.stat().st_mtime


def _compile(text: Path) -> Path:
    binary = text.with_suffix(".mo")
    # Two processes may compile at once, and a server may be reading: the file changes in one step.
    part = binary.with_suffix(f".{os.getpid()}.part")
    polib.pofile(str(text), check_for_duplicates=True).save_as_mofile(str(part))
    part.replace(binary)
    return binary


if __name__ == "__main__":
    for written in compile_stale(Path(__file__).resolve().parent.parent / "monitoring" / "locale"):
        print(f"compiled {written.parent.parent.name}/{written.name}")
