"""The command `pdf`: PDFs made, read back, and written only when every sentence carries its citation."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evidence_guide.audit_pdf import audit_pdf
from evidence_guide.diagnostic import Diagnostic
from evidence_guide.guide import Guide
from evidence_guide.render.editions import Wanted, editions
from evidence_guide.render.pdf import downloads


def printed(guide: Guide, wanted: Wanted, to: Path) -> list[Diagnostic]:
    """Writes the wanted PDFs to a folder and tells each; what the audit of a PDF finds is returned, and that PDF is not written."""
    console = Console(highlight=False, soft_wrap=True)
    chosen = {edition.name: edition for edition in editions(guide, wanted)}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    found: list[Diagnostic] = []
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Making PDFs", total=len(chosen))
        for download in downloads(guide, wanted):
            result = audit_pdf(download.content, guide, chosen[download.name])
            found += result.diagnostics
            if not result.diagnostics:
                to.mkdir(parents=True, exist_ok=True)
                (to / download.name).write_bytes(download.content)
                console.print(f"{to / download.name}: {result}")
            progress.advance(task)
    return found
