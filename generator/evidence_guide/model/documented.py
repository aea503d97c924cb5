"""The docstrings below the fields of a model, read from its module when somebody asks for them."""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Documented(BaseModel):
    """A model whose JSON Schema describes each field by the docstring below it."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The JSON Schema with the descriptions of the fields."""
        schema = handler(core_schema)
        known = handler.resolve_ref_schema(schema)["properties"]
        for name, about in described(cls).items():
            key = cls.model_fields[name].alias or name
            if key in known:
                known[key] = {**known[key], "description": about}
        return schema


@cache
def described(kind: type[BaseModel]) -> dict[str, str]:
    """The docstring below each field of a model, those that it inherits first."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found.update(_written(base))
    return {name: about for name, about in found.items() if name in kind.model_fields}


def described_fields(kind: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model, each with its docstring as its description."""
    for name, about in described(kind).items():
        kind.model_fields[name].description = about
    return kind.model_fields


def _written(kind: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields that are declared in a class, each with its docstring."""
    node = _classes(kind.__module__)[kind.__name__]
    for field, text in pairwise(node.body):
        about = _text(text)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and about:
            yield field.target.id, inspect.cleandoc(about)


def _text(node: ast.stmt) -> str:
    """The text of a docstring; empty for any other statement."""
    value: Any = node.value.value if _is_constant(node) else ""  # type: ignore[attr-defined]
    return value if isinstance(value, str) else ""


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """The classes at the top of a module by their names."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
