"""The site: the guide, the form of its addresses, and its downloads."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from evidence_guide.files.output import Download, Output
from evidence_guide.guide import Guide


class Addresses(StrEnum):
    """The form of links within the site."""

    FOLDERS = "folders"
    """`claims/x/`: as MkDocs serves pages by default."""
    FILES = "files"
    """`claims/x.html`: as MkDocs serves them with `use_directory_urls: false`."""
    SOURCES = "sources"
    """`claims/x.md`: for engines that turn links between source files into addresses."""


@dataclass(frozen=True)
class Site:
    """The guide, the form of its addresses, and the files that it offers to take along."""

    guide: Guide
    addresses: Addresses = Addresses.FOLDERS
    downloads: tuple[Download, ...] = ()
    kept: Mapping[str, Output] = field(default_factory=dict, hash=False)
    """Pages that are known to be unchanged."""
    served: Addresses = Addresses.FOLDERS
    """The form of addresses once another engine has built the site from `SOURCES`."""

    @property
    def published(self) -> "Site":
        """The same, with the addresses of finished pages in place of those of their sources."""
        if self.addresses is Addresses.SOURCES:
            return replace(self, addresses=self.served)
        return self

    @property
    def language(self) -> str:
        """Tag of the language of the guide, translated or not; empty in English."""
        return self.guide.table.language if self.guide.table else ""

    @property
    def translated_into(self) -> str:
        """Tag of the language of a translated guide; empty for the original."""
        translation = self.guide.translation
        return translation.table.language if translation else ""

    def address(self, uri: str) -> str:
        """Address of a page or another file of the site, from its top."""
        stem = uri.removesuffix(".md")
        if self.addresses is Addresses.SOURCES or stem == uri:
            return uri
        if self.addresses is Addresses.FILES:
            return f"{stem}.html"
        if stem == "index" or stem.endswith("/index"):
            return stem.removesuffix("index")
        return f"{stem}/"
