"""Progress on stderr, if that is a terminal."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

_CONSOLE = Console(stderr=True)
Step = TypeVar("Step")


def with_progress(steps: Iterable[Step], title: str, total: int) -> Iterator[Step]:
    """The steps, counted in a bar that disappears at the end."""
    yield from track(
        steps,
        title,
        total=total,
        console=_CONSOLE,
        transient=True,
        disable=not _CONSOLE.is_terminal,
    )
