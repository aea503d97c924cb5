"""The view of the page about the guide."""

from markupsafe import Markup

from evidence_guide.view import labels
from evidence_guide.view.addresses import report
from evidence_guide.view.context import Context
from evidence_guide.view.pages.parts import Label, holds, label, words_of
from evidence_guide.view.reviews import reviews
from evidence_guide.view.shapes import Id, Text, ViewObject
from evidence_guide.view.texts import maybe_text, text


class AboutAnswer(ViewObject):
    """A question about the guide with its answer, in paragraphs."""

    title: str
    anchor: Id
    texts: tuple[Text, ...]


class AboutPage(ViewObject):
    """The page about the guide."""

    lead: Text
    answers: tuple[AboutAnswer, ...]
    version: Label
    next_review: Label | None
    rests_on: Label
    report: Id
    complaints: Text | None


def about_page(context: Context) -> AboutPage:
    """Who made the guide and for whom, how old it is, and how to complain."""
    guide, file = context.guide, context.guide.file
    words = words_of(guide).about
    version = words.version_as_of.format(file.version)
    return AboutPage(
        lead=text(file.about),
        answers=tuple(_answers(context)),
        version=label("{} {}.", version, context.day(file.as_of)),
        next_review=_next_review(context),
        rests_on=holds(guide, words.it_rests_on_sources),
        report=report(guide),
        complaints=maybe_text(file.trust.complaints or None),
    )


def _answers(context: Context) -> list[AboutAnswer]:
    """The answers in the order of the questions; what is not stated is said to be so."""
    guide, stated = context.guide, _stated(context)
    missing = (str(words_of(guide).about.not_stated),)
    found = []
    for field, title in labels.ABOUT.items():
        texts = tuple(map(text, stated.get(field, ()))) or missing
        found.append(
            AboutAnswer(title=guide.label(title), anchor=field.replace("_", "-"), texts=texts)
        )
    return found


def _stated(context: Context) -> dict[str, list[str]]:
    """The answers of the guide, and those that the program knows, by field."""
    file, label = context.guide.file, context.guide.label
    found = {field: [answer] for field, answer in file.trust if answer}
    found["made_by"] = [f"{file.publisher}.", *found.get("made_by", [])]
    found["is_not"] = [file.notice, label(labels.IS_NOT)]
    found["tracking"] = [label(labels.TRACKING)]
    return found


def _next_review(context: Context) -> Markup | None:
    """The date of the next review as a sentence."""
    due = min((day for _, _, day in reviews(context.guide)), default=None)
    if due is None:
        return None
    sentence: Markup = words_of(context.guide).about.the_next_review_of.format(context.day(due))
    return sentence
