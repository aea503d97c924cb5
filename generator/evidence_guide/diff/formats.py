"""Differences as text, as Markdown for a pull request, and as JSON for programs."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from jinja2 import Environment
from pydantic import BaseModel

from evidence_guide.diff import commits, diff
from evidence_guide.diff.difference import Difference, DifferenceKind
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.text import markup
from evidence_guide.text.characters import one_line
from evidence_guide.text.templates import text_templates

Groups = list[tuple[DifferenceKind, list[Difference]]]
"""Differences by their kind."""


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
    new = _later_state(folder, head, now)
    old = commits.guide_at(folder, base, now)
    changes = tuple(diff(old, new))
    return Comparison(base=base, head=head or commits.WORKING_TREE, changes=changes)


def _later_state(folder: Path, head: str | None, now: Guide) -> Guide:
    if head is None:
        return commits.require_readable(now, commits.WORKING_TREE)
    return commits.guide_at(folder, head, now)


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
    page = _environment().get_template(template)
    changes = found.changes
    return page.render(found=found, groups=_groups(changes), summary=count_in_words(changes))


def _groups(found: Sequence[Difference]) -> Groups:
    """The differences of each kind, which are in order already."""
    by_kind = groupby(found, key=attrgetter("what"))
    return [(kind, list(differences)) for kind, differences in by_kind]


def count_in_words(found: Sequence[Difference]) -> str:
    """The number of changes, in a sentence."""
    if not found:
        return "Nothing changed in the evidence."
    typos = _count_typos(found)
    parts = (_changes_in_words(len(found) - typos), _typos_in_words(typos))
    return f"{', and '.join(filter(None, parts))}."


def _count_typos(found: Sequence[Difference]) -> int:
    return sum(difference.what is DifferenceKind.TYPO for difference in found)


def _changes_in_words(count: int) -> str:
    if not count:
        return ""
    return f"{count} change{'' if count == 1 else 's'} in the evidence"


def _typos_in_words(count: int) -> str:
    return f"{count} of spelling and punctuation only" if count else ""


@cache
def _environment() -> Environment:
    return text_templates(
        "evidence_guide.diff", {"line": _line, "words": markup.heading, "fence": _fence}
    )


def _line(value: str) -> str:
    """The text in one line, without control characters and invisible characters."""
    return "".join(char if char.isprintable() else " " for char in one_line(value))


def _fence(*values: str) -> str:
    """A code fence with more backticks than any run of them in the texts."""
    runs = re.findall("`+", "\n".join(values))
    return "`" * (1 + max([2, *map(len, runs)]))
