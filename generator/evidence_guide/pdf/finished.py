"""PDFs made, read back, and written only if every sentence is cited; the command `pdf`."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evidence_guide.diagnostic import Diagnostic, Unsound
from evidence_guide.files.output import Download
from evidence_guide.files.output_folder import FolderKind, checked_beside, put
from evidence_guide.guide import Guide
from evidence_guide.pdf.audit import Auditor, PdfAudit
from evidence_guide.pdf.editions import Wanted, editions
from evidence_guide.pdf.typesetting import downloads
from evidence_guide.text.terminal import console
from evidence_guide.translation.translated_guide import translated_guides
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site

_Audited = Generator[tuple[Download, PdfAudit], None, None]
"""Closed early, it stops all work."""


def audited(guide: Guide, wanted: Wanted) -> _Audited:
    """Every wanted PDF with its audit, translated hand-outs last."""
    for one in _in_all_languages(guide):
        yield from _audited(one, wanted)


def _in_all_languages(guide: Guide) -> tuple[Guide, ...]:
    """The original and its translations."""
    return (guide, *translated_guides(guide))


def _audited(guide: Guide, wanted: Wanted) -> _Audited:
    """Every wanted PDF of a guide in one language with its audit."""
    view = exported(Site(guide))
    auditor = Auditor(guide, view)
    chosen = editions(guide, wanted)
    with closing(downloads(guide, wanted, view=view)) as made:
        for edition, download in zip(chosen, made, strict=True):
            yield download, auditor.audit(download.content, edition)


def sound_pdfs(guide: Guide) -> list[Download]:
    """Every PDF of the guide. Raises Unsound if a sentence in one of them lost its citation.

    A bar counts them on standard error, if that is a terminal.
    """
    made: list[Download] = []
    found: list[Diagnostic] = []
    with closing(_counted(guide, Wanted(), console(stderr=True))) as pairs:
        for download, result in pairs:
            made.append(download)
            found += result.diagnostics
    if found:
        raise Unsound(found)
    return made


def write_pdfs(guide: Guide, wanted: Wanted, to: Path) -> list[Diagnostic]:
    """Writes the wanted PDFs to a folder and prints the name of each.

    A PDF whose audit finds something is not written; its diagnostics are returned.
    Raises GuideError, before any is made, if one would replace a file of somebody else.
    """
    folder = checked_beside(to, FolderKind.PDF, _names(guide, wanted), guide.folder)
    screen = console(soft_wrap=True)
    found: list[Diagnostic] = []
    with closing(_counted(guide, wanted, screen)) as pairs:
        for download, result in pairs:
            found += result.diagnostics
            if not result.diagnostics:
                put(folder, FolderKind.PDF, download.name, download.content)
                screen.print(f"{to / download.name}: {result}")
    return found


def _names(guide: Guide, wanted: Wanted) -> list[str]:
    """The names of all files to write."""
    guides = _in_all_languages(guide)
    return [edition.name for one in guides for edition in editions(one, wanted)]


def _counted(guide: Guide, wanted: Wanted, screen: Console) -> _Audited:
    """The same PDFs while a bar counts them on a screen."""
    total = len(_names(guide, wanted))
    with _progress(screen) as progress, closing(audited(guide, wanted)) as pairs:
        yield from progress.track(pairs, total=total, description="Making PDFs")


def _progress(screen: Console) -> Progress:
    """A bar that disappears when all is done; nothing if the screen is no terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
