"""The command `build`: the downloads, the site for a folder, and the site that offers both."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from itertools import starmap
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from markdown.extensions.toc import slugify_unicode

from evidence_guide.files.output import Download
from evidence_guide.files.reading import content as read
from evidence_guide.guide import Guide
from evidence_guide.guide.library import LIBRARY
from evidence_guide.guide.loader import MOST_BIBTEX
from evidence_guide.intake.exports import in_bibtex_terms
from evidence_guide.intake.layout import bibtex_record
from evidence_guide.intake.reference_files import as_csl_json, as_ris
from evidence_guide.pdf.finished import sound_pdfs
from evidence_guide.site.citation_files import every_source
from evidence_guide.site.mkdocs_build import build_site, build_sites, check_places
from evidence_guide.text.terminal import at_work
from evidence_guide.view.data import files
from evidence_guide.view.download_words import BOOKS, DATA
from evidence_guide.view.packets import PACKET_SUMS, packet_sums
from evidence_guide.view.shown import item_counts
from evidence_guide.view.site import Site


def build(guide: Guide, *, offline: bool = False) -> Iterator[str]:
    """Builds everything from a guide without errors; a line about each result.

    The site for a folder offers no books: it is one, and its zip stays small.
    Raises Unsound if a PDF has a sentence without its citation.
    """
    check_places(guide, offline=offline)
    take = (*sound_pdfs(guide), *data(guide))
    count = len(take) + offline
    with at_work("Building the site"):
        site, folder = _sites(guide, take, offline=offline)
    if folder:
        yield f"The site for a folder: {folder / 'index.html'}"
    yield f"{_counted(guide)}; zero uncited sentences"
    yield f"Downloads: {count} in {site / 'downloads'}"
    yield f"The site: {site / 'index.html'}"


def _sites(guide: Guide, take: Sequence[Download], *, offline: bool) -> tuple[Path, Path | None]:
    """The site that offers some downloads, and with `offline` the site for a folder."""
    if offline:
        in_folder = _without_books(take)
        return build_sites(guide, take, in_folder, partial(zipped, guide))
    return build_site(guide, take), None


def _without_books(downloads: Iterable[Download]) -> list[Download]:
    return [one for one in downloads if not (one.cell and one.cell.row in BOOKS)]


def _counted(guide: Guide) -> str:
    """How many items the guide has: `1 source, 3 findings`."""
    counts = item_counts(guide)
    return ", ".join(starmap(_counted_kind, counts.items()))


def _counted_kind(name: str, count: int) -> str:
    """The number of items of a kind, whose name is a plural."""
    if count == 1:
        name = name.removesuffix("s")
    return f"{count} {name}"


def _of_library(guide: Guide) -> str:
    """The records that the guide uses of the library beside it, as BibTeX."""
    entries = [entry for entry in guide.sources.values() if entry.document.path == LIBRARY]
    records = [replace(in_bibtex_terms(entry.item), id=entry.id) for entry in entries]
    return "".join(f"\n{bibtex_record(record)}" for record in records)


def data(guide: Guide) -> Iterator[Download]:
    """The evidence for other programs."""
    label = guide.label
    about, group = label(DATA["data about"]), label(DATA["data"])
    titles = [label(DATA[name]) for name in ("guide", "schema", "annotations")]
    for file, title in zip(files(Site(guide)), titles, strict=True):
        name = file.uri.rpartition("/")[2]
        yield Download(name, title, about, file.content.encode(), group)
    sums = packet_sums(guide).encode()
    yield Download(PACKET_SUMS, label(DATA["packets"]), label(DATA["packets about"]), sums, group)
    yield from _bibliographies(guide)


def _bibliographies(guide: Guide) -> Iterator[Download]:
    """All sources, in each format that reference managers read."""
    sources = every_source(guide)
    contents = {
        "sources": ("sources.bib", _bibtex(guide)),
        "ris": ("sources.ris", as_ris(sources).encode()),
        "csl": ("sources.csl.json", as_csl_json(sources).encode()),
    }
    about, group = guide.label(DATA["sources about"]), guide.label(DATA["data"])
    for title, (name, content) in contents.items():
        yield Download(name, guide.label(DATA[title]), about, content, group)


def _bibtex(guide: Guide) -> bytes:
    """The bibliography of the guide as it is, then what it uses of the library beside it."""
    return _own_bibtex(guide) + _of_library(guide).encode()


def _own_bibtex(guide: Guide) -> bytes:
    """The bibliography of the guide, empty if it has none."""
    path = guide.folder / "evidence" / "sources.bib"
    return read(path, MOST_BIBTEX, guide.folder) if path.exists() else b""


def zipped(guide: Guide, folder: Path | None) -> Download:
    """The site for a folder as one file, whose only folder has the guide's name.

    Without the folder the file is empty.
    """
    name = slugify_unicode(guide.file.title, "-")
    return Download(
        f"{name}-offline.zip",
        guide.label(DATA["pages"]),
        guide.label(DATA["pages about"]),
        archive(folder, name, guide.file.as_of) if folder else b"",
        guide.label(DATA["offline"]),
    )


def archive(folder: Path, top: str, day: date) -> bytes:
    """All files of a folder as a zip, the same bytes whenever and wherever it is made."""
    packed = BytesIO()
    paths = filter(Path.is_file, folder.rglob("*"))
    names = sorted(path.relative_to(folder).as_posix() for path in paths)
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as files:
        for name in names:
            content = (folder / name).read_bytes()
            files.writestr(_zip_entry(f"{top}/{name}", day), content, compresslevel=9)
    return packed.getvalue()


def _zip_entry(name: str, day: date) -> ZipInfo:
    """A file of a zip as made on Unix, which everybody may read."""
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    entry.compress_type = ZIP_DEFLATED
    return entry
