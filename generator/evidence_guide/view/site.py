"""The site as its pages link to each other: which guide, how addresses look, what it offers for download."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evidence_guide.files.output import Download, Output
from evidence_guide.guide import Guide


class Addresses(StrEnum):
    """How links within the site are written."""

    FOLDERS = "folders"
    """`claims/x/`: as MkDocs serves pages by default."""
    FILES = "files"
    """`claims/x.html`: as MkDocs serves them with `use_directory_urls: false`."""
    SOURCES = "sources"
    """`claims/x.md`: for engines that turn links between source files into addresses."""


@dataclass(frozen=True)
class Site:
    """The guide, how its addresses look, and what it offers to take along."""

    guide: Guide
    addresses: Addresses = Addresses.FOLDERS
    downloads: tuple[Download, ...] = ()
    kept: Mapping[str, Output] = field(default_factory=dict, hash=False)
    """Pages that are known to be as they were."""

    @property
    def language(self) -> str:
        """The language in which the guide is told, if it is not that in which it was written."""
        return self.guide.translation.table.language if self.guide.translation else ""

    def address(self, uri: str) -> str:
        """Address of a page or another file of the site, from its top."""
        stem = uri.removesuffix(".md")
        if self.addresses is Addresses.SOURCES or stem == uri:
            return uri
        if self.addresses is Addresses.FILES:
            return f"{stem}.html"
        return (
            stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"
        )
