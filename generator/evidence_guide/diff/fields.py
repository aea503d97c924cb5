"""An item of the evidence as fields with texts, so that two states of it can be compared."""

from collections.abc import Container, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest

from pydantic import BaseModel

from evidence_guide.guide import Entry
from evidence_guide.guide.bibtex import Source
from evidence_guide.model import Cited, Claim, Reason, Step
from evidence_guide.model.meaning import item_title, meanings
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences

Fields = dict[str, tuple[str, ...]]
"""Each field with its texts; an empty field has none."""


def text_fields(entry: Entry[object]) -> Fields:
    """The fields of an item, without the computed certainty and its reasons.

    A step or claim also has its `file`.
    """
    item = entry.item
    if isinstance(item, Source):
        return _of_source(item)
    if not isinstance(item, BaseModel):
        return {}
    found = dict(_nested(item, ""))
    if isinstance(item, Step | Claim):
        found["file"] = (entry.document.path,)
    return found


def _of_source(source: Source) -> Fields:
    found: Fields = {name: (text,) for name, text in source.fields.items()}
    found["authors"] = tuple(person.short for person in source.authors)
    found["editors"] = tuple(person.short for person in source.editors)
    return found


def _nested(item: BaseModel, above: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields of an item and its parts, except its certainty and parts with ids of their own."""
    infos = type(item).model_fields
    for name, meaning in meanings(type(item)).items():
        graded = isinstance(item, Claim) and name == "certainty"
        if meaning.items or graded:
            continue
        path = f"{above}{infos[name].alias or name}"
        yield from _texts_at(path, getattr(item, name))


def _texts_at(path: str, value: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, BaseModel) and not isinstance(value, Cited):
        yield from _nested(value, f"{path}.")
    elif isinstance(value, Mapping):
        yield from ((f"{path}.{key}", tuple(member_texts(part))) for key, part in value.items())
    else:
        yield path, tuple(member_texts(value))


def member_texts(value: object) -> Iterator[str]:
    """Each member of a value as one text; a sentence has its citations as on a written page."""
    if isinstance(value, Cited):
        yield _cited(value)
    elif isinstance(value, Reason):
        yield f"{value.because} ({value.levels} levels)"
    elif isinstance(value, BaseModel):
        yield ", ".join(_named_parts(value))
    elif isinstance(value, tuple | list):
        yield from ("; ".join(member_texts(part)) for part in value)
    elif value is not None:
        yield str(value)


def _cited(value: Cited) -> str:
    parts = "".join(f" ({part})" for part in _named_parts(value, {"says", "because"}))
    return f"{value.says} [@{'; @'.join(value.because)}]{parts}"


def _named_parts(value: BaseModel, apart: Container[str] = ()) -> Iterator[str]:
    """The fields that are not empty, each after its name."""
    for name, part in value:
        if part is not None and part != () and name not in apart:
            yield f"{name}: {'; '.join(member_texts(part))}"


def readers_name(item: object) -> str:
    """The first sentence of the text by which readers know an item."""
    text = ""
    if isinstance(item, Source):
        text = item.label
    elif isinstance(item, BaseModel):
        text = item_title(item)
    return split_sentences(markup.plain(text))[0].rstrip(".") if text else ""


def pairs(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Old and new texts that differ; an empty text where one was added or removed."""
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(before[i:j], after[k:n], fillvalue="")
