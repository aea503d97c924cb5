"""The finished pages written to a folder, with what another engine needs to build them."""

import shutil
from functools import partial
from pathlib import Path

from evidence_guide.files import reading
from evidence_guide.files.output_folder import FolderKind, checked, fill
from evidence_guide.guide import Guide
from evidence_guide.site import THEME, Addresses, asset, outputs_of
from evidence_guide.site.dressing import link_pictures
from evidence_guide.site.exported_heads import Heads
from evidence_guide.site.exported_settings import (
    THEME_FOLDER,
    Settings,
    address_form,
    own_theme,
    settings_of,
    written_settings,
)
from evidence_guide.site.programs import Programs
from evidence_guide.view.site import Site

_PARTS = (
    "404.html",
    "sitemap.xml",
    ".icons/evidence-guide/mark.svg",
    "partials/around.html",
    "partials/copyright.html",
    "partials/header.html",
    "partials/language.html",
    "partials/ours.html",
    "partials/palette.html",
    "partials/source.html",
)
"""Our parts of the theme that every engine reads."""
_SHADOW = ("assets/shadow.js", "assets/javascripts/shadow.js")
"""A script that only Zensical needs, and its place among those of the theme."""
_MAIN = ("exported.html", "main.html")
"""The part that takes the place of our `main.html`."""


def export_site(guide: Guide, to: Path) -> int:
    """Writes a site's folder without our plugin below `to`.

    It has `docs/` with all pages, `theme/`, the evidence and a `mkdocs.yml`. Returns the number of
    pages and assets. Everything is written next to `to` first and then swapped in. Raises
    GuideError if `to` holds something else.
    """
    place = checked(to, FolderKind.EXPORT, guide.folder)
    return fill(place, FolderKind.EXPORT, partial(_fill, guide))


def _fill(guide: Guide, folder: Path) -> int:
    """Writes everything into an empty folder; the number of pages and assets."""
    settings, docs = settings_of(guide), folder / "docs"
    if (guide.folder / "docs").is_dir():
        reading.copy(guide.folder / "docs", docs, guide.folder)
    programs = Programs()
    for output in outputs_of(Site(guide, Addresses.SOURCES, served=address_form(settings))):
        _write(docs / output.uri, output.content)
        programs.add(output)
    heads = _heads(guide, settings, docs, programs)
    _add_heads(heads, docs)
    _write_theme(guide, settings, folder / THEME_FOLDER)
    reading.copy(guide.folder / "evidence", folder / "evidence", guide.folder)
    _write(folder / "mkdocs.yml", written_settings(guide, settings, heads.of_wrong_address()))
    return sum(path.is_file() for path in docs.rglob("*"))


def _heads(guide: Guide, settings: Settings, docs: Path, programs: Programs) -> Heads:
    """The heads of the pages; the pictures that they name are written."""
    pictures = link_pictures(guide)
    for uri, content in pictures.values():
        _place(docs / uri).write_bytes(content)
    cards = {page: uri for page, (uri, _) in pictures.items()}
    return Heads(guide, settings, {"cards": cards} | programs.frame(twins=True))


def _add_heads(heads: Heads, docs: Path) -> None:
    """Gives every page its head."""
    for path in sorted(docs.rglob("*.md")):
        uri = path.relative_to(docs).as_posix()
        _write(path, heads.added(uri, path.read_text("utf-8")))


def _write_theme(guide: Guide, settings: Settings, folder: Path) -> None:
    """Writes our parts of the theme; the guide's own take their place, as in its own site."""
    for name in _PARTS:
        shutil.copyfile(THEME / name, _place(folder / name))
    script, address = _SHADOW
    _write(folder / address, asset(script).content)
    ours, name = _MAIN
    shutil.copyfile(THEME / ours, folder / name)
    own = guide.folder / own_theme(settings)
    if own != guide.folder and own.is_dir():
        reading.copy(own, folder, guide.folder)


def _write(path: Path, text: str) -> None:
    _place(path).write_text(text, "utf-8", newline="\n")


def _place(path: Path) -> Path:
    """A path, in a folder that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
