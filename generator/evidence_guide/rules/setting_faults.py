"""Faults of single settings: their kinds, and the files and folders that they name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from evidence_guide.diagnostic import Route


class Fault(NamedTuple):
    """What is wrong with a setting, and where below it."""

    message: str
    hint: str
    route: Route = ()


Faults = Iterator[Fault]
Look = Callable[[Any, Path], Faults]
"""Finds what is wrong with a value in the settings of a folder."""


def a_text(value: Any, _folder: Path) -> Faults:
    """A text."""
    if not isinstance(value, str):
        yield Fault("expected a text", "write a text; put a number or a date in quotes")


def flag(value: Any, _folder: Path) -> Faults:
    """True or false."""
    if not isinstance(value, bool):
        yield Fault("expected true or false", "write `true` or `false`")


def listed(value: Any, _folder: Path) -> Faults:
    """A list."""
    if not isinstance(value, list):
        yield Fault("expected a list", "write a list, such as `[first, second]`")


def mapping(value: Any, _folder: Path) -> Faults:
    """A mapping."""
    if not isinstance(value, dict):
        yield Fault("expected a mapping", "write its fields below it, indented by two spaces")


def present_files(value: Any, folder: Path) -> Faults:
    """Files and folders of the guide that must be there."""
    if not isinstance(value, list):
        yield from listed(value, folder)
        return
    for number, name in enumerate(value):
        if not isinstance(name, str) or not (folder / name).exists():
            yield Fault(f"there is no file `{name}`", "look at the spelling", (number,))


def is_foreign(address: str) -> bool:
    """Whether a browser would ask another site for a file."""
    return address.startswith("//") or "://" in address


def foreign_file(address: str, route: Route = ()) -> Fault:
    """The complaint about such a file."""
    message = f"`{address}` is loaded from another site, which the pages' policy blocks"
    return Fault(message, "put a copy into `docs/` and name that", route)
