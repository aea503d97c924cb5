"""The command `evidence-guide`: a shell over load, check, outputs and the MkDocs plugin.

Exit codes: 0 clean, 1 diagnostics, 2 the work could not be done.
"""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from evidence_guide.commands import check as checking
from evidence_guide.commands import init as starting
from evidence_guide.commands import intake as commands
from evidence_guide.commands.exit_codes import CLEAN, DIAGNOSTICS, open_closed_streams, sentence
from evidence_guide.commands.explain import explain as explanation
from evidence_guide.commands.explain import reading as grades
from evidence_guide.diagnostic import GuideError, Severity
from evidence_guide.diff import formats as differences
from evidence_guide.diff import recording
from evidence_guide.files.output import Output, write
from evidence_guide.files.reading import unlinked
from evidence_guide.files.scratch import sweep, sweep_below
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load, this_day
from evidence_guide.guide.lock import MOST_BYTES, Proof
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.model.schemas import schemas
from evidence_guide.pdf import finished as printing
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.proof import lookup
from evidence_guide.rules import check as run_check
from evidence_guide.rules import report
from evidence_guide.rules.proof import RETRACTED
from evidence_guide.site import export
from evidence_guide.text.terminal import console, say
from evidence_guide.translation.files import translate as translated_files
from evidence_guide.view.citation_lists import gone, locked

UNBROKEN = 10_000
"""How long a line may be in a file or for another program; a terminal breaks lines at its own width."""
PATH = click.Path(path_type=Path)


def _sound(guide: Guide) -> Guide:
    """The guide, if its check finds no error; otherwise the command ends with what was found."""
    found = run_check(guide)
    if any(d.severity is Severity.ERROR for d in found):
        say(report.text(found, guide.folder), nl=False, err=True)
        say("nothing was written", err=True)
        sys.exit(DIAGNOSTICS)
    return guide


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="evidence-guide")
@click.option(
    "--folder",
    type=PATH,
    default=Path(),
    help="The guide's folder, which holds evidence/ and mkdocs.yml.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Turn YAML evidence and BibTeX citations into a guide in which every claim is cited."""
    open_closed_streams()
    context.obj = folder
    sweep(folder)
    sweep_below(folder / "evidence")


@main.command()
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
def check(folder: Path, files: tuple[Path, ...], watch: bool, **asked: Any) -> None:  # noqa: FBT001 (click hands flags over by position)
    """Say everything that is wrong with the evidence, where, and how to mend it.

    With FILE only what is wrong in these files, or with what they say; the whole guide is still read.
    """
    wanted = checking.Asked(folder, files, **asked)
    if watch:
        checking.watch(wanted)
        return
    sys.exit(DIAGNOSTICS if checking.run(wanted) else CLEAN)


@main.command()
@click.option(
    "--offline",
    is_flag=True,
    help="Also make the site that is read from a folder, and offer it as a zip on the Downloads page.",
)
@click.option(
    "--to",
    type=PATH,
    help="Write the finished pages here for another engine, instead of building the site.",
)
@click.pass_obj
@sentence
def build(folder: Path, offline: bool, to: Path | None) -> None:  # noqa: FBT001
    """Build the site and what readers take along, or with --to write its pages for another engine."""
    guide = _sound(load(folder.resolve()))
    if to is not None:
        count = export.write(guide, to)
        say(f"{count} files in {to}; build them there with `zensical build` or `mkdocs build`")
        return
    from evidence_guide.site import building  # noqa: PLC0415 (loads MkDocs, which no other command should wait for)

    for line in building.build(guide, offline=offline):
        say(line)


@main.command()
@click.option(
    "--to", type=PATH, default=Path("pdf"), show_default=True, help="The folder to write to."
)
@click.option(
    "--only",
    default="",
    metavar="book|handouts|ID",
    help="The book, the hand-outs, or the hand-out of one stage.",
)
@click.option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    help="Only this paper; without it both.",
)
@click.option("--large-print", is_flag=True, help="Only large print (18 pt); without it both.")
@click.option(
    "--draft",
    is_flag=True,
    help="Mark as a draft; leaves out the tags for screen readers and their check.",
)
@click.pass_obj
@sentence
def pdf(
    folder: Path, to: Path, only: str, paper: str | None, large_print: bool, draft: bool
) -> None:  # noqa: FBT001, PLR0913, PLR0917
    """Make the PDFs: the book and a hand-out for each stage, on two papers, in normal and in large print."""
    guide = _sound(load(folder))
    papers = (Paper(paper),) if paper else tuple(Paper)
    wanted = Wanted(only, papers, (True,) if large_print else (False, True), draft)
    found = printing.printed(guide, wanted, to)
    if found:
        say(report.text(found, guide.folder), nl=False, err=True)
        sys.exit(DIAGNOSTICS)


