"""Every answer in My plan leads somewhere, and no two share a word of the address."""

from collections.abc import Iterator

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import GuideFile, Local, StageFile, Step, Table
from evidence_guide.rules.rule import Complaint, Complaints, ids_in, rule, unknown

_COUNTRY = "country"
"""The role of a column that says in which country a row holds."""
_Named = Iterator[tuple[Place, str]]
"""Ids that items name, each with its place."""


@rule("evidence/guide.yml", "question: hours, answer: At night", "question: hour, answer: At night")
def known_question(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Every question that a profile answers is in `guide.yml`, and every question there has an
    answer.

    A profile whose question is missing could not be chosen, and a question without answers cannot
    be answered.
    """
    known = [question.id for question in file.item.questions]
    answered = {profile.question for profile in file.item.profiles}
    yield from _unknown_questions(file, known)
    for number, id in enumerate(known):
        if id not in answered:
            yield _unanswered(file.place("questions", number), id)


def _unanswered(place: Place, id: str) -> Complaint:
    hint = f"add `question: {id}` to the profiles that do, or remove the question"
    return place, f"no profile answers `{id}`", hint


def _unknown_questions(file: Entry[GuideFile], known: list[str]) -> Complaints:
    for number, profile in enumerate(file.item.profiles):
        if profile.question and profile.question not in known:
            place = file.place("profiles", number, "question")
            yield unknown(place, "question", profile.question, known, "add it to `questions`")


@rule("evidence/tables/cups.yml", "stages: [evening]", "stages: [evenin]")
def known_stage(guide: Guide) -> Complaints:
    """Every stage that a step or a column of a table names exists.

    A step or a value for an unknown stage would be shown to nobody.
    """
    if StageFile in guide.unread:
        return
    for place, id in (*_stages_of_steps(guide), *_stages_of_columns(guide)):
        if id not in guide.stages:
            hint = "write the stage first, or remove the id"
            yield unknown(place, "stage", id, guide.stages, hint)


def _stages_of_steps(guide: Guide) -> _Named:
    """The stages that steps name, each with its place."""
    for step in guide.all(Step):
        yield from ids_in(step, "during", "stages")


def _stages_of_columns(guide: Guide) -> _Named:
    """The stages that columns of tables name, each with its place."""
    for table in guide.all(Table):
        for at, column in enumerate(table.item.columns):
            for number, id in enumerate(column.stages):
                yield table.place("columns", at, "stages", number), id


@rule("evidence/tables/cups.yml", "unit: mL, stages", "unit: mL, role: country, stages")
def countries_stand_once(guide: Guide) -> Complaints:
    """At most one column of one table says in which country its rows hold.

    My plan asks for the country once and shows the rows of that table.
    """
    found = list(_countries(guide))
    for place in found[1:]:
        yield (
            place,
            f"the column of countries is already at {found[0]}",
            "keep `role: country` in one column of one table",
        )


def _countries(guide: Guide) -> Iterator[Place]:
    """Where columns say that they name countries."""
    for table in guide.all(Table):
        yield from _country_columns(table)


def _country_columns(table: Entry[Table]) -> Iterator[Place]:
    """Where the columns of a table say that they name countries."""
    for number, column in enumerate(table.item.columns):
        if column.role == _COUNTRY:
            yield table.place("columns", number, "role")


@rule("evidence/guide.yml", "{id: day-worker,", "{id: evening,")
def choices_differ(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """No profile has the id of another, of a stage, or of a row in the table of countries.

    They share the address in which My plan keeps a reader's choice.
    """
    taken = dict.fromkeys(guide.stages, "stage") | dict.fromkeys(
        _country_rows(guide), "row of countries"
    )
    for number, profile in enumerate(file.item.profiles):
        if profile.id in taken:
            yield _taken(file.place("profiles", number, "id"), profile.id, taken[profile.id])
        taken[profile.id] = "profile"


def _taken(place: Place, id: str, kind: str) -> Complaint:
    """The complaint about a profile with the id of something else."""
    return place, f"`{id}` is a {kind} too", "choose another id for the profile", (id,)


def _country_rows(guide: Guide) -> Iterator[str]:
    """The ids of the rows in tables of countries."""
    for table in guide.all(Table):
        if next(_country_columns(table), None):
            for row in table.item.rows:
                yield row.id


@rule(
    "evidence/stages/evening.yml",
    "because: [sleep-cup]}\n    ask:",
    "because: [sleep-cup], countries: [te]}\n    ask:",
)
def known_country(guide: Guide) -> Complaints:
    """Every country that a sentence is for is a row of the table of countries.

    My plan asks for one of these rows; a sentence for another one would never be preferred.
    """
    if Table in guide.unread:
        return
    known = list(_country_rows(guide))
    hint = f"name a row of the table that has a column with `role: country`: {', '.join(known)}"
    for place, id in _named_countries(guide):
        if id not in known:
            yield unknown(place, "country", id, known, hint)


def _named_countries(guide: Guide) -> _Named:
    """The countries that sentences are for, each with its place."""
    for file in guide.all(GuideFile):
        yield from _of_sentences(file, "emergency", file.item.emergency)
    for step in guide.all(Step):
        yield from _of_step(step)


def _of_step(step: Entry[Step]) -> _Named:
    yield from _of_sentences(step, "how", step.item.how)
    if isinstance(step.item.amounts, tuple):
        yield from _of_sentences(step, "amounts", step.item.amounts)


def _of_sentences(
    entry: Entry[GuideFile] | Entry[Step], field: str, found: tuple[Local, ...]
) -> _Named:
    for number, sentence in enumerate(found):
        for at, id in enumerate(sentence.countries):
            yield entry.place(field, number, "countries", at), id
