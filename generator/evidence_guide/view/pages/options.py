"""The view of the page of a choice: options side by side, and the steps that lead there."""

from collections.abc import Iterator

from evidence_guide.view.pages.advice import BOOST_ORIGINAL, BOOST_TRANSLATED
from evidence_guide.view.pages.citing import CiteBox, cite_box
from evidence_guide.view.pages.parts import Label, words_of
from evidence_guide.view.shapes import ChoiceView, Id, StepView, Text, ViewObject
from evidence_guide.view.views import Views


class ChoicePage(ViewObject):
    """The page of a choice."""

    choice: ChoiceView
    steps: tuple[StepView, ...]
    """The steps that lead to it."""
    per: Label | None
    """Of how many people the counts are, if there are any."""
    description: Text
    ask: Label
    """The heading above the questions to ask."""
    cite: CiteBox | None
    """How it is cited; nothing in a translation, which is cited by its original."""
    boost: int
    language: Id


def choice_page(views: Views, id: str) -> ChoicePage:
    """A choice with the steps of this guide that lead to it."""
    guide, choice = views.guide, views.choice(id)
    words, per = words_of(guide), guide.choices[id].item.per
    return ChoicePage(
        choice=choice,
        steps=tuple(_steps(views, choice)),
        per=words.options.per.format(f"{int(per):,}") if per else None,
        description=words.options.description,
        ask=words.stage.ask.format(guide.experts.usually),
        cite=None if guide.translation else cite_box(views.context, id),
        boost=BOOST_TRANSLATED if guide.translation else BOOST_ORIGINAL,
        language=views.site.translated_into,
    )


def _steps(views: Views, choice: ChoiceView) -> Iterator[StepView]:
    """The steps that lead to a choice, of the stages that are shown."""
    for id in choice.steps:
        if id in views.steps_shown:
            yield views.step(id)
