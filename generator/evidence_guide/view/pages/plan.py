"""The view of the plan: what a reader is asked, and what each answer shows.

`when` is what a part of the page waits for: groups parted by `;`, of each of which one answer must
be given. The script and the tests read it from the page; a question that is `open` counts, while
unanswered, as all its answers. `unless` is what hides the part all the same: conditions like these,
parted by `|`, for which only given answers count, and all stages where none was given.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Column, HowSoon, RedFlag, Row, Table
from evidence_guide.model.guide_file import Profile
from evidence_guide.view.care_levels import FlagOfStages, Keyed, care_levels, flags_of_all_stages
from evidence_guide.view.cell_sentences import cell_sentence
from evidence_guide.view.pages.parts import Label, html_of, words_of
from evidence_guide.view.pages.plan_steps import (
    PlanLine,
    PlanPart,
    country_lines,
    plan_parts,
    unless_written,
    when_written,
)
from evidence_guide.view.shapes import (
    CareLevelView,
    Id,
    StageView,
    StatementView,
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


class PlanCard(ViewObject):
    """The red flags of one level, with the answers that the card waits for."""

    when: Id
    level: CareLevelView
    flags: tuple[PlanLine, ...]
    numbers: tuple[PlanLine, ...]
    """Numbers to call, on the card for an ambulance."""


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
        usually=guide.experts.usually,
        without_script=words.without_javascript_this_page.format(len(guide.steps)),
        stages=tuple(map(views.stage, file.stages)),
        parts=tuple(plan_parts(views)),
        questions=tuple(_questions(guide)),
        flags=tuple(_flags(views)),
        values=_values(views),
    )


def plan_address(guide: Guide) -> str:
    """The full address of the page, which it prints."""
    return f"{guide.file.site_url.rstrip('/')}/{Site(guide).address(PLAN)}"


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
        yield _card(views.guide, level, waits)


def _keyed(one: FlagOfStages) -> Keyed:
    return one.flag, one.key


class _Waits(NamedTuple):
    """The stages that show a red flag, and those that show it at a graver level."""

    stages: list[str]
    graver: list[list[str]]


def _waits(one: FlagOfStages, every: Iterable[FlagOfStages]) -> _Waits:
    graver = [other.stages for other in every if _is_graver(other.flag, one.flag)]
    return _Waits(one.stages, graver)


def _is_graver(other: RedFlag, one: RedFlag) -> bool:
    """Whether a red flag says the same as another and is more urgent."""
    is_sooner = _SOON.index(other.how_soon) < _SOON.index(one.how_soon)
    return is_sooner and other.says == one.says


def _card(guide: Guide, level: CareLevelView, waits: Mapping[str, _Waits]) -> PlanCard:
    stages = dict.fromkeys(_stages_of(level, waits))
    return PlanCard(
        when=when_written([stages]),
        level=level,
        flags=tuple(_waiting(level, waits)),
        numbers=_numbers(guide, level),
    )


def _numbers(guide: Guide, level: CareLevelView) -> tuple[PlanLine, ...]:
    """The numbers to call; a reader whose country has one meets no other."""
    if not level.numbers:
        return ()
    return tuple(country_lines(guide.file.emergency, level.numbers, all_local=True))


def _stages_of(level: CareLevelView, waits: Mapping[str, _Waits]) -> Iterator[str]:
    for flag in level.flags:
        yield from waits[flag.key].stages


def _waiting(level: CareLevelView, waits: Mapping[str, _Waits]) -> Iterator[PlanLine]:
    for flag in level.flags:
        yield _waiting_flag(flag, waits[flag.key])


def _waiting_flag(flag: StatementView, waits: _Waits) -> PlanLine:
    """A red flag with the answers that show it and those that hide it."""
    unless = unless_written([other] for other in waits.graver)
    return PlanLine(when=when_written([waits.stages]), unless=unless, says=flag)


def _values(views: Views) -> PlanValues | None:
    """The first table of countries; None where the guide has none."""
    guide = views.guide
    for id in guide.file.tables:
        table = guide.tables[id].item
        column = _country_column(table)
        if column:
            return _values_of(views, table, column)
    return None


def _country_column(table: Table) -> Column | None:
    return next((column for column in table.columns if column.role == "country"), None)


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
        when=" ".join(when_written([column.stages]) for column in columns),
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
    return PlanValue(when=when_written([column.stages]), says=cell_sentence(table, column, row))
