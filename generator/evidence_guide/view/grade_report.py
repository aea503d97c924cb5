"""The reading grade of each part of the guide, as text for a terminal."""

from decimal import Decimal

from rich.console import Group

from evidence_guide.guide import Guide
from evidence_guide.text.terminal import unmarked
from evidence_guide.view.readability import Graded, easy_words, formula_of, grades, hardest

_INDENT = " " * 21


def grade_report(guide: Guide) -> Group:
    """Each part of the guide with its reading grade and its hardest sentence; the hardest first."""
    easy = easy_words(guide)
    lines = ["grade in full words"]
    for graded in sorted(grades(guide), key=_grade, reverse=True):
        worst = hardest(graded.part, easy, formula_of(guide))
        lines.append(f"{_row(graded)}\n{_INDENT}{worst.place}: {worst.text}")
    return Group(*map(unmarked, lines))


def _grade(graded: Graded) -> Decimal:
    return graded.grade


def _row(graded: Graded) -> str:
    part = graded.part
    return f"{_figures(graded)}  {part.title}, {part.kind}"


def _figures(graded: Graded) -> str:
    """The grade, that in full, and the number of words, each in its column."""
    return f"{graded.grade:>5} {graded.in_full:>7} {graded.words:>5}"
