"""`outputs(guide)`: every file that leaves the generator."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from evidence_guide.guide import Guide
from evidence_guide.output import Download, Output
from evidence_guide.render import data
from evidence_guide.render.page import Addresses, Site
from evidence_guide.render.pages import pages

STYLESHEET = "assets/evidence-guide.css"
OFFLINE_SEARCH = "assets/iframe-worker.js"
"""The script with which Material's search runs in pages opened from a folder."""

THEME = Path(__file__).parent / "theme"
"""Parts of the theme that ours replace."""


def outputs(guide: Guide, addresses: Addresses = Addresses.FOLDERS, downloads: Sequence[Download] = ()) -> Iterator[Output]:
    """Every page of the site, the guide as data, and the style sheet, for a guide whose check found no error.

    `addresses` says how links within the site are written; `downloads` are the files that its Downloads page offers.
    """
    site = Site(guide, addresses, tuple(downloads))
    yield from pages(site)
    yield from data.files(site)
    yield asset(STYLESHEET)


def asset(uri: str) -> Output:
    """A style sheet or script of ours."""
    return Output(uri, files(__name__).joinpath(uri).read_text("utf-8"))


__all__ = ["OFFLINE_SEARCH", "STYLESHEET", "THEME", "Addresses", "asset", "outputs"]