@main.command()
@click.argument("target", type=PATH, metavar="DIR")
@click.option("--title", help="What the guide is called.")
@click.option(
    "--repository",
    help="The address of its repository, where errors are reported and texts are edited.",
)
@click.option("--site-url", help="The address at which readers will find it.")
@click.option("--language", help="Its language, as a tag such as `es` or by its English name.")
@click.option(
    "--generator",
    default="",
    metavar="REQUIREMENT",
    help="How pip gets this generator; without it, from its repository at this version.",
)
@sentence
def init(target: Path, generator: str, **said: str | None) -> None:
    """Make a new guide in the empty folder DIR; in a terminal it asks for what no option says."""
    told = {name: value or _asked(name) for name, value in said.items()}
    count = starting.start(target, starting.Wishes(**told, generator=generator), this_day())
    say(f"{count} files in {target}; there, `make guide` builds the site and `make test` checks it")


def _asked(name: str) -> str:
    """What a person at a terminal wishes, else the placeholder."""
    usual = str(starting.Wishes._field_defaults[name])
    return (
        str(click.prompt(name.replace("_", " ").capitalize(), default=usual))
        if sys.stdin.isatty()
        else usual
    )


@main.command()
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, help="Where to serve the preview."
)
@click.pass_obj
@sentence
def serve(folder: Path, address: str) -> None:
    """Preview the site; it follows every change, and shows on each page what is wrong with it."""
    from evidence_guide.site import previewer  # noqa: PLC0415 (loads MkDocs, which no other command should wait for)

    previewer.serve(folder.resolve(), address)


@main.command()
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(differences.FORMATS)),
    default="text",
    help="How to print the changes.",
)
@click.option(
    "--record",
    is_flag=True,
    help="Draft the lines that readers are owed into evidence/changes.yml, for you to finish.",
)
@click.pass_obj
@sentence
def diff(folder: Path, base: str | None, head: str | None, form: str, record: bool) -> None:  # noqa: FBT001
    """Print what changed in the evidence since commit BASE (the last release without it), up to commit HEAD or the files as they are."""
    if record:
        say(recording.record(folder, base, head))
        return
    click.echo(differences.FORMATS[form](differences.compared(folder, base, head)), nl=False)


@main.command()
@click.argument("name", required=False)
@click.pass_obj
@sentence
def explain(folder: Path, name: str | None) -> None:
    """Explain a rule, or print the whole chain of a claim, step, finding or source; without NAME list the rules."""
    terminal = sys.stdout.isatty()
    screen = console(markup=True, width=None if terminal else UNBROKEN)
    screen.print(explanation(folder, name), no_wrap=not terminal)


@main.command()
@click.pass_obj
@sentence
def reading(folder: Path) -> None:
    """Print the reading grade of every stage, topic and list, the hardest first, each with its hardest sentence."""
    console(markup=True, soft_wrap=True).print(grades(load(folder)))


@main.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 if the lock is not current."
)
@click.option(
    "--known",
    multiple=True,
    metavar="ID",
    help="A step or claim whose change no reader need hear of.",
)
@click.pass_obj
@sentence
def lock(folder: Path, only_check: bool, known: tuple[str, ...]) -> None:  # noqa: FBT001
    """Accept the citations as they are now: write evidence/evidence.lock."""
    guide = load(folder)
    lookup.sound(guide)
    path = guide.folder / "evidence" / "evidence.lock"
    if guide.unread and not only_check:
        raise GuideError(
            "some evidence cannot be read, and its citations would be forgotten; `evidence-guide check` says what to mend"
        )
    lost = gone(guide)
    if lost and not only_check:
        raise GuideError(
            f"{', '.join(lost)} would be forgotten; write what replaced each, and why, into evidence/retired.yml"
        )
    strange = [id for id in known if id not in guide.steps and id not in guide.claims]
    if strange:
        raise GuideError(f"no step or claim is called `{strange[0]}`")
    text = locked(guide, known).text()
    current = path.exists() and text_in(path, guide.folder, MOST_BYTES) == text
    if only_check:
        say(
            "the lock is current"
            if current
            else "the lock is not current: run `evidence-guide lock`"
        )
        sys.exit(CLEAN if current else DIAGNOSTICS)
    lookup.save(locked(guide, known), guide)
    say(f"{path}: {len(locked(guide).citations)} statements")


