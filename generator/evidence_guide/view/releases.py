"""Releases: the versions of a guide that stay at an address of their own, and the one shown."""

from evidence_guide.guide import Guide
from evidence_guide.model import Release
from evidence_guide.text.web_addresses import of_doi


def latest_release(guide: Guide) -> Release | None:
    """The newest release; None before the first."""
    return next(iter(guide.file.releases), None)


def shown_release(guide: Guide) -> Release | None:
    """The release whose texts the guide shows; None if it was looked through again since."""
    latest = latest_release(guide)
    if latest is None or latest.version != guide.file.version:
        return None
    return latest if latest.on >= guide.file.as_of else None


def permanent_address(release: Release) -> str:
    """The address at which a release stays: that of its DOI, if it has one."""
    return of_doi(release.doi or "") or release.address
