"""Differences as text, as Markdown for a pull request, and as JSON for programs."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment
from pydantic import BaseModel

from evidence_guide.diff import commits, diff
from evidence_guide.diff.difference import Difference, DifferenceKind
from evidence_guide.guide.loader import load
from evidence_guide.text import markup
from evidence_guide.text.templates import text_templates


class Comparison(BaseModel):
    """The output of `--format json`: the two states, and the differences between them."""

    base: str
    """The earlier state, as named on the command line."""
    head: str
    """The later state, as named on the command line; otherwise `the working tree`."""
    changes: tuple[Difference, ...]
    """The differences, the weightiest first."""


def compare(folder: Path, base: str | None, head: str | None) -> Comparison:
    """The differences in the evidence from `base` to `head`.

    Without `base`, from the last release; without `head`, to the files as they are.
    """
    now = load(folder)
    base = base or commits.last_release(folder)
    new = now if head is None else commits.guide_at(folder, head, now)
    if head is None:
        commits.require_readable(now, commits.WORKING_TREE)
    old = commits.guide_at(folder, base, now)
    changes = tuple(diff(old, new))
    return Comparison(base=base, head=head or commits.WORKING_TREE, changes=changes)


def as_text(found: Comparison) -> str:
    """Lines for a terminal; those that begin with `-` and `+` are coloured in a diff viewer."""
    return _rendered("diff.txt.j2", found)


def as_markdown(found: Comparison) -> str:
    """Markdown in which every text from the evidence is plain text."""
    return _rendered("diff.md.j2", found)


def comparison_json(found: Comparison) -> str:
    """A `Comparison` as JSON; docs/diff.md describes its fields."""
    return found.model_dump_json(indent=2) + "\n"


FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": comparison_json,
}
"""Each format of `diff --format` by its name."""


def _rendered(template: str, found: Comparison) -> str:
    by_kind = groupby(found.changes, key=lambda difference: difference.what)
    groups = [(kind, list(differences)) for kind, differences in by_kind]
    page = _environment().get_template(template)
    return page.render(found=found, groups=groups, summary=count_in_words(found.changes))


def count_in_words(found: Sequence[Difference]) -> str:
    """The number of changes, in a sentence."""
    if not found:
        return "Nothing changed in the evidence."
    typos = sum(difference.what is DifferenceKind.TYPO for difference in found)
    others = len(found) - typos
    parts = []
    if others:
        parts.append(f"{others} change{'' if others == 1 else 's'} in the evidence")
    if typos:
        parts.append(f"{typos} of spelling and punctuation only")
    return f"{', and '.join(parts)}."


@cache
def _environment() -> Environment:
    return text_templates(
        "evidence_guide.diff", {"line": _line, "words": markup.heading, "fence": _fence}
    )


def _line(value: str) -> str:
    """The text in one line, without control characters and invisible characters."""
    one_line = " ".join(value.split())
    return "".join(char if char.isprintable() else " " for char in one_line)


def _fence(*values: str) -> str:
    """A code fence with more backticks than any run of them in the texts."""
    runs = [len(run) for value in values for run in re.findall("`+", value)]
    longest = max(runs, default=0)
    return "`" * max(3, longest + 1)