@main.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a schema is not current."
)
@click.pass_obj
@sentence
def schema(folder: Path, only_check: bool) -> None:  # noqa: FBT001
    """Write the JSON Schemas that editors use: evidence/schema/."""
    target = load(folder).folder / "evidence" / "schema"
    stale = {
        target / s.uri: s.content for s in schemas() if not _is_current(target / s.uri, s, folder)
    }
    if not only_check:
        unlinked(stale, folder)
        write(stale)
    told = f"{len(stale)} schemas written"
    if only_check:
        told = (
            f"{len(stale)} schemas are not current: run `evidence-guide schema`"
            if stale
            else "the schemas are current"
        )
    say(told)
    sys.exit(DIAGNOSTICS if only_check and stale else CLEAN)


def _is_current(path: Path, schema: Output, folder: Path) -> bool:
    """Whether a file holds a schema as it is now; raises GuideError if something else is in its place."""
    if not os.path.lexists(path):
        return False
    return text_in(path, folder) == schema.content


@main.command()
@click.argument("ids", nargs=-1)
@click.option(
    "--texts",
    type=PATH,
    help="A folder of local texts named by source key: KEY.pdf, KEY.html, KEY.xml or KEY.txt.",
)
@click.option("--cache", type=PATH, help="Where fetched texts are kept; never in the repository.")
@click.option("--offline", is_flag=True, help="Use only --texts and the cache.")
@click.option("--contact", default="", help="Your e-mail address, for the services that are asked.")
@click.pass_obj
@sentence
def verify(folder: Path, ids: tuple[str, ...], **means: Any) -> None:
    """Look for each finding's passage and figures in its source's own text; keep the receipts in evidence.lock."""
    receipts = lookup.prove(load(folder), frozenset(ids), lookup.Means(**means))
    say(lookup.told(receipts))
    sys.exit(
        CLEAN
        if all(receipt.proof in {Proof.PROVED, Proof.NO_TEXT} for receipt in receipts.values())
        else DIAGNOSTICS
    )


@main.command()
@click.option("--csv", type=PATH, help="The Retraction Watch data as a file.")
@click.option("--offline", is_flag=True, help="Do not ask Crossref.")
@click.option("--contact", default="", help="Your e-mail address, for Crossref.")
@click.pass_obj
@sentence
def standing(folder: Path, csv: Path | None, offline: bool, contact: str) -> None:  # noqa: FBT001
    """Look up which sources were retracted, corrected, superseded or questioned; keep it in evidence.lock."""
    found, trouble = lookup.stand(load(folder), csv, lookup.Means(offline=offline, contact=contact))
    for diagnostic in trouble:
        say(str(diagnostic), err=True)
    for key, entry in sorted(found.items()):
        if entry.state not in {"ok", "unchecked"}:
            say(
                f"{key}: {entry.state}{f' on {entry.on}' if entry.on else ''}{f' ({entry.reason})' if entry.reason else ''}"
            )
    say(
        ", ".join(
            f"{count} {state}"
            for state, count in sorted(Counter(entry.state for entry in found.values()).items())
        )
    )
    sys.exit(DIAGNOSTICS if any(entry.state in RETRACTED for entry in found.values()) else CLEAN)


@main.command()
@click.argument("language")
@click.argument("stages", nargs=-1)
@click.pass_obj
@sentence
def translate(folder: Path, language: str, stages: tuple[str, ...]) -> None:
    """Make or update the files of a translation into LANGUAGE (`es`), for the STAGES named and those begun, or else for all."""
    for updated in translated_files(load(folder), language, stages):
        say(str(updated))


for command in commands.COMMANDS:
    main.add_command(command)
