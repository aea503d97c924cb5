"""The command `check`: once or again and again, for all files or for some, with or without mends."""

import os
import re
import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import click

from evidence_guide.commands.exit_codes import until_stopped
from evidence_guide.commands.file_watch import changes
from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Severity
from evidence_guide.files.output import write
from evidence_guide.files.reading import walk
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report
from evidence_guide.rules.fixes import runner
from evidence_guide.rules.rule import near
from evidence_guide.text.characters import line
from evidence_guide.text.terminal import say
from evidence_guide.view.citation_lists import supports

_NAMED = re.compile(r"`([^`]+)`")


class Asked(NamedTuple):
    """What the command was asked to do."""

    folder: Path
    files: tuple[Path, ...] = ()
    form: str = "text"
    strict: bool = False
    fix: bool = False
    diff: bool = False


def run(asked: Asked) -> bool:
    """Whether something is wrong, once it is printed; with `fix`, mends first, and with `diff` only says what would be mended."""
    if asked.diff and not asked.fix:
        raise GuideError("--diff belongs to --fix: `evidence-guide check --fix --diff`")
    guide = load(asked.folder)
    names = named(guide, asked.files)
    if asked.fix:
        fixed = list(runner.fixes(guide, names))
        if asked.diff:
            say("".join(file.diff for file in fixed), nl=False)
            return bool(fixed)
        _mend(guide, fixed, asked)
        guide = load(asked.folder)
    found = check_files(guide, names)
    click.echo(report.FORMATS[asked.form](found, guide.folder), nl=False)
    return any(asked.strict or diagnostic.severity is Severity.ERROR for diagnostic in found)


def _mend(guide: Guide, fixed: list[runner.Fixed], asked: Asked) -> None:
    """Writes each mended file and says what was mended, beside what other programs read."""
    for file in fixed:
        write({guide.folder / file.path: file.after})
        for mend in file.mends:
            say(str(mend), err=asked.form != "text")


def watch(asked: Asked) -> None:
    """Runs at once and whenever a file changes, on a cleared screen, until it is stopped."""
    if asked.fix:
        raise GuideError(
            "--watch and --fix do not go together: an editor would lose what is mended behind its back"
        )
    try:
        with until_stopped():
            _follow(asked)
    except KeyboardInterrupt:
        say("\nno longer watching")


def _follow(asked: Asked) -> None:
    """Runs at once and after every change, for ever."""
    run(asked)
    folder = asked.folder.resolve()
    places = [folder / "evidence", folder / "docs"]
    for paths in changes(lambda: places):
        if paths:
            click.clear()
            told = ", ".join(line(path.relative_to(folder).as_posix()) for path in paths)
            say(f"{time.strftime('%H:%M:%S')} changed: {told}\n")
            _again(asked)
        there = [place.name for place in places if place.is_dir()]
        say(f"watching {' and '.join(there) or 'for evidence'}; Ctrl-C ends it")


def _again(asked: Asked) -> None:
    """Runs once more; while a file is away, a sentence takes the place of the complaints."""
    try:
        run(asked)
    except GuideError as error:
        say(f"evidence-guide: {error}", err=True)


def named(guide: Guide, files: Iterable[Path]) -> frozenset[str]:
    """Paths in the guide of files that somebody names from the current folder or from the guide's; a folder stands for all in it.

    Raises GuideError if one is no part of the guide.
    """
    paths = sorted({*_files(guide.folder), *(complaint.place.path for complaint in guide.trouble)})
    found: set[str] = set()
    for file in files:
        name = _name(guide, file)
        inside = {path for path in paths if path == name or path.startswith(f"{name}/")}
        if not inside:
            raise GuideError(
                f"no file of the guide is called `{file}`; {near(name, paths, f'its files are in {guide.folder}/evidence and {guide.folder}/docs')}"
            )
        found |= inside
    return frozenset(found)


def _files(folder: Path) -> Iterator[str]:
    """The paths in the guide of all files of its evidence and pages."""
    for part in (folder / "evidence", folder / "docs"):
        found = walk(part, folder) if part.is_dir() else ()
        yield from (file.path.relative_to(folder).as_posix() for file in found)


def _name(guide: Guide, file: Path) -> str:
    """The path of a file relative to the guide's folder, if it is there or would be."""
    here = Path(os.path.relpath(file, guide.folder)).as_posix()
    return os.path.normpath(file) if here.startswith("../") and not file.is_absolute() else here


def check_files(guide: Guide, names: frozenset[str]) -> list[Diagnostic]:
    """What is wrong with the named files of the guide, or with all of it where none is named."""
    found = check(guide)
    if not names:
        return found
    ids = {entry.id for entry in guide.entries if entry.document.path in names}
    owners = {id(support.entry) for support in supports(guide) if ids.intersection(support.ids)}

    def concerns(diagnostic: Diagnostic) -> bool:
        words = (word.partition(":")[0] for word in diagnostic.message.split())
        mentioned = {*_NAMED.findall(diagnostic.message), *words}
        return bool(mentioned & (ids | names)) or id(item_at(guide, diagnostic)) in owners

    return [
        diagnostic for diagnostic in found if diagnostic.place.path in names or concerns(diagnostic)
    ]


def item_at(guide: Guide, diagnostic: Diagnostic) -> Entry[object] | None:
    """The innermost item in whose lines a diagnostic is."""
    starts, entries = _by_place(guide).get(diagnostic.place.path, ([], []))
    before = bisect_right(starts, diagnostic.place)
    return entries[before - 1] if before else None


@lru_cache(maxsize=4)
def _by_place(guide: Guide) -> dict[str, tuple[list[Place], list[Entry[object]]]]:
    """The items of each file with the places where they begin, in order, an inner one behind what holds it."""
    by_path: dict[str, list[tuple[Place, int, int]]] = {}
    for number, entry in enumerate(guide.entries):
        place = (entry.place(), len(entry.route), -number)
        by_path.setdefault(entry.document.path, []).append(place)
    found = ((path, sorted(places)) for path, places in by_path.items())
    return {
        path: ([p for p, _, _ in places], [guide.entries[-n] for _, _, n in places])
        for path, places in found
    }
