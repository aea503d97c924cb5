"""The project's benchmark: processor seconds of our work, each beside what it cannot do without.

    python -m tests.benchmarks.run [--quick] [--gate] [--write] [check|edit|serve|site|large|folder|pdfs|start|passages] ...

check   load and check of 10,000 sources and 20,000 claims, beside the parsers on the same files, and how that grows
edit    the same check again after one edited claim, at 4,000 claims, beside the first
serve   an edited claim of this guide until the preview has new pages, beside the first check
site    `mkdocs build` of this guide, beside Material for MkDocs on the same finished pages
large   the same of a made guide with 2,000 sources and 4,000 claims: how it grows, and its memory
folder  that site with the site for a folder and its zip, beside the site alone
pdfs    every PDF of this guide, made and read back, beside Typst alone on the same data
start   `--version`, and `check` of a small guide, in seconds
passages  10,000 passages in 200 texts, beside the newest linkml-reference-validator (full size only)

--quick takes smaller guides, --gate fails where a bound is broken, --write puts the table into docs/measured.md.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy, copytree
from typing import NamedTuple

from tests.benchmarks import passages

ROOT = Path(__file__).parents[2]
TEA = ROOT / "tests/guides/tea"
PAGE = ROOT / "docs/measured.md"
TABLE = re.compile(r"(?<=<!-- speed -->\n)(?:\|.*\n)*")
HEAD = "| work | beside | ours | theirs | ratio | at most | MiB |\n|---|---|---|---|---|---|---|\n"


MATERIAL = "Material on the same pages"


class Sizes(NamedTuple):
    """How large the guides are that are measured."""

    guide: Path
    """Built as a site."""
    sources: int
    claims: int
    edited: int
    """Claims of the guide of which one is edited."""
    listed: int
    """Sources of the guide that is built as a large site; it has twice as many claims."""
    texts: int = 20
    """Texts in which passages are searched, 50 in each."""
    has_peer: bool = False
    """Whether another program does the same, which is installed for that."""
    only: str = ""
    """The PDFs that are made; all without it."""


FULL = Sizes(ROOT, 10_000, 20_000, 4_000, 2_000, passages.TEXTS, has_peer=True)
QUICK = Sizes(TEA, 500, 1_000, 400, 50)


class Cost(NamedTuple):
    """Processor seconds of a process with all that it waited for, and the most memory of one."""

    seconds: float
    mib: float = 0


class Row(NamedTuple):
    """One measurement: the cost of a work, that of what it is compared with, and the bound."""

    work: str
    beside: str
    ours: Cost
    theirs: Cost | None
    """Without it the bound is one of seconds."""
    most: float

    @property
    def value(self) -> float:
        """What must not exceed the bound."""
        return self.ours.seconds / self.theirs.seconds if self.theirs else self.ours.seconds

    def line(self) -> str:
        """The row of a table in Markdown."""
        theirs = f"{self.theirs.seconds:.2f}" if self.theirs else "–"
        ratio = f"{self.value:.2f}" if self.theirs else "–"
        numbers = (f"{self.ours.seconds:.2f}", theirs, ratio, self.most, f"{self.ours.mib:.0f}")
        return f"| {self.work} | {self.beside} | {' | '.join(map(str, numbers))} |\n"


def cost(*command: str, cwd: Path = ROOT) -> Cost:
    """The cost of a Python module run as a command, which must succeed."""
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    with tempfile.TemporaryFile("w+") as said:
        words = [sys.executable, "-m", *command]
        process = subprocess.Popen(words, cwd=cwd, env=settings, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        assert process.returncode == 0, said.read()
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def work(name: str, folder: Path) -> Cost:
    """The cost of one of the works."""
    return cost("tests.benchmarks.works", name, str(folder))


def printed(name: str, folder: Path, *more: str) -> list[float]:
    """The numbers that one of the works prints."""
    command = [sys.executable, "-m", "tests.benchmarks.works", name, str(folder), *more]
    done = subprocess.run(
        command, cwd=ROOT, check=True, timeout=1800, capture_output=True, text=True
    )
    return [*map(float, done.stdout.split())]


def _made(folder: Path, sources: int, claims: int) -> Path:
    """A made guide; its memory is not ours, or each process that we start would seem to have it."""
    cost("tests.benchmarks.made_guide", str(folder), str(sources), str(claims))
    return folder


def bench_check(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """A check from nothing, and how it grows."""
    large = _made(scratch / "large", sizes.sources, sizes.claims)
    ours = cost("evidence_guide", "--folder", str(large), "check")
    name = f"check of {sizes.sources:,} sources and {sizes.claims:,} claims"
    yield Row(name, "the parsers alone", ours, cost("tests.benchmarks.parsers", str(large)), 2)
    yield Row("the same", "20 times a twentieth of it", ours, _twentieth(sizes, scratch), 1.2)


def _twentieth(sizes: Sizes, scratch: Path) -> Cost:
    """What a check should cost that grows with the guide: 20 times a smaller one, but one start."""
    folder = _made(scratch / "small", sizes.sources // 20, sizes.claims // 20)
    start = cost("evidence_guide", "--version").seconds
    small = cost("evidence_guide", "--folder", str(folder), "check").seconds
    return Cost(start + 20 * (small - start))


def bench_edit(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """A check after one edited claim."""
    folder = _made(scratch / "edited", sizes.edited // 2, sizes.edited)
    cold, again = printed("edited", folder)
    name = f"check after an edit at {sizes.edited:,} claims"
    yield Row(name, "the first check", Cost(again), Cost(cold), 0.3)


def bench_serve(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """An edited claim until the preview has written its pages again."""
    cold, again = printed("served", _copied(sizes.guide, scratch / "served"))
    yield Row("preview after an edit", "the first check", Cost(again), Cost(cold), 0.6)


def bench_site(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """A site with the plugin, and one of the same pages without it."""
    ours, theirs = _site(sizes.guide, scratch), _site_of_material(sizes.guide, scratch)
    yield Row("the site", MATERIAL, ours, theirs, 1)


def _site(guide: Path, scratch: Path) -> Cost:
    """What a site costs with the plugin."""
    place = str(scratch / f"site of {guide.name}")
    return cost("mkdocs", "build", "--quiet", "--site-dir", place, cwd=guide)


def _site_of_material(guide: Path, scratch: Path) -> Cost:
    """What Material needs for the finished pages of a guide."""
    pages = scratch / f"pages of {guide.name}"
    cost("evidence_guide", "--folder", str(guide), "build", "--to", str(pages))
    return cost("mkdocs", "build", "--quiet", cwd=pages)


def bench_large(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """A large site, how it grows with its pages, and its memory."""
    sources = sizes.listed
    large = _made(scratch / "large", sources, 2 * sources)
    ours, theirs = _site(large, scratch), _site_of_material(large, scratch)
    yield Row(f"site of {sources:,} sources and {2 * sources:,} claims", MATERIAL, ours, theirs, 1)
    tenth = _site(_made(scratch / "tenth", sources // 10, sources // 5), scratch)
    yield Row("the same", "10 times a tenth of it", ours, Cost(10 * tenth.seconds), 1.2)
    yield Row("the same in MiB", MATERIAL, Cost(ours.mib, ours.mib), Cost(theirs.mib), 1.5)


def _copied(guide: Path, to: Path) -> Path:
    """A copy of what a guide is built from."""
    copytree(guide / "evidence", to / "evidence")
    copytree(guide / "docs", to / "docs")
    copy(guide / "mkdocs.yml", to)
    return to


def bench_folder(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """A site with its folder and zip, and the site alone."""
    guide = _copied(sizes.guide, scratch / "guide")
    alone = work("site", guide)
    yield Row("the site, its folder and zip", "the site alone", work("sites", guide), alone, 1.1)


def bench_pdfs(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """All PDFs; the memory is that of the largest process."""
    folder = scratch / "pdfs"
    words = ("pdf", "--to", str(folder), "--only", sizes.only)
    ours = cost("evidence_guide", "--folder", str(sizes.guide), *words)
    theirs, number = printed("typst", sizes.guide, sizes.only)
    weight = sum(path.stat().st_size for path in folder.glob("*.pdf")) / 1e6
    name = f"all {number:.0f} PDFs, {weight:.1f} MB"
    yield Row(name, "Typst alone on the same data", ours, Cost(theirs), 1.3)


def bench_passages(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    """Passages in their texts; one without the other program has a bound of seconds."""
    python = passages.peer(scratch / "peer") if sizes.has_peer else None
    beside = passages.version(python) if python else "–"
    for case in passages.CASES:
        made = passages.work(case, sizes.texts)
        theirs = Cost(passages.other(made, python)[0]) if python else None
        name = f"{sizes.texts * passages.ITEMS:,} passages, {case}"
        yield Row(name, beside, Cost(passages.ours(made)[0]), theirs, 0.1 if theirs else 2)


def bench_start(sizes: Sizes, scratch: Path) -> Iterator[Row]:  # noqa: ARG001 (as the others)
    """The start of the program."""
    small = ("evidence_guide", "--folder", str(TEA), "check")
    cost(*small)  # compiles whatever is not compiled yet
    yield Row("`--version`", "–", cost("evidence_guide", "--version"), None, 0.4)
    yield Row("`check` of a small guide", "–", cost(*small), None, 0.4)


BENCHES: dict[str, Callable[[Sizes, Path], Iterator[Row]]] = {
    "check": bench_check,
    "edit": bench_edit,
    "serve": bench_serve,
    "site": bench_site,
    "large": bench_large,
    "folder": bench_folder,
    "pdfs": bench_pdfs,
    "start": bench_start,
    "passages": bench_passages,
}
"""In this order: passages are searched in this process, whose memory later ones would seem to have.
"""


def rows(names: list[str], sizes: Sizes) -> Iterator[Row]:
    """The measurements of some benchmarks, or of all."""
    for name in names or BENCHES:
        with tempfile.TemporaryDirectory() as scratch:
            yield from BENCHES[name](sizes, Path(scratch))


def main(words: list[str]) -> int:
    """Prints the table; the result is 1 if a bound is broken and `--gate` was given."""
    asked = _asked(words)
    print(HEAD, end="")
    found = []
    for row in rows(asked.names, QUICK if asked.quick else FULL):
        print(row.line(), end="", flush=True)
        found.append(row)
    if asked.write:
        lines = "".join(row.line() for row in found)
        PAGE.write_text(TABLE.sub(lambda _: HEAD + lines, PAGE.read_text("utf-8"), 1), "utf-8")
    broken = [row for row in found if row.value > row.most]
    return int(asked.gate and bool(broken))


def _asked(words: list[str]) -> argparse.Namespace:
    """The options and the names of benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run")
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="take smaller guides")
    parser.add_argument("--gate", action="store_true", help="fail where a bound is broken")
    parser.add_argument("--write", action="store_true", help="put the table into docs/measured.md")
    asked = parser.parse_args(words)
    unknown = [name for name in asked.names if name not in BENCHES]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]}")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
