"""The meaning of a field, declared in its annotation and nowhere else.

Whatever walks the items of a guide (the lock, the audits, translations, reading grades,
`diff`, `new`, `--fix`) asks `walk` for the values and reads their `Meaning`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache, wraps
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from evidence_guide.diagnostic import Route

Models = Iterator[type[BaseModel]]
Members = Iterable[tuple[str | int, object]]
"""Parts of a value with the way to each."""


class Weight(StrEnum):
    """How much a change of a field matters to readers, the weightiest first."""

    ADVICE = "advice"
    VERDICT = "verdict"
    FIGURES = "figures"
    SUPPORT = "support"
    WORDS = "words"
    DETAIL = "detail"


class Reads(StrEnum):
    """The part of the guide with which a text is graded for reading."""

    ADVICE = "what to do"
    REASONS = "the reasons"
    PLAIN = "in plain words"


@dataclass(frozen=True, eq=False)
class Meaning:
    """The properties of a field that its users depend on."""

    label: str = ""
    """What readers call it; empty for what no reader sees under a label."""
    prose: bool = False
    """Whether it is a text in our own words."""
    cites: tuple[str, ...] = ()
    """Names of the fields beside it that hold the ids this text rests on."""
    citations: bool = False
    """Whether it holds the ids that texts beside it rest on."""
    items: str = ""
    """For a list whose members are items of their own: the field that holds a member's id."""
    name: bool = False
    """Whether readers know the item by it."""
    statement: bool = False
    """Whether it is the statement of the item."""
    translated: bool = False
    """Whether translations give it in another language."""
    reads: Reads | None = None
    """The part of the guide with which it is graded for reading."""
    weight: Weight = Weight.WORDS
    """How much a change of it matters to readers."""
    exact: bool = False
    """Whether every character counts, so that no change of it is a mere spelling correction."""
    locked: bool = True
    """Whether `evidence.lock` keeps a hash of it among the words of its item."""
    parts: bool = False
    """Whether it is made of fields of its own; `not known` in its place is no text of ours."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The JSON Schema of the field, titled by its label for editors."""
        schema = handler(core_schema)
        return {**schema, "title": self.label} if self.label else schema

    @cache  # noqa: B019 (there is one meaning per field)
    def alone(self) -> "Meaning":
        """The meaning of a word in the place of parts, which is no text of ours."""
        return replace(self, translated=False, reads=None)

    @cache  # noqa: B019 (there is one meaning per field)
    def inside(self, outer: "Meaning") -> "Meaning":
        """The meaning of the field as a part of another, which may rule out its translation."""
        return replace(
            self,
            translated=self.translated and outer.translated,
            reads=self.reads or outer.reads,
            weight=outer.weight if self.weight is Weight.WORDS else self.weight,
        )


def words(  # noqa: PLR0913 (each argument is a property of the text)
    label: str = "",
    *,
    cites: tuple[str, ...] = (),
    name: bool = False,
    statement: bool = False,
    translated: bool = False,
    reads: Reads | None = None,
    weight: Weight = Weight.WORDS,
) -> Meaning:
    """A text in our own words."""
    return Meaning(
        label,
        prose=True,
        cites=cites,
        name=name,
        statement=statement,
        translated=translated,
        reads=reads,
        weight=weight,
    )


def title(
    label: str = "", *, name: bool = True, translated: bool = False, weight: Weight = Weight.WORDS
) -> Meaning:
    """A few words by which readers know something."""
    return Meaning(label, name=name, translated=translated, weight=weight)


def printed(label: str = "", *, weight: Weight = Weight.WORDS, locked: bool = True) -> Meaning:
    """A text as it is printed or typed elsewhere, such as a figure, a name or an address."""
    return Meaning(label, weight=weight, locked=locked)


def exactly(label: str = "", *, weight: Weight = Weight.DETAIL, locked: bool = True) -> Meaning:
    """A value in which every character counts: a choice, a number, a day, ids of other items."""
    return Meaning(label, weight=weight, exact=True, locked=locked)


def identity() -> Meaning:
    """The id of the item."""
    return Meaning(weight=Weight.DETAIL, exact=True, locked=False)


def citations(label: str = "") -> Meaning:
    """Ids of the findings or claims that the texts beside it rest on."""
    return Meaning(label, citations=True, weight=Weight.SUPPORT, exact=True, locked=False)


def items(key: str = "id") -> Meaning:
    """A list whose members are items of their own, with the field that holds a member's id."""
    return Meaning(items=key, locked=False)


def parts(
    label: str = "",
    *,
    translated: bool = False,
    reads: Reads | None = None,
    weight: Weight = Weight.WORDS,
    locked: bool = True,
) -> Meaning:
    """A value made of fields of its own, or a list of such values."""
    return Meaning(
        label, translated=translated, reads=reads, weight=weight, locked=locked, parts=True
    )


def setting(label: str = "", *, locked: bool = True) -> Meaning:
    """A value that steers the generator; no reader sees it."""
    return Meaning(label, weight=Weight.DETAIL, locked=locked)


B = TypeVar("B")
R = TypeVar("R")


class Value(NamedTuple):
    """The value of one field, with its way from the item and its meaning there."""

    route: Route
    value: object
    meaning: Meaning
    holder: BaseModel
    """The item, or the part of it, whose field this is."""


