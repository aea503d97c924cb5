"""The command `build`: what readers take along, the site for a folder, and the site that offers both."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from markdown.extensions.toc import slugify_unicode

from evidence_guide.files.output import Download
from evidence_guide.files.reading import content as read
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import MOST_BIBTEX
from evidence_guide.pdf.editions import THE_BOOK
from evidence_guide.pdf.finished import sound_pdfs
from evidence_guide.site.mkdocs_build import build_site, check_places
from evidence_guide.view.data import files
from evidence_guide.view.shown import item_counts
from evidence_guide.view.site import Site


def build(guide: Guide, *, offline: bool = False) -> Iterator[str]:
    """Builds everything from a guide without errors, and says in a line each what there is now.

    The site for a folder offers no books: it is one, and its zip stays small. Raises Unsound if a PDF has a sentence without its citation.
    """
    check_places(guide, offline=offline)
    take = (*sound_pdfs(guide), *data(guide))
    if offline:
        folder = build_site(
            guide, [download for download in take if download.group != THE_BOOK], offline=True
        )
        archive = zipped(guide, folder)
        take = (archive, *take)
        yield f"The site for a folder: {folder / 'index.html'}"
    site = build_site(guide, take)
    counts = (
        f"{count} {name.removesuffix('s') if count == 1 else name}"
        for name, count in item_counts(guide).items()
    )
    yield f"{', '.join(counts)}; zero uncited sentences"
    yield f"Downloads: {len(take)} in {site / 'downloads'}"
    yield f"The site: {site / 'index.html'}"


def data(guide: Guide) -> Iterator[Download]:
    """The evidence for other programs."""
    bibliography = read(guide.folder / "evidence" / "sources.bib", MOST_BIBTEX, guide.folder)
    for file in files(Site(guide)):
        name, about = (
            file.uri.rpartition("/")[2],
            "For programs: all that the guide states, with findings, passages and proofs, and what its fields are.",
        )
        yield Download(
            name,
            "The whole guide as data" if name.startswith("guide.json") else "Its JSON Schema",
            about,
            file.content.encode(),
            "Data",
        )
    yield Download(
        "sources.bib",
        "All sources as BibTeX",
        "For reference managers and for writers who cite the same sources.",
        bibliography,
        "Data",
    )


def zipped(guide: Guide, folder: Path) -> Download:
    """The site for a folder as one file, whose only folder bears the guide's name."""
    name = slugify_unicode(guide.file.title, "-")
    about = "For places without a network: unpack it and open index.html; search, links and tool-tips work from the folder."
    return Download(
        f"{name}-offline.zip",
        "The whole guide as pages in a folder",
        about,
        archive(folder, name, guide.file.as_of),
        "To read without a network",
    )


def archive(folder: Path, top: str, day: date) -> bytes:
    """All files of a folder as a zip, the same bytes whenever and wherever it is made."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as files:
        for name in sorted(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        ):
            entry = ZipInfo(f"{top}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr, entry.compress_type = (
                3,
                0o100644 << 16,
                ZIP_DEFLATED,
            )  # as made on Unix, for everybody to read
            files.writestr(entry, (folder / name).read_bytes(), compresslevel=9)
    return packed.getvalue()
