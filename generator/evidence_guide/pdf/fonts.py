"""Fonts for PDFs and pictures: those that come with the program, and the guide's own."""

from importlib.util import find_spec
from pathlib import Path

from evidence_guide.guide import Guide

FONTS = "font_source_sans_pro"


def font_folders(guide: Guide) -> tuple[str, ...]:
    """The folders with fonts that come with the program, and the guide's own."""
    folders = (_package(FONTS), guide.folder / "fonts")
    return tuple(str(folder) for folder in folders if folder.is_dir())


def _package(name: str) -> Path:
    """The folder of an installed package, without running it."""
    found = find_spec(name)
    folders = found.submodule_search_locations if found else None
    return Path(folders[0] if folders else "")
