"""The command `new`: one finding, claim, step, term or stage more, in its file or a new one; nothing is ever overwritten."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.loader import load
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.intake import forms, laying
from evidence_guide.intake.writing import appended
from evidence_guide.model import (
    Claim,
    ClaimsFile,
    Finding,
    FindingsFile,
    Id,
    StageFile,
    Step,
    Term,
    TermsFile,
    Written,
)
from evidence_guide.model.meaning import identity
from evidence_guide.rules import check


class ItemKind(NamedTuple):
    """One kind of item: where it lives, and what its options are called."""

    item: type[Written]
    file: type[Written]
    members: str
    """The list of the file that holds the items."""
    path: str
    """The file below `evidence/`; `{}` is the name that the command is given."""
    schema: str
    where: str = ""
    """What the name is, as the command's help calls it; "" if there is one file only."""
    about: str = ""
    """What it is, as the command's help says it, where that is not what the item is."""
    item_prefix: str = ""
    file_prefix: str = ""


KINDS = {
    "finding": ItemKind(
        Finding, FindingsFile, "findings", "findings/{}.yml", "../schema/findings.json", "SOURCE"
    ),
    "claim": ItemKind(
        Claim,
        ClaimsFile,
        "claims",
        "claims/{}.yml",
        "../schema/claims.json",
        "TOPIC",
        file_prefix="topic-",
    ),
    "step": ItemKind(
        Step,
        StageFile,
        "steps",
        "stages/{}.yml",
        "../schema/stage.json",
        "STAGE",
        file_prefix="stage-",
    ),
    "term": ItemKind(Term, TermsFile, "terms", "terms.yml", "schema/terms.json"),
    "stage": ItemKind(
        Step,
        StageFile,
        "steps",
        "stages/{}.yml",
        "../schema/stage.json",
        "STAGE",
        "One stage, with its first step.",
        item_prefix="step-",
    ),
}


class ItemDraft(NamedTuple):
    """An item, and where it goes."""

    kind: ItemKind
    path: Path
    item: forms.Answers
    rest: forms.Answers
    """The other fields of its file, where that is new."""


def draft(guide: Guide, called: str, where: str, given: Mapping[str, Any]) -> ItemDraft:
    """What the options say, before anything is asked; raises GuideError if the place is none."""
    kind = KINDS[called]
    path = guide.folder / "evidence" / kind.path.format(where)
    if kind.where and (forms.unfit(Named, laying.field_lines("id", where))):
        raise GuideError(
            f"`{where}` cannot name a file; use small letters, digits and single dashes"
        )
    if called == "stage" and path.exists():
        raise GuideError(
            f"the stage `{where}` is there already; `evidence-guide new step {where}` adds a step to it"
        )
    if called == "finding" and where not in guide.sources:
        raise GuideError(
            f"no source is called `{where}`; `evidence-guide add` adds its record first"
        )
    item = forms.values(kind.item, given, kind.item_prefix)
    rest = forms.values(
        kind.file,
        {name: value for name, value in given.items() if name != kind.members},
        kind.file_prefix,
    )
    if path.exists() and rest:
        options = ", ".join(f"--{kind.file_prefix}{name}".replace("_", "-") for name in rest)
        raise GuideError(
            f"{path.relative_to(guide.folder).as_posix()} is there already, and {options} would change its head; write it there, and leave the option out"
        )
    return ItemDraft(kind, path, item, {} if path.exists() else _rest(kind, where, rest))


class Named(Written):
    """What names a file."""

    id: Annotated[Id, identity()]


def _rest(kind: ItemKind, where: str, given: dict[str, object]) -> dict[str, object]:
    """The other fields of a new file; a findings file names its source."""
    own = {name: value for name, value in given.items() if name != kind.members}
    return {"source": where, **own} if kind.file is FindingsFile else own


def missing_options(found: ItemDraft) -> list[str]:
    """The options that are missing, as they are written on the command line."""
    kind = found.kind
    item = [f"--{kind.item_prefix}{name}" for name in forms.missing_fields(kind.item, found.item)]
    rest = (
        []
        if found.path.exists()
        else [
            f"--{kind.file_prefix}{name}"
            for name in forms.missing_fields(kind.file, found.rest)
            if name != kind.members
        ]
    )
    return [option.replace("_", "-") for option in (*rest, *item)]


def ask_missing(found: ItemDraft, ask: forms.Ask) -> ItemDraft:
    """The draft with an answer for all that is missing."""
    kind = found.kind
    rest = found.rest
    if not found.path.exists():
        rest = forms.ask_missing_fields(
            kind.file,
            {**found.rest, kind.members: ()},
            lambda name, info: ask(f"{kind.file_prefix}{name}", info),
        )
        rest = {name: value for name, value in rest.items() if name != kind.members}
    return found._replace(
        item=forms.ask_missing_fields(
            kind.item, found.item, lambda name, info: ask(f"{kind.item_prefix}{name}", info)
        ),
        rest=rest,
    )


def item(kind: type[Written], answers: forms.Answers) -> str:
    """An item as YAML from the first column, with a comment for each field that was left out."""
    fields = [
        (
            forms.field_name(field, info),
            answers.get(forms.field_name(field, info)),
            " ".join((info.description or "").split()),
        )
        for field, info in kind.model_fields.items()
    ]
    return laying.laid("item.yml.j2", fields=fields)


def file_with_item(guide: Guide, found: ItemDraft) -> str:
    """The whole file with the item in it; raises GuideError if the item does not fit or its id is taken."""
    kind = found.kind
    wrong = forms.unfit(kind.item, item(kind.item, found.item))
    if wrong:
        raise GuideError("; ".join(wrong))
    _free(guide, str(found.item["id"]))
    if found.path.exists():
        document = yaml_reader.read_yaml(
            text_in(found.path, guide.folder), found.path.relative_to(guide.folder).as_posix()
        )
        return appended(document, kind.members, item(kind.item, found.item))
    head = "".join(f"{laying.field_lines(name, value)}\n" for name, value in found.rest.items())
    whole = laying.laid(
        "file.yml.j2",
        schema=kind.schema,
        head=head,
        list=kind.members,
        item=item(kind.item, found.item),
    )
    wrong = forms.unfit(kind.file, whole)
    if wrong:
        raise GuideError("; ".join(wrong))
    return whole


def _free(guide: Guide, id: str) -> None:
    """Refuses an id that is taken or was retired: an id is for ever."""
    if id in guide.retired:
        raise GuideError(
            f"`{id}` was retired, and retired ids are never used again; choose another"
        )
    taken = next(
        (entry for entry in guide.entries if entry.id == id and hasattr(entry.item, "id")), None
    )
    if taken:
        raise GuideError(f"`{id}` is used already at {taken.place('id')}; choose another id")


def add_item(guide: Guide, found: ItemDraft) -> list[Diagnostic]:
    """Writes the item; what the checker says of its file afterwards."""
    unlinked([found.path], guide.folder)
    write_files({found.path: file_with_item(guide, found)})
    name = found.path.relative_to(guide.folder).as_posix()
    new = found.path.stem
    return [
        d
        for d in check(load(guide.folder))
        if d.place.path == name
        or (d.place.path == "evidence/guide.yml" and f"`{new}`" in d.message)
    ]
