"""A document to a model: what does not fit becomes diagnostics with a place and a mend."""

from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evidence_guide.diagnostic import Diagnostic, Route
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import Written
from evidence_guide.text import web_addresses
from evidence_guide.text.markup import blank

T = TypeVar("T", bound=Written)


@lru_cache(maxsize=8192)
def parse(document: Document, kind: type[T]) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """What the document says as a model of `kind`; None, and why, where it does not fit."""
    if document.trouble:
        return None, document.trouble
    try:
        return kind.model_validate(document.value), ()
    except ValidationError as error:
        problems = [
            p
            for p in error.errors(include_url=False)
            if not (p["type"] == "too_short" and p["input"])
        ]
        return None, tuple(dict.fromkeys(_diagnostic(p, document, kind) for p in problems))


def _diagnostic(problem: Any, document: Document, kind: type[BaseModel]) -> Diagnostic:
    route = _route(problem["loc"], document)
    absent = problem["type"] in {"missing", "extra_forbidden"}
    name = next(
        (
            str(part)
            for part in reversed(problem["loc"] if absent else route)
            if isinstance(part, str)
        ),
        "the file",
    )
    message, hint = _words(problem, name, fields(kind, problem["loc"]))
    return Diagnostic(document.place(route), "fits-schema", message, hint)


def _route(loc: tuple[str | int, ...], document: Document) -> Route:
    """The part of the document that pydantic speaks of; its own names for alternatives are left out."""
    route: Route = ()
    for part in loc:
        if (*route, part) in document.marks:
            route = (*route, part)
    return route


_schema = lru_cache(maxsize=32)(lambda kind: kind.model_json_schema())


def fields(kind: type[BaseModel], loc: Route) -> list[str]:
    """Names of the fields that the mapping around the last part of `loc` may hold, in the order of the schema."""
    schema = _schema(kind)
    node = schema
    for part in loc[:-1]:
        node = _inside(node, part, schema)
    return list(_resolve(node, schema).get("properties", {}))


def _resolve(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    options = node.get("anyOf", node.get("oneOf"))
    if options:
        found = [_resolve(o, schema) for o in options]
        return next((o for o in found if "properties" in o or "items" in o), node)
    return node


def _inside(node: dict[str, Any], part: str | int, schema: dict[str, Any]) -> dict[str, Any]:
    node = _resolve(node, schema)
    inner = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
    return inner if isinstance(inner, dict) else node


def _words(problem: Any, name: str, known: list[str]) -> tuple[str, str]:
    """What is wrong and how to mend it, in words for a person who edits YAML."""
    kind, given = problem["type"], problem["input"]
    if kind == "missing":
        return f"`{name}` is missing", f"add a line `{name}:`"
    if kind == "extra_forbidden":
        return f"unknown field `{name}`", _near(
            name, known
        ) or f"fields here are: {', '.join(known)}"
    if given is None:
        return f"`{name}` is empty", "write a value or remove the line"
    return _about(problem, name, str(problem["msg"]).removeprefix("Value error, "))


def _about(problem: Any, name: str, told: str) -> tuple[str, str]:
    """The same for a value that is there and does not fit."""
    kind, given = problem["type"], problem["input"]
    if kind in {"enum", "literal_error"}:
        words = str(problem["ctx"]["expected"])
        near = _near(str(given), words.replace("'", "").replace(" or ", ", ").split(", "))
        return f"`{given}` is not a word for `{name}`", f"{near} use {words}".strip()
    found = _about_text(kind, given, name, told)
    if found:
        return found
    if kind == "too_short":
        return f"`{name}`: the list is empty", "write at least one member"
    if kind.endswith("_type"):
        return f"`{name}`: {_kind(given)} stands where {_wanted(kind)} belongs", _EXAMPLE.get(
            kind, "see the schema of this file"
        )
    return f"`{name}`: {told[:1].lower()}{told[1:]}", f"mend `{_short(given)}`"


def _about_text(kind: str, given: object, name: str, told: str) -> tuple[str, str] | None:
    """The same for a text that is no id, no safe address, or blank."""
    if kind == "string_pattern_mismatch":
        return (
            f"`{given}` is not an id",
            "use small letters, digits and single dashes, such as `trial2024-first-result`",
        )
    if kind == "address":
        return f"`{name}` is no safe address: {told}", web_addresses.HINT
    if kind in {"blank_text", "string_too_short"} and blank(str(given)):
        return (
            f"`{name}` is blank",
            "write its text, or remove the line if the field may be left out",
        )
    return None


def _near(word: str, known: list[str]) -> str:
    found = get_close_matches(word, known, 1)
    return f"did you mean `{found[0]}`?" if found else ""


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
    return (
        "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
    )


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004
