"""The view of the plan: what a reader is asked, and what each answer shows.

`when` is what a part of the page waits for: groups parted by `;`, of each of which one answer must
be given. The script and the tests read it from the page; a question that is `open` counts, while
unanswered, as all its answers.
"""

from collections.abc import Iterable, Iterator, Mapping

from evidence_guide.guide import Guide
from evidence_guide.model import Column, Row, Table
from evidence_guide.model.guide_file import Profile
from evidence_guide.view.care_levels import FlagOfStages, Keyed, care_levels, flags_of_all_stages
from evidence_guide.view.pages.parts import Label, html_of, words_of
from evidence_guide.view.shapes import (
    CareLevelView,
    Id,
    StageView,
    StatementView,
    StepView,
    Text,
    TextRow,
    ViewObject,
)
from evidence_guide.view.site import Site
from evidence_guide.view.texts import maybe_text, text
from evidence_guide.view.views import Views

PLAN = "plan.md"


class PlanAnswer(ViewObject):
    """An answer that a reader chooses."""

    id: Id
    words: Text
    about: Text = ""


class PlanQuestion(ViewObject):
    """A question of the guide with its answers."""

    id: Id
    asks: Text
    hint: Label
    one: bool
    """Whether only one answer can be chosen."""
    answers: tuple[PlanAnswer, ...]


class PlanStep(ViewObject):
    """A step with the answers that it waits for."""

    when: Id
    step: StepView
    ids: tuple[Id, ...]
    """The claims that it cites: the advice that it follows, or else its reasons."""


class PlanStage(ViewObject):
    """A stage with its steps."""

    stage: StageView
    steps: tuple[PlanStep, ...]


class PlanFlag(ViewObject):
    """A red flag with the answers that it waits for."""

    when: Id
    says: StatementView


class PlanCard(ViewObject):
    """The red flags of one level, with the answers that the card waits for."""

    when: Id
    level: CareLevelView
    flags: tuple[PlanFlag, ...]


class PlanColumn(ViewObject):
    """A column of the table of values with the answers that it waits for."""

    when: Id
    title: Text
    unit: Text | None


class PlanValues(ViewObject):
    """The table of recommended values, of which one row is chosen."""

    id: Id
    title: Text
    caption: StatementView
    question: Text
    hint: Label
    answers: tuple[PlanAnswer, ...]
    when: Id
    """The answers that any of its columns waits for."""
    columns: tuple[PlanColumn, ...]
    rows: tuple[TextRow, ...]
    notes: tuple[StatementView, ...]


class PlanPage(ViewObject):
    """The page of the plan."""

    guide_title: Text
    version: str
    address: str
    usually: str
    count: int
    all_shown: Label
    without_script: Label
    stages: tuple[PlanStage, ...]
    questions: tuple[PlanQuestion, ...]
    flags: tuple[PlanCard, ...]
    values: PlanValues | None


def plan_page(views: Views) -> PlanPage:
    """The plan, whole for a reader without JavaScript."""
    guide, file = views.guide, views.guide.file
    words = words_of(guide).plan
    stages = tuple(_stage(views, id) for id in file.stages)
    count = sum(len(stage.steps) for stage in stages)
    return PlanPage(
        guide_title=text(file.title),
        version=file.version,
        address=plan_address(guide),
        usually=file.clinicians.usually,
        count=count,
        all_shown=words.all_steps_are_shown.format(count),
        without_script=words.without_javascript_this_page.format(count),
        stages=stages,
        questions=tuple(_questions(guide)),
        flags=tuple(_flags(views)),
        values=_values(views),
    )


def plan_address(guide: Guide) -> str:
    """The full address of the page, which it prints."""
    return f"{guide.file.site_url.rstrip('/')}/{Site(guide).address(PLAN)}"


def _when(*groups: Iterable[str]) -> str:
    return ";".join(filter(None, map(" ".join, groups)))


def _stage(views: Views, id: str) -> PlanStage:
    """A stage and its steps, each with the answers that it waits for."""
    stage = views.stage(id)
    steps = []
    for item, step in zip(views.guide.stages[id].item.steps, stage.steps, strict=True):
        when = _when([id], item.during, step.profiles)
        steps.append(PlanStep(when=when, step=step, ids=step.follows or step.why))
    return PlanStage(stage=stage, steps=tuple(steps))


