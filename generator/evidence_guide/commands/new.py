"""The command `new`."""

import sys
from pathlib import Path
from typing import Any

import click
from pydantic.fields import FieldInfo

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, sentence
from evidence_guide.diagnostic import GuideError, Severity
from evidence_guide.guide.loader import load
from evidence_guide.intake import forms
from evidence_guide.intake.new import KINDS, add_item, ask_missing, missing_options
from evidence_guide.intake.new import draft as drafted
from evidence_guide.text.terminal import say


@click.group("new")
def new_command() -> None:
    """Write one more finding, claim, step, term or stage; asks for what the options leave open."""


def _ask(name: str, info: FieldInfo) -> str:
    chosen = forms.choices(info)
    hint = " ".join((info.description or "").split())
    return str(
        click.prompt(
            f"{name}{f' ({hint})' if hint else ''}",
            type=click.Choice(chosen) if chosen else str,
            err=True,
        )
    )


def _command(called: str) -> click.Command:
    kind = KINDS[called]

    @click.pass_obj
    @sentence
    def run(folder: Path, named: str = "", **given: Any) -> None:
        guide = load(folder)
        draft = drafted(guide, called, named, given)
        missing = missing_options(draft)
        if missing and not sys.stdin.isatty():
            raise GuideError(
                f"missing: {', '.join(missing)}; give these options, or run the command in a terminal and it asks"
            )
        draft = ask_missing(draft, _ask)
        rest = add_item(guide, draft)
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


for called in KINDS:
    new_command.add_command(_command(called))
