"""The theme with our parts and our mark, and with nothing from other hosts."""

from pathlib import Path
from typing import Any

from evidence_guide.guide import Guide
from evidence_guide.pdf.cards import cards
from evidence_guide.site import MARK, OFFLINE_SEARCH, THEME

THEME_FAVICON = "assets/images/favicon.png"
"""The theme's own icon, which a guide without an icon of its own would get."""


CARDS = "assets/cards/"
"""The folder of the pictures that social media show."""


def dress(theme: Any) -> None:
    """Gives the theme our parts, and our mark unless the guide has its own; removes its fonts."""
    theme["font"] = False
    theme.dirs.insert(bool(theme.custom_dir), str(THEME))
    _add_logo(theme)
    _add_favicon(theme)


def _add_logo(theme: Any) -> None:
    """Makes our mark the logo, unless the guide has one."""
    icons = dict(theme.get("icon") or {})
    if not theme.get("logo"):
        theme["icon"] = {"logo": "evidence-guide/mark"} | icons


def _add_favicon(theme: Any) -> None:
    """Makes our mark the icon of the browser's tab, unless the guide has one."""
    if theme.get("favicon") in {None, THEME_FAVICON}:
        theme["favicon"] = MARK


def link_pictures(guide: Guide) -> dict[str, tuple[str, bytes]]:
    """By page, the address and the bytes of the picture for links to it."""
    found = {}
    for page, content in cards(guide):
        found[page] = (f"{CARDS}{Path(page).stem}.png", content)
    return found


def local_script(script: object) -> object:
    """A script of the theme, or ours in place of one that it would load from another host."""
    return OFFLINE_SEARCH if "iframe-worker" in str(script) else script
