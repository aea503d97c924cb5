"""The command `new`, with a command of its own for each kind of item."""

import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
from pydantic.fields import FieldInfo

from evidence_guide.commands.options import fail_if
from evidence_guide.commands.soundness import has_errors
from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.intake import forms, new_items
from evidence_guide.intake.new_items import KINDS, ItemDraft, ItemKind
from evidence_guide.text.terminal import say


@click.group("new")
def new_command() -> None:
    """Write one more finding, claim, step, choice, term, stage or re-reading.

    Missing options are asked for.
    """


def _command(name: str, kind: ItemKind) -> click.Command:
    """The command for one kind of item, with an option for each field."""

    def write(folder: Path, /, named: str = "", **given: Any) -> None:
        _write_item(folder, name, named, given)

    callback = click.pass_obj(write)
    return click.Command(name, params=_parameters(kind), callback=callback, help=_help(kind))


def _write_item(folder: Path, kind: str, named: str, given: Mapping[str, Any]) -> None:
    guide = load(folder)
    draft = _complete(guide, new_items.draft(guide, kind, named, given))
    found = new_items.add_item(guide, draft)
    say(f"{draft.path.relative_to(folder)}: `{draft.item[draft.kind.key]}` is written")
    _report(found)


def _parameters(kind: ItemKind) -> list[click.Parameter]:
    left_out = frozenset({kind.members, "source"})
    of_item = forms.options(kind.item, kind.item_prefix)
    if kind.joins:
        return [*_place(kind), *of_item]
    of_file = forms.options(kind.file, kind.file_prefix, left_out)
    return [*_place(kind), *of_item, *of_file]


def _place(kind: ItemKind) -> list[click.Parameter]:
    """The argument that names the file, where there are several."""
    return [click.Argument(["named"], metavar=kind.where)] if kind.where else []


def _help(kind: ItemKind) -> str:
    return kind.about or (kind.item.__doc__ or "").splitlines()[0]


def _complete(guide: Guide, draft: ItemDraft) -> ItemDraft:
    """The draft with the missing fields, as a person at a terminal answers; else a GuideError."""
    missing = new_items.missing_options(draft)
    if missing:
        _require_terminal(missing)
    return new_items.ask_missing(draft, partial(_ask, guide))


def _require_terminal(missing: Iterable[str]) -> None:
    """Raises GuideError where nobody can be asked for the missing options."""
    if not sys.stdin.isatty():
        raise GuideError(
            f"missing: {', '.join(missing)}; give these options, or run the command in a terminal"
            " and it asks"
        )


def _ask(guide: Guide, name: str, info: FieldInfo) -> str:
    """The answer to the question about a field; one that cannot be right is asked again."""
    return str(click.prompt(_question(name, info), type=_answer_type(guide, name, info), err=True))


def _answer_type(guide: Guide, name: str, info: FieldInfo) -> Any:
    """The type of an answer as click has it: one of some words, a new id, or any text."""
    words = forms.choices(info)
    if words:
        return click.Choice(words)
    return _NewId(guide) if name.rpartition("-")[2] == "id" else str


class _NewId(click.ParamType[str]):
    """An id that has the form of one and that nothing has or had."""

    name = "id"

    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id; refused with the reason if it cannot be one."""
        try:
            new_items.require_new_id(self.guide, str(value))
        except GuideError as error:
            self.fail(str(error), param, ctx)
        return str(value)


def _question(name: str, info: FieldInfo) -> str:
    """The name of a field with its description."""
    if not info.description:
        return name
    return f"{name} ({' '.join(info.description.split())})"


def _report(found: list[Diagnostic]) -> None:
    """Prints the diagnostics of the new item's file; exit code 1 if one is an error."""
    for diagnostic in found:
        say(str(diagnostic))
    fail_if(has_errors(found))


for name, kind in KINDS.items():
    new_command.add_command(_command(name, kind))
