"""The command `new`, with a command of its own for each kind of item."""

import sys
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit
from pydantic.fields import FieldInfo

from evidence_guide.commands.options import DIAGNOSTICS
from evidence_guide.diagnostic import Diagnostic, GuideError, Severity
from evidence_guide.guide.loader import load
from evidence_guide.intake import forms, new
from evidence_guide.intake.new import KINDS, ItemDraft, ItemKind
from evidence_guide.text.terminal import say


@click.group("new")
def new_command() -> None:
    """Write one more finding, claim, step, term or stage; missing options are asked for."""


def _command(name: str, kind: ItemKind) -> click.Command:
    """The command for one kind of item, with an option for each field."""

    @click.pass_obj
    def write(folder: Path, /, named: str = "", **given: Any) -> None:
        guide = load(folder)
        draft = _complete(new.draft(guide, name, named, given))
        found = new.add_item(guide, draft)
        say(f"{draft.path.relative_to(folder)}: `{draft.item['id']}` is written")
        _report(found)

    return click.Command(name, params=_parameters(kind), callback=write, help=_help(kind))


def _parameters(kind: ItemKind) -> list[click.Parameter]:
    left_out = frozenset({kind.members, "source"})
    parameters: list[click.Parameter] = []
    if kind.where:
        parameters.append(click.Argument(["named"], metavar=kind.where))
    parameters.extend(forms.options(kind.item, kind.item_prefix))
    parameters.extend(forms.options(kind.file, kind.file_prefix, left_out))
    return parameters


def _help(kind: ItemKind) -> str:
    return kind.about or (kind.item.__doc__ or "").splitlines()[0]


def _complete(draft: ItemDraft) -> ItemDraft:
    """The draft with the missing fields, as a person at a terminal answers; else a GuideError."""
    missing = new.missing_options(draft)
    if missing and not sys.stdin.isatty():
        raise GuideError(
            f"missing: {', '.join(missing)}; give these options, or run the command in a terminal"
            " and it asks"
        )
    return new.ask_missing(draft, _ask)


def _ask(name: str, info: FieldInfo) -> str:
    question = name
    if info.description:
        question = f"{name} ({' '.join(info.description.split())})"
    words = forms.choices(info)
    kind = click.Choice(words) if words else str
    return str(click.prompt(question, type=kind, err=True))


def _report(found: list[Diagnostic]) -> None:
    """Prints the diagnostics of the new item's file; exit code 1 if one is an error."""
    for diagnostic in found:
        say(str(diagnostic))
    severities = [diagnostic.severity for diagnostic in found]
    if Severity.ERROR in severities:
        raise Exit(DIAGNOSTICS)


for name, kind in KINDS.items():
    new_command.add_command(_command(name, kind))
