"""PDFs made, read back, and written only when every sentence carries its citation; the command `pdf`."""

from collections.abc import Iterator
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evidence_guide.diagnostic import Diagnostic, Unsound
from evidence_guide.files.output import Download
from evidence_guide.files.output_folder import FolderKind, checked_beside, put
from evidence_guide.guide import Guide
from evidence_guide.pdf.audit import PdfAudit, audit_pdf
from evidence_guide.pdf.editions import Wanted, editions
from evidence_guide.pdf.typesetting import downloads
from evidence_guide.text.terminal import console
from evidence_guide.translation.translated_guide import translated_guides
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site


def audited(guide: Guide, wanted: Wanted) -> Iterator[tuple[Download, PdfAudit]]:
    """Every wanted PDF with its audit, translated hand-outs last."""
    for one in (guide, *translated_guides(guide)):
        view = exported(Site(one))
        made = downloads(one, wanted, view=view)
        for edition, download in zip(editions(one, wanted), made, strict=True):
            yield download, audit_pdf(download.content, one, edition, view)


def sound_pdfs(guide: Guide) -> list[Download]:
    """Every PDF of the guide. Raises Unsound if a sentence in one of them lost its citation."""
    pairs = list(audited(guide, Wanted()))
    found = [diagnostic for _, result in pairs for diagnostic in result.diagnostics]
    if found:
        raise Unsound(found)
    return [download for download, _ in pairs]


def write_pdfs(guide: Guide, wanted: Wanted, to: Path) -> list[Diagnostic]:
    """Writes the wanted PDFs to a folder and tells each; what the audit of a PDF finds is returned, and that PDF is not written.

    Raises GuideError, before any is made, if one would replace a file that the program did not write.
    """
    names = [
        edition.name
        for one in (guide, *translated_guides(guide))
        for edition in editions(one, wanted)
    ]
    folder = checked_beside(to, FolderKind.PDF, names, guide.folder)
    screen = console(soft_wrap=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    found: list[Diagnostic] = []
    with Progress(*columns, console=screen, transient=True) as progress:
        pairs = audited(guide, wanted)
        for download, result in progress.track(pairs, total=len(names), description="Making PDFs"):
            found += result.diagnostics
            if not result.diagnostics:
                put(folder, FolderKind.PDF, download.name, download.content)
                screen.print(f"{to / download.name}: {result}")
    return found
