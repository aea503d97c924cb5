"""The reporting checklists that guides can answer, declared once in `checklists.yml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import yaml_reader

FILE = "checklists.yml"
_OPTIONAL = ("by", "says", "without")
"""Fields that an item may lack."""


class ChecklistItem(NamedTuple):
    """An item of a checklist in our own words."""

    id: str
    asks: str
    by: str
    """The name of the function that answers it from the guide; empty where people answer it."""
    says: str
    without: str
    """The answer in words, and what it says instead where nothing was done."""


class Checklist(NamedTuple):
    """A reporting checklist."""

    id: str
    name: str
    about: str
    address: str
    read_in: str
    """The address at which its items were read."""
    items: tuple[ChecklistItem, ...]


@cache
def checklists() -> dict[str, Checklist]:
    """Every checklist by its id. Raises GuideError if the file of the program is not sound."""
    read = yaml_reader.read_yaml(files(__package__).joinpath(FILE).read_text("utf-8"), FILE)
    if read.trouble or not isinstance(read.value, dict):
        raise GuideError(f"{FILE} of the program cannot be read; install the program again")
    return {str(id): _checklist(str(id), fields) for id, fields in read.value.items()}


def _checklist(id: str, fields: Any) -> Checklist:
    name, about, address, read_in = (
        fields[part] for part in ("name", "about", "address", "read_in")
    )
    items = [_item(item, parts) for item, parts in fields["items"].items()]
    return Checklist(id, name, about, address, read_in, tuple(items))


def _item(id: str, fields: Mapping[str, str]) -> ChecklistItem:
    words = [fields.get(name, "") for name in _OPTIONAL]
    return ChecklistItem(id, fields["asks"], *words)
