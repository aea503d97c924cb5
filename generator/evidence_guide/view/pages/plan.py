"""The view of the plan: what a reader is asked, and what each answer shows.

`when` is what a part of the page waits for: groups parted by `;`, of each of which one answer must
be given. The script and the tests read it from the page; a question that is `open` counts, while
unanswered, as all its answers. `unless` is what hides the part all the same: conditions like these,
parted by `|`, for which only given answers count, and all stages where none was given.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Column, HowSoon, Row, Table
from evidence_guide.model.guide_file import Profile
from evidence_guide.view.care_levels import FlagOfStages, Keyed, care_levels, flags_of_all_stages
from evidence_guide.view.cell_sentences import cell_sentence
from evidence_guide.view.pages.parts import Label, html_of, words_of
from evidence_guide.view.plan import planned_steps
from evidence_guide.view.shapes import (
    CareLevelView,
    Id,
    PlannedStep,
    StageView,
    StatementView,
    StepView,
    Text,
    ViewObject,
)
from evidence_guide.view.site import Site
from evidence_guide.view.texts import text
from evidence_guide.view.views import Views

PLAN = "plan.md"
_SOON = tuple(HowSoon)
"""How soon to act, the gravest first."""


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
    unless: Id
    step: StepView
    stage: Text
    """The stage on whose page it is."""
    ids: tuple[Id, ...]
    """The claims that it cites: the advice that it follows, or else its reasons."""
    open: bool
    """Whether the reader sees at once how to do it, as in what is written for her situation."""


class PlanPart(ViewObject):
    """Steps under a heading: those for the situation of some readers, or those for most."""

    title: Label
    steps: tuple[PlanStep, ...]


class PlanFlag(ViewObject):
    """A red flag with the answers that it waits for."""

    when: Id
    unless: Id
    says: StatementView


class PlanCard(ViewObject):
    """The red flags of one level, with the answers that the card waits for."""

    when: Id
    level: CareLevelView
    flags: tuple[PlanFlag, ...]


class PlanValue(ViewObject):
    """A value as a sentence with the answers that it waits for."""

    when: Id
    says: Text


class PlanCountry(ViewObject):
    """The values of one country."""

    id: Id
    key: Id
    name: Text
    body: Text
    values: tuple[PlanValue, ...]
    ids: tuple[Id, ...]


class PlanValues(ViewObject):
    """The recommended values of each country, of which one is chosen."""

    id: Id
    title: Text
    caption: StatementView
    question: Text
    hint: Label
    answers: tuple[PlanAnswer, ...]
    when: Id
    """The answers that any of its values waits for."""
    countries: tuple[PlanCountry, ...]
    notes: tuple[StatementView, ...]


class PlanPage(ViewObject):
    """The page of the plan."""

    guide_title: Text
    version: str
    address: str
    usually: str
    without_script: Label
    stages: tuple[StageView, ...]
    parts: tuple[PlanPart, ...]
    questions: tuple[PlanQuestion, ...]
    flags: tuple[PlanCard, ...]
    values: PlanValues | None


def plan_page(views: Views) -> PlanPage:
    """The plan, whole for a reader without JavaScript."""
    guide, file = views.guide, views.guide.file
    words = words_of(guide).plan
    return PlanPage(
        guide_title=text(file.title),
        version=file.version,
        address=plan_address(guide),
        usually=file.clinicians.usually,
        without_script=words.without_javascript_this_page.format(len(guide.steps)),
        stages=tuple(map(views.stage, file.stages)),
        parts=tuple(_parts(views)),
        questions=tuple(_questions(guide)),
        flags=tuple(_flags(views)),
        values=_values(views),
    )


def plan_address(guide: Guide) -> str:
    """The full address of the page, which it prints."""
    return f"{guide.file.site_url.rstrip('/')}/{Site(guide).address(PLAN)}"


def _when(groups: Iterable[Iterable[str]]) -> str:
    """Groups of answers as the page writes them."""
    return ";".join(filter(None, map(" ".join, groups)))


def _unless(conditions: Iterable[Iterable[Iterable[str]]]) -> str:
    """Conditions of which one hides a part, as the page writes them."""
    return "|".join(map(_when, conditions))


def _parts(views: Views) -> Iterator[PlanPart]:
    """The steps in the order of the plan, under the heading for some readers and that for most."""
    words = words_of(views.guide).plan
    planned = planned_steps(views.guide)
    for title, general in ((words.for_your_situation, False), (words.general_steps, True)):
        steps = tuple(_step(views, one) for one in planned if one.general == general)
        if steps:
            yield PlanPart(title=title, steps=steps)


def _step(views: Views, planned: PlannedStep) -> PlanStep:
    step = views.step(planned.id)
    return PlanStep(
        when=_when(planned.when),
        unless=_unless(planned.unless),
        step=step,
        stage=views.stage(planned.stage).title.text,
        ids=step.follows or step.why,
        open=not planned.general,
    )


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
    waits = {one.key: _waits(one, every) for one in every}
    for level in care_levels(views.context, map(_keyed, every)):
        yield _card(level, waits)


def _keyed(one: FlagOfStages) -> Keyed:
    return one.flag, one.key


class _Waits(NamedTuple):
    """The stages that show a red flag, and those that show it at a graver level."""

    stages: list[str]
    graver: list[list[str]]


def _waits(one: FlagOfStages, every: Iterable[FlagOfStages]) -> _Waits:
    graver = []
    for other in every:
        same = other.flag.says == one.flag.says
        if same and _SOON.index(other.flag.how_soon) < _SOON.index(one.flag.how_soon):
            graver.append(other.stages)
    return _Waits(one.stages, graver)


def _card(level: CareLevelView, waits: Mapping[str, _Waits]) -> PlanCard:
    stages = dict.fromkeys(_stages_of(level, waits))
    return PlanCard(when=_when([stages]), level=level, flags=tuple(_waiting(level, waits)))


def _stages_of(level: CareLevelView, waits: Mapping[str, _Waits]) -> Iterator[str]:
    for flag in level.flags:
        yield from waits[flag.key].stages


def _waiting(level: CareLevelView, waits: Mapping[str, _Waits]) -> Iterator[PlanFlag]:
    for flag in level.flags:
        stages, graver = waits[flag.key]
        unless = _unless([other] for other in graver)
        yield PlanFlag(when=_when([stages]), unless=unless, says=flag)


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
    columns = [column for column in table.columns if column.stages]
    title = text(table.title)
    return PlanValues(
        id=table.id,
        title=title,
        caption=views.table(table.id).caption,
        question=text(country.title),
        hint=words_of(views.guide).plan.for_the_table_choose.format(html_of(title)),
        answers=_countries(table, country, first),
        when=" ".join(_when([column.stages]) for column in columns),
        countries=tuple(_country(table, row, country, columns) for row in table.rows),
        notes=views.table(table.id).notes,
    )


def _countries(table: Table, country: Column, first: Column) -> tuple[PlanAnswer, ...]:
    """The rows to choose from, each by its country."""
    found = []
    for row in table.rows:
        words, about = text(row.cells[country.id]), text(row.cells[first.id])
        found.append(PlanAnswer(id=row.id, words=words, about=about))
    return tuple(found)


def _country(table: Table, row: Row, country: Column, columns: list[Column]) -> PlanCountry:
    """The values of one row, each as a sentence."""
    return PlanCountry(
        id=row.id,
        key=f"{table.id}/{row.id}",
        name=text(row.cells[country.id]),
        body=text(row.cells[table.columns[0].id]),
        values=tuple(_value(table, column, row) for column in columns),
        ids=row.rests_on,
    )


def _value(table: Table, column: Column, row: Row) -> PlanValue:
    return PlanValue(when=_when([column.stages]), says=cell_sentence(table, column, row))
