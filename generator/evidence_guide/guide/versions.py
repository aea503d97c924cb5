"""Results of reading a text, kept for the last few versions of each file."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar

R = TypeVar("R")
MOST = 4
"""Versions of one file that are kept: more than a check, a diff and a translation read at once."""


class Versions(Generic[R]):
    """A function of a text and the path of its file that reads no recent version again."""

    def __init__(self, read: Callable[[str, str], R]) -> None:
        update_wrapper(self, read)
        self._read = read
        self._kept: dict[str, dict[str, R]] = {}

    def __call__(self, text: str, path: str) -> R:
        """What the text holds, as it was read before if it is one of the last versions."""
        versions = self._kept.setdefault(path, {})
        found = versions.pop(text, None)
        if found is None:
            found = self._read(text, path)
        versions[text] = found  # the last one used is the last to go
        if len(versions) > MOST:
            del versions[next(iter(versions))]
        return found

    def cache_clear(self) -> None:
        """Forgets all versions, as functools' caches do."""
        self._kept.clear()
