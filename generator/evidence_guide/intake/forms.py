"""Fields of the model as options and questions of a command, and answers as values to write."""

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
from evidence_guide.model.documented import described_fields
from evidence_guide.model.meaning import meanings, part_models

Answers = Mapping[str, object]
Ask = Callable[[str, FieldInfo], str]
"""Asks a person for a field."""


class ValueForm(StrEnum):
    """How the value of a field is given on the command line."""

    TEXT = "text"
    IDS = "ids"
    """Ids in one text, separated by commas."""
    TEXTS = "texts"
    """The option is given once for each."""
    YAML = "yaml"
    """A mapping or a list of mappings, as YAML in one line."""


_HOW = {
    ValueForm.TEXT: "",
    ValueForm.IDS: "Ids, separated by commas.",
    ValueForm.TEXTS: "Once for each.",
    ValueForm.YAML: "As YAML in one line",
}
_EVERYONE = "everyone"
"""A word that may take the place of a list of ids."""


def field_name(field: str, info: FieldInfo) -> str:
    """The name of a field in the file."""
    return info.alias or field


def shape(info: FieldInfo) -> ValueForm:
    """How a field is given, by its JSON Schema."""
    schema = TypeAdapter[Any](info.annotation or str).json_schema()
    options = schema.get("anyOf", schema.get("oneOf", [schema]))
    for option in options:
        if option.get("type") == "array":
            return _list_shape(option["items"])
    if any(_is_mapping(option, schema) for option in options):
        return ValueForm.YAML
    return ValueForm.TEXT


def _list_shape(items: Mapping[str, Any]) -> ValueForm:
    if items.get("type") != "string":
        return ValueForm.YAML
    return ValueForm.IDS if "pattern" in items else ValueForm.TEXTS


def _is_mapping(option: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether a part of a schema is a mapping, in itself or by reference."""
    if "properties" in option:
        return True
    if "$ref" not in option:
        return False
    name = option["$ref"].rsplit("/", 1)[1]
    return "enum" not in schema["$defs"][name]


def choices(info: FieldInfo) -> tuple[str, ...]:
    """The words to choose from, where a field has some."""
    words: list[str] = []
    for kind in (info.annotation, *get_args(info.annotation)):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            words.extend(map(str, kind))
    return tuple(words)


def options(
    kind: type[Written], prefix: str = "", leave_out: frozenset[str] = frozenset()
) -> Iterator[click.Option]:
    """An option for each field of a model; none is required, since what is missing can be asked."""
    for field, info in described_fields(kind).items():
        if field not in leave_out:
            yield _option(field, info, prefix)


def _option(field: str, info: FieldInfo, prefix: str) -> click.Option:
    words = choices(info)
    flag = f"--{prefix}{field_name(field, info)}".replace("_", "-")
    return click.Option(
        [flag, _parameter(prefix, field)],
        type=click.Choice(words) if words else str,
        multiple=shape(info) is ValueForm.TEXTS,
        help=_help(info),
    )


def _parameter(prefix: str, field: str) -> str:
    """The name under which a command is given the value of an option."""
    return f"{prefix}{field}".replace("-", "_")


def _help(info: FieldInfo) -> str:
    optional = "" if info.is_required() else "May be left out."
    return " ".join(filter(None, [info.description, _how(info), optional]))


def _how(info: FieldInfo) -> str:
    """How a field is given; for parts, each of their fields with its label."""
    how = _HOW[shape(info)]
    if shape(info) is not ValueForm.YAML:
        return how
    labels = _labels(info)
    if not labels:
        return f"{how}, such as `{{field: text}}`."
    named = [_named(field, label) for field, label in labels.items()]
    return f"{how}, with {', '.join(named)}."


def _named(field: str, label: str) -> str:
    return f"`{field}` ({label})" if label else f"`{field}`"


def _labels(info: FieldInfo) -> dict[str, str]:
    """The fields of a value that has some, each with its label; in a list, those of a member."""
    labels: dict[str, str] = {}
    for kind in part_models(info.annotation):
        for field, meaning in meanings(kind).items():
            labels[field_name(field, kind.model_fields[field])] = meaning.label
    return labels


def values(kind: type[Written], given: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """The values of a model's options, by the names of its file, in the order of the model."""
    found: dict[str, object] = {}
    for field, info in described_fields(kind).items():
        value = given.get(_parameter(prefix, field))
        if value not in {None, "", ()}:
            name = field_name(field, info)
            found[name] = _value(value, shape(info), name)
    return found


def _value(value: Any, how: ValueForm, called: str) -> object:
    """A value to write, from the text of an option."""
    if how is ValueForm.TEXTS:
        return list(value)
    if how is ValueForm.IDS:
        return _ids(value)
    if how is ValueForm.YAML:
        return _yaml(value, called)
    return value


def _ids(text: str) -> object:
    """The ids in a text."""
    if text == _EVERYONE:
        return text
    parts = text.strip("[] ").split(",")
    return list(filter(None, map(str.strip, parts)))


def _yaml(text: str, called: str) -> object:
    """The value of a YAML text in one line; raises GuideError if it has an error."""
    document = yaml_reader.read_yaml(text, called)
    if document.trouble:
        raise GuideError(_unreadable(called, document.trouble[0].message))
    return document.value


def _unreadable(called: str, why: str) -> str:
    return f"`{called}`: {why}; write it as YAML in one line, such as `{{field: text}}`"


def ask_missing_fields(kind: type[Written], found: Answers, ask: Ask) -> dict[str, object]:
    """The values with an answer for each missing required field, in the order of the model."""
    whole: dict[str, object] = {}
    for field, info in described_fields(kind).items():
        name = field_name(field, info)
        if name in found:
            whole[name] = found[name]
        elif info.is_required():
            whole[name] = _answer(name, info, ask)
    return whole


def _answer(name: str, info: FieldInfo, ask: Ask) -> object:
    """The answer for a field, or the answers for each field inside it."""
    if isinstance(info.annotation, type) and issubclass(info.annotation, Written):
        return ask_missing_fields(info.annotation, {}, _within(name, ask))
    if _least(info):
        kind = get_args(info.annotation)[0]
        names = [f"{name} {number}" for number in range(1, _least(info) + 1)]
        return [ask_missing_fields(kind, {}, _within(member, ask)) for member in names]
    text = ask(name, info)
    how = shape(info)
    return [text] if how is ValueForm.TEXTS else _value(text, how, name)


def _least(info: FieldInfo) -> int:
    """How many members a list of parts must have; 0 for any other field."""
    kinds = [kind for kind in get_args(info.annotation) if isinstance(kind, type)]
    if not kinds or not issubclass(kinds[0], Written):
        return 0
    return max((getattr(limit, "min_length", 0) for limit in info.metadata), default=0)


def _within(outer: str, ask: Ask) -> Ask:
    """Asks for a field inside another."""

    def ask_inner(inner: str, info: FieldInfo) -> str:
        return ask(f"{outer}: {inner}", info)

    return ask_inner


def missing_fields(kind: type[Written], found: Answers) -> list[str]:
    """The required fields that are missing, by the names of the file."""
    return [name for name in _required(kind) if name not in found]


def _required(kind: type[Written]) -> Iterator[str]:
    for field, info in described_fields(kind).items():
        if info.is_required():
            yield field_name(field, info)


def unfit(kind: type[Written], text: str) -> list[str]:
    """A sentence for each part of an item, as YAML text, that does not fit its model."""
    _, trouble = parse(yaml_reader.read_yaml(text, "item"), kind)
    return [f"{complaint.message}; {complaint.hint}" for complaint in trouble]
