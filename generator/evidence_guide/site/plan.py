"""My plan: what a reader is asked, and which answers show each step, red flag and recommended value.

`when` is what a part of the page waits for: groups parted by `;`, of each of which one answer must be given.
The script and the tests read it from the page; a question that is `open` counts, while unanswered, as all its answers.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.model import Column, Table
from evidence_guide.site.page import Page
from evidence_guide.view.shapes import StatementView, StepView
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

NAME = "plan.md"
ASSETS = ("assets/plan.css", "assets/plan.js")
"""Its own style sheet and script, which no other page loads."""


class PlanQuestion(NamedTuple):
    """A question of the guide with its answers: id and words."""

    id: str
    asks: str
    one: bool
    answers: list[tuple[str, str]]


class Values(NamedTuple):
    """The table of recommended values, the column of countries, and the columns to show with what each waits for."""

    table: Table
    country: Column
    columns: list[tuple[str, Column]]


def plan(views: Views, calm: int) -> Output:
    """The page, whole for a reader without JavaScript."""
    guide = views.site.guide
    stages = [(views.stage(id), _steps(views, id)) for id in guide.file.stages]
    return Page(views.site, NAME, "evidence/guide.yml", calm).render(
        "plan.md.j2",
        stages=stages,
        count=sum(len(steps) for _, steps in stages),
        questions=list(_asked(guide)),
        flags=_flags(views),
        values=_values(guide),
        assets=ASSETS,
        address=address(guide),
    )


def _steps(views: Views, stage: str) -> list[tuple[str, StepView]]:
    """The steps of a stage, each with the answers that it waits for."""
    items = views.site.guide.stages[stage].item.steps
    found = []
    for item, step in zip(items, views.stage(stage).steps, strict=True):
        found.append((_when([stage], item.during, step.profiles), step))
    return found


def address(guide: Guide) -> str:
    """The full address of the page, which it prints."""
    return f"{guide.file.site_url.rstrip('/')}/{Site(guide).address(NAME)}"


def _when(*groups: Iterable[str]) -> str:
    return ";".join(filter(None, map(" ".join, groups)))


def _asked(guide: Guide) -> Iterator[PlanQuestion]:
    """The questions in their order; profiles that answer none of them come last, under the words of the page."""
    for question in guide.file.questions:
        yield PlanQuestion(
            question.id, question.asks, question.choose == "one", _answers(guide, question.id)
        )
    if left := _answers(guide, None):
        yield PlanQuestion("profile", "", one=False, answers=left)


def _answers(guide: Guide, question: str | None) -> list[tuple[str, str]]:
    return [
        (profile.id, profile.answer or profile.title)
        for profile in guide.file.profiles
        if profile.question == question
    ]


def _flags(views: Views) -> list[tuple[str, StatementView]]:
    """The red flags of all stages, each once, with the answers that it waits for."""
    found: dict[object, tuple[list[str], StatementView]] = {}
    for id in views.site.guide.file.stages:
        for flag in views.stage(id).urgent:
            found.setdefault(flag.text, ([], flag))[0].append(id)
    return [(_when(stages), flag) for stages, flag in found.values()]


def _values(guide: Guide) -> Values | None:
    """The table of countries without the columns that are for no stage; None where the guide has none."""
    for table in (guide.tables[id].item for id in guide.file.tables):
        for country in (column for column in table.columns if column.role == "country"):
            shown = [
                column
                for column in table.columns
                if column.stages or column in (table.columns[0], country)
            ]
            return Values(table, country, [(_when(column.stages), column) for column in shown])
    return None
