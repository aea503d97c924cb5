"""The command `check`: once or again and again, for all files or for some, with or without mends."""

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.diagnostic import Diagnostic, GuideError, Severity
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import walk_files
from evidence_guide.files.watch import watch_changes
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report
from evidence_guide.rules.fixes import runner
from evidence_guide.signals import until_stopped
from evidence_guide.text.characters import line
from evidence_guide.text.nearest import near
from evidence_guide.text.terminal import say
from evidence_guide.view.citation_lists import supports

_NAMED = re.compile(r"`([^`]+)`")


class CheckOptions(NamedTuple):
    """What the command was asked to do."""

    folder: Path
    files: tuple[Path, ...] = ()
    form: str = "text"
    strict: bool = False
    fix: bool = False
    diff: bool = False


def check_and_report(asked: CheckOptions) -> bool:
    """Whether something is wrong, once it is printed; with `fix`, mends first, and with `diff` only says what would be mended."""
    if asked.diff and not asked.fix:
        raise GuideError("--diff belongs to --fix: `evidence-guide check --fix --diff`")
    guide = load(asked.folder)
    names = chosen_files(guide, asked.files)
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


def _mend(guide: Guide, fixed: list[runner.Fixed], asked: CheckOptions) -> None:
    """Writes each mended file and says what was mended, beside what other programs read."""
    for file in fixed:
        write_files({guide.folder / file.path: file.after})
        for mend in file.mends:
            say(str(mend), err=asked.form != "text")


def run_again(asked: CheckOptions) -> None:
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


def _follow(asked: CheckOptions) -> None:
    """Runs at once and after every change, for ever."""
    check_and_report(asked)
    folder = asked.folder.resolve()
    places = [folder / "evidence", folder / "docs"]
    for paths in watch_changes(lambda: places):
        if paths:
            click.clear()
            told = ", ".join(line(path.relative_to(folder).as_posix()) for path in paths)
            say(f"{time.strftime('%H:%M:%S')} changed: {told}\n")
            _again(asked)
        there = [place.name for place in places if place.is_dir()]
        say(f"watching {' and '.join(there) or 'for evidence'}; Ctrl-C ends it")


def _again(asked: CheckOptions) -> None:
    """Runs once more; while a file is away, a sentence takes the place of the complaints."""
    try:
        check_and_report(asked)
    except GuideError as error:
        say(f"evidence-guide: {error}", err=True)


def chosen_files(guide: Guide, files: Iterable[Path]) -> frozenset[str]:
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
        found = walk_files(part, folder) if part.is_dir() else ()
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
        return bool(mentioned & (ids | names)) or id(guide.item_at(diagnostic.place)) in owners

    return [
        diagnostic for diagnostic in found if diagnostic.place.path in names or concerns(diagnostic)
    ]


@click.command("check")
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    help="How to print the diagnostics.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--fix",
    is_flag=True,
    help="First mend what needs no thought: order of keys, typographic signs, DOIs, schema lines, blanks and ends of lines.",
)
@click.option(
    "--diff",
    is_flag=True,
    help="With --fix: print what would change, write nothing, and exit 1 if there is anything.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.pass_obj
@sentence
def check_command(folder: Path, files: tuple[Path, ...], watch: bool, **asked: Any) -> None:
    """Say everything that is wrong with the evidence, where, and how to mend it.

    With FILE only what is wrong in these files, or with what they say; the whole guide is still read.
    """
    wanted = CheckOptions(folder, files, **asked)
    if watch:
        run_again(wanted)
        return
    sys.exit(DIAGNOSTICS if check_and_report(wanted) else CLEAN)
