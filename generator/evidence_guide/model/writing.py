"""What every written thing is made of: ids, texts, days, and models that refuse unknown fields."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from evidence_guide.text import web_addresses
from evidence_guide.text.markup import blank


def _iso_day(value: object) -> object:
    """The value, if it is written as YYYY-MM-DD; pydantic alone would take a number of seconds too."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("a date is written YYYY-MM-DD")
    return value


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


SAID = AfterValidator(_said)
"""What every text is held to that people write in their own words."""
Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=80)
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1500), SAID]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), SAID]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
_LINK = Field(max_length=1500, json_schema_extra={"format": "uri"})
Address = Annotated[str, _LINK, AfterValidator(_address)]
"""Every field that becomes a link: http, https or mailto."""
WebAddress = Annotated[str, _LINK, AfterValidator(_web_address)]
"""An address that others are made from: http or https only."""
Day = Annotated[date, BeforeValidator(_iso_day)]


class Written(BaseModel):
    """A value that somebody wrote in YAML; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class OwnNumber(Written):
    """A number in a sentence that no source prints: one of ours, or one computed from figures."""

    number: Text
    """The number as it stands in the sentence, such as `two` or `19`."""
    because: Text
    """Why it is ours, or what is computed."""
    computed: Text | None = None
    """Its expression over figures, such as `50 / 2.6`; the checker computes it again."""


Numbers = Annotated[tuple[OwnNumber, ...], Field(default=())]


def keys(*, first: tuple[str, ...] = (), last: tuple[str, ...] = ()) -> ConfigDict:
    """Sets the order in which a model's keys are written, where that of its fields is not what people would choose."""

    def order(schema: dict[str, Any]) -> None:
        known = schema["properties"]
        middle = [key for key in known if key not in first + last]
        schema["properties"] = {key: known[key] for key in (*first, *middle, *last)}

    return ConfigDict(json_schema_extra=order)


def either(short: str, long: str) -> Discriminator:
    """Tells text from a mapping or a list, so that an error speaks of what was written."""
    return Discriminator(lambda value: short if isinstance(value, str) else long)
