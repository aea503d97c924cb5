"""Differences for a person, for a pull request, and for programs."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import BaseModel

from evidence_guide.diff import commits, diff
from evidence_guide.diff.difference import Difference, What
from evidence_guide.guide.loader import load
from evidence_guide.text import markup


class Compared(BaseModel):
    """What `--format json` prints: the two states that were compared, and what is otherwise."""

    base: str
    """The earlier state, as it was named."""
    head: str
    """The later state, as it was named; `the working tree` without a name."""
    changes: tuple[Difference, ...]
    """What the evidence says otherwise, the weightiest first."""


def compared(folder: Path, base: str | None, head: str | None) -> Compared:
    """What the evidence of a folder says otherwise at `head` (or in its files) than at `base` (or at the last release)."""
    now = load(folder)
    base = base or commits.last_release(folder)
    new = commits.at(folder, head, now) if head else commits.sound(now, commits.WORKING_TREE)
    old = commits.at(folder, base, now)
    return Compared(base=base, head=head or commits.WORKING_TREE, changes=tuple(diff(old, new)))


def text(found: Compared) -> str:
    """Lines for a terminal; those that begin with `-` and `+` are coloured where a file of differences is."""
    return _rendered("diff.txt.j2", found)


def markdown(found: Compared) -> str:
    """Markdown in which nothing of the evidence is anything but text."""
    return _rendered("diff.md.j2", found)


def as_json(found: Compared) -> str:
    """A `Compared` as JSON; docs/diff.md names its fields."""
    return found.model_dump_json(indent=2) + "\n"


FORMATS: dict[str, Callable[[Compared], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Each format of `diff --format` by its name."""


def _rendered(template: str, found: Compared) -> str:
    groups = [(what, list(told)) for what, told in groupby(found.changes, key=lambda d: d.what)]
    return (
        _environment()
        .get_template(template)
        .render(found=found, groups=groups, summary=summary(found.changes))
    )


def summary(found: Sequence[Difference]) -> str:
    """How much changed, in words."""
    slips = sum(d.what is What.TYPO for d in found)
    weighty = len(found) - slips
    if not found:
        return "Nothing changed in the evidence."
    parts = [f"{weighty} change{'' if weighty == 1 else 's'} in the evidence"] if weighty else []
    parts += [f"{slips} of spelling and punctuation only"] if slips else []
    return f"{', and '.join(parts)}."


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evidence_guide.diff"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (no HTML; Markdown by `words`)
    )
    environment.filters |= {"line": _line, "words": markup.heading, "fence": _fence}
    return environment


def _line(value: str) -> str:
    """The text in one line, without characters that a terminal obeys or that are not seen."""
    return "".join(char if char.isprintable() else " " for char in " ".join(value.split()))


def _fence(*values: str) -> str:
    """More backticks than stand together in any of the texts."""
    return "`" * max(3, *(len(run) + 1 for value in values for run in re.findall("`+", value)), 0)
