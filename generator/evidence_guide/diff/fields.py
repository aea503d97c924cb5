"""An item of the evidence as fields with texts, so that two states of it can be compared."""

from collections.abc import Container, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel

from evidence_guide.guide import Entry
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.model import Cited, Claim, Reason, Step
from evidence_guide.model.meaning import item_title, meanings
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences

Texts = tuple[str, ...]
Field = tuple[str, Texts]
"""A field with its texts."""
FieldTexts = Iterator[Field]
Fields = dict[str, Texts]
"""Each field with its texts; an empty field has none."""
Values = Mapping[str, object]
"""Values by their fields."""

_TEXT_AND_IDS = frozenset({"says", "because"})


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


def line_of(entry: Entry[Any]) -> str:
    """The file and line of an item, such as `evidence/guide.yml:3`."""
    place = entry.place()
    return f"{place.path}:{place.line}"


def _of_source(source: Source) -> Fields:
    found: Fields = {name: (text,) for name, text in source.fields.items()}
    found["authors"] = _short_names(source.authors)
    found["editors"] = _short_names(source.editors)
    return found


def _short_names(people: Iterable[Name]) -> Texts:
    return tuple(person.short for person in people)


def _nested(item: BaseModel, above: str) -> FieldTexts:
    """The fields of an item and its parts, except its certainty and parts with ids of their own."""
    infos = type(item).model_fields
    for name in _own_fields(item):
        path = f"{above}{infos[name].alias or name}"
        yield from _texts_at(path, getattr(item, name))


def _own_fields(item: BaseModel) -> Iterator[str]:
    for name, meaning in meanings(type(item)).items():
        is_certainty = name == "certainty" and isinstance(item, Claim)
        if not (meaning.items or is_certainty):
            yield name


def _texts_at(path: str, value: object) -> FieldTexts:
    if isinstance(value, Mapping):
        yield from _texts_of_mapping(path, value)
    elif isinstance(value, BaseModel) and not isinstance(value, Cited):
        yield from _nested(value, f"{path}.")
    else:
        yield path, tuple(member_texts(value))


def _texts_of_mapping(path: str, value: Values) -> FieldTexts:
    for key, part in value.items():
        yield f"{path}.{key}", tuple(member_texts(part))


def member_texts(value: object) -> Iterator[str]:
    """Each member of a value as one text; a sentence has its citations as on a written page."""
    if isinstance(value, tuple | list):
        yield from map(joined_texts, value)
    elif isinstance(value, BaseModel):
        yield _in_one_text(value)
    elif value is not None:
        yield str(value)


def joined_texts(value: object) -> str:
    """All members of a value in one text."""
    return "; ".join(member_texts(value))


def _in_one_text(value: BaseModel) -> str:
    if isinstance(value, Cited):
        return _cited(value)
    if isinstance(value, Reason):
        return f"{value.because} ({value.levels} levels)"
    return ", ".join(_named_parts(value))


def _cited(value: Cited) -> str:
    ids = "; @".join(value.because)
    parts = [f" ({part})" for part in _named_parts(value, _TEXT_AND_IDS)]
    return f"{value.says} [@{ids}]{''.join(parts)}"


def _named_parts(value: BaseModel, apart: Container[str] = ()) -> Iterator[str]:
    """The fields that say more than nothing or the usual, each after its name."""
    usual = type(value).model_fields
    for name, part in value:
        is_usual = part in (None, (), usual[name].default)
        if not is_usual and name not in apart:
            yield f"{name}: {joined_texts(part)}"


def readers_name(item: object) -> str:
    """The first sentence of the text by which readers know an item."""
    text = _name_of(item)
    return split_sentences(markup.plain(text))[0].rstrip(".") if text else ""


def _name_of(item: object) -> str:
    if isinstance(item, Source):
        return item.label
    return item_title(item) if isinstance(item, BaseModel) else ""


def pairs(before: Texts, after: Texts) -> Iterator[tuple[str, str]]:
    """Old and new texts that differ; an empty text where one was added or removed."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, n in matcher.get_opcodes():
        if tag != "equal":
            yield from zip_longest(before[i:j], after[k:n], fillvalue="")
