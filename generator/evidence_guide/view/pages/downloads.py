"""The view of the page of downloads."""

from collections.abc import Iterable, Iterator

from rich.filesize import decimal

from evidence_guide.files.output import Cell, Download
from evidence_guide.view.context import Context
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.shapes import Id, ViewObject

CHECKSUMS = "downloads/SHA256SUMS"
"""The checksums of all downloads, in the format of `sha256sum --check`."""
_Placed = tuple[Cell, Download]
"""A file with its place in the table."""


class DownloadedFile(ViewObject):
    """A file to take along."""

    uri: Id
    name: str
    title: str
    about: str
    kind: str
    """Kind and size, such as `PDF, 1.2 MB`."""


class DownloadGroup(ViewObject):
    """Files under one heading."""

    title: str
    files: tuple[DownloadedFile, ...]


class PrintLink(ViewObject):
    """A PDF in the table of what can be printed."""

    uri: Id
    words: str


class PrintColumn(ViewObject):
    """A column of that table: a paper, a print or a language."""

    title: str
    language: Id


class PrintRow(ViewObject):
    """A row of that table: what is printed, and its PDFs by column."""

    title: str
    size: str
    """That of its first PDF; the others are about as large."""
    about: str
    cells: tuple[tuple[PrintLink, ...], ...]


class DownloadsPage(ViewObject):
    """The page of downloads."""

    lead: Label
    repository: Id
    columns: tuple[PrintColumn, ...]
    rows: tuple[PrintRow, ...]
    groups: tuple[DownloadGroup, ...]
    checksums: Id


def downloads_page(context: Context) -> DownloadsPage:
    """The files of the site, PDFs in a table; none where it was built without them."""
    words = words_of(context.guide).downloads
    return DownloadsPage(
        lead=label("{} {}.", words.lead, context.day(context.guide.file.as_of)),
        repository=context.guide.file.repository,
        columns=_columns(context),
        rows=_rows(context),
        groups=_groups(context),
        checksums=CHECKSUMS,
    )


def _groups(context: Context) -> tuple[DownloadGroup, ...]:
    """The files that are not in the table, by their headings."""
    groups: dict[str, list[DownloadedFile]] = {}
    for download in context.site.downloads:
        if download.cell is None:
            groups.setdefault(download.group, []).append(_file(download))
    return tuple(DownloadGroup(title=title, files=tuple(files)) for title, files in groups.items())


def _file(download: Download) -> DownloadedFile:
    return DownloadedFile(
        uri=f"downloads/{download.name}",
        name=download.name,
        title=download.title,
        about=download.about,
        kind=f"{ending(download.name)}, {decimal(len(download.content))}",
    )


def _cells(context: Context) -> list[_Placed]:
    """The files of the table, each with its place."""
    return [(file.cell, file) for file in context.site.downloads if file.cell is not None]


def _columns(context: Context) -> tuple[PrintColumn, ...]:
    """The columns of the table: papers first, then large print, then languages."""
    found: dict[str, PrintColumn] = {}
    for cell, _ in sorted(_cells(context), key=_place):
        found.setdefault(cell.column, PrintColumn(title=cell.column, language=cell.language))
    return tuple(found.values())


def _place(placed: _Placed) -> tuple[bool, bool]:
    """Sorts papers before prints and languages, whose links name the paper."""
    cell, _ = placed
    return bool(cell.language), cell.column != cell.link


def _rows(context: Context) -> tuple[PrintRow, ...]:
    """The rows of the table in the order of the guide."""
    columns = [column.title for column in _columns(context)]
    rows: dict[str, list[_Placed]] = {}
    for cell, download in _cells(context):
        rows.setdefault(cell.row, []).append((cell, download))
    return tuple(_row(placed, columns) for placed in rows.values())


def _row(placed: list[_Placed], columns: list[str]) -> PrintRow:
    """A row with its heading and its links."""
    first, file = placed[0]
    return PrintRow(
        title=first.title,
        size=decimal(len(file.content), precision=0),
        about=first.about,
        cells=tuple(tuple(_links(placed, column)) for column in columns),
    )


def _links(placed: Iterable[_Placed], column: str) -> Iterator[PrintLink]:
    """The links of a row in one column."""
    for cell, download in placed:
        if cell.column == column:
            yield PrintLink(uri=f"downloads/{download.name}", words=cell.link)


def ending(name: str) -> str:
    """The kind of a file by its name: PDF, ZIP, BIB."""
    return name.rpartition(".")[2].upper()
