"""Parts that commands share: how each is loaded, exit codes, and errors as one sentence."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import click
from click.exceptions import Exit

from evidence_guide.diagnostic import GuideError, Unsound
from evidence_guide.files.output import reason
from evidence_guide.signals import until_stopped
from evidence_guide.text.characters import line
from evidence_guide.text.terminal import say

DIAGNOSTICS, FAILED = 1, 2
"""Exit codes; click itself ends a clean run with 0."""
PATH = click.Path(path_type=Path)
_STREAMS = {"stdin": "r", "stdout": "w", "stderr": "w"}
"""The standard streams, each with its mode."""


class Failure(click.ClickException):
    """The work cannot go on: click prints one sentence and ends the program with exit code 2."""

    exit_code = FAILED

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 (click's own signature)
        """Prints the sentence on stderr."""
        say(f"evidence-guide: {line(self.message)}", err=True)


class CommandGroup(click.Group):
    """Commands, each loaded when it is used; errors end the program with a sentence and a code."""

    def __init__(self, *given: Any, names: Sequence[str], **named: Any) -> None:
        """A group of the commands with these names, one module of this package for each."""
        super().__init__(*given, **named)
        self.names = list(names)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names of all commands."""
        return self.names

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 (click's signature)
        cmd_name: str,
    ) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in self.names:
            return None
        return _imported(cmd_name.replace("-", "_"))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; its errors become click's own exceptions."""
        try:
            with until_stopped():
                return super().invoke(ctx)
        except GuideError as error:
            raise Failure(str(error)) from error
        except Unsound as error:
            say("\n".join(map(str, error.diagnostics)), err=True)
            raise Exit(DIAGNOSTICS) from error
        except (click.Abort, KeyboardInterrupt) as stop:
            say("\nevidence-guide: stopped; no file is half written", err=True)
            raise Exit(FAILED) from stop
        except BrokenPipeError:
            raise  # the reader of the output has seen enough; click ends quietly
        except OSError as error:
            _give_up_stdout()
            raise Failure(_unusable(error)) from error


def _imported(name: str) -> click.Command:
    module = import_module(f"{__package__}.{name}")
    command: click.Command = getattr(module, f"{name}_command")
    return command


def _unusable(error: OSError) -> str:
    name = error.filename or "what this prints"
    return f"{name} cannot be read or written ({reason(error)})"


def _give_up_stdout() -> None:
    """Discards the rest of stdout if it cannot be written, so that exiting does not fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            _redirect_stdout()


def _redirect_stdout() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_closed_streams() -> None:
    """Opens closed standard streams on the null device, before a file takes their numbers."""
    for name, mode in _STREAMS.items():
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def fail_if(wrong: object) -> None:
    """Ends the command with exit code 1 if something is wrong."""
    if wrong:
        raise Exit(DIAGNOSTICS)
