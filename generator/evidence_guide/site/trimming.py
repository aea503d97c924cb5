"""Files of a built site that none of its pages loads, and those that a folder has no use for."""

import shutil
from pathlib import Path

from evidence_guide.site.dressing import CARDS
from evidence_guide.site.llms import LLMS
from evidence_guide.site.search import INDEX

OF_THEME = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""The theme's own search, which ours replaces."""
FOR_SERVERS = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", INDEX, LLMS})
"""Files without use in a site that is opened from a folder."""
FOLDERS_FOR_SERVERS = ("data/", CARDS, *(f"{name}/" for name in OF_THEME))
"""The same for whole folders; the Downloads page of a folder offers the guide as data too."""


def trim(site: Path) -> None:
    """Removes the files that a built site has no use for."""
    for name in OF_THEME:
        shutil.rmtree(site / name, ignore_errors=True)


def is_for_folder(name: str) -> bool:
    """Whether a site that is opened from a folder has a use for a file of the site."""
    return name not in FOR_SERVERS and not name.startswith(FOLDERS_FOR_SERVERS)
