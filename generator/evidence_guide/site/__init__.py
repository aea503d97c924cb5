"""`outputs(guide)`: every file that leaves the generator."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from evidence_guide.files.output import Download, Output
from evidence_guide.guide import Guide
from evidence_guide.site import translated
from evidence_guide.site.feed import feed
from evidence_guide.site.history import FEED
from evidence_guide.site.pages import pages
from evidence_guide.site.plan import ASSETS as PLAN_ASSETS
from evidence_guide.site.tools import SCRIPTS as TOOL_SCRIPTS
from evidence_guide.text.markup import plain
from evidence_guide.view import data
from evidence_guide.view.addresses import report
from evidence_guide.view.site import Addresses, Site
from evidence_guide.view.views import Views

STYLESHEET = "assets/evidence-guide.css"
STYLES = (STYLESHEET, "assets/figures.css", "assets/access.css")
"""The style sheets that every page needs, delivered as one."""
SCRIPT = "assets/evidence-guide.js"
PARTS = ("assets/material.js", "assets/cards.js", "assets/copy-link.js")
"""The scripts that most pages need, delivered as one; it stands before the theme's own, which it holds back where that fetches too much."""
MARK = "assets/mark.svg"
"""The guide's mark, for the browser's tab; a guide that has its own names it in `mkdocs.yml`."""
OFFLINE_SEARCH = "assets/iframe-worker.js"
"""The script with which Material's search runs in pages opened from a folder."""

THEME = Path(__file__).parent / "theme"
"""Parts of the theme that ours replace."""


def outputs(
    guide: Guide,
    addresses: Addresses = Addresses.FOLDERS,
    downloads: Sequence[Download] = (),
    kept: Mapping[str, Output] = {},
) -> Iterator[Output]:
    """Every page of the site, the guide as data, style sheet, scripts and mark, for a guide whose check found no error.

    `addresses` says how links within the site are written; `downloads` are the files that its Downloads page offers,
    `kept` pages that are known to be as they were and need not be made again.
    """
    site = Site(guide, addresses, tuple(downloads), kept)
    views = Views(site)
    yield from pages(views)
    yield from translated.pages(site)
    yield from data.files(site, views)
    yield feed(site)
    yield Output(STYLESHEET, _joined(STYLES))
    yield Output(SCRIPT, _joined(PARTS))
    yield from map(asset, (MARK, *PLAN_ASSETS, *(TOOL_SCRIPTS if guide.tools else ())))


def frame(guide: Guide, addresses: Addresses) -> dict[str, object]:
    """What the parts around a page's text show: the foot, and the page for wrong addresses."""
    site = Site(guide, addresses)
    foot = {
        "About this guide": "about-this-guide.md",
        "What was checked": "audit.md",
        "What changed": "changes.md",
        "Feed of changes": FEED,
    }
    stages = [(guide.stages[id].item, f"stages/{id}.md") for id in guide.file.stages]
    return {
        "foot": [(title, site.address(uri)) for title, uri in foot.items()],
        "stages": [
            (plain(stage.title), plain(stage.about), site.address(uri)) for stage, uri in stages
        ],
        "changes": site.address("changes.md"),
        "feed": FEED,
        "report": report(guide),
        "script": SCRIPT,
        "alternates": {
            uri: [(tag, name, site.address(page)) for tag, name, page in group]
            for uri, group in translated.alternates(guide).items()
        },
        "language": guide.file.language,
    }


def asset(uri: str) -> Output:
    """A style sheet or script of ours."""
    return Output(uri, files(__name__).joinpath(uri).read_text("utf-8"))


def _joined(uris: Sequence[str]) -> str:
    return "".join(asset(uri).content for uri in uris)


__all__ = [
    "MARK",
    "OFFLINE_SEARCH",
    "SCRIPT",
    "STYLESHEET",
    "THEME",
    "Addresses",
    "asset",
    "frame",
    "outputs",
]