def declared_meaning(info: FieldInfo) -> Meaning | None:
    """The meaning in the annotation of a field, if there is one."""
    return next((part for part in info.metadata if isinstance(part, Meaning)), None)


@cache
def meanings(kind: type[BaseModel]) -> Mapping[str, Meaning]:
    """The meaning of each field of a model, in the order in which people write them."""
    first = getattr(kind, "written_first", ())
    last = getattr(kind, "written_last", ())
    between = [name for name in kind.model_fields if name not in {*first, *last}]
    found: dict[str, Meaning] = {}
    for name in (*first, *between, *last):
        meaning = declared_meaning(kind.model_fields[name])
        if meaning:
            found[name] = meaning
    return found


def labels(kind: type[BaseModel]) -> dict[str, str]:
    """The label of each field of a model that has one."""
    return {name: meaning.label for name, meaning in meanings(kind).items() if meaning.label}


class _Identity:
    """An item that is the same only as itself; comparing all of its texts would cost more."""

    __slots__ = ("item",)

    def __init__(self, item: Any) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.item is self.item

    def __hash__(self) -> int:
        return id(self.item)


def for_each_item(compute: Callable[[B], R]) -> Callable[[B], R]:
    """A function of an item or its entry, computed once for each: both are frozen."""

    @lru_cache(maxsize=131072)
    def of(identity: _Identity) -> R:
        return compute(identity.item)

    @wraps(compute)
    def known(item: B) -> R:
        return of(_Identity(item))

    return known


@for_each_item
def walk_values(item: BaseModel) -> tuple[Value, ...]:
    """Every value in an item, except in lists whose members are items of their own."""
    found: list[Value] = []
    _add_fields(item, None, (), found)
    return tuple(found)


def _add_fields(item: BaseModel, outer: Meaning | None, route: Route, found: list[Value]) -> None:
    """Adds the values in an item to those that were found."""
    for name, meaning in _own_meanings(type(item)):
        value = getattr(item, name)
        if value is not None:
            here = meaning.inside(outer) if outer else meaning
            _add_values(Value((*route, name), value, here, item), found)


@cache
def _own_meanings(kind: type[BaseModel]) -> tuple[tuple[str, Meaning], ...]:
    """The meaning of each field of a model that holds no items of their own."""
    return tuple((name, meaning) for name, meaning in meanings(kind).items() if not meaning.items)


def _add_values(whole: Value, found: list[Value]) -> None:
    """Adds a value, or each part of it."""
    route, value, meaning, holder = whole
    if not isinstance(value, str) and isinstance(value, BaseModel):
        _add_fields(value, meaning, route, found)
        return
    members = None if meaning.citations else _members(value)
    if members is None:
        found.append(whole._replace(meaning=meaning.alone()) if meaning.parts else whole)
        return
    for key, member in members:
        if member is not None:
            _add_values(Value((*route, key), member, meaning, holder), found)


def _members(value: object) -> Members | None:
    """The members of a list or a mapping with the way to each; None for other values."""
    if isinstance(value, tuple):
        return enumerate(value)
    return value.items() if isinstance(value, dict) else None


def item_title(item: BaseModel) -> str:
    """The text by which readers know an item, or an empty text."""
    return _first(value for value in walk_values(item) if value.meaning.name)


def stated(item: BaseModel) -> str:
    """The statement of an item, or else the text by which readers know it."""
    found = _first(value for value in walk_values(item) if value.meaning.statement)
    return found or item_title(item)


def _first(values: Iterable[Value]) -> str:
    return next((str(value.value) for value in values), "")


@cache
def models_in(kind: type[BaseModel]) -> frozenset[type[BaseModel]]:
    """A model and all models that are parts of it, without items of their own."""
    found = {kind}
    for name, meaning in meanings(kind).items():
        if not meaning.items:
            for part in part_models(kind.model_fields[name].annotation):
                found |= models_in(part)
    return frozenset(found)


@cache
def has_citations(kind: type[BaseModel]) -> bool:
    """Whether texts of an item of this kind rest on findings or claims."""
    return any(meaning.citations for part in models_in(kind) for meaning in meanings(part).values())


def meaning_at(kind: type[BaseModel], route: Route) -> Meaning | None:
    """The meaning of the field at a route of a file of this kind, as it is written in YAML."""
    found: Meaning | None = None
    models: tuple[type[BaseModel], ...] = (kind,)
    in_mapping = False
    for step in route:
        if isinstance(step, int):
            continue
        if in_mapping:
            in_mapping = False
            continue
        info = _field_of_any(models, step)
        if info is None:
            return None
        meaning = declared_meaning(info) or Meaning()
        found = meaning.inside(found) if found else meaning
        models = tuple(part_models(info.annotation))
        in_mapping = get_origin(info.annotation) is dict
    return found


def _field_of_any(kinds: tuple[type[BaseModel], ...], key: str) -> FieldInfo | None:
    for kind in kinds:
        info = _field(kind, key)
        if info:
            return info
    return None


def _field(kind: type[BaseModel], key: str) -> FieldInfo | None:
    """The field of a model that is written under a key."""
    for name, info in kind.model_fields.items():
        if key in {name, info.alias}:
            return info
    return None


def part_models(annotation: Any) -> Models:
    """The models that an annotation names, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from part_models(part)
