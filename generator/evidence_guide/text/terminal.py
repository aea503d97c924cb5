"""What commands print: text that a terminal shows and that commands no log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click
from rich.console import Console
from rich.markup import escape

from evidence_guide.text import characters


def say(text: object, *, nl: bool = True, err: bool = False) -> None:
    """Prints a text for people; data for other programs is printed as it is."""
    click.echo(characters.printable_lines(text), nl=nl, err=err)


def console(
    *, stderr: bool = False, soft_wrap: bool = False, width: int | None = None, markup: bool = False
) -> Console:
    """A console without emoji codes; with `markup`, texts must pass through `unmarked`."""
    return Console(
        stderr=stderr, soft_wrap=soft_wrap, width=width, markup=markup, highlight=False, emoji=False
    )


@contextmanager
def at_work(on: str) -> Iterator[None]:
    """Says on standard error what takes a while, as long as it does, if that is a terminal."""
    screen = console(stderr=True)
    with screen.status(on) if screen.is_terminal else nullcontext():
        yield


def unmarked(text: object) -> str:
    """A text that a console shows as it is written."""
    return escape(characters.printable_lines(text))


class Lines(logging.Formatter):
    """Formats what libraries log in the same way."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text that no terminal obeys."""
        return characters.printable_lines(super().format(record))
