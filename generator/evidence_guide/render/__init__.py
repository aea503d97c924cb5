"""`outputs(guide)`: every file that leaves the generator."""

from collections.abc import Iterator
from importlib.resources import files

from evidence_guide.guide import Guide
from evidence_guide.output import Output
from evidence_guide.render.page import Site
from evidence_guide.render.pages import pages

STYLESHEET = "assets/evidence-guide.css"


def outputs(guide: Guide, *, directory_urls: bool = True) -> Iterator[Output]:
    """Every page of the site and its style sheet, for a guide whose check found no error.

    `directory_urls` says whether pages are served as folders, as MkDocs does by default.
    """
    yield from pages(Site(guide, directory_urls))
    yield Output(STYLESHEET, files(__name__).joinpath(STYLESHEET).read_text("utf-8"))


__all__ = ["STYLESHEET", "outputs"]
