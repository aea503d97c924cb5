"""One run of `check`, or many: fixes files, finds diagnostics, and prints them."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from evidence_guide.diagnostic import Diagnostic, GuideError, Severity
from evidence_guide.files.output import write_files
from evidence_guide.files.watch import watch_changes
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import brevity, report
from evidence_guide.rules.fixes import runner
from evidence_guide.rules.selection import check_files, chosen_files
from evidence_guide.signals import until_stopped
from evidence_guide.text.characters import line
from evidence_guide.text.terminal import say


class InspectionOptions(NamedTuple):
    """The options of the command `check`."""

    folder: Path
    files: tuple[Path, ...] = ()
    form: str = "text"
    strict: bool = False
    fix: bool = False
    diff: bool = False
    quiet: bool = False


def inspect(options: InspectionOptions) -> bool:
    """Prints the diagnostics, after fixes if asked for; returns whether something is wrong.

    With `diff`, only prints what the fixes would change, and returns whether there is any.
    Raises GuideError if the options do not go together or name a file outside the guide.
    """
    if options.diff and not options.fix:
        raise GuideError("--diff belongs to --fix: `evidence-guide check --fix --diff`")
    guide = load(options.folder)
    names = chosen_files(guide, options.files)
    fixed = list(runner.fixes(guide, names)) if options.fix else []
    if options.diff:
        say("".join([file.diff for file in fixed]), nl=False)
        return bool(fixed)
    if options.fix:
        _write(guide, fixed, options)
        guide = load(options.folder)
    found = check_files(guide, names)
    click.echo(_printed(found, guide, options), nl=False)
    return _is_wrong(found, strict=options.strict)


def _printed(found: Sequence[Diagnostic], guide: Guide, options: InspectionOptions) -> str:
    """The diagnostics in the format that was asked for, without warnings if it is quiet."""
    shown = brevity.errors(found) if options.quiet else found
    if options.form != "text":
        return report.FORMATS[options.form](shown, guide.folder)
    return report.report_text(brevity.shortened(shown, guide), guide.folder, found)


def _is_wrong(found: Sequence[Diagnostic], *, strict: bool) -> bool:
    severities = {diagnostic.severity for diagnostic in found}
    return bool(severities) if strict else Severity.ERROR in severities


def _write(guide: Guide, fixed: Iterable[runner.Fixed], options: InspectionOptions) -> None:
    """Writes each fixed file and prints its fixes, apart from what other programs read."""
    for file in fixed:
        write_files({guide.folder / file.path: file.after})
        for fix in file.fixes:
            say(str(fix), err=options.form != "text")


def keep_inspecting(options: InspectionOptions) -> None:
    """Inspects at once and after every change, on a cleared screen, until it is stopped."""
    if options.fix:
        raise GuideError(
            "--watch and --fix do not go together: an editor would lose what is fixed behind its"
            " back"
        )
    try:
        with until_stopped():
            _follow(options)
    except KeyboardInterrupt:
        say("\nno longer watching")


def _follow(options: InspectionOptions) -> None:
    """Inspects at once and after every change, for ever."""
    inspect(options)
    folder = options.folder.resolve()
    places = [folder / "evidence", folder / "docs"]
    for paths in watch_changes(lambda: places):
        if paths:
            click.clear()
            _announce(folder, paths)
            _inspect_again(options)
        there = [place.name for place in places if place.is_dir()]
        say(f"watching {' and '.join(there) or 'for evidence'}; Ctrl-C ends it")


def _announce(folder: Path, paths: Iterable[Path]) -> None:
    names = [line(path.relative_to(folder).as_posix()) for path in paths]
    say(f"{time.strftime('%H:%M:%S')} changed: {', '.join(names)}\n")


def _inspect_again(options: InspectionOptions) -> None:
    """Inspects once more; while a file is away, a sentence takes the place of the diagnostics."""
    try:
        inspect(options)
    except GuideError as error:
        say(f"evidence-guide: {error}", err=True)