def _questions(guide: Guide) -> Iterator[PlanQuestion]:
    """The questions in order; profiles that answer none come last, under words of the page."""
    words = words_of(guide).plan
    for question in guide.file.questions:
        one = question.choose == "one"
        yield PlanQuestion(
            id=question.id,
            asks=text(question.asks),
            hint=words.choose_one if one else words.choose_any,
            one=one,
            answers=tuple(_answers(guide, question.id)),
        )
    left = tuple(_answers(guide, None))
    if left:
        asks = str(words.does_any_of_these)
        yield PlanQuestion(id="profile", asks=asks, hint=words.choose_any, one=False, answers=left)


def _answers(guide: Guide, question: str | None) -> Iterator[PlanAnswer]:
    for profile in guide.file.profiles:
        if profile.question == question:
            yield _answer(profile)


def _answer(profile: Profile) -> PlanAnswer:
    words = text(profile.answer or profile.title)
    return PlanAnswer(id=profile.id, words=words)


def _flags(views: Views) -> Iterator[PlanCard]:
    """The red flags of all stages by level, each with the answers that it waits for."""
    every = flags_of_all_stages(views.context)
    stages = {one.key: one.stages for one in every}
    for level in care_levels(views.context, map(_keyed, every)):
        yield _card(level, stages)


def _keyed(one: FlagOfStages) -> Keyed:
    return one.flag, one.key


_Stages = Mapping[str, list[str]]
"""The stages that show a red flag, by its key."""


def _card(level: CareLevelView, stages: _Stages) -> PlanCard:
    waits_for = dict.fromkeys(_stages_of(level, stages))
    return PlanCard(when=_when(waits_for), level=level, flags=tuple(_waiting(level, stages)))


def _stages_of(level: CareLevelView, stages: _Stages) -> Iterator[str]:
    for flag in level.flags:
        yield from stages[flag.key]


def _waiting(level: CareLevelView, stages: _Stages) -> Iterator[PlanFlag]:
    for flag in level.flags:
        yield PlanFlag(when=_when(stages[flag.key]), says=flag)


def _values(views: Views) -> PlanValues | None:
    """The first table of countries; None where the guide has none."""
    guide = views.guide
    for id in guide.file.tables:
        table = guide.tables[id].item
        for column in table.columns:
            if column.role == "country":
                return _values_of(views, table, column)
    return None


def _values_of(views: Views, table: Table, country: Column) -> PlanValues:
    """The values of a table without the columns that are for no stage."""
    first = table.columns[0]
    columns = [column for column in table.columns if column.stages or column in (first, country)]
    shown = tuple(_column(column) for column in columns)
    title = text(table.title)
    return PlanValues(
        id=table.id,
        title=title,
        caption=views.table(table.id).caption,
        question=text(country.title),
        hint=words_of(views.guide).plan.for_the_table_choose.format(html_of(title)),
        answers=_countries(table, country, first),
        when=" ".join(filter(None, (column.when for column in shown))),
        columns=shown,
        rows=tuple(_rows(table, columns)),
        notes=views.table(table.id).notes,
    )


def _column(column: Column) -> PlanColumn:
    when = _when(column.stages)
    return PlanColumn(when=when, title=text(column.title), unit=maybe_text(column.unit))


def _countries(table: Table, country: Column, first: Column) -> tuple[PlanAnswer, ...]:
    """The rows to choose from, each by its country."""
    found = []
    for row in table.rows:
        words, about = text(row.cells[country.id]), text(row.cells[first.id])
        found.append(PlanAnswer(id=row.id, words=words, about=about))
    return tuple(found)


def _rows(table: Table, columns: list[Column]) -> Iterator[TextRow]:
    for row in table.rows:
        cells = tuple(_row_cells(row, columns))
        yield TextRow(id=row.id, key=f"{table.id}/{row.id}", cells=cells, ids=row.rests_on)


def _row_cells(row: Row, columns: list[Column]) -> Iterator[Text]:
    for column in columns:
        yield text(row.cells[column.id])
