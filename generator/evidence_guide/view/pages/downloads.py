"""The view of the page of downloads."""

from rich.filesize import decimal

from evidence_guide.files.output import Download
from evidence_guide.view.context import Context
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.shapes import Id, ViewObject

CHECKSUMS = "downloads/SHA256SUMS"
"""The checksums of all downloads, in the format of `sha256sum --check`."""


class DownloadedFile(ViewObject):
    """A file to take along."""

    uri: Id
    name: str
    title: str
    about: str
    kind: str
    """Kind and size, such as `PDF, 1.2 MB`."""
    sha256: Id
    whole: Label
    """How to check that the file is whole."""


class DownloadGroup(ViewObject):
    """Files under one heading."""

    title: str
    files: tuple[DownloadedFile, ...]


class DownloadsPage(ViewObject):
    """The page of downloads."""

    lead: Label
    repository: Id
    groups: tuple[DownloadGroup, ...]
    checksums: Id


def downloads_page(context: Context) -> DownloadsPage:
    """The files of the site in groups; none where it was built without them."""
    words = words_of(context.guide).downloads
    groups: dict[str, list[DownloadedFile]] = {}
    for download in context.site.downloads:
        groups.setdefault(download.group, []).append(_file(context, download))
    return DownloadsPage(
        lead=label("{} {}.", words.lead, context.day(context.guide.file.as_of)),
        repository=context.guide.file.repository,
        groups=tuple(
            DownloadGroup(title=title, files=tuple(files)) for title, files in groups.items()
        ),
        checksums=CHECKSUMS,
    )


def _file(context: Context, download: Download) -> DownloadedFile:
    name = download.name
    return DownloadedFile(
        uri=f"downloads/{name}",
        name=name,
        title=download.title,
        about=download.about,
        kind=f"{ending(name)}, {decimal(len(download.content))}",
        sha256=download.sha256,
        whole=words_of(context.guide).downloads.the_file_is_whole.format(name, name, name),
    )


def ending(name: str) -> str:
    """The kind of a file by its name: PDF, ZIP, BIB."""
    return name.rpartition(".")[2].upper()
