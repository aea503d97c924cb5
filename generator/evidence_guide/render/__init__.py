"""`outputs(guide)`: every file that leaves the generator."""

from collections.abc import Iterator
from importlib.resources import files

from evidence_guide.guide import Guide
from evidence_guide.output import Output
from evidence_guide.render import data
from evidence_guide.render.page import Addresses, Site
from evidence_guide.render.pages import pages

STYLESHEET = "assets/evidence-guide.css"


def outputs(guide: Guide, addresses: Addresses = Addresses.FOLDERS) -> Iterator[Output]:
    """Every page of the site, the guide as data, and the style sheet, for a guide whose check found no error.

    `addresses` says how links within the site are written.
    """
    site = Site(guide, addresses)
    yield from pages(site)
    yield from data.files(site)
    yield Output(STYLESHEET, files(__name__).joinpath(STYLESHEET).read_text("utf-8"))


__all__ = ["STYLESHEET", "Addresses", "outputs"]
