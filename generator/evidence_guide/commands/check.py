"""The command `check`: once or again and again, for all files or for some, with or without mends."""

import os
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import click

from evidence_guide.commands.file_watch import changes
from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.diagnostic import Diagnostic, GuideError, Severity
from evidence_guide.files.output import write
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report
from evidence_guide.rules.fixes import runner
from evidence_guide.text.nearest import near
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
            click.echo("".join(file.diff for file in fixed), nl=False)
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
            click.echo(str(mend), err=asked.form != "text")


def run_again(asked: Asked) -> None:
    """Runs at once and whenever a file changes, on a cleared screen, until Ctrl-C."""
    if asked.fix:
        raise GuideError(
            "--watch and --fix do not go together: an editor would lose what is mended behind its back"
        )
    run(asked)
    folder = asked.folder.resolve()
    names = [name for name in ("evidence", "docs") if (folder / name).is_dir()]
    try:
        for paths in changes([folder / name for name in names]):
            if paths:
                click.clear()
                told = ", ".join(path.relative_to(folder).as_posix() for path in paths)
                click.echo(f"{time.strftime('%H:%M:%S')} changed: {told}\n")
                _again(asked)
            click.echo(f"watching {' and '.join(names)}; Ctrl-C ends it")
    except KeyboardInterrupt:
        click.echo("\nno longer watching")


def _again(asked: Asked) -> None:
    """Runs once more; while a file is away, a sentence stands for what cannot be said."""
    try:
        run(asked)
    except GuideError as error:
        click.echo(f"evidence-guide: {error}", err=True)


def named(guide: Guide, files: Iterable[Path]) -> frozenset[str]:
    """Paths in the guide of files that somebody names from the current folder or from the guide's; a folder stands for all in it.

    Raises GuideError if one is no part of the guide.
    """
    known = [place for place in ("evidence", "docs") if (guide.folder / place).is_dir()]
    paths = [
        path.relative_to(guide.folder).as_posix()
        for place in known
        for path in sorted((guide.folder / place).rglob("*"))
        if path.is_file()
    ]
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


def _name(guide: Guide, file: Path) -> str:
    """The path of a file relative to the guide's folder, if it is there or would be."""
    here = Path(os.path.relpath(file, guide.folder)).as_posix()
    return os.path.normpath(file) if here.startswith("../") and not file.is_absolute() else here


def check_files(guide: Guide, names: frozenset[str]) -> list[Diagnostic]:
    """What is wrong with the named files of the guide, or with all of it where none is named."""
    found = check(guide)
    return (
        [diagnostic for diagnostic in found if _concerns(diagnostic, names, guide)]
        if names
        else found
    )


def _concerns(diagnostic: Diagnostic, names: frozenset[str], guide: Guide) -> bool:
    if diagnostic.place.path in names:
        return True
    told = {
        *_NAMED.findall(diagnostic.message),
        *(word.partition(":")[0] for word in diagnostic.message.split()),
    }
    ids = {entry.id for entry in guide.entries if entry.document.path in names}
    owner = guide.item_at(diagnostic.place)
    return bool(told & (ids | names)) or any(
        s.entry is owner and ids.intersection(s.ids) for s in supports(guide)
    )


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
def command(folder: Path, files: tuple[Path, ...], watch: bool, **asked: Any) -> None:
    """Say everything that is wrong with the evidence, where, and how to mend it.

    With FILE only what is wrong in these files, or with what they say; the whole guide is still read.
    """
    wanted = Asked(folder, files, **asked)
    if watch:
        run_again(wanted)
        return
    sys.exit(DIAGNOSTICS if run(wanted) else CLEAN)
