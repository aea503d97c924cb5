"""What stage pages cost on the wire, beside the same content in Material for MkDocs as it comes; a
table in Markdown.

python tests/benchmarks/weight.py
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.conftest import BELOW, Browser, started
from tests.browser.serving import serving
from tests.browser.weighing import Weight, heaviest_and_median, stock, weigh
from tests.conftest import ROOT, run


def row(name: str, page: str, cost: Weight) -> str:
    """One line of the table."""
    numbers = (
        f"{cost.bytes / 1024:.1f} | {(cost.bytes - cost.searching) / 1024:.1f} | {cost.requests} "
        f"| {', '.join(cost.elsewhere) or 'none'}"
    )
    return f"| {name} | `{page or 'home'}` | {numbers} |"


def main() -> None:
    """Builds both sites, opens the pages in Chromium and prints the table."""
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = Path(scratch) / "ours", stock(ROOT, Path(scratch) / "stock")
        done = run("mkdocs", "build", "--site-dir", str(ours))
        assert done.returncode == 0, done.stderr
        print(
            "| site | page | KiB in all | KiB without the search | requests | other hosts |\n"
            "|---|---|---|---|---|---|"
        )
        with started() as chrome, serving(ours, BELOW) as own, serving(theirs, BELOW) as plain:
            for page in ("", *heaviest_and_median(ours)):
                print(row("this guide", page, weigh(Browser(chrome), own + page)))
                print(row("stock Material", page, weigh(Browser(chrome), plain + page)))


if __name__ == "__main__":
    main()
