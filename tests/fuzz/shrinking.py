"""The smallest case that still fails in the same way."""

import time
from collections.abc import Callable, Iterator

from tests.fuzz.case import Case, Entry

SECONDS = 40.0


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """A case with fewer files, edits and bytes that fails as well; what is found within a bound."""
    end = time.monotonic() + SECONDS
    shrinks = True
    while shrinks and time.monotonic() < end:
        shrinks = False
        for smaller in _smaller(case):
            if time.monotonic() > end:
                break
            if fails(smaller):
                case, shrinks = smaller, True
                break
    return case


def _smaller(case: Case) -> Iterator[Case]:
    """Cases with one thing less, the largest steps first."""
    for place in range(len(case.commands) - 1):
        yield case._replace(commands=(*case.commands[:place], *case.commands[place + 1 :]))
    for place in range(len(case.edits) if len(case.edits) > 1 else 0):
        yield case._replace(edits=(*case.edits[:place], *case.edits[place + 1 :]))
    for path in case.files:
        yield case._replace(
            files={name: entry for name, entry in case.files.items() if name != path}
        )
    for path, entry in case.files.items():
        if isinstance(entry, bytes) and ".git/" not in path:
            yield from (_with(case, path, less) for less in _pieces(entry))


def _with(case: Case, path: str, entry: Entry) -> Case:
    return case._replace(files=case.files | {path: entry})


def _pieces(data: bytes) -> Iterator[bytes]:
    """The data without a half, a quarter, an eighth …, by lines where there are some."""
    lines = data.splitlines(keepends=True)
    units: list[bytes] = (
        lines
        if len(lines) > 1
        else [data[i : i + 1] for i in range(len(data))]
        if len(data) < 400
        else [data[: len(data) // 2], data[len(data) // 2 :]]
    )
    size = len(units) // 2
    while size >= 1:
        for start in range(0, len(units), size):
            yield b"".join([*units[:start], *units[start + size :]])
        size //= 2
