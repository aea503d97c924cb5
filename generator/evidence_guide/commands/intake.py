"""The commands `add`, `new`, `from-issue` and `scan`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from pydantic.fields import FieldInfo

from evidence_guide.commands.exit_codes import CLEAN, DIAGNOSTICS, FAILED, sentence
from evidence_guide.diagnostic import GuideError, Severity
from evidence_guide.files.output import write
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.guide.yaml_reader import MOST_BYTES
from evidence_guide.intake import adding, forms, from_issue, scanning
from evidence_guide.intake import new as making
from evidence_guide.intake.encoding import data_of, piped, text_of
from evidence_guide.intake.pubmed import Asker
from evidence_guide.proof.fetching import Fetcher, agent
from evidence_guide.text.terminal import say

PATH = click.Path(path_type=Path)


@contextmanager
def _asker(guide: Guide, contact: str, *, offline: bool) -> Iterator[Asker | None]:
    """Who asks the services while it is needed; nobody when offline."""
    if offline:
        yield None
        return
    with Fetcher(agent(guide.file.site_url, contact)) as fetcher:
        yield Asker(fetcher, contact=contact, ncbi_key=os.environ.get("NCBI_API_KEY", ""))


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="ID_OR_FILE...")
@click.option("--key", default="", help="The key of the one record; without it, author and year.")
@click.option("--offline", is_flag=True, help="Ask nobody: only files.")
@click.option("--contact", default="", help="Your e-mail address, for the services that are asked.")
@click.pass_obj
@sentence
def add(folder: Path, words: tuple[str, ...], key: str, offline: bool, contact: str) -> None:  # noqa: FBT001 (click hands flags over by position)
    """Add sources: a DOI, PMID, PMCID or address, or a file exported as BibTeX, RIS, NBIB, CSL JSON or EndNote XML."""
    if key and forms.unfit(making.Named, f"id: {key}"):
        raise GuideError(f"`{key}` is no key; use small letters and digits, such as `wang2024`")
    guide = load(folder)
    with _asker(guide, contact, offline=offline) as asker:
        added = adding.add(guide, words, key, asker)
    new = [
        each.twin[0] if each.twin else each.source
        for each in added
        if each.completed or not each.twin
    ]
    say(adding.told(added, adding.missing(folder, new) if new else []), nl=False)
    sys.exit(DIAGNOSTICS if any(each.twin and not each.completed for each in added) else CLEAN)


@click.group()
def new() -> None:
    """Write one more finding, claim, step, term or stage; asks for what the options leave open."""


def _ask(name: str, info: FieldInfo) -> str:
    chosen = forms.words(info)
    hint = " ".join((info.description or "").split())
    return str(
        click.prompt(
            f"{name}{f' ({hint})' if hint else ''}",
            type=click.Choice(chosen) if chosen else str,
            err=True,
        )
    )


def _command(called: str) -> click.Command:
    kind = making.KINDS[called]

    @click.pass_obj
    @sentence
    def run(folder: Path, named: str = "", **given: Any) -> None:
        guide = load(folder)
        draft = making.draft(guide, called, named, given)
        missing = making.lacking(draft)
        if missing and not sys.stdin.isatty():
            raise GuideError(
                f"missing: {', '.join(missing)}; give these options, or run the command in a terminal and it asks"
            )
        draft = making.asked(draft, _ask)
        rest = making.add(guide, draft)
        say(f"{draft.path.relative_to(folder)}: `{draft.item['id']}` is written")
        say("".join(f"{diagnostic}\n" for diagnostic in rest), nl=False)
        sys.exit(
            DIAGNOSTICS
            if any(diagnostic.severity is Severity.ERROR for diagnostic in rest)
            else CLEAN
        )

    place = [click.Argument(["named"], metavar=kind.where)] if kind.where else []
    parts = [
        *forms.options(kind.item, kind.item_prefix),
        *forms.options(kind.file, kind.file_prefix, frozenset({kind.members, "source"})),
    ]
    return click.Command(
        called,
        params=[*place, *parts],
        callback=run,
        help=kind.about or (kind.item.__doc__ or "").splitlines()[0],
    )


for called in making.KINDS:
    new.add_command(_command(called))


@click.command("from-issue")
@click.argument("file", type=PATH)
@click.option("--write", "save", is_flag=True, help="Write the draft into its findings file.")
@click.pass_obj
@sentence
def issue(folder: Path, file: Path, save: bool) -> None:  # noqa: FBT001
    """Turn the text of a filled issue form (FILE, or - for what is piped in) into a draft of a finding."""
    data = piped(MOST_BYTES) if str(file) == "-" else data_of(file, MOST_BYTES)
    guide = load(folder)
    draft = from_issue.read(guide, text_of(data, str(file)))
    text, place, absent = (
        from_issue.text(guide, draft),
        from_issue.place(guide, draft),
        from_issue.told(guide, draft),
    )
    for line in absent:
        say(line, err=True)
    if save and place is None:
        raise GuideError("nothing was written: the source has no record yet")
    there = save and place is not None and from_issue.is_there(guide, draft)
    if save and place and not there:
        unlinked([place], guide.folder)
        write({place: text})
    told = "is there already" if there else "is written"
    click.echo(
        f"{place}: the draft {told}; `evidence-guide check` says what is left to do"
        if save
        else text,
        nl=save,
    )
    sys.exit(DIAGNOSTICS if absent else CLEAN)


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(scanning.FORMATS),
    default="text",
    help="How to print the list.",
)
@click.option(
    "--offline", is_flag=True, help="Do not ask PubMed; list only what is due for review."
)
@click.option("--contact", default="", help="Your e-mail address, for PubMed.")
@click.pass_obj
@sentence
def scan(folder: Path, form: str, offline: bool, contact: str) -> None:  # noqa: FBT001
    """List what PubMed has taken in that is neither cited nor left out, and what is due for review."""
    guide = load(folder)
    with _asker(guide, contact, offline=offline) as asker:
        found = scanning.scan(guide, asker)
    click.echo(scanning.told(found, form, asked=not offline), nl=False)
    sys.exit(FAILED if found.trouble else CLEAN if found.silent else DIAGNOSTICS)


COMMANDS = (add, new, issue, scan)
