"""The project's benchmark: ratios measured in one run, each against what the work cannot do
without.

    python tests/benchmarks/run.py [check|edit|build] ...

check  load and check of 10,000 sources and 20,000 claims, against libyaml and the BibTeX parser on the same files
edit   the same check again after one edited file, at 4,000 claims, in seconds
build  `mkdocs build` with the plugin, against Material for MkDocs on the same finished pages
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml
from bibtexparser.entrypoint import parse_string

from evidence_guide import check, load
from evidence_guide.view.citation_lists import locked

ROOT = Path(__file__).parents[2]
TEA = ROOT / "tests/guides/tea/evidence"


def make(folder: Path, sources: int, claims: int) -> Path:
    """A sound guide of that size: one finding a source, claims in topics of a hundred."""
    for name in ("findings", "claims", "stages"):
        (folder / "evidence" / name).mkdir(parents=True)
    evidence = folder / "evidence"
    keys = [f"author{n:05d}" for n in range(sources)]
    fields = (
        "author = {{Author, Anna}},\n  title = {{Study {k} of tea and sleep in many people}},\n  "
        "journal = {{J}},\n  year = 2020,"
    )
    record = f"@article{{{{{{k}},\n  {fields}\n  doi = {{{{10.1/{{k}}}}}}\n}}}}\n"
    (evidence / "sources.bib").write_text("".join(record.format(k=k) for k in keys), "utf-8")
    finding = (TEA / "findings/roe2021.yml").read_text("utf-8")
    for key in keys:
        (evidence / f"findings/{key}.yml").write_text(finding.replace("roe2021", key), "utf-8")
    topics = [f"topic{n:04d}" for n in range(-(-claims // 100))]
    for t, topic in enumerate(topics):
        head = (
            "# yaml-language-server: $schema=../schema/claims.json\ntitle: T\nabout: A.\n"
            "review_by: 2099-01-01\nclaims:\n"
        )
        body = "".join(_claim(t * 100 + n, keys) for n in range(min(100, claims - t * 100)))
        (evidence / f"claims/{topic}.yml").write_text(head + body, "utf-8")
    stage = (
        "# yaml-language-server: $schema=../schema/stage.json\ntitle: S\nabout: A.\nreview_by: "
        "2099-01-01\nsteps:\n"
    )
    step = (
        "strength: good practice, why: [claim-000000], decision: {benefits: not known, harms: "
        "not known}}\n"
    )
    (evidence / "stages/now.yml").write_text(
        f"{stage}  - {{id: the-step, title: T, do: D., for: everyone, {step}", "utf-8"
    )
    guide = (
        (TEA / "guide.yml")
        .read_text("utf-8")
        .replace("[evening]", "[now]")
        .replace("[sleep]", f"[{', '.join(topics)}]")
    )
    (evidence / "guide.yml").write_text(
        guide.replace("tables: [cups]\n", "")
        .replace("home: [drink-tea]\n", "")
        .replace("  proof: required\n", ""),
        "utf-8",
    )
    (evidence / "evidence.lock").write_text(locked(load(folder)).text(), "utf-8")
    return folder


def _claim(number: int, keys: list[str]) -> str:
    key = keys[number % len(keys)]
    name = "".join(chr(97 + int(digit)) for digit in f"{number:06d}")
    says = f"People who drank the tea called {name} may be linked to deeper sleep in one town."
    return (
        f"  - id: claim-{number:06d}\n    says: {says}\n    plain: Tea called {name} might "
        "go with deeper sleep.\n    kind: association\n"
        f"    rests_on: [{key}-sleep]\n    applies_to: Adults\n    certainty:\n      start: low\n"
    )


def seconds(work: Callable[[], object]) -> float:
    """How long the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bench_check() -> None:
    """Prints the ratio and the memory of a check from nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = make(Path(scratch), 10_000, 20_000)
        files = sorted((folder / "evidence").rglob("*.yml"))

        def parse() -> None:
            for file in files:
                yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
            parse_string((folder / "evidence/sources.bib").read_text("utf-8"), parse_stack=[])

        found: list[object] = []
        base = median(seconds(parse) for _ in range(3))
        ours = seconds(lambda: found.extend(check(load(folder))))
        mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"check of 10,000 sources and 20,000 claims: {ours:.1f} s, {ours / base:.2f} x "
            f"the parsers alone ({base:.1f} s); {mib:.0f} MiB; {len(found)} complaints"
        )


def bench_edit() -> None:
    """Prints the time of a check after one edited file."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = make(Path(scratch), 2_000, 4_000)
        check(load(folder))
        path = folder / "evidence/claims/topic0007.yml"
        times = []
        for n in range(5):
            path.write_text(
                path.read_text("utf-8").replace("one town", f"one town {n}", 1), "utf-8"
            )
            times.append(seconds(lambda: check(load(folder))))
        print(f"check after one edited file at 4,000 claims: {median(times):.2f} s")


def bench_build() -> None:
    """Prints the ratio of a build with the plugin to one of the same pages without it, in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        out, site = Path(scratch) / "out", Path(scratch) / "site"
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(
            [
                sys.executable,
                "-m",
                "evidence_guide",
                "--folder",
                str(ROOT),
                "build",
                "--to",
                str(out),
            ],
            timeout=1800,
            check=True,
            capture_output=True,
        )
        pairs = []
        for _ in range(3):
            ours = seconds(
                lambda: subprocess.run(
                    [*mkdocs, "--site-dir", str(site)],
                    cwd=ROOT,
                    timeout=1800,
                    check=True,
                    capture_output=True,
                )
            )
            plain = seconds(
                lambda: subprocess.run(
                    mkdocs, cwd=out, timeout=1800, check=True, capture_output=True
                )
            )
            pairs.append((ours, plain))
        ratio = median(a / b for a, b in pairs)
        print(
            f"build of the guide: {ratio:.2f} x Material on the same pages "
            f"({median(a for a, _ in pairs):.1f} s against {median(b for _, b in pairs):.1f} "
            "s)"
        )


BENCHES = {"check": bench_check, "edit": bench_edit, "build": bench_build}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()
