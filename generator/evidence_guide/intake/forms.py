"""Fields of the model as options and questions of a command, and what was answered as a value to write."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, get_args

import click
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import yaml_reader
from evidence_guide.guide.validation import parse
from evidence_guide.model import Written
from evidence_guide.model.meaning import meanings, part_models

Answers = Mapping[str, object]
Ask = Callable[[str, FieldInfo], str]
"""Asks a person for a field."""


class ValueForm(StrEnum):
    """How the value of a field is given on the command line."""

    TEXT = "text"
    IDS = "ids"
    """Ids in one text, parted by commas."""
    TEXTS = "texts"
    """The option is given once for each."""
    YAML = "yaml"
    """A mapping or a list of mappings, as YAML in one line."""


def field_name(field: str, info: FieldInfo) -> str:
    """What a field is called in the file."""
    return info.alias or field


def shape(info: FieldInfo) -> ValueForm:
    """How a field is given, by its JSON Schema."""
    schema = TypeAdapter[Any](info.annotation or str).json_schema()
    options = schema.get("anyOf", schema.get("oneOf", [schema]))
    lists = [option for option in options if option.get("type") == "array"]
    if lists:
        items = lists[0]["items"]
        return (
            ValueForm.YAML
            if items.get("type") != "string"
            else ValueForm.IDS
            if "pattern" in items
            else ValueForm.TEXTS
        )
    return (
        ValueForm.YAML
        if any(
            "properties" in o or ("$ref" in o and "enum" not in _defined(o, schema))
            for o in options
        )
        else ValueForm.TEXT
    )


def _defined(option: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
    return found


def choices(info: FieldInfo) -> tuple[str, ...]:
    """The words to choose from, where a field has some."""
    kinds = [info.annotation, *get_args(info.annotation)]
    return tuple(
        str(word)
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, StrEnum)
        for word in kind
    )


def options(
    kind: type[Written], prefix: str = "", leave_out: frozenset[str] = frozenset()
) -> Iterator[click.Option]:
    """An option for each field of a model; none of them is required, for what is missing may be asked."""
    for field, info in kind.model_fields.items():
        if field not in leave_out:
            chosen = choices(info)
            told = " ".join(
                filter(
                    None,
                    (
                        info.description,
                        _how(info),
                        "" if info.is_required() else "May be left out.",
                    ),
                )
            )
            flag = f"--{prefix}{field_name(field, info)}".replace("_", "-")
            given = click.Choice(chosen) if chosen else str
            yield click.Option(
                [flag, f"{prefix}{field}".replace("-", "_")],
                type=given,
                multiple=shape(info) is ValueForm.TEXTS,
                help=told,
            )


_HOW = {
    ValueForm.TEXT: "",
    ValueForm.IDS: "Ids, parted by commas.",
    ValueForm.TEXTS: "Once for each.",
    ValueForm.YAML: "As YAML in one line",
}


def _how(info: FieldInfo) -> str:
    """How a field is given; for parts, each of their fields with its label."""
    how = _HOW[shape(info)]
    if shape(info) is not ValueForm.YAML:
        return how
    named = [_named(field, label) for field, label in _labels(info).items()]
    return f"{how}, with {', '.join(named)}." if named else f"{how}, such as `{{field: text}}`."


def _named(field: str, label: str) -> str:
    return f"`{field}` ({label})" if label else f"`{field}`"


def _labels(info: FieldInfo) -> dict[str, str]:
    """The fields of a value that has some, each with its label; in a list, those of a member."""
    return {
        field_name(field, kind.model_fields[field]): meaning.label
        for kind in part_models(info.annotation)
        for field, meaning in meanings(kind).items()
    }


def values(kind: type[Written], given: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """What the options of a model were given, by the names of its file, in the order of the model."""
    found: dict[str, object] = {}
    for field, info in kind.model_fields.items():
        value = given.get(f"{prefix}{field}".replace("-", "_"))
        if value not in {None, ""} and value != ():
            found[field_name(field, info)] = _value(value, shape(info), field_name(field, info))
    return found


def _value(value: Any, how: ValueForm, called: str) -> object:
    if how is ValueForm.TEXTS:
        return list(value)
    if how is ValueForm.IDS:
        return (
            value
            if value == "everyone"
            else [id.strip() for id in value.strip("[] ").split(",") if id.strip()]
        )
    return _yaml(value, called) if how is ValueForm.YAML else value


def _yaml(text: str, called: str) -> object:
    """The value of a YAML text in one line; raises GuideError if it is unsound."""
    document = yaml_reader.read_yaml(text, called)
    if document.trouble:
        raise GuideError(
            f"`{called}`: {document.trouble[0].message}; write it as YAML in one line, such as `{{field: text}}`"
        )
    return document.value


def ask_missing_fields(kind: type[Written], found: Answers, ask: Ask) -> dict[str, object]:
    """The values with an answer for each required field that is missing, in the order of the model."""
    whole: dict[str, object] = {}
    for field, info in kind.model_fields.items():
        called = field_name(field, info)
        if called in found:
            whole[called] = found[called]
        elif info.is_required():
            nested = _nested(info)
            whole[called] = (
                ask_missing_fields(nested, {}, _within(called, ask))
                if nested
                else _answer(ask(called, info), info, called)
            )
    return whole


def _within(called: str, ask: Ask) -> Ask:
    """Asks for a field inside another."""
    return lambda inner, info: ask(f"{called}: {inner}", info)


def _answer(text: str, info: FieldInfo, called: str) -> object:
    how = shape(info)
    return [text] if how is ValueForm.TEXTS else _value(text, how, called)


def _nested(info: FieldInfo) -> type[Written] | None:
    return (
        info.annotation
        if isinstance(info.annotation, type) and issubclass(info.annotation, Written)
        else None
    )


def missing_fields(kind: type[Written], found: Answers) -> list[str]:
    """The required fields that are missing, by the names of the file."""
    return [
        field_name(field, info)
        for field, info in kind.model_fields.items()
        if info.is_required() and field_name(field, info) not in found
    ]


def unfit(kind: type[Written], text: str) -> list[str]:
    """What of an item, laid out as YAML, does not fit its model: each with its mend."""
    _, trouble = parse(yaml_reader.read_yaml(text, "item"), kind)
    return [f"{complaint.message}; {complaint.hint}" for complaint in trouble]
