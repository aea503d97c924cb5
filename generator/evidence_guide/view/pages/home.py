"""The views of the first page, in the original's language and in others."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.model import Converter, Level, Tally
from evidence_guide.view import labels
from evidence_guide.view.addresses import stage_address
from evidence_guide.view.care_levels import dangers
from evidence_guide.view.pages.parts import Card, Label, holds, label, words_of
from evidence_guide.view.shapes import (
    CareLevelView,
    Id,
    Phrase,
    StageView,
    StepView,
    Text,
    ViewObject,
)
from evidence_guide.view.texts import capitalised, text
from evidence_guide.view.views import Views


class LevelLine(ViewObject):
    """A level of certainty at a glance."""

    sign: Id
    word: str
    sure: str


class HomePage(ViewObject):
    """The first page."""

    title: Text
    about: Text
    danger: tuple[CareLevelView, ...]
    """The red flags of all stages for which to call an ambulance."""
    flagged: tuple[Card, ...]
    """The stages with red flags."""
    stages: tuple[Card, ...]
    most: tuple[StepView, ...]
    """The steps that matter most."""
    levels: tuple[LevelLine, ...]
    rests_on: Label
    more: tuple[Card, ...]


class TranslatedHome(ViewObject):
    """The first page of a translation."""

    title: Phrase
    stages: tuple[StageView, ...]
    language: Id
    original: Id
    """The language of the original."""
    original_title: str


def home_page(views: Views) -> HomePage:
    """The guide at a glance, with links to everything else."""
    guide, file = views.guide, views.guide.file
    stages = tuple(map(views.stage, file.stages))
    return HomePage(
        title=file.title,
        about=text(file.about),
        danger=dangers(views.context),
        flagged=tuple(_stage(views, stage) for stage in stages if stage.urgent),
        stages=tuple(_stage(views, stage) for stage in stages),
        most=tuple(map(views.step, file.home)),
        levels=tuple(_level(views, level) for level in labels.SURE),
        rests_on=holds(guide, words_of(guide).home.this_guide_rests_on),
        more=tuple(_more(views)),
    )


def translated_home(views: Views, original_title: str) -> TranslatedHome:
    """The stages of a translated guide, with a link to the original."""
    guide = views.guide
    return TranslatedHome(
        title=views.context.phrase(guide.file.title),
        stages=tuple(map(views.stage, guide.file.stages)),
        language=views.site.translated_into,
        original=guide.translation.original if guide.translation else "",
        original_title=original_title,
    )


def _stage(views: Views, stage: StageView) -> Card:
    return Card(
        uri=stage_address(views.guide, stage.id),
        title=stage.title.text,
        about=stage.about.text,
        count=_step_count(views, stage),
    )


def _step_count(views: Views, stage: StageView) -> Label:
    count = len(stage.steps)
    return label("{} {}", count, _steps_word(views, count))


def _steps_word(views: Views, count: int) -> Label:
    """The word for so many steps."""
    words = words_of(views.guide).home
    found: Label = words.step if count == 1 else words.steps
    return found


def _level(views: Views, level: Level) -> LevelLine:
    sign, _ = labels.LEVELS[level]
    label = views.guide.label
    return LevelLine(sign=sign, word=capitalised(label(level)), sure=label(labels.SURE[level]))


def _more(views: Views) -> Iterator[Card]:
    """Everything that can be looked up: topics, tables, tools and lists."""
    guide = views.guide
    for topic in map(views.topic, guide.file.topics):
        yield Card(uri=f"topics/{topic.id}.md", title=topic.title, about=topic.about)
    about = str(words_of(guide).home.a_table_each_row)
    for table in map(views.table, guide.file.tables):
        yield Card(uri=f"tables/{table.id}.md", title=table.title, about=about)
    yield from _tools(guide)
    yield from _lists(views)


def _tools(guide: Guide) -> Iterator[Card]:
    for entry in guide.tools.values():
        yield _tool(entry.item)


def _tool(tool: Converter | Tally) -> Card:
    return Card(uri=f"tools/{tool.id}.md", title=text(tool.title), about=text(tool.about))


def _lists(views: Views) -> Iterator[Card]:
    """The pages that list all steps, all popular claims and all words."""
    guide = views.guide
    words = words_of(guide).home
    listed = [("stages/index.md", words.all_steps, words.every_step_in_its)]
    if guide.popular:
        listed.append(
            ("popular-claims.md", words.popular_claims_checked, words.what_people_read_and)
        )
    if guide.terms:
        listed.append(("glossary.md", words.glossary, words.the_words_of_this))
    for uri, title, about in listed:
        yield Card(uri=uri, title=str(title), about=str(about))
