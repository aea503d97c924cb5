"""How long and heavy each kind of page is, beside the review's figures and the goals, and what stage
pages cost beside the same content in Material for MkDocs as it comes; two tables in Markdown.

python tests/benchmarks/weight.py
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.conftest import BELOW, Browser, started
from tests.browser.lengths import KINDS, measured, pages
from tests.browser.serving import serving
from tests.browser.weighing import Weight, heaviest_and_median, stock, weigh
from tests.conftest import ROOT, run

HEAD = (
    "| kind of page | page | phone screens | review | goal | KiB | review | goal | A4 pages | review "
    "| goal |\n|---|---|---|---|---|---|---|---|---|---|---|"
)
STOCK_HEAD = (
    "| site | page | KiB in all | KiB without the search | requests | other hosts |\n"
    "|---|---|---|---|---|---|"
)


def line(cells: Iterable[object]) -> str:
    """One line of a table; a figure that is not known is a dash."""
    return f"| {' | '.join('–' if cell is None else str(cell) for cell in cells)} |"


def lengths(browser: Browser, site: Path, address: str) -> Iterable[str]:
    """The heaviest page of each kind, with its figures."""
    yield HEAD
    for kind in KINDS:
        page = pages(site, kind)[0]
        found = zip(measured(browser, address + page), kind.review, kind.goal, strict=True)
        figures = [figure for figures in found for figure in figures]
        yield line([kind.name, f"`{page or 'home'}`", *figures])


def row(name: str, page: str, cost: Weight) -> str:
    """A page of a site with its cost."""
    kib, without = cost.bytes / 1024, (cost.bytes - cost.searching) / 1024
    others = ", ".join(cost.elsewhere) or "none"
    cells = (name, f"`{page or 'home'}`", f"{kib:.1f}", f"{without:.1f}", cost.requests, others)
    return line(cells)


def main() -> None:
    """Builds both sites, opens the pages in Chromium and prints the tables."""
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = Path(scratch) / "ours", stock(ROOT, Path(scratch) / "stock")
        done = run("mkdocs", "build", "--site-dir", str(ours))
        assert done.returncode == 0, done.stderr
        with started() as chrome, serving(ours, BELOW) as own, serving(theirs, BELOW) as plain:
            for text in lengths(Browser(chrome), ours, own):
                print(text, flush=True)
            print(f"\n{STOCK_HEAD}")
            for page in ("", *heaviest_and_median(ours)):
                print(row("this guide", page, weigh(Browser(chrome), own + page)))
                print(row("stock Material", page, weigh(Browser(chrome), plain + page)))


if __name__ == "__main__":
    main()
