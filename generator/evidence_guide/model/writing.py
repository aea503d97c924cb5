"""The types that every model uses: ids, texts, days, and values that refuse unknown fields."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from evidence_guide.model.documented import Documented
from evidence_guide.model.meaning import declared_meaning, exactly, printed, words
from evidence_guide.text import web_addresses
from evidence_guide.text.markup import blank
from evidence_guide.text.quantities import declared_unit


def _iso_day(value: object) -> object:
    """The value, if it is written as YYYY-MM-DD; pydantic would also take a number of seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("a date is written YYYY-MM-DD")
    if isinstance(value, str) and value < _FIRST_DAY:
        raise ValueError(f"no date in a guide is before {_FIRST_DAY}")
    return value


_FIRST_DAY = "1970-01-01"


def _address(value: str) -> str:
    """The value, if it is safe to link to."""
    return _safe(value, web_addresses.fault(value))


def _web_address(value: str) -> str:
    """The value, if it is an address of the web that is safe to link to."""
    return _safe(value, web_addresses.fault(value, web_addresses.WEB))


def _safe(value: str, fault: str) -> str:
    if fault:
        raise PydanticCustomError("address", "{fault}", {"fault": fault})
    return value


def _said(text: str) -> str:
    """The text, if a reader sees anything of it."""
    if blank(text):
        raise PydanticCustomError("blank_text", "the text is blank")
    return text


def _declares_unit(text: str) -> str:
    """The text, if it declares a unit."""
    try:
        declared_unit(text)
    except ValueError as error:
        raise PydanticCustomError("unit", "{fault}", {"fault": str(error)}) from error
    return text


SAID = AfterValidator(_said)
"""The check of every text that people write in their own words."""
Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=80)
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1500), SAID]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), SAID]
UnitDeclaration = Annotated[Title, AfterValidator(_declares_unit)]
"""A unit that a guide declares: `dB`, or `pCi/L = 37 Bq/m³`."""
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
_LINK = Field(max_length=1500, json_schema_extra={"format": "uri"})
Address = Annotated[str, _LINK, AfterValidator(_address)]
"""Every field that becomes a link: http, https or mailto."""
WebAddress = Annotated[str, _LINK, AfterValidator(_web_address)]
"""An address that others are made from: http or https only."""
Day = Annotated[date, BeforeValidator(_iso_day)]


class Written(Documented):
    """A value that somebody wrote in YAML; unknown fields are refused."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)
    written_first: ClassVar[tuple[str, ...]] = ()
    """Fields that people write before the others, against the order of their declaration."""
    written_last: ClassVar[tuple[str, ...]] = ()
    """Fields that people write after the others."""
    added_later: ClassVar[tuple[str, ...]] = ()
    """Fields that guides were locked without; the lock leaves them out where nobody wrote them."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The JSON Schema with the fields in the order in which people write them."""
        schema = super().__get_pydantic_json_schema__(core_schema, handler)
        model = handler.resolve_ref_schema(schema)
        known = model["properties"]
        model["properties"] = {key: known[key] for key in sorted(known, key=cls._rank)}
        return schema

    @classmethod
    def _rank(cls, key: str) -> int:
        """Where a key goes: to the first ones, between, or to the last ones."""
        if key in cls.written_first:
            return cls.written_first.index(key) - len(cls.written_first)
        return 1 if key in cls.written_last else 0

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Refuse a model with a field whose meaning is not declared. Raises TypeError."""
        lacking = [
            name for name, info in cls.model_fields.items() if declared_meaning(info) is None
        ]
        if lacking:
            raise TypeError(
                f"the field `{lacking[0]}` of {cls.__name__} declares no meaning; add one of "
                'evidence_guide.model.meaning to its annotation, such as `words("Label")`'
            )


class OwnNumber(Written):
    """A number in a sentence that no source prints: one of ours, or one computed from figures."""

    number: Annotated[Text, exactly("Number")]
    """The number as the sentence has it, such as `two` or `19`."""
    because: Annotated[Text, words("Because")]
    """The reason why it is ours, or the meaning of the computation."""
    computed: Annotated[Text | None, printed("Computed as")] = None
    """Its expression over figures, such as `50 / 2.6`; the checker computes it again."""


Numbers = Annotated[tuple[OwnNumber, ...], Field(default=())]


def either(short: str, long: str) -> Discriminator:
    """A discriminator between text and other values, so that an error names the right one."""
    return Discriminator(lambda value: short if isinstance(value, str) else long)
