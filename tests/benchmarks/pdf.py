"""The benchmark of the PDFs: our annex against an HTML-to-PDF printer on the same sentences, as a
ratio in one run.

    python -m tests.benchmarks.pdf [PRINTER ...]

PRINTER is a command that takes an HTML file and a PDF file, such as `weasyprint`, from an environment of its own.
Without one, the annex alone is timed. Both begin with the exported guide, which is finished data or finished HTML, and end with the bytes of a PDF.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pypdfium2
from tests.benchmarks.made_guide import make

from evidence_guide import Guide, load
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.pdf.typesetting import downloads
from evidence_guide.view.data import exported
from evidence_guide.view.download_words import ANNEX
from evidence_guide.view.shapes import GuideData, StatementView
from evidence_guide.view.site import Site

SOURCES, CLAIMS = 200, 370
STYLE = """
@page { size: A4; margin: 27mm 31mm; @bottom-left { content: "Version 1.0.0 · not yet reviewed" } @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10.5pt serif } h1 { break-before: page } h2 { break-after: avoid } a { color: teal }
.page::after { content: target-counter(attr(href), page) }
"""
ROUNDS = 3


class Html:
    """What the annex holds, as HTML with page numbers by CSS: contents, claims with findings and
    passages, references with the pages that cite them.
    """

    def __init__(self, data: GuideData) -> None:
        self.data = data
        self.cited: dict[str, list[int]] = {}
        """Marks of the places that cite each source."""
        self.marks = 0

    def whole(self) -> str:
        """The document."""
        claims = "".join(self.claim(id) for topic in self.data.topics for id in topic.claims)
        contents = "".join(
            f'<li>{claim.title} <a class=page href="#{id}"></a></li>'
            for id, claim in self.data.claims.items()
        )
        entries = "".join(self.entry(key) for key in self.data.references)
        parts = f"<h1>{self.data.title}</h1><ul>{contents}</ul><h1>Claims</h1>{claims}<h1>References</h1><ol>{entries}</ol>"
        return (
            "<!doctype html><html lang=en><meta "
            f"charset=utf-8><title>{self.data.title}</title><style>{STYLE}</style>{parts}</html>"
        )

    def claim(self, id: str) -> str:
        """A claim with its findings."""
        claim = self.data.claims[id]
        findings = "".join(self.finding(f) for f in (*claim.rests_on, *claim.disputed_by))
        sure = claim.certainty.words if claim.certainty else claim.kind_words
        words = f"<p>{self.says(claim.says)}</p><p>In plain words: {self.says(claim.plain)}</p>"
        words += f"<p>{sure}. {claim.rating}</p>"
        return (
            f'<section><h2 id="{id}">{claim.title}</h2>{words}<p>Applies to: '
            f"{claim.applies_to}</p><ul>{findings}</ul></section>"
        )

    def finding(self, id: str) -> str:
        """A finding with the way to its passage."""
        finding = self.data.findings[id]
        printed = "; ".join(finding.figures)
        return (
            f"<li>{self.says(finding.reports)} <small>{finding.where}. Printed: {printed}. <a "
            f'href="{finding.link}">Open the passage</a>. {finding.proof}</small></li>'
        )

    def says(self, statement: StatementView) -> str:
        """A sentence with its numbers."""
        return f"{statement.text} [{', '.join(self.cite(key) for key in statement.cites)}]"

    def cite(self, key: str) -> str:
        """A number that leads to its reference."""
        self.marks += 1
        self.cited.setdefault(key, []).append(self.marks)
        return f'<a id="cite-{self.marks}" href="#ref-{key}">{self.data.references[key].number}</a>'

    def entry(self, key: str) -> str:
        """A reference with the way back."""
        source, reference = self.data.sources[key], self.data.references[key]
        back = ", ".join(
            f'<a class=page href="#cite-{mark}"></a>' for mark in self.cited.get(key, [])
        )
        links = " · ".join(
            f'<a href="{address}">{name}</a>' for name, address in source.links.items()
        )
        return (
            f'<li id="ref-{key}">{reference.text}<br><small>{source.design}. {source.read} '
            f"{source.standing} {links}<br>Cited on page {back}</small></li>"
        )


def seconds(work: Callable[[], object]) -> float:
    """How long the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pages(content: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def ours(guide: Guide) -> tuple[float, int]:
    """How long a process of its own takes for the annex without its start, and how many pages it
    has.
    """
    program = "import sys; from tests.benchmarks.pdf import book; book(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", program, str(guide.folder)],
        cwd=Path(__file__).parents[2],
        timeout=1800,
        check=True,
        capture_output=True,
        text=True,
    )
    time, count = done.stdout.split()
    return float(time), int(count)


def book(folder: str) -> None:
    """Makes the annex of a folder once and prints its seconds and pages; a fresh process has
    nothing in its cache.
    """
    guide = load(folder)
    exported(Site(guide))  # keeps the formatted references
    found: list[bytes] = []
    took = seconds(
        lambda: found.extend(
            d.content for d in downloads(guide, Wanted(ANNEX, (Paper.A4,), (False,)))
        )
    )
    print(took, pages(found[0]))


def main(printers: list[str], sources: int = SOURCES, claims: int = CLAIMS) -> None:
    """Prints the times, the pages, and the ratio for each page."""
    with tempfile.TemporaryDirectory() as scratch:
        guide = load(make(Path(scratch) / "guide", sources, claims))
        times, counts = zip(*(ours(guide) for _ in range(ROUNDS)), strict=True)
        print(f"the annex: {counts[0]} pages with {sources} references in {median(times):.2f} s")
        source, target = Path(scratch) / "book.html", Path(scratch) / "book.pdf"
        source.write_text(Html(exported(Site(guide))).whole(), "utf-8")
        for printer in printers:
            command = [*printer.split(), str(source), str(target)]
            theirs = median(
                seconds(partial(subprocess.run, command, check=True, capture_output=True))
                for _ in range(ROUNDS)
            )
            count = pages(target.read_bytes())
            ratio = (theirs / count) / (median(times) / counts[0])
            print(
                f"{printer}: {count} pages in {theirs:.1f} s; {theirs / median(times):.1f} x "
                f"our time, {ratio:.1f} x for each page"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
