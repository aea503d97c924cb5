"""A document to a model: values that do not fit become diagnostics with a place and a fix."""

from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evidence_guide.diagnostic import Diagnostic, Route
from evidence_guide.guide.facts import derived
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import Written
from evidence_guide.model.guide_file import FORMER_NAMES
from evidence_guide.text import web_addresses
from evidence_guide.text.characters import uncapitalised
from evidence_guide.text.markup import blank
from evidence_guide.text.nearest import near

T = TypeVar("T", bound=Written)
_Node = dict[str, Any]
"""A part of a JSON Schema."""
_Said = tuple[str, str]
"""A message and its hint."""


@derived
def parse(
    document: Document, kind: type[T], *, is_earlier: bool = False
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """The document as a model of `kind`; None, and why, where it does not fit.

    An earlier state of a guide may have fields that are gone since, and former names of fields.
    """
    if document.trouble:
        return None, document.trouble
    try:
        if is_earlier:
            return kind.model_validate(_with_new_names(document.value, kind), extra="ignore"), ()
        return kind.model_validate(document.value), ()
    except ValidationError as error:
        found: dict[Diagnostic, None] = {}
        for problem in error.errors(include_url=False):
            if not _follows_another(problem):
                found[_diagnostic(problem, document, kind)] = None
        return None, tuple(found)


def _with_new_names(value: object, kind: type[Written]) -> object:
    """The value of a file with the names that its fields have now."""
    if not isinstance(value, dict):
        return value
    former = FORMER_NAMES.get(kind, {})
    return {former.get(name, name): part for name, part in value.items()}


def _follows_another(problem: Any) -> bool:
    """Whether a list seems too short only because a member of it does not fit."""
    if problem["type"] != "too_short":
        return False
    return bool(problem["ctx"]["actual_length"] < len(problem["input"]))


def _diagnostic(problem: Any, document: Document, kind: type[BaseModel]) -> Diagnostic:
    loc = problem["loc"]
    route = _route(loc, document)
    is_absent = problem["type"] in {"missing", "extra_forbidden"}
    name = _field_name(loc if is_absent else route)
    message, hint = _words(problem, name, fields(kind, loc))
    return Diagnostic(document.place(route), "fits-schema", message, hint)


def _field_name(route: Route) -> str:
    """The last key on the way to a part of a file."""
    for part in reversed(route):
        if isinstance(part, str):
            return part
    return "the file"


def _route(loc: tuple[str | int, ...], document: Document) -> Route:
    """The part of the document that pydantic means, without its names for alternatives."""
    route: Route = ()
    for part in loc:
        if (*route, part) in document.marks:
            route = (*route, part)
    return route


_schema = lru_cache(maxsize=32)(lambda kind: kind.model_json_schema())


def fields(kind: type[BaseModel], loc: Route) -> list[str]:
    """Fields that the mapping around the last part of `loc` may hold, in the schema's order."""
    schema = _schema(kind)
    node = _node_at(loc[:-1], schema)
    return list(_resolve(node, schema).get("properties", {}))


def _node_at(route: Route, schema: _Node) -> _Node:
    """The node of the schema that a way through a document leads to."""
    node = schema
    for part in route:
        node = _inside(node, part, schema)
    return node


def _resolve(node: _Node, schema: _Node) -> _Node:
    """A node of the schema behind its references; of alternatives, the one that holds parts."""
    while "$ref" in node:
        _, _, name = node["$ref"].rpartition("/")
        node = schema["$defs"][name]
    options: list[_Node] = node.get("anyOf") or node.get("oneOf") or []
    for option in options:
        found = _resolve(option, schema)
        if "properties" in found or "items" in found:
            return found
    return node


def _inside(node: _Node, part: str | int, schema: _Node) -> _Node:
    """The node of a member or a field; the node itself where the schema has none."""
    node = _resolve(node, schema)
    parts = {part: node.get("items")} if isinstance(part, int) else node.get("properties", {})
    inner = parts.get(part)
    return inner if isinstance(inner, dict) else node


def _present_name(name: str, known: list[str]) -> str:
    """A hint with the name that a field has now; empty if it had no other."""
    for names in FORMER_NAMES.values():
        if names.get(name) in known:
            return f"it is called `{names[name]}` now"
    return ""


def _words(problem: Any, name: str, known: list[str]) -> _Said:
    """The problem and its fix, in words for a person who edits YAML."""
    kind = problem["type"]
    if kind == "missing":
        return f"`{name}` is missing", f"add a line `{name}:`"
    if kind == "extra_forbidden":
        offered = _present_name(name, known) or near(name, known)
        offered = offered or f"fields here are: {', '.join(known)}"
        return f"unknown field `{name}`", offered
    if problem["input"] is None:
        return f"`{name}` is empty", "write a value or remove the line"
    return _about(problem, name, str(problem["msg"]).removeprefix("Value error, "))


def _about(problem: Any, name: str, reason: str) -> _Said:
    """The same for a value that is there and does not fit."""
    kind, given = problem["type"], problem["input"]
    if kind in {"enum", "literal_error"}:
        return _about_word(str(given), name, str(problem["ctx"]["expected"]))
    found = _about_text(kind, given, name, reason)
    if found:
        return found
    if kind == "too_short":
        return _about_short_list(len(given), name, problem["ctx"]["min_length"])
    if kind.endswith("_type"):
        return _about_type(kind, given, name)
    return f"`{name}`: {uncapitalised(reason)}", f"fix `{_short(given)}`"


def _about_short_list(members: int, name: str, fewest: int) -> _Said:
    """The same for a list with too few members."""
    if fewest == 1:
        return f"`{name}`: the list is empty", "write at least one member"
    return f"`{name}`: {members} in the list, at least {fewest}", "add another, or remove the list"


def _about_type(kind: str, given: object, name: str) -> _Said:
    """The same for a value of another kind than the field's."""
    message = f"`{name}`: expected {_wanted(kind)}, found {_kind(given)}"
    return message, _EXAMPLE.get(kind, "see the schema of this file")


def _about_word(given: str, name: str, expected: str) -> _Said:
    """The same for a word that is not among those to choose from."""
    hint = f"{near(given, _choices(expected))} use {expected}".strip()
    return f"`{given}` is not a word for `{name}`", hint


def _choices(expected: str) -> list[str]:
    """The words that pydantic lists, such as `'a', 'b' or 'c'`."""
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


def _about_text(kind: str, given: object, name: str, reason: str) -> _Said | None:
    """The same for a text that is no id, no safe address, or blank."""
    if kind == "string_pattern_mismatch":
        return f"`{given}` is not an id", _ID
    if kind == "address":
        return f"`{name}` is not a safe address: {reason}", web_addresses.HINT
    if kind == "unit":
        return reason, _UNIT
    if kind in {"blank_text", "string_too_short"} and blank(str(given)):
        return f"`{name}` is blank", _FILL
    return None


_ID = "use small letters, digits and single dashes, such as `trial2024-first-result`"
_UNIT = "write a symbol or up to three words, with what it is in another unit if it converts"
_FILL = "write its text, or remove the line if the field may be left out"
_WANTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_EXAMPLE = {
    "tuple_type": "write a list, such as `[first, second]`",
    "string_type": "write one text; put it in quotes if it holds a colon",
    "model_type": "write its fields below it, indented by two spaces",
}


def _wanted(kind: str) -> str:
    return _WANTED.get(kind, kind.removesuffix("_type"))


def _kind(value: object) -> str:
    """The kind of a value in words."""
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "a mapping"


_SHOWN = 60
"""Characters of a value that a hint shows."""


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "…"
