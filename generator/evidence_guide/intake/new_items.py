"""New findings, claims, steps, choices, terms and stages, in present files or in new ones."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NoReturn

from pydantic.fields import FieldInfo

from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Entry, Guide, yaml_reader
from evidence_guide.guide.loader import load
from evidence_guide.guide.yaml_reader import Document, text_in
from evidence_guide.intake import forms, layout
from evidence_guide.intake.list_members import appended
from evidence_guide.model import (
    Choice,
    Claim,
    ClaimsFile,
    Finding,
    FindingsFile,
    Id,
    Rereading,
    RereadingsFile,
    StageFile,
    Step,
    Term,
    TermsFile,
    Written,
)
from evidence_guide.model.documented import described_fields
from evidence_guide.model.meaning import identity
from evidence_guide.rules import check

_Fields = dict[str, Any]
"""The fields of a file by their names."""


class ItemKind(NamedTuple):
    """One kind of item: its place, and the names of its options."""

    item: type[Written]
    file: type[Written]
    members: str
    """The list of the file that holds the items."""
    path: str
    """The file below `evidence/`; `{}` is the name that the command is given."""
    schema: str
    where: str = ""
    """The name in the command's help; "" if there is one file only."""
    about: str = ""
    """The command's help, where that is not the docstring of the item."""
    item_prefix: str = ""
    file_prefix: str = ""
    key: str = "id"
    """The field that names an item; an item without an id of its own names what it is of."""
    joins: bool = False
    """Whether it goes only into a file that is there, which may have no list of them yet."""


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
    "choice": ItemKind(
        Choice,
        StageFile,
        "choices",
        "stages/{}.yml",
        "../schema/stage.json",
        "STAGE",
        joins=True,
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
    "rereading": ItemKind(
        Rereading,
        RereadingsFile,
        "rereadings",
        "rereadings/{}.yml",
        "../schema/rereadings.json",
        "FILE",
        file_prefix="file-",
        key="of",
    ),
}


class Named(Written):
    """The name of a file."""

    id: Annotated[Id, identity()]


class ItemDraft(NamedTuple):
    """An item, and the file to which it goes."""

    kind: ItemKind
    path: Path
    item: forms.Answers
    rest: forms.Answers
    """The other fields of its file, where that is new."""
    is_new: bool
    """Whether its file is made anew: it is not there, or its head is still empty."""


def draft(guide: Guide, called: str, where: str, given: Mapping[str, Any]) -> ItemDraft:
    """The item that options describe, before anything is asked.

    Raises GuideError if it cannot go to that place.
    """
    kind = KINDS[called]
    path = guide.folder / "evidence" / kind.path.format(where)
    _require_name(kind, where)
    _require_place(guide, called, where, path)
    item = forms.values(kind.item, given, kind.item_prefix)
    head = _head(guide, kind, path, given)
    return ItemDraft(kind, path, item, head, is_new_file(guide, kind, path))


def _require_name(kind: ItemKind, where: str) -> None:
    if kind.where and forms.unfit(Named, layout.field_lines("id", where)):
        raise GuideError(
            f"`{where}` cannot name a file; use small letters, digits and single dashes"
        )


def _require_place(guide: Guide, called: str, where: str, path: Path) -> None:
    """Raises GuideError for a stage that exists already, or an item without its source or stage."""
    if called == "stage" and path.exists():
        _refuse_stage(where)
    if KINDS[called].joins and not path.exists():
        raise GuideError(
            f"no stage is called `{where}`; `evidence-guide new stage {where}` makes it first"
        )
    if called == "finding":
        _require_source(guide, where)


def _require_source(guide: Guide, key: str) -> None:
    """Raises GuideError for a finding without its source."""
    if key not in guide.sources.keys() | guide.library:
        raise GuideError(f"no source is called `{key}`; `evidence-guide add` adds its record first")


def _refuse_stage(name: str) -> NoReturn:
    raise GuideError(
        f"the stage `{name}` is there already; `evidence-guide new step {name}` adds a step to it"
    )


def _without(name: str, values: Mapping[str, Any]) -> _Fields:
    return {key: value for key, value in values.items() if key != name}


def is_new_file(guide: Guide, kind: ItemKind, path: Path) -> bool:
    """Whether a file is to be made: it is not there, or nobody has filled in its head yet."""
    if kind.joins or not path.exists():
        return not kind.joins
    document = yaml_reader.read_yaml(text_in(path, guide.folder), _relative(guide, path))
    return isinstance(document.value, dict) and _is_empty(kind, document.value)


def _is_empty(kind: ItemKind, value: Mapping[str, object]) -> bool:
    """Whether a file as `add` makes it has no item, and no value but the name of its source."""
    filled = [part for name, part in value.items() if name not in {"source", kind.members}]
    return not value.get(kind.members) and bool(filled) and not any(map(_has_value, filled))


def _has_value(part: object) -> bool:
    if isinstance(part, dict):
        return any(map(_has_value, part.values()))
    if isinstance(part, list):
        return any(map(_has_value, part))
    return part is not None


def _head(guide: Guide, kind: ItemKind, path: Path, given: Mapping[str, Any]) -> _Fields:
    """The other fields of a new file; a file that is there keeps its own."""
    if kind.joins:
        return {}
    head = forms.values(kind.file, _without(kind.members, given), kind.file_prefix)
    if is_new_file(guide, kind, path):
        return _new_head(kind, path, head)
    if head:
        raise GuideError(_head_is_there(guide, kind, path, head))
    return {}


def _new_head(kind: ItemKind, path: Path, head: _Fields) -> _Fields:
    """The head of a new file; a findings file names its source."""
    return {"source": path.stem, **head} if kind.file is FindingsFile else head


