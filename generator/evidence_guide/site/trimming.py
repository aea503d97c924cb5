"""Removes from a built site what none of its pages loads."""

import shutil
from pathlib import Path

from evidence_guide.site.search import INDEX

OF_THEME = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""The theme's own search, which ours replaces."""
AS_DATA = "data"
"""The folder of the guide as data, which the Downloads page of a folder offers too."""
FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz", INDEX)
"""Files without use in a site that is opened from a folder."""


def trim(site: Path, *, for_folder: bool) -> None:
    """Removes the files that a built site, or one for a folder, has no use for."""
    for name in OF_THEME:
        shutil.rmtree(site / name, ignore_errors=True)
    if for_folder:
        _trim_folder(site)


def _trim_folder(site: Path) -> None:
    """Removes what only a server or a program uses."""
    for pattern in FOR_SERVERS:
        for path in list(site.glob(pattern)):
            path.unlink()
    shutil.rmtree(site / AS_DATA, ignore_errors=True)
