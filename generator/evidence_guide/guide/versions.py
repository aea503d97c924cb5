"""Results of reading a text, kept for the last few versions of each file."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

R = TypeVar("R")
MOST = 4
"""Versions of one file that are kept: more than a check, a diff and a translation read at once."""


def of_versions(read: Callable[[str, str], R]) -> Callable[[str, str], R]:
    """A function of a text and the path of its file that reads no recent version again."""
    kept: dict[str, dict[str, R]] = {}

    @wraps(read)
    def known(text: str, path: str) -> R:
        versions = kept.setdefault(path, {})
        found = versions.pop(text, None)
        if found is None:
            found = read(text, path)
        versions[text] = found  # the last one used is the last to go
        if len(versions) > MOST:
            versions.pop(next(iter(versions)))
        return found

    return known