def _head_is_there(guide: Guide, kind: ItemKind, path: Path, head: forms.Answers) -> str:
    options = ", ".join(_options(kind.file_prefix, head))
    return (
        f"{_relative(guide, path)} is there already, and {options} would change its head; write it"
        " there, and leave the option out"
    )


def _options(prefix: str, names: Iterable[str]) -> list[str]:
    """Options as they are written on the command line."""
    return [f"--{prefix}{name}".replace("_", "-") for name in names]


def _relative(guide: Guide, path: Path) -> str:
    return path.relative_to(guide.folder).as_posix()


def missing_options(found: ItemDraft) -> list[str]:
    """The options that are missing, as they are written on the command line."""
    return [*_missing_of_file(found), *_missing_of_item(found)]


def _missing_of_file(found: ItemDraft) -> list[str]:
    kind = found.kind
    if not found.is_new:
        return []
    known = {**found.rest, kind.members: ()}
    return _options(kind.file_prefix, forms.missing_fields(kind.file, known))


def _missing_of_item(found: ItemDraft) -> list[str]:
    kind = found.kind
    return _options(kind.item_prefix, forms.missing_fields(kind.item, found.item))


def ask_missing(found: ItemDraft, ask: forms.Ask) -> ItemDraft:
    """The draft with an answer for everything that is missing."""
    kind = found.kind
    rest = _asked_head(found, ask) if found.is_new else found.rest
    item = forms.ask_missing_fields(kind.item, found.item, _prefixed(kind.item_prefix, ask))
    return found._replace(item=item, rest=rest)


def _asked_head(found: ItemDraft, ask: forms.Ask) -> dict[str, object]:
    """The head of a new file, with an answer for everything that is missing."""
    kind = found.kind
    known = {**found.rest, kind.members: ()}
    answered = forms.ask_missing_fields(kind.file, known, _prefixed(kind.file_prefix, ask))
    return _without(kind.members, answered)


def _prefixed(prefix: str, ask: forms.Ask) -> forms.Ask:
    """Asks for a field by the name of its option."""

    def ask_option(name: str, info: FieldInfo) -> str:
        return ask(f"{prefix}{name}", info)

    return ask_option


def item(kind: type[Written], answers: forms.Answers) -> str:
    """An item as YAML from the first column, with a comment for each field that was left out."""
    fields = []
    for field, info in described_fields(kind).items():
        name = forms.field_name(field, info)
        fields.append((name, answers.get(name), _meaning(info)))
    return layout.filled_template("item.yml.j2", fields=fields)


def _meaning(info: FieldInfo) -> str:
    return " ".join((info.description or "").split())


def file_with_item(guide: Guide, found: ItemDraft) -> str:
    """The whole file with the item in it.

    Raises GuideError if the item does not fit its model, or its id is taken.
    """
    kind = found.kind
    text = item(kind.item, found.item)
    _require_fit(kind.item, text)
    if kind.key == "id":
        _require_free(guide, str(found.item["id"]))
    if not found.is_new:
        document = _document(guide, found.path)
        return appended(document, kind.members, text, may_begin=kind.joins)
    return _new_file(found, text)


def _document(guide: Guide, path: Path) -> Document:
    return yaml_reader.read_yaml(text_in(path, guide.folder), _relative(guide, path))


def _new_file(found: ItemDraft, text: str) -> str:
    """A new file with its head and one item."""
    kind = found.kind
    head = _head_lines(found.rest)
    whole = layout.filled_template(
        "file.yml.j2", schema=kind.schema, head=head, list=kind.members, item=text
    )
    _require_fit(kind.file, whole)
    return whole


def _head_lines(head: forms.Answers) -> str:
    lines = [f"{layout.field_lines(name, value)}\n" for name, value in head.items()]
    return "".join(lines)


def _require_fit(kind: type[Written], text: str) -> None:
    wrong = forms.unfit(kind, text)
    if wrong:
        raise GuideError("; ".join(wrong))


def require_new_id(guide: Guide, id: str) -> None:
    """Raises GuideError for an id that is malformed, taken or retired."""
    if forms.unfit(Named, layout.field_lines("id", id)):
        raise GuideError(f"`{id}` is not an id; use small letters, digits and single dashes")
    _require_free(guide, id)


def _require_free(guide: Guide, id: str) -> None:
    """Raises GuideError for an id that is taken or was retired: ids are never used again."""
    if id in guide.retired:
        raise GuideError(
            f"`{id}` was retired, and retired ids are never used again; choose another"
        )
    for entry in _items(guide):
        if entry.id == id:
            raise GuideError(f"`{id}` is used already at {entry.place('id')}; choose another id")


def _items(guide: Guide) -> Iterator[Entry[object]]:
    """The items that have an id of their own."""
    for entry in guide.entries:
        if hasattr(entry.item, "id"):
            yield entry


def add_item(guide: Guide, found: ItemDraft) -> list[Diagnostic]:
    """Writes the item; returns the diagnostics of its file."""
    unlinked([found.path], guide.folder)
    write_files({found.path: file_with_item(guide, found)})
    name, stem = _relative(guide, found.path), found.path.stem

    def concerns(diagnostic: Diagnostic) -> bool:
        return diagnostic.place.path == name or _asks_for_stage(diagnostic, stem)

    return list(filter(concerns, check(load(guide.folder))))


def _asks_for_stage(diagnostic: Diagnostic, stem: str) -> bool:
    """Whether `guide.yml` has to list a new file."""
    return diagnostic.place.path == "evidence/guide.yml" and stem in diagnostic.about
