"""My plan: what a reader is asked, and which answers show each step, red flag and recommended value.

`when` is what a part of the page waits for: groups parted by `;`, of each of which one answer must be given.
The script and the tests read it from the page; a question that is `open` counts, while unanswered, as all its answers.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.model import Cited, Column, Step, Table
from evidence_guide.site.page import Page, Site
from evidence_guide.view.shown import urgent

NAME = "plan.md"
ASSETS = ("assets/plan.css", "assets/plan.js")
"""Its own style sheet and script, which no other page loads."""


class Asked(NamedTuple):
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


def plan(site: Site, whom: dict[str, str], calm: int) -> Output:
    """The page, whole for a reader without JavaScript."""
    guide = site.guide
    stages = [(id, guide.stages[id].item) for id in guide.file.stages]
    return Page(site, NAME, "evidence/guide.yml", calm).render(
        "plan.md.j2",
        stages=[
            (id, stage, [(_when([id], step.during, _profiles(step)), step) for step in stage.steps])
            for id, stage in stages
        ],
        count=sum(len(stage.steps) for _, stage in stages),
        questions=list(_asked(guide)),
        flags=_flags(guide),
        values=_values(guide),
        whom=whom,
        assets=ASSETS,
        address=f"{guide.file.site_url.rstrip('/')}/{Site(guide).address(NAME)}",
    )


def _when(*groups: Iterable[str]) -> str:
    return ";".join(filter(None, map(" ".join, groups)))


def _profiles(step: Step) -> tuple[str, ...]:
    return () if step.whom == "everyone" else step.whom


def _asked(guide: Guide) -> Iterator[Asked]:
    """The questions in their order; profiles that answer none of them come last, under the words of the page."""
    for question in guide.file.questions:
        yield Asked(
            question.id, question.asks, question.choose == "one", _answers(guide, question.id)
        )
    if left := _answers(guide, None):
        yield Asked("profile", "", one=False, answers=left)


def _answers(guide: Guide, question: str | None) -> list[tuple[str, str]]:
    return [
        (profile.id, profile.answer or profile.title)
        for profile in guide.file.profiles
        if profile.question == question
    ]


def _flags(guide: Guide) -> list[tuple[str, Cited, str]]:
    """The red flags of all stages, each once, with what it waits for and the key that the audit looks for."""
    found: dict[str, tuple[list[str], Cited, str]] = {}
    for id in guide.file.stages:
        for cited, key in urgent(guide.stages[id]):
            found.setdefault(cited.says, ([], cited, key))[0].append(id)
    return [(_when(stages), cited, key) for stages, cited, key in found.values()]


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
