"""An item of the evidence as fields with texts, so that two states of it can be laid side by side."""

from collections.abc import Container, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest

from pydantic import BaseModel

from evidence_guide.guide import Entry
from evidence_guide.guide.bibtex import Source
from evidence_guide.model import (
    Cited,
    Claim,
    ClaimsFile,
    FindingsFile,
    PopularClaimsFile,
    Reason,
    Row,
    StageFile,
    Step,
    Table,
    TermsFile,
    ToolsFile,
)
from evidence_guide.text import markup

Fields = dict[str, tuple[str, ...]]
"""Each field with its texts; a field that says nothing has none."""

PARTS = {"findings", "claims", "steps", "rows", "terms", "popular_claims", "converters", "tallies"}
"""Lists whose members are items of their own."""
_CONTAINERS = (FindingsFile, ClaimsFile, StageFile, Table, TermsFile, PopularClaimsFile, ToolsFile)


def fields(entry: Entry[object]) -> Fields:
    """The fields of an item, with the file that a step or claim stands in; the computed certainty and its reasons are left out."""
    item = entry.item
    if isinstance(item, Source):
        return {name: (text,) for name, text in item.fields.items()} | {
            name: tuple(p.short for p in getattr(item, name)) for name in ("authors", "editors")
        }
    if not isinstance(item, BaseModel):
        return {}
    found = dict(_nested(item, "", isinstance(item, _CONTAINERS)))
    if isinstance(item, Step | Claim):
        found["file"] = (entry.document.path,)
    return found


def _nested(item: BaseModel, above: str, container: bool) -> Iterator[tuple[str, tuple[str, ...]]]:  # noqa: FBT001 (says which lists are items of their own)
    names = type(item).model_fields
    for name, value in item:
        told = f"{above}{names[name].alias or name}"
        if container and name in PARTS:
            continue
        if isinstance(value, BaseModel) and not isinstance(value, Cited):
            if not (isinstance(item, Claim) and name == "certainty"):
                yield from _nested(value, f"{told}.", container)
        elif isinstance(value, Mapping):
            yield from ((f"{told}.{key}", tuple(texts(part))) for key, part in value.items())
        else:
            yield told, tuple(texts(value))


def texts(value: object) -> Iterator[str]:
    """Each member of a value as one text; a sentence carries what it cites as hand-written pages do."""
    if isinstance(value, Cited):
        yield f"{value.says} [@{'; @'.join(value.because)}]{''.join(f' ({part})' for part in _named(value, {'says', 'because'}))}"
    elif isinstance(value, Reason):
        yield f"{value.because} ({value.levels} levels)"
    elif isinstance(value, BaseModel):
        yield ", ".join(_named(value))
    elif isinstance(value, tuple | list):
        yield from ("; ".join(texts(part)) for part in value)
    elif value is not None:
        yield str(value)


def _named(value: BaseModel, apart: Container[str] = ()) -> Iterator[str]:
    """The fields that say something, each with its name."""
    return (
        f"{name}: {'; '.join(texts(part))}"
        for name, part in value
        if part is not None and part != () and name not in apart
    )


def name(item: object) -> str:
    """What readers know an item by: its title, or the first sentence of what it says; a row by its first cell."""
    fields = ("label", "title", "term", "heard", "plain", "reports")
    text = (
        next(iter(item.cells.values()), "")
        if isinstance(item, Row)
        else next((text for field in fields if (text := getattr(item, field, ""))), "")
    )
    return markup.sentences(markup.plain(str(text)))[0].rstrip(".") if text else ""


def pairs(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What stood where something else stands now; an empty text where nothing stood or stands."""
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(before[i:j], after[k:n], fillvalue="")
