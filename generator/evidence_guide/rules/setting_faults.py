"""SettingFaults of single settings: their kinds, and the files and folders that they name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from evidence_guide.diagnostic import Route


class SettingFault(NamedTuple):
    """What is wrong with a setting, and where below it."""

    message: str
    hint: str
    route: Route = ()


SettingFaults = Iterator[SettingFault]
Look = Callable[[Any, Path], SettingFaults]
"""Finds what is wrong with a value in the settings of a folder."""


def a_text(value: Any, _folder: Path) -> SettingFaults:
    """A text."""
    if not isinstance(value, str):
        yield SettingFault("expected a text", "write a text; put a number or a date in quotes")


def flag(value: Any, _folder: Path) -> SettingFaults:
    """True or false."""
    if not isinstance(value, bool):
        yield SettingFault("expected true or false", "write `true` or `false`")


def any_list(value: Any, _folder: Path) -> SettingFaults:
    """A list."""
    if not isinstance(value, list):
        yield SettingFault("expected a list", "write a list, such as `[first, second]`")


def mapping(value: Any, _folder: Path) -> SettingFaults:
    """A mapping."""
    if not isinstance(value, dict):
        yield SettingFault(
            "expected a mapping", "write its fields below it, indented by two spaces"
        )


def present_files(value: Any, folder: Path) -> SettingFaults:
    """Files and folders of the guide that must be there."""
    if not isinstance(value, list):
        yield from any_list(value, folder)
        return
    for number, name in enumerate(value):
        if not isinstance(name, str) or not (folder / name).exists():
            yield SettingFault(f"there is no file `{name}`", "look at the spelling", (number,))


def is_foreign(address: str) -> bool:
    """Whether a browser would ask another site for a file."""
    return address.startswith("//") or "://" in address


def foreign_file(address: str, route: Route = ()) -> SettingFault:
    """The complaint about such a file."""
    message = f"`{address}` is loaded from another site, which the pages' policy blocks"
    return SettingFault(message, "put a copy into `docs/` and name that", route)
