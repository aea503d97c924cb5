"""A case run from beginning to end: its faults."""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.fuzz import child, previews
from tests.fuzz.case import Case, Command
from tests.fuzz.oracles import Fault, Run, faults, grown, verb
from tests.fuzz.planting import PLANTED
from tests.fuzz.targets import LOAD
from tests.fuzz.workspace import lay, look

UNBUILT = "check clean, build fails"
"""What `check` passes, `build` builds."""


class Result(NamedTuple):
    """What came of a case."""

    faults: list[Fault]
    said: str
    """All that its commands printed, each with the command."""
    kills: int


def run(case: Case, planted: str = "") -> Result:
    """Runs a case in a folder of its own, now and then with a bug planted into its commands."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        root, said = Path(scratch, "root").resolve(), Path(scratch, "said")
        root.mkdir()
        said.mkdir()
        lay(root, case.base, case.files)
        if case.edits:
            return Result(*previews.run(case, root, said))
        return _commands(case, root, said, planted)


def _commands(case: Case, root: Path, said: Path, planted: str) -> Result:
    found: list[Fault] = []
    told: list[str] = []
    codes: list[int | None] = []
    if case.commands[-1].words[2:] == ("build",) and case.name[-1:] in "02468":
        _finished(case.base, root)
    kills = 0
    for command in case.commands:
        before = look(root)
        kept = grown(root, command) if command.grows else {}
        ended = child.wait(child.start(_work(command, planted), root, said), command.seconds)
        one = Run(command, ended, before, look(root), root)
        found += faults(one)
        found += _shrunk(kept, one)
        codes.append(ended.code)
        kills += ended.code is None
        told.append(
            f"$ evidence-guide {' '.join(command.words)}\n{ended.out}{ended.err}[{ended.code}]\n"
        )
        if one.before != one.after and verb(one) == "build" and ended.code != 0:
            found += _spoilt(one)
    if codes[0] == 0 and codes[-1] != 0 and verb(one) == "build":
        found.append(Fault(UNBUILT, _first_words(ended.err), ended.err[-2000:]))
    return Result(found, "\n".join(told), kills)


def _work(command: Command, planted: str) -> Callable[[], int]:
    if planted:
        return PLANTED[planted]
    if command.words[0] == LOAD:
        return _load
    return child.command(command.words)


def _load() -> int:
    """Reads the guide, checks it, and makes everything that a sound one becomes."""
    from evidence_guide import GuideError, check, load, outputs
    from evidence_guide.diagnostic import Severity

    try:
        guide = load(Path("guide"))
        found = check(guide)
        if not any(diagnostic.severity is Severity.ERROR for diagnostic in found):
            made = sum(len(output.content) for output in outputs(guide))
            print(made, "characters")
    except GuideError as error:
        print(f"evidence-guide: {error}", file=sys.stderr)
        return 2
    return 0


_SITES: list[Path] = []


def forget() -> None:
    """Removes the finished sites that this process has built."""
    for scratch in _SITES:
        shutil.rmtree(scratch, ignore_errors=True)


@cache
def _site(base: str) -> Path:
    """A finished site of a base guide, built once in this process."""
    scratch = Path(tempfile.mkdtemp(prefix="fuzz-site-")).resolve()
    _SITES.append(scratch)
    said = scratch / "said"
    said.mkdir()
    lay(scratch, base, {})
    child.wait(child.start(child.command(("--folder", "guide", "build")), scratch, said), 300)
    return scratch / "guide" / "site"


def _finished(base: str, root: Path) -> None:
    """Puts an earlier site where the build will put its own."""
    site = _site(base)
    if site.is_dir() and not (root / "guide" / "site").exists():
        shutil.copytree(site, root / "guide" / "site")


def _spoilt(one: Run) -> list[Fault]:
    """A build that fails leaves the last good site as it was."""
    site = [path for path in one.before if path.startswith("guide/site/")]
    spoilt = [path for path in site if one.after.get(path) != one.before[path]]
    return (
        [Fault("lost output", "a failed build changes the last site", spoilt[0])] if spoilt else []
    )


def _shrunk(kept: dict[str, list[bytes]], one: Run) -> list[Fault]:
    """A file that only grows keeps every line that it had."""
    now = grown(one.root, one.command)
    for path, lines in kept.items():
        rest = iter(now.get(path, []))
        if not all(line in rest for line in lines):
            return [Fault("lost line", f"{verb(one)}: {path}", path)]
    return []


def _first_words(said: str) -> str:
    """The first complaint without its numbers and names, to count alike ones once."""
    first = next((line for line in said.splitlines() if line.strip()), "nothing said")
    return _VARYING.sub("…", first)[:120]


_VARYING = re.compile(r"^\S+:\d+(:\d+)?: |[“`'].*?[”`']|\d+")
